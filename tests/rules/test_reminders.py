"""提醒、函询、诫勉: steps, what follows, what is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.reminders import (
    REMINDER_KIND_LABELS,
    REMINDER_STATE_LABELS,
    TURNS_INTO,
    ReminderFile,
    counts,
    next_states,
    next_steps,
    reminder_gaps,
    require_next_step,
    require_state,
)
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
KINDS, STATES = list(REMINDER_KIND_LABELS), list(REMINDER_STATE_LABELS)
EVERYTHING = frozenset({"issued_on", "matter", "document", "received_on", "replied_on", "reply", "talkers", "recorder"})


def file(kind, state, filled=EVERYTHING, approved_by="王书记", next_step="close", **more):
    return ReminderFile("r1", kind, state, frozenset(filled), approved_by, next_step, **more)


def gaps(*args, **facts):
    return reminder_gaps(file(*args, **facts), delivered(), ON).value


def test_only_an_inquiry_waits_for_a_reply():
    assert next_states("inquiry", "issued") == ("replied", "examined")
    for kind in ("reminder", "admonition", "talk"):
        assert next_states(kind, "issued") == ("examined",)
        with pytest.raises(NotAllowed, match="后不能转为“已回复”，下一步：已核查研判"):
            require_state(kind, "issued", "replied")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_reach_the_archive(kind):
    seen, waiting = set(), ["draft"]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += next_states(kind, state)
    assert "followed" in seen
    assert next_states(kind, "followed") == ()


def test_nothing_is_issued_without_approval():
    with pytest.raises(NotAllowed, match="诫勉“拟定”后不能转为“已发出或已谈话”，下一步：已批准"):
        require_state("admonition", "draft", "issued")
    require_state("admonition", "draft", "approved")
    with pytest.raises(ValueError, match="没有“new”"):
        next_states("reminder", "new")


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("reminder", ("close", "to_inquiry", "to_admonition")),
        ("inquiry", ("close", "to_admonition", "to_measure")),
        ("admonition", ("close", "to_measure")),
        ("talk", ("close", "to_inquiry", "to_admonition")),
    ],
)
def test_each_turns_only_into_something_heavier(kind, steps):
    assert next_steps(kind, delivered(), ON).value == steps
    for step in ("close", "to_inquiry", "to_admonition", "to_measure"):
        if step in steps:
            require_next_step(kind, step, delivered(), ON)
        else:
            with pytest.raises(NotAllowed):
                require_next_step(kind, step, delivered(), ON)
    assert TURNS_INTO.get("to_admonition") == "admonition"
    assert kind not in [TURNS_INTO.get(step) for step in steps]


def test_the_refusal_says_what_may_follow():
    with pytest.raises(NotAllowed, match="诫勉不能转函询") as refused:
        require_next_step("admonition", "to_inquiry", delivered(), ON)
    assert refused.value.hint == "诫勉后可以：了结、转组织处理。"


def test_the_county_may_allow_more():
    book = changed("reminders.next", ["close", "to_measure"], applies_to="reminder")
    require_next_step("reminder", "to_measure", book, ON)


def test_approval_is_asked_for_after_the_draft_and_by_whom():
    assert gaps("admonition", "draft", approved_by="", filled=()) == ()
    found = reminder_gaps(file("admonition", "approved", approved_by=" ", filled=()), delivered(), ON)
    assert found.value == ("批准人",)
    assert found.sentence == "诫勉还缺：批准人（应由党委（党组）主要负责同志批准）。"
    assert gaps("admonition", "approved", filled=()) == ()


def test_an_inquiry_needs_its_reply_only_once_it_is_there():
    issued = EVERYTHING - {"received_on", "replied_on", "reply"}
    assert gaps("inquiry", "issued", filled=issued) == ()
    assert gaps("inquiry", "replied", filled=issued) == ("本人收到日期", "回复日期", "本人说明")
    assert gaps("inquiry", "issued", filled=issued - {"document"}) == ("文书编号",)


def test_an_admonition_needs_talker_and_recorder_and_a_closed_one_its_outcome():
    assert gaps("admonition", "issued", filled={"issued_on", "matter"}) == ("谈话人", "记录人")
    assert gaps("reminder", "closed", next_step="") == ("处理结果",)
    assert gaps("reminder", "closed") == ()


@given(st.sampled_from(KINDS), st.sampled_from(STATES), st.frozensets(st.sampled_from(sorted(EVERYTHING))))
def test_filling_in_more_never_opens_a_gap(kind, state, filled):
    few = gaps(kind, state, filled=filled)
    for name in EVERYTHING - filled:
        assert set(gaps(kind, state, filled=filled | {name})) <= set(few)
    assert gaps(kind, state) == ()


@pytest.mark.parametrize(
    ("started_by", "cleared", "still"),
    [
        ((), {"c1"}, True),
        ({"c1"}, {"c1"}, False),
        ({"c1", "c2"}, {"c1"}, True),
        ({"c1", "c2"}, {"c1", "c2"}, False),
        ({"c1"}, (), True),
        ((), {"r1"}, False),
    ],
)
def test_a_reminder_that_only_cleared_complaints_began_counts_no_more(started_by, cleared, still):
    reminder = file("reminder", "closed", started_by=frozenset(started_by))
    assert counts(reminder, frozenset(cleared)) is still
