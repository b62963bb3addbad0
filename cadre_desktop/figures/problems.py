"""一线纪实: problems by 方面、大类 and 件, how far they got, visits made, what people and departments say."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import NO_UNIT, Ground, kept
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.records.liaison import Liaison, LiaisonKind, LiaisonVisit, MatterDone
from cadre_desktop.records.outside_voices import NoteState, PublicOpinion, SourceNote
from cadre_desktop.records.problem import Problem, ProblemClass, ProblemState
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.percent import rounded
from cadre_desktop.rules.problem_loop import LoopProblem, mean_days, reach, response

_RATES = (
    ("taken", "问题认领率", "已认领、转办或交办的÷全部报送的"),
    ("solved", "问题办结率", "已解决的÷已认领或交办且应办结的（未到期未解决的不计）"),
    ("on_time", "问题按期率", "在时限内解决的÷有时限且应办结的"),
    ("satisfied", "问题满意率", "评价为满意的÷已评价的"),
)


@kept
def problems_reported(ground: Ground) -> tuple[Any, ...]:
    """Return the year's problems in view: those a unit in view handles, or that arose in one."""
    p = Problem
    query = sa.select(
        p.id, p.problem_class_id, p.village_id, p.unit_id, p.state, p.reported_on, p.taken_on, p.due_on,
        p.solved_on, p.satisfaction, p.reported_at, p.first_answer_at, p.times_returned,
    ).where(p.deleted_at.is_(None), ground.day_in_year(p.reported_on))  # fmt: skip
    rows = ground.rows(query.order_by(p.reported_on, p.id))
    return tuple(r for r in rows if in_view(ground, None, r.unit_id) or in_view(ground, None, r.village_id))


def in_loop(row: Any) -> LoopProblem:
    """Return a problem as the rules see it; without a moment of the first answer, the day it was taken is that."""
    return LoopProblem(
        row.id,
        row.reported_on,
        row.state.value,
        row.taken_on,
        row.due_on,
        row.solved_on,
        row.satisfaction.value if row.satisfaction else "",
        row.reported_at,
        row.first_answer_at,
        row.taken_on,
    )


@kept
def classes(ground: Ground) -> dict[str, tuple[str, str]]:
    """Return 方面 and 大类 of every class by id, in their order."""
    c = ProblemClass
    query = sa.select(c.id, c.aspect, c.name).where(c.deleted_at.is_(None)).order_by(c.number, c.name)
    return {row.id: (row.aspect, row.name) for row in ground.rows(query)}


def problems(ground: Ground) -> Iterator[Figure]:
    """Count the year's problems as 方面, 大类 and 件; give the four rates and the days to the first answer."""
    rows, named = problems_reported(ground), classes(ground)
    used = [row.problem_class_id for row in rows if row.problem_class_id in named]
    when, where = f"报送日期在{ground.year_text}之间的问题", f"{ground.where}的问题"
    aspects = len({named[key][0] for key in used})
    words = f"{when}涉及的方面，同一方面只计1个。"
    yield ground.counted("problem_aspects", "问题方面", "方面", words, used, "problem_class", where, aspects)
    words = f"{when}涉及的大类，同一大类只计1个。"
    yield ground.counted("problem_classes", "问题大类", "大类", words, used, "problem_class", where)
    ids = [row.id for row in rows]
    yield ground.counted("problems", "问题", "件", f"{when}，一件计1件。", ids, "problem", where)
    seen = [(one.record, reach(one, ground.book, ground.as_of)) for one in map(in_loop, rows)]
    for key, label, words in _RATES:
        part = [record for record, got in seen if getattr(got, key)]
        whole = [record for record, got in seen if getattr(got, key) is not None]
        yield ground.rate(f"problem_{key}_rate", label, f"{when}：{words}。", part, whole, "problem", where)
    answers = [(row.id, response(in_loop(row), ground.book, ground.as_of).value) for row in rows]
    mean = mean_days(answer for _id, answer in answers)
    words = f"{when}从报送到首次响应的平均天数；没有登记首次响应时间的，按认领或交办日期，尚未响应的不计。"
    days = None if mean is None else rounded(mean, 1)
    answered = [key for key, answer in answers if answer is not None]
    waited = ground.counted("problem_response_days", "问题响应时长", "天", words, answered, "problem", where, days)
    yield replace(waited, value=days)  # without an answer there is no mean, not one of nought days
    returned = [row.id for row in rows if row.state is ProblemState.RETURNED]
    yield ground.counted(
        "problems_returned", "退回重办", "件", f"{when}，现状态为退回重办的。", returned, "problem", where
    )


def problems_by_unit(ground: Ground) -> FigureTable:
    """Break the year's problems down by the unit that handles them and by state."""
    rows = problems_reported(ground)
    places = [(r.unit_id if r.unit_id in ground.units else NO_UNIT, r.state.label, r.id) for r in rows]
    words = f"报送日期在{ground.year_text}之间的问题，按承办单位统计；还没有承办单位的列入未明确单位。"
    lines, states = ground.unit_rows(place[0] for place in places), [state.label for state in ProblemState]
    return ground.table("problems_by_unit", "问题办理", "件", words, "problem", lines, states, places, ground.where)


def problems_by_class(ground: Ground) -> FigureTable:
    """Break the year's problems down by 大类 and by state."""
    rows, named = problems_reported(ground), classes(ground)
    places = [(r.problem_class_id if r.problem_class_id in named else "", r.state.label, r.id) for r in rows]
    used = {place[0] for place in places}
    lines = [(key, f"{aspect}：{name}") for key, (aspect, name) in named.items() if key in used]
    lines += [("", "未分类")] if "" in used else []
    words = f"报送日期在{ground.year_text}之间的问题，按方面和大类统计；没有填写大类的列入未分类。"
    heads = ([key for key, _name in lines], [name for _key, name in lines])
    states = [state.label for state in ProblemState]
    return ground.table("problems_by_class", "问题分类", "件", words, "problem", heads, states, places, ground.where)


def visits(ground: Ground) -> Iterator[Figure]:
    """Count the year's visits, what was done on them, and how many villages some office looks after."""
    v = LiaisonVisit
    query = sa.select(v.id, v.cadre_id, v.done, v.n_done, Liaison.unit_id).join(Liaison, v.liaison_id == Liaison.id)
    query = query.where(v.deleted_at.is_(None), ground.day_in_year(v.visited_on))
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    when, where = f"日期在{ground.year_text}之间的走访", f"{ground.where}的走访记录"
    ids = [row.id for row in rows]
    yield ground.counted("visit_times", "走访", "人次", f"{when}，一人走访一次计1人次。", ids, "liaison_visit", where)
    for done in (MatterDone.REAL_THING, MatterDone.HARD_PROBLEM):
        of_kind = [row for row in rows if row.done is done]
        words = f"{when}中{done.label}的件数，没有填写件数的计1件。"
        sum_done = sum(1 if row.n_done is None else row.n_done for row in of_kind)
        found = (row.id for row in of_kind)
        key = f"visit_{done.value}"
        yield ground.counted(key, done.label, "件", words, found, "liaison_visit", where, sum_done)
    yield _villages_covered(ground)


def _villages_covered(ground: Ground) -> Figure:
    query = sa.select(Unit.id).where(Unit.deleted_at.is_(None), Unit.kind == UnitKind.VILLAGE)
    villages = [row.id for row in ground.rows(query) if in_view(ground, None, row.id)]
    n, day = Liaison, ground.as_of
    points = sa.select(n.point_id).where(
        n.deleted_at.is_(None),
        n.kind == LiaisonKind.VILLAGE,
        n.started_on <= day,
        sa.or_(n.ended_on.is_(None), n.ended_on > day),
    )
    looked_after = {row.point_id for row in ground.rows(points)}
    words = f"截至{dotted(day)}有单位包联的村（社区）÷全部村（社区）。"
    covered = [key for key in villages if key in looked_after]
    return ground.rate(
        "village_coverage", "包村覆盖率", words, covered, villages, "unit", f"{ground.where}的村（社区）"
    )


def voices(ground: Ground) -> Iterator[Figure]:
    """Give the share of the satisfied among the year's judgements, and departments' notes by state."""
    o, n = PublicOpinion, SourceNote
    query = sa.select(o.id, o.cadre_id, o.unit_id, o.satisfaction).where(
        o.deleted_at.is_(None), ground.day_in_year(o.heard_on), o.satisfaction.is_not(None)
    )
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    words = f"日期在{ground.year_text}之间、评价为满意的÷填写了评价的，按条数计。"
    good, where = [r.id for r in rows if r.satisfaction is Satisfaction.SATISFIED], f"{ground.where}的群众评价"
    every = [row.id for row in rows]
    yield ground.rate("opinion_satisfied_rate", "群众评价满意率", words, good, every, "public_opinion", where)
    told = sa.select(n.id, n.cadre_id, n.unit_id, n.state).where(
        n.deleted_at.is_(None), ground.day_in_year(n.received_on)
    )
    notes = [row for row in ground.rows(told) if in_view(ground, row.cadre_id, row.unit_id)]
    for state in NoteState:
        words = f"日期在{ground.year_text}之间、状态为“{state.label}”的部门信息条数。"
        ids = (row.id for row in notes if row.state is state)
        key, label = f"source_notes_{state.value}", f"部门信息{state.label}"
        yield ground.counted(key, label, "条", words, ids, "source_note", f"{ground.where}的部门信息")
