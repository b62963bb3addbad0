"""干部队伍结构分析: levels, ages, sexes, educations, parties, and the mean age of two cut-offs."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import people, structure
from cadre_desktop.figures.figure import FigureTable, share_of
from cadre_desktop.formats.report_sheet import Chart, Column, ReportBook, ReportSheet
from cadre_desktop.records.vocab import Sex
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions

_TITLE = "干部队伍结构分析表"
_SEXES = tuple(sex.label for sex in Sex)


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Break the body of officials down, each table with its chart."""
    maker = Maker(session, options)
    sheets = [figures_sheet(maker), ages_sheet(maker), levels_sheet(maker)]
    for compute, title in (
        (structure.educations, "学历结构"),
        (structure.parties, "政治面貌"),
        (structure.sexes, "性别结构"),
    ):
        sheets.append(_group_sheet(maker, compute(maker.ground), title))
    return maker.book("structure", _TITLE, sheets)


def figures_sheet(maker: Maker) -> ReportSheet:
    """Print the named figures one below the other, each with its definition."""
    ground = maker.ground
    printed = [
        maker.print_figure(figure)
        for compute in (people.serving, people.mean_ages, structure.headcounts)
        for figure in compute(ground)
    ]
    columns = [NUMBER, Column("指标", 26, "left"), Column("数值", 24), Column("口径", 64, "left")]
    rows = [(at, figure.label, figure.text, figure.definition) for at, figure in enumerate(printed, 1)]
    notes = ["两个时点的平均年龄各按当日在册人员计算，调入、调出人员只计入其在册的时点。", ROUNDED]
    return maker.table("主要指标", _TITLE, columns, rows, notes=notes)


def ages_sheet(maker: Maker) -> ReportSheet:
    """Break the people down by age and sex, with the pyramid."""
    table = maker.print_table(structure.age_bands(maker.ground))
    men, women = (table.column(sex) for sex in _SEXES)
    whole = sum(cell.value for cell in (*men, *women))
    rows: list[tuple[Any, ...]] = [
        (at, band, m.value, w.value, m.value + w.value, share_of(m.value + w.value, whole))
        for at, (band, m, w) in enumerate(zip(table.rows, men, women, strict=True), 1)
    ]
    totals = tuple(cell.value for cell in table.totals)
    columns = [
        NUMBER,
        Column("年龄段", 18),
        *(Column(f"{sex}（人）", 12) for sex in _SEXES),
        Column("合计（人）"),
        Column("占比"),
    ]
    series = tuple((sex, tuple(float(c.value) for c in table.column(sex))[::-1]) for sex in _SEXES)
    chart = Chart("pyramid", "年龄结构（人）", table.rows[::-1], series)
    return maker.table(
        "年龄结构",
        "在册干部年龄结构表",
        columns,
        rows,
        total=("合计", None, *totals, sum(totals), share_of(whole, whole)),
        notes=[table.definition, ROUNDED],
        charts=(chart,) if whole else (),
    )


def levels_sheet(maker: Maker) -> ReportSheet:
    """Break the people down by unit and level of post."""
    table = _without_empty(maker.print_table(people.by_level(maker.ground)))
    columns = [
        NUMBER,
        Column("单位", 20, "left"),
        *(Column(title, 11) for title in table.columns),
        Column("合计", 8),
    ]
    rows = [
        (at, name, *(cell.value for cell in cells), sum(cell.value for cell in cells))
        for at, (name, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1)
    ]
    totals = [cell.value for cell in table.totals]
    return maker.table(
        "职务层次",
        "在册干部职务层次表",
        columns,
        rows,
        total=("合计", None, *totals, sum(totals)),
        notes=[table.definition],
    )


def _group_sheet(maker: Maker, table: FigureTable, title: str) -> ReportSheet:
    """Print one breakdown by level of post: counts, and below each its share."""
    maker.print_table(_whole_only(table))
    table = _without_empty(table)
    columns = [NUMBER, Column("职务层次", 16), Column("人数", 8)]
    for column in table.columns:
        columns += [Column("人数", 8, group=column), Column("占比", 9, group=column)]
    rows = []
    for at, (label, cells) in enumerate(zip(table.rows, table.cells, strict=True)):
        whole = sum(cell.value for cell in cells)
        shares = [value for cell in cells for value in (cell.value, share_of(cell.value, whole))]
        rows.append((at or None, "合计" if not at else label, whole, *shares))
    total = ("合计", None, *rows[0][2:])
    chart = Chart(
        "stacked",
        f"{title}（占比）",
        table.rows[1:],
        tuple((c, tuple(float(cell.value) for cell in table.column(c)[1:])) for c in table.columns),
    )
    notes = [table.definition, "占比为占本行人数的比例。", ROUNDED]
    return maker.table(
        title, f"在册干部{title}表", columns, rows[1:], total=total, notes=notes, charts=(chart,) if rows[1:] else ()
    )


def _without_empty(table: FigureTable) -> FigureTable:
    """Leave out the columns nobody stands in: a page of zeros hides the figures beside it."""
    kept = [at for at, cell in enumerate(table.totals) if cell.value]
    columns = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, cells=tuple(tuple(row[at] for at in kept) for row in table.cells))


def _whole_only(table: FigureTable) -> FigureTable:
    """Return the table with its first row alone, 合计: the others are parts of it."""
    return replace(table, rows=table.rows[:1], row_ids=table.row_ids[:1], cells=table.cells[:1])


REPORT = Report("structure", "干部队伍结构分析", ("as_of", "unit_id", "level"), collect)
