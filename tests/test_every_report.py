"""What every report must keep to: whole tables, figures with definitions, sealed things sealed, masks at each level."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports import BY_KEY, REPORTS, Report
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.reports.sample import INTERVIEWEE, RAW_NOTES, Sample, opened

GOLDEN = Path(__file__).parent / "golden"
LEVELS = list(ExportLevel)
WHOLE_REPORTS = [report for report in REPORTS if not report.key.startswith("list_")]
# Outside the office nobody is told who talked when: these lists are printed in full only inside.
GOLDEN_LISTS = ["list_achievement", "list_pledge", "list_unit"]


Made = Callable[..., ReportBook]


@pytest.fixture(scope="module")
def county(_empty_store: Any) -> Iterator[tuple[Database, Sample]]:
    with opened(_empty_store) as found:
        yield found


@pytest.fixture(scope="module")
def book_of(county: tuple[Database, Sample]) -> Made:
    """Make a report's book at a level; each is made once, as nobody changes the county."""
    db, sample = county

    @cache
    def make(key: str, level: ExportLevel = ExportLevel.INTERNAL) -> ReportBook:
        options = exports.options_of(db, level=level, cadre_ids=(sample.hero,) if BY_KEY[key].people else ())
        return exports.preview(db, key, options)

    return make


def lines(book: ReportBook) -> Iterator[str]:
    """Every cell of a book as text, sheet by sheet: what people read in it."""
    yield f"# {book.title}　{book.level}"
    for sheet in book.sheets:
        yield f"## {sheet.name}：{sheet.title}"
        if isinstance(sheet, FormSheet):
            for cell in sheet.cells:
                yield f"{cell.row},{cell.column} {shown(cell.text)!r}"
        else:
            yield f"{sheet.unit_line} | {sheet.as_of_line} | {sheet.date_line}"
            yield " | ".join(f"{c.group}/{c.title}" if c.group else c.title for c in sheet.columns).replace("\n", "")
            table = [*sheet.rows, *([sheet.total] if sheet.total else [])]
            yield from (" | ".join(shown(cell).replace("\n", "⏎") for cell in row) for row in table)
            yield sheet.sign_line
        yield from sheet.notes
    for note in book.sources:
        yield f"* {note.label} = {shown(note.value)}：{note.definition}〔{len(note.records)}〕"


def everything(book: ReportBook) -> str:
    """All text of a book, the records behind its figures too."""
    return "\n".join([*lines(book), *(record for note in book.sources for record in note.records)])


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_a_report_has_a_title_sheets_and_defined_figures(book_of: Made, report: Report) -> None:
    book = book_of(report.key)
    assert book.key == report.key
    assert book.title
    assert book.sheets
    assert book.sources
    for note in book.sources:
        assert len(note.definition) >= 6, note.label
        assert shown(note.value), note.label


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_rows_are_as_long_as_the_columns_and_totals_add_up(book_of: Made, report: Report) -> None:
    for sheet in book_of(report.key).sheets:
        if not isinstance(sheet, ReportSheet):
            continue
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        assert sheet.unit_line == "填报单位（盖章）：中共清源县委组织部"
        assert sheet.as_of_line == "截止时间：2026年11月21日"
        if sheet.total is None:
            continue
        assert len(sheet.total) == len(sheet.columns)
        for at, total in enumerate(sheet.total):
            if isinstance(total, int):
                assert total == sum(row[at] for row in sheet.rows), sheet.columns[at].title


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_no_report_shows_raw_notes_or_who_was_heard(book_of: Made, report: Report, level: ExportLevel) -> None:
    text = everything(book_of(report.key, level))
    assert RAW_NOTES not in text
    assert INTERVIEWEE not in text


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_the_masked_level_names_nobody(county: tuple[Database, Sample], book_of: Made, report: Report) -> None:
    db, _ = county
    text = everything(book_of(report.key, ExportLevel.MASKED))
    with db.read() as session:
        names = [row[0] for row in session.connection().exec_driver_sql("SELECT name FROM cadre")]
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_identity_numbers_and_phones_stay_covered_unless_asked_for(
    book_of: Made, report: Report, level: ExportLevel
) -> None:
    text = everything(book_of(report.key, level))
    assert "01020" not in text
    if level is not ExportLevel.INTERNAL:
        assert "13800001234" not in text


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_an_empty_store_gives_an_empty_report_and_no_crash(db: Database, report: Report) -> None:
    if report.people:
        with pytest.raises(NotAllowed, match="没有可以导出"):
            exports.preview(db, report.key, exports.options_of(db))
        return
    book = exports.preview(db, report.key, exports.options_of(db))
    assert all(isinstance(sheet, FormSheet) or sheet.columns for sheet in book.sheets)


@pytest.mark.parametrize("report", WHOLE_REPORTS, ids=lambda report: report.key)
def test_the_workbook_opens_with_its_sources_last(
    county: tuple[Database, Sample], report: Report, tmp_path: Path
) -> None:
    db, sample = county
    options = exports.options_of(db, cadre_ids=(sample.hero,) if report.people else ())
    done = exports.export(db, report.key, options, tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(done.path)
    assert book.sheetnames[-1] == "数据来源"
    first = book.worksheets[0]
    assert done.number in (first.oddHeader.right.text or "")
    assert "校验码：" in (first.oddHeader.right.text or "")
    formulas = [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


# 工作情况数据表 repeats the figures of all others: tests/reports/test_work_data.py looks at it.
GOLDEN_KEYS = [*(report.key for report in WHOLE_REPORTS if report.key != "work_data"), *GOLDEN_LISTS]


@pytest.mark.parametrize("key", GOLDEN_KEYS)
def test_the_cells_are_as_reviewed(book_of: Made, key: str) -> None:
    """Compare with tests/golden; set UPDATE_GOLDEN=1 to write it anew, then review the difference."""
    text = "\n".join(lines(book_of(key))) + "\n"
    golden = GOLDEN / f"{key}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
