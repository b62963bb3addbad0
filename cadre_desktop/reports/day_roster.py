"""任意日期名册: the people of a day, the posts they filled against those approved, and the day's figures."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.figure import FigureTable
from cadre_desktop.figures.seats import LABELS, seats
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.unit import Unit
from cadre_desktop.reports import roster, structure
from cadre_desktop.reports.maker import NUMBER, Maker, long_day
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.rules.establishment import Seat, Strength

SEATS = "职数"
COLUMNS = (
    "name", "sex", "birth_on", "age", "unit", "post_title", "level", "level_since", "post_since", "rank", "rank_since",
)  # fmt: skip
"""What is shown of a person as of a day: only what posts, ranks and birth tell of that day."""
_APPROVED = {
    Seat.HEAD: "head_posts", Seat.DEPUTY: "deputy_posts", Seat.INNER_HEAD: "inner_head_posts",
    Seat.INNER_DEPUTY: "inner_deputy_posts",
}  # fmt: skip


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Make the sheets of the day with one reading of the histories."""
    maker = Maker(session, replace(options, columns=options.columns or COLUMNS))
    people = roster.people_sheet(maker)
    sheets = [people, seats_sheet(maker), structure.figures_sheet(maker), structure.ages_sheet(maker)]
    return maker.book("day_roster", f"{people.title}（{long_day(options.as_of)}）", sheets)


def seats_sheet(maker: Maker) -> ReportSheet:
    """Set the posts filled on the day against those approved; the numbers approved are those on file now."""
    table = maker.print_table(seats(maker.ground))
    approved = _approved(maker)
    columns = [NUMBER, Column("单位", 20, "left")]
    for label in LABELS.values():
        columns += [Column("核定", 7, group=label), Column("实配", 7, group=label)]
    columns.append(Column("超缺情况", 30, "left"))
    rows = [
        (at, name, *_unit_cells(table, unit_id, approved.get(unit_id, {})))
        for at, (unit_id, name) in enumerate(zip(table.row_ids, table.rows, strict=True), 1)
    ]
    notes = [table.definition, "核定职数为现在登记的数，不随日期变化；未核定的不判断超缺。"]
    return maker.table(SEATS, "领导职数配备情况表", columns, rows, notes=notes)


def _unit_cells(table: FigureTable, unit_id: str, approved: dict[Seat, int | None]) -> list[Any]:
    cells: list[Any] = []
    said = []
    for seat, cell in zip(LABELS, table.row(unit_id), strict=True):
        strength = Strength(LABELS[seat], approved.get(seat), cell.ids)
        cells += [strength.approved, strength.present]
        if strength.over:
            said.append(f"{strength.label}{strength.words}")
    return [*cells, "、".join(said)]


def _approved(maker: Maker) -> dict[str, dict[Seat, int | None]]:
    query = sa.select(Unit.id, *(getattr(Unit, name) for name in _APPROVED.values())).where(Unit.deleted_at.is_(None))
    return {row[0]: dict(zip(_APPROVED, row[1:], strict=True)) for row in maker.ground.rows(query)}


REPORT = Report(
    "day_roster", "任意日期名册", ("as_of", "unit_id", "columns", "level", "id_numbers", "grouped"), collect
)
