"""考核指标、平时考核、单位绩效、四挂钩: what each number counts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cadre_desktop.figures import regular, unit_results
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.honour import Honour, HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.indicator import Indicator, IndicatorSet, SetState, StopReason, UnitClass
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.regular_assessment import Period, RegularState
from cadre_desktop.records.unit_assessment import TeamGrade, UnitGrade, UseKind
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty
from tests.county import month


def named(db: Database, **asked: Any) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures.figures(db, **{"year": YEAR, **asked})}


def indicators(county: AssessedCounty, unit_class: UnitClass, in_use: int, *, year: int = YEAR, **values: Any) -> str:
    given = {"state": SetState.ISSUED, **values}
    found = county.add(IndicatorSet, name=f"{year}{unit_class.label}", year=year, unit_class=unit_class, **given)
    for number in range(in_use):
        county.add(Indicator, indicator_set_id=found, number=number, name=f"指标{number}")
    return found


def test_sixty_two_indicators_are_a_cut_of_eighty_per_cent_of_three_hundred_and_ten(db: Database) -> None:
    county = AssessedCounty()
    indicators(county, UnitClass.TOWNSHIP, 30, base_year=2023, base_count=150)
    indicators(county, UnitClass.DEPARTMENT, 32, base_year=2023, base_count=160)
    county.file(db)
    found = named(db)
    assert (found["indicators"].value, found["indicator_cut"].value) == (62, Decimal("80.0"))
    assert found["indicator_cut"].in_full == "80.0%（248/310）"
    assert (found["indicators_township"].value, found["indicators_department"].value) == (30, 32)
    assert found["indicator_cut_township"].value == Decimal("80.0")
    assert len(found["indicators"].ids) == 62
    assert "对照年度2023年310项，本年62项" in found["indicator_cut"].definition


def test_a_base_year_on_file_is_counted_and_goes_before_what_was_typed(db: Database) -> None:
    county = AssessedCounty()
    indicators(county, UnitClass.TOWNSHIP, 40, year=2023, state=SetState.ENDED)
    indicators(county, UnitClass.TOWNSHIP, 10, base_year=2023, base_count=999)
    county.file(db)
    assert named(db)["indicator_cut_township"].value == Decimal("75.0")


def test_stopped_indicators_and_drafts_do_not_count(db: Database) -> None:
    county = AssessedCounty()
    found = indicators(county, UnitClass.TOWNSHIP, 3)
    county.add(Indicator, indicator_set_id=found, number=9, name="旧", in_use=False, stop_reason=StopReason.REPEATED)
    indicators(county, UnitClass.DEPARTMENT, 5, state=SetState.DRAFT)
    county.file(db)
    told = named(db)
    assert (told["indicators"].value, told["indicators_stopped_repeated"].value) == (3, 1)
    assert "indicators_department" not in told
    assert told["indicator_cut"].text == "—"


def test_a_rise_is_a_cut_below_zero(db: Database) -> None:
    county = AssessedCounty()
    indicators(county, UnitClass.TOWNSHIP, 12, base_year=2024, base_count=10)
    county.file(db)
    assert named(db)["indicator_cut"].text == "-20.0%"


def test_the_quarters_count_people_by_period_and_times_by_year(db: Database) -> None:
    county = AssessedCounty()
    first, second, third = county.staff(county.bureau, 3)
    for period in (Period.Q1, Period.Q2):
        county.quarter(first, period, FourGrade.GOOD)
        county.quarter(second, period, FourGrade.FAIR)
    county.quarter(third, Period.Q1, None, taking_part=False, reason="借调")
    county.quarter(third, Period.Q2, FourGrade.GOOD, state=RegularState.REVIEWED)
    county.file(db)
    found = named(db)
    assert (found["regular_q1_good"].value, found["regular_q2_good"].value, found["regular_good"].value) == (1, 2, 3)
    assert found["regular_q1_good_rate"].in_full == "50.0%（1/2）"
    assert found["regular_people"].value == 3
    assert found["regular_good_for_year"].ids == (first,)
    assert found["regular_unfinished"].value == 1
    assert "regular_q3_good" not in found


def test_the_table_of_units_counts_every_period(db: Database) -> None:
    county = AssessedCounty()
    (one,) = county.staff(county.bureau, 1)
    for period, grade in ((Period.Q1, FourGrade.GOOD), (Period.Q2, None)):
        county.quarter(one, period, grade, reason=None if grade else "新录用")
    county.file(db)
    table = next(t for t in figures.tables(db, year=YEAR) if t.key == "regular_by_unit")
    assert dict(zip(table.columns, table.numbers()[0], strict=True)) == {
        "参加": 2, "好": 1, "较好": 0, "一般": 0, "较差": 0, "未定等次": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("n_good", "enough"), [(1, False), (2, True), (3, True)])
def test_half_of_the_quarters_must_be_good(db: Database, n_good: int, enough: bool) -> None:
    county = AssessedCounty()
    (one,) = county.staff(county.bureau, 1)
    for at, period in enumerate((Period.Q1, Period.Q2, Period.Q3, Period.Q4)):
        county.quarter(one, period, FourGrade.GOOD if at < n_good else FourGrade.FAIR)
    county.file(db)
    assert (named(db)["regular_good_for_year"].value == 1) is enough


def test_units_that_keep_quarters_are_asked_for_everybody(db: Database) -> None:
    county = AssessedCounty()
    first, _second = county.staff(county.bureau, 2)
    county.staff(county.town, 5)
    county.quarter(first, Period.Q1)
    county.file(db)
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=YEAR))
        assert regular.quarters_lacking(ground, (Period.Q1, Period.Q2)) == {county.bureau: {Period.Q1: 1, Period.Q2: 2}}


def test_units_are_counted_once_by_result_and_the_links_by_kind(db: Database) -> None:
    county = AssessedCounty()
    whole = {UseKind.BONUS: 120_000.0, UseKind.GRADES: 6, UseKind.SELECTION: 2, UseKind.FUNDS: 50_000.0}
    county.unit_result(county.town, UnitGrade.EXCELLENT, whole, team_grade=TeamGrade.EXCELLENT)
    county.unit_result(county.bureau, UnitGrade.PASSED, {UseKind.BONUS: 80_000.0, UseKind.GRADES: None})
    county.file(db)
    found = named(db)
    assert [found[f"unit_result_{grade}"].value for grade in ("excellent", "good", "passed", "failed")] == [1, 0, 1, 0]
    assert found["unit_result_excellent"].ids == (county.town,)
    assert (found["use_bonus_units"].value, found["use_bonus_amount"].value) == (2, 200_000)
    assert (found["use_grades_units"].value, found["use_grades_people"].value) == (1, 6)
    assert found["links_complete_rate"].in_full == "50.0%（1/2）"
    assert found["links_made"].value == 5
    assert found["team_excellent"].value == 1


def test_a_township_answers_for_four_links_a_department_for_three(db: Database) -> None:
    county = AssessedCounty()
    three = {UseKind.BONUS: 1.0, UseKind.GRADES: 1, UseKind.SELECTION: 1}
    town = county.unit_result(county.town, UnitGrade.GOOD, three)
    county.unit_result(county.bureau, UnitGrade.GOOD, three)
    county.file(db)
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=YEAR))
        assert unit_results.gaps(ground) == {town: ("乡镇奖励性公用经费是否挂钩未填写",)}


def merit(county: AssessedCounty, whose: str, when: str, **values: Any) -> None:
    given = {"to": HonourTo.PERSON, "kind": HonourKind.MERIT_3, "state": HonourState.ISSUED, "name": "个人三等功"}
    county.add(Honour, cadre_id=whose, level=HonourLevel.COUNTY, awarded_on=month(when), **{**given, **values})


@pytest.mark.parametrize(
    ("when", "values", "counted"),
    [
        ("2026.02", {}, 1),
        ("2026.01.20", {}, 1),
        ("2026.01.14", {}, 0),
        ("2027.02", {}, 0),
        ("2026.02", {"kind": HonourKind.COMMENDED}, 0),
        ("2026.02", {"state": HonourState.PROPOSED}, 0),
    ],
)
def test_the_head_of_an_excellent_unit_given_a_merit_for_it(
    db: Database, when: str, values: dict[str, Any], counted: int
) -> None:
    county = AssessedCounty()
    head = county.person("镇长", county.town, title="镇长", post={"is_leader": True, "member_kind": MemberKind.HEAD})
    other = county.person("局长", county.bureau, title="局长", post={"is_leader": True, "member_kind": MemberKind.HEAD})
    county.unit_result(county.town, UnitGrade.EXCELLENT, decided_on=date(2026, 1, 15))
    county.unit_result(county.bureau, UnitGrade.GOOD, decided_on=date(2026, 1, 15))
    for whose in (head, other):
        merit(county, whose, when, **values)
    county.file(db)
    found = named(db)["excellent_heads_merit"]
    assert (found.value, set(found.ids)) == (counted, {head} if counted else set())
