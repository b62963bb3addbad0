"""提醒函询诫勉: each step has its state, the reply its working days, and nothing heavier comes out of nothing."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records.reminder import NextStep, Organ, ReminderKind, ReminderState
from cadre_desktop.records.rows import Link
from cadre_desktop.services import history, reminders
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, link_of, post, talk, unit

INQUIRY, ADMONITION, REMINDER = ReminderKind.INQUIRY, ReminderKind.ADMONITION, ReminderKind.REMINDER


def draft(db: Database, kind: ReminderKind = INQUIRY, **values: object) -> Link:
    who = cadre(db)
    post(db, who, unit(db))
    given = {"cadre": who, "kind": kind, "organ": Organ.ORGANISATION, "matter": "项目进度材料前后不一致。"}
    return filed(db, "reminder", **{**given, **values})


def issued(db: Database, kind: ReminderKind = INQUIRY, on: date = date(2026, 9, 1)) -> Link:
    one = draft(db, kind)
    reminders.approve(db, one.id, approved_by="县委组织部部长", approved_on=on)
    reminders.issue(db, one.id, issued_on=on, document="清组函询〔2026〕1号", talkers="陈海燕、刘正", recorder="刘正")
    return one


def examined(db: Database, kind: ReminderKind = INQUIRY, on: date = date(2026, 3, 2)) -> Link:
    one = issued(db, kind, on)
    if kind is INQUIRY:
        reminders.receive(db, one.id, received_on=on)
        reminders.reply(db, one.id, replied_on=on, text="两次统计口径不同。")
    reminders.examine(db, one.id, finding="说明属实。")
    return one


def value(db: Database, one: Link, name: str) -> object:
    return held(db, "reminder", one, name)


def test_it_is_approved_before_it_is_issued(db: Database) -> None:
    one = draft(db)
    with pytest.raises(NotAllowed, match=r"拟定.*下一步：已批准"):
        reminders.issue(db, one.id, issued_on=date(2026, 9, 1))
    with pytest.raises(InvalidInput, match="批准人"):
        reminders.approve(db, one.id, approved_by=" ", approved_on=date(2026, 9, 1))
    reminders.approve(db, one.id, approved_by="部长", approved_on=date(2026, 9, 1))
    assert value(db, one, "state") is ReminderState.APPROVED
    reminders.back_to_draft(db, one.id)
    assert (value(db, one, "state"), value(db, one, "approved_by")) == (ReminderState.DRAFT, None)


def test_a_reply_is_due_fifteen_working_days_after_receipt_over_the_holidays_with_the_calendar_named(
    db: Database,
) -> None:
    one = issued(db, on=date(2026, 9, 18))
    assert reminders.receive(db, one.id, received_on=date(2026, 9, 21)) == value(db, one, "reply_due_on")
    due = reminders.view(db, one.id).reply
    assert due is not None
    assert value(db, one, "reply_due_on") == due.value.last_day
    assert due.value.last_day > date(2026, 10, 12), "the holidays are no working days"
    assert "2026" in due.sentence
    assert due.value.sources[0][0] == 2026


def test_a_reply_answers_an_inquiry_and_later_words_are_added_to_the_first(db: Database) -> None:
    one = issued(db)
    reminders.receive(db, one.id, received_on=date(2026, 9, 2))
    with pytest.raises(InvalidInput, match="本人说明"):
        reminders.reply(db, one.id, replied_on=date(2026, 9, 5), text="  ")
    reminders.reply(db, one.id, replied_on=date(2026, 9, 5), text="统计口径不同。")
    assert value(db, one, "state") is ReminderState.REPLIED
    reminders.reply(db, one.id, replied_on=date(2026, 9, 8), text="补充统计表。")
    assert value(db, one, "reply") == "统计口径不同。\n2026.09.08 补充统计表。"
    assert value(db, one, "replied_on") == date(2026, 9, 5)


def test_the_persons_words_stand_beside_a_reminder_too_but_not_before_it_and_not_after_filing(db: Database) -> None:
    one = draft(db, REMINDER)
    with pytest.raises(NotAllowed, match="拟定"):
        reminders.reply(db, one.id, replied_on=date(2026, 9, 5), text="知道了。")
    one = issued(db, REMINDER)
    reminders.reply(db, one.id, replied_on=date(2026, 9, 5), text="马上改。")
    assert (value(db, one, "state"), value(db, one, "reply")) == (ReminderState.ISSUED, "马上改。")


def test_an_inquiry_may_turn_into_an_admonition_that_is_linked_back_and_begins_as_a_draft(db: Database) -> None:
    one = examined(db)
    made = reminders.turn(db, one.id, NextStep.TO_ADMONITION)
    assert made is not None
    new = link_of(db, "reminder", made)
    assert (value(db, new, "kind"), value(db, new, "state")) == (ADMONITION, ReminderState.DRAFT)
    assert value(db, new, "came_from_id") == one.id
    assert value(db, new, "matter") == "项目进度材料前后不一致。"
    assert value(db, one, "state") is ReminderState.TURNED


def test_nothing_turns_into_something_lighter(db: Database) -> None:
    one = examined(db, ADMONITION)
    with pytest.raises(NotAllowed, match="诫勉不能转函询"):
        reminders.turn(db, one.id, NextStep.TO_INQUIRY)
    assert value(db, one, "state") is ReminderState.EXAMINED
    assert reminders.turn(db, one.id, NextStep.TO_MEASURE) is None


def test_an_admonition_filed_before_six_months_wants_a_reason_that_goes_into_the_trail(db: Database) -> None:
    one = examined(db, ADMONITION, date(2026, 8, 3))
    reminders.close(db, one.id)
    with pytest.raises(InvalidInput, match="还没有跟踪了解改正情况"):
        reminders.file(db, one.id)
    reminders.follow(db, one.id, followed_on=date(2026, 11, 20), text="工作规范。")
    with pytest.raises(InvalidInput, match="早于规定时间"):
        reminders.file(db, one.id)
    assert value(db, one, "state") is ReminderState.CLOSED
    reminders.file(db, one.id, reason="本人调往外地")
    assert value(db, one, "state") is ReminderState.FOLLOWED
    assert any("本人调往外地" in str(act.facts) for act in history.acts(db))


def test_an_admonition_looked_at_again_on_the_day_six_months_later_is_filed_without_more(db: Database) -> None:
    one = examined(db, ADMONITION, date(2026, 5, 21))
    reminders.close(db, one.id)
    clock = reminders.view(db, one.id).follow_up
    assert clock is not None
    assert str(clock.value.due_on) == "2026.11.21"
    reminders.follow(db, one.id, followed_on=date(2026, 11, 21), text="已改正。")
    reminders.file(db, one.id)
    assert value(db, one, "state") is ReminderState.FOLLOWED


def test_an_admonition_shows_its_influence_with_rule_and_inputs_and_a_reminder_has_none(db: Database) -> None:
    found = reminders.view(db, issued(db, ADMONITION, date(2026, 8, 31)).id).influence
    assert found is not None
    assert found.value is not None
    assert found.value.last_day == date(2027, 2, 28)
    assert found.inputs[0].text == "2026.08.31"
    assert found.source
    assert reminders.view(db, issued(db, REMINDER).id).influence is None


def test_what_the_file_lacks_is_named_by_the_rule(db: Database) -> None:
    one = draft(db, ADMONITION)
    reminders.approve(db, one.id, approved_by="书记", approved_on=date(2026, 9, 1))
    reminders.issue(db, one.id, issued_on=date(2026, 9, 1))
    assert reminders.view(db, one.id).gaps.value == ("谈话人", "记录人")


def test_a_reminder_may_start_from_a_talk_with_the_person_but_not_with_another(db: Database) -> None:
    who, other = cadre(db), cadre(db, "罗志强")
    held_talk = talk(db, who)
    made = reminders.start_from_talk(db, held_talk.id, kind=REMINDER, cadre=who, matter="与群众联系少。")
    assert value(db, link_of(db, "reminder", made), "interview_id") == held_talk.id
    with pytest.raises(NotAllowed, match="不是这次谈话的对象"):
        reminders.start_from_talk(db, held_talk.id, kind=REMINDER, cadre=other, matter="x")


def test_a_reminder_may_start_from_a_problem_raised_in_a_talk(db: Database) -> None:
    who = cadre(db)
    problem = filed(db, "talk_problem", interview=talk(db, who), text="集镇道路进度慢")
    made = link_of(db, "reminder", reminders.start_from_talk_problem(db, problem.id, kind=REMINDER, cadre=who))
    assert (value(db, made, "talk_problem_id"), value(db, made, "matter")) == (problem.id, "集镇道路进度慢")
