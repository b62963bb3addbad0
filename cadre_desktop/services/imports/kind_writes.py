"""Filing the rows of any kind through the same door as its form, in groups of one flush."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from cadre_desktop.progress import Progress
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import records
from cadre_desktop.services.imports import own_links
from cadre_desktop.services.imports.shape import PlannedRow
from cadre_desktop.storage.base import new_id
from cadre_desktop.storage.database import Database

_AT_ONCE = 200


def write_rows(
    db: Database, session: Session, kind: RecordKind, rows: Sequence[PlannedRow], progress: Progress
) -> None:
    """File new rows and changed ones; raise EditConflict when a record was saved since the plan."""
    names = {f.name for f in kind.form_fields}
    own = own_links.own_fields(kind)
    for at, row in enumerate(own_links.in_order(rows, own) if own else rows):
        if at % _AT_ONCE == 0 or own:
            session.flush()
            progress(at, len(rows), "正在写入")
        values = {name: value for name, value in row.values.items() if name in names}
        if row.state == "new":
            record = kind.model(id=row.record_id or new_id(), **records.defaults(kind))
            session.add(record)
            records.put(db, session, kind, record, values)
        else:
            (change,) = row.writes
            record = records.opened(session, kind, change.id, change.version)
            records.put(db, session, kind, record, dict(change.values))
    session.flush()
