"""Pictures of every page, in a fixed order, in the size that was asked for, and nothing else written."""

import itertools

import pytest
from PySide6.QtGui import QImage

from cadre_desktop.app import open_app
from cadre_desktop.gui.main import make_application
from cadre_desktop.gui.shot_list import ShotList
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from tests import examples
from tests.gui.conftest import PASSPHRASE
from tests.services import people


@pytest.fixture
def app(home, tmp_path, monkeypatch):
    monkeypatch.setattr("cadre_desktop.paths.settings_file", lambda: tmp_path / "settings.json")
    made = open_app(home, PASSPHRASE)
    examples.filed(made.db, "cadre", examples.a_cadre(made.db))
    yield made
    made.store.close()


def taken(shots, n):
    """Take the first pictures only: all of them take a while."""
    every = shots._shots
    shots._shots = lambda: itertools.islice(every(), n)
    return shots.take()


def test_pictures_are_numbered_in_the_order_of_the_navigation(qapp, theme, app, tmp_path):
    files = taken(ShotList(qapp, app, tmp_path / "out", size=(1000, 600), scale=1.0, large=False), 5)
    assert [f.name for f in files] == [
        "01_home.png", "02_calendar.png", "03_roster.png", "04_day_roster.png", "05_person_basic.png",
    ]  # fmt: skip
    assert all(QImage(str(f)).size().toTuple() == (1000, 600) for f in files)


def test_a_scaled_screen_gives_pictures_of_the_screens_pixels_and_large_text_goes_off_again(qapp, theme, app, tmp_path):
    (file,) = taken(ShotList(qapp, app, tmp_path / "out", size=(1366, 768), scale=1.25, large=True), 1)
    size = QImage(str(file)).size()
    assert abs(size.width() - 1366) <= 1
    assert abs(size.height() - 768) <= 1
    assert not theme.is_large


def test_every_page_and_window_has_one_name(qapp, theme, app, tmp_path):
    shots = ShotList(qapp, app, tmp_path / "out", size=(1000, 600), scale=1.0, large=False)
    names = [name for name, _make in shots._shots()]
    assert len(names) == len(set(names))
    assert {"home", "calendar", "roster", "person_talks", "achievements", "interviews_coverage"} <= set(names)
    assert {"reports", "import"} <= set(names)
    assert {"settings", "settings_backup", "settings_about", "window_cadre", "window_first_run_4"} <= set(names)
    assert "window_interview" not in names  # there is none on file
    taken(shots, 0)


def test_pictures_change_nothing_in_the_store(qapp, theme, app, tmp_path):
    before = records.count(app.db, BY_KEY["cadre"], ListQuery())
    taken(ShotList(qapp, app, tmp_path / "out", size=(800, 600), scale=1.0, large=False), 2)
    assert records.count(app.db, BY_KEY["cadre"], ListQuery()) == before
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"01_home.png", "02_calendar.png"}


def test_there_is_only_one_application(qapp):
    assert make_application() is qapp


def test_pictures_are_taken_of_the_person_with_the_most_to_show(qapp, theme, app, tmp_path):
    rich = people.cadre(app.db, "何佳慧")
    people.talk(app.db, rich)
    shots = ShotList(qapp, app, tmp_path / "out", size=(800, 600), scale=1.0, large=False)
    asked = []
    shots._session.go = lambda key, **hints: asked.append(hints.get("cadre_id"))
    for _name, make in shots._person():
        make()
    assert set(asked) == {rich.id}
    taken(shots, 0)
