"""Words put into every field are found in no file of ours: not in the data, backups, temporary files or logs."""

import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop.app import App
from cadre_desktop.errors import AppError, InvalidInput
from cadre_desktop.logs import start_logging
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.reports import REPORTS
from cadre_desktop.services import backups, drafts, exports, records, roster
from tests import examples
from tests.robustness.works import opened

MARK, SEALED = "金丝雀开标记", "金丝雀封标记"
ENCODINGS = ("utf-8", "utf-16-le", "gb18030", "unicode_escape")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder all libraries put their temporary files into."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def log_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "log"
    _stop_logging()
    start_logging(folder)
    yield folder
    _stop_logging()


def _stop_logging() -> None:
    root = logging.getLogger("cadre_desktop")
    for handler in [h for h in root.handlers if isinstance(h, logging.FileHandler)]:
        root.removeHandler(handler)
        handler.close()


def marked(kind: RecordKind, values: dict[str, Any]) -> dict[str, Any]:
    """Put a mark into every field of plain text, the sealed ones with a mark of their own."""
    changed = dict(values)
    for field in kind.form_fields:
        if field.type is str and not field.spec.read_only:
            mark = SEALED if field.spec.sealed else MARK
            changed[field.name] = f"{values.get(field.name) or ''}{mark}"
    return changed


def file_marked(app: App, kind: RecordKind) -> int:
    """File an example of a kind with as many marks as its rules allow; return how many."""
    plain = examples.EXAMPLES[kind.key](app.db)
    values = marked(kind, plain)
    for _ in range(len(values)):
        try:
            records.create(app.db, kind, values)
        except InvalidInput as error:
            for problem in error.problems:
                values.pop(problem.field, None)
                if problem.field in plain:
                    values[problem.field] = plain[problem.field]
        else:
            break
    return sum(isinstance(value, str) and value.endswith((MARK, SEALED)) for value in values.values())


def holding(folder: Path, mark: str) -> list[str]:
    """List the files below a folder that hold a mark, in any encoding, zipped or not."""
    return [str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and holds(p.read_bytes(), mark)]


def holds(content: bytes, mark: str) -> bool:
    if any(mark.encode(encoding) in content for encoding in ENCODINGS):
        return True
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(holds(archive.read(name), mark) for name in archive.namelist())


def use(app: App, out: Path) -> int:
    """Save, search, keep a draft, back up, export everything; return how many files left."""
    kind = BY_KEY["observation"]
    for row in records.page(app.db, kind, (kind.field("conduct"),), ListQuery(text=MARK)):
        values, version = records.load(app.db, kind, row.id)
        records.change(app.db, kind, row.id, version, {**values, "conduct": f"{values['conduct']}{MARK}"})
        drafts.save(app.db, kind, {"conduct": MARK}, key=row.id, version=version)
    roster.ids(app.db, ListQuery(text=MARK))
    backups.back_up(app.db, app.store)
    return sum(exported(app, report.key, out) for report in REPORTS)


def exported(app: App, key: str, out: Path) -> bool:
    try:
        exports.export(app.db, key, exports.options_of(app.db), out / f"{key}.xlsx")
    except AppError:  # a report with nobody to write of
        return False
    return True


def books(app: App) -> dict[str, str]:
    """Return every report's words, as they are before they are written."""
    found = {}
    for report in REPORTS:
        with suppress(AppError):
            found[report.key] = str(exports.preview(app.db, report.key, exports.options_of(app.db)))
    return found


def test_no_word_of_any_record_is_readable_in_any_file_of_ours(
    home: Path, out: Path, temporary: Path, log_folder: Path, logged_errors: list[str]
) -> None:
    app = opened(home)
    marks = sum(file_marked(app, kind) for kind in KINDS if kind.key in examples.EXAMPLES)
    assert marks > 60
    app.db.subscribe(_fail_telling)
    assert use(app, out) > 20
    assert logged_errors
    logging.getLogger("cadre_desktop").warning("still writing")
    for folder in (home, temporary, log_folder):  # while the store is open, its log beside it …
        assert (holding(folder, MARK), holding(folder, SEALED)) == ([], [])
    app.close()
    for folder in (home, temporary, log_folder):  # … and after
        assert (holding(folder, MARK), holding(folder, SEALED)) == ([], [])
    assert any(log_folder.iterdir())
    # What left was meant to be read, which also proves that the search above can find.
    assert len(holding(out, MARK)) > 15
    assert holding(out, SEALED) == []


def _fail_telling(_changes: object) -> None:
    raise ValueError(f"{MARK}{SEALED}")


def test_sealed_words_leave_in_no_report_even_of_a_final_talk(home: Path, out: Path) -> None:
    app = opened(home)
    try:
        talk = BY_KEY["interview"]
        file_marked(app, talk)
        with app.db.work("定稿谈话记录") as session:
            for row in session.query(talk.model):
                row.state = InterviewState.FINAL
        (row,) = records.page(app.db, talk, tuple(talk.form_fields), ListQuery())
        assert records.unseal(app.db, talk, row.id, "raw_notes").endswith(SEALED)
        words = books(app)
        assert len(words) > 20
        assert [key for key, text in words.items() if SEALED in text] == []
        assert all(exported(app, key, out) for key, text in words.items() if MARK in text)
    finally:
        app.store.close()
    assert holding(out, MARK)
    assert holding(out, SEALED) == []


def test_sealed_words_are_sealed_in_memory_dumps_of_rows_too(home: Path) -> None:
    """Whoever reads the tables with the data key alone gets no word of them."""
    app = opened(home)
    try:
        file_marked(app, BY_KEY["interview"])
        with app.db.read() as session:
            connection = session.connection()
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all():
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                    assert not any(holds(_bytes(value), SEALED) for value in row), name
    finally:
        app.store.close()


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
