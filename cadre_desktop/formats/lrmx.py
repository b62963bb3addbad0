"""The .lrmx file of the official editor: read, written, and changed in place with all else kept byte for byte.

Expat is used directly because it tells where in the file each element lies.  A document type is refused, so there are
no entities to expand and nothing outside is ever opened.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.appointment_form import (
    MAX_FILE_BYTES,
    TEXT_ELEMENTS,
    VERSION,
    AppointmentForm,
    FamilyLine,
)
from cadre_desktop.rules.cell_text import visible

ROOT, FAMILY, ITEM, PHOTO = "Person", "JiaTingChengYuan", "Item", "ZhaoPian"
_FAMILY_PARTS = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")
_DEEPEST, _MOST_ELEMENTS = 4, 2000
_BOM = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"<br\s*/?>|\r\n|\r")
_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_CHINESE = {b"gb2312", b"gbk", b"gb18030"}


def read_lrmx(content: bytes, file_name: str) -> AppointmentForm:
    """Read a form; raise BadFile, with the file's name in the sentence, when it is none or is damaged."""
    if len(content) > MAX_FILE_BYTES:
        raise BadFile(f"《{file_name}》有 {len(content) // 2**20} MB，不像任免审批表文件，没有读取。")
    utf8 = _as_utf8(content, file_name)
    found = _Outline(utf8, file_name)
    values = {}
    for name, texts in found.texts.items():
        text = visible(_LINE_END.sub("\n", "".join(texts)))
        if text and name not in (FAMILY, PHOTO):
            values[name] = text
    if not values.get("XingMing"):
        raise BadFile(f"《{file_name}》里没有姓名，不是任免审批表文件。")
    family = tuple(line for line in map(_family_line, found.items) if any((line.relation, line.name, line.work)))
    return AppointmentForm(file_name, values, family, _photo(found.texts.get(PHOTO, []), file_name), utf8)


def write_lrmx(values: Mapping[str, str], family: Sequence[FamilyLine], photo: bytes) -> bytes:
    """Write a new form: every element of the official editor in its order, the unknown ones of `values` behind them."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>', f"<{ROOT}>"]
    given = {"Version": VERSION, **values}
    for name in (*TEXT_ELEMENTS, *(n for n in given if n not in TEXT_ELEMENTS)):
        parts.append("  " + _element(name, given.get(name, ""), family, photo))
    return "\r\n".join([*parts, f"</{ROOT}>", ""]).encode()


def rewrite_lrmx(
    content: bytes,
    changed: Mapping[str, str],
    family: Sequence[FamilyLine] | None = None,
    photo: bytes | None = None,
) -> bytes:
    """Change some elements of a form that was read; everything else stays as it is, byte for byte.

    `content` is AppointmentForm.content.  A `family` or `photo` of None stays.
    """
    outline = _Outline(content, "")
    wanted = dict(changed)
    if family is not None:
        wanted[FAMILY] = ""
    if photo is not None:
        wanted[PHOTO] = ""
    pieces, at = [], 0
    for name, start, end in outline.spans:
        if name in wanted:
            pieces += [content[at:start], _element(name, wanted.pop(name), family or (), photo or b"").encode()]
            at = end
    pieces.append(content[at : outline.root_end])
    missing = [_element(name, text, family or (), photo or b"") for name, text in wanted.items()]
    pieces += [f"  {one}\r\n".encode() for one in missing]
    pieces.append(content[outline.root_end :])
    return b"".join(pieces)


@dataclass(slots=True)
class _Open:
    name: str
    start: int


class _Outline:
    """Walks the file once: the text of the top elements, the family's items, and where each top element lies."""

    def __init__(self, content: bytes, file_name: str) -> None:
        self.texts: dict[str, list[str]] = {}
        self.items: list[dict[str, list[str]]] = []
        self.spans: list[tuple[str, int, int]] = []
        self.root_end = len(content)
        self._content, self._file_name = content, file_name
        self._open: list[_Open] = []
        self._count = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise BadFile(f"《{file_name}》不完整或已损坏，读不出任免审批表。", hint="请重新拷贝一份。") from error

    def _refuse(self, *_: object) -> None:
        raise BadFile(f"《{self._file_name}》带有外部定义，正常的任免审批表没有，为安全起见没有读取。")

    def _start(self, name: str, _attributes: object) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST or (not self._open and name != ROOT):
            raise BadFile(f"《{self._file_name}》的结构不是任免审批表，没有读取。")
        self._open.append(_Open(name, self._parser.CurrentByteIndex))
        if len(self._open) == 2:
            self.texts.setdefault(name, [])
        elif len(self._open) == 3 and name == ITEM:
            self.items.append({})

    def _text(self, text: str) -> None:
        names = [one.name for one in self._open]
        if len(names) == 2:
            self.texts[names[1]].append(text)
        elif len(names) == 4 and names[2] == ITEM:
            self.items[-1].setdefault(names[3], []).append(text)

    def _end(self, _name: str) -> None:
        at = self._parser.CurrentByteIndex
        closed = self._open.pop()
        if len(self._open) == 1:
            self.spans.append((closed.name, closed.start, self._end_of(closed, at)))
        elif not self._open:
            self.root_end = at

    def _end_of(self, closed: _Open, at: int) -> int:
        """Return where an element ends; of <X/> expat says the place behind it, of <X></X> that of its end tag."""
        begun = _TAG.match(self._content, closed.start)
        if begun is not None and begun.end() == at and self._content.endswith(b"/>", 0, at):
            return at
        return self._content.index(b">", at) + 1


def _as_utf8(content: bytes, file_name: str) -> bytes:
    """Return the file in UTF-8 without a mark; some tools write GBK and say so."""
    plain = content.removeprefix(_BOM)
    declared = _DECLARED.match(plain)
    encoding = declared.group(1).lower() if declared else b"utf-8"
    try:
        if encoding in _CHINESE and declared is not None:
            head = plain[: declared.end()].replace(declared.group(1), b"utf-8")
            return head + plain[declared.end() :].decode("gb18030").encode()
        plain.decode("utf-8" if encoding in (b"utf-8", b"utf8") else "ascii")
    except UnicodeDecodeError as error:
        raise BadFile(f"《{file_name}》不是任免审批表文件，或者文字编码已损坏。", hint="请重新拷贝一份。") from error
    return plain


def _family_line(item: Mapping[str, Sequence[str]]) -> FamilyLine:
    return FamilyLine(*(visible("".join(item.get(part, ()))) for part in _FAMILY_PARTS))


def _photo(texts: Sequence[str], file_name: str) -> bytes:
    text = "".join("".join(texts).split())
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadFile(f"《{file_name}》里的照片已损坏，读不出来。", hint="请在任免表编辑器里重新存一份。") from error


def _element(name: str, text: str, family: Sequence[FamilyLine], photo: bytes) -> str:
    if name == FAMILY:
        return f"<{FAMILY}>{''.join(map(_item, family))}</{FAMILY}>"
    if name == PHOTO:
        return f"<{PHOTO}>{base64.b64encode(photo).decode('ascii')}</{PHOTO}>"
    return f"<{name}>{_escaped(text)}</{name}>"


def _item(line: FamilyLine) -> str:
    said = (line.relation, line.name, line.birth, line.political_status, line.work)
    inner = "".join(f"<{part}>{_escaped(text)}</{part}>" for part, text in zip(_FAMILY_PARTS, said, strict=True))
    return f"<{ITEM}>{inner}</{ITEM}>"


def _escaped(text: str) -> str:
    """Escape a text, its lines ended as the editor ends them, without the signs XML cannot hold."""
    return escape(_NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\n", "\r\n")))
