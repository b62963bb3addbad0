"""Which old backups may go: the numbers are those Anki has used for years.

Everything of the last two days stays.  Of what is older, the newest of each day stays for
twelve days, then the newest of each week for ten weeks, then the newest of each month
for nine months.  Copies made before a risky step are counted apart: the last five stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
BEFORE_STEPS = 5


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A backup as thinning sees it; `before_step` when it was made just before an import, merge or the like."""

    name: str
    made_at: datetime
    before_step: bool = False


def outdated(copies: Iterable[KeptCopy], now: datetime) -> list[KeptCopy]:
    """List the backups that may be erased, newest first."""
    newest_first = sorted(copies, key=lambda copy: (copy.made_at, copy.name), reverse=True)
    routine = [copy for copy in newest_first if not copy.before_step]
    before_steps = [copy for copy in newest_first if copy.before_step]
    kept = {id(copy) for copy in (*before_steps[:BEFORE_STEPS], *_kept_routine(routine, now))}
    return [copy for copy in newest_first if id(copy) not in kept]


def _kept_routine(newest_first: list[KeptCopy], now: datetime) -> list[KeptCopy]:
    """Hand out the daily places to the newest, then the weekly, then the monthly."""
    kept = [copy for copy in newest_first if now - copy.made_at <= GRACE]
    older = newest_first[len(kept) :]
    for places, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        while older and places:
            copy = older.pop(0)
            # The last one kept speaks for its own day, week or month.
            if not kept or period(copy.made_at) != period(kept[-1].made_at):
                kept.append(copy)
                places -= 1
    return kept


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month
