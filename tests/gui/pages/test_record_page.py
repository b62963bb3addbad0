"""The list page every kind gets."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.pages.tabbed_page import Tab, TabbedPage
from cadre_desktop.gui.widgets.cells import DISPLAY
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.achievement import Ledger
from cadre_desktop.services import records
from tests import examples
from tests.gui.conftest import settle

ACHIEVEMENT = BY_KEY["achievement"]


@pytest.fixture
def three(desk):
    """Three achievements of two people, the newest first in the list."""
    first = examples.filed(desk.db, "achievement", examples.an_achievement(desk.db))
    visible = {**examples.an_achievement(desk.db), "ledger": Ledger.VISIBLE, "look_back_on": None}
    second = examples.filed(desk.db, "achievement", {**visible, "title": "工业园征拆"})
    other = examples.filed(desk.db, "cadre", {**examples.a_cadre(desk.db), "name": "单小明"})
    third = examples.filed(desk.db, "achievement", {**visible, "title": "防汛转移", "cadre": other, "year": 2024})
    return [first.id, second.id, third.id]


@pytest.fixture
def page(qtbot, desk, three):
    made = RecordPage(desk, ACHIEVEMENT, "实绩条目")
    qtbot.addWidget(made)
    made.resize(1170, 697)
    made.show()
    return made


def titles(page):
    column = [c.key for c in page.model.columns].index("title")
    return [page.model.index(r, column).data(DISPLAY) for r in range(page.model.rowCount())]


def test_the_newest_stand_first_and_the_number_is_told(page):
    assert titles(page) == ["防汛转移", "工业园征拆", "集镇污水管网改造"]
    assert page.total_label.text() == "共 3 条"


@pytest.mark.parametrize(("text", "found"), [("征拆", ["工业园征拆"]), ("sxm", ["防汛转移"]), ("查无此事", [])])
def test_search_narrows_the_list_and_says_why_it_is_empty(page, text, found):
    page.search.setText(text)
    page.search._search()
    assert titles(page) == found
    assert page.clear_button.isVisible()
    if not found:
        assert f"搜索“{text}”" in page.empty.why_label.text()
    page.clear_button.click()
    assert len(titles(page)) == 3
    assert page.search.text() == ""


def test_a_filter_narrows_the_list_and_together_with_search_both_hold(page):
    combo = page.combos["ledger"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert titles(page) == ["防汛转移", "工业园征拆"]
    page.search.setText("周文静")
    page.search._search()
    assert titles(page) == ["工业园征拆"]
    assert "账目为显绩" in page.filter_words()


def test_sorting_by_a_column_is_done_by_the_store(page):
    year = [c.key for c in page.model.columns].index("year")
    page.table.sortByColumn(year, Qt.SortOrder.AscendingOrder)
    assert titles(page)[0] == "防汛转移"
    page.table.sortByColumn(year, Qt.SortOrder.DescendingOrder)
    assert titles(page)[-1] == "防汛转移"


def test_a_saved_change_shows_without_anybody_asking(page, desk, three):
    version = records.load(desk.db, ACHIEVEMENT, three[1])[1]
    records.change(desk.db, ACHIEVEMENT, three[1], version, {"title": "征拆扫尾"})
    settle()
    assert "征拆扫尾" in titles(page)


def test_ticked_rows_go_to_the_bin_after_asking_and_come_back_by_undo(page, desk, dialogs, three):
    page.model.set_ticked(three[:2])
    assert page.ticked_label.text() == "已选 2 条"
    page.discard_button.click()
    settle()
    assert dialogs.asked == ["将 2 条实绩条目移入回收站？"]
    assert titles(page) == ["防汛转移"]
    text, undo = desk.told[-1]
    assert text == "已将 2 条实绩条目移入回收站"
    undo()
    settle()
    assert len(titles(page)) == 3


def test_saying_no_discards_nothing(page, dialogs, three):
    dialogs.yes = False
    page.discard(three)
    settle()
    assert len(titles(page)) == 3


def test_a_filter_can_be_named_counted_used_and_dropped(page, dialogs):
    page.search.setText("征拆")
    page.search._search()
    dialogs.text = "征拆类"
    page._save_filter()
    page.clear_filters()
    chip = next(k for k in page.chips._buttons if k != "all")
    assert page.chips._buttons[chip].text() == "征拆类（1）"
    page._choose_chip(chip)
    assert titles(page) == ["工业园征拆"]
    assert page.search.text() == "征拆"
    page._drop_filter(chip)
    assert set(page.chips._buttons) == {"all"}


def test_arriving_with_ids_shows_exactly_those_and_says_so(page, three):
    page.arrive(ids=(three[0],), title="潜绩到期回看")
    assert titles(page) == ["集镇污水管网改造"]
    assert page.header.subtitle_label.text() == "潜绩到期回看"
    page.clear_filters()
    assert len(titles(page)) == 3


def test_arriving_with_a_filter_sets_its_drop_down_list(page):
    page.arrive(ledger=Ledger.LATENT)
    assert titles(page) == ["集镇污水管网改造"]
    assert page.combos["ledger"].currentText() == "潜绩"


def test_a_double_click_opens_the_record(qtbot, page, three):
    page.table.opened.emit(three[1])
    settle()
    dialog = next(w for w in page.window().findChildren(RecordDialog) if w.isVisible())
    assert dialog.form.record_id == three[1]
    dialog.close()


def test_columns_that_were_hidden_stay_hidden_next_time(qtbot, desk, page):
    page.table.set_column_shown("paper", False)
    again = RecordPage(desk, ACHIEVEMENT)
    qtbot.addWidget(again)
    index = [c.key for c in again.model.columns].index("paper")
    assert again.table.isColumnHidden(index)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_every_kind_has_a_page_that_fits_a_small_screen(qtbot, desk, kind):
    page = RecordPage(desk, kind)
    qtbot.addWidget(page)
    assert page.minimumSizeHint().width() <= 1000
    assert page.minimumSizeHint().height() <= 540
    words = {b.text() for b in page.header.findChildren(QPushButton)}
    assert (f"新增{kind.title}" in words) is not kind.kept_by_program


def test_rows_are_read_page_by_page_as_one_scrolls(qtbot, desk, monkeypatch):
    monkeypatch.setattr("cadre_desktop.gui.tables.paged_model.PAGE", 3)
    monkeypatch.setattr("cadre_desktop.records.listing.PAGE", 3)
    for number in range(8):
        records.create(desk.db, BY_KEY["unit"], {"name": f"第{number}村"})
    page = RecordPage(desk, BY_KEY["unit"])
    qtbot.addWidget(page)
    page.source.page = lambda after="", read=page.source.page: read(after)[:3]
    page.refresh()
    assert (page.model.rowCount(), page.model.total) == (3, 8)
    while page.model.canFetchMore():
        page.model.fetchMore()
    assert page.model.rowCount() == 8


class _Plain(Page):
    def __init__(self) -> None:
        super().__init__()
        self.hints = {}

    def arrive(self, **hints):
        self.hints = hints


def test_tabs_make_their_pages_when_first_looked_at_and_pass_hints_on(qtbot):
    made = []

    def factory():
        made.append(_Plain())
        return made[-1]

    page = TabbedPage("谈话记录", [Tab("a", "甲", factory), Tab("b", "乙", factory)])
    qtbot.addWidget(page)
    assert len(made) == 1
    page.arrive(tab="b", text="x")
    assert made[1].hints == {"text": "x"}
    page._step(1)
    assert page.bar.currentIndex() == 0
    assert len(made) == 2


def test_the_export_carries_the_columns_shown_in_their_order(qtbot, page, desk, dialogs, tmp_path):
    page.table.set_column_shown("year", False)
    page._search("征拆")
    dialogs.path = tmp_path / "实绩.xlsx"
    page.export()
    dialog = page.findChild(StepDialog)
    assert "将导出 1 条" in " ".join(each.text() for each in dialog.findChildren(QLabel))
    dialog.accept()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()
    sheet = load_workbook(tmp_path / "实绩.xlsx").worksheets[0]
    cells = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "工业园征拆" in cells
    assert "防汛转移" not in cells
    assert "年度" not in cells
    assert "编号" in desk.told[-1][0]


def test_ticked_rows_are_exported_alone(qtbot, page, desk, dialogs, tmp_path, three):
    page.model.set_ticked(three[:1])
    dialogs.path = tmp_path / "实绩.xlsx"
    page.export()
    page.findChild(StepDialog).accept()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()
    cells = [v for row in load_workbook(tmp_path / "实绩.xlsx").worksheets[0].iter_rows(values_only=True) for v in row]
    assert "集镇污水管网改造" in cells
    assert "工业园征拆" not in cells
