"""激励措施: twenty measures come with the program, the five priorities among them, and stay the county's to edit."""

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.incentive import IncentiveMeasure, MeasureKind
from cadre_desktop.services import dictionaries, records
from cadre_desktop.storage.database import Database


def shipped(db: Database) -> list[IncentiveMeasure]:
    with db.read() as session:
        found = session.query(IncentiveMeasure).filter(IncentiveMeasure.deleted_at.is_(None))
        return list(found.order_by(IncentiveMeasure.number))


def test_twenty_measures_are_shipped_numbered_and_in_force_with_each_priority_among_them(db: Database) -> None:
    assert dictionaries.add_shipped(db, "incentive_measure") == 20
    assert [one.number for one in shipped(db)] == list(range(1, 21))
    assert {one.kind for one in shipped(db)} == set(MeasureKind)
    assert all(one.in_force and one.content for one in shipped(db))
    assert len({one.name for one in shipped(db)}) == 20


def test_a_measure_the_county_has_changed_is_left_alone(db: Database) -> None:
    dictionaries.add_shipped(db, "incentive_measure")
    kind, first = BY_KEY["incentive_measure"], shipped(db)[0]
    version = records.load(db, kind, first.id)[1]
    records.change(db, kind, first.id, version, {"name": "本县优先提拔办法"})
    records.discard(db, kind, shipped(db)[4].id)
    assert dictionaries.add_shipped(db, "incentive_measure") == 1
    assert "本县优先提拔办法" in {one.name for one in shipped(db)}
