"""应交流: how everybody stands to the rule for his kind of post, with leave to stay and the moves made in the year."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.population import Person, PostLine
from cadre_desktop.records.placement import Placement
from cadre_desktop.records.post import Post
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState
from cadre_desktop.records.summary import LEVEL_ORDER
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules import since_dates
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.continuous_service import Absence
from cadre_desktop.rules.establishment import seat_of
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.rotation import Career, Delay, RotationClock, begun_by, rotation

_COUNTY = (PostLevel.COUNTY_HEAD, PostLevel.COUNTY_DEPUTY)
_ORDERS = {level.value: order for level, order in LEVEL_ORDER.items()}
REASON = MappingProxyType(
    {
        "unit_head": RotationReason.TEN_YEARS,
        "unit_deputy": RotationReason.TEN_YEARS,
        "team_member": RotationReason.TEN_YEARS,
        "inner_head": RotationReason.FIVE_YEARS,
        "inner_deputy": RotationReason.FIVE_YEARS,
    }
)
"""Why somebody of each kind of post has to move."""


class Standing(NamedTuple):
    """One person to the rule for his kind of post: `found.value` is set and near, due or past."""

    person: Person
    case: str
    post_id: str
    found: Explained[RotationClock | None]

    @property
    def clock(self) -> RotationClock:
        """The clock, which is always there in a standing."""
        assert self.found.value is not None  # only those with a clock are kept
        return self.found.value


@kept
def standings(ground: Ground) -> tuple[Standing, ...]:
    """Return everybody whose move is announced, due or delayed, the earliest due first."""
    announced = cache(lambda case: str(begun_by(case, ground.book, ground.as_of)))
    return tuple(one for one in _reckoned(ground, announced) if one.clock.clock.state is not ClockState.LATER)


def standings_until(ground: Ground, day: date) -> tuple[Standing, ...]:
    """Return everybody whose years will be full by a day, announced by now or not, the earliest due first."""
    years = cache(lambda case: ground.book.number("rotation.years", on=ground.as_of, applies_to=case))
    begun = cache(lambda case: str(PartialDate.of(day, "month").plus_months(1 - 12 * years(case))))
    return tuple(one for one in _reckoned(ground, begun) if one.clock.clock.due_on.first_day() <= day)


def _reckoned(ground: Ground, latest: Callable[[str], str]) -> list[Standing]:
    """Reckon for everybody whose service may have begun by the month `latest` gives for his kind of post."""
    kinds, delays, absences = _member_kinds(ground), _delays(ground), _absences(ground)
    of_post = cache(lambda case: ground.book.text("rotation.counted_of", on=ground.as_of, applies_to=case) == "post")
    today = str(PartialDate.of(ground.as_of))
    found = []
    for person in ground.people():
        lines = [line for line in ground.histories.posts.get(person.id, ()) if line.start is not None]
        present = _present(lines, today)
        case = _case(person, present, kinds.get(present.id) if present else None)
        if present is None or not case or _earliest(lines, present, of_post(case)) > latest(case):
            continue
        career = Career([_post(line) for line in lines], absences.get(person.id, ()))
        told = rotation(case, career, ground.book, ground.as_of, delay=delays.get(person.id))
        if told.value is not None:
            found.append(Standing(person, case, present.id, told))
    return sorted(found, key=lambda one: (one.clock.clock.due_on, one.person.name, one.person.id))


def _earliest(lines: list[PostLine], present: PostLine, of_post: bool) -> str:
    """Return a date the service cannot reach back beyond, so that most people need no reckoning.

    Service in a post begins with it, unless it carries an earlier one on or was entered again under the same name.
    """
    again = [line for line in lines if line.unit_id == present.unit_id and line.title == present.title]
    if of_post and not present.counts_continuous and len(again) == 1:
        return present.start or ""
    return min(line.start or "" for line in lines)


def _present(lines: list[PostLine], day: str) -> PostLine | None:
    held = [
        line for line in lines if (line.start or "") <= day and (line.end is None or line.end > day) and line.is_main
    ]
    return max(held, key=lambda line: line.start or "", default=None)


def _case(person: Person, present: PostLine | None, kind: str | None) -> str:
    """Say which rule a post falls under; posts without a name for heads and deputies go by their level and title."""
    if present is None:
        return ""
    if person.level in _COUNTY and present.is_leader:
        return "team_member"
    is_subsection = present.level == PostLevel.SUBSECTION
    seat = seat_of(present.title, is_leader=bool(present.is_leader), member_kind=kind, is_subsection=is_subsection)
    return seat.value if seat is not None else ""


def _post(line: PostLine) -> since_dates.Post:
    return since_dates.Post(
        line.id,
        line.unit_id,
        line.title,
        PartialDate.parse_stored(line.start or ""),
        PartialDate.parse_stored(line.end) if line.end else None,
        _ORDERS.get(line.level or ""),
        bool(line.is_main),
        bool(line.counts_continuous),
    )


def _member_kinds(ground: Ground) -> dict[str, str]:
    p = Post
    query = sa.select(p.id, p.member_kind).where(p.deleted_at.is_(None), p.member_kind.is_not(None))
    return dict(ground.stored(query))


def _delays(ground: Ground) -> dict[str, Delay]:
    """Read the newest leave to stay of each person."""
    r = Rotation
    query = (
        sa.select(r.id, r.cadre_id, r.delay_reason, r.delay_until, r.document)
        .where(r.deleted_at.is_(None), r.state == RotationState.DELAYED)
        .order_by(r.delay_until)
    )
    return {
        row.cadre_id: Delay(row.delay_reason or "", row.delay_until, row.document or "", row.id)
        for row in ground.rows(query)
    }


def _absences(ground: Ground) -> dict[str, list[Absence]]:
    p = Placement
    query = sa.select(p.id, p.cadre_id, p.kind, p.started_on, p.ended_on, p.planned_end_on).where(
        p.deleted_at.is_(None), p.started_on <= ground.as_of
    )
    found: dict[str, list[Absence]] = {}
    for row in ground.rows(query):
        end = row.ended_on or row.planned_end_on
        span = PartialDate.of(row.started_on), PartialDate.of(end) if end else None
        found.setdefault(row.cadre_id, []).append(Absence(row.id, row.kind.label, *span))
    return found


def rotations(ground: Ground) -> Iterator[Figure]:
    """Count who should move, who may stay for now, and who moved in the year."""
    found = standings(ground)
    to_move = [one for one in found if one.clock.to_move]
    delayed = [one for one in found if one.clock.clock.reached and one.clock.delay is not None]
    soon = [one for one in found if not one.clock.clock.reached]
    rule = f"截至{ground.as_of:%Y.%m.%d}，现职连续任职满规定年限（单位正副职、内设机构正副职各按规则设置）"
    yield ground.counted("rotation_due", "应交流", "人", f"{rule}、没有在期暂缓理由的人数。", _ids(to_move))
    yield ground.counted("rotation_delayed", "暂缓交流", "人", f"{rule}、有在期暂缓理由的人数。", _ids(delayed))
    yield ground.counted("rotation_soon", "即将应交流", "人", "连续任职将在预警月数内满规定年限的人数。", _ids(soon))
    r = Rotation
    query = sa.select(r.id, r.cadre_id, r.to_unit_id).where(
        r.deleted_at.is_(None), r.state == RotationState.MOVED, ground.in_year(r.moved_on)
    )
    moved = [row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None]
    when = f"交流时间在{ground.year_text}之间、状态为“已交流”的交流记录"
    yield ground.counted(
        "rotated_people", "已交流", "人", f"{when}涉及的人数，同一人只计1人。", (m.cadre_id for m in moved)
    )
    yield ground.counted("rotated_times", "已交流人次", "人次", f"{when}条数。", (m.id for m in moved), "rotation")


def _ids(found: list[Standing]) -> list[str]:
    return [one.person.id for one in found]
