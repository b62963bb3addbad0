"""One import from its file to its batch: what was chosen so far, and the work on the worker."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.gui.desk import Desk
from cadre_desktop.records import cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions, ImportPlan, ImportResult
from cadre_desktop.services.imports.source_rows import SourceRow, source_rows
from cadre_desktop.services.imports.unit_finder import NEW
from cadre_desktop.storage.backup import Reason

Failed = Callable[[BaseException], object]


class ImportRun(QObject):
    """Keeps the plan; every change of it is planned on the worker and told by `planned`.

    New units are planned at once, so that every row can be looked at; they are only made after
    `confirm_units`.
    """

    planned = Signal()
    done = Signal(ImportResult)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._window = parent
        self.kind: RecordKind = cadre.KIND
        self.plan: ImportPlan | None = None
        self.rows: dict[int, SourceRow] = {}
        self.units_confirmed = False

    @property
    def current(self) -> ImportPlan:
        """The plan at hand.  Raises RuntimeError before a file was read."""
        if self.plan is None:
            raise RuntimeError("no file was read")
        return self.plan

    @property
    def unconfirmed_units(self) -> bool:
        """Whether the import would make units nobody has agreed to."""
        return bool(self.plan and self.plan.new_units) and not self.units_confirmed

    def forget(self) -> None:
        """Begin anew, with no file."""
        self.plan, self.rows, self.units_confirmed = None, {}, False

    # reading and planning

    def read(
        self,
        path: Path,
        kind: RecordKind,
        *,
        sheet: str = "",
        mapping: Mapping[str, str] | None = None,
        pasted: Sheet | None = None,
        then: Callable[[], object] | None = None,
        on_failed: Failed | None = None,
    ) -> None:
        """Read a file, or take a pasted sheet, and plan it; another sheet or mapping of it goes through here too."""
        options = ImportOptions(sheet=sheet, mapping=mapping, create_units=True)

        def take(plan: ImportPlan) -> None:
            self.kind, self.units_confirmed = kind, False
            self._take(plan)
            if then:
                then()

        self.desk.tasks.run(
            self._window,
            f"正在读取 {path.name}",
            lambda progress: imports.plan(self.desk.db, kind, path, options, progress, pasted=pasted),
            take,
            on_failed=on_failed,
        )

    def settle(self, **choices: Any) -> None:
        """Plan again with other choices: fields of ImportOptions by name."""
        self._replan(replace(self.current.options, **choices))

    def fix(self, row_number: int, field: str, text: str) -> None:
        """Put a corrected text into a cell and check again."""
        fixed = self.current.options.fixed
        self.settle(fixed={**fixed, row_number: {**fixed.get(row_number, {}), field: text}})

    def refuse(self, row_number: int, field: str, *, refused: bool) -> None:
        """Leave what is on file in one field as it is, or take the sheet's value after all."""
        before = self.current.options.refused
        now = before.get(row_number, frozenset()) - {field} | ({field} if refused else frozenset())
        self.settle(refused={**before, row_number: now})

    def choose_person(self, row_number: int, cadre_id: str) -> None:
        """Say whom a row means; "" is somebody not on file yet."""
        self.settle(people={**self.current.options.people, row_number: cadre_id})

    def choose_unit(self, row_number: int, field: str, value: str) -> None:
        """Say which unit the words of a row mean; all rows with these words follow."""
        self.settle(units={**self.current.options.units, self.unit_text(row_number, field): value})

    def make_unit(self, row_number: int, field: str) -> None:
        """Have the words of a row made a unit of their own."""
        text = self.unit_text(row_number, field)
        self.choose_unit(row_number, field, NEW + text)

    def confirm_units(self, choices: Mapping[str, str]) -> None:
        """Agree to the new units: unit text -> "new:" and its name, or the id of a unit on file."""
        self.units_confirmed = True
        self.settle(create_units=False, units={**self.current.options.units, **choices})

    def unit_text(self, row_number: int, field: str) -> str:
        """Return the words a row calls its unit by: its cell, or the heading it stands under."""
        row = self.rows[row_number]
        return squeezed(str(row.cells.get(field) or "")) or row.section

    def _replan(self, options: ImportOptions) -> None:
        plan = self.current
        self.desk.tasks.run(
            self._window,
            "正在重新核对",
            lambda _progress: imports.replan(self.desk.db, self.kind, plan, options),
            self._take,
        )

    def _take(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.rows = {row.number: row for row in source_rows(plan.source, plan.options)}
        self.planned.emit()

    # doing

    def apply(self, *, good_rows: bool) -> None:
        """Import, after a checked copy of the store; `done` tells the result."""
        db, kind, plan, keep = self.desk.db, self.kind, self.current, self.desk.keep_copy

        def copy() -> None:
            if keep is not None:
                keep(Reason.BEFORE_IMPORT)

        self.desk.tasks.run(
            self._window,
            f"正在导入{kind.title}",
            lambda progress: imports.apply(db, kind, plan, good_rows=good_rows, before=copy, progress=progress),
            self.done.emit,
        )
