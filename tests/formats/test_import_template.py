"""The blank import sheet: titles, text cells, closed lists and the guide, in a file that leaves whole."""

import pytest
from openpyxl import load_workbook

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.formats.import_template import TemplateColumn, write_template

COLUMNS = (
    TemplateColumn("姓名", required=True, width=10, help="与档案一致"),
    TemplateColumn("性别", required=True, width=4, choices=("男", "女")),
    TemplateColumn("公民身份号码", width=21),
    TemplateColumn("考核结果", choices=("优秀", "称职", "基本称职")),
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "导入表.xlsx"
    write_template(path, "干部导入表", COLUMNS, ("带 * 的列必须填写。", "一人一行。"))
    return load_workbook(path)


def test_titles_stand_in_one_row_with_a_star_where_required(book):
    sheet = book["导入表"]
    assert [cell.value for cell in sheet[1]] == ["姓名*", "性别*", "公民身份号码", "考核结果"]
    assert (sheet.max_row, sheet.freeze_panes) == (1, "A2")
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[1])


def test_every_column_is_text_and_wide_enough_for_its_title(book):
    dimensions = book["导入表"].column_dimensions
    assert [dimensions[letter].number_format for letter in "ABCD"] == ["@"] * 4
    assert [dimensions[letter].width for letter in "ABCD"] == [10, 6, 21, 12]


def test_closed_lists_are_offered_from_a_hidden_sheet(book):
    assert book["选项"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in book["导入表"].data_validations.dataValidation}
    assert {area: rule.formula1 for area, rule in rules.items()} == {
        "B2:B1001": "'选项'!$B$1:$B$2",
        "D2:D1001": "'选项'!$D$1:$D$3",
    }
    assert [book["选项"].cell(row, 4).value for row in (1, 2, 3)] == ["优秀", "称职", "基本称职"]
    assert all(rule.showErrorMessage and rule.error == "请从下拉列表中选择。" for rule in rules.values())


def test_the_guide_tells_how_to_fill_in_each_column(book):
    rows = [tuple(row) for row in book["填表说明"].iter_rows(values_only=True)]
    assert [row[0] for row in rows[:3]] == ["干部导入表", "1. 带 * 的列必须填写。", "2. 一人一行。"]
    assert rows[4] == ("列", "是否必填", "填写要求", "可选内容")
    assert rows[5:] == [
        ("姓名", "必填", "与档案一致", None),
        ("性别", "必填", None, "男、女"),
        ("公民身份号码", None, None, None),
        ("考核结果", None, None, "优秀、称职、基本称职"),
    ]


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(StorageTrouble):
        write_template(tmp_path / "没有" / "导入表.xlsx", "干部导入表", COLUMNS, ())
    assert list(tmp_path.iterdir()) == []
