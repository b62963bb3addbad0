"""任免审批表 files out of the store: what came in goes out as it was, what changed is changed, nothing else."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.form_files import read_forms
from cadre_desktop.formats.lrmx import read_lrmx
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportEntry, ExportLevel
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, PoliticalStatus, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import appointment_files, imports, records
from cadre_desktop.services.appointment_files import export_forms, form_bytes
from cadre_desktop.storage.database import Database
from tests.appointment_files import FAMILY, JPEG, lrmx
from tests.conftest import FrozenClock

CADRE = BY_KEY["cadre"]


@pytest.fixture
def came_in(tmp_path: Path, db: Database) -> str:
    """A person who came in from a file; the id."""
    records.create(db, BY_KEY["unit"], {"name": "青石镇", "kind": BY_KEY["unit"].field("kind").choices[0]})
    path = tmp_path / "向琴.lrmx"
    path.write_bytes(lrmx())
    imports.apply(db, CADRE, imports.plan(db, CADRE, path))
    with db.read() as session:
        return session.scalars(sa.select(Cadre.id)).one()


def changed(db: Database, kind: str, record_id: str, **values: object) -> None:
    loaded, version = records.load(db, BY_KEY[kind], record_id)
    records.change(db, BY_KEY[kind], record_id, version, {**loaded, **values})


def test_what_nobody_touched_goes_out_byte_for_byte(db: Database, came_in: str) -> None:
    assert form_bytes(db, came_in) == lrmx()


def test_only_what_was_changed_differs(db: Database, came_in: str, clock: FrozenClock) -> None:
    clock.forward(days=1)
    changed(
        db, "cadre", came_in, health="一般", birth_on=PartialDate(1986, 5), in_service_education="研究生、管理学硕士"
    )
    expected = (
        lrmx(JianKangZhuangKuang="一般", ChuShengNianYue="198605")
        .replace(b"<ZaiZhiJiaoYu_XueLi></", "<ZaiZhiJiaoYu_XueLi>研究生</".encode())
        .replace(b"<ZaiZhiJiaoYu_XueWei></", "<ZaiZhiJiaoYu_XueWei>管理学硕士</".encode())
    )
    assert form_bytes(db, came_in) == expected


def test_a_new_post_and_a_new_year_are_told_and_family_and_photo_follow(
    db: Database, came_in: str, clock: FrozenClock
) -> None:
    clock.forward(days=1)
    who = Link(came_in, "向琴")
    with db.read() as session:
        post_id = session.scalar(sa.text("SELECT id FROM post"))
        member_id = session.scalar(sa.text("SELECT id FROM family_member WHERE name = '覃立群'"))
    changed(db, "post", str(post_id), title="党委书记")
    assessment = {"cadre": who, "year": 2022, "grade": AssessmentGrade.EXCELLENT}
    records.create(db, BY_KEY["annual_assessment"], assessment)
    records.create(db, BY_KEY["annual_assessment"], {**assessment, "year": 2026})
    changed(db, "family_member", str(member_id), work="清源县第三中学校长")
    with db.work("换照片") as session:
        session.get_one(Cadre, came_in).photo_sha256 = appointment_files.blobs.put(session, JPEG + b"2")
    form = read_lrmx(form_bytes(db, came_in), "x")
    assert form["XianRenZhiWu"] == "青石镇党委书记"
    assert form["NianDuKaoHeJieGuo"] == "2023年度称职；2024年度优秀；2025年度称职；2026年度优秀"
    assert {line.name: line.work for line in form.family} == {
        "覃立群": "清源县第三中学校长",
        "向大顺": FAMILY[1].work,
    }
    assert form.photo == JPEG + b"2"
    assert form["ShiYongDanWei"] == "不认识的一项"
    assert form["RenMianLiYou"] == "工作需要"


def test_somebody_who_never_was_in_a_file_gets_a_new_one(db: Database) -> None:
    whose = {
        "name": "覃川",
        "sex": Sex.MALE,
        "birth_on": PartialDate(1990, 1),
        "political_status": PoliticalStatus.MASSES,
        "full_time_education": "大学、农学学士",
        "full_time_school": "某大学农学院",
        "retirement_base": 60,
    }
    made = records.create(db, CADRE, whose)
    form = read_lrmx(form_bytes(db, made), "x")
    told = ("XingMing", "XingBie", "ChuShengNianYue", "RuDangShiJian", "JiSuanNianLingShiJian", "Version")
    assert [form[name] for name in told] == ["覃川", "男", "199001", "群众", "20261121", "3.2.1.6"]
    assert (form["QuanRiZhiJiaoYu_XueLi"], form["QuanRiZhiJiaoYu_XueWei"]) == ("大学", "农学学士")
    assert form["QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi"] == "某大学农学院"
    assert form["GaiGeQianRenZhiNianLingJieXian"] == "改革前任职年龄界限为60岁"
    again = imports.plan(db, CADRE, _kept(db, made))
    assert [p.message for _, p in again.problems] == ["“工作单位”不能为空", "“现任职务”不能为空"]


def _kept(db: Database, cadre_id: str) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp()) / "覃川.lrmx"
    path.write_bytes(form_bytes(db, cadre_id))
    return path


def test_many_go_out_as_a_zip_that_comes_in_again(db: Database, came_in: str, tmp_path: Path) -> None:
    other = records.create(db, CADRE, {"name": "向琴", "sex": Sex.FEMALE, "birth_on": PartialDate(1990, 1)})
    done = export_forms(db, [came_in, other], tmp_path / "任免表.zip", recipient="县委组织部")
    found = read_forms(done.path)
    assert [form.file_name for form in found.forms] == ["向琴(2).lrmx", "向琴.lrmx"]
    old = export_forms(db, [came_in], tmp_path / "老格式.zip", old_format=True)
    (form,) = read_forms(old.path).forms
    assert (form["JianLi"].count("\n"), form.photo, form.family) == (2, JPEG, FAMILY)
    with db.read() as session:
        entries = list(session.scalars(sa.select(ExportEntry).order_by(ExportEntry.number)))
    assert [(e.report, e.n_records, e.recipient, e.file_name) for e in entries] == [
        ("任免审批表文件", 2, "县委组织部", "任免表.zip"),
        ("任免审批表文件", 1, None, "老格式.zip"),
    ]


def test_what_cannot_be_is_refused_and_nothing_is_written(db: Database, came_in: str, tmp_path: Path) -> None:
    one = tmp_path / "a.lrmx"
    for people, path, options, words in (
        ([], one, {}, "没有可以导出"),
        ([came_in, came_in], one, {}, "存成一个 .zip"),
        ([came_in], one, {"old_format": True}, "存成一个 .zip"),
        ([came_in], one, {"level": ExportLevel.MASKED}, "不能按脱敏导出"),
    ):
        with pytest.raises(NotAllowed, match=words):
            export_forms(db, people, path, **options)
    assert list(tmp_path.glob("*.lrmx")) == [tmp_path / "向琴.lrmx"]
    export_forms(db, [came_in], one)
    assert one.read_bytes() == lrmx()
    assert zipfile.is_zipfile(io.BytesIO(one.read_bytes())) is False
