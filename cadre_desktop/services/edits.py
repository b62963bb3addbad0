"""Changes to several records at once: shown first as old and new with what is wrong, then saved as one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.formats.values import shown
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_KEY, rows
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import records
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for one record, by field name."""

    kind_key: str
    record_id: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an edit would do to its record: what differs, or why it cannot be saved."""

    edit: Edit
    version: int
    record: str
    differences: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def fits(self) -> bool:
        """Whether there is something to save, and it may be saved."""
        return bool(self.differences) and not self.problems

    @property
    def state(self) -> str:
        """Say in a word or a sentence what becomes of the record."""
        if self.problems:
            return "；".join(self.problems)
        return "将修改" if self.differences else "已是新值，不变"


def editable(kind: RecordKind) -> tuple[Field, ...]:
    """List the fields that many records of a kind may be given one value of."""
    if kind.kept_by_program:
        return ()
    own_owner = kind.part_of.property.key if kind.part_of is not None else ""
    return tuple(f for f in kind.form_fields if not (f.spec.read_only or f.spec.sealed or f.name == own_owner))


def foresee(db: Database, edits: Sequence[Edit], progress: Progress = silent) -> tuple[Foreseen, ...]:
    """Say what each edit would do, without doing it; long lists are read in short turns."""
    found: list[Foreseen] = []
    for start in range(0, len(edits), _AT_ONCE):
        progress(start, len(edits), "正在核对")
        with db.read() as session:
            some = edits[start : start + _AT_ONCE]
            held = _fetched(session, some)
            found += [_foreseen(db, session, edit, held.get(edit.record_id)) for edit in some]
    return tuple(found)


def carry_out(db: Database, title: str, foreseen: Sequence[Foreseen], progress: Progress = silent) -> int:
    """Save the edits that fit, all of them or none, as one piece of work that can be taken back; return how many.

    Raises EditConflict when a record was saved since it was foreseen, NotAllowed when nothing fits.
    """
    chosen = [one for one in foreseen if one.fits]
    if not chosen:
        raise NotAllowed("没有可以保存的修改。", hint="请查看各行的说明。")
    with db.work(title[:80]) as session:
        _fetched(session, [one.edit for one in chosen])
        for done, one in enumerate(chosen):
            if done % 100 == 0:
                progress(done, len(chosen), "正在保存")
            kind = BY_KEY[one.edit.kind_key]
            record = records.opened(session, kind, one.edit.record_id, one.version)
            try:
                records.put(db, session, kind, record, dict(one.edit.values))
            except InvalidInput as error:  # two edits that fit each alone may not fit together
                raise InvalidInput([Problem("", f"{one.record}：{p.message}") for p in error.problems]) from error
    return len(chosen)


def _fetched(session: Session, edits: Iterable[Edit]) -> dict[str, Record]:
    """Read the records of some edits, kind by kind; the session keeps them at hand."""
    by_kind: dict[str, list[str]] = {}
    for edit in edits:
        by_kind.setdefault(edit.kind_key, []).append(edit.record_id)
    found: dict[str, Record] = {}
    for key, ids in by_kind.items():
        model = BY_KEY[key].model
        for start in range(0, len(ids), _AT_ONCE):
            query = sa.select(model).where(model.id.in_(ids[start : start + _AT_ONCE]))
            found |= {record.id: record for record in session.scalars(query)}
    return found


def _foreseen(db: Database, session: Session, edit: Edit, record: Record | None) -> Foreseen:
    kind = BY_KEY[edit.kind_key]
    if record is None:
        return Foreseen(edit, 0, "（已彻底删除）", problems=(f"这条{kind.title}已经不存在",))
    named, version = str(record), record.version
    if record.deleted_at is not None:
        return Foreseen(edit, version, named, problems=("已移入回收站，不能修改",))
    fields = [kind.field(name) for name in edit.values]
    before = [shown(rows.value_of(record, f)) for f in fields]
    after = [shown(edit.values[f.name]) for f in fields]
    differences = tuple(
        Difference(f.label, old, new) for f, old, new in zip(fields, before, after, strict=True) if old != new
    )
    if not differences:
        return Foreseen(edit, version, named)
    return Foreseen(edit, version, named, differences, _problems(db, session, kind, record, edit))


def _problems(db: Database, session: Session, kind: RecordKind, record: Record, edit: Edit) -> tuple[str, ...]:
    """Try the edit on the record as read; nothing of it is kept."""
    try:
        records.put(db, session, kind, record, dict(edit.values))
    except InvalidInput as error:
        return tuple(p.message for p in error.problems)
    return ()
