"""Planning an import: read the file, find the table, say row by row what would happen.  Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.foreign.reader import Sheet, read_workbook
from cadre_desktop.formats.form_files import FoundForms, holds_forms
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services.imports import column_maps, form_extras, form_sheet, kind_columns, summing_up
from cadre_desktop.services.imports.kind_plan import KindPlanner
from cadre_desktop.services.imports.roster_columns import ROSTER_COLUMNS, UNIT_AND_POST
from cadre_desktop.services.imports.roster_plan import RosterPlanner
from cadre_desktop.services.imports.shape import ImportOptions, ImportPlan, ImportSource, NewUnit, PlannedRow, Write
from cadre_desktop.services.imports.source import locate
from cadre_desktop.services.pace import nothing_collected
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field

_IGNORED_TITLES = frozenset({"序号", "编号", "行号", "问题原因", form_sheet.FILE_TITLE})


class Planner(Protocol):
    """What plans the rows of one kind."""

    @property
    def new_units(self) -> tuple[NewUnit, ...]:
        """The units the import would make."""

    @property
    def own_writes(self) -> list[Write]:
        """What is filed beside the rows."""

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """The required columns the sheet does not have and that nothing else stands in for."""

    def rows(self) -> list[PlannedRow]:
        """Plan every row of the sheet."""

    def warnings(self, rows: list[PlannedRow]) -> list[str]:
        """Say for the whole import what was told and not written."""


def columns_of(kind: RecordKind) -> tuple[Field, ...]:
    """Return the columns of a kind's import template; raise NotAllowed for registers the program keeps."""
    if kind.kept_by_program:
        raise NotAllowed(f"{kind.title}由程序登记，不能导入。")
    return ROSTER_COLUMNS if kind is cadre.KIND else kind_columns.columns_of(kind)


def plan(
    db: Database,
    kind: RecordKind,
    path: Path,
    options: ImportOptions | None = None,
    progress: Progress = silent,
    *,
    pasted: Sheet | None = None,
) -> ImportPlan:
    """Plan the import of a file, or of a `pasted` sheet that `path` only names.

    Raises BadFile or NoTable when there is nothing to read in it.
    """
    chosen = options or ImportOptions()
    fields = looked_for(kind)
    today = db.now().date()
    found = form_sheet.found_forms(kind, path, progress) if pasted is None and holds_forms(path) else FoundForms(())
    made = form_sheet.sheet_of(found.forms, today) if found.forms else pasted
    with nothing_collected():
        sheets = (made,) if made else read_workbook(path, progress=progress)
    with nothing_collected(), db.read() as session:
        mapping = chosen.mapping
        if mapping is None:
            mapping = column_maps.remembered(session, kind.key, sheets)
        source = locate(path, sheets, chosen.sheet, fields, mapping)
        forms = dict(enumerate(found.forms, form_sheet.FIRST_ROW))
        source = replace(source, made=made is not None, forms=forms, faults=found.faults)
        return planned(session, kind, source, chosen, today, progress)


def replan(db: Database, kind: RecordKind, old: ImportPlan, options: ImportOptions) -> ImportPlan:
    """Plan the same file anew with other choices; the file is not read again."""
    source = old.source
    if options.mapping != old.options.mapping or options.sheet != old.options.sheet:
        raise ValueError("another sheet or mapping needs the file to be read again")
    with nothing_collected(), db.read() as session:
        return planned(session, kind, source, options, db.now().date(), silent)


def with_fixed(
    db: Database, kind: RecordKind, old: ImportPlan, row_number: int, values: Mapping[str, str]
) -> ImportPlan:
    """Put the clerk's corrections (field -> text) into one row, and check it and its neighbours again."""
    fixed = {**old.options.fixed, row_number: {**old.options.fixed.get(row_number, {}), **values}}
    return replan(db, kind, old, replace(old.options, fixed=fixed))


def planned(
    session: Session,
    kind: RecordKind,
    source: ImportSource,
    options: ImportOptions,
    today: date,
    progress: Progress,
) -> ImportPlan:
    """Plan the rows of a table already found."""
    planner = _planner(session, kind, source, options, today, progress)
    rows = planner.rows()
    if source.forms:
        rows = form_extras.told(session, rows, source.forms, today, update=options.on_match == "update")
    unmatched = tuple(t for _, t in source.table.unmatched if t not in _IGNORED_TITLES)
    return ImportPlan(
        kind.key,
        kind.title,
        source,
        options,
        tuple(rows),
        planner.new_units,
        unmatched,
        planner.missing_columns,
        (
            *source.faults,
            *summing_up.unit_warnings(planner.new_units),
            *planner.warnings(rows),
            *summing_up.column_warnings(unmatched, len(source.sheet.formulas)),
        ),
        tuple(planner.own_writes),
        last_line(session),
        set_wise=kind is cadre.KIND,
    )


def last_line(session: Session) -> int:
    """Return the number of the trail's last line: whether anything was saved since."""
    return session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0


def _planner(
    session: Session, kind: RecordKind, source: ImportSource, options: ImportOptions, today: date, progress: Progress
) -> Planner:
    if kind is cadre.KIND:
        return RosterPlanner(session, source, options, today, progress)
    return KindPlanner(session, kind, source, options, today, progress)


def looked_for(kind: RecordKind) -> Sequence[Field]:
    """Return the columns an import looks for in somebody's sheet: the template's, and one some rosters have instead."""
    columns = columns_of(kind)
    return (*columns, UNIT_AND_POST) if kind is cadre.KIND else columns
