"""Importing files of 任免审批表: lines of a roster, and what the forms tell beside them."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import BadFile
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre, FamilyMember
from cadre_desktop.records.post import Post
from cadre_desktop.services import imports, records
from cadre_desktop.storage import blobs
from cadre_desktop.storage.database import Database
from tests.appointment_files import FAMILY, JPEG, lrmx

CADRE = BY_KEY["cadre"]


@pytest.fixture
def folder(tmp_path: Path, db: Database) -> Path:
    """A folder with one person's form; the town is on file."""
    records.create(db, BY_KEY["unit"], {"name": "青石镇", "kind": BY_KEY["unit"].field("kind").choices[0]})
    made = tmp_path / "任免表"
    made.mkdir()
    (made / "01向琴.lrmx").write_bytes(lrmx())
    return made


def brought_in(db: Database, path: Path, **options: object) -> imports.ImportResult:
    plan = imports.plan(db, CADRE, path, imports.ImportOptions(**options))  # type: ignore[arg-type]
    assert [problem.message for _, problem in plan.problems] == []
    return imports.apply(db, CADRE, plan)


def counted(db: Database, model: type) -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model).where(model.deleted_at.is_(None))) or 0


def test_a_form_becomes_a_person_with_post_family_photo_and_years(db: Database, folder: Path) -> None:
    brought_in(db, folder)
    with db.read() as session:
        who = session.scalars(sa.select(Cadre)).one()
        assert (who.name, str(who.birth_on), who.ethnic, who.other_party) == ("向琴", "1986.04", "土家族", "民建")
        assert (str(who.party_joined_on), who.retirement_base) == ("2007.06", 55)
        assert who.full_time_education == "大学、管理学学士"
        assert who.resume is not None
        assert who.resume.count("\n") == 2
        post = session.scalars(sa.select(Post)).one()
        assert (post.unit.name, post.title, str(post.appointed_on)) == ("青石镇", "党委副书记、镇长", "2021.03")
        assert {m.name: m.work for m in session.scalars(sa.select(FamilyMember))} == {f.name: f.work for f in FAMILY}
        grades = {a.year: str(a.grade.label) for a in session.scalars(sa.select(AnnualAssessment)) if a.grade}
        assert grades == {2023: "称职", 2024: "优秀", 2025: "称职"}
        assert who.photo_sha256 is not None
        assert blobs.get(session, who.photo_sha256) == JPEG
        kept = session.scalars(sa.select(Attachment)).one()
        assert blobs.get(session, kept.sha256) == lrmx()


def test_the_same_form_again_changes_nothing_and_a_new_one_only_what_differs(db: Database, folder: Path) -> None:
    brought_in(db, folder)
    again = imports.plan(db, CADRE, folder / "01向琴.lrmx")
    assert [row.state for row in again.rows] == ["same"]
    (folder / "01向琴.lrmx").write_bytes(lrmx(JianKangZhuangKuang="一般", NianDuKaoHeJieGuo="2022、2023年度优秀"))
    plan = imports.plan(db, CADRE, folder)
    (row,) = plan.rows
    assert row.state == "update"
    assert {d.label: (d.old, d.new) for d in row.differences} == {
        "健康状况": ("健康", "一般"),
        "年度考核（2022年）": ("（空）", "优秀"),
        "任免审批表原文件": ("（空）", "01向琴.lrmx，存入附件"),
    }
    assert any("2023年度考核为“称职”，文件里是“优秀”，没有改动" in warning for warning in row.warnings)
    imports.apply(db, CADRE, plan)
    assert (counted(db, Cadre), counted(db, FamilyMember), counted(db, AnnualAssessment)) == (1, 2, 4)
    assert counted(db, Attachment) == 2


def test_the_whole_import_is_taken_back_with_family_and_photo(db: Database, folder: Path) -> None:
    batch = brought_in(db, folder).batch_id
    assert imports.take_back(db, batch).stays == ()
    for model in (Cadre, Post, FamilyMember, AnnualAssessment, Attachment):
        assert counted(db, model) == 0, model


def test_a_member_changed_in_the_form_is_changed_and_nobody_is_doubled(db: Database, folder: Path) -> None:
    brought_in(db, folder)
    other = lrmx().replace("清源县第二中学教师".encode(), "清源县第三中学教师".encode())
    (folder / "01向琴.lrmx").write_bytes(other.replace(b"<ChuShengRiQi>198203", b"<ChuShengRiQi>19820317"))
    plan = imports.plan(db, CADRE, folder)
    assert next((d.label, d.new) for d in plan.rows[0].differences) == (
        "家庭成员（丈夫）",
        "1982.03.17、清源县第三中学教师",
    )
    imports.apply(db, CADRE, plan)
    assert counted(db, FamilyMember) == 2


def test_what_cannot_be_kept_is_said_and_the_person_comes_in(db: Database, folder: Path) -> None:
    wrong = lrmx().replace(b"198203", "八二年".encode()).replace("覃立群".encode(), ("覃" * 30).encode())
    (folder / "01向琴.lrmx").write_bytes(wrong)
    (folder / "02坏.lrmx").write_bytes(b"<Person>")
    plan = imports.plan(db, CADRE, folder)
    assert any("《02坏.lrmx》" in warning for warning in plan.warnings)
    assert any("家庭成员“丈夫" in warning and "最多 18 字" in warning for warning in plan.rows[0].warnings)
    imports.apply(db, CADRE, plan)
    assert counted(db, FamilyMember) == 1


def test_problems_come_back_as_a_workbook_with_the_file_names(db: Database, folder: Path, tmp_path: Path) -> None:
    (folder / "01向琴.lrmx").write_bytes(lrmx(ShenFenZheng="433123198604120021"))
    plan = imports.plan(db, CADRE, folder)
    assert plan.count("problem") == 1
    target = tmp_path / "有问题.xlsx"
    imports.save_marked(plan, target)
    (sheet,) = imports_of(target)
    assert sheet.rows[1][0] == "01向琴.lrmx"
    assert sheet.rows[0][-1] == "问题原因"
    assert sheet.rows[1][-1]


def imports_of(path: Path):
    from cadre_desktop.formats.foreign.reader import read_workbook

    return read_workbook(path)


def test_forms_are_imported_as_officials_only(db: Database, folder: Path) -> None:
    with pytest.raises(BadFile, match="不能导入为谈话记录"):
        imports.plan(db, BY_KEY["interview"], folder)
