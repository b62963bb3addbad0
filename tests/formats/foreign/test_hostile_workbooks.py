"""Every hostile or mistaken file is refused with one sentence the clerk understands."""

import random
import tempfile
from pathlib import Path

import pytest

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign import child, messages
from cadre_desktop.formats.foreign.limits import LIMITS
from cadre_desktop.formats.foreign.reader import read_workbook
from tests.formats.foreign import workbooks as w

FAR_CORNER = w.row(1, w.text_cell("A1", "甲")) + w.row(1048576, w.text_cell("XFD1048576", "乙"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def quadratic() -> bytes:
    return w.xlsx(sheet=w.sheet_xml("", prologue=f'<!DOCTYPE a [<!ENTITY x "{"哈" * 5000}">]>'))


def duplicated() -> bytes:
    raw = w.RawZip()
    for name, text in w.parts().items():
        raw.add_text(name, text)
    raw.add_text(w.SHEET.upper(), "<worksheet/>")
    return raw.bytes()


def overlapping() -> bytes:
    raw = w.RawZip()
    for name, text in w.parts().items():
        offset = raw.add_text(name, text)
    body = w.parts()[w.SHEET].encode()
    for i in range(50):
        raw.add(f"xl/media/{i}.bin", w.deflated(body), crc=0, size=len(body), at=offset)
    return raw.bytes()


def lying_size() -> bytes:
    raw = w.RawZip()
    for name, text in w.parts().items():
        if name != w.SHEET:
            raw.add_text(name, text)
    body = w.parts()[w.SHEET].encode()
    raw.add(w.SHEET, w.deflated(body), crc=1234, size=len(body) - 40)
    return raw.bytes()


def special_entry(name: str, **options: int) -> bytes:
    raw = w.RawZip()
    for part, text in w.parts().items():
        raw.add_text(part, text)
    raw.add_text(name, "x", **options)
    return raw.bytes()


def many_cells() -> bytes:
    row = w.row(1, *[f'<c r="{column}1"><v>1</v></c>' for column in "ABCDEFGHIJKLMNOP"])
    return w.zipped(w.parts(row * 160_000), compression=0)


def doctype(declaration: str) -> bytes:
    return w.xlsx(sheet=w.sheet_xml("", prologue=f"<!DOCTYPE {declaration}>"))


def related(relations: str) -> bytes:
    return w.xlsx(relations=relations)


def open_document(rows: str) -> bytes:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>'
        f'<table:table table:name="一">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return w.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
                     "META-INF/manifest.xml": "<manifest/>"})  # fmt: skip


HOSTILE = {
    "billion laughs in the sheet": (lambda: w.xlsx(sheet=w.sheet_xml("", prologue=w.BILLION_LAUGHS)), "实体声明"),
    "billion laughs in the strings": (
        lambda: w.with_part("xl/sharedStrings.xml", w.BILLION_LAUGHS + "<sst/>"), "实体声明"),
    "quadratic blow-up": (quadratic, "实体声明"),
    "local file by entity": (
        lambda: doctype('a [<!ENTITY x SYSTEM "file:///etc/hostname">]'), "实体声明"),
    "external document type": (
        lambda: doctype('w SYSTEM "http://example.invalid/w.dtd"'), "文档类型"),
    "declaration in relations": (lambda: w.xlsx(relations="<!DOCTYPE a><a/>"), "文档类型"),
    "one gigabyte of blanks": (w.gigabyte_bomb, "超过 256 MB"),
    "ratio": (lambda: w.with_part("xl/big.xml", b" " * 100_000_000), "压缩炸弹"),
    "one huge part": (
        lambda: w.zipped(w.parts() | {"xl/media/a.bin": bytes(LIMITS.entry_bytes + 1)}), "单个部件"),
    "two far corners": (lambda: w.xlsx(FAR_CORNER), "第 1048576 行"),
    "a far column": (lambda: w.xlsx(w.row(1, w.text_cell("XFD1", "甲"))), "第 16384 列"),
    "column 301": (lambda: w.xlsx(w.row(1, w.text_cell("KO1", "甲"))), "第 301 列"),
    "row two billion": (lambda: w.xlsx(w.row(2_000_000_000, w.text_cell("A2000000000", "甲"))), "第 2000000000 行"),
    "row number that is none": (lambda: w.xlsx('<row r="-5"><c r="A1"><v>1</v></c></row>'), "行号"),
    "reference that is none": (lambda: w.xlsx('<row r="1"><c r="第一"><v>1</v></c></row>'), "位置写法不对"),
    "hidden far corner without reference": (
        lambda: w.xlsx(w.row(1, "<c/>" * 400 + "<c><v>1</v></c>")), "第 401 列"),
    "nested elements": (
        lambda: w.zipped(w.parts(sheet=w.sheet_xml("<a>" * 200_000 + "</a>" * 200_000)), compression=0), "嵌套"),
    "too many cells": (many_cells, "250 万"),
    "truncated": (lambda: w.xlsx()[:-30], "损坏"),
    "half the file": (lambda: w.xlsx()[:400], "损坏"),
    "broken xml": (lambda: w.xlsx(sheet="<worksheet><sheetData></worksheet>"), "XML 已损坏"),
    "picture": (lambda: PNG, "图片"),
    "pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "csv in utf-8": (lambda: "姓名,单位\n毛洋德,青石镇\n".encode() * 400, "文本文件"),
    "csv in gbk": (lambda: "姓名,单位\n毛洋德,青石镇\n".encode("gbk") * 400, "文本文件"),
    "web page called xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "文本文件"),
    "empty": (lambda: b"", "空文件"),
    "only zeros": (lambda: bytes(5000), "空文件"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(50), "解压"),
    "noise": (lambda: bytes(range(256)) * 10, "认不出"),
    "encrypted": (lambda: w.ole("EncryptionInfo", "EncryptedPackage"), "打开密码"),
    "word document": (lambda: w.ole("WordDocument"), "Word"),
    "docx": (lambda: w.zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "文字或演示"),
    "plain zip": (lambda: w.zipped({"名册.txt": "毛洋德"}), "压缩包"),
    "missing workbook": (lambda: w.zipped({k: v for k, v in w.parts().items() if k != "xl/workbook.xml"}), "缺少必要"),
    "missing sheet": (lambda: w.zipped({k: v for k, v in w.parts().items() if k != w.SHEET}), "损坏"),
    "no sheets": (lambda: w.xlsx(workbook="<workbook/>"), "没有工作表"),
    "sheet without relation": (lambda: related("<Relationships/>"), "损坏"),
    "relation without target": (
        lambda: related('<Relationships><Relationship Id="rId1"/></Relationships>'), "损坏"),
    "relation outside": (lambda: related(w.relations_xml("../../../etc/hostname")), "文件之外"),
    "external relation": (
        lambda: related(w.relations_xml("http://example.invalid/a", "External")), "文件之外"),
    "duplicate entries": (duplicated, "重名"),
    "overlapping entries": (overlapping, "重叠"),
    "lying size": (lying_size, "损坏"),
    "name that climbs": (lambda: special_entry("../evil.xml"), "文件之外"),
    "absolute name": (lambda: special_entry("/tmp/evil.xml"), "文件之外"),
    "windows name": (lambda: special_entry("C:\\evil.xml"), "文件之外"),
    "symbolic link": (lambda: special_entry("xl/link", mode=0o120777), "文件之外"),
    "encrypted entry": (lambda: special_entry("xl/a.xml", flags=1), "密码"),
    "too many entries": (lambda: w.zipped(w.parts() | {f"a/{i}": "" for i in range(2000)}), "部件有"),
    "macro": (lambda: w.with_part("xl/vbaProject.bin", "x"), "宏"),
    "binary workbook": (lambda: w.with_part("xl/workbook.bin", "x"), "xlsb"),
    "open document far row": (
        lambda: open_document('<table:table-row table:number-rows-repeated="1048575"/><table:table-row>'
                              '<table:table-cell office:value-type="string"/></table:table-row>'), "第 1048576 行"),
    "open document repeated block": (
        lambda: open_document('<table:table-row table:number-rows-repeated="100000">'
                              '<table:table-cell table:number-columns-repeated="200" office:value-type="float"/>'
                              "</table:table-row>"), "万个"),
    "open document huge repeat": (
        lambda: open_document('<table:table-row><table:table-cell table:number-columns-repeated="99999999999"/>'
                              "</table:table-row>"), "重复次数"),
}  # fmt: skip


def sniff_file(content: bytes) -> None:
    """Files without any content are refused before a child is even started."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        read_workbook(Path(file.name))


@pytest.mark.timeout(60)  # a hostile file would take minutes or for ever where it is not refused
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name: str) -> None:
    build, expected = HOSTILE[name]
    content = build()
    refuse = child.check if content.strip(b"\0") else sniff_file
    with pytest.raises(BadFile) as caught:
        refuse(content)
    message = str(caught.value)
    assert expected in message
    assert message.endswith("。")
    assert "\n" not in message
    assert "Error" not in message


@pytest.mark.parametrize("name", ["two far corners", "billion laughs in the sheet", "encrypted", "truncated"])
def test_the_childs_sentence_reaches_the_program(name: str, tmp_path: Path) -> None:
    build, expected = HOSTILE[name]
    path = tmp_path / "名册.xlsx"
    path.write_bytes(build())
    with pytest.raises(BadFile, match=expected):
        read_workbook(path)


def test_five_common_mistakes_get_five_different_sentences() -> None:
    said = set()
    for name in ("picture", "csv in utf-8", "truncated", "encrypted", "plain zip"):
        with pytest.raises(BadFile) as caught:
            child.check(HOSTILE[name][0]())
        said.add(str(caught.value))
    assert len(said) == 5


def test_a_dimension_that_claims_the_whole_sheet_is_not_believed() -> None:
    content = w.xlsx(sheet=w.sheet_xml(w.PLAIN_ROWS, before='<dimension ref="A1:XFD1048576"/>'))
    assert _rows(content) == [["姓名", "单位"], ["毛洋德", 3]]


@pytest.mark.timeout(60)
def test_a_million_blank_styled_rows_are_no_obstacle() -> None:
    blank = "".join(f'<row r="{i}" ht="20"><c r="A{i}" s="0"/><c r="B{i}" s="0"/></row>' for i in range(3, 1_000_001))
    assert child.check(w.xlsx(w.PLAIN_ROWS + blank)) == {"名册": []}


def test_blank_cells_to_the_last_column_are_no_obstacle() -> None:
    blank = w.row(3, '<c r="XFD3" s="0"/>')
    assert _rows(w.xlsx(w.PLAIN_ROWS + blank)) == [["姓名", "单位"], ["毛洋德", 3]]


def test_two_hundred_flipped_bits_never_change_a_cell_unnoticed() -> None:
    content = w.xlsx()
    expected = _rows(content)
    dice = random.Random(20261121)
    sentences = []
    for _ in range(200):
        changed = bytearray(content)
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        try:
            assert _rows(bytes(changed)) == expected
        except BadFile as error:
            sentences.append(str(error))
    assert len(sentences) > 80
    assert all(sentence.endswith("。") for sentence in sentences)


def test_mutated_files_raise_nothing_but_bad_file() -> None:
    dice = random.Random(61)
    seeds = [w.xlsx(), w.zipped(w.parts(), compression=0), open_document("<table:table-row/>")]
    sentences = []
    for i in range(500):
        content = bytearray(seeds[i % len(seeds)])
        for _ in range(dice.randrange(1, 6)):
            _mutate(content, dice)
        try:
            child.check(bytes(content))
        except BadFile as error:
            sentences.append(str(error))
    assert len(sentences) > 200
    assert all(sentence.endswith("。") for sentence in sentences)


def _mutate(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content))
    match dice.randrange(5):
        case 0:
            content[at] = dice.randrange(256)
        case 1:
            del content[at : at + dice.randrange(1, 40)]
        case 2:
            content[at:at] = dice.randbytes(dice.randrange(1, 40))
        case 3:
            content[at:at] = content[at : at + dice.randrange(1, 200)]
        case _:
            content[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
    content[:4] = b"PK\x03\x04"


def _rows(content: bytes) -> list[list[object]]:
    rows: list[list[object]] = []
    for message in child.read(content):
        tag, body = messages.unpack(message)
        if tag in (messages.ROWS, messages.ROWS_WITH_DATES):
            rows += body
    return rows
