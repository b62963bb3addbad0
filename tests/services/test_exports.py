"""Files leave numbered, registered, verified and whole; a failure leaves the old file and no claim."""

import errno
import hashlib
import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from cadre_desktop.errors import EditConflict, NotAllowed, StorageTrouble
from cadre_desktop.formats.report_sheet import Column
from cadre_desktop.progress import Cancelled
from cadre_desktop.records.export_entry import ExportEntry, ExportLevel
from cadre_desktop.services import exports, unit_profile
from cadre_desktop.storage import atomic
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.database import Database
from tests.conftest import FrozenClock
from tests.county import County


def _archive() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("part", "content")
    return memory.getvalue()


WORKBOOK = _archive()


@pytest.fixture
def town(db: Database) -> list[str]:
    """A town of three, two of them namesakes, each with an achievement."""
    county = County()
    unit = county.unit("青石镇")
    people = [county.person(name, unit, post={"is_leader": True}) for name in ("陈立", "陈立", "许静")]
    for cadre_id in people:
        county.achievement(cadre_id)
    county.file(db)
    return people


def register(db: Database) -> list[dict[str, Any]]:
    with db.read() as session:
        table = ExportEntry.__table__
        return [dict(row) for row in session.connection().execute(sa.select(table).order_by(table.c.number)).mappings()]


def export_roster(db: Database, path: Path, **more: Any) -> exports.ExportResult:
    return exports.export(db, "roster", exports.options_of(db), path, **more)


def test_an_export_is_in_the_register_with_the_hash_of_its_file(db: Database, town: list[str], tmp_path: Path) -> None:
    done = export_roster(db, tmp_path / "名册.xlsx", recipient="市委组织部")
    (entry,) = register(db)
    assert done.number == entry["number"] == "导2026-0001"
    assert entry["sha256"] == done.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert (entry["recipient"], entry["made_by"], entry["file_name"]) == ("市委组织部", "陈海燕", "名册.xlsx")
    assert (entry["n_records"], entry["level"]) == (3, ExportLevel.INTERNAL)
    assert entry["made_at"] == db.now()


def test_the_trail_notes_the_number_and_the_hash(db: Database, town: list[str], tmp_path: Path) -> None:
    done = export_roster(db, tmp_path / "名册.xlsx")
    with db.read() as session:
        noted = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert noted.changes["sha256"] == [None, done.sha256]
        assert noted.changes["number"] == [None, done.number]
        assert noted.title == "导出干部名册"


def test_the_file_carries_its_number_and_the_code_of_the_trail_before_it(
    db: Database, town: list[str], tmp_path: Path
) -> None:
    with db.read() as session:
        code = db.chain.read_head(session.connection()).code
    done = export_roster(db, tmp_path / "名册.xlsx")
    header = openpyxl.load_workbook(done.path).worksheets[0].oddHeader.right.text
    assert f"编号：{done.number}　校验码：{code}" in header
    assert len(code) == 8
    assert code != "00000000"


def test_numbers_count_on_under_the_units_own_prefix_and_are_not_given_twice(
    db: Database, town: list[str], tmp_path: Path
) -> None:
    assert export_roster(db, tmp_path / "一.xlsx").number == "导2026-0001"
    assert export_roster(db, tmp_path / "二.xlsx").number == "导2026-0002"
    unit_profile.save(db, unit_profile.UnitProfile(name="青石镇党委", review_year=2026, export_prefix="青组"))
    assert export_roster(db, tmp_path / "三.xlsx").number == "青组2026-0001"


def test_a_new_year_starts_again_at_one(db: Database, town: list[str], clock: Any, tmp_path: Path) -> None:
    export_roster(db, tmp_path / "一.xlsx")
    clock.forward(days=60)
    assert export_roster(db, tmp_path / "二.xlsx").number == "导2027-0001"


def test_a_file_held_open_stays_as_it_was_and_the_entry_is_taken_back(
    db: Database, town: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"old")

    def held(_source: object, _target: object) -> None:
        raise PermissionError(13, "used by another program")

    monkeypatch.setattr(atomic, "TRIES", 1)
    with monkeypatch.context() as patch:
        patch.setattr("cadre_desktop.storage.atomic.os.replace", _only_for(path, held))
        with pytest.raises(StorageTrouble, match="正被 WPS 或 Excel 打开"):
            export_roster(db, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    (entry,) = register(db)
    assert entry["deleted_at"] is not None
    assert export_roster(db, path).number == "导2026-0002"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are flushed by the system there")
def test_a_file_that_is_in_place_stays_in_the_register_whatever_its_folder_says(
    db: Database, town: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "名册.xlsx"

    def failing(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "flush_folder", failing)
        patch.setattr(exports, "write_book", lambda book, target: target.write_bytes(WORKBOOK))
        with pytest.raises(StorageTrouble, match="已经写出"):
            export_roster(db, path)
    (entry,) = register(db)
    assert entry["deleted_at"] is None
    assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def _only_for(path: Path, fail: Any) -> Any:
    """Let other renames pass: the workbook is itself written beside its own target first."""
    real = atomic.os.replace

    def replace(source: Any, target: Any) -> None:
        (fail if Path(target) == path else real)(source, target)

    return replace


def test_killed_before_the_last_step_the_register_knows_the_number_and_the_old_file_stands(
    db: Database, town: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"old")

    def killed(_source: object, _target: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cadre_desktop.storage.atomic.os.replace", _only_for(path, killed))
    with pytest.raises(KeyboardInterrupt):
        export_roster(db, path)
    assert path.read_bytes() == b"old"
    (entry,) = register(db)
    assert entry["deleted_at"] is None


def test_a_folder_that_is_gone_is_said_in_words_and_nothing_is_registered(
    db: Database, town: list[str], tmp_path: Path
) -> None:
    with pytest.raises(StorageTrouble):
        export_roster(db, tmp_path / "没有" / "名册.xlsx")
    assert register(db) == []


@pytest.mark.parametrize("stop_at", ["正在生成干部名册", "正在写出表格", "正在登记"])
def test_a_cancelled_export_leaves_no_file_no_entry_and_no_remains(
    db: Database, town: list[str], tmp_path: Path, stop_at: str
) -> None:
    def stop(_done: int, _total: int, what: str = "") -> None:
        if what == stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_roster(db, tmp_path / "名册.xlsx", progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert register(db) == []


def test_two_exports_at_once_never_share_a_number(
    db: Database, town: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_roster(db, tmp_path / "一.xlsx")
    monkeypatch.setattr(exports, "_next_number", lambda _db: ("导2026-0001", "导2026-0001"))
    with pytest.raises(EditConflict, match="编号"):
        export_roster(db, tmp_path / "二.xlsx")
    assert not (tmp_path / "二.xlsx").exists()
    assert len(register(db)) == 1


def test_several_peoples_files_go_out_as_one_zip_with_namesakes_apart(
    db: Database, town: list[str], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    done = exports.export(
        db,
        "performance_file",
        exports.options_of(db),
        tmp_path / "实绩档案.xlsx",
        progress=lambda at, total, what="": seen.append((at, total)),
    )
    assert done.path == tmp_path / "实绩档案.zip"
    assert done.n_records == 3
    with zipfile.ZipFile(done.path) as archive:
        names = archive.namelist()
        assert sorted(names) == [
            "干部实绩档案（许静）.xlsx",
            "干部实绩档案（陈立）(2).xlsx",
            "干部实绩档案（陈立）.xlsx",
        ]
        with archive.open(names[0]) as inner:
            assert "封面" in openpyxl.load_workbook(inner).sheetnames
    assert (2, 3) in seen
    assert list(tmp_path.iterdir()) == [done.path]


def test_single_books_of_a_zip_never_lie_beside_it(db: Database, town: list[str], tmp_path: Path) -> None:
    seen: set[str] = set()

    def look(_done: int, _total: int, what: str = "") -> None:
        seen.update(path.name for path in tmp_path.rglob("*"))

    exports.export(db, "performance_file", exports.options_of(db), tmp_path / "档案.zip", progress=look)
    assert len(seen) == 1
    assert next(iter(seen)).endswith(".part.zip")


def test_a_zip_never_takes_the_place_of_a_file_nobody_named(db: Database, town: list[str], tmp_path: Path) -> None:
    (tmp_path / "档案.zip").write_bytes(b"old")
    with pytest.raises(NotAllowed, match="多人时导出为 zip"):
        exports.export(db, "performance_file", exports.options_of(db), tmp_path / "档案.xlsx")
    assert (tmp_path / "档案.zip").read_bytes() == b"old"
    assert register(db) == []
    done = exports.export(db, "performance_file", exports.options_of(db), tmp_path / "档案.zip")
    assert zipfile.is_zipfile(done.path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("干部实绩档案（陈立）", "干部实绩档案（陈立）"),
        ("甲\n乙\t丙\x07\u202e丁", "甲乙丙丁"),
        ("../../x", "x"),
        ("x. ", "x"),
        ("", "未命名"),
        ("..", "未命名"),
        ("CON", "_CON"),
        ("lpt1.表", "_lpt1.表"),
        ("CONTACT", "CONTACT"),
        ("长" * 400, "长" * 80),
    ],
)
def test_names_in_a_zip_are_such_as_every_system_takes(title: str, name: str) -> None:
    assert exports.free_name(title, set()) == name


def test_names_in_a_zip_that_differ_in_case_alone_are_kept_apart() -> None:
    taken: set[str] = set()
    assert [exports.free_name(title, taken) for title in ("Abc", "abc", "ABC")] == [
        "Abc",
        "abc(2)",
        "ABC(3)",
    ]


def test_a_zip_cancelled_half_way_leaves_nothing(db: Database, town: list[str], tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str = "") -> None:
        if (done, total) == (1, 3):
            raise Cancelled

    with pytest.raises(Cancelled):
        exports.export(db, "performance_file", exports.options_of(db), tmp_path / "档案.zip", progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert register(db) == []


def test_one_persons_file_is_a_workbook(db: Database, town: list[str], tmp_path: Path) -> None:
    options = exports.options_of(db, cadre_ids=(town[2],))
    done = exports.export(db, "performance_file", options, tmp_path / "许静.xlsx")
    assert done.path.suffix == ".xlsx"
    assert openpyxl.load_workbook(done.path)["封面"]["B2"].value == "许静"


def test_a_file_of_nobody_is_refused_in_words(db: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="没有可以导出"):
        exports.export(db, "political_file", exports.options_of(db), tmp_path / "档案.xlsx")
    assert register(db) == []


def test_what_a_list_shows_is_exported_as_it_is(db: Database, tmp_path: Path) -> None:
    columns = [Column("姓名", 10), Column("说明", 20, "left")]
    done = exports.export_rows(db, "本页列表", columns, [("陈立", "=1+1"), ("许静", "甲")], tmp_path / "列表.xlsx")
    sheet = openpyxl.load_workbook(done.path).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert cells == [["姓名", "说明"], ["陈立", "=1+1"], ["许静", "甲"]]
    assert sheet["B4"].data_type == "s"
    (entry,) = register(db)
    assert (entry["report"], entry["n_records"]) == ("本页列表", 2)


def test_a_long_list_is_streamed_watched_and_can_be_stopped(db: Database, tmp_path: Path) -> None:
    rows = [(f"甲{at}", at) for at in range(6001)]
    columns = [Column("姓名"), Column("数")]
    seen: list[int] = []
    done = exports.export_rows(
        db, "长表", columns, rows, tmp_path / "长.xlsx", progress=lambda at, total, what="": seen.append(at)
    )
    book = openpyxl.load_workbook(done.path, read_only=True)
    found = list(book.worksheets[0].iter_rows(min_row=4, max_row=6004, values_only=True))
    book.close()
    assert [row[0] for row in found] == [row[0] for row in rows]
    assert 5500 in seen

    def stop(at: int, _total: int, what: str = "") -> None:
        if at >= 3000:
            raise Cancelled

    with pytest.raises(Cancelled):
        exports.export_rows(db, "长表", columns, rows, tmp_path / "停.xlsx", progress=stop)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["长.xlsx"]
    assert len(register(db)) == 1


def test_a_long_report_is_watched_while_it_is_written(db: Database, tmp_path: Path) -> None:
    county = County()
    for at in range(5200):
        county.unit(f"单位{at:05d}", at)
    county.file(db)
    seen: set[str] = set()
    options = exports.options_of(db)
    done = exports.export(
        db, "list_unit", options, tmp_path / "单位.xlsx", progress=lambda at, total, what="": seen.add(f"{at}/{total}")
    )
    assert done.n_records == 5200
    assert "5000/5200" in seen


def test_the_level_is_marked_and_registered(db: Database, town: list[str], tmp_path: Path) -> None:
    options = exports.options_of(db, level=ExportLevel.MASKED)
    done = exports.export(db, "roster", options, tmp_path / "公开.xlsx")
    sheet = openpyxl.load_workbook(done.path).worksheets[0]
    names = {sheet.cell(row, 2).value for row in range(5, 8)}
    assert names == {"陈*", "许*"}
    assert register(db)[0]["level"] is ExportLevel.MASKED


def test_a_clock_no_workbook_can_be_dated_with_is_said(db: Database, clock: FrozenClock, tmp_path: Path) -> None:
    options = exports.options_of(db)
    clock.time = datetime(1979, 12, 31, 23, 59)
    with pytest.raises(NotAllowed, match="电脑的日期是1979年"):
        exports.export(db, "list_unit", options, tmp_path / "单位.xlsx")
    assert list(tmp_path.iterdir()) == []
    clock.time = datetime(1980, 1, 1)
    assert exports.export(db, "list_unit", options, tmp_path / "单位.xlsx").number.endswith("1980-0001")
