"""The latest works are listed by name with what would go back; a step is taken back, or refused in words."""

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cadre_desktop.gui.dialogs.undo_dialog import UndoDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.services import edits, exports, records
from cadre_desktop.services.edits import Edit
from tests.gui.conftest import settle
from tests.services.people import cadre, change, held, is_binned


@pytest.fixture
def people(desk, clock):
    """Two people filed, then changed together."""
    found = [cadre(desk.db), cadre(desk.db, "刘大有")]
    clock.forward(minutes=1)
    edits.carry_out(
        desk.db, "批量修改民族", edits.foresee(desk.db, [Edit("cadre", one.id, {"ethnic": "苗族"}) for one in found])
    )
    return found


@pytest.fixture
def open_dialog(qtbot, desk):
    page = QWidget()
    qtbot.addWidget(page)
    made = []

    def make():
        made.append(UndoDialog(desk, page))
        made[-1].open()
        return made[-1]

    yield make
    for one in made:
        if isValid(one):
            one.close()


def finish(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()


def titles(dialog):
    return [row.cells[2].text for row in dialog.model.rows]


def choose(dialog, title):
    dialog.table.select_id(next(step.work_id for step in dialog._steps.values() if step.title == title))


def test_the_latest_step_is_taken_back_and_can_be_brought_back(qtbot, desk, people, open_dialog):
    dialog = open_dialog()
    assert titles(dialog) == ["批量修改民族", "新增干部", "新增干部"]
    assert dialog.said.text() == "修改的干部 2 条恢复原值。\n涉及干部“刘大有”、干部“周文静”。"
    dialog.ok_button.click()
    finish(qtbot, desk)
    assert held(desk.db, "cadre", people[0], "ethnic") is None
    assert desk.told[-1][0] == "批量修改民族：已撤销 2 条记录。"
    again = open_dialog()
    assert titles(again)[0] == "撤销：批量修改民族"
    choose(again, "批量修改民族")
    assert not again.ok_button.isEnabled()
    assert "已经撤销过" in again.said.text()
    choose(again, "撤销：批量修改民族")
    again.ok_button.click()
    finish(qtbot, desk)
    assert held(desk.db, "cadre", people[0], "ethnic") == "苗族"


def test_what_later_work_changed_is_named_before(desk, people, open_dialog):
    change(desk.db, "cadre", people[0], ethnic="侗族")
    dialog = open_dialog()
    choose(dialog, "批量修改民族")
    assert dialog.ok_button.isEnabled()
    assert dialog.said.text().splitlines() == [
        "修改的干部 2 条恢复原值。",
        "涉及干部“刘大有”、干部“周文静”。",
        "其中 1 处保留现状：",
        "· 干部“周文静”：“民族”后来又改过",
    ]


def test_what_cannot_be_undone_is_refused_in_words(desk, people, open_dialog):
    gone = cadre(desk.db, "孙立")
    records.discard(desk.db, BY_KEY["cadre"], gone.id)
    records.erase(desk.db, BY_KEY["cadre"], gone.id)
    dialog = open_dialog()
    choose(dialog, "彻底删除干部")
    assert not dialog.ok_button.isEnabled()
    assert "彻底删除的记录不能恢复" in dialog.said.text() or "已彻底删除" in dialog.said.text()


def test_a_register_entry_is_no_step_to_take_back(desk, people, open_dialog, tmp_path):
    options = exports.options_of(desk.db, level=ExportLevel.INTERNAL)
    exports.export(desk.db, "roster", options, tmp_path / "名册.xlsx")
    dialog = open_dialog()
    step = next(s for s in dialog._steps.values() if "导出" in s.title)
    dialog.table.select_id(step.work_id)
    assert dialog.said.text() == "这一步只是登记（如导出登记），不能撤销。"
    assert not dialog.ok_button.isEnabled()


def test_new_records_go_to_the_bin(qtbot, desk, people, open_dialog):
    dialog = open_dialog()
    step = next(s for s in dialog._steps.values() if s.title == "新增干部")
    dialog.table.select_id(step.work_id)
    assert dialog.said.text() == "新增的干部 1 条移入回收站。\n涉及干部“刘大有”。"
    dialog.ok_button.click()
    finish(qtbot, desk)
    assert is_binned(desk.db, "cadre", people[1])


def test_older_steps_are_in_the_trail(desk, open_dialog):
    dialog = open_dialog()
    assert not dialog.ok_button.isEnabled()
    dialog.all_button.click()
    assert desk.went[-1] == ("settings", {"tab": "trail"})
