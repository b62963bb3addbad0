"""What 工作情况数据表 prints beside the ledgers' own counts: sums over two ledgers, single kinds, shares of terms."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.achievements import items
from cadre_desktop.figures.appointments import given_ranks
from cadre_desktop.figures.care import honours_given
from cadre_desktop.figures.figure import Figure, dotted
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.figures.placements import placed
from cadre_desktop.records.achievement import AchievementState, Paper
from cadre_desktop.records.adjustment import AdjustmentSituation
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.cadre import Cadre, Identity
from cadre_desktop.records.checklist import Checklist, ChecklistItem, ChecklistState
from cadre_desktop.records.honour import HonourKind, HonourLevel, HonourTo
from cadre_desktop.records.liaison import Liaison, LiaisonKind, LiaisonVisit
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.performance_term import PerformanceTerm, TermTask
from cadre_desktop.records.placement import PlacementKind
from cadre_desktop.records.political_review import PoliticalReview, Sign
from cadre_desktop.records.problem import Problem
from cadre_desktop.records.promotion_ground import PromotionGround
from cadre_desktop.records.quota_setting import QuotaSetting
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.vocab import Polarity
from cadre_desktop.rules.quota_ratio import QuotaPool, QuotaUnit, RatioSetting, ratio
from cadre_desktop.rules.settings import NoTextInForce

_MERITS = (HonourKind.MERIT_1, HonourKind.MERIT_2, HonourKind.MERIT_3, HonourKind.MERIT)
_AT_WORK = (PlacementKind.POST_STUDY, PlacementKind.SECONDMENT)
_NOT_COUNTED = (AchievementState.DRAFT, AchievementState.RETURNED)
_STAFF = Identity.INSTITUTION


def ranks(ground: Ground) -> Iterator[Figure]:
    """Count the ranks and staff grades given, both ladders together, and the items of the positive list in force."""
    words = f"批准时间在{ground.year_text}之间的公务员职级和事业管理岗职员等级晋升"
    yield from ground.people_and_times(
        "ranks_given",
        "晋升职级或职员等级",
        f"{words}人数，同一人多次、两类都有的只计1人。",
        f"{words}次数。",
        given_ranks(ground),
        "rank",
    )
    g = PromotionGround
    listed = ground.session.scalars(sa.select(g.id).where(g.deleted_at.is_(None), g.in_force.is_(True)))
    told = f"截至{dotted(ground.as_of)}职级晋升正面清单中有效的情形数。"
    yield ground.counted("promotion_grounds", "职级晋升正面清单情形", "项", told, listed, "promotion_ground")


def honours(ground: Ground) -> Iterator[Figure]:
    """Count merits, and what the county itself commends as advanced; of its heroes, those once sanctioned."""
    found = honours_given(ground)
    people = [row for row in found if row.to is HonourTo.PERSON]
    when = f"授予时间在{ground.year_text}之间、已发文且没有撤销的"
    merits = [row for row in people if row.kind in _MERITS]
    staff = _identity(ground, _STAFF)
    told = f"{when}记功（含一、二、三等功）个人，同一人只计1人。"
    yield ground.counted("merit_people", "记功", "人", told, (row.cadre_id for row in merits))
    city = (row.cadre_id for row in merits if row.level is HonourLevel.CITY and row.cadre_id in staff)
    told = f"{when}市（州）级记功，对象身份类别为事业人员的，同一人只计1人。"
    yield ground.counted("merit_city_staff", "事业人员市（州）级记功", "人", told, city)
    third = (row.cadre_id for row in people if row.kind is HonourKind.MERIT_3)
    yield ground.counted("merit_third_people", "个人三等功", "人", f"{when}个人三等功，同一人只计1人。", third)
    county = [row for row in found if row.kind is HonourKind.ADVANCED and row.level is HonourLevel.COUNTY]
    teams = (row.unit_id or row.id for row in county if row.to is HonourTo.COLLECTIVE)
    told = f"{when}县级先进集体，同一单位只计1个。"
    yield ground.counted("commended_collectives", "县级先进集体", "个", told, teams, "unit")
    ids = (row.cadre_id for row in county if row.to is HonourTo.PERSON)
    yield ground.counted("commended_people", "县级先进个人", "人", f"{when}县级先进个人，同一人只计1人。", ids)
    heroes = {row.cadre_id for row in people if row.kind is HonourKind.HERO}
    s = Sanction
    query = sa.select(s.cadre_id).where(s.deleted_at.is_(None), s.withdrawn_on.is_(None), _until(ground, s.decided_on))
    once = (row.cadre_id for row in ground.rows(query) if row.cadre_id in heroes)
    told = f"{when}担当作为功臣中，此前受过处分处理的人数；处分撤销的不计。"
    yield ground.counted("honour_hero_sanctioned", "担当作为功臣（曾受处分）", "人", told, once)


def _identity(ground: Ground, identity: Identity) -> set[str]:
    query = sa.select(Cadre.id).where(Cadre.deleted_at.is_(None), Cadre.identity == identity)
    return {row.id for row in ground.rows(query)}


def on_the_ground(ground: Ground) -> Iterator[Figure]:
    """Count who worked at other posts, who visited whom, where was surveyed, and what was observed."""
    when = ground.year_text
    away = (row.cadre_id for row in placed(ground) if row.kind in _AT_WORK)
    told = f"开始日期在{when}之间的跟岗学习、挂职锻炼人数，同一人只计1人。"
    yield ground.counted("placement_at_work_people", "跟岗学习和挂职锻炼", "人", told, away)
    v, li = LiaisonVisit, Liaison
    query = (
        sa.select(v.cadre_id, li.cadre_id.label("owner_id"), li.unit_id)
        .join(li, li.id == v.liaison_id)
        .where(v.deleted_at.is_(None), li.deleted_at.is_(None), ground.day_in_year(v.visited_on))
    )
    visitors = ((row.cadre_id or row.owner_id, row.unit_id) for row in ground.rows(query))
    ids = (whose for whose, unit_id in visitors if whose is not None and in_view(ground, whose, unit_id))
    told = f"日期在{when}之间走访过的干部，同一人只计1人。"
    yield ground.counted("visit_people", "走访干部", "人", told, ids)
    yield from _surveyed(ground)
    o = Observation
    query = sa.select(o.id, o.cadre_id, o.unit_id).where(o.deleted_at.is_(None), ground.day_in_year(o.observed_on))
    ids = (row.id for row in ground.rows(query) if ground.place(row.cadre_id, row.unit_id) is not None)
    yield ground.counted("observations", "观察纪实", "次", f"日期在{when}之间的表现纪实条数。", ids, "observation")


def _surveyed(ground: Ground) -> Iterator[Figure]:
    li, u = Liaison, Unit
    query = (
        sa.select(li.cadre_id, li.unit_id, li.point_id, u.kind, u.parent_id)
        .join(u, u.id == li.point_id)
        .where(li.deleted_at.is_(None), li.kind == LiaisonKind.STUDY, ground.day_in_year(li.started_on))
    )
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    words = f"开始日期在{ground.year_text}之间的蹲点调研"
    villages = (row.point_id for row in rows if row.kind is UnitKind.VILLAGE)
    told = f"{words}所到的不同村（社区）。"
    yield ground.counted("survey_villages", "蹲点调研的村（社区）", "个", told, villages, "unit")
    others = (row.parent_id if row.kind is UnitKind.VILLAGE else row.point_id for row in rows)
    told = f"{words}所到的不同县（市、区）或乡镇（街道），到村的按所属计。"
    ids = (place for place in others if place is not None)
    yield ground.counted("survey_places", "蹲点调研的县区或乡镇", "个", told, ids, "unit")


def files(ground: Ground) -> Iterator[Figure]:
    """Count the items of the lists in force, who shows a negative sign, and the achievements of each paper."""
    c, one = Checklist, ChecklistItem
    query = (
        sa.select(one.id, one.polarity)
        .join(c, c.id == one.checklist_id)
        .where(one.deleted_at.is_(None), c.deleted_at.is_(None), c.state == ChecklistState.IN_FORCE)
    )
    rows = ground.rows(query)
    for polarity in Polarity:
        told = f"截至{dotted(ground.as_of)}生效的正负面清单中{polarity.label}条目数。"
        ids = (row.id for row in rows if row.polarity is polarity)
        key = f"checklist_{polarity.value}"
        yield ground.counted(key, f"{polarity.label}清单条目", "条", told, ids, "checklist_item")
    s, r = Sign, PoliticalReview
    signed = (
        sa.select(r.cadre_id, r.unit_id)
        .join(s, s.review_id == r.id)
        .where(s.deleted_at.is_(None), r.deleted_at.is_(None), s.polarity == Polarity.NEGATIVE, r.year == ground.year)
        .where(r.started_on <= ground.as_of)
    )
    whose = (row.cadre_id for row in ground.rows(signed) if ground.place(row.cadre_id, row.unit_id) is not None)
    told = f"{ground.year}年度政治素质考察中有负面印证的人数，同一人只计1人。"
    yield ground.counted("signs_negative_people", "有负面印证", "人", told, whose)
    for paper in Paper:
        told = f"{ground.year}年度的实绩条目中试卷维度为“{paper.label}”的，草稿和退回的不计。"
        found = (item.id for item in items(ground) if item.paper is paper and item.state not in _NOT_COUNTED)
        key = f"achievements_paper_{paper.value}"
        yield ground.counted(key, f"实绩：{paper.label}", "件", told, found, "achievement")


def terms(ground: Ground) -> Iterator[Figure]:
    """Give the share of the terms' tasks that were done by the answers of the year and before."""
    t, p, line, answer = TermTask, PerformanceTerm, AnswerLine, AnnualAnswer
    query = (
        sa.select(t.id, p.cadre_id, p.unit_id, line.standing, answer.year)
        .join(p, p.id == t.term_id)
        .outerjoin(line, sa.and_(line.task_id == t.id, line.deleted_at.is_(None)))
        .outerjoin(answer, sa.and_(answer.id == line.answer_id, answer.deleted_at.is_(None)))
        .where(t.deleted_at.is_(None), p.deleted_at.is_(None), p.filed_on <= ground.as_of)
    )
    rows = [row for row in ground.rows(query) if ground.place(row.cadre_id, row.unit_id) is not None]
    done = (row.id for row in rows if row.standing is Standing.DONE and _by(row, ground.year))
    words = f"{ground.where}截至{dotted(ground.as_of)}建立的实绩档案中"
    told = f"{words}，{ground.year}年度及以前的答卷写明“完成”的任务÷全部任务。"
    yield ground.rate("term_tasks_done", "任期任务完成率", told, done, (row.id for row in rows), "term_task")


def _by(row: Any, year: int) -> bool:
    return row.year is not None and row.year <= year


def township_ratios(ground: Ground) -> Iterator[Figure]:
    """Give the share of 优秀 among a township's civil servants, of the year and of the year before."""
    q = QuotaSetting
    query = sa.select(q.id, q.year, q.pool, q.percent, q.unit_kind).where(q.deleted_at.is_(None), q.unit_id.is_(None))
    settings = [
        RatioSetting(row.id, row.year, QuotaPool(row.pool.value), row.percent, unit_kind=row.unit_kind or "")
        for row in ground.rows(query)
    ]
    for year, key, when in ((ground.year, "", "本年"), (ground.year - 1, "_before", "上年")):
        town = QuotaUnit("", UnitKind.TOWNSHIP.label, UnitKind.TOWNSHIP.value)
        try:
            percent = ratio(QuotaPool.CIVIL, town, year, ground.book, settings).value.percent
        except NoTextInForce:
            percent = None
        used = tuple(one.record for one in settings if one.year == year and one.unit_kind in ("", town.kind))
        yield Figure(
            f"quota_township_percent{key}",
            f"乡镇公务员优秀比例（{when}）",
            percent,
            "%",
            f"{year}年度乡镇公务员年度考核优秀等次比例：本县有设置的按设置，没有的按规定；未计单位绩效等次的上调、下调。",
            used,
            "quota_setting",
            "乡镇（不含单独设置比例的单位）",
            ground.as_of,
        )


def township_pay(ground: Ground) -> Iterator[Figure]:
    """Give by how much the townships' pay is above, as the county has set it; the program keeps no pay."""
    percent = ground.book.number("unit_results.township_pay_above", on=ground.as_of)
    yield Figure(
        "township_pay_above",
        "乡镇工作人员收入高于县直同职级",
        percent or None,
        "%",
        "县里在规则设置中填写的比例，程序不登记工资津补贴；没有填写的不列。",
        (),
        "unit",
        "乡镇",
        ground.as_of,
    )


def on_file(ground: Ground) -> Iterator[Figure]:
    """Count the situations in force, and what was done about the year's problems and how fast."""
    s = AdjustmentSituation
    listed = ground.session.scalars(sa.select(s.id).where(s.deleted_at.is_(None), s.in_force.is_(True)))
    told = f"截至{dotted(ground.as_of)}能上能下情形中有效的条数。"
    yield ground.counted("adjustment_situations", "能下情形", "项", told, listed, "adjustment_situation")
    p = Problem
    query = sa.select(p.id, p.reported_on, p.solved_on, p.n_measures, p.unit_id, p.village_id).where(
        p.deleted_at.is_(None), ground.day_in_year(p.reported_on)
    )
    rows = [row for row in ground.rows(query) if in_view(ground, None, row.unit_id or row.village_id)]
    words = f"报送日期在{ground.year_text}之间的问题"
    taken = [row for row in rows if row.n_measures]
    number = sum(row.n_measures for row in taken)
    ids = (row.id for row in taken)
    told = f"{words}登记的措施条数相加。"
    yield ground.counted("problem_measures", "问题整改措施", "项", told, ids, "problem", value=number)
    solved = [row for row in rows if row.solved_on is not None and row.solved_on <= ground.as_of]
    days = sum((row.solved_on - row.reported_on).days for row in solved)
    mean = Decimal(days) / len(solved) if solved else None
    ids = (row.id for row in solved)
    told = f"{words}，从报送到解决的平均天数；还没有解决的不计。"
    yield Figure(
        "problem_solving_days",
        "问题办结用时",
        None if mean is None else mean.quantize(Decimal("0.1"), ROUND_HALF_UP),
        "天",
        told,
        tuple(ids),
        "problem",
        ground.everybody,
        ground.as_of,
    )


def _until(ground: Ground, attribute: Any) -> Any:
    """Return the condition that a partial date is not after the cut-off."""
    return sa.type_coerce(attribute, sa.String) <= dotted(ground.as_of)
