"""Coverage of the five kinds of talks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.talk_coverage import (
    TALK_STATE_LABELS,
    Subject,
    Talk,
    TalkState,
    by_unit,
    still_due,
    talk_coverage,
)

FIVE = ("staff", "team", "head", "superior", "village")
TODAY = date(2026, 11, 21)


def talks(subject_id, categories, *, finalised=True, signed=True):
    return [Talk(subject_id, category, finalised, signed) for category in categories]


def test_five_signed_talks_make_a_subject_complete_and_four_do_not():
    subjects = [Subject("a", "u1"), Subject("b", "u1")]
    done, short = talk_coverage(subjects, talks("a", FIVE) + talks("b", FIVE[:4]), FIVE)
    assert done.complete
    assert done.missing == ()
    assert not short.complete
    assert short.missing == ("village",)
    assert short.states["village"] is TalkState.NONE


@pytest.mark.parametrize(
    ("finalised", "signed", "state"),
    [
        (True, True, TalkState.DONE),
        (True, False, TalkState.UNSIGNED),
        (False, True, TalkState.UNSIGNED),
        (False, False, TalkState.UNSIGNED),
    ],
)
def test_a_talk_counts_only_when_finalised_and_signed(finalised, signed, state):
    (person,) = talk_coverage(
        [Subject("a", "u1")], talks("a", ["staff"], finalised=finalised, signed=signed), ["staff"]
    )
    assert person.states["staff"] is state
    assert person.complete == (state is TalkState.DONE)


@pytest.mark.parametrize("order", [1, -1])
def test_one_finished_talk_suffices_whatever_drafts_lie_beside_it(order):
    both = talks("a", ["staff"]) + talks("a", ["staff"], signed=False)
    (person,) = talk_coverage([Subject("a", "u1")], both[::order], ["staff"])
    assert person.states["staff"] is TalkState.DONE


def test_other_kinds_and_other_people_do_not_count():
    stray = [Talk("a", "heart-to-heart", True, True), Talk("stranger", "staff", True, True)]
    (person,) = talk_coverage([Subject("a", "u1")], stray, FIVE)
    assert person.missing == FIVE


def test_units_show_their_rates_with_denominators():
    subjects = [Subject("a", "u1"), Subject("b", "u2"), Subject("c", "u1")]
    first, second = by_unit(talk_coverage(subjects, talks("a", FIVE) + talks("c", FIVE[:2]), FIVE))
    assert (first.unit_id, [p.subject.id for p in first.people]) == ("u1", ["a", "c"])
    assert first.complete.in_full() == "50.0%（1/2）"
    assert first.talks.in_full() == "70.0%（7/10）"
    assert first.category("village").in_full() == "50.0%（1/2）"
    assert second.complete.in_full() == "0.0%（0/1）"


def test_without_subjects_there_is_no_unit():
    assert by_unit(talk_coverage([], talks("a", FIVE), FIVE)) == ()


def test_the_day_it_is_due_is_not_overdue_and_the_next_is():
    subjects = [Subject("a", "u", TODAY), Subject("b", "u", date(2026, 11, 20)), Subject("c", "u")]
    on_time, late, undated = talk_coverage(subjects, [], FIVE)
    assert not on_time.overdue(TODAY)
    assert late.overdue(TODAY)
    assert not undated.overdue(date(2099, 1, 1))


def test_a_complete_subject_is_never_overdue_nor_due():
    people = talk_coverage([Subject("a", "u", date(2020, 1, 1))], talks("a", FIVE), FIVE)
    assert not people[0].overdue(TODAY)
    assert still_due(people, TODAY) == ()


def test_the_due_list_begins_with_the_overdue_and_ends_with_the_undated():
    subjects = [
        Subject("none", "u"),
        Subject("later", "u", date(2026, 12, 31)),
        Subject("late", "u", date(2026, 11, 1)),
        Subject("today", "u", TODAY),
    ]
    assert [p.subject.id for p in still_due(talk_coverage(subjects, [], FIVE), TODAY)] == [
        "late",
        "today",
        "later",
        "none",
    ]


def test_every_state_has_its_label():
    assert set(TALK_STATE_LABELS) == set(TalkState)


@settings(deadline=None)
@given(
    st.lists(st.builds(Talk, st.sampled_from("abc"), st.sampled_from(FIVE), st.booleans(), st.booleans()), max_size=40)
)
def test_counts_of_a_unit_are_the_sums_over_its_people(some_talks):
    people = talk_coverage([Subject(key, "u") for key in "abc"], some_talks, FIVE)
    (unit,) = by_unit(people)
    done = {(t.subject_id, t.category) for t in some_talks if t.finalised and t.signed}
    assert unit.talks.part == len(done) == sum(unit.category(kind).part for kind in FIVE)
    assert unit.complete.part == 3 - len(still_due(people, TODAY))
