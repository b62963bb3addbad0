"""列设置: ticks and order, taken over only on 确定; what found no room has half a tick."""

import pytest

from cadre_desktop.gui.dialogs.columns_dialog import ColumnsDialog, columns_button
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.ordered_ticks import HALF, OFF, ON
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from tests.gui.conftest import settle

COLUMNS = (
    TableColumn("name", "姓名"),
    TableColumn("unit", "单位"),
    TableColumn("post", "职务", spare=1),
    TableColumn("native", "籍贯", hidden=True),
)


@pytest.fixture
def table(qtbot):
    made = DataTable(PlainTableModel(COLUMNS, [PlainRow("1", ("周思远", "青石镇", "镇长", "清源"))]))
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    return made


@pytest.fixture
def ask(qtbot, table):
    opened = []

    def make():
        made = ColumnsDialog(None, table)
        qtbot.addWidget(made)
        made.show()
        opened.append(made)
        return made

    yield make
    for dialog in opened:
        dialog.close()


def shown(table):
    head = table.horizontalHeader()
    order = [head.logicalIndex(v) for v in range(head.count())]
    return [COLUMNS[i].key for i in order if not table.isColumnHidden(i)]


def set_tick(dialog, key, tick):
    dialog.ticks.list.item(dialog.ticks.order().index(key)).setCheckState(tick)


def test_it_lists_all_columns_in_their_order_with_ticks_on_the_shown(ask):
    ticks = ask().ticks
    assert ticks.order() == ["name", "unit", "post", "native"]
    assert ticks.keys(OFF) == ["native"]
    assert ticks.keys(ON) == ["name", "unit", "post"]


def test_a_tick_and_a_move_take_effect_on_ok_and_are_told(ask, table, qtbot):
    dialog = ask()
    set_tick(dialog, "native", ON)
    dialog.ticks.list.setCurrentRow(3)
    dialog.ticks.move_current(-1)
    assert shown(table) == ["name", "unit", "post"]
    with qtbot.waitSignal(table.columns_changed):
        dialog.ok_button.click()
    assert shown(table) == ["name", "unit", "native", "post"]


def test_closing_changes_nothing(ask, table):
    dialog = ask()
    set_tick(dialog, "unit", OFF)
    dialog.reject()
    assert shown(table) == ["name", "unit", "post"]


def test_what_found_no_room_has_half_a_tick_and_stays_a_column_of_the_list(ask, table):
    table.resize(230, 200)
    assert table.folded == ["post"]
    dialog = ask()
    assert dialog.ticks.keys(HALF) == ["post"]
    assert dialog.ticks.list.item(2).text() == "职务（窗口窄，已收起）"
    dialog.accept()
    assert table.folded == ["post"]
    assert table.layout_state()["hidden"] == ["native"]


def test_a_whole_tick_shows_it_without_room_and_the_usual_columns_undo_that(ask, table):
    table.resize(230, 200)
    dialog = ask()
    set_tick(dialog, "post", ON)
    dialog.accept()
    assert table.folded == []
    assert shown(table) == ["name", "unit", "post"]
    assert table.horizontalScrollBar().maximum() > 0
    again = ask()
    assert again.ticks.keys(ON) == ["name", "unit", "post"]
    again.ticks.usual_button.click()
    again.accept()
    assert table.layout_state()["pinned"] == []
    assert table.folded == ["post"]


def test_reordering_alone_pins_nothing(ask, table):
    table.resize(230, 200)
    dialog = ask()
    dialog.ticks.list.setCurrentRow(1)
    dialog.ticks.move_current(1)
    dialog.accept()
    assert table.layout_state()["order"] == ["name", "post", "unit", "native"]
    assert table.folded == ["post"]


def test_the_button_says_how_many_columns_found_no_room_and_opens_the_window(qtbot, table):
    made = columns_button(table)
    qtbot.addWidget(made)
    assert made.text() == "列设置"
    table.resize(230, 200)
    assert made.text() == "列设置 +1"
    assert made.toolTip() == "窗口窄，已收起：职务"
    table.resize(420, 200)
    assert made.text() == "列设置"
    made.click()
    dialog = made.window().findChild(ColumnsDialog)
    assert dialog.isVisible()
    dialog.reject()
    settle()
