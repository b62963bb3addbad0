"""The ways a session ends, and what has to be known to go on from there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a piece of work ended that nobody was there to see; `error` is None when it was done."""

    title: str
    error: BaseException | None


@dataclass(frozen=True, slots=True)
class Quit:
    """The person leaves the program."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The data is put away; whoever knows the passphrase comes back to the same page.

    `news` are the outcomes of the work that ran on behind the lock, for the same user only.
    """

    user: str
    page: str
    hints: dict[str, Any] = field(default_factory=dict)
    news: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Restore:
    """A backup takes the place of the data; `secret` is a passphrase, or with `recovery` the printed key."""

    path: Path
    secret: str
    recovery: bool


Ending = Quit | Lock | Restore
