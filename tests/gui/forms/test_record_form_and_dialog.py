"""The form every kind shares: what is typed is what is saved, and what is wrong stands beside its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.part_box import PartBox
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.forms.text_editors import SentenceEditor
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.rows import SEALED
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.services import records
from tests import examples
from tests.gui.conftest import settle

TYPED_IN = [k for k in KINDS if not k.kept_by_program]
UNIT, INTERVIEW, TASK, TERM = (BY_KEY[k] for k in ("unit", "interview", "term_task", "performance_term"))


def shown_form(qtbot, desk, *args):
    form = RecordForm(desk, *args)
    qtbot.addWidget(form)
    form.show()
    return form


def shown_dialog(qtbot, desk, *args):
    dialog = RecordDialog(desk, None, *args)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("kind", TYPED_IN, ids=lambda k: k.key)
def test_every_field_has_an_editor_and_an_untouched_save_changes_nothing(qtbot, desk, kind):
    record_id = records.create(desk.db, kind, examples.EXAMPLES[kind.key](desk.db))
    before = records.load(desk.db, kind, record_id)
    form = RecordForm(desk, kind, record_id)
    qtbot.addWidget(form)
    fixed = {kind.part_of.key} if kind.part_of is not None else set()
    assert set(form.editors) == {f.name for f in kind.form_fields} - fixed
    if not form.save():
        assert kind.key in LOCKED_AFTER_EXAMPLE, [n.text() for n in form.notes.values() if n.text()]
    assert records.load(desk.db, kind, record_id) == before


LOCKED_AFTER_EXAMPLE: set[str] = set()


@pytest.mark.parametrize("kind", TYPED_IN, ids=lambda k: k.key)
def test_every_editor_has_a_name_people_and_screen_readers_know(qtbot, desk, kind):
    form = RecordForm(desk, kind)
    qtbot.addWidget(form)
    for editor in form.editors.values():
        assert editor.input.accessibleName() == editor.field.label


def test_typing_and_saving_files_a_new_record(qtbot, desk):
    form = shown_form(qtbot, desk, UNIT)
    form.editors["name"].setFocus()
    form.editors["name"].input.insert("青石镇")  # QtTest types ASCII only
    qtbot.keyClicks(form.editors["code"].input, "A1")
    assert form.save()
    values = records.load(desk.db, UNIT, form.record_id)[0]
    assert (values["name"], values["code"]) == ("青石镇", "A1")


def test_problems_stand_beside_their_fields_and_nothing_is_saved(qtbot, desk):
    form = shown_form(qtbot, desk, UNIT)
    form.editors["state"].set_value(BY_KEY["unit"].field("state").choices[1])
    assert not form.save()
    assert form.notes["name"].text() == "× “单位名称”不能为空"
    assert form.notes["name"].isVisible()
    assert not form.notes["code"].isVisible()
    assert records.all_rows(desk.db, UNIT, UNIT.table_fields) == []
    form.editors["name"].set_value("青石镇")
    assert not form.save()
    assert "撤并时间" in form.notes["closed_on"].text()
    assert not form.notes["name"].isVisible()


def test_a_problem_goes_when_its_field_is_changed(qtbot, desk):
    form = shown_form(qtbot, desk, UNIT)
    assert not form.save()
    assert form.notes["name"].isVisible()
    qtbot.keyClicks(form.editors["code"].input, "A1")
    assert form.notes["name"].isVisible()  # that field is as wrong as it was
    form.editors["name"].input.insert("青石镇")
    assert not form.notes["name"].isVisible()
    assert form.editors["name"].input.property("error") == "false"


def test_a_choice_that_cannot_be_changed_can_still_be_read(qtbot, desk):
    form = shown_form(qtbot, desk, UNIT)
    form.set_read_only(True)
    held = form.editors["state"].input
    assert not held.isEnabled()
    assert held.palette().buttonText().color().name().upper() == tokens().text.upper()
    form.set_read_only(False)
    assert held.isEnabled()


def test_a_problem_of_the_whole_record_stands_on_top(qtbot, desk):
    examples.filed(desk.db, "term_task", examples.a_task(desk.db))
    task = records.all_rows(desk.db, TASK, TASK.table_fields)[0].id
    examples.filed(desk.db, "term_settlement", examples.a_settlement(desk.db))  # signs the list
    form = shown_form(qtbot, desk, TASK, task)
    assert not form.save()
    assert form.whole_note.isVisible()


def test_enter_moves_to_the_next_field_and_does_not_save(qtbot, desk):
    dialog = shown_dialog(qtbot, desk, UNIT)
    dialog.activateWindow()
    first, second = list(dialog.form.editors.values())[:2]
    qtbot.mouseClick(first.input, Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is first.input
    qtbot.keyClick(first.input, Qt.Key.Key_Return)
    assert dialog.focusWidget() is second.input
    assert records.all_rows(desk.db, UNIT, UNIT.table_fields) == []


@pytest.mark.parametrize("key", ["cadre", "interview", "political_review", "term_task"])
def test_mouse_and_tab_reach_every_field(qtbot, desk, key):
    form = shown_form(qtbot, desk, BY_KEY[key])
    for editor in form.editors.values():
        target = editor
        while target.focusProxy() is not None:
            target = target.focusProxy()
        assert target.focusPolicy() & Qt.FocusPolicy.TabFocus, editor.field.name
        assert target.focusPolicy() & Qt.FocusPolicy.ClickFocus or isinstance(target, QAbstractButton)


def test_a_link_is_found_by_what_is_typed_while_the_form_looks_for_what_it_holds(qtbot, desk):
    link = examples.filed(desk.db, "unit", {"name": "青石镇", "kind": UnitKind.TOWNSHIP})
    form = shown_form(qtbot, desk, BY_KEY["post"])
    line = form.editors["unit"].input
    for text in ("青石", "青石镇"):
        line.setText(text)
        line.textEdited.emit(text)
        line.offer()
        assert line.completer().popup().model().rowCount() == 1
        line.completer().popup().hide()
    assert form.editors["unit"].value() == link


def test_aims_are_written_in_sentences_and_enter_goes_on_from_them(qtbot, desk):
    dialog = shown_dialog(qtbot, desk, BY_KEY["achievement"])
    dialog.activateWindow()
    for name in ("goal", "baseline", "own_part"):
        assert isinstance(dialog.form.editors[name], SentenceEditor)
    goal = dialog.form.editors["goal"].input
    goal.setFocus()
    qtbot.keyClick(goal, Qt.Key.Key_Return)
    assert not goal.hasFocus()
    assert goal.toPlainText() == ""


def test_a_line_is_edited_inside_its_owner(qtbot, desk):
    term = examples.filed(desk.db, "performance_term", examples.a_term(desk.db))
    form = shown_form(qtbot, desk, TASK, None, {"term": term})
    assert "term" not in form.editors
    form.show_values({"number": 1, "name": "修路"})
    assert form.save()
    assert records.load(desk.db, TASK, form.record_id)[0]["term"] == term


def test_links_offer_what_belongs_to_the_same_matter(qtbot, desk):
    mine = examples.filed(desk.db, "term_task", examples.a_task(desk.db))
    other_person = examples.filed(desk.db, "cadre", {**examples.a_cadre(desk.db), "name": "别人"})
    other_term = examples.filed(desk.db, "performance_term", {**examples.a_term(desk.db), "cadre": other_person})
    examples.filed(desk.db, "term_task", {**examples.a_task(desk.db), "term": other_term, "name": "别的任务"})
    answer = examples.filed(desk.db, "annual_answer", examples.an_answer(desk.db))
    term = records.load(desk.db, BY_KEY["annual_answer"], answer.id)[0]["term"]
    expected = "1．集镇污水管网改造" if term.text.startswith("周文静") else "1．别的任务"
    form = shown_form(qtbot, desk, BY_KEY["answer_line"], None, {"answer": answer})
    offered = form._search(TASK.model, "")
    assert [link.text for link in offered] == [expected]
    assert mine.text == "1．集镇污水管网改造"


def test_a_sealed_field_keeps_what_it_holds_unless_it_was_opened(qtbot, desk):
    values = {**examples.an_interview(desk.db), "raw_notes": "原话", "interviewee": "钱多多"}
    talk = records.create(desk.db, INTERVIEW, values)
    form = shown_form(qtbot, desk, INTERVIEW, talk)
    assert form.editors["raw_notes"].value() == SEALED
    form.editors["place"].set_value("村部")
    assert form.save()
    assert records.unseal(desk.db, INTERVIEW, talk, "raw_notes") == "原话"
    form.editors["raw_notes"].open()
    assert form.editors["raw_notes"].value() == "原话"


def test_saving_an_owner_keeps_the_window_open_and_shows_its_lines(qtbot, desk):
    dialog = shown_dialog(qtbot, desk, TERM)
    assert dialog.findChildren(PartBox) == []
    dialog.form.show_values(examples.a_term(desk.db))
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    assert dialog.isVisible()
    assert [box.add_button.text() for box in dialog.findChildren(PartBox)] == [
        "增加任期任务",
        "增加年度答卷",
        "增加交账单",
    ]


def test_lines_appear_in_their_table_as_they_are_saved_and_leave_when_discarded(qtbot, desk, dialogs):
    term = examples.filed(desk.db, "performance_term", examples.a_term(desk.db))
    dialog = shown_dialog(qtbot, desk, TERM, term.id)
    box = next(b for b in dialog.findChildren(PartBox) if "任期任务" in b.title_label.text())
    assert box.title_label.text() == "任期任务（0）"
    task = records.create(desk.db, TASK, {**examples.a_task(desk.db), "term": term})
    settle()
    assert box.title_label.text() == "任期任务（1）"
    assert box.model.rows[0].id == task
    box.discard([task])
    settle()
    assert "1 条任期任务" in dialogs.asked[0]
    assert box.title_label.text() == "任期任务（0）"


def test_save_and_new_keeps_people_and_dates_for_the_next_one(qtbot, desk):
    kind = BY_KEY["observation"]
    dialog = shown_dialog(qtbot, desk, kind)
    dialog.form.show_values(examples.an_observation(desk.db))
    dialog.save_and_new()
    values = dialog.form.values()
    assert (values["matter"], values["conduct"]) == (None, None)
    assert (values["cadre"].text, str(values["observed_on"]), values["observer"]) == ("周文静", "2026-06-28", "黄立群")
    assert len(records.all_rows(desk.db, kind, kind.table_fields)) == 1
    assert dialog.isVisible()


@pytest.mark.parametrize(("choice", "closes", "saved"), [("save", True, 1), ("drop", True, 0), ("stay", False, 0)])
def test_closing_with_unsaved_changes_asks_first(qtbot, desk, dialogs, choice, closes, saved):
    dialogs.choice = choice
    dialog = shown_dialog(qtbot, desk, UNIT)
    dialog.form.editors["name"].set_value("青石镇")
    qtbot.keyClicks(dialog.form.editors["code"].input, "A1")
    dialog.close()
    assert dialogs.asked == ["有修改还没有保存。"]
    assert dialog.isVisible() is not closes
    assert len(records.all_rows(desk.db, UNIT, UNIT.table_fields)) == saved
    dialog.dirty = False


def test_closing_an_untouched_window_asks_nothing(qtbot, desk, dialogs):
    dialog = shown_dialog(qtbot, desk, UNIT)
    dialog.close()
    assert dialogs.asked == []
    assert not dialog.isVisible()


def test_an_edit_conflict_is_told_and_what_was_typed_stays(qtbot, desk, monkeypatch):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    dialog = shown_dialog(qtbot, desk, UNIT, unit.id)
    records.change(desk.db, UNIT, unit.id, 1, {"code": "别人改的"})
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda parent, error: told.append(str(error)))
    dialog.form.editors["name"].set_value("我改的")
    assert not dialog.save()
    assert told == ["这条记录打开后又被保存过。"]
    assert dialog.form.editors["name"].value() == "我改的"
    assert records.load(desk.db, UNIT, unit.id)[0]["name"] == "青石镇"


def test_a_kind_with_a_window_of_its_own_gets_it(qtbot, desk):
    achievement = examples.filed(desk.db, "achievement", examples.an_achievement(desk.db))
    dialog = open_record(desk, None, BY_KEY["achievement"], achievement.id)
    qtbot.addWidget(dialog)
    settle()
    words = [dialog.tools.itemAt(i).widget().text() for i in range(dialog.tools.count())]
    assert words == ["申报"]
