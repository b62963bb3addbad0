"""Every kind of record has a list, and every name used for a place leads to one."""

import pytest

from cadre_desktop.gui.help_texts import HELP
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.catalogue import OWN_TITLES, TABS, page_specs, place_of
from cadre_desktop.gui.pages.tabbed_page import TabbedPage
from cadre_desktop.records import BY_KEY, KINDS
from tests.gui.pages.settings.house import FakeHouse

NAVIGATION = (
    "home", "calendar", "roster", "achievements", "political", "interviews", "assessments", "selection", "growth",
    "oversight", "care", "frontline", "contests", "ledgers", "reports", "import", "checks", "settings",
)  # fmt: skip


@pytest.fixture
def specs(desk):
    return page_specs(desk, FakeHouse(store=None))


def test_the_navigation_is_in_its_order_and_one_person_or_unit_stands_under_its_list(specs):
    assert tuple(s.key for s in specs if not s.under) == NAVIGATION
    assert [(s.key, s.under) for s in specs if s.under] == [
        ("day_roster", "roster"),
        ("person", "roster"),
        ("one_unit", "ledgers"),
    ]


def test_every_page_has_its_help(specs):
    shown = {s.key for s in specs}
    assert shown == {key for key in HELP if TABS.get(key, key)}
    assert all(text.what and text.how for text in HELP.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_every_kind_has_a_list(kind, specs):
    page, hints = place_of(kind.key, {"ids": ("a",)})
    assert page in {s.key for s in specs}
    assert hints["ids"] == ("a",)
    assert page == "roster" or kind.key in TABS[page]


def test_every_tab_is_a_kind_or_has_a_title_of_its_own():
    assert {name for tabs in TABS.values() for name in tabs} <= {*BY_KEY, *OWN_TITLES}


@pytest.mark.parametrize(
    ("key", "hints", "page", "after"),
    [
        ("coverage", {"year": 2026}, "interviews", {"year": 2026, "tab": "coverage"}),
        ("look_backs", {"ids": ("a",)}, "achievements", {"ids": ("a",), "tab": "achievement"}),
        ("backups", {}, "settings", {"tab": "backup"}),
        ("ledgers", {"tab": "term_task"}, "achievements", {"tab": "term_task"}),
        ("ledgers", {"tab": "unit"}, "ledgers", {"tab": "unit"}),
        ("roster", {"text": "张"}, "roster", {"text": "张"}),
        ("settings", {"tab": "trail"}, "settings", {"tab": "trail"}),
    ],
)
def test_names_used_elsewhere_lead_to_a_place(key, hints, page, after):
    assert place_of(key, hints) == (page, after)


@pytest.mark.parametrize(
    "key",
    [*(key for key in TABS if TABS[key]), "roster", "person", "one_unit", "calendar", "import", "home", "reports"],
)
def test_every_page_can_be_made_fits_and_names_what_can_be_touched(qtbot, desk, specs, theme, key):
    page = next(s for s in specs if s.key == key).factory()
    qtbot.addWidget(page)
    assert isinstance(page, Page)
    page.resize(1000, 540)
    page.show()
    pages = [page.page(i) for i in range(len(page.keys))] if isinstance(page, TabbedPage) else [page]
    for large in (False, True):
        theme.set_large(large)
        for each in pages:
            hint = each.minimumSizeHint()
            assert hint.width() <= 1000, (key, large)
            assert hint.height() <= 540, (key, large)
    theme.set_large(False)
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
