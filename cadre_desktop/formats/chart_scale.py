"""The value axis of a chart: where it ends, and marks at numbers people count in."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cadre_desktop.formats.report_sheet import Chart

MOST_STEPS = 5
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class ChartScale:
    """From 0 to `end` in steps of `step`; `end` is a whole number of steps and no value lies beyond it."""

    end: float
    step: float

    @property
    def marks(self) -> tuple[float, ...]:
        """The numbers written along the axis, 0 among them."""
        return tuple(self.step * i for i in range(round(self.end / self.step) + 1))


SHARES = ChartScale(1, 0.2)
"""Of a chart whose bars are all as long as 100 %."""


def scale_of(chart: Chart) -> ChartScale:
    """Return the scale of a chart's values."""
    return SHARES if chart.kind == "stacked" else scale_for(v for _, values in chart.series for v in values)


def scale_for(values: Iterable[float]) -> ChartScale:
    """Choose steps of 1, 2 or 5 times a power of ten, at most five of them; counts are never cut into parts."""
    given = list(values)
    most = max((*given, 0))
    if most <= 0:
        return ChartScale(1, 1)
    rough = most / MOST_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    # a hair is allowed for: 0.6 / 0.2 is a little more than 3
    step = next(s * power for s in _STEPS if s * power * MOST_STEPS >= most * (1 - 1e-9))
    if all(value == int(value) for value in given):
        step = max(1, round(step))
    elif power < 1:
        step = round(step, -math.floor(math.log10(power)) + 1)  # 0.30000000000000004 is written on no axis
    return ChartScale(step * math.ceil(most / step - 1e-9), step)
