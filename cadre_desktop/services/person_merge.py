"""One person filed twice becomes one: chosen entries, joined histories, the other file in the bin; undone as a whole.

Every link of every kind that leads to the second file is led to the first, so nothing needs to be told here when a
kind is added.  Records that say the same of both stay once.  Final and signed records move too: what they say is not
changed, only that both names meant one person.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipProperty, Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.values import shown
from cadre_desktop.records import KINDS, rows
from cadre_desktop.records import cadre as cadre_records
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.stored import JOINING
from cadre_desktop.services import binning, records
from cadre_desktop.services.undo import JOIN
from cadre_desktop.storage import audit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

_KIND = cadre_records.KIND
_MOST_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of both files in words; `theirs_first` where only the second file has it."""

    name: str
    label: str
    ours: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.ours != self.theirs

    @property
    def theirs_first(self) -> bool:
        """Whether the second file's is what one would take: the first has none."""
        return not self.ours and bool(self.theirs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files side by side, what would move to the first, and what would then want a look."""

    keep_id: str
    lose_id: str
    names: tuple[str, str]
    versions: tuple[int, int]
    entries: tuple[Entry, ...]
    moves: tuple[tuple[str, int], ...]
    n_same: int
    n_own: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    """A record of some kind, and the link by which it is about a person."""

    kind: RecordKind
    record: Any
    relation: RelationshipProperty[Any]


def compare(db: Database, keep_id: str, lose_id: str) -> Comparison:
    """Lay two files side by side; raise NotAllowed when they are one, or one of them is not on file any more."""
    with db.read() as session:
        keep, lose = _both(session, keep_id, lose_id)
        entries = tuple(
            Entry(f.name, f.label, shown(rows.value_of(keep, f)), shown(rows.value_of(lose, f)))
            for f in _KIND.form_fields
        )
        ties = list(_ties(session, lose_id))
        same = _said_twice(session, keep, ties)
        moving = [tie for tie in ties if tie.record.id not in same]
        n_own = len({tie.record.id for tie in _ties(session, keep_id)})
        moves = Counter({tie.record.id: tie.kind.title for tie in moving}.values())
        versions = keep.version, lose.version
        warnings = tuple(_warnings(db, session, keep, lose, moving))
        names = str(keep), str(lose)
    listed = tuple(moves.most_common())
    return Comparison(keep_id, lose_id, names, versions, entries, listed, len(same), n_own, warnings[:_MOST_WARNINGS])


def merge(db: Database, comparison: Comparison, take: Collection[str]) -> str:
    """Make one file of two, as they were compared; `take` names the entries to be those of the second file.

    Returns the id of the piece of work.  Raises EditConflict when one was saved since, InvalidInput when the chosen
    entries do not go together.
    """
    keep_id, lose_id = comparison.keep_id, comparison.lose_id
    with db.work(f"合并干部：{comparison.names[0]}"[:80]) as session:
        session.info[JOINING] = True
        keep: Any = records.opened(session, _KIND, keep_id, comparison.versions[0])
        lose: Any = records.opened(session, _KIND, lose_id, comparison.versions[1])
        chosen = {f.name: rows.value_of(lose, f) for f in _KIND.form_fields if f.name in take}
        ties = list(_ties(session, lose_id))
        same = _said_twice(session, keep, ties)
        for tie in ties:
            if tie.record.id not in same:
                _lead_to(tie, keep, lose)
        _move_attachments(session, keep_id, lose_id)
        keep.photo_sha256 = keep.photo_sha256 or lose.photo_sha256
        lose.remark = _pointer(db, keep, lose)
        session.flush()
        binning.put_away(session, _KIND, [lose_id], db.now())
        session.flush()
        records.put(db, session, _KIND, keep, chosen)
        audit.note(session, JOIN, Cadre.__tablename__, kept=str(keep), kept_id=keep_id, joined_id=lose_id)
        work_id: str = session.info["trail"].work_id
    return work_id


def _both(session: Session, keep_id: str, lose_id: str) -> tuple[Any, Any]:
    if keep_id == lose_id:
        raise NotAllowed("这是同一份档案，不用合并。", hint="请选择两个人。")
    found = [records.existing(session, _KIND, record_id) for record_id in (keep_id, lose_id)]
    for one in found:
        if one.deleted_at is not None:
            raise NotAllowed(f"“{one}”已在回收站，不能合并。", hint="需要时请先恢复。")
    return found[0], found[1]


def links_to_people() -> Iterator[tuple[RecordKind, RelationshipProperty[Any]]]:
    """Yield every link of every kind that leads to a person."""
    for kind in KINDS:
        for relation in sa.inspect(kind.model).relationships:
            if relation.mapper.class_ is Cadre:
                yield kind, relation


def _ties(session: Session, cadre_id: str) -> Iterator[_Tie]:
    """Find every live record about a person, once for each link it is about him or her by."""
    for kind, relation in links_to_people():
        query = sa.select(kind.model).where(kind.model.deleted_at.is_(None))
        if relation.secondary is None:
            query = query.where(next(iter(relation.local_columns)) == cadre_id)
        else:
            query = query.where(getattr(kind.model, relation.key).any(id=cadre_id))
        for record in session.scalars(query):
            yield _Tie(kind, record, relation)


def _lead_to(tie: _Tie, keep: Record, lose: Record) -> None:
    """Make a record be about the first file; whom it names already is not named twice."""
    if tie.relation.secondary is None:
        setattr(tie.record, tie.relation.key, keep)
        key = sa.inspect(tie.kind.model).get_property_by_column(next(iter(tie.relation.local_columns))).key
        setattr(tie.record, key, keep.id)  # rules that look at the key see it at once
        return
    named = [keep if one is lose else one for one in getattr(tie.record, tie.relation.key)]
    setattr(tie.record, tie.relation.key, list(dict.fromkeys(named)))


def _said_twice(session: Session, keep: Any, ties: list[_Tie]) -> set[str]:
    """Find the second file's records that say the same as one of the first's, and may go to the bin for it."""
    same: set[str] = set()
    for tie in ties:
        if tie.relation.secondary is not None or not _may_go(tie):
            continue
        column = next(iter(tie.relation.local_columns))
        model = tie.kind.model
        query = sa.select(model).where(model.deleted_at.is_(None), column == keep.id)
        if any(_said(tie, other) == _said(tie, tie.record) for other in session.scalars(query)):
            same.add(tie.record.id)
    return same


def _said(tie: _Tie, record: Any) -> tuple[Any, ...]:
    names = [f for f in tie.kind.form_fields if f.name != tie.relation.key and not f.spec.sealed]
    return tuple(rows.value_of(record, f) for f in names)


def _may_go(tie: _Tie) -> bool:
    """Tell whether a record stands for itself and its rules let it go to the bin: owners of lines are joined, kept."""
    owners = {kind.part_of.property.mapper.class_ for kind in KINDS if kind.part_of is not None}
    if tie.kind.model in owners or any(column.nullable for column in tie.relation.local_columns):
        return False
    return not any(f.spec.sealed or f.name == "state" for f in tie.kind.form_fields)


def _warnings(db: Database, session: Session, keep: Record, lose: Record, moving: list[_Tie]) -> Iterator[str]:
    """Try the joining on what was read, and say which rules the records would break then; nothing of it is kept."""
    session.info[JOINING] = True
    today = db.now().date()
    before = {tie.record.id: set(tie.kind.check(tie.record, today)) for tie in moving}
    for tie in moving:
        _lead_to(tie, keep, lose)
    for tie in moving:
        for problem in tie.kind.check(tie.record, today):
            if problem not in before[tie.record.id]:
                yield f"{tie.kind.title}“{tie.record}”：{problem.message}"


def _move_attachments(session: Session, keep_id: str, lose_id: str) -> None:
    query = sa.select(Attachment).where(
        Attachment.owner_table == Cadre.__tablename__, Attachment.owner_id == lose_id, Attachment.deleted_at.is_(None)
    )
    for attachment in session.scalars(query):
        attachment.owner_id = keep_id


def _pointer(db: Database, keep: Cadre, lose: Cadre) -> str:
    """Say in the second file where the first is found."""
    words = f"{db.now():%Y.%m.%d} 与“{keep.name}”（出生年月 {keep.birth_on}）合并，档案见该同志名下"
    return "\n".join(part for part in (lose.remark, words) if part)
