"""问题闭环: steps, rates and response."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.problem_loop import (
    PROBLEM_STATE_LABELS,
    LoopProblem,
    Response,
    after_rating,
    loop_rates,
    mean_days,
    next_steps,
    printed_days,
    reach,
    require_step,
    response,
)
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
REPORTED = date(2026, 10, 1)


def problem(record, state="reported", **facts):
    return LoopProblem(record, REPORTED, state, **facts)


def rates(*problems, book=None, on=ON):
    return loop_rates(problems, book or delivered(), on)


def test_a_problem_goes_round_and_a_dissatisfied_one_goes_back():
    for state, target in (("reported", "taken"), ("taken", "handling"), ("handling", "solved"), ("solved", "rated")):
        require_step(state, target)
    require_step("solved", "returned")
    require_step("returned", "handling")
    require_step("taken", "taken")
    assert next_steps("rated") == ()


@pytest.mark.parametrize(
    ("state", "target", "words"),
    [
        ("reported", "solved", "“报送”的问题不能转为“已解决”，下一步：已认领"),
        ("handling", "rated", "“办理中”的问题不能转为“已评价”，下一步：已认领、已解决"),
        ("rated", "handling", "下一步：不能再变动"),
    ],
)
def test_no_step_is_skipped(state, target, words):
    with pytest.raises(NotAllowed, match=words):
        require_step(state, target)


def test_unknown_states_are_refused():
    with pytest.raises(ValueError, match="没有“closed”"):
        next_steps("closed")


@pytest.mark.parametrize(("satisfaction", "state"), [("satisfied", "rated"), ("fairly", "rated"), ("not", "returned")])
def test_only_dissatisfaction_returns_a_problem(satisfaction, state):
    assert after_rating(satisfaction, delivered(), ON).value == state
    with pytest.raises(ValueError, match="请先选择满意度"):
        after_rating("", delivered(), ON)


def test_the_rates_keep_their_denominators():
    found = rates(
        problem("a"),
        problem("b", "taken", taken_on=date(2026, 10, 2), due_on=date(2026, 12, 1)),
        problem("c", "handling", taken_on=date(2026, 10, 2), due_on=date(2026, 11, 1)),
        problem("d", "solved", solved_on=date(2026, 11, 1), due_on=date(2026, 11, 1)),
        problem("e", "rated", solved_on=date(2026, 11, 2), due_on=date(2026, 11, 1), satisfaction="satisfied"),
        problem("f", "rated", solved_on=date(2026, 10, 9), satisfaction="fairly"),
        problem("g", "returned", satisfaction="not"),
    )
    assert found.taken.sentence == "认领率85.7%（6/7）：已认领、转办或交办的6个÷全部报送的7个。"
    assert found.solved.value.in_full() == "60.0%（3/5）"
    assert found.on_time.value.in_full() == "33.3%（1/3）"
    assert found.satisfied.sentence == "满意率33.3%（1/3）：评价为满意的1个÷已评价的3个。"
    assert found.taken.records == ("a",)
    assert found.solved.records == ("c", "g")
    assert found.on_time.records == ("c", "e")
    assert found.satisfied.records == ("f", "g")


@pytest.mark.parametrize(("on", "whole"), [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1)])
def test_what_is_not_due_yet_is_no_failure(on, whole):
    waiting = problem("b", "taken", taken_on=date(2026, 10, 2), due_on=date(2026, 12, 1))
    assert rates(waiting, on=on).solved.value.whole == whole


def test_solved_before_it_is_due_counts_at_once():
    early = problem("b", "solved", taken_on=date(2026, 10, 2), due_on=date(2026, 12, 1), solved_on=date(2026, 10, 9))
    assert rates(early).solved.value.in_full() == "100.0%（1/1）"
    assert rates(early).on_time.value.in_full() == "100.0%（1/1）"


def test_without_anything_there_is_a_dash_and_no_zero():
    found = rates()
    assert {one.value.text() for one in (found.taken, found.solved, found.on_time, found.satisfied)} == {"—"}


def test_a_problem_given_twice_counts_once_and_the_county_may_count_fairly_satisfied_in():
    fairly = problem("a", "rated", solved_on=date(2026, 10, 9), satisfaction="fairly")
    assert rates(fairly, fairly).taken.value.whole == 1
    book = changed("problems.satisfied", ["satisfied", "fairly"])
    assert rates(fairly, book=book).satisfied.value.in_full() == "100.0%（1/1）"
    assert rates(fairly).satisfied.value.in_full() == "0.0%（0/1）"


def answered(at):
    return problem("a", reported_at=datetime(2026, 10, 1, 9, 0), first_answer_at=at)


@pytest.mark.parametrize(
    ("at", "hours", "in_time"),
    [
        (datetime(2026, 10, 1, 9, 0), 0, True),
        (datetime(2026, 10, 1, 9, 59), 0, True),
        (datetime(2026, 10, 2, 9, 0), 24, True),
        (datetime(2026, 10, 2, 9, 1), 24, False),
    ],
)
def test_hours_are_full_hours_and_the_limit_is_to_the_minute(at, hours, in_time):
    found = response(answered(at), delivered(), ON)
    assert (found.value.hours, found.value.in_time) == (hours, in_time)


@pytest.mark.parametrize(
    ("on", "days", "in_time"), [(REPORTED, 0, True), (date(2026, 10, 2), 1, True), (date(2026, 10, 3), 2, False)]
)
def test_with_days_alone_the_next_day_is_in_time(on, days, in_time):
    found = response(problem("a", first_answer_on=on), delivered(), ON).value
    assert found == Response(days, None, in_time)


def test_an_open_problem_says_how_long_it_waits_and_time_runs_forward():
    found = response(problem("a"), delivered(), ON)
    assert (found.value, found.sentence) == (None, "报送51天，尚未响应。")
    with pytest.raises(ValueError, match="不能早于报送"):
        response(problem("a", first_answer_on=date(2026, 9, 30)), delivered(), ON)
    with pytest.raises(ValueError, match="不能早于报送"):
        response(answered(datetime(2026, 10, 1, 8, 0)), delivered(), ON)


def test_the_mean_is_of_the_answered_only():
    found = mean_days([Response(1, None, True), None, Response(2, 40, False)])
    assert found == Fraction(3, 2)
    assert (printed_days(found), printed_days(mean_days([None]))) == ("1.5天", "—")


def test_one_problem_says_which_rates_it_reaches_and_where_it_does_not_count():
    def got(**facts):
        found = reach(problem("a", **facts), delivered(), ON)
        return found.taken, found.solved, found.on_time, found.satisfied

    assert got() == (False, None, None, None)
    assert got(state="taken", due_on=date(2026, 11, 22)) == (True, None, None, None), "not due yet"
    assert got(state="taken", due_on=ON) == (True, False, False, None)
    assert got(state="handling") == (True, False, None, None), "without a last day there is no being late"
    late = {"due_on": date(2026, 11, 1), "solved_on": date(2026, 11, 2)}
    assert got(state="rated", satisfaction="fairly", **late) == (True, True, False, False)
    assert got(state="returned", satisfaction="not", **late) == (True, False, False, False)


STATES = st.sampled_from(list(PROBLEM_STATE_LABELS))
DAYS = st.none() | st.dates(date(2026, 9, 1), date(2027, 1, 31))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(STATES, DAYS, DAYS, st.sampled_from(["", "satisfied", "fairly", "not"])), max_size=10))
def test_no_rate_exceeds_its_whole_and_the_wholes_nest(drawn):
    problems = [
        problem(str(n), state, due_on=due, solved_on=solved, satisfaction=satisfaction)
        for n, (state, due, solved, satisfaction) in enumerate(drawn)
    ]
    found = rates(*problems)
    for one in (found.taken, found.solved, found.on_time, found.satisfied):
        assert one.value.part <= one.value.whole <= len(problems)
        assert len(one.records) == one.value.whole - one.value.part
    assert found.on_time.value.whole <= found.solved.value.whole <= found.taken.value.part
