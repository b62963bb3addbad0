"""Ages at a cut-off month."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.ages import (
    AgeBand,
    Population,
    age,
    bands,
    born_in_or_after,
    change_in_words,
    count_by_band,
    explained_age,
    explained_mean_age_drop,
    mean_age,
    mean_age_drop,
    printed_mean,
    within_age,
)
from cadre_desktop.rules.partial_date import PartialDate

MONTHS = st.builds(PartialDate, st.integers(1930, 2010), st.integers(1, 12))


@pytest.mark.parametrize(
    ("birth", "cut_off", "years"),
    [
        (PartialDate(1990, 11), PartialDate(2026, 10), 35),
        (PartialDate(1990, 11), PartialDate(2026, 11), 36),
        (PartialDate(1991, 1), PartialDate(2026, 12), 35),
        (PartialDate(1990, 12), PartialDate(2026, 12), 36),
        (PartialDate(1990, 11, 30), PartialDate(2026, 11, 1), 36),
        (PartialDate(1990), PartialDate(2026, 1), 36),
        (PartialDate(2026, 11), PartialDate(2026, 11), 0),
    ],
)
def test_years_are_counted_by_month_and_never_by_day(birth, cut_off, years):
    assert age(birth, cut_off) == years


def test_a_cut_off_needs_its_month_and_may_not_precede_the_birth():
    with pytest.raises(ValueError, match="须写到月"):
        age(PartialDate(1990, 1), PartialDate(2026))
    with pytest.raises(ValueError, match=r"1990\.11 晚于计算年龄的截止时间 1990\.10"):
        age(PartialDate(1990, 11), PartialDate(1990, 10, 31))


def test_thirty_five_and_under_means_not_yet_thirty_six():
    assert within_age(PartialDate(1990, 11), 35, PartialDate(2026, 10))
    assert not within_age(PartialDate(1990, 11), 35, PartialDate(2026, 11))


def test_after_eighty_seven_includes_eighty_seven():
    assert born_in_or_after(PartialDate(1987, 1), 1987)
    assert not born_in_or_after(PartialDate(1986, 12), 1987)


def test_the_mean_has_one_decimal_and_nobody_has_none():
    births = [PartialDate(1990, 1), PartialDate(1989, 1), PartialDate(1989, 1)]
    mean = mean_age(births, PartialDate(2026, 1))
    assert mean == Fraction(110, 3)
    assert printed_mean(mean) == Decimal("36.7")
    assert mean_age([], PartialDate(2026, 1)) is None
    assert printed_mean(None) is None


def test_the_drop_is_of_two_populations_and_rounded_only_at_the_end():
    before = Population(tuple(PartialDate(1985 - extra, 12) for extra in (0, 0, 0, 1)), PartialDate(2025, 12))
    after = Population(tuple(PartialDate(1987 + extra, 12) for extra in (0, 1)), PartialDate(2026, 12))
    assert before.mean == Fraction(161, 4)
    assert after.mean == Fraction(77, 2)
    assert mean_age_drop(before, after) == Decimal("1.8")
    assert mean_age_drop(after, before) == Decimal("-1.8")


def test_rounding_both_means_first_would_give_another_figure():
    # 31 people of 40 and 9 of 41 are 40.225, printed 40.2; 39 of 38 and one of 44 are 38.15, printed 38.2.
    before = Population((PartialDate(1985, 6),) * 31 + (PartialDate(1984, 6),) * 9, PartialDate(2025, 12))
    after = Population((PartialDate(1988, 6),) * 39 + (PartialDate(1982, 6),), PartialDate(2026, 12))
    assert (printed_mean(before.mean), printed_mean(after.mean)) == (Decimal("40.2"), Decimal("38.2"))
    assert mean_age_drop(before, after) == Decimal("2.1")


def test_the_age_is_explained_by_its_months():
    found = explained_age(PartialDate(1990, 11, 30), PartialDate(2026, 11, 1), "p")
    assert (found.value, found.records) == (36, ("p",))
    assert found.sentence == "出生1990.11.30，截至2026.11为36周岁（按年月计算，不看日）"
    assert explained_age(PartialDate(1990, 11), PartialDate(2026, 10)).value == 35
    assert explained_age(PartialDate(1990), PartialDate(2026, 1)).sentence.endswith("出生时间只有年份，按年相减")
    with pytest.raises(ValueError, match="须写到月"):
        explained_age(PartialDate(1990, 1), PartialDate(2026))


def test_the_drop_is_explained_with_both_populations():
    before = Population((PartialDate(1985, 6),) * 31 + (PartialDate(1984, 6),) * 9, PartialDate(2025, 12))
    after = Population((PartialDate(1988, 6),) * 39 + (PartialDate(1982, 6),), PartialDate(2026, 12))
    found = explained_mean_age_drop(before, after)
    assert found.value == Decimal("2.1")
    assert found.sentence.startswith("截至2025.12：40人，平均40.2岁，截至2026.12：40人，平均38.2岁，下降2.1岁（")
    assert "上升2.1岁" in explained_mean_age_drop(after, before).sentence
    assert "持平" in explained_mean_age_drop(before, before).sentence
    nobody = explained_mean_age_drop(before, Population((), PartialDate(2026, 12)))
    assert nobody.value is None
    assert nobody.sentence.endswith("截至2026.12：0人，平均—岁；有一个时点没有人员，无法比较")


def test_an_empty_population_gives_no_drop():
    some, none = Population((PartialDate(1985, 6),), PartialDate(2025, 12)), Population((), PartialDate(2026, 12))
    assert mean_age_drop(some, none) is None
    assert mean_age_drop(none, some) is None


def test_bands_join_without_gap():
    made = bands((35, 40, 41))
    assert [band.label for band in made] == ["35岁及以下", "36–40岁", "41岁", "42岁及以上"]
    assert count_by_band([35, 36, 40, 41, 42, 60], made) == (1, 2, 1, 2)


@pytest.mark.parametrize("upper_ages", [(), (40, 35), (35, 35)])
def test_upper_ages_have_to_rise(upper_ages):
    with pytest.raises(ValueError, match="由小到大"):
        bands(upper_ages)


def test_an_age_in_no_band_is_not_counted():
    assert count_by_band([30, 50], [AgeBand("30岁", 30, 30)]) == (1,)


@settings(deadline=None)
@given(MONTHS, st.integers(0, 1200))
def test_age_rises_by_one_every_twelve_months(birth, months):
    cut_off = birth.plus_months(months)
    assert age(birth, cut_off) == months // 12
    assert age(birth, cut_off.plus_months(12)) == months // 12 + 1


@settings(deadline=None)
@given(st.sets(st.integers(18, 70), min_size=1), st.lists(st.integers(0, 110)))
def test_every_age_falls_into_exactly_one_band(upper_ages, ages):
    made = bands(sorted(upper_ages))
    assert all(sum(band.holds(years) for band in made) == 1 for years in ages)
    assert sum(count_by_band(ages, made)) == len(ages)


@pytest.mark.parametrize(
    ("drop", "words"),
    [("2.3", "下降2.3岁"), ("-0.9", "上升0.9岁"), ("0.0", "持平"), ("-0.0", "持平"), ("0.1", "下降0.1岁")],
)
def test_a_change_of_the_mean_age_never_shows_a_minus(drop, words):
    assert change_in_words(Decimal(drop)) == words
