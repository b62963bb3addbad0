"""培训和学习教育: classes (期) and attendances (人次), meetings (场), and which units have done the five 必学."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.people import unit_of
from cadre_desktop.records.training import ClassState, FiveStudy, StudyActivity, Trainee, TrainingClass
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.study_coverage import StudyCoverage, StudySession, study_coverage


@kept
def classes(ground: Ground) -> tuple[Any, ...]:
    """Read the classes begun in the year, with how many attended: by the list of names, else as filled in."""
    c, t = TrainingClass, Trainee
    listed = (
        sa.select(
            t.training_class_id, sa.func.count().label("n"), sa.func.sum(sa.cast(t.attended, sa.Integer)).label("there")
        )
        .where(t.deleted_at.is_(None))
        .group_by(t.training_class_id)
        .subquery()
    )
    there = sa.case((listed.c.n > 0, listed.c.there), else_=sa.func.coalesce(c.n_people, 0)).label("n_there")
    query = (
        sa.select(
            c.id, c.name, c.term_number, c.kind, c.form, c.started_on, c.ended_on, c.host_id, c.teacher, c.hours,
            c.on_achievement_view, c.state, there, sa.func.coalesce(listed.c.n, 0).label("n_listed"),
        )
        .outerjoin(listed, listed.c.training_class_id == c.id)
        .where(c.deleted_at.is_(None), c.state != ClassState.PLANNED, ground.day_in_year(c.started_on))
        .order_by(c.started_on, c.id)
    )  # fmt: skip
    rows = ground.rows(query)
    return tuple(row for row in rows if ground.scope is None or row.host_id in ground.scope)


def trainings(ground: Ground) -> Iterator[Figure]:
    """Count the classes and the attendances; people only where there are lists of names."""
    rows = classes(ground)
    when = f"开始日期在{ground.year_text}之间、已开班的培训班"
    yield ground.counted(
        "training_classes", "培训班", "期", f"{when}期数。", (row.id for row in rows), "training_class"
    )
    ids = [row.id for row in rows]
    yield ground.counted(
        "training_times",
        "培训",
        "人次",
        f"{when}的参训人次：有名单的按到班人数，没有名单的按登记的参训人数。",
        ids,
        "training_class",
        value=sum(int(row.n_there) for row in rows),
    )
    t = Trainee
    query = sa.select(t.training_class_id, t.cadre_id).where(t.deleted_at.is_(None), t.attended.is_(True))
    held = set(ids)
    people = [cadre_id for class_id, cadre_id in ground.stored(query) if class_id in held]
    yield ground.counted("trained_people", "参训人员", "人", f"{when}中有名单的，到班人数，同一人只计1人。", people)
    view = [row for row in rows if row.on_achievement_view]
    yield ground.counted(
        "training_classes_view",
        "正确政绩观专题培训班",
        "期",
        f"{when}中标明正确政绩观专题的期数。",
        (r.id for r in view),
        "training_class",
    )


@kept
def sessions(ground: Ground) -> tuple[Any, ...]:
    """Read the meetings held in the year by units in view."""
    s = StudyActivity
    query = (
        sa.select(s.id, s.unit_id, s.held_on, s.form, s.five, s.on_achievement_view, s.n_people)
        .where(s.deleted_at.is_(None), s.done.is_(True), ground.day_in_year(s.held_on))
        .order_by(s.held_on, s.id)
    )
    return tuple(row for row in ground.rows(query) if ground.scope is None or row.unit_id in ground.scope)


def studies(ground: Ground) -> Iterator[Figure]:
    """Count the meetings, those on the theme, who came, and the coverage of the five."""
    rows = sessions(ground)
    view = [row for row in rows if row.on_achievement_view]
    when = f"日期在{ground.year_text}之间、已完成的学习教育活动"
    for key, label, some in (("study", "学习教育", rows), ("study_view", "正确政绩观学习", view)):
        words = f"{when}{'中标明正确政绩观专题的' if some is view else ''}"
        ids = [row.id for row in some]
        yield ground.counted(f"{key}_sessions", label, "场", f"{words}场次。", ids, "study_activity")
        total = sum(row.n_people or 0 for row in some)
        definition = f"{words}参加人数相加，没有填人数的按0计。"
        yield ground.counted(f"{key}_times", f"{label}人次", "人次", definition, ids, "study_activity", value=total)
    covered = five_by_unit(ground)
    due = [unit_id for unit_id, _ in covered]
    done = [unit_id for unit_id, one in covered if not one.value.missing]
    whom = f"{ground.where}有在册干部的单位"
    yield ground.rate(
        "five_studies_units",
        "五必学全覆盖单位",
        f"{whom}中，{ground.year}年五必学五类（正确政绩观专题）都开展过的单位数÷单位数。",
        done,
        due,
        "unit",
        population=whom,
    )
    for five in FiveStudy:
        ids = [row.id for row in view if row.five is five]
        words = f"{when}中标明“{five.label}”和正确政绩观专题的场次。"
        yield ground.counted(f"five_study_{five.value}", f"五必学：{five.label}", "场", words, ids, "study_activity")


@kept
def five_by_unit(ground: Ground) -> tuple[tuple[str, Explained[StudyCoverage]], ...]:
    """Work out the five for every unit in view with people, in the order of the units."""
    held = [
        StudySession(row.id, row.unit_id, row.five.value, row.held_on, row.on_achievement_view)
        for row in sessions(ground)
        if row.five is not None
    ]
    by_unit: dict[str, list[StudySession]] = {}
    for one in held:
        by_unit.setdefault(one.unit, []).append(one)
    staffed = {unit_of(ground, person) for person in ground.people()} | set(by_unit)
    return tuple(
        (unit_id, study_coverage(unit_id, ground.year, by_unit.get(unit_id, ()), ground.book))
        for unit_id in ground.units
        if unit_id in staffed
    )


def studies_by_unit(ground: Ground) -> FigureTable:
    """Break the five down by unit."""
    fives = {five.value: five.label for five in FiveStudy}
    view = [row for row in sessions(ground) if row.on_achievement_view and row.five is not None]
    return ground.table(
        "five_studies_by_unit",
        "五必学开展情况",
        "场",
        f"日期在{ground.year_text}之间、已完成、标明正确政绩观专题的学习教育活动场次，按单位和五必学类别统计。",
        "study_activity",
        ground.unit_rows(unit_id for unit_id, _ in five_by_unit(ground)),
        tuple(fives.values()),
        [(row.unit_id, row.five.label, row.id) for row in view],
    )
