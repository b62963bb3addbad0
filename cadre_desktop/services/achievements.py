"""实绩条目 from declaration to file, and 潜绩 coming back to be looked at by whoever holds the post then."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed, Problem
from cadre_desktop.records import achievement, cadre
from cadre_desktop.records.achievement import Achievement, AchievementState, Evidence, Ledger, Strength
from cadre_desktop.records.post import Post
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.vocab import Level
from cadre_desktop.rules import achievement_states, look_back
from cadre_desktop.rules.look_back import HiddenAchievement, Holding
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.percent import Rate
from cadre_desktop.services.old_values import fetch_many
from cadre_desktop.services.steps import dated_line, fetch, keep_rules, missing, optional_link, refuse_if
from cadre_desktop.storage.database import Database

KIND = achievement.KIND
_AXES = ("completion", "truth", "difficulty", "contribution")
_LOOK = re.compile(r"^(\d{4})\.(\d{2})\.(\d{2}) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reviewer decides; what is left None stays as the record has it."""

    completion: Level | None = None
    truth: Level | None = None
    difficulty: Level | None = None
    contribution: Level | None = None
    reviewer: str | None = None
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class LookBackDue:
    """A 潜绩 whose day has come, and who is to look at it; `holder` is None while the post is vacant."""

    achievement: Link
    person: Link
    unit: Link | None
    post_title: str
    year: int
    due_on: date
    holder: Link | None

    @property
    def by_somebody_else(self) -> bool:
        """Whether the holder is not the one who did the work."""
        return self.holder is not None and self.holder.id != self.person.id


@dataclass(frozen=True, slots=True)
class SelfStated:
    """How many achievements rest on the person's own word alone, and which."""

    rate: Rate
    ids: tuple[str, ...]


def declare(db: Database, achievement_id: str) -> None:
    """Hand a draft, or a returned item, in for review."""
    _step(db, achievement_id, AchievementState.DECLARED, "申报实绩")


def withdraw(db: Database, achievement_id: str) -> None:
    """Take a declaration back before its review begins."""
    _step(db, achievement_id, AchievementState.DRAFT, "撤回申报")


def start_review(db: Database, achievement_id: str) -> None:
    """Begin the review of a declared item, or begin again with a confirmed one that proved wrong."""
    _step(db, achievement_id, AchievementState.REVIEWING, "开始审核实绩")


def confirm(db: Database, achievement_id: str, marks: Marks | None = None) -> None:
    """Confirm an item: all four axes, a reviewer, and evidence from somewhere else than the person.

    Raises InvalidInput naming what is missing, NotAllowed when only self-statements stand behind it.
    """
    with db.work("认定实绩") as session:
        item: Achievement = fetch(session, KIND, achievement_id)
        _set_marks(item, marks or Marks())
        refuse_if(
            *(missing(n, getattr(item, n), f"认定前请评定“{KIND.field(n).label}”") for n in _AXES),
            missing("reviewer", item.reviewer, "认定前请填写审核人"),
        )
        _decide(db, session, item, AchievementState.CONFIRMED, marks.opinion if marks else None)


def send_back(db: Database, achievement_id: str, marks: Marks) -> None:
    """Return an item with an opinion; it stays beside the person's reply, whatever is decided later."""
    with db.work("退回实绩") as session:
        item: Achievement = fetch(session, KIND, achievement_id)
        refuse_if(missing("opinion", (marks.opinion or "").strip(), "退回必须写明审核意见"))
        _set_marks(item, marks)
        _decide(db, session, item, AchievementState.RETURNED, marks.opinion)


def reply(db: Database, achievement_id: str, text: str) -> None:
    """Keep what the person says to the review; earlier replies stay."""
    with db.work("填写本人说明") as session:
        item: Achievement = fetch(session, KIND, achievement_id)
        refuse_if(missing("reply", text.strip(), "请填写本人说明"))
        item.reply = dated_line(item.reply, db.now().date(), text.strip())
        keep_rules(db, KIND, item)


def file(db: Database, achievement_id: str) -> None:
    """Put a confirmed item into the file for good."""
    _step(db, achievement_id, AchievementState.FILED, "实绩入档")


def look_backs_due(db: Database, today: date | None = None, *, months_ahead: int = 0) -> list[LookBackDue]:
    """List the 潜绩 to be looked at by today (or within months), earliest first, each with the post's holder."""
    day = today or db.now().date()
    horizon = PartialDate.of(day).plus_months(months_ahead).first_day()
    query = sa.select(Achievement).where(
        Achievement.ledger == Ledger.LATENT, Achievement.deleted_at.is_(None), Achievement.look_back_on <= horizon
    )
    with db.read() as session:
        due = [a for a in session.scalars(query.order_by(Achievement.look_back_on, Achievement.id)) if not _looked(a)]
        if not due:
            return []
        held_by, held_in = _holdings(session)
        posts = [_post_then(item, held_by[item.cadre_id]) for item in due]
        holders = [_holder(item, at, held_in, day) for item, at in zip(due, posts, strict=True)]
        people = fetch_many(session, cadre.KIND, {i for i in holders if i})
        return [
            LookBackDue(
                achievement=link_to(item),
                person=link_to(item.cadre),
                unit=optional_link(item.unit),
                post_title=at.post_title if at else "",
                year=item.year,
                due_on=item.look_back_on or day,
                holder=optional_link(people.get(holder or "")),
            )
            for item, at, holder in zip(due, posts, holders, strict=True)
        ]


def record_look_back(db: Database, achievement_id: str, result: str, *, next_on: date | None = None) -> None:
    """Write down what looking back showed; with `next_on` it comes back once more on that day."""
    with db.work("潜绩回看") as session:
        item: Achievement = fetch(session, KIND, achievement_id)
        today = db.now().date()
        if item.ledger is not Ledger.LATENT:
            raise NotAllowed("只有潜绩需要回看。")
        early = Problem("next_on", "下次回看日期应晚于今天") if next_on and next_on <= today else None
        refuse_if(missing("look_back_result", result.strip(), "请填写回看结果"), early)
        item.look_back_result = dated_line(item.look_back_result, today, result.strip())
        if next_on:
            item.look_back_on = next_on
        keep_rules(db, KIND, item)


def self_statement_share(db: Database, year: int | None = None) -> SelfStated:
    """Say how many achievements (of a year) rest on self-statement alone, of all that are on file."""
    items = sa.select(Achievement.id).where(Achievement.deleted_at.is_(None))
    if year is not None:
        items = items.where(Achievement.year == year)
    with db.read() as session:
        kinds: dict[str, list[str]] = {i: [] for i in session.scalars(items)}
        pieces = sa.select(Evidence.achievement_id, Evidence.strength).where(Evidence.deleted_at.is_(None))
        for achievement_id, strength in session.execute(pieces):
            if achievement_id in kinds:
                kinds[achievement_id].append(_rule_word(strength))
    resting = tuple(i for i, found in kinds.items() if achievement_states.rests_on_self_statement(found))
    return SelfStated(achievement_states.self_statement_share(kinds.values()), resting)


def _step(db: Database, achievement_id: str, target: AchievementState, title: str) -> None:
    with db.work(title) as session:
        item: Achievement = fetch(session, KIND, achievement_id)
        _move(db, session, item, target)


def _decide(db: Database, session: Session, item: Achievement, target: AchievementState, opinion: str | None) -> None:
    item.reviewed_on = db.now().date()
    if opinion and opinion.strip():
        item.opinion = dated_line(item.opinion, item.reviewed_on, f"{target.label}：{opinion.strip()}")
    _move(db, session, item, target)


def _move(db: Database, session: Session, item: Achievement, target: AchievementState) -> None:
    pieces = sa.select(Evidence.strength).where(Evidence.achievement_id == item.id, Evidence.deleted_at.is_(None))
    kinds = [_rule_word(strength) for strength in session.scalars(pieces)]
    achievement_states.require_step(item.state.value, target.value, kinds)
    item.state = target
    keep_rules(db, KIND, item)


def _set_marks(item: Achievement, marks: Marks) -> None:
    for name in (*_AXES, "reviewer"):
        value: Any = getattr(marks, name)
        if value is not None:
            setattr(item, name, value)


def _rule_word(strength: Strength) -> str:
    return achievement_states.SELF_STATEMENT if strength is Strength.SELF else strength.value


def _looked(item: Achievement) -> bool:
    return looked_back(item.look_back_on, item.look_back_result)


def looked_back(due_on: date | None, result: str | None) -> bool:
    """Tell whether the look-back on its day has been made; a result without a date counts for the day it was due."""
    if not result:
        return False
    looks = _LOOK.findall(result)
    return not looks or due_on is None or date(*map(int, looks[-1])) >= due_on


def _holdings(session: Session) -> tuple[Mapping[str, list[Holding]], Mapping[str, list[Holding]]]:
    """Read who held which post, by person and by unit.

    Posts without a start are left out, for nobody can say when they were held.
    """
    columns = (Post.cadre_id, Post.unit_id, Post.title, Post.appointed_on, Post.removed_on)
    query = sa.select(*columns).where(Post.deleted_at.is_(None)).order_by(Post.is_main.desc(), Post.id)
    held_by: dict[str, list[Holding]] = defaultdict(list)
    held_in: dict[str, list[Holding]] = defaultdict(list)
    for who, unit, title, start, end in session.execute(query):
        if start is not None:
            holding = Holding(who, unit, title, start, end)
            held_by[who].append(holding)
            held_in[unit].append(holding)
    return held_by, held_in


def _post_then(item: Achievement, own: Sequence[Holding]) -> Holding | None:
    """Find the post in which the work was done: held by the person then, in the unit named if one is named."""
    day = item.happened_on.first_day() if item.happened_on else date(item.year, 12, 31)
    held = [h for h in own if h.held_on(day)]
    return next((h for h in held if item.unit_id in (None, h.unit_id)), next(iter(held), None))


def _holder(item: Achievement, at: Holding | None, held_in: Mapping[str, list[Holding]], day: date) -> str | None:
    """Say who holds that post today; the person himself where the archive does not tell in which post it was."""
    if at is None:
        return item.cadre_id
    when = item.happened_on or PartialDate(item.year)
    hidden = HiddenAchievement(item.id, item.cadre_id, at.unit_id, at.post_title, when, 1)
    return look_back.present_holder(hidden, held_in[at.unit_id], day)
