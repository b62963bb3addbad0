"""Windows of problems, of what talks brought up, and of departments' notes: the steps a clerk takes."""

from datetime import date, datetime

from cadre_desktop.gui.windows.problem_window import ProblemWindow
from cadre_desktop.gui.windows.reminder_window import ReminderWindow
from cadre_desktop.records.board_entry import BoardState
from cadre_desktop.records.outside_voices import NoteState
from cadre_desktop.records.problem import ProblemState
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.services import problems, records
from tests import examples
from tests.gui.windows.test_selection_windows import answer, opened, value  # noqa: F401  # a fixture
from tests.gui.windows.test_windows import press, words

FRESH = {
    "state": ProblemState.REPORTED,
    "times_returned": 0,
    **dict.fromkeys(
        ("route", "taken_on", "unit", "handler", "due_on", "measures", "n_measures", "solved_on", "result",
         "satisfaction", "rated_on", "rater_kind", "first_answer_at")
    ),
}  # fmt: skip


def badges(window):
    return [one.badge for one in window.box.said]


def closed(*windows):
    for window in windows:
        window.close()


def test_a_problem_is_assigned_and_tells_its_days_and_its_first_answer(opened):  # noqa: F811
    window = opened("problem", **FRESH)
    assert words(window) == ["认领…", "转办…", "交办…", "首次响应…"]
    assert badges(window) == ["响应时长"]
    press(window, "交办…")
    where = examples.one(window.desk.db, "unit")
    answer(window, unit=where, taken_on=date(2026, 4, 8), due_on=date(2026, 11, 20))
    assert badges(window) == ["响应时长", "办理时限"]
    assert "已超过办理时限1天" in window.box.said[1].sentence
    press(window, "首次响应…")
    answer(window, first_answer_at=datetime(2026, 4, 6, 15, 0))
    assert "4小时" in window.box.said[0].sentence
    assert words(window) == ["办理措施…", "转办…", "发起提醒…", "交办单"]
    closed(window)


def test_a_problem_that_is_solved_comes_back_when_it_is_no_good(opened):  # noqa: F811
    window = opened("problem", state=ProblemState.SOLVED, satisfaction=None, rated_on=None)
    press(window, "登记评价…")
    answer(window, satisfaction=Satisfaction.NOT, reason="少拨两户")
    assert value(window, "state") is ProblemState.RETURNED
    assert badges(window)[-1] == "退回"
    assert words(window)[0] == "重新办理…"
    closed(window)


def test_a_reminder_starts_from_a_problem_and_names_it(opened):  # noqa: F811
    window = opened("problem")
    press(window, "发起提醒…")
    answer(window)
    (made,) = window.findChildren(ReminderWindow)
    assert value(made, "problem").id == window.form.record_id
    assert value(made, "cadre") == value(window, "handler")
    made.close()
    key = window.form.record_id
    press(window, "交办单")
    assert window.desk.went[-1] == ("reports", {"report": "problem_form", "picked": (key,)})
    assert not window.isVisible()


def test_what_a_talk_brought_up_is_reported_opens_and_is_closed_together(opened, dialogs):  # noqa: F811
    window = opened("talk_problem", closed_on=None, outcome=None)
    press(window, "转入问题集")
    (made,) = window.findChildren(ProblemWindow)
    assert words(made)[-1] == "看谈话问题"
    assert value(made, "talk_problem").id == window.form.record_id
    where = examples.one(window.desk.db, "unit")
    press(made, "认领…")
    answer(made, unit=where, handler=None, taken_on=date(2026, 11, 21))
    problems.handle(made.desk.db, made.form.record_id, measures="公示。")
    made.show_taken("")
    dialogs.yes = False
    press(made, "登记解决…")
    assert answer(made, result=None).isVisible(), "a result is wanted"
    answer(made, result="已公示。")
    assert "是否一并办结" in dialogs.asked[-1]
    assert value(window, "closed_on") is None
    dialogs.yes = True
    press(made, "办结谈话问题")
    assert value(window, "outcome") == "已公示。"
    closed(made, window)


def test_closing_the_talks_problem_offers_to_solve_the_other(opened, dialogs):  # noqa: F811
    window = opened("talk_problem", closed_on=None, outcome=None)
    press(window, "转入问题集")
    (made,) = window.findChildren(ProblemWindow)
    press(made, "认领…")
    answer(made, unit=examples.one(window.desk.db, "unit"), handler=None, taken_on=date(2026, 11, 21))
    press(window, "办结…")
    answer(window, outcome="已答复。", closed_on=date(2026, 11, 21))
    assert "一并登记为已解决" in dialogs.asked[-1]
    assert value(made, "state") is ProblemState.SOLVED
    assert words(window) == ["发起提醒函询…", "看问题集中的问题"]
    closed(made, window)


def test_a_note_is_believed_only_after_it_was_verified_and_goes_to_a_consultation(opened):  # noqa: F811
    window = opened("source_note", state=NoteState.RECEIVED, verified=None)
    assert words(window) == ["核实…", "登记会商…"]
    press(window, "核实…")
    answer(window, verified="与审计报告一致。")
    assert words(window) == ["采信", "核实…", "不采信…", "登记会商…"]
    press(window, "采信")
    assert value(window, "state") is NoteState.ACCEPTED
    press(window, "重新核实")
    press(window, "不采信…")
    answer(window, reason="对象不符")
    assert value(window, "verified").endswith("2026.11.21 不采信：对象不符")
    press(window, "登记会商…")
    assert answer(window, topic="信息会商", departments="审计局").isVisible(), "two departments are wanted"
    answer(window, departments="审计局、信访局")
    (made,) = [one for one in window.findChildren(type(window).__mro__[2]) if one.kind.key == "consultation"]
    values = records.load(window.desk.db, made.kind, made.form.record_id)[0]
    assert values["note"].id == window.form.record_id
    assert values["cadre"] == value(window, "cadre")
    closed(made, window)


def test_an_entry_is_published_with_the_head_of_the_day_and_tells_what_it_comes_to(opened):  # noqa: F811
    window = opened("board_entry", state=BoardState.APPROVED, head=None, published_on=date(2026, 6, 30))
    assert window.box.said == ()
    press(window, "发布…")
    answer(window)
    assert value(window, "state") is BoardState.PUBLISHED
    (line,) = window.box.said
    assert (line.badge, "列入黑榜1次" in line.sentence) == ("正常", True)
    press(window, "登记处理…")
    answer(window, handling="约谈分管负责人", reply=None)
    assert value(window, "handling").endswith("2026.11.21 约谈分管负责人")
    press(window, "撤销…")
    answer(window, reason="评分有误")
    assert window.box.said == ()
    assert words(window) == ["登记处理…"]
    closed(window)
