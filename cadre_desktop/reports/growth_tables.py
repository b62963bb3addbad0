"""培养锻炼: placements, mentoring, pools, classes, study and the young officials' indicators as tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import learning, mentoring, placements, pools, structure, young_officials
from cadre_desktop.figures.figure import share_of
from cadre_desktop.formats.report_sheet import Column, ReportBook
from cadre_desktop.records.placement import Placement, PlacementKind
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.people_lines import PeopleLines, day, table_rows, table_total, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "level")
_NAMED = 12


def collect_placements(session: Session, options: ReportOptions) -> ReportBook:
    """Print batches, people and receiving units by kind and batch, and the list of who went where."""
    maker = Maker(session, options)
    title = f"{options.year}年墩苗跟班情况表"
    figures = {one.key: maker.print_figure(one) for one in placements.placements(maker.ground)}
    found = placements.placed(maker.ground)
    kinds = [kind for kind in PlacementKind if any(row.kind is kind for row in found)]
    rows: list[tuple[Any, ...]] = []
    for kind in kinds:
        key = f"placement_{kind.value}"
        numbers = tuple(figures[f"{key}_{what}"].value for what in ("batches", "people", "times", "units"))
        rows.append((len(rows) + 1, kind.label, *numbers))
    heads = [
        NUMBER,
        Column("类型", 16, "left"),
        *(Column(name, 14) for name in ("批次", "人数", "人次", "接收单位（个）")),
    ]
    everything = tuple(str(figures[f"placement_all_{what}"].value) for what in ("batches", "people", "times", "units"))
    notes = [
        f"“{kind.label}”{figures[f'placement_{kind.value}_batches'].text}{figures[f'placement_{kind.value}_people'].text}，"
        f"到{figures[f'placement_{kind.value}_units'].value}个单位。"
        for kind in kinds
    ]
    notes.append("批次、人数、接收单位各自去重，合计不等于各行之和；人次为每去一次计1人次。")
    total = ("合计", None, *everything) if rows else None
    first = maker.table("按类型", title, heads, rows, total=total, notes=notes)
    p = Placement
    ids = [row.id for row in found]
    query = (
        sa.select(p.cadre_id, p.kind, p.batch, p.from_unit_id, p.to_unit_id, p.position, p.started_on)
        .add_columns(p.planned_end_on, p.ended_on, p.state)
        .where(p.id.in_(ids))
        .order_by(p.kind, p.batch, p.started_on, p.id)
    )
    listed = maker.ground.rows(query) if ids else []
    who = PeopleLines(maker, (row.cadre_id for row in listed))
    lines = [
        (
            at,
            who.name(row.cadre_id),
            row.kind.label,
            row.batch or "",
            unit_name(maker, row.from_unit_id),
            unit_name(maker, row.to_unit_id),
            row.position or "",
            f"{day(row.started_on)}—{day(row.ended_on or row.planned_end_on)}",
            row.state.label,
        )
        for at, row in enumerate(listed, 1)
    ]
    heads = _heads(
        ("姓名", 10),
        ("类型", 12),
        ("批次", 14),
        ("派出单位", 20),
        ("接收单位", 20),
        ("岗位", 20),
        ("起止", 23),
        ("状态", 10),
    )
    second = maker.table("人员名单", f"{options.year}年墩苗跟班人员名单", heads, lines, notes=[f"共{len(lines)}人次。"])
    return maker.book("placements", title, [first, second])


def collect_mentoring(session: Session, options: ReportOptions) -> ReportBook:
    """Print the coverage by unit, with who lacks how many."""
    maker = Maker(session, options)
    title = "结对帮带覆盖情况表"
    table = maker.print_table(mentoring.by_unit(maker.ground))
    figures = {one.key: maker.print_figure(one) for one in mentoring.mentoring(maker.ground)}
    rows = [(*row, share_of(row[3], row[2])) for row in table_rows(table)]
    total = table_total(table)
    if total is not None:
        total = (*total, share_of(table.totals[1].value, table.totals[0].value))
    heads = [
        NUMBER,
        Column("单位", 22, "left"),
        *(Column(f"{name}\n人数", 10) for name in table.columns),
        Column("覆盖率", 10),
    ]
    notes = [
        f"应结对：{table.population}。",
        f"在期结对{figures['mentoring_pairs'].text}，年轻干部{figures['mentees'].text}。",
        ROUNDED,
    ]
    first = maker.table("结对覆盖", title, heads, rows, total=total, notes=notes)
    who = PeopleLines(maker, ())
    short = [one.value for one in mentoring.standings(maker.ground) if one.value.short]
    mentees = PeopleLines(maker, (mentee for one in short for mentee in one.mentees))
    lines = [
        (
            at,
            who.name(one.mentor.person),
            who.unit(one.mentor.person),
            who.post(one.mentor.person),
            len(one.mentees),
            one.short,
            "、".join(mentees.name(mentee) for mentee in one.mentees[:_NAMED]),
        )
        for at, one in enumerate(short, 1)
    ]
    heads = _heads(("姓名", 10), ("单位", 22), ("职务", 26), ("现结对", 8), ("还差", 8), ("结对的年轻干部", 24))
    second = maker.table("结对不足名单", "结对不足名单", heads, lines, notes=[f"共{len(lines)}人。"])
    return maker.book("mentoring", title, [first, second])


def collect_pools(session: Session, options: ReportOptions) -> ReportBook:
    """Print the pools with their numbers, and who is in them."""
    maker = Maker(session, options)
    title = "人才库情况表"
    table = maker.print_table(pools.by_pool(maker.ground))
    for figure in pools.pools(maker.ground):
        maker.print_figure(figure)
    heads = [NUMBER, Column("人才库", 26, "left"), *(Column(name, 11) for name in table.columns)]
    rows = table_rows(table)
    first = maker.table("人才库", title, heads, rows, total=table_total(table), notes=[table.definition])
    inside = [row for row in pools.members(maker.ground) if pools.is_in(row, maker.ground)]
    who = PeopleLines(maker, (row.cadre_id for row in inside))
    lines = [
        (
            at,
            row.name,
            who.name(row.cadre_id),
            who.unit(row.cadre_id),
            who.post(row.cadre_id),
            row.batch or "",
            day(row.entered_on),
            row.state.label,
        )
        for at, row in enumerate(inside, 1)
    ]
    heads = _heads(
        ("人才库", 24), ("姓名", 10), ("单位", 22), ("职务", 26), ("批次", 12), ("入库日期", 12), ("状态", 9)
    )
    second = maker.table("在库人员", "人才库在库人员名单", heads, lines, notes=[f"共{len(lines)}人次。"])
    return maker.book("talent_pools", title, [first, second])


def collect_trainings(session: Session, options: ReportOptions) -> ReportBook:
    """List the classes of the year with how many came."""
    maker = Maker(session, options)
    title = f"{options.year}年干部培训情况表"
    figures = {one.key: maker.print_figure(one) for one in learning.trainings(maker.ground)}
    lines = [
        (
            at,
            row.name,
            row.kind.label,
            row.form.label,
            day(row.started_on),
            day(row.ended_on),
            unit_name(maker, row.host_id),
            "是" if row.on_achievement_view else "",
            int(row.n_there),
            "名单" if row.n_listed else "登记数",
        )
        for at, row in enumerate(learning.classes(maker.ground), 1)
    ]
    heads = _heads(
        ("班名", 32), ("类别", 14), ("形式", 10), ("开始", 11), ("结束", 11), ("主办单位", 20),
        ("政绩观\n专题", 8), ("参训\n人次", 8), ("依据", 8),
    )  # fmt: skip
    total = ("合计", f"{len(lines)}期", *([None] * 6), sum(line[8] for line in lines), None) if lines else None
    notes = [
        f"{figures['training_classes'].text}，{figures['training_times'].text}。",
        figures["training_times"].definition,
    ]
    return maker.book("trainings", title, [maker.table("培训情况", title, heads, lines, total=total, notes=notes)])


def collect_studies(session: Session, options: ReportOptions) -> ReportBook:
    """Print unit by unit how often each of the five was held, and what is missing."""
    maker = Maker(session, options)
    title = f"{options.year}年学习教育“五必学”覆盖情况表"
    table = maker.print_table(learning.studies_by_unit(maker.ground))
    figures = {one.key: maker.print_figure(one) for one in learning.studies(maker.ground)}
    covered = dict(learning.five_by_unit(maker.ground))
    rows = [
        (*row, "已覆盖" if not covered[unit_id].value.missing else f"还缺{len(covered[unit_id].value.missing)}类")
        for row, unit_id in zip(table_rows(table), table.row_ids, strict=True)
    ]
    total = table_total(table)
    heads = [NUMBER, Column("单位", 22, "left"), *(Column(name, 14) for name in table.columns), Column("覆盖情况", 12)]
    notes = [
        f"学习教育{figures['study_sessions'].text}、{figures['study_times'].text}；五必学全覆盖单位"
        f"{figures['five_studies_units'].in_full}。",
        table.definition,
        ROUNDED,
    ]
    last = (*total, None) if total is not None else None
    return maker.book("studies", title, [maker.table("五必学覆盖", title, heads, rows, total=last, notes=notes)])


def collect_young(session: Session, options: ReportOptions) -> ReportBook:
    """Print each indicator with what is asked, what there is, and the units that lack."""
    maker = Maker(session, options)
    title = "青年干部四项指标完成情况表"
    figures = {one.key: maker.print_figure(one) for one in young_officials.young(maker.ground)}
    for figure in structure.headcounts(maker.ground):
        if figure.key.startswith("young"):
            figures[figure.key] = maker.print_figure(figure)
    rows: list[tuple[Any, ...]] = []
    lacking: list[tuple[Any, ...]] = []
    for at, one in enumerate(young_officials.results(maker.ground), 1):
        result = one.value
        asked = sum(part.asked for part in result.parts)
        n_young = sum(len(part.young) for part in result.parts)
        n_people = sum(len(part.people) for part in result.parts)
        state = "已达到" if result.reached else f"缺{result.short}人"
        rows.append((at, result.indicator.label, n_people, n_young, share_of(n_young, n_people), asked, state))
        lacking += [
            (result.indicator.label, unit_name(maker, part.unit), len(part.people), len(part.young), part.short)
            for part in result.parts
            if part.short and part.unit
        ]
    heads = _heads(
        ("指标", 40), ("对象人数", 10), ("达到年龄要求人数", 12), ("占比", 10), ("应配人数", 10), ("完成情况", 12)
    )
    notes = [
        f"年龄按干部人事档案认定的出生年月，计算到{options.as_of:%Y年%m月}；“35岁以下”为不满36岁。",
        *(f"{figures[key].label}{figures[key].text}。" for key in ("young_into_town_teams", "young_into_departments")),
        ROUNDED,
    ]
    first = maker.table("四项指标", title, heads, rows, notes=notes)
    lines = [(at, *line) for at, line in enumerate(lacking, 1)]
    heads = _heads(("指标", 40), ("单位", 24), ("班子成员", 10), ("达到年龄要求人数", 14), ("缺", 8))
    second = maker.table("缺配单位", "年轻干部缺配单位", heads, lines, notes=[f"共{len(lines)}条。"])
    return maker.book("young_indicators", title, [first, second])


def _heads(*columns: tuple[str, float]) -> list[Column]:
    """Make the columns of a list: wide ones stand to the left."""
    return [NUMBER, *(Column(title, width, "left" if width > 16 else "center") for title, width in columns)]


PLACEMENTS = Report("placements", "墩苗跟班情况", _ASKED, collect_placements)
MENTORING = Report("mentoring", "结对覆盖", ("as_of", "unit_id", "level"), collect_mentoring)
POOLS = Report("talent_pools", "人才库情况", ("as_of", "unit_id", "level"), collect_pools)
TRAININGS = Report("trainings", "培训情况", _ASKED, collect_trainings)
STUDIES = Report("studies", "学习教育五必学覆盖", _ASKED, collect_studies)
YOUNG = Report("young_indicators", "青年干部四项指标", _ASKED, collect_young)
