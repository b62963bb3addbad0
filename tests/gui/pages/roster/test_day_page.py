"""A day is chosen, read and shown; its people open."""

from datetime import date

import pytest

from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.roster.day_page import DayRosterPage
from cadre_desktop.rules.partial_date import PartialDate
from tests.gui.conftest import settle
from tests.services.people import cadre, post, unit


@pytest.fixture
def person(desk):
    who, where = cadre(desk.db), unit(desk.db)
    post(desk.db, who, where, appointed_on=PartialDate(2021, 5), removed_on=PartialDate(2024, 3))
    post(desk.db, who, unit(desk.db, "龙潭镇"), "书记", appointed_on=PartialDate(2024, 3))
    return who


@pytest.fixture
def page(qtbot, desk, person):
    made = DayRosterPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def read(qtbot, page, day):
    page.show_day(day)
    qtbot.waitUntil(lambda: not page.desk.tasks.is_busy)
    settle()


def words(page):
    return [[cell.text if hasattr(cell, "text") else cell for cell in row.cells] for row in page.table.model().rows]


def test_a_day_is_read_and_its_people_open(qtbot, desk, page, person):
    assert not page.export_button.isEnabled()
    read(qtbot, page, date(2024, 2, 29))
    (line,) = words(page)
    assert line[1:8] == ["周文静", "女", "1986.04", "37", "青石镇", "镇长", "乡科级正职"]
    assert "2024年2月29日" in page.said.text()
    page.open(person.id)
    assert desk.went[-1] == ("person", {"cadre_id": person.id, "ids": (person.id,)})
    read(qtbot, page, date(2024, 3, 1))
    assert words(page)[0][5:7] == ["龙潭镇", "书记"]


def test_the_other_sheets_of_the_day(qtbot, desk, page):
    read(qtbot, page, date(2024, 2, 29))
    assert [page.sheets.itemText(i) for i in range(page.sheets.count())] == ["干部名册", "职数", "主要指标", "年龄结构"]
    page.sheets.setCurrentIndex(1)
    page._show()
    assert words(page)[0][1] == "青石镇"
    went = len(desk.went)
    page.open("0")
    assert len(desk.went) == went


def test_what_is_shown_is_written(qtbot, desk, dialogs, page, tmp_path):
    read(qtbot, page, date(2024, 2, 29))
    dialogs.path = tmp_path / "名册.xlsx"
    page.export()
    settle()
    page.findChild(StepDialog).accept()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()
    assert dialogs.path.exists()
    assert desk.told[-1][0].startswith("已导出《名册.xlsx》")
