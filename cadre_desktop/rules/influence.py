"""How long one sanction, organisational measure or admonition counts against somebody (影响期).

Counted from the day of the decision (公职人员政务处分法) or of the approval (中国共产党纪律处分条例), never from
the day it was entered or served, by the text in force on that day.  Several at once: `influence_standing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import Constant, NoTextInForce, RuleBook

_PROBATION = "party.probation"
_EFFECT, _NO_POST = "influence.effect", "influence.no_post_months"


@dataclass(frozen=True, slots=True)
class Measure:
    """A sanction or the like: the record, its kind (a case of `influence.months`) and the day it was decided.

    `months` is what the paper itself fixes and goes before the law's number.  `released_on` ends it early.
    For 留党察看, `probation_months` (12 or 24) precede the law's months, which run from `restored_on` once
    the rights of a party member were given back.
    """

    id: str
    kind: str
    decided_on: PartialDate
    months: int | None = None
    released_on: PartialDate | None = None
    probation_months: int = 0
    restored_on: PartialDate | None = None

    def __post_init__(self) -> None:
        """Refuse lengths below zero, and what comes after the decision dated before it."""
        if min(self.months or 0, self.probation_months) < 0:
            raise ValueError("影响期月数不能为负数")
        for what, day in (("提前解除", self.released_on), ("恢复党员权利", self.restored_on)):
            if day is not None and day.last_day() < self.decided_on.first_day():
                raise ValueError(f"{what}的日期 {day} 早于决定日期 {self.decided_on}，请核对")


@dataclass(frozen=True, slots=True)
class Period:
    """The days a measure counts, both included; `months` are those of the law or the paper."""

    measure: Measure
    first_day: date
    last_day: date
    months: int
    released_early: bool = False

    def in_force(self, day: date) -> bool:
        """Say whether the measure counts on the day: its last day still does, 期满 is the day after."""
        return self.first_day <= day <= self.last_day

    def expired(self, day: date) -> bool:
        """Say whether the period has run out before the day; it stays on record all the same."""
        return day > self.last_day


def influence_kinds(book: RuleBook) -> tuple[str, ...]:
    """Return the kinds of measure the settings know, in their order."""
    return book.cases("influence.months")


def influence_end(decided_on: PartialDate, months: int) -> date:
    """Return the last day of the period: the same day months later, or the month's last day where there is none.

    A decision known to the month or year only counts from its last possible day.  Raises ValueError below 0.
    """
    if months < 0:
        raise ValueError("影响期月数不能为负数")
    return PartialDate.of(decided_on.last_day()).plus_months(months).first_day()


def influence(measure: Measure, book: RuleBook) -> Explained[Period | None]:
    """Work out the period of one measure; None for a measure without one, or older than every text known.

    Raises KeyError for a kind the settings do not have.
    """
    decided = measure.decided_on.last_day()
    inputs = _inputs(measure, book)
    try:
        text = book.constant("influence.months", on=decided, applies_to=measure.kind)
    except NoTextInForce as none:
        if measure.months is None:
            return Explained(None, "影响期", inputs, str(none))
        text = book.versions("influence.months", measure.kind)[0]
    months = measure.months
    if months is None:
        months = book.number("influence.months", on=decided, applies_to=measure.kind)
    if not months:
        return Explained(None, text.label, inputs, f"{measure.decided_on}的处理没有影响期", (text,))
    period = _period(measure, months)
    effects = _effects(measure.kind, decided, book)
    texts = (text, *effects) if measure.months is None else effects
    return Explained(period, text.label, inputs, _sentence(period, text, effects), texts)


def _period(measure: Measure, months: int) -> Period:
    start = measure.decided_on
    if measure.kind == _PROBATION:
        start = measure.restored_on or PartialDate.of(influence_end(measure.decided_on, measure.probation_months))
    return ending(Period(measure, measure.decided_on.first_day(), date.max, months), influence_end(start, months))


def ending(period: Period, last_day: date) -> Period:
    """Return the period with the last day it would have, or the day before an early release."""
    released_on = period.measure.released_on
    if released_on is None or released_on.last_day() > last_day:
        return replace(period, last_day=last_day, released_early=False)
    return replace(period, last_day=released_on.last_day() - timedelta(days=1), released_early=True)


def _effects(kind: str, decided: date, book: RuleBook) -> tuple[Constant, ...]:
    """Return what the measure forbids meanwhile, and for how long at first it forbids more."""
    found = []
    for key in (_EFFECT, _NO_POST):
        found += [text for text in book.versions(key, kind) if text.valid_from <= decided][-1:]
    return tuple(found)


def _inputs(measure: Measure, book: RuleBook) -> tuple[Input, ...]:
    family = "party" if measure.kind.startswith("party.") else ""
    verb = book.versions("influence.counted_from", family)[-1].value
    facts = [(f"{verb}日期", str(measure.decided_on))]
    if measure.months is not None:
        facts.append(("决定书载明的影响期", f"{measure.months}个月"))
    if measure.probation_months:
        facts.append(("留党察看", f"{measure.probation_months}个月"))
    if measure.restored_on:
        facts.append(("恢复党员权利", str(measure.restored_on)))
    if measure.released_on:
        facts.append(("提前解除", str(measure.released_on)))
    return tuple(Input(label, text, measure.id) for label, text in facts)


def _sentence(period: Period, text: Constant, effects: Sequence[Constant]) -> str:
    measure = period.measure
    said = f"{measure.decided_on}起，{text.label}{period.months}个月"
    if measure.kind == _PROBATION:
        begun = (
            f"自{measure.restored_on}恢复党员权利起算"
            if measure.restored_on
            else "恢复党员权利的日期未填，按察看期满推算"
        )
        said = (
            f"{measure.decided_on}起留党察看{measure.probation_months}个月，{text.label}{period.months}个月（{begun}）"
        )
    if measure.months is not None:
        said += "（按决定书载明）"
    if period.released_early:
        said += f"，{measure.released_on}提前解除"
    said += f"，计至{period.last_day:%Y.%m.%d}（含当日），{period.last_day + timedelta(days=1):%Y.%m.%d}期满"
    forbidden = [f"期内{one.value}" for one in effects if one.key == _EFFECT]
    first_part = [f"其中前{one.value}个月不安排领导职务" for one in effects if one.key == _NO_POST]
    return "；".join((said, *forbidden, *first_part))
