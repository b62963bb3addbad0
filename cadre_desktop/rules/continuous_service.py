"""Unbroken service in one post, at one level or in one rank, as the ten-year and five-year rules count it.

A renamed unit (same unit, same post entered again), a concurrent post and a move the clerk marked as counting on
do not break it.  A gap, another post, the clerk's word that counting begins anew, and (where the office wants it)
a 挂职 elsewhere do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.clocks import full_months, in_years
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import Post, Rank, leads_up_to, present_post, present_rank, since_same_level


@dataclass(frozen=True, slots=True)
class Absence:
    """A time spent away from the post, such as a 挂职 elsewhere: the record, what it was, and when."""

    record: str
    what: str
    start: PartialDate
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """Unbroken service up to a day: since when, through which records (oldest first), how many full months.

    `broken_by` says why it does not reach further back; empty when nothing came before.
    """

    since: PartialDate
    records: tuple[str, ...]
    months: int
    broken_by: str

    @property
    def words(self) -> str:
        """The length as clerks say it."""
        return in_years(self.months)


def service_in_post(posts: Sequence[Post], as_of: date, absences: Sequence[Absence] = ()) -> Explained[Service | None]:
    """Count the unbroken service in the present main post; None when no post is held or the person is away.

    `absences` are those that break the service; pass none where they do not.
    """
    rule = "现职岗位连续任职"
    present = present_post(posts, as_of)
    if present is None:
        return Explained(None, rule, (), "当日没有在任职务，不计连续任职")
    chain, broken_by = _post_chain(present, posts)
    inputs = tuple(_post_input(post) for post in chain)
    reset = _last_absence(absences, chain[0].start, as_of)
    if reset is None:
        since = chain[0].start
    else:
        inputs = (*inputs, Input(reset.what, _span(reset.start, reset.end), reset.record))
        if reset.end is None or reset.end.first_day() > as_of:
            return Explained(None, rule, inputs, f"{reset.start}起{reset.what}，期间不计连续任职")
        since, broken_by = reset.end, f"{reset.what}至{reset.end}，之后重新计算"
    records = tuple(post.id for post in chain if post.end is None or post.end.last_day() >= since.first_day())
    found = Service(since, records, full_months(since, as_of), broken_by)
    return Explained(found, rule, inputs, _sentence(f"任“{present.title}”", found))


def service_at_level(posts: Sequence[Post], as_of: date) -> Explained[Service | None]:
    """Count the unbroken service at the present 职务层次, whatever the posts; None when none is held."""
    rule = "同层次职务连续任职"
    since = since_same_level(posts, as_of)
    if since is None:
        return Explained(None, rule, (), "当日没有已定层次的职务，不计连续任职")
    held = sorted((post for post in posts if post.level_order is not None), key=lambda post: (post.start, post.id))
    present = max(post.level_order or 0 for post in held if post.held_on(as_of))
    first = since.date.first_day()
    at_level = [
        post
        for post in held
        if post.level_order == present
        and post.start.first_day() <= as_of
        and (post.end is None or post.end.first_day() > first)
    ]
    before = [post for post in held if post.start < since.date]
    found = Service(
        since.date,
        tuple(post.id for post in at_level),
        full_months(since.date, as_of),
        _level_break(before[-1], present) if before else "",
    )
    return Explained(found, rule, tuple(map(_post_input, at_level)), _sentence("同层次", found))


def service_in_rank(ranks: Sequence[Rank], as_of: date) -> Explained[Service | None]:
    """Count the unbroken time in the present 职级; the same rank entered again without a gap counts on."""
    rule = "任现职级时间"
    present = present_rank(ranks, as_of)
    if present is None:
        return Explained(None, rule, (), "当日没有职级，不计任职级时间")
    chain, broken_by = [present], ""
    while True:
        earlier = [rank for rank in ranks if rank.start < chain[0].start]
        if not earlier:
            break
        before = max(earlier, key=lambda rank: (rank.start, rank.id))
        if before.code != present.code:
            broken_by = f"此前为{before.code}"
        elif not leads_up_to(before, chain[0]):
            broken_by = f"上一段至{before.end}，中间有间断"
        else:
            chain.insert(0, before)
            continue
        break
    found = Service(chain[0].start, tuple(rank.id for rank in chain), full_months(chain[0].start, as_of), broken_by)
    inputs = tuple(Input(rank.code, _span(rank.start, rank.end), rank.id) for rank in chain)
    return Explained(found, rule, inputs, _sentence(f"任{present.code}", found))


def _post_chain(present: Post, posts: Sequence[Post]) -> tuple[tuple[Post, ...], str]:
    """Walk back through the main posts that count as one; return them, oldest first, and what stopped the walk."""
    chain = [present]
    while True:
        post = chain[0]
        earlier = [one for one in posts if one.is_main and one.start < post.start]
        if not earlier:
            return tuple(chain), ""
        if post.resets:
            return tuple(chain), f"{post.start}任“{post.title}”注明重新计算"
        leading = [one for one in earlier if leads_up_to(one, post)]
        carried = leading if post.counts_continuous else [one for one in leading if _same_post(one, post)]
        if not carried:
            return tuple(chain), _post_break(post, earlier)
        chain.insert(0, max(carried, key=lambda one: (one.start, one.id)))


def _post_break(post: Post, earlier: Sequence[Post]) -> str:
    last = max(earlier, key=lambda one: (one.start, one.id))
    if _same_post(last, post) or post.counts_continuous:
        return f"上一段至{last.end}，中间有间断，{post.start}重新任职"
    return f"{post.start}由“{last.title}”改任"


def _level_break(before: Post, present: int) -> str:
    if before.level_order == present:
        return f"此前任“{before.title}”至{before.end}，中间有间断"
    return f"此前任“{before.title}”，层次不同"


def _same_post(one: Post, other: Post) -> bool:
    return (one.unit_id, one.title) == (other.unit_id, other.title)


def _last_absence(absences: Sequence[Absence], since: PartialDate, as_of: date) -> Absence | None:
    """Return the absence that ended last of those within the service."""
    within = [
        one
        for one in absences
        if one.start.first_day() <= as_of and (one.end is None or one.end.first_day() > since.first_day())
    ]
    return max(within, key=lambda one: (one.end is None, one.end or one.start, one.record), default=None)


def _post_input(post: Post) -> Input:
    marks = [word for word, marked in (("连续计算", post.counts_continuous), ("重新计算", post.resets)) if marked]
    return Input(post.title, "，".join((_span(post.start, post.end), *marks)), post.id)


def _span(start: PartialDate, end: PartialDate | None) -> str:
    return f"{start}至{end or '今'}"


def _sentence(what: str, found: Service) -> str:
    counted = f"{what}自{found.since}起连续{found.words}"
    unsure = "（起始时间只有年份，按最早可能推算，请补写月份）" if found.since.month is None else ""
    return f"{counted}{unsure}" + (f"；{found.broken_by}" if found.broken_by else "")
