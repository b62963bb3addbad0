"""A roster read again: who is who, what an update would change, and what happens to the post and rank before."""

import pytest

from cadre_desktop.errors import EditConflict
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import imports, records
from tests.services.imports.sheets import CADRE, HEADER, id_number, only, person, plan_rows, said, shown, take_in

POST, RANK, ASSESSMENT = BY_KEY["post"], BY_KEY["rank"], BY_KEY["annual_assessment"]


def told(plan):
    return [(d.label, d.old, d.new) for d in only(plan).differences]


def table(db, kind, *names):
    fields = tuple(kind.field(name) for name in names)
    return sorted(tuple(str(getattr(v, "label", v)) for v in row.values) for row in records.all_rows(db, kind, fields))


def test_the_same_row_is_the_same_and_is_skipped(db):
    take_in(db, [person()])
    again = plan_rows(db, [person()])
    assert only(again).state == "same"
    result = imports.apply(db, CADRE, again)
    assert (result.created, result.updated, result.skipped, result.batch_id) == (0, 0, 1, "")


def test_an_empty_cell_takes_nothing_away(db):
    take_in(db, [person()])
    blank = person(**{"职级": None, "任现职级时间": None, "上年度考核结果": None, "任现职时间": None})
    assert only(plan_rows(db, [blank])).state == "same"


def test_a_month_in_the_sheet_does_not_cut_a_day_in_the_store(db):
    take_in(db, [person(出生年月="1978.08.20")])
    assert only(plan_rows(db, [person(出生年月="1978.08")])).state == "same"
    assert told(plan_rows(db, [person(出生年月="1978.09.20")])) == [("出生年月", "1978.08.20", "1978.09.20")]


def test_a_finer_date_in_the_sheet_is_taken(db):
    take_in(db, [person(出生年月="1978.08")])
    assert told(plan_rows(db, [person(出生年月="1978.08.20")])) == [("出生年月", "1978.08", "1978.08.20")]


def test_a_changed_field_is_shown_old_and_new_and_stored(db):
    header = (*HEADER, "籍贯", "联系电话")
    take_in(db, [[*person(), "湖南湘阴", None]], header=header)
    row = [*person(), "湖南衡东", "13800000000"]
    plan = plan_rows(db, [row], header=header)
    assert told(plan) == [("籍贯", "湖南湘阴", "湖南衡东"), ("联系电话", "（空）", "13800000000")]
    result = imports.apply(db, CADRE, plan)
    assert (result.created, result.updated) == (0, 1)
    assert shown(db)["毛洋德"]["native_place"] == "湖南衡东"
    assert only(plan_rows(db, [row], header=header)).state == "same"


def test_a_new_post_ends_the_one_before_at_its_start(db):
    take_in(db, [person()])
    row = person(现任职务="党委书记", 任现职时间="2026.05")
    plan = plan_rows(db, [row])
    assert told(plan) == [
        ("现任职务", "青石镇党委副书记、镇长", "青石镇党委书记"),
        ("任现职时间", "2017.03", "2026.05"),
    ]
    imports.apply(db, CADRE, plan)
    assert table(db, POST, "title", "appointed_on", "removed_on") == [
        ("党委书记", "2026.05", "None"),
        ("党委副书记、镇长", "2017.03", "2026.05"),
    ]
    assert shown(db)["毛洋德"]["post_title"] == "党委书记"
    assert only(plan_rows(db, [row])).state == "same"


def test_a_move_to_another_unit_is_a_new_post_there(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(工作单位="白沙镇", 任现职时间="2026.05")])
    assert told(plan)[0] == ("现任职务", "青石镇党委副书记、镇长", "白沙镇党委副书记、镇长")
    imports.apply(db, CADRE, plan)
    assert shown(db)["毛洋德"]["unit"] == "白沙镇"
    assert len(table(db, POST, "title")) == 2


def test_another_title_since_the_same_month_corrects_the_post_in_place(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(现任职务="党委书记")])
    assert told(plan) == [("现任职务", "青石镇党委副书记、镇长", "青石镇党委书记")]
    imports.apply(db, CADRE, plan)
    assert table(db, POST, "title", "removed_on") == [("党委书记", "None")]


def test_another_date_of_the_same_post_corrects_the_date(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(任现职时间="2017.04")])
    assert told(plan) == [("任现职时间", "2017.03", "2017.04")]
    imports.apply(db, CADRE, plan)
    assert table(db, POST, "title", "appointed_on") == [("党委副书记、镇长", "2017.04")]


def test_another_title_without_a_date_is_asked_about(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(现任职务="党委书记", 任现职时间=None)])
    assert said(plan) == [
        (
            2,
            "现任职务",
            "现任职务与已登记的“青石镇党委副书记、镇长”不同，但没有任现职时间，分不清是更正还是新任职，请填写任现职时间",
        )
    ]


def test_another_title_from_before_the_present_post_is_asked_about(db):
    take_in(db, [person()])
    ((_, column, message),) = said(plan_rows(db, [person(现任职务="党委书记", 任现职时间="2016.12")]))
    assert column == "任现职时间"
    assert message.startswith("任现职时间 2016.12 早于已登记的“青石镇党委副书记、镇长”的任职时间 2017.03")


def test_two_posts_held_together_are_the_title_that_joins_them(db):
    take_in(db, [person(现任职务="党委副书记")])
    (row,) = records.all_rows(db, POST, (POST.field("cadre"), POST.field("unit")))
    second = {
        "cadre": row.values[0],
        "unit": row.values[1],
        "title": "镇长",
        "is_main": False,
        "is_leader": True,
        "appointed_on": PartialDate(2017, 3),
        "counts_continuous": False,
    }
    records.create(db, POST, second)
    assert only(plan_rows(db, [person(现任职务="党委副书记、镇长")])).state == "same"
    moved = only(plan_rows(db, [person(现任职务="党委书记", 任现职时间="2026.05")]))
    assert moved.warnings == ("兼任的“镇长”没有结束，如已免去请到任职经历中填写免职时间",)


def test_a_level_set_by_hand_outlives_the_one_told_from_the_title(db):
    take_in(db, [person()])
    (row,) = records.all_rows(db, POST, POST.table_fields)
    _, version = records.load(db, POST, row.id)
    records.change(db, POST, row.id, version, {"level": PostLevel.COUNTY_DEPUTY})
    assert only(plan_rows(db, [person()])).state == "same"
    header = (*HEADER, "职务层次")
    plan = plan_rows(db, [[*person(), "乡科级正职"]], header=header)
    assert told(plan) == [("职务层次", "县处级副职", "乡科级正职")]


def test_a_new_rank_ends_the_one_before(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(职级="三级调研员", 任现职级时间="2026.06")])
    assert told(plan) == [("职级", "四级调研员", "三级调研员")]
    imports.apply(db, CADRE, plan)
    assert table(db, RANK, "name", "approved_on", "ended_on") == [
        ("三级调研员", "2026.06", "None"),
        ("四级调研员", "2019.10", "2026.06"),
    ]
    assert shown(db)["毛洋德"]["rank_since"] == "2026.06"


@pytest.mark.parametrize(
    ("since", "column", "words"),
    [(None, "职级", "没有任现职级时间"), ("2018.01", "任现职级时间", "早于已登记的“四级调研员”的批准时间 2019.10")],
)
def test_another_rank_that_cannot_be_placed_is_asked_about(db, since, column, words):
    take_in(db, [person()])
    ((_, where, message),) = said(plan_rows(db, [person(职级="三级调研员", 任现职级时间=since)]))
    assert where == column
    assert words in message


def test_another_rank_since_the_same_month_corrects_it_and_another_month_corrects_the_date(db):
    take_in(db, [person()])
    imports.apply(db, CADRE, plan_rows(db, [person(职级="三级调研员")]))
    assert table(db, RANK, "name", "approved_on") == [("三级调研员", "2019.10")]
    imports.apply(db, CADRE, plan_rows(db, [person(职级="三级调研员", 任现职级时间="2019.11")]))
    assert table(db, RANK, "name", "approved_on") == [("三级调研员", "2019.11")]


def test_the_year_s_assessment_is_corrected_not_doubled(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(上年度考核结果="优秀")])
    assert told(plan) == [("2025年度考核结果", "称职", "优秀")]
    imports.apply(db, CADRE, plan)
    assert table(db, ASSESSMENT, "year", "grade") == [("2025", "优秀")]


def test_somebody_known_without_post_rank_and_assessment_gets_them(db):
    values = {"name": "毛洋德", "sex": CADRE.field("sex").choices[0], "birth_on": PartialDate(1978, 8)}
    records.create(db, CADRE, {**values, "identity": Identity.CIVIL_SERVANT})
    plan = plan_rows(db, [person()])
    assert [label for label, _, _ in told(plan)] == ["公民身份号码", "现任职务", "职级", "2025年度考核结果"]
    imports.apply(db, CADRE, plan)
    assert only(plan_rows(db, [person()])).state == "same"


def test_values_only_told_from_others_correct_nobody(db):
    header = (*HEADER, "入党时间", "身份类别", "政治面貌")
    take_in(db, [[*person(), "2003.01", "参公人员", "预备党员"]], header=header)
    assert only(plan_rows(db, [[*person(), "2003.01", None, None]], header=header)).state == "same"
    with db.read() as session:
        stored = session.query(CADRE.model).one()
        assert (stored.political_status, stored.identity) == (PoliticalStatus.PROBATIONARY, Identity.REFERENCE)


def test_people_are_matched_by_number_before_name(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person("毛洋")])
    assert told(plan) == [("姓名", "毛洋德", "毛洋")]
    assert only(plan).warnings == ("身份证号与系统中的“毛洋德”相同，姓名将改为“毛洋”，请核对",)


def test_a_row_without_a_number_is_matched_by_name_and_birth_month(db):
    take_in(db, [person()])
    assert only(plan_rows(db, [person(公民身份号码=None)])).state == "same"
    assert only(plan_rows(db, [person(公民身份号码=None, 出生年月="1978.09")])).state == "new"


def test_namesakes_are_asked_about_and_the_choice_is_kept(db):
    other = id_number("19780822", serial=77)
    take_in(db, [person(), person(公民身份号码=other, 工作单位="白沙镇")])
    plan = plan_rows(db, [person(公民身份号码=None)])
    ((_, problem),) = plan.problems
    assert (problem.about, problem.column) == ("person", "姓名")
    assert problem.message == "系统中有2名同名同出生年月的干部，请选择是哪一人"
    texts = [s.text for s in problem.suggestions]
    assert sorted(texts[:2]) == [
        "毛洋德（1978.08，白沙镇党委副书记、镇长）",
        "毛洋德（1978.08，青石镇党委副书记、镇长）",
    ]
    assert (texts[2], problem.suggestions[2].value) == ("都不是，单独建档", "")
    first = next(s.value for s in problem.suggestions if "青石镇" in s.text)
    chosen = only(plan_rows(db, [person(公民身份号码=None)], people={2: first}))
    assert (chosen.state, chosen.record_id) == ("same", first)
    assert only(plan_rows(db, [person(公民身份号码=None)], people={2: ""})).state == "new"


def test_the_same_name_and_month_under_another_number_is_asked_about(db):
    take_in(db, [person()])
    other = id_number("19780822", serial=77)
    plan = plan_rows(db, [person(公民身份号码=other)])
    ((_, problem),) = plan.problems
    assert problem.message.startswith("系统中同名同出生年月的干部身份证号为 430421********")
    assert only(plan_rows(db, [person(公民身份号码=other)], people={2: ""})).state == "new"
    same_person = only(plan_rows(db, [person(公民身份号码=other)], people={2: problem.suggestions[0].value}))
    assert [d.label for d in same_person.differences] == ["公民身份号码"]


def test_two_rows_cannot_mean_one_known_person(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(), person(公民身份号码=None, 出生年月="1978")])
    assert said(plan)[0][2] == "与第2行是系统中的同一名干部，请只保留一行"


def test_rows_with_one_name_and_month_and_no_number_are_asked_about(db):
    rows = [person(公民身份号码=None), person(公民身份号码=None)]
    ((row, column, message),) = said(plan_rows(db, rows))
    assert (row, column) == (3, "姓名")
    assert message.startswith("与第2行姓名、出生年月相同")
    assert plan_rows(db, rows, people={3: ""}).problems == ()


def test_a_post_or_rank_ended_in_the_store_is_not_begun_again_in_silence(db):
    take_in(db, [person()])
    for kind, end in ((POST, "removed_on"), (RANK, "ended_on")):
        (row,) = records.all_rows(db, kind, kind.table_fields)
        _, version = records.load(db, kind, row.id)
        records.change(db, kind, row.id, version, {end: PartialDate(2026, 1)})
    assert said(plan_rows(db, [person()])) == [
        (2, "现任职务", "“党委副书记、镇长”已登记为 2026.01 免职，请核对是否仍在任"),
        (2, "职级", "“四级调研员”已登记为 2026.01 终止，请核对"),
    ]
    back = person(任现职时间="2026.03", 任现职级时间="2026.03")
    assert only(plan_rows(db, [back])).state == "update"


def test_somebody_who_had_left_is_updated_with_a_warning(db):
    take_in(db, [person()])
    (row,) = records.all_rows(db, CADRE, CADRE.table_fields)
    _, version = records.load(db, CADRE, row.id)
    records.change(db, CADRE, row.id, version, {"state": CadreState.TRANSFERRED})
    again = only(plan_rows(db, [person()]))
    assert (again.state, again.warnings) == ("same", ("系统中的管理状态为“调出”，如已回到岗位请另行修改",))


def test_a_renamed_person_s_posts_are_found_by_the_new_name(db):
    take_in(db, [person()])
    take_in(db, [person("孟英小")])
    found = {name: records.count(db, POST, ListQuery(text=name)) for name in ("孟英小", "myx", "毛洋德")}
    assert found == {"孟英小": 1, "myx": 1, "毛洋德": 0}


def test_skip_leaves_known_people_alone(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(现任职务="党委书记"), person("新人", 公民身份号码=None)], on_match="skip")
    assert [row.state for row in plan.rows] == ["skip", "new"]
    result = imports.apply(db, CADRE, plan)
    assert (result.created, result.updated, result.skipped) == (1, 0, 1)
    assert shown(db)["毛洋德"]["post_title"] == "党委副书记、镇长"


def test_add_files_a_namesake_but_never_a_number_twice(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(公民身份号码=None)], on_match="add")
    assert only(plan).state == "new"
    assert imports.apply(db, CADRE, plan).created == 1
    twice = plan_rows(db, [person()], on_match="add")
    assert said(twice) == [(2, "公民身份号码", "身份证号与系统中的“毛洋德”重复，不能再新增一人")]


def test_a_chosen_new_person_cannot_take_a_number_already_given(db):
    take_in(db, [person()])
    assert said(plan_rows(db, [person()], people={2: ""}))[0][1] == "公民身份号码"


def test_somebody_changed_since_the_plan_stops_the_import(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(现任职务="党委书记", 任现职时间="2026.05")])
    (row,) = records.all_rows(db, POST, POST.table_fields)
    _, version = records.load(db, POST, row.id)
    records.change(db, POST, row.id, version, {"title": "人大主席"})
    with pytest.raises(EditConflict, match="核对之后，有相关记录被修改过"):
        imports.apply(db, CADRE, plan)
    assert shown(db)["毛洋德"]["post_title"] == "人大主席"


def test_an_unrelated_change_since_the_plan_does_not_stop_the_import(db):
    take_in(db, [person()])
    plan = plan_rows(db, [person(现任职务="党委书记", 任现职时间="2026.05")])
    records.create(db, BY_KEY["unit"], {"name": "白沙镇"})
    assert imports.apply(db, CADRE, plan).updated == 1
