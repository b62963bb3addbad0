"""Chance that falls the same way every time: the sample county is drawn from one seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from cadre_desktop.rules.partial_date import PartialDate

T = TypeVar("T")


class Dice(random.Random):
    """A seeded source of everything that is drawn."""

    def record_id(self) -> str:
        """Draw the id of a record."""
        return f"{self.getrandbits(128):032x}"

    def chance(self, percent: float) -> bool:
        """Say yes in so many of a hundred cases."""
        return self.random() * 100 < percent

    def day_between(self, first: date, last: date) -> date:
        """Draw a working day between two days; the last day when there is none between them."""
        if first >= last:
            return last
        day = first + timedelta(days=self.randint(0, (last - first).days))
        while day.weekday() > 4 and day > first:
            day -= timedelta(days=1)
        return day

    def month_of(self, year: int, last: date) -> PartialDate:
        """Draw a month of a year, not after a day."""
        month = self.randint(1, 12 if year < last.year else last.month)
        return PartialDate(year, month)

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """Draw one item, the heavier the likelier."""
        return self.choices(items, weights=weights)[0]


class Deck(Generic[T]):
    """Deals the items in a shuffled order and begins again only when all are dealt: the most variety there is."""

    def __init__(self, dice: Dice, items: Sequence[T]) -> None:
        self._dice, self._items = dice, list(items)
        self._left: list[T] = []

    def deal(self) -> T:
        """Take the next item."""
        if not self._left:
            self._left = self._dice.sample(self._items, len(self._items))
        return self._left.pop()
