"""Who was promoted, advanced, moved in the year; people and times kept apart."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import AppointmentKind, Post
from cadre_desktop.records.promotion_ground import PromotionGround
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.ages import born_in_or_after

PROMOTED = (AppointmentKind.PROMOTED, AppointmentKind.ADVANCED)
OTHERS = (AppointmentKind.MOVED, AppointmentKind.ENTERPRISE, AppointmentKind.ENROLLED)
_LADDERS = (("civil_ranks", "公务员职级晋升", False), ("staff_grades", "事业管理岗职员等级晋升", True))


def appointments(ground: Ground) -> Iterator[Figure]:
    """Count the people of each kind of appointment; somebody appointed twice counts once as a person."""
    found = _posts(ground)
    when = f"任职时间在{ground.year_text}之间"
    kinds = {kind: [r for r in found if r.appointment_kind is kind] for kind in (*PROMOTED, *OTHERS)}
    for kind, rows in kinds.items():
        what = f"{when}、选用类型为“{kind.label}”的"
        yield from ground.people_and_times(
            kind.value, kind.label, f"{what}人数，同一人多次只计1人。", f"{what}任职次数。", rows, "post"
        )
    both = [r for r in found if r.appointment_kind in PROMOTED]
    what = f"{when}、选用类型为“新提拔”或“进一步使用”的"
    yield from ground.people_and_times(
        "promoted_or_advanced",
        "提拔重用",
        f"{what}人数；同一人两类都有的只计1人，因此可能少于两类之和。",
        f"{what}任职次数。",
        both,
        "post",
    )
    since = ground.context.young_since
    yield ground.counted(
        "young_promoted_people",
        f"{since % 100:02d}后提拔重用",
        "人",
        f"提拔重用的人员中，{since}年1月及以后出生的人数，按干部人事档案认定的出生年月；同一人多次只计1人。",
        (r.cadre_id for r in both if born_in_or_after(r.birth_on, since)),
    )


def ranks(ground: Ground) -> Iterator[Figure]:
    """Count ranks given in the year: two ladders, people and times."""
    found = given_ranks(ground)
    for key, label, on_staff_ladder in _LADDERS:
        rows = [row for row in found if is_staff_grade(row.name) is on_staff_ladder]
        when = f"批准时间在{ground.year_text}之间的{label}"
        yield from ground.people_and_times(
            key, label, f"{when}人数，同一人多次只计1人。", f"{when}次数。", rows, "rank"
        )
    listed = [row for row in found if row.ground_item_id is not None]
    when = f"批准时间在{ground.year_text}之间、选择了正面清单情形的晋升"
    yield from ground.people_and_times(
        "listed_ranks", "依据正面清单晋升", f"{when}人数，同一人只计1人。", f"{when}次数。", listed, "rank"
    )


def by_unit(ground: Ground) -> FigureTable:
    """Break the appointments down by the unit of the post and the kind of appointment."""
    found = _posts(ground)
    kinds = (*PROMOTED, *OTHERS)
    places = [
        (ground.place(r.cadre_id, r.unit_id) or "", r.appointment_kind.label, r.cadre_id)
        for r in found
        if r.appointment_kind in kinds
    ]
    return ground.table(
        "appointments_by_unit",
        "选任情况",
        "人",
        f"任职时间在{ground.year_text}之间的人数，按任职单位和选用类型统计；同一人同类在同一单位只计1人，合计按人去重。",
        "cadre",
        ground.unit_rows(place[0] for place in places),
        [kind.label for kind in kinds],
        places,
    )


@kept
def given_ranks(ground: Ground) -> tuple[Any, ...]:
    """Read the ranks given in the year, with the item of the positive list they rest on."""
    r, g = Rank, PromotionGround
    query = (
        sa.select(r.id, r.cadre_id, r.name, r.approved_on, r.document, r.ground, r.ground_item_id, g.number)
        .add_columns(g.name.label("item"), g.edition)
        .outerjoin(g, g.id == r.ground_item_id)
        .where(r.deleted_at.is_(None), ground.in_year(r.approved_on))
        .order_by(r.approved_on, r.id)
    )
    return tuple(row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None)


def by_ground(ground: Ground) -> FigureTable:
    """Break the ranks given down by the item of the positive list; those that rest on none stand last."""
    rows = given_ranks(ground)
    listed = sorted({(r.edition, r.number, r.item, r.ground_item_id) for r in rows if r.ground_item_id})
    labels = {key: f"第{number}项 {item}" for _edition, number, item, key in listed}
    if any(r.ground_item_id is None for r in rows):
        labels[""] = "未依据正面清单"
    places = [(r.ground_item_id or "", _LADDERS[is_staff_grade(r.name)][1], r.id) for r in rows]
    return ground.table(
        "ranks_by_ground",
        "职级晋升按正面清单情形",
        "人次",
        f"批准时间在{ground.year_text}之间的职级、职员等级晋升次数，按所依据的正面清单情形统计。",
        "rank",
        (tuple(labels), tuple(labels.values())),
        [label for _key, label, _staff in _LADDERS],
        places,
    )


def is_staff_grade(rank: RankName) -> bool:
    """Say whether a rank is a 职员等级 of the public institutions rather than a 职级 of the civil service."""
    return rank.label.endswith("职员")


def _posts(ground: Ground) -> list[Any]:
    p = Post
    query = (
        sa.select(p.id, p.cadre_id, p.unit_id, p.appointment_kind, Cadre.birth_on)
        .join(Cadre, Cadre.id == p.cadre_id)
        .where(
            p.deleted_at.is_(None),
            Cadre.deleted_at.is_(None),
            p.appointment_kind.is_not(None),
            ground.in_year(p.appointed_on),
        )
        .order_by(p.appointed_on, p.id)
    )
    return [row for row in ground.rows(query) if ground.place(row.cadre_id, row.unit_id) is not None]
