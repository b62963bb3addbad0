"""Nothing on the screens only looks as if it did something: every button has a listener, every table opens its rows."""

import pytest
from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.person_page import TABS as PERSON_TABS
from cadre_desktop.gui.pages.tabbed_page import TabbedPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.table_model import PlainTableModel, TableColumn
from cadre_desktop.records import KINDS
from tests import examples
from tests.gui.conftest import quiet, settle
from tests.gui.reach import dead_buttons, deaf_tables

# Tables whose rows have nothing behind them, because everything there is to know stands in the row or beside it;
# in the rows of a sheet to be imported a double click types over the cell.
LEAVES = frozenset({"开源组件", "操作", "全部日志", "这一步改了什么", "表格各行"})


def every_page(session):
    """Go to every tab of every page."""
    for spec in session.window._specs.values():
        page = session.window.page(spec.key)
        for tab in page.keys if isinstance(page, TabbedPage) else ("",):
            session.go(spec.key, **({"tab": tab} if tab else {}))
            settle()
            yield spec.key


def test_no_button_of_any_page_is_dead_and_every_table_opens_its_rows(qtbot, session):
    who = examples.filed(session.app.db, "cadre", examples.a_cadre(session.app.db))
    for _ in every_page(session):  # they stay in the window once they are made
        pass
    for tab in PERSON_TABS:
        session.go("person", cadre_id=who.id, tab=tab)
        settle()
    quiet(qtbot, session.world)
    assert dead_buttons(session.window) == []
    assert deaf_tables(session.window) - LEAVES == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_no_button_of_any_records_window_is_dead(qtbot, desk, kind):
    dialog = open_record(desk, None, kind)
    qtbot.addWidget(dialog)
    assert dead_buttons(dialog) == []
    dialog.put_away()


def test_no_button_of_the_history_is_dead(qtbot, desk):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    dialog = HistoryDialog(desk, None, next(k for k in KINDS if k.key == "unit"), unit.id)
    qtbot.addWidget(dialog)
    assert dead_buttons(dialog) == []


def test_what_is_dead_would_be_found(qtbot):
    holder = DataTable(PlainTableModel([TableColumn("a", "甲")]), name="哑表")
    qtbot.addWidget(holder)
    QPushButton("死", holder)
    button("活", lambda: None, parent=holder)
    assert dead_buttons(holder) == ["死"]
    page = QPushButton()
    qtbot.addWidget(page)
    holder.setParent(page)
    assert deaf_tables(page) == {"哑表"}
    holder.opened.connect(lambda _id: None)
    assert deaf_tables(page) == set()
