"""Sheets for import tests: rows as they would be read from a file, planned and applied without one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cadre_desktop.formats.foreign.reader import Merged, Sheet
from cadre_desktop.progress import silent
from cadre_desktop.records import BY_KEY, RecordKind
from cadre_desktop.rules.id_number import check_digit
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions, ImportPlan, ImportResult, PlannedRow
from cadre_desktop.services.imports.planning import looked_for, planned
from cadre_desktop.services.imports.source import locate
from cadre_desktop.storage.database import Database

CADRE = BY_KEY["cadre"]
DATA = Path(__file__).resolve().parents[2] / "data"
ROSTER = DATA / "清源县干部名册.xlsx"
EXPECTED = DATA / "清源县干部名册.expected.json"

HEADER = (
    "姓名",
    "工作单位",
    "现任职务",
    "性别",
    "出生年月",
    "公民身份号码",
    "职级",
    "任现职时间",
    "任现职级时间",
    "上年度考核结果",
)


def id_number(birth: str, *, male: bool = True, serial: int = 10) -> str:
    """Make a sound identity number: `birth` is yyyymmdd."""
    first = f"430421{birth}{serial * 2 + male:03d}"
    return first + check_digit(first)


def person(name: str = "毛洋德", **changes: Any) -> list[Any]:
    """Make one roster row under HEADER; name a column to change it."""
    values = dict(
        zip(
            HEADER,
            (
                name,
                "青石镇",
                "党委副书记、镇长",
                "男",
                "1978.08",
                id_number("19780820"),
                "四级调研员",
                "2017.03",
                "2019.10",
                "称职",
            ),
            strict=True,
        )
    )
    return list((values | changes).values())


def sheet(rows: Sequence[Sequence[Any]], *, merged: tuple[Merged, ...] = (), name: str = "名册") -> Sheet:
    """Make a sheet of rows, blank cells to the right filled up."""
    width = max(len(row) for row in rows)
    return Sheet(name, [list(row) + [None] * (width - len(row)) for row in rows], merged)


def plan_sheets(
    db: Database, kind: RecordKind, sheets: Sequence[Sheet], options: ImportOptions | None = None
) -> ImportPlan:
    """Plan sheets as if they had been read from 名册.xlsx."""
    chosen = options or ImportOptions(create_units=True)
    source = locate(Path("名册.xlsx"), sheets, chosen.sheet, looked_for(kind), chosen.mapping)
    with db.read() as session:
        return planned(session, kind, source, chosen, db.now().date(), silent)


def plan_rows(
    db: Database,
    rows: Sequence[Sequence[Any]],
    kind: RecordKind = CADRE,
    *,
    header: Sequence[str] = HEADER,
    **options: Any,
) -> ImportPlan:
    """Plan rows under a header; units are made unless the options say otherwise."""
    chosen = ImportOptions(**{"create_units": True, **options})
    return plan_sheets(db, kind, [sheet([list(header), *rows])], chosen)


def take_in(
    db: Database,
    rows: Sequence[Sequence[Any]],
    kind: RecordKind = CADRE,
    *,
    header: Sequence[str] = HEADER,
    **options: Any,
) -> ImportResult:
    """Plan and apply rows that have no problem."""
    plan = plan_rows(db, rows, kind, header=header, **options)
    assert plan.problems == ()
    return imports.apply(db, kind, plan)


def only(plan: ImportPlan) -> PlannedRow:
    """Return the one row of a plan."""
    (row,) = plan.rows
    return row


def said(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Return the problems as row, column and sentence."""
    return [(row, problem.column, problem.message) for row, problem in plan.problems]


def shown(db: Database) -> dict[str, dict[str, str]]:
    """Return everybody as the roster says them, by name."""
    return {values["name"]: values for values in imports.roster_values(db)}
