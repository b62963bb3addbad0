"""Titles of a roster that name the year of an assessment: 2025年考核, 2024年度考核结果, 近三年考核结果 over 2025年.

A roster has room for one assessment, so the column of the newest year with anything in it is taken; older
ones are left to 年度考核.
"""

import re
from collections.abc import Iterator

from cadre_desktop.formats.cell_text import title_key
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.services.imports.shape import ImportSource

GRADE = "last_grade"
_WHAT = r"(?:考核|考评)(?:结果|等次|档次|情况)?"
_YEAR = r"((?:19|20)\d\d)年?度?"
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?:年度|公务员|干部)*{_WHAT}(?:\(.*\))?",
        rf"(?:年度)?{_WHAT}\(?{_YEAR}\)?",
        rf"[^/]*{_WHAT}[^/]*/{_YEAR}(?:{_WHAT}|结果|等次)?",
    )
)
_ROWS_LOOKED_AT = 60


def year_of(title: str) -> int | None:
    """Return the year that a title, a group's head before a slash, says an assessment is of; None when it says none."""
    key = "/".join(title_key(part) for part in title.split("/"))
    found = next((match for pattern in _TITLES if (match := pattern.fullmatch(key))), None)
    return int(found[1]) if found else None


def by_year(sheet: Sheet) -> list[tuple[str, ...]]:
    """Return the titles met on a sheet that name a year, the newest year's first."""
    met: dict[int, dict[str, None]] = {}
    for title in _titles(sheet):
        if (year := year_of(title)) is not None:
            met.setdefault(year, {})[title] = None
    return [tuple(met[year]) for year in sorted(met, reverse=True)]


def year_told(source: ImportSource) -> int | None:
    """Return the year that the title of the assessment's own column names."""
    at = source.table.columns.get(GRADE)
    return year_of(source.table.titles.get(at, "")) if at is not None else None


def _titles(sheet: Sheet) -> Iterator[str]:
    """Yield what may be a title: every text near the top, alone and below each text of the row above it."""
    above: set[str] = set()
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        here = {key for cell in row if isinstance(cell, str | int) and (key := title_key(cell))}
        yield from here
        yield from (f"{head}/{own}" for head in above for own in here if own[:2] in ("19", "20"))
        above = {key for key in here if "考" in key}
