"""监督提醒: reminders by kind, sanctions in influence, visits and new uses, supervision, deviations, reviews, lists.

What was cleared counts nowhere: neither the reminder itself nor one that rests on it alone.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.influences import began, cleared, influences
from cadre_desktop.figures.revisits import revisits_due
from cadre_desktop.records.deviation_problem import DeviationProblem, DeviationState
from cadre_desktop.records.reminder import Reminder, ReminderKind
from cadre_desktop.records.revisit import Revisit
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.style_review import StyleReview
from cadre_desktop.records.supervision_item import SupervisionItem, SupervisionState
from cadre_desktop.records.unit_checklist import UnitChecklist, UnitListKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.reminders import ReminderFile, counts

_GRADES = (Satisfaction.SATISFIED, Satisfaction.FAIRLY, Satisfaction.NOT)


class Given(NamedTuple):
    """One reminder given in the year."""

    id: str
    cadre_id: str
    unit_id: str
    kind: ReminderKind


def in_view(ground: Ground, cadre_id: str | None, unit_id: str | None) -> bool:
    """Say whether a record of a person, or of a unit alone, lies in the units asked for."""
    if cadre_id is not None:
        return ground.place(cadre_id, unit_id) is not None
    return ground.scope is None or unit_id in ground.scope


@kept
def reminders_given(ground: Ground) -> tuple[Given, ...]:
    """Return the year's reminders that count: issued, and not resting on what was cleared."""
    r, gone = Reminder, cleared(ground)
    query = sa.select(r.id, r.cadre_id, r.unit_id, r.kind, r.state, r.came_from_id).where(
        r.deleted_at.is_(None), ground.day_in_year(r.issued_on)
    )
    found = []
    for row in ground.rows(query.order_by(r.issued_on, r.id)):
        place = ground.place(row.cadre_id, row.unit_id)
        file = ReminderFile(row.id, row.kind.value, row.state.value, frozenset(), started_by=began(row.came_from_id))
        if place is not None and counts(file, gone):
            found.append(Given(row.id, row.cadre_id, place, row.kind))
    return tuple(found)


def reminders(ground: Ground) -> Iterator[Figure]:
    """Count the year's 提醒、函询、诫勉 and 约谈, as times and as people."""
    found = reminders_given(ground)
    when = f"发出或谈话日期在{ground.year_text}之间"
    for kind in ReminderKind:
        rows = [one for one in found if one.kind is kind]
        words = f"{when}的{kind.label}，已澄清的不计"
        yield ground.counted(
            f"reminder_{kind.value}_times", f"{kind.label}人次", "人次", f"{words}；一次计1人次。",
            (one.id for one in rows), "reminder",
        )  # fmt: skip
        yield ground.counted(
            f"reminder_{kind.value}_people", f"{kind.label}人数", "人", f"{words}；同一人只计1人。",
            (one.cadre_id for one in rows),
        )  # fmt: skip


def sanctions(ground: Ground) -> Iterator[Figure]:
    """Count the people whose sanctions are in their influence period on the day, and the sanctions decided."""
    s = Sanction
    query = sa.select(s.id, s.cadre_id).where(
        s.deleted_at.is_(None), s.withdrawn_on.is_(None), ground.in_year(s.decided_on)
    )
    gone = cleared(ground)
    decided = [row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None and row.id not in gone]
    filed = set(ground.session.scalars(sa.select(s.id).where(s.deleted_at.is_(None))))
    running = [
        whose
        for whose, one in influences(ground).items()
        if ground.place(whose, None) is not None
        and any(p.value.measure.id in filed for p in one.standing.value.in_force)
    ]
    day = dotted(ground.as_of)
    words = f"截至{day}处分处理仍在影响期内的人数，同一人只计1人；撤销、澄清和容错免责的不计，期满的不计。"
    yield ground.counted("sanction_running", "受处分处理在影响期内", "人", words, running)
    words = f"决定或批准日期在{ground.year_text}之间的处分处理件数，撤销和澄清的不计。"
    yield ground.counted("sanction_decided", "处分处理", "件", words, (row.id for row in decided), "sanction")


def visits(ground: Ground) -> Iterator[Figure]:
    """Count who was visited, who was given a task again, and whose visit is due."""
    r = Revisit
    base = sa.select(r.id, r.cadre_id).where(r.deleted_at.is_(None))
    visited = _people(ground, base.where(ground.day_in_year(r.visited_on)))
    reused = _people(ground, base.where(ground.day_in_year(r.reused_on)))
    when = ground.year_text
    words = f"回访日期在{when}之间的受处分处理干部"
    yield ground.counted("revisit_people", "回访教育", "人", f"{words}，同一人只计1人。", (r.cadre_id for r in visited))
    ids = (row.id for row in visited)
    yield ground.counted("revisit_times", "回访教育人次", "人次", f"{words}，一次计1人次。", ids, "revisit")
    words = f"重新使用日期在{when}之间的受处分处理干部，同一人只计1人。"
    yield ground.counted("revisit_reused", "回访后重新使用", "人", words, (row.cadre_id for row in reused))
    words = f"截至{dotted(ground.as_of)}处分处理在影响期内、还没有回访过的人数。"
    yield ground.counted("revisit_due", "应回访未回访", "人", words, (one.cadre_id for one in revisits_due(ground)))


def _people(ground: Ground, query: Any) -> list[Any]:
    return [row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None]


def supervision(ground: Ground) -> Iterator[Figure]:
    """Count the year's matters of supervision, and those done by the day."""
    i, gone = SupervisionItem, cleared(ground)
    query = sa.select(i.id, i.cadre_id, i.unit_id, i.state).where(
        i.deleted_at.is_(None), ground.day_in_year(i.found_on)
    )
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id) and row.id not in gone]
    done = [row.id for row in rows if row.state is SupervisionState.DONE]
    words = f"日期在{ground.year_text}之间的监督事项，经澄清的不计。"
    kind = "supervision_item"
    yield ground.counted("supervision_items", "监督事项", "件", words, (row.id for row in rows), kind)
    yield ground.counted("supervision_done", "监督事项已办结", "件", f"{words}其中状态为办结的。", done, kind)


def deviations(ground: Ground) -> Iterator[Figure]:
    """Count the deviations found in the year, those put right, and the projects at work again."""
    d = DeviationProblem
    query = sa.select(d.id, d.cadre_id, d.unit_id, d.state, d.resumed_on).where(
        d.deleted_at.is_(None), ground.day_in_year(d.found_on)
    )
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    words, kind = f"发现日期在{ground.year_text}之间的政绩观偏差问题", "deviation_problem"
    done = [row.id for row in rows if row.state is DeviationState.CLOSED]
    resumed = [row.id for row in rows if row.resumed_on is not None and row.resumed_on <= ground.as_of]
    yield ground.counted("deviation_found", "政绩观偏差问题", "个", f"{words}。", (row.id for row in rows), kind)
    yield ground.counted("deviation_closed", "政绩观偏差问题已整改", "个", f"{words}，已销号的。", done, kind)
    yield ground.counted("deviation_resumed", "复工复产项目", "个", f"{words}，已复工复产的项目。", resumed, kind)


class Reviewed(NamedTuple):
    """One review of the year."""

    id: str
    unit_id: str
    grade: Satisfaction
    head_id: str | None
    talked: bool


@kept
def reviews_held(ground: Ground) -> tuple[Reviewed, ...]:
    """Return the year's reviews of conduct in the units in view."""
    s = StyleReview
    query = sa.select(s.id, s.unit_id, s.grade, s.head_id, s.talked_on).where(
        s.deleted_at.is_(None), ground.day_in_year(s.reviewed_on)
    )
    return tuple(
        Reviewed(
            row.id, row.unit_id, row.grade, row.head_id, row.talked_on is not None and row.talked_on <= ground.as_of
        )
        for row in ground.rows(query.order_by(s.reviewed_on, s.id))
        if in_view(ground, None, row.unit_id)
    )


def reviews(ground: Ground) -> Iterator[Figure]:
    """Count the units reviewed by grade, and the heads talked with."""
    found, when = reviews_held(ground), f"评议日期在{ground.year_text}之间"
    for grade in _GRADES:
        rows = [one.unit_id for one in found if one.grade is grade]
        words = f"{when}、等次为“{grade.label}”的被评单位，同一单位只计1家。"
        yield ground.counted(f"style_{grade.value}", f"作风评议{grade.label}", "家", words, rows, "unit")
    talked = [one for one in found if one.talked]
    words = f"{when}的作风评议后已约谈的单位负责人，同一人只计1人。"
    heads = (one.head_id for one in talked if one.head_id is not None)
    yield ground.counted("style_heads_talked", "约谈单位负责人", "人", words, heads)
    words = f"{when}的作风评议后已约谈负责人的单位，同一单位只计1家。"
    yield ground.counted("style_units_talked", "约谈单位", "家", words, (one.unit_id for one in talked), "unit")


@kept
def lists_built(ground: Ground) -> tuple[tuple[UnitListKind, str], ...]:
    """Return which units have built which list by the day."""
    c = UnitChecklist
    query = sa.select(c.kind, c.unit_id).where(c.deleted_at.is_(None), c.built.is_(True), c.built_on <= ground.as_of)
    return tuple((row.kind, row.unit_id) for row in ground.rows(query) if in_view(ground, None, row.unit_id))


def unit_lists(ground: Ground) -> Iterator[Figure]:
    """Count the units that have built each list."""
    for kind in UnitListKind:
        units = [unit_id for which, unit_id in lists_built(ground) if which is kind]
        words = f"截至{dotted(ground.as_of)}已建立{kind.label}的单位，同一单位只计1家。"
        yield ground.counted(f"unit_list_{kind.value}", f"建立{kind.label}", "家", words, units, "unit")


def reminders_by_unit(ground: Ground) -> FigureTable:
    """Break the year's reminders down by unit and kind."""
    found = reminders_given(ground)
    places = ((one.unit_id, one.kind.label, one.id) for one in found)
    words = f"发出或谈话日期在{ground.year_text}之间，按干部所在单位统计；已澄清的不计，一次计1人次。"
    rows = ground.unit_rows(one.unit_id for one in found)
    titles = [kind.label for kind in ReminderKind]
    return ground.table("reminders_by_unit", "提醒函询诫勉", "人次", words, "reminder", rows, titles, places)


def reviews_by_unit(ground: Ground) -> FigureTable:
    """Break the year's reviews down by unit and grade."""
    found = reviews_held(ground)
    places = ((one.unit_id, one.grade.label, one.id) for one in found)
    words = f"评议日期在{ground.year_text}之间的作风评议次数。"
    rows = ground.unit_rows(one.unit_id for one in found)
    return ground.table("style_by_unit", "作风评议", "次", words, "style_review", rows, _labels(_GRADES), places)


def _labels(choices: Iterable[Any]) -> list[str]:
    return [one.label for one in choices]
