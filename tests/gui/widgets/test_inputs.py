"""The search line and the choosers."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.widgets.combo import Combo, DateBox, SearchableCombo, Spin
from cadre_desktop.gui.widgets.search_box import PAUSE_MS, SearchBox


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Act as an input method: show what is being composed, or commit it."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget) -> None:
    """Turn the wheel one notch down over a widget."""
    where = QPointF(5, 5)
    event = QWheelEvent(
        where, where, QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def _box(qtbot: QtBot) -> tuple[SearchBox, list[str]]:
    box = SearchBox("搜姓名")
    qtbot.addWidget(box)
    found: list[str] = []
    box.searched.connect(found.append)
    box.show()
    return box, found


def test_typing_searches_once_when_it_pauses(qtbot: QtBot) -> None:
    box, found = _box(qtbot)
    qtbot.keyClicks(box, "zsy ")
    assert found == []
    qtbot.waitUntil(lambda: found == ["zsy"], timeout=PAUSE_MS * 8)


def test_enter_searches_at_once_and_only_once(qtbot: QtBot) -> None:
    box, found = _box(qtbot)
    qtbot.keyClicks(box, "zsy")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Enter)
    assert found == ["zsy"]
    assert not box._pause.isActive()


def test_nothing_is_searched_while_an_input_method_composes(qtbot: QtBot) -> None:
    box, found = _box(qtbot)
    box.setText("周明辉")
    box._search()
    box.selectAll()
    compose(box, "z")  # Qt clears the selected text here, and says so
    assert box.text() == ""
    box._pause.timeout.emit()
    assert found == ["周明辉"]
    compose(box, "", "张")
    assert box._pause.isActive()
    box._pause.timeout.emit()
    assert found == ["周明辉", "张"]


def test_giving_up_composing_searches_for_what_is_left(qtbot: QtBot) -> None:
    box, found = _box(qtbot)
    box.set_quietly("周明辉")
    box.selectAll()
    compose(box, "z")
    compose(box, "")
    box._pause.timeout.emit()
    assert found == [""]


def test_a_text_set_quietly_is_not_searched_for(qtbot: QtBot) -> None:
    box, found = _box(qtbot)
    box.set_quietly("青石镇")
    assert not box._pause.isActive()
    box._search()
    assert found == []


def test_the_wheel_leaves_choosers_without_focus_alone(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    lines = QVBoxLayout(page)
    combo, spin, day, other = Combo(name="单位"), Spin(name="份数"), DateBox(name="日期"), Combo(name="别处")
    for each in (combo, spin, day, other):
        lines.addWidget(each)
    combo.addItems(["全部", "青石镇"])
    page.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = (combo.currentIndex(), spin.value(), day.date())
    for each in (combo, spin, day):
        wheel(each)
    assert (combo.currentIndex(), spin.value(), day.date()) == before


def test_the_wheel_turns_the_chooser_that_has_the_focus(qtbot: QtBot) -> None:
    spin = Spin(name="份数")
    qtbot.addWidget(spin)
    spin.setValue(5)
    spin.show()
    spin.setFocus()
    qtbot.waitUntil(spin.hasFocus)
    wheel(spin)
    assert spin.value() == 4


def test_a_searchable_list_offers_what_contains_the_text(qtbot: QtBot) -> None:
    combo = SearchableCombo(name="单位")
    qtbot.addWidget(combo)
    combo.addItems(["青石镇", "白沙镇", "县青石水库管理所"])
    completer = combo.completer()
    completer.setCompletionPrefix("青石")
    offered = [completer.completionModel().index(i, 0).data() for i in range(completer.completionCount())]
    assert offered == ["青石镇", "县青石水库管理所"]


def test_typing_into_a_searchable_list_adds_nothing_to_it(qtbot: QtBot) -> None:
    combo = SearchableCombo(name="单位")
    qtbot.addWidget(combo)
    combo.addItems(["青石镇"])
    combo.show()
    compose(combo.lineEdit(), "", "没有的镇")
    qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    assert combo.count() == 1


def test_choosers_carry_their_names(qtbot: QtBot) -> None:
    for made in (Combo(name="单位"), Spin(name="单位"), DateBox(name="单位"), SearchableCombo(name="单位")):
        qtbot.addWidget(made)
        assert made.accessibleName() == "单位"
        assert made.focusPolicy() == Qt.FocusPolicy.StrongFocus
