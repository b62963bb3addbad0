"""What was achieved, and when: the visible above the line as solid squares, the hidden below as hollow diamonds."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens

LANES = 3


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event.  `month` counts months since year 0, as PartialDate.month_index does."""

    month: int
    text: str
    above: bool
    target: object = None

    @property
    def when(self) -> str:
        """The month as it is written."""
        return f"{self.month // 12}.{self.month % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in any order."""

    events: tuple[TimelineEvent, ...]
    above: str = "显绩"
    below: str = "潜绩"

    def span(self) -> tuple[float, float]:
        """Return the first and last month shown: the events with some room, at least two years."""
        months = [e.month for e in self.events]
        first, last = min(months) - 2.0, max(months) + 4.0
        spare = max(0.0, 24 - (last - first))
        return first - spare / 2, last + spare / 2

    def summary(self) -> str:
        """Say in words what the picture shows."""
        if not self.events:
            return "没有记录。"
        up = sum(e.above for e in self.events)
        lines = [
            f"{e.when} {self.above if e.above else self.below} {e.text}" for e in sorted(self.events, key=_by_month)
        ]
        return f"{self.above} {up} 件，{self.below} {len(self.events) - up} 件。" + "；".join(lines) + "。"


@dataclass(frozen=True, slots=True)
class _Placed:
    event: TimelineEvent
    x: float
    lane: int
    room: float  # for the words; 0 where there is none


def _by_month(event: TimelineEvent) -> int:
    return event.month


def draw_timeline(painter: QPainter, rect: QRectF, data: Timeline, tokens: Tokens) -> list[Hit]:
    """Draw the line and both sides; every mark with its words can be clicked."""
    c = Canvas(painter, tokens)
    if not data.events:
        return []
    names = c.width([data.above, data.below], tokens.small) + c.px(16)
    first, last = data.span()
    per_month = (rect.width() - names) / (last - first)
    left, middle = rect.left() + names, rect.center().y()
    _draw_years(c, rect, left, per_month, data)
    c.line(QPointF(left, middle), QPointF(rect.right(), middle), tokens.strong, 2)
    hits = []
    for above, name, colour in ((True, data.above, tokens.primary), (False, data.below, tokens.categories[2])):
        events = sorted((e for e in data.events if e.above == above), key=_by_month)
        placed = _place(c, events, [left + (e.month - first) * per_month for e in events], rect.right())
        lane_height = (rect.height() / 2 - c.px(20)) / LANES
        caption = QRectF(rect.left(), 0, names, c.px(20))
        caption.moveTop(middle + (-1 if above else 1) * rect.height() / 4 - c.px(10))
        c.text(caption, name, colour=colour)
        for one in reversed(placed):
            away = c.px(16) + (one.lane + 0.4) * lane_height
            hits.append(_draw_event(c, one, QPointF(one.x, middle + (-away if above else away)), middle, colour))
    return hits


def _draw_years(c: Canvas, rect: QRectF, left: float, per_month: float, data: Timeline) -> None:
    first, last = data.span()
    for year in range(int(first // 12) + 1, int(last // 12) + 1):
        x = left + (year * 12 - first) * per_month
        c.line(QPointF(x, rect.top()), QPointF(x, rect.bottom()), c.tokens.line, dashed=True)
        place = QRectF(x + c.px(3), rect.center().y() + c.px(2), c.px(40), c.px(14))
        c.text(place, str(year), size=c.tokens.small - c.px(1), colour=c.tokens.text2)


def _place(c: Canvas, events: list[TimelineEvent], xs: list[float], right: float) -> list[_Placed]:
    """Give every event the nearest lane whose words end before it; crowded words are cut where the next mark stands."""
    half, gap, most = c.px(12), c.px(10), c.px(150)
    ends = [-1e9] * LANES
    placed: list[_Placed] = []
    for event, x in zip(events, xs, strict=True):
        wanted = min(c.width([event.text], c.tokens.small) + 2, most, right - x - half)
        free = [lane for lane in range(LANES) if ends[lane] + gap <= x - half / 2]
        lane = free[0] if free else min(range(LANES), key=lambda k: ends[k])
        if not free:  # cut the words of the one before it in this lane
            placed = [
                _Placed(p.event, p.x, p.lane, max(0.0, x - p.x - 2 * half))
                if p.lane == lane and p.x + half + p.room > x - half
                else p
                for p in placed
            ]
        placed.append(_Placed(event, x, lane, wanted))
        ends[lane] = x + half + wanted
    return placed


def _draw_event(c: Canvas, one: _Placed, at: QPointF, middle: float, colour: str) -> Hit:
    c.line(QPointF(at.x(), middle), at, c.tokens.strong)
    half = c.px(6)
    if one.event.above:
        c.box(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), colour)
    else:
        c.diamond(at, half + c.px(1), colour, c.tokens.surface)
    area = QRectF(at.x() - half, at.y() - c.px(9), 2 * half, c.px(18))
    if one.room > c.px(24):
        words = QRectF(at.x() + c.px(12), at.y() - c.px(9), one.room, c.px(18))
        c.text(words, one.event.text)
        area.setRight(words.right())
    return Hit(area, one.event.target, f"{one.event.when} {one.event.text}")
