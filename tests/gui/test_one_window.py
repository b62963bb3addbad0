"""A second start: the open window comes forward, takes the file, and nothing is opened twice."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop.gui.one_window import OneWindow, hand_over
from cadre_desktop.storage.lock import Held
from tests.gui.conftest import settle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "本 机" / "window"


@pytest.fixture
def first(qapp, folder: Path) -> Iterator[OneWindow]:
    made = OneWindow(folder)
    made.watch()
    yield made
    made.leave()
    settle()


def impatient(folder: Path, asked: str = "", seconds: int = 3) -> bool:
    """Hand over by a clock that jumps a second a look."""
    ticks = iter(range(1000))
    return hand_over(folder, asked, patience=seconds, clock=lambda: next(ticks), rest=lambda _seconds: None)


def test_the_first_start_makes_its_folder_and_holds_it(first: OneWindow, folder: Path) -> None:
    with pytest.raises(Held):
        OneWindow(folder)


def test_another_process_cannot_take_the_window(first: OneWindow, folder: Path) -> None:
    program = (
        "from pathlib import Path\nfrom cadre_desktop.storage.lock import FileLock, Held\n"
        f"try: FileLock(Path({str(folder / 'running.lock')!r}))\nexcept Held: print('held')\nelse: print('free')\n"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "held"


def test_after_leaving_the_next_start_may_have_it(qapp, folder: Path) -> None:
    OneWindow(folder).leave()
    OneWindow(folder).leave()


@pytest.mark.parametrize("asked", ["", "/home/李 雷/上报包 2026.cadrepkg"])
def test_a_second_start_is_answered_with_its_file(qtbot, first: OneWindow, folder: Path, asked: str) -> None:
    with qtbot.waitSignal(first.asked, timeout=10_000) as told:
        assert not (folder / "request").exists()
        # The answer comes through this very thread's events, which do not run while it waits.
        answered = hand_over(folder, asked, rest=lambda _seconds: settle())
    assert answered
    assert told.args == [asked]
    assert sorted(p.name for p in folder.iterdir()) == ["running.lock"]


def test_a_request_made_before_the_window_listens_is_heard(qtbot, folder: Path) -> None:
    place = OneWindow(folder)
    assert not impatient(folder, "/tmp/a.cadrepkg")
    with qtbot.waitSignal(place.asked, timeout=1_000) as told:
        place.watch()
    assert told.args == ["/tmp/a.cadrepkg"]
    place.leave()


def test_a_window_that_hangs_is_given_up_after_the_patience(qapp, folder: Path) -> None:
    place = OneWindow(folder)  # does not watch
    looks = []
    ticks = iter(range(1000))
    assert not hand_over(folder, patience=3, clock=lambda: next(ticks), rest=looks.append)
    assert len(looks) == 3
    place.leave()


def test_a_folder_that_cannot_be_written_counts_as_no_answer(tmp_path: Path) -> None:
    assert not impatient(tmp_path / "没有")


def test_an_old_unanswered_request_is_not_heard_by_the_next_start(qtbot, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "request").write_bytes(b"/tmp/yesterday.cadrepkg")
    place = OneWindow(folder)
    with qtbot.assertNotEmitted(place.asked):
        place.watch()
    place.leave()


def test_bytes_that_are_no_name_are_dropped(qtbot, first: OneWindow, folder: Path) -> None:
    with qtbot.assertNotEmitted(first.asked):
        (folder / "request").write_bytes(b"\xff\xfe\xff")
        qtbot.waitUntil(lambda: not (folder / "request").exists(), timeout=10_000)


def test_a_folder_that_cannot_be_made_is_told(qapp, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        OneWindow(tmp_path / "file" / "window")
