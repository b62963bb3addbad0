"""Writing a draft as a Word document in the layout of official papers: margins, fonts, fixed lines, page numbers.

Fonts that no stock system has are named all the same: Word and WPS put their own in place until they are installed.
"""

from pathlib import Path
from typing import Any

from cadre_desktop.formats.report_sheet import Draft, Run
from cadre_desktop.formats.workbook import check_workbook
from cadre_desktop.storage.atomic import write_whole

TITLE_FONT, TEXT_FONT, HEADING_FONT, NUMBER_FONT = "方正小标宋_GBK", "仿宋_GB2312", "黑体", "宋体"
TITLE_POINTS, TEXT_POINTS, NUMBER_POINTS, LINE_POINTS = 22, 16, 14, 28
MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_FOOTER_MM = 25
_CHAPTERS = "一二三四五六七八九十"
_LATIN = "Times New Roman"
_INDENT = 2 * TEXT_POINTS


def write_draft(draft: Draft, path: Path, *, mark_line: str = "") -> None:
    """Write the draft; raises StorageTrouble when the disk, or a program that has the file open, is in the way."""
    document = _document(draft, mark_line)
    write_whole(path, lambda target: document.save(str(target)), check_workbook)


def _document(draft: Draft, mark_line: str) -> Any:
    # Imported here: python-docx takes a noticeable part of the program's start.
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    facts = document.core_properties
    facts.title, facts.author, facts.comments = draft.title, draft.sender, ""
    _lay_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    if mark_line:
        _paragraph(document, [Run(mark_line)], font=HEADING_FONT, indent=0)
    title = _paragraph(document, [Run(draft.title)], font=TITLE_FONT, points=TITLE_POINTS, indent=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, [])
    _paragraph(document, [Run(draft.head)])
    for number, chapter in enumerate(draft.chapters):
        _paragraph(document, [Run(f"{_CHAPTERS[number]}、{chapter.title}")], font=HEADING_FONT)
        for runs in chapter.paragraphs:
            _paragraph(document, runs)
    if draft.note:
        _paragraph(document, [Run(draft.note, missing=True)])
    _paragraph(document, [])
    for line in (draft.sender, draft.dated):
        closing = _paragraph(document, [Run(line)], indent=0)
        closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        closing.paragraph_format.right_indent = _points(_INDENT)
    return document


def _lay_page(section: Any) -> None:
    """Set paper, margins, and page numbers: right on odd pages, left on even ones."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.footer_distance = Mm(_FOOTER_MM)
    for footer, place in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        line.alignment = place
        _run(line, Run("-"), NUMBER_FONT, NUMBER_POINTS)
        _page_number(_run(line, Run(""), NUMBER_FONT, NUMBER_POINTS))
        _run(line, Run("-"), NUMBER_FONT, NUMBER_POINTS)


def _paragraph(
    document: Any, runs: Any, *, font: str = TEXT_FONT, points: int = TEXT_POINTS, indent: int = _INDENT
) -> Any:
    from docx.enum.text import WD_LINE_SPACING

    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _points(LINE_POINTS)
    layout.space_before = layout.space_after = _points(0)
    layout.first_line_indent = _points(indent)
    for run in runs:
        _run(paragraph, run, font, points)
    return paragraph


def _run(paragraph: Any, run: Run, font: str, points: int) -> Any:
    """Add words in a font, which Word looks up by another attribute for Chinese; what is missing is highlighted."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn

    made = paragraph.add_run(run.text)
    made.font.name, made.font.size = _LATIN, _points(points)
    made._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if run.missing:
        made.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return made


def _page_number(run: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._element.append(element)


def _points(number: int) -> Any:
    from docx.shared import Pt

    return Pt(number)
