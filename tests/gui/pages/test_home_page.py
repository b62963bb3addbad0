"""The home page: every number opens what it counts, and nothing stands still when data changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.home.pictures import Behind
from cadre_desktop.gui.pages.home.waiting import SHOWN, WaitingBox, WaitingDialog, do
from cadre_desktop.gui.pages.home_page import HomePage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.services import drafts, records, roster
from cadre_desktop.services.todo import TodoLine, Urgency
from tests import examples
from tests.county import County
from tests.gui.conftest import settle


@pytest.fixture
def county(db):
    made = County()
    made.town = made.unit("青石镇", 1, kind=UnitKind.TOWNSHIP)
    made.head = made.person("周思远", made.town, since="2014.03", post={"is_leader": True})
    made.clerk = made.person("何佳慧", made.town, since="2020.05")
    made.item = made.achievement(made.head, "青石河综合治理")
    made.file(db)
    return made


@pytest.fixture
def page(qtbot, desk):
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(1158, 640)
    yield made
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)


@pytest.fixture
def shown(qtbot, desk, page):
    def show():
        page.show()
        qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
        settle()
        return page

    return show


def hit(chart, words):
    chart.grab()
    return next(h for h in chart.hits if words in h.text)


def test_the_cards_carry_figures_and_open_exactly_those_people(desk, county, shown):
    cards = shown().board.cards.cards
    assert [c.figure_label.text() for c in cards.values()][:1] == ["2"]
    assert cards["files"].figure_label.text() == "0.0"
    assert cards["files"].line_label.text() == "0/1 已建档，1 人未建"
    assert cards["long"].figure_label.text() == "1"
    for key, ids in (("serving", 2), ("files", 1), ("talks", 1), ("long", 1), ("lacking", 2)):
        cards[key].opened.emit()
        page, hints = desk.went[-1]
        assert page == "roster"
        assert len(hints["ids"]) == ids, key
        assert roster.count(desk.db, ListQuery(ids=hints["ids"])) == ids
        assert hints["title"]
    assert desk.went[3][1] == {"ids": (county.head,), "title": "现职满10年"}


def test_a_card_opens_by_the_keyboard_too(qtbot, desk, county, shown):
    card = shown().board.cards.cards["long"]
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert desk.went[-1][1]["ids"] == (county.head,)


def test_a_card_says_how_its_number_is_counted(county, shown):
    assert "五类" in shown().board.cards.cards["talks"].toolTip()


def test_before_the_numbers_are_there_a_card_opens_nothing(desk, page):
    page.board.cards.cards["serving"].opened.emit()
    assert desk.went == []


def test_a_cell_of_the_matrix_leads_to_those_left_there(desk, county, shown):
    board = shown().board
    board.matrix.picked.emit(hit(board.matrix, "青石镇 一把手").item)
    page, hints = desk.went[-1]
    assert (page, hints["tab"], hints["unit"], hints["category"]) == (
        "interviews",
        "coverage",
        county.town,
        Category.HEAD,
    )
    assert hints["year"] == 2026


def test_ages_and_steps_open_into_their_records(desk, county, shown):
    board = shown().board
    board.ages.picked.emit(hit(board.ages, "46–50岁 男 2").item)
    assert desk.went[-1][0] == "roster"
    assert set(desk.went[-1][1]["ids"]) == {county.head, county.clerk}
    board.steps.picked.emit(hit(board.steps, "认定").item)
    assert desk.went[-1] == ("achievement", {"ids": (county.item,), "title": "2026年度已认定的实绩"})
    assert hit(board.ages, "46–50岁 女 0").item is None


def test_grades_open_into_the_assessments_of_the_unit(qtbot, desk, county, shown):
    record_id = examples.filed(
        desk.db, "annual_assessment", {**examples.an_assessment(desk.db), "unit": None, "grade": _excellent()}
    ).id
    board = shown().board
    assert "2025年度" in board.grades_box.title_label.text()
    target = hit(board.grades, "优秀 1").item
    assert isinstance(target, Behind)
    board.grades.picked.emit(target)
    assert desk.went[-1][0] == "annual_assessment"
    assert desk.went[-1][1]["ids"] == (record_id,)


def _excellent():
    return BY_KEY["annual_assessment"].field("grade").choices[0]


def test_what_waits_leads_to_its_records(qtbot, desk, county, shown):
    shown()
    line = TodoLine("achievements_waiting", Urgency.DUE, "2 件实绩等待审核", "审核", "achievement", ("a", "b"))
    box = WaitingBox(desk)
    qtbot.addWidget(box)
    box.show_lines([line])
    assert not box.all_button.isVisibleTo(box)
    next(b for b in box.list.findChildren(QPushButton) if b.text() == "审核").click()
    assert desk.went[-1] == ("achievement", {"ids": ("a", "b"), "title": "2 件实绩等待审核"})


@pytest.mark.parametrize(
    ("line", "went"),
    [
        (
            TodoLine("t", Urgency.DUE, "五必谈", "安排谈话", "coverage", ("a",), {"year": 2026}),
            ("interviews", {"tab": "coverage", "year": 2026}),
        ),
        (
            TodoLine("i", Urgency.LATER, "1 人的资料不全", "补资料", "roster", ("a",), {"filters": ()}),
            ("roster", {"ids": ("a",), "title": "1 人的资料不全"}),
        ),
        (TodoLine("b", Urgency.DUE, "还没有备份过", "立即备份", "backups"), ("backups", {})),
    ],
)
def test_every_sort_of_line_knows_where_to_go(qtbot, desk, page, line, went):
    do(desk, page, line)
    assert desk.went[-1] == went


def test_a_draft_is_taken_up_again(qtbot, desk, page, county):
    hints = {"kind": "cadre", "key": drafts.save(desk.db, BY_KEY["cadre"], {"name": "半"})}
    line = TodoLine("drafts", Urgency.LATER, "1 份", "继续填写", "drafts", (), hints)
    do(desk, page, line)
    settle()
    dialog = page.findChild(RecordDialog)
    assert dialog is not None
    assert dialog.form.record_id is None
    assert dialog.form.editors["name"].value() == "半"
    dialog.drafts.stop()
    dialog.hide()
    dialog.deleteLater()
    settle()


def test_all_lines_are_shown_on_demand(qtbot, desk, page):
    lines = [TodoLine(f"k{i}", Urgency.DUE, f"第{i}件", "办", "achievement", ("a",)) for i in range(SHOWN + 3)]
    box = page.board.waiting
    box.show_lines(lines)
    assert box.all_button.text() == f"全部待办（{SHOWN + 3}）"
    dialog = box.show_all()
    assert isinstance(dialog, WaitingDialog)
    buttons = [b for b in dialog.list.findChildren(QPushButton) if b.text() == "办"]
    assert len(buttons) == SHOWN + 3
    buttons[-1].click()
    assert not dialog.isVisible()
    assert desk.went[-1][1]["title"] == f"第{SHOWN + 2}件"


def test_the_page_follows_every_change_after_a_pause(qtbot, desk, county, shown):
    page = shown()
    records.create(desk.db, BY_KEY["cadre"], {**examples.a_cadre(desk.db), "name": "新来的"})
    figure = page.board.cards.cards["serving"].figure_label
    qtbot.waitUntil(lambda: figure.text() == "3", timeout=20_000)


def test_out_of_sight_nothing_is_read_until_the_page_is_shown_again(qtbot, desk, county, shown):
    page = shown()
    page.hide()
    records.create(desk.db, BY_KEY["cadre"], {**examples.a_cadre(desk.db), "name": "新来的"})
    settle()
    assert not page._pause.isActive()
    page.show()
    figure = page.board.cards.cards["serving"].figure_label
    qtbot.waitUntil(lambda: figure.text() == "3", timeout=20_000)


def test_an_empty_store_offers_the_ways_to_begin(qtbot, desk, shown):
    page = shown()
    assert page.stack.currentWidget() is page.start
    assert not page.add_button.isVisible()
    (add,) = (b for b in page.start.findChildren(QPushButton) if b.text() == "新增干部")
    assert add.shortcut().toString() == "Ctrl+N"  # the hidden button's own is not heard
    page.start_button.click()
    assert desk.went[-1] == ("import", {"kind": "cadre"})
    assert page.main_input() is page.start_button


def test_a_reading_that_fails_is_said_and_can_be_tried_again(qtbot, desk, page, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda parent, error: told.append(error))
    monkeypatch.setattr("cadre_desktop.gui.pages.home_page.home.home", lambda db, store: 1 / 0)
    page.show()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert page._stale
    monkeypatch.undo()
    page.refresh()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()
    assert page.stack.currentWidget() is page.start


@pytest.mark.parametrize("large", [False, True])
def test_the_page_fits_a_small_screen(theme, county, shown, large):
    page = shown()
    theme.set_large(large)
    settle()
    least = page.minimumSizeHint()
    assert least.width() <= 1000
    assert least.height() <= 540


def test_charts_and_buttons_have_names_and_can_be_reached(county, shown):
    page = shown()
    for chart in (page.board.matrix, page.board.grades, page.board.ages, page.board.steps):
        assert chart.accessibleName()
        assert chart.accessibleDescription()
        assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus
    for each in page.findChildren(QPushButton):
        assert each.accessibleName()
