"""export, reports, figures: every report becomes a workbook, every figure opens into its records."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from tests.cli.conftest import call


def _head_of(path: Path) -> list[str]:
    page = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in page.iter_rows(max_row=5) for cell in row if cell.value]


def test_reports_are_listed_with_their_formats() -> None:
    reports = call("reports", "--json").json
    assert len(reports) >= 13
    assert all(set(one) == {"key", "title", "formats"} for one in reports)
    assert all("xlsx" in one["formats"] for one in reports)
    assert {"roster", "achievement_summary"} <= {one["key"] for one in reports}
    in_words = call("reports").out.splitlines()
    assert len(in_words) == len(reports)


def test_the_roster_is_exported_registered_and_marked_as_sample(demo_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "名册 一.xlsx"
    done = call("export", "--home", demo_copy, "roster", "--out", out, "--json")
    assert done.status == 0, done.err
    found = done.json
    assert found["file"] == str(out)
    assert found["records"] == 148
    assert len(found["sha256"]) == 64
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[-1] == "数据来源"
    assert any("示例数据" in word for word in _head_of(out))
    (entry,) = call("list", "--home", demo_copy, "export_entry", "--json").json
    assert entry["number"] == found["number"]
    assert entry["file_name"] == out.name


def test_a_report_with_a_draft_is_written_for_word_and_no_other_is(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "工作情况.docx"
    done = call("export", "--home", home, "work_data", "--out", out, "--roughly", "--year", date.today().year)
    assert done.status == 0, done.err
    words = [one.text for one in docx.Document(str(out)).paragraphs]
    assert words[1] == f"{date.today().year}年干部工作情况"
    refused = call("export", "--home", home, "roster", "--out", tmp_path / "名册.docx")
    assert refused.status == 2
    assert "文件名应以 .xlsx 结尾" in refused.err


def test_a_report_is_narrowed_to_a_unit_a_year_and_a_day(demo_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "名册.xlsx"
    one = call("export", "--home", demo_copy, "roster", "--out", out, "--unit", "青石镇", "--json")
    assert one.json["records"] == 14
    last = date.today().year - 1
    assert call("export", "--home", demo_copy, "roster", "--out", out, "--as-of", f"{last}-06-30").status == 0
    assert any(f"{last}年6月30日" in word for word in _head_of(out))
    year = call("export", "--home", demo_copy, "achievement_summary", "--out", out, "--year", last)
    assert year.status == 0, year.err


def test_every_report_of_one_unit_can_be_written(demo_copy: Path, tmp_path: Path) -> None:
    """The lists of the kinds are made by one writer: a few stand for all."""
    offered = call("reports", "--json").json
    lists = [one for one in offered if one["key"].startswith("list_")]
    for one in [*(one for one in offered if one not in lists), *lists[::12]]:
        out = tmp_path / f"{one['key']}.xlsx"
        done = call("export", "--home", demo_copy, one["key"], "--out", out, "--unit", "县信访局", "--json")
        assert done.status == 0, f"{one['key']}: {done.err}"
        made = Path(done.json["file"])
        if made.suffix == ".zip":
            with ZipFile(made) as archive:
                assert archive.testzip() is None
                assert len(archive.namelist()) == done.json["records"]
        else:
            assert openpyxl.load_workbook(made).sheetnames


def test_several_peoples_files_say_that_they_went_out_as_a_zip(demo_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "档案.xlsx"
    asked = ("export", "--home", demo_copy, "political_file", "--out", out, "--unit", "县信访局")
    done = call(*asked)
    assert done.status == 0
    assert "档案.zip" in done.out + done.err
    assert "多人时导出为 zip" in done.out + done.err
    again = call(*asked)
    assert again.status != 0
    assert "已有文件《档案.zip》" in again.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rooster", "--out", "a.xlsx"), "没有“rooster”这份报表"),
        (("roster", "--out", "a.pdf"), "不能存成“a.pdf”"),
        (("roster", "--out", "a.zip"), "不能存成“a.zip”"),
        (("roster", "--out", "没有/a.xlsx"), "没有这个文件夹"),
        (("roster", "--out", "a.xlsx", "--unit", "青石"), "相近的有：青石镇"),
        (("roster", "--out", "a.xlsx", "--year", "26"), "不是年度"),
        (("roster", "--out", "a.xlsx", "--as-of", "2026.06.30"), "应写成 2026-06-30"),
    ],
)
def test_wrong_use_of_export_is_told(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("export", "--home", demo_store, *arguments)
    assert done.status == 2
    assert words in done.err
    assert list(tmp_path.glob("*.xlsx")) == []


def test_figures_open_into_their_records(demo_store: Path) -> None:
    figures = call("figures", "--home", demo_store, "--json").json
    assert all(set(one) == {"key", "label", "value", "unit", "definition", "ids"} for one in figures)
    keys = [one["key"] for one in figures]
    assert len(keys) == len(set(keys))
    by_key = {one["key"]: one for one in figures}
    people = {row["id"] for row in call("list", "--home", demo_store, "cadre", "--json").json}
    assert by_key["serving"]["value"] == 148
    assert set(by_key["serving"]["ids"]) == people
    assert set(by_key["women"]["ids"]) < people
    assert all(isinstance(one["value"], int | float | None) for one in figures)
    assert all(one["definition"] for one in figures)


def test_figures_of_an_earlier_day_are_other_figures(demo_store: Path) -> None:
    last = date.today().year - 1
    then = call("figures", "--home", demo_store, "--as-of", f"{last}-01-31", "--json").json
    now = call("figures", "--home", demo_store, "--json").json
    before, after = ({one["key"]: one["value"] for one in figures} for figures in (then, now))
    assert before["mean_age"] < after["mean_age"]
    assert before["conduct_files"] < after["conduct_files"]


def test_figures_in_words_print_denominators(demo_store: Path) -> None:
    done = call("figures", "--home", demo_store)
    assert done.out.startswith("编号\t名称\t数值\t口径\n")
    assert "（45/148）" in done.out
