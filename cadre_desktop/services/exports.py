"""Files that leave: numbered, marked, verified, written in the register and the trail, and whole or not at all.

The order is: write beside the target, verify, register, put in place.  A file that left is thus always in the
register.  Killed between the last two steps the register holds a number whose file never appeared, which says too
much and never too little; a failure that the program survives takes that entry back, unless the file is in place.
"""

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import EditConflict, NotAllowed, StorageTrouble
from cadre_desktop.formats.long_list import write_long_list
from cadre_desktop.formats.report_sheet import Column, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.word_draft import write_draft
from cadre_desktop.formats.workbook import LONG_LIST_ROWS, book_bytes, check_workbook, write_book
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.export_entry import ExportEntry, ExportLevel
from cadre_desktop.reports import BY_KEY, Letterhead, Report, ReportOptions
from cadre_desktop.reports.maker import level_mark, long_day
from cadre_desktop.services import figures, unit_profile
from cadre_desktop.storage import audit
from cadre_desktop.storage.atomic import NotFlushed, write_whole
from cadre_desktop.storage.base import new_id
from cadre_desktop.storage.database import Database

WORD = ".docx"
_USUAL_PREFIX = "导"
_DIGEST_CHUNK = 1 << 20
_FIRST_ZIP_YEAR = 1980
_LONGEST_NAME = 80  # characters of three bytes: some systems take 255 bytes and no more
_NAMELESS = "未命名"
# What Windows keeps for devices, whatever follows a point.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
Write = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What left: where it lies, its number in the register, how many records, the hash of the file."""

    path: Path
    number: str
    n_records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A file about to leave, as the register will know it."""

    title: str
    number: str
    level: ExportLevel
    recipient: str
    n_records: int


def options_of(
    db: Database,
    *,
    year: int | None = None,
    as_of: date | None = None,
    unit_id: str | None = None,
    level: ExportLevel = ExportLevel.INTERNAL,
    **more: Any,
) -> ReportOptions:
    """Fill in what was not asked with today and the unit's own settings; `more` are other fields of the options."""
    profile = unit_profile.load(db)
    context = figures.context_of(db, year=year, as_of=as_of, unit_id=unit_id)
    return ReportOptions(
        year=context.year,
        as_of=context.as_of,
        made_on=db.now().date(),
        unit_id=unit_id,
        level=level,
        letterhead=Letterhead(profile.name, profile.filler, profile.reviewer, profile.phone),
        due=context.due,
        small_group=profile.small_group,
        **more,
    )


def preview(db: Database, report_key: str, options: ReportOptions) -> ReportBook:
    """Collect a report to be looked at; of a report made a person at a time, the first person's."""
    report = BY_KEY[report_key]
    with db.read() as session:
        if report.people is not None:
            options = options.about(_people(session, report, options)[0])
        return report.collect(session, options)


def export(
    db: Database,
    report_key: str,
    options: ReportOptions,
    path: Path,
    *,
    recipient: str = "",
    progress: Progress = silent,
) -> ExportResult:
    """Write a report to `path` and note it in the register; several people's files go out as one zip.

    The result says where: a workbook's name asked for several people ends in .zip instead.  Raises StorageTrouble
    when the file cannot be written, NotAllowed when there is nobody to write of or when the changed name is taken;
    Cancelled comes from `progress`.  The file that was there before stays unless the whole export succeeds.
    """
    report = BY_KEY[report_key]
    number, mark = _next_number(db)
    options = replace(options, number=mark)
    if report.people is None:
        progress(0, 2, f"正在生成{report.title}")
        with db.read() as session:
            book = report.collect(session, options)
        progress(1, 2, "正在写出表格")
        leaving = _Leaving(book.title, number, options.level, recipient, n_records(book))
        return _leave(db, leaving, path, _writer(book, path, progress), progress)
    with db.read() as session:
        people = _people(session, report, options)
    leaving = _Leaving(report.title, number, options.level, recipient, len(people))
    if len(people) == 1 and path.suffix.casefold() != ".zip":
        return _leave(
            db, leaving, path, lambda target: _write_one(db, report, options.about(people[0]), target), progress
        )
    path = _zip_path(path)
    return _leave(db, leaving, path, lambda target: _write_zip(db, report, options, people, target, progress), progress)


def export_rows(
    db: Database,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Any, ...]],
    path: Path,
    *,
    level: ExportLevel = ExportLevel.INTERNAL,
    recipient: str = "",
    progress: Progress = silent,
) -> ExportResult:
    """Write exactly the rows a list shows; the caller has masked what the level hides.

    Raises as `export` does.
    """
    number, mark = _next_number(db)
    options = options_of(db, level=level, number=mark)
    sheet = ReportSheet(
        name=title,
        title=title,
        unit_line=f"填报单位（盖章）：{options.letterhead.unit_name}",
        as_of_line=f"截止时间：{long_day(options.as_of)}",
        date_line=f"填报日期：{long_day(options.made_on)}",
        columns=tuple(columns),
        rows=rows,
        notes=(f"注：共{len(rows)}条，与导出时屏幕所列一致。",),
        sign_line=options.letterhead.sign_line,
    )
    book = ReportBook("rows", title, (sheet,), (), level_mark(options), mark)
    leaving = _Leaving(title, number, level, recipient, len(rows))

    def writer(target: Path) -> None:
        if len(rows) > LONG_LIST_ROWS:
            streamed = replace(sheet, rows=())
            write_long_list(target, streamed, rows, total=len(rows), mark_line=book.mark_line, progress=progress)
        else:
            write_book(book, target)

    return _leave(db, leaving, path, writer, progress)


def _writer(book: ReportBook, path: Path, progress: Progress) -> Write:
    """Return what writes a book to a file of this name: its draft for Word, or the workbook."""
    draft = book.draft
    if draft is not None and path.suffix.casefold() == WORD:
        return lambda target: write_draft(draft, target, mark_line=book.mark_line)
    return lambda target: write_book(_watched(book, progress), target)


def n_records(book: ReportBook) -> int:
    """Count what a book carries out: the lines of its tables, and one for every form."""
    return sum(1 if isinstance(sheet, FormSheet) else len(sheet.rows) for sheet in book.sheets)


def _people(session: Session, report: Report, options: ReportOptions) -> tuple[str, ...]:
    """Return whom a report of people is made for; raise NotAllowed when there is nobody."""
    assert report.people is not None
    people = options.cadre_ids or report.people(session, options)
    if not people:
        raise NotAllowed(f"没有可以导出{report.title}的人员。", hint="请先录入档案，或另选单位、人员。")
    return people


def _zip_path(path: Path) -> Path:
    """Return the name a zip gets; raise NotAllowed when that is another file than was asked for, and taken."""
    if path.suffix.casefold() == ".zip":
        return path
    other = path.with_suffix(".zip")
    if other.exists():
        raise NotAllowed(
            f"多人时导出为 zip：已有文件《{other.name}》，没有覆盖，也没有导出。",
            hint="请另取文件名；确要替换的，请把导出文件直接写成这个 zip 文件。",
        )
    return other


def _next_number(db: Database) -> tuple[str, str]:
    """Return the next number of the register, and the words printed on the file: the number and the trail's code.

    Raises NotAllowed when the clock says a year that no zip, and so no workbook, can be dated with.
    """
    if db.now().year < _FIRST_ZIP_YEAR:
        raise NotAllowed(
            f"电脑的日期是{db.now().year}年，写不出表格文件，编号和年度也会错。", hint="请先把电脑的日期时间校准。"
        )
    profile = unit_profile.load(db)
    with db.read() as session:
        number = _free_number(session, profile.export_prefix or _USUAL_PREFIX, db.now().year)
        code = db.chain.read_head(session.connection()).code
    return number, f"{number}　校验码：{code}"


def _free_number(session: Session, prefix: str, year: int) -> str:
    """Count on from the greatest number of the year; numbers taken back are not given again."""
    head = f"{prefix}{year}-"
    query = sa.select(ExportEntry.number).where(ExportEntry.number.startswith(head, autoescape=True))
    taken = [int(tail) for n in session.execute(query).scalars() if (tail := n.removeprefix(head)).isdecimal()]
    return f"{head}{max(taken, default=0) + 1:04d}"


def export_file(
    db: Database,
    title: str,
    path: Path,
    writer: Write,
    check: Callable[[Path], None],
    *,
    n_records: int,
    level: ExportLevel = ExportLevel.INTERNAL,
    recipient: str = "",
    progress: Progress = silent,
) -> ExportResult:
    """Write a file of another form, see by `check` that it is whole, and register it; raises as `export` does."""
    number, _ = _next_number(db)
    return _leave(db, _Leaving(title, number, level, recipient, n_records), path, writer, progress, check)


def _leave(
    db: Database,
    leaving: _Leaving,
    path: Path,
    writer: Write,
    progress: Progress,
    check: Callable[[Path], None] = check_workbook,
) -> ExportResult:
    """Write, verify, register and put in place; take the entry back when the last step fails."""
    registered: list[tuple[str, str]] = []

    def verified(temporary: Path) -> None:
        check(temporary)
        digest = _sha256(temporary)
        progress(1, 1, "正在登记")
        registered.append((_register(db, leaving, path, digest), digest))

    try:
        write_whole(path, writer, verified)
    except NotFlushed:
        raise
    except StorageTrouble:
        for entry_id, _ in registered:
            _take_back(db, entry_id)
        raise
    return ExportResult(path, leaving.number, leaving.n_records, registered[0][1])


def _register(db: Database, leaving: _Leaving, path: Path, digest: str) -> str:
    with db.work(f"导出{leaving.title}"[:80]) as session:
        same = sa.select(ExportEntry.id).where(ExportEntry.number == leaving.number)
        if session.scalar(same) is not None:
            raise EditConflict("另一次导出刚用了同一个编号，本次没有导出。", hint="请再导出一次。")
        entry = ExportEntry(
            id=new_id(),
            number=leaving.number,
            report=leaving.title[:80],
            made_at=db.now(),
            made_by=db.actor,
            recipient=leaving.recipient or None,
            level=leaving.level,
            file_name=path.name[:200],
            n_records=leaving.n_records,
            sha256=digest,
        )
        session.add(entry)
        session.flush()
        audit.note(session, "export", ExportEntry.__tablename__, number=leaving.number, file=path.name, sha256=digest)
        return entry.id


def _take_back(db: Database, entry_id: str) -> None:
    with db.work("撤销导出登记") as session:
        session.get_one(ExportEntry, entry_id).deleted_at = db.now()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_DIGEST_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _write_one(db: Database, report: Report, options: ReportOptions, target: Path) -> None:
    with db.read() as session:
        book = report.collect(session, options)
    write_book(book, target)


def _write_zip(
    db: Database, report: Report, options: ReportOptions, people: Sequence[str], target: Path, progress: Progress
) -> None:
    """Write a workbook a person into one zip; the single books are made in memory."""
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for done, cadre_id in enumerate(people):
            with db.read() as session:
                book = report.collect(session, options.about(cadre_id))
            progress(done, len(people), book.title)
            archive.writestr(free_name(book.title, taken) + ".xlsx", book_bytes(book))


def free_name(title: str, taken: set[str]) -> str:
    """Return a file name, without an ending, that no namesake has taken and that every file system takes."""
    printable = "".join(char for char in title if char not in '\\/:*?"<>|' and unicodedata.category(char)[0] != "C")
    plain = printable[:_LONGEST_NAME].strip(" .") or _NAMELESS
    if plain.partition(".")[0].rstrip().casefold() in _RESERVED:
        plain = f"_{plain}"
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain}({number})", number + 1
    taken.add(name.casefold())
    return name


class _Watched(Sequence[tuple[Any, ...]]):
    """The rows of a long table that tell of their writing, so that it can be watched and stopped."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], progress: Progress) -> None:
        self._rows, self._progress = rows, progress

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        return self._rows[at]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for done, row in enumerate(self._rows):
            if done % 500 == 0:
                self._progress(done, len(self._rows), "正在写出表格")
            yield row


def _watched(book: ReportBook, progress: Progress) -> ReportBook:
    sheets = tuple(
        replace(sheet, rows=_Watched(sheet.rows, progress))
        if isinstance(sheet, ReportSheet) and len(sheet.rows) > LONG_LIST_ROWS
        else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)
