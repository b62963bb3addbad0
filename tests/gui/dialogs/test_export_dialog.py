"""What is asked before a file leaves, and what is told after."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.services.exports import ExportResult
from tests.gui.conftest import settle


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ask(desk, page, qtbot):
    """Open the window over a writer of the test; run it and wait."""
    written = []

    def write(path, given, progress):
        progress(0, 1, "正在写")
        written.append((path, given))
        return ExportResult(path, "清组2026-0001", 7, "0" * 64)

    def make(write=write, **more):
        return ask_export(desk, page, "干部名册", "干部名册_20261121.xlsx", write, **more)

    make.written = written

    def run(dialog):
        dialog.ok_button.click()
        qtbot.waitUntil(lambda: not desk.tasks.is_busy)
        settle()

    make.run = run
    return make


def test_the_writer_gets_path_level_and_recipient(ask, desk, dialogs, tmp_path):
    dialogs.path = tmp_path / "名册.xlsx"
    dialog = ask(words="将导出 7 人。")
    dialog.editors["level"].set_value(ExportLevel.UPWARD)
    dialog.editors["recipient"].set_value("市委组织部")
    ask.run(dialog)
    assert ask.written == [(dialogs.path, {"level": ExportLevel.UPWARD, "recipient": "市委组织部"})]
    assert dialogs.asked == ["干部名册_20261121.xlsx"]
    assert desk.told == [("已导出《名册.xlsx》，共 7 条，编号 清组2026-0001", None)]


def test_without_a_recipient_it_is_an_empty_word(ask, dialogs, tmp_path):
    dialogs.path = tmp_path / "名册.xlsx"
    ask.run(ask())
    assert ask.written[0][1] == {"level": ExportLevel.INTERNAL, "recipient": ""}


def test_the_window_says_what_leaves_and_what_each_level_covers(ask):
    dialog = ask(words="将导出 7 人。")
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "将导出 7 人。" in said
    assert "导出登记" in said
    for level in ExportLevel:
        assert level.label in said
    dialog.close()


def test_further_questions_reach_the_writer_too(ask, dialogs, tmp_path):
    dialogs.path = tmp_path / "名册.xlsx"
    dialog = ask(more=[step_field("id_numbers", bool, "写全号", required=False)])
    dialog.editors["id_numbers"].box.setChecked(True)
    ask.run(dialog)
    assert ask.written[0][1]["id_numbers"] is True


def test_no_file_chosen_means_nothing_written_and_the_window_stays(ask, desk, dialogs):
    dialogs.path = None
    dialog = ask()
    dialog.ok_button.click()
    assert dialog.isVisible()
    assert not desk.tasks.is_busy
    assert ask.written == []
    dialog.close()


def busy_once(written):
    """Fail the first time, as when the file is open in WPS."""

    def write(path, _given, _progress):
        written.append(path)
        if len(written) == 1:
            raise StorageTrouble(f"文件正被 WPS 或 Excel 打开：《{path.name}》。")
        return ExportResult(path, "清组2026-0002", 7, "0" * 64)

    return write


def test_a_file_that_is_open_elsewhere_is_told_and_may_be_given_up(ask, desk, dialogs, tmp_path):
    dialogs.path, dialogs.choice = tmp_path / "名册.xlsx", "no"
    tried = []
    ask.run(ask(busy_once(tried)))
    assert dialogs.asked[-1] == "文件正被 WPS 或 Excel 打开：《名册.xlsx》。"
    assert len(tried) == 1
    assert desk.told == []


def test_a_file_that_is_open_elsewhere_is_written_under_another_name(ask, desk, dialogs, tmp_path, qtbot):
    dialogs.path, dialogs.choice = tmp_path / "名册.xlsx", "other"
    tried = []
    ask.run(ask(busy_once(tried)))
    qtbot.waitUntil(lambda: len(tried) == 2 and not desk.tasks.is_busy)
    settle()
    assert dialogs.asked[-1] == "名册（2）.xlsx"
    assert desk.told[0][0].endswith("编号 清组2026-0002")
