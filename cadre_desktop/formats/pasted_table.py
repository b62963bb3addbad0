"""A table copied in WPS, Excel or a browser, as the sheet an import reads."""

import csv
import io
import re
from html.parser import HTMLParser

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.reader import Merged, Sheet

SHEET_NAME = "粘贴的表格"
MOST_ROWS, MOST_COLUMNS = 20_000, 300
_MOST_CHARACTERS = 20_000_000
_NO_TABLE = "剪贴板里没有表格。"
_HOW = "请先在 WPS 或 Excel 里选中表格（连同表头），复制后再粘贴。"
# 1980.10 typed as a number is shown, and so copied, as 1980.1: the text alone would be taken for January.
_SHOWN_NUMBER = re.compile(r"(?:19|20)\d\d\.1")


def pasted_sheet(html: str, text: str) -> Sheet:
    """Read what the clipboard holds: the table of the HTML, merged cells and all, or else lines parted by tabs.

    Raises BadFile when there is no table, or one beyond 20,000 rows and 300 columns.
    """
    if len(html) + len(text) > _MOST_CHARACTERS:
        raise BadFile("剪贴板里的内容太多，请分几次复制，或存成文件再导入。")
    rows, merged = _from_html(html) if "<table" in html.lower() else ([], [])
    if not rows:
        rows = _from_text(text)
    rows = [[_value(cell) for cell in row] for row in rows]
    width = max((len(row) for row in rows), default=0)
    if not any(any(cell is not None for cell in row) for row in rows) or width < 2:
        raise BadFile(_NO_TABLE, hint=_HOW)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise BadFile(f"一次最多粘贴 {MOST_ROWS} 行 {MOST_COLUMNS} 列，请分几次，或存成文件再导入。")
    return Sheet(SHEET_NAME, [row + [None] * (width - len(row)) for row in rows], tuple(merged))


def _from_text(text: str) -> list[list[Cell]]:
    """Split lines at tabs; a cell with line breaks in it comes in quotes."""
    lines = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), dialect="excel-tab")
    try:
        return [list(line) for line in lines]
    except csv.Error as error:
        raise BadFile(_NO_TABLE, hint=_HOW) from error


def _value(cell: Cell) -> Cell:
    text = "\n".join(" ".join(line.split(" ")).strip() for line in str(cell or "").split("\n")).strip()
    if not text:
        return None
    return float(text) if _SHOWN_NUMBER.fullmatch(text) else text


def _from_html(html: str) -> tuple[list[list[Cell]], list[Merged]]:
    reader = _Tables()
    reader.feed(html)
    return reader.rows, reader.merged


class _Tables(HTMLParser):
    """Reads the first table of a page; what lies in a table inside a cell belongs to the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merged: list[Merged] = []
        self._depth, self._done = 0, False
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth != 1 or self._done:
            return
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            told = dict(attrs)
            self._span = _number(told.get("rowspan")), _number(told.get("colspan"))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag == "table" and self._depth:
            self._end_cell()
            self._depth -= 1
            self._done = self._done or self._depth == 0

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(" ".join(data.split()) if "\n" in data else data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        top = len(self.rows) - 1
        while (top, len(row)) in self._taken:
            row.append(None)
        left = len(row)
        down, across = self._span
        row.append("".join(self._cell).replace("\xa0", " "))
        row.extend([None] * (across - 1))
        if (down, across) != (1, 1):
            self.merged.append(Merged(top, left, top + down - 1, left + across - 1))
            below = range(top + 1, top + down)
            self._taken |= {(line, column) for line in below for column in range(left, left + across)}
        self._cell = None


def _number(text: str | None) -> int:
    """Read a span; absurd ones are one, so that nobody's page makes a million cells."""
    return int(text) if text and text.isdecimal() and 0 < int(text) <= MOST_COLUMNS else 1
