"""一线纪实: problems by class and unit with their rates, visits, and what departments and people say, as tables."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import problems
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.figures.problem_lines import COLUMNS, LoopLine, loop_board
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.liaison import Liaison, LiaisonKind, LiaisonVisit, MatterDone
from cadre_desktop.records.outside_voices import Consultation, Department, NoteState, PublicOpinion, SourceNote
from cadre_desktop.records.problem import KIND as PROBLEM
from cadre_desktop.records.problem import Problem
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.reports.disclosure import ON_FILE, withheld
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.oversight_tables import ASKED, counted, heads
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, told, unit_name
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live

_COUNTED = ("every", "unclaimed", "open", "late", "returned", "done")
_NOT_OUTSIDE = "内容、核实情况和本人说明不公开；本人说明只在内部使用。"


def numbered_rows(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Number the rows of a list."""
    return [(at, *row) for at, row in enumerate(rows, 1)]


def collect_problems(session: Session, options: ReportOptions) -> ReportBook:
    """Print the year's problems by 方面 and 大类 and by unit with their rates, and list them."""
    maker = Maker(session, options)
    title = f"{options.year}年问题集统计表"
    figures = {one.key: one for one in problems.problems(maker.ground)}
    words = counted(maker, figures.values())
    board = loop_board(maker.ground)
    summed = f"{board.n_aspects}方面{board.n_classes}大类{figures['problems'].value}件。"
    rates = [rate.sentence for rate in board.rates]
    first = _loop_sheet(maker, "按大类", title, "方面和大类", board.by_class, [summed, *rates, ROUNDED])
    second = _loop_sheet(maker, "按承办单位", f"{title}（承办单位）", "承办单位", board.by_unit, [words, ROUNDED])
    late = sum(len(line.tallies["late"].ids) for line in board.by_unit)
    definition = f"截至{options.as_of:%Y.%m.%d}超过办理时限还没有解决的问题。"
    maker.print_count("逾期未解决", f"{late}件", definition)
    return maker.book("problem_set", title, [first, second, _problem_list(maker, figures["problems"].ids)])


def _loop_sheet(
    maker: Maker, name: str, title: str, head: str, lines: Sequence[LoopLine], notes: Sequence[str]
) -> ReportSheet:
    rows = [
        (
            at,
            line.label,
            *(int(line.tallies[key].text) if key in _COUNTED else line.tallies[key].text for key in COLUMNS),
        )
        for at, line in enumerate(lines, 1)
    ]
    total: tuple[Any, ...] | None = None
    if rows:
        sums = {key: sum(len(line.tallies[key].ids) for line in lines) for key in _COUNTED}
        shares = {rate.label: rate.text.partition("（")[0] for rate in loop_board(maker.ground).rates}
        mean = loop_board(maker.ground).mean_response
        total = ("合计", None, *(sums.get(key, shares.get(words, mean)) for key, words in COLUMNS.items()))
    columns = [NUMBER, Column(head, 40, "left"), *(Column(words, 9) for words in COLUMNS.values())]
    return maker.table(name, title, columns, rows, total=total, notes=notes)


def _problem_list(maker: Maker, ids: Sequence[str]) -> ReportSheet:
    found = live(maker.session, Problem, Problem.id.in_(ids), Problem.reported_on, Problem.id)
    secret = withheld(maker.session, PROBLEM, maker.options.level)
    rows = [
        (
            one.number or "",
            one.problem_class.name if one.problem_class else "",
            ON_FILE if one.id in secret else told(maker, one.text),
            one.source.label,
            day(one.reported_on),
            unit_name(maker, one.unit_id),
            one.route.label if one.route else "",
            day(one.due_on),
            one.state.label,
            day(one.solved_on),
            one.satisfaction.label if one.satisfaction else "",
            one.times_returned or None,
        )
        for one in found
    ]
    columns = heads(
        ("编号", 11), ("大类", 22), ("问题", 40), ("来源", 11), ("报送", 11), ("承办单位", 20), ("方式", 7),
        ("时限", 11), ("状态", 10), ("解决", 11), ("满意度", 10), ("退回\n次数", 7),
    )  # fmt: skip
    title = f"{maker.options.year}年问题清单"
    return maker.table("问题清单", title, columns, numbered_rows(rows), notes=[f"共{len(rows)}件。"])


def collect_visits(session: Session, options: ReportOptions) -> ReportBook:
    """Count the points and the year's visits by kind, and list both."""
    maker = Maker(session, options)
    title = f"{options.year}年联系走访情况表"
    words = counted(maker, problems.visits(maker.ground))
    v = LiaisonVisit
    visits = [
        one
        for one in live(session, v, maker.ground.day_in_year(v.visited_on), v.visited_on, v.id)
        if one.liaison.deleted_at is None and in_view(maker.ground, one.cadre_id, one.liaison.unit_id)
    ]
    n = Liaison
    running = (n.started_on <= options.as_of) & (n.ended_on.is_(None) | (n.ended_on > options.as_of))
    points = [one for one in live(session, n, running, n.started_on, n.id) if _point_in_view(maker, one)]
    points.sort(key=lambda one: list(LiaisonKind).index(one.kind))
    definition = f"截至{options.as_of:%Y.%m.%d}没有结束的联系点。"
    maker.print_count("联系点", f"{len(points)}个", definition)
    sheets = [_visits_by_kind(maker, title, points, visits, words), _point_list(maker, points, visits)]
    return maker.book("visits", title, [*sheets, _visit_list(maker, visits)])


def _point_in_view(maker: Maker, point: Liaison) -> bool:
    return in_view(maker.ground, point.cadre_id, point.unit_id)


def _visits_by_kind(
    maker: Maker, title: str, points: Sequence[Liaison], visits: Sequence[LiaisonVisit], words: str
) -> ReportSheet:
    rows: list[tuple[Any, ...]] = []
    for kind in LiaisonKind:
        mine = [one for one in visits if one.liaison.kind is kind]
        done = [sum(_n_done(one) for one in mine if one.done is what) for what in list(MatterDone)[1:]]
        n_points = sum(one.kind is kind for one in points)
        if n_points or mine:
            rows.append((kind.label, n_points, len(mine), *done))
    total = ("合计", None, *(sum(row[at] for row in rows) for at in range(1, 5))) if rows else None
    columns = [
        NUMBER, Column("类型", 24, "left"), Column("联系点（个）", 18), Column("走访（人次）", 18),
        Column("兴办实事（件）", 18), Column("破解难题（件）", 18),
    ]  # fmt: skip
    notes = [words, "一人走访一次计1人次；没有填写件数的实事、难题各计1件。"]
    return maker.table("按类型", title, columns, numbered_rows(rows), total=total, notes=notes)


def _n_done(visit: LiaisonVisit) -> int:
    return 1 if visit.n_done is None else visit.n_done


def _point_list(maker: Maker, points: Sequence[Liaison], visits: Sequence[LiaisonVisit]) -> ReportSheet:
    who = PeopleLines(maker, (one.cadre_id for one in points if one.cadre_id))
    n_visits = Counter(one.liaison_id for one in visits)
    rows = [
        (
            one.kind.label,
            who.name(one.cadre_id) if one.cadre_id else unit_name(maker, one.unit_id),
            unit_name(maker, one.point_id) or told(maker, one.point_name),
            told(maker, one.topic),
            day(one.started_on),
            n_visits[one.id],
        )
        for one in points
    ]
    columns = heads(
        ("类型", 18), ("联系干部或单位", 24), ("联系点", 28), ("调研课题", 26), ("开始", 12), ("本年走访", 10)
    )
    notes = [f"共{len(rows)}个联系点。"]
    return maker.table("联系点", "联系点名单", columns, numbered_rows(rows), notes=notes)


def _visit_list(maker: Maker, visits: Sequence[LiaisonVisit]) -> ReportSheet:
    who = PeopleLines(maker, (one.cadre_id for one in visits if one.cadre_id))
    rows = [
        (
            day(one.visited_on),
            who.name(one.cadre_id) if one.cadre_id else "",
            one.liaison.kind.label,
            unit_name(maker, one.liaison.point_id) or told(maker, one.liaison.point_name),
            told(maker, one.content),
            one.done.label,
            None if one.done is MatterDone.NONE else _n_done(one),
            told(maker, one.supervision),
        )
        for one in visits
    ]
    columns = heads(
        ("日期", 12), ("走访干部", 10), ("类型", 16), ("联系点", 24), ("了解内容", 40), ("办成的事", 10), ("件数", 7),
        ("督导记录", 26),
    )  # fmt: skip
    title = f"{maker.options.year}年走访记录"
    return maker.table("走访记录", title, columns, numbered_rows(rows), notes=[f"共{len(rows)}人次。"])


def collect_voices(session: Session, options: ReportOptions) -> ReportBook:
    """Count departments' notes by state and people's judgements by channel; list notes and consultations."""
    maker = Maker(session, options)
    title = f"{options.year}年部门信息与会商情况表"
    words = counted(maker, problems.voices(maker.ground))
    n, o, c = SourceNote, PublicOpinion, Consultation
    notes = _of_year(maker, n, n.received_on)
    opinions = [one for one in _of_year(maker, o, o.heard_on) if one.satisfaction is not None]
    meetings = _of_year(maker, c, c.held_on)
    maker.print_count("联动会商", f"{len(meetings)}次", "会商日期在本年、截止日以前的联动会商。")
    first = _crossed(
        maker, "部门信息", title, ("提供部门", Department), NoteState,
        [(one.department, one.state) for one in notes], [words, _NOT_OUTSIDE],
    )  # fmt: skip
    channels = type(opinions[0].channel) if opinions else None
    second = _crossed(
        maker, "群众评价", f"{options.year}年群众评价情况表", ("渠道", channels), Satisfaction,
        [(one.channel, one.satisfaction) for one in opinions], ["只计填写了评价的，按条数计；不登记评价人。"],
    )  # fmt: skip
    return maker.book("outside_voices", title, [first, second, _note_list(maker, notes), _meetings(maker, meetings)])


def _of_year(maker: Maker, model: Any, column: Any) -> list[Any]:
    found = live(maker.session, model, maker.ground.day_in_year(column), column, model.id)
    return [one for one in found if in_view(maker.ground, one.cadre_id, one.unit_id)]


def _crossed(
    maker: Maker,
    name: str,
    title: str,
    head: tuple[str, Any],
    columns: Any,
    pairs: Sequence[tuple[Any, Any]],
    notes: Sequence[str],
) -> ReportSheet:
    """Count pairs of choices as a table with its totals."""
    counts = Counter(pairs)
    used = [one for one in head[1] or () if any(pair[0] is one for pair in counts)]
    rows = [(one.label, *(counts[one, at] for at in columns), sum(counts[one, at] for at in columns)) for one in used]
    n = len(tuple(columns)) + 1
    total = ("合计", None, *(sum(row[at] for row in rows) for at in range(1, n + 1))) if rows else None
    titles = [NUMBER, Column(head[0], 26, "left"), *(Column(at.label, 16) for at in columns), Column("合计", 14)]
    return maker.table(name, title, titles, numbered_rows(rows), total=total, notes=notes)


def _note_list(maker: Maker, notes: Sequence[SourceNote]) -> ReportSheet:
    who = PeopleLines(maker, (one.cadre_id for one in notes if one.cadre_id))
    rows = [
        (
            day(one.received_on),
            one.department.label,
            told(maker, one.document),
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id),
            told(maker, one.polarity.label if one.polarity else ""),
            told(maker, one.content),
            one.state.label,
            told(maker, one.verified),
            inside(maker, one.reply),
        )
        for one in notes
    ]
    columns = heads(
        ("日期", 12), ("提供部门", 10), ("文号", 20), ("干部", 10), ("单位", 18), ("正负面", 8), ("内容", 34),
        ("状态", 8), ("核实情况", 30), ("本人说明", 24),
    )  # fmt: skip
    title = f"{maker.options.year}年部门信息清单"
    return maker.table("信息清单", title, columns, numbered_rows(rows), notes=[f"共{len(rows)}条。", _NOT_OUTSIDE])


def _meetings(maker: Maker, meetings: Sequence[Consultation]) -> ReportSheet:
    who = PeopleLines(maker, (one.cadre_id for one in meetings if one.cadre_id))
    rows = [
        (
            day(one.held_on),
            told(maker, one.topic),
            told(maker, one.departments),
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id),
            told(maker, one.conclusion),
            told(maker, one.follow_up),
        )
        for one in meetings
    ]
    columns = heads(
        ("会商日期", 12),
        ("议题", 30),
        ("参加部门", 26),
        ("涉及干部", 10),
        ("涉及单位", 18),
        ("结论", 36),
        ("落实情况", 30),
    )
    title = f"{maker.options.year}年联动会商情况"
    return maker.table("联动会商", title, columns, numbered_rows(rows), notes=[f"共{len(rows)}次。"])


PROBLEMS = Report("problem_set", "问题集统计表", ASKED, collect_problems)
VISITS = Report("visits", "联系走访情况表", ASKED, collect_visits)
VOICES = Report("outside_voices", "部门信息与会商情况表", ASKED, collect_voices)
