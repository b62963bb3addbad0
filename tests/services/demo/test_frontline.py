"""The sample county's work on the ground and its contests: plausible, and within the rules of each kind."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.board_entry import BoardColour, BoardEntry, BoardState
from cadre_desktop.records.challenge import RaceAward, RaceAwardKind
from cadre_desktop.records.problem import Problem, ProblemClass, ProblemState
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.services.demo import build_demo
from cadre_desktop.services.demo.frontline import MODELS
from cadre_desktop.storage.database import Database
from tests.services.demo.conftest import TODAY, MakeStore


def faults(db: Database, today: date) -> list[tuple[str, str]]:
    """Hold every record of these ledgers against the rules of its kind; each kind has some."""
    kinds = {kind.model: kind for kind in BY_KEY.values()}
    found = []
    with db.read() as session:
        for model in MODELS:
            records = list(session.scalars(sa.select(model)))
            assert records, model.__tablename__
            found += [(str(one), p.message) for one in records for p in kinds[model].check(one, today)]
    return found


def test_every_kind_has_something_that_keeps_its_rules(county: Database) -> None:
    assert faults(county, TODAY) == []


@pytest.mark.parametrize("today", [date(2027, 1, 2), date(2027, 4, 1)])
def test_it_keeps_them_in_the_first_days_of_its_year_too(make_store: MakeStore, today: date) -> None:
    store = make_store(today)
    build_demo(store, today)
    assert faults(store, today) == []


def test_every_shipped_class_has_a_problem_and_every_step_is_seen(county: Database) -> None:
    with county.read() as session:
        problems = list(session.scalars(sa.select(Problem)))
        classes = set(session.scalars(sa.select(ProblemClass.id)))
        assert len(classes) == 16
        assert {one.problem_class_id for one in problems} - {None} == classes
    assert {one.state for one in problems} == set(ProblemState)
    assert len({one.number for one in problems}) == len(problems)
    assert any(one.talk_problem_id for one in problems)
    returned = [one for one in problems if one.satisfaction is Satisfaction.NOT]
    assert [one.state for one in returned] == [ProblemState.RETURNED]


def test_one_unit_has_three_black_entries_of_one_item_and_each_has_its_reply(county: Database) -> None:
    with county.read() as session:
        black = list(
            session.scalars(
                sa.select(BoardEntry).where(
                    BoardEntry.colour == BoardColour.BLACK, BoardEntry.state == BoardState.PUBLISHED
                )
            )
        )
    counted: dict[tuple[str, str], int] = {}
    for one in black:
        counted[one.unit_id, one.item] = counted.get((one.unit_id, one.item), 0) + 1
    assert sorted(counted.values())[-2:] == [2, 3]
    assert all(one.reply for one in black)


def test_every_quarter_gone_by_has_two_runners_and_a_snail_who_answered(county: Database) -> None:
    with county.read() as session:
        awards = list(session.scalars(sa.select(RaceAward)))
    for quarter in (1, 2, 3):
        kinds = [one.kind for one in awards if one.quarter == quarter]
        assert (kinds.count(RaceAwardKind.RUNNER), kinds.count(RaceAwardKind.SNAIL)) == (2, 1)
    assert all(one.reply for one in awards if one.kind is RaceAwardKind.SNAIL)
