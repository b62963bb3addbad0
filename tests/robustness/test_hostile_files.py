"""Files made to hurt, through the whole import: one sentence each, and the store says what it said before."""

import hashlib
import re
from pathlib import Path

import openpyxl
import pytest

from cadre_desktop.app import App
from cadre_desktop.errors import BadFile
from cadre_desktop.services import exports, imports, records
from cadre_desktop.storage.engine import READING
from tests.cli.conftest import call
from tests.formats.foreign import workbooks
from tests.formats.foreign.test_hostile_workbooks import HOSTILE
from tests.robustness.processes import sound
from tests.robustness.works import CADRE, ROSTER, UNIT, opened

# The reader has its own tests for every file; here one of each sort goes the whole way.
KINDS = (
    "one gigabyte of blanks",
    "ratio",
    "billion laughs in the strings",
    "local file by entity",
    "external document type",
    "two far corners",
    "too many cells",
    "picture",
    "pdf",
    "csv in gbk",
    "word document",
    "encrypted",
    "truncated",
    "half the file",
    "empty",
    "macro",
    "relation outside",
)
CLI_KINDS = ("one gigabyte of blanks", "local file by entity", "two far corners", "picture", "half the file")


def hostile(name: str, folder: Path) -> Path:
    path = folder / "名册.xlsx"
    path.write_bytes(HOSTILE[name][0]())
    return path


def dump(app: App) -> str:
    """Hash every row of every table."""
    digest = hashlib.sha256()
    with app.store.engine.connect().execution_options(**READING) as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).scalars()
        for name in names.all():
            digest.update(name.encode())
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def one_sentence(text: str) -> None:
    """Prove that what is said is one line in Chinese without anything of the program's inside."""
    assert len(text.strip().splitlines()) == 1, text
    assert re.search(r"[\u4e00-\u9fff]", text), text
    assert not re.search(r"Error|Exception|Traceback|panic|calamine|openpyxl|expat", text), text


def test_hostile_workbooks_are_refused_and_leave_the_store_alone(home: Path, tmp_path: Path) -> None:
    app = opened(home)
    try:
        before = dump(app)
        for name in KINDS:
            with pytest.raises(BadFile) as raised:
                imports.plan(app.db, CADRE, hostile(name, tmp_path))
            one_sentence(f"{raised.value}{raised.value.hint}")
            assert dump(app) == before, name
    finally:
        app.store.close()


def test_the_store_can_still_import_afterwards(home: Path, tmp_path: Path) -> None:
    with sound(home) as app:
        with pytest.raises(BadFile):
            imports.plan(app.db, CADRE, hostile("two far corners", tmp_path))
        plan = imports.plan(app.db, CADRE, ROSTER, imports.ImportOptions(create_units=True))
        assert imports.apply(app.db, CADRE, plan, good_rows=True).created == plan.clean


def test_the_command_line_refuses_them_in_one_line(tmp_path: Path) -> None:
    home = tmp_path / "命令行"
    assert call("init", "--home", home, "--unit", "青石镇").status == 0
    before = call("list", "--home", home, "unit", "--json").out
    for name in CLI_KINDS:
        done = call("import", "--home", home, "cadre", hostile(name, tmp_path), "--json")
        assert (done.status, done.out) == (1, ""), name
        one_sentence(done.err)
    assert call("list", "--home", home, "cadre", "--json").json == []
    assert call("list", "--home", home, "unit", "--json").out == before


def test_cells_that_look_like_commands_stay_words(home: Path, tmp_path: Path) -> None:
    """A formula typed as text goes in as text and comes out as text."""
    head = ("单位名称", "备注")
    rows = [head, ("=cmd|'/C:calc'!A0", "@SUM(1+1)"), ("+1镇", "-2+3")]
    letters = "AB"
    cells = "".join(
        workbooks.row(n, *(workbooks.text_cell(f"{letters[at]}{n}", text) for at, text in enumerate(row)))
        for n, row in enumerate(rows, 1)
    )
    path = tmp_path / "单位.xlsx"
    path.write_bytes(workbooks.xlsx(cells))
    with sound(home) as app:
        imports.apply(app.db, UNIT, imports.plan(app.db, UNIT, path))
        names = {row.values[0] for row in records.all_rows(app.db, UNIT, (UNIT.field("name"),))}
        assert {"=cmd|'/C:calc'!A0", "+1镇"} <= names
        target = tmp_path / "导出.xlsx"
        exports.export(app.db, "list_unit", exports.options_of(app.db), target)
    cells_out = [cell for sheet in openpyxl.load_workbook(target) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells_out if cell.data_type == "f"] == []
    assert "=cmd|'/C:calc'!A0" in [cell.value for cell in cells_out]
