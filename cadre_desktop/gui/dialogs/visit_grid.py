"""批量登记走访 — a page of a clerk's notebook: one line a visit, what repeats is left empty."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.entry_grid import EntryGrid, GridField, Values
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.records.liaison import VISIT
from cadre_desktop.services import liaisons
from cadre_desktop.services.liaisons import VisitDraft
from cadre_desktop.storage.fields import Field

_AT_ONCE = 8
_MORE = 5


def _column(name: str) -> Field:
    """Return a field of a visit as a cell: one line high, and never asked for by itself."""
    field = VISIT.field(name)
    return replace(field, required=False, max_length=None, spec=replace(field.spec, multiline=False, help=""))


class VisitGrid(EntryGrid):
    """Point, official and day left empty are those of the line above; blank lines are left out."""

    name = "批量登记走访"
    heads = ("行",)
    fields = (
        GridField(_column("liaison"), 4),
        GridField(_column("cadre"), 2),
        GridField(_column("visited_on"), 2),
        GridField(_column("content"), 6),
        GridField(_column("done"), 2),
        GridField(_column("n_done"), 1),
    )

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent)
        self.more_button = button(f"再加 {_MORE} 行", self.add_more, kind="link")
        self.foot.insertWidget(0, self.more_button)

    def head_parts(self) -> Sequence[QWidget]:
        words = "联系点、走访干部、日期与上一行相同的可以不填；没有填写走访干部的，按联系点的联系干部登记。"
        return (label(words, "soft"),)

    def fill(self) -> None:
        for _ in range(_AT_ONCE):
            self._blank()

    def add_more(self) -> None:
        """Add blank lines below."""
        for _ in range(_MORE):
            self._blank()
        EnterMovesOn(self)
        self.show_count()

    def write(self, lines: Sequence[tuple[Any, Values]]) -> int:
        drafts = [VisitDraft(**{**values, "content": values["content"] or ""}) for _about, values in lines]
        return liaisons.add_visits(self.desk.db, drafts)

    def _blank(self) -> None:
        self.add_line(None, (str(len(self.lines) + 1),), {})
