"""五必谈谈话情况统计表 and 未谈名单: counts by unit, and who is still left."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import talks
from cadre_desktop.figures.figure import Cell, FigureTable, share_of, united
from cadre_desktop.figures.people import unit_of
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Category
from cadre_desktop.reports.maker import COUNTS_ONLY, NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.rules.small_groups import merged_groups, merged_table
from cadre_desktop.rules.talk_coverage import TALK_STATE_LABELS, TalkState

_GROUP = "已谈人数"
_SHORT = {
    Category.STAFF: "干部职工谈",
    Category.MEMBER: "班子成员谈",
    Category.HEAD: "“一把手”谈",
    Category.SUPERIOR: "分管领导谈",
    Category.GRASSROOTS: "村干部和群众谈",
}
_COLUMNS = (
    NUMBER,
    Column("单位", 18, "left"),
    Column("应谈\n人数", 8),
    *(Column(title, 12, group=_GROUP) for title in _SHORT.values()),
    Column("完成率", 10),
    Column("备注", 14, "left"),
)
_MARKS = {**TALK_STATE_LABELS, TalkState.DONE: "√"}


def collect_coverage(session: Session, options: ReportOptions) -> ReportBook:
    """Count the five kinds of talk unit by unit; nobody is named, and small groups are joined when it leaves."""
    maker = Maker(session, options)
    title = f"领导干部“五必谈”谈话情况统计表（{options.year}年度）"
    table = talks.coverage_by_unit(maker.ground)
    for figure in talks.five_talks(maker.ground):
        maker.print_count(figure.label, figure.in_full, figure.definition, COUNTS_ONLY)
    kept_back = _stances_kept_back(options)
    stances = None if kept_back else _stance_sheet(maker, options)
    sheets = [_coverage_sheet(maker, table, title, kept_back)]
    return maker.book("talk_coverage", title, [*sheets, *([stances] if stances else [])])


def _stances_kept_back(options: ReportOptions) -> str:
    """Say why what was said is not counted here; empty when it is: for the whole office, once the year is over.

    At every level alike: anything narrower could be subtracted from another report until one speaker is left.
    """
    if options.unit_id is not None:
        return "评价倾向只按全部单位统计，本表限定了单位，不附评价倾向统计，以免推断出受访者。"
    if options.made_on <= date(options.year, 12, 31):
        return f"评价倾向在{options.year}年度结束后统计，本表不附评价倾向统计，以免推断出受访者。"
    return ""


def _coverage_sheet(maker: Maker, table: FigureTable, title: str, kept_back: str) -> ReportSheet:
    lines = _published(table, maker.options)
    rows = [(at, label, *_counts(cells), remark) for at, (label, cells, remark) in enumerate(lines, 1)]
    notes = [
        table.definition,
        "完成率＝五类已谈人数之和÷（应谈人数×5）。",
        ROUNDED,
        *([kept_back] if kept_back else []),
    ]
    if any(remark for _, _, remark in lines):
        notes.append(f"应谈人数不足{maker.options.small_group}人的单位合并统计。")
    total = ("合计", None, *_counts(table.totals), None) if lines else None
    if not lines:
        notes.append("没有可以公布的数据：没有应谈人员，或全部应谈人员不足最小统计人数。")
    return maker.table("谈话情况统计", title, _COLUMNS, rows, total=total, notes=notes)


def _counts(cells: Sequence[Cell]) -> tuple[Any, ...]:
    """Return the numbers of a row: due, the five kinds, the rate."""
    numbers = [cell.value for cell in cells]
    return *numbers, share_of(sum(numbers[1:]), numbers[0] * len(Category))


def _published(table: FigureTable, options: ReportOptions) -> list[tuple[str, tuple[Cell, ...], str]]:
    """Return the lines to print: every unit inside the office, joined ones where a unit is too small to be shown."""
    by_name = dict(zip(table.rows, table.cells, strict=True))
    if options.level is ExportLevel.INTERNAL:
        return [(name, cells, "") for name, cells in by_name.items()]
    groups = merged_groups({name: cells[0].value for name, cells in by_name.items()}, options.small_group)
    lines = []
    for group in groups or ():
        members = [by_name[name] for name in group.labels]
        cells = tuple(united(column) for column in zip(*members, strict=True))
        many = len(group.labels) > 1
        lines.append((group.label, cells, f"{len(group.labels)}个单位合并" if many else ""))
    return lines


def _stance_sheet(maker: Maker, options: ReportOptions) -> ReportSheet | None:
    """Count what kinds of interviewees said on the whole, with kinds and answers joined until nobody stands out."""
    table = talks.stances(maker.ground)
    merged = merged_table(table.rows, table.columns, table.numbers(), options.small_group)
    if merged is None or not merged.total:
        return None
    maker.print_count(table.title, f"{merged.total}次", table.definition, "为保护受访者，只列合计，不列记录")
    columns = [
        NUMBER,
        Column("受访者类别", 34, "left"),
        *(Column("、".join(c), 16) for c in merged.columns),
        Column("合计"),
    ]
    rows = [
        (at, "、".join(labels), *cells, sum(cells))
        for at, (labels, cells) in enumerate(zip(merged.rows, merged.cells, strict=True), 1)
    ]
    totals = [sum(column) for column in zip(*merged.cells, strict=True)]
    notes = [
        table.definition,
        f"人数不足{options.small_group}的类别或倾向，或全部为同一倾向的类别，已与其他合并，不单列，以免推断出受访者。",
    ]
    return maker.table(
        "评价倾向统计",
        f"考察谈话评价倾向统计表（{options.year}年度）",
        columns,
        rows,
        total=("合计", None, *totals, merged.total),
        notes=notes,
    )


def collect_due(session: Session, options: ReportOptions) -> ReportBook:
    """List everybody with a talk missing, unit by unit, with the state of each kind."""
    maker = Maker(session, options)
    ground = maker.ground
    title = f"“五必谈”未谈名单（{options.year}年度）"
    for figure in talks.five_talks(ground):
        if figure.key in ("five_talks_left", "five_talks_rate"):
            maker.print_figure(figure)
    columns = [
        NUMBER,
        Column("单位", 18, "left"),
        Column("姓名", 9),
        Column("职务", 20, "left"),
        *(Column(title, 11, group="谈话情况") for title in _SHORT.values()),
        Column("还差\n（类）", 7),
    ]
    rows = list(_due_rows(maker))
    notes = [
        f"应谈范围：{ground.due_words}。",
        "√＝该类人员的考察谈话已定稿并签字；“已谈未签”的还要定稿签字才算完成。",
    ]
    return maker.book("talks_due", title, [maker.table("未谈名单", title, columns, rows, notes=notes)])


def _due_rows(maker: Maker) -> Iterator[tuple[Any, ...]]:
    ground = maker.ground
    left = [person for person in talks.coverage(ground) if not person.complete]
    for at, covered in enumerate(left, 1):
        person = ground.by_id[covered.subject.id]
        unit = ground.units.get(unit_of(ground, person))
        states = [_MARKS[covered.states[category.value]] for category in Category]
        yield (
            at,
            unit.name if unit else "",
            maker.mask.name(person.name),
            person.post_title,
            *states,
            len(covered.missing),
        )


COVERAGE = Report("talk_coverage", "五必谈谈话情况统计表", ("year", "as_of", "unit_id", "level"), collect_coverage)
DUE = Report("talks_due", "五必谈未谈名单", ("year", "as_of", "unit_id", "level"), collect_due)
