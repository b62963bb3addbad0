"""名额测算 on screen: seats move while one tries, nothing is stored until it is locked, every number opens."""

import pytest
from PySide6.QtWidgets import QApplication

from cadre_desktop.gui.dialogs.left_out_dialog import LeftOutDialog
from cadre_desktop.gui.dialogs.seat_history_dialog import SeatHistoryDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.assessment.quota_page import QuotaPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.services import history, records
from tests.assessment_county import AssessedCounty
from tests.gui.conftest import settle
from tests.gui.reach import interactive, reached_by_tab, unnamed

SETTING = BY_KEY["quota_setting"]


@pytest.fixture
def county(desk):
    made = AssessedCounty()
    town = made.staff(made.town, 21)
    made.excellent(town[:5])
    made.result(town[20], AssessmentGrade.NOT_ASSESSED, participation=Participation.NONE, reason="全年病假")
    made.staff(made.bureau, 10)
    made.file(desk.db)
    return made


@pytest.fixture
def page(qtbot, desk, county):
    made = QuotaPage(desk)
    qtbot.addWidget(made)
    made.resize(1174, 697)
    made.show()
    return made


def opened(kind):
    settle()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def cells(page, number=0):
    return [getattr(cell, "shown", cell) for cell in page.model.rows[number].cells]


def choose(page, unit):
    page.table.select_id(next(key for key, one in page._rows.items() if one.unit_label == unit))
    settle()


def test_every_line_tells_its_sum_and_warns_without_blocking(page):
    assert cells(page) == ["青石镇", "公务员", "—", "20", "20", "20%", "4", "5", "超1", "", "× 超1名"]
    assert cells(page, 1)[:9] == ["县民政局", "公务员", "—", "10", "10", "20%", "2", "0", "2"]
    assert "青石镇公务员超1名。不影响保存" in page.notice.text_label.text()
    assert page.total_label.text().startswith("应参加 30 人，名额 6 名，已用 5 名，超 1 名。")


def test_another_result_moves_the_seats_on_screen_only(desk, page):
    choose(page, "青石镇")
    page.panel.result.setCurrentText("优秀")
    page.panel.result.activated.emit(1)
    assert cells(page)[5:10] == ["25%", "5", "5", "0", "+1"]
    assert page.panel.moves.text() == "青石镇·公务员：4名→5名（+1）"
    assert page._chosen().unit_label == "青石镇"
    page.refresh()
    assert cells(page)[6] == "5"
    page.panel.reset_button.click()
    assert cells(page)[5:10] == ["20%", "4", "5", "超1", ""]
    assert records.all_rows(desk.db, SETTING, SETTING.table_fields) == []


def test_a_ratio_and_a_union_can_be_tried_by_keyboard(qtbot, page):
    choose(page, "青石镇")
    page.panel.percent.setFocus()
    page.panel.percent.setValue(15)
    assert cells(page)[5:7] == ["15%", "3"]
    for unit in ("青石镇", "县民政局"):
        choose(page, unit)
        page.panel.percent.setValue(15)
        page.panel.union.setText("合并")
        page.panel.union.editingFinished.emit()
    assert cells(page)[0] == "合并（2家）"
    assert "2个单位合并核定（单独计算为青石镇：3名、县民政局：1名）" in page.panel.proof.text()


def test_seats_given_from_above_are_tried(page):
    choose(page, "青石镇")
    page.panel.seats.setValue(6)
    assert cells(page)[6:9] == ["6", "5", "1"]
    assert "上级核定6名" in page.panel.proof.text()


def test_the_chosen_line_is_proved_with_its_source(page):
    choose(page, "青石镇")
    assert "20人×20%＝4，只舍不入，4名" in page.panel.proof.text()
    assert "公务员考核规定" in page.panel.source.text()
    assert [page.panel.base_button.text(), page.panel.used_button.text(), page.panel.left_out_button.text()] == [
        "看应参加的 20 人",
        "看已评的 5 人",
        "看不计入的 1 人",
    ]


def test_every_number_opens_into_its_people(desk, page):
    choose(page, "青石镇")
    page.panel.used_button.click()
    page.panel.base_button.click()
    (used, said), (base, _) = [(hints["ids"], hints["title"]) for _, hints in desk.went]
    assert (len(used), len(base), said) == (5, 20, "2025年度青石镇公务员已用名额")
    page.panel.left_out_button.click()
    window = opened(LeftOutDialog)
    assert "全年病假：不参加考核，不计入" in window.model.rows[0].cells[1].text
    window.table.opened.emit(window.model.rows[0].id)
    assert desk.went[-1][0] == "person"


def test_enter_on_a_line_opens_the_people_with_a_seat(desk, page):
    choose(page, "青石镇")
    page.table.opened.emit(page.table.current_id())
    assert desk.went[-1][1]["title"].endswith("已用名额")
    choose(page, "县民政局")
    page.table.opened.emit(page.table.current_id())
    assert desk.went[-1][1]["title"].endswith("应参加考核")


def test_locking_asks_for_a_reason_and_is_one_work(desk, page):
    choose(page, "青石镇")
    page.panel.percent.setValue(25)
    page.ask_lock()
    window = opened(StepDialog)
    window.accept()
    assert "不能为空" in window.notes["reason"].text()
    window.editors["reason"].set_value("向基层倾斜")
    window.editors["document"].set_value("清组发〔2025〕9号")
    window.accept()
    settle()
    assert desk.told[-1][0] == "已锁定 2 项优秀比例"
    assert history.recent_steps(desk.db, 1)[0].title == "锁定2025年优秀名额"
    assert cells(page)[5:10] == ["25%", "5", "5", "0", ""]
    assert page.panel.draft.is_empty


def test_a_tried_result_cannot_be_locked_before_it_is_on_file(desk, page):
    choose(page, "青石镇")
    page.panel.result.setCurrentText("优秀")
    page.panel.result.activated.emit(1)
    page.ask_lock()
    window = opened(StepDialog)
    window.editors["reason"].set_value("试")
    window.accept()
    assert window.isVisible()
    assert records.all_rows(desk.db, SETTING, SETTING.table_fields) == []
    window.reject()


def test_the_history_lists_who_got_a_seat_and_opens_the_record(desk, page):
    page.show_history()
    window = opened(SeatHistoryDialog)
    assert [row.cells[3].text for row in window.model.rows] == ["评为优秀"] * 5
    window.which.setCurrentText("比例设置")
    window.which.activated.emit(2)
    assert window.model.rows == []
    window.which.setCurrentIndex(0)
    window.which.activated.emit(0)
    window.table.opened.emit(window.model.rows[0].id)
    record = opened(RecordDialog)
    assert record.kind.key == "annual_assessment"
    record.close()
    window.reject()


def test_another_year_begins_anew_and_a_change_elsewhere_shows_at_once(desk, page, county):
    choose(page, "青石镇")
    page.panel.percent.setValue(25)
    page.year.setCurrentText("2024年度")
    page.year.activated.emit(2)
    assert page.panel.draft.is_empty
    assert cells(page)[3] == "21"
    page.year.setCurrentText("2025年度")
    page.year.activated.emit(1)
    records.discard(
        desk.db, BY_KEY["annual_assessment"], records.all_rows(desk.db, BY_KEY["annual_assessment"], ())[0].id
    )
    settle()
    assert cells(page)[7] in ("4", "5")


def test_the_quarters_have_their_own_table(desk, page):
    county = AssessedCounty()
    people = [one.person for one in page._shop.inputs.people][:10]
    for number, whose in enumerate(people):
        county.quarter(whose, Period.Q1, FourGrade.GOOD if number < 5 else FourGrade.FAIR)
    county.file(desk.db)
    page.what.setCurrentIndex(1)
    page.what.activated.emit(1)
    assert cells(page)[3:9] == ["10", "10", "40%", "4", "5", "超1"]
    assert page.period is Period.Q1


def test_arriving_with_a_year_and_a_unit_shows_that_line(page, county):
    page.arrive(year=2025, unit=county.bureau)
    assert page._chosen().unit_label == "县民政局"


def test_the_page_can_be_worked_by_keyboard_and_fits_a_small_screen(page, theme):
    choose(page, "青石镇")
    assert unnamed(page) == []
    assert set(interactive(page)) - reached_by_tab(page) == set()
    for large in (False, True):
        theme.set_large(large)
        hint = page.minimumSizeHint()
        assert (hint.width() <= 1000, hint.height() <= 540) == (True, True)


def test_a_year_without_people_says_so(qtbot, desk):
    made = QuotaPage(desk)
    qtbot.addWidget(made)
    made.show()
    assert made.model.rows == []
    assert "选一行" in made.panel.proof.text()
