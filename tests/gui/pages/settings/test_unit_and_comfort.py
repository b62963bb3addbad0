"""The office's own facts are saved with their problems told; comfort holds at once; sample data goes away."""

from dataclasses import replace

import pytest

from cadre_desktop.gui.pages.settings.comfort_page import ComfortPage
from cadre_desktop.gui.pages.settings.unit_page import UnitPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records, unit_profile
from cadre_desktop.services.demo.build import build_demo, is_demo
from cadre_desktop.services.unit_profile import OfficeLevel
from tests.gui.conftest import settle


@pytest.fixture
def page(qtbot, desk) -> UnitPage:
    made = UnitPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def type_into(qtbot, form, name, text):
    line = form.editors[name].input
    line.clear()
    qtbot.keyClicks(line, text)


def test_the_page_shows_what_is_stored(page):
    assert page.office.editors["name"].value() == "龙潭镇党委"
    assert page.counting.editors["review_year"].value() == 2026
    assert not page.save_button.isEnabled()
    assert not page.sample.isVisible()


def test_what_is_typed_is_saved_and_told(qtbot, desk, page):
    type_into(qtbot, page.office, "phone", "0000-7654321")
    page.office.editors["level"].set_value(OfficeLevel.COUNTY)
    assert page.save_button.isEnabled()
    assert page.save()
    profile = unit_profile.load(desk.db)
    assert (profile.phone, profile.level, profile.filler) == ("0000-7654321", OfficeLevel.COUNTY, "")
    assert desk.told[-1][0] == "单位资料已保存"
    assert not page.dirty


def test_problems_stand_beside_their_fields_and_nothing_is_saved(qtbot, desk, page):
    type_into(qtbot, page.counting, "small_group", "1")
    assert not page.save()
    assert "2 到 20" in page.counting.notes["small_group"].text()
    assert page.counting.notes["small_group"].isVisible()
    assert unit_profile.load(desk.db).small_group == 3
    type_into(qtbot, page.counting, "small_group", "5")
    assert page.save()
    assert not page.counting.notes["small_group"].isVisible()


@pytest.mark.parametrize(("choice", "leaves", "phone"), [("save", True, "1"), ("drop", True, ""), ("stay", False, "")])
def test_leaving_with_changes_asks(qtbot, desk, dialogs, page, choice, leaves, phone):
    assert page.may_leave()
    type_into(qtbot, page.office, "phone", "1")
    dialogs.choice = choice
    assert page.may_leave() is leaves
    assert unit_profile.load(desk.db).phone == phone


def test_changes_from_elsewhere_are_shown_unless_something_is_typed(qtbot, desk, page):
    unit_profile.save(desk.db, replace(unit_profile.load(desk.db), filler="周小明"))
    settle()
    assert page.office.editors["filler"].value() == "周小明"
    type_into(qtbot, page.office, "phone", "1")
    unit_profile.save(desk.db, replace(unit_profile.load(desk.db), filler="别人"))
    settle()
    assert page.office.editors["filler"].value() == "周小明"
    page.refresh()


def test_sample_data_goes_away_in_one_click_after_asking(qtbot, desk, dialogs, page):
    build_demo(desk.db, desk.db.now().date())
    settle()
    assert page.sample.isVisible()
    dialogs.yes = False
    page.remove_sample()
    assert is_demo(desk.db)
    dialogs.yes = True
    page.remove_sample()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=60_000)
    assert not is_demo(desk.db)
    assert not page.sample.isVisible()
    assert "示例数据已移除" in desk.told[-1][0]
    assert records.count(desk.db, BY_KEY["cadre"], ListQuery()) == 0


def test_comfort_holds_at_once(qtbot, desk, house):
    page = ComfortPage(desk, house)
    qtbot.addWidget(page)
    page.show()
    page.large.click()
    page.minutes.setValue(25)
    assert (house.settings.large_font, house.settings.idle_minutes) == (True, 25)
    page.lock_button.click()
    page.reset_button.click()
    assert [what for what, _ in house.asked] == ["lock", "reset_layouts"]
    house.change_settings(idle_minutes=3, large_font=False)
    page.arrive()
    assert (page.minutes.value(), page.large.isChecked()) == (3, False)
