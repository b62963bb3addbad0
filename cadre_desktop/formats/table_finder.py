"""Finding the table in somebody's sheet: its header, its columns, and which rows are people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cadre_desktop.errors import AppError
from cadre_desktop.formats.cell_text import title_key
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.formats.header_rows import Header, find_header
from cadre_desktop.formats.values import shown
from cadre_desktop.rules.cell_text import squeezed

_TOTAL = re.compile(r"(本页|本表|全县|全镇|全乡)?(合计|总计|小计|共计|累计)([:(\d].*)?")
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|附注)\d*[:.、].*"
    r"|(填报人|填表人|制表人?|审核人?|复核人?|单位负责人|填报单位|填报日期|联系电话|截止时间)([:(].*)?"
)
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十百]+|\d+)[、.]|\([一二三四五六七八九十]+\)")
_HEADCOUNT = re.compile(r"\(?(?:共)?\d+(?:人|名)\)?$")
_MOST_TITLES_NAMED = 12
_LEAST_COLUMN_NUMBERS = 4


class NoTable(AppError):
    """No row of the sheet looks like the header that was asked for."""

    title = "未找到表头"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of data: its number on the sheet, the cells by field, all its cells, and the section it stands under."""

    number: int
    cells: Mapping[str, Cell]
    raw: Sequence[Cell]
    section: str = ""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as found: rows are numbered from 1 as Excel shows them, columns are indexes from 0.

    `titles` are those of all its columns, the group's head before a slash.
    """

    sheet_name: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, int]
    unmatched: tuple[tuple[int, str], ...]
    rows: tuple[TableRow, ...]
    skipped: tuple[tuple[int, str], ...]
    titles: Mapping[int, str] = field(default_factory=dict)


def find_table(sheet: Sheet, titles: Mapping[str, str]) -> FoundTable:
    """Return the table whose header carries the most of the wanted titles.

    `titles` maps a title or alias, written any way ("全日制教育/学历学位" under a group head), to
    the name of its field.  Raises NoTable, naming the columns looked for.
    """
    header = find_header(sheet, _by_key(titles))
    if header is None:
        raise _no_table(f"工作表“{sheet.name}”", titles)
    rows, skipped = _split_rows(sheet, header)
    whole_titles = {index: title.whole for index, title in header.titles.items()}
    return FoundTable(
        sheet.name, header.rows, header.columns, header.unmatched, tuple(rows), tuple(skipped), whole_titles
    )


def best_sheet(sheets: Sequence[Sheet], titles: Mapping[str, str]) -> Sheet:
    """Return the sheet whose header carries the most of the wanted titles, a visible one before a hidden one."""
    wanted = _by_key(titles)
    scores = [(header.score, not sheet.hidden) if (header := find_header(sheet, wanted)) else None for sheet in sheets]
    best = max((score for score in scores if score), default=None)
    if best is None:
        raise _no_table("文件的所有工作表", titles)
    return sheets[scores.index(best)]


def _by_key(titles: Mapping[str, str]) -> dict[str, str]:
    return {"/".join(title_key(part) for part in title.split("/")): name for title, name in titles.items()}


def _no_table(where: str, titles: Mapping[str, str]) -> NoTable:
    first: dict[str, str] = {}
    for title, name in titles.items():
        first.setdefault(name, title)
    first_titles = list(first.values())
    named = "、".join(first_titles[:_MOST_TITLES_NAMED])
    more = f"等{len(first_titles)}列" if len(first_titles) > _MOST_TITLES_NAMED else ""
    return NoTable(
        f"{where}里没有找到表头，请确认表中有这些列：{named}{more}。",
        hint="表头可以有一行或两行，列的顺序不限；也可以先下载导入模板，把内容粘贴进去。",
    )


def _split_rows(sheet: Sheet, header: Header) -> tuple[list[TableRow], list[tuple[int, str]]]:
    """Tell the rows of data from titles of sections, totals, notes and the like, with a reason for each."""
    rows: list[TableRow] = []
    skipped: list[tuple[int, str]] = []
    section = ""
    wide = _widely_merged(sheet, header)
    columns = header.columns.items()
    for index in range(header.rows[-1], len(sheet.rows)):
        raw = sheet.rows[index]
        filled = [i for i, cell in enumerate(raw) if cell is not None and not (type(cell) is str and not cell.strip())]
        reason = _not_data(raw, filled, header, wide=index in wide, first=index == header.rows[-1])
        if not reason:
            rows.append(TableRow(index + 1, {name: raw[i] for name, i in columns}, raw, section))
            continue
        if reason == _SECTION:
            section = section_name(shown(raw[filled[0]]))
        skipped.append((index + 1, reason))
    return rows, skipped


_BLANK, _SECTION, _TOTALS, _NOTES = "空行", "分组标题", "合计行", "注释行"
_HEADER_AGAIN, _COLUMN_NUMBERS, _ONLY_NUMBER, _OUTSIDE = "重复表头", "栏号行", "只有序号", "表格以外"


def _not_data(raw: Sequence[Cell], filled: Sequence[int], header: Header, *, wide: bool, first: bool) -> str:
    """Return why the row is not a row of data, "" when it is one; cheap for the ordinary row."""
    if not filled:
        return _BLANK
    if len(filled) > 1:
        return _not_data_among_many(raw, filled, header, first=first)
    cell = raw[filled[0]]
    if not isinstance(cell, str):
        return "" if filled[0] in header.matched else _ONLY_NUMBER
    text = squeezed(cell)
    if _TOTAL.fullmatch(text):
        return _TOTALS
    if _NOTE.fullmatch(text):
        return _NOTES
    if wide or _NUMBERED.match(text) or _HEADCOUNT.search(text):
        return _SECTION
    if filled[0] in header.matched:
        return ""
    return _ONLY_NUMBER if text.isdigit() else _OUTSIDE


def _not_data_among_many(raw: Sequence[Cell], filled: Sequence[int], header: Header, *, first: bool) -> str:
    for index in filled[:3]:
        cell = raw[index]
        if not isinstance(cell, str):
            continue
        text = squeezed(cell)
        if _TOTAL.fullmatch(text):
            return _TOTALS
        if _NOTE.fullmatch(text) and not header.matches(raw, filled):
            return _NOTES
    if header.matches(raw, filled):
        return _HEADER_AGAIN
    if first and _are_column_numbers([raw[i] for i in filled]):
        return _COLUMN_NUMBERS
    return _OUTSIDE if header.matched.isdisjoint(filled) else ""


def _are_column_numbers(cells: Sequence[Cell]) -> bool:
    """Tell the row 甲 乙 1 2 3 4 … that statistical tables print below the header."""
    numbers = [squeezed(shown(cell)) for cell in cells if squeezed(shown(cell)) not in "甲乙丙丁"]
    return len(numbers) >= _LEAST_COLUMN_NUMBERS and numbers == [str(i) for i in range(1, len(numbers) + 1)]


def _widely_merged(sheet: Sheet, header: Header) -> frozenset[int]:
    """Return the indexes of rows merged across at least half of the table."""
    half = max(2, header.width // 2)
    return frozenset(m.top for m in sheet.merged if m.right - m.left + 1 >= half and m.top == m.bottom)


def section_name(text: str) -> str:
    """Return the unit a section row names: 一、青石镇（14人） -> 青石镇."""
    plain = squeezed(text)
    return _HEADCOUNT.sub("", _NUMBERED.sub("", plain, count=1)).rstrip(":(") or plain


def titles_of(fields: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return the titles to look for from (field name, its titles); the first to claim a title keeps it."""
    wanted: dict[str, str] = {}
    for name, words in fields:
        for word in words:
            wanted.setdefault(word, name)
    return wanted
