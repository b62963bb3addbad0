"""Terms of so many months: probation, secondments, follow-ups."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.dated_terms import Term, revisit_window, term_cases, term_clock
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import NoTextInForce
from tests.rules.rule_book import changed, delivered

BOOK = delivered()


def term(start, planned_end=None):
    return Term("t", PartialDate.parse_stored(start), PartialDate.parse_stored(planned_end) if planned_end else None)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 20), ClockState.LATER),
        (date(2026, 10, 21), ClockState.SOON),
        (date(2026, 11, 20), ClockState.SOON),
        (date(2026, 11, 21), ClockState.DUE),
        (date(2026, 11, 22), ClockState.OVERDUE),
    ],
)
def test_a_leaders_probation_is_full_after_a_year(today, state):
    found = term_clock("probation.leader", term("2025.11.21"), BOOK, today)
    assert (str(found.value.due_on), found.value.state) == ("2026.11.21", state)


@pytest.mark.parametrize(
    ("case", "start", "due"),
    [
        ("probation.civil_servant", "2025.07", "2026.07"),
        ("probation.institution", "2025.08.31", "2026.08.31"),
        ("probation.leader", "2024.02.29", "2025.02.28"),
        ("probation.leader", "2025", "2026"),
        ("secondment", "2025.03.15", "2026.03.15"),
        ("shadowing", "2026.08.31", "2027.02.28"),
        ("grassroots", "2025.06", "2026.06"),
        ("follow_up.admonition", "2026.05.10", "2026.11.10"),
    ],
)
def test_each_kind_has_the_months_of_its_text(case, start, due):
    assert str(term_clock(case, term(start), BOOK, date(2026, 11, 21)).value.due_on) == due


def test_an_end_the_record_gives_goes_before_the_settings():
    found = term_clock("secondment", term("2025.03.15", "2027.03"), BOOK, date(2027, 2, 1))
    assert (str(found.value.due_on), found.value.state) == ("2027.03", ClockState.SOON)
    assert found.sentence == "挂职锻炼期限：2025.03.15开始，记录的结束时间为2027.03，还有28天"
    assert found.records == ("t",)


def test_what_cannot_be_reckoned_is_said():
    with pytest.raises(ValueError, match=r"2025\.02 早于开始时间 2025\.03\.15"):
        term_clock("secondment", term("2025.03.15", "2025.02"), BOOK, date(2026, 1, 1))
    assert term_clock("secondment", term("2025.03.15", "2025.03"), BOOK, date(2026, 1, 1)).value.reached
    with pytest.raises(ValueError, match="只知年份"):
        term_clock("shadowing", term("2025"), BOOK, date(2026, 1, 1))
    with pytest.raises(NoTextInForce, match="尚无规定可依"):
        term_clock("probation.institution", term("2014.06.30"), BOOK, date(2026, 1, 1))
    assert term_clock("probation.institution", term("2014.07.01"), BOOK, date(2026, 1, 1)).value.reached
    with pytest.raises(KeyError):
        term_clock("apprenticeship", term("2025.01"), BOOK, date(2026, 1, 1))
    with pytest.raises(KeyError):
        term_clock("apprenticeship", term("2025.01", "2025.02"), BOOK, date(2026, 1, 1))


def test_the_length_is_that_of_the_day_the_term_began_and_the_warning_todays():
    book = changed("terms.months", 24, since="2026-01-01", applies_to="secondment")
    ends = [
        term_clock("secondment", term(day), book, date(2026, 11, 21)).value.due_on for day in ("2025.12", "2026.01")
    ]
    assert list(map(str, ends)) == ["2026.12", "2028.01"]
    early = changed("terms.warn_months", 3, since="2026-01-01")
    assert term_clock("secondment", term("2026.01.10"), early, date(2026, 10, 10)).value.state is ClockState.SOON
    assert term_clock("secondment", term("2026.01.10"), early, date(2026, 10, 9)).value.state is ClockState.LATER


def test_the_sentence_and_its_source():
    found = term_clock("probation.leader", term("2025.11.21"), BOOK, date(2026, 11, 20))
    assert found.sentence == "领导职务试用期12个月：2025.11.21开始，2026.11.21期满，还有1天"
    assert "党政领导干部选拔任用工作条例" in found.source
    assert {"probation.leader", "secondment", "follow_up.admonition"} <= set(term_cases(BOOK))


def test_a_revisit_falls_between_the_sanction_and_the_end_of_its_influence():
    found = revisit_window(PartialDate(2026, 8, 31), date(2027, 2, 28), "s")
    assert found.value == (date(2026, 8, 31), date(2027, 2, 28))
    assert found.sentence == "回访应在处分生效后、影响期满前进行：2026.08.31至2027.02.28"
    assert found.records == ("s",)
    assert revisit_window(PartialDate(2026, 8, 31), date(2026, 8, 31)).value[0] == date(2026, 8, 31)
    with pytest.raises(ValueError, match="早于处分生效日"):
        revisit_window(PartialDate(2026, 8, 31), date(2026, 8, 30))


@settings(deadline=None)
@given(st.sampled_from(term_cases(BOOK)), st.dates(date(2016, 1, 1), date(2040, 1, 1)))
def test_a_term_is_not_full_the_day_before_and_is_on_the_day(case, start):
    begun = Term("t", PartialDate.of(start))
    due = term_clock(case, begun, BOOK, start).value.due_on
    months = BOOK.number("terms.months", on=start, applies_to=case)
    assert due.month_index == begun.start.month_index + months
    assert term_clock(case, begun, BOOK, due.first_day()).value.reached
    assert not term_clock(case, begun, BOOK, date.fromordinal(due.first_day().toordinal() - 1)).value.reached
