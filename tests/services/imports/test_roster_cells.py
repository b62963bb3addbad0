"""What single cells of a roster mean: names, months in every spelling, parties, grades, identity."""

from datetime import date, datetime

import pytest

from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.vocab import PoliticalStatus
from cadre_desktop.services import imports
from tests.services.imports.sheets import CADRE, HEADER, id_number, only, person, plan_rows, said, shown, take_in


def planned(db, **cells):
    extra = {name: value for name, value in cells.items() if name not in HEADER}
    own = {name: value for name, value in cells.items() if name in HEADER}
    return plan_rows(db, [[*person(**own), *extra.values()]], header=[*HEADER, *extra])


@pytest.mark.parametrize(
    "cell",
    [
        "1978.08", "1978-8", "1978/08", "197808", "1978年8月", "1978．08", 197808, 28703, 1978.08,
        date(1978, 8, 1), datetime(1978, 8, 1),
    ],
)  # fmt: skip
def test_a_month_means_the_same_however_it_is_written(db, cell):
    assert str(only(planned(db, 出生年月=cell)).values["birth_on"]) == "1978.08"


@pytest.mark.parametrize(
    ("cell", "text"), [("19780820", "1978.08.20"), (date(1978, 8, 20), "1978.08.20"), ("1978", "1978")]
)
def test_a_date_keeps_the_precision_it_was_written_with(db, cell, text):
    assert str(only(planned(db, 出生年月=cell)).values["birth_on"]) == text


def test_names_lose_their_padding_and_keep_their_dot(db):
    for cell, name in {"张　三": "张三", " 李 四 ": "李四", "阿卜杜拉・买买提": "阿卜杜拉·买买提"}.items():
        assert only(planned(db, 姓名=cell)).values["name"] == name


@pytest.mark.parametrize(
    ("cell", "doubted"),
    [("=1+1", True), ("张三1", True), ("张三😀", True), ("王 A", True), ("张", True), ("欧阳娜娜", False),
     ("张\u202e三", False), ("阿卜杜拉・买买提", False), ("𠮷永", False)],
)  # fmt: skip
def test_a_name_of_letters_digits_or_signs_is_to_be_looked_at(db, cell, doubted):
    row = only(planned(db, 姓名=cell))
    assert row.state == "new"
    assert any("看起来不像姓名" in warning for warning in row.warnings) is doubted


def test_ethnic_groups_get_their_full_name_and_unknown_ones_a_warning(db):
    assert only(planned(db, 民族="土家")).values["ethnic"] == "土家族"
    row = only(planned(db, 民族="穿青人"))
    assert (row.state, row.warnings) == ("new", ("民族“穿青人”不在56个民族之列，请核对",))


@pytest.mark.parametrize(
    ("cell", "joined", "status", "other"),
    [
        ("2003.01", "2003.01", PoliticalStatus.PARTY_MEMBER, None),
        (date(2003, 1, 1), "2003.01", PoliticalStatus.PARTY_MEMBER, None),
        ("民建", None, PoliticalStatus.MINJIAN, None),
        ("无党派人士", None, PoliticalStatus.INDEPENDENT, None),
        ("群众", None, PoliticalStatus.MASSES, None),
        ("2001.08；民建", "2001.08", PoliticalStatus.PARTY_MEMBER, "民建"),
        ("—", None, None, None),
    ],
)
def test_the_party_cell_gives_date_party_or_both(db, cell, joined, status, other):
    values = only(planned(db, 入党时间=cell)).values
    assert (str(values["party_joined_on"]) if joined else None) == joined
    assert values.get("political_status") is status
    assert values.get("other_party") == other


@pytest.mark.parametrize("cell", ["2003.01", "民建", "无党派", "群众", "2001.08；民建"])
def test_the_party_is_read_out_as_it_was_written(db, cell):
    imports.apply(db, CADRE, planned(db, 入党时间=cell))
    assert shown(db)["毛洋德"]["party_joined_on"] == cell
    assert only(planned(db, 入党时间=cell)).state == "same"


def test_a_party_nobody_knows_is_refused(db):
    ((_, column, message),) = said(planned(db, 入党时间="待定"))
    assert (column, message) == ("入党时间", "认不出日期“待定”，请写成 2024.03 或 2024年3月")


def test_party_and_status_must_not_contradict_each_other(db):
    assert said(planned(db, 入党时间="2003.01", 政治面貌="群众")) == [
        (2, "政治面貌", "政治面貌为“群众”，却填了入党时间 2003.01，请核对")
    ]
    assert said(planned(db, 入党时间="民建", 政治面貌="群众")) == [
        (2, "政治面貌", "政治面貌“群众”与入党时间“民建”不一致，请核对")
    ]
    row = only(planned(db, 入党时间="民建", 政治面貌="中共党员"))
    assert (row.values["political_status"], row.values["other_party"]) == (PoliticalStatus.PARTY_MEMBER, "民建")


def test_a_member_of_less_than_a_year_is_asked_about(db):
    # The fixed clock says November 2026.
    assert only(planned(db, 入党时间="2025.11")).values["political_status"] is PoliticalStatus.PARTY_MEMBER
    fresh = only(planned(db, 入党时间="2025.12"))
    assert "political_status" not in fresh.values
    assert "分不清中共党员和预备党员" in fresh.warnings[0]


@pytest.mark.parametrize(
    ("grade", "rank", "identity", "scheme", "told"),
    [
        ("称职", "四级调研员", None, Scheme.CIVIL, Identity.CIVIL_SERVANT),
        ("合格", None, None, Scheme.INSTITUTION, Identity.INSTITUTION),
        ("优秀", "七级职员", None, Scheme.INSTITUTION, Identity.INSTITUTION),
        ("优秀", None, "事业人员", Scheme.INSTITUTION, Identity.INSTITUTION),
        ("优秀", None, None, Scheme.CIVIL, Identity.CIVIL_SERVANT),
    ],
)
def test_the_grade_goes_into_the_scheme_whose_word_it_is(db, grade, rank, identity, scheme, told):
    row = only(planned(db, 上年度考核结果=grade, 职级=rank, 身份类别=identity))
    assert row.values["identity"] is told
    (write,) = [w for w in row.writes if w.model.__tablename__ == "annual_assessment"]
    assert (write.values["scheme"], write.values["participation"]) == (scheme, Participation.FULL)


def test_ungraded_people_are_filed_as_such(db):
    for grade, participation in {"不定等次": Participation.UNGRADED, "不进行考核": Participation.NONE}.items():
        row = only(planned(db, 上年度考核结果=grade))
        (write,) = [w for w in row.writes if w.model.__tablename__ == "annual_assessment"]
        assert (write.values["participation"], write.values["reason"]) == (participation, "名册未注明")


def test_somebody_who_came_this_year_was_not_assessed_here(db):
    for since, here in {"2025.12": True, "2026.01": False, None: True}.items():
        row = only(planned(db, 任现职时间=since))
        (write,) = [w for w in row.writes if w.model.__tablename__ == "annual_assessment"]
        assert (write.values["unit_id"] is not None) is here


def test_a_leading_post_makes_a_member_of_the_leading_group(db):
    for title, leads, kind in [("镇长", True, "正职"), ("副镇长", True, "副职"), ("党政办主任", False, None)]:
        (write,) = [w for w in only(planned(db, 现任职务=title)).writes if w.model.__tablename__ == "post"]
        member = write.values["member_kind"]
        assert (write.values["is_leader"], member.label if member else None) == (leads, kind)


def test_an_identity_number_of_fifteen_digits_is_offered_its_new_form(db):
    ((_, problem),) = planned(db, 公民身份号码="430421780820865").problems
    assert problem.suggestions[0].text.startswith("43042119780820865")


def test_a_small_x_and_blanks_in_a_number_are_put_right(db):
    number = next(n for n in (id_number("19780820", serial=s) for s in range(500)) if n.endswith("X"))
    assert only(planned(db, 公民身份号码=f" {number[:6]} {number[6:].lower()}")).values["id_number"] == number


def test_a_number_born_in_the_future_is_refused(db):
    ((_, column, message),) = said(planned(db, 公民身份号码=id_number("20270101"), 出生年月="1978.08"))
    assert column == "公民身份号码"
    assert "晚于今天" in message


def test_another_birth_date_than_the_number_s_is_only_a_warning(db):
    row = only(planned(db, 出生年月="1979.08"))
    assert row.state == "new"
    assert row.warnings[0].startswith("档案出生日期 1979.08 与身份证号中的 1978.08.20 不一致")


def test_a_text_too_long_for_its_field_is_refused(db):
    assert said(planned(db, 籍贯="湘" * 41)) == [(2, "籍贯", "“籍贯”最多 40 字，现有 41 字")]
    assert planned(db, 籍贯="湘" * 40).problems == ()


def test_the_rules_of_the_person_s_form_hold(db):
    assert said(planned(db, 参加工作时间="1978.08")) == [(2, "参加工作时间", "参加工作时间不能早于出生年月")]
    assert said(planned(db, 任现职时间="2026.12")) == [(2, "任现职时间", "任职时间不能晚于今天")]
    assert said(planned(db, 任现职级时间="2026.12")) == [(2, "任现职级时间", "批准时间不能晚于今天")]


def test_several_problems_of_a_row_are_all_told(db):
    found = said(planned(db, 性别="甲", 出生年月="1978.13", 职级="九级"))
    assert [column for _, column, _ in found] == ["性别", "出生年月", "职级"]


def test_titles_broken_over_two_lines_are_whole_again(db):
    assert only(planned(db, 现任职务="党委副书记、\n镇长")).values["post_title"] == "党委副书记、镇长"


def test_plain_values_leave_nothing_out(db):
    take_in(db, [person()])
    (row,) = imports.roster_values(db)
    assert set(row) == {"id", *(f.name for f in imports.columns_of(CADRE))}
    assert row["native_place"] == ""
    assert imports.roster_values(db, [row["id"], "0" * 32]) == [row]
    assert imports.roster_values(db, []) == []
