"""职数占用: who held which of the posts that are approved in numbers, unit by unit, on any day."""

from collections.abc import Iterator
from types import MappingProxyType

import sqlalchemy as sa

from cadre_desktop.figures.figure import FigureTable, dotted
from cadre_desktop.figures.ground import NO_UNIT, Ground
from cadre_desktop.records.post import Post
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.establishment import Seat, seat_of
from cadre_desktop.rules.partial_date import PartialDate

LABELS = MappingProxyType(
    {Seat.HEAD: "正职", Seat.DEPUTY: "副职", Seat.INNER_HEAD: "内设正职", Seat.INNER_DEPUTY: "内设副职"}
)


def seats(ground: Ground) -> FigureTable:
    """Count who held which seats on the day, concurrent posts included, each person once a unit and seat."""
    places = list(_held(ground))
    definition = (
        f"{dotted(ground.as_of)}当天任职、尚未免职的人员：班子成员按成员类别计正职、副职领导，股级职务计内设正职、副职；"
        "兼任的在各单位分别计算，同一单位同类职务每人计1人。"
    )
    rows = ground.unit_rows(place[0] for place in places)
    return ground.table("seats_filled", "职数占用", "人", definition, "cadre", rows, tuple(LABELS.values()), places)


def _held(ground: Ground) -> Iterator[tuple[str, str, str]]:
    day, people, scope = (
        str(PartialDate.of(ground.as_of)),
        {p.id for p in ground.everybody_on(ground.as_of)},
        ground.scope,
    )
    p = Post
    begun, ended = (sa.type_coerce(column, sa.String) for column in (p.appointed_on, p.removed_on))
    query = sa.select(p.cadre_id, p.unit_id, p.title, p.is_leader, p.member_kind, p.level).where(
        p.deleted_at.is_(None), sa.or_(begun.is_(None), begun <= day), sa.or_(ended.is_(None), ended > day)
    )
    for cadre_id, unit_id, title, is_leader, member_kind, level in ground.stored(query.order_by(p.id)):
        if cadre_id not in people or (scope is not None and unit_id not in scope):
            continue
        subsection = level == PostLevel.SUBSECTION.value
        seat = seat_of(title, is_leader=bool(is_leader), member_kind=member_kind, is_subsection=subsection)
        if seat is not None:
            yield unit_id if unit_id in ground.units else NO_UNIT, LABELS[seat], cadre_id
