"""Two files are laid side by side; what is chosen becomes one person, and can be taken back."""

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cadre_desktop.gui.dialogs.merge_dialog import MergeDialog
from cadre_desktop.storage.backup import Reason
from tests.gui.conftest import settle
from tests.services.people import cadre, held, is_binned, post, unit


@pytest.fixture
def two(desk):
    full, thin = cadre(desk.db, ethnic="汉族"), cadre(desk.db, "周文婧", native_place="福建三明")
    post(desk.db, full, unit(desk.db))
    return full, thin


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(desk, page, two):
    full, thin = two
    made = MergeDialog(desk, page, thin.id, full.id)
    made.open()
    yield made
    if isValid(made):
        made.close()


def finish(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()


def test_the_fuller_file_stays_until_turned_round(dialog, two):
    full, thin = two
    assert (dialog.comparison.keep_id, dialog.comparison.lose_id) == (full.id, thin.id)
    assert set(dialog.choices) == {"name", "ethnic", "native_place"}
    assert {name for name, radio in dialog.choices.items() if radio.isChecked()} == {"native_place"}
    assert dialog.moves_label.text() == "没有需要并入的记录。"
    dialog.swap_button.click()
    assert dialog.comparison.keep_id == thin.id
    assert dialog.moves_label.text() == "随同并入：任职经历 1 条。"


def test_what_is_chosen_becomes_one_person_and_two_again(qtbot, desk, dialog, two):
    full, thin = two
    dialog.choices["name"].setChecked(True)
    dialog.ok_button.click()
    finish(qtbot, desk)
    assert [held(desk.db, "cadre", full, name) for name in ("name", "ethnic", "native_place")] == [
        "周文婧", "汉族", "福建三明",
    ]  # fmt: skip
    assert is_binned(desk.db, "cadre", thin)
    said, take_back = desk.told[-1]
    assert said == "已合并为一人：周文静"
    take_back()
    assert not is_binned(desk.db, "cadre", thin)
    assert held(desk.db, "cadre", full, "name") == "周文静"


def test_a_copy_is_made_before_anything_changes(qtbot, desk, page, two):
    full, thin = two
    seen = []
    object.__setattr__(desk, "keep_copy", lambda reason: seen.append((reason, is_binned(desk.db, "cadre", thin))))
    MergeDialog(desk, page, full.id, thin.id).accept()
    finish(qtbot, desk)
    assert seen == [(Reason.BEFORE_JOINING, False)]
    assert is_binned(desk.db, "cadre", thin)
