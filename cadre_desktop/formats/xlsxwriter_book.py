"""Writing laid sheets with XlsxWriter: half the time of openpyxl and flat memory, for lists of many thousand rows."""

import datetime
from pathlib import Path
from typing import Any, Self

from cadre_desktop.formats.laid_sheet import CellStyle, LaidRow, LaidSheet, PageSetup
from cadre_desktop.formats.openpyxl_book import PROGRAM
from cadre_desktop.storage.atomic import part_folder

_PAPER_CODES = {"A4": 9, "A3": 8}
_ALIGN_TOP_TO_BOTTOM = "vcenter"


class XlsxwriterBook:
    """A workbook whose rows go to the disk as soon as the next one begins.  It draws no charts."""

    def __init__(self, path: Path, *, title: str) -> None:
        # Imported here because most starts of the program never export a long list.
        import xlsxwriter

        self._rows_folder = part_folder(path.parent)
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": self._rows_folder.name,
            },
        )
        self._book.set_properties({"title": title, "author": PROGRAM})
        self._formats: dict[int, tuple[CellStyle, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the rows kept aside, also when the writing was broken off."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        self._book.fileclosed = True  # or the library finishes the file when it is forgotten
        self._rows_folder.cleanup()

    def add(self, sheet: LaidSheet) -> None:
        """Write a whole sheet."""
        if sheet.charts:
            raise ValueError("charts are drawn by the other writer")
        target = self._book.add_worksheet(sheet.name)
        for index, width in enumerate(sheet.widths):
            target.set_column(index, index, width)
        target.set_default_row(sheet.row_height)
        _set_up_page(target, sheet.page)
        target.set_h_pagebreaks(sheet.page_breaks)
        count = 0
        for count, row in enumerate(sheet.rows, 1):
            self._add_row(target, count - 1, row)
        if count:
            target.print_area(0, 0, count - 1, len(sheet.widths) - 1)

    def save(self) -> None:
        """Finish the file; raises OSError when the disk is in the way."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args) from error

    def _add_row(self, target: Any, number: int, row: LaidRow) -> None:
        if row.height is not None:
            target.set_row(number, row.height)
        for column, (value, style) in enumerate(zip(row.values, row.styles, strict=True)):
            if style is not None:
                self._write(target, number, column, value, self._format(style))
        # The row before has gone to the disk; its height would be kept to the end.
        target.row_info.pop(number - 1, None)
        target.row_sizes.pop(number - 1, None)
        for merge in row.merges:
            # merge_range() would write into rows below, which are not begun yet; the cells are ours already.
            target.merge.append([number, merge.first_column, number + merge.rows - 1, merge.last_column])

    def _write(self, target: Any, row: int, column: int, value: Any, look: Any) -> None:
        if type(value) is str:
            if value.startswith("<r>") and value.endswith("</r>"):
                # Written plainly, such a text would be taken for the library's own rich text.
                target.write_rich_string(row, column, value[:1], look, value[1:], look)
            elif value:
                target.write_string(row, column, value, look)
            else:
                target.write_blank(row, column, None, look)
        elif value is None:
            target.write_blank(row, column, None, look)
        elif isinstance(value, datetime.date):
            target.write_datetime(row, column, value, look)
        else:
            target.write_number(row, column, value, look)

    def _format(self, style: CellStyle) -> Any:
        known = self._formats.get(id(style))
        if known is None:
            known = self._formats[id(style)] = (style, self._book.add_format(_properties(style)))
        return known[1]


def _properties(style: CellStyle) -> dict[str, object]:
    return {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "align": style.align,
        "valign": _ALIGN_TOP_TO_BOTTOM,
        "text_wrap": style.wrap,
        "border": 1 if style.border == "thin" else 0,
        "num_format": style.number_format,
        "quote_prefix": style.quoted,
    }


def _set_up_page(target: Any, page: PageSetup) -> None:
    """Set what is printed and what stays in sight."""
    target.set_paper(_PAPER_CODES[page.paper])
    if page.landscape:
        target.set_landscape()
    target.fit_to_pages(1, 0)
    target.center_horizontally()
    top, bottom, left, right = page.margins_inches
    target.set_margins(left=left, right=right, top=top, bottom=bottom)
    target.set_footer("&C第 &P 页 共 &N 页")
    if page.mark_header:
        target.set_header(f'&R&"仿宋,Regular"&10 {page.mark_header}')
    if page.title_rows:
        first, last = page.title_rows
        target.repeat_rows(first - 1, last - 1)
        target.freeze_panes(last, page.frozen_columns)
