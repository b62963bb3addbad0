"""Counties built the way clerks build them: the program's own import sheets, filled in and brought in."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from cadre_desktop.formats.foreign import child, reader
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions, ImportPlan, planning
from cadre_desktop.storage.database import Database

Row = Mapping[str, str]
_SHEET, _HEADER_ENDS = "xl/worksheets/sheet1.xml", b"</row></sheetData>"


def read_here(path: Path, **_: Any) -> tuple[reader.Sheet, ...]:
    """Read a workbook as the importer's child process does, without starting one a file."""
    return reader._collect(iter(child.read(path.read_bytes())))


def fill(key: str, rows: Sequence[Row], path: Path) -> None:
    """Write the template of a kind and fill in rows by the titles of its columns.

    The rows are put into the template's own sheet as text cells: to load and save it as a whole takes ten times longer.
    """
    with tempfile.TemporaryDirectory() as folder:
        blank = Path(folder) / "空表.xlsx"
        imports.template(BY_KEY[key], blank)
        with zipfile.ZipFile(blank) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                content = old.read(part)
                if part == _SHEET:
                    assert content.count(_HEADER_ENDS) == 1
                    content = content.replace(
                        _HEADER_ENDS, b"</row>" + "".join(_lines(key, rows)).encode() + b"</sheetData>"
                    )
                new.writestr(part, content)


def _lines(key: str, rows: Sequence[Row]) -> Iterator[str]:
    letters = {f.label: get_column_letter(at) for at, f in enumerate(imports.columns_of(BY_KEY[key]), 1)}
    for number, row in enumerate(rows, 2):
        assert row.keys() <= letters.keys(), row.keys() - letters.keys()
        cells = (
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(row[title])}</t></is></c>'
            for title, letter in letters.items()
            if row.get(title)
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'


def planned(db: Database, key: str, path: Path, **options: Any) -> ImportPlan:
    """Plan a file; the only thing left out is the child process."""
    asked = planning.read_workbook
    planning.read_workbook = read_here
    try:
        return imports.plan(db, BY_KEY[key], path, ImportOptions(**options))
    finally:
        planning.read_workbook = asked


def bring_in(db: Database, key: str, rows: Sequence[Row], *, updates: int = 0, **options: Any) -> None:
    """Fill the template of a kind with rows and import it; all but `updates` of them have to be new records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "导入表.xlsx"
        fill(key, rows, path)
        plan = planned(db, key, path, **options)
    told = [f"{key} 第{row}行 {problem.column}：{problem.message}" for row, problem in plan.problems]
    assert told == [], told[:5]
    assert (plan.missing_columns, plan.unmatched_columns) == ((), ())
    old = [row.row_number for row in plan.rows if row.state not in ("new", "update")]
    assert old == [], (key, old[:5])
    result = imports.apply(db, BY_KEY[key], plan)
    assert (result.created, result.updated) == (len(rows) - updates, updates), key
