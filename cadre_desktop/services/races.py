"""揭榜挂帅和赛马: the month's tasks filled in at once, the quarter's standings, and awards, which people give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import challenge as kinds
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.challenge import Challenge, ChallengeState, MonthlyTask, RaceAward, RaceAwardKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.races import RaceStanding, RaceTask, mean_of, months_of, standings
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, forget_unfinished, keep_rules, missing, refuse_if
from cadre_desktop.storage.database import Database

AWARD, TASK = kinds.AWARD, kinds.TASK
RUNNING = (ChallengeState.TAKEN, ChallengeState.RUNNING)


@dataclass(frozen=True, slots=True)
class RaceLine:
    """One person's quarter: the mean of each month, the standing, the projects, and the awards given already."""

    person: Link
    unit: str
    projects: tuple[Link, ...]
    months: tuple[RaceTask | None, ...]
    standing: Explained[RaceStanding]
    awards: tuple[RaceAwardKind, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of a month's sheet; without an id it is not stored yet, and without a task it is left blank."""

    challenge: Link
    person: Link
    task_id: str = ""
    task: str = ""
    target: str = ""
    percent: float | None = None
    remark: str = field(default="")


def board(db: Database, year: int, quarter: int) -> list[RaceLine]:
    """Return how everybody with a task in the quarter stands, the best first."""
    t = MonthlyTask
    query = (
        sa.select(t.id, t.cadre_id, t.month, t.percent, t.challenge_id)
        .join(Challenge, Challenge.id == t.challenge_id)
        .where(
            t.deleted_at.is_(None),
            Challenge.deleted_at.is_(None),
            t.year == year,
            t.month.in_(months_of(quarter)),
        )
    )
    with db.read() as session:
        rows = session.execute(query.order_by(t.month, t.id)).all()
        tasks = [RaceTask(row.id, row.cadre_id, row.month, row.percent) for row in rows]
        projects: dict[str, dict[str, None]] = {}
        for row in rows:
            projects.setdefault(row.cadre_id, {})[row.challenge_id] = None
        people = _people(session, projects)
        names = _names(session, {key for mine in projects.values() for key in mine})
        given = _awards(session, year, quarter)
        on = min(db.now().date(), date(year, quarter * 3, 28))
        return [
            RaceLine(
                people[one.value.person][0],
                people[one.value.person][1],
                tuple(Link(key, names[key]) for key in projects[one.value.person]),
                tuple(_month(one.value, month) for month in months_of(quarter)),
                one,
                given.get(one.value.person, ()),
            )
            for one in standings(tasks, read_book(session), on)
            if one.value.person in people
        ]


def give(
    db: Database,
    *,
    year: int,
    quarter: int,
    kind: RaceAwardKind,
    cadre: Link,
    matter: str,
    challenge: Link | None = None,
    consequence: str = "",
) -> str:
    """Give an award of a quarter; return its id.  Raises NotAllowed when the person has it already."""
    refuse_if(missing("matter", matter.strip(), "请写明事由"))
    with db.work(f"评定{kind.label}") as session:
        if kind in _awards(session, year, quarter).get(cadre.id, ()):
            raise NotAllowed(f"{cadre}{year}年第{quarter}季度的{kind.label}已经登记。")
        unit = _people(session, (cadre.id,)).get(cadre.id)
        values: dict[str, Any] = {
            "year": year,
            "quarter": quarter,
            "kind": kind,
            "cadre": cadre,
            "unit": unit[2] if unit is not None else None,
            "challenge": challenge,
            "matter": matter.strip(),
            "consequence": consequence.strip() or None,
        }
        return records.add(db, session, AWARD, values).id


def sheet(db: Database, year: int, month: int) -> list[TaskLine]:
    """Return the tasks of a month, and a blank line for every running project of somebody without one."""
    t, c = MonthlyTask, Challenge
    tasks = sa.select(t).join(c, c.id == t.challenge_id)
    tasks = tasks.where(t.deleted_at.is_(None), c.deleted_at.is_(None), t.year == year, t.month == month)
    running = sa.select(c).where(c.deleted_at.is_(None), c.state.in_(RUNNING), c.cadre_id.is_not(None))
    last = date(year, month, 28)
    with db.read() as session:
        lines = [
            TaskLine(
                Link(one.challenge.id, one.challenge.name),
                Link(one.cadre.id, one.cadre.name),
                one.id,
                one.task,
                one.target or "",
                one.percent,
                one.remark or "",
            )
            for one in session.scalars(tasks.order_by(t.created_at, t.id))
        ]
        there = {line.challenge.id for line in lines}
        lines += [
            TaskLine(Link(one.id, one.name), Link(one.cadre.id, one.cadre.name))
            for one in session.scalars(running.order_by(c.posted_on, c.id))
            if one.id not in there and one.cadre is not None and (one.taken_on or one.posted_on) <= last
        ]
    return sorted(lines, key=lambda line: (line.person.text, line.person.id, line.challenge.text))


def fill(db: Database, year: int, month: int, lines: Sequence[TaskLine]) -> int:
    """Save a month's sheet as one piece of work; return how many tasks were written.  Blank new lines are left out.

    Raises InvalidInput naming the person and the project of each line that is wrong.
    """
    written, problems = 0, []
    with db.work(f"录入{year}年{month}月任务") as session:
        for line in lines:
            if not (line.task.strip() or line.task_id):
                if line.percent is not None:
                    problems.append(Problem("task", f"{line.person}“{line.challenge}”填了完成率，请写明任务"))
                continue
            try:
                written += _write(db, session, year, month, line)
            except InvalidInput as error:
                forget_unfinished(session)
                problems += [Problem(p.field, f"{line.person}“{line.challenge}”：{p.message}") for p in error.problems]
        if problems:
            raise InvalidInput(problems)
    return written


def _write(db: Database, session: Session, year: int, month: int, line: TaskLine) -> bool:
    """Write one line; say whether anything was new."""
    values: dict[str, Any] = {
        "task": line.task.strip() or None,
        "target": line.target.strip() or None,
        "percent": line.percent,
        "remark": line.remark.strip() or None,
    }
    if not line.task_id:
        whose = {"challenge": line.challenge, "cadre": line.person, "year": year, "month": month}
        records.add(db, session, TASK, {**whose, **values})
        return True
    task: MonthlyTask = fetch(session, TASK, line.task_id)
    if all(getattr(task, name) == value for name, value in values.items()):
        return False
    refuse_if(missing("task", values["task"], "任务不能为空；不要的请在月任务列表中删除"))
    for name, value in values.items():
        setattr(task, name, value)
    keep_rules(db, TASK, task)
    return True


def _month(standing: RaceStanding, month: int) -> RaceTask | None:
    """Return the mean of a person's tasks of one month as one task, None where there is none."""
    mine = [one for one in standing.tasks if one.month == month]
    if not mine:
        return None
    mean = mean_of(mine)
    return RaceTask(mine[0].record, standing.person, month, None if mean is None else float(mean))


def _people(session: Session, cadre_ids: Iterable[str]) -> dict[str, tuple[Link, str, Link | None]]:
    """Return everybody named with his unit; people in the bin are left out."""
    s = CadreSummary
    query = (
        sa.select(Cadre.id, Cadre.name, Unit.id.label("unit_id"), Unit.name.label("unit"))
        .join(s, s.cadre_id == Cadre.id, isouter=True)
        .join(Unit, Unit.id == s.unit_id, isouter=True)
        .where(Cadre.id.in_(list(cadre_ids)), Cadre.deleted_at.is_(None))
    )
    return {
        row.id: (Link(row.id, row.name), row.unit or "", Link(row.unit_id, row.unit) if row.unit_id else None)
        for row in session.execute(query)
    }


def _names(session: Session, challenge_ids: Iterable[str]) -> dict[str, str]:
    query = sa.select(Challenge.id, Challenge.name).where(Challenge.id.in_(list(challenge_ids)))
    return {row.id: row.name for row in session.execute(query)}


def _awards(session: Session, year: int, quarter: int) -> dict[str, tuple[RaceAwardKind, ...]]:
    a = RaceAward
    query = sa.select(a.cadre_id, a.kind).where(a.deleted_at.is_(None), a.year == year, a.quarter == quarter)
    found: dict[str, tuple[RaceAwardKind, ...]] = {}
    for row in session.execute(query.order_by(a.kind)):
        if row.cadre_id is not None:
            found[row.cadre_id] = (*found.get(row.cadre_id, ()), row.kind)
    return found
