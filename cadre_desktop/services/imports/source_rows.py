"""The rows of a table as the import reads them: merged cells filled down, the clerk's corrections put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.services.imports.shape import ImportOptions, ImportSource


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: its number on the sheet, its cells by field, the heading it stands under, and all its cells."""

    number: int
    cells: Mapping[str, Cell]
    section: str
    raw: Sequence[Cell]


def source_rows(source: ImportSource, options: ImportOptions) -> list[SourceRow]:
    """Return the rows of the table, `options.fixed` in place of what the sheet said, less what was refused of it."""
    merged = _filled_down(source)
    rows = []
    for row in source.table.rows:
        cells = row.cells
        if row.number in merged or row.number in options.fixed:
            cells = {**cells, **merged.get(row.number, {}), **options.fixed.get(row.number, {})}
        if refused := options.refused.get(row.number):
            cells = {name: cell for name, cell in cells.items() if name not in refused}
        rows.append(SourceRow(row.number, cells, row.section, row.raw))
    return rows


def _filled_down(source: ImportSource) -> dict[int, dict[str, Cell]]:
    """Give every row of a cell merged downwards its value: one 工作单位 beside all its people."""
    by_index = {column.index: column.name for column in source.columns}
    header_end = source.table.header_rows[-1]
    filled: dict[int, dict[str, Cell]] = {}
    for block in source.sheet.merged:
        name = by_index.get(block.left)
        if name is None or block.left != block.right or block.top < header_end:
            continue
        value = source.sheet.rows[block.top][block.left]
        for index in range(block.top + 1, block.bottom + 1):
            filled.setdefault(index + 1, {})[name] = value
    return filled
