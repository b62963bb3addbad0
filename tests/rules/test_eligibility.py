"""Who takes part in the year's assessment, how, and why."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.eligibility import Effect, effect_words, eligibility
from cadre_desktop.rules.eligibility_facts import (
    Absence,
    AbsenceKind,
    Away,
    AwayKind,
    Case,
    CaseOutcome,
    Event,
    Penalty,
    PersonYear,
    RegularGrade,
    System,
    Tolerated,
    days_absent,
)
from tests.rules.rule_book import changed, delivered

CIVIL, INSTITUTION = System.CIVIL, System.INSTITUTION
SICK, PERSONAL, STUDY, MATERNITY = AbsenceKind.SICK, AbsenceKind.PERSONAL, AbsenceKind.OWN_STUDY, AbsenceKind.MATERNITY


def person(year=2026, system=CIVIL, **facts):
    return PersonYear("p1", year, system, **facts)


def effect(*args, decided_on=None, **facts):
    return eligibility(person(*args, **facts), delivered(), decided_on=decided_on).effect


def leave(days, kind=SICK, year=2026, record="l1"):
    return Absence(record, kind, date(year, 1, 1), date(year, 1, 1) + timedelta(days=days - 1))


def penalty(kind, on=date(2026, 3, 10), last=None, record="s1", document=""):
    return Penalty(record, kind, "处分", on, last, document)


def test_nobody_is_hindered_by_nothing():
    found = eligibility(person(), delivered())
    assert (found.rows, found.effect, found.words) == ((), Effect.NONE, "不影响确定")
    assert found.excellent_is_open
    assert found.assessed_here
    assert not found.ungraded


@pytest.mark.parametrize(
    ("year", "system", "days", "outcome"),
    [
        (2019, CIVIL, 182, Effect.NONE),
        (2019, CIVIL, 183, Effect.NOT_ASSESSED),
        (2020, CIVIL, 183, Effect.NONE),
        (2020, CIVIL, 184, Effect.UNGRADED),
        (2026, CIVIL, 182, Effect.NONE),
        (2026, CIVIL, 183, Effect.UNGRADED),
        (2026, INSTITUTION, 182, Effect.NONE),
        (2026, INSTITUTION, 183, Effect.UNGRADED),
    ],
)
def test_leave_over_half_the_year_counts_by_the_text_of_its_year(year, system, days, outcome):
    assert effect(year, system, absences=(leave(days, year=year),)) is outcome


def test_sick_and_personal_leave_add_up_but_no_day_counts_twice():
    first = Absence("a", SICK, date(2026, 1, 1), date(2026, 4, 10))
    overlapping = Absence("b", PERSONAL, date(2026, 4, 1), date(2026, 7, 1))
    assert effect(absences=(first, overlapping)) is Effect.NONE
    one_more = Absence("c", PERSONAL, days=1)
    found = eligibility(person(absences=(first, overlapping, one_more)), delivered())
    assert found.effect is Effect.UNGRADED
    assert found.rows[0].finding.records == ("a", "b", "c")
    assert found.rows[0].sentence == "病假、事假当年累计183天，超过半年：参加考核，不定等次。"
    assert "未核实" in found.rows[0].finding.source


def test_leave_of_other_years_does_not_count():
    long_ago = Absence("a", SICK, date(2025, 3, 1), date(2026, 7, 1))
    assert effect(absences=(long_ago,)) is Effect.NONE
    assert effect(2025, absences=(long_ago,)) is Effect.UNGRADED


def test_own_study_counts_for_institutions_alone_and_maternity_leave_for_nobody():
    assert effect(2026, INSTITUTION, absences=(leave(200, STUDY),)) is Effect.UNGRADED
    assert effect(2026, CIVIL, absences=(leave(200, STUDY),)) is Effect.NONE
    for system in System:
        found = eligibility(person(2026, system, absences=(leave(200, MATERNITY),)), delivered())
        assert found.effect is Effect.NONE
        assert found.rows[0].finding.rule == "产假"
        assert found.reasons == ()


def test_the_county_may_reckon_half_a_year_otherwise():
    book = changed("eligibility.half_year_months", 3)
    assert eligibility(person(absences=(leave(92),)), book).effect is Effect.UNGRADED
    assert eligibility(person(absences=(leave(91),)), book).effect is Effect.NONE


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        (date(2026, 12, 31), Effect.COMMENT_ONLY),
        (date(2026, 12, 30), Effect.NONE),
        (date(2027, 6, 1), Effect.COMMENT_ONLY),
    ],
)
def test_probation_on_the_last_day_of_the_year_means_a_comment_and_no_grade(until, outcome):
    assert effect(probation_until=until) is outcome


@pytest.mark.parametrize(
    ("joined", "first_job", "before", "outcome"),
    [
        (date(2026, 7, 2), True, 0, Effect.NONE),
        (date(2026, 7, 3), True, 0, Effect.COMMENT_ONLY),
        (date(2026, 7, 3), False, 0, Effect.ASK),
        (date(2026, 7, 3), False, 1, Effect.NONE),
        (date(2026, 12, 1), False, 300, Effect.NONE),
        (date(2025, 12, 1), True, 0, Effect.NONE),
    ],
)
def test_newcomers_of_institutions_need_half_a_year_and_earlier_work_counts(joined, first_job, before, outcome):
    facts = {"joined": Event("j1", joined), "first_job": first_job, "days_before": before}
    assert effect(2026, INSTITUTION, **facts) is outcome


def test_the_edges_of_the_year_and_of_half_a_leap_year():
    assert effect(2026, INSTITUTION, joined=Event("j1", date(2026, 12, 31)), first_job=True) is Effect.COMMENT_ONLY
    assert effect(2024, INSTITUTION, joined=Event("j1", date(2024, 7, 2)), first_job=True) is Effect.NONE
    assert effect(2024, INSTITUTION, joined=Event("j1", date(2024, 7, 3)), first_job=True) is Effect.COMMENT_ONLY
    new_years_eve = {"joined": Event("j1", date(2026, 12, 31)), "probation_until": date(2027, 12, 30)}
    assert effect(2026, CIVIL, **new_years_eve) is Effect.COMMENT_ONLY


def test_who_left_or_has_not_come_yet_is_not_assessed_here():
    assert effect(left=Event("x", date(2026, 12, 31), "退休")) is Effect.NOT_ASSESSED
    assert effect(left=Event("x", date(2027, 1, 1), "退休")) is Effect.NONE
    assert effect(joined=Event("x", date(2027, 1, 1))) is Effect.NOT_ASSESSED
    assert effect(joined=Event("x", date(2026, 12, 31))) is Effect.NONE
    assert not eligibility(person(left=Event("x", date(2026, 5, 1), "调出")), delivered()).assessed_here


def test_a_transfer_is_told_and_hinders_nothing():
    found = eligibility(person(transfer=Event("t1", date(2026, 5, 1), "青石镇")), delivered())
    assert found.effect is Effect.NONE
    assert "由青石镇转入，由本单位考核" in found.rows[0].sentence
    assert eligibility(person(transfer=Event("t1", date(2025, 5, 1), "青石镇")), delivered()).rows == ()


@pytest.mark.parametrize(
    ("opened", "closed", "outcome", "decided_on", "expected"),
    [
        (date(2026, 6, 1), None, CaseOutcome.OPEN, None, Effect.NO_COMMENT),
        (date(2026, 6, 1), date(2026, 12, 31), CaseOutcome.NO_PENALTY, None, Effect.NONE),
        (date(2026, 6, 1), date(2027, 1, 1), CaseOutcome.NO_PENALTY, None, Effect.NO_COMMENT),
        (date(2026, 6, 1), date(2027, 1, 10), CaseOutcome.NO_PENALTY, date(2027, 1, 9), Effect.NO_COMMENT),
        (date(2026, 6, 1), date(2027, 1, 10), CaseOutcome.NO_PENALTY, date(2027, 1, 10), Effect.NONE),
        (date(2026, 6, 1), date(2027, 1, 10), CaseOutcome.WARNING, date(2027, 2, 1), Effect.NONE),
        (date(2026, 6, 1), date(2027, 1, 10), CaseOutcome.OTHER_PENALTY, date(2027, 2, 1), Effect.NO_COMMENT),
        (date(2027, 1, 5), None, CaseOutcome.OPEN, None, Effect.NONE),
        (date(2027, 1, 5), None, CaseOutcome.OPEN, date(2027, 1, 5), Effect.NO_COMMENT),
    ],
)
@pytest.mark.parametrize("system", list(System))
def test_an_open_case_leaves_the_year_without_comment_or_grade(system, opened, closed, outcome, decided_on, expected):
    assert effect(2026, system, cases=(Case("c1", opened, closed, outcome),), decided_on=decided_on) is expected


def test_a_case_matters_to_the_years_it_was_open_at_the_end_of():
    within = Case("c1", date(2026, 6, 1), date(2026, 12, 31), CaseOutcome.OTHER_PENALTY)
    assert eligibility(person(cases=(within,)), delivered()).rows == ()
    over_it = Case("c1", date(2026, 12, 31), date(2027, 1, 5), CaseOutcome.OTHER_PENALTY)
    assert effect(cases=(over_it,), decided_on=date(2027, 1, 5)) is Effect.NO_COMMENT
    after_it = Case("c1", date(2027, 1, 1), date(2027, 1, 5), CaseOutcome.OTHER_PENALTY)
    assert effect(cases=(after_it,), decided_on=date(2027, 1, 5)) is Effect.NONE


def test_a_case_closed_without_penalty_says_that_the_grade_can_be_given_later():
    case = Case("c1", date(2026, 6, 1), date(2027, 1, 10), CaseOutcome.NO_PENALTY)
    found = eligibility(person(cases=(case,)), delivered(), decided_on=date(2027, 2, 1))
    assert found.rows[0].sentence == "2027.01.10结案，未给予处分，可按规定补定等次：不影响确定。"


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("state.warning", Effect.NOT_EXCELLENT),
        ("state.demerit", Effect.COMMENT_ONLY),
        ("state.major_demerit", Effect.COMMENT_ONLY),
        ("state.demoted", Effect.COMMENT_ONLY),
        ("state.dismissed", Effect.COMMENT_ONLY),
        ("party.warning", Effect.NOT_EXCELLENT),
        ("party.serious_warning", Effect.UNGRADED),
        ("party.removed", Effect.LOWEST),
        ("admonition", Effect.NOT_EXCELLENT),
        ("organisational.transferred", Effect.NOT_EXCELLENT),
        ("organisational.never_heard_of", Effect.ASK),
    ],
)
def test_a_penalty_of_the_year_counts_by_its_kind(kind, outcome):
    assert effect(penalties=(penalty(kind),)) is outcome


def test_every_measure_of_the_influence_settings_is_known_here_or_left_to_people():
    left_to_people = {"step_down", "state.expelled", "institution.expelled"}
    for kind in set(delivered().cases("influence.months")) - left_to_people:
        assert effect(2026, INSTITUTION, penalties=(penalty(kind),)) is not Effect.ASK, kind
        for_institutions = kind.startswith("institution.")
        assert (effect(penalties=(penalty(kind),)) is Effect.ASK) == for_institutions, kind


@pytest.mark.parametrize(
    ("decided", "last", "years"),
    [
        (date(2025, 3, 10), date(2026, 9, 10), {2025}),
        (date(2025, 9, 10), date(2027, 3, 10), {2025, 2026}),
        (date(2025, 6, 30), date(2026, 12, 30), {2025}),
        (date(2025, 7, 1), date(2026, 12, 31), {2025, 2026}),
    ],
)
def test_eighteen_months_affect_exactly_the_years_at_whose_end_they_run(decided, last, years):
    demerit = penalty("state.major_demerit", on=decided, last=last)
    affected = {y for y in range(2023, 2030) if effect(y, penalties=(demerit,)) is not Effect.NONE}
    assert affected == years


def test_a_warning_counts_in_its_own_year_only():
    warning = penalty("state.warning", on=date(2026, 9, 1), last=date(2027, 3, 1))
    assert [effect(year, penalties=(warning,)) for year in (2025, 2026, 2027)] == [
        Effect.NONE,
        Effect.NOT_EXCELLENT,
        Effect.NONE,
    ]


def test_an_expired_penalty_stays_readable():
    demerit = penalty("state.major_demerit", on=date(2025, 3, 10), last=date(2026, 9, 10))
    found = eligibility(person(penalties=(demerit,)), delivered())
    assert "2026年内已期满" in found.rows[0].sentence
    assert eligibility(person(2028, penalties=(demerit,)), delivered()).rows == ()


def test_of_several_penalties_the_heavier_decides_and_all_are_told():
    two = (penalty("state.warning", record="s1"), penalty("state.demerit", record="s2"))
    found = eligibility(person(2026, INSTITUTION, penalties=two), delivered())
    assert found.effect is Effect.COMMENT_ONLY
    assert [row.finding.records for row in found.reasons] == [("s2",), ("s1",)]


def test_refusing_comes_to_the_lowest_grade_in_the_words_of_the_system():
    refusal = Event("r1", date(2026, 12, 20))
    civil = eligibility(person(refusal=refusal), delivered())
    assert (civil.effect, civil.words) == (Effect.LOWEST, "一般应确定为不称职")
    assert eligibility(person(2026, INSTITUTION, refusal=refusal), delivered()).words == "一般应确定为不合格"


def test_the_words_of_the_two_systems_are_never_mixed():
    for shown in Effect:
        assert "档次" not in effect_words(shown, CIVIL)
        assert "等次" not in effect_words(shown, INSTITUTION)
        assert "不称职" not in effect_words(shown, INSTITUTION)


@pytest.mark.parametrize(
    ("system", "kind", "start", "end", "host"),
    [
        (CIVIL, AwayKind.SECONDED, date(2026, 7, 2), None, "县发改局"),
        (CIVIL, AwayKind.SECONDED, date(2026, 7, 3), None, ""),
        (INSTITUTION, AwayKind.SECONDED, date(2026, 1, 1), date(2026, 7, 2), "县发改局"),
        (INSTITUTION, AwayKind.SECONDED, date(2026, 1, 1), date(2026, 7, 1), ""),
        (CIVIL, AwayKind.STUDY, date(2026, 1, 1), None, ""),
        (CIVIL, AwayKind.VILLAGE, date(2026, 1, 1), None, ""),
        (CIVIL, AwayKind.LENT, date(2026, 1, 1), None, "县发改局"),
        (CIVIL, AwayKind.LENT, date(2025, 1, 1), date(2025, 12, 31), ""),
    ],
)
def test_who_works_elsewhere_for_half_a_year_is_assessed_there(system, kind, start, end, host):
    found = eligibility(person(2026, system, away=(Away("w1", kind, "县发改局", start, end),)), delivered())
    assert found.host == host
    assert found.assessed_here is not bool(host)
    assert found.effect is Effect.NONE


def test_exactly_half_a_leap_year_is_enough_for_a_civil_servant_and_too_little_for_an_institution():
    half = (Away("w1", AwayKind.SECONDED, "县发改局", date(2024, 1, 1), date(2024, 7, 1)),)
    assert eligibility(person(2024, CIVIL, away=half), delivered()).host == "县发改局"
    assert eligibility(person(2024, INSTITUTION, away=half), delivered()).host == ""


def regular(*grades):
    return tuple(RegularGrade(f"g{n}", f"第{n}季度", grade) for n, grade in enumerate(grades, 1))


@pytest.mark.parametrize(
    ("grades", "outcome"),
    [
        (("好", "好", "较好", "较好"), Effect.NONE),
        (("好", "较好", "较好", "较好"), Effect.NOT_EXCELLENT),
        (("好", "好", "好", "一般"), Effect.NOT_EXCELLENT),
        (("好", "好", "好", "较差"), Effect.NOT_EXCELLENT),
        ((), Effect.NONE),
    ],
)
def test_excellent_takes_half_the_quarters_good_and_none_poor(grades, outcome):
    assert effect(regular=regular(*grades)) is outcome


def test_quarters_do_not_bind_institutions():
    assert effect(2026, INSTITUTION, regular=regular("一般")) is Effect.NONE


def test_a_granted_tolerance_takes_the_effect_away_and_says_why():
    case = Tolerated("t1", frozenset({"s1"}), exempts=True, document="清容认〔2026〕3号")
    found = eligibility(person(penalties=(penalty("state.demerit"),), tolerated=(case,)), delivered())
    assert found.effect is Effect.NONE
    assert found.excellent_is_open
    assert "已容错免责（清容认〔2026〕3号）" in found.reasons[0].sentence
    assert found.reasons[0].exempted_by.records == ("t1",)


def test_a_tolerance_about_something_else_or_short_of_exempting_takes_nothing_away():
    other = Tolerated("t1", frozenset({"s9"}), exempts=True)
    lighter = Tolerated("t2", frozenset({"s1"}), exempts=False)
    assert effect(penalties=(penalty("state.demerit"),), tolerated=(other,)) is Effect.COMMENT_ONLY
    found = eligibility(person(penalties=(penalty("state.demerit"),), tolerated=(lighter,)), delivered())
    assert found.effect is Effect.COMMENT_ONLY
    assert "已容错从轻或减轻" in found.reasons[0].sentence


def test_what_was_cleared_is_not_even_mentioned():
    facts = {"cases": (Case("c1", date(2026, 6, 1)),), "penalties": (penalty("admonition"),)}
    assert len(eligibility(person(**facts), delivered()).rows) == 2
    assert eligibility(person(cleared=frozenset({"c1", "s1"}), **facts), delivered()).rows == ()


def test_years_before_the_first_text_are_left_to_people():
    found = eligibility(person(2022, INSTITUTION, absences=(leave(200, year=2022),)), delivered())
    assert found.effect is Effect.ASK
    assert found.excellent_is_open
    assert found.rows[0].sentence == "病假当年累计200天，超过半年：请人工核定（程序中没有当年适用的规定）。"
    two = (penalty("admonition", on=date(2022, 5, 1)), penalty("state.warning", on=date(2022, 6, 1), record="s2"))
    assert len(eligibility(person(2022, INSTITUTION, penalties=two), delivered()).rows) == 2
    assert eligibility(person(2022, INSTITUTION), delivered()).rows == ()
    away = (Away("w1", AwayKind.SECONDED, "县发改局", date(2022, 1, 1)),)
    assert eligibility(person(2022, INSTITUTION, away=away), delivered()).effect is Effect.ASK
    assert effect(2006, absences=(leave(200, year=2006),)) is Effect.ASK
    assert effect(2019, regular=regular("一般")) is Effect.NONE


def test_every_row_names_its_source_and_record():
    facts = person(
        absences=(leave(200),),
        cases=(Case("c1", date(2026, 6, 1)),),
        penalties=(penalty("state.warning"), penalty("unknown", record="s2")),
        refusal=Event("r1", date(2026, 12, 1)),
        regular=regular("较差"),
        probation_until=date(2027, 1, 1),
        probation_record="p9",
        left=Event("x1", date(2026, 12, 1), "退休"),
        transfer=Event("t1", date(2026, 1, 5), "青石镇"),
        away=(Away("w1", AwayKind.LENT, "县发改局", date(2026, 1, 1)),),
    )
    rows = eligibility(facts, delivered()).rows
    assert len(rows) == 10
    for row in rows:
        assert row.finding.source
        assert row.finding.records
        assert row.sentence.endswith("。")


def test_halves_of_a_period_and_backward_leave_are_refused():
    with pytest.raises(ValueError, match="都填写"):
        Absence("a", SICK, date(2026, 1, 1))
    with pytest.raises(ValueError, match="不应早于"):
        Absence("a", SICK, date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(ValueError, match="不再填天数"):
        Absence("a", SICK, date(2026, 1, 1), date(2026, 1, 2), 2)
    with pytest.raises(ValueError, match="负数"):
        Absence("a", SICK, days=-1)


DAYS = st.dates(date(2022, 1, 1), date(2029, 12, 31))
PENALTIES = st.builds(
    lambda kind, on, days, n: penalty(kind, on, on + timedelta(days=days), f"s{n}"),
    st.sampled_from(["state.warning", "state.demerit", "admonition", "party.serious_warning", "party.removed"]),
    DAYS,
    st.integers(0, 900),
    st.integers(0, 99),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PENALTIES, max_size=4), st.integers(2023, 2028), st.sampled_from(list(System)))
def test_one_more_fact_never_makes_the_outcome_lighter(penalties, year, system):
    order = list(Effect)
    outcomes = [effect(year, system, penalties=tuple(penalties[:n])) for n in range(len(penalties) + 1)]
    assert all(order.index(b) <= order.index(a) for a, b in pairwise(outcomes))


@settings(deadline=None, max_examples=60)
@given(st.lists(PENALTIES, max_size=4), st.integers(2023, 2028))
def test_exempting_everything_or_clearing_everything_leaves_nothing(penalties, year):
    records = frozenset(one.record for one in penalties)
    exempt = Tolerated("t", records, exempts=True)
    assert effect(year, penalties=tuple(penalties), tolerated=(exempt,)) is Effect.NONE
    assert effect(year, penalties=tuple(penalties), cleared=records) is Effect.NONE


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=5), st.integers(2022, 2029))
def test_days_of_leave_are_counted_as_a_set_of_days(periods, year):
    absences = [Absence(str(n), SICK, day, day + timedelta(days=length)) for n, (day, length) in enumerate(periods)]
    days = {day + timedelta(days=k) for day, length in periods for k in range(length + 1)}
    assert days_absent(absences, year) == len({day for day in days if day.year == year})
