"""五必谈: the matrix tells the worst state of each unit, a cell opens its people, and a saved talk shows at once."""

import pytest

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.coverage_matrix import matrix_of
from cadre_desktop.gui.pages.coverage_page import CoveragePage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category
from cadre_desktop.services import interviews, records, talk_coverage
from tests import examples
from tests.gui.conftest import settle

INTERVIEW = BY_KEY["interview"]


@pytest.fixture
def leader(desk):
    records.create(desk.db, BY_KEY["post"], examples.a_post(desk.db))
    return records.all_rows(desk.db, BY_KEY["cadre"], BY_KEY["cadre"].table_fields)[0].id


@pytest.fixture
def page(qtbot, desk, leader):
    made = CoveragePage(desk)
    qtbot.addWidget(made)
    made.resize(1170, 660)
    made.show()
    return made


def talk(desk, category, *, final):
    record_id = records.create(desk.db, INTERVIEW, {**examples.an_interview(desk.db), "category": category})
    if final:
        interviews.to_checking(desk.db, record_id)
        interviews.finalise(desk.db, record_id)
    settle()


def states(desk):
    return [cell.state for cell in matrix_of(talk_coverage.coverage(desk.db, 2026)).rows[0].cells]


def test_a_talk_changes_the_matrix_in_the_same_second(desk, page):
    assert states(desk) == ["missing"] * 5
    assert "0.0%（0/1）" in page.said.text()
    talk(desk, Category.STAFF, final=True)
    talk(desk, Category.HEAD, final=False)
    assert states(desk) == ["done", "missing", "partial", "missing", "missing"]
    assert "20.0%（1/5）" in page.said.text()


def test_people_with_something_left_are_listed_until_all_five_are_done(desk, page):
    assert page.left_box.title_label.text() == "未谈全人员（1人）"
    for category in Category:
        talk(desk, category, final=True)
    assert page.left_box.title_label.text() == "未谈全人员（0人）"


def test_a_cell_shows_its_people_and_the_link_goes_back_to_all(desk, page):
    talk(desk, Category.STAFF, final=True)
    unit = talk_coverage.coverage(desk.db, 2026).units[0].unit.id
    page.chart.picked.emit((unit, Category.STAFF))
    assert page.left_box.title_label.text() == "未谈全人员（0人）　青石镇・干部职工"
    page.everybody.click()
    assert page.left_box.title_label.text() == "未谈全人员（1人）"


def test_a_new_talk_starts_with_the_person_and_the_first_kind_missing(desk, page, leader):
    talk(desk, Category.STAFF, final=True)
    page.table.select_id(leader)
    page.add_talk()
    settle()
    dialog = next(w for w in page.window().findChildren(RecordDialog) if w.isVisible())
    values = dialog.form.values()
    assert [link.id for link in values["subjects"]] == [leader]
    assert (values["category"], values["year"], values["unit"].text) == (Category.MEMBER, 2026, "青石镇")
    dialog.dirty = False
    dialog.close()


def test_another_year_has_its_own_matrix(desk, page):
    talk(desk, Category.STAFF, final=True)
    page.arrive(year=2025)
    assert page.shown_year == 2025
    assert "0.0%（0/5）" in page.said.text()


def test_the_person_behind_a_line_opens(desk, page, leader):
    page.table.opened.emit(leader)
    assert desk.went[-1] == ("person", {"cadre_id": leader})
