"""Both pages in the window as clerks use them: by keys, from one to the other and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.page import Page, PageSpec
from cadre_desktop.gui.pages.person_page import PersonPage
from cadre_desktop.gui.pages.roster_page import RosterPage
from cadre_desktop.gui.widgets.cells import DISPLAY
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import PAGE
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.gui.pages.people_on_file import open_office

CADRE = BY_KEY["cadre"]


@pytest.fixture
def office(desk):
    return open_office(desk.db)


@pytest.fixture
def window(office, opened):
    """The window at the roster."""
    return opened()


@pytest.fixture
def opened(qtbot, desk, theme):
    """Open the window at the roster."""

    def open_window():
        return _open(qtbot, desk, theme)

    return open_window


def _open(qtbot, desk, theme):
    specs = [
        PageSpec("home", "", "工作台", "home", Page),
        PageSpec("roster", "干部信息", "干部名册", "roster", lambda: RosterPage(desk)),
        PageSpec("person", "干部信息", "干部", "roster", lambda: PersonPage(desk), under="roster"),
    ]
    made = MainWindow("干部纪实档案", "清源县委组织部", specs, theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go("roster")
    settle()
    return made


def names(page):
    return [page.model.index(r, 0).data(DISPLAY) for r in range(page.model.rowCount())]


def follow(window, desk):
    """Go where the page asked to go, as the program would."""
    key, hints = desk.went[-1]
    assert window.go(key, **hints)
    settle()
    return window.page(key)


# the roster by keys


def test_control_f_goes_to_the_search_and_control_n_begins_a_person(window, qtbot):
    page = window.page("roster")
    page.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is page.bar.search
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    # a button clicked by its key is seen to go down for a moment first
    qtbot.waitUntil(lambda: window.findChildren(RecordDialog) != [])
    made = window.findChildren(RecordDialog)[0]
    assert made.form.record_id is None
    made.close()


def test_the_space_bar_ticks_and_the_tick_outlives_a_search(window, qtbot, office):
    page = window.page("roster")
    page.table.select_id(office.people["孙建国"].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.ticked == (office.people["孙建国"].id,)
    page.bar.search.setText("周思远")
    page.bar.search._search()
    assert names(page) == ["周思远"]
    assert page.ticked_label.text() == "已选 1 人"


def test_tab_reaches_every_control_of_the_roster(window, qtbot):
    page = window.page("roster")
    page.bar.search.setFocus()
    reached, at = set(), page.bar.search
    while at not in reached:
        reached.add(at)
        at = at.nextInFocusChain()
    wanted = [
        page.bar.units, page.bar.ranks, page.bar.grades, page.bar.more_button, page.columns_button, page.table,
        page.print_button, page.tick_all_button, page.export_button, page.add_button,
    ]  # fmt: skip
    for widget in wanted:
        assert widget in reached
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_order_of_the_list_stays_when_it_is_narrowed(window):
    page = window.page("roster")
    page.table.sortByColumn([c.key for c in page.model.columns].index("age"), Qt.SortOrder.DescendingOrder)
    page.bar.units.setCurrentText("白沙镇")
    page.bar.units.activated.emit(page.bar.units.currentIndex())
    assert names(page) == ["孙建国", "仇晓峰", "何佳慧"]
    page.clear_filters()
    assert names(page)[0] == "孙建国"


def test_a_text_to_look_for_may_come_from_elsewhere(window):
    window.go("roster", text="武装部")
    assert names(window.page("roster")) == ["杨立新"]
    assert window.page("roster").bar.search.text() == "武装部"


# from one page to the other


def test_enter_opens_the_person_alt_and_arrows_step_and_escape_goes_back(window, desk, qtbot, office):
    page = window.page("roster")
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    order = names(page)
    page.table.select_id(page.source.ids[0])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    person = follow(window, desk)
    assert person.card.name_label.text() == order[0]
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: person.card.name_label.text() == order[1])
    qtbot.waitUntil(lambda: not person.card.next_button.isDown())
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: person.card.name_label.text() == order[0])
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_key == "roster"


def test_control_tab_turns_the_tabs_and_the_open_one_can_be_scrolled_at_once(window, desk, qtbot, office):
    window.go("person", cadre_id=office.people["周思远"].id)
    person = window.page("person")
    assert window.focusWidget() is person.tabs["basic"].area
    qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert person.book.currentWidget() is person.tabs["achievements"]
    backwards = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Backtab, backwards)
    assert person.book.currentWidget() is person.tabs["basic"]


def test_the_roster_is_marked_in_the_navigation_while_a_person_is_shown(window, office):
    window.go("person", cadre_id=office.people["周思远"].id)
    assert window.navigation.buttons["roster"].isChecked()


def test_a_person_discarded_elsewhere_leaves_the_page_empty(window, desk, office):
    window.go("person", cadre_id=office.people["周思远"].id)
    person = window.page("person")
    with desk.db.work("彻底删除") as session:
        _erase(session, office.people["孙建国"].id)
    window.go("person", cadre_id=office.people["孙建国"].id)
    settle()
    assert person.nobody.isVisible()
    assert person.header.title_label.text() == "干部名册"


def _erase(session, cadre_id):
    """Remove one person with what hangs from her, as emptying the bin would."""
    for key in ("post", "rank", "annual_assessment"):
        model = BY_KEY[key].model
        for record in session.query(model).filter(model.cadre_id == cadre_id):
            session.delete(record)
    session.flush()
    session.delete(session.get_one(CadreSummary, cadre_id))
    session.flush()
    session.delete(session.get_one(CADRE.model, cadre_id))


def test_a_picture_that_is_none_is_refused_in_words(window, dialogs, office, tmp_path):
    window.go("person", cadre_id=office.people["周思远"].id)
    person = window.page("person")
    dialogs.path = tmp_path / "照片.png"
    dialogs.path.write_text("不是图片")
    person.set_photo()
    told = next(d for d in window.findChildren(MessageDialog) if d.isVisible())
    assert not person.card.photo.has_photo
    told.close()
    picture = QImage(30, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#224466"))
    picture.save(str(dialogs.path), "PNG")
    person.set_photo()
    settle()
    assert person.card.photo.has_photo


# a long list


def test_a_long_list_goes_on_below_and_stays_where_it_was_when_something_changes(desk, opened):
    office = open_office(desk.db, more=PAGE + 40)
    page = opened().page("roster")
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert page.total_label.text() == f"共 {PAGE + 45} 人"
    page.model.fetchMore()
    assert page.model.rowCount() == PAGE + 45
    far_down = page.source.ids[-3]
    page.table.select_id(far_down)
    at = page.table.verticalScrollBar().value()
    first = office.people["何佳慧"].id
    records.change(desk.db, CADRE, first, records.load(desk.db, CADRE, first)[1], {"native_place": "清源"})
    settle()
    assert page.table.current_id() == far_down
    assert page.table.verticalScrollBar().value() == at > 0


@pytest.mark.parametrize("size", [(1000, 540), (1093, 557), (1280, 650)])
def test_nothing_sticks_out_of_a_small_window(window, office, size):
    for key, hints in (("roster", {}), ("person", {"cadre_id": office.people["周思远"].id})):
        window.resize(*size)
        window.go(key, **hints)
        settle()
        page = window.page(key)
        assert window.width() == size[0]
        for child in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child.isVisible():
                assert page.rect().contains(child.geometry()), child
