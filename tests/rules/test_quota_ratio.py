"""The share of 优秀 of a pool, a unit and a year."""

from decimal import Decimal

import pytest

from cadre_desktop.rules.quota_ratio import QuotaPool, QuotaUnit, RatioSetting, in_digits, pool_of, ratio
from cadre_desktop.rules.settings import NoTextInForce
from tests.rules.rule_book import changed, delivered

CIVIL, INSTITUTION = QuotaPool.CIVIL, QuotaPool.INSTITUTION
TOWN = QuotaUnit("u1", "青石镇", "township")


def percent(pool, year, unit=TOWN, settings=(), book=None):
    return ratio(pool, unit, year, book or delivered(), settings).value.percent


def setting(share, **narrower):
    return RatioSetting("q1", 2026, CIVIL, share, **narrower)


def test_the_share_follows_the_text_of_the_year():
    assert percent(CIVIL, 2019) == 15
    assert percent(CIVIL, 2020) == 20
    assert percent(INSTITUTION, 2023) == 20
    with pytest.raises(NoTextInForce, match="尚无规定可依"):
        percent(INSTITUTION, 2022)


@pytest.mark.parametrize(
    ("pool", "result", "share"),
    [
        (INSTITUTION, "excellent", 25),
        (INSTITUTION, "good", 20),
        (INSTITUTION, "passed", 20),
        (INSTITUTION, "failed", 15),
        (INSTITUTION, "", 20),
        (CIVIL, "excellent", 25),
        (CIVIL, "failed", 20),
    ],
)
def test_the_units_own_result_moves_the_share(pool, result, share):
    assert percent(pool, 2026, QuotaUnit("u1", "单位", "institution", result)) == share


def test_the_narrower_setting_wins():
    everyone, towns, own = (
        setting(18),
        setting(25, unit_kind="township", document="清发〔2026〕1号"),
        setting(22, unit="u1"),
    )
    assert percent(CIVIL, 2026, settings=(own, towns, everyone)) == 22
    assert percent(CIVIL, 2026, settings=(towns, everyone)) == 25
    assert percent(CIVIL, 2026, settings=(everyone,)) == 18
    assert percent(CIVIL, 2026, QuotaUnit("u2", "县发改局", "department"), (towns, own)) == 20
    assert percent(CIVIL, 2025, settings=(own,)) == 20
    assert percent(INSTITUTION, 2026, settings=(own,)) == 20


def test_a_setting_for_the_unit_stands_whatever_the_result():
    good = QuotaUnit("u1", "青石镇", "township", "excellent")
    assert percent(CIVIL, 2026, good, (setting(18, unit="u1"),)) == 18
    assert percent(CIVIL, 2026, good, (setting(18, unit_kind="township"),)) == 25


def test_a_result_never_turns_a_share_the_other_way():
    poor = QuotaUnit("u1", "县医院", "institution", "failed")
    low = RatioSetting("q1", 2026, INSTITUTION, 10, unit_kind="institution")
    assert percent(INSTITUTION, 2026, poor, (low,)) == 10
    high = RatioSetting("q1", 2026, INSTITUTION, 30, unit_kind="institution")
    assert percent(INSTITUTION, 2026, QuotaUnit("u1", "县医院", "institution", "excellent"), (high,)) == 30


def test_the_county_file_may_give_townships_their_own_share_from_a_year_on():
    book = changed("quota.percent", 25, since="2024-01-01", applies_to="civil.township")
    assert [percent(CIVIL, year, book=book) for year in (2023, 2024)] == [20, 25]
    assert percent(CIVIL, 2024, QuotaUnit("u2", "县发改局", "department"), book=book) == 20
    last_day = changed("quota.percent", 25, since="2024-12-31", applies_to="civil.township")
    assert [percent(CIVIL, year, book=last_day) for year in (2023, 2024)] == [20, 25]


@pytest.mark.parametrize(
    ("share", "document", "needs", "over"),
    [(20, "", False, False), (21, "", True, False), (25, "清发1号", False, False), (26, "清发1号", False, True)],
)
def test_above_the_usual_a_document_is_asked_for_and_above_the_most_it_is_said(share, document, needs, over):
    found = ratio(CIVIL, TOWN, 2026, delivered(), (setting(share, document=document),))
    assert (found.value.needs_document, found.value.over_most) == (needs, over)


def test_the_reason_names_setting_document_and_text():
    found = ratio(CIVIL, TOWN, 2026, delivered(), (setting(25, unit_kind="township", document="清发〔2026〕1号"),))
    assert found.sentence == "青石镇公务员比例25%：本县设置25%（清发〔2026〕1号）。"
    assert found.records == ("q1",)
    plain = ratio(CIVIL, QuotaUnit("u1", "青石镇", "township", "excellent", "a1"), 2026, delivered())
    assert plain.sentence.endswith("高于一般比例，请填写同意的文号。")
    assert "公务员考核规定（2020修订）" in plain.source
    assert plain.records == ("a1",)


@pytest.mark.parametrize(
    ("identity", "team", "county", "pool"),
    [
        ("civil", False, False, QuotaPool.CIVIL),
        ("reference", False, False, QuotaPool.CIVIL),
        ("institution", False, False, QuotaPool.INSTITUTION),
        ("worker", False, False, QuotaPool.INSTITUTION),
        ("civil", True, False, QuotaPool.TEAM),
        ("civil", True, True, QuotaPool.COUNTY),
        ("enterprise", False, False, None),
        ("village", True, True, None),
    ],
)
def test_everybody_is_graded_in_one_pool(identity, team, county, pool):
    assert pool_of(identity, team_member=team, county_managed=county, book=delivered(), year=2026) is pool


def test_the_county_may_keep_reference_staff_apart_and_leaders_in():
    apart = changed("quota.join_reference", False)
    assert pool_of("reference", team_member=False, county_managed=False, book=apart, year=2026) is QuotaPool.REFERENCE
    together = changed("quota.split_team", False)
    assert pool_of("civil", team_member=True, county_managed=False, book=together, year=2026) is QuotaPool.CIVIL


def test_inexact_and_impossible_shares_are_refused():
    with pytest.raises(TypeError, match="float"):
        setting(0.2)
    for share in (-1, 101):
        with pytest.raises(ValueError, match="0到100"):
            setting(share)
    with pytest.raises(ValueError, match="不能为负数"):
        setting(20, seats=-1)
    assert (setting(0).percent, setting(100).percent, setting(20, seats=0).seats) == (0, 100, 0)


def test_numbers_are_written_without_idle_zeros():
    assert [in_digits(n) for n in (20, 0, Decimal("12.50"), Decimal("100"))] == ["20", "0", "12.5", "100"]
