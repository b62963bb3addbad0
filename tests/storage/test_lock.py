"""One window at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.storage.lock import LOCK_NAME, FileLock, Held, StoreLock


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    with pytest.raises(StorageTrouble, match="另一个程序窗口"):
        StoreLock(tmp_path)
    lock.release()
    StoreLock(tmp_path).release()


def test_another_process_is_refused(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    program = (
        "from pathlib import Path\nfrom cadre_desktop.errors import StorageTrouble\n"
        "from cadre_desktop.storage.lock import StoreLock\n"
        f"try: StoreLock(Path({str(tmp_path)!r}))\nexcept StorageTrouble: print('refused')\nelse: print('let in')\n"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "refused"
    lock.release()
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "let in"


def test_a_killed_program_leaves_no_lock_behind(tmp_path: Path) -> None:
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom cadre_desktop.storage.lock import StoreLock\n"
        f"lock = StoreLock(Path({str(tmp_path)!r}))\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False, env=os.environ)
    assert (tmp_path / LOCK_NAME).exists()
    StoreLock(tmp_path).release()


def test_two_folders_do_not_hinder_each_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = StoreLock(tmp_path / "a"), StoreLock(tmp_path / "b")
    one.release()
    other.release()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="不能写入"):
        StoreLock(tmp_path / "没有")


def test_any_file_can_be_held(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "one.lock")
    with pytest.raises(Held):
        FileLock(tmp_path / "one.lock")
    FileLock(tmp_path / "other.lock").release()
    lock.release()
    FileLock(tmp_path / "one.lock").release()


def test_a_file_that_cannot_be_made_is_no_held_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "没有" / "one.lock")
