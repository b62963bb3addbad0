"""培训班: many people put on the list at once, the attendance of a whole class in one grid, and its end."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import training as kinds
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.training import ClassState, Trainee, TrainingClass
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, refuse_if, require_state
from cadre_desktop.storage.database import Database

CLASS, TRAINEE = kinds.CLASS, kinds.TRAINEE
_S = ClassState


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One trainee: there or not, for how many hours, and why not."""

    trainee_id: str
    person: Link
    attended: bool
    hours: float | None
    result: str = ""
    absence: str = ""


def enrol(db: Database, class_id: str, people: Sequence[Link]) -> int:
    """Put people on a class's list with its hours; who is on it already stays.  Return how many are new."""
    with db.work("登记参训人员") as session:
        training: TrainingClass = fetch(session, CLASS, class_id)
        there = {trainee.cadre_id for trainee in _trainees(session, class_id)}
        new = [one for one in dict.fromkeys(people) if one.id not in there]
        for person in new:
            values = {"training_class": link_to(training), "cadre": person, "hours": training.hours}
            records.add(db, session, TRAINEE, values)
        return len(new)


def attendance(db: Database, class_id: str) -> list[AttendanceLine]:
    """Return a class's list, by name."""
    with db.read() as session:
        lines = [
            AttendanceLine(t.id, link_to(t.cadre), t.attended, t.hours, t.result or "", t.absence or "")
            for t in _trainees(session, class_id)
        ]
    return sorted(lines, key=lambda line: (line.person.text, line.trainee_id))


def save_attendance(db: Database, class_id: str, lines: Sequence[AttendanceLine]) -> None:
    """Save the grid at once; raise InvalidInput naming everybody absent without a reason."""
    lacking = [line.person.text for line in lines if not line.attended and not line.absence.strip()]
    if lacking:
        raise InvalidInput([Problem("absence", f"没有到班的请写明原因：{'、'.join(lacking)}")])
    with db.work("登记培训考勤") as session:
        fetch(session, CLASS, class_id)
        there = {trainee.id: trainee for trainee in _trainees(session, class_id)}
        for line in lines:
            trainee = there.get(line.trainee_id)
            if trainee is None:
                raise NotAllowed(f"{line.person}已不在这个班的名单里。", hint="请关闭后重新打开考勤表。")
            trainee.attended = line.attended
            trainee.hours = line.hours if line.attended else 0
            trainee.result = line.result.strip() or None
            trainee.absence = None if line.attended else line.absence.strip()
            keep_rules(db, TRAINEE, trainee)


def begin(db: Database, class_id: str) -> None:
    """Note that a planned class has begun."""
    with db.work("培训班开班") as session:
        training: TrainingClass = fetch(session, CLASS, class_id)
        require_state(CLASS, training.state, (_S.PLANNED,), "开班")
        too_early = training.started_on > db.now().date()
        refuse_if(Problem("started_on", "还没有到开始日期，不能开班") if too_early else None)
        training.state = _S.RUNNING
        keep_rules(db, CLASS, training)


def finish(db: Database, class_id: str) -> None:
    """Note that a class is over; without an end date it is over today."""
    with db.work("培训班结业") as session:
        training: TrainingClass = fetch(session, CLASS, class_id)
        require_state(CLASS, training.state, (_S.RUNNING,), "结业")
        training.ended_on = training.ended_on or db.now().date()
        training.state = _S.ENDED
        keep_rules(db, CLASS, training)


def _trainees(session: Session, class_id: str) -> list[Trainee]:
    t = Trainee
    return list(session.scalars(sa.select(t).where(t.training_class_id == class_id, t.deleted_at.is_(None))))
