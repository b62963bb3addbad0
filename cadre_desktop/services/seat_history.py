"""Who was given or lost a seat of 优秀, by whom and why: read from the trail, which nobody can rewrite."""

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.quota_setting import QuotaSetting
from cadre_desktop.records.unit_assessment import UnitAssessment, UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

_EXCELLENT = AssessmentGrade.EXCELLENT.value
_GONE = ("discard", "erase")


@dataclass(frozen=True, slots=True)
class SeatEvent:
    """One change that gave or took a seat, or moved how many there are."""

    at: datetime
    actor: str
    kind_key: str
    record_id: str
    whom: str
    what: str
    why: str
    title: str


def seat_history(db: Database, year: int) -> list[SeatEvent]:
    """List what happened to the seats of a year, newest first."""
    with db.read() as session:
        reasons = _reasons(session)
        found = [
            *_grades(session, year, reasons),
            *_settings(session, year),
            *_results(session, year, reasons),
        ]
    return [event for _, event in sorted(found, key=lambda pair: -pair[0])]


Event = tuple[int, SeatEvent]
Reasons = dict[str, list[tuple[int, str]]]


def _grades(session: Session, year: int, reasons: Reasons) -> list[Event]:
    a = AnnualAssessment
    found: list[Event] = []
    for entry, record, until in _entries(session, a, a.year == year):
        if entry.action in (*_GONE, "restore"):
            if record.grade is not AssessmentGrade.EXCELLENT:
                continue
            what = "取消优秀（记录删除）" if entry.action in _GONE else "恢复优秀（记录恢复）"
        else:
            old, new = entry.changes.get("grade", (None, None))
            if (old == _EXCELLENT) == (new == _EXCELLENT):
                continue
            what = "评为优秀" if new == _EXCELLENT else f"不再是优秀，改为{_grade(new)}"
        why = _reason(reasons, record.id, entry.id, until) or record.reason or ""
        found.append((entry.id, _event(entry, "annual_assessment", record, str(record.cadre), what, why)))
    return found


def _settings(session: Session, year: int) -> list[Event]:
    q = QuotaSetting
    found: list[Event] = []
    for entry, record, _until in _entries(session, q, q.year == year):
        whom = f"{record.unit or (record.unit_kind.label if record.unit_kind else '全部单位')}{record.pool.label}"
        if entry.action in (*_GONE, "restore"):
            what = "取消比例设置" if entry.action in _GONE else "恢复比例设置"
        else:
            told = [
                f"{label}{_number(old)}→{_number(new)}{unit}" if old is not None else f"{label}{_number(new)}{unit}"
                for name, label, unit in (("percent", "比例", "%"), ("seats_override", "核定名额", "名"))
                if name in entry.changes and (old := entry.changes[name][0]) != (new := entry.changes[name][1])
            ]
            if not told:
                continue
            what = "，".join(told)
        why = "，".join(part for part in (record.reason, record.document) if part)
        found.append((entry.id, _event(entry, "quota_setting", record, whom, what, why)))
    return found


def _results(session: Session, year: int, reasons: Reasons) -> list[Event]:
    a = UnitAssessment
    labels = {grade.value: grade.label for grade in UnitGrade}
    found: list[Event] = []
    for entry, record, until in _entries(session, a, a.year == year):
        if "grade" not in entry.changes:
            continue
        old, new = entry.changes["grade"]
        what = (
            f"单位绩效{labels.get(str(old), '')}→{labels.get(str(new), '')}" if old else f"单位绩效{labels[str(new)]}"
        )
        why = _reason(reasons, record.id, entry.id, until) or record.document or ""
        found.append((entry.id, _event(entry, "unit_assessment", record, str(record.unit), what, why)))
    return found


def _entries(session: Session, model: Any, condition: Any) -> list[tuple[AuditEntry, Any, int]]:
    """Return the lines of the trail about the records of a year, the records now, and each one's next line."""
    query = (
        sa.select(AuditEntry, model)
        .join(model, model.id == AuditEntry.record_id)
        .where(AuditEntry.table == model.__tablename__, condition)
        .order_by(AuditEntry.id.desc())
    )
    found, next_line = [], dict[str, int]()
    for entry, record in session.execute(query):
        found.append((entry, record, next_line.get(record.id, sys.maxsize)))
        next_line[record.id] = entry.id
    return found


def _reasons(session: Session) -> Reasons:
    """Return what people wrote when they saved against a hint, by record."""
    found: Reasons = {}
    for entry in session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "hint").order_by(AuditEntry.id)):
        said = {name: new for name, (_, new) in entry.changes.items()}
        found.setdefault(str(said.get("record", "")), []).append((entry.id, str(said.get("reason", ""))))
    return found


def _reason(reasons: Reasons, record_id: str, seq: int, until: int) -> str:
    """Return the reason written after a change and before the record's next one."""
    return next((reason for number, reason in reasons.get(record_id, ()) if seq < number < until), "")


def _event(entry: AuditEntry, kind_key: str, record: Record, whom: str, what: str, why: str) -> SeatEvent:
    return SeatEvent(entry.at, entry.actor, kind_key, record.id, whom, what, why, entry.title)


def _grade(code: Any) -> str:
    labels = {grade.value: grade.label for grade in AssessmentGrade}
    return labels.get(str(code), "没有等次")


def _number(value: Any) -> str:
    return "—" if value is None else str(value)
