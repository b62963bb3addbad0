"""Imports of the other kinds: people and units found by name, records matched by what identifies them, rules kept."""

from datetime import date

import pytest

from cadre_desktop.errors import EditConflict
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import imports, records
from tests import examples
from tests.services.imports.sheets import id_number, only, plan_rows, said, take_in
from tests.services.imports.sheets import person as roster_person

ASSESSMENT, TALK, UNIT = BY_KEY["annual_assessment"], BY_KEY["interview"], BY_KEY["unit"]
MENTORING = BY_KEY["mentoring"]
HEADER = ("姓名", "考核单位", "年度", "考核结果", "领导评语")


def row(name="毛洋德", unit="青石镇", year=2024, grade="称职", comment=None):
    return [name, unit, year, grade, comment]


def plan(db, rows, header=HEADER, **options):
    return plan_rows(db, rows, ASSESSMENT, header=header, **options)


@pytest.fixture
def two_namesakes(db):
    """Two officials of one name, in two units."""
    other = id_number("19780822", serial=77)
    take_in(db, [roster_person(), roster_person(工作单位="白沙镇", 公民身份号码=other)])
    return {"青石镇": id_number("19780820"), "白沙镇": other}


def unit_of(db, link):
    with db.read() as session:
        numbers = dict(session.query(BY_KEY["cadre"].model.id, BY_KEY["cadre"].model.id_number).all())
    return numbers[link.id]


def test_results_come_in_for_people_found_by_name(db):
    take_in(db, [roster_person()])
    result = imports.apply(db, ASSESSMENT, plan(db, [row(), row(year=2023, grade="优秀")]))
    assert result.created == 2
    found = records.all_rows(db, ASSESSMENT, tuple(ASSESSMENT.field(n) for n in ("year", "grade")))
    assert {r.values for r in found} >= {(2024, AssessmentGrade.COMPETENT), (2023, AssessmentGrade.EXCELLENT)}


def test_what_the_sheet_does_not_say_is_said_once(db):
    take_in(db, [roster_person()])
    warnings = plan(db, [row()]).warnings
    assert "没有“考核办法”一列，按“公务员考核”登记" in warnings
    assert "没有“参加情况”一列，按“参加”登记" in warnings


def test_the_same_person_and_year_is_updated_with_its_difference(db):
    take_in(db, [roster_person()])
    changed = only(plan(db, [row(year=2025, grade="优秀", comment="敢担当")]))
    assert changed.state == "update"
    assert [(d.label, d.old, d.new) for d in changed.differences] == [
        ("考核结果", "称职", "优秀"),
        ("领导评语", "（空）", "敢担当"),
    ]
    result = imports.apply(db, ASSESSMENT, plan(db, [row(year=2025, grade="优秀", comment="敢担当")]))
    assert (result.created, result.updated) == (0, 1)
    assert only(plan(db, [row(year=2025, grade="优秀", comment="敢担当")])).state == "same"
    assert only(plan(db, [row(year=2025, grade="优秀")])).state == "same"


def test_skip_and_add_hold_for_every_kind(db):
    take_in(db, [roster_person()])
    assert only(plan(db, [row(year=2025, grade="优秀")], on_match="skip")).state == "skip"
    assert said(plan(db, [row(year=2025, grade="优秀")], on_match="add")) == [
        (2, "年度", "该干部 2025 年度已有考核结果，请修改原记录")
    ]


def test_one_person_and_year_twice_in_a_sheet_is_refused(db):
    take_in(db, [roster_person()])
    assert said(plan(db, [row(), row(grade="优秀")])) == [
        (3, "姓名", "与第2行重复（干部姓名、年度相同），请只保留一行")
    ]


def test_the_rules_of_the_form_hold(db):
    take_in(db, [roster_person()])
    assert said(plan(db, [row(grade="合格"), row(year=2027), row(year=1989)])) == [
        (2, "考核结果", "“合格”不是公务员考核的结果，应为：优秀、称职、基本称职、不称职、不定等次、不进行考核"),
        (3, "年度", "年度应在 1990 到 2026 之间"),
        (4, "年度", "年度应在 1990 到 2026 之间"),
    ]


def test_people_and_units_that_are_not_there_are_told_by_column(db):
    take_in(db, [roster_person()])
    asked = plan(db, [row("某某"), row(unit="白沙镇"), row(year="去年")], create_units=False)
    assert said(asked) == [
        (2, "姓名", "花名册中没有“某某”，请先登记该干部，或核对姓名"),
        (3, "考核单位", "单位“白沙镇”不存在，请选择对应的单位，或新建这个单位"),
        (4, "年度", "年度“去年”不是数字，请填阿拉伯数字"),
    ]


def test_units_are_made_here_too(db):
    take_in(db, [roster_person()])
    made = plan(db, [row(unit="白沙镇")])
    assert [u.name for u in made.new_units] == ["白沙镇"]
    imports.apply(db, ASSESSMENT, made)
    assert records.count(db, UNIT, ListQuery()) == 2
    assert only(plan(db, [row(unit="白沙镇")], create_units=False)).state == "same"


def test_of_namesakes_the_one_in_the_row_s_unit_is_meant(db, two_namesakes):
    for unit, number in two_namesakes.items():
        assert unit_of(db, only(plan(db, [row(unit=unit)])).values["cadre"]) == number


def test_of_namesakes_the_one_with_the_row_s_number_is_meant(db, two_namesakes):
    header = (*HEADER, "身份证号")
    for number in two_namesakes.values():
        planned = only(plan(db, [[*row(unit=None), number]], header=header))
        assert unit_of(db, planned.values["cadre"]) == number
    ((_, column, message),) = said(plan(db, [[*row(unit=None), id_number("19900101")]], header=header))
    assert (column, message.startswith("花名册中没有身份证号为")) == ("姓名", True)


def test_namesakes_that_cannot_be_told_apart_are_asked_about(db, two_namesakes):
    asked = plan(db, [row(unit=None)])
    ((_, problem),) = asked.problems
    assert (problem.about, len(problem.suggestions)) == ("person", 2)
    chosen = problem.suggestions[1].value
    assert only(plan(db, [row(unit=None)], people={2: chosen})).values["cadre"].id == chosen


@pytest.mark.parametrize("mark", ["白沙镇", "尾号 {}", "{}"])
def test_a_name_may_say_in_brackets_which_of_namesakes_is_meant(db, two_namesakes, mark):
    other = two_namesakes["白沙镇"]
    header = ("谈话类型", "谈话对象", "考察年度", "谈话日期", "谈话人", "密级", "已签字")
    name = f"毛洋德（{mark.format(other[-4:])}）"
    talk = ["谈心谈话", name, "2026", "2026.06.01", "罗敏、黄立群", "内部", "否"]
    (found,) = only(plan_rows(db, [talk], TALK, header=header)).values["subjects"]
    assert unit_of(db, found) == other
    refused = plan_rows(db, [[talk[0], "毛洋德（12）", *talk[2:]]], TALK, header=header)
    assert said(refused)[0] == (2, "谈话对象", "花名册中没有“毛洋德”（12），请先登记该干部，或核对姓名")


def test_the_number_beside_the_official_is_not_that_of_another_person_in_the_row(db, two_namesakes):
    take_in(db, [roster_person("谭新", 公民身份号码=id_number("19900101", serial=31))])
    header = ("帮带人", "公民身份号码", "年轻干部", "结对日期")
    pair = plan_rows(db, [["毛洋德", two_namesakes["白沙镇"], "谭新", "2026.01.05"]], MENTORING, header=header)
    assert said(pair) == []
    assert unit_of(db, only(pair).values["mentor"]) == two_namesakes["白沙镇"]
    assert only(pair).values["cadre"].text == "谭新"


def test_a_damaged_number_is_told_at_its_own_column(db, two_namesakes):
    ((_, column, message), *_) = said(plan(db, [[*row(unit=None), 4.3e17]], header=(*HEADER, "身份证号")))
    assert column == "身份证号"
    assert "科学计数" in message


def test_several_people_of_one_talk_are_found_each(db):
    take_in(db, [roster_person(), roster_person("冯志", 公民身份号码=id_number("19780820", serial=90))])
    header = ("谈话类型", "被考察人", "考察年度", "谈话日期", "谈话人")
    talk = ["日常谈心谈话", "毛洋德、冯志", 2026, date(2026, 5, 6), "黄立群"]
    purposes = {choice.label for choice in TALK.field("purpose").choices}
    talk[0] = talk[0] if talk[0] in purposes else next(p for p in sorted(purposes) if p != "考察谈话")
    planned = plan_rows(db, [talk, talk], TALK, header=header)
    assert [r.state for r in planned.rows] == ["new", "skip"]
    assert planned.rows[1].warnings == ("与第2行完全相同，只导入一次",)
    assert sorted(link.text for link in planned.rows[0].values["subjects"]) == ["冯志", "毛洋德"]
    imports.apply(db, TALK, planned)
    assert only(plan_rows(db, [talk], TALK, header=header)).state == "same"
    missing = plan_rows(db, [[talk[0], "毛洋德、某某", *talk[2:]]], TALK, header=header)
    assert said(missing) == [(2, "被考察人", "花名册中没有“某某”，请先登记该干部，或核对姓名")]


def test_other_links_are_found_by_their_words_and_by_what_they_belong_to(db):
    answer = examples.an_answer_line(db)
    header = ("年度答卷", "任务", "完成情况")
    kind = BY_KEY["answer_line"]
    good = [answer["answer"].text, answer["task"].text, answer["standing"].label]
    assert only(plan_rows(db, [good], kind, header=header)).state == "new"
    ((_, problem),) = plan_rows(db, [[good[0], "集镇污水", good[2]]], kind, header=header).problems
    assert (problem.about, problem.message) == ("choice", "没有找到任期任务“集镇污水”，请按系统中的写法填写")
    assert [s.value for s in problem.suggestions] == [answer["task"].text]


def test_two_records_of_the_same_words_are_not_guessed_between(db):
    link = examples.filed(db, "checklist", examples.a_checklist(db))
    examples.filed(db, "checklist", examples.a_checklist(db))
    item = [link.text, 1, "负面", "政治担当", "推诿"]
    header = ("清单", "序号", "正负面", "维度", "条目内容")
    ((_, column, message),) = said(plan_rows(db, [item], BY_KEY["checklist_item"], header=header))
    assert column == "清单"
    assert message.startswith("有2条正负面清单都叫")


def test_a_locked_record_is_not_changed_by_an_import(db):
    review = examples.filed(db, "political_review", examples.a_review(db))
    kind = BY_KEY["political_review"]
    with db.work("入档") as session:
        record = session.get_one(kind.model, review.id)
        record.state = type(record.state)("filed")
    header = ("干部姓名", "考察年度", "考察日期", "自查自评情况")
    ((_, _, message),) = said(plan_rows(db, [["周文静", 2026, "2026.09.01", "改写"]], kind, header=header))
    assert message == "政治素质档案已入档，不能再修改"


def test_planning_leaves_no_trace_in_the_store(db):
    take_in(db, [roster_person()])
    before = records.all_rows(db, ASSESSMENT, ASSESSMENT.form_fields)
    plan(db, [row(year=2025, grade="优秀"), row(year=2020)])
    assert records.all_rows(db, ASSESSMENT, ASSESSMENT.form_fields) == before


def test_a_record_saved_since_the_plan_stops_the_import(db):
    take_in(db, [roster_person()])
    planned = plan(db, [row(year=2025, grade="优秀")])
    (stored,) = records.all_rows(db, ASSESSMENT, ASSESSMENT.form_fields)
    records.change(db, ASSESSMENT, stored.id, 1, {"grade": AssessmentGrade.BASICALLY_COMPETENT})
    with pytest.raises(EditConflict):
        imports.apply(db, ASSESSMENT, planned)


def test_a_cell_can_be_fixed_on_screen(db):
    take_in(db, [roster_person()])
    faulty = plan(db, [row(year="去年")])
    fixed = imports.with_fixed(db, ASSESSMENT, faulty, 2, {"year": "2024"})
    assert (fixed.problems, only(fixed).values["year"]) == ((), 2024)
    assert only(faulty).state == "problem"


def test_units_come_in_with_their_superiors(db):
    superior = examples.filed(db, "unit", {"name": "清源县委", "kind": examples.UnitKind.DEPARTMENT})
    header = ("单位名称", "单位类别", "上级单位", "正职领导职数")
    planned = plan_rows(db, [["青石镇", "乡镇", "清源县委", 2], ["白沙镇", None, None, "两人"]], UNIT, header=header)
    assert planned.rows[0].values["parent"] == superior
    assert said(planned) == [(3, "正职领导职数", "正职领导职数“两人”不是数字，请填阿拉伯数字")]


def test_family_members_may_carry_the_title_name_twice_over(db):
    cadre = examples.filed(db, "cadre", examples.a_cadre(db))
    kind = BY_KEY["family_member"]
    header = ("干部姓名", "称谓", "成员姓名", "出生年月")
    planned = only(plan_rows(db, [["周文静", "女儿", "陈小雨", "2012.03"]], kind, header=header))
    assert planned.values["cadre"] == Link(cadre.id, "周文静")
    assert (planned.values["name"], planned.values["birth_on"]) == ("陈小雨", PartialDate(2012, 3))


def test_a_post_sheet_adds_to_the_history_of_a_person(db):
    take_in(db, [roster_person()])
    header = ("姓名", "工作单位", "现任职务", "任现职时间", "免职时间")
    old = ["毛洋德", "青石镇", "副镇长", "2012.03", "2017.03"]
    assert take_in(db, [old], BY_KEY["post"], header=header).created == 1
    assert only(plan_rows(db, [old], BY_KEY["post"], header=header)).state == "same"
    late = [*old[:4], "2011.01"]
    assert said(plan_rows(db, [late], BY_KEY["post"], header=header)) == [(2, "免职时间", "免职时间不能早于任职时间")]
