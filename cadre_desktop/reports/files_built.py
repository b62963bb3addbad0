"""纪实、政治素质、实绩档案建档情况: unit by unit, who is due, who has a file, who has none."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import files
from cadre_desktop.figures.figure import Cell, share_of
from cadre_desktop.figures.files import FILE_KINDS
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions

_TITLE = "纪实与政治素质档案建档情况表"
_NAMED_IN_TABLE = 12


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Count the files unit by unit, and list the people without."""
    maker = Maker(session, options)
    table = maker.print_table(files.files_by_unit(maker.ground))
    figures = {figure.key: maker.print_figure(figure) for figure in files.files(maker.ground)}
    columns = [NUMBER, Column("单位", 18, "left"), Column("应建\n人数", 8)]
    for kind in FILE_KINDS:
        columns += [
            Column("已建", 7, group=kind.label),
            Column("建档率", 9, group=kind.label),
            Column("未建人员", 20, "left", group=kind.label),
        ]
    rows = [
        (at, name, *_line(maker, cells, named=True))
        for at, (name, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1)
    ]
    total = ("合计", None, *_line(maker, table.totals, named=False)) if rows else None
    built = "、".join(f"{kind.label}{figures[kind.key].text}" for kind in FILE_KINDS)
    notes = [
        f"应建人员：{maker.ground.due_words}；一人一份，不按条数，已删除的记录不计。",
        f"全部在册干部（含应建范围以外的）共有{built}。",
        ROUNDED,
    ]
    sheet = maker.table("建档情况", _TITLE, columns, rows, total=total, notes=notes)
    return maker.book("files_built", _TITLE, [sheet, *_missing_sheet(maker, table.cells, table.rows)])


def _line(maker: Maker, cells: tuple[Cell, ...], *, named: bool) -> tuple[Any, ...]:
    due = cells[0].value
    line: list[Any] = [due]
    for built, missing in zip(cells[1::2], cells[2::2], strict=True):
        words = _names(maker, missing.ids) if named else f"{missing.value}人"
        line += [built.value, share_of(built.value, due), words]
    return tuple(line)


def _names(maker: Maker, ids: tuple[str, ...]) -> str:
    if maker.mask.hides_names or len(ids) > _NAMED_IN_TABLE:
        return f"{len(ids)}人" if maker.mask.hides_names else f"{len(ids)}人，见未建人员名单" if ids else ""
    return "、".join(maker.ground.by_id[i].name for i in ids)


def _missing_sheet(maker: Maker, cells: tuple[tuple[Cell, ...], ...], units: tuple[str, ...]) -> Iterator[ReportSheet]:
    """List the people without a file, when somebody is and the level allows names."""
    if maker.mask.hides_names:
        return
    rows = list(_missing_rows(maker, cells, units))
    columns = [NUMBER, Column("单位", 20, "left"), Column("姓名", 10), Column("职务", 26, "left")]
    columns += [Column(kind.label, 14) for kind in FILE_KINDS]
    if rows:
        yield maker.table("未建人员名单", "未建档人员名单", columns, rows, notes=["“未建”＝还没有该档案；空白＝已建。"])


def _missing_rows(
    maker: Maker, cells: tuple[tuple[Cell, ...], ...], units: tuple[str, ...]
) -> Iterator[tuple[Any, ...]]:
    number = 0
    for unit, line in zip(units, cells, strict=True):
        lacking = [set(cell.ids) for cell in line[2::2]]
        for cadre_id in line[0].ids:
            marks = ["未建" if cadre_id in ids else None for ids in lacking]
            if any(marks):
                number += 1
                person = maker.ground.by_id[cadre_id]
                yield number, unit, person.name, person.post_title, *marks


REPORT = Report("files_built", "纪实与政治素质档案建档情况", ("year", "as_of", "unit_id", "level"), collect)
