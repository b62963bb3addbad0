"""Rows of one sheet that link to one another: a unit below another that the same sheet brings in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.services.imports.shape import CellProblem, PlannedRow
from cadre_desktop.storage.fields import Field

Complain = Callable[[str, str], CellProblem]


def own_fields(kind: RecordKind) -> tuple[Field, ...]:
    """Return the fields by which records of a kind link to others of the same kind."""
    return tuple(f for f in kind.sheet_fields if f.is_link and f.type is kind.model)


def checked(
    rows: Sequence[PlannedRow], fields: Sequence[Field], coming: Mapping[str, int], complain: Complain
) -> list[PlannedRow]:
    """Give a problem to every row that links to a row which is not brought in, or to itself in a circle.

    `coming` are the ids the sheet's rows would get, with their row numbers.
    """
    ready = {row.record_id for row in rows if row.state == "new"}
    found = list(rows)
    while True:
        waiting = [(at, f, row.values[f.name]) for at, row in enumerate(found) for f in _missing(row, fields, ready)]
        waiting = [(at, f, link) for at, f, link in waiting if link.id in coming]
        if not waiting:
            break
        for at, f, link in waiting:
            said = f"{f.label}“{link.text}”在本表第{coming[link.id]}行，那一行没有导入，请先改正"
            found[at] = _refused(found[at], complain(f.name, said))
        ready = {row.record_id for row in found if row.state == "new"}
    placed = {row.record_id for row in in_order(found, fields)}
    for at, row in enumerate(found):
        if row.state == "new" and row.record_id not in placed:
            said = "上级单位不能是本单位或本单位的下级，请重新选择"
            named = next(f.name for f in fields if f.name in row.values)
            found[at] = _refused(row, complain(named, said))
    return found


def in_order(rows: Sequence[PlannedRow], fields: Sequence[Field]) -> list[PlannedRow]:
    """Return new rows after those they link to, then the rows that change records; circles are left out."""
    left = [row for row in rows if row.state == "new"]
    ids = {row.record_id for row in left}
    ordered: list[PlannedRow] = []
    while True:
        ready = [row for row in left if not any(link.id in ids for link in _links(row, fields))]
        if not ready:
            break
        ordered += ready
        ids -= {row.record_id for row in ready}
        left = [row for row in left if row.record_id in ids]
    return [*ordered, *(row for row in rows if row.state == "update")]


def _missing(row: PlannedRow, fields: Sequence[Field], ready: set[str]) -> Iterator[Field]:
    if row.state in ("new", "update"):
        yield from (
            f for f in fields if isinstance(row.values.get(f.name), Link) and row.values[f.name].id not in ready
        )


def _links(row: PlannedRow, fields: Sequence[Field]) -> Iterator[Link]:
    return (link for f in fields if isinstance(link := row.values.get(f.name), Link))


def _refused(row: PlannedRow, problem: CellProblem) -> PlannedRow:
    return replace(row, state="problem", problems=(*row.problems, problem), differences=(), writes=())
