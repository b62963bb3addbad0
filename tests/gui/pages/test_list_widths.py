"""Every list fits the usual screen without a bar to scroll it sideways, with normal letters and with large ones."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.pages.catalogue import listed_kinds, page_specs, place_of
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.shots import SCREEN
from cadre_desktop.gui.widgets.data_table import DataTable

AT_125 = (1093, 557)  # what is left of 1366 pixels when everything is drawn a quarter larger
NORMAL_LETTERS, LARGE_LETTERS = False, True


@pytest.fixture
def window(qtbot, theme, desk):
    made = MainWindow("干部纪实档案", "清源县委组织部", page_specs(desk, None), theme)
    qtbot.addWidget(made)
    made.show()
    return made


def tables_of(window, kind_key):
    page, hints = place_of(kind_key, {})
    window.go(page, **hints)
    QCoreApplication.processEvents()
    found = [t for t in window.stack.currentWidget().findChildren(DataTable) if t.isVisible() or t.parent().isVisible()]
    for table in found:  # a long list has a bar at the side, which takes room too
        table.parent().setCurrentWidget(table)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    QCoreApplication.processEvents()
    return found


def shown(table):
    return [c.key for i, c in enumerate(table.columns) if not table.isColumnHidden(i)]


def test_no_list_needs_scrolling_sideways(window, theme):
    """One window for all sizes, large letters last: making the pages and the look takes longer than asking them."""
    too_wide, poor, stateless = {}, [], []
    for size, large in (
        (SCREEN.toTuple(), NORMAL_LETTERS),
        (AT_125, NORMAL_LETTERS),
        (SCREEN.toTuple(), LARGE_LETTERS),
    ):
        theme.set_large(large)
        window.resize(*size)
        for key in sorted(listed_kinds()):
            (table,) = tables_of(window, key)
            if table.horizontalScrollBar().maximum():
                too_wide[key, size, large] = table.horizontalScrollBar().maximum()
            if len(shown(table)) < min(3, len(table.columns)):
                poor.append((key, size, large))
            if any(c.key == "state" and c.key in table.folded for c in table.columns):
                stateless.append((key, size, large))
    assert too_wide == {}
    assert poor == stateless == []


def test_on_the_usual_screen_the_lists_people_live_in_show_all_their_columns(window):
    window.resize(*SCREEN.toTuple())
    for key in ("interview", "achievement", "performance_term", "political_review", "annual_assessment", "unit"):
        (table,) = tables_of(window, key)
        assert table.folded == [], key


def test_a_column_that_was_left_out_comes_when_it_is_asked_for_and_the_list_then_scrolls(window, theme):
    theme.set_large(True)
    window.resize(*SCREEN.toTuple())
    (table,) = tables_of(window, "interview")
    left_out = table.folded[0]
    table.set_column_shown(left_out, True)
    assert left_out in shown(table)
    assert left_out not in table.folded


def test_what_is_left_out_for_want_of_room_is_exported_with_the_others(window, theme, desk, monkeypatch):
    theme.set_large(True)
    window.resize(*SCREEN.toTuple())
    (table,) = tables_of(window, "interview")
    asked = []
    monkeypatch.setattr("cadre_desktop.gui.pages.record_page.export_list", lambda *given: asked.append(given[3]))
    next(p for p in window.findChildren(RecordPage) if p.isVisible()).export()
    assert set(table.folded) < set(asked[0])
