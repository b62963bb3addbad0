"""The influence period of one measure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.influence import Measure, influence, influence_end, influence_kinds
from cadre_desktop.rules.partial_date import PartialDate
from tests.rules.rule_book import changed, delivered

BOOK = delivered()


def measure(kind="state.warning", decided="2026.08.31", **more):
    dated = {name: PartialDate.parse_stored(day) if isinstance(day, str) else day for name, day in more.items()}
    return Measure("m", kind, PartialDate.parse_stored(decided), **dated)


def period(*args, **more):
    return influence(measure(*args, **more), BOOK).value


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        ("2026.08.31", 6, date(2027, 2, 28)),
        ("2027.08.31", 6, date(2028, 2, 29)),
        ("2026.03.31", 18, date(2027, 9, 30)),
        ("2026.03.15", 18, date(2027, 9, 15)),
        ("2026.01.31", 0, date(2026, 1, 31)),
        ("2026.12.31", 2, date(2027, 2, 28)),
        ("2026.05", 12, date(2027, 5, 31)),
        ("2024.02", 12, date(2025, 2, 28)),
        ("2025", 6, date(2026, 6, 30)),
    ],
)
def test_the_period_ends_on_the_same_day_months_later_or_the_months_last(decided, months, last):
    assert influence_end(PartialDate.parse_stored(decided), months) == last


def test_a_negative_length_is_refused():
    with pytest.raises(ValueError, match="负数"):
        influence_end(PartialDate(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="负数"):
        measure(months=-1)
    with pytest.raises(ValueError, match="负数"):
        measure(probation_months=-1)


def test_what_follows_the_decision_may_not_be_dated_before_it():
    with pytest.raises(ValueError, match=r"提前解除的日期 2026\.08\.30 早于决定日期 2026\.08\.31"):
        measure(released_on="2026.08.30")
    with pytest.raises(ValueError, match="恢复党员权利的日期"):
        measure("party.probation", restored_on="2026.07")
    same_day = period(released_on="2026.08.31")
    assert not any(same_day.in_force(date(2026, 8, 31) + timedelta(days=n)) for n in (-1, 0, 1))
    assert not same_day.expired(date(2026, 8, 30))
    assert same_day.expired(date(2026, 8, 31))


def test_the_last_day_still_counts_and_the_next_is_expired():
    found = period()
    assert found.in_force(date(2027, 2, 28))
    assert not found.expired(date(2027, 2, 28))
    assert not found.in_force(date(2027, 3, 1))
    assert found.expired(date(2027, 3, 1))


def test_before_the_decision_nothing_counts():
    assert not period().in_force(date(2026, 8, 30))
    assert not period().expired(date(2026, 8, 30))
    assert period().in_force(date(2026, 8, 31))


def test_a_sanction_of_one_year_is_still_felt_in_the_years_after():
    found = period("state.demoted", "2024.12.20")
    in_force = [
        day.year for day in map(date.fromisoformat, ("2024-12-31", "2025-06-30", "2026-12-20")) if found.in_force(day)
    ]
    assert in_force == [2024, 2025, 2026]
    assert not found.in_force(date(2026, 12, 21))


@pytest.mark.parametrize(
    ("kind", "months"),
    [
        ("party.warning", 12),
        ("party.serious_warning", 18),
        ("party.removed", 24),
        ("party.expelled", 60),
        ("state.warning", 6),
        ("state.demerit", 12),
        ("state.major_demerit", 18),
        ("state.demoted", 24),
        ("state.dismissed", 24),
        ("institution.warning", 6),
        ("institution.demerit", 12),
        ("institution.demoted", 24),
        ("organisational.suspended", 6),
        ("organisational.transferred", 12),
        ("organisational.resigned", 24),
        ("organisational.removed", 24),
        ("organisational.demoted", 24),
        ("admonition", 6),
        ("step_down", 12),
    ],
)
def test_each_kind_has_the_months_of_its_text(kind, months):
    assert period(kind, "2026.01.15").months == months


def test_every_kind_is_known_and_expulsion_has_no_period():
    kinds = influence_kinds(BOOK)
    assert len(kinds) == len(set(kinds)) == 22
    without = {kind for kind in kinds if period(kind, "2026.01.15") is None}
    assert without == {"state.expelled", "institution.expelled"}
    assert influence(measure("state.expelled"), BOOK).sentence == "2026.08.31的处理没有影响期"
    with pytest.raises(KeyError):
        influence(measure("state.unheard_of"), BOOK)


@pytest.mark.parametrize(
    ("decided", "months", "source"),
    [
        ("2015.12.31", 12, "中国共产党纪律处分条例（2003）"),
        ("2016.01.01", 18, "中国共产党纪律处分条例（2015）"),
        ("2018.09.30", 18, "中国共产党纪律处分条例（2015）"),
        ("2018.10.01", 18, "中国共产党纪律处分条例（2018）"),
        ("2023.12.31", 18, "中国共产党纪律处分条例（2018）"),
        ("2024.01.01", 18, "中国共产党纪律处分条例（2023）"),
    ],
)
def test_the_text_in_force_on_the_day_of_the_decision_is_used(decided, months, source):
    found = influence(measure("party.serious_warning", decided), BOOK)
    assert found.value.months == months
    assert found.source.startswith(source)


def test_a_decision_older_than_every_text_is_left_to_people_unless_the_paper_says():
    found = influence(measure("state.warning", "2007.05.31"), BOOK)
    assert found.value is None
    assert "尚无规定可依" in found.sentence
    assert period("state.warning", "2007.06.01").months == 6
    assert period("state.warning", "2007.05.31", months=9).last_day == date(2008, 2, 29)


def test_what_the_paper_fixes_goes_before_the_law():
    found = influence(measure("admonition", "2026.01.10", months=12), BOOK)
    assert found.value.last_day == date(2027, 1, 10)
    assert "（按决定书载明）" in found.sentence
    assert influence(measure(months=0), BOOK).value is None


def test_the_county_may_set_its_own_length_from_a_day():
    book = changed("influence.months", 12, since="2026-06-01", applies_to="admonition")
    assert influence(measure("admonition", "2026.05.31"), book).value.months == 6
    assert influence(measure("admonition", "2026.06.01"), book).value.months == 12


@pytest.mark.parametrize(
    ("released", "last"),
    [
        ("2026.12.01", date(2026, 11, 30)),
        ("2027.02.28", date(2027, 2, 27)),
        ("2027.03.01", date(2027, 2, 28)),
        ("2027.06.01", date(2027, 2, 28)),
        ("2026.12", date(2026, 12, 30)),
    ],
)
def test_early_release_ends_it_the_day_before(released, last):
    found = influence(measure(released_on=released), BOOK)
    assert found.value.last_day == last
    early = last < date(2027, 2, 28)
    assert found.value.released_early is early
    assert ("提前解除" in found.sentence) is early


def test_probation_in_the_party_runs_before_the_two_years_and_from_the_restoring_of_rights():
    planned = period("party.probation", "2024.03.10", probation_months=12)
    assert planned.last_day == date(2027, 3, 10)
    restored = influence(measure("party.probation", "2024.03.10", probation_months=12, restored_on="2026.03.15"), BOOK)
    assert restored.value.last_day == date(2028, 3, 15)
    assert restored.value.in_force(date(2024, 3, 10))
    assert "自2026.03.15恢复党员权利起算" in restored.sentence


def test_a_decision_known_to_the_month_counts_from_its_last_possible_day():
    found = period("state.demerit", "2026.05")
    assert (found.first_day, found.last_day) == (date(2026, 5, 1), date(2027, 5, 31))


def test_the_sentence_says_until_when_and_what_is_forbidden():
    found = influence(measure(), BOOK)
    assert found.sentence == (
        "2026.08.31起，政务警告处分期6个月，计至2027.02.28（含当日），2027.03.01期满；"
        "期内不得晋升职务、职级、衔级和级别"
    )
    assert [(one.label, one.text, one.record) for one in found.inputs] == [("决定日期", "2026.08.31", "m")]
    party = influence(measure("party.warning"), BOOK)
    assert party.inputs[0].label == "批准日期"
    resigned = influence(measure("organisational.resigned"), BOOK)
    assert resigned.sentence.endswith("其中前12个月不安排领导职务")
    assert "未核实" in resigned.source


@settings(deadline=None)
@given(
    st.dates(date(2008, 1, 1), date(2050, 1, 1)),
    st.integers(1, 60),
    st.integers(-400, 2400),
    st.none() | st.integers(1, 2000),
)
def test_on_every_day_a_measure_is_coming_in_force_or_expired(decided, months, offset, released_after):
    released = None if released_after is None else PartialDate.of(decided + timedelta(days=released_after))
    item = replace(measure(decided=str(PartialDate.of(decided))), months=months, released_on=released)
    found = influence(item, BOOK).value
    today = decided + timedelta(days=offset)
    assert [offset < 0, found.in_force(today), found.expired(today)].count(True) == 1


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_the_end_lies_in_the_month_so_many_months_later_and_not_on_a_later_day(decided, months):
    last = PartialDate.of(influence_end(PartialDate.of(decided), months))
    assert last.month_index == PartialDate.of(decided).month_index + months
    assert last.day <= decided.day
