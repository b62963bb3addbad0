"""The table is found in whatever a unit sends."""

from datetime import date
from pathlib import Path

import pytest

from cadre_desktop.errors import AppError
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.reader import Merged, Sheet, read_workbook
from cadre_desktop.formats.table_finder import NoTable, best_sheet, find_table, section_name, titles_of

TITLES = {
    "姓名": "name",
    "工作单位": "unit",
    "单位": "unit",
    "出生年月": "birth",
    "全日制教育/学历学位": "degree",
    "在职教育/学历学位": "later_degree",
    "备注": "note",
}


def sheet(*rows: list[Cell], merged: tuple[Merged, ...] = (), name: str = "名册", hidden: bool = False) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, [row + [None] * (width - len(row)) for row in rows], merged, hidden=hidden)


HEADER: list[Cell] = ["序号", "姓名", "工作单位", "出生年月", "备注"]


def test_the_real_roster_has_149_people_under_fourteen_sections() -> None:
    sheets = read_workbook(Path(__file__).parent / "data" / "清源县干部名册.xlsx")
    chosen = best_sheet(sheets, TITLES)
    table = find_table(chosen, TITLES)
    assert table.sheet_name == "名册"
    assert table.header_rows == (3, 4)
    assert table.columns == {"name": 1, "unit": 2, "birth": 7, "degree": 10, "later_degree": 12, "note": 19}
    assert (11, "全日制教育/毕业院校及专业") in table.unmatched
    assert len(table.rows) == 149
    assert table.rows[0].number == 6
    assert table.rows[0].cells["name"] == "毛洋德"
    assert table.rows[0].cells["birth"] == date(1978, 8, 1)
    assert {row.section for row in table.rows if row.cells["unit"] == "青石镇"} == {"青石镇"}
    reasons = [reason for _, reason in table.skipped]
    assert [reasons.count(r) for r in ("分组标题", "合计行", "注释行")] == [14, 1, 1]
    assert len(table.rows) + len(table.skipped) + 4 == len(chosen.rows)


def test_order_names_and_decoration_of_titles_do_not_matter() -> None:
    table = find_table(
        sheet(["出生\n年月（必填）", "　单 位", "*姓名", "电话"], ["1978.08", "青石镇", "毛洋德", "0"]), TITLES
    )
    assert table.header_rows == (1,)
    assert table.columns == {"birth": 0, "unit": 1, "name": 2}
    assert table.unmatched == ((3, "电话"),)
    assert table.rows[0].cells == {"birth": "1978.08", "unit": "青石镇", "name": "毛洋德"}
    assert list(table.rows[0].raw) == ["1978.08", "青石镇", "毛洋德", "0"]


def test_group_heads_without_merged_cells_still_reach_over_their_columns() -> None:
    """Pasted sheets and .ods files carry no merged blocks."""
    rows = (
        ["干部名册", None, None, None, None, None],
        ["姓名", "单位", "全日制教育", None, "在职教育", None],
        [None, None, "学历学位", "院校", "学历学位", "院校"],
        ["毛洋德", "青石镇", "大专", "甲", "大学", "乙"],
    )
    table = find_table(sheet(*rows), TITLES)
    assert table.header_rows == (2, 3)
    assert table.columns == {"name": 0, "unit": 1, "degree": 2, "later_degree": 4}
    assert len(table.rows) == 1


def test_merged_group_heads_whose_sub_titles_are_unknown_are_no_data() -> None:
    rows = (["姓名", "单位", "家庭情况", None], [None, None, "父", "母"], ["毛洋德", "青石镇", "甲", "乙"])
    merged = (Merged(0, 0, 1, 0), Merged(0, 1, 1, 1), Merged(0, 2, 0, 3))
    table = find_table(sheet(*rows, merged=merged), TITLES)
    assert table.header_rows == (1, 2)
    assert [row.cells["name"] for row in table.rows] == ["毛洋德"]
    assert table.unmatched == ((2, "家庭情况/父"), (3, "家庭情况/母"))


def test_a_group_head_ends_where_its_merged_block_ends() -> None:
    rows = (["姓名", "全日制教育", None, None], [None, "学历学位", "院校", "备注"], ["毛洋德", "大专", "甲", "抽调"])
    merged = (Merged(0, 0, 1, 0), Merged(0, 1, 0, 2))
    table = find_table(sheet(*rows, merged=merged), TITLES)
    assert table.columns == {"name": 0, "degree": 1, "note": 3}


def test_a_sub_title_serves_when_only_it_is_known() -> None:
    rows = (["姓名", "基本情况", None], [None, "出生年月", "单位"], ["毛洋德", "1978.08", "青石镇"])
    merged = (Merged(0, 0, 1, 0), Merged(0, 1, 0, 2))
    assert find_table(sheet(*rows, merged=merged), TITLES).columns == {"name": 0, "birth": 1, "unit": 2}


def test_the_leftmost_of_two_equal_titles_is_taken_and_the_other_reported() -> None:
    table = find_table(sheet(["姓名", "备注", "备注"], ["甲", "一", "二"]), TITLES)
    assert table.columns == {"name": 0, "note": 1}
    assert table.unmatched == ((2, "备注"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, None, None, None, None], "空行"),
        ([None, "  ", None, None, None], "空行"),
        (["二、白沙镇（9人）", None, None, None, None], "分组标题"),
        (["(二)白沙镇", None, None, None, None], "分组标题"),
        (["白沙镇（9人）", None, None, None, None], "分组标题"),
        (["合计", None, 12, None, None], "合计行"),
        ([None, "合  计", 12, 3, None], "合计行"),
        (["小计：9人", None, None, None, None], "合计行"),
        (["注：出生年月以档案为准", None, None, None, None], "注释行"),
        (["填报人：陈海燕", None, "审核人：杨立新", None, "联系电话：0"], "注释行"),
        (["备注:本表一式两份", None, None, None, None], "注释行"),
        (["序号", "姓名", "工作单位", "出生年月", "备注"], "重复表头"),
        ([7, None, None, None, None], "只有序号"),
        (["8", None, None, None, None], "只有序号"),
    ],
)
def test_rows_that_are_no_people_are_skipped_with_a_reason(row: list[Cell], reason: str) -> None:
    table = find_table(
        sheet(HEADER, [1, "毛洋德", "青石镇", "1978.08", None], row, [2, "顾慧", "白沙镇", "2000.02"]), TITLES
    )
    assert [r.cells["name"] for r in table.rows] == ["毛洋德", "顾慧"]
    assert table.skipped == ((3, reason),)


def test_people_with_odd_names_and_scanty_rows_stay_people() -> None:
    rows = (
        [1, "注小明", "合计站", "1978.08"],
        [2, "毛洋德", None, None],
        [None, "顾慧", None, None],
        [4, "小计", None, None],
    )
    table = find_table(sheet(HEADER, *rows), TITLES)
    assert [row.cells["name"] for row in table.rows] == ["注小明", "毛洋德", "顾慧"]
    assert table.skipped == ((5, "合计行"),)


def test_a_row_of_column_numbers_below_the_header_is_skipped_only_there() -> None:
    table = find_table(sheet(HEADER, ["甲", 1, 2, 3, 4], [1, "毛洋德", "青石镇", None, None]), TITLES)
    assert table.skipped == ((2, "栏号行"),)
    assert len(table.rows) == 1


def test_sections_name_the_unit_until_the_next_one() -> None:
    merged = (Merged(1, 0, 1, 4), Merged(3, 0, 3, 4))
    rows = (HEADER, ["青石镇"], [1, "毛洋德"], ["白沙镇"], [2, "顾慧"])
    table = find_table(sheet(*rows, merged=merged), TITLES)
    assert [(row.cells["name"], row.section) for row in table.rows] == [("毛洋德", "青石镇"), ("顾慧", "白沙镇")]


@pytest.mark.parametrize(
    "text", ["一、青石镇（14人）", "1.青石镇（共14人）", "（一）青石镇：14人", "青石镇 14名", "青石镇", "十二、青石镇"]
)
def test_the_unit_is_read_out_of_its_section_row(text: str) -> None:
    assert section_name(text) == "青石镇"


def test_sixty_columns_in_any_order() -> None:
    titles = {f"栏目{i:02d}": f"f{i}" for i in range(60)}
    order = [(i * 37) % 60 for i in range(60)]
    header: list[Cell] = [f"栏目{i:02d}" for i in order]
    table = find_table(sheet(["表"], header, [str(i) for i in order]), titles)
    assert len(table.columns) == 60
    assert all(table.rows[0].cells[f"f{i}"] == str(i) for i in range(60))


def test_the_best_sheet_is_chosen_and_a_visible_one_before_a_hidden_one() -> None:
    notes = sheet(["填表说明"], ["姓名", "填写全名"], name="说明")
    poor = sheet(["姓名", "单位"], ["甲", "乙"], name="简表")
    good = sheet(HEADER, [1, "毛洋德"], name="名册")
    twin = sheet(HEADER, [1, "毛洋德"], name="旧名册", hidden=True)
    assert best_sheet([notes, twin, poor, good], TITLES).name == "名册"
    assert best_sheet([notes, twin], TITLES).name == "旧名册"


def test_a_sheet_without_the_header_is_answered_with_the_columns_looked_for() -> None:
    with pytest.raises(NoTable) as caught:
        find_table(sheet(["物品", "数量"], ["桌", 3]), TITLES)
    assert isinstance(caught.value, AppError)
    assert str(caught.value) == (
        "工作表“名册”里没有找到表头，请确认表中有这些列：姓名、工作单位、出生年月、全日制教育/学历学位、在职教育/学历学位、备注。"
    )
    assert "导入模板" in caught.value.hint
    with pytest.raises(NoTable, match="所有工作表"):
        best_sheet([sheet(), sheet(["姓名"])], TITLES)


def test_a_long_list_of_columns_is_cut_short_in_the_sentence() -> None:
    with pytest.raises(NoTable, match="栏11等20列"):
        find_table(sheet(["x"]), {f"栏{i:02d}": f"f{i}" for i in range(20)})


def test_one_wanted_column_is_enough_when_only_one_is_wanted() -> None:
    assert find_table(sheet(["单位名称", "x"], ["青石镇", "y"]), {"单位名称": "name"}).columns == {"name": 0}


def test_the_first_to_claim_a_title_keeps_it() -> None:
    assert titles_of([("name", ("姓名", "名称")), ("unit", ("单位", "名称"))]) == {
        "姓名": "name",
        "名称": "name",
        "单位": "unit",
    }


def test_a_heading_that_is_not_merged_is_no_group_of_the_titles_below_it():
    rows = [["截止时间：2024年12月31日", None, None], ["姓名", "性别", "民族"], ["张三", "男", "汉族"]]
    table = find_table(Sheet("名册", rows), {"姓名": "name", "性别": "sex", "民族": "ethnic"})
    assert table.header_rows == (2,)
    assert table.titles == {0: "姓名", 1: "性别", 2: "民族"}
