"""考核 of the sample county: seats that add up, one unit over them, results with links, a cut of 80 %, quarters."""

from collections import Counter
from decimal import Decimal

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.quota_setting import QuotaSetting
from cadre_desktop.records.regular_assessment import Period, RegularAssessment, RegularState
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.unit_assessment import ResultUse, UnitAssessment, UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.services import eligibility, figures, quota_workshop
from cadre_desktop.services.demo.reviews import OVER_QUOTA
from cadre_desktop.services.quota_workshop import Draft
from cadre_desktop.storage.database import Database
from tests.services.demo.conftest import TODAY

LAST = TODAY.year - 1


def named(county: Database, year: int) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures.figures(county, year=year)}


def test_one_unit_alone_is_over_its_seats_and_every_seat_is_used(county: Database) -> None:
    for year, over in ((LAST, [OVER_QUOTA]), (LAST - 1, [])):
        rows = quota_workshop.open_workshop(county, year).tried(Draft()).rows
        assert [row.unit_label for row in rows if row.warning] == over
        assert sum(row.left for row in rows) <= 2
        assert 20 <= sum(row.seats for row in rows) <= 40


def test_shares_above_the_usual_name_their_paper(county: Database) -> None:
    with county.read() as session:
        settings = list(session.scalars(sa.select(QuotaSetting)))
    assert {one.year for one in settings} == {LAST - 1, LAST}
    assert all(one.document and one.reason for one in settings)
    assert {one.pool_name for one in settings if one.pooled} >= {"全县县管干部", "县直机关公务员"}


def test_every_unit_has_a_result_and_but_one_its_links(county: Database) -> None:
    with county.read() as session:
        results = list(session.scalars(sa.select(UnitAssessment).where(UnitAssessment.year == LAST)))
        names = {one.id: str(one.unit) for one in results}
        linked = set(session.scalars(sa.select(ResultUse.assessment_id)))
        kinds = set(session.scalars(sa.select(ResultUse.kind)))
    assert len(results) == 14
    assert [name for key, name in names.items() if key not in linked] == ["龙潭乡"]
    assert kinds == set(UseKind)
    assert Counter(one.grade for one in results)[UnitGrade.EXCELLENT] in (4, 5)
    assert all(one.rank_place and one.rank_place <= one.rank_total for one in results)
    found = named(county, LAST)
    assert found["links_complete_rate"].in_full == "92.9%（13/14）"


def test_the_indicators_are_cut_by_eighty_per_cent_and_then_a_little_more(county: Database) -> None:
    found = named(county, LAST)
    assert (found["indicators"].value, found["indicator_cut"].value) == (62, Decimal("80.0"))
    later = named(county, TODAY.year)
    assert (later["indicators"].value, later["indicator_cut"].in_full) == (58, "6.5%（4/62）")


def test_the_quarters_keep_to_forty_per_cent_in_every_pool(county: Database) -> None:
    for period in (Period.Q1, Period.Q4):
        rows = quota_workshop.open_workshop(county, LAST, period).tried(Draft()).rows
        assert rows
        assert [row.label for row in rows if row.over] == []


def test_only_the_latest_quarter_of_one_unit_is_still_open(county: Database) -> None:
    with county.read() as session:
        query = (
            sa.select(Unit.name, RegularAssessment.year, RegularAssessment.period)
            .join(Unit, Unit.id == RegularAssessment.unit_id)
            .where(RegularAssessment.state == RegularState.REVIEWED)
            .distinct()
        )
        assert session.execute(query).all() == [("县信访局", TODAY.year, Period.Q3)]
        years = set(session.execute(sa.select(RegularAssessment.year, RegularAssessment.period).distinct()).all())
    assert years == {(LAST, period) for period in list(Period)[:4]} | {
        (TODAY.year, period) for period in list(Period)[:3]
    }


def test_nobody_is_excellent_whose_quarters_bar_it(county: Database) -> None:
    with county.read() as session:
        query = sa.select(AnnualAssessment.cadre_id).where(
            AnnualAssessment.year == LAST, AnnualAssessment.grade == AssessmentGrade.EXCELLENT
        )
        excellent = set(session.scalars(query))
        average = set(
            session.scalars(
                sa.select(RegularAssessment.cadre_id).where(
                    RegularAssessment.year == LAST, RegularAssessment.grade == FourGrade.AVERAGE
                )
            )
        )
    assert average
    assert not excellent & average
    barred = [line.person.text for line in eligibility.lines(county, LAST) if line.person.id in excellent]
    assert len(barred) == len(excellent)
