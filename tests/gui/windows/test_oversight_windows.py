"""Windows of reminders, sanctions, visits, tolerance, clearance and supervision: the steps a clerk takes."""

from datetime import date

from cadre_desktop.gui.dialogs.conditions_dialog import ConditionsDialog
from cadre_desktop.gui.windows.reminder_window import ReminderWindow
from cadre_desktop.gui.windows.sanction_windows import RevisitWindow
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.deviation_problem import DeviationState
from cadre_desktop.records.reminder import ReminderKind, ReminderState
from cadre_desktop.records.revisit import Proposal, RevisitGrade, RevisitWay
from cadre_desktop.records.supervision_item import SupervisionState
from cadre_desktop.records.tolerance_case import CONDITIONS, ToleranceResult, ToleranceState, YesNo
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from tests import examples
from tests.gui.conftest import settle
from tests.gui.windows.test_selection_windows import answer, opened, value  # noqa: F401  # a fixture
from tests.gui.windows.test_windows import press, words

BLANK = dict.fromkeys(
    (
        "approved_by",
        "approved_on",
        "issued_on",
        "received_on",
        "reply_due_on",
        "replied_on",
        "reply",
        "finding",
        "next_step",
        "follow_up_on",
        "follow_up",
    )
)


def badges(window):
    return [one.badge for one in window.box.said]


def closed(*windows):
    for window in windows:
        window.close()


def test_an_inquiry_goes_from_the_draft_to_the_reply_with_its_due_day(opened):  # noqa: F811
    window = opened("reminder", **BLANK, state=ReminderState.DRAFT)
    assert words(window) == ["登记批准…"]
    press(window, "登记批准…")
    answer(window, approved_by="县委组织部部长", approved_on=date(2026, 11, 2))
    press(window, "发出函询…")
    answer(window, issued_on=date(2026, 11, 3))
    assert words(window) == ["核查研判…", "登记收到…", "本人说明…"]
    press(window, "登记收到…")
    answer(window, received_on=date(2026, 11, 4))
    assert value(window, "reply_due_on") == date(2026, 11, 25)
    assert "回复时限" in badges(window)
    assert "2026" in next(one.sentence for one in window.box.said if one.badge == "回复时限")
    press(window, "本人说明…")
    dialog = answer(window)
    assert dialog.isVisible(), "without words nothing is put down"
    answer(window, text="统计口径不同。")
    assert value(window, "state") is ReminderState.REPLIED
    closed(window)


def test_an_examined_inquiry_turns_into_an_admonition_that_opens(opened):  # noqa: F811
    window = opened("reminder", state=ReminderState.EXAMINED, next_step=None, follow_up_on=None, follow_up=None)
    assert words(window) == ["了结", "转诫勉", "转组织处理", "本人说明…"]
    press(window, "转诫勉")
    assert value(window, "state") is ReminderState.TURNED
    (made,) = window.findChildren(ReminderWindow)
    assert value(made, "kind") is ReminderKind.ADMONITION
    assert value(made, "came_from").id == window.form.record_id
    closed(made, window)


def test_filing_an_admonition_too_early_asks_for_the_reason(opened):  # noqa: F811
    window = opened(
        "reminder",
        kind=ReminderKind.ADMONITION,
        issued_on=date(2026, 9, 1),
        received_on=None,
        reply_due_on=None,
        replied_on=None,
        approved_on=date(2026, 9, 1),
        state=ReminderState.CLOSED,
        follow_up_on=None,
        follow_up=None,
    )
    assert {"影响期", "跟踪了解"} <= set(badges(window))
    press(window, "归档…")
    assert answer(window, reason=None).isVisible()
    answer(window, reason="本人退休")
    assert value(window, "state") is ReminderState.FOLLOWED
    assert not window.save_button.isVisible()
    closed(window)


def test_a_sanction_shows_its_period_with_rule_and_inputs_and_opens_a_visit(opened):  # noqa: F811
    window = opened("sanction", decided_on=PartialDate(2026, 6, 12), months=None)
    (line,) = window.box.said
    assert line.badge == "影响期内"
    assert "2027.06.12" in line.sentence
    assert "2026.06.12" in line.inputs
    assert line.source
    press(window, "登记回访…")
    answer(window, visited_on=date(2026, 10, 9), visitors="陈海燕、刘正", way=RevisitWay.ALONE)
    (visit,) = window.findChildren(RevisitWindow)
    assert words(visit) == ["评价和建议…"]
    press(visit, "评价和建议…")
    answer(visit, grade=RevisitGrade.GOOD, proposal=Proposal.REUSE, conduct="牵头集镇改造。")
    assert words(visit) == ["评价和建议…", "登记重新使用…", "生成登记表"]
    press(visit, "登记重新使用…")
    answer(visit, reused_on=date(2026, 11, 2), post=None)
    assert value(visit, "reused_on") == date(2026, 11, 2)
    whose = value(visit, "cadre").id
    press(visit, "生成登记表")
    assert not visit.isVisible()
    assert window.desk.went[-1] == ("reports", {"report": "revisit_form", "people": (whose,)})
    closed(window)


def test_one_taken_back_says_so_and_offers_only_the_persons_words(opened):  # noqa: F811
    window = opened("sanction")
    assert badges(window) == ["已期满"]
    press(window, "撤销原决定…")
    answer(window, withdrawn_on=PartialDate(2026, 10), withdrawn_document="清纪复〔2026〕2号")
    assert badges(window) == ["已撤销"]
    assert words(window) == ["本人说明…"]
    closed(window)


OPEN_CASE = {
    **dict.fromkeys(f"{name}{tail}" for name in CONDITIONS for tail in ("", "_reason")),
    **dict.fromkeys(
        ("verified_by", "verified_facts", "deciders", "decided_on", "result", "told_on", "follow_up", "followed_on")
    ),
    "document": None,
    "statement": None,
}


def test_the_grid_of_six_wants_every_answer_and_then_two_units_decide(opened):  # noqa: F811
    window = opened("tolerance_case", **OPEN_CASE, state=ToleranceState.APPLIED)
    press(window, "受理")
    press(window, "核实认定…")
    (dialog,) = window.findChildren(ConditionsDialog)
    dialog.accept()
    assert dialog.isVisible()
    assert not dialog.form.notes["unselfish"].isHidden()
    for name in CONDITIONS:
        dialog.form.editors[name].set_value(YesNo.YES)
        dialog.form.editors[f"{name}_reason"].set_value("有会议纪要")
    dialog.form.editors["verified_by"].set_value("联合核实组")
    dialog.form.editors["verified_facts"].set_value("属先行先试。")
    dialog.accept()
    settle()
    assert value(window, "state") is ToleranceState.VERIFIED
    assert "✓ 出于公心" in window.box.said[0].sentence
    press(window, "联合裁定…")
    assert answer(window, result=ToleranceResult.EXEMPT, deciders="县纪委监委").isVisible()
    answer(window, deciders="县纪委监委、县委组织部")
    assert value(window, "state") is ToleranceState.DECIDED
    assert words(window) == ["登记反馈…"]
    closed(window)


OPEN_CLEARANCE = {
    **dict.fromkeys(
        (
            "finding",
            "found_on",
            "approved_by",
            "approved_on",
            "cleared_on",
            "revisited_on",
            "revisit",
            "charge_handed_on",
            "charge_handling",
        )
    ),
    "state": ClearanceState.VERIFYING,
    "consented": False,
}


def test_a_clearance_is_drafted_with_consent_approved_done_and_visited(opened):  # noqa: F811
    window = opened("clearance", **OPEN_CLEARANCE)
    assert words(window) == ["登记核查结论…", "不予澄清"]
    press(window, "登记核查结论…")
    answer(window, finding=Finding.UNTRUE, found_on=date(2026, 9, 1))
    press(window, "拟定方案…")
    draft = {"situation": Situation.SELECTION, "way": ClearanceWay.MEETING, "scope": "本单位"}
    assert answer(window, **draft, consented=False).isVisible()
    answer(window, consented=True)
    press(window, "登记审批…")
    answer(window, approved_by="书记", approved_on=date(2026, 9, 10))
    press(window, "实施澄清…")
    answer(window, cleared_on=date(2026, 9, 20))
    assert words(window) == ["登记回访…"]
    press(window, "登记回访…")
    answer(window, revisited_on=date(2026, 11, 1), revisit="放下包袱。")
    assert value(window, "state") is ClearanceState.VISITED
    closed(window)


def test_what_could_not_be_established_ends_there(opened):  # noqa: F811
    window = opened("clearance", **OPEN_CLEARANCE)
    press(window, "登记核查结论…")
    answer(window, finding=Finding.UNCLEAR, found_on=date(2026, 9, 1))
    assert value(window, "state") is ClearanceState.NOT_CLEARED
    assert words(window) == []
    closed(window)


def test_supervision_and_deviations_have_their_verbs(opened):  # noqa: F811
    item = opened("supervision_item", state=SupervisionState.RECEIVED, done_on=None, handling=None, risk=None)
    press(item, "研判…")
    answer(item, risk="超概算。")
    assert words(item) == ["处置…", "本人或单位说明…"]
    empty = {"assigned_on": None, "measures": None, "resumed_on": None, "closed_on": None, "result": None}
    deviation = opened("deviation_problem", **empty, state=DeviationState.FOUND)
    press(deviation, "交办…")
    answer(deviation, assigned_on=date(2026, 3, 1))
    assert words(deviation) == ["制定整改措施…", "登记复工复产…", "本人或单位说明…"]
    closed(item, deviation)


def test_a_middling_review_makes_the_talk_and_a_good_one_does_not(opened):  # noqa: F811
    window = opened("style_review", talked_on=None, reminder=None, grade=Satisfaction.FAIRLY)
    press(window, "安排约谈…")
    answer(window)
    (made,) = window.findChildren(ReminderWindow)
    assert value(made, "kind") is ReminderKind.TALK
    assert value(window, "reminder").id == made.form.record_id
    good = opened("style_review", talked_on=None, reminder=None, grade=Satisfaction.SATISFIED)
    assert words(good) == ["登记整改…", "本人或单位说明…"]
    closed(made, window, good)


def test_a_talk_starts_a_reminder_that_is_linked_to_it(opened):  # noqa: F811
    window = opened("interview")
    press(window, "发起提醒函询…")
    answer(window, matter="到村入户时间偏少。")
    (made,) = window.findChildren(ReminderWindow)
    assert value(made, "interview").id == window.form.record_id
    assert value(made, "state") is ReminderState.DRAFT
    closed(made, window)


def test_a_problem_raised_in_a_talk_is_closed_or_starts_a_reminder(opened):  # noqa: F811
    window = opened("talk_problem", closed_on=None, outcome=None)
    assert words(window) == ["办结…", "发起提醒函询…", "转入问题集"]
    press(window, "发起提醒函询…")
    assert answer(window).isVisible(), "somebody has to be chosen"
    answer(window, cadre=examples.one(window.desk.db, "cadre"))
    (made,) = window.findChildren(ReminderWindow)
    assert value(made, "talk_problem").id == window.form.record_id
    made.close()
    press(window, "办结…")
    answer(window, outcome="已调整进度。", closed_on=date(2026, 11, 20))
    assert value(window, "closed_on") == date(2026, 11, 20)
    assert words(window) == ["发起提醒函询…"]
    closed(window)
