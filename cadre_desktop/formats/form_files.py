"""Files of 任免审批表, one or many: an .lrmx, an .lrm with its .pic, a folder of them, or a zip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.appointment_form import MAX_FILE_BYTES, AppointmentForm
from cadre_desktop.formats.foreign.zip_limits import ZIP_FAULTS, open_zip
from cadre_desktop.formats.lrm import read_lrm
from cadre_desktop.formats.lrmx import read_lrmx
from cadre_desktop.progress import Progress, silent

NEW, OLD, PICTURE = ".lrmx", ".lrm", ".pic"
SUFFIXES = (NEW, OLD)
MOST_FILES = 5000
_MOST_ZIP_BYTES = 500 * 1024 * 1024
_NAMED = 40
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class FoundForms:
    """The forms that could be read, in the order of their names, and a sentence for every file that could not."""

    forms: tuple[AppointmentForm, ...]
    faults: tuple[str, ...] = ()


def holds_forms(path: Path) -> bool:
    """Tell whether a path is a form, a folder, or a zip: places to look for forms."""
    return path.is_dir() or path.suffix.lower() in (*SUFFIXES, ".zip")


def read_forms(path: Path, progress: Progress = silent) -> FoundForms:
    """Read every form of a path.

    Raises BadFile when there is none, when the only one is damaged, or when a zip is unlike any a person makes.
    """
    files = _from_zip(path) if path.suffix.lower() == ".zip" and path.is_file() else _from_disk(path)
    forms, faults = [], []
    names = sorted(name for name in files if PurePosixPath(name).suffix.lower() in SUFFIXES)
    if not names:
        raise BadFile(f"《{path.name}》里没有任免审批表文件（.lrmx 或 .lrm）。")
    if len(names) > MOST_FILES:
        raise BadFile(f"《{path.name}》里有 {len(names)} 个任免审批表文件，一次最多读 {MOST_FILES} 个，请分几次导入。")
    for done, name in enumerate(names):
        progress(done, len(names), "正在读取任免审批表")
        try:
            forms.append(_read(name, files))
        except BadFile as error:
            if len(names) == 1:
                raise
            faults.append(str(error))
    if not forms:
        raise BadFile(f"《{path.name}》里的 {len(names)} 个任免审批表文件都读不出来。{faults[0]}")
    return FoundForms(tuple(forms), tuple(faults))


def _read(name: str, files: Mapping[str, "_File"]) -> AppointmentForm:
    plain = PurePosixPath(name)
    if plain.suffix.lower() == NEW:
        return read_lrmx(files[name].read(), plain.name[-_NAMED:])
    beside = next((n for n in files if n.casefold() == str(plain.with_suffix(PICTURE)).casefold()), None)
    return read_lrm(files[name].read(), plain.name[-_NAMED:], files[beside].read() if beside else b"")


@dataclass(frozen=True, slots=True)
class _File:
    """A file not yet read: on the disk, or inside a zip already opened."""

    path: Path
    inside: str = ""
    content: bytes | None = None

    def read(self) -> bytes:
        if self.content is not None:
            return self.content
        return _bytes(self.path, MAX_FILE_BYTES)


def _from_disk(path: Path) -> dict[str, _File]:
    if not path.is_dir():
        files = [path, *_beside(path)]
        return {file.name: _File(file) for file in files}
    try:
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in (*SUFFIXES, PICTURE) and p.is_file())
    except OSError as error:
        raise BadFile(f"文件夹《{path.name}》无法读取。", hint="请确认文件夹存在、有权限查看。") from error
    return {p.relative_to(path).as_posix(): _File(p) for p in found}


def _beside(path: Path) -> Iterator[Path]:
    """Return the photo of an older form, however its ending is written."""
    if path.suffix.lower() == OLD:
        for suffix in (PICTURE, PICTURE.upper()):
            if path.with_suffix(suffix).is_file():
                yield path.with_suffix(suffix)
                return


def _from_zip(path: Path) -> dict[str, _File]:
    with open_zip(_bytes(path, _MOST_ZIP_BYTES)) as archive:
        files = {}
        for entry in archive.infolist():
            name = _zip_name(entry.filename, entry.flag_bits)
            if PurePosixPath(name).suffix.lower() not in (*SUFFIXES, PICTURE) or entry.file_size > MAX_FILE_BYTES:
                continue
            try:
                files[name] = _File(path, name, archive.read(entry))
            except ZIP_FAULTS as error:
                raise BadFile(
                    f"压缩包《{path.name}》不完整或已损坏。", hint="请重新拷贝一份，或解压后选文件夹。"
                ) from error
    return files


def _zip_name(name: str, flags: int) -> str:
    """Return the name of an entry as its maker meant it: without the flag, Chinese Windows writes GBK."""
    if flags & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise BadFile(f"《{path.name}》无法读取。", hint="请确认文件存在、没有被其他程序占用。") from error
    if len(content) > most:
        raise BadFile(f"《{path.name}》超过 {most // 2**20} MB，没有读取。", hint="请分成几个再导入。")
    return content
