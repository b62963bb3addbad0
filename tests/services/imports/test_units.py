"""Units named in a roster: known by any of their names, made when asked to, left to the clerk when in doubt."""

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
    assert [(u.name, u.kind_label, u.rows, u.is_guess) for u in plan.new_units] == [
        ("白沙镇", "乡镇", 1, False),
        ("县农业农村局", "县直党政部门", 1, False),
    ]
    imports.apply(db, CADRE, plan)
    fields = tuple(UNIT.field(name) for name in ("name", "kind", "order_number"))
    made = sorted((row.values for row in records.all_rows(db, UNIT, fields)), key=lambda v: v[2])
    assert made == [("白沙镇", UnitKind.TOWNSHIP, 1), ("县农业农村局", UnitKind.DEPARTMENT, 2)]


def test_a_unit_whose_kind_cannot_be_told_is_named(db):
    plan = plan_rows(db, [person(工作单位="清源一号")])
    assert [(u.name, u.is_guess) for u in plan.new_units] == [("清源一号", True)]
    assert "看不出以下单位的类别，暂按县直党政部门登记：清源一号" in plan.warnings


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
    take_in(db, rows, units={"梅溪": "new:梅溪"})
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
