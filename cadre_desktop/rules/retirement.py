"""The month of statutory retirement since 2025, after 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13).

The age before the reform (60, 55 or 50) is a field of the record, not derived from sex: women at county deputy
level and above have another than women elsewhere.  All numbers come from `resources/rules/retirement.toml`.
"""

from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.clocks import Clock, clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import Constant, RuleBook

_RULE = "渐进式延迟法定退休年龄"


@dataclass(frozen=True, slots=True)
class Birth:
    """The archive's birth month, and the record it stands in."""

    month: PartialDate
    record: str = ""


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody retires, how many months later than before the reform, at what age, and the flexible window.

    Who may not stay longer has `latest` equal to `month`; before the reform there is no window at all.
    """

    month: PartialDate
    delay_months: int
    age_years: int
    age_months: int
    earliest: PartialDate
    latest: PartialDate


def proposed_base_age(case: str, book: RuleBook, on: date) -> Explained[int]:
    """Propose the age before the reform for a case of `retirement.base_age`, for a person to confirm."""
    text = book.constant("retirement.base_age", on=on, applies_to=case)
    value = book.number("retirement.base_age", on=on, applies_to=case)
    sentence = f"{text.label}为{value}岁；请以组织部门认定为准"
    return Explained(value, "改革前退休年龄", (Input("适用情形", text.label),), sentence, (text,))


def retirement(
    birth: Birth, age_before_reform: int, book: RuleBook, *, employment: str = "civil_servant"
) -> Explained[Retirement]:
    """Work out the month of retirement from the archive's birth month and the age before the reform.

    `employment` is a case of `retirement.late_months`: civil_servant and manager may not stay on, others may.
    Raises ValueError when the birth is known to the year only or the age is not one the reform knows.
    """
    if birth.month.month is None:
        raise ValueError(f"出生时间 {birth.month} 只有年份，推算退休时间须写到月")
    before = birth.month.cut("month").plus_months(age_before_reform * 12)
    delay, texts = _delay(before, age_before_reform, book)
    month = before.plus_months(delay)
    years, months = divmod(age_before_reform * 12 + delay, 12)
    earliest, latest, flexible = _window(before, month, employment, book)
    found = Retirement(month, delay, years, months, earliest, latest)
    inputs = (
        Input("出生年月", str(birth.month.cut("month")), birth.record),
        Input("改革前退休年龄", f"{age_before_reform}岁", birth.record),
    )
    return Explained(found, _RULE, inputs, _sentence(found, before), (*texts, *flexible))


def months_left(leaving: Retirement, today: PartialDate) -> int:
    """Return the months until retirement; zero or less means the month has come."""
    return leaving.month.month_index - today.month_index


def retirement_clock(leaving: Explained[Retirement], book: RuleBook, today: date) -> Explained[Clock]:
    """Say how near the month of retirement is, announced as many months before as the settings say."""
    warning = book.constant("retirement.warn_months", on=today)
    warn_months = book.number("retirement.warn_months", on=today)
    found = clock(leaving.value.month, today, warn_months=warn_months)
    sentence = f"{leaving.sentence}；{found.words}"
    return Explained(found, leaving.rule, leaving.inputs, sentence, (*leaving.texts, warning))


def _delay(before: PartialDate, base: int, book: RuleBook) -> tuple[int, tuple[Constant, ...]]:
    """Return the months of delay and the texts they come from, for the month of retirement before the reform."""
    if str(base) not in book.cases("retirement.months_per_step"):
        ages = "、".join(book.cases("retirement.months_per_step"))
        raise ValueError(f"改革前退休年龄应为{ages}岁之一，现为{base}岁")
    on = before.first_day()
    start = book.constant("retirement.reform_month", on=on)
    past = before.month_index - PartialDate.parse_stored(str(start.value)).month_index
    if past < 0:
        return 0, (start,)
    case = str(base)
    step = book.number("retirement.months_per_step", on=on, applies_to=case)
    longest = book.number("retirement.longest_delay", on=on, applies_to=case)
    texts = tuple(
        book.constant(key, on=on, applies_to=case) for key in ("retirement.months_per_step", "retirement.longest_delay")
    )
    return min(past // step + 1, longest), (start, *texts)


def _window(
    before: PartialDate, month: PartialDate, employment: str, book: RuleBook
) -> tuple[PartialDate, PartialDate, tuple[Constant, ...]]:
    """Return the earliest and latest month the person may choose, and the texts: never before the old age."""
    on = month.first_day()
    reform = PartialDate.parse_stored(book.text("retirement.reform_month", on=on))
    if month < reform:
        return month, month, ()
    early = book.number("retirement.early_months", on=on)
    late = book.number("retirement.late_months", on=on, applies_to=employment)
    texts = (
        book.constant("retirement.early_months", on=on),
        book.constant("retirement.late_months", on=on, applies_to=employment),
    )
    earliest = max(before, month.plus_months(-early), reform)
    return earliest, month.plus_months(late), texts


def _sentence(found: Retirement, before: PartialDate) -> str:
    odd = f"{found.age_months}个月" if found.age_months else ""
    age = f"{found.age_years}岁{odd}"
    if not found.delay_months:
        said = f"{found.month}达到法定退休年龄（{age}），不延迟"
    else:
        said = f"{found.month}达到法定退休年龄（{age}）：改革前为{before}，延迟{found.delay_months}个月"
    if found.earliest < found.month:
        said += f"；本人自愿可提前，最早{found.earliest}"
    if found.latest > found.month:
        said += f"；与单位协商一致可延迟，最晚{found.latest}"
    return said
