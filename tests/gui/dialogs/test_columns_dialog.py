"""列设置: ticks and order, taken over only on 确定."""

import pytest
from PySide6.QtCore import Qt

from cadre_desktop.gui.dialogs.columns_dialog import ColumnsDialog
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn

COLUMNS = (
    TableColumn("name", "姓名"),
    TableColumn("unit", "单位"),
    TableColumn("post", "职务"),
    TableColumn("native", "籍贯", hidden=True),
)


@pytest.fixture
def table(qtbot):
    made = DataTable(PlainTableModel(COLUMNS, [PlainRow("1", ("周思远", "青石镇", "镇长", "清源"))]))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(qtbot, table):
    made = ColumnsDialog(None, table, always="name")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def shown(table):
    head = table.horizontalHeader()
    order = [head.logicalIndex(v) for v in range(head.count())]
    return [COLUMNS[i].key for i in order if not table.isColumnHidden(i)]


def test_it_lists_all_columns_in_their_order_with_ticks_on_the_shown(dialog):
    assert dialog.order() == ["name", "unit", "post", "native"]
    assert dialog.hidden() == ["native"]


def test_a_tick_and_a_move_take_effect_on_ok_and_are_told(dialog, table, qtbot):
    dialog.list.item(3).setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(3)
    dialog.move_current(-1)
    assert shown(table) == ["name", "unit", "post"]
    with qtbot.waitSignal(table.columns_changed):
        dialog.ok_button.click()
    assert shown(table) == ["name", "unit", "native", "post"]


def test_closing_changes_nothing(dialog, table):
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.reject()
    assert shown(table) == ["name", "unit", "post"]


def test_the_column_with_the_tick_boxes_cannot_be_hidden(dialog):
    assert not dialog.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert dialog.list.item(1).flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_the_first_and_the_last_cannot_be_moved_further(dialog):
    dialog.list.setCurrentRow(0)
    dialog.move_current(-1)
    dialog.list.setCurrentRow(3)
    dialog.move_current(1)
    assert dialog.order() == ["name", "unit", "post", "native"]


def test_reset_goes_back_to_the_design(dialog, table):
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.setCurrentRow(2)
    dialog.move_current(-1)
    dialog.reset()
    assert dialog.order() == ["name", "unit", "post", "native"]
    assert dialog.hidden() == ["native"]
