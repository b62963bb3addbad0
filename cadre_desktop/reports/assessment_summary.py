"""年度考核结果汇总: units by grades, the two schemes side by side and never mixed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import assessments
from cadre_desktop.figures.figure import Cell, FigureTable, share_of
from cadre_desktop.figures.ground import NO_UNIT, NO_UNIT_LABEL
from cadre_desktop.formats.report_sheet import Chart, Column, ReportBook
from cadre_desktop.records.annual_assessment import GRADES, AnnualAssessment, Scheme
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions

_EXCELLENT = AssessmentGrade.EXCELLENT.label
_UNITS_A_CHART = 10
_MOST_CHARTED = 40


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Set both schemes' grades side by side, unit by unit; a year not yet assessed gives way to the last that was."""
    asked = options.year
    options = replace(options, year=year_with_results(session, asked))
    maker = Maker(session, options)
    title = f"{options.year}年度考核结果汇总表"
    tables = {scheme: maker.print_table(assessments.grades_by_unit(maker.ground, scheme)) for scheme in Scheme}
    for compute in (assessments.excellent, assessments.grades):
        for figure in compute(maker.ground):
            if figure.unit == "%" or figure.key.startswith("excellent_"):
                maker.print_figure(figure)
    columns = [NUMBER, Column("单位", 18, "left"), *(c for scheme in Scheme for c in _columns(scheme))]
    used = {row_id for table in tables.values() for row_id in table.row_ids}
    unit_ids, names = maker.ground.unit_rows(used)
    rows = [
        (at, name, *(value for table in tables.values() for value in _line(table, unit_id)))
        for at, (unit_id, name) in enumerate(zip(unit_ids, names, strict=True), 1)
    ]
    total = ("合计", None, *(value for table in tables.values() for value in _numbers(table, table.totals)))
    notes = [
        f"{options.year}年度考核结果，按考核单位统计，未填考核单位的按现任单位；{NO_UNIT_LABEL}的单列一行。"
        if NO_UNIT in used
        else f"{options.year}年度考核结果，按考核单位统计，未填考核单位的按现任单位。",
        "公务员（含参公人员）与事业单位工作人员考核用语不同，分别统计，不互相折算。",
        "优秀率＝优秀人数÷应参加人数；不参加考核的不计入应参加，参加而不定等次（不确定档次）的计入。",
        ROUNDED,
    ]
    if options.year != asked:
        notes.insert(0, f"{asked}年度还没有考核结果，本表为最近一个有结果的{options.year}年度。")
    charts = tuple(chart for scheme, table in tables.items() for chart in _charts(scheme, table))
    sheet = maker.table("考核结果汇总", title, columns, rows, total=total if rows else None, notes=notes, charts=charts)
    return maker.book("assessment_summary", title, [sheet])


def year_with_results(session: Session, asked: int) -> int:
    """Return the latest year up to the one asked for that has results; that one when there is none."""
    years = sa.select(sa.func.max(AnnualAssessment.year)).where(
        AnnualAssessment.deleted_at.is_(None), AnnualAssessment.grade.is_not(None), AnnualAssessment.year <= asked
    )
    return session.scalar(years) or asked


def _columns(scheme: Scheme) -> list[Column]:
    titles = [assessments.SHOULD, *(grade.label for grade in GRADES[scheme]), "优秀率"]
    return [Column(title, 8, group=scheme.label) for title in titles]


def _line(table: FigureTable, unit_id: str) -> tuple[Any, ...]:
    if unit_id in table.row_ids:
        return _numbers(table, table.row(unit_id))
    return (*(0 for _ in table.columns), share_of(0, 0))


def _numbers(table: FigureTable, cells: tuple[Cell, ...]) -> tuple[Any, ...]:
    by_title = {title: cell.value for title, cell in zip(table.columns, cells, strict=True)}
    return (*by_title.values(), share_of(by_title[_EXCELLENT], by_title[assessments.SHOULD]))


def _charts(scheme: Scheme, table: FigureTable) -> Iterator[Chart]:
    """Draw the grades of each unit as shares, ten units a chart; a wall of a hundred bars says nothing."""
    if not 1 < len(table.rows) <= _MOST_CHARTED:
        return
    grades = [grade.label for grade in GRADES[scheme][:4]]
    for start in range(0, len(table.rows), _UNITS_A_CHART):
        part = slice(start, start + _UNITS_A_CHART)
        series = tuple((grade, tuple(float(cell.value) for cell in table.column(grade)[part])) for grade in grades)
        mark = f"（{start // _UNITS_A_CHART + 1}）" if len(table.rows) > _UNITS_A_CHART else ""
        yield Chart("stacked", f"{scheme.label}等次构成{mark}", table.rows[part], series)


REPORT = Report("assessment_summary", "年度考核结果汇总", ("year", "as_of", "unit_id", "level"), collect)
