"""The page of one person: the head card, stepping through a list, and what follows changes."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QTableView

from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.person.head_card import time_since
from cadre_desktop.gui.pages.person_page import TABS, PersonPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import cadres, records
from tests.gui.conftest import settle
from tests.gui.pages.people_on_file import open_office

CADRE = BY_KEY["cadre"]


@pytest.fixture
def office(desk):
    return open_office(desk.db)


@pytest.fixture
def page(qtbot, desk, office):
    made = PersonPage(desk)
    qtbot.addWidget(made)
    made.resize(1174, 670)
    made.show()
    made.arrive(cadre_id=office.people["周思远"].id, ids=office.ids("杨立新", "周思远", "何佳慧"))
    settle()
    return made


def facts(page):
    grid = page.card.facts.layout()
    return [grid.itemAt(i).widget().accessibleName() for i in range(1, grid.count(), 2)]


def badges(page):
    row = page.card.badges
    return [row.itemAt(i).widget().text() for i in range(row.count())]


def tab_words(page):
    return [page.book.tabText(i) for i in range(page.book.count())]


def test_the_head_says_who_it_is_at_a_glance(page):
    assert page.header.title_label.text() == "干部名册 › 周思远"
    assert page.card.who_label.text() == "男 ・ 汉族 ・ 中共党员"
    assert page.card.post_label.text() == "青石镇 党委副书记、镇长"
    assert badges(page) == ["乡科级副职", "一级主任科员", "政治素质未评定"]
    found = facts(page)
    assert "出生年月：1986.04（40岁）" in found
    assert "任现职：2021.05（5年6个月）" in found
    assert "上年考核：优秀" in found
    assert found[-1].startswith("资料完整度：")
    assert "缺照片" in found[-1]


def test_the_tabs_carry_their_counts(page):
    assert tab_words(page) == ["基本信息", "实绩档案 2", "政治素质", "谈话记录 1/5", "年度考核", "台账", "时间线"]


def test_somebody_outside_the_five_talks_has_no_share_of_them(page, office):
    page.show_person(office.people["何佳慧"].id)
    assert tab_words(page)[3] == "谈话记录"


def test_previous_and_next_step_through_the_list_one_came_from(page, qtbot):
    assert page.card.place_label.text() == "第 2 / 3 人"
    page.card.next_button.click()
    assert page.card.name_label.text() == "何佳慧"
    assert not page.card.next_button.isEnabled()
    page.card.previous_button.click()
    page.card.previous_button.click()
    assert page.card.name_label.text() == "杨立新"
    assert not page.card.previous_button.isEnabled()
    assert page.card.previous_button.shortcut().toString() == "Alt+Left"


def test_a_person_reached_from_elsewhere_stands_alone(page, office):
    page.arrive(cadre_id=office.people["孙建国"].id)
    assert page.card.place_label.text() == "第 1 / 1 人"


def test_arriving_at_a_tab_shows_it(page, office):
    page.arrive(cadre_id=office.people["周思远"].id, tab="talks")
    assert page.book.currentWidget() is page.tabs["talks"]
    page._turn(1)
    assert page.book.currentWidget() is page.tabs["assessment"]
    for following in ("ledgers", "life", "basic"):
        page._turn(1)
        assert page.book.currentWidget() is page.tabs[following]


def test_a_tab_reads_only_when_it_is_looked_at(page, office):
    ledger = page.tabs["assessment"].ledger
    assert ledger.person is None
    page.arrive(tab="assessment")
    settle()
    assert ledger.person == office.people["周思远"]
    assert len(ledger.rows) == 2


def test_a_change_of_the_person_shows_in_head_and_title(page, desk, office):
    who = office.people["周思远"].id
    records.change(desk.db, CADRE, who, records.load(desk.db, CADRE, who)[1], {"name": "周思源"})
    settle()
    assert page.header.title_label.text() == "干部名册 › 周思源"
    assert page.card.name_label.text() == "周思源"


def test_a_new_achievement_shows_in_the_count(page, desk, office):
    values = {"cadre": office.people["周思远"], "year": 2026, "title": "冷链仓库", "paper": _paper()}
    records.create(desk.db, BY_KEY["achievement"], values)
    settle()
    assert tab_words(page)[1] == "实绩档案 3"


def _paper():
    return BY_KEY["achievement"].field("paper").choices[0]


def test_without_a_person_the_page_leads_back_to_the_roster(qtbot, desk):
    page = PersonPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    assert page.nobody.isVisible()
    assert not page.card.isVisible()
    page.nobody.findChild(QAbstractButton).click()
    assert desk.went == [("roster", {})]


def test_edit_opens_the_window_of_the_persons_own_fields(page, office):
    assert page.card.edit_button.shortcut().toString() == "F2"
    page.card.edit_button.click()
    window = next(w for w in page.findChildren(RecordDialog) if w.isVisible())
    assert (window.kind.key, window.form.record_id) == ("cadre", office.people["周思远"].id)
    window.close()


def test_history_says_who_changed_what(page, desk, office):
    who = office.people["周思远"].id
    records.change(desk.db, CADRE, who, records.load(desk.db, CADRE, who)[1], {"native_place": "湖南清源"})
    page.card.history_button.click()
    dialog = next(w for w in page.findChildren(HistoryDialog) if w.isVisible())
    first = [dialog.model.index(0, c).data() for c in range(6)]
    assert first[1:] == ["陈海燕", "修改干部", "籍贯", "", "湖南清源"]
    dialog.close()


# photo


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "周思远.png"
    image = QImage(78, 104, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(str(path), "PNG")
    return path


def test_a_photo_is_set_shown_and_taken_away_after_asking(page, desk, dialogs, office, picture):
    assert not page.card.photo.has_photo
    dialogs.path = picture
    page.set_photo()
    settle()
    assert page.card.photo.has_photo
    assert cadres.photo(desk.db, office.people["周思远"].id) == picture.read_bytes()
    dialogs.yes = False
    page.remove_photo()
    settle()
    assert page.card.photo.has_photo
    dialogs.yes = True
    page.remove_photo()
    settle()
    assert not page.card.photo.has_photo


def test_the_photo_is_reached_and_opened_by_the_keyboard(page, qtbot):
    photo = page.card.photo
    assert photo.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert photo.accessibleName() == "没有照片，点击设置"
    photo.setFocus()
    qtbot.keyClick(photo, Qt.Key.Key_Space)
    assert photo.menu.isVisible()
    assert [a.text() for a in photo.menu.actions()] == ["设置照片…", "去掉照片"]
    photo.menu.close()


# room


@pytest.mark.parametrize("large", [False, True])
def test_it_fits_a_small_screen_on_every_tab(page, theme, large):
    theme.set_large(large)
    for key in TABS:
        page.arrive(tab=key)
        settle()
        least = page.minimumSizeHint()
        assert least.width() <= 1000, key
        assert least.height() <= 540, key


def test_every_control_has_a_name(page):
    for key in TABS:
        page.arrive(tab=key)
        settle()
        for widget in page.findChildren(QAbstractButton) + page.findChildren(QTableView):
            if widget.isVisibleTo(page) and not isinstance(widget.parent(), QTableView):
                assert widget.accessibleName() or widget.text(), (key, widget)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (PartialDate(2021, 5), "5年6个月"),
        (PartialDate(2025, 11), "1年"),
        (PartialDate(2025, 12), "11个月"),
        (PartialDate(2026, 11), "0个月"),
        (PartialDate(2016), "10年"),
    ],
)
def test_time_since_is_counted_by_month(start, words, desk):
    assert time_since(start, desk.db.now().date()) == words


# export


def test_one_persons_file_is_written_registered_and_told(page, desk, dialogs, office, tmp_path, qtbot):
    dialogs.path = tmp_path / "周思远.xlsx"
    entries = {a.text(): a for a in page.card.export_button.menu().actions()}
    assert list(entries) == [
        *("干部任免审批表", "年度考核登记表", "平时考核登记表"),
        *("实绩档案（一人一档）", "政治素质档案（一人一档）", "政治素质鉴定表", "任免审批表文件"),
    ]
    entries["实绩档案（一人一档）"].trigger()
    dialog = next(d for d in page.findChildren(StepDialog) if d.isVisible())
    dialog.editors["recipient"].set_value("县委主要负责人")
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    assert dialogs.asked[-1] == "实绩档案（一人一档）_周思远_20261121.xlsx"
    words = [c for row in load_workbook(dialogs.path).worksheets[0].iter_rows(values_only=True) for c in row if c]
    assert any("周思远" in str(word) for word in words)
    kind = BY_KEY["export_entry"]
    entry = records.all_rows(desk.db, kind, (kind.field("recipient"), kind.field("n_records")))[0]
    assert entry.values == ("县委主要负责人", 1)
    assert "编号" in desk.told[-1][0]
