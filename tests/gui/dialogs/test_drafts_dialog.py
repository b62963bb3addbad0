"""The list of drafts: every one by time, kind and person, to go on with or to throw away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cadre_desktop.gui.dialogs.drafts_dialog import DraftsDialog, show_drafts
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import drafts, records
from tests import examples
from tests.gui.conftest import settle

UNIT, CADRE = BY_KEY["unit"], BY_KEY["cadre"]


@pytest.fixture
def kept(desk, clock):
    """A draft of a changed unit whose record was saved since, then one of a new person."""
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    drafts.save(desk.db, UNIT, {"code": "B2"}, key=unit.id, version=1)
    records.change(desk.db, UNIT, unit.id, 1, {"code": "C3"})
    clock.forward(minutes=10)
    return [drafts.save(desk.db, CADRE, {"name": "周思远"}), unit.id]


@pytest.fixture
def dialog(qtbot, desk, kept):
    made = DraftsDialog(desk, None)
    qtbot.addWidget(made)
    made.show()
    return made


def lines(dialog):
    model = dialog.model
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_drafts_stand_newest_first_with_time_kind_and_person(dialog):
    assert lines(dialog) == [
        ["2026.11.21 09:10", "干部", "新增干部（周思远）", ""],
        ["2026.11.21 09:00", "单位", "青石镇", "! 记录后来又改过"],
    ]


def test_enter_goes_on_with_the_draft_in_its_window(qtbot, desk, dialog):
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RecordDialog) and w.isVisible()]
    assert window.form.editors["name"].value() == "周思远"
    window.put_away()
    settle()


@pytest.mark.parametrize("yes", [True, False])
def test_throwing_away_asks(desk, dialogs, dialog, kept, yes):
    dialogs.yes = yes
    dialog.drop_button.click()
    assert dialogs.asked == ["丢弃 1 份草稿？"]
    assert [line.key for line in drafts.listed(desk.db)] == (kept[1:] if yes else kept)
    assert len(lines(dialog)) == (1 if yes else 2)


def test_buttons_wait_for_a_choice_and_say_so(dialog):
    dialog.table.clearSelection()
    assert (dialog.open_button.isEnabled(), dialog.open_button.toolTip()) == (False, "请选一份草稿")
    assert (dialog.drop_button.isEnabled(), dialog.drop_button.toolTip()) == (False, "请先选要丢弃的草稿")
    dialog.table.selectAll()
    assert (dialog.open_button.isEnabled(), dialog.drop_button.isEnabled()) == (False, True)


def test_a_certain_draft_opens_at_once_and_otherwise_the_list(qtbot, desk, kept):
    opened = show_drafts(desk, None, kind="cadre", key=kept[0])
    qtbot.addWidget(opened)
    assert isinstance(opened, RecordDialog)
    opened.put_away()
    listed = show_drafts(desk, None)
    assert isinstance(listed, DraftsDialog)
    listed.reject()
    settle()
