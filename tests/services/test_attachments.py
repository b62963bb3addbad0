"""Files kept beside a record."""

import struct
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import BadFile, DamagedStore, InvalidInput, NotAllowed, StorageTrouble
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import Link
from cadre_desktop.services import attachments, cadres, history, recycle, undo
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.blobs import MAX_BYTES, Blob
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, last_work, unit

CADRE, UNIT = BY_KEY["cadre"], BY_KEY["unit"]
JPEG = b"\xff\xd8\xff\xe0 picture"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "验收报告.pdf"
    path.write_bytes(b"%PDF-1.7 made up")
    return path


def n_blobs(db: Database) -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Blob)) or 0


def test_a_file_is_kept_listed_and_read_back(db: Database, paper: Path) -> None:
    who = cadre(db)
    found = attachments.attach(db, CADRE, who.id, paper, note=" 原件在档案室 ")
    paper.unlink()
    (line,) = attachments.listed(db, CADRE, who.id)
    assert (line.id, line.name, line.size, line.note) == (found, "验收报告.pdf", 16, "原件在档案室")
    assert attachments.content(db, found) == ("验收报告.pdf", b"%PDF-1.7 made up")
    assert attachments.owner_of(db, found) == ("cadre", who.id)


def test_screens_of_the_owner_learn_of_it(db: Database, paper: Path) -> None:
    who = cadre(db)
    heard: list[Changes] = []
    db.subscribe(heard.append)
    found = attachments.attach(db, CADRE, who.id, paper)
    attachments.discard(db, found)
    assert [("cadre", who.id) in changes.touched for changes in heard] == [True, True]


def test_the_same_content_is_kept_once_but_not_twice_on_one_record(db: Database, paper: Path) -> None:
    first, second = cadre(db), cadre(db, "刘大有")
    attachments.attach(db, CADRE, first.id, paper)
    attachments.attach(db, CADRE, second.id, paper)
    assert n_blobs(db) == 1
    with pytest.raises(NotAllowed, match="已经附在这条记录上"):
        attachments.attach(db, CADRE, first.id, paper)


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [("空.pdf", 0, "空文件"), ("大.pdf", MAX_BYTES + 1, "超过 20 MB"), ("工具.EXE", 5, "程序")],
)
def test_what_does_not_belong_is_refused(db: Database, tmp_path: Path, name: str, size: int, words: str) -> None:
    who, path = cadre(db), tmp_path / name
    path.write_bytes(bytes(size))
    with pytest.raises(InvalidInput, match=words):
        attachments.attach(db, CADRE, who.id, path)
    assert attachments.listed(db, CADRE, who.id) == []
    assert n_blobs(db) == 0


def test_exactly_twenty_megabytes_are_kept(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(bytes(MAX_BYTES))
    attachments.attach(db, CADRE, cadre(db).id, path)
    assert n_blobs(db) == 1


def test_a_file_that_is_not_there_says_so(db: Database, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="无法读取"):
        attachments.attach(db, CADRE, cadre(db).id, tmp_path / "没有.pdf")


def test_a_long_name_keeps_its_ending(db: Database, tmp_path: Path) -> None:
    path = tmp_path / ("长" * 60 + ".pdf")
    path.write_bytes(b"x")
    who = cadre(db)
    attachments.attach(db, CADRE, who.id, path)
    assert attachments.listed(db, CADRE, who.id)[0].name.endswith("长.pdf")
    assert attachments._file_name("长" * 300 + ".pdf") == "长" * 196 + ".pdf"
    assert attachments._file_name("..\\..\\系统\\报告.pdf") == "报告.pdf"


def test_a_copy_leaves_whole_and_is_noted(db: Database, paper: Path, tmp_path: Path) -> None:
    found = attachments.attach(db, CADRE, cadre(db).id, paper)
    target = tmp_path / "另存.pdf"
    attachments.save_copy(db, found, target)
    assert target.read_bytes() == b"%PDF-1.7 made up"
    note = history.acts(db)[0]
    assert (note.action, note.title) == ("导出", "附件另存")
    assert "另存.pdf" in note.facts


def test_a_copy_that_cannot_be_written_is_not_noted(db: Database, paper: Path, tmp_path: Path) -> None:
    found = attachments.attach(db, CADRE, cadre(db).id, paper)
    with pytest.raises(StorageTrouble):
        attachments.save_copy(db, found, tmp_path / "没有这个文件夹" / "另存.pdf")
    assert history.acts(db)[0].title == "添加附件"


def test_altered_bytes_are_not_handed_out(db: Database, paper: Path, tmp_path: Path) -> None:
    found = attachments.attach(db, CADRE, cadre(db).id, paper)
    with db.work("改动") as session:
        session.connection().exec_driver_sql("UPDATE blob SET content = x'00'")
    with pytest.raises(DamagedStore, match="可能被改动过"):
        attachments.save_copy(db, found, tmp_path / "另存.pdf")
    assert not (tmp_path / "另存.pdf").exists()


def test_a_discarded_file_comes_back_from_the_bin(db: Database, paper: Path) -> None:
    who = cadre(db)
    found = attachments.attach(db, CADRE, who.id, paper)
    attachments.discard(db, found)
    assert attachments.listed(db, CADRE, who.id) == []
    assert attachments.sweep(db) == 0
    recycle.restore(db, "attachment", found)
    assert attachments.content(db, found)[1] == b"%PDF-1.7 made up"


def test_bytes_nobody_needs_are_swept(db: Database, paper: Path) -> None:
    who = cadre(db)
    found = attachments.attach(db, CADRE, who.id, paper)
    attachments.discard(db, found)
    recycle.erase(db, "attachment", found)
    assert n_blobs(db) == 0


def test_erasing_a_record_takes_its_files_along(db: Database, paper: Path) -> None:
    where = unit(db)
    attachments.attach(db, UNIT, where.id, paper)
    undo.undo(db, _first_work(db))
    recycle.erase(db, "unit", where.id)
    assert n_blobs(db) == 0
    with db.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM attachment")) == 0


def _first_work(db: Database) -> str:
    return history.recent_steps(db)[-1].work_id


def test_a_removed_photo_can_be_undone_until_the_person_is_erased(db: Database, tmp_path: Path) -> None:
    who, picture = cadre(db), tmp_path / "照片.jpg"
    picture.write_bytes(JPEG)
    cadres.set_photo(db, who.id, picture)
    cadres.remove_photo(db, who.id)
    removing = last_work(db)
    assert attachments.sweep(db) == 0
    undo.undo(db, removing)
    assert cadres.photo(db, who.id) == JPEG
    filed(db, "unit", name="青石镇")
    with db.work("删除") as session:
        session.get_one(CADRE.model, who.id).deleted_at = db.now()
    recycle.erase(db, "cadre", who.id)
    assert n_blobs(db) == 0


@pytest.mark.parametrize("data", [JPEG, b"\x89PNG\r\n\x1a\n picture"])
def test_a_picture_is_a_photo(data: bytes) -> None:
    attachments.check_photo(data)
    attachments.check_photo(data + bytes(attachments.MAX_PHOTO_BYTES - len(data)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "JPG 或 PNG"),
        (b"GIF89a", "JPG 或 PNG"),
        (b"%PDF-1.7", "JPG 或 PNG"),
        (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 5_000, 4_001), "5000×4001 像素，超过 2000 万"),
        (JPEG + bytes(attachments.MAX_PHOTO_BYTES), "超过 5 MB"),
    ],
)
def test_anything_else_is_not(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        attachments.check_photo(data)


def test_a_file_is_not_attached_to_a_removed_record(db: Database, paper: Path) -> None:
    who = cadre(db)
    undo.undo(db, last_work(db))
    with pytest.raises(NotAllowed, match="已被删除"):
        attachments.attach(db, CADRE, who.id, paper)
    assert Link(who.id, "周文静") == who
