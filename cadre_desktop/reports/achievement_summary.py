"""实绩汇总表: 显绩 and 潜绩 by unit, by paper, by the strength of what they rest on."""

from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import achievements
from cadre_desktop.figures.figure import Cell, FigureTable, share_of
from cadre_desktop.formats.report_sheet import Chart, Column, ReportBook
from cadre_desktop.records.achievement import Ledger, Paper, Strength
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions

_LEDGERS = tuple(ledger.label for ledger in Ledger)
_PAPERS = tuple(paper.label for paper in Paper)
_STRENGTHS = (*(strength.label for strength in Strength), achievements.NO_EVIDENCE)
_WIDTHS = {"高质量发展": 8, "第三方数据": 8}


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Count the year's achievements unit by unit."""
    maker = Maker(session, options)
    title = f"{options.year}年度干部实绩汇总表"
    table = maker.print_table(achievements.by_unit(maker.ground))
    for compute in (achievements.ledgers, achievements.look_backs):
        for figure in compute(maker.ground):
            maker.print_figure(figure)
    columns = [
        NUMBER,
        Column("单位", 16, "left"),
        *(Column(label, 6, group="件数") for label in _LEDGERS),
        Column("合计", 6, group="件数"),
        *(Column(label, _WIDTHS.get(label, 7), group="试卷维度") for label in _PAPERS),
        *(Column(label, _WIDTHS.get(label, 7), group="最强佐证") for label in _STRENGTHS),
        Column("仅凭自述\n占比", 9),
    ]
    rows = [
        (at, name, *_line(table, cells))
        for at, (name, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1)
    ]
    notes = [
        table.definition,
        "仅凭自述占比＝没有自述以外佐证的件数÷全部件数；这部分只作线索，不作认定依据。",
        ROUNDED,
    ]
    total = ("合计", None, *_line(table, table.totals)) if rows else None
    sheet = maker.table("实绩汇总", title, columns, rows, total=total, notes=notes, charts=_charts(table))
    return maker.book("achievement_summary", title, [sheet])


def _line(table: FigureTable, cells: tuple[Cell, ...]) -> tuple[Any, ...]:
    count = {title: cell.value for title, cell in zip(table.columns, cells, strict=True)}
    every = sum(count[label] for label in _LEDGERS)
    parts = [*(count[t] for t in _LEDGERS), every, *(count[t] for t in _PAPERS), *(count[t] for t in _STRENGTHS)]
    return (*parts, share_of(count[achievements.SELF_ONLY], every))


def _charts(table: FigureTable) -> tuple[Chart, ...]:
    """Draw how strong the evidence is, over all units."""
    if not table.rows:
        return ()
    totals = {title: float(cell.value) for title, cell in zip(table.columns, table.totals, strict=True)}
    return (
        Chart("bar", "佐证强度（件）", _STRENGTHS, (("件数", tuple(totals[t] for t in _STRENGTHS)),)),
        Chart("bar", "试卷维度（件）", _PAPERS, (("件数", tuple(totals[t] for t in _PAPERS)),)),
    )


REPORT = Report("achievement_summary", "实绩汇总表", ("year", "as_of", "unit_id", "level"), collect)
