"""import, undo-import, template: in, out again, and the sheet to begin with."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import call

_HEAD = ("单位名称", "简称", "单位类别", "排序")
_GOOD = (("东岭乡", "东岭", "乡镇", 10), ("西岭乡", "西岭", "乡镇", 20))
_KEYS = ["kind", "file", "sheet", "rows", "clean", "problems", "warnings", "created", "updated", "skipped", "batch"]


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    """Write a sheet of units; return its path."""

    def write(*rows: tuple[object, ...], head: tuple[str, ...] = _HEAD, name: str = "单位表.xlsx") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "单位"
        for row in (head, *rows):
            page.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


def _units(home: Path) -> dict[str, Any]:
    return {row["name"]: row for row in call("list", "--home", home, "unit", "--json").json}


def test_a_clean_sheet_goes_in_and_comes_out_again(home: Path, sheet: Any) -> None:
    done = call("import", "--home", home, "unit", sheet(*_GOOD), "--json")
    assert done.status == 0, done.err
    found = done.json
    assert list(found) == _KEYS
    assert (found["kind"], found["file"], found["sheet"]) == ("unit", "单位表.xlsx", "单位")
    assert (found["rows"], found["clean"], found["created"], found["updated"]) == (2, 2, 2, 0)
    assert _units(home).keys() == {"东岭乡", "西岭乡"}
    undone = call("undo-import", "--home", home, found["batch"])
    assert undone.status == 0
    assert "已撤销" in undone.err
    assert _units(home) == {}


def test_a_copy_is_kept_before_an_import(home: Path, sheet: Any) -> None:
    call("import", "--home", home, "unit", sheet(*_GOOD))
    assert [path for path in (home / "backups").iterdir() if "导入前" in path.name]


def test_one_problem_row_and_nothing_is_written(home: Path, sheet: Any) -> None:
    path = sheet(*_GOOD, ("南岭乡", "南岭", "不知道的类别", 30))
    done = call("import", "--home", home, "unit", path, "--json")
    assert done.status == 1
    found = done.json
    assert (found["rows"], found["clean"], found["created"], found["batch"]) == (3, 2, 0, "")
    (problem,) = found["problems"]
    assert set(problem) == {"row", "column", "message"}
    assert (problem["row"], problem["column"]) == (4, "单位类别")
    assert "第4行 单位类别" in done.err
    assert _units(home) == {}


def test_good_rows_go_in_alone_when_asked_and_the_status_still_warns(home: Path, sheet: Any) -> None:
    path = sheet(*_GOOD, ("南岭乡", "南岭", "不知道的类别", 30))
    done = call("import", "--home", home, "unit", path, "--good-rows", "--json")
    assert done.status == 1
    assert done.json["created"] == 2
    assert _units(home).keys() == {"东岭乡", "西岭乡"}


def test_a_dry_run_writes_nothing(home: Path, sheet: Any) -> None:
    done = call("import", "--home", home, "unit", sheet(*_GOOD), "--dry-run", "--json")
    assert done.status == 0
    assert (done.json["clean"], done.json["created"], done.json["batch"]) == (2, 0, "")
    assert "没有写入" in done.err
    assert _units(home) == {}


@pytest.mark.parametrize(("on_match", "short"), [("update", "新简称"), ("skip", "东岭")])
def test_what_matches_is_updated_or_skipped(home: Path, sheet: Any, on_match: str, short: str) -> None:
    call("import", "--home", home, "unit", sheet(*_GOOD))
    again = sheet(("东岭乡", "新简称", "乡镇", 10), name="再来.xlsx")
    done = call("import", "--home", home, "unit", again, "--on-match", on_match, "--json")
    assert done.status == 0
    assert (done.json["updated"], done.json["skipped"]) == ((1, 0) if on_match == "update" else (0, 1))
    assert _units(home)["东岭乡"]["short_name"] == short


def test_titles_nobody_knows_are_matched_by_a_file(home: Path, sheet: Any, tmp_path: Path) -> None:
    path = sheet(*_GOOD, head=("机关全称", "简称", "单位类别", "排序"))
    mapping = tmp_path / "对应.json"
    mapping.write_text('{"机关全称": "name"}', encoding="utf-8")
    assert call("import", "--home", home, "unit", path, "--map", mapping).status == 0
    assert "东岭乡" in _units(home)


def test_a_mapping_file_that_is_none_is_one_sentence(home: Path, sheet: Any, tmp_path: Path) -> None:
    mapping = tmp_path / "对应.json"
    mapping.write_text("不是 JSON", encoding="utf-8")
    done = call("import", "--home", home, "unit", sheet(*_GOOD), "--map", mapping)
    assert done.status == 1
    assert "JSON" in done.err


def test_a_sheet_is_chosen_by_name(home: Path, sheet: Any) -> None:
    done = call("import", "--home", home, "unit", sheet(*_GOOD), "--sheet", "没有这一页")
    assert done.status == 1
    assert "没有这一页" in done.err


def test_a_file_that_is_no_workbook_is_one_sentence(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "假的.xlsx"
    path.write_text("这不是表格", encoding="utf-8")
    done = call("import", "--home", home, "unit", path)
    assert done.status == 1
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_an_import_nobody_made_cannot_be_undone(home: Path) -> None:
    done = call("undo-import", "--home", home, "0" * 32)
    assert done.status == 1
    assert "没有找到这次导入" in done.err


def test_an_unknown_kind_is_wrong_use(home: Path, sheet: Any) -> None:
    done = call("import", "--home", home, "units", sheet(*_GOOD))
    assert done.status == 2
    assert done.err.startswith("没有“units”这种记录。相近的有：unit（单位）、unit_alias（单位别名）")
    assert done.err.endswith("全部名称见 cadre-desktop kinds。\n")


@pytest.mark.parametrize("command", ["import", "template", "list"])
@pytest.mark.parametrize(("word", "meant"), [("cader", "cadre"), ("干部", "cadre"), ("实绩条", "achievement")])
def test_the_nearest_kind_is_offered_first(command: str, word: str, meant: str, tmp_path: Path) -> None:
    more = {"import": ["a.xlsx"], "template": ["--out", tmp_path / "a.xlsx"], "list": []}[command]
    done = call(command, word, *more)
    assert done.status == 2
    assert f"相近的有：{meant}（" in done.err


@pytest.mark.parametrize("word", ["export_entries", "导入批次", "attachments", "导出登记"])
def test_registers_are_offered_to_list_and_never_to_import(word: str) -> None:
    importable = {kind["key"] for kind in call("kinds", "--json").json}
    offered = set(re.findall(r"([a-z_]+)（", call("import", word, "a.xlsx").err))
    assert offered <= importable
    assert {"export_entry", "import_batch", "attachment"} & set(re.findall(r"([a-z_]+)（", call("list", word).err))


def test_a_word_like_no_kind_gets_no_offer() -> None:
    assert call("list", "zzz").err == "没有“zzz”这种记录。全部名称见 cadre-desktop kinds。\n"


_PEOPLE_HEAD = ("姓名", "工作单位", "现任职务", "性别", "出生年月")


def test_units_nobody_knows_are_named_once_with_their_rows_and_how_to_go_on(home: Path, sheet: Any) -> None:
    rows = [(f"周文{c}", "东岭乡", "干部", "女", "1986.04") for c in "甲乙丙丁戊己庚辛壬"]
    path = sheet(*rows, ("陈一", "西岭乡", "干部", "男", "1985.01"), head=_PEOPLE_HEAD)
    done = call("import", "--home", home, "cadre", path, "--json")
    assert done.status == 1
    assert len(done.json["problems"]) == 10, "the JSON keeps one a row"
    said = done.err.splitlines()
    assert said[0] == (
        "工作单位：单位“东岭乡”不存在，请选择对应的单位，或新建这个单位（9 行：第2、3、4、5、6、7、8、9行等）"
    )
    assert said[1] == "第11行 工作单位：单位“西岭乡”不存在，请选择对应的单位，或新建这个单位"
    assert said[2] == "单位对不上的：确是新单位，加 --create-units 自动新建；只是写法不同，请改成系统中的名称。"
    assert call("import", "--home", home, "cadre", path, "--create-units").status == 0
    assert _units(home).keys() == {"东岭乡", "西岭乡"}


def test_with_leave_to_make_units_nobody_is_told_to_give_it(home: Path, sheet: Any) -> None:
    rows = (("周文静", "东岭乡", "干部", "女", "1986.04"), ("陈一", "東岭乡", "干部", "男", "1985.01"))
    done = call("import", "--home", home, "cadre", sheet(*rows, head=_PEOPLE_HEAD), "--create-units", "--dry-run")
    assert done.status == 1
    assert "第3行 工作单位：单位“東岭乡”可能就是“东岭乡”，请选择对应的单位" in done.err
    assert "--create-units" not in done.err


def test_a_unit_of_unknown_kind_is_a_sentence_and_no_guess(home: Path, sheet: Any) -> None:
    row = ("周文静", "东岭一号", "干部", "女", "1986.04")
    done = call("import", "--home", home, "cadre", sheet(row, head=_PEOPLE_HEAD), "--create-units", "--json")
    assert done.status == 1
    assert "从名称看不出类别，不能自动新建" in done.json["problems"][0]["message"]
    assert _units(home) == {}


def test_what_list_prints_of_units_goes_in_again(demo_store: Path, home: Path, sheet: Any) -> None:
    rows = call("list", "--home", demo_store, "unit", "--json").json
    columns = {c["name"]: c["label"] for c in _columns("unit")}
    table = sheet(*(tuple(row[name] for name in columns) for row in rows), head=tuple(columns.values()))
    done = call("import", "--home", home, "unit", table, "--json")
    assert done.status == 0, done.err
    back = _units(home)
    for row in rows:
        assert {k: v for k, v in back[row["name"]].items() if k != "id"} == {k: v for k, v in row.items() if k != "id"}


def _columns(key: str) -> list[dict[str, Any]]:
    return next(one["columns"] for one in call("kinds", "--json").json if one["key"] == key)


def test_every_kind_has_a_template_with_its_columns(tmp_path: Path) -> None:
    for kind in call("kinds", "--json").json:
        path = tmp_path / f"{kind['key']}.xlsx"
        done = call("template", kind["key"], "--out", path)
        assert done.status == 0, done.err
        book = openpyxl.load_workbook(path)
        words = {
            str(cell.value).rstrip("*").strip() for row in book.worksheets[0].iter_rows() for cell in row if cell.value
        }
        assert {column["label"] for column in kind["columns"]} <= words, kind["key"]


def test_a_template_is_a_workbook_in_a_folder_that_is_there(tmp_path: Path) -> None:
    assert call("template", "cadre", "--out", tmp_path / "表.docx").status == 2
    assert call("template", "cadre", "--out", tmp_path / "没有" / "表.xlsx").status == 2
    done = call("template", "export_entry", "--out", tmp_path / "表.xlsx")
    assert done.status == 2
    assert "导出登记（export_entry）由程序登记，不能导入" in done.err
