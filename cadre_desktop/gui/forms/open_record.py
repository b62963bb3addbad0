"""Opens the window of a record or of a draft, for every page that offers to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import drafts

if TYPE_CHECKING:
    from cadre_desktop.gui.forms.record_dialog import RecordDialog


def open_record(
    desk: Desk,
    parent: QWidget | None,
    kind: RecordKind,
    record_id: str | None = None,
    preset: Mapping[str, Any] | None = None,
) -> "RecordDialog":
    """Open the window of a record, new or stored; the caller goes on at once."""
    # Forms, editors and history are loaded with the first window: starting is measured.
    from cadre_desktop.gui.forms.record_dialog import RecordDialog

    dialog: RecordDialog = desk.windows.get(kind.key, RecordDialog)(desk, parent, kind, record_id, preset)
    dialog.open()
    begin = dialog.cancel_button if dialog.held else dialog.form.first_editor()
    QTimer.singleShot(0, dialog, begin.setFocus)
    return dialog


def open_draft(desk: Desk, parent: QWidget | None, kind: RecordKind, key: str) -> "RecordDialog":
    """Open the window a draft was typed in, with the draft taken up; one of a stored record is offered there."""
    if not drafts.is_new(key):
        return open_record(desk, parent, kind, key)
    kept, part = drafts.load(desk.db, kind, key), kind.part_of
    owner = {part.key: kept.values.get(part.key)} if kept is not None and part is not None else None
    dialog = open_record(desk, parent, kind, None, owner)
    dialog.drafts.take_up(key)
    return dialog
