"""Walking every XML part of a zipped workbook once, to refuse what no spreadsheet program writes.

No document type, no entities, no deep nesting; the true extent is counted from the cells that hold
something, never from what the file claims (`<dimension>`), because two far corner cells are enough
to make a reader ask for all the memory there is.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate, XMLParserType
from zlib import error as ZlibError

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.limits import LIMITS, MIB
from cadre_desktop.formats.foreign.plain_runs import ROWS, STRINGS, RunPattern, describe_rows
from cadre_desktop.formats.foreign.zip_limits import DAMAGED, ZIP_FAULTS, refused

_PIECE = MIB
_LONGEST_UNDECIDED = 4 * MIB
_REFERENCE = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")
_BROKEN_XML = "文件内部的 XML 已损坏，读不出内容。请用 WPS 或 Excel 打开后另存一份再导入。"


class _SeenEnough(Exception):
    """Nothing but empty rows for so long that the rest need not be walked."""


@dataclass(slots=True)
class Extent:
    """The last row with content, the number of filled cells, and the formulas without a stored result.

    Formulas are (row, column), both counted from 1.
    """

    rows: int = 0
    cells: int = 0
    uncalculated: list[tuple[int, int]] = field(default_factory=list)


def scan_archive(archive: zipfile.ZipFile) -> Mapping[str, Extent]:
    """Check every XML part; return the extent of each part by name, or raise BadFile."""
    extents: dict[str, Extent] = {}
    cells = 0
    for entry in archive.infolist():
        if not entry.filename.casefold().endswith((".xml", ".rels")):
            continue
        extents[entry.filename] = extent = _scan_entry(archive, entry)
        cells += extent.cells
        if cells > LIMITS.cells:
            raise refused(f"有内容的单元格超过 {LIMITS.cells // 10_000} 万个")
    return extents


def _scan_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Extent:
    """Scan one part, translating what zipfile, zlib and expat say of broken files."""
    scan = PartScan(STRINGS if entry.filename.endswith("sharedStrings.xml") else ROWS)
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                scan.feed(piece)
        scan.close()
    except _SeenEnough:
        pass
    except ExpatError as error:
        raise BadFile(_BROKEN_XML) from error
    except (*ZIP_FAULTS, ZlibError) as error:
        raise BadFile(DAMAGED) from error
    return scan.extent


class PartScan:
    """One XML part read piece by piece; plain stretches are counted in bulk, all else by expat."""

    def __init__(self, runs: RunPattern) -> None:
        self.extent = Extent()
        self._runs = runs
        self._undecided = b""
        self._depth = 0
        self._row = 0
        self._column = 0
        self._empty_rows = 0
        self._rows_repeated = 0
        self._uncalculated: tuple[int, int] | None = None
        self._starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {}
        self._parser = self._make_parser()

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        buffer = self._undecided + piece
        marker = self._runs.marker
        position = 0
        start = buffer.find(marker)
        while start >= 0:
            self._parser.Parse(buffer[position:start], False)
            position = self._runs.match(buffer, start)
            if position > start:
                self._count_run(buffer[start:position])
                start = buffer.find(marker, position)
                continue
            following = buffer.find(marker, start + len(marker))
            if following < 0:
                break
            self._parser.Parse(buffer[start:following], False)
            position = start = following
        self._keep(buffer[position:], undecided=start >= 0)

    def close(self) -> None:
        """Finish; raises ExpatError when the part is not well formed."""
        self._parser.Parse(self._undecided, True)

    def _keep(self, rest: bytes, *, undecided: bool) -> None:
        """Hold back what may still become a plain stretch, within bounds."""
        split = len(rest) - len(self._runs.marker)
        if undecided and len(rest) <= _LONGEST_UNDECIDED:
            split = 0
        elif undecided:
            split = len(rest)
        split = max(split, 0)
        self._parser.Parse(rest[:split], False)
        self._undecided = rest[split:]

    def _make_parser(self) -> XMLParserType:
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.EntityDeclHandler = _refuse_declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        return parser

    def _count_run(self, run: bytes) -> None:
        if self._runs is not ROWS:
            return
        plain = describe_rows(run)
        self._row = plain.last_row
        self._column = 0
        self._count_cells(plain.cells)
        if plain.cells:
            self._empty_rows = 0
            self.extent.rows = max(self.extent.rows, plain.last_filled_row)
        self._count_empty_rows(plain.empty_rows_at_end)

    def _count_cells(self, count: int) -> None:
        self.extent.cells += count
        if self.extent.cells > LIMITS.cells:
            raise refused(f"有内容的单元格超过 {LIMITS.cells // 10_000} 万个")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if self._depth == 0:
            self._starts = self._starts_under(local)
        self._depth += 1
        if self._depth > LIMITS.depth:
            raise refused(f"内部结构嵌套超过 {LIMITS.depth} 层")
        if place := self._starts.get(local):
            place(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._uncalculated:
            local = name.rpartition(":")[2]
            if local == "v":
                self._parser.CharacterDataHandler = None
            elif local == "c":
                self.extent.uncalculated.append(self._uncalculated)
                self._uncalculated = None

    def _starts_under(self, root: str) -> Mapping[str, Callable[[Mapping[str, str]], None]]:
        """Return what to do at which element; parts other than sheets have no cells to count."""
        if root == "worksheet":
            return {"row": self._row_starts, "c": self._cell_starts, "v": self._value_starts,
                    "is": self._filled, "f": self._formula_starts}  # fmt: skip
        if root == "document-content":
            return {"table": self._table_starts, "table-row": self._table_row_starts,
                    "table-cell": self._table_cell_starts, "covered-table-cell": self._table_cell_starts}  # fmt: skip
        return {}

    def _row_starts(self, attributes: Mapping[str, str]) -> None:
        self._row = _number(attributes.get("r"), self._row + 1)
        self._column = 0
        self._count_empty_rows(1)

    def _cell_starts(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        found = _REFERENCE.fullmatch(reference) if reference else None
        if reference and not found:
            raise refused("单元格的位置写法不对")
        if found:
            self._column, self._row = _column_number(found[1]), int(found[2])
        else:
            self._column += 1

    def _value_starts(self, attributes: Mapping[str, str]) -> None:
        self._filled(attributes)
        if self._uncalculated:
            self._parser.CharacterDataHandler = self._calculated

    def _formula_starts(self, attributes: Mapping[str, str]) -> None:
        self._filled(attributes)
        self._uncalculated = (self._row, self._column)

    def _calculated(self, _text: str) -> None:
        """A formula has its result stored beside it: it reads like any value."""
        self._uncalculated = None
        self._parser.CharacterDataHandler = None

    def _filled(self, _attributes: Mapping[str, str]) -> None:
        self._empty_rows = 0
        self._reach(self._row, self._column, 1)

    def _table_starts(self, _attributes: Mapping[str, str]) -> None:
        self._row, self._rows_repeated = 0, 0

    def _table_row_starts(self, attributes: Mapping[str, str]) -> None:
        self._row += self._rows_repeated
        self._rows_repeated = _number(attributes.get("table:number-rows-repeated"), 1)
        self._column = 0

    def _table_cell_starts(self, attributes: Mapping[str, str]) -> None:
        repeated = _number(attributes.get("table:number-columns-repeated"), 1)
        self._column += repeated
        if "office:value-type" in attributes:
            self._reach(self._row + self._rows_repeated, self._column, repeated * self._rows_repeated)

    def _reach(self, row: int, column: int, cells: int) -> None:
        if row > LIMITS.rows:
            raise refused(f"内容一直排到第 {row} 行，超过 {LIMITS.rows} 行")
        if column > LIMITS.columns:
            raise refused(f"内容一直排到第 {column} 列，超过 {LIMITS.columns} 列")
        self.extent.rows = max(self.extent.rows, row)
        self._count_cells(cells)

    def _count_empty_rows(self, count: int) -> None:
        """Count row elements, not row numbers: a gap in the numbers may hide a far cell right behind it."""
        self._empty_rows += count
        if self._empty_rows > LIMITS.empty_rows:
            raise _SeenEnough


def _refuse_declaration(*_declaration: object) -> None:
    raise refused("含有表格文件不应有的文档类型或实体声明")


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise refused("行号或重复次数写法不对")
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
