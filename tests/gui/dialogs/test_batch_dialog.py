"""One field of the ticked records of any list gets one value, after a look."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from cadre_desktop.gui.dialogs.batch_dialog import BatchDialog
from cadre_desktop.gui.dialogs.foreseen_dialog import ForeseenDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.partial_date import PartialDate
from tests.gui.conftest import settle
from tests.services.people import cadre, held, post, unit

POST = BY_KEY["post"]


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    for dialog in (*made.findChildren(BatchDialog), *made.findChildren(ForeseenDialog)):
        if isValid(dialog):
            dialog.close()


@pytest.fixture
def posts(desk):
    where = unit(desk.db)
    return [
        post(desk.db, cadre(desk.db), where),
        post(desk.db, cadre(desk.db, "刘大有"), where, appointed_on=PartialDate(2024, 3)),
    ]


def preview(qtbot, desk, page, dialog):
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    return page.findChild(ForeseenDialog)


def test_records_with_problems_are_named_and_left_out(qtbot, desk, page, posts):
    dialog = BatchDialog(desk, page, POST, [one.id for one in posts])
    dialog.open()
    dialog.choose_field("removed_on")
    dialog.editor.set_value(PartialDate(2023, 5))
    shown = preview(qtbot, desk, page, dialog)
    assert shown.sum_label.text() == "共 2 条，将修改 1 条，1 条有问题，不修改。"
    assert {row.cells[4].text for row in shown.model.rows} == {"将修改", "免职时间不能早于任职时间"}
    shown.ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    assert [held(desk.db, "post", one, "removed_on") for one in posts] == [PartialDate(2023, 5), None]


def test_a_value_that_is_none_is_said_before_the_preview(desk, page, posts):
    dialog = BatchDialog(desk, page, POST, [posts[0].id])
    dialog.open()
    dialog.choose_field("appointed_on")
    dialog.editor.line.setText("去年")
    dialog.ok_button.click()
    assert dialog.isVisible()
    assert "任职时间" in dialog.wrong.text_label.text()
    assert page.findChild(ForeseenDialog) is None


def test_emptying_a_required_field_changes_nothing(qtbot, desk, page, posts):
    dialog = BatchDialog(desk, page, POST, [one.id for one in posts])
    dialog.open()
    dialog.choose_field("title")
    dialog.editor.set_value("")
    shown = preview(qtbot, desk, page, dialog)
    assert not shown.ok_button.isEnabled()
    assert {row.cells[4].text for row in shown.model.rows} == {"“职务”不能为空"}


def test_tab_leads_from_the_chosen_item_to_its_value_and_on_to_the_buttons(qtbot, desk, page, posts):
    dialog = BatchDialog(desk, page, POST, [posts[0].id])
    dialog.open()
    dialog.choose_field("removed_on")
    settle()
    dialog.field_combo.setFocus()
    qtbot.keyClick(dialog.field_combo, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.editor.input
    qtbot.keyClicks(dialog.editor.input, "202305")
    assert dialog.editor.value() == PartialDate(2023, 5)
    qtbot.keyClick(dialog.editor.input, Qt.Key.Key_Tab)
    assert isinstance(dialog.focusWidget(), QPushButton)
