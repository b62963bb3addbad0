"""Quotas for the grade 优秀."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.quota import Pool, limit, pooled, quota


@pytest.mark.parametrize(
    ("people", "percent", "allowed"),
    [
        (23, 20, 4),
        (24, 25, 6),
        (3, 20, 0),
        (14, 20, 2),
        (5, 20, 1),
        (4, 20, 0),
        (100, 15, 15),
        (29, Decimal("12.5"), 3),
        (0, 20, 0),
        (7, 0, 0),
        (7, 100, 7),
        (10, Fraction(100, 3), 3),
    ],
)
def test_the_limit_is_rounded_down_exactly(people, percent, allowed):
    assert limit(people, percent) == allowed


def test_floats_and_impossible_shares_are_refused():
    with pytest.raises(TypeError, match="float"):
        limit(10, 0.2)
    for people, percent in ((-1, 20), (10, -1), (10, 101)):
        with pytest.raises(ValueError, match="0到100"):
            limit(people, percent)


def test_both_ways_of_counting_the_undetermined_are_shown():
    pool = Pool("机关公务员", 25, 20, undetermined=1)
    usual, local = quota(pool), quota(pool, count_undetermined=False)
    assert (usual.base, usual.limit, usual.limit_other_way) == (25, 5, 4)
    assert (local.base, local.limit, local.limit_other_way) == (24, 4, 5)


def test_more_undetermined_than_people_are_refused():
    with pytest.raises(ValueError, match="不定等次人数6应在0到应参加人数5之间"):
        Pool("机关公务员", 5, 20, undetermined=6)


def test_small_units_reckoned_together_gain_what_each_would_lose():
    units = [Pool(f"站所{n}", 3, 20) for n in range(5)]
    together = quota(pooled("乡镇合并", units))
    assert [quota(unit).limit for unit in units] == [0, 0, 0, 0, 0]
    assert (together.base, together.limit) == (15, 3)


def test_pooling_needs_one_share():
    with pytest.raises(ValueError, match="相同的优秀比例"):
        pooled("合并", [Pool("甲", 3, 20), Pool("乙", 3, 25)])
    with pytest.raises(ValueError, match="相同的优秀比例"):
        pooled("合并", [])


def test_the_limit_itself_passes_and_one_more_is_a_warning():
    result = quota(Pool("机关公务员", 23, 20))
    assert result.warning(4) == ""
    assert (result.left(4), result.left(1), result.over(4)) == (0, 3, 0)
    assert result.warning(5) == (
        "机关公务员优秀5人，超过限额4人（23人×20%，只舍不入），超1人。请减少人数，或填写上级批准文号"
    )
    assert (result.left(5), result.over(5)) == (0, 1)


def test_an_approving_document_is_named_in_the_warning():
    assert quota(Pool("机关公务员", 23, 20)).warning(5, " 县组通〔2026〕8号 ").endswith("；依据 县组通〔2026〕8号")


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(0, 100))
def test_the_limit_never_exceeds_the_share_and_one_more_would(people, percent):
    allowed = limit(people, percent)
    assert allowed * 100 <= people * percent < (allowed + 1) * 100


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=10), st.integers(0, 100))
def test_pooling_never_loses_a_place(sizes, percent):
    units = [Pool("单位", size, percent) for size in sizes]
    assert quota(pooled("合并", units)).limit >= sum(quota(unit).limit for unit in units)
