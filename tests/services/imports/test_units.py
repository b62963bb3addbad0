"""Units named in a roster: known by any of their names, made when asked to, left to the clerk when in doubt."""

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.unit import UnitKind, UnitState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import imports, records
from tests import examples
from tests.services.imports.sheets import CADRE, id_number, only, person, plan_rows, said, shown, take_in

UNIT, ALIAS, FORMER = BY_KEY["unit"], BY_KEY["unit_alias"], BY_KEY["unit_former_name"]


def unit(db, name="青石镇", **values):
    return examples.filed(db, "unit", {"name": name, "kind": UnitKind.TOWNSHIP, **values})


def aliases(db):
    return [tuple(str(v) for v in row.values) for row in records.all_rows(db, ALIAS, ALIAS.table_fields)]


def two_people(first, second):
    return [person(工作单位=first), person("冯志", 工作单位=second, 公民身份号码=id_number("19780820", serial=90))]


def test_a_unit_is_found_by_its_name_however_padded(db):
    link = unit(db)
    row = only(plan_rows(db, [person(工作单位=" 青石\n镇　")], create_units=False))
    assert (row.state, row.values["unit"]) == ("new", link)


def test_a_unit_is_found_by_former_name_alias_and_short_name(db):
    link = unit(db, short_name="青石")
    records.create(db, FORMER, {"unit": link, "name": "青石公社"})
    records.create(db, ALIAS, {"unit": link, "text": "青石镇机关"})
    for text in ("青石公社", "青石镇机关", "青石"):
        row = only(plan_rows(db, [person(工作单位=text)], create_units=False))
        assert (row.state, row.values["unit"].text) == ("new", "青石镇"), text


def test_a_short_name_two_units_share_decides_nothing(db):
    unit(db, "青石镇", short_name="青石")
    unit(db, "青石桥镇", short_name="青石")
    ((_, problem),) = plan_rows(db, [person(工作单位="青石")]).problems
    assert problem.about == "unit"
    assert {s.text for s in problem.suggestions} == {"青石镇", "青石桥镇"}


def test_a_name_two_units_have_asks_which(db):
    unit(db), unit(db)
    ((_, problem),) = plan_rows(db, [person()]).problems
    assert problem.message == "有2个单位都叫“青石镇”，请选择其中一个"
    assert len({s.value for s in problem.suggestions}) == 2


def test_a_merged_unit_is_found_with_a_warning(db):
    unit(db, state=UnitState.CLOSED, closed_on=PartialDate(2015, 12))
    row = only(plan_rows(db, [person()], create_units=False))
    assert row.state == "new"
    assert row.warnings == ("单位“青石镇”已撤并，请核对",)


def test_a_match_by_hand_is_remembered_for_the_next_file(db):
    link = unit(db)
    asked = plan_rows(db, [person(工作单位="青石镇政府")])
    ((_, problem),) = asked.problems
    assert problem.message == "单位“青石镇政府”可能就是“青石镇”，请选择对应的单位"
    take_in(db, [person(工作单位="青石镇政府")], units={"青石镇政府": link.id})
    assert aliases(db) == [("青石镇", "青石镇政府", "名册.xlsx")]
    assert shown(db)["毛洋德"]["unit"] == "青石镇"
    again = plan_rows(db, [person(工作单位="青石镇政府")], create_units=False)
    assert only(again).state == "same"
    imports.apply(db, CADRE, again)
    assert len(aliases(db)) == 1


def test_a_match_by_hand_holds_for_full_width_brackets_too(db):
    link = unit(db, "县委办公室")
    row = only(plan_rows(db, [person(工作单位="县委办（保密局）")], units={"县委办(保密局)": link.id}))
    assert row.values["unit"] == link


def test_new_units_are_made_once_with_the_kind_of_their_name_in_the_sheet_s_order(db):
    rows = two_people("白沙镇", "县农业农村局")
    plan = plan_rows(db, rows)
    assert [(u.name, u.kind_label, u.rows) for u in plan.new_units] == [
        ("白沙镇", "乡镇", 1),
        ("县农业农村局", "县直党政部门", 1),
    ]
    imports.apply(db, CADRE, plan)
    fields = tuple(UNIT.field(name) for name in ("name", "kind", "order_number"))
    made = sorted((row.values for row in records.all_rows(db, UNIT, fields)), key=lambda v: v[2])
    assert made == [("白沙镇", UnitKind.TOWNSHIP, 1), ("县农业农村局", UnitKind.DEPARTMENT, 2)]


def test_a_unit_whose_kind_cannot_be_told_is_for_the_clerk_to_decide(db):
    plan = plan_rows(db, [person(工作单位="清源一号")])
    assert plan.new_units == ()
    ((_, problem),) = plan.problems
    assert problem.message == (
        "单位“清源一号”不存在，从名称看不出类别，不能自动新建，请选择类别新建，或先在系统中登记这个单位"
    )
    assert [s.text for s in problem.suggestions] == [f"新建为{kind.label}" for kind in UnitKind]


def test_the_kind_the_clerk_chooses_is_the_new_unit_s(db):
    rows = [person(工作单位="清源一号")]
    offers = {s.text: s.value for s in plan_rows(db, rows).problems[0][1].suggestions}
    for create_units in (True, False):
        plan = plan_rows(db, rows, create_units=create_units, units={"清源一号": offers["新建为事业单位"]})
        assert [(u.name, u.kind_label) for u in plan.new_units] == [("清源一号", "事业单位")]
    imports.apply(db, CADRE, plan)
    fields = tuple(UNIT.field(name) for name in ("name", "kind"))
    assert [row.values for row in records.all_rows(db, UNIT, fields)] == [("清源一号", UnitKind.INSTITUTION)]


def test_to_say_new_without_a_kind_asks_for_the_kind(db):
    ((_, problem),) = plan_rows(db, [person(工作单位="清源一号")], units={"清源一号": "new:清源一号"}).problems
    assert "看不出类别" in problem.message
    ((_, problem),) = plan_rows(db, [person(工作单位="清源一号")], units={"清源一号": "new/nothing:清源一号"}).problems
    assert "看不出类别" in problem.message


@pytest.mark.parametrize(
    "text", ["青石鎮", "清源縣青石镇", "青石镇人民政府", "青石鎮人民政府", "中共青石镇委员会", "青石镇机关", "青石"]
)
def test_another_way_of_writing_a_unit_is_for_the_clerk_to_decide_and_never_made(db, text):
    link = unit(db)
    plan = plan_rows(db, [person(工作单位=text)])
    assert plan.new_units == ()
    ((_, problem),) = plan.problems
    assert problem.message == f"单位“{text}”可能就是“青石镇”，请选择对应的单位"
    assert [(s.text, s.value) for s in problem.suggestions] == [("青石镇", link.id)]


@pytest.mark.parametrize("text", ["青石鎮", "青石镇人民政府", "青石"])
def test_the_same_holds_for_two_names_of_one_sheet(db, text):
    for rows in (two_people("青石镇", text), two_people(text, "青石镇")):
        plan = plan_rows(db, rows)
        assert len(plan.new_units) == 1
        assert len(plan.problems) == 1
        assert "可能就是" in plan.problems[0][1].message


def test_another_way_of_writing_an_alias_is_seen_too(db):
    link = unit(db)
    records.create(db, ALIAS, {"unit": link, "text": "青石办事处"})
    ((_, problem),) = plan_rows(db, [person(工作单位="青石辦事處")]).problems
    assert problem.message == "单位“青石辦事處”可能就是“青石镇”，请选择对应的单位"


@pytest.mark.parametrize("text", ["青石 镇", "青石　镇", "青石镇\u200b", "青石\n镇", "青⽯镇"])
def test_blanks_and_widths_make_no_other_unit(db, text):
    for rows in (two_people("青石镇", text), two_people(text, "青石镇")):
        plan = plan_rows(db, rows)
        assert plan.problems == ()
        assert [u.rows for u in plan.new_units] == [2]
    link = unit(db)
    plan = plan_rows(db, [person(工作单位=text)])
    assert plan.new_units == ()
    assert only(plan).values["unit"] == link


def test_no_invisible_character_gets_into_a_new_unit_s_name(db):
    plan = plan_rows(db, [person(工作单位="青石\u200b镇\ufeff")])
    assert [u.name for u in plan.new_units] == ["青石镇"]


def test_the_stem_of_another_unit_in_the_same_sheet_is_never_a_unit_of_its_own(db):
    for rows in (two_people("梅溪", "梅溪镇"), two_people("梅溪镇", "梅溪")):
        plan = plan_rows(db, rows)
        assert [u.name for u in plan.new_units] == ["梅溪镇"]
        assert [(p.column, p.message) for _, p in plan.problems] == [
            ("工作单位", "单位“梅溪”可能就是“梅溪镇”，请选择对应的单位")
        ]


def test_a_stem_can_be_settled_with_a_unit_the_same_import_makes(db):
    rows = two_people("梅溪", "梅溪镇")
    (offer,) = plan_rows(db, rows).problems[0][1].suggestions
    take_in(db, rows, units={"梅溪": offer.value})
    assert {values["unit"] for values in shown(db).values()} == {"梅溪镇"}
    assert aliases(db) == [("梅溪镇", "梅溪", "名册.xlsx")]
    assert len(records.all_rows(db, UNIT, UNIT.table_fields)) == 1


def test_a_unit_can_be_made_after_all_where_the_clerk_says_so(db):
    rows = two_people("梅溪", "梅溪镇")
    take_in(db, rows, units={"梅溪": "new/village:梅溪"})
    assert {values["unit"] for values in shown(db).values()} == {"梅溪", "梅溪镇"}


def test_one_unit_can_be_made_without_leave_for_all(db):
    plan = plan_rows(db, two_people("白沙镇", "梅溪镇"), create_units=False, units={"白沙镇": "new:白沙镇"})
    assert [u.name for u in plan.new_units] == ["白沙镇"]
    assert [row for row, _, _ in said(plan)] == [3]


def test_a_unit_under_another_is_a_unit_of_its_own(db):
    unit(db, "县农业农村局", kind=UnitKind.DEPARTMENT)
    plan = plan_rows(db, [person(工作单位="县农业农村局机关服务中心")])
    assert [(u.name, u.kind_label) for u in plan.new_units] == [("县农业农村局机关服务中心", "事业单位")]


def test_a_unit_only_faulty_rows_would_use_is_not_made(db):
    rows = [person(工作单位="白沙镇", 性别=None), person("冯志", 公民身份号码=None)]
    plan = plan_rows(db, rows)
    assert len(plan.new_units) == 2
    imports.apply(db, CADRE, plan, good_rows=True)
    assert [str(row.values[0]) for row in records.all_rows(db, UNIT, UNIT.table_fields)] == ["青石镇"]


UNIT_HEAD = ("单位名称", "单位类别", "上级单位", "排序")


def unit_rows(db, *rows, **options):
    return plan_rows(db, rows, UNIT, header=UNIT_HEAD, **options)


def tree(db):
    fields = tuple(UNIT.field(name) for name in ("name", "parent"))
    return {row.values[0]: str(row.values[1] or "") for row in records.all_rows(db, UNIT, fields)}


def test_units_of_one_sheet_may_stand_below_each_other_in_any_order(db):
    unit(db, "清源县")
    rows = (("石桥村", "村（社区）", "青石镇", 1), ("青石镇", "乡镇", "清源县", 2), ("白沙镇", "乡镇", None, 3))
    for create_units in (False, True):
        plan = unit_rows(db, *rows, create_units=create_units)
        assert plan.problems == ()
        assert plan.new_units == (), "the sheet itself files them"
    assert imports.apply(db, UNIT, plan).created == 3
    assert tree(db) == {"清源县": "", "石桥村": "青石镇", "青石镇": "清源县", "白沙镇": ""}
    again = unit_rows(db, *rows)
    assert [row.state for row in again.rows] == ["same"] * 3


def test_a_unit_on_file_may_be_put_below_one_the_sheet_brings(db):
    unit(db)
    imports.apply(db, UNIT, unit_rows(db, ("青石镇", "乡镇", "清源县", None), ("清源县", "县直党政部门", None, None)))
    assert tree(db) == {"青石镇": "清源县", "清源县": ""}


def test_a_unit_below_a_faulty_row_is_not_brought_in_either(db):
    rows = (
        ("石桥村", "村（社区）", "青石镇", 1),
        ("青石镇", "不知道的类别", None, 2),
        ("一组", "村（社区）", "石桥村", 3),
    )
    plan = unit_rows(db, *rows)
    assert [(row, column) for row, column, _ in said(plan)] == [(2, "上级单位"), (3, "单位类别"), (4, "上级单位")]
    assert said(plan)[0][2] == "上级单位“青石镇”在本表第3行，那一行没有导入，请先改正"
    assert imports.apply(db, UNIT, plan, good_rows=True).created == 0


def test_units_below_each_other_in_a_circle_are_refused(db):
    plan = unit_rows(
        db,
        ("甲局", "县直党政部门", "乙局", 1),
        ("乙局", "县直党政部门", "甲局", 2),
        ("丙局", "县直党政部门", "丙局", 3),
    )
    assert [row.state for row in plan.rows] == ["problem"] * 3
    assert {message for _, _, message in said(plan)} == {"上级单位不能是本单位或本单位的下级，请重新选择"}


def test_a_sheet_of_units_says_which_may_be_the_same(db):
    unit(db)
    plan = unit_rows(
        db,
        ("青石鎮", "乡镇", None, 1),
        ("青石 镇", "乡镇", None, 2),
        ("白沙镇", "乡镇", None, 3),
        ("白沙", "乡镇", None, 4),
    )
    assert [row.state for row in plan.rows] == ["new", "update", "new", "new"]
    assert [row.warnings for row in plan.rows] == [
        ("单位“青石鎮”可能就是“青石镇”，请核对是否重复",),
        (),
        (),
        ("单位“白沙”可能就是“白沙镇”，请核对是否重复",),
    ]
