"""A draft for Word: the layout of official papers, Chinese fonts, page numbers outside, gaps in yellow."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.formats.report_sheet import Chapter, Draft, Run
from cadre_desktop.formats.word_draft import write_draft

DRAFT = Draft(
    "2026年干部工作情况",
    "工作情况如下。",
    (
        Chapter("档案建设", ((Run("建立纪实档案"), Run("483份"), Run("。")),)),
        Chapter("考核评价", ((Run("收入高于县直"), Run("〔缺〕", missing=True)),)),
    ),
    "没有数据：人才库。",
    "清源县委组织部",
    "2026年11月21日",
)


@pytest.fixture
def written(tmp_path: Path) -> Any:
    path = tmp_path / "文稿.docx"
    write_draft(DRAFT, path, mark_line="内部资料　编号：导2026-0001")
    return docx.Document(str(path))


def font(run: Any) -> str:
    return str(run._element.rPr.rFonts.get(qn("w:eastAsia")))


def test_the_words_stand_in_the_order_of_a_paper(written: Any) -> None:
    assert [one.text for one in written.paragraphs if one.text] == [
        "内部资料　编号：导2026-0001",
        "2026年干部工作情况",
        "工作情况如下。",
        "一、档案建设",
        "建立纪实档案483份。",
        "二、考核评价",
        "收入高于县直〔缺〕",
        "没有数据：人才库。",
        "清源县委组织部",
        "2026年11月21日",
    ]


def test_paper_margins_and_lines_are_those_of_official_papers(written: Any) -> None:
    page = written.sections[0]
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        37, 35, 28, 26,
    ]  # fmt: skip
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for one in written.paragraphs:
        assert one.paragraph_format.line_spacing == Pt(28)
    body = next(one for one in written.paragraphs if one.text == "建立纪实档案483份。")
    assert body.paragraph_format.first_line_indent == Pt(32)


def test_chinese_fonts_are_named_for_title_headings_and_text(written: Any) -> None:
    by_text = {one.text: one for one in written.paragraphs}
    title = by_text["2026年干部工作情况"]
    assert (font(title.runs[0]), title.runs[0].font.size) == ("方正小标宋_GBK", Pt(22))
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert font(by_text["一、档案建设"].runs[0]) == "黑体"
    body = by_text["建立纪实档案483份。"].runs[1]
    assert (font(body), body.font.size) == ("仿宋_GB2312", Pt(16))
    assert by_text["2026年11月21日"].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(written: Any) -> None:
    assert written.settings.odd_and_even_pages_header_footer
    page = written.sections[0]
    for footer, place in (
        (page.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        assert line.alignment == place
        assert line.text == "--"
        assert [one.text for one in line._element.iter(qn("w:instrText"))] == [" PAGE "]


def test_only_what_is_missing_is_marked(written: Any) -> None:
    marked = [run.text for one in written.paragraphs for run in one.runs if run.font.highlight_color]
    assert marked == ["〔缺〕", "没有数据：人才库。"]
    runs = [run for one in written.paragraphs for run in one.runs if run.text == "〔缺〕"]
    assert [run.font.highlight_color for run in runs] == [WD_COLOR_INDEX.YELLOW]


def test_nobody_is_named_as_its_author_but_the_sender(written: Any) -> None:
    facts = written.core_properties
    assert (facts.title, facts.author, facts.comments) == ("2026年干部工作情况", "清源县委组织部", "")


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        write_draft(DRAFT, tmp_path / "没有这个文件夹" / "文稿.docx")
