"""The sample county as a whole: complete, obeying every rule, and the same every time."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import KINDS
from cadre_desktop.services import data_quality, dictionaries, talk_coverage, unit_profile
from cadre_desktop.services.demo import build_demo, is_demo
from cadre_desktop.services.records import unseal
from cadre_desktop.services.talk_coverage import CATEGORIES
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.verify import state_faults
from tests.services.demo.conftest import TODAY, MakeStore

# What the program registers itself tells what really happened: nothing was exported or imported yet.
_REGISTERS = {"export_entry", "import_batch"}
_OF_THE_MOMENT = {"version", "created_at", "updated_at"}
_SEALED = {"raw_notes", "interviewee"}


def _content(store: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every record of the store but the moment of saving; of sealed values only whether there is one."""
    found = {}
    with store.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name.startswith(("audit", "draft", "search")):
                continue
            columns = [c for c in table.columns if c.name not in _OF_THE_MOMENT]
            chosen = [c.is_not(None) if c.name in _SEALED else c for c in columns]
            found[table.name] = sorted(tuple(map(str, row)) for row in session.execute(sa.select(*chosen)))
    return found


def test_every_kind_has_records_but_the_registers_of_what_really_happened(county: Database) -> None:
    with county.read() as session:
        counts = {k.key: session.scalar(sa.select(sa.func.count()).select_from(k.model)) for k in KINDS}
    assert {key for key, count in counts.items() if not count} == _REGISTERS
    assert counts["cadre"] == 148
    assert counts["unit"] == 14


def _broken(store: Database) -> list[data_quality.Finding]:
    """What is wrong but for identity numbers still to be asked for, which the work list wants to show."""
    found = data_quality.findings(store)
    lacking = [one for one in found if one.code == "missing"]
    assert len(lacking) <= 10
    assert all("公民身份号码" in one.what for one in lacking)
    return [one for one in found if one.code != "missing"]


def test_nothing_breaks_a_rule(county: Database) -> None:
    assert _broken(county) == []


def test_trail_and_seals_fit_the_records(county: Database) -> None:
    with county.read() as session:
        connection = session.connection()
        assert list(county.chain.faults(connection)) == []
        assert list(state_faults(connection, [k.model for k in KINDS], county.chain.state_key)) == []


def test_the_same_day_makes_the_same_county(county: Database, make_store: MakeStore) -> None:
    again = make_store(TODAY)
    build_demo(again, TODAY)
    first, second = _content(county), _content(again)
    # what is shipped has ids of its own in every store, and reviews, signs, incentives and problems link to it
    otherwise = {*dictionaries.SHIPPED, "adjustment_situations", "checklist", "checklist_item", "political_review"}
    otherwise |= {"sign", "unit_setting", "incentive_use", "problem"}
    for name in first.keys() - otherwise:
        assert first[name] == second[name], name
    assert {name: len(rows) for name, rows in first.items()} == {name: len(rows) for name, rows in second.items()}


@pytest.mark.parametrize("today", [date(2027, 1, 2), date(2028, 2, 29)])
def test_other_days_obey_the_rules_as_well(make_store: MakeStore, today: date) -> None:
    store = make_store(today)
    build_demo(store, today)
    assert _broken(store) == []
    covered = talk_coverage.coverage(store)
    assert covered.year == today.year - 1  # in the first months the last year is still under review
    assert 75 <= covered.talks.percent() <= 90
    with store.read() as session:
        graded = session.execute(sa.text("SELECT DISTINCT year FROM annual_assessment ORDER BY year")).scalars()
        assert list(graded) == [today.year - 2, today.year - 1]


def test_no_date_lies_in_the_future(county: Database) -> None:
    ahead = {"look_back_on", "due_on", "planned_end_on", "follow_up_due_on", "reply_due_on"}
    with county.read() as session:
        for kind in KINDS:
            for column in kind.model.__table__.columns:
                if isinstance(column.type, sa.Date) and column.name not in ahead:
                    latest = session.scalar(sa.select(sa.func.max(column)))
                    assert latest is None or latest <= TODAY, f"{kind.key}.{column.name}"


def test_every_report_will_say_that_this_is_sample_data(county: Database) -> None:
    assert is_demo(county)
    profile = unit_profile.load(county)
    assert "示例数据" in profile.name
    assert profile.review_year == 2026
    assert profile.filler
    assert profile.reviewer


def test_an_empty_store_is_no_sample(db: Database) -> None:
    assert not is_demo(db)


def test_a_store_with_people_is_not_filled(county: Database) -> None:
    with pytest.raises(NotAllowed, match="已有人员"):
        build_demo(county, TODAY)


def test_progress_is_told_from_beginning_to_end(make_store: MakeStore) -> None:
    told: list[tuple[int, int]] = []
    build_demo(make_store(TODAY), TODAY, lambda done, total, what="": told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


def test_matrix_shows_all_three_states_and_clean_units(county: Database) -> None:
    covered = talk_coverage.coverage(county)
    states = {state.value for person in covered.people for state in person.states}
    assert states == {"none", "unsigned", "done"}
    assert 75 <= covered.talks.percent() <= 88
    assert 45 <= covered.complete.percent() <= 70
    clean = [unit for unit in covered.units if all(person.complete for person in unit.people)]
    assert 3 <= len(clean) <= 7
    assert len(covered.units) == 14
    known = next(person for person in covered.people if person.person.text == "周思远")
    assert [s.value for s in known.states].count("done") == 3
    assert len(CATEGORIES) == 5


def test_sealed_notes_open_for_the_talk_role(county: Database) -> None:
    kind = next(k for k in KINDS if k.key == "interview")
    with county.read() as session:
        sealed = session.scalar(sa.select(kind.model.id).where(kind.model.raw_notes.is_not(None)).limit(1))
    assert unseal(county, kind, str(sealed), "raw_notes").startswith("口述")


@pytest.mark.parametrize(
    ("key", "name", "share"),
    [("achievement", "title", 0.85), ("talk_problem", "text", 0.2), ("observation", "conduct", 0.3)],
)
def test_texts_differ_from_one_another(county: Database, key: str, name: str, share: float) -> None:
    model = next(k for k in KINDS if k.key == key).model
    with county.read() as session:
        texts = list(session.scalars(sa.select(getattr(model, name))))
    assert len(set(texts)) >= share * len(texts)


def test_no_blank_is_left_unfilled(county: Database) -> None:
    with county.read() as session:
        for kind in KINDS:
            texts = [c for c in kind.model.__table__.columns if isinstance(c.type, sa.String)]
            for column in texts:
                found = session.scalar(sa.select(column).where(column.op("GLOB")("*{*}*")).limit(1))
                assert found is None, f"{kind.key}.{column.name}"


def test_records_are_all_of_one_piece_of_work(county: Database) -> None:
    with county.read() as session:
        titles = list(session.scalars(sa.text("SELECT DISTINCT title FROM audit_entry WHERE \"table\" = 'cadre'")))
    assert titles == ["生成示例数据"]
