"""The shell: going to pages, folding, keys, large text, and what every page must keep."""

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.page import Page, PageSpec
from cadre_desktop.gui.shots import grab
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.style.tokens import LARGE, NORMAL
from cadre_desktop.gui.widgets.labels import ElidedLabel
from cadre_desktop.gui.widgets.navigation import NavButton
from tests.gui.gallery import make_window


class NotedPage(Page):
    """Remembers what happened to it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.hints: list[dict[str, Any]] = []
        self.refreshed = 0
        self.leaves = True
        self.button_before = QLineEdit(self)
        self.search = QLineEdit(self)
        self.search.move(0, 40)

    def arrive(self, **hints: Any) -> None:
        self.hints.append(hints)

    def refresh(self) -> None:
        self.refreshed += 1

    def may_leave(self) -> bool:
        return self.leaves

    def main_input(self) -> QWidget:
        return self.search


@pytest.fixture
def made() -> dict[str, NotedPage]:
    return {}


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, made: dict[str, NotedPage]) -> MainWindow:
    def factory(key: str) -> Any:
        def make() -> Page:
            made[key] = NotedPage(key)
            return made[key]

        return make

    specs = [
        PageSpec("home", "", "工作台", "home", factory("home")),
        PageSpec("roster", "干部信息", "干部名册", "roster", factory("roster")),
        PageSpec("person", "干部信息", "干部", "user", factory("person"), under="roster"),
        PageSpec("reports", "数据", "报表报送", "report", factory("reports")),
    ]
    window = MainWindow("干部纪实档案", "清源县委组织部", specs, theme)
    qtbot.addWidget(window)
    window.show()
    window.go("home")
    return window


def test_pages_are_made_when_first_gone_to_and_once(window: MainWindow, made: dict[str, NotedPage]) -> None:
    assert set(made) == {"home"}
    window.go("roster")
    first = made["roster"]
    window.go("home")
    window.go("roster")
    assert made["roster"] is first
    assert "reports" not in made


def test_a_page_learns_why_it_is_shown(window: MainWindow, made: dict[str, NotedPage]) -> None:
    window.go("roster", filter="ten_years")
    window.go("roster")
    assert made["roster"].hints == [{"filter": "ten_years"}, {}]


def test_the_focus_goes_to_the_main_input(qtbot: QtBot, window: MainWindow, made: dict[str, NotedPage]) -> None:
    window.go("roster")
    assert window.focusWidget() is made["roster"].search


def test_escape_goes_back_as_it_was(qtbot: QtBot, window: MainWindow, made: dict[str, NotedPage]) -> None:
    window.go("roster", filter="young")
    window.go("person", id="p1")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_key == "roster"
    assert made["roster"].hints[-1] == {"filter": "young"}
    assert window.back()
    assert window.current_key == "home"
    assert not window.back()


def test_looking_at_another_filter_of_the_same_page_is_no_step(window: MainWindow) -> None:
    window.go("roster")
    window.go("roster", filter="young")
    window.back()
    assert window.current_key == "home"


def test_a_page_below_another_marks_that_ones_entry(window: MainWindow) -> None:
    window.go("person")
    marked = [key for key, b in window.navigation.buttons.items() if b.isChecked()]
    assert marked == ["roster"]
    assert "person" not in window.navigation.buttons


def test_a_page_that_is_not_left_stays(qtbot: QtBot, window: MainWindow, made: dict[str, NotedPage]) -> None:
    window.go("roster")
    made["roster"].leaves = False
    with qtbot.assertNotEmitted(window.page_changed):
        window.navigation.buttons["reports"].click()
    assert window.current_key == "roster"
    assert window.navigation.buttons["roster"].isChecked()
    assert not window.navigation.buttons["reports"].isChecked()
    assert not window.back()


def test_closing_asks_the_page_first(qtbot: QtBot, window: MainWindow, made: dict[str, NotedPage]) -> None:
    made["home"].leaves = False
    event = QCloseEvent()
    with qtbot.assertNotEmitted(window.closing):
        window.closeEvent(event)
    assert not event.isAccepted()
    made["home"].leaves = True
    with qtbot.waitSignal(window.closing):
        window.close()


def test_an_unknown_page_is_our_mistake(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.go("nowhere")
    assert window.current_key == "home"


def test_alt_and_a_figure_go_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.current_key == "reports"
    assert window.navigation.buttons["reports"].toolTip() == "报表报送（Alt+3）"


def test_f5_refreshes_and_f1_asks_for_help(qtbot: QtBot, window: MainWindow, made: dict[str, NotedPage]) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert made["home"].refreshed == 1
    with qtbot.waitSignal(window.help_asked) as got:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert got.args == ["home"]


def test_the_navigation_folds_below_its_width(window: MainWindow) -> None:
    window.resize(NORMAL.fold_below, 700)
    assert window.navigation.width() == NORMAL.nav_width
    window.resize(NORMAL.fold_below - 1, 700)
    assert window.navigation.width() == NORMAL.nav_folded
    assert not window.navigation.title_label.isVisible()
    assert window.navigation.buttons["home"].toolTip().startswith("工作台")


def test_ctrl_plus_and_minus_switch_the_large_text(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    with qtbot.waitSignal(window.large_changed) as got:
        qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert got.args == [True]
    assert theme.is_large
    assert window.navigation.width() == LARGE.nav_width
    with qtbot.assertNotEmitted(window.large_changed):
        window.set_large(True)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert not theme.is_large


def test_state_around_the_pages_is_shown(window: MainWindow) -> None:
    window.set_footer("数据库：本机加密", "上次备份：今天 08:30")
    window.set_footer("数据库：只读")
    window.set_saved("正在保存…")
    window.set_count("reports", 3)
    foot = [w.text() for w in window.navigation.findChildren(ElidedLabel) if w.isVisible()]
    assert foot == ["干部纪实档案", "清源县委组织部", "数据库：只读"]
    assert window.status.state_label.text() == "正在保存…"
    assert window.navigation.buttons["reports"].accessibleName() == "报表报送 3"
    window.set_count("reports", 0)
    assert window.navigation.buttons["reports"].accessibleName() == "报表报送"


def test_the_secrecy_reminder_is_always_there(window: MainWindow) -> None:
    assert window.status.secrecy_label.text() == "内部资料 注意保密"


def test_enter_on_an_entry_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.navigation.buttons["reports"], Qt.Key.Key_Return)
    assert window.current_key == "reports"


def test_the_selected_entry_carries_the_gold_mark(window: MainWindow) -> None:
    def left_edge(button: NavButton) -> str:
        return button.grab().toImage().pixelColor(1, button.height() // 2).name()

    assert left_edge(window.navigation.buttons["home"]) == NORMAL.gold.lower()
    assert left_edge(window.navigation.buttons["roster"]) != NORMAL.gold.lower()


# Layout: what look.md 2.4 learnt the hard way, checked on the gallery's pages

SIZES = [QSize(1000, 540), QSize(1093, 557), QSize(1280, 650)]


@pytest.fixture(params=["dash", "roster"])
def shown(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> MainWindow:
    window = make_window(theme)
    qtbot.addWidget(window)
    window.show()
    window.go(request.param)
    return window


@pytest.mark.parametrize("large", [False, True])
def test_no_page_dictates_the_window_size(shown: MainWindow, theme: Theme, large: bool) -> None:
    theme.set_large(large)
    least = shown.minimumSizeHint()
    assert least.width() <= 1000
    assert least.height() <= 540


@pytest.mark.parametrize("size", SIZES)
def test_no_label_is_wider_than_its_room(qtbot: QtBot, shown: MainWindow, size: QSize) -> None:
    shown.resize(size)
    qtbot.waitUntil(lambda: shown.size() == size)
    cut = [
        w.text()
        for w in shown.findChildren(QLabel)
        if w.isVisible() and not isinstance(w, ElidedLabel) and not w.wordWrap() and w.width() < w.sizeHint().width()
    ]
    assert cut == []


def _tab_stops(window: MainWindow) -> list[QWidget]:
    stops: list[QWidget] = []
    widget = window.focusWidget()
    assert widget is not None
    while widget not in stops:
        stops.append(widget)
        window.focusNextPrevChild(True)
        widget = window.focusWidget()
        assert widget is not None
    return stops


def test_tab_reaches_everything_that_can_be_used_and_all_of_it_has_a_name(shown: MainWindow) -> None:
    stops = _tab_stops(shown)
    usable = [
        w
        for w in shown.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None
    ]
    missed = [w.accessibleName() or type(w).__name__ for w in usable if w not in stops]
    assert len(usable) > 10
    assert missed == []
    nameless = [
        type(w).__name__ for w in usable if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
    ]
    assert nameless == []


def test_a_picture_of_the_window_can_be_taken_large_and_scaled(
    qtbot: QtBot, theme: Theme, shown: MainWindow, shots_folder: Any
) -> None:
    picture = grab(shown, shots_folder / "w.png", size=QSize(1000, 560), scale=1.5, large=True)
    assert (picture.width(), picture.height()) == (1500, 840)
    assert (shots_folder / "w.png").stat().st_size > 10_000
    assert not theme.is_large
    nav = picture.pixelColor(5, 800).name()
    assert nav == NORMAL.nav.lower()


def test_a_picture_that_cannot_be_written_says_so(qtbot: QtBot, shots_folder: Any) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    shots_folder.mkdir()
    with pytest.raises(OSError, match="cannot write"):
        grab(widget, shots_folder, size=QSize(100, 100))


def test_a_page_without_wishes_gives_the_focus_to_its_first_field(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    QLabel("只看", page)
    line = QLineEdit(page)
    assert page.main_input() is line
    line.setEnabled(False)
    assert page.main_input() is None
    assert page.may_leave()
