"""Agreeing to new units."""

import pytest

from cadre_desktop.gui.wizards.importing.unit_combo import unit_combo
from cadre_desktop.gui.wizards.importing.units_dialog import UnitsDialog
from cadre_desktop.records.rows import Link
from cadre_desktop.services.imports import NewUnit

NEW_UNITS = (
    NewUnit("1", "青石镇", "township", "乡镇", 14),
    NewUnit("2", "某某专班", "department", "县直党政部门", 2),
)
KNOWN = (Link("u1", "白沙镇"), Link("u2", "梅溪镇"))


@pytest.fixture
def dialog(qtbot):
    made = UnitsDialog(None, NEW_UNITS, KNOWN)
    qtbot.addWidget(made)
    return made


def test_all_are_ticked_at_first(dialog):
    assert dialog.choices() == {"青石镇": "new/township:青石镇", "某某专班": "new/department:某某专班"}
    assert dialog.ok_button.text() == "确认新建 2 个单位"


def test_an_unticked_unit_is_left_open(dialog):
    dialog.ticks["某某专班"].setChecked(False)
    assert dialog.choices() == {"青石镇": "new/township:青石镇"}
    assert dialog.ok_button.text() == "确认新建 1 个单位"


def test_choosing_a_unit_on_file_takes_the_tick_away(dialog):
    combo = dialog.combos["青石镇"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert dialog.choices()["青石镇"] == "u2"


def test_ticking_again_makes_it_new_after_all(dialog):
    combo = dialog.combos["青石镇"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    dialog.ticks["青石镇"].setChecked(True)
    assert dialog.choices()["青石镇"] == "new/township:青石镇"


def test_all_can_be_unticked_and_ticked_at_once(dialog):
    dialog.all_button.click()
    assert dialog.choices() == {}
    assert dialog.ok_button.text() == "都不新建"
    assert dialog.all_button.text() == "全选"
    dialog.all_button.click()
    assert len(dialog.choices()) == 2


def test_accepting_hands_the_choices_over(qtbot, dialog):
    with qtbot.waitSignal(dialog.confirmed) as told:
        dialog.accept()
    assert told.args == [dialog.choices()]


def test_closing_hands_nothing_over(qtbot, dialog):
    told = []
    dialog.confirmed.connect(told.append)
    dialog.reject()
    assert told == []


def test_without_units_on_file_there_is_nothing_to_choose(qtbot):
    dialog = UnitsDialog(None, NEW_UNITS, ())
    qtbot.addWidget(dialog)
    assert dialog.combos == {}


def test_every_tick_has_a_name(dialog):
    assert [t.accessibleName() for t in dialog.ticks.values()] == ["新建单位青石镇", "新建单位某某专班"]


def test_the_chooser_begins_empty_with_a_hint(qtbot):
    combo = unit_combo("哪个单位", "选择单位", KNOWN)
    qtbot.addWidget(combo)
    assert combo.currentIndex() == -1
    assert combo.lineEdit().placeholderText() == "选择单位"
    assert combo.accessibleName() == "哪个单位"
    assert [combo.itemText(i) for i in range(combo.count())] == ["白沙镇", "梅溪镇"]
