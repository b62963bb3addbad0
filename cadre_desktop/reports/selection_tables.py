"""选拔任用: promotions in rank, appointments, stepping down, rotation, contests and recruits as tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import appointments, pools, rotation_due, stepping_down
from cadre_desktop.formats.report_sheet import Column, ReportBook
from cadre_desktop.records.adjustment import Adjustment
from cadre_desktop.records.contest import ENTRY as CONTEST_ENTRY
from cadre_desktop.records.contest import SIX, Contest, ContestEntry, ContestState
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.post import Post
from cadre_desktop.records.recruit import Recruit
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.people_lines import (
    DISTINCT,
    PeopleLines,
    day,
    inside,
    table_rows,
    table_total,
    told,
    unit_name,
)
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.reports.stored import live
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.rotation import Delay

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "level")
_CLOCK = {ClockState.SOON: "即将到期", ClockState.DUE: "到期", ClockState.OVERDUE: "已逾期"}


def collect_ranks(session: Session, options: ReportOptions) -> ReportBook:
    """Count the ranks given by the positive list, and list them; 人 and 人次, 职级 and 职员等级 kept apart."""
    maker = Maker(session, options)
    title = f"{options.year}年职级晋升情况表"
    table = maker.print_table(appointments.by_ground(maker.ground))
    figures = {one.key: maker.print_figure(one) for one in appointments.ranks(maker.ground)}
    columns = [NUMBER, Column("晋升依据", 40, "left"), *(Column(name, 18) for name in table.columns)]
    notes = [
        f"公务员职级晋升{figures['civil_ranks_people'].text}、{figures['civil_ranks_times'].text}，事业管理岗职员等级晋升"
        f"{figures['staff_grades_people'].text}、{figures['staff_grades_times'].text}；人数同一人多次只计1人，人次按批准次数。",
        "两类晋升分别统计，不互相折算。",
        table.definition,
    ]
    total = table_total(table)
    first = maker.table("按依据", title, columns, table_rows(table), total=total, notes=notes)
    rows = appointments.given_ranks(maker.ground)
    who = PeopleLines(maker, (row.cadre_id for row in rows))
    lines = [
        (
            at,
            who.name(row.cadre_id),
            who.unit(row.cadre_id),
            who.post(row.cadre_id),
            row.name.label,
            day(row.approved_on),
            row.document or "",
            f"第{row.number}项 {row.item}" if row.ground_item_id else told(maker, row.ground),
        )
        for at, row in enumerate(rows, 1)
    ]
    heads = _heads(
        ("姓名", 10), ("单位", 20), ("职务", 24), ("晋升为", 16), ("批准时间", 11), ("文号", 20), ("依据", 30)
    )
    second = maker.table("晋升名单", f"{options.year}年职级晋升名单", heads, lines, notes=[f"共{len(lines)}人次。"])
    return maker.book("rank_promotions", title, [first, second])


def collect_appointments(session: Session, options: ReportOptions) -> ReportBook:
    """Count the appointments by unit and kind, and list them."""
    maker = Maker(session, options)
    title = f"{options.year}年干部选任情况表"
    table = maker.print_table(appointments.by_unit(maker.ground))
    for figure in appointments.appointments(maker.ground):
        maker.print_figure(figure)
    columns = [NUMBER, Column("单位", 22, "left"), *(Column(name, 14) for name in table.columns)]
    notes = [
        table.definition,
        "新提拔是职务层次提高，进一步使用是同一层次担任更重要的职务，提拔重用为两者之和（同一人只计1人）。",
        DISTINCT,
    ]
    first = maker.table("选任情况", title, columns, table_rows(table), total=table_total(table), notes=notes)
    p = Post
    kinds = (*appointments.PROMOTED, *appointments.OTHERS)
    query = (
        sa.select(p.cadre_id, p.unit_id, p.title, p.appointment_kind, p.appointed_on, p.appointment_document)
        .where(p.deleted_at.is_(None), p.appointment_kind.in_(kinds), maker.ground.in_year(p.appointed_on))
        .order_by(p.appointed_on, p.id)
    )
    rows = [r for r in maker.ground.rows(query) if maker.ground.place(r.cadre_id, r.unit_id) is not None]
    who = PeopleLines(maker, (row.cadre_id for row in rows))
    lines = [
        (
            at,
            who.name(row.cadre_id),
            unit_name(maker, row.unit_id),
            row.title,
            row.appointment_kind.label,
            day(row.appointed_on),
            row.appointment_document or "",
        )
        for at, row in enumerate(rows, 1)
    ]
    heads = _heads(("姓名", 10), ("任职单位", 22), ("职务", 26), ("选用类型", 14), ("任职时间", 11), ("文号", 22))
    second = maker.table("选任名单", f"{options.year}年干部选任名单", heads, lines, notes=[f"共{len(lines)}人次。"])
    return maker.book("appointments", title, [first, second])


def collect_adjustments(session: Session, options: ReportOptions) -> ReportBook:
    """Count who was moved down by situation and way, and list the decisions."""
    maker = Maker(session, options)
    title = f"{options.year}年推进领导干部能上能下情况表"
    table = maker.print_table(stepping_down.by_situation(maker.ground))
    for figure in stepping_down.adjustments(maker.ground):
        maker.print_figure(figure)
    columns = [NUMBER, Column("情形", 36, "left"), *(Column(name, 12) for name in table.columns)]
    notes = [table.definition, DISTINCT]
    first = maker.table("按情形", title, columns, table_rows(table), total=table_total(table), notes=notes)
    found = {one.id: one for one in stepping_down.adjusted(maker.ground)}
    records = live(session, Adjustment, Adjustment.id.in_(found)) if found else []
    records.sort(key=lambda one: (one.decided_on, one.id))
    who = PeopleLines(maker, (one.cadre_id for one in records))
    lines = [_adjustment_line(maker, who, at, one) for at, one in enumerate(records, 1)]
    heads = _heads(
        ("姓名", 10),
        ("原单位及职务", 26),
        ("情形", 30),
        ("事实依据", 34),
        ("调整方式", 13),
        ("决定日期", 12),
        ("去向", 24),
        ("本人意见", 24),
    )
    second = maker.table("调整名单", f"{options.year}年能上能下调整名单", heads, lines, notes=[f"共{len(lines)}人次。"])
    return maker.book("adjustments", title, [first, second])


def _adjustment_line(maker: Maker, who: PeopleLines, at: int, one: Adjustment) -> tuple[Any, ...]:
    return (
        at,
        who.name(one.cadre_id),
        f"{unit_name(maker, one.unit_id)}{one.old_post or ''}",
        told(maker, "；".join(str(situation) for situation in one.situations)),
        told(maker, one.facts),
        one.way.label if one.way else "",
        day(one.decided_on),
        f"{unit_name(maker, one.destination_id)}{one.new_post or ''}",
        inside(maker, one.statement),
    )


def collect_rotation(session: Session, options: ReportOptions) -> ReportBook:
    """List who is due to move, since when, by which rule, and who stays for now and why."""
    maker = Maker(session, options)
    title = "干部交流到期名单"
    figures = {one.key: maker.print_figure(one) for one in rotation_due.rotations(maker.ground)}
    found = rotation_due.standings(maker.ground)
    who = PeopleLines(maker, ())
    lines = []
    for at, one in enumerate(found, 1):
        clock, delay = one.clock, one.clock.delay
        lines.append(
            (
                at,
                who.name(one.person.id),
                who.unit(one.person.id),
                who.post(one.person.id),
                one.found.rule,
                str(clock.service.since),
                clock.service.words,
                str(clock.clock.due_on),
                "已暂缓" if delay else _CLOCK[clock.clock.state],
                told(maker, _delay_words(delay)),
            )
        )
    heads = _heads(
        ("姓名", 10), ("单位", 20), ("职务", 24), ("适用规则", 26), ("任现职起", 11), ("连续任职", 11),
        ("到期时间", 11), ("状态", 10), ("暂缓理由", 28),
    )  # fmt: skip
    counts = "，".join(
        f"{label}{figures[key].text}"
        for key, label in (("rotation_due", "应交流"), ("rotation_delayed", "暂缓"), ("rotation_soon", "即将到期"))
    )
    notes = [
        f"{counts}；本年已交流{figures['rotated_people'].text}。",
        "连续任职从任现职时间起算；机构更名等标明连续计算的不重新起算，挂职外出后按规则设置重新起算。",
    ]
    sheet = maker.table("交流到期名单", title, heads, lines, notes=notes)
    return maker.book("rotation_due", title, [sheet])


def _delay_words(delay: Delay | None) -> str:
    if delay is None:
        return ""
    return f"{delay.reason}（至{delay.until}）" if delay.until else delay.reason


def collect_contests(session: Session, options: ReportOptions) -> ReportBook:
    """Print each finished contest of the year with its entrants, scores and results."""
    maker = Maker(session, options)
    title = f"{options.year}年公开比选结果表"
    for figure in pools.contests(maker.ground):
        maker.print_figure(figure)
    shows = options.level is not ExportLevel.MASKED
    e = ContestEntry
    held = (Contest.state == ContestState.DONE, maker.ground.day_in_year(Contest.held_on), Contest.deleted_at.is_(None))
    query = (
        sa.select(Contest.name, Contest.post_name, Contest.seats, Contest.held_on, e.cadre_id, e.total, e.result)
        .add_columns(*(getattr(e, name) for name in SIX))
        .join(Contest, Contest.id == e.contest_id)
        .where(e.deleted_at.is_(None), *held)
        .order_by(Contest.held_on, Contest.id, e.total.desc(), e.id)
    )
    rows = [row for row in maker.ground.rows(query) if maker.ground.place(row.cadre_id, None) is not None]
    who = PeopleLines(maker, (row.cadre_id for row in rows))
    lines = [
        (
            at,
            row.name,
            row.post_name,
            row.seats,
            day(row.held_on),
            who.name(row.cadre_id),
            who.unit(row.cadre_id),
            *(getattr(row, name) if shows else None for name in SIX),
            row.total if shows else None,
            row.result.label if row.result else "",
        )
        for at, row in enumerate(rows, 1)
    ]
    heads = [
        NUMBER, Column("比选名称", 24, "left"), Column("岗位", 12), Column("职数", 6), Column("比选日期", 11),
        Column("姓名", 9), Column("单位", 16, "left"),
        *(Column(CONTEST_ENTRY.field(name).label, 8, group="六比六看") for name in SIX),
        Column("总分", 8), Column("结果", 8),
    ]  # fmt: skip
    notes = ["按比选日期、总分从高到低排列；六比六看各项得分和总分不对外公开。"]
    return maker.book("contest_results", title, [maker.table("比选结果", title, heads, lines, notes=notes)])


def collect_recruits(session: Session, options: ReportOptions) -> ReportBook:
    """List who came in the year by degree, and the platforms there are."""
    maker = Maker(session, options)
    title = f"{options.year}年人才引进情况表"
    figures = {one.key: maker.print_figure(one) for one in pools.recruits(maker.ground)}
    ids = (*figures["recruits"].ids, *figures["platforms"].ids)
    rows = live(session, Recruit, Recruit.id.in_(ids)) if ids else []
    order = {key: at for at, key in enumerate(ids)}
    lines = [
        (
            at,
            one.kind.label,
            maker.mask.names(one.name) if one.degree else one.name,
            one.degree.label if one.degree else (one.platform_level.label if one.platform_level else ""),
            unit_name(maker, one.unit_id),
            day(one.came_on),
            one.speciality or "",
            one.channel or "",
        )
        for at, one in enumerate(sorted(rows, key=lambda one: order[one.id]), 1)
    ]
    heads = _heads(
        ("类别", 10),
        ("姓名或平台名称", 24),
        ("学历层次或平台级别", 14),
        ("单位", 22),
        ("引进或设立时间", 14),
        ("专业", 18),
        ("引进方式", 18),
    )
    notes = [
        f"本年引进{figures['recruits'].text}，其中博士{figures['recruits_doctor'].text}、硕士{figures['recruits_master'].text}；"
        f"现有科研平台{figures['platforms'].text}，其中省级以上{figures['platforms_province_up'].text}。"
    ]
    return maker.book("recruits", title, [maker.table("人才引进", title, heads, lines, notes=notes)])


def _heads(*columns: tuple[str, float]) -> list[Column]:
    """Make the columns of a list: wide ones stand to the left."""
    return [NUMBER, *(Column(title, width, "left" if width > 16 else "center") for title, width in columns)]


RANKS = Report("rank_promotions", "职级晋升情况", _ASKED, collect_ranks)
APPOINTMENTS = Report("appointments", "选任情况", _ASKED, collect_appointments)
ADJUSTMENTS = Report("adjustments", "能上能下情况", _ASKED, collect_adjustments)
ROTATION = Report("rotation_due", "交流到期名单", _ASKED, collect_rotation)
CONTESTS = Report("contest_results", "公开比选结果", _ASKED, collect_contests)
RECRUITS = Report("recruits", "人才引进", _ASKED, collect_recruits)
