"""平时考核 on one sheet: a unit's people, one save, one limit of 好."""

import pytest

from cadre_desktop.errors import EditConflict, InvalidInput
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.regular_assessment import Period, RegularState
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.services import history, records
from cadre_desktop.services import regular_assessments as service
from cadre_desktop.services.regular_assessments import Entry
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty

KIND = BY_KEY["regular_assessment"]
GOOD, FAIR = Entry(FourGrade.GOOD), Entry(FourGrade.FAIR)


def filed(db: Database, count: int = 22) -> tuple[AssessedCounty, list[str]]:
    county = AssessedCounty()
    people = county.staff(county.bureau, count)
    county.file(db)
    return county, people


def opened(db: Database, county: AssessedCounty) -> service.Sheet:
    return service.sheet(db, county.bureau, YEAR, Period.Q2)


def test_an_empty_sheet_lists_the_units_people_with_their_scheme(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.bureau, 1)
    county.staff(county.bureau, 1, name="事业", identity=Identity.INSTITUTION)
    county.staff(county.town, 3)
    county.file(db)
    found = opened(db, county)
    assert found.unit.text == "县民政局"
    assert {(one.person.text, one.scheme, one.entry) for one in found.lines} == {
        ("干部1", Scheme.CIVIL, Entry()),
        ("事业1", Scheme.INSTITUTION, Entry()),
    }


def test_what_is_filled_in_is_saved_as_one_work_and_comes_back(db: Database) -> None:
    county, people = filed(db, 4)
    entries = {
        people[0]: GOOD,
        people[1]: Entry(FourGrade.FAIR, days_leave=3),
        people[2]: Entry(None, taking_part=False, reason="借调"),
        people[3]: Entry(),
    }
    assert service.fill(db, opened(db, county), entries) == 3
    found = {one.person.id: one for one in opened(db, county).lines}
    assert {whose: line.entry for whose, line in found.items()} == entries
    assert {line.state for line in found.values()} == {RegularState.REVIEWED, None}
    step = history.recent_steps(db, 1)[0]
    assert (step.title, step.n_records) == ("2025年第二季度平时考核：县民政局", 3)


def test_only_changed_lines_are_written_again(db: Database) -> None:
    county, people = filed(db, 3)
    service.fill(db, opened(db, county), dict.fromkeys(people, GOOD))
    again = {people[0]: GOOD, people[1]: FAIR, people[2]: GOOD}
    assert service.fill(db, opened(db, county), again) == 1
    assert service.fill(db, opened(db, county), again, decided=True) == 3
    assert {line.state for line in opened(db, county).lines} == {RegularState.DECIDED}
    assert service.fill(db, opened(db, county), again, decided=True) == 0


def test_the_other_quarters_stand_beside(db: Database) -> None:
    county, people = filed(db, 1)
    service.fill(db, service.sheet(db, county.bureau, YEAR, Period.Q1), {people[0]: GOOD})
    (line,) = opened(db, county).lines
    assert line.before == ((Period.Q1, FourGrade.GOOD),)
    assert line.entry == Entry()


def test_a_line_that_breaks_a_rule_is_named_and_nothing_is_saved(db: Database) -> None:
    county, people = filed(db, 2)
    entries = {people[0]: GOOD, people[1]: Entry(None, taking_part=False)}
    with pytest.raises(InvalidInput) as caught:
        service.fill(db, opened(db, county), entries)
    assert [problem.field for problem in caught.value.problems] == [people[1]]
    assert "干部2：" in str(caught.value)
    assert records.all_rows(db, KIND, KIND.table_fields) == []


def test_a_line_somebody_else_saved_meanwhile_stops_the_sheet(db: Database) -> None:
    county, people = filed(db, 2)
    old = opened(db, county)
    service.fill(db, opened(db, county), {people[0]: GOOD})
    with pytest.raises(EditConflict):
        service.fill(db, old, dict.fromkeys(people, FAIR))
    assert {line.entry.grade for line in opened(db, county).lines} == {FourGrade.GOOD, None}


def test_a_stored_line_changed_meanwhile_stops_the_sheet(db: Database) -> None:
    county, people = filed(db, 1)
    service.fill(db, opened(db, county), {people[0]: GOOD})
    old = opened(db, county)
    service.fill(db, opened(db, county), {people[0]: FAIR})
    with pytest.raises(EditConflict):
        service.fill(db, old, {people[0]: Entry(FourGrade.AVERAGE)})


@pytest.mark.parametrize(("n_good", "over"), [(8, 0), (9, 1)])
def test_eight_of_twenty_two_may_be_good_and_not_nine(db: Database, n_good: int, over: int) -> None:
    """One limit, rounded one way, for the sheet, the hint and the figure."""
    county, people = filed(db)
    entries = {whose: GOOD if at < n_good else FAIR for at, whose in enumerate(people)}
    (row,) = service.good_share(db, opened(db, county)).rows(entries)
    assert (row.n_base, row.seats, len(row.used), row.over) == (22, 8, n_good, over)
    service.fill(db, opened(db, county), entries)
    (stored,) = service.good_share(db, opened(db, county)).rows(entries)
    assert stored.proof.sentence == row.proof.sentence


def test_who_does_not_take_part_leaves_the_base_while_one_types(db: Database) -> None:
    county, people = filed(db, 10)
    entries: dict[str, Entry] = dict.fromkeys(people, FAIR)
    assert service.good_share(db, opened(db, county)).rows(entries)[0].seats == 4
    entries[people[0]] = Entry(None, taking_part=False, reason="借调")
    (row,) = service.good_share(db, opened(db, county)).rows(entries)
    assert (row.n_base, row.seats) == (9, 3)


def test_an_empty_sheet_has_no_share(db: Database) -> None:
    county, _ = filed(db, 3)
    assert service.good_share(db, opened(db, county)).rows({}) == []
