"""Telling what a file really is by its first bytes, never by its name."""

from enum import Enum
from pathlib import Path

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.limits import LIMITS, MIB

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_TEXT_SAMPLE = 4096
_SAVE_AS = "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。"


class Container(Enum):
    """The two wrappings a spreadsheet comes in: .xlsx/.ods are zip, .xls/.et are OLE."""

    ZIP = "zip"
    OLE = "ole"


def read_whole(path: Path) -> bytes:
    """Return the file's bytes; raise BadFile when it is missing, locked, empty or too large."""
    try:
        size = path.stat().st_size
        if size > LIMITS.file_bytes:
            most = LIMITS.file_bytes // MIB
            raise BadFile(f"文件有 {size // MIB} MB，超过 {most} MB，请删去图片或拆成几个文件后再导入。")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise BadFile(f"找不到文件“{path.name}”，请确认它没有被移走或改名。") from error
    except IsADirectoryError as error:
        raise BadFile(f"“{path.name}”是文件夹，请选择一个表格文件。") from error
    except OSError as error:
        raise BadFile(f"文件“{path.name}”打不开，可能正被 WPS 或 Excel 打开，请关闭后重试。") from error
    if not content.strip(b"\0 \r\n\t"):
        raise BadFile("这是一个空文件，没有任何内容，请核对是否选错或没有保存完。")
    return content


def container(content: bytes) -> Container:
    """Return how the spreadsheet is wrapped; raise BadFile, in a sentence of its own, for anything else."""
    if content.startswith(_ZIP):
        return Container.ZIP
    if content.startswith(_OLE):
        return _ole_kind(content)
    if content.startswith(_EMPTY_ZIP):
        raise BadFile("这是一个空的压缩包，不是表格文件，请重新选择。")
    if content.startswith(_PICTURES):
        raise BadFile("这是图片文件，不是表格，只是扩展名像表格；请选择 .xlsx、.xls、.et 或 .ods 表格。")
    if content.startswith(b"%PDF"):
        raise BadFile("这是 PDF 文件，不是表格，请向填报人索取原来的表格文件。")
    if content.startswith(_ARCHIVES):
        raise BadFile("这是压缩包，请先解压，再选择里面的表格文件。")
    if _is_text(content):
        raise BadFile(f"这是文本文件（CSV、网页或 XML），不是真正的表格文件。{_SAVE_AS}")
    raise BadFile(f"认不出这个文件的格式，它不是表格文件或已经损坏。{_SAVE_AS}")


def _ole_kind(content: bytes) -> Container:
    """An OLE file is an old workbook, an encrypted new one, or some other document."""
    if _entry(content, "Workbook") or _entry(content, "Book"):
        return Container.OLE
    if _entry(content, "EncryptedPackage") or _entry(content, "EncryptionInfo"):
        raise BadFile("文件设有打开密码，请在 WPS 或 Excel 中取消密码、保存后再导入。")
    raise BadFile("这不是表格文件，像是 Word 或其他文档，或者已经损坏。请选择 .xlsx、.xls、.et 或 .ods 表格。")


def _entry(content: bytes, name: str) -> bool:
    """Tell whether an OLE directory entry of that name exists (UTF-16, closed by a zero)."""
    return f"{name}\0".encode("utf-16-le") in content


def _is_text(content: bytes) -> bool:
    sample = content[:_TEXT_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if any(byte < 9 for byte in sample):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(sample) - 4:  # the sample ends in the middle of a character
                return True
        else:
            return True
    return False
