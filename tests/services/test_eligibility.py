"""考核资格 from records: each fact on file with its effect, its reason and the record to open."""

from datetime import date

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.clearance import Clearance, ClearanceState, Finding
from cadre_desktop.records.placement import PlacementKind
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    MatterKind,
    ToleranceCase,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.eligibility import Effect
from cadre_desktop.services import eligibility, records
from cadre_desktop.services import figures as figures_of
from cadre_desktop.services.eligibility import EligibilityLine
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty
from tests.county import month


def line(db: Database, cadre_id: str, year: int = YEAR) -> EligibilityLine:
    """Return one person's line, the same alone and in the list of all."""
    alone = eligibility.of_person(db, cadre_id, year)
    (listed,) = [one for one in eligibility.lines(db, year) if one.person.id == cadre_id]
    assert alone == listed
    return listed


def one_person(**values: object) -> tuple[AssessedCounty, str]:
    county = AssessedCounty()
    return county, county.staff(county.bureau, 1, **values)[0]


def test_somebody_nothing_is_known_of_is_open_for_everything(db: Database) -> None:
    county, whose = one_person()
    county.file(db)
    found = line(db, whose)
    assert (found.conclusion, found.words, found.reasons) == ("无影响", "不影响确定", ())
    assert not found.is_affected


@pytest.mark.parametrize(
    ("name", "decided", "year", "effect"),
    [
        (SanctionName.WARNING, "2025.03.05", 2025, Effect.NOT_EXCELLENT),
        (SanctionName.WARNING, "2025.03.05", 2026, Effect.NONE),
        (SanctionName.DEMERIT, "2024.06.10", 2024, Effect.COMMENT_ONLY),
        (SanctionName.DEMERIT, "2024.12.31", 2025, Effect.COMMENT_ONLY),
        (SanctionName.DEMERIT, "2023.06.10", 2025, Effect.NONE),
    ],
)
def test_a_sanction_counts_by_its_dates_also_over_the_turn_of_the_year(
    db: Database, name: SanctionName, decided: str, year: int, effect: Effect
) -> None:
    """Peers looked at the current year only; here the period is reckoned by days."""
    county, whose = one_person()
    record = county.sanction(whose, name, decided)
    county.file(db)
    found = line(db, whose, year)
    assert found.effect is effect
    if effect is not Effect.NONE:
        assert record in found.reasons[0].records
        assert found.reasons[0].source


def test_a_withdrawn_sanction_is_no_reason(db: Database) -> None:
    county, whose = one_person()
    county.sanction(whose, SanctionName.WARNING, "2025.03.05", withdrawn_on=month("2025.09"))
    county.file(db)
    assert line(db, whose).effect is Effect.NONE


def test_a_sanction_of_the_party_is_named_by_its_own_words(db: Database) -> None:
    county, whose = one_person()
    county.sanction(whose, SanctionName.PARTY_WARNING, "2025.03.05", sanction_class=SanctionClass.PARTY)
    county.file(db)
    found = line(db, whose)
    assert (found.effect, "党内警告" in found.reasons[0].sentence) == (Effect.NOT_EXCELLENT, True)


def test_an_admonition_bars_the_year_it_was_given(db: Database) -> None:
    county, whose = one_person()
    record = county.admonition(whose, date(2025, 11, 3))
    county.file(db)
    found = line(db, whose)
    assert (found.effect, found.conclusion, found.reasons[0].records) == (
        Effect.NOT_EXCELLENT,
        "不得确定为优秀",
        (record,),
    )
    assert line(db, whose, 2024).effect is Effect.NONE


def tolerate(county: AssessedCounty, whose: str, about: str, result: ToleranceResult) -> str:
    answers = {name: YesNo.YES for name in CONDITIONS} | {f"{name}_reason": "查实" for name in CONDITIONS}
    return county.add(
        ToleranceCase,
        title="试点失误",
        phase=TolerancePhase.APPLIED_AFTER,
        cadre_id=whose,
        matter_kind=MatterKind.REFORM,
        applied_on=date(2025, 5, 1),
        decided_on=date(2025, 7, 1),
        deciders="县纪委、县委组织部",
        state=ToleranceState.DECIDED,
        result=result,
        reminder_id=about,
        document="清容〔2025〕2号",
        **answers,
    )


def test_what_was_tolerated_with_exemption_no_longer_bars(db: Database) -> None:
    county, whose = one_person()
    record = county.admonition(whose, date(2025, 4, 3))
    case = tolerate(county, whose, record, ToleranceResult.EXEMPT)
    county.file(db)
    found = line(db, whose)
    assert found.effect is Effect.NONE
    assert "容错免责（清容〔2025〕2号）" in found.reasons[0].sentence
    assert set(found.reasons[0].records) == {record, case}


def test_what_was_tolerated_as_lighter_still_bars_and_says_so(db: Database) -> None:
    county, whose = one_person()
    tolerate(county, whose, county.admonition(whose, date(2025, 4, 3)), ToleranceResult.LIGHTER)
    county.file(db)
    found = line(db, whose)
    assert (found.effect, "请酌情" in found.reasons[0].sentence) == (Effect.NOT_EXCELLENT, True)


@pytest.mark.parametrize(
    ("finding", "effect"), [(Finding.UNTRUE, Effect.NONE), (Finding.UNCLEAR, Effect.NOT_EXCELLENT)]
)
def test_only_what_was_found_untrue_is_cleared_away(db: Database, finding: Finding, effect: Effect) -> None:
    county, whose = one_person()
    about = county.admonition(whose, date(2025, 4, 3))
    county.add(
        Clearance, cadre_id=whose, matter="反映照顾亲属", finding=finding, found_on=date(2025, 6, 1),
        cleared_on=date(2025, 6, 20), state=ClearanceState.VERIFYING, reminder_id=about,
    )  # fmt: skip
    county.file(db)
    assert line(db, whose).effect is effect


def test_leave_of_the_quarters_is_added_up(db: Database) -> None:
    county = AssessedCounty()
    ill, tired = county.staff(county.bureau, 2)
    for period in (Period.Q1, Period.Q2, Period.Q3):
        county.quarter(ill, period, FourGrade.GOOD, days_leave=61)
        county.quarter(tired, period, FourGrade.GOOD, days_leave=60)
    county.file(db)
    assert (line(db, ill).effect, line(db, tired).effect) == (Effect.UNGRADED, Effect.NONE)
    assert "183天" in line(db, ill).reasons[0].sentence


@pytest.mark.parametrize(
    ("grades", "effect"),
    [
        ((FourGrade.GOOD, FourGrade.GOOD, FourGrade.FAIR, FourGrade.FAIR), Effect.NONE),
        ((FourGrade.GOOD, FourGrade.FAIR, FourGrade.FAIR, FourGrade.FAIR), Effect.NOT_EXCELLENT),
        ((FourGrade.GOOD, FourGrade.GOOD, FourGrade.GOOD, FourGrade.AVERAGE), Effect.NOT_EXCELLENT),
    ],
)
def test_the_quarters_decide_whether_the_year_may_be_excellent(
    db: Database, grades: tuple[FourGrade, ...], effect: Effect
) -> None:
    county, whose = one_person()
    for period, grade in zip((Period.Q1, Period.Q2, Period.Q3, Period.Q4), grades, strict=True):
        county.quarter(whose, period, grade)
    county.file(db)
    assert line(db, whose).effect is effect


@pytest.mark.parametrize(
    ("kind", "start", "elsewhere"),
    [
        (PlacementKind.SECONDMENT, date(2025, 6, 1), True),
        (PlacementKind.SECONDMENT, date(2025, 8, 1), False),
        (PlacementKind.POST_STUDY, date(2025, 1, 1), False),
    ],
)
def test_who_is_away_over_half_the_year_is_assessed_there(
    db: Database, kind: PlacementKind, start: date, elsewhere: bool
) -> None:
    county, whose = one_person()
    county.placed(whose, county.town, start, date(2025, 12, 31), kind=kind)
    county.file(db)
    found = line(db, whose)
    assert (found.conclusion == "由外单位考核") is found.is_affected is elsewhere
    assert ("由青石镇考核" in found.words) is elsewhere


def test_somebody_in_a_village_is_told_as_such(db: Database) -> None:
    county, whose = one_person()
    village = county.unit("青石镇石桥村", 9, kind=UnitKind.VILLAGE)
    county.placed(whose, village, date(2025, 1, 1), date(2025, 12, 31))
    county.file(db)
    found = line(db, whose)
    assert (found.conclusion, found.reasons) == ("无影响", ())
    assert "由派出单位考核" in found.remarks[0].sentence


def test_a_new_civil_servant_on_probation_gets_no_grade(db: Database) -> None:
    county = AssessedCounty()
    (new,) = county.staff(county.bureau, 1, since="2025.08", work_start_on=month("2025.08"))
    (seasoned,) = county.staff(county.town, 1, since="2025.08", work_start_on=month("2010.07"))
    county.file(db)
    assert line(db, new).effect is Effect.COMMENT_ONLY
    assert line(db, seasoned).effect is Effect.NONE


@pytest.mark.parametrize(("since", "effect"), [("2025.06", Effect.NONE), ("2025.08", Effect.COMMENT_ONLY)])
def test_a_new_teacher_needs_half_a_year(db: Database, since: str, effect: Effect) -> None:
    county = AssessedCounty()
    (whose,) = county.staff(county.school, 1, since=since, work_start_on=month(since), identity=Identity.INSTITUTION)
    county.file(db)
    assert line(db, whose).effect is effect


def test_a_transfer_within_the_year_is_told(db: Database) -> None:
    county = AssessedCounty()
    (whose,) = county.staff(county.town, 1, until="2025.05")
    county.post(whose, county.bureau, "科员", since="2025.05")
    county.file(db)
    found = line(db, whose)
    assert (found.unit.text, found.effect, found.is_affected) == ("县民政局", Effect.NONE, False)
    assert "2025.05.01由青石镇转入，由本单位考核" in found.remarks[0].sentence


def test_who_left_in_the_year_is_not_assessed(db: Database) -> None:
    county = AssessedCounty()
    gone, long_gone = (
        county.staff(county.bureau, 1, name=f"退{end}", until=end, state=CadreState.RETIRED)[0]
        for end in ("2025.06", "2023.06")
    )
    county.file(db)
    found = line(db, gone)
    assert (found.effect, "离退休" in found.reasons[0].sentence) == (Effect.NOT_ASSESSED, True)
    assert eligibility.of_person(db, long_gone, YEAR) is None


def test_who_refuses_gets_the_lowest_grade_proposed(db: Database) -> None:
    county, whose = one_person()
    county.result(whose, AssessmentGrade.INCOMPETENT, participation=Participation.REFUSED, reason="经教育仍拒绝")
    county.file(db)
    assert line(db, whose).effect is Effect.LOWEST


def test_the_records_behind_a_reason_are_found_with_their_kinds(db: Database) -> None:
    county, whose = one_person()
    about = county.admonition(whose, date(2025, 4, 3))
    case = tolerate(county, whose, about, ToleranceResult.EXEMPT)
    county.file(db)
    found = eligibility.evidence(db, (*line(db, whose).reasons[0].records, "nothing"))
    assert [(kind.key, link.id) for kind, link in found] == [("reminder", about), ("tolerance_case", case)]


def test_the_list_can_be_narrowed_to_a_unit_and_shows_the_affected_first(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 3)
    county.staff(county.town, 2)
    county.admonition(people[2], date(2025, 4, 3))
    county.file(db)
    found = eligibility.lines(db, YEAR, unit_id=county.bureau)
    assert found[0].person.id == people[2]
    assert {one.person.id for one in found} == set(people)


def test_the_figures_count_each_conclusion(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 5)
    county.admonition(people[0], date(2025, 4, 3))
    county.sanction(people[1], SanctionName.DEMERIT, "2025.03.05")
    county.file(db)
    found = {figure.key: figure for figure in figures_of.figures(db, year=YEAR)}
    assert found["eligibility_not_excellent"].ids == (people[0],)
    assert found["eligibility_comment_only"].ids == (people[1],)
    assert found["eligibility_open"].value == 3


def test_correcting_name_and_birth_keeps_last_years_records(db: Database) -> None:
    """Peers made the person's key of name, sex and birth; a corrected date cut people off from their records."""
    county, whose = one_person()
    county.admonition(whose, date(2025, 4, 3))
    county.excellent([whose], year=2024)
    county.quarter(whose, Period.Q1)
    county.file(db)
    before = line(db, whose).reasons
    kind = BY_KEY["cadre"]
    values = {"name": "周文静", "birth_on": month("1986.05")}
    records.change(db, kind, whose, records.load(db, kind, whose)[1], values)
    after = line(db, whose)
    assert (after.person.text, after.reasons) == ("周文静", before)
    found = {figure.key: figure for figure in figures_of.figures(db, year=2024)}
    assert found["excellent_people"].ids == (whose,)
    assert eligibility.result_of(db, after, 2024)[0] is not None
