"""Files of 任免审批表: what is read, what stays byte for byte, what is refused."""

import base64
import zipfile
from pathlib import Path

import pytest

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.form_files import read_forms
from cadre_desktop.formats.lrm import read_lrm, write_lrm
from cadre_desktop.formats.lrmx import read_lrmx, rewrite_lrmx, write_lrmx
from tests.appointment_files import FAMILY, JPEG, VALUES, lrmx

AS_THE_EDITOR_WRITES = (
    '<?xml version="1.0" encoding="utf-8"?>\r\n<Person>\r\n  <XingMing>张　三</XingMing>\r\n  <XingBie/>\r\n'
    '  <MinZu>\n  </MinZu>\r\n  <Ke note="a>b"/>\r\n  <JianLi>1990.01--1992.03 甲&amp;乙\r\n1992.03--  丙</JianLi>\r\n'
    "  <JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>李四</XingMing></Item><Item/></JiaTingChengYuan>\r\n"
    f"  <ZhaoPian>{base64.b64encode(JPEG).decode()[:20]}\r\n{base64.b64encode(JPEG).decode()[20:]}</ZhaoPian>\r\n"
    "  <!-- 留着 --><Wei>x</Wei></Person>\r\n"
).encode()


def test_elements_are_read_by_name_with_empty_ones_left_out() -> None:
    form = read_lrmx(AS_THE_EDITOR_WRITES, "张三.lrmx")
    assert dict(form.values) == {"XingMing": "张　三", "JianLi": "1990.01--1992.03 甲&乙\n1992.03--  丙", "Wei": "x"}
    assert [(line.relation, line.name) for line in form.family] == [("妻子", "李四")]
    assert form.photo == JPEG
    assert form["MinZu"] == form["NiRenZhiWu"] == ""


def test_what_is_not_changed_stays_byte_for_byte() -> None:
    content = read_lrmx(AS_THE_EDITOR_WRITES, "x").content
    assert rewrite_lrmx(content, {}) == AS_THE_EDITOR_WRITES
    changed = rewrite_lrmx(content, {"XingBie": "女", "Ke": "二", "RenMianLiYou": "工作<需要>"})
    assert changed == (
        AS_THE_EDITOR_WRITES.replace(b"<XingBie/>", "<XingBie>女</XingBie>".encode())
        .replace(b'<Ke note="a>b"/>', "<Ke>二</Ke>".encode())
        .replace(b"</Person>", "  <RenMianLiYou>工作&lt;需要&gt;</RenMianLiYou>\r\n</Person>".encode())
    )


def test_family_and_photo_are_changed_when_given() -> None:
    changed = read_lrmx(rewrite_lrmx(AS_THE_EDITOR_WRITES, {}, FAMILY, JPEG + b"2"), "x")
    assert (changed.family, changed.photo) == (FAMILY, JPEG + b"2")
    assert changed["Wei"] == "x"


def test_a_form_written_reads_the_same_again() -> None:
    form = read_lrmx(lrmx(), "a")
    assert dict(form.values) == {**VALUES, "Version": "3.2.1.6"}
    assert (form.family, form.photo) == (FAMILY, JPEG)
    assert b"\r\n2008.07--2021.03" in lrmx(), "lines end as the editor ends them"
    assert b"\x01" not in write_lrmx({"XingMing": "甲\x01"}, (), b"")


def test_marks_encodings_and_invisible_signs_are_seen_through() -> None:
    text = '<?xml version="1.0" encoding="{0}"?><Person><XingMing>\u200b王·五\ufeff</XingMing></Person>'
    assert read_lrmx(b"\xef\xbb\xbf" + text.format("UTF-8").encode(), "a")["XingMing"] == "王·五"
    chinese = text.format("GB2312").replace("\u200b", "").replace("\ufeff", "").encode("gb18030")
    assert read_lrmx(chinese, "a")["XingMing"] == "王·五"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不完整或已损坏"),
        (b"<Person><XingMing>a", "不完整或已损坏"),
        ("<Person><XingMing>张".encode("gbk"), "文字编码已损坏"),
        (b"<Person><XingBie>x</XingBie></Person>", "没有姓名"),
        (b"<Ren><XingMing>x</XingMing></Ren>", "结构不是任免审批表"),
        (b"<Person>" + b"<a>" * 9 + b"</a>" * 9 + b"</Person>", "结构不是任免审批表"),
        (b"<Person>" + b"<a/>" * 3000 + b"</Person>", "结构不是任免审批表"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Person>&x;</Person>', "外部定义"),
        (b"<Person><XingMing>x</XingMing><ZhaoPian>?</ZhaoPian></Person>", "照片已损坏"),
        (b" " * (21 * 2**20), "不像任免审批表文件"),
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words) as refused:
        read_lrmx(content, "坏.lrmx")
    assert "《坏.lrmx》" in str(refused.value)


def test_the_older_file_reads_back_with_commas_and_lines_inside() -> None:
    values = {**VALUES, "ZaiZhiJiaoYu_XueWei": "公共管理硕士", "JiangChengQingKuang": '嘉奖,"三等功"'}
    content = write_lrm(values, FAMILY)
    assert content.decode("gb18030").count("\n") == 1
    form = read_lrm(content, "a.lrm", JPEG)
    kept = set(values) - {"GaiGeQianRenZhiNianLingJieXian", "ShiYongDanWei", "ShenFenZheng"}
    assert {name: form[name] for name in kept} == {name: values[name] for name in kept}
    assert (form.family, form.photo) == (FAMILY, JPEG)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xff\x80", "文字编码"), (b"plain", "格式不是"), (b'"a","b"', "只有 2 项"), (write_lrm({}, ()), "没有姓名")],
)
def test_what_is_no_older_file_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read_lrm(content, "坏.lrm")


def test_a_folder_and_a_zip_give_every_form_and_name_the_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "任免表"
    (folder / "下级").mkdir(parents=True)
    (folder / "1向琴.lrmx").write_bytes(lrmx())
    (folder / "2坏.lrmx").write_bytes(b"<Person>")
    (folder / "下级" / "3老.LRM").write_bytes(write_lrm({"XingMing": "老李"}, ()))
    (folder / "下级" / "3老.PIC").write_bytes(JPEG)
    (folder / "说明.txt").write_text("x")
    found = read_forms(folder)
    assert [form["XingMing"] for form in found.forms] == ["向　琴", "老李"]
    assert found.forms[1].photo == JPEG
    assert [("2坏.lrmx" in fault) for fault in found.faults] == [True]
    packed = tmp_path / "任免表.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in folder.rglob("*.*"):
            archive.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes())
    assert read_forms(packed).forms == found.forms


def test_a_place_without_forms_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="没有任免审批表文件"):
        read_forms(tmp_path)
    with pytest.raises(BadFile, match="无法读取"):
        read_forms(tmp_path / "没有.lrmx")
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadFile):
        read_forms(tmp_path / "坏.zip")
    (tmp_path / "a.lrmx").write_bytes(b"<Person>")
    with pytest.raises(BadFile, match="不完整或已损坏"):
        read_forms(tmp_path)
    (tmp_path / "b.lrmx").write_bytes(b"<Person>")
    with pytest.raises(BadFile, match="2 个任免审批表文件都读不出来"):
        read_forms(tmp_path)
