"""Workbooks built by hand, honest and hostile, as bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BILLION_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "哈哈">'
    + "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1 or chr(0)};".replace(chr(0), "") * 10}">' for i in range(1, 10))
    + "]>"
)


def sheet_xml(rows: str, *, before: str = "", after: str = "", prologue: str = "") -> str:
    """One worksheet part around the given row elements."""
    return f'{HEAD}{prologue}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


PLAIN_ROWS = row(1, text_cell("A1", "姓名"), text_cell("B1", "单位")) + row(
    2, text_cell("A2", "毛洋德"), '<c r="B2"><v>3</v></c>'
)


def parts(rows: str = PLAIN_ROWS, **changes: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small .xlsx; keyword arguments replace parts by their short names."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{CONTENT}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PKG_RELS}"><Relationship Id="rId1" '
        f'Type="{DOC_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": workbook_xml(),
        "xl/_rels/workbook.xml.rels": relations_xml("worksheets/sheet1.xml"),
        SHEET: sheet_xml(rows),
    }
    names = {"workbook": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels", "sheet": SHEET}
    for short, content in changes.items():
        found[names[short]] = content
    return found


def workbook_xml(prologue: str = "") -> str:
    return (
        f'{HEAD}{prologue}<workbook xmlns="{MAIN}" xmlns:r="{DOC_RELS}">'
        '<sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def relations_xml(target: str, mode: str = "") -> str:
    extra = f' TargetMode="{mode}"' if mode else ""
    return (
        f'{HEAD}<Relationships xmlns="{PKG_RELS}"><Relationship Id="rId1" Type="{DOC_RELS}/worksheet" '
        f'Target="{target}"{extra}/></Relationships>'
    )


def zipped(content: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, body in content.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def xlsx(rows: str = PLAIN_ROWS, **changes: str | bytes) -> bytes:
    return zipped(parts(rows, **changes))


def with_part(name: str, body: str | bytes) -> bytes:
    return zipped({**parts(), name: body})


class RawZip:
    """An archive written byte by byte, so that it may lie, repeat itself or overlap."""

    def __init__(self) -> None:
        self._body = bytearray()
        self._directory = bytearray()
        self._count = 0

    def add(
        self, name: str, packed: bytes, *, crc: int, size: int, at: int | None = None, flags: int = 0, mode: int = 0
    ) -> int:
        """Add an entry and return where its local header lies; `at` points the directory somewhere else."""
        raw = name.encode()
        offset = len(self._body) if at is None else at
        common = struct.pack("<HHHHHIIIHH", 20, flags, 8, 0, 33, crc, len(packed), size, len(raw), 0)
        if at is None:
            self._body += b"PK\x03\x04" + common + raw + packed
        outside = struct.pack("<HHHII", 0, 0, 0, mode << 16, offset)
        self._directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + outside + raw
        self._count += 1
        return offset

    def add_text(self, name: str, text: str | bytes, **options: int) -> int:
        body = text.encode() if isinstance(text, str) else text
        return self.add(name, deflated(body), crc=zlib.crc32(body), size=len(body), **options)

    def bytes(self) -> bytes:
        end = struct.pack("<HHHHIIH", 0, 0, self._count, self._count, len(self._directory), len(self._body), 0)
        return bytes(self._body + self._directory + b"PK\x05\x06" + end)


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def gigabyte_bomb() -> bytes:
    """A true 1 GB sheet of blanks in about 1 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * (1 << 20)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(1024):
        crc = zlib.crc32(block, crc)
    bomb = RawZip()
    for name, text in parts().items():
        if name != SHEET:
            bomb.add_text(name, text)
    bomb.add(SHEET, packed * 1024 + b"\x03\x00", crc=crc, size=1 << 30)
    return bomb.bytes()


def ole(*entries: str) -> bytes:
    """The look of an OLE file: its magic, then directory entries of those names."""
    directory = b"".join(f"{entry}\0".encode("utf-16-le").ljust(128) for entry in entries)
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + directory
