"""When somebody has held one post, or one level, so long that a move is due.

党政领导干部交流工作规定: ten years in the same post, or at the same level in one place; local rules add ten years
for heads and deputies of units and five for those inside a unit.  Years, what counts, the warning time and the
reasons for delay are the office's own table, `resources/rules/rotation.toml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.clocks import Clock, clock
from cadre_desktop.rules.continuous_service import Absence, Service, service_at_level, service_in_post
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.since_dates import Post


@dataclass(frozen=True, slots=True)
class Career:
    """What rotation looks at: the posts held and the times away."""

    posts: Sequence[Post]
    absences: Sequence[Absence] = ()


@dataclass(frozen=True, slots=True)
class Delay:
    """Leave to put the move off: why, until when (None: until further notice), by which paper."""

    reason: str
    until: PartialDate | None = None
    document: str = ""
    record: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the delay still holds: through its last possible day."""
        return self.until is None or day <= self.until.last_day()


@dataclass(frozen=True, slots=True)
class RotationClock:
    """How one person stands to a rule on a day; `delay` is set only while it holds."""

    clock: Clock
    service: Service
    delay: Delay | None

    @property
    def to_move(self) -> bool:
        """Whether the person should be moved now: the years are full and nothing delays it."""
        return self.clock.reached and self.delay is None


def rotation_cases(book: RuleBook) -> tuple[str, ...]:
    """Return the kinds of post the office has a rule for, in its order."""
    return book.cases("rotation.years")


def begun_by(case: str, book: RuleBook, today: date) -> PartialDate:
    """Return a month by which service must have begun for a move to be announced, due or past on the day.

    Whoever took up no post at all by its end is years away, however the rule counts; so a county's many need not be
    reckoned one by one.  The month is one later than the last that matters, for days at the end of a month.
    """
    years = book.number("rotation.years", on=today, applies_to=case)
    warn_months = book.number("rotation.warn_months", on=today)
    return PartialDate.of(today, "month").plus_months(warn_months - years * 12 + 1)


def rotation(
    case: str, career: Career, book: RuleBook, today: date, *, delay: Delay | None = None
) -> Explained[RotationClock | None]:
    """Work out how one person stands to the rule for a kind of post; None when nothing counts.

    The years are full on the same day so many years later, or in that month where only the month is known; it is
    announced as many months before as the settings say.
    """
    label = book.constant("rotation.years", on=today, applies_to=case)
    years = book.number("rotation.years", on=today, applies_to=case)
    counted_of = book.constant("rotation.counted_of", on=today, applies_to=case)
    warning = book.constant("rotation.warn_months", on=today)
    service = _service(str(counted_of.value), career, book, today)
    texts = (label, counted_of, warning)
    if service.value is None:
        return Explained(None, label.label, service.inputs, service.sentence, texts)
    due_on = service.value.since.plus_months(years * 12)
    warn_months = book.number("rotation.warn_months", on=today)
    holding = delay if delay is not None and delay.holds_on(today) else None
    found = RotationClock(clock(due_on, today, warn_months=warn_months), service.value, holding)
    inputs = service.inputs if delay is None else (*service.inputs, _delay_input(delay))
    return Explained(found, label.label, inputs, _sentence(found, service.sentence, years, delay), texts)


def _service(counted_of: str, career: Career, book: RuleBook, today: date) -> Explained[Service | None]:
    if counted_of == "same_level":
        return service_at_level(career.posts, today)
    resets = book.flag("rotation.away_resets", on=today)
    return service_in_post(career.posts, today, career.absences if resets else ())


def _delay_input(delay: Delay) -> Input:
    until = f"至{delay.until}" if delay.until else "期限未定"
    return Input("暂缓交流", "，".join(part for part in (delay.reason, until, delay.document) if part), delay.record)


def _sentence(found: RotationClock, service: str, years: int, delay: Delay | None) -> str:
    said = f"{service}；{found.clock.due_on}满{years}年，{found.clock.words}"
    if delay is None:
        return said
    if found.delay is None:
        return f"{said}；暂缓已于{delay.until}届满"
    return f"{said}；已暂缓，理由：{delay.reason}" + (f"，至{delay.until}" if delay.until else "")
