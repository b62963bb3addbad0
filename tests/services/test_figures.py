"""Figures as the screens and the command line ask for them: today by default, the unit's own settings applied."""

from datetime import date

from cadre_desktop.services import figures, unit_profile
from cadre_desktop.storage.database import Database
from tests.county import County


def test_figures_are_of_today_unless_asked_otherwise(db: Database) -> None:
    assert {figure.as_of for figure in figures.figures(db) if figure.key == "serving"} == {date(2026, 11, 21)}
    context = figures.context_of(db, year=2024)
    assert (context.as_of, context.year) == (date(2024, 12, 31), 2024)


def test_who_is_due_comes_from_the_units_settings(db: Database) -> None:
    assert figures.context_of(db).due == unit_profile.UnitProfile().talk_population.value
    chosen = unit_profile.TalkPopulation.ALL
    unit_profile.save(db, unit_profile.UnitProfile(name="组织部", review_year=2026, talk_population=chosen))
    assert figures.context_of(db).due == "all"


def test_figures_and_tables_of_a_unit_leave_the_others_out(db: Database) -> None:
    county = County()
    town, other = county.unit("青石镇"), county.unit("白沙镇")
    for at in range(3):
        county.person(f"甲{at}", town)
    county.person("乙", other)
    county.file(db)
    serving = {figure.key: figure for figure in figures.figures(db, unit_id=town)}["serving"]
    assert serving.text == "3人"
    assert serving.population.startswith("青石镇（含下级）")
    levels = {table.key: table for table in figures.tables(db, unit_id=town)}["serving_by_level"]
    assert levels.rows == ("青石镇",)


def of_2025(db: Database) -> dict[str, object]:
    found = figures.figures(db, year=2025)
    return {f.key: f.value for f in found if f.key.startswith(("serving", "mean", "section"))}


def test_the_figures_of_a_past_day_stay_as_they_were(db: Database) -> None:
    """Rebuilt today, last year's end equals what was printed then: later changes do not reach back."""
    county = County()
    unit = county.unit("青石镇")
    staying = county.person("留任", unit, since="2020.01", until="2026.04")
    county.person("老人", unit, since="2010.01", birth="1966.01")
    county.file(db)
    before = {
        f.key: f.value for f in figures.figures(db, year=2025) if f.key.startswith(("serving", "mean", "section"))
    }

    later = County()
    later.post(staying, unit, "镇长", since="2026.04")
    later.person("新来", unit, since="2026.05", birth="1995.01")
    later.file(db)
    assert of_2025(db) == before
    assert before["serving"] == 2
