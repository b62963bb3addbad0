"""任免审批表 files on screen: in by the import page, out from the roster and the person's page."""

import pytest
from PySide6.QtCore import QMimeData

from cadre_desktop.formats.form_files import read_forms
from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.dialogs.form_export import ask_form_export
from cadre_desktop.gui.pages.import_page import CHECK, DONE, ImportPage
from cadre_desktop.gui.pages.person_page import PersonPage
from cadre_desktop.gui.pages.roster_page import RosterPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import imports, records
from tests.appointment_files import lrmx
from tests.gui.conftest import settle


def idle(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=30_000)
    settle()


@pytest.fixture
def people(desk):
    one = {"name": "覃川", "sex": Sex.MALE, "birth_on": PartialDate(1990, 1)}
    return [records.create(desk.db, BY_KEY["cadre"], {**one, "name": name}) for name in ("覃川", "向琴")]


def test_a_folder_of_forms_comes_in_by_the_same_four_steps(qtbot, desk, dialogs, tmp_path):
    records.create(desk.db, BY_KEY["unit"], {"name": "青石镇", "kind": BY_KEY["unit"].field("kind").choices[0]})
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "向琴.lrmx").write_bytes(lrmx())
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.file_step.zone.folder_button.isVisible()
    page.file_step.choose_kind("unit")
    assert not page.file_step.zone.folder_button.isVisible()
    page.file_step.choose_kind("cadre")
    dialogs.path = tmp_path / "表"
    page.file_step.zone.folder_button.click()
    idle(qtbot, desk)
    page.next()
    idle(qtbot, desk)
    assert page.stack.currentIndex() == CHECK
    page.next()
    idle(qtbot, desk)
    assert page.stack.currentIndex() == DONE
    assert [link.text for link in records.links(desk.db, BY_KEY["cadre"].model, "向琴")]


def test_ticked_people_leave_the_roster_in_one_zip(qtbot, desk, dialogs, people, tmp_path):
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.model.set_ticked(people)
    dialogs.path = tmp_path / "任免表.zip"
    page.forms_button.click()
    _answer(page)
    idle(qtbot, desk)
    assert [form["XingMing"] for form in read_forms(dialogs.path).forms] == ["向琴", "覃川"]
    assert desk.told[-1][0].startswith("已导出《任免表.zip》，共 2 条")


def test_one_person_leaves_as_one_file(qtbot, desk, dialogs, people, tmp_path):
    page = PersonPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(cadre_id=people[0])
    settle()
    dialogs.path = tmp_path / "覃川.lrmx"
    page.export_form()
    _answer(page)
    idle(qtbot, desk)
    assert dialogs.asked[-1].endswith(".lrmx")
    assert read_forms(dialogs.path).forms[0]["XingMing"] == "覃川"


def test_the_older_format_is_offered_for_many_only(qtbot, desk, people):
    for ids, offered in ((people, True), (people[:1], False)):
        dialog = ask_form_export(desk, None, ids, "覃川")
        qtbot.addWidget(dialog)
        assert ("old" in dialog.form.editors) is offered
        dialog.reject()


def _answer(page):
    from cadre_desktop.gui.forms.step_dialog import StepDialog

    (dialog,) = [d for d in page.findChildren(StepDialog) if d.isVisible()]
    dialog.accept()


def test_a_copied_table_comes_in_by_the_same_steps(qtbot, desk, dialogs, tmp_path):
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.file_step.choose_kind("unit")
    brief().put(_copied("单位名称\t单位类别\n青石镇\t乡镇\n白沙\t不知道"))
    page.file_step.zone.paste_button.click()
    idle(qtbot, desk)
    page.next()
    idle(qtbot, desk)
    assert page.stack.currentIndex() == CHECK
    assert [row.state for row in page.run.current.rows] == ["new", "problem"]
    imports.save_marked(page.run.current, tmp_path / "红.xlsx")
    assert (tmp_path / "红.xlsx").is_file()
    page.good_only.setChecked(True)
    page.next()
    idle(qtbot, desk)
    assert page.stack.currentIndex() == DONE
    assert [link.text for link in records.links(desk.db, BY_KEY["unit"].model, "")] == ["青石镇"]


def test_an_empty_clipboard_is_told_and_nothing_begins(qtbot, desk, monkeypatch):
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.show()
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda _parent, error: told.append(str(error)))
    brief().put(_copied("一句话"))
    page.file_step.paste()
    assert told == ["剪贴板里没有表格。"]
    assert page.run.plan is None


def _copied(text):
    data = QMimeData()
    data.setText(text)
    return data
