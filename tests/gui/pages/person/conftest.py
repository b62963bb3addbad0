"""One person with posts, a file, talks and a review."""

import pytest

from cadre_desktop.records.rows import Link
from tests.gui.pages.people_on_file import Office, open_office


@pytest.fixture
def office(desk) -> Office:
    return open_office(desk.db)


@pytest.fixture
def who(office) -> Link:
    """周思远."""
    return office.people["周思远"]


@pytest.fixture
def shown(qtbot):
    """Make a tab for one person and show it."""

    def show(tab, person):
        qtbot.addWidget(tab)
        tab.resize(1140, 640)
        tab.show()
        tab.show_person(person)
        return tab

    return show
