"""The list as a sheet: the table's columns in its order, and what each level covers."""

import pytest

from cadre_desktop.gui.pages.roster.taking_along import excel_rows, printed, sheet_of
from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.tables.roster_source import RosterSource
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.services import records
from tests.gui.pages.people_on_file import open_office

ID = "430123198604181212"


@pytest.fixture
def office(db):
    return open_office(db)


@pytest.fixture
def table(qtbot, db, office):
    model = PagedTableModel(RosterSource(db))
    made = DataTable(model)
    qtbot.addWidget(made)
    model.reload()
    return made


@pytest.fixture
def sheet(db, office, table):
    """Name, age, years in post, achievements, completeness and ID number of two people."""
    who, kind = office.people["周思远"].id, BY_KEY["cadre"]
    records.change(db, kind, who, records.load(db, kind, who)[1], {"id_number": valid_id()})
    wanted = ["name", "age", "post_years", "n_achievements", "completeness", "id_number"]
    others = [c.key for c in table.columns if c.key not in wanted]
    table.restore_layout({"order": [*wanted, *others], "hidden": others, "widths": {}})
    return sheet_of(db, table, office.ids("仇晓峰", "周思远"), ["现职满10年"])


def valid_id():
    """Return a sound invented number of a man born in April 1986."""
    body = "43012319860418121"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def test_columns_follow_the_table_and_people_the_ids(sheet):
    assert [c.name for c in sheet.columns] == [
        "name", "age", "post_years", "n_achievements", "completeness", "id_number",
    ]  # fmt: skip
    assert [row.values[0] for row in sheet.rows] == ["仇晓峰", "周思远"]


def test_the_facts_say_whose_by_what_how_many_and_when(sheet):
    assert sheet.facts == "填报单位：清源县委组织部　条件：现职满10年　共 2 人　2026.11.21"
    assert sheet.unit == "清源县委组织部"


def test_numbers_leave_as_numbers_and_everything_else_as_words(sheet):
    name, age, years, achievements, full, _ = excel_rows(sheet, ExportLevel.INTERNAL)[1]
    assert (name, age, years, achievements) == ("周思远", 40, "5年", 2)
    assert full.endswith("%")


@pytest.mark.parametrize("level", list(ExportLevel))
def test_identity_numbers_are_masked_unless_asked_for_whole(sheet, level):
    shown = excel_rows(sheet, level)[1][-1]
    assert shown != valid_id()
    assert "*" in shown
    assert excel_rows(sheet, level, whole_ids=True)[1][-1] == valid_id()


def test_names_are_covered_only_at_the_public_level(sheet):
    assert excel_rows(sheet, ExportLevel.UPWARD)[0][0] == "仇晓峰"
    assert excel_rows(sheet, ExportLevel.MASKED)[0][0] == "仇**"


def test_paper_shows_what_the_screen_shows(sheet):
    table = printed(sheet)
    assert [c.title for c in table.columns] == ["姓名", "年龄", "现职年限", "实绩（件）", "资料完整", "身份证号"]
    assert table.rows[0][:3] == ("仇晓峰", "48", "10年 !")
    assert "*" in table.rows[1][-1]
    assert table.columns[1].align == "right"
    assert table.mark == "内部资料 注意保密"


def test_without_conditions_the_facts_are_shorter(db, office, table):
    sheet = sheet_of(db, table, office.ids("孙建国"), [])
    assert sheet.facts == "填报单位：清源县委组织部　共 1 人　2026.11.21"
