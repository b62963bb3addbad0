"""The navigation shows all its entries where they fit, close together before anything scrolls."""

import pytest

from cadre_desktop.gui.pages.catalogue import page_specs
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.navigation import Entry, Navigation


@pytest.fixture
def navigation(qtbot, theme):
    entries = [Entry(f"page{n}", f"第{n // 4 + 1}组", f"页面{n}", "home") for n in range(16)]
    made = Navigation("干部纪实档案", "清源县委组织部", entries)
    qtbot.addWidget(made)
    made.show()
    return made


def test_entries_stand_wide_on_a_tall_screen_and_close_on_a_low_one(qtbot, navigation):
    navigation.resize(navigation.width(), 1000)
    assert {button.tall for button in navigation.buttons.values()} == {tokens().nav_item}
    navigation.resize(navigation.width(), 700)
    talls = {button.tall for button in navigation.buttons.values()}
    assert len(talls) == 1
    assert tokens().nav_item_least <= talls.pop() < tokens().nav_item
    bar = navigation._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_an_office_screen_less_its_task_bar_shows_every_page_without_scrolling(qtbot, theme):
    specs = [spec for spec in page_specs(None, None) if not spec.under]  # none is made, so nothing is asked of them
    made = Navigation("干部纪实档案", "清源县", [Entry(s.key, s.group, s.title, s.icon) for s in specs])
    qtbot.addWidget(made)
    made.set_footer(["数据：本机加密", "尚未备份"])
    made.show()
    made.resize(made.width(), 697)
    bar = made._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    close = made._groups[0].height()
    made.resize(made.width(), 1000)
    qtbot.waitUntil(lambda: made._groups[0].height() > close)


def test_entries_scroll_only_when_they_cannot_come_closer(navigation):
    navigation.resize(navigation.width(), 420)
    assert {button.tall for button in navigation.buttons.values()} == {tokens().nav_item_least}
    navigation.mark("page15")
    assert navigation._area.verticalScrollBar().value() > 0
