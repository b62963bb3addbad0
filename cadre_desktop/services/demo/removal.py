"""Taking the sample data out again, for good; what the clerk has added stays, with whatever it rests on."""

from collections.abc import Iterator
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_TABLE, summary
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.services.demo.build import SAMPLE
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import many_links
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.erasing import erase

Ids = dict[str, set[str]]


def remove_demo(db: Database, progress: Progress = silent) -> int:
    """Erase the sample data and its mark in one piece of work; return how many records went.

    Records that later work points at stay: nothing the clerk has entered is lost or left without its links.
    Raises NotAllowed when the store holds no sample data.
    """
    with db.work("清除示例数据") as session:
        mark = session.get(UnitSetting, SAMPLE)
        if mark is None:
            raise NotAllowed("这里没有示例数据。")
        going = _made_by(session, orjson.loads(mark.body)["work"])
        _spare_what_is_needed(session, going)
        total, done = sum(map(len, going.values())), 0
        session.connection().execute(sa.delete(CadreSummary.__table__))  # type: ignore[arg-type]  # a FromClause, says the stub
        for table in reversed(Record.metadata.sorted_tables):
            if table.name not in going:
                continue
            erase(session, BY_TABLE[table.name].model, sorted(going[table.name]))
            done += len(going[table.name])
            progress(done, total, "正在清除示例数据")
        session.delete(mark)
        session.flush()
        summary.refresh_all(session, db.now().date())
    return total


def _made_by(session: Session, work_id: str) -> Ids:
    """Read from the trail what a piece of work created and is still there."""
    query = sa.select(AuditEntry.table, AuditEntry.record_id).where(
        AuditEntry.work_id == work_id, AuditEntry.action == "create"
    )
    made: Ids = {}
    for table, record_id in session.execute(query):
        made.setdefault(table, set()).add(record_id)
    for table, ids in made.items():
        here = session.execute(sa.select(BY_TABLE[table].model.id)).scalars()
        ids &= set(here)
    return made


def _spare_what_is_needed(session: Session, going: Ids) -> None:
    """Leave out whatever a record that stays points at, and what that points at in turn."""
    links = list(_links(session))
    spared = True
    while spared:
        spared = False
        for table, rows in links:
            for owner, target, target_id in rows:
                stays = owner not in going.get(table, ())
                if stays and target_id in going.get(target, ()):
                    going[target].discard(target_id)
                    spared = True


def _links(session: Session) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Read every link between records as (the record that points, the table it points into, the record there)."""
    connection = session.connection()
    for kind in BY_TABLE.values():
        mapper: Mapper[Any] = sa.inspect(kind.model)
        table = kind.model.__tablename__
        for key in mapper.local_table.foreign_keys:
            rows = connection.execute(sa.select(mapper.local_table.c.id, key.parent).where(key.parent.is_not(None)))
            yield table, [(owner, key.target_fullname.split(".")[0], target) for owner, target in rows]
        for link in many_links(mapper):
            assert link.secondary is not None
            (_, ours), (_, theirs) = link.synchronize_pairs[0], (link.secondary_synchronize_pairs or [])[0]
            rows = connection.execute(sa.select(ours, theirs))
            yield table, [(owner, link.mapper.class_.__tablename__, target) for owner, target in rows]
    attached = connection.execute(sa.select(Attachment.id, Attachment.owner_table, Attachment.owner_id))
    yield Attachment.__tablename__, [(owner, table, target) for owner, table, target in attached]
