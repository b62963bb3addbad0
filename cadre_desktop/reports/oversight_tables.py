"""监督提醒: reminders, visits and new uses, reviews of conduct, supervision, deviations and unit lists as tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import oversight
from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.influences import influences
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.figures.revisits import revisits_due
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.deviation_problem import DeviationProblem
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.records.revisit import Revisit
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.style_review import StyleReview
from cadre_desktop.records.supervision_item import SupervisionItem
from cadre_desktop.records.unit_checklist import UnitChecklist, UnitListKind
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, table_rows, table_total, told, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.reports.stored import live

ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "level")
CLEARED = "已澄清正名的，自澄清之日起不再列入和计数。"
_FULL_WIDTH = 72
"""What the numbers of a table take together, so that the head line has room."""
_INSIDE = "事由、本人说明等只在内部使用的内容，报送和公开时不提供。"


def counted(maker: Maker, figures: Iterable[Figure]) -> str:
    """Take figures into 数据来源 and say those that are not nought in one line."""
    printed = [maker.print_figure(figure) for figure in figures]
    words = "，".join(f"{figure.label}{figure.text}" for figure in printed if figure.value)
    return f"{words}。" if words else "本年没有记录。"


def table_sheet(
    maker: Maker, name: str, title: str, head: str, table: FigureTable, notes: Sequence[str]
) -> ReportSheet:
    """Print a figure table with its rows, total and definition."""
    printed = maker.print_table(table)
    width = max(12.0, _FULL_WIDTH / len(printed.columns))
    columns = [NUMBER, Column(head, 24, "left"), *(Column(one, width) for one in printed.columns)]
    notes = [*notes, printed.definition]
    return maker.table(name, title, columns, table_rows(printed), total=table_total(printed), notes=notes)


def heads(*named: tuple[str, float]) -> list[Column]:
    """Make the columns of a list, its number first; wide ones stand to the left."""
    return [NUMBER, *(Column(title, width, "left" if width > 18 else "center") for title, width in named)]


def _at(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return [(at, *row) for at, row in enumerate(rows, 1)]


def collect_reminders(session: Session, options: ReportOptions) -> ReportBook:
    """Count the year's reminders by unit and kind, and list them with how each ended."""
    maker = Maker(session, options)
    title = f"{options.year}年提醒函询诫勉统计表"
    words = counted(maker, oversight.reminders(maker.ground))
    first = table_sheet(maker, "统计", title, "单位", oversight.reminders_by_unit(maker.ground), [words, CLEARED])
    ids = {one.id: one for one in oversight.reminders_given(maker.ground)}
    found = live(session, Reminder, Reminder.id.in_(ids), Reminder.issued_on, Reminder.id)
    who = PeopleLines(maker, (one.cadre_id for one in found))
    lines = _at(
        (
            who.name(r.cadre_id),
            unit_name(maker, ids[r.id].unit_id),
            r.kind.label,
            day(r.issued_on),
            told(maker, r.matter),
            inside(maker, r.reply),
            r.state.label,
            r.next_step.label if r.next_step else "",
            day(r.follow_up_on),
        )
        for r in found
    )
    columns = heads(
        ("姓名", 10), ("单位", 20), ("方式", 8), ("发出或谈话", 12), ("事由", 34), ("本人说明", 34), ("状态", 14),
        ("处理", 10), ("跟踪了解", 12),
    )  # fmt: skip
    notes = [f"共{len(lines)}人次。", _INSIDE]
    second = maker.table("名单", f"{options.year}年提醒函询诫勉登记表", columns, lines, notes=notes)
    return maker.book("reminders", title, [first, second])


def collect_visits(session: Session, options: ReportOptions) -> ReportBook:
    """List who was visited and used again, whose visit is due, and whose influence runs."""
    maker = Maker(session, options)
    title = f"{options.year}年受处分干部回访教育及重新使用情况表"
    words = counted(maker, (*oversight.visits(maker.ground), *oversight.sanctions(maker.ground)))
    r = Revisit
    found = [
        one
        for one in live(session, r, maker.ground.day_in_year(r.visited_on), r.visited_on, r.id)
        if maker.ground.place(one.cadre_id, None) is not None
    ]
    who = PeopleLines(maker, (one.cadre_id for one in found))
    lines = _at(
        (
            who.name(one.cadre_id),
            who.unit(one.cadre_id),
            told(maker, one.sanction.name.label if one.sanction else ""),
            day(one.visited_on),
            one.way.label,
            told(maker, one.conduct),
            told(maker, one.grade.label if one.grade else ""),
            told(maker, one.proposal.label if one.proposal else ""),
            day(one.reused_on),
            maker.mask.text(one.post.title) if one.post else "",
        )
        for one in found
    )
    columns = heads(
        ("姓名", 10), ("单位", 20), ("原处分处理", 16), ("回访日期", 12), ("方式", 10), ("现实表现", 34), ("评价", 8),
        ("建议", 12), ("重新使用", 12), ("重新使用职务", 20),
    )  # fmt: skip
    notes = [words, "重新使用按重新使用日期统计，可能是往年回访的。"]
    sheets = [maker.table("回访和重新使用", title, columns, lines, notes=notes), _running(maker), _due(maker)]
    return maker.book("revisits", title, sheets)


def _running(maker: Maker) -> ReportSheet:
    """List the sanctions in influence with the day they end and the rule."""
    found = influences(maker.ground)
    filed = {one.id: one for one in live(maker.session, Sanction, Sanction.cadre_id.in_(found))}
    who = PeopleLines(maker, found)
    periods = [
        (cadre_id, period)
        for cadre_id, one in found.items()
        if maker.ground.place(cadre_id, None) is not None
        for period in one.standing.value.in_force
        if period.value.measure.id in filed
    ]
    periods.sort(key=lambda one: (one[1].value.last_day, one[0]))
    lines = _at(
        (
            who.name(cadre_id),
            who.unit(cadre_id),
            told(maker, filed[period.value.measure.id].name.label),
            day(period.value.measure.decided_on),
            period.value.months,
            day(period.value.last_day),
            period.source,
        )
        for cadre_id, period in periods
    )
    columns = heads(
        ("姓名", 10), ("单位", 20), ("种类", 16), ("决定或批准", 12), ("影响期（月）", 12), ("截止（含当日）", 14),
        ("依据", 44),
    )  # fmt: skip
    notes = ["按决定时有效的规定推算，期满自截止次日起；期满的仍保留在档。", CLEARED]
    return maker.table("影响期内", "受处分处理在影响期内名单", columns, lines, notes=notes)


def _due(maker: Maker) -> ReportSheet:
    found = revisits_due(maker.ground)
    who = PeopleLines(maker, (one.cadre_id for one in found))
    lines = _at(
        (who.name(one.cadre_id), who.unit(one.cadre_id), who.post(one.cadre_id), *(day(d) for d in one.window.value))
        for one in found
    )
    columns = heads(("姓名", 10), ("单位", 22), ("职务", 26), ("可回访自", 12), ("影响期截止", 12))
    notes = ["回访在处分生效后、影响期满前进行，两人以上。"]
    return maker.table("应回访未回访", "应回访未回访名单", columns, lines, notes=notes)


def collect_reviews(session: Session, options: ReportOptions) -> ReportBook:
    """Count the reviews by unit and grade, and list the talks that followed."""
    maker = Maker(session, options)
    title = f"{options.year}年作风评议与约谈情况表"
    words = counted(maker, oversight.reviews(maker.ground))
    first = table_sheet(maker, "评议情况", title, "单位", oversight.reviews_by_unit(maker.ground), [words])
    ids = [one.id for one in oversight.reviews_held(maker.ground)]
    found = live(session, StyleReview, StyleReview.id.in_(ids), StyleReview.reviewed_on, StyleReview.id)
    who = PeopleLines(maker, (one.head_id for one in found if one.head_id))
    lines = _at(
        (
            unit_name(maker, s.unit_id),
            s.activity.label,
            s.subject or "",
            day(s.reviewed_on),
            s.grade.label,
            told(maker, s.problems),
            who.name(s.head_id) if s.head_id else "",
            day(s.talked_on),
            told(maker, s.correction),
            inside(maker, s.reply),
        )
        for s in found
    )
    columns = heads(
        ("单位", 20), ("评议活动", 12), ("项目", 14), ("日期", 12), ("等次", 10), ("指出的问题", 28), ("约谈对象", 10),
        ("约谈日期", 12), ("整改情况", 28), ("单位说明", 24),
    )  # fmt: skip
    second = maker.table("评议和约谈", title, columns, lines, notes=[f"共{len(lines)}次评议。"])
    return maker.book("style_reviews", title, [first, second])


def collect_supervision(session: Session, options: ReportOptions) -> ReportBook:
    """List the year's matters of supervision; where they came from is no person."""
    maker = Maker(session, options)
    title = f"{options.year}年监督台账"
    figures = list(oversight.supervision(maker.ground))
    words = counted(maker, figures)
    i = SupervisionItem
    found = live(session, i, i.id.in_(figures[0].ids), i.found_on, i.id)
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = _at(
        (
            maker.mask.text(one.matter),
            one.source.label,
            day(one.found_on),
            unit_name(maker, one.unit_id),
            who.name(one.cadre_id) if one.cadre_id else "",
            told(maker, one.problem),
            told(maker, one.risk),
            day(one.due_on),
            one.state.label,
            told(maker, one.handling),
            inside(maker, one.reply),
        )
        for one in found
    )
    columns = heads(
        ("事项", 26), ("来源", 16), ("日期", 12), ("责任单位", 18), ("涉及干部", 10), ("问题", 28), ("风险提示", 22),
        ("时限", 12), ("状态", 8), ("处置情况", 28), ("本人或单位说明", 22),
    )  # fmt: skip
    return maker.book("supervision", title, [maker.table("监督台账", title, columns, lines, notes=[words, _INSIDE])])


def collect_deviations(session: Session, options: ReportOptions) -> ReportBook:
    """List the deviations found in the year and how they are put right."""
    maker = Maker(session, options)
    title = f"{options.year}年政绩观偏差问题整改情况表"
    figures = list(oversight.deviations(maker.ground))
    words = counted(maker, figures)
    d = DeviationProblem
    found = live(session, d, d.id.in_(figures[0].ids), d.found_on, d.id)
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = _at(
        (
            maker.mask.text(one.project),
            one.kind.label,
            one.found_by.label,
            day(one.found_on),
            unit_name(maker, one.unit_id),
            who.name_inside(one.cadre_id) if one.cadre_id else "",
            told(maker, one.problem),
            told(maker, one.measures),
            day(one.due_on),
            one.state.label,
            day(one.resumed_on),
            day(one.closed_on),
            inside(maker, one.reply),
        )
        for one in found
    )
    columns = heads(
        ("项目或事项", 24), ("偏差类型", 16), ("发现来源", 11), ("发现", 12), ("责任单位", 18), ("责任人", 10),
        ("问题表现", 26), ("整改措施", 26), ("时限", 12), ("状态", 8), ("复工复产", 12), ("销号", 12),
        ("责任人说明", 22),
    )  # fmt: skip
    sheet = maker.table("整改情况", title, columns, lines, notes=[words, _INSIDE])
    return maker.book("deviations", title, [sheet])


def collect_unit_lists(session: Session, options: ReportOptions) -> ReportBook:
    """Show units against lists: the day each was built."""
    maker = Maker(session, options)
    title = "单位清单建立情况表"
    words = counted(maker, oversight.unit_lists(maker.ground))
    c = UnitChecklist
    built: dict[tuple[str, UnitListKind], Any] = {}
    for one in live(session, c, c.built.is_(True) & (c.built_on <= options.as_of), c.built_on.desc()):
        if in_view(maker.ground, None, one.unit_id):
            built[one.unit_id, one.kind] = one.built_on
    ids, names = maker.ground.unit_rows(unit_id for unit_id, _ in built)
    lines = _at(
        (name, *(day(built.get((i, kind))) for kind in UnitListKind)) for i, name in zip(ids, names, strict=True)
    )
    columns = [NUMBER, Column("单位", 28, "left"), *(Column(kind.label, 18) for kind in UnitListKind)]
    total = (
        ("合计", None, *(f"{sum(1 for _, kind in built if kind is one)}家" for one in UnitListKind)) if lines else None
    )
    notes = [words, "格内为建立日期，空格为未建立；只列建立了一种以上清单的单位。"]
    return maker.book("unit_lists", title, [maker.table("清单建立", title, columns, lines, total=total, notes=notes)])


REMINDERS = Report("reminders", "提醒函询诫勉统计表", ASKED, collect_reminders)
VISITS = Report("revisits", "受处分干部回访教育及重新使用情况表", ASKED, collect_visits)
REVIEWS = Report("style_reviews", "作风评议与约谈情况表", ASKED, collect_reviews)
SUPERVISION = Report("supervision", "监督台账", ASKED, collect_supervision)
DEVIATIONS = Report("deviations", "政绩观偏差问题整改情况表", ASKED, collect_deviations)
UNIT_LISTS = Report("unit_lists", "单位清单建立情况表", ("as_of", "unit_id", "level"), collect_unit_lists)
