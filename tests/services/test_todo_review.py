"""What waits in 考核管理: each line with its verb, its page, its people, and nothing where nothing waits."""

from datetime import datetime
from typing import Any

import pytest

from cadre_desktop.records.regular_assessment import Period, RegularState
from cadre_desktop.records.unit_assessment import UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services.todo import todo
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty
from tests.conftest import FrozenClock

_MINE = ("assessments_missing", "quota_over", "links_missing", "quarters_open")


def lines(db: Database) -> dict[str, TodoLine]:
    return {line.key: line for line in todo(db) if line.key in _MINE}


def test_an_office_that_has_not_begun_is_asked_for_nothing(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.bureau, 5)
    county.file(db)
    assert lines(db) == {}


def test_who_has_no_result_of_last_year_is_asked_for_once_the_year_is_begun(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 5)
    county.staff(county.town, 1, since="2026.02")
    for whose in people[:3]:
        county.result(whose)
    county.file(db)
    line = lines(db)["assessments_missing"]
    assert (line.text, line.verb, line.page, line.urgency) == (
        "2 人没有登记2025年度考核结果",
        "补登记",
        "eligibility",
        Urgency.OVERDUE,
    )
    assert set(line.ids) == set(people[3:])


@pytest.mark.parametrize(
    ("now", "urgency"), [(datetime(2026, 3, 31, 9), Urgency.DUE), (datetime(2026, 4, 1, 9), Urgency.OVERDUE)]
)
def test_results_are_late_from_april(db: Database, clock: FrozenClock, now: datetime, urgency: Urgency) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 2)
    county.result(people[0])
    county.file(db)
    clock.time = now
    assert lines(db)["assessments_missing"].urgency is urgency


def test_exceeded_seats_lead_to_the_workshop_at_the_unit(db: Database) -> None:
    county = AssessedCounty()
    county.excellent(county.staff(county.bureau, 10)[:3])
    county.excellent(county.staff(county.town, 10)[:2])
    county.file(db)
    line = lines(db)["quota_over"]
    assert line.text == "2025年度优秀超过名额 1 名：县民政局公务员"
    assert (line.page, line.hints) == ("quota", {"year": YEAR, "unit": county.bureau})


def test_seats_kept_to_ask_for_nothing(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 10)
    county.excellent(people[:2])
    for whose in people[2:]:
        county.result(whose)
    county.file(db)
    assert lines(db) == {}


def test_units_with_links_left_out_are_asked_for(db: Database) -> None:
    county = AssessedCounty()
    whole: dict[UseKind, Any] = {UseKind.BONUS: 1.0, UseKind.GRADES: 1, UseKind.SELECTION: None}
    county.unit_result(county.bureau, UnitGrade.GOOD, whole)
    record = county.unit_result(county.town, UnitGrade.GOOD, whole)
    county.file(db)
    line = lines(db)["links_missing"]
    assert (line.text, line.ids, line.page) == (
        "1 个单位2025年度绩效考核结果的四挂钩没有填全",
        (record,),
        "unit_assessment",
    )


@pytest.mark.parametrize(
    ("now", "period", "state", "asked"),
    [
        (datetime(2026, 4, 20, 9), Period.Q1, RegularState.REVIEWED, False),
        (datetime(2026, 4, 21, 9), Period.Q1, RegularState.REVIEWED, True),
        (datetime(2026, 4, 21, 9), Period.Q1, RegularState.TOLD, False),
        (datetime(2026, 4, 21, 9), Period.Q2, RegularState.REVIEWED, False),
    ],
)
def test_a_quarter_is_asked_for_twenty_days_after_its_end(
    db: Database, clock: FrozenClock, now: datetime, period: Period, state: RegularState, asked: bool
) -> None:
    county = AssessedCounty()
    (whose,) = county.staff(county.bureau, 1)
    record = county.quarter(whose, period, state=state, year=2026)
    county.file(db)
    clock.time = now
    found = lines(db).get("quarters_open")
    assert (found is not None) is asked
    if found is not None:
        assert (found.ids, found.text) == ((record,), "1 人次平时考核过了季度还没有审定")


def test_grades_of_other_years_do_not_matter(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 5)
    for whose in people:
        county.result(whose, AssessmentGrade.EXCELLENT, year=2023)
    county.file(db)
    assert lines(db) == {}
