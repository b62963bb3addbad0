"""A filled sheet of every kind comes in, is listed, goes out as a report, and the report says what the sheet said.

Whoever adds a column to a kind fills it in one of the kind's two rows in tests/data/every_kind_filled.toml.
"""

import argparse
import io
import json
import re
import tomllib
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cadre_desktop.cli import record_commands
from cadre_desktop.cli.console import Console
from cadre_desktop.formats.values import shown
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.services import exports, imports, interviews, performance_terms, records
from cadre_desktop.storage.database import Database
from tests.scenarios.sheets import bring_in, planned, read_here

Row = dict[str, str]
FILLED: dict[str, list[Row]] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "data" / "every_kind_filled.toml").read_text(encoding="utf-8")
)
NUMBERS = ("序号", "行号")
_LINK = re.compile(r"@([a-z_]+)\.(\d)")


def _sign_terms(db: Database) -> None:
    """A term is settled only after its tasks were signed for."""
    for term in _ids(db, "performance_term"):
        performance_terms.sign(db, term, date(2022, 1, 5))


def _finalise_talks(db: Database) -> None:
    """What is said later is added to a finished record."""
    for talk in _ids(db, "interview"):
        interviews.to_checking(db, talk)
        interviews.finalise(db, talk)


STEPS = {"answer_line": _sign_terms, "interview": _finalise_talks}


def test_a_filled_sheet_of_every_kind_comes_in_and_goes_out_equal(db, tmp_path, monkeypatch):
    monkeypatch.setattr(record_commands, "opened", lambda *_: nullcontext(SimpleNamespace(db=db)))
    assert set(FILLED) == {kind.key for kind in KINDS if not kind.kept_by_program}
    filed: dict[str, list[str]] = {}
    for key, written in FILLED.items():
        columns = {f.label: f.name for f in imports.columns_of(BY_KEY[key])}
        filled = {title for row in written for title in row}
        assert set(columns) == filled, f"{key}: every column is filled in one of the rows"
        filed[key] = []
        before = {row["id"] for row in listed(key)}
        rows: list[Row] = []
        for sheet in _sheets(key, written):
            rows += (sheet := [_linked(row, filed) for row in sheet])
            bring_in(db, key, sheet)
            filed[key] = _said(db, key, rows, [row for row in listed(key) if row["id"] not in before], columns)
        goes_out(db, key, rows, tmp_path / f"{key}.xlsx")
        STEPS.get(key, lambda _: None)(db)


def _linked(row: Row, filed: Mapping[str, list[str]]) -> Row:
    """Put the words of the records a row links to in the place of @kind.number, several in the order they are shown."""
    return {
        title: "、".join(sorted(filed[key][int(number) - 1] for key, number in refs)) if refs else value
        for title, value in row.items()
        for refs in [_LINK.findall(value)]
    }


def _said(
    db: Database, key: str, rows: list[Row], listed_rows: list[dict[str, Any]], columns: Mapping[str, str]
) -> list[str]:
    """See that the list says what the rows said; return how the program shows the record of each row."""
    ids = {
        _words({title: shown(row[name]) for title, name in columns.items() if row[name] != ""}): str(row["id"])
        for row in listed_rows
    }
    assert set(ids) == {_words(row) for row in rows}, key
    with db.read() as session:
        return [str(session.get_one(BY_KEY[key].model, ids[_words(row)])) for row in rows]


def _words(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.items()))


def listed(key: str) -> list[dict[str, Any]]:
    """Return what `list KIND --json` prints."""
    out = io.StringIO()
    asked = argparse.Namespace(kind=key, filter="", json=True)
    assert record_commands.list_records(asked, Console(out, io.StringIO(), {})) == 0
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def goes_out(db: Database, key: str, rows: list[Row], path: Path) -> None:
    """Export the list of a kind: it says what the rows said, and brought in once more it changes nothing."""
    exports.export(db, f"list_{key}", exports.options_of(db, id_numbers=True), path)
    cells = read_here(path)[0].rows
    at = next(n for n, row in enumerate(cells) if row and row[0] in NUMBERS)
    titles = [shown(cell) for cell in cells[at]]
    assert len(set(titles)) == len(titles), key
    lines = [dict(zip(titles, map(shown, row), strict=True)) for row in cells[at + 1 :]]
    labels = {f.label for f in BY_KEY[key].sheet_fields}
    for row in rows:
        told = {title: value for title, value in row.items() if title in labels}
        assert any(told.items() <= line.items() for line in lines), (key, told)
    if key != "cadre":  # whose sheet is the roster: tests of its own bring that in again
        again = planned(db, key, path)
        assert again.problems == (), key
        assert {row.state for row in again.rows} <= {"same", "skip"}, key


def _sheets(key: str, rows: list[Row]) -> list[list[Row]]:
    """Rows that link to a record of their own kind come after it; of units one sheet may bring in both."""
    kind = BY_KEY[key]
    own = any(f.is_link and f.type is kind.model for f in imports.columns_of(kind))
    return [[row] for row in rows] if own and key != "unit" else [rows]


def _ids(db: Database, key: str) -> list[str]:
    return [row.id for row in records.all_rows(db, BY_KEY[key], BY_KEY[key].table_fields)]
