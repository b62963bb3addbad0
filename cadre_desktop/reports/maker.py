"""What every report is made with: the figures' ground, the mask of the level, the letterhead, the sources."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.population import Person
from cadre_desktop.formats.report_sheet import Chart, Column, FormSheet, ReportBook, ReportSheet, SourceNote
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports.masking import Mask
from cadre_desktop.reports.report import ReportOptions
from cadre_desktop.reports.source_labels import labels_of
from cadre_desktop.rules.percent import ROUNDING_NOTE

NUMBER = Column("序号", 6)
NOT_PUBLIC = "（评语、意见和具体表现不公开）"
GRADE_NOT_PUBLIC = "（等次和测评票数不公开）"
ROUNDED = f"百分数保留一位小数，四舍五入。{ROUNDING_NOTE}"
LISTED_HERE = "即本表所列各行"
IN_FORMS = "见本册各表"
COUNTS_ONLY = "只列人数，不列名单"
NO_RECORDS = "无"
_MOST_NAMED = 500


def long_day(day: date) -> str:
    """Return a day as the head of a report prints it: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


class Maker:
    """Makes the sheets of one report for one set of options."""

    def __init__(self, session: Session, options: ReportOptions) -> None:
        self.session, self.options = session, options
        self.ground = Ground(session, options.context)
        self._sources: list[SourceNote] = []

    @cached_property
    def mask(self) -> Mask:
        """What the level hides; the names of the store are read only when it hides names."""
        names: Iterable[str] = ()
        if Mask(self.options.level).hides_names:
            names = self.session.execute(sa.select(Cadre.name)).scalars()
        return Mask(self.options.level, names, id_numbers=self.options.id_numbers)

    @property
    def is_public(self) -> bool:
        """Whether the report is made for everybody: then nobody is judged in it, with or without a name."""
        return self.options.level is ExportLevel.MASKED

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[tuple[Any, ...]],
        *,
        total: tuple[Any, ...] | None = None,
        notes: Sequence[str] = (),
        charts: tuple[Chart, ...] = (),
        landscape: bool = True,
    ) -> ReportSheet:
        """Make a table under the unit's letterhead."""
        options = self.options
        return ReportSheet(
            name=name,
            title=title,
            unit_line=f"填报单位（盖章）：{options.letterhead.unit_name}",
            as_of_line=f"截止时间：{long_day(options.as_of)}",
            date_line=f"填报日期：{long_day(options.made_on)}",
            columns=tuple(columns),
            rows=rows,
            total=total,
            notes=numbered(notes),
            sign_line=options.letterhead.sign_line,
            charts=charts,
            landscape=landscape,
        )

    def print_figure(self, figure: Figure) -> Figure:
        """Take a figure into 数据来源 and give it back to be printed."""
        records = self._records(figure.kind_key, figure.ids)
        self._sources.append(
            SourceNote(figure.label, figure.in_full, figure.definition, records, figure.kind_key, figure.ids)
        )
        return figure

    def print_table(self, table: FigureTable) -> FigureTable:
        """Take every column's total into 数据来源 and give the table back to be printed."""
        for column, cell in zip(table.columns, table.totals, strict=True):
            value = f"{cell.value}{table.unit}"
            label = f"{table.title}：{column}"
            records = self._records(table.kind_key, cell.ids)
            self._sources.append(SourceNote(label, value, table.definition, records, table.kind_key, cell.ids))
        return table

    def print_people(self, label: str, definition: str, people: Sequence[Person]) -> None:
        """Take a list of people into 数据来源."""
        ids = tuple(person.id for person in people)
        records = self._records("cadre", ids)
        self._sources.append(SourceNote(label, f"{len(people)}人", definition, records, "cadre", ids))

    def print_count(self, label: str, value: str, definition: str, records: str = LISTED_HERE) -> None:
        """Take a count into 数据来源 without its records: the report itself lists them, or `records` says why none."""
        self._sources.append(SourceNote(label, value, definition, (records,)))

    def book(self, key: str, title: str, sheets: Iterable[ReportSheet | FormSheet]) -> ReportBook:
        """Bind the sheets with their sources, the level and the number."""
        options = self.options
        bound = tuple(covered(sheet, self.mask) for sheet in sheets) if self.mask.hides_names else tuple(sheets)
        return ReportBook(key, title, bound, tuple(self._sources), level_mark(options), options.number)

    def _records(self, kind_key: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Name the records as far as the level allows; very long lists end with how many more there are."""
        if not ids:
            return (NO_RECORDS,)
        if self.mask.hides_names:
            return (f"共{len(ids)}条，名单从略",)
        named = ids[:_MOST_NAMED]
        labels = labels_of(self.ground, kind_key, named, self.options.level)
        told = [label if n == 1 else f"{label}（{n}条）" for label, n in Counter(labels).items()]
        if secret := len(named) - len(labels):
            told.append(f"另{secret}条不对外列出")
        if more := len(ids) - len(named):
            told.append(f"……另{more}条，可在程序内点开该数字查看")
        return tuple(told)


def covered(sheet: ReportSheet | FormSheet, mask: Mask) -> ReportSheet | FormSheet:
    """Return the sheet with every name of the store covered that some cell or note still spells out.

    The reports cover what they know to be names or to hold them; this is for a name typed where nobody looks for one,
    in a number of a document or the name of a place.
    """
    if isinstance(sheet, FormSheet):
        cells = tuple(replace(cell, text=mask.text(cell.text)) for cell in sheet.cells)
        return replace(sheet, cells=cells, notes=tuple(map(mask.text, sheet.notes)))
    rows = [_covered_row(row, mask) for row in sheet.rows]
    total = None if sheet.total is None else _covered_row(sheet.total, mask)
    return replace(sheet, rows=rows, total=total, notes=tuple(map(mask.text, sheet.notes)))


def _covered_row(row: tuple[Any, ...], mask: Mask) -> tuple[Any, ...]:
    return tuple(mask.text(value) if isinstance(value, str) else value for value in row)


def level_mark(options: ReportOptions) -> str:
    """Return the words of secrecy at the top of every page."""
    return {"internal": "内部资料　注意保密", "upward": "报送上级　注意保密", "masked": ""}[options.level.value]


def numbered(notes: Sequence[str]) -> tuple[str, ...]:
    """Number the notes below a table, one line each; a single one stands alone."""
    if len(notes) < 2:
        return tuple(f"注：{note}" for note in notes)
    return tuple(f"{'注：' if at == 1 else '　　'}{at}．{note}" for at, note in enumerate(notes, 1))
