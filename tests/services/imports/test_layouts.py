"""The same people from other sheets: other order, other titles, headings, merged cells, sixty columns, a mapping."""

import random

import pytest
from openpyxl import Workbook

from cadre_desktop.errors import AppError, BadFile
from cadre_desktop.formats.foreign.reader import Merged
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import imports, records
from cadre_desktop.services.imports import ImportOptions
from tests.services.imports.sheets import (
    CADRE,
    HEADER,
    id_number,
    only,
    person,
    plan_rows,
    plan_sheets,
    said,
    sheet,
    shown,
    take_in,
)

OTHER_TITLES = {
    "姓名": "干部姓名*",
    "工作单位": "单 位",
    "现任职务": "职务",
    "性别": "性\n别",
    "出生年月": "出生时间（如1986.04）",
    "公民身份号码": "身份证号",
    "职级": "现任职级",
    "任现职时间": "现职时间",
    "任现职级时间": "现职级时间",
    "上年度考核结果": "上年考核：",
}


def as_file(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_order_and_titles_do_not_matter(db):
    take_in(db, [person()])
    first = shown(db)
    order = list(range(len(HEADER)))
    random.Random(7).shuffle(order)
    plan = plan_rows(db, [[person()[i] for i in order]], header=[OTHER_TITLES[HEADER[i]] for i in order])
    assert only(plan).state == "same"
    assert shown(db) == first


def test_a_problem_is_told_at_the_clerk_s_own_title(db):
    ((_, column, _),) = said(plan_rows(db, [person(公民身份号码="123")], header=[OTHER_TITLES[t] for t in HEADER]))
    assert column == "身份证号"


def test_sixty_columns_come_in_and_the_unknown_ones_are_named(db):
    extra = [f"县里加的第{n}项" for n in range(60 - len(HEADER))]
    header = [*HEADER, *extra]
    plan = plan_rows(db, [[*person(), *(f"值{n}" for n in range(len(extra)))]], header=header)
    assert only(plan).state == "new"
    assert plan.unmatched_columns == tuple(extra)
    warning = next(w for w in plan.warnings if "没有对应的字段" in w)
    assert warning.startswith("有 50 列没有对应的字段，不会导入：县里加的第0项、")


def test_unit_and_post_in_one_column_are_split_after_a_known_unit(db):
    take_in(db, [person()])
    header = ["姓名", "工作单位及职务", *HEADER[3:]]
    row = ["冯志", "青石镇党委书记", *person(公民身份号码=id_number("19780820", serial=90))[3:]]
    planned = only(plan_rows(db, [row], header=header))
    assert (planned.values["unit"].text, planned.values["post_title"]) == ("青石镇", "党委书记")
    unknown = plan_rows(db, [[row[0], "县水务集团董事长", *row[2:]]], header=header)
    assert said(unknown) == [(2, "工作单位及职务", "“县水务集团董事长”分不清单位和职务，请分别填写工作单位和现任职务")]
    fixed = imports.with_fixed(db, CADRE, unknown, 2, {"unit": "县水务集团", "post_title": "董事长"})
    assert (fixed.problems, only(fixed).values["unit"].text) == ((), "县水务集团")


def test_unit_and_post_in_one_column_are_split_after_the_heading_too(db):
    header = ["姓名", "工作单位及职务", *HEADER[3:]]
    row = ["冯志", "青石镇党委书记", *person()[3:]]
    rows = [header, ["一、青石镇（1人）"], row]
    planned = only(plan_sheets(db, CADRE, [sheet(rows, merged=(Merged(1, 0, 1, len(header) - 1),))]))
    assert (planned.values["unit"].text, planned.values["post_title"]) == ("青石镇", "党委书记")


def test_the_heading_a_row_stands_under_is_its_unit_where_there_is_no_column(db):
    header = ["姓名", *HEADER[2:]]
    row = person()
    rows = [header, ["一、青石镇（1人）"], [row[0], *row[2:]]]
    width = len(header) - 1
    plan = plan_sheets(db, CADRE, [sheet(rows, merged=(Merged(1, 0, 1, width),))])
    planned = only(plan)
    assert (planned.values["unit"].text, planned.state) == ("青石镇", "new")
    assert "unit" in planned.inferred
    assert "1 人的工作单位取自所在分组的标题" in plan.warnings


def test_an_empty_unit_cell_is_not_filled_from_a_heading(db):
    rows = [list(HEADER), ["一、青石镇（1人）"], person(工作单位=None)]
    plan = plan_sheets(db, CADRE, [sheet(rows, merged=(Merged(1, 0, 1, len(HEADER) - 1),))])
    assert said(plan) == [(3, "工作单位", "“工作单位”不能为空")]


def test_a_unit_merged_down_beside_its_people_is_the_unit_of_all(db):
    second = person("冯志", 工作单位=None, 公民身份号码=id_number("19780820", serial=90))
    plan = plan_sheets(db, CADRE, [sheet([list(HEADER), person(), second], merged=(Merged(1, 1, 2, 1),))])
    assert [row.values["unit"].text for row in plan.rows] == ["青石镇", "青石镇"]
    assert plan.problems == ()


def test_somebody_with_a_rank_and_no_post_is_filed_by_the_rank(db):
    plan = plan_rows(db, [person(现任职务=None)])
    assert only(plan).values["post_title"] == "四级调研员"
    assert "1 人没有填写现任职务，按职级登记" in plan.warnings
    assert said(plan_rows(db, [person(现任职务=None, 职级=None, 任现职级时间=None)])) == [
        (2, "现任职务", "“现任职务”不能为空")
    ]


def test_a_missing_required_column_is_named_and_refuses_its_rows(db):
    header = [t for t in HEADER if t != "性别"]
    row = [value for title, value in zip(HEADER, person(), strict=True) if title != "性别"]
    plan = plan_rows(db, [row], header=header)
    assert plan.missing_columns == ("性别",)
    assert said(plan) == [(2, "性别", "“性别”不能为空")]


def test_the_year_of_the_assessment_follows_the_heading_or_today(db):
    heading = ["截止时间：2024年12月31日"]
    plan = plan_sheets(db, CADRE, [sheet([heading, list(HEADER), person()])])
    assert "上年度考核结果按 2023 年度登记（表中截止时间为 2024.12.31）" in plan.warnings
    assert "上年度考核结果按 2025 年度登记（表中没有截止时间，按今天推算）" in plan_rows(db, [person()]).warnings
    assert not any("上年度" in w for w in plan_rows(db, [person(上年度考核结果=None)]).warnings)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年考核", 2025),
        ("2024年度考核结果", 2024),
        ("2024年度\n考核等次", 2024),
        ("２０２３年 考核情况", 2023),
        ("年度考核结果（2024年）", 2024),
        ("2024年度公务员年度考核结果", 2024),
    ],
)
def test_a_title_that_names_the_year_is_the_assessment_of_that_year(db, title, year):
    plan = plan_rows(db, [person()], header=[*HEADER[:-1], title])
    assert plan.unmatched_columns == ()
    assert only(plan).values["last_grade"].label == "称职"
    assert f"考核结果按表头写明的 {year} 年度登记" in plan.warnings
    imports.apply(db, CADRE, plan)
    kind = BY_KEY["annual_assessment"]
    (row,) = records.all_rows(db, kind, (kind.field("year"), kind.field("grade")))
    assert (row.values[0], row.values[1].label) == (year, "称职")


def test_of_several_years_the_newest_with_anything_in_it_is_taken_and_the_others_are_named(db):
    header = [*HEADER[:-1], "2023年考核", "2024年考核", "2025年考核", "2026年考核"]
    plan = plan_rows(db, [[*person()[:-1], "优秀", "称职", "基本称职", None]], header=header)
    assert only(plan).values["last_grade"].label == "基本称职"
    assert "考核结果按表头写明的 2025 年度登记" in plan.warnings
    assert plan.unmatched_columns == ("2023年考核", "2024年考核", "2026年考核")


def test_years_below_a_common_head_are_understood(db):
    top = [*HEADER[:-1], "近三年年度考核结果", None, None]
    below = [None] * (len(HEADER) - 1) + ["2023年", "2024年", 2025]
    rows = [top, below, [*person()[:-1], "优秀", "称职", "基本称职"]]
    last = len(HEADER) - 1
    merged = (*(Merged(0, at, 1, at) for at in range(last)), Merged(0, last, 0, last + 2))
    plan = plan_sheets(db, CADRE, [sheet(rows, merged=merged)])
    assert only(plan).values["last_grade"].label == "基本称职"
    assert "考核结果按表头写明的 2025 年度登记" in plan.warnings


def test_the_plain_title_is_preferred_and_other_years_columns_are_left_alone(db):
    plan = plan_rows(db, [[*person(), "优秀"]], header=[*HEADER, "2023年考核"])
    assert only(plan).values["last_grade"].label == "称职"
    assert plan.unmatched_columns == ("2023年考核",)


@pytest.mark.parametrize("title", ["2025年工资", "考核单位", "2025年考核奖", "2025", "2025年", "考核时间2025年5月"])
def test_other_titles_with_a_year_are_no_assessment(db, title):
    plan = plan_rows(db, [[*person()[:-1], "称职"]], header=[*HEADER[:-1], title])
    assert "last_grade" not in only(plan).values
    assert plan.unmatched_columns == (title,)


def test_the_fullest_sheet_is_taken_unless_one_is_named(db):
    sheets = [
        sheet([["填表说明", "姓名"]], name="说明"),
        sheet([list(HEADER), person()]),
        sheet([list(HEADER)], name="空表"),
    ]
    assert plan_sheets(db, CADRE, sheets).source.sheet.name == "名册"
    named = plan_sheets(db, CADRE, sheets, ImportOptions(sheet="空表"))
    assert (named.source.sheet.name, named.rows) == ("空表", ())
    with pytest.raises(BadFile, match="没有工作表“花名册”，现有：说明、名册、空表"):
        plan_sheets(db, CADRE, sheets, ImportOptions(sheet="花名册"))


def test_a_sheet_without_a_header_is_refused_in_words(db):
    with pytest.raises(AppError, match="没有找到表头"):
        plan_sheets(db, CADRE, [sheet([["今天", "天气"], ["很", "好"]])])


def test_a_mapping_by_hand_reads_titles_nobody_foresaw(db):
    header = ["称呼" if t == "姓名" else "年龄起点" if t == "出生年月" else t for t in HEADER]
    assert plan_rows(db, [person()], header=header).missing_columns == ("姓名", "出生年月")
    mapping = {"称呼": "name", "年龄起点": "birth_on", "职级": ""}
    row = only(plan_rows(db, [person()], header=header, mapping=mapping))
    assert (row.state, row.values["name"]) == ("new", "毛洋德")
    assert "rank" not in row.values


def test_a_field_mapped_by_hand_is_not_taken_from_its_usual_column_too(db):
    header = [*HEADER, "真实职务"]
    row = only(plan_rows(db, [[*person(), "党委书记"]], header=header, mapping={"真实职务": "post_title"}))
    assert row.values["post_title"] == "党委书记"


def test_a_mapping_is_remembered_for_the_same_header_in_any_order(db, tmp_path):
    header = ["称呼" if t == "姓名" else t for t in HEADER]
    path = as_file(tmp_path / "甲.xlsx", [header, person()])
    mapped = imports.plan(db, CADRE, path, ImportOptions(create_units=True, mapping={"称呼": "name"}))
    imports.apply(db, CADRE, mapped)
    turned = as_file(tmp_path / "乙.xlsx", [header[::-1], person()[::-1]])
    again = imports.plan(db, CADRE, turned, ImportOptions())
    assert again.source.mapping == {"称呼": "name"}
    assert only(again).state == "same"
    other = as_file(tmp_path / "丙.xlsx", [[*header[:-1], "年考"], person()])
    assert imports.plan(db, CADRE, other, ImportOptions()).source.mapping is None


def test_a_mapping_is_kept_in_a_file_by_field_name_or_label(tmp_path):
    path = tmp_path / "对应.json"
    imports.save_mapping(path, {"称呼": "name", "备注一": ""})
    assert imports.load_mapping(path, imports.columns_of(CADRE)) == {"称呼": "name", "备注一": ""}
    path.write_text('{"称呼": "姓名"}', encoding="utf-8")
    assert imports.load_mapping(path, imports.columns_of(CADRE)) == {"称呼": "name"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是有效的 JSON"),
        ("[1]", "应写成"),
        ('{"甲": 1}', "应写成"),
        ('{"甲": "乙"}', "有不认识的字段：乙"),
        (None, "打不开列对应文件"),
    ],
)
def test_a_faulty_mapping_file_is_refused_in_words(tmp_path, text, words):
    path = tmp_path / "对应.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=words):
        imports.load_mapping(path, imports.columns_of(CADRE))


def test_another_mapping_needs_the_file_to_be_read_again(db):
    plan = plan_rows(db, [person()])
    with pytest.raises(ValueError, match="read again"):
        imports.replan(db, CADRE, plan, ImportOptions(mapping={"称呼": "name"}))


def test_the_usual_roster_form_names_the_unit_in_the_post(db):
    """The form this program prints itself has no column for the unit; it is read again."""
    take_in(db, [person()])
    header = ["姓名", "现任职务", *HEADER[3:]]
    row = ["冯志", "青石镇党委书记", *person(公民身份号码=id_number("19780820", serial=90))[3:]]
    planned = only(plan_rows(db, [row], header=header))
    assert (planned.values["unit"].text, planned.values["post_title"]) == ("青石镇", "党委书记")
    unknown = plan_rows(db, [[row[0], "县水务集团董事长", *row[2:]]], header=header)
    assert [column for _, column, _ in said(unknown)] == ["工作单位"]
