"""Where the program's files are, and the settings of this machine."""

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cadre_desktop import paths
from cadre_desktop.errors import StorageTrouble
from cadre_desktop.settings import Settings, load_settings, save_settings

CHOSEN = Settings(
    large_font=True,
    scale=1.5,
    idle_minutes=5,
    last_home="D:/干部档案",
    second_backup_folder="E:/备份",
    export_folder="D:/导出",
)


@pytest.fixture
def frozen(monkeypatch, tmp_path):
    """Pretend to run from a packaged build in a folder of its own."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "app" / "cadre-desktop"))
    (tmp_path / "app").mkdir()
    return tmp_path / "app"


def test_resources_lie_beside_the_package_in_the_source_tree():
    assert paths.resource("icons/add.svg") == Path(__file__).resolve().parent.parent / "resources" / "icons" / "add.svg"
    assert not paths.is_frozen()


def test_resources_come_from_the_bundle_in_a_packaged_build(monkeypatch, frozen):
    monkeypatch.setattr(sys, "_MEIPASS", str(frozen / "_internal"), raising=False)
    assert paths.resource("icons/add.svg") == frozen / "_internal" / "resources" / "icons" / "add.svg"


def test_a_packaged_build_without_a_bundle_folder_uses_its_own(monkeypatch, frozen):
    monkeypatch.delattr(sys, "_MEIPASS", raising=False)
    assert paths.resource("app.qss") == frozen / "resources" / "app.qss"


@pytest.mark.parametrize("name", ["../pyproject.toml", "icons/../../secret", "/etc/passwd"])
def test_a_name_cannot_lead_out_of_the_resources(name):
    with pytest.raises(ValueError, match="not inside"):
        paths.resource(name)


def test_data_go_to_the_users_own_folder(monkeypatch, frozen, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "share"))
    assert not paths.is_portable()
    assert paths.default_home().name == "CadreDesktop"
    assert frozen not in paths.default_home().parents
    assert paths.settings_file() == paths.default_home() / "settings.json"
    assert not paths.default_home().exists()


def test_a_portable_copy_carries_everything_beside_the_program(frozen):
    (frozen / "portable.txt").write_text("", encoding="utf-8")
    assert paths.is_portable()
    assert paths.default_home() == frozen / "data"
    assert paths.settings_file() == frozen / "data" / "settings.json"
    assert paths.log_folder() == frozen / "data" / "logs"


def test_only_folders_of_a_portable_copy_are_carried(frozen, tmp_path):
    assert not paths.is_carried(frozen / "data")
    (frozen / "portable.txt").touch()
    assert paths.is_carried(frozen / "data")
    assert paths.is_carried(frozen / "data" / ".." / "另一份")
    assert not paths.is_carried(frozen / ".." / "data")
    assert not paths.is_carried(tmp_path)


def test_logs_of_an_installed_copy_lie_in_the_users_log_folder(frozen):
    assert frozen not in paths.log_folder().parents
    assert "CadreDesktop" in paths.log_folder().parts


def test_without_a_file_the_defaults_apply_and_nothing_is_written(tmp_path):
    path = tmp_path / "none" / "settings.json"
    assert load_settings(path) == Settings()
    assert Settings().idle_minutes == 10
    assert not path.parent.exists()


def test_what_is_saved_is_loaded_again(tmp_path):
    path = tmp_path / "new" / "settings.json"
    save_settings(path, CHOSEN)
    assert load_settings(path) == CHOSEN
    assert [item.name for item in path.parent.iterdir()] == ["settings.json"]
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


def test_every_setting_is_written(tmp_path):
    path = tmp_path / "settings.json"
    save_settings(path, CHOSEN)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert set(written) == {item.name for item in fields(Settings)} - {"unknown"} | {"version"}


def test_a_newer_versions_settings_survive_being_saved_by_this_one(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 9, "theme": "dark", "large_font": True}), encoding="utf-8")
    loaded = load_settings(path)
    assert loaded.large_font
    save_settings(path, replace(loaded, idle_minutes=20))
    again = json.loads(path.read_text(encoding="utf-8"))
    assert (again["theme"], again["idle_minutes"], again["large_font"]) == ("dark", 20, True)


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", '"文字"'.encode()])
def test_a_damaged_file_is_set_aside_and_the_defaults_apply(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.damaged.json").read_bytes() == content


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path):
    path = tmp_path / "settings.json"
    for content in ("first", "second"):
        path.write_text(content, encoding="utf-8")
        load_settings(path)
    assert (tmp_path / "settings.damaged.json").read_text(encoding="utf-8") == "first"
    assert (tmp_path / "settings.damaged-2.json").read_text(encoding="utf-8") == "second"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("large_font", 1),
        ("large_font", "yes"),
        ("scale", "1.5"),
        ("scale", 0.74),
        ("scale", 3.01),
        ("scale", True),
        ("scale", float("nan")),
        ("idle_minutes", 0),
        ("idle_minutes", 241),
        ("idle_minutes", 10.5),
        ("last_home", None),
        ("export_folder", ["D:/"]),
    ],
)
def test_one_impossible_value_costs_only_itself(tmp_path, name, value):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"second_backup_folder": "E:/备份", name: value}), encoding="utf-8")
    assert load_settings(path) == Settings(second_backup_folder="E:/备份")


@pytest.mark.parametrize(("name", "value"), [("scale", 0.75), ("scale", 3), ("idle_minutes", 1), ("idle_minutes", 240)])
def test_values_at_the_edges_are_taken(tmp_path, name, value):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({name: value}), encoding="utf-8")
    assert getattr(load_settings(path), name) == value


def test_impossible_settings_cannot_be_made():
    with pytest.raises(ValueError, match="缩放"):
        Settings(scale=0.5)
    with pytest.raises(ValueError, match="自动锁定"):
        Settings(idle_minutes=0)


def test_a_disk_that_refuses_keeps_the_old_settings_and_says_so(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    save_settings(path, CHOSEN)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageTrouble, match="设置无法保存") as caught:
        save_settings(path, Settings())
    assert "磁盘空间" in caught.value.hint
    assert load_settings(path) == CHOSEN
    assert [item.name for item in tmp_path.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_made_is_a_sentence_too(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageTrouble, match="设置无法保存"):
        save_settings(tmp_path / "file" / "settings.json", Settings())


def test_settings_that_cannot_be_read_at_all_are_the_defaults(tmp_path):
    path = tmp_path / "settings.json"
    path.mkdir()
    assert load_settings(path) == Settings()


@hypothesis_settings(deadline=None)
@given(
    st.builds(
        Settings,
        large_font=st.booleans(),
        scale=st.floats(0.75, 3.0),
        idle_minutes=st.integers(1, 240),
        last_home=st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    )
)
def test_any_settings_survive_the_file(tmp_path_factory, chosen):
    path = tmp_path_factory.mktemp("machine") / "settings.json"
    save_settings(path, chosen)
    assert load_settings(path) == chosen
