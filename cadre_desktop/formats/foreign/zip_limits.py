"""Judging a zipped workbook by its directory alone, before anything is unpacked."""

import io
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.limits import LIMITS, MIB

DAMAGED = "文件不完整或已损坏，打不开里面的内容。请重新拷贝，或用 WPS、Excel 打开后另存一份再导入。"
_SUSPECT = "文件异常：{why}。为安全起见没有读取，请用 WPS 或 Excel 打开后另存一份再导入。"
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED_FLAG = 0x1
# What zipfile raises on broken directories, found by fuzzing: more than BadZipFile.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,  # zipfile raises it for packing it does not know
    UnicodeDecodeError,
    ValueError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    struct.error,
)


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Open a workbook, every limit checked; raise BadFile when one is broken."""
    archive = open_zip(content)
    _check_parts({entry.filename for entry in archive.infolist()})
    return archive


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Open any archive, the limits of its directory checked; raise BadFile when one is broken."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as error:
        raise BadFile(DAMAGED) from error
    entries = archive.infolist()
    _check_sizes(entries)
    _check_names(entries)
    _check_spans(entries, archive.start_dir)
    return archive


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Tell an .ods from an .xlsx."""
    return "content.xml" in archive.namelist()


def refused(why: str) -> BadFile:
    """Return the error for a file built unlike anything a spreadsheet program writes."""
    return BadFile(_SUSPECT.format(why=why))


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > LIMITS.entries:
        raise refused(f"内部部件有 {len(entries)} 个，超过 {LIMITS.entries} 个")
    if sum(entry.file_size for entry in entries) > LIMITS.total_bytes:
        raise refused(f"展开后超过 {LIMITS.total_bytes // MIB} MB")
    for entry in entries:
        if entry.file_size > LIMITS.entry_bytes:
            raise refused(f"单个部件展开后超过 {LIMITS.entry_bytes // MIB} MB")
        swollen = entry.file_size > LIMITS.ratio * max(entry.compress_size, 1)
        if swollen and entry.file_size > LIMITS.ratio_from_bytes:
            raise refused(f"压缩比超过 {LIMITS.ratio} 倍，疑似“压缩炸弹”")
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise BadFile("压缩部件设有密码，请在 WPS 或 Excel 中取消密码、保存后再导入。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused("用了表格文件不用的压缩方法")


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if not _safe(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise refused("内部部件的名称指向文件之外")
        key = unicodedata.normalize("NFC", entry.filename).casefold()
        if key in seen:
            raise refused("内部有重名的部件")
        seen.add(key)


def _safe(name: str) -> bool:
    plain = name and not name.startswith("/") and not any(char in name for char in "\\:\0") and name.isprintable()
    return bool(plain) and ".." not in PurePosixPath(name).parts


def _check_spans(entries: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries that share bytes: the trick by which a small file unpacks to a huge one."""
    following = end
    for entry in sorted(entries, key=lambda e: e.header_offset, reverse=True):
        if entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.filename) + entry.compress_size > following:
            raise refused("内部部件互相重叠")
        following = entry.header_offset


def _check_parts(names: set[str]) -> None:
    if any(PurePosixPath(name).name.casefold() == "vbaproject.bin" for name in names):
        raise BadFile("文件带有宏，为安全起见不能导入，请在 WPS 或 Excel 中另存为不带宏的 .xlsx。")
    if "xl/workbook.bin" in names:
        raise BadFile("这是二进制表格 .xlsb，请在 WPS 或 Excel 中另存为 .xlsx 再导入。")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise BadFile("这是文字或演示文档，不是表格，请选择 .xlsx、.xls、.et 或 .ods 表格。")
    workbook = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names
    open_document = {"mimetype", "content.xml", "META-INF/manifest.xml"} <= names
    if not workbook and not open_document:
        raise BadFile("这是压缩包而不是表格，或者表格缺少必要的部件。请先解压，或用 WPS、Excel 另存一份再导入。")
