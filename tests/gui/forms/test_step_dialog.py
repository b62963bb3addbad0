"""The few values of one step: what is wrong stands beside its field; nothing closes before the step is taken."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog, step_field

FIELDS = [step_field("day", date, "签收日期"), step_field("opinion", str, "意见", required=False, long=True)]


@pytest.fixture
def ask(qtbot):
    """Open a dialog whose step does what the test says."""

    def make(do, **start):
        dialog = StepDialog(None, "签收", FIELDS, do, words="签收后不能再改。", start=start)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def test_the_step_gets_the_values_and_the_window_closes(ask):
    taken = []
    dialog = ask(taken.append, day=date(2026, 11, 1))
    dialog.editors["opinion"].box.setPlainText("同意")
    dialog.ok_button.click()
    assert taken == [{"day": date(2026, 11, 1), "opinion": "同意"}]
    assert not dialog.isVisible()


def test_a_required_field_left_empty_is_told_before_anything_is_done(ask):
    taken = []
    dialog = ask(taken.append)
    dialog.ok_button.click()
    assert taken == []
    assert dialog.notes["day"].text() == "× “签收日期”不能为空"
    assert dialog.notes["day"].isVisible()
    dialog.close()


def test_what_cannot_be_understood_is_told_beside_its_field(ask):
    dialog = ask(lambda _values: None)
    dialog.editors["day"].line.setText("上个月")
    dialog.ok_button.click()
    assert "签收日期" in dialog.notes["day"].text()
    assert dialog.isVisible()
    dialog.close()


def test_problems_of_the_step_stand_beside_their_fields_or_on_top(ask):
    def refuse(_values):
        raise InvalidInput([Problem("day", "签收日期不能晚于今天"), Problem("", "清单是空的")])

    dialog = ask(refuse, day=date(2027, 1, 1))
    dialog.ok_button.click()
    assert dialog.notes["day"].text() == "× 签收日期不能晚于今天"
    assert dialog.whole_note.text_label.text() == "× 清单是空的"
    assert dialog.isVisible()
    dialog.close()


def test_a_step_that_is_not_allowed_is_told_in_the_usual_window(ask):
    def refuse(_values):
        raise NotAllowed("任务清单还是空的，不能签收。")

    dialog = ask(refuse, day=date(2026, 1, 1))
    dialog.ok_button.click()
    told = dialog.findChild(MessageDialog)
    assert told is not None
    assert dialog.isVisible()
    told.close()
    dialog.close()


def test_a_step_that_answers_not_yet_leaves_the_window_open(ask):
    dialog = ask(lambda _values: False, day=date(2026, 1, 1))
    dialog.ok_button.click()
    assert dialog.isVisible()
    dialog.close()
