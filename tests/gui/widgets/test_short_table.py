"""Tables as high as their rows."""

import pytest
from PySide6.QtCore import Qt

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.layouts import boxed, column
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from tests.gui.conftest import settle


@pytest.fixture
def model():
    return PlainTableModel((TableColumn("a", "甲", 120), TableColumn("b", "乙", 120, stretch=1)))


@pytest.fixture
def table(qtbot, model):
    made = ShortTable(model, name="表", most_rows=3)
    holder = boxed(column(made, None))
    qtbot.addWidget(holder)
    holder.resize(500, 600)
    holder.show()
    made.holder = holder
    return made


def fill(model, n):
    model.set_rows(PlainRow(str(i), (f"甲{i}", "乙")) for i in range(n))
    settle()


def test_it_grows_with_its_rows_up_to_the_limit(table, model):
    heights = []
    for n in (1, 2, 3, 4, 40):
        fill(model, n)
        heights.append(table.height())
    assert heights[1] - heights[0] == tokens().row
    assert heights[2] - heights[1] == tokens().row
    assert heights[2] == heights[3] == heights[4]


def test_all_rows_are_seen_without_a_bar_until_the_limit(table, model):
    fill(model, 3)
    assert table.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert table.viewport().height() >= 3 * tokens().row
    fill(model, 4)
    assert table.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_a_bar_below_does_not_hide_the_last_row(table, model):
    fill(model, 2)
    table.holder.resize(180, 600)
    settle()
    assert table.horizontalScrollBar().maximum() > 0
    assert table.viewport().height() >= 2 * tokens().row


def test_large_text_makes_it_higher(table, model, theme):
    fill(model, 2)
    before = table.height()
    theme.set_large(True)
    settle()
    assert table.height() > before
