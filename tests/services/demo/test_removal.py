"""Taking the sample data out: all of it goes, and nothing of what the clerk has entered."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.checklist import Checklist
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import dictionaries, records
from cadre_desktop.services.demo import build_demo, is_demo, remove_demo
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.verify import state_faults
from tests.services.demo.conftest import TODAY, MakeStore


def _left(store: Database) -> dict[str, int]:
    with store.read() as session:
        counts = {k.key: session.scalar(sa.select(sa.func.count()).select_from(k.model)) or 0 for k in KINDS}
    return {key: count for key, count in counts.items() if count}


def test_all_of_it_goes_but_what_is_shipped(make_store: MakeStore) -> None:
    store = make_store(TODAY)
    build_demo(store, TODAY)
    told: list[int] = []
    gone = remove_demo(store, lambda done, total, what="": told.append(done))
    left = _left(store)
    assert set(left) == {"checklist", "checklist_item", *dictionaries.SHIPPED}
    assert gone > 8000
    assert told[-1] == gone
    assert not is_demo(store)
    with store.read() as session:
        connection = session.connection()
        assert session.scalar(sa.select(sa.func.count()).select_from(CadreSummary)) == 0
        assert session.scalar(sa.text("SELECT count(*) FROM search_entry WHERE place = 'cadre'")) == 0
        assert list(store.chain.faults(connection)) == []
        assert list(state_faults(connection, [k.model for k in KINDS], store.chain.state_key)) == []


def test_what_the_clerk_entered_stays_with_what_it_rests_on(make_store: MakeStore) -> None:
    store = make_store(TODAY)
    build_demo(store, TODAY)
    with store.read() as session:
        whose = session.scalars(sa.select(Cadre).where(Cadre.name == "周思远")).one()
        unit = session.scalars(sa.select(Unit).where(Unit.name == "云台乡")).one()
        person, place = Link(whose.id, whose.name), Link(unit.id, unit.name)
    real = {"name": "真人甲", "sex": Sex.FEMALE, "birth_on": PartialDate(1990, 5)}
    mine = records.create(store, BY_KEY["cadre"], real)
    post = {"cadre": Link(mine, "真人甲"), "unit": place, "title": "副乡长", "appointed_on": PartialDate(2024, 3)}
    records.create(store, BY_KEY["post"], post)
    talk = {"purpose": _purpose("daily"), "subjects": (person,), "year": 2026, "talked_on": date(2026, 11, 20)}
    records.create(store, BY_KEY["interview"], {**talk, "talkers": "陈海燕"})
    remove_demo(store)
    with store.read() as session:
        names = set(session.scalars(sa.select(Cadre.name)))
        assert names == {"真人甲", "周思远"}
        assert list(session.scalars(sa.select(Unit.name))) == ["云台乡"], "the unit the post points at stays"
        lines = {s.cadre_id: s for s in session.scalars(sa.select(CadreSummary))}
        assert lines[mine].unit_id == place.id
        assert lines[person.id].post_title is None
        assert lines[person.id].n_interviews == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Checklist)) == 1
    assert _left(store)["post"] == 1


def test_a_store_without_sample_data_is_left_alone(db: Database) -> None:
    with pytest.raises(NotAllowed, match="没有示例数据"):
        remove_demo(db)


def _purpose(code: str) -> object:
    field = BY_KEY["interview"].field("purpose")
    return next(choice for choice in field.choices if choice.value == code)
