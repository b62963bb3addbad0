"""How all measures against one person stand on a day: which count, which have run out, and until when altogether.

With several at once the one that lasts longest decides.  A 政务 sanction given while one of the same kind still
runs adds what is left of the old to the new, 48 months at the most (行政机关公务员处分条例).  What has run out
stays on record, marked 已期满; whether it still matters is for people to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence import Measure, Period, ending, influence, influence_end
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import NoTextInForce, RuleBook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """The measures of one person on a day; `last_day` is None while nothing counts."""

    in_force: tuple[Explained[Period], ...]
    coming: tuple[Explained[Period], ...]
    expired: tuple[Explained[Period], ...]
    without_period: tuple[Explained[None], ...]
    last_day: date | None

    @property
    def under_influence(self) -> bool:
        """Whether anything counts on the day."""
        return bool(self.in_force)


def standing(measures: Iterable[Measure], book: RuleBook, day: date) -> Explained[Standing]:
    """Work out how all measures of one person stand on a day, the longest-lasting first."""
    found = [influence(measure, book) for measure in measures]
    dated = joined([_known(one, one.value) for one in found if one.value is not None], book)
    dated = sorted(dated, key=lambda one: (one.value.last_day, one.value.measure.id), reverse=True)
    running = tuple(one for one in dated if one.value.in_force(day))
    stands = Standing(
        running,
        tuple(one for one in dated if day < one.value.first_day),
        tuple(one for one in dated if one.value.expired(day)),
        tuple(_known(one, None) for one in found if one.value is None),
        running[0].value.last_day if running else None,
    )
    used = running or tuple(dated)
    texts = tuple(dict.fromkeys(text for one in used for text in one.texts))
    inputs = tuple(item for one in used for item in one.inputs)
    return Explained(stands, "影响期", inputs, _sentence(stands, day), texts)


def joined(periods: Sequence[Explained[Period]], book: RuleBook) -> list[Explained[Period]]:
    """Lengthen each 政务 sanction decided while one of the same kind still ran; the others stay as they are."""
    made: list[Explained[Period]] = []
    running: dict[str, Explained[Period]] = {}
    for one in sorted(periods, key=lambda one: (one.value.first_day, one.value.measure.id)):
        kind = one.value.measure.kind
        before = running.get(kind)
        if before is not None and kind.startswith("state.") and one.value.first_day <= before.value.last_day:
            one = _added(before, one, book)
        running[kind] = one
        made.append(one)
    return made


def merged_range(months: Sequence[int], book: RuleBook, on: date) -> Explained[tuple[int, int]]:
    """Return the shortest and the longest period for several 政务 sanctions of one kind decided together.

    Longer than the single one and up to the sum, within the law's limit; the authority decides within.
    Raises ValueError for no sanctions.
    """
    if not months:
        raise ValueError("没有可合并的处分")
    limit = book.number("influence.longest_joined", on=on)
    text = book.constant("influence.longest_joined", on=on)
    low, high = min(max(months), limit), min(sum(months), limit)
    sentence = f"{len(months)}个同种处分合并，处分期在{low}个月以上、{high}个月以下确定，最长不超过{limit}个月"
    return Explained((low, high), "同种处分合并", (), sentence, (text,))


def _added(before: Explained[Period], one: Explained[Period], book: RuleBook) -> Explained[Period]:
    """Add what is left of the old sanction to the new; a paper that fixes the months has done so already."""
    measure = one.value.measure
    decided = measure.decided_on.last_day()
    if measure.months is not None or not _adds(book, decided):
        return one
    limit = book.number("influence.longest_joined", on=decided)
    sum_of_both = PartialDate.of(before.value.last_day).plus_months(one.value.months).first_day()
    period = ending(one.value, min(sum_of_both, influence_end(measure.decided_on, limit)))
    said = (
        f"{one.sentence}；作出时前一同种处分未满（至{before.value.last_day:%Y.%m.%d}），"
        f"未执行的期限与新处分期相加，自决定之日起最长{limit}个月，计至{period.last_day:%Y.%m.%d}"
    )
    keys = ("influence.joins_overlapping", "influence.longest_joined")
    texts = (*one.texts, *(book.constant(key, on=decided) for key in keys))
    inputs = tuple(dict.fromkeys((*before.inputs, *one.inputs)))
    return Explained(period, one.rule, inputs, said, texts)


def _adds(book: RuleBook, decided: date) -> bool:
    try:
        return book.flag("influence.joins_overlapping", on=decided)
    except NoTextInForce:
        return False


def _known(one: Explained[Period | None], value: T) -> Explained[T]:
    return Explained(value, one.rule, one.inputs, one.sentence, one.texts)


def _sentence(stands: Standing, day: date) -> str:
    gone = f"；已期满{len(stands.expired)}项" if stands.expired else ""
    if stands.last_day is None:
        return f"{day:%Y.%m.%d}没有在影响期内的处理{gone}"
    each = "；".join(one.sentence for one in stands.in_force)
    several = f"{len(stands.in_force)}项，以最长的为准，" if len(stands.in_force) > 1 else ""
    return f"{day:%Y.%m.%d}在影响期内，{several}计至{stands.last_day:%Y.%m.%d}：{each}{gone}"
