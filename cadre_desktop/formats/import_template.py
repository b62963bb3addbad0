"""Writing the blank sheet a kind is imported from: titles, text cells, lists to choose from, and how to fill it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadre_desktop.formats.workbook import check_workbook
from cadre_desktop.storage.atomic import write_whole

_ROWS_READY = 1000
_SHEET, _GUIDE, _LISTS = "导入表", "填表说明", "选项"
_GROUND, _LINE = "FFEAF1F8", "FFBFC8D2"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of the sheet: its title, whether it must be filled, its width in characters, and its closed list."""

    title: str
    required: bool = False
    width: float = 12
    help: str = ""
    choices: tuple[str, ...] = ()


def write_template(path: Path, title: str, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> None:
    """Write the sheet to `path`; raises StorageTrouble when it cannot be written."""
    # Imported here: openpyxl takes a noticeable part of the program's start.
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = title
    book.remove(book.worksheets[0])
    sheet: Any
    sheet, guide, lists = (book.create_sheet(name) for name in (_SHEET, _GUIDE, _LISTS))
    lists.sheet_state = "hidden"
    for at, column in enumerate(columns, 1):
        _add_column(sheet, at, column)
        if column.choices:
            _add_choices(sheet, lists, at, column)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_rows = "1:1"
    _write_guide(guide, title, columns, notes)
    write_whole(path, book.save, check_workbook)


def _add_column(sheet: Any, at: int, column: TemplateColumn) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    head = sheet.cell(1, at, f"{column.title}*" if column.required else column.title)
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", start_color=_GROUND, end_color=_GROUND)
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    side = Side(style="thin", color=_LINE)
    head.border = Border(left=side, right=side, top=side, bottom=side)
    dimension = sheet.column_dimensions[get_column_letter(at)]
    dimension.width = max(column.width, len(column.title) * 2 + 2)
    dimension.number_format = "@"


def _add_choices(sheet: Any, lists: Any, at: int, column: TemplateColumn) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(at)
    for row, choice in enumerate(column.choices, 1):
        lists.cell(row, at, choice)
    wanted = f"'{_LISTS}'!${letter}$1:${letter}${len(column.choices)}"
    rule = DataValidation(type="list", formula1=wanted, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = column.title, "请从下拉列表中选择。"
    rule.add(f"{letter}2:{letter}{_ROWS_READY + 1}")
    sheet.add_data_validation(rule)


def _write_guide(guide: Any, title: str, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    guide.append([title])
    guide["A1"].font = Font(bold=True, size=14)
    for number, note in enumerate(notes, 1):
        guide.append([f"{number}. {note}"])
    guide.append([])
    guide.append(["列", "是否必填", "填写要求", "可选内容"])
    for cell in guide[guide.max_row]:
        cell.font = Font(bold=True)
    for column in columns:
        guide.append([column.title, "必填" if column.required else "", column.help, "、".join(column.choices)])
    for letter, width in (("A", 24), ("B", 10), ("C", 44), ("D", 80)):
        guide.column_dimensions[letter].width = width
    for row in guide.iter_rows(min_row=len(notes) + 3, min_col=3, max_col=4):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
