"""What is typed and not saved survives the program, and goes away once it is saved or thrown away."""

import pytest
from PySide6.QtWidgets import QLineEdit

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.forms.open_record import open_draft
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import SEALED
from cadre_desktop.services import drafts, records
from tests import examples

UNIT, INTERVIEW, TASK = (BY_KEY[k] for k in ("unit", "interview", "term_task"))


@pytest.fixture
def opened(qtbot, desk):
    """Open record windows; whatever is left dirty is let go at the end."""
    made = []

    def open_one(*args) -> RecordDialog:
        dialog = RecordDialog(desk, None, *args)
        qtbot.addWidget(dialog)
        dialog.show()
        made.append(dialog)
        return dialog

    yield open_one
    for dialog in made:
        dialog.dirty = False
        dialog.drafts.stop()


def kept_new(desk, kind=UNIT):
    """The values of the drafts of new records, newest first."""
    return [draft.values for draft in drafts.of_new(desk.db, kind)]


def type_name(qtbot, dialog, name):
    dialog.form.editors["name"].set_value(name)
    qtbot.keyClicks(dialog.form.editors["code"].input, "A1")


def test_a_draft_is_kept_after_the_pause_and_offered_the_next_time(qtbot, desk, opened):
    first = opened(UNIT)
    type_name(qtbot, first, "青石镇")
    assert kept_new(desk) == []
    assert first.drafts._pause.isActive()
    first.drafts._pause.timeout.emit()
    assert kept_new(desk)[0]["name"] == "青石镇"
    assert first.state_label.text() == "有未保存的修改，草稿已存（09:00）"
    first.put_away()
    second = opened(UNIT)
    assert second.drafts.notice.isVisible()
    assert second.drafts.notice.text_label.text() == "发现未保存的草稿（09:00 青石镇）。"
    assert not second.drafts.notice.choice.isVisible()
    second.drafts.notice.take_button.click()
    assert second.form.values()["name"] == "青石镇"
    assert second.dirty
    assert not second.drafts.notice.isVisible()


def test_leaving_a_field_keeps_the_draft_at_once(qtbot, desk, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.drafts._on_focus(QLineEdit(), None)
    assert kept_new(desk) == []
    dialog.drafts._on_focus(dialog.form.editors["code"].input, None)
    assert kept_new(desk)[0]["code"] == "A1"
    assert not dialog.drafts._pause.isActive()


def test_saving_forgets_the_draft_of_a_new_record(qtbot, desk, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.drafts.keep()
    assert dialog.save()
    assert kept_new(desk) == []
    assert not dialog.drafts._pause.isActive()


def test_saving_and_going_on_forgets_it_too(qtbot, desk, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.drafts.keep()
    dialog.save_and_new()
    assert kept_new(desk) == []


@pytest.mark.parametrize(("choice", "left"), [("drop", False), ("stay", True)])
def test_not_saving_on_purpose_forgets_the_draft(qtbot, desk, dialogs, opened, choice, left):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.drafts.keep()
    dialogs.choice = choice
    dialog.close()
    assert bool(kept_new(desk)) is left


def test_throwing_a_draft_away_leaves_the_record_as_it_is_stored(qtbot, desk, opened):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    drafts.save(desk.db, UNIT, {"name": "改了一半"}, key=unit.id, version=1)
    dialog = opened(UNIT, unit.id)
    dialog.drafts.notice.drop_button.click()
    assert drafts.load(desk.db, UNIT, unit.id) is None
    assert dialog.form.values()["name"] == "青石镇"
    assert not dialog.dirty


def test_a_draft_older_than_the_record_says_so(desk, opened):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    drafts.save(desk.db, UNIT, {"name": "改了一半"}, key=unit.id, version=1)
    records.change(desk.db, UNIT, unit.id, 1, {"code": "B2"})
    assert "后来又被保存过" in opened(UNIT, unit.id).drafts.notice.text_label.text()


def test_sealed_words_are_never_in_a_draft(qtbot, desk, opened):
    values = {**examples.an_interview(desk.db), "raw_notes": "原话"}
    talk = records.create(desk.db, INTERVIEW, values)
    dialog = opened(INTERVIEW, talk)
    dialog.form.editors["raw_notes"].open()
    dialog.form.changed.emit()
    dialog.drafts.keep()
    kept = drafts.load(desk.db, INTERVIEW, talk)
    assert "raw_notes" not in kept.values
    assert SEALED not in kept.values.values()


def test_what_is_no_value_of_its_field_is_left_out(qtbot, desk, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.form.editors["founded_on"].line.setText("2021.13")
    dialog.drafts.keep()
    (kept,) = kept_new(desk)
    assert kept["name"] == "青石镇"
    assert "founded_on" not in kept


def test_a_new_lines_draft_is_offered_to_its_own_owner_only(desk, opened):
    mine = examples.filed(desk.db, "performance_term", examples.a_term(desk.db))
    other_person = examples.filed(desk.db, "cadre", {**examples.a_cadre(desk.db), "name": "别人"})
    other = examples.filed(desk.db, "performance_term", {**examples.a_term(desk.db), "cadre": other_person})
    drafts.save(desk.db, TASK, {"term": mine, "name": "修路"})
    assert opened(TASK, None, {"term": mine}).drafts.notice.isVisible()
    assert not opened(TASK, None, {"term": other}).drafts.notice.isVisible()


def test_trouble_with_a_draft_is_told_and_stops_nobody(qtbot, desk, opened, monkeypatch):
    def full(*_args, **_more):
        raise StorageTrouble("磁盘已满。")

    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    monkeypatch.setattr("cadre_desktop.gui.forms.draft_keeper.drafts.save", full)
    dialog.drafts.keep()
    assert dialog.state_label.text() == "! 草稿没有存下来，请尽快保存"
    assert dialog.isVisible()


def test_a_locked_program_closes_the_window_and_keeps_the_draft(qtbot, desk, dialogs, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.put_away()
    assert not dialog.isVisible()
    assert dialogs.asked == []
    assert kept_new(desk)[0]["name"] == "青石镇"


def test_an_untouched_window_keeps_no_draft(desk, opened):
    dialog = opened(UNIT)
    dialog.put_away()
    assert kept_new(desk) == []


# several new records of one kind


def leave_a_draft(qtbot, opened, name):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, name)
    dialog.put_away()


def names(desk):
    return [values["name"] for values in kept_new(desk)]


def test_a_second_new_record_costs_nothing_of_the_first_ones_draft(qtbot, desk, clock, opened):
    leave_a_draft(qtbot, opened, "青石镇")
    clock.forward(minutes=5)
    second = opened(UNIT)
    type_name(qtbot, second, "白沙镇")
    second.drafts.keep()
    assert names(desk) == ["白沙镇", "青石镇"]
    assert not second.drafts.notice.isVisible()
    assert second.save()
    assert names(desk) == ["青石镇"]


def test_several_are_offered_by_time_and_by_whom_they_are_about(qtbot, desk, clock, opened):
    leave_a_draft(qtbot, opened, "青石镇")
    clock.forward(minutes=5)
    leave_a_draft(qtbot, opened, "白沙镇")
    clock.forward(days=1)
    notice = opened(UNIT).drafts.notice
    assert notice.text_label.text() == "发现 2 份未保存的草稿："
    assert [notice.choice.itemText(i) for i in range(notice.choice.count())] == [
        "2026.11.21 09:05 白沙镇", "2026.11.21 09:00 青石镇",
    ]  # fmt: skip


def test_the_one_chosen_is_gone_on_with_under_its_own_key(qtbot, desk, clock, opened):
    leave_a_draft(qtbot, opened, "青石镇")
    clock.forward(minutes=5)
    leave_a_draft(qtbot, opened, "白沙镇")
    dialog = opened(UNIT)
    dialog.drafts.notice.choice.setCurrentIndex(1)
    dialog.drafts.notice.take_button.click()
    assert dialog.form.values()["name"] == "青石镇"
    dialog.form.editors["name"].set_value("青石街道")
    clock.forward(minutes=5)
    dialog.drafts.keep()
    assert names(desk) == ["青石街道", "白沙镇"]
    assert dialog.save()
    assert names(desk) == ["白沙镇"]


def test_the_one_chosen_is_thrown_away_and_the_others_stay_on_offer(qtbot, desk, clock, opened):
    leave_a_draft(qtbot, opened, "青石镇")
    clock.forward(minutes=5)
    leave_a_draft(qtbot, opened, "白沙镇")
    notice = opened(UNIT).drafts.notice
    notice.drop_button.click()
    assert names(desk) == ["青石镇"]
    assert notice.text_label.text() == "发现未保存的草稿（09:00 青石镇）。"
    notice.drop_button.click()
    assert names(desk) == []
    assert not notice.isVisible()


def test_what_stands_in_an_open_window_is_offered_to_no_other(qtbot, desk, opened):
    first = opened(UNIT)
    type_name(qtbot, first, "青石镇")
    first.drafts.keep()
    assert not opened(UNIT).drafts.notice.isVisible()
    first.put_away()
    assert opened(UNIT).drafts.notice.isVisible()


def test_each_of_two_windows_keeps_its_own(qtbot, desk, opened):
    first, second = opened(UNIT), opened(UNIT)
    for dialog, name in ((first, "青石镇"), (second, "白沙镇")):
        type_name(qtbot, dialog, name)
        dialog.drafts.keep()
    assert sorted(names(desk)) == ["白沙镇", "青石镇"]
    assert second.save()
    assert names(desk) == ["青石镇"]


def test_after_saving_and_going_on_the_next_record_has_a_draft_of_its_own(qtbot, desk, opened):
    dialog = opened(UNIT)
    type_name(qtbot, dialog, "青石镇")
    dialog.drafts.keep()
    dialog.save_and_new()
    type_name(qtbot, dialog, "白沙镇")
    dialog.drafts.keep()
    assert names(desk) == ["白沙镇"]


def test_a_draft_from_the_list_opens_taken_up_with_its_owner(qtbot, desk):
    term = examples.filed(desk.db, "performance_term", examples.a_term(desk.db))
    key = drafts.save(desk.db, TASK, {"term": term, "name": "修路"})
    drafts.save(desk.db, TASK, {"term": term, "name": "修桥"})
    dialog = open_draft(desk, None, TASK, key)
    qtbot.addWidget(dialog)
    assert dialog.form.values()["name"] == "修路"
    assert dialog.form.values()["term"] == term
    dialog.put_away()
    assert len(kept_new(desk, TASK)) == 2


def test_a_stored_records_draft_opens_its_record(qtbot, desk):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    drafts.save(desk.db, UNIT, {"name": "改了一半"}, key=unit.id, version=1)
    dialog = open_draft(desk, None, UNIT, unit.id)
    qtbot.addWidget(dialog)
    assert dialog.form.record_id == unit.id
    assert dialog.drafts.notice.isVisible()
    dialog.close()
