"""Read, save and remove records of any kind.  Plain values in, plain values out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, lazyload

from cadre_desktop.errors import EditConflict, InvalidInput, NotAllowed, Problem
from cadre_desktop.records import BY_TABLE, listing, rows
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link, Row
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.services import binning
from cadre_desktop.storage import audit
from cadre_desktop.storage.base import Record, new_id
from cadre_desktop.storage.canonical import many_links
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field, describe

Values = dict[str, Any]
_LINKS_WHEN_ASKED = (lazyload("*"),)
"""How one record is fetched: most of what it links to is not looked at, and would be read with links of its own."""


def page(db: Database, kind: RecordKind, fields: tuple[Field, ...], query: ListQuery, *, after: str = "") -> list[Row]:
    """Read one page of a list: the first one, or the one that follows the row with the id `after`."""
    with db.read() as session:
        return listing.page(session, kind, fields, query, after=after)


def count(db: Database, kind: RecordKind, query: ListQuery) -> int:
    """Count the records of a list."""
    with db.read() as session:
        return listing.count(session, kind, query)


def all_rows(db: Database, kind: RecordKind, fields: tuple[Field, ...], query: ListQuery | None = None) -> list[Row]:
    """Read a whole list; for exports and small lists."""
    with db.read() as session:
        return listing.page(session, kind, fields, query or ListQuery(), limit=-1)


def links(
    db: Database, model: type[Record], text: str = "", held: Iterable[tuple[type[Record], str]] = ()
) -> list[Link]:
    """List what a link may point at, narrowed by what was typed and by the links the form already holds."""
    with db.read() as session:
        return rows.links(session, model, text, near=rows.nearby(session, held))


def parts(db: Database, kind: RecordKind, owner_id: str) -> list[Row]:
    """List the lines of a record: those of `kind` that are part of it, oldest first."""
    name = describe(kind.part_of).name
    with db.read() as session:
        found = listing.page(session, kind, kind.form_fields, ListQuery(filters=((name, owner_id),)), limit=-1)
        return found[::-1]


def load(db: Database, kind: RecordKind, record_id: str) -> tuple[Values, int]:
    """Read the form's values, and the version they were read at; sealed values come as a mark."""
    with db.read() as session:
        record = existing(session, kind, record_id)
        return {f.name: rows.value_of(record, f) for f in kind.form_fields}, record.version


def unseal(db: Database, kind: RecordKind, record_id: str, name: str) -> str:
    """Open one sealed value for the talk-handling role; that it was opened is noted in the trail."""
    field = kind.field(name)
    with db.work(f"查看{field.label}") as session:
        record = existing(session, kind, record_id)
        blob = getattr(record, name)
        text = db.vault.unseal(blob, seal_place(record, name)) if blob else ""
        audit.note(session, "open", kind.model.__tablename__, record=record_id, field=field.label)
    return text


def seal_place(record: Record, name: str) -> str:
    """Say where a sealed value lives; it opens nowhere else."""
    return f"{record.__tablename__}|{record.id}|{name}"


def create(db: Database, kind: RecordKind, values: Values) -> str:
    """File a new record; raise InvalidInput, and file nothing, when a rule is broken."""
    with db.work(f"新增{kind.title}") as session:
        return add(db, session, kind, values).id


def add(db: Database, session: Session, kind: RecordKind, values: Values) -> Record:
    """File a new record inside a piece of work already begun."""
    record = kind.model(id=new_id(), **defaults(kind))
    session.add(record)
    put(db, session, kind, record, values)
    session.flush()
    return record


def defaults(kind: RecordKind) -> Values:
    """Read what a new record of a kind starts with."""
    columns = kind.model.__table__.columns
    return {c.key: c.default.arg for c in columns if c.default is not None and c.default.is_scalar}


def change(db: Database, kind: RecordKind, record_id: str, version: int, values: Values) -> None:
    """Save an opened record; raise EditConflict when it has been saved since."""
    with db.work(f"修改{kind.title}") as session:
        record = opened(session, kind, record_id, version)
        put(db, session, kind, record, values)


def opened(session: Session, kind: RecordKind, record_id: str, version: int) -> Record:
    """Fetch a record for changing, if it is still as the person saw it."""
    record: Record = existing(session, kind, record_id)
    if record.deleted_at is not None:
        raise NotAllowed(f"这条{kind.title}已移入回收站，不能修改。", hint="需要时请先从回收站恢复。")
    if record.version != version:
        raise EditConflict("这条记录打开后又被保存过。", hint="请重新打开该记录，核对后再修改。")
    return record


def existing(session: Session, kind: RecordKind, record_id: str) -> Any:
    """Fetch a record, in the bin or not; raise NotAllowed when it was erased meanwhile."""
    record = session.get(kind.model, record_id, options=_LINKS_WHEN_ASKED)
    if record is None:
        raise NotAllowed(f"这条{kind.title}已经不存在。", hint="请按 F5 刷新列表。")
    return record


def discard(db: Database, kind: RecordKind, record_id: str) -> None:
    """Move a record to the recycle bin; see `discard_many`."""
    discard_many(db, kind, [record_id])


def discard_many(db: Database, kind: RecordKind, record_ids: Iterable[str]) -> None:
    """Move several records to the recycle bin with what belongs to them, all of them or none.

    Raises InvalidInput when the rules forbid it, NotAllowed when others need a record that is no use in the bin.
    """
    with db.work(f"删除{kind.title}") as session:
        wanted = [existing(session, kind, record_id).id for record_id in record_ids]
        binning.put_away(session, kind, wanted, db.now())


def goes_along(db: Database, kind: RecordKind, record_ids: Iterable[str]) -> str:
    """Say what would go into the recycle bin along with some records: 任职经历 3 条; empty when nothing would."""
    with db.read() as session:
        return binning.in_words(binning.with_theirs(session, kind, list(record_ids)), kind)


def keeps_what_it_has(db: Database, kind: RecordKind, record: Record) -> bool:
    """Tell whether the rules forbid removing a record; then its attachments stay as well."""
    before = record.deleted_at
    record.deleted_at = before or db.now()
    locked = any(p.field == "" for p in kind.check(record, db.now().date()))
    record.deleted_at = before
    return locked


def restore(db: Database, kind: RecordKind, record_id: str) -> None:
    """Take a record back out of the recycle bin, and what went there with it; its own rules must still hold."""
    with db.work(f"恢复{kind.title}") as session:
        record = existing(session, kind, record_id)
        binning.take_out(session, kind, record_id)
        record.deleted_at = None
        if found := list(kind.check(record, db.now().date())):
            raise InvalidInput(found)


def erase(db: Database, kind: RecordKind, record_id: str) -> None:
    """Remove a record from the recycle bin for good; refused while other records need it."""
    with db.work(f"彻底删除{kind.title}") as session:
        remove(session, kind, record_id)


def remove(session: Session, kind: RecordKind, record_id: str) -> None:
    """Erase a record inside a piece of work already begun; its attachments and derived line go with it."""
    record = existing(session, kind, record_id)
    if record.deleted_at is None:
        raise NotAllowed("请先删除到回收站，再彻底删除。")
    user = _needed_by(session, record)
    if user:
        raise NotAllowed(f"还有{user}用到这条{kind.title}，不能彻底删除。", hint="可让它留在回收站。")
    connection = session.connection()
    connection.execute(sa.delete(CadreSummary.__table__).where(CadreSummary.cadre_id == record_id))  # type: ignore[arg-type]  # a FromClause, says the stub
    for attached in session.scalars(sa.select(Attachment).where(Attachment.owner_id == record_id)):
        session.delete(attached)
    session.delete(record)
    session.flush()


def _needed_by(session: Session, record: Record) -> str:
    """Name the kind of records that still point at the record, in the bin or not; empty when none does."""
    connection = session.connection()
    own_pairs = {r.secondary for r in many_links(sa.inspect(type(record)))}
    for table in Record.metadata.tables.values():
        if table is CadreSummary.__table__ or table in own_pairs:
            continue
        for column in table.columns:
            if any(fk.column.table is record.__table__ for fk in column.foreign_keys):
                query = sa.select(sa.literal(1)).where(column == record.id).limit(1)
                if connection.execute(query).first():
                    return BY_TABLE[table.name].title if table.name in BY_TABLE else "其他记录"
    return ""


def put(db: Database, session: Session, kind: RecordKind, record: Record, values: Values) -> None:
    """Set values on a record and check it: the one door for form, import and roll-up.

    Fields missing from `values` keep what they hold.  Raises InvalidInput with every problem found.
    """
    fields = [f for f in kind.form_fields if not f.spec.read_only and f.name in values]
    problems = [p for f in fields for p in field_problems(f, values[f.name])]
    problems += _missing(kind, record, values)
    if not problems:
        problems = [p for f in fields if (p := _set(db, session, record, f, values[f.name])) is not None]
    if not problems:
        kind.complete(session, record)
        problems = list(kind.check(record, db.now().date()))
    if problems:
        raise InvalidInput(problems)


def _set(db: Database, session: Session, record: Record, f: Field, value: Any) -> Problem | None:
    """Set one field; return what is wrong when a link leads to a record that is gone."""
    if f.is_links or f.is_link:
        return _set_links(session, record, f, value)
    if not f.spec.sealed:
        setattr(record, f.name, value)
    elif value != rows.SEALED and (value or getattr(record, f.name)):
        # the mark comes back when the person did not touch the field; emptying it takes the key as well
        sealed = db.vault.seal(value or "", seal_place(record, f.name))
        setattr(record, f.name, sealed if value else None)
    return None


def _set_links(session: Session, record: Record, f: Field, value: Any) -> Problem | None:
    given = list(value or ()) if f.is_links else [value] if value else []
    before = _held_ids(record, f)
    if f.is_link and {link.id for link in given} == before:
        return None
    wanted: list[Record] = []
    for link in given:
        other = session.get(f.type, link.id)
        if other is None or (other.deleted_at is not None and other.id not in before):
            return Problem(f.name, f"“{link.text}”已被删除，请另选{f.label}")
        wanted.append(other)
    if f.is_link:
        setattr(record, f.name, wanted[0] if wanted else None)
    elif {r.id for r in wanted} != before:
        setattr(record, f.name, wanted)
    return None


def _held_ids(record: Record, f: Field) -> set[str]:
    """Return the ids a link holds; one that was not looked at yet is known by its key alone."""
    state = sa.inspect(record)
    if f.is_link and f.name not in state.dict and state.persistent:
        (column,) = state.mapper.relationships[f.name].local_columns
        held = getattr(record, state.mapper.get_property_by_column(column).key)
        return {held} if held else set()
    value = getattr(record, f.name)
    return {r.id for r in (value if f.is_links else [value]) if r is not None}


def _missing(kind: RecordKind, record: Record, values: Values) -> list[Problem]:
    """Find required fields that neither the values nor the record fill."""
    found = []
    for f in kind.form_fields:
        if f.required and not f.spec.read_only and f.name not in values and getattr(record, f.name) is None:
            found.append(Problem(f.name, f"“{f.label}”不能为空"))
    return found


def field_problems(field: Field, value: Any) -> list[Problem]:
    """Check what the declaration alone says: required, of the list, storable, not too long."""
    if field.required and (value in (None, "", ()) or (type(value) is str and not value.strip())):
        return [Problem(field.name, f"“{field.label}”不能为空")]
    if field.choices and value is not None and not isinstance(value, field.type):
        return [Problem(field.name, f"“{value}”不是有效的{field.label}")]
    if isinstance(value, str) and not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
        return [Problem(field.name, f"“{field.label}”中有无法保存的字符，请删除后重新输入")]
    if field.max_length and len(value or "") > field.max_length:
        return [Problem(field.name, f"“{field.label}”最多 {field.max_length} 字，现有 {len(value)} 字")]
    return []


def rule_problems(kind: RecordKind, record: Record, today: date) -> list[Problem]:
    """Check a record that is not in the store: how imports obey the same rules."""
    return list(kind.check(record, today))
