"""Who was on the books on a day: posts by their dates, people who left, people between posts."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadre_desktop.figures.ground import FigureContext, Ground
from cadre_desktop.records.cadre import CadreState
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.storage.database import Database
from tests.county import County, month
from tests.reports.sample import fill

TODAY = date(2026, 11, 21)


def names_on(db: Database, day: date, unit_id: str | None = None) -> set[str]:
    with db.read() as session:
        return {p.name for p in Ground(session, FigureContext(day, day.year, unit_id)).people()}


def person_on(db: Database, day: date, name: str):
    with db.read() as session:
        return next(p for p in Ground(session, FigureContext(day, day.year)).people() if p.name == name)


def test_a_post_counts_from_its_first_day_and_not_on_the_day_it_ends(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("甲", unit, since="2024.03.15", until="2026.02.01", state=CadreState.RETIRED)
    county.file(db)

    assert names_on(db, date(2024, 3, 14)) == set()
    assert names_on(db, date(2024, 3, 15)) == {"甲"}
    assert names_on(db, date(2026, 1, 31)) == {"甲"}
    assert names_on(db, date(2026, 2, 1)) == set()


def test_a_month_or_a_year_alone_counts_from_its_first_day(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("月", unit, since="2025.04")
    county.person("年", unit, since="2025")
    county.file(db)

    assert names_on(db, date(2024, 12, 31)) == set()
    assert names_on(db, date(2025, 3, 31)) == {"年"}
    assert names_on(db, date(2025, 4, 1)) == {"年", "月"}


def test_somebody_transferred_out_counts_before_he_went_and_somebody_in_only_after_he_came(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("调出", unit, since="2019.01", until="2026.03", state=CadreState.TRANSFERRED)
    county.person("调入", unit, since="2026.05")
    county.file(db)

    assert names_on(db, date(2025, 12, 31)) == {"调出"}
    assert names_on(db, TODAY) == {"调入"}


def test_who_left_with_a_post_still_open_counts_on_no_day(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("去世", unit, since="2015.01", state=CadreState.DECEASED)
    county.file(db)

    assert names_on(db, TODAY) == set()
    assert names_on(db, date(2020, 1, 1)) == set()


def test_somebody_in_service_between_posts_waits_without_a_unit(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("待安排", unit, since="2018.01", until="2026.06")
    county.person("没有任职记录", work_start_on=month("2010.07"))
    county.file(db)

    assert names_on(db, TODAY) == {"待安排", "没有任职记录"}
    assert person_on(db, TODAY, "待安排").unit_id is None
    assert names_on(db, date(2009, 1, 1)) == set()


def test_the_years_away_between_two_posts_do_not_count(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    back = county.person("回来的", unit, since="2015.01", until="2022.01")
    county.post(back, unit, since="2025.02")
    county.file(db)

    assert names_on(db, date(2023, 6, 1)) == set()
    assert names_on(db, date(2025, 2, 1)) == {"回来的"}


def test_deleted_people_and_deleted_posts_do_not_count(db: Database, clock) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("删掉的人", unit, deleted_at=clock())
    county.person("换过职务", unit, title="镇长", level=PostLevel.SECTION_HEAD, post={"deleted_at": clock()})
    county.file(db)

    assert names_on(db, TODAY) == {"换过职务"}
    assert person_on(db, TODAY, "换过职务").post_title == ""


def test_the_main_post_gives_the_unit_and_the_highest_post_the_level(db: Database) -> None:
    county = County()
    town, office = county.unit("青石镇"), county.unit("县委办")
    who = county.person("兼职", office, title="办公室副主任", level=PostLevel.SECTION_HEAD, post={"is_main": False})
    county.post(who, town, "副镇长", level=PostLevel.SECTION_DEPUTY, since="2024.01", is_leader=True)
    county.file(db)

    found = person_on(db, TODAY, "兼职")
    assert (found.unit_id, found.level, found.is_leader) == (town, PostLevel.SECTION_HEAD, True)
    assert found.post_title == "副镇长、办公室副主任"
    assert person_on(db, date(2023, 12, 31), "兼职").unit_id == office


def test_the_rank_is_the_latest_one_held_on_the_day(db: Database) -> None:
    county = County()
    who = county.person("有职级", county.unit("青石镇"))
    county.add(
        Rank, cadre_id=who, name=RankName.SENIOR_CLERK_4, approved_on=month("2020.01"), ended_on=month("2023.01")
    )
    county.add(Rank, cadre_id=who, name=RankName.SENIOR_CLERK_3, approved_on=month("2023.01"))
    county.file(db)

    assert person_on(db, date(2022, 12, 31), "有职级").rank is RankName.SENIOR_CLERK_4
    assert person_on(db, date(2023, 1, 1), "有职级").rank is RankName.SENIOR_CLERK_3


def test_a_unit_takes_in_everything_below_it(db: Database) -> None:
    county = County()
    county_office = county.unit("清源县")
    town = county.unit("青石镇", parent_id=county_office)
    section = county.unit("青石镇党政办", parent_id=town)
    other = county.unit("白沙镇", parent_id=county_office)
    county.person("镇里", town)
    county.person("办里", section)
    county.person("别处", other)
    county.file(db)

    assert names_on(db, TODAY, town) == {"镇里", "办里"}
    assert names_on(db, TODAY, county_office) == {"镇里", "办里", "别处"}


def test_today_agrees_with_the_roster_for_everybody(db: Database) -> None:
    fill(db)
    with db.read() as session:
        people = {p.id: p for p in Ground(session, FigureContext(TODAY, 2026)).people()}
        lines = {line.cadre_id: line for line in session.query(CadreSummary)}
        units = {unit.id for unit in session.query(Unit)}
        for cadre_id, person in people.items():
            line = lines[cadre_id]
            assert (person.unit_id, person.level, person.is_leader) == (line.unit_id, line.level, line.is_leader)
            assert person.post_title == (line.post_title or "")
            assert person.rank == line.rank
            assert person.unit_id in units
    assert len(people) == 98


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=8), day=DAYS)
def test_people_who_left_count_exactly_while_a_post_ran(
    db: Database, spans: list[tuple[date, date]], day: date
) -> None:
    """Whatever the dates: someone retired is on the books when start <= day < end of one of his posts."""
    county = County()
    unit = county.unit("青石镇")
    tag = f"人{id(spans)}"
    who = county.person(tag, state=CadreState.RETIRED)
    runs = [(min(a, b), max(a, b)) for a, b in spans]
    for start, end in runs:
        county.post(who, unit, since=f"{start:%Y.%m.%d}", until=f"{end:%Y.%m.%d}")
    county.file(db)
    with db.read() as session:
        found = {p.id for p in Ground(session, FigureContext(day, day.year)).people()}
    assert (who in found) is any(start <= day < end for start, end in runs)


@pytest.mark.parametrize(
    ("asked", "as_of", "year"),
    [
        ({}, TODAY, 2026),
        ({"year": 2025}, date(2025, 12, 31), 2025),
        ({"year": 2026}, TODAY, 2026),
        ({"as_of": date(2024, 6, 30)}, date(2024, 6, 30), 2024),
        ({"year": 2023, "as_of": date(2024, 6, 30)}, date(2024, 6, 30), 2023),
    ],
)
def test_what_is_not_asked_is_filled_in(asked: dict, as_of: date, year: int) -> None:
    context = FigureContext.of(TODAY, **asked)
    assert (context.as_of, context.year) == (as_of, year)
    assert context.cut_off_before == date(as_of.year - 1, 12, 31)
