"""Whose turn it is on the one connection: first come, first served, so that nobody is passed over.

A thread that lets go and asks again stands behind those who wait; a plain lock would hand it back to the same thread
time after time.  The window's own reading need not even wait for a worker that only reads: it may look in between
two of the worker's statements.
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection


@dataclass(slots=True, eq=False)
class _Waiting:
    """One thread in the line; `looks_in` when it may go ahead as a guest of a reading worker."""

    thread: int
    looks_in: bool
    called: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    shared: Connection | None = None


class _Mine(threading.local):
    """What a thread hosts at the moment: whose turns, and the connection its guests look in by."""

    host: "tuple[Turns, Connection] | None" = None


_mine = _Mine()


def breathe() -> None:
    """Let guests look in; for long stretches of arithmetic in the midst of a reading, where no statement runs."""
    if _mine.host is not None:
        turns, connection = _mine.host
        turns.let_in(connection)


Item = TypeVar("Item")


def breathing(items: Iterable[Item], every: int = 500) -> Iterator[Item]:
    """Yield the items, and `breathe` after every so many."""
    for number, item in enumerate(items, 1):
        yield item
        if number % every == 0:
            breathe()


class Turns:
    """Hands out turns; one thread has one turn at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: deque[_Waiting] = deque()
        self._owner: int | None = None
        self._host: int | None = None
        self._guest: int | None = None

    @property
    def taken(self) -> bool:
        """Tell whether somebody has the turn."""
        return self._owner is not None

    @property
    def n_waiting(self) -> int:
        """Count those who stand in the line."""
        return len(self._line)

    @contextmanager
    def turn(self, *, hosts: bool = False, looks_in: bool = False) -> Iterator[Connection | None]:
        """Wait for the turn and keep it; yield the host's connection when it was given as a guest's look.

        With `hosts` guests may be let in while it lasts, with `looks_in` the thread may be such a guest.
        Raises RuntimeError in a thread that has a turn already: it would wait for itself.
        """
        me = threading.get_ident()
        if me in (self._owner, self._guest):
            raise RuntimeError("work inside work: finish the first session before opening another")
        ticket = self._queue_up(me, looks_in)
        try:
            if ticket.shared is None and hosts:
                self._host = me
            yield ticket.shared
        finally:
            if ticket.shared is not None:
                self._guest = None
                ticket.left.set()
            else:
                self._pass_on()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let the others go on while the owner is busy with something else; nothing may be open meanwhile."""
        me = threading.get_ident()
        if self._owner != me:
            raise RuntimeError("only who has the turn can step aside")
        self._pass_on()
        try:
            yield
        finally:
            self._queue_up(me, looks_in=False)

    def let_in(self, connection: Connection) -> None:
        """Let the guests who wait look in, one after the other; called by the host between two statements."""
        if self._host != threading.get_ident() or self._guest is not None:
            return
        _mine.host = (self, connection)
        if not self._line:
            return
        while (guest := self._next_guest(connection)) is not None:
            guest.called.set()
            guest.left.wait()

    def _next_guest(self, connection: Connection) -> _Waiting | None:
        with self._lock:
            guest = next((waiting for waiting in self._line if waiting.looks_in), None)
            if guest is not None:
                self._line.remove(guest)
                self._guest, guest.shared = guest.thread, connection
            return guest

    def _queue_up(self, me: int, looks_in: bool) -> _Waiting:
        ticket = _Waiting(me, looks_in)
        with self._lock:
            if self._owner is None:
                self._owner = me
                return ticket
            self._line.append(ticket)
        try:
            ticket.called.wait()
        except BaseException:
            self._give_up(ticket)
            raise
        return ticket

    def _give_up(self, ticket: _Waiting) -> None:
        """Leave the line when waiting was broken off (Ctrl+C); a turn that was called just then goes on."""
        with self._lock:
            if ticket in self._line:
                self._line.remove(ticket)
                return
        if ticket.shared is not None:
            self._guest = None
            ticket.left.set()
        else:
            self._pass_on()

    def _pass_on(self) -> None:
        _mine.host = None
        with self._lock:
            self._host = None
            ticket = self._line.popleft() if self._line else None
            self._owner = ticket.thread if ticket is not None else None
        if ticket is not None:
            ticket.called.set()
