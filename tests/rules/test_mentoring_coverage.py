"""结对帮带: who guides enough younger people."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.mentoring_coverage import Mentor, Pair, mentoring_coverage, mentoring_rate
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
HEAD = Mentor("m1", "u1", "141")


def pair(mentee, start=date(2026, 1, 1), end=None, mentor="m1", record=""):
    return Pair(record or f"{mentor}-{mentee}-{start}", mentor, mentee, start, end)


def standings(pairs, people=(HEAD,), book=None):
    return mentoring_coverage(people, pairs, book or delivered(), ON)


@pytest.mark.parametrize(("n", "short"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_two_are_asked_for(n, short):
    (found,) = standings([pair(f"y{k}") for k in range(n)])
    assert found.value.short == short
    assert mentoring_rate([found]).part == (short == 0)


def test_the_sentence_says_how_many_are_missing():
    (found,) = standings([pair("y1")])
    assert found.sentence == "应结对2名以上，现结对1名，还差1名。"
    assert found.records == ("m1-y1-2026-01-01",)


def test_only_section_deputies_and_above_are_due():
    people = [Mentor(f"m{level}", "u1", level) for level in ("131", "132", "141", "142", "145", "199", "")]
    found = standings([], people)
    assert [one.value.mentor.level for one in found] == ["131", "132", "141", "142"]
    assert mentoring_rate(found).in_full() == "0.0%（0/4）"
    assert mentoring_rate([]).text() == "—"


@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        (ON, None, True),
        (date(2026, 11, 22), None, False),
        (date(2026, 1, 1), ON, True),
        (date(2026, 1, 1), date(2026, 11, 20), False),
    ],
)
def test_a_pair_counts_from_its_first_day_to_its_last(start, end, runs):
    (found,) = standings([pair("y1", start, end)])
    assert len(found.value.mentees) == runs


def test_nobody_is_counted_twice_or_guides_himself():
    again = [pair("y1"), pair("y1", date(2026, 6, 1)), pair("m1")]
    (found,) = standings(again, [HEAD, HEAD])
    assert found.value.mentees == ("y1",)


def test_the_county_sets_the_number():
    (found,) = standings([pair("y1")], book=changed("coverage.mentees", 1))
    assert found.value.short == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["m1", "m2"]), st.sampled_from("abcd")), max_size=12))
def test_the_mentees_of_each_are_a_set(drawn):
    pairs = [pair(mentee, mentor=mentor, record=str(n)) for n, (mentor, mentee) in enumerate(drawn)]
    for found in standings(pairs, [HEAD, Mentor("m2", "u1", "142")]):
        assert set(found.value.mentees) == {mentee for mentor, mentee in drawn if mentor == found.value.mentor.person}
        assert len(set(found.value.mentees)) == len(found.value.mentees)
