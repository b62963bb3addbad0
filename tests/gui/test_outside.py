"""What the system does not open is named with its path, to be opened by hand."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from cadre_desktop.gui.outside import open_outside
from tests.gui.conftest import settle


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def system(monkeypatch):
    """The system: it notes what it is asked to open, and says whether it did."""

    class System:
        opens = True
        asked = []

        def open_url(self, url):
            self.asked.append(url.toLocalFile())
            return self.opens

    made = System()
    made.asked = []
    monkeypatch.setattr("cadre_desktop.gui.outside.QDesktopServices.openUrl", made.open_url)
    return made


def words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_the_system_opens_needs_no_window(parent, system, tmp_path):
    file = tmp_path / "名册 2026.xlsx"
    file.touch()
    assert open_outside(parent, file) is None
    assert open_outside(parent, tmp_path) is None
    assert system.asked == [str(file), str(tmp_path)]


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_it_does_not_open_is_told_with_a_path_to_copy(parent, system, tmp_path, is_folder):
    system.opens = False
    path = tmp_path / ("备份" if is_folder else "名册.xlsx")
    path.mkdir() if is_folder else path.touch()
    dialog = open_outside(parent, path)
    assert f"系统没有打开{'文件夹' if is_folder else '文件'}“{path.name}”。" in words(dialog)
    assert dialog.line.text() == str(path)
    assert dialog.line.isReadOnly()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(path)
    assert dialog.copy_button.text() == "已复制"
    dialog.accept()
    settle()


def test_what_is_not_there_any_more_is_not_asked_for(parent, system, tmp_path):
    dialog = open_outside(parent, tmp_path / "名册.xlsx")
    assert "文件“名册.xlsx”不在了。" in words(dialog)
    assert system.asked == []
    dialog.accept()
    settle()
