"""问题闭环: report, claim or assign, solve, rate; what is not to people's satisfaction goes back; rates and response.

Every rate keeps its denominator and its words, for a rate without them says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from types import MappingProxyType

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.percent import Rate, rounded
from cadre_desktop.rules.settings import RuleBook

PROBLEM_STATE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "reported": "报送",
        "taken": "已认领",
        "handling": "办理中",
        "solved": "已解决",
        "rated": "已评价",
        "returned": "退回重办",
    }
)
# A transfer (转办) makes a taken problem taken again, by another unit.
PROBLEM_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reported": ("taken",),
        "taken": ("taken", "handling"),
        "handling": ("taken", "solved"),
        "solved": ("rated", "returned"),
        "returned": ("taken", "handling"),
        "rated": (),
    }
)
_BEYOND_TAKING = frozenset({"taken", "handling", "solved", "rated", "returned"})


@dataclass(frozen=True, slots=True)
class LoopProblem:
    """One problem as the loop sees it; `satisfaction` is the code of the last rating, empty before there is one."""

    record: str
    reported_on: date
    state: str = "reported"
    taken_on: date | None = None
    due_on: date | None = None
    solved_on: date | None = None
    satisfaction: str = ""
    reported_at: datetime | None = None
    first_answer_at: datetime | None = None
    first_answer_on: date | None = None

    @property
    def is_taken(self) -> bool:
        """Whether a unit has it: claimed, passed on or assigned."""
        return self.taken_on is not None or self.state in _BEYOND_TAKING

    @property
    def is_solved(self) -> bool:
        """Whether it is solved now; one that was returned is not."""
        return self.state in ("solved", "rated")


@dataclass(frozen=True, slots=True)
class LoopRates:
    """The four rates, each explained by its denominator and the records that are missing from it."""

    taken: Explained[Rate]
    solved: Explained[Rate]
    on_time: Explained[Rate]
    satisfied: Explained[Rate]


@dataclass(frozen=True, slots=True)
class Reach:
    """Which of the four rates one problem reaches; None where it does not count in the denominator."""

    taken: bool
    solved: bool | None
    on_time: bool | None
    satisfied: bool | None


@dataclass(frozen=True, slots=True)
class Response:
    """How long the first answer took: in full hours where moments are known, else in days."""

    days: int
    hours: int | None
    in_time: bool


def next_steps(state: str) -> tuple[str, ...]:
    """Return the states that may follow.  Raises ValueError for an unknown state."""
    if state not in PROBLEM_STEPS:
        raise ValueError(f"没有“{state}”这个状态")
    return PROBLEM_STEPS[state]


def require_step(state: str, target: str) -> None:
    """Let a step pass, or raise NotAllowed with what may be done instead."""
    allowed = next_steps(state)
    if target in allowed:
        return
    ways = "、".join(PROBLEM_STATE_LABELS[code] for code in allowed) or "不能再变动"
    wanted = PROBLEM_STATE_LABELS.get(target, target)
    raise NotAllowed(f"“{PROBLEM_STATE_LABELS[state]}”的问题不能转为“{wanted}”，下一步：{ways}")


def after_rating(satisfaction: str, book: RuleBook, on: date) -> Explained[str]:
    """Return the state a rating leads to: 不满意 goes back, everything else is done with.

    Raises ValueError without a rating.
    """
    if not satisfaction:
        raise ValueError("请先选择满意度")
    returning = book.constant("problems.returning", on=on)
    goes_back = satisfaction in book.texts("problems.returning", on=on)
    sentence = "群众不满意，退回承办单位重办。" if goes_back else "已评价，办结归档。"
    return Explained(
        "returned" if goes_back else "rated", "满意度评价", (Input("评价", satisfaction),), sentence, (returning,)
    )


def reach(problem: LoopProblem, book: RuleBook, on: date) -> Reach:
    """Say of one problem which rates it reaches as of a day; None where it is not in the denominator."""
    is_due = problem.is_taken and (problem.is_solved or problem.due_on is None or problem.due_on <= on)
    return Reach(
        problem.is_taken,
        problem.is_solved if is_due else None,
        _in_time(problem) if is_due and problem.due_on is not None else None,
        problem.satisfaction in book.texts("problems.satisfied", on=on) if problem.satisfaction else None,
    )


def loop_rates(problems: Iterable[LoopProblem], book: RuleBook, on: date) -> LoopRates:
    """Work out the rates of the problems given (each once) as of a day."""
    every = tuple((one, reach(one, book, on)) for one in {one.record: one for one in problems}.values())
    satisfied = _rate("满意率", "评价为满意的", "已评价的", [(one, got.satisfied) for one, got in every])
    return LoopRates(
        _rate("认领率", "已认领、转办或交办的", "全部报送的", [(one, got.taken) for one, got in every]),
        _rate(
            "办结率",
            "已解决的",
            "已认领或交办且应办结的（未到期未解决的不计）",
            [(one, got.solved) for one, got in every],
        ),
        _rate("按期率", "在时限内解决的", "有时限且应办结的", [(one, got.on_time) for one, got in every]),
        Explained(
            satisfied.value,
            satisfied.rule,
            satisfied.inputs,
            satisfied.sentence,
            (book.constant("problems.satisfied", on=on),),
        ),
    )


def response(problem: LoopProblem, book: RuleBook, on: date) -> Explained[Response | None]:
    """Return how long the first answer took; None while there is none, with the time gone by till the day.

    Raises ValueError for an answer before the report.
    """
    limit = book.constant("problems.answer_hours", on=on)
    n_hours = book.number("problems.answer_hours", on=on)
    answered_on = problem.first_answer_at.date() if problem.first_answer_at else problem.first_answer_on
    inputs = [Input("报送", f"{problem.reported_on:%Y.%m.%d}", problem.record)]
    if answered_on is None:
        gone = (on - problem.reported_on).days
        return Explained(None, "响应时长", tuple(inputs), f"报送{gone}天，尚未响应。", (limit,))
    days = (answered_on - problem.reported_on).days
    hours: int | None = None
    in_time = days * 24 <= n_hours
    if problem.reported_at is not None and problem.first_answer_at is not None:
        gone_by = problem.first_answer_at - problem.reported_at
        hours, in_time = int(gone_by // timedelta(hours=1)), gone_by <= timedelta(hours=n_hours)
    if days < 0 or (hours is not None and hours < 0):
        raise ValueError("首次响应不能早于报送，请核对")
    inputs.append(Input("首次响应", f"{answered_on:%Y.%m.%d}", problem.record))
    took = f"{hours}小时" if hours is not None else f"{days}天"
    told = f"首次响应用时{took}，{'在' if in_time else '超过'}{n_hours}小时{'内' if in_time else ''}。"
    return Explained(Response(days, hours, in_time), "响应时长", tuple(inputs), told, (limit,))


def mean_days(responses: Iterable[Response | None]) -> Fraction | None:
    """Return the unrounded mean of the days to the first answer, of those answered; None when nobody answered."""
    days = [one.days for one in responses if one is not None]
    return Fraction(sum(days), len(days)) if days else None


def printed_days(mean: Fraction | None) -> str:
    """Write a mean of days with one decimal, a dash for none."""
    return "—" if mean is None else f"{rounded(mean, 1)}天"


def _in_time(problem: LoopProblem) -> bool:
    return (
        problem.is_solved
        and problem.solved_on is not None
        and problem.due_on is not None
        and problem.solved_on <= problem.due_on
    )


def _rate(
    name: str, part_words: str, whole_words: str, reached: Sequence[tuple[LoopProblem, bool | None]]
) -> Explained[Rate]:
    """Make a rate with its denominator in words; its inputs lead to the problems that keep it from 100 %."""
    whole = [(one, got) for one, got in reached if got is not None]
    rate = Rate(sum(1 for _one, got in whole if got), len(whole))
    missing = tuple(Input("未达到", f"{one.reported_on:%Y.%m.%d}报送", one.record) for one, got in whole if not got)
    sentence = f"{name}{rate.in_full()}：{part_words}{rate.part}个÷{whole_words}{rate.whole}个。"
    return Explained(rate, name, missing, sentence)
