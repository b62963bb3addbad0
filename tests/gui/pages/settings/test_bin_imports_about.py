"""The recycle bin gives back and lets go; imports are taken back; the about page names what is missing."""

import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from cadre_desktop import __version__
from cadre_desktop.gui.outside import PathDialog
from cadre_desktop.gui.pages.import_batch_page import ImportBatchPage
from cadre_desktop.gui.pages.settings import about_page
from cadre_desktop.gui.pages.settings.about_page import FORM_FACES, LIBRARIES, AboutPage, missing_faces
from cadre_desktop.gui.pages.settings.bin_page import BinPage
from cadre_desktop.gui.pages.settings_page import SettingsPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.import_batch import ImportBatch
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import backups, records, recycle
from tests import examples
from tests.gui.conftest import settle
from tests.gui.reach import interactive, reached_by_tab, unnamed

UNIT, CADRE, POST = BY_KEY["unit"], BY_KEY["cadre"], BY_KEY["post"]


def finish(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=30_000)
    settle()


@pytest.fixture
def unit(desk):
    made = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    records.discard(desk.db, UNIT, made.id)
    return made


@pytest.fixture
def page(qtbot, desk, unit) -> BinPage:
    made = BinPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_bin_says_what_who_when_and_how_long(page):
    kind, text, when, who, left = page.model.rows[0].cells
    assert (kind, text.text, when, who, left.text) == ("单位", "青石镇", "2026.11.21 09:00", "陈海燕", "30 天")
    assert not page.restore_button.isEnabled()


def test_ticked_records_come_back(desk, page, unit):
    page.model.toggle(unit.id)
    page.restore_button.click()
    settle()
    assert page.model.rows == []
    assert records.count(desk.db, UNIT, ListQuery()) == 1
    assert desk.told[-1][0] == "已恢复 1 条记录"


def test_a_line_whose_owner_lies_there_too_comes_back_with_it_only(desk, dialogs, page):
    post = examples.filed(desk.db, "post", examples.a_post(desk.db))
    person = records.load(desk.db, POST, post.id)[0]["cadre"]
    records.discard(desk.db, POST, post.id)
    records.discard(desk.db, CADRE, person.id)
    page.refresh()
    page.model.set_ticked([post.id])
    page.restore()
    assert dialogs.asked == ["1 条不能恢复"]
    page.model.set_ticked([post.id, person.id])
    page.restore()
    assert {row.id for row in page.model.rows} & {post.id, person.id} == set()


@pytest.mark.parametrize("yes", [True, False])
def test_erasing_is_for_good_and_asks(desk, dialogs, page, unit, yes):
    dialogs.yes = yes
    page.model.toggle(unit.id)
    page.erase_button.click()
    assert recycle.count(desk.db) == (0 if yes else 1)
    assert "彻底删除 1 条记录？" in dialogs.asked


def test_emptying_takes_only_what_is_old_enough_and_makes_a_backup_first(qtbot, desk, house, clock, page, unit):
    page.empty_button.click()
    finish(qtbot, desk)
    assert recycle.count(desk.db) == 1
    assert desk.told[-1][0] == "没有超过期限的记录"
    clock.forward(days=31)
    page.refresh()
    assert page.model.rows[0].cells[-1].text == "已期满"
    page.empty_button.click()
    finish(qtbot, desk)
    assert recycle.count(desk.db) == 0
    reasons = {line.reason for line in backups.listed(house.store.backups, house.store.ring.dbid)}
    assert reasons == {"清除前"}


def test_the_bin_is_narrowed_by_kind_and_words(desk, page, unit):
    person = examples.filed(desk.db, "cadre", examples.a_cadre(desk.db))
    records.discard(desk.db, CADRE, person.id)
    page.refresh()
    assert len(page.model.rows) == 2
    page.kinds.setCurrentText("单位")
    page.refresh()
    assert [row.id for row in page.model.rows] == [unit.id]
    page.kinds.setCurrentIndex(0)
    page.search.setText(person.text)
    page.refresh()
    assert [row.id for row in page.model.rows] == [person.id]


def test_an_import_can_be_chosen_and_its_taking_back_asks(qtbot, desk, dialogs, monkeypatch):
    facts = {"kind_key": "cadre", "kind_title": "干部", "file_name": "花名册.xlsx", "made_at": desk.db.now()}
    with desk.db.work("导入") as session:
        batch = ImportBatch(id="b1", made_by="陈海燕", n_created=2, n_updated=0, n_skipped=1, work_id="w1", **facts)
        session.add(batch)
    asked = []
    monkeypatch.setattr(
        "cadre_desktop.gui.pages.import_batch_page.ask_and_take_back", lambda *args: asked.append(args[2:])
    )
    page = ImportBatchPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert not page.back_button.isEnabled()
    page.table.selectRow(0)
    page.back_button.click()
    assert asked == [("b1", "花名册.xlsx")]


def test_missing_typefaces_are_named_by_the_name_forms_ask_for():
    every = {name for names in FORM_FACES for name in names}
    assert missing_faces(every) == []
    assert missing_faces({"FangSong", "SimHei"}) == ["方正小标宋简体", "楷体_GB2312"]


def test_the_about_page_names_version_places_and_licences(qtbot, house):
    page = AboutPage(house.store)
    qtbot.addWidget(page)
    page.show()
    words = " ".join(label.text() for label in page.findChildren(type(page.fonts.text_label)))
    assert __version__ in words
    assert str(house.store.home) in words
    libraries = {row.id: row.cells[2] for row in page.model.rows}
    assert libraries["PySide6-Essentials"].startswith("6.")
    assert libraries.keys() == {name for name, _, _ in LIBRARIES}
    assert all(libraries.values())


def test_a_library_a_package_does_not_carry_is_not_named(monkeypatch):
    def version_of(name):
        if name == "segno":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(about_page, "version", version_of)
    named = [row.id for row in about_page.carried_libraries()]
    assert named == [name for name, _, _ in LIBRARIES if name != "segno"]


def test_the_about_page_names_exactly_what_the_program_is_installed_with():
    asked = Path(__file__).parents[4] / "build_spec" / "requirements" / "app.in"
    lines = [line for line in asked.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    named = {re.split(r"[~=<>]", line)[0].lower() for line in lines if line}
    assert {name.lower() for name, _, _ in LIBRARIES} == named


def test_every_tab_of_the_settings_opens_fits_and_is_named(qtbot, desk, house, theme):
    page = SettingsPage(desk, house)
    qtbot.addWidget(page)
    page.resize(1000, 540)
    page.show()
    for key in page.keys:
        page.arrive(tab=key)
        shown = page.page(page.bar.currentIndex())
        for large in (False, True):
            theme.set_large(large)
            hint = page.minimumSizeHint()
            assert hint.width() <= 1000, key
            assert hint.height() <= 540, key
        theme.set_large(False)
        assert page.main_input() is None or page.main_input().isEnabled(), key
        assert shown.isVisible(), key
        assert unnamed(page) == [], key
        assert set(interactive(page)) <= reached_by_tab(page), key


def test_a_folder_of_logs_the_system_does_not_open_is_named(qtbot, house, monkeypatch, tmp_path):
    monkeypatch.setattr("cadre_desktop.paths.log_folder", lambda: tmp_path)
    monkeypatch.setattr("cadre_desktop.gui.outside.QDesktopServices.openUrl", lambda _url: False)
    page = AboutPage(house.store)
    qtbot.addWidget(page)
    page.logs_button.click()
    told = page.findChild(PathDialog)
    assert told.line.text() == str(tmp_path)
    told.accept()
    settle()
