"""Windows that take the steps of a record: only the steps its state allows, each saved as one work."""

import pytest

from cadre_desktop.gui.dialogs.ballot_dialog import BallotDialog
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import AchievementState, Ledger
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.records.political_review import BallotRow, ReviewState
from cadre_desktop.records.vocab import FourGrade, Level
from cadre_desktop.services import political_reviews, records
from tests import examples
from tests.gui.conftest import settle

ACHIEVEMENT, TERM, INTERVIEW, REVIEW = (
    BY_KEY[k] for k in ("achievement", "performance_term", "interview", "political_review")
)


@pytest.fixture
def opened(qtbot, desk):
    def window(kind, record_id):
        made = open_record(desk, None, kind, record_id)
        qtbot.addWidget(made)
        settle()
        return made

    return window


@pytest.fixture
def told(monkeypatch):
    texts = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda parent, error: texts.append(str(error)))
    return texts


def number_of(desk, key):
    return len(records.all_rows(desk.db, BY_KEY[key], BY_KEY[key].table_fields))


def words(window):
    return [window.tools.itemAt(i).widget().text() for i in range(window.tools.count())]


def press(window, text):
    button = next(b for i in range(window.tools.count()) if (b := window.tools.itemAt(i).widget()).text() == text)
    button.click()
    settle()


def value(desk, kind, record_id, name):
    return records.load(desk.db, kind, record_id)[0][name]


def test_an_achievement_goes_from_draft_into_the_file(desk, opened, told):
    link = examples.filed(desk.db, "achievement", examples.an_achievement(desk.db))
    window = opened(ACHIEVEMENT, link.id)
    assert words(window) == ["申报"]
    press(window, "申报")
    assert words(window) == ["开始审核", "撤回申报"]
    press(window, "开始审核")
    press(window, "认定")
    assert told, "without evidence and marks nothing is confirmed"
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.REVIEWING
    examples.filed(desk.db, "evidence", {**examples.an_evidence(desk.db), "achievement": link})
    for axis in ("completion", "truth", "difficulty", "contribution"):
        window.form.editors[axis].set_value(Level.HIGH)
    window.form.editors["reviewer"].set_value("县委组织部")
    window.form.changed.emit()
    press(window, "认定")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.CONFIRMED
    assert not window.save_button.isVisible()
    assert window.windowTitle().startswith("查看")
    press(window, "退回重新审核")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.REVIEWING
    press(window, "认定")
    press(window, "入档")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.FILED
    assert "回看…" in words(window)
    window.close()


def test_sending_back_asks_for_the_opinion_and_does_nothing_without(desk, opened, dialogs):
    visible = {**examples.an_achievement(desk.db), "ledger": Ledger.VISIBLE, "look_back_on": None}
    link = examples.filed(desk.db, "achievement", visible)
    window = opened(ACHIEVEMENT, link.id)
    press(window, "申报")
    press(window, "开始审核")
    press(window, "退回…")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.REVIEWING
    dialogs.text = "数据缺来源"
    press(window, "退回…")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.RETURNED
    assert "数据缺来源" in value(desk, ACHIEVEMENT, link.id, "opinion")
    dialogs.text = "已补充统计公报"
    press(window, "本人说明…")
    assert "已补充统计公报" in value(desk, ACHIEVEMENT, link.id, "reply")
    window.close()


def test_a_step_saves_what_was_typed_first(desk, opened):
    link = examples.filed(desk.db, "achievement", examples.an_achievement(desk.db))
    window = opened(ACHIEVEMENT, link.id)
    window.form.editors["title"].set_value("改过的事项")
    window.form.changed.emit()
    press(window, "申报")
    assert value(desk, ACHIEVEMENT, link.id, "title") == "改过的事项"
    assert window.state_label.text() == "✓ 已申报，等待审核"
    window.close()


def test_a_step_is_not_taken_while_what_was_typed_is_wrong(desk, opened):
    link = examples.filed(desk.db, "achievement", examples.an_achievement(desk.db))
    window = opened(ACHIEVEMENT, link.id)
    window.form.editors["title"].set_value("")
    window.form.changed.emit()
    press(window, "申报")
    assert value(desk, ACHIEVEMENT, link.id, "state") is AchievementState.DRAFT
    assert window.form.notes["title"].isVisible()
    window.dirty = False
    window.close()


def test_a_term_is_signed_answered_settled_and_sealed(desk, opened, dialogs, told):
    task = examples.filed(desk.db, "term_task", examples.a_task(desk.db))
    term = records.load(desk.db, BY_KEY["term_task"], task.id)[0]["term"].id
    window = opened(TERM, term)
    dialogs.text = "2021.6.2"
    press(window, "签收任务清单…")
    assert value(desk, TERM, term, "state") is TermState.FROZEN
    dialogs.text = "不是日期"
    press(window, "生成交账单…")
    assert told
    assert value(desk, TERM, term, "state") is TermState.FROZEN
    dialogs.text = "2022"
    press(window, "生成年度答卷…")
    assert number_of(desk, "answer_line") == 1
    dialogs.text = "2026.3.1"
    press(window, "生成交账单…")
    assert value(desk, TERM, term, "state") is TermState.SETTLED
    (line,) = records.all_rows(desk.db, BY_KEY["settlement_line"], BY_KEY["settlement_line"].table_fields)
    version = records.load(desk.db, BY_KEY["settlement_line"], line.id)[1]
    done = {
        "outcome": BY_KEY["settlement_line"].field("outcome").choices[0],
        "result": "建成",
        "confirmed_by": "住建局",
    }
    records.change(desk.db, BY_KEY["settlement_line"], line.id, version, done)
    dialogs.text = "2026.3"
    press(window, "封存档案…")
    assert value(desk, TERM, term, "state") is TermState.SEALED
    assert words(window) == []
    window.close()


def test_a_talk_is_checked_signed_finalised_and_then_only_added_to(desk, opened, dialogs):
    talk = examples.filed(desk.db, "interview", {**examples.an_interview(desk.db), "signed": False})
    window = opened(INTERVIEW, talk.id)
    press(window, "送本人核对")
    assert words(window)[:2] == ["登记已签字", "定稿"]
    press(window, "登记已签字")
    dialogs.yes = False
    press(window, "定稿")
    assert value(desk, INTERVIEW, talk.id, "state") is InterviewState.CHECKING
    dialogs.yes = True
    press(window, "定稿")
    assert value(desk, INTERVIEW, talk.id, "state") is InterviewState.FINAL
    assert not window.save_button.isVisible()
    assert window.held  # then no field asks for anything to be typed
    assert window.windowTitle() == "查看谈话记录"
    dialogs.text = "更正时间"
    press(window, "补充说明…")
    assert (
        len(records.all_rows(desk.db, BY_KEY["interview_supplement"], BY_KEY["interview_supplement"].table_fields)) == 1
    )
    press(window, "登记反映的问题…")
    assert number_of(desk, "talk_problem") == 1
    window.close()


def test_a_review_is_decided_by_people_and_what_does_not_add_up_is_told(desk, opened, dialogs, told):
    review = examples.filed(desk.db, "political_review", examples.a_review(desk.db))
    window = opened(REVIEW, review.id)
    press(window, "开始考察")
    press(window, "评定")
    assert told
    for name, given in (("grade", FourGrade.GOOD), ("decided_by", "中共清源县委")):
        window.form.editors[name].set_value(given)
    window.form.editors["decided_on"].set_value(examples.TODAY)
    window.form.changed.emit()
    press(window, "评定")
    assert value(desk, REVIEW, review.id, "state") is ReviewState.DECIDED
    press(window, "入档")
    assert value(desk, REVIEW, review.id, "state") is ReviewState.FILED
    window.close()


@pytest.fixture
def ballots(qtbot, desk):
    review = examples.filed(desk.db, "political_review", examples.a_review(desk.db))
    dialog = BallotDialog(desk, None, review.id)
    qtbot.addWidget(dialog)
    return dialog


def fill(dialog, row, counts):
    for cell, number in zip(dialog.cells[row], counts, strict=True):
        cell.setText(str(number))


def test_ballot_rows_are_added_up_while_one_types(ballots):
    fill(ballots, BallotRow.LOYALTY, (50, 8, 2, 0))
    assert ballots.sums[BallotRow.LOYALTY].text() == "60"
    fill(ballots, BallotRow.RESOLVE, (50, 8, 2, 3))
    assert ballots.sums[BallotRow.RESOLVE].text() == "63　× 差 3"
    assert ballots.sums[BallotRow.DUTY].text() == ""


def test_a_row_that_does_not_add_up_keeps_the_whole_grid_from_being_saved(desk, ballots):
    fill(ballots, BallotRow.LOYALTY, (50, 8, 2, 0))
    fill(ballots, BallotRow.OVERALL, (50, 8, 1, 0))
    ballots.save()
    assert "相差 1" in ballots.notice.text_label.text()
    report = political_reviews.ballot_report(desk.db, ballots._review_id)
    assert not report.counted


def test_a_right_grid_is_saved_and_shown_again(qtbot, desk, ballots):
    for row in BallotRow:
        fill(ballots, row, (60, 0, 0, 0))
    with qtbot.waitSignal(ballots.saved):
        ballots.save()
    again = BallotDialog(desk, None, ballots._review_id)
    qtbot.addWidget(again)
    assert all(again.counts(row) == (60, 0, 0, 0) for row in BallotRow)


def test_every_cell_of_the_grid_says_what_it_counts(ballots):
    assert ballots.cells[BallotRow.BREACH][3].accessibleName() == "违反组织纪律，问题严重（票）"
