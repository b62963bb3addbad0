"""Faults in what people entered: every rule of the data check, the same person twice, links into the bin."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, nothing_wrong
from cadre_desktop.services.pace import nothing_collected
from cadre_desktop.services.quality import career_rules, decisions, ledger_rules, name_rules, people_rules, snapshot
from cadre_desktop.services.quality.finding import Finding, Fix, Severity, basis_of
from cadre_desktop.services.quality.rule import Rule
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import SPEC
from cadre_desktop.storage.turns import breathing

__all__ = ["RULES", "Finding", "Fix", "Severity", "doubles", "findings", "quick_findings"]
RULES: tuple[Rule, ...] = (*people_rules.RULES, *career_rules.RULES, *ledger_rules.RULES, *name_rules.RULES)
_AT_ONCE = 500


def findings(db: Database, progress: Progress = silent) -> list[Finding]:
    """Look through everything on file, every record held to its form's rules as well.  Long work."""
    found: list[Finding] = []
    for done, kind in enumerate(KINDS):
        progress(done, len(KINDS), f"正在检查{kind.title}")
        found += _broken_rules(db, kind)
    return found + quick_findings(db, progress)


def quick_findings(db: Database, progress: Progress = silent) -> list[Finding]:
    """Hold everything to the rules that look across records: in as many queries for ten people as for ten thousand."""
    with nothing_collected():  # a county's rows are very many small objects, none of them in a circle
        return _looked(db, progress)


def _looked(db: Database, progress: Progress) -> list[Finding]:
    total = len(RULES) + 2
    progress(0, total, "正在读取人员和经历")
    with db.read() as session:
        seen, own = snapshot.read(session, db.now().date()), decisions.levels(session)
    found: list[Finding] = []
    for done, rule in enumerate(RULES):
        severity = decisions.severity_of(rule, own)
        if severity is not None:
            progress(done, total, f"正在检查：{rule.title}")
            found += rule.findings(seen, severity)
    progress(total - 2, total, "正在检查链接和重复")
    for kind in KINDS:
        with db.read() as session:
            found += _links_into_bin(session, kind)
    with db.read() as session:
        found += doubles(session)
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
    basis = basis_of(f"{row.name}{row.birth_on}{row.id_number}" for row in group)
    ids = tuple(row.id for row in group)
    return Finding("double", Severity.WARNING, f"{why}：{names}", "干部", "cadre", ids, basis)


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
