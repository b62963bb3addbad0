"""Cut off at any step, a store is the old one or the new one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.storage import atomic, staging
from cadre_desktop.storage.staging import (
    READY_NAME,
    STAGED_NAME,
    drop_staging,
    finish_install,
    fresh_staging,
    install,
)

OLD = {"data.db": b"old data", "data.db-wal": b"old log", "data.keys": b"old keys", "data.keys.bak": b"old keys"}
NEW = {"data.db": b"new data", "data.keys": b"new keys", "data.keys.bak": b"new keys"}


class PowerCut(BaseException):
    """The machine stops here: nothing after it runs."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def stage(home: Path, *, keys: bool = True) -> None:
    folder = fresh_staging(home)
    (folder / "data.db").write_bytes(NEW["data.db"])
    if keys:
        (folder / "data.keys").write_bytes(NEW["data.keys"])


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}


def test_everything_new_takes_the_place_of_everything_old(home: Path) -> None:
    stage(home)
    install(home)
    assert contents(home) == NEW
    assert not (home / STAGED_NAME).exists()


def test_present_keys_stay_when_none_are_staged(home: Path) -> None:
    stage(home, keys=False)
    install(home)
    assert contents(home) == {"data.db": b"new data", "data.keys": b"old keys", "data.keys.bak": b"old keys"}


def test_staged_files_without_the_marker_are_forgotten(home: Path) -> None:
    stage(home)
    finish_install(home)
    assert contents(home) == OLD
    drop_staging(home)
    assert contents(home) == OLD
    assert not (home / STAGED_NAME).exists()


def test_staged_files_with_the_marker_are_not_dropped(home: Path) -> None:
    stage(home)
    (home / READY_NAME).touch()
    drop_staging(home)
    finish_install(home)
    assert contents(home) == NEW


def test_a_new_staging_folder_is_empty(home: Path) -> None:
    stage(home)
    assert list(fresh_staging(home).iterdir()) == []


def cut_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Make the machine stop before the n-th thing done to the disk; return what was done."""
    done: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            if len(done) == step:
                raise PowerCut
            done.append(name)
            return real(*arguments, **options)

        return act

    for module, name in [(os, "replace"), (os, "unlink"), (os, "fsync"), (staging.shutil, "rmtree")]:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    monkeypatch.setattr(Path, "unlink", counted("unlink", Path.unlink))
    monkeypatch.setattr(Path, "write_bytes", counted("write", Path.write_bytes))
    return done


def steps_of_an_install(home: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        stage(home)
        done = cut_at(patch, -1)
        install(home)
    return len(done)


def test_a_power_cut_at_every_single_step_leaves_the_old_or_the_new_store(tmp_path: Path) -> None:
    (tmp_path / "counted").mkdir()
    steps = steps_of_an_install(tmp_path / "counted")
    assert steps > 10
    outcomes = []
    for step in range(steps):
        home = tmp_path / str(step)
        home.mkdir()
        for name, data in OLD.items():
            (home / name).write_bytes(data)
        stage(home)
        with pytest.MonkeyPatch.context() as patch:
            cut_at(patch, step)
            with pytest.raises(PowerCut):
                install(home)
        finish_install(home)  # what the next start does
        drop_staging(home)
        atomic.remove_leftovers(home)
        found = contents(home)
        assert found in (OLD, NEW), step
        outcomes.append(found == NEW)
    assert outcomes == sorted(outcomes)  # once the new one stands it is never the old again
    assert {True, False} == set(outcomes)


def test_a_second_cut_while_finishing_does_no_harm(home: Path) -> None:
    stage(home)
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, 8)
        with pytest.raises(PowerCut):
            install(home)
    assert (home / READY_NAME).exists()
    for step in range(6):
        with pytest.MonkeyPatch.context() as patch:
            cut_at(patch, step)
            with pytest.raises(PowerCut):
                finish_install(home)
    finish_install(home)
    atomic.remove_leftovers(home)
    assert contents(home) == NEW


def test_a_failing_disk_is_told_and_the_old_store_stands(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(home)

    def broken(_handle: int) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(atomic.os, "fsync", broken)
    with pytest.raises(StorageTrouble, match="磁盘出错"):
        install(home)
    monkeypatch.undo()
    finish_install(home)
    assert contents(home) == OLD


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(StorageTrouble):
        fresh_staging(tmp_path / "文件")
