"""Planning the import of any kind from its declaration: the same rules as its form, row by row."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.errors import Problem
from cadre_desktop.progress import Progress
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.services.imports import own_links
from cadre_desktop.services.imports.comparing import difference, same
from cadre_desktop.services.imports.filed_records import FiledRecord, FiledRecords, key_of
from cadre_desktop.services.imports.kind_columns import IDENTITY, columns_of
from cadre_desktop.services.imports.kind_rows import ReadRow, RowReader
from cadre_desktop.services.imports.links import LinkFinder
from cadre_desktop.services.imports.shape import (
    CellProblem,
    Difference,
    ImportOptions,
    ImportSource,
    NewUnit,
    PlannedRow,
    State,
    Write,
)
from cadre_desktop.services.imports.source_rows import source_rows
from cadre_desktop.services.imports.unit_finder import UnitFinder, unit_text
from cadre_desktop.services.records import defaults
from cadre_desktop.storage.base import Record, new_id

_AT_ONCE = 100
_NAME = "name"


class KindPlanner:
    """Plans the import of one kind; lives as long as its session."""

    def __init__(
        self,
        session: Session,
        kind: RecordKind,
        source: ImportSource,
        options: ImportOptions,
        today: date,
        progress: Progress,
    ) -> None:
        self._session, self._kind, self._source, self._options = session, kind, source, options
        self._today, self._progress = today, progress
        self._fields = columns_of(kind)
        self._units = UnitFinder(session, options.units, create=options.create_units)
        links = LinkFinder(session, self._units)
        self._reader = RowReader(self._fields, source.columns, links, options.people)
        self._defaults = defaults(kind)
        self._seen: dict[tuple[Any, ...], int] = {}
        there = {c.name for c in source.columns}
        self._given = tuple(f for f in kind.sheet_fields if f.name in there)
        self._identity = IDENTITY.get(kind.key, ())
        self._own = own_links.own_fields(kind) if kind.model is Unit else ()

    @property
    def new_units(self) -> tuple[NewUnit, ...]:
        """The units the import would make."""
        return self._units.new

    @property
    def own_writes(self) -> list[Write]:
        """What the import files beside its rows: new units, aliases matched by hand."""
        return self._units.writes(self._source.path.name)

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """The required columns the sheet does not have."""
        there = {column.name for column in self._source.columns}
        return tuple(f.label for f in self._fields if f.required and f.name not in there)

    def rows(self) -> list[PlannedRow]:
        """Plan every row of the sheet."""
        sheet_rows = source_rows(self._source, self._options)
        linked = [f.name for f in self._fields if f.is_link and f.type is Unit]
        if self._own:
            self._units.expect(unit_text(row.cells[_NAME]) for row in sheet_rows if row.cells.get(_NAME))
        self._units.prepare(unit_text(row.cells[name]) for row in sheet_rows for name in linked if row.cells.get(name))
        names = self._identity or tuple(f.name for f in self._given)
        filed = FiledRecords(self._session, self._kind, names)
        planned = []
        for at, row in enumerate(sheet_rows):
            if at % _AT_ONCE == 0:
                self._progress(at, len(sheet_rows), "正在核对")
            read = self._reader.row(row.number, row.cells)
            if self._own and _NAME in read.values:
                read.values[_NAME] = self._units.filed_name(read.values[_NAME])
            planned.append(self._planned(read, filed, names))
        if not self._own:
            return planned
        numbers = {self._units.coming(str(row.values.get(_NAME, ""))): row.row_number for row in reversed(planned)}
        return own_links.checked(planned, self._own, numbers, self._reader.problem)

    def warnings(self, rows: list[PlannedRow]) -> list[str]:
        """Say for the whole import what was not written in the sheet."""
        return [
            f"没有“{f.label}”一列，按“{self._defaults[f.name].label}”登记"
            for f in self._fields
            if f.choices and f.name in self._defaults and f not in self._given and any(r.state == "new" for r in rows)
        ]

    def _planned(self, row: ReadRow, filed: FiledRecords, names: tuple[str, ...]) -> PlannedRow:
        problems = [*row.problems, *self._missing(row)]
        if problems:
            return PlannedRow(row.number, row.values, "problem", tuple(problems))
        key = key_of(row.values, names, self._kind)
        earlier = self._seen.setdefault(key, row.number)
        if earlier != row.number:
            return self._repeated(row, earlier)
        there = filed.find(key)
        if there is not None and (not self._identity or self._options.on_match == "skip"):
            state: State = "skip" if self._identity else "same"
            return PlannedRow(row.number, row.values, state, record_id=there.id)
        if there is not None and self._options.on_match == "update":
            return self._update(row, there)
        return self._new(row)

    def _missing(self, row: ReadRow) -> Iterator[CellProblem]:
        wrong = {p.field for p in row.problems}
        for f in self._fields:
            needed = f.required and not f.spec.read_only and f.name not in self._defaults
            if needed and f.name not in row.values and f.name not in wrong:
                yield self._reader.problem(f.name, f"“{f.label}”不能为空")

    def _repeated(self, row: ReadRow, earlier: int) -> PlannedRow:
        if not self._identity:
            return PlannedRow(row.number, row.values, "skip", warnings=(f"与第{earlier}行完全相同，只导入一次",))
        labels = "、".join(f.label for f in self._fields if f.name in self._identity)
        message = f"与第{earlier}行重复（{labels}相同），请只保留一行"
        return PlannedRow(row.number, row.values, "problem", (self._reader.problem(self._identity[0], message),))

    def _new(self, row: ReadRow) -> PlannedRow:
        record = self._kind.model(id=new_id(), **self._defaults)
        self._put(record, row.values)
        self._session.add(record)  # so that rules which ask the store can ask
        try:
            found = list(self._kind.check(record, self._today))
        finally:
            self._session.expunge(record)
        if found:
            return PlannedRow(row.number, row.values, "problem", tuple(self._told(found)))
        if not self._own:
            return PlannedRow(row.number, row.values, "new")
        name = row.values[_NAME]
        return PlannedRow(
            row.number, row.values, "new", warnings=self._units.doubts(name), record_id=self._units.coming(name)
        )

    def _update(self, row: ReadRow, there: FiledRecord) -> PlannedRow:
        record = self._session.get_one(self._kind.model, there.id)
        changed, differences = self._compared(record, row.values)
        if not changed:
            return PlannedRow(row.number, row.values, "same", record_id=there.id)
        version = record.version
        self._put(record, changed)
        try:
            found = list(self._kind.check(record, self._today))
        finally:
            self._session.expire(record)
        if found:
            return PlannedRow(row.number, row.values, "problem", tuple(self._told(found)), record_id=there.id)
        write = Write(self._kind.model, changed, there.id, version)
        return PlannedRow(
            row.number, row.values, "update", differences=tuple(differences), record_id=there.id, writes=(write,)
        )

    def _compared(self, record: Record, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Difference]]:
        changed: dict[str, Any] = {}
        differences = []
        for f in self._given:
            if f.name not in values:
                continue
            old = getattr(record, f.name)
            if f.is_link:
                old = Link(old.id, str(old)) if old is not None else None
            elif f.is_links:
                old = tuple(sorted((Link(o.id, str(o)) for o in old), key=str))
            if not same(old, values[f.name]):
                changed[f.name] = values[f.name]
                differences.append(difference(f.label, old, values[f.name], "" if f.required else f.name))
        return changed, differences

    def _put(self, record: Record, values: Mapping[str, Any]) -> None:
        """Set values the way the form does; a unit that is only about to be made cannot be linked to yet."""
        for f in self._given:
            value = values.get(f.name)
            if value is None:
                continue
            if f.is_links:
                value = [self._session.get_one(f.type, link.id) for link in value]
            elif f.is_link:
                value = self._session.get(f.type, value.id)
            if value is not None:
                setattr(record, f.name, value)

    def _told(self, problems: list[Problem]) -> Iterator[CellProblem]:
        return (self._reader.problem(p.field, p.message) for p in problems)
