"""Ticks and order of a list: the first is fixed, and no button is awake that would do nothing."""

import pytest
from PySide6.QtCore import Qt

from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.ordered_ticks import OFF, ON, OrderedTicks, TickLine

USUAL = (TickLine("name", "姓名", fixed=True), TickLine("unit", "单位"), TickLine("native", "籍贯", OFF))


@pytest.fixture
def ticks(qtbot):
    made = OrderedTicks("列", USUAL, USUAL)
    qtbot.addWidget(made)
    made.show()
    return made


def usable(ticks):
    return [b.isEnabled() for b in (ticks.up_button, ticks.down_button, ticks.usual_button)]


def test_the_tick_of_a_fixed_line_cannot_be_taken_away(ticks):
    assert not ticks.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert ticks.list.item(1).flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_the_first_cannot_go_up_the_last_not_down_and_each_says_why(ticks):
    assert usable(ticks) == [False, True, False]
    assert ticks.up_button.toolTip() == "已经是第一列"
    ticks.list.setCurrentRow(1)
    assert usable(ticks) == [True, True, False]
    assert ticks.up_button.toolTip() == "Alt+Up"
    ticks.list.setCurrentRow(2)
    assert usable(ticks) == [True, False, False]
    assert ticks.down_button.toolTip() == "已经是最后一列"
    ticks.move_current(1)
    assert ticks.order() == ["name", "unit", "native"]


def test_the_way_back_is_open_once_a_tick_or_the_order_differs(ticks):
    assert ticks.usual_button.toolTip() == "现在就是默认的列和顺序"
    ticks.list.item(2).setCheckState(ON)
    assert ticks.usual_button.isEnabled()
    ticks.usual_button.click()
    assert usable(ticks) == [False, True, False]
    ticks.down_button.click()
    assert ticks.order() == ["unit", "name", "native"]
    assert ticks.usual_button.isEnabled()
    ticks.reset()
    assert (ticks.order(), ticks.keys()) == (["name", "unit", "native"], ["name", "unit"])


def test_every_tick_and_every_move_is_told(ticks, qtbot):
    with qtbot.waitSignal(ticks.changed):
        ticks.list.item(1).setCheckState(OFF)
    with qtbot.waitSignal(ticks.changed):
        ticks.down_button.click()


def test_a_list_without_lines_has_nothing_to_move(qtbot):
    made = OrderedTicks("列", (), ())
    qtbot.addWidget(made)
    assert usable(made) == [False, False, False]
    made.move_current(1)
    assert made.order() == []


def test_a_button_gets_its_own_tooltip_back(qtbot):
    made = button("打印", tip="打印列表", shortcut="Ctrl+P")
    qtbot.addWidget(made)
    set_usable(made, "没有打印机")
    assert (made.isEnabled(), made.toolTip()) == (False, "没有打印机")
    set_usable(made, "还是没有")
    set_usable(made)
    assert (made.isEnabled(), made.toolTip()) == (True, "打印列表（Ctrl+P）")
