"""While a store is open, temporary files lie in its home, for its owner alone, and none outlives the next opening."""

import stat
import sys
import tempfile
from pathlib import Path

import pytest

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.storage.private_temp import TEMP_NAME, begin_private_temp, end_private_temp
from cadre_desktop.storage.store import OpenOptions, open_store
from tests.storage.small_store import PASSPHRASE


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "数据"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _system_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_temporary_files_go_to_the_home_and_back_to_the_system_afterwards(home: Path) -> None:
    usual = tempfile.gettempdir()
    begin_private_temp(home)
    with tempfile.NamedTemporaryFile() as file:
        assert Path(file.name).parent == home / TEMP_NAME
    end_private_temp(home)
    assert tempfile.gettempdir() == usual
    assert not (home / TEMP_NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a POSIX matter")
def test_nobody_else_may_look_into_it(home: Path) -> None:
    begin_private_temp(home)
    assert stat.S_IMODE((home / TEMP_NAME).stat().st_mode) == 0o700
    end_private_temp(home)


def test_what_a_killed_program_left_is_swept_by_the_next_opening(home: Path) -> None:
    left = home / TEMP_NAME / "openpyxl.abc"
    (home / TEMP_NAME / "一层").mkdir(parents=True)
    left.write_text("周文静")
    begin_private_temp(home)
    assert list((home / TEMP_NAME).iterdir()) == []
    end_private_temp(home)


def test_ending_what_never_began_touches_nothing(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个"
    other.mkdir()
    begin_private_temp(home)
    end_private_temp(other)
    assert tempfile.gettempdir() == str(home / TEMP_NAME)
    end_private_temp(home)
    end_private_temp(home)


def test_a_folder_that_cannot_be_made_keeps_the_store_shut(home: Path) -> None:
    (home / TEMP_NAME).write_text("一个同名文件")
    with pytest.raises(StorageTrouble):
        begin_private_temp(home)
    assert tempfile.tempdir is None


def test_an_open_store_has_its_folder_and_a_closed_one_none(closed: Path, options: OpenOptions) -> None:
    with pytest.raises(Exception, match="口令"):
        open_store(closed, "not the passphrase", options=options)
    assert not (closed / TEMP_NAME).exists()
    store = open_store(closed, PASSPHRASE, options=options)
    assert tempfile.gettempdir() == str(closed / TEMP_NAME)
    store.close()
    assert not (closed / TEMP_NAME).exists()
