"""demo, init, check, backup, restore: from nothing to a store and back again."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cadre_desktop.app import open_app
from cadre_desktop.services.unit_profile import OfficeLevel
from cadre_desktop.storage import audit
from cadre_desktop.storage.keys import unlock_with_recovery
from tests.cli.conftest import PASSPHRASE, call


def _recovery_of(err: str) -> str:
    found = re.search(r"恢复密钥：(\S+)", err)
    assert found is not None
    return found[1]


def test_init_makes_an_empty_store_and_tells_the_recovery_key_once(tmp_path: Path) -> None:
    home = tmp_path / "新 数据"
    done = call("init", "--home", home, "--unit", "白沙镇")
    assert done.status == 0
    assert done.out == ""
    assert done.err.count("恢复密钥：") == 1
    with open_app(home, PASSPHRASE) as app:
        assert app.profile.name == "白沙镇"
        assert app.profile.level is OfficeLevel.TOWNSHIP
    unlock_with_recovery(home, _recovery_of(done.err)).forget()
    assert call("list", "--home", home, "cadre", "--json").json == []


def test_init_for_an_organisation_department_is_of_the_county(tmp_path: Path) -> None:
    assert call("init", "--home", tmp_path / "a", "--unit", "云岭县委组织部").status == 0
    with open_app(tmp_path / "a", PASSPHRASE) as app:
        assert app.profile.level is OfficeLevel.COUNTY


@pytest.mark.parametrize("command", [("init", "--unit", "白沙镇"), ("demo",)])
def test_a_folder_with_data_is_never_made_anew(home: Path, command: tuple[str, ...]) -> None:
    before = (home / "data.db").read_bytes()
    done = call(*command, "--home", home)
    assert done.status == 1
    assert "已有数据" in done.err
    assert done.err.count("\n") == 1
    assert (home / "data.db").read_bytes() == before


@pytest.mark.parametrize("command", [("init", "--unit", "白沙镇"), ("demo",), ("list", "cadre")])
def test_a_home_that_is_a_file_gets_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    done = call(*command, "--home", file)
    assert done.status == 1
    assert "不是文件夹" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("passphrase", ["短", "1234567890", "aaaaaaaaaaaaaa"])
def test_a_poor_passphrase_makes_nothing(tmp_path: Path, passphrase: str) -> None:
    home = tmp_path / "neu"
    done = call("init", "--home", home, "--unit", "白沙镇", environ={"CADRE_PASSPHRASE": passphrase})
    assert done.status == 1
    assert "口令" in done.err
    assert not home.exists()


def test_a_unit_without_a_name_is_refused(tmp_path: Path) -> None:
    done = call("init", "--home", tmp_path / "neu", "--unit", "  ")
    assert done.status == 1
    assert "单位名称" in done.err
    assert not (tmp_path / "neu").exists()


def test_the_demo_is_sound_and_says_what_it_is(demo_store: Path) -> None:
    done = call("check", "--home", demo_store, "--json")
    assert done.status == 0
    assert done.json["ok"] is True
    assert {one["what"] for one in done.json["problems"]} == {"没有填写公民身份号码"}, "to be asked for, as in life"
    with open_app(demo_store, PASSPHRASE) as app:
        assert "示例数据" in app.profile.name


def test_check_lists_what_is_wrong_and_says_so_in_its_status(home: Path) -> None:
    with open_app(home, PASSPHRASE) as app, app.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE checklist SET name = '改过的名称'")
    done = call("check", "--home", home, "--json")
    assert done.status == 1
    found = done.json
    assert found["ok"] is False
    assert set(found["problems"][0]) == {"what", "where", "severity"}
    assert any(one["severity"] == "error" and "操作日志不符" in one["what"] for one in found["problems"])
    in_words = call("check", "--home", home)
    assert in_words.status == 1
    assert "错误\t正负面清单" in in_words.out


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda home: (home / "data.db").write_bytes(b"\0" * 9000), "数据文件"),
        (lambda home: (home / "data.db").unlink(), "数据文件缺失"),
        (lambda home: [path.unlink() for path in home.iterdir() if path.is_file()], "没有本程序的数据"),
    ],
)
def test_check_tells_a_script_of_a_store_that_does_not_open(
    home: Path, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(home)
    done = call("check", "--home", home, "--json")
    assert done.status == 1
    assert done.json["ok"] is False
    (problem,) = done.json["problems"]
    assert (problem["where"], problem["severity"]) == (str(home), "error")
    assert done.err == f"{problem['what']}\n"
    assert words in problem["what"]
    in_words = call("check", "--home", home)
    assert (in_words.status, in_words.out, in_words.err) == (1, "", done.err)


def test_check_says_so_in_json_too_when_the_passphrase_is_wrong(home: Path) -> None:
    done = call("check", "--home", home, "--json", environ={"CADRE_PASSPHRASE": "清源的春天来得晚一些"})
    assert done.status == 1
    assert "口令不正确" in done.json["problems"][0]["what"]


def test_wrong_use_of_check_prints_no_result(home: Path) -> None:
    done = call("check", "--home", home, "--json", environ={})
    assert (done.status, done.out) == (2, "")


def test_a_tampered_trail_keeps_the_store_shut(home: Path) -> None:
    with open_app(home, PASSPHRASE) as app, app.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("UPDATE audit_entry SET actor = '别人' WHERE id = (SELECT max(id) FROM audit_entry)")
    for backup in (home / "backups").iterdir():
        backup.unlink()  # it would vouch for the line
    done = call("list", "--home", home, "unit")
    assert done.status == 1
    assert "被改动" in done.err


def test_a_backup_goes_where_it_is_told_and_comes_back(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "带走 的备份.cadrebak"
    assert call("backup", "--home", home, "--out", out).status == 0
    assert out.is_file()
    shipped = call("list", "--home", home, "checklist_item", "--json").json
    assert shipped
    other = tmp_path / "另一台"
    done = call("restore", out, "--home", other)
    assert done.status == 0, done.err
    assert call("list", "--home", other, "checklist_item", "--json").json == shipped
    assert call("check", "--home", other, "--json").json["ok"] is True


def test_a_backup_into_a_folder_names_itself(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "盘"
    folder.mkdir()
    assert call("backup", "--home", home, "--out", folder).status == 0
    assert [path.suffix for path in folder.iterdir()] == [".cadrebak"]


def test_restoring_an_older_state_is_not_taken_for_tampering(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "旧.cadrebak"
    assert call("backup", "--home", home, "--out", out).status == 0
    with open_app(home, PASSPHRASE) as app, app.db.work("后来的事") as session:
        audit.note(session, "note", "later", what="x")
    assert call("restore", out, "--home", home).status == 0
    done = call("check", "--home", home, "--json")
    assert done.json["ok"] is True, done.out
    assert done.status == 0


def test_a_broken_backup_changes_nothing(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "坏.cadrebak"
    assert call("backup", "--home", home, "--out", out).status == 0
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    before = (home / "data.db").read_bytes()
    done = call("restore", out, "--home", home)
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert (home / "data.db").read_bytes() == before


def test_a_backup_to_a_folder_that_is_not_there_is_wrong_use(home: Path, tmp_path: Path) -> None:
    done = call("backup", "--home", home, "--out", tmp_path / "没有" / "a.cadrebak")
    assert done.status == 2
    assert "没有这个文件夹" in done.err


def test_restoring_a_file_that_is_not_there_is_one_sentence(home: Path, tmp_path: Path) -> None:
    done = call("restore", tmp_path / "没有.cadrebak", "--home", home)
    assert done.status == 1
    assert done.err.count("\n") == 1
