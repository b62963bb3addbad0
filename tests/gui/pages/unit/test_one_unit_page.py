"""单位页: one unit out of a list, its tabs, and where everything on it leads."""

import pytest
from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.unit.one_unit_page import TABS, OneUnitPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.unit_assessment import UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.services.people import cadre, change, filed, post, unit


@pytest.fixture
def county(db):
    above = unit(db, "清源县")
    town = unit(db, "青石镇", parent=above, head_posts=1, deputy_posts=2)
    village = unit(db, "石桥村", parent=town)
    head = cadre(db, "胡书记")
    post(db, head, town, "党委书记", member_kind=MemberKind.HEAD)
    filed(db, "annual_assessment", cadre=head, unit=town, year=2025, grade=AssessmentGrade.EXCELLENT)
    filed(db, "unit_assessment", unit=town, year=2024, grade=UnitGrade.GOOD)
    filed(db, "unit_former_name", unit=town, name="青石乡")
    return {"above": above, "town": town, "village": village, "head": head}


@pytest.fixture
def page(qtbot, county, desk):
    settle()
    made = OneUnitPage(desk)
    qtbot.addWidget(made)
    made.resize(1130, 700)
    made.show()
    made.arrive(unit_id=county["town"].id, ids=[county[k].id for k in ("above", "town", "village")])
    return made


def pressed(widget, text):
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()


def test_without_a_unit_the_page_says_where_to_find_one(qtbot, desk):
    made = OneUnitPage(desk)
    qtbot.addWidget(made)
    made.show()
    assert made.nothing.isVisible()
    pressed(made.nothing, "返回单位列表")
    assert desk.went == [("ledgers", {"tab": "unit"})]


def test_the_card_names_the_unit_and_leads_on(page, desk, county):
    assert page.header.title_label.text() == "单位 › 青石镇"
    assert page.card.place_label.text() == "第 2 / 3 个"
    pressed(page.card, "胡书记")
    pressed(page.card, "名册")
    pressed(page.card, "到期事项")
    assert desk.went[-3:] == [
        ("person", {"cadre_id": county["head"].id}),
        ("roster", {"unit": page.unit}),
        ("calendar", {"unit": county["town"].id, "view": "list"}),
    ]
    pressed(page.card, "清源县")
    assert page.unit.text == "清源县"
    page.step(1)
    page.step(1)
    assert page.unit.text == "石桥村"
    assert not page.card.next_button.isEnabled()


def test_the_overview_compares_and_opens_what_is_behind(page, desk, county):
    tab = page.tabs["overview"]
    told = [[cell if isinstance(cell, str) else cell.text for cell in row.cells] for row in tab.strength_model.rows]
    assert ["正职领导", "1", "1", "满配"] in told
    assert ["副职领导", "2", "0", "缺配2"] in told
    at = next(row.id for row in tab.strength_model.rows if row.cells[0] == "正职领导")
    tab.strength_table.opened.emit(at)
    assert desk.went[-1] == ("roster", {"ids": (county["head"].id,), "title": "青石镇：正职领导"})
    tab.below_table.opened.emit(county["village"].id)
    assert desk.went[-1] == ("one_unit", {"unit_id": county["village"].id})
    see = next(b for b in tab.findChildren(QPushButton) if b.accessibleName() == "查看五必谈未完成")
    see.click()
    assert desk.went[-1] == ("roster", {"ids": (county["head"].id,), "title": "青石镇：五必谈未完成"})


def test_people_and_years_open_their_pages(page, desk, county):
    page.arrive(tab="people")
    tab = page.tabs["people"]
    assert [row.cells[0] for row in tab.model.rows] == ["胡书记"]
    tab.table.opened.emit(county["head"].id)
    assert desk.went[-1] == ("person", {"cadre_id": county["head"].id, "ids": (county["head"].id,)})
    page.arrive(tab="results")
    years = page.tabs["results"]
    assert [row.id for row in years.model.rows] == ["2025", "2024"]
    years.table.opened.emit("2025")
    assert desk.went[-1][0] == "annual_assessment"
    years.table.opened.emit("2024")
    form = years.findChild(RecordDialog) or page.window().findChild(RecordDialog)
    assert form.form.kind.key == "unit_assessment"
    form.close()


def test_ledgers_and_life_are_the_units_own(page, desk, county):
    page.arrive(tab="ledgers")
    assert set(page.tabs["ledgers"].ledgers) == {("unit_former_name", "unit")}
    page.tabs["ledgers"].add_record("style_review")
    made = page.findChild(RecordDialog)
    assert made.form.quiet_value("unit").id == county["town"].id
    made.close()
    page.arrive(tab="life")
    assert {event.kind_key for event in page.tabs["life"].events} == {"unit_former_name", "unit_assessment"}


def test_edit_and_history_open_and_a_change_shows_at_once(page, desk, county):
    page.card.edit_button.click()
    form = page.findChild(RecordDialog)
    assert form.form.record_id == county["town"].id
    form.close()
    page.card.history_button.click()
    page.findChild(HistoryDialog).close()
    change(desk.db, "unit", county["town"], name="新青石镇")
    settle()
    assert page.card.name_label.text() == "新青石镇"


def test_a_unit_gone_leaves_the_page_empty(page, desk, county):
    page.arrive(unit_id=county["village"].id)
    records.discard(desk.db, BY_KEY["unit"], county["village"].id)
    settle()
    assert page.unit is None
    assert page.nothing.isVisible()


def test_ctrl_tab_turns_the_tabs(page):
    page._turn(-1)
    assert page.book.currentWidget() is page.tabs["life"]
    page._turn(1)
    assert page.book.currentWidget() is page.tabs["overview"]
    assert set(page.tabs) == set(TABS)
