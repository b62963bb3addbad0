"""The home page's reading: figures with the records behind them, of the right year and the right people."""

import gc
from collections import Counter
from datetime import date

import pytest

from cadre_desktop.figures import FigureContext, Ground, rotation
from cadre_desktop.figures.achievements import progress
from cadre_desktop.figures.assessments import results_by_unit
from cadre_desktop.records import roster
from cadre_desktop.records.achievement import AchievementState
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.interview import Category
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel
from cadre_desktop.services import talk_coverage
from cadre_desktop.services.home import home
from cadre_desktop.services.todo import todo
from tests.county import County

TODAY = date(2026, 11, 21)


@pytest.fixture
def county(db):
    made = County()
    made.town = made.unit("青石镇", 1, kind=UnitKind.TOWNSHIP)
    made.office = made.unit("县信访局", 2, kind=UnitKind.DEPARTMENT)
    leader = {"is_leader": True}
    made.head = made.person("周思远", made.town, since="2014.03", post=leader)
    made.deputy = made.person("孙建国", made.office, since="2020.05", post=leader)
    made.clerk = made.person("何佳慧", made.town, since="2016.11", level=PostLevel.SUBSECTION)
    return made


def ground(session, year=2026):
    return Ground(session, FigureContext.of(TODAY, year=year))


def test_an_empty_store_is_said_to_be_empty_and_counts_nothing(db):
    found = home(db)
    assert found.is_empty
    assert found.figures["serving"].value == 0
    assert found.graded_year == 2025
    assert found.matrix_units == ()
    assert found.lacking == ()


def test_every_card_opens_into_as_many_records_as_it_says(db, county):
    county.file(db)
    found = home(db)
    assert not found.is_empty
    for key in ("serving", "section_people", "performance_files_missing", "five_talks_left", "incomplete_people"):
        figure = found.figures[key]
        assert figure.value == len(figure.ids), key
    assert found.figures["serving"].value == 3
    assert found.figures["five_talks_left"].value == 2


def test_the_matrix_shows_townships_where_there_are_any(db, county):
    county.file(db)
    found = home(db)
    assert found.matrix_units == (county.town,)
    assert {line.unit.id for line in found.coverage.units} == {county.town, county.office}


def test_an_office_without_townships_sees_all_its_units(db):
    made = County()
    office = made.unit("县信访局", 1, kind=UnitKind.DEPARTMENT)
    made.person("孙建国", office, post={"is_leader": True})
    made.file(db)
    assert home(db).matrix_units == (office,)


@pytest.mark.parametrize(("since", "n"), [("2016.10", 1), ("2016.11", 1), ("2016.12", 0)])
def test_ten_years_in_a_post_are_full_in_the_month_ten_years_on(db, since, n):
    made = County()
    made.person("周思远", made.unit("青石镇", 1), since=since)
    made.file(db)
    with db.read() as session:
        long, leaders = rotation.long_in_post(ground(session))
    assert (long.value, leaders.value) == (n, 0)


def test_leaders_long_in_post_are_counted_apart(db, county):
    county.file(db)
    with db.read() as session:
        long, leaders = rotation.long_in_post(ground(session))
    assert set(long.ids) == {county.head, county.clerk}
    assert leaders.ids == (county.head,)


def test_an_achievement_counts_for_every_step_it_has_passed(db, county):
    states = ("DRAFT", "DECLARED", "RETURNED", "REVIEWING", "CONFIRMED", "FILED", "FILED")
    ids = [county.achievement(county.head, f"实绩{i}", state=AchievementState[s]) for i, s in enumerate(states)]
    county.achievement(county.head, "去年的", year=2025)
    county.file(db)
    with db.read() as session:
        found = list(progress(ground(session)))
    assert [f.value for f in found] == [7, 5, 4, 3, 2]
    assert set(found[-1].ids) == set(ids[-2:])
    assert found[0].kind_key == "achievement"


def test_grades_of_both_schemes_stand_in_four_columns_with_their_records(db, county):
    def graded(who, unit, grade, year=2025, scheme=Scheme.CIVIL):
        return county.add(AnnualAssessment, cadre_id=who, unit_id=unit, year=year, scheme=scheme, grade=grade)

    excellent = graded(county.head, county.town, AssessmentGrade.EXCELLENT)
    qualified = graded(county.clerk, county.town, AssessmentGrade.QUALIFIED, scheme=Scheme.INSTITUTION)
    graded(county.deputy, county.office, AssessmentGrade.UNGRADED)
    graded(county.deputy, county.office, AssessmentGrade.COMPETENT, year=2024)
    county.file(db)
    with db.read() as session:
        table = results_by_unit(ground(session, 2025))
    assert table.rows == ("青石镇",)
    assert table.numbers() == ((1, 1, 0, 0),)
    assert table.row(county.town)[0].ids == (excellent,)
    assert table.row(county.town)[1].ids == (qualified,)
    assert home(db).graded_year == 2025


def test_the_year_graded_last_is_shown(db, county):
    county.add(AnnualAssessment, cadre_id=county.head, year=2023, scheme=Scheme.CIVIL, grade=AssessmentGrade.COMPETENT)
    county.file(db)
    found = home(db)
    assert found.graded_year == 2023
    assert found.grades.numbers() == ((0, 1, 0, 0),)


def test_talks_of_the_year_under_review_are_counted(db, county):
    for category in Category:
        county.talk([county.head], category)
    county.file(db)
    found = home(db)
    assert found.figures["five_talks_complete"].part == 1
    assert found.figures["five_talks_left"].ids == (county.deputy,)
    assert found.coverage.complete.part == found.figures["five_talks_complete"].part


def test_what_is_missing_most_comes_first(db, county):
    county.file(db)
    lacking = home(db).lacking
    counts = [n for _, n in lacking]
    assert counts == sorted(counts, reverse=True)
    assert dict(lacking)["照片"] == 3


def test_what_is_missing_is_counted_as_from_each_line_ties_in_the_order_of_the_people(db, county):
    county.person("许文涛", county.office, id_number="11010519491231002X", ethnic="汉族")
    county.file(db)
    found = home(db)
    with db.read() as session:
        rows = roster.rows(session, list(found.figures["incomplete_people"].ids), ("missing",), TODAY)
    words = Counter(word for row in rows for word in row.values[0].split("、"))
    assert found.lacking == tuple(words.most_common())


def test_the_coverage_of_the_year_is_worked_out_once(db, county, monkeypatch):
    county.file(db)
    asked = []
    work_out = talk_coverage.coverage
    monkeypatch.setattr(talk_coverage, "coverage", lambda *a, **k: asked.append(a) or work_out(*a, **k))
    found = home(db)
    assert len(asked) == 1
    waiting = next(line for line in found.todo if line.key == "talks_missing")
    assert waiting.ids == tuple(person.person.id for person in found.coverage.left)
    assert found.todo == tuple(todo(db))


def test_reading_the_page_leaves_garbage_collection_as_it_was(db, county):
    county.file(db)
    home(db)
    assert gc.isenabled()
