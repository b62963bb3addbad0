"""What still counts against somebody who is being honoured, appointed, promoted, graded or put into a pool.

A hint says until when and by which rule; whether it matters is for people to judge.  What a granted ToleranceCase
exempts is told beside with its reason and asks for nothing; what was cleared is not told at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.influences import cleared, excused, influences
from cadre_desktop.figures.measures import Against
from cadre_desktop.records.rows import Link
from cadre_desktop.records.tolerance_case import ToleranceCase
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.influence import influence
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import assessment_hints, figures
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage.database import Database

Values = Mapping[str, Any]


def on_post(db: Database, values: Values, _record_id: str | None) -> list[Hint]:
    """Hold an appointment against what counts on the day of it."""
    return _against(db, values, values.get("appointed_on"))


def on_rank(db: Database, values: Values, _record_id: str | None) -> list[Hint]:
    """Hold a rank against what counts on the day it was approved."""
    return _against(db, values, values.get("approved_on"))


def on_honour(db: Database, values: Values, _record_id: str | None) -> list[Hint]:
    """Hold an honour of a person against what counts on the day of it."""
    return _against(db, values, values.get("awarded_on"))


def on_pool_member(db: Database, values: Values, _record_id: str | None) -> list[Hint]:
    """Hold an entry into a pool against what counts on the day of it."""
    return _against(db, values, values.get("entered_on"))


def on_annual(db: Database, values: Values, record_id: str | None) -> list[Hint]:
    """Add to the hints about a result of the year what counts today against an 优秀, each record once."""
    found = assessment_hints.annual(db, values, record_id)
    if values.get("grade") is not AssessmentGrade.EXCELLENT:
        return found
    told = {one for hint in found for one in hint.records}
    return found + [hint for hint in _against(db, values, None) if not told & set(hint.records)]


def _against(db: Database, values: Values, when: Any) -> list[Hint]:
    person, today = values.get("cadre"), db.now().date()
    if not isinstance(person, Link):
        return []
    day = min(_day(when) or today, today)
    with db.read() as session:
        context = replace(figures.context_in(session, db.now()), cadre_id=person.id)
        now, then = Ground(session, context), Ground(session, replace(context, as_of=day))
        found = influences(then).get(person.id)
        if found is None:
            return []
        gone = cleared(now)
        hints = [
            Hint.of(one, sentence=f"{person.text}：{one.sentence}。")
            for one in found.standing.value.in_force
            if one.value.measure.id not in gone
        ]
        return [*hints, *_spared(session, now, found.spared, day)]


def _spared(session: Session, ground: Ground, spared: tuple[Against, ...], day: date) -> Iterator[Hint]:
    """Tell of what would count if it had not been exempted, with the case that is the reason."""
    reasons = excused(ground)
    for one in spared:
        period = influence(one.measure, ground.book).value
        case_id = reasons.get(one.measure.id)
        case = session.get(ToleranceCase, case_id) if case_id else None
        if case is None or period is None or not period.in_force(day):
            continue
        paper = f"（{case.document}）" if case.document else ""
        sentence = f"{one.label}（{one.measure.decided_on}）已由“{case}”{paper}容错免责，不影响使用。"
        yield Hint("容错免责", sentence, "", (one.measure.id, case.id), asks=False)


def _day(when: Any) -> date | None:
    if isinstance(when, PartialDate):
        return when.last_day()
    return when if isinstance(when, date) else None
