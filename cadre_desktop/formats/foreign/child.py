"""The process that opens a foreign workbook: capped, alone, and free to die.

A 4.7 KB file is enough to abort a process inside a native reader, so reading never
happens in the program itself.  Keep the imports of this module few: each costs at every read.
"""

import io
import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign import caps, messages
from cadre_desktop.formats.foreign.guard import check
from cadre_desktop.formats.foreign.limits import LIMITS
from cadre_desktop.formats.foreign.zip_limits import DAMAGED

_BATCH = 500
_PROCESSOR_SECONDS = 600
_STANDARD_INPUT, _STANDARD_OUTPUT = 0, 1


def main() -> None:
    """Read the workbook whose bytes come in on standard input; write its cells to standard output as messages."""
    _binary_pipes()
    caps.apply(LIMITS.child_bytes, _PROCESSOR_SECONDS)
    with os.fdopen(_STANDARD_INPUT, "rb") as source, os.fdopen(_STANDARD_OUTPUT, "wb") as results:
        try:
            for message in read(source.read(LIMITS.file_bytes)):
                messages.send(results, message)
        except BadFile as error:
            messages.send(results, messages.pack(messages.REFUSED, str(error)))


def read(content: bytes) -> Iterator[bytes]:
    """Check the workbook, then yield its sheets as messages; raises BadFile."""
    uncalculated = check(content)
    yield messages.pack(messages.ALIVE, None)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for metadata in workbook.sheets_metadata:
                sheet = workbook.get_sheet_by_name(metadata.name)
                yield messages.pack(
                    messages.SHEET,
                    {
                        "name": metadata.name,
                        "merged": [[*start, *end] for start, end in sheet.merged_cell_ranges or ()],
                        "formulas": uncalculated.get(metadata.name, []),
                        "hidden": metadata.visible != SheetVisibleEnum.Visible,
                    },
                )
                yield from _rows(sheet)
    except PasswordError as error:
        raise BadFile("文件设有打开密码，请在 WPS 或 Excel 中取消密码、保存后再导入。") from error
    except CalamineError as error:
        raise BadFile(DAMAGED) from error
    yield messages.pack(messages.DONE, None)


def _rows(sheet: CalamineSheet) -> Iterator[bytes]:
    """Yield the rows in batches; calamine itself leaves out the blank columns at the left."""
    left: list[Any] = [""] * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    while batch := list(islice(rows, _BATCH)):
        yield messages.pack_rows([left + row for row in batch] if left else batch)


def _binary_pipes() -> None:
    """Keep Windows from rewriting line ends inside the messages."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(_STANDARD_INPUT, os.O_BINARY)
        msvcrt.setmode(_STANDARD_OUTPUT, os.O_BINARY)
