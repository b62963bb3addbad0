"""Faults in what people entered: broken rules, the same person twice, people without a post, links into the bin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import KINDS
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.kind import RecordKind, nothing_wrong
from cadre_desktop.records.post import Post
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit, UnitState
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import SPEC, Choice
from cadre_desktop.storage.turns import breathing

_AT_ONCE = 500


class Severity(Choice):
    """How bad a finding is."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a code for its sort, how bad, what it is, where, and the records to open."""

    code: str
    severity: Severity
    what: str
    where: str
    kind_key: str = ""
    ids: tuple[str, ...] = field(default=())


def findings(db: Database, progress: Progress = silent) -> list[Finding]:
    """Look through everything on file."""
    found: list[Finding] = []
    for done, kind in enumerate(KINDS):
        progress(done, len(KINDS), f"正在检查{kind.title}")
        found += _broken_rules(db, kind)
        with db.read() as session:
            found += _links_into_bin(session, kind)
    today = db.now().date()
    for look in (doubles, _without_post, lambda session: _two_main_posts(session, today), _in_closed_units):
        with db.read() as session:
            found += look(session)
    return found


def doubles(session: Session) -> list[Finding]:
    """Find people entered twice: the same ID number, or the same name and month of birth."""
    rows = _perhaps_twice(session)
    by_number: dict[str, list[Any]] = {}
    by_name: dict[tuple[str, int], list[Any]] = {}
    for row in breathing(rows):
        if row.id_number:
            by_number.setdefault(row.id_number, []).append(row)
        by_name.setdefault((row.name, row.birth_on.month_index), []).append(row)
    same_number = [g for g in by_number.values() if len(g) > 1]
    told = {frozenset(row.id for row in group) for group in same_number}
    found = [_double(group, "身份证号相同") for group in same_number]
    for group in breathing(by_name.values()):
        numbers = {row.id_number for row in group if row.id_number}
        if len(group) > 1 and len(numbers) < len(group) and frozenset(row.id for row in group) not in told:
            found.append(_double(group, "姓名和出生年月相同，可能是同一人"))
    return found


def _perhaps_twice(session: Session) -> Sequence[Any]:
    """Read those who share a number, or a name and month of birth, in the order they were filed: few of very many."""
    c = Cadre
    month = sa.func.substr(sa.type_coerce(c.birth_on, sa.String).concat(".01"), 1, 7)  # a bare year counts as January
    live = c.deleted_at.is_(None)
    more_than_one = sa.func.count() > 1
    numbers = sa.select(c.id_number).where(live, c.id_number.is_not(None)).group_by(c.id_number).having(more_than_one)
    names = sa.select(c.name, month).where(live).group_by(c.name, month).having(more_than_one)
    alike = sa.or_(c.id_number.in_(numbers), sa.tuple_(c.name, month).in_(names))
    in_order: Any = sa.literal_column("cadre.rowid")
    return session.execute(sa.select(c.id, c.name, c.birth_on, c.id_number).where(live, alike).order_by(in_order)).all()


def _double(group: list[Any], why: str) -> Finding:
    names = "、".join(dict.fromkeys(row.name for row in group))
    return Finding("double", Severity.WARNING, f"{why}：{names}", "干部", "cadre", tuple(row.id for row in group))


def _broken_rules(db: Database, kind: RecordKind) -> Iterator[Finding]:
    """Hold every live record to its rules; what forbids only changing it (a signed list) is no fault."""
    if kind.check is nothing_wrong:
        return
    model = kind.model
    with db.read() as session:
        ids = list(session.scalars(sa.select(model.id).where(model.deleted_at.is_(None)).order_by(model.id)))
    for start in range(0, len(ids), _AT_ONCE):
        with db.read() as session:
            for record in session.scalars(sa.select(model).where(model.id.in_(ids[start : start + _AT_ONCE]))):
                for problem in kind.check(record, db.now().date()):
                    if problem.field:
                        where = f"{kind.title}：{record}"
                        yield Finding("rule", Severity.WARNING, problem.message, where, kind.key, (record.id,))


def _links_into_bin(session: Session, kind: RecordKind) -> Iterator[Finding]:
    """Find live records that point at one in the bin: lists would show a name that cannot be opened."""
    model = kind.model
    for relation in sa.inspect(model).relationships:
        if SPEC not in relation.info or relation.secondary is not None:
            continue
        target = relation.mapper.class_.__table__.alias()
        column = next(iter(relation.local_columns))
        query = (
            sa.select(model.id)
            .join(target, target.c.id == column)
            .where(model.deleted_at.is_(None), target.c.deleted_at.is_not(None))
        )
        ids = tuple(session.scalars(query))
        if ids:
            label = relation.info[SPEC].label
            what = f"{len(ids)} 条{kind.title}的“{label}”在回收站中，请恢复它或改选"
            yield Finding("binned_link", Severity.WARNING, what, kind.title, kind.key, ids)


def _without_post(session: Session) -> Iterator[Finding]:
    query = (
        sa.select(Cadre.id)
        .outerjoin(CadreSummary, CadreSummary.cadre_id == Cadre.id)
        .where(Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING, CadreSummary.post_title.is_(None))
    )
    ids = tuple(session.scalars(query))
    if ids:
        what = f"{len(ids)} 名在职干部没有现任职务"
        yield Finding("no_post", Severity.WARNING, what, "干部", "cadre", ids)


def _two_main_posts(session: Session, today: date) -> Iterator[Finding]:
    query = sa.select(Post.cadre_id, Post.appointed_on, Post.removed_on).where(
        Post.deleted_at.is_(None), Post.is_main.is_(True)
    )
    held: dict[str, int] = {}
    for cadre_id, start, end in breathing(session.execute(query)):
        if (start is None or start.first_day() <= today) and (end is None or end.first_day() > today):
            held[cadre_id] = held.get(cadre_id, 0) + 1
    ids = tuple(cadre_id for cadre_id, n in held.items() if n > 1)
    if ids:
        what = f"{len(ids)} 名干部同时有两个以上主职务，请只留一个或补填免职时间"
        yield Finding("two_main_posts", Severity.WARNING, what, "任职经历", "cadre", ids)


def _in_closed_units(session: Session) -> Iterator[Finding]:
    query = (
        sa.select(CadreSummary.cadre_id)
        .join(Unit, Unit.id == CadreSummary.unit_id)
        .join(Cadre, Cadre.id == CadreSummary.cadre_id)
        .where(Unit.state == UnitState.CLOSED, Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING)
    )
    ids = tuple(session.scalars(query))
    if ids:
        what = f"{len(ids)} 名在职干部的现任单位已撤并"
        yield Finding("closed_unit", Severity.WARNING, what, "干部", "cadre", ids)
