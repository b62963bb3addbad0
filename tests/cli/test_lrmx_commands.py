"""lrmx import and export: 任免审批表 by command line."""

from pathlib import Path

from tests.appointment_files import lrmx
from tests.cli.conftest import call


def test_forms_come_in_and_go_out_again(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "任免表"
    folder.mkdir()
    (folder / "向琴.lrmx").write_bytes(lrmx())
    lacking = call("lrmx", "import", folder, "--home", home)
    assert lacking.status == 1
    assert "分不清单位和职务" in lacking.err or "工作单位" in lacking.err
    done = call("import", "--home", home, "unit", _units(tmp_path))
    assert done.status == 0, done.err
    done = call("lrmx", "import", folder, "--home", home, "--json")
    assert (done.status, done.json["created"]) == (0, 1), done.err
    one = call("lrmx", "export", tmp_path / "一人.lrmx", "--home", home, "--cadre", "向琴")
    assert one.status == 0, one.err
    assert (tmp_path / "一人.lrmx").read_bytes() == lrmx()
    many = call("lrmx", "export", tmp_path / "全部.zip", "--home", home, "--unit", "青石镇", "--to", "组织部", "--json")
    assert (many.status, many.json["records"]) == (0, 1)


def _units(tmp_path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["单位名称", "单位类别"])
    book.active.append(["青石镇", "乡镇"])
    book.save(tmp_path / "单位.xlsx")
    return tmp_path / "单位.xlsx"


def test_wrong_use_is_told(home: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("export", tmp_path / "a.xlsx"), "写出到 .lrmx"),
        (("export", tmp_path / "a.lrmx", "--cadre", "没有这人"), "没有找到“没有这人”"),
        (("turn", tmp_path / "a.lrmx"), "应写 import"),
    ):
        done = call("lrmx", *arguments, "--home", home)
        assert done.status == 2
        assert words in done.err
    empty = call("lrmx", "export", tmp_path / "a.zip", "--home", home)
    assert empty.status == 1
    assert "没有可以导出" in empty.err
