"""What stands against putting somebody forward (不得列为考察对象): weak grades of late, influence that still runs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.rows import Link
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.rules.candidate_hints import candidate_hints
from cadre_desktop.rules.eligibility_facts import GradeOfYear
from cadre_desktop.services import influence_hints
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage.database import Database

Values = Mapping[str, Any]


def on_vetting(db: Database, values: Values, _record_id: str | None) -> list[Hint]:
    """Hold somebody proposed against what counts on the day the vetting was begun."""
    person, day = values.get("cadre"), values.get("started_on")
    if not isinstance(person, Link) or not isinstance(day, date):
        return []
    appointment = {"cadre": person, "appointed_on": day}
    return [*influence_hints.on_post(db, appointment, None), *_grades(db, person, day)]


def _grades(db: Database, person: Link, day: date) -> list[Hint]:
    a = AnnualAssessment
    query = sa.select(a.id, a.year, a.grade).where(
        a.deleted_at.is_(None), a.cadre_id == person.id, a.grade.is_not(None), a.year < day.year
    )
    with db.read() as session:
        grades = [GradeOfYear(row.id, row.year, row.grade.label) for row in session.execute(query)]
        found = candidate_hints(grades, (), read_book(session), day)
    return [Hint.of(one, sentence=f"{person.text}：{one.sentence}") for one in found]
