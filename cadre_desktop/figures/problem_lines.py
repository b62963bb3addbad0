"""问题闭环 of a year: how far its problems have come, the rates with their denominators, by unit and by class."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cadre_desktop.figures.ground import NO_UNIT, Ground, kept
from cadre_desktop.figures.problems import classes, in_loop, problems_reported
from cadre_desktop.records.problem import ProblemState
from cadre_desktop.rules.problem_loop import (
    LoopProblem,
    Reach,
    Response,
    loop_rates,
    mean_days,
    printed_days,
    reach,
    response,
)

_S = ProblemState
_WORKED_ON = (_S.TAKEN, _S.HANDLING, _S.RETURNED)
_HANDLED = (_S.HANDLING, _S.SOLVED, _S.RATED, _S.RETURNED)
_RATES = ("taken", "solved", "on_time", "satisfied")
NO_CLASS_LABEL = "未分类"

COLUMNS: Mapping[str, str] = {
    "every": "件数",
    "unclaimed": "未认领",
    "open": "办理中",
    "late": "逾期",
    "returned": "退回过",
    "done": "已解决",
    "solved": "办结率",
    "on_time": "按期率",
    "satisfied": "满意率",
    "response": "平均响应",
}
"""What a line tells, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One number or rate in words, and the problems behind it: those it counts, or those that reach the rate."""

    text: str
    ids: tuple[str, ...]
    sort: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the loop and the problems that got there."""

    label: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateLine:
    """One rate: its sentence with the denominator in words, the problems that reach it and those that do not."""

    label: str
    text: str
    sentence: str
    reached: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoopLine:
    """One unit or class with its tallies by the keys of COLUMNS."""

    key: str
    label: str
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class LoopBoard:
    """The year's loop: `mean_response` is in days, a dash while nobody answered."""

    year: int
    n_aspects: int
    n_classes: int
    stages: tuple[Stage, ...]
    rates: tuple[RateLine, ...]
    mean_response: str
    by_unit: tuple[LoopLine, ...]
    by_class: tuple[LoopLine, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """One problem with what the rules say of it alone, so that this is asked once."""

    row: Any
    loop: LoopProblem
    reach: Reach
    response: Response | None


@kept
def loop_board(ground: Ground) -> LoopBoard:
    """Work the loop of the year out, for the problems reported in it."""
    known, names = [_known(ground, row) for row in problems_reported(ground)], classes(ground)
    by_unit = _sorted(known, lambda row: row.unit_id if row.unit_id in ground.units else NO_UNIT)
    by_class = _sorted(known, lambda row: row.problem_class_id if row.problem_class_id in names else "")
    units = zip(*ground.unit_rows(by_unit), strict=True)
    kinds = [(key, f"{aspect}：{name}") for key, (aspect, name) in names.items() if key in by_class]
    used = [key for key, _label in kinds]
    kinds += [("", NO_CLASS_LABEL)] if "" in by_class else []
    return LoopBoard(
        ground.year,
        len({names[key][0] for key in used}),
        len(used),
        _stages(known),
        _rates(ground, known),
        printed_days(_mean(known)),
        tuple(_line(ground, key, label, by_unit[key]) for key, label in units),
        tuple(_line(ground, key, label, by_class[key]) for key, label in kinds),
    )


def _known(ground: Ground, row: Any) -> _Known:
    loop = in_loop(row)
    answer = response(loop, ground.book, ground.as_of).value
    return _Known(row, loop, reach(loop, ground.book, ground.as_of), answer)


def _sorted(known: Iterable[_Known], key_of: Callable[[Any], str]) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = {}
    for one in known:
        found.setdefault(key_of(one.row), []).append(one)
    return found


def _stages(known: Sequence[_Known]) -> tuple[Stage, ...]:
    tests: tuple[tuple[str, Callable[[_Known], bool]], ...] = (
        ("报送", lambda one: True),
        ("认领转交办", lambda one: one.loop.is_taken),
        ("办理", lambda one: one.row.state in _HANDLED),
        ("解决", lambda one: one.loop.is_solved),
        ("评价", lambda one: one.row.state is _S.RATED),
    )
    return tuple(Stage(label, tuple(one.row.id for one in known if there(one))) for label, there in tests)


def _rates(ground: Ground, known: Sequence[_Known]) -> tuple[RateLine, ...]:
    found = loop_rates((one.loop for one in known), ground.book, ground.as_of)
    lines = []
    for name in _RATES:
        told = getattr(found, name)
        reached = tuple(one.row.id for one in known if getattr(one.reach, name))
        lines.append(RateLine(told.rule, told.value.in_full(), told.sentence, reached, told.records))
    return tuple(lines)


def _line(ground: Ground, key: str, label: str, known: Sequence[_Known]) -> LoopLine:
    day = ground.as_of
    tallies = {
        "every": _count(known, lambda one: True),
        "unclaimed": _count(known, lambda one: one.row.state is _S.REPORTED),
        "open": _count(known, lambda one: one.row.state in _WORKED_ON),
        "late": _count(known, lambda one: bool(one.row.due_on and one.row.due_on < day and not one.loop.is_solved)),
        "returned": _count(known, lambda one: bool(one.row.times_returned)),
        "done": _count(known, lambda one: one.loop.is_solved),
    }
    found = loop_rates((one.loop for one in known), ground.book, day)
    for name in _RATES[1:]:
        rate = getattr(found, name).value
        reached = tuple(one.row.id for one in known if getattr(one.reach, name))
        tallies[name] = Tally(rate.text(), reached, -1.0 if rate.share is None else float(rate.share))
    mean = _mean(known)
    answered = tuple(one.row.id for one in known if one.response is not None)
    tallies["response"] = Tally(printed_days(mean), answered, -1.0 if mean is None else float(mean))
    return LoopLine(key, label, tallies)


def _mean(known: Sequence[_Known]) -> Fraction | None:
    return mean_days(one.response for one in known)


def _count(known: Sequence[_Known], counts: Callable[[_Known], bool]) -> Tally:
    found = tuple(one.row.id for one in known if counts(one))
    return Tally(str(len(found)), found, float(len(found)))
