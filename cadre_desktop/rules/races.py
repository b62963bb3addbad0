"""赛马: how far everybody came with the tasks of a quarter, and who may be thought of for 奔跑奖 or 蜗牛奖.

The mean is over the tasks with a rate; a task without one is named, and keeps its owner from being proposed for the
奔跑奖.  Proposing is a hint: awards are given by people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.percent import NOTHING, rounded
from cadre_desktop.rules.settings import RuleBook

RUNNER, SNAIL = "runner", "snail"


@dataclass(frozen=True, slots=True)
class RaceTask:
    """One task of one person in one month; `percent` is None while nobody filled it in."""

    record: str
    person: str
    month: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class RaceStanding:
    """One person's quarter: place by the mean (equal means share one), and what may be proposed (empty: nothing)."""

    person: str
    tasks: tuple[RaceTask, ...]
    mean: Fraction | None
    place: int | None
    proposed: str = ""

    @property
    def missing(self) -> tuple[RaceTask, ...]:
        """The tasks without a rate."""
        return tuple(one for one in self.tasks if one.percent is None)


def quarter_of(month: int) -> int:
    """Return the quarter a month lies in."""
    return (month - 1) // 3 + 1


def months_of(quarter: int) -> tuple[int, int, int]:
    """Return the three months of a quarter."""
    return quarter * 3 - 2, quarter * 3 - 1, quarter * 3


def mean_of(tasks: Iterable[RaceTask]) -> Fraction | None:
    """Return the unrounded mean of the rates there are, None without any."""
    rates = [Fraction(str(one.percent)) for one in tasks if one.percent is not None]
    return sum(rates, Fraction(0)) / len(rates) if rates else None


def printed_mean(mean: Fraction | None) -> str:
    """Write a mean with one decimal, a dash for none."""
    return NOTHING if mean is None else f"{rounded(mean, 1)}%"


def standings(tasks: Iterable[RaceTask], book: RuleBook, on: date) -> tuple[Explained[RaceStanding], ...]:
    """Rank the people of one quarter by their means, the best first, those without any rate last."""
    by_person: dict[str, list[RaceTask]] = {}
    for task in {one.record: one for one in tasks}.values():
        by_person.setdefault(task.person, []).append(task)
    means = {person: mean_of(mine) for person, mine in by_person.items()}
    ranked = sorted((mean for mean in means.values() if mean is not None), reverse=True)
    order = sorted(by_person, key=lambda person: (means[person] is None, -(means[person] or 0), person))
    found = []
    for person in order:
        mine = sorted(by_person[person], key=lambda one: (one.month, one.record))
        found.append(_standing(person, mine, means[person], ranked, book, on))
    return tuple(found)


def _standing(
    person: str, tasks: list[RaceTask], mean: Fraction | None, ranked: list[Fraction], book: RuleBook, on: date
) -> Explained[RaceStanding]:
    keys = ("races.runner_at", "races.runner_most", "races.snail_below", "races.snail_most")
    runner_at, runner_most, snail_below, snail_most = (book.number(key, on=on) for key in keys)
    texts = tuple(book.constant(key, on=on) for key in keys)
    inputs = tuple(
        Input(f"{one.month}月", NOTHING if one.percent is None else f"{one.percent:g}%", one.record) for one in tasks
    )
    n_missing = sum(one.percent is None for one in tasks)
    gap = f"，{n_missing}项未填完成率" if n_missing else ""
    if mean is None:
        told = f"{len(tasks)}项任务都没有填完成率，不排名次。"
        return Explained(RaceStanding(person, tuple(tasks), None, None), "赛马", inputs, told, texts)
    place, from_behind = ranked.index(mean) + 1, sum(other < mean for other in ranked) + 1
    told = f"{len(tasks)}项任务平均完成率{printed_mean(mean)}，第{place}名{gap}"
    proposed = ""
    if mean >= runner_at and place <= runner_most and not n_missing:
        proposed, told = RUNNER, f"{told}：达到{runner_at}%且在前{runner_most}名，可考虑奔跑奖"
    elif mean < snail_below and from_behind <= snail_most:
        proposed, told = SNAIL, f"{told}：低于{snail_below}%且在后{snail_most}名，可考虑蜗牛奖"
    return Explained(RaceStanding(person, tuple(tasks), mean, place, proposed), "赛马", inputs, f"{told}。", texts)
