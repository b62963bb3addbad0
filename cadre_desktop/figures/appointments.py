"""Who was promoted, advanced, moved in the year; people and times kept apart."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import AppointmentKind, Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.ages import born_in_or_after

PROMOTED = (AppointmentKind.PROMOTED, AppointmentKind.ADVANCED)
_OTHERS = (AppointmentKind.ENTERPRISE, AppointmentKind.ENROLLED)
_LADDERS = (("civil_ranks", "公务员职级晋升", False), ("staff_grades", "事业管理岗职员等级晋升", True))


def appointments(ground: Ground) -> Iterator[Figure]:
    """Count the people of each kind of appointment; somebody appointed twice counts once as a person."""
    found = _posts(ground)
    when = f"任职时间在{ground.year_text}之间"
    kinds = {kind: [r for r in found if r.appointment_kind is kind] for kind in (*PROMOTED, *_OTHERS)}
    for kind, rows in kinds.items():
        yield ground.counted(
            f"{kind.value}_people",
            kind.label,
            "人",
            f"{when}、选用类型为“{kind.label}”的人数，同一人多次只计1人。",
            (r.cadre_id for r in rows),
        )
    both = [r for r in found if r.appointment_kind in PROMOTED]
    yield ground.counted(
        "promoted_or_advanced_people",
        "提拔重用",
        "人",
        f"{when}、选用类型为“新提拔”或“进一步使用”的人数；同一人两类都有的只计1人，因此可能少于两类之和。",
        (r.cadre_id for r in both),
    )
    yield ground.counted(
        "promoted_or_advanced_times",
        "提拔重用人次",
        "人次",
        f"{when}、选用类型为“新提拔”或“进一步使用”的任职次数。",
        (r.id for r in both),
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
    r = Rank
    query = sa.select(r.id, r.cadre_id, r.name).where(r.deleted_at.is_(None), ground.in_year(r.approved_on))
    found = [row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None]
    for key, label, on_staff_ladder in _LADDERS:
        rows = [row for row in found if is_staff_grade(row.name) is on_staff_ladder]
        when = f"批准时间在{ground.year_text}之间的"
        yield ground.counted(
            f"{key}_people", label, "人", f"{when}{label}人数，同一人多次只计1人。", (row.cadre_id for row in rows)
        )
        yield ground.counted(
            f"{key}_times", f"{label}人次", "人次", f"{when}{label}次数。", (row.id for row in rows), "rank"
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
