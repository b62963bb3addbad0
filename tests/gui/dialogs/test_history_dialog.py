"""The history of a record in words, and going back to an earlier version after looking at it."""

import pytest

from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.dialogs.put_back_dialog import PutBackDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records
from tests import examples
from tests.gui.conftest import settle

UNIT = BY_KEY["unit"]


@pytest.fixture
def unit(desk, clock):
    """A unit renamed once, and given a code later."""
    made = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    clock.forward(minutes=5)
    records.change(desk.db, UNIT, made.id, 1, {"name": "青石乡"})
    clock.forward(minutes=5)
    records.change(desk.db, UNIT, made.id, 2, {"code": "B2"})
    return made


@pytest.fixture
def dialog(qtbot, desk, unit) -> HistoryDialog:
    made = HistoryDialog(desk, None, UNIT, unit.id)
    qtbot.addWidget(made)
    made.show()
    return made


def row_of(dialog, label, before):
    return next(
        i for i, r in enumerate(dialog.model.rows) if r.cells[3] == label and getattr(r.cells[4], "text", "") == before
    )


def test_each_change_says_when_who_and_what(dialog):
    row = dialog.model.rows[row_of(dialog, "单位名称", "青石镇")]
    assert row.cells[:3] == ("2026.11.21 09:05", "陈海燕", "修改单位")
    assert [c.text for c in row.cells[4:]] == ["青石镇", "青石乡"]


def test_the_newest_version_cannot_be_put_back_and_earlier_ones_can(dialog):
    assert not dialog.put_back_button.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.put_back_button.isEnabled()
    dialog.table.selectRow(row_of(dialog, "单位名称", "青石镇"))
    assert dialog.put_back_button.isEnabled()


def test_going_back_shows_what_will_change_and_does_it(qtbot, desk, dialog, unit):
    dialog.table.selectRow(len(dialog.model.rows) - 1)  # the creation
    dialog.put_back()
    preview = dialog.findChild(PutBackDialog)
    shown = {r.id: [c.text for c in r.cells[1:]] for r in preview.model.rows}
    assert shown["单位名称"] == ["青石乡", "青石镇"]
    n_before = len(dialog._lines)
    with qtbot.waitSignal(dialog.put_back_done):
        preview.ok_button.click()
    assert records.load(desk.db, UNIT, unit.id)[0]["name"] == "青石镇"
    assert len(dialog._lines) == n_before + 1
    settle()


def test_changing_ones_mind_changes_nothing(desk, dialog, unit):
    dialog.table.selectRow(len(dialog.model.rows) - 1)
    dialog.put_back()
    dialog.findChild(PutBackDialog).reject()
    settle()
    assert records.load(desk.db, UNIT, unit.id)[0]["name"] == "青石乡"


def test_a_record_saved_meanwhile_is_not_overwritten(desk, dialog, unit, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda _p, error: told.append(str(error)))
    dialog.table.selectRow(len(dialog.model.rows) - 1)
    dialog.put_back()
    preview = dialog.findChild(PutBackDialog)
    records.change(desk.db, UNIT, unit.id, 3, {"code": "C3"})
    preview.put_back()
    assert told == ["这条记录打开后又被保存过。"]
    assert records.load(desk.db, UNIT, unit.id)[0]["name"] == "青石乡"
    preview.reject()
    settle()


def test_the_record_window_shows_what_was_put_back(qtbot, desk, unit):
    window = RecordDialog(desk, None, UNIT, unit.id)
    qtbot.addWidget(window)
    window.show()
    window.show_history()
    history = window.findChild(HistoryDialog)
    history.table.selectRow(len(history.model.rows) - 1)
    history.put_back()
    history.findChild(PutBackDialog).put_back()
    settle()
    assert window.form.values()["name"] == "青石镇"
    assert not window.dirty
    history.close()
    settle()


def test_unsaved_changes_come_before_history(qtbot, desk, unit, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda _p, error: told.append(str(error)))
    window = RecordDialog(desk, None, UNIT, unit.id)
    qtbot.addWidget(window)
    window.dirty = True
    window.show_history()
    assert told == ["有修改还没有保存。"]
    assert window.findChild(HistoryDialog) is None
    window.dirty = False


def test_a_new_record_has_no_history_to_show(qtbot, desk):
    window = RecordDialog(desk, None, UNIT)
    qtbot.addWidget(window)
    window.show()
    assert not window.history_button.isVisible()
