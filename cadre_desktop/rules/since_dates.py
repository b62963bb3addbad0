"""The four “since” dates of an official, which are four different things and never stand in for one another.

任现职时间 is the present post's, 任现职务层次时间 the level's (whatever the post), 任同级职务时间 the unbroken
service at that level, which rotation counts (党政领导干部交流工作规定), 任现职级时间 the rank's, which is no post
at all (公务员职务与职级并行规定).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.partial_date import PartialDate

# A post that ends in one month and the next that begins in the same or the following month are unbroken service.
UNBROKEN_MONTHS = 1


@dataclass(frozen=True, slots=True)
class Post:
    """A post somebody held, from the month of appointment to the month of removal.

    `level_order` ranks the 职务层次, greater is higher, equal orders are the same level under old and new
    codes; None means that the post gives no level: it is not known, or the post is a 挂职.
    `counts_continuous` is the clerk's word that the post carries the one before it on: a renamed unit, or a
    move to an equivalent post.  `resets` is the clerk's word that counting begins anew with it.
    """

    id: str
    unit_id: str
    title: str
    start: PartialDate
    end: PartialDate | None = None
    level_order: int | None = None
    is_main: bool = True
    counts_continuous: bool = False
    resets: bool = False

    def held_on(self, day: date) -> bool:
        """Say whether the post was held: from its first possible day until the first possible day of its end."""
        return self.start.first_day() <= day and (self.end is None or self.end.first_day() > day)


@dataclass(frozen=True, slots=True)
class Rank:
    """A 职级 somebody held, from its approval."""

    id: str
    code: str
    start: PartialDate
    end: PartialDate | None = None

    def held_on(self, day: date) -> bool:
        """Say whether the rank was held on the day."""
        return self.start.first_day() <= day and (self.end is None or self.end.first_day() > day)


@dataclass(frozen=True, slots=True)
class Since:
    """A date and the post or rank it comes from, so that the figure can be explained."""

    date: PartialDate
    source_id: str
    source_title: str


@dataclass(frozen=True, slots=True)
class SinceDates:
    """The four dates as of one day; None where the person holds nothing that gives one."""

    post: Since | None
    level: Since | None
    same_level: Since | None
    rank: Since | None


def since_dates(posts: Sequence[Post], ranks: Sequence[Rank], as_of: date) -> SinceDates:
    """Work out all four dates as of a day."""
    return SinceDates(
        post=since_present_post(posts, as_of),
        level=since_level(posts, as_of),
        same_level=since_same_level(posts, as_of),
        rank=since_rank(ranks, as_of),
    )


def present_post(posts: Sequence[Post], as_of: date) -> Post | None:
    """Return the post held on the day: the latest of the main posts, else the latest of all."""
    held = [post for post in posts if post.held_on(as_of)]
    return max(held, key=lambda post: (post.is_main, post.start, post.id), default=None)


def present_rank(ranks: Sequence[Rank], as_of: date) -> Rank | None:
    """Return the rank held on the day, the latest approved; None when there is none."""
    return max((rank for rank in ranks if rank.held_on(as_of)), key=lambda rank: (rank.start, rank.id), default=None)


def since_present_post(posts: Sequence[Post], as_of: date) -> Since | None:
    """Return 任现职时间: the start of the present post, or of the first in an unbroken chain counted as one."""
    post = present_post(posts, as_of)
    if post is None:
        return None
    while post.counts_continuous:
        before = _carried_on_by(post, posts)
        if before is None:
            break
        post = before
    return _since(post)


def since_level(posts: Sequence[Post], as_of: date) -> Since | None:
    """Return 任现职务层次时间: since when the present level is held, whatever the posts.

    Months without any post between two posts of the level do not reset it; a lower or a higher level does.
    """
    return _level_since(posts, as_of, gap_allowed=None)


def since_same_level(posts: Sequence[Post], as_of: date) -> Since | None:
    """Return 任同级职务时间: since when posts of the present level are held without a break."""
    return _level_since(posts, as_of, gap_allowed=UNBROKEN_MONTHS)


def since_rank(ranks: Sequence[Rank], as_of: date) -> Since | None:
    """Return 任现职级时间: the approval of the present rank, or of the first entry when it was entered again."""
    present = present_rank(ranks, as_of)
    if present is None:
        return None
    earlier = sorted((rank for rank in ranks if rank.start < present.start), key=lambda rank: rank.start, reverse=True)
    for rank in earlier:
        if rank.code != present.code:
            break
        present = rank
    return Since(present.start, present.id, present.code)


def _since(post: Post) -> Since:
    return Since(post.start, post.id, post.title)


def _carried_on_by(post: Post, posts: Sequence[Post]) -> Post | None:
    """Return the main post that this one carries on: the latest that began before it and led up to it."""
    earlier = [
        other
        for other in posts
        if other.is_main and other.id != post.id and other.start < post.start and leads_up_to(other, post)
    ]
    return max(earlier, key=lambda other: (other.start, other.id), default=None)


def leads_up_to(earlier: Post | Rank, later: Post | Rank) -> bool:
    """Say whether the earlier one lasts until the later begins, or ends in the month before at the earliest."""
    if earlier.end is None:
        return True
    return later.start.month_index - PartialDate.of(earlier.end.last_day()).month_index <= UNBROKEN_MONTHS


def _level_since(posts: Sequence[Post], as_of: date, *, gap_allowed: int | None) -> Since | None:
    """Walk back through time while the highest level held stays the present one."""
    if len(posts) == 1:  # the ordinary case of an imported roster
        (post,) = posts
        return _since(post) if post.level_order is not None and post.held_on(as_of) else None
    stretches = _stretches(posts, as_of)
    if not stretches or stretches[-1].level is None:
        return None
    present = stretches[-1].level
    begun, gap_end = stretches[-1].start, as_of
    for stretch in reversed(stretches):
        if stretch.level == present:
            begun = gap_end = stretch.start
            continue
        too_long = gap_allowed is not None and _months(stretch.start, gap_end) > gap_allowed
        if stretch.level is not None or too_long:
            break
    held = (post for post in posts if post.level_order == present and post.held_on(begun))
    return _since(min(held, key=lambda post: (post.start, post.id)))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time in which the highest level held did not change; None when no post was held."""

    start: date
    level: int | None


def _stretches(posts: Sequence[Post], as_of: date) -> list[_Stretch]:
    """Cut the time up to the day wherever a post with a known level begins or ends."""
    ranked = [post for post in posts if post.level_order is not None]
    starts = {post.start.first_day() for post in ranked}
    ends = {post.end.first_day() for post in ranked if post.end is not None}
    return [_Stretch(day, _highest(ranked, day)) for day in sorted(starts | ends) if day <= as_of]


def _highest(posts: Sequence[Post], day: date) -> int | None:
    return max((post.level_order for post in posts if post.level_order is not None and post.held_on(day)), default=None)


def _months(start: date, end: date) -> int:
    return PartialDate.of(end).month_index - PartialDate.of(start).month_index
