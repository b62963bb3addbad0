"""All measures against one person, on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.influence import Measure
from cadre_desktop.rules.influence_standing import merged_range, standing
from cadre_desktop.rules.partial_date import PartialDate
from tests.rules.rule_book import changed, delivered

BOOK = delivered()


def measure(key, kind, decided, **more):
    return Measure(key, kind, PartialDate.parse_stored(decided), **more)


WARNING = measure("w", "state.warning", "2026.08.31")
PARTY = measure("p", "party.serious_warning", "2026.01.10")
GONE = measure("g", "state.demerit", "2020.08.01")
EXPELLED = measure("x", "state.expelled", "2026.01.10")


def ids(found):
    return [one.value.measure.id for one in found]


def test_with_several_measures_the_longest_decides_and_nothing_disappears():
    found = standing([WARNING, GONE, PARTY, EXPELLED], BOOK, date(2026, 12, 1))
    assert ids(found.value.in_force) == ["p", "w"]
    assert ids(found.value.expired) == ["g"]
    assert len(found.value.without_period) == 1
    assert found.value.last_day == date(2027, 7, 10)
    assert found.sentence.startswith("2026.12.01在影响期内，2项，以最长的为准，计至2027.07.10：")
    assert found.sentence.endswith("；已期满1项")
    assert found.records == ("p", "w")


def test_the_shorter_runs_out_first_and_both_edges_hold():
    assert ids(standing([WARNING, PARTY], BOOK, date(2027, 2, 28)).value.in_force) == ["p", "w"]
    assert ids(standing([WARNING, PARTY], BOOK, date(2027, 3, 1)).value.in_force) == ["p"]
    assert standing([WARNING, PARTY], BOOK, date(2027, 7, 10)).value.under_influence
    over = standing([WARNING, PARTY], BOOK, date(2027, 7, 11))
    assert not over.value.under_influence
    assert over.value.last_day is None
    assert over.sentence == "2027.07.11没有在影响期内的处理；已期满2项"
    assert over.records == ("p", "w")


def test_before_the_decision_a_measure_is_only_coming():
    found = standing([WARNING], BOOK, date(2026, 8, 30)).value
    assert ids(found.coming) == ["w"]
    assert not found.under_influence


def test_nobody_is_under_influence_without_measures():
    found = standing([], BOOK, date(2026, 8, 30))
    assert found.sentence == "2026.08.30没有在影响期内的处理"
    assert found.texts == ()


def test_a_new_state_sanction_of_the_same_kind_adds_what_is_left_of_the_old():
    old, new = measure("o", "state.demerit", "2025.03.15"), measure("n", "state.demerit", "2026.03.15")
    found = standing([new, old], BOOK, date(2026, 11, 21))
    # The old one's last day is the day of the new decision: still running, nothing left but that day.
    assert found.value.last_day == date(2027, 3, 15)
    early = measure("n", "state.demerit", "2025.09.20")
    found = standing([old, early], BOOK, date(2026, 11, 21))
    assert found.value.last_day == date(2027, 3, 15)
    assert "前一同种处分未满（至2026.03.15）" in found.sentence
    assert set(found.records) == {"o", "n"}
    apart = measure("n", "state.demerit", "2026.03.16")
    found = standing([old, apart], BOOK, date(2026, 11, 21))
    assert found.value.last_day == date(2027, 3, 16)
    assert "前一同种处分" not in found.sentence


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        # 24 months with 24 left make 48 exactly; a third within the same days would pass 48 and is cut.
        (("2024.01.10", "2024.01.10"), date(2028, 1, 10)),
        (("2024.01.10", "2025.01.10"), date(2028, 1, 10)),
        (("2024.01.10", "2024.01.10", "2024.01.10"), date(2028, 1, 10)),
        (("2024.01.10", "2024.01.10", "2024.06.10"), date(2028, 6, 10)),
    ],
)
def test_joined_sanctions_never_run_longer_than_forty_eight_months(decided, last):
    measures = [measure(str(n), "state.demoted", day) for n, day in enumerate(decided)]
    assert standing(measures, BOOK, date(2025, 2, 1)).value.last_day == last


def test_kinds_apart_party_sanctions_and_lengths_fixed_by_the_paper_are_not_added():
    demerit = measure("o", "state.demerit", "2025.03.15")
    other_kind = measure("n", "state.major_demerit", "2025.09.20")
    assert standing([demerit, other_kind], BOOK, date(2026, 1, 1)).value.last_day == date(2027, 3, 20)
    party = [measure("1", "party.warning", "2025.03.15"), measure("2", "party.warning", "2025.09.20")]
    assert standing(party, BOOK, date(2026, 1, 1)).value.last_day == date(2026, 9, 20)
    fixed = measure("n", "state.demerit", "2025.09.20", months=15)
    assert standing([demerit, fixed], BOOK, date(2026, 1, 1)).value.last_day == date(2026, 12, 20)


def test_a_sanction_released_before_the_next_leaves_nothing_to_add_and_release_cuts_the_sum():
    released = measure("o", "state.demerit", "2025.03.15", released_on=PartialDate(2025, 9, 20))
    new = measure("n", "state.demerit", "2025.09.20")
    assert standing([released, new], BOOK, date(2026, 1, 1)).value.last_day == date(2026, 9, 20)
    old = measure("o", "state.demerit", "2025.03.15")
    let_go = measure("n", "state.demerit", "2025.09.20", released_on=PartialDate(2026, 12, 1))
    assert standing([old, let_go], BOOK, date(2026, 1, 1)).value.last_day == date(2026, 11, 30)


def test_the_office_may_switch_the_adding_off():
    book = changed("influence.joins_overlapping", False, since="2025-01-01")
    measures = [measure("o", "state.demerit", "2025.03.15"), measure("n", "state.demerit", "2025.09.20")]
    assert standing(measures, book, date(2026, 1, 1)).value.last_day == date(2026, 9, 20)


def test_sanctions_before_the_rule_of_adding_are_left_alone():
    measures = [
        measure("o", "state.demerit", "2006.03.15", months=12),
        measure("n", "state.demerit", "2006.09.20", months=12),
    ]
    assert standing(measures, BOOK, date(2007, 1, 1)).value.last_day == date(2007, 9, 20)


def test_merging_stays_between_the_longest_and_the_sum_up_to_forty_eight():
    day = date(2026, 11, 21)
    assert merged_range([6, 12], BOOK, day).value == (12, 18)
    assert merged_range([24, 24, 24], BOOK, day).value == (24, 48)
    assert merged_range([18], BOOK, day).value == (18, 18)
    assert "最长不超过48个月" in merged_range([24, 24], BOOK, day).sentence
    with pytest.raises(ValueError, match="没有可合并"):
        merged_range([], BOOK, day)


KINDS = st.sampled_from(["state.warning", "state.demerit", "state.demoted", "party.warning", "admonition"])
MEASURES = st.lists(st.tuples(KINDS, st.dates(date(2020, 7, 1), date(2027, 1, 1))), max_size=6)


@settings(deadline=None)
@given(MEASURES, st.dates(date(2020, 1, 1), date(2032, 1, 1)))
def test_every_measure_stands_somewhere_and_the_longest_in_force_decides(given_measures, day):
    measures = [Measure(str(n), kind, PartialDate.of(when)) for n, (kind, when) in enumerate(given_measures)]
    found = standing(measures, BOOK, day).value
    assert sorted(ids(found.in_force) + ids(found.coming) + ids(found.expired)) == sorted(m.id for m in measures)
    assert found.last_day == max((one.value.last_day for one in found.in_force), default=None)
    for one in (*found.in_force, *found.coming, *found.expired):
        assert one.value.last_day <= one.value.first_day + timedelta(days=366 * 4)


@settings(deadline=None)
@given(MEASURES, st.dates(date(2020, 1, 1), date(2032, 1, 1)), KINDS, st.dates(date(2020, 7, 1), date(2027, 1, 1)))
def test_one_more_measure_never_ends_the_influence_earlier(given_measures, day, kind, decided):
    measures = [Measure(str(n), kind, PartialDate.of(when)) for n, (kind, when) in enumerate(given_measures)]
    before = standing(measures, BOOK, day).value.last_day
    after = standing([*measures, Measure("more", kind, PartialDate.of(decided))], BOOK, day).value.last_day
    assert before is None or (after is not None and after >= before)
