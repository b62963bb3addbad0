"""What can be done about something due: its verb, its source record, why it is due."""

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.explain_dialog import explain
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import Tone
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.services.due import Due, DueKind

TONES: dict[ClockState, Tone] = {
    ClockState.OVERDUE: "danger",
    ClockState.DUE: "warn",
    ClockState.SOON: "warn",
    ClockState.LATER: "neutral",
}


def state_cell(due: Due) -> Cell:
    """Show how near it is as a badge."""
    return Cell(due.state_words, TONES[due.state], badge=True)


def act(desk: Desk, parent: QWidget, due: Due) -> None:
    """Go where the thing is done: a page of its own for some, for the others the record the clock hangs from."""
    with errors_shown(parent):
        person = due.person.id if due.person is not None else ""
        if due.kind is DueKind.ROTATION:
            desk.go("rotation_due", ids=(person,))
        elif due.kind is DueKind.RETIREMENT:
            desk.go("person", cadre_id=person)
        elif due.kind is DueKind.TALKS:
            desk.go("coverage", unit=due.record_id)
        else:
            open_source(desk, parent, due)


def open_source(desk: Desk, parent: QWidget, due: Due) -> None:
    """Open the record the day is reckoned from."""
    with errors_shown(parent):
        open_record(desk, parent.window(), BY_KEY[due.kind_key], due.record_id)


def say_why(desk: Desk, parent: QWidget, due: Due) -> None:
    """Show the rule, what went in and the texts."""
    with errors_shown(parent):
        explain(desk, parent.window(), f"{due.whom}{due.kind.label}", due.found)
