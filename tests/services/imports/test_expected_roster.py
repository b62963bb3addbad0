"""The real roster: each clean row comes in exactly as written, exactly ten are refused, each with its sentence."""

import json
from collections import Counter

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records
from cadre_desktop.services.imports import ImportOptions
from tests.services.imports.sheets import CADRE, DATA, EXPECTED, ROSTER

COLUMN_OF = {
    "name": "name",
    "sex": "sex",
    "ethnic": "ethnic",
    "native": "native_place",
    "birth": "birth_on",
    "work": "work_start_on",
    "party": "party_joined_on",
    "ft": "full_time_education",
    "fts": "full_time_school",
    "it": "in_service_education",
    "its": "in_service_school",
    "id": "id_number",
    "unit": "unit",
    "post": "post_title",
    "level": "level",
    "rank": "rank",
    "post_since": "post_since",
    "rank_since": "rank_since",
    "grade": "last_grade",
}
SENTENCES = {
    14: "日期“1975-13”有误：月份“13”不对，应为1到12。请写成 2024.03 或 2024年3月",
    40: "单位“梅溪”可能就是“梅溪镇”，请选择对应的单位",
    55: "身份证号应为18位，现为17位，请核对是否漏位",
    69: "性别与身份证号不一致（身份证号第17位为女），请核对其中一项",
    76: "“姓名”不能为空",
    85: "数字“1980.1”分不清是1月还是10月（Excel 会去掉末尾的0），请在单元格前加撇号写成 1980.01 或 1980.10",
    100: "身份证号校验位不符，可能有一位抄错或两位颠倒，请逐位核对",
    123: "“良好”不是年度考核结果，应为：优秀、称职、基本称职、不称职、不定等次、不进行考核（事业单位为合格等档次）",
    135: "Excel 把身份证号“4.304211998111096e+17”变成了科学计数，末尾几位已经丢失，请把该列设为“文本”格式后重新录入",
    167: "身份证号与第28行“罗国勇”重复，请核对是否同一人，只保留一行",
}


@pytest.fixture(scope="module")
def expected():
    return json.loads(EXPECTED.read_text(encoding="utf-8"))


@pytest.fixture
def plan(db):
    return imports.plan(db, CADRE, ROSTER, ImportOptions(create_units=True))


def test_the_table_is_found_under_its_two_header_rows(plan, expected):
    assert plan.source.sheet.name == expected["sheet"]
    assert list(plan.source.table.header_rows) == expected["header_rows"]
    assert len(plan.rows) == expected["rows_with_a_person"]
    assert plan.unmatched_columns == ()
    assert plan.missing_columns == ()


def test_exactly_the_expected_rows_have_problems_each_in_its_column(plan, expected):
    found = [(row, problem.column) for row, problem in plan.problems]
    assert found == [(p["row"], p["column"]) for p in expected["problems"]]
    assert [row.row_number for row in plan.rows if row.state == "new"] == [c["row"] for c in expected["clean"]]
    assert plan.clean == 139


def test_each_problem_says_in_one_sentence_what_is_wrong(plan):
    assert {row: problem.message for row, problem in plan.problems} == SENTENCES


def test_what_can_be_chosen_is_offered(plan):
    offered = {row: [s.text for s in problem.suggestions] for row, problem in plan.problems if problem.suggestions}
    assert offered == {40: ["梅溪镇"], 85: ["1980.01", "1980.10"]}


@pytest.mark.parametrize("name", [ROSTER.name, "清源县干部名册.xls"])
def test_every_value_of_every_clean_row_is_stored_as_the_roster_says(db, expected, name):
    plan = imports.plan(db, CADRE, DATA / name, ImportOptions(create_units=True))
    result = imports.apply(db, CADRE, plan, good_rows=True)
    assert (result.created, result.updated, result.skipped) == (139, 0, 0)
    stored = {row["id_number"]: row for row in imports.roster_values(db)}
    for person in expected["clean"]:
        row = stored.pop(person["id"])
        assert {key: row[column] for key, column in COLUMN_OF.items()} == {key: person[key] for key in COLUMN_OF}
    assert stored == {}


def test_what_was_told_and_not_written_is_said_once(plan):
    units, kinds = plan.warnings[0].split("；")
    assert units.startswith("将新建 14 个单位：青石镇（乡镇）、白沙镇（乡镇）")
    assert "县委组织部（县直党政部门）" in units
    assert "东河街道（街道）" in units
    assert kinds == "单位类别按名称推定，请核对"
    assert plan.warnings[1:] == (
        "上年度考核结果按 2025 年度登记（表中截止时间为 2026.11.20）",
        "77 人的职务层次和班子成员是按职务名称推定的，请核对",
        "119 人没有填写政治面貌，按入党时间登记为中共党员",
        "139 人没有填写身份类别，按“公务员”登记",
    )


def test_rows_say_which_of_their_values_were_told(plan):
    first = plan.rows[0]
    assert first.values["level"].label == "乡科级正职"
    assert set(first.inferred) == {"level", "political_status", "identity"}
    clerk = next(row for row in plan.rows if row.row_number == 7)
    assert "level" not in clerk.values


def test_doubts_are_warnings_and_refuse_nobody(plan):
    doubtful = {row.row_number: row.warnings for row in plan.rows if row.warnings and row.state == "new"}
    assert doubtful[33] == ("任现职时间 2018.01 早于参加工作时间 2018.07，请核对",)
    assert doubtful[50] == ("入党时间 2025.12 未满一年，分不清中共党员和预备党员，政治面貌请补填",)


def test_nothing_is_written_while_rows_have_problems(db, plan):
    with pytest.raises(NotAllowed, match="有 10 行存在问题，没有导入任何内容"):
        imports.apply(db, CADRE, plan)
    assert records.count(db, CADRE, ListQuery()) == 0
    assert records.count(db, BY_KEY["unit"], ListQuery()) == 0


def test_reading_the_same_file_again_changes_nothing(db, plan):
    imports.apply(db, CADRE, plan, good_rows=True)
    again = imports.plan(db, CADRE, ROSTER, ImportOptions(create_units=True))
    assert Counter(row.state for row in again.rows) == {"same": 139, "problem": 10}
    assert again.new_units == ()
    result = imports.apply(db, CADRE, again, good_rows=True)
    assert (result.created, result.updated, result.skipped, result.batch_id) == (0, 0, 139, "")


def test_without_leave_to_make_units_every_row_asks_for_its_unit(db):
    plan = imports.plan(db, CADRE, ROSTER)
    asked = [problem for _, problem in plan.problems if problem.about == "unit"]
    assert len(asked) == 149
    assert asked[0].message == "单位“青石镇”不存在，请选择对应的单位，或新建这个单位"
    assert plan.new_units == ()


def test_all_ten_problems_can_be_settled_on_screen(db, plan):
    for row, values in {
        14: {"birth_on": "1975.05"},
        55: {"id_number": ""},
        69: {"sex": "女"},
        76: {"name": "沈庆"},
        85: {"birth_on": "1980.10"},
        100: {"id_number": ""},
        123: {"last_grade": "称职"},
        135: {"id_number": ""},
        167: {"id_number": "", "name": "罗国永"},
    }.items():
        plan = imports.with_fixed(db, CADRE, plan, row, values)
    (left,) = plan.problems
    assert (left[0], left[1].about) == (40, "unit")
    offered = left[1].suggestions[0].value
    plan = imports.replan(
        db, CADRE, plan, ImportOptions(create_units=True, fixed=plan.options.fixed, units={"梅溪": offered})
    )
    assert plan.problems == ()
    assert imports.apply(db, CADRE, plan).created == 149
    aliases = records.all_rows(db, BY_KEY["unit_alias"], BY_KEY["unit_alias"].table_fields)
    assert [tuple(str(v) for v in row.values) for row in aliases] == [("梅溪镇", "梅溪", ROSTER.name)]
