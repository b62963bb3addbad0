"""The page of units: set in as the tree they are, flat when sorted, searched or filtered."""

import pytest

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.unit_page import UnitPage
from cadre_desktop.gui.widgets.cells import DISPLAY, ROW_ID
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.services import records

UNIT = BY_KEY["unit"]


def unit(desk, name, kind, number, parent=None):
    values = {"name": name, "kind": kind, "order_number": number, "parent": parent}
    return Link(records.create(desk.db, UNIT, values), name)


@pytest.fixture
def page(qtbot, desk):
    county = unit(desk, "清源县", UnitKind.COUNTY, 1)
    department = unit(desk, "县信访局", UnitKind.DEPARTMENT, 30, county)
    town = unit(desk, "青石镇", UnitKind.TOWNSHIP, 20, county)
    unit(desk, "石桥村", UnitKind.VILLAGE, 1, town)
    assert department.id
    made = UnitPage(desk)
    qtbot.addWidget(made)
    return made


def names(page):
    return [page.model.index(row, 0).data(DISPLAY) for row in range(page.model.rowCount())]


def test_units_stand_below_the_units_they_belong_to(page):
    assert names(page) == ["清源县", "　　青石镇", "　　　　石桥村", "　　县信访局"]


def test_a_sorted_or_narrowed_list_is_flat(page):
    page.source.sort("name", descending=False)
    page.refresh()
    assert names(page) == sorted(["清源县", "青石镇", "石桥村", "县信访局"])
    page.clear_filters()
    page._search("石")
    assert names(page) == ["青石镇", "石桥村"]


def test_a_unit_moved_below_another_moves_in_the_list(page, desk):
    ids = {name.strip(): page.model.index(row, 0).data(ROW_ID) for row, name in enumerate(names(page))}
    values, version = records.load(desk.db, UNIT, ids["县信访局"])
    records.change(desk.db, UNIT, ids["县信访局"], version, {**values, "parent": Link(ids["青石镇"], "青石镇")})
    page.refresh()
    assert names(page) == ["清源县", "　　青石镇", "　　　　石桥村", "　　　　县信访局"]


def test_a_double_click_and_the_button_open_the_units_page_and_the_form_stays_in_reach(page, desk):
    assert not page.page_button.isEnabled()
    town = page.model.index(1, 0).data(ROW_ID)
    page.table.selectRow(1)
    page.table.opened.emit(town)
    page.page_button.click()
    assert desk.went == [("one_unit", {"unit_id": town, "ids": page.listed_ids()})] * 2
    assert len(page.listed_ids()) == 4
    page.form_button.click()
    form = page.findChild(RecordDialog)
    assert form.form.record_id == town
    form.close()
