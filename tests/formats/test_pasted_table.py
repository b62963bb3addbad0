"""Tables from the clipboard: tabs and quotes, HTML with merged cells, and what is no table."""

import pytest

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.pasted_table import SHEET_NAME, pasted_sheet


def test_lines_parted_by_tabs_are_a_sheet_with_line_breaks_kept() -> None:
    sheet = pasted_sheet("", '姓名\t简历\r\n张三\t"2001.01 甲\r\n2002.01 ""乙"""\r\n李四\r\n')
    assert sheet.name == SHEET_NAME
    assert sheet.rows == [["姓名", "简历"], ["张三", '2001.01 甲\n2002.01 "乙"'], ["李四", None]]


def test_a_number_shown_short_keeps_its_doubt() -> None:
    rows = pasted_sheet("", "出生年月\t备注\n1980.1\t1980.2\n1980.10\t1.1").rows
    assert rows[1:] == [[1980.1, "1980.2"], ["1980.10", "1.1"]]


def test_the_table_of_a_page_is_read_with_its_merged_cells() -> None:
    html = """<html><!--StartFragment--><table><tr><th rowspan=2>单位</th><th colspan="2">人员</th></tr>
    <tr><td>姓&nbsp;名</td><td>职务</td></tr><tr><td rowspan="2">青石镇</td><td>张三</td><td>镇长<br>党委
       副书记</td></tr><tr><td>李四</td><td><table><tr><td>内</td></tr></table></td></tr></table>
    <table><tr><td>另一张</td></tr></table>"""
    sheet = pasted_sheet(html, "别的")
    assert sheet.rows == [
        ["单位", "人员", None],
        [None, "姓 名", "职务"],
        ["青石镇", "张三", "镇长\n党委 副书记"],
        [None, "李四", "内"],
    ]
    assert [tuple(block) for block in sheet.merged] == [(0, 0, 1, 0), (0, 1, 0, 2), (2, 0, 3, 0)]


def test_html_without_a_table_leaves_the_text() -> None:
    assert pasted_sheet("<b>甲</b>", "甲\t乙").rows == [["甲", "乙"]]


@pytest.mark.parametrize(
    ("html", "text", "words"),
    [
        ("", "", "没有表格"),
        ("", "一句话", "没有表格"),
        ("<table></table>", " \t ", "没有表格"),
        ("", "甲\t乙\n" * 20_001, "一次最多粘贴"),
        ("", "甲\t" * 400, "一次最多粘贴"),
        ("", "甲" * 20_000_001, "太多"),
        ('<table><tr><td rowspan="99999999">甲</td></tr></table>', "", "没有表格"),
    ],
)
def test_what_is_no_table_is_refused_in_words(html: str, text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        pasted_sheet(html, text)
