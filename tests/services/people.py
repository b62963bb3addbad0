"""Small made-up offices and people for the tests of services."""

from datetime import date
from typing import Any

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import PostLevel, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.database import Database


def filed(db: Database, key: str, **values: Any) -> Link:
    """File a record of a kind and return the link to it."""
    record_id = records.create(db, BY_KEY[key], values)
    return link_of(db, key, record_id)


def link_of(db: Database, key: str, record_id: str) -> Link:
    with db.read() as session:
        return Link(record_id, str(session.get_one(BY_KEY[key].model, record_id)))


def unit(db: Database, name: str = "青石镇", **values: Any) -> Link:
    return filed(db, "unit", name=name, kind=values.pop("kind", UnitKind.TOWNSHIP), **values)


def cadre(db: Database, name: str = "周文静", **values: Any) -> Link:
    given = {"sex": Sex.FEMALE, "birth_on": PartialDate(1986, 4), **values}
    return filed(db, "cadre", name=name, **given)


def post(db: Database, who: Link, where: Link, title: str = "镇长", **values: Any) -> Link:
    given = {"level": PostLevel.SECTION_HEAD, "is_leader": True, "appointed_on": PartialDate(2021, 5), **values}
    return filed(db, "post", cadre=who, unit=where, title=title, **given)


def talk(db: Database, *subjects: Link, **values: Any) -> Link:
    given = {
        "purpose": Purpose.REVIEW,
        "subjects": subjects,
        "year": 2026,
        "category": Category.STAFF,
        "talked_on": date(2026, 5, 12),
        "talkers": "陈海燕、刘正",
        **values,
    }
    return filed(db, "interview", **given)


def change(db: Database, key: str, record: Link, **values: Any) -> None:
    """Save new values of a record, as a form would."""
    kind = BY_KEY[key]
    records.change(db, kind, record.id, version(db, key, record), values)


def version(db: Database, key: str, record: Link) -> int:
    return records.load(db, BY_KEY[key], record.id)[1]


def held(db: Database, key: str, record: Link, name: str) -> Any:
    """Read one value of a record, also of one in the recycle bin."""
    kind = BY_KEY[key]
    with db.read() as session:
        return getattr(session.get_one(kind.model, record.id), name)


def is_binned(db: Database, key: str, record: Link) -> bool:
    return held(db, key, record, "deleted_at") is not None


def last_work(db: Database) -> str:
    """Return the id of the latest piece of work."""
    with db.read() as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry is not None
        return entry.work_id
