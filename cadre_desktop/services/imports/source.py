"""From a file to the table in it: which sheet, which columns, and the cut-off date in its heading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.cell_text import title_key
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.formats.table_finder import FoundTable, best_sheet, find_table
from cadre_desktop.formats.values import shown
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.clerk_dates import parse_date
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.imports import year_titles
from cadre_desktop.services.imports.shape import ImportColumn, ImportSource
from cadre_desktop.storage.fields import Field

_AS_OF = re.compile(r"(?:截止|截至)(?:时间|日期|到|至)?[:：]?(\d{4}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?|月)?)")
_HEADER_ROWS_LOOKED_AT = 60


def locate(
    path: Path, sheets: Sequence[Sheet], wanted_sheet: str, fields: Sequence[Field], mapping: Mapping[str, str] | None
) -> ImportSource:
    """Find the table of these fields; raise BadFile when the named sheet is missing, NoTable when no header fits."""
    titles = wanted_titles(fields, mapping)
    sheet = _named(sheets, wanted_sheet) if wanted_sheet else best_sheet(sheets, titles)
    table = _with_year(sheet, find_table(sheet, titles), titles)
    labels = {f.name: f.label for f in fields}
    columns = tuple(
        ImportColumn(name, _own_title(table, index) or labels[name], index) for name, index in table.columns.items()
    )
    names = tuple(s.name for s in sheets)
    return ImportSource(path, sheet, table, columns, _cut_off(sheet, table), mapping, names)


def _with_year(sheet: Sheet, table: FoundTable, titles: Mapping[str, str]) -> FoundTable:
    """Find the table once more with a title such as 2025年考核, where an assessment is wanted and no title fits."""
    if year_titles.GRADE not in titles.values() or year_titles.GRADE in table.columns:
        return table
    for named in year_titles.by_year(sheet):
        found = find_table(sheet, {**titles, **dict.fromkeys(named, year_titles.GRADE)})
        if any(row.cells.get(year_titles.GRADE) not in (None, "") for row in found.rows):
            return found
    return table


def wanted_titles(fields: Iterable[Field], mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Map every title to look for to its field: those mapped by hand first, and those fields by no other title."""
    by_hand = dict(mapping or {})
    ignored = {title_key(title) for title, name in by_hand.items() if not name}
    wanted = {title: name for title, name in by_hand.items() if name}
    placed = set(wanted.values())
    for field in fields:
        for title in (field.label, *field.spec.aliases) if field.name not in placed else ():
            if title_key(title) not in ignored:
                wanted.setdefault(title, field.name)
    return wanted


def header_titles(sheet: Sheet, table: FoundTable) -> tuple[str, ...]:
    """Return every title of the header as compared, to know the same layout again."""
    rows = [sheet.rows[number - 1] for number in table.header_rows]
    return tuple(sorted({key for row in rows for cell in row if (key := title_key(cell))}))


def has_titles(sheets: Iterable[Sheet], titles: Iterable[str]) -> bool:
    """Tell whether one row of a sheet, or two that follow each other, hold all these titles."""
    wanted = set(titles)
    for sheet in sheets:
        above: set[str] = set()
        for row in sheet.rows[:_HEADER_ROWS_LOOKED_AT]:
            here = {title_key(cell) for cell in row if isinstance(cell, str)}
            if wanted <= here | above:
                return True
            above = here
    return False


def _named(sheets: Sequence[Sheet], name: str) -> Sheet:
    for sheet in sheets:
        if squeezed(sheet.name) == squeezed(name):
            return sheet
    raise BadFile(f"文件里没有工作表“{name}”，现有：{'、'.join(s.name for s in sheets)}。")


def _own_title(table: FoundTable, index: int) -> str:
    """Return the clerk's title of a column; one under a group head is left to our own words, which say both."""
    title = table.titles.get(index, "")
    return "" if "/" in title else title


def _cut_off(sheet: Sheet, table: FoundTable) -> PartialDate | None:
    for row in sheet.rows[: table.header_rows[0] - 1]:
        for cell in row:
            found = _AS_OF.search(squeezed(shown(cell))) if isinstance(cell, str) else None
            if found:
                try:
                    return parse_date(found.group(1))
                except ValueError:
                    return None
    return None
