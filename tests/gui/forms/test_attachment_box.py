"""Files beside a record: added by button or dropped, described, saved out, taken off and brought back."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from cadre_desktop.gui.forms.attachment_box import AttachmentBox, _files_in, size_words
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import attachments
from tests import examples
from tests.gui.conftest import settle

UNIT, TASK = BY_KEY["unit"], BY_KEY["term_task"]


@pytest.fixture
def unit(desk):
    return examples.filed(desk.db, "unit", examples.a_unit(desk.db))


@pytest.fixture
def box(qtbot, desk, unit) -> AttachmentBox:
    made = AttachmentBox(desk, UNIT, unit)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "任职文件.pdf"
    path.write_bytes(b"%PDF paper")
    return path


def names(box):
    return [row.cells[0].text for row in box.model.rows]


def test_a_picked_file_is_kept_and_listed(desk, dialogs, box, paper):
    dialogs.path = paper
    box.add_button.click()
    settle()
    assert names(box) == ["任职文件.pdf"]
    assert box.title_label.text() == "附件（1）"
    assert desk.told[-1][0] == "已添加《任职文件.pdf》"


def test_dropped_files_are_kept_and_folders_are_not(desk, box, unit, paper, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x.pdf")])
    assert _files_in(data) == [paper]
    move, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    box.dropEvent(QDropEvent(QPointF(5, 5), move, data, left, Qt.KeyboardModifier.NoModifier))
    assert [line.name for line in attachments.listed(desk.db, UNIT, unit.id)] == ["任职文件.pdf"]


def test_a_program_is_refused_with_its_reason(desk, box, unit, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda _p, error: told.append(str(error)))
    (tmp_path / "x.exe").write_bytes(b"MZ")
    box.attach_all([tmp_path / "x.exe"])
    assert "可以运行的程序" in told[0]
    assert attachments.listed(desk.db, UNIT, unit.id) == []


def test_a_note_says_what_the_file_is(desk, dialogs, box, unit, paper):
    attachments.attach(desk.db, UNIT, unit.id, paper)
    settle()
    assert not box.note_button.isEnabled()
    box.table.selectRow(0)
    dialogs.text = "县委任免通知"
    box.note_button.click()
    assert attachments.listed(desk.db, UNIT, unit.id)[0].note == "县委任免通知"


def test_a_copy_leaves_only_where_one_says(desk, dialogs, box, unit, paper, tmp_path):
    attachments.attach(desk.db, UNIT, unit.id, paper)
    settle()
    box.table.selectRow(0)
    dialogs.path = tmp_path / "copy.pdf"
    box.save_button.click()
    assert dialogs.path.read_bytes() == b"%PDF paper"
    assert "不再加密" in desk.told[-1][0]


def test_a_file_taken_off_can_be_brought_back(desk, dialogs, box, unit, paper):
    attachments.attach(desk.db, UNIT, unit.id, paper)
    settle()
    box.table.selectRow(0)
    dialogs.yes = False
    box.discard_button.click()
    assert len(attachments.listed(desk.db, UNIT, unit.id)) == 1
    dialogs.yes = True
    box.discard_button.click()
    settle()
    assert names(box) == []
    desk.told[-1][1]()
    settle()
    assert names(box) == ["任职文件.pdf"]


def test_the_window_of_a_stored_record_has_the_box_and_that_of_a_line_has_not(qtbot, desk, unit):
    task = examples.filed(desk.db, "term_task", examples.a_task(desk.db))
    for args, n in (((UNIT, unit.id), 1), ((UNIT,), 0), ((TASK, task.id), 0)):
        dialog = RecordDialog(desk, None, *args)
        qtbot.addWidget(dialog)
        assert len(dialog.findChildren(AttachmentBox)) == n


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (820 * 1024, "820 KB"), (1024 * 1024 * 3 // 2, "1.5 MB")])
def test_sizes_are_written_as_people_read_them(size, words):
    assert size_words(size) == words
