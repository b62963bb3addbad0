"""人才库, 公开比选, 人才引进: who is in each pool, who was chosen for which post, who came with which degree."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.contest import Contest, ContestEntry, ContestState, EntryResult
from cadre_desktop.records.recruit import Degree, PlatformLevel, Recruit, RecruitKind
from cadre_desktop.records.talent_pool import MemberState, PoolMember, TalentPool

_PROVINCE_UP = (PlatformLevel.NATION, PlatformLevel.PROVINCE)


@kept
def members(ground: Ground) -> tuple[Any, ...]:
    """Read who was in a pool on the cut-off, or had been, in the order of the pools."""
    m, p = PoolMember, TalentPool
    query = (
        sa.select(m.id, m.cadre_id, m.state, m.left_on, m.batch, m.entered_on, p.id.label("pool_id"), p.name)
        .join(p, p.id == m.pool_id)
        .where(m.deleted_at.is_(None), p.deleted_at.is_(None), m.entered_on <= ground.as_of)
        .order_by(p.opened_on, p.name, m.entered_on, m.id)
    )
    return tuple(row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None)


def is_in(member: Any, ground: Ground) -> bool:
    """Say whether a member was in the pool on the cut-off: not taken out by then."""
    return member.left_on is None or member.left_on > ground.as_of


def pools(ground: Ground) -> Iterator[Figure]:
    """Count the people in each pool, and in any."""
    inside = [row for row in members(ground) if is_in(row, ground)]
    when = f"截至{ground.as_of:%Y.%m.%d}入库、没有出库的人数"
    yield ground.counted(
        "pool_people", "人才库在库", "人", f"各人才库{when}，一人在几个库里只计1人。", (row.cadre_id for row in inside)
    )
    yield ground.counted(
        "pool_places",
        "人才库在库人次",
        "人次",
        f"各人才库{when}相加，一人在几个库里计几人次。",
        (r.id for r in inside),
        "pool_member",
    )
    for name in dict.fromkeys(row.name for row in members(ground)):
        ids = (row.cadre_id for row in inside if row.name == name)
        yield ground.counted(f"pool:{name}", f"{name}入库", "人", f"“{name}”{when}。", ids)
    used = (r.cadre_id for r in members(ground) if r.state is MemberState.USED)
    yield ground.counted(
        "pool_used_people", "人才库已使用", "人", "入库人员中状态为“使用”的人数，同一人只计1人。", used
    )


def by_pool(ground: Ground) -> FigureTable:
    """Break the members down by pool and state."""
    rows = members(ground)
    labels = {row.pool_id: row.name for row in rows}
    places = [(row.pool_id, "入库总数", row.id) for row in rows]
    places += [(row.pool_id, "在库", row.id) for row in rows if is_in(row, ground)]
    places += [(row.pool_id, row.state.label, row.id) for row in rows if row.state is not MemberState.ENTERED]
    return ground.table(
        "pool_members_by_state",
        "人才库情况",
        "人次",
        f"截至{ground.as_of:%Y.%m.%d}各人才库入库的人次；在库为没有出库的，培养、使用、出库按现在的状态。",
        "pool_member",
        (tuple(labels), tuple(labels.values())),
        ("入库总数", "在库", MemberState.TRAINING.label, MemberState.USED.label, MemberState.LEFT.label),
        places,
    )


@kept
def entries(ground: Ground) -> tuple[Any, ...]:
    """Read the entrants of the contests finished in the year."""
    e, c = ContestEntry, Contest
    query = (
        sa.select(e.id, e.cadre_id, e.result, c.post_name, c.id.label("contest_id"))
        .join(c, c.id == e.contest_id)
        .where(
            e.deleted_at.is_(None), c.deleted_at.is_(None), c.state == ContestState.DONE, ground.day_in_year(c.held_on)
        )
        .order_by(c.held_on, c.id, e.id)
    )
    return tuple(row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None)


def contests(ground: Ground) -> Iterator[Figure]:
    """Count who entered and who was chosen: of all contests, and by post."""
    rows = entries(ground)
    when = f"比选日期在{ground.year_text}之间、已完成的公开比选"
    chosen = [row for row in rows if row.result is EntryResult.CHOSEN]
    held = (row.contest_id for row in rows)
    yield ground.counted("contests", "公开比选", "次", f"{when}次数，没有报名人员的不计。", held, "contest")
    yield ground.counted(
        "contest_entrants", "比选报名", "人次", f"{when}的报名人次。", (row.id for row in rows), "contest_entry"
    )
    yield ground.counted(
        "contest_chosen", "比选入选", "人", f"{when}的入选人数，同一人只计1人。", (row.cadre_id for row in chosen)
    )
    for name in dict.fromkeys(row.post_name for row in rows):
        ids = (row.cadre_id for row in chosen if row.post_name == name)
        yield ground.counted(f"contest_chosen:{name}", f"比选{name}", "人", f"{when}中岗位为“{name}”的入选人数。", ids)


def recruits(ground: Ground) -> Iterator[Figure]:
    """Count who came in the year by degree, and the platforms there are."""
    r = Recruit
    query = sa.select(r.id, r.kind, r.degree, r.platform_level, r.unit_id, r.left_on, r.came_on).where(
        r.deleted_at.is_(None)
    )
    last, first = str(ground.as_of).replace("-", "."), str(ground.year)
    rows = [
        row
        for row in ground.rows(query)
        if str(row.came_on) <= last and (ground.scope is None or row.unit_id in ground.scope)
    ]
    people = [
        row for row in rows if row.kind is RecruitKind.PERSON and first <= str(row.came_on) < str(ground.year + 1)
    ]
    when = f"引进时间在{ground.year_text}之间的引进人才"
    yield ground.counted("recruits", "人才引进", "人", f"{when}数。", (row.id for row in people), "recruit")
    for degree in Degree:
        ids = (row.id for row in people if row.degree is degree)
        definition = f"{when}中学历层次为“{degree.label}”的人数。"
        yield ground.counted(f"recruits_{degree.value}", f"引进{degree.label}", "人", definition, ids, "recruit")
    there = [
        row for row in rows if row.kind is RecruitKind.PLATFORM and (row.left_on is None or str(row.left_on) > last)
    ]
    words = f"截至{ground.as_of:%Y.%m.%d}设立、没有撤销的科研平台"
    yield ground.counted("platforms", "科研平台", "个", f"{words}数。", (row.id for row in there), "recruit")
    high = (row.id for row in there if row.platform_level in _PROVINCE_UP)
    yield ground.counted(
        "platforms_province_up", "省级以上科研平台", "个", f"{words}中级别为国家级、省级的个数。", high, "recruit"
    )
