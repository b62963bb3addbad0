"""考核资格 on screen: people, conclusions, reasons, and the records behind them."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.assessment.eligibility_page import EligibilityPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.sanction import SanctionName
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.services import records
from tests.assessment_county import AssessedCounty
from tests.county import month
from tests.gui.conftest import settle
from tests.gui.reach import interactive, reached_by_tab, unnamed


@pytest.fixture
def county(desk):
    made = AssessedCounty()
    made.people = made.staff(made.bureau, 4)
    made.others = made.staff(made.town, 3)
    made.admonition(made.people[0], date(2025, 4, 3))
    made.sanction(made.others[0], SanctionName.DEMERIT, "2025.03.05")
    made.graded = made.result(made.people[0])
    made.file(desk.db)
    return made


@pytest.fixture
def page(qtbot, desk, county):
    made = EligibilityPage(desk)
    qtbot.addWidget(made)
    made.resize(1174, 697)
    made.show()
    return made


def shown(page):
    return [row.id for row in page.model.rows]


def pick(combo, words):
    combo.setCurrentText(words)
    combo.activated.emit(combo.currentIndex())


def opened(kind):
    settle()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_people_with_reasons_come_first_and_alone(page, county):
    assert shown(page) == [county.others[0], county.people[0]]
    assert [row.cells[4].text for row in page.model.rows] == ["只写评语、不定等次", "不得确定为优秀"]
    assert page.total_label.text() == "显示 2 人，其中有情形的 2 人；全部 7 人"


def test_the_list_is_narrowed_by_unit_conclusion_and_words(page, county):
    pick(page.which, "全部人员")
    assert len(shown(page)) == 7
    pick(page.units, "县民政局")
    assert set(shown(page)) == set(county.people)
    pick(page.conclusions, "不得确定为优秀")
    assert shown(page) == [county.people[0]]
    pick(page.conclusions, "全部结论")
    page.search.setText("诫勉")
    page.search.searched.emit("诫勉")
    assert shown(page) == [county.people[0]]


def test_the_chosen_person_is_explained_with_source_and_record(desk, page, county):
    page.table.select_id(county.people[0])
    settle()
    words = " ".join(found.text() for found in page.reasons_box.findChildren(QLabel))
    assert "2025.04.03受诫勉" in words
    assert "依据：关于组织人事部门" in words
    next(b for b in page.reasons_box.findChildren(QPushButton) if b.text() == "看提醒函询诫勉").click()
    window = opened(RecordDialog)
    assert window.kind.key == "reminder"
    window.close()


def test_several_records_behind_one_reason_open_as_a_list(desk, page, county):
    quarters = AssessedCounty()
    ids = [quarters.quarter(county.people[1], period, FourGrade.FAIR) for period in (Period.Q1, Period.Q2)]
    quarters.file(desk.db)
    page.refresh()
    page.table.select_id(county.people[1])
    settle()
    next(b for b in page.reasons_box.findChildren(QPushButton) if b.text() == "看平时考核（2条）").click()
    (where, hints) = desk.went[-1]
    assert (where, set(hints["ids"])) == ("regular_assessment", set(ids))


def test_somebody_without_reasons_is_told_so(page, county):
    pick(page.which, "全部人员")
    page.table.select_id(county.people[1])
    settle()
    assert "没有查到影响考核的记录。" in [found.text() for found in page.reasons_box.findChildren(QLabel)]


def test_the_years_result_is_opened_or_begun_with_person_and_year(page, county):
    page.table.select_id(county.people[0])
    page.open_result()
    window = opened(RecordDialog)
    assert window.form.record_id == county.graded
    window.close()
    settle()
    page.table.select_id(county.others[0])
    page.open_result()
    window = opened(RecordDialog)
    values = {name: window.form.quiet_value(name) for name in ("cadre", "year", "unit")}
    assert (window.form.record_id, values["cadre"].id, values["year"], values["unit"].text) == (
        None,
        county.others[0],
        2025,
        "青石镇",
    )
    window.dirty = False
    window.close()


def test_the_person_can_be_gone_to(desk, page, county):
    page.table.select_id(county.people[0])
    page.person_button.click()
    assert desk.went == [("person", {"cadre_id": county.people[0]})]


def test_a_new_sanction_shows_at_once(desk, page, county):
    kind = BY_KEY["sanction"]
    person = next(link for link in records.links(desk.db, BY_KEY["cadre"].model) if link.id == county.people[1])
    records.create(
        desk.db,
        kind,
        {"cadre": person, "sanction_class": kind.field("sanction_class").choices[1],
         "name": SanctionName.WARNING, "decided_on": month("2025.05.01")},
    )  # fmt: skip
    settle()
    assert county.people[1] in shown(page)


def test_another_year_has_other_conclusions(page, county):
    pick(page.year, "2024年度")
    assert shown(page) == []


def test_the_table_can_be_taken_along(qtbot, desk, page, dialogs, tmp_path):
    dialogs.path = tmp_path / "资格.xlsx"
    page.export()
    window = opened(StepDialog)
    window.accept()
    qtbot.waitUntil(lambda: bool(desk.told), timeout=20_000)
    assert dialogs.path.exists()
    assert "已导出《资格.xlsx》" in desk.told[-1][0]


def test_arriving_with_people_shows_exactly_them(page, county):
    page.arrive(year=2025, ids=(county.people[2],))
    assert shown(page) == [county.people[2]]


def test_the_page_can_be_worked_by_keyboard_and_fits_a_small_screen(page, county, theme):
    page.table.select_id(county.people[0])
    settle()
    assert unnamed(page) == []
    assert set(interactive(page)) - reached_by_tab(page) == set()
    for large in (False, True):
        theme.set_large(large)
        hint = page.minimumSizeHint()
        assert (hint.width() <= 1000, hint.height() <= 540) == (True, True)
