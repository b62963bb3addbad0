"""Workbooks read as plain values, each kind of value as itself, in a process that may die."""

import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign import child, messages
from cadre_desktop.formats.foreign import reader as reader_module
from cadre_desktop.formats.foreign.reader import Merged, read_workbook
from cadre_desktop.progress import Cancelled
from tests.formats.foreign import workbooks as w


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet.append(["1980.10", 1980.1, 7, True, date(2020, 1, 2), datetime(2020, 1, 2, 3, 4), "0012"])
    sheet["H1"], sheet["I1"] = " 空　格 ", 430421197808208652
    sheet["C4"] = "𠮷㐀😀"
    sheet["A6"] = "=1+1"
    sheet["B6"] = timedelta(hours=30)
    sheet.merge_cells("B8:C9")
    sheet["B8"] = "合并"
    book.create_sheet("空表")
    book.create_sheet("藏").sheet_state = "hidden"
    path = tmp_path / "名册 副本.xlsx"
    book.save(path)
    return path


def test_numbers_texts_and_dates_stay_what_they_are(mixed: Path) -> None:
    first = read_workbook(mixed)[0]
    row = first.rows[0]
    assert row[:8] == ["1980.10", 1980.1, 7, True, date(2020, 1, 2), datetime(2020, 1, 2, 3, 4), "0012", " 空　格 "]
    assert [type(cell) for cell in row[:6]] == [str, float, int, bool, date, datetime]
    assert type(row[8]) is float, "an ID number typed as a number has lost digits and must stay recognisable"
    assert first.rows[3][2] == "𠮷㐀😀"
    assert first.rows[1] == [None] * 9
    assert first.rows[5][1] == "30:00"


def test_sheets_merged_blocks_and_formulas_are_reported(mixed: Path) -> None:
    first, empty, hidden = read_workbook(mixed)
    assert first.merged == (Merged(7, 1, 8, 2),)
    assert first.formulas == ((6, 1),)
    assert first.rows[5][0] is None
    assert (empty.name, empty.rows, empty.hidden) == ("空表", [], False)
    assert (hidden.name, hidden.hidden) == ("藏", True)


def test_a_stored_formula_result_reads_as_its_value(tmp_path: Path) -> None:
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f><v></v></c><c r="C1" t="str"><f>A1</f><v>好</v></c>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(w.xlsx(w.row(1, cells) + w.row(2, '<c r="A2"><f>A1</f></c><c r="B2"><v>5</v></c>')))
    (sheet,) = read_workbook(path)
    assert sheet.rows == [[2, None, "好"], [None, 5, None]]
    assert sheet.formulas == ((1, 2), (2, 1))


def test_a_table_that_starts_at_c4_keeps_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(w.xlsx(w.row(4, w.text_cell("C4", "姓名")) + w.row(6, w.text_cell("D6", "甲"))))
    (sheet,) = read_workbook(path)
    assert sheet.rows[3] == [None, None, "姓名", None]
    assert sheet.rows[5] == [None, None, None, "甲"]
    assert len(sheet.rows) == 6


def test_the_real_roster_is_read(tmp_path: Path) -> None:
    path = Path(__file__).parents[1] / "data" / "清源县干部名册.xlsx"
    roster, notes = read_workbook(path)
    assert (roster.name, len(roster.rows), len(roster.rows[0])) == ("名册", 169, 20)
    assert roster.rows[0][0] == "清源县干部名册"
    assert Merged(2, 10, 2, 11) in roster.merged
    assert notes.rows[1] == ["二、身份号码为18位文本。"]


def test_old_and_open_formats_read_like_new_ones() -> None:
    folder = Path(__file__).parents[1] / "data"
    expected = read_workbook(folder / "小名册.xlsx")[0]
    for name in ("小名册.xls", "小名册.et", "小名册.ods"):
        sheet = read_workbook(folder / name)[0]
        assert sheet.rows == expected.rows, name
        assert sheet.name == expected.name
    assert read_workbook(folder / "小名册.xls")[0].merged == expected.merged


def test_reading_leaves_the_file_alone_and_needs_no_write_access(mixed: Path) -> None:
    before = mixed.read_bytes()
    mixed.chmod(0o400)
    read_workbook(mixed)
    assert mixed.read_bytes() == before
    assert [p.name for p in mixed.parent.iterdir()] == [mixed.name]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"找不到文件“没有\.xlsx”"):
        read_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(BadFile, match="是文件夹"):
        read_workbook(tmp_path)


def test_a_file_over_fifty_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(BadFile, match="51 MB"):
        read_workbook(path)


def test_cancelling_stops_the_child(mixed: Path) -> None:
    def stop(_done: int, _total: int, _what: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(mixed, progress=stop)


STAND_INS = {
    "aborts": "import os; os.abort()",
    "asks for too much": "from cadre_desktop.formats.foreign import caps; caps.apply(300 << 20, 60); bytes(2 << 30)",
    "ends without a word": "pass",
    "sends what is not JSON": "import sys; sys.stdout.buffer.write(b'\\x0a\\0\\0\\0R{not json')",
    "claims an absurd length": "import sys; sys.stdout.buffer.write(b'\\xff' * 4000)",
    "breaks off in the middle": "import sys; sys.stdout.buffer.write(b'\\x50\\0\\0\\0S{')",
}


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let this program play the child: it takes the workbook and then misbehaves."""
    root = Path(reader_module.__file__).parents[3]
    whole = f"import sys; sys.path.insert(0, {str(root)!r}); sys.stdin.buffer.read(); {program}"
    monkeypatch.setattr(reader_module, "child_command", lambda: [sys.executable, "-c", whole])


@pytest.mark.parametrize("name", STAND_INS)
def test_a_child_that_dies_or_babbles_is_a_bad_file(mixed: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    stand_in(monkeypatch, STAND_INS[name])
    with pytest.raises(BadFile, match=r"文件异常.*没有导入任何内容"):
        read_workbook(mixed)


@pytest.mark.timeout(60)
def test_a_child_that_hangs_is_ended_in_time(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(BadFile, match="1 秒内没有进展"):
        read_workbook(mixed, time_limit=1.0)


def test_a_slow_child_that_shows_signs_of_life_may_finish(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old computers take their time: three signs, each within the limit, together past it."""
    slow = (
        "import time; from cadre_desktop.formats.foreign import messages as m; out = sys.stdout.buffer\n"
        "for part in [m.pack(m.ALIVE, None)] * 3 + [m.pack(m.DONE, None)]:\n"
        "    time.sleep(0.7); m.send(out, part)"
    )
    stand_in(monkeypatch, f"exec({slow!r})")
    started = time.monotonic()
    assert read_workbook(mixed, time_limit=2.0) == ()
    assert time.monotonic() - started > 2.0


@pytest.mark.skipif(sys.platform == "win32", reason="address-space limits are a Linux matter")
def test_far_corners_past_the_scan_kill_only_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when nothing refuses the file, the native abort stays in the child."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(w.xlsx(w.row(1, w.text_cell("A1", "甲")) + w.row(1048576, w.text_cell("XFD1048576", "乙"))))
    unguarded = "from cadre_desktop.formats.foreign import child; child.check = lambda content: {}; child.main()"
    monkeypatch.setattr(reader_module, "child_command", lambda: [sys.executable, "-c", unguarded])
    monkeypatch.setenv("PYTHONPATH", str(Path(reader_module.__file__).parents[3]))
    with pytest.raises(BadFile, match="文件异常"):
        read_workbook(path)


def test_a_packaged_program_becomes_the_child_by_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_module.child_command()[0] == sys.executable
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader_module.child_command() == [sys.executable, reader_module.READER_FLAG]
    monkeypatch.setattr(sys, "frozen", False)
    monkeypatch.setattr(sys, "executable", r"/opt/cadre/cadre-desktop")
    assert reader_module.child_command() == ["/opt/cadre/cadre-desktop", reader_module.READER_FLAG]


def test_the_child_imports_nothing_heavy() -> None:
    script = "import sys, cadre_desktop.formats.foreign.child; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "PySide6", "openpyxl", "cadre_desktop.storage", "cadre_desktop.records"} & set(loaded)


def test_messages_survive_their_journey() -> None:
    rows = [["", "甲", 3.0, 2.5, True, date(2026, 1, 31), datetime(2026, 1, 31, 8, 0), 1e18, -4.0, None]]
    tag, content = messages.unpack(messages.pack_rows(rows))
    assert tag == messages.ROWS_WITH_DATES
    assert content == [[None, "甲", 3, 2.5, True, date(2026, 1, 31), datetime(2026, 1, 31, 8, 0), 1e18, -4, None]]
    assert type(content[0][2]) is int
    assert messages.unpack(messages.pack_rows([["甲", ""]])) == (messages.ROWS, [["甲", None]])


def test_times_of_day_become_words() -> None:
    assert messages.clock_text(timedelta(seconds=-90)) == "-0:01:30"
    assert messages.clock_text(datetime(2026, 1, 1, 8, 5).time()) == "8:05"
    with pytest.raises(TypeError):
        messages.clock_text(b"")


def test_a_plain_and_an_odd_spelling_of_the_same_sheet_scan_alike() -> None:
    plain = "".join(w.row(i, f'<c r="A{i}"><v>{i}</v></c>') for i in range(1, 50))
    odd = plain.replace('r="A', "r='A").replace('"><v>', "'  ><v>").replace("<row r", "<row   r")
    assert child.check(w.xlsx(plain)) == child.check(w.xlsx(odd)) == {"名册": []}
    for spelling in (plain, odd):
        tail = '<row r="200001"><c r="A200001"><v>1</v></c></row>'
        with pytest.raises(BadFile, match="第 200001 行"):
            child.check(w.xlsx(spelling + tail))
