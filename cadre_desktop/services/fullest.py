"""Which record fills its pages best: pictures of the program are taken of it."""

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

Column = sa.Column[str]


def fullest(db: Database, kind: RecordKind) -> str | None:
    """Name the record with the most kinds of records about it, then with the most records, then the most filled in.

    Records about those records count as well.  Among equals the smallest id is taken, so that the answer is always
    the same; None when there is no record at all.
    """
    with db.read() as session:
        ids = list(session.scalars(sa.select(kind.model.id).where(kind.model.deleted_at.is_(None))))
        kinds, n = _about(session, kind.model.__table__, steps=2)
        filled = _filled(session, kind)
    return min(ids, key=lambda i: (-kinds[i], -n[i], -filled[i], i), default=None)


def _about(session: Session, table: sa.FromClause, *, steps: int) -> tuple[Counter[str], Counter[str]]:
    """Count for each row of a table the tables that point at it, and their rows, some steps deep."""
    kinds: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for other, own_id, owner_id in _pointing_at(table):
        query = sa.select(own_id, owner_id).where(owner_id.is_not(None))
        if "deleted_at" in other.c:
            query = query.where(own_id.in_(sa.select(other.c.id).where(other.c.deleted_at.is_(None))))
        pairs = session.execute(query).all()
        kinds.update({owner for _, owner in pairs})
        n.update(owner for _, owner in pairs)
        if steps > 1:
            _, below = _about(session, other, steps=steps - 1)
            for own, owner in pairs:
                n[owner] += below[own]
    return kinds, n


def _pointing_at(table: sa.FromClause) -> Iterator[tuple[sa.Table, Column, Column]]:
    """Find the tables whose rows name a row of this one, themselves or in a table of pairs; with the two ids."""
    for pointing in Record.metadata.tables.values():
        if pointing is CadreSummary.__table__ or pointing is table:
            continue  # what is derived, and what hangs from its like, says nothing
        for owner_id in (c for c in pointing.columns if _target(c) is table):
            if "id" in pointing.c:
                yield pointing, pointing.c.id, owner_id
                continue
            for own_id in pointing.columns:
                other = _target(own_id)
                if other is not None and other is not table:
                    yield other, own_id, owner_id


def _target(column: Column) -> sa.Table | None:
    return next((key.column.table for key in column.foreign_keys), None)


def _filled(session: Session, kind: RecordKind) -> Counter[str]:
    """Count the columns of each record that hold something."""
    table = kind.model.__table__
    rows = session.execute(sa.select(table))
    return Counter({row.id: sum(value not in (None, "") for value in row) for row in rows})
