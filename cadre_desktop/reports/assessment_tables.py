"""考核管理 as tables: indicators and their cut, the quarters with the year's comment, the links of units' results."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import indicators, quotas, regular, unit_results
from cadre_desktop.figures.assessment_facts import subjects, year_results
from cadre_desktop.figures.ground import NO_UNIT, NO_UNIT_LABEL, Ground
from cadre_desktop.figures.regular import Quarter
from cadre_desktop.figures.unit_results import ResultLine, UseLine
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.indicator import Indicator, Share
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import UseKind
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.people_lines import told, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.rules.percent import NOTHING, Rate, cut_text
from cadre_desktop.rules.quota_ratio import QUOTA_POOL_LABELS, in_digits
from cadre_desktop.rules.quota_seats import seat_board

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "level")
_UNIT_KINDS = {kind.value: kind.label for kind in UnitKind}


# ---- indicators


def collect_indicators(session: Session, options: ReportOptions) -> ReportBook:
    """Set the year's indicators against those of the base year, class by class, and name what was stopped and why."""
    maker = Maker(session, options)
    figures = {one.key: maker.print_figure(one) for one in indicators.counts(maker.ground)}
    title = f"{options.year}年考核指标精简情况表"
    columns = [
        NUMBER, Column("指标体系", 28, "left"), Column("适用单位", 16), Column("共性指标", 9, group="本年在用项数"),
        Column("个性指标", 9, group="本年在用项数"), Column("合计", 8, group="本年在用项数"),
        Column("本年停用\n项数", 9), Column("对照年度", 9), Column("对照年度\n项数", 9), Column("降幅", 9),
    ]  # fmt: skip
    shares = _shares(maker.ground)
    rows = []
    for at, line in enumerate(indicators.sets(maker.ground), 1):
        common = sum(shares.get(i) is Share.COMMON for i in line.in_use)
        now = len(line.in_use)
        cut = NOTHING if line.base_count is None else cut_text(line.base_count, now)
        base = (str(line.base_year or ""), line.base_count, cut)
        rows.append((at, line.name, line.unit_class.label, common, now - common, now, len(line.stopped), *base))
    notes = [
        f"全部指标{figures['indicators'].text}，降幅{figures['indicator_cut'].in_full}。",
        "降幅＝（对照年度项数−本年项数）÷对照年度项数；没有对照年度的不计算降幅，也不计入合计的降幅。",
        ROUNDED,
    ]
    total = _indicator_total(rows)
    first = maker.table("精简情况", title, columns, rows, total=total, notes=notes)
    return maker.book("indicator_cut", title, [first, _stopped(maker)])


def _indicator_total(rows: Sequence[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    if not rows:
        return None
    sums = [sum(row[at] for row in rows) for at in range(3, 7)]
    told_of = [row for row in rows if row[8] is not None]
    base = sum(row[8] for row in told_of)
    cut = cut_text(base, sum(row[5] for row in told_of)) if told_of else NOTHING
    return ("合计", None, None, *sums, None, base if told_of else None, cut)


def _stopped(maker: Maker) -> ReportSheet:
    names = {line.id: line.name for line in indicators.sets(maker.ground)}
    n = Indicator
    query = sa.select(n.indicator_set_id, n.number, n.name, n.stop_reason, n.stop_words).where(
        n.deleted_at.is_(None), n.in_use.is_(False), n.indicator_set_id.in_(names)
    )
    order = list(names)
    found = sorted(maker.ground.rows(query), key=lambda row: (order.index(row.indicator_set_id), row.number))
    rows = [
        (at, names[row.indicator_set_id], row.name, row.stop_reason.label if row.stop_reason else "", row.stop_words)
        for at, row in enumerate(found, 1)
    ]
    columns = [
        NUMBER, Column("指标体系", 28, "left"), Column("停用的指标", 34, "left"), Column("停用原因", 13),
        Column("说明", 34, "left"),
    ]  # fmt: skip
    title = f"{maker.options.year}年停用考核指标明细表"
    return maker.table("停用指标", title, columns, rows, notes=[f"共停用{len(rows)}项。"])


def _shares(ground: Ground) -> dict[str, Share]:
    query = sa.select(Indicator.id, Indicator.share).where(Indicator.deleted_at.is_(None))
    return {row.id: row.share for row in ground.rows(query)}


# ---- the quarters


def collect_regular(session: Session, options: ReportOptions) -> ReportBook:
    """Sum the quarters up by unit and pool with the seats of 好, and set them side by side for the year's comment."""
    maker = Maker(session, options)
    for figure in regular.counts(maker.ground):
        maker.print_figure(figure)
    title = f"{options.year}年平时考核汇总表"
    public = options.level is ExportLevel.MASKED  # nobody is judged in public
    sheets = [_quarters(maker, title), *([] if public else [_comments(maker)])]
    return maker.book("regular_summary", title, sheets)


def _quarters(maker: Maker, title: str) -> ReportSheet:
    ground = maker.ground
    grades = {(one.period, one.cadre_id): one.grade for one in regular.results(ground)}
    rows: list[tuple[Any, ...]] = []
    for period in Period:
        inputs = quotas.regular_ground(ground, period).inputs
        for row in seat_board(inputs, ground.book).rows:
            taking = quotas.base_people(inputs, row)
            counts = [sum(grades.get((period, whose)) is grade for whose in taking) for grade in FourGrade]
            seats = (f"{in_digits(row.percent)}%", row.seats, row.over)
            share = Rate(counts[0], len(taking)).text()
            head = (len(rows) + 1, period.label, row.label.partition("·")[0], QUOTA_POOL_LABELS[row.pool])
            rows.append((*head, len(taking), *counts, len(taking) - sum(counts), share, *seats))
    columns = [
        NUMBER, Column("考核周期", 10), Column("单位", 18, "left"), Column("人员分组", 16), Column("参加人数", 9),
        *(Column(grade.label, 7, group="等次") for grade in FourGrade), Column("未定等次", 9, group="等次"),
        Column("“好”占比", 9), Column("限比", 7), Column("限额", 7), Column("超", 6),
    ]  # fmt: skip
    sums = [sum(row[at] for row in rows) for at in range(4, 10)]
    whole = Rate(sums[1], sums[0]).text()
    over = [sum(row[at] for row in rows) for at in (12, 13)]
    total = ("合计", None, None, None, *sums, whole, None, *over) if rows else None
    notes = [
        "“好”的限额＝参加平时考核人数×限比，只舍不入；不参加的不计入参加人数，参加而未定等次的计入。",
        "机关（含参公）、事业单位、领导班子和县管干部分别计算；企业和村（社区）人员不列。",
        ROUNDED,
    ]
    return maker.table("平时考核汇总", title, columns, rows, total=total, notes=notes)


def _comments(maker: Maker) -> ReportSheet:
    ground, mask = maker.ground, maker.mask
    quarters, people = regular.by_person(ground), subjects(ground)
    good, results = set(regular.good_for_the_year(ground)), year_results(ground)
    used = [period for period in Period if any(q.period is period for mine in quarters.values() for q in mine)]
    periods = used or list(Period)[:4]
    order = [*ground.units, NO_UNIT]
    listed = [(people[whose], mine) for whose, mine in quarters.items() if whose in people]
    listed.sort(key=lambda pair: (order.index(pair[0].unit_id or NO_UNIT), pair[0].name))
    rows = []
    for at, (one, mine) in enumerate(listed, 1):
        by_period = {quarter.period: quarter for quarter in mine}
        words = [_grade_words(by_period.get(period)) for period in periods]
        n_good = sum(quarter.grade is FourGrade.GOOD for quarter in mine)
        result = results.get(one.id)
        final = result.grade.label if result is not None and result.grade is not None else ""
        unit = unit_name(maker, one.unit_id) or NO_UNIT_LABEL
        head = (at, mask.name(one.name), unit, mask.text(one.post_title))
        rows.append((*head, *words, n_good, "符合" if one.id in good else "不符合", final))
    columns = [
        NUMBER, Column("姓名", 9), Column("单位", 18, "left"), Column("职务", 22, "left"),
        *(Column(period.label, 9, group="平时考核等次") for period in periods), Column("“好”次数", 9),
        Column("平时考核\n评优条件", 11), Column("年度考核\n结果", 11),
    ]  # fmt: skip
    title = f"{maker.options.year}年度评议表（平时考核与年度考核衔接）"
    notes = [
        "评优条件：已审定的平时考核“好”达到规定比例，且没有“一般”“较差”；比例和限制等次见规则设置。",
        "年度考核结果为已登记的等次（档次），未登记的空着，供评议时填写。",
    ]
    return maker.table("年度评议", title, columns, rows, notes=notes)


def _grade_words(quarter: Quarter | None) -> str:
    if quarter is None:
        return ""
    if not quarter.taking_part:
        return "不参加"
    return quarter.grade.label if quarter.grade else "未定等次"


# ---- the four links


def collect_uses(session: Session, options: ReportOptions) -> ReportBook:
    """Set what each unit's result was linked to side by side, and sum the links up by kind."""
    maker = Maker(session, options)
    for compute in (unit_results.counts, unit_results.uses):
        for figure in compute(maker.ground):
            maker.print_figure(figure)
    title = f"{options.year}年绩效考核结果运用（四挂钩）情况表"
    return maker.book("result_uses", title, [_uses(maker, title), _by_kind(maker)])


def _uses(maker: Maker, title: str) -> ReportSheet:
    lacking = unit_results.gaps(maker.ground)
    columns = [
        NUMBER, Column("单位", 18, "left"), Column("类别", 13), Column("绩效等次", 9), Column("班子等次", 9),
        *(Column(kind.label, 21, "left") for kind in UseKind), Column("填写情况", 20, "left"),
    ]  # fmt: skip
    rows = []
    for at, line in enumerate(unit_results.results(maker.ground), 1):
        by_kind = {use.kind: use for use in line.uses}
        due = maker.ground.book.texts("unit_results.links", on=_year_end(maker), applies_to=line.unit_kind)
        told_of = [_use_words(maker, by_kind.get(kind), due=kind.value in due) for kind in UseKind]
        state = "；".join(lacking.get(line.id, ())) or "完整"
        rows.append((at, *_unit_words(line), *told_of, state))
    notes = [
        "乡镇（街道）挂钩四项，其他单位挂钩三项（不含乡镇奖励性公用经费），按规则设置执行。",
        "“填写情况”列出还缺的内容；已挂钩的应写明内容和金额或人员，未挂钩的应写明原因。",
    ]
    return maker.table("结果运用", title, columns, rows, notes=notes)


def _unit_words(line: ResultLine) -> tuple[str, ...]:
    team = line.team_grade.label if line.team_grade else ""
    return line.unit_name, _UNIT_KINDS.get(line.unit_kind, ""), line.grade.label, team


def _use_words(maker: Maker, use: UseLine | None, *, due: bool) -> str:
    if use is None:
        return "未填写" if due else "不适用"
    if not use.linked:
        return f"未挂钩：{use.reason}" if use.reason else "未挂钩"
    parts = [use.content]
    parts += [f"{use.amount:,.0f}元"] if use.amount is not None else []
    parts += [f"{use.n_people}人"] if use.n_people else []
    parts += [told(maker, use.people)] if use.people else []
    return "；".join(part for part in parts if part)


def _year_end(maker: Maker) -> date:
    """Return the day whose texts hold for the year."""
    return date(maker.options.year, 12, 31)


def _by_kind(maker: Maker) -> ReportSheet:
    figures = {figure.key: figure for figure in unit_results.uses(maker.ground)}
    rows = [
        (at, kind.label, *(figures[f"use_{kind.value}_{what}"].value for what in ("units", "people", "amount")))
        for at, kind in enumerate(UseKind, 1)
    ]
    columns = [
        NUMBER, Column("挂钩事项", 38, "left"), Column("挂钩单位（家）", 16), Column("涉及人次", 16),
        Column("金额（元）", 18, number_format="#,##0"),
    ]  # fmt: skip
    notes = [
        "单位按家计，同一单位同一事项只计1家；人次、金额为各单位填写数之和。",
        f"绩效优秀单位主要负责人记个人三等功{len(unit_results.heads_with_merit(maker.ground))}人。",
    ]
    title = f"{maker.options.year}年四挂钩分项汇总表"
    return maker.table("分项汇总", title, columns, rows, notes=notes)


INDICATORS = Report("indicator_cut", "考核指标精简情况", _ASKED, collect_indicators)
REGULAR = Report("regular_summary", "平时考核汇总和年度评议", _ASKED, collect_regular)
USES = Report("result_uses", "四挂钩运用情况", _ASKED, collect_uses)
