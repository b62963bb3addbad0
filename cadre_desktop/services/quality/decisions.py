"""What people decided about the data check: how bad a breach of a rule is here, and which findings stay, and why."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services.quality.finding import Finding, Severity
from cadre_desktop.services.quality.rule import Rule
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

OFF = "off"
_LEVELS, _LEFT = "quality_levels", "quality_left"
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that somebody decided to leave: why, when, who; it holds while `mark` is that of the values."""

    mark: str
    why: str
    at: str
    actor: str


def levels(session: Session) -> dict[str, str]:
    """Map the rules this office judges its own way to a severity's code, or to `OFF`."""
    return _kept(session, _LEVELS)


def levels_here(db: Database) -> dict[str, str]:
    """Read `levels` for a screen."""
    with db.read() as session:
        return levels(session)


def severity_of(rule: Rule, own: Mapping[str, str]) -> Severity | None:
    """Return how bad a breach is here; None when the rule is switched off."""
    code = own.get(rule.id, rule.severity.value)
    return next((severity for severity in Severity if severity.value == code), None)


def set_level(db: Database, rule: Rule, severity: Severity | None) -> None:
    """Judge a rule another way from now on, or not at all; the trail keeps the change."""
    code = severity.value if severity else OFF
    with db.work("修改检查规则") as session:
        own = levels(session)
        before = severity_of(rule, own)
        if code == rule.severity.value:
            own.pop(rule.id, None)
        else:
            own[rule.id] = code
        _keep(session, _LEVELS, own)
        words = [one.label if one else "不检查" for one in (before, severity)]
        audit.note(session, "settings", UnitSetting.__tablename__, rule=f"{rule.title}：{'→'.join(words)}")


def left(session: Session) -> dict[str, Left]:
    """Map the places of findings to the decisions to leave them."""
    return {place: Left(**said) for place, said in _kept(session, _LEFT).items()}


def left_here(db: Database) -> dict[str, Left]:
    """Read `left` for a screen."""
    with db.read() as session:
        return left(session)


def leave(db: Database, findings: Iterable[Finding], why: str) -> int:
    """Leave some findings as they are until a value behind them changes; return how many.

    Raises InvalidInput when no reason is given.
    """
    reason = why.strip()
    if not reason or len(reason) > _LONGEST_REASON:
        raise InvalidInput([Problem("why", f"请写明保留的原因，不超过{_LONGEST_REASON}字")])
    with db.work("保留检查结果") as session:
        kept, some = _kept(session, _LEFT), list(findings)
        for one in some:
            kept[one.place] = {"mark": one.mark, "why": reason, "at": db.now().isoformat(), "actor": db.actor}
            audit.note(session, "check", UnitSetting.__tablename__, what=f"{one.where}：{one.what}", why=reason)
        _keep(session, _LEFT, kept)
    return len(some)


def take_up(db: Database, findings: Iterable[Finding]) -> None:
    """Take findings that were left up again."""
    with db.work("取消保留检查结果") as session:
        kept = _kept(session, _LEFT)
        for one in findings:
            if kept.pop(one.place, None) is not None:
                audit.note(session, "check", UnitSetting.__tablename__, what=f"{one.where}：{one.what}", again=True)
        _keep(session, _LEFT, kept)


def is_left(finding: Finding, decisions: Mapping[str, Left]) -> Left | None:
    """Return the decision to leave a finding, as long as the values are those it was made about."""
    decision = decisions.get(finding.place)
    return decision if decision is not None and decision.mark == finding.mark else None


def _kept(session: Session, name: str) -> dict[str, Any]:
    row = session.get(UnitSetting, name)
    said: dict[str, Any] = json.loads(row.body) if row is not None else {}
    return said


def _keep(session: Session, name: str, said: Mapping[str, Any]) -> None:
    row = session.get(UnitSetting, name) or UnitSetting(name=name)
    row.body = json.dumps(said, ensure_ascii=False, sort_keys=True)
    session.add(row)
