"""Hints in the window of a record: shown while one fills in, asked about after saving, never in the way."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import history, records
from tests.assessment_county import YEAR, AssessedCounty
from tests.gui.conftest import settle

ANNUAL = BY_KEY["annual_assessment"]


@pytest.fixture
def admonished(desk):
    county = AssessedCounty()
    people = county.staff(county.bureau, 10)
    county.admonition(people[0], date(2025, 4, 3))
    county.file(desk.db)
    return people


@pytest.fixture
def opened(qtbot, desk):
    """Open windows of results; what is not saved in them at the end is dropped."""
    made = []

    def make(whose, record_id=None):
        values = {"cadre": Link(whose, "干部1"), "year": YEAR, "scheme": Scheme.CIVIL}
        preset = None if record_id else {**values, "participation": Participation.FULL}
        window = RecordDialog(desk, None, ANNUAL, record_id, preset)
        qtbot.addWidget(window)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.dirty = False
        window.close()


def grade(window, value):
    window.form.editors["grade"].set_value(value)
    window.form.changed.emit()
    window.hints.look()


def texts(window):
    return " ".join(found.text() for found in window.hints.findChildren(QLabel))


def hint_notes(desk):
    return [act for act in history.acts(desk.db) if act.action == "提示后保存"]


def test_hints_are_shown_with_rule_reason_source_and_the_record_to_open(qtbot, opened, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.EXCELLENT)
    assert window.hints.isVisible()
    assert "2025.04.03受诫勉" in texts(window)
    assert "依据：关于组织人事部门" in texts(window)
    links = [found.text() for found in window.hints.findChildren(QPushButton)]
    assert links == ["看提醒函询诫勉"]
    grade(window, AssessmentGrade.COMPETENT)
    assert [hint.asks for hint in window.hints.found] == [False]


def test_somebody_without_reasons_has_no_hints(qtbot, opened, admonished):
    window = opened(admonished[1])
    grade(window, AssessmentGrade.EXCELLENT)
    assert window.hints.isHidden()


def test_typing_looks_again_after_a_moment_only(qtbot, opened, admonished):
    window = opened(admonished[0])
    window.form.editors["grade"].set_value(AssessmentGrade.EXCELLENT)
    window.form.changed.emit()
    assert [hint.asks for hint in window.hints.found] == [False]
    qtbot.waitUntil(lambda: [hint.asks for hint in window.hints.found] == [True])


def test_saving_against_a_hint_saves_asks_why_and_notes_it(opened, desk, dialogs, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.EXCELLENT)
    dialogs.text = "抗洪表现突出，县委研究同意"
    assert window.save()
    settle()
    assert len(records.all_rows(desk.db, ANNUAL, ANNUAL.table_fields)) == 1
    assert dialogs.asked[-1] == "说明理由"
    (note,) = hint_notes(desk)
    assert "抗洪表现突出" in note.facts


def test_saving_without_a_reason_is_possible_and_noted(opened, desk, dialogs, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.EXCELLENT)
    dialogs.text = None
    assert window.save()
    assert "（未写理由）" in hint_notes(desk)[0].facts


def test_saving_what_only_tells_asks_nothing(opened, desk, dialogs, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.COMPETENT)
    assert window.save()
    assert hint_notes(desk) == []
    assert dialogs.asked == []


def test_a_later_change_of_something_else_does_not_ask_again(opened, desk, dialogs, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.EXCELLENT)
    dialogs.text = "县委研究同意"
    window.save()
    record_id = window.form.record_id
    again = opened(admonished[0], record_id)
    assert [hint.asks for hint in again.hints.found] == [True]
    again.form.editors["comment"].set_value("补充评语")
    assert again.save()
    assert len(hint_notes(desk)) == 1


def test_save_and_new_asks_about_the_one_and_begins_the_next_without(opened, desk, dialogs, admonished):
    window = opened(admonished[0])
    grade(window, AssessmentGrade.EXCELLENT)
    dialogs.text = "县委研究同意"
    window.save_and_new()
    assert len(hint_notes(desk)) == 1


def test_a_kind_without_hints_shows_none(qtbot, desk):
    window = RecordDialog(desk, None, BY_KEY["unit"])
    qtbot.addWidget(window)
    window.show()
    window.form.changed.emit()
    assert window.hints.isHidden()
    assert not window.hints._timer.isActive()
    window.dirty = False
