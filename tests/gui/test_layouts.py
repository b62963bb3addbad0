"""Arrangements and settings survive the program, and a broken file is as good as none."""

import pytest
from PySide6.QtWidgets import QWidget

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.layouts import IniLayouts
from cadre_desktop.gui.machine import Machine

STATE = {"order": ["name", "unit"], "hidden": ["性别"], "widths": {"name": 120}}


def test_an_arrangement_is_there_again_after_a_restart(tmp_path):
    IniLayouts(tmp_path / "layouts.ini").save("list.cadre", STATE)
    assert IniLayouts(tmp_path / "layouts.ini").load("list.cadre") == STATE


def test_lists_do_not_know_each_others_arrangement(tmp_path):
    layouts = IniLayouts(tmp_path / "layouts.ini")
    layouts.save("list.cadre", STATE)
    assert layouts.load("list.unit") == {}


def test_what_cannot_be_read_is_as_good_as_never_saved(tmp_path):
    path = tmp_path / "layouts.ini"
    path.write_text('[lists]\nlist.cadre="{half"\nlist.unit="[1, 2]"\n', encoding="utf-8")
    layouts = IniLayouts(path)
    assert layouts.load("list.cadre") == {}
    assert layouts.load("list.unit") == {}


def test_a_folder_that_is_not_there_yet_is_made_and_forgetting_empties_the_file(tmp_path):
    path = tmp_path / "new" / "layouts.ini"
    layouts = IniLayouts(path)
    layouts.save("list.cadre", STATE)
    layouts.forget_all()
    assert IniLayouts(path).load("list.cadre") == {}


def test_the_window_comes_back_where_it_stood(qtbot, tmp_path):
    layouts = IniLayouts(tmp_path / "layouts.ini")
    first, second = QWidget(), QWidget()
    for widget in (first, second):
        qtbot.addWidget(widget)
    first.setGeometry(40, 50, 640, 480)
    assert not layouts.place_window(second)
    layouts.keep_window(first)
    assert layouts.place_window(second)
    assert second.size() == first.size()


def test_settings_are_kept_and_lie_beside_the_arrangements(tmp_path):
    machine = Machine(tmp_path / "machine" / "settings.json")
    machine.change(idle_minutes=5)
    machine.layouts.save("list.cadre", STATE)
    again = Machine(tmp_path / "machine" / "settings.json")
    assert again.settings.idle_minutes == 5
    assert again.layouts.load("list.cadre") == STATE


def test_a_setting_holds_also_when_the_disk_refuses_it(tmp_path):
    (tmp_path / "file").write_text("no folder")
    machine = Machine(tmp_path / "file" / "settings.json")
    with pytest.raises(StorageTrouble):
        machine.change(large_font=True)
    assert machine.settings.large_font
