"""Turns are handed out in order; the window may look in while a worker reads, and nobody waits for himself."""

import threading
from collections.abc import Callable
from typing import Any, cast

import pytest
from sqlalchemy import Connection

from cadre_desktop.storage.turns import Turns, breathe, breathing

HOST = cast(Connection, "the host's connection")
LONG = 10.0


class Others:
    """Threads that tell what they did; joined at the end of the test."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.threads: list[threading.Thread] = []

    def start(self, work: Callable[[], Any]) -> threading.Thread:
        thread = threading.Thread(target=work)
        self.threads.append(thread)
        thread.start()
        return thread

    def join(self) -> None:
        for thread in self.threads:
            thread.join(LONG)
            assert not thread.is_alive()


def until(holds: Callable[[], bool]) -> None:
    """Wait for other threads to come as far as they can."""
    pause = threading.Event()
    for _ in range(2000):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("it never came")


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def others() -> Others:
    return Others()


def test_those_who_wait_are_served_in_the_order_they_came(turns: Turns, others: Others) -> None:
    def take(name: str) -> None:
        with turns.turn():
            others.said.append(name)

    with turns.turn() as shared:
        assert shared is None
        assert turns.taken
        for place, name in enumerate("甲乙丙"):
            others.start(lambda name=name: take(name))
            until(lambda place=place: turns.n_waiting == place + 1)
    others.join()
    assert others.said == ["甲", "乙", "丙"]
    assert not turns.taken


def test_who_asks_again_stands_behind_those_who_wait(turns: Turns, others: Others) -> None:
    def wait() -> None:
        with turns.turn():
            others.said.append("另一个")

    with turns.turn():
        others.start(wait)
        until(lambda: turns.n_waiting == 1)
    with turns.turn():
        others.said.append("我又来")
    others.join()
    assert others.said == ["另一个", "我又来"]


def test_stepping_aside_lets_everybody_go_first(turns: Turns, others: Others) -> None:
    def take(name: str) -> None:
        with turns.turn():
            others.said.append(name)

    with turns.turn():
        for place, name in enumerate("甲乙"):
            others.start(lambda name=name: take(name))
            until(lambda place=place: turns.n_waiting == place + 1)
        with turns.aside():
            pass
        others.said.append("我")
        assert turns.taken
    others.join()
    assert others.said == ["甲", "乙", "我"]


def test_what_fails_while_aside_comes_back_with_the_turn(turns: Turns) -> None:
    with turns.turn():
        with pytest.raises(ZeroDivisionError), turns.aside():
            assert not turns.taken
            raise ZeroDivisionError
        assert turns.taken
    assert not turns.taken


def test_only_who_has_the_turn_steps_aside(turns: Turns) -> None:
    with pytest.raises(RuntimeError, match="step aside"), turns.aside():
        pass


def test_a_turn_inside_a_turn_is_our_fault_and_said_at_once(turns: Turns) -> None:
    with pytest.raises(RuntimeError, match="inside"), turns.turn(), turns.turn():
        pass
    assert not turns.taken


def test_a_guest_is_let_in_between_two_steps_of_a_host(turns: Turns, others: Others) -> None:
    def look() -> None:
        with turns.turn(looks_in=True) as shared:
            others.said.append(str(shared))

    def write() -> None:
        with turns.turn():
            others.said.append("写")

    with turns.turn(hosts=True):
        others.start(write)
        until(lambda: turns.n_waiting == 1)
        others.start(look)
        until(lambda: turns.n_waiting == 2)
        turns.let_in(HOST)
        others.said.append("主人")
        assert turns.n_waiting == 1  # who wants to write waits until the host has left
    others.join()
    assert others.said == [HOST, "主人", "写"]


def test_guests_are_not_let_into_writing_or_by_others(turns: Turns, others: Others) -> None:
    def look() -> None:
        with turns.turn(looks_in=True) as shared:
            others.said.append(str(shared))

    with turns.turn():  # not a host
        others.start(look)
        until(lambda: turns.n_waiting == 1)
        turns.let_in(HOST)
        assert others.said == []
    others.join()
    assert others.said == ["None"]
    turns.let_in(HOST)


def test_a_guest_who_fails_leaves_the_host_undisturbed(turns: Turns, others: Others) -> None:
    def fail() -> None:
        with pytest.raises(RuntimeError, match="inside"), turns.turn(looks_in=True), turns.turn():
            pass
        others.said.append("说清了")

    with turns.turn(hosts=True):
        others.start(fail)
        until(lambda: turns.n_waiting == 1)
        turns.let_in(HOST)
        assert turns.taken
    others.join()
    assert others.said == ["说清了"]
    with turns.turn() as shared:
        assert shared is None


def test_hosting_ends_with_the_turn(turns: Turns, others: Others) -> None:
    def look() -> None:
        with turns.turn(looks_in=True) as shared:
            others.said.append(str(shared))

    with turns.turn(hosts=True):
        pass
    with turns.turn():
        others.start(look)
        until(lambda: turns.n_waiting == 1)
        turns.let_in(HOST)
        assert turns.n_waiting == 1
    others.join()


def test_waiting_that_is_broken_off_leaves_the_line(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = threading.Event(), threading.Event()

    def keep() -> None:
        with turns.turn():
            begun.set()
            done.wait(LONG)

    keeper = threading.Thread(target=keep)
    keeper.start()
    begun.wait(LONG)

    def interrupted(self: threading.Event, timeout: float | None = None) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(threading.Event, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt), turns.turn():
            pass
    assert turns.n_waiting == 0
    done.set()
    keeper.join(LONG)
    with turns.turn():
        assert turns.taken


def test_a_long_stretch_of_arithmetic_lets_guests_in_as_well(turns: Turns, others: Others) -> None:
    def look() -> None:
        with turns.turn(looks_in=True):
            others.said.append("看了")

    with turns.turn(hosts=True):
        breathe()  # before the first statement nobody can be let in
        turns.let_in(HOST)
        others.start(look)
        until(lambda: turns.n_waiting == 1)
        for number in breathing(range(6), every=2):
            others.said.append(str(number))
    others.join()
    assert others.said == ["0", "1", "看了", "2", "3", "4", "5"]
    breathe()  # nobody hosts any more


def test_breathing_without_a_turn_is_only_counting() -> None:
    assert list(breathing("甲乙丙", every=1)) == ["甲", "乙", "丙"]
    assert list(breathing([], every=1)) == []
