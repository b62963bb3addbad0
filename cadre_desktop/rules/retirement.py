"""The month of statutory retirement since 2025, after 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13).

The age before the reform (60, 55 or 50) is a field of the record, not derived from sex: women at county deputy
level and above have another than women elsewhere.
"""

from dataclasses import dataclass

from cadre_desktop.rules.partial_date import PartialDate

REFORM_START = PartialDate(2025, 1)
_UNKNOWN_AGE = "改革前退休年龄应为60、55或50岁，现为{age}岁"


@dataclass(frozen=True, slots=True)
class _Scale:
    """One month later for every `months_per_step` months, up to `longest` months."""

    months_per_step: int
    longest: int


_SCALES = {60: _Scale(4, 36), 55: _Scale(4, 36), 50: _Scale(2, 60)}


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody retires, how many months later than before the reform, and at what age."""

    month: PartialDate
    delay_months: int
    age_years: int
    age_months: int


def retirement(birth: PartialDate, age_before_reform: int) -> Retirement:
    """Work out the month of retirement from the archive's birth month and the age before the reform.

    Raises ValueError when the birth is known to the year only or the age is not one of 60, 55 and 50.
    """
    if birth.month is None:
        raise ValueError(f"出生时间 {birth} 只有年份，推算退休时间须写到月")
    scale = _SCALES.get(age_before_reform)
    if scale is None:
        raise ValueError(_UNKNOWN_AGE.format(age=age_before_reform))
    before = birth.cut("month").plus_months(age_before_reform * 12)
    past = before.month_index - REFORM_START.month_index
    delay = 0 if past < 0 else min(past // scale.months_per_step + 1, scale.longest)
    years, months = divmod(age_before_reform * 12 + delay, 12)
    return Retirement(before.plus_months(delay), delay, years, months)


def months_left(leaving: Retirement, today: PartialDate) -> int:
    """Return the months until retirement; zero or less means the month has come."""
    return leaving.month.month_index - today.month_index
