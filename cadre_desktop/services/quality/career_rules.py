"""Rules about posts, ranks and units: what began after what, what ended, and who sits where."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.establishment import Seat, seat_of
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.edits import Edit
from cadre_desktop.services.old_values import words_of
from cadre_desktop.services.quality.finding import Fix, Severity, basis_of
from cadre_desktop.services.quality.people_rules import serving
from cadre_desktop.services.quality.rule import Hit, Rule
from cadre_desktop.services.quality.snapshot import Held, Official, Ranked, Snapshot, runs_on

_CIVIL_LADDER = tuple(rank.value for rank in RankName if rank.value.startswith("1"))
_STAFF_LADDER = tuple(rank.value for rank in RankName if rank.value.startswith("9"))


_SEATS = {
    Seat.HEAD: ("正职领导", "head_posts"),
    Seat.DEPUTY: ("副职领导", "deputy_posts"),
    Seat.INNER_HEAD: ("内设正职", "inner_head_posts"),
    Seat.INNER_DEPUTY: ("内设副职", "inner_deputy_posts"),
}


def without_post(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people in service who hold no post today: none filed, or all of them ended."""
    for person in serving(snapshot):
        posts = snapshot.posts.get(person.id, ())
        if not posts:
            yield _about(snapshot, person, "在职，没有任职经历", "none")
        elif not snapshot.held_now(person.id):
            last = max(posts, key=lambda post: post.end or "")
            what = (
                f"在职，职务已全部免去（最后一个：{_named(snapshot, last)}，{last.end} 免），请补填现任职务或改管理状态"
            )
            yield _about(snapshot, person, what, last.id, last.end)


def gone_but_holding(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people no longer in service whose post was never ended."""
    for person in snapshot.people.values():
        if not person.serves:
            for post in snapshot.held_now(person.id):
                what = f"{person.name}已不在职，“{_named(snapshot, post)}”没有填写免职时间"
                yield Hit("post", post.id, snapshot.where(person), what, basis_of((person.state, post.end)))


def undated_posts(snapshot: Snapshot) -> Iterator[Hit]:
    """Find present posts without the day they began: length of service and rotation cannot be reckoned."""
    for person in serving(snapshot):
        for post in snapshot.held_now(person.id):
            if post.start is None:
                what = f"现任“{_named(snapshot, post)}”没有填写任职时间"
                yield Hit("post", post.id, snapshot.where(person), what, post.id)


def undated_removals(snapshot: Snapshot) -> Iterator[Hit]:
    """Find posts with a paper of removal but no date of it."""
    for person, post in _all_posts(snapshot):
        if post.removal_document and post.end is None:
            what = f"“{_named(snapshot, post)}”有免职文号 {post.removal_document}，没有免职时间"
            yield Hit("post", post.id, snapshot.where(person), what, basis_of((post.removal_document, post.end)))


def before_work(snapshot: Snapshot) -> Iterator[Hit]:
    """Find posts and ranks that began before the person worked."""
    for person in snapshot.people.values():
        begun = person.work_start_on
        if not begun:
            continue
        for post in snapshot.posts.get(person.id, ()):
            if post.start and post.start[:7] < begun[:7]:
                what = f"“{_named(snapshot, post)}”任职时间 {post.start} 早于参加工作时间 {begun}"
                yield Hit("post", post.id, snapshot.where(person), what, basis_of((post.start, begun)))
        for rank in snapshot.ranks.get(person.id, ()):
            if rank.start and rank.start[:7] < begun[:7]:
                what = f"{_rank_name(rank)}批准时间 {rank.start} 早于参加工作时间 {begun}"
                yield Hit("rank", rank.id, snapshot.where(person), what, basis_of((rank.start, begun)))


def two_main_posts(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people with several main posts today; where a later one is dated, the earlier ones end with it."""
    for person in snapshot.people.values():
        held = [post for post in snapshot.held_now(person.id) if post.is_main]
        if len(held) > 1:
            names = "、".join(_named(snapshot, post) for post in held)
            what = f"同时有 {len(held)} 个主职务：{names}，请只留一个或补填免职时间"
            basis = basis_of(f"{post.id}{post.start}{post.end}" for post in held)
            yield Hit("cadre", person.id, snapshot.where(person), what, basis, _ended_by_next(held))


def _ended_by_next(held: list[Held]) -> Fix | None:
    """End every main post the day the next one began; only where all of them are dated, and differently."""
    starts = [post.start for post in held]
    if None in starts or len(set(starts)) < len(starts):
        return None
    edits = tuple(
        Edit("post", one.id, {"removed_on": PartialDate.parse_stored(later.start)})
        for one, later in pairwise(held)
        if later.start and one.end is None
    )
    return Fix("按后一职务任职时间补填免职时间", edits) if edits else None


def overlapping_posts(snapshot: Snapshot) -> Iterator[Hit]:
    """Find main posts of the past that overlap: one began months before the one before it ended."""
    for person in snapshot.people.values():
        dated = [post for post in snapshot.posts.get(person.id, ()) if post.is_main and post.start]
        dated.sort(key=lambda post: post.start or "")
        for one, later in pairwise(dated):
            if one.end and later.start and later.start[:7] < one.end[:7]:
                what = f"主职务时间重叠：{_named(snapshot, one)}到 {one.end}，{_named(snapshot, later)}从 {later.start}"
                yield Hit("post", one.id, snapshot.where(person), what, basis_of((one.end, later.id, later.start)))


def two_ranks(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people with several ranks of one ladder at once; the later one ends the earlier."""
    for person in snapshot.people.values():
        for ladder in (_CIVIL_LADDER, _STAFF_LADDER):
            mine = [r for r in snapshot.ranks.get(person.id, ()) if r.name in ladder and runs_on(r, snapshot.now)]
            if len(mine) < 2:
                continue
            mine.sort(key=lambda rank: rank.start or "")
            names = "、".join(_rank_name(rank) for rank in mine)
            basis = basis_of(f"{rank.id}{rank.start}" for rank in mine)
            fix = _ranks_ended(mine)
            yield Hit("cadre", person.id, snapshot.where(person), f"同时有 {len(mine)} 个职级：{names}", basis, fix)


def _ranks_ended(mine: list[Ranked]) -> Fix | None:
    starts = [rank.start for rank in mine]
    if None in starts or len(set(starts)) < len(starts):
        return None
    edits = tuple(
        Edit("rank", one.id, {"ended_on": PartialDate.parse_stored(later.start)})
        for one, later in pairwise(mine)
        if later.start and one.end is None
    )
    return Fix("按后一职级批准时间补填终止时间", edits) if edits else None


def rank_order(snapshot: Snapshot) -> Iterator[Hit]:
    """Find a later rank below an earlier one, unless a sanction lies between."""
    for person in snapshot.people.values():
        for ladder in (_CIVIL_LADDER, _STAFF_LADDER):
            mine = [rank for rank in snapshot.ranks.get(person.id, ()) if rank.name in ladder and rank.start]
            mine.sort(key=lambda rank: rank.start or "")
            for one, later in pairwise(mine):
                if ladder.index(later.name) > ladder.index(one.name) and not _punished(snapshot, one, later):
                    what = f"职级先高后低：{one.start} {_rank_name(one)}，{later.start} {_rank_name(later)}"
                    basis = basis_of((one.name, one.start, later.name, later.start))
                    yield Hit("rank", later.id, snapshot.where(person), what, basis)


def _punished(snapshot: Snapshot, one: Ranked, later: Ranked) -> bool:
    decisions = snapshot.sanctions.get(later.cadre_id, ())
    return any((one.start or "") <= decision.decided_on <= (later.start or "") for decision in decisions)


def in_closed_units(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people whose present post is in a unit that was closed."""
    for person in serving(snapshot):
        for post in snapshot.held_now(person.id):
            unit = snapshot.units.get(post.unit_id)
            if unit is not None and unit.closed:
                when = f"（{unit.closed_on}）" if unit.closed_on else ""
                what = f"现任“{_named(snapshot, post)}”，该单位已撤并{when}，请办理调动或补填免职时间"
                yield _about(snapshot, person, what, post.id, unit.closed_on)


def below_closed_units(snapshot: Snapshot) -> Iterator[Hit]:
    """Find units still open below one that was closed."""
    for unit in snapshot.units.values():
        above = snapshot.units.get(unit.parent_id or "")
        if above is not None and above.closed and not unit.closed:
            yield Hit("unit", unit.id, unit.name, f"上级单位“{above.name}”已撤并，请改选上级单位", above.id)


def over_established(snapshot: Snapshot) -> Iterator[Hit]:
    """Find units with more people in posts of a kind than the posts approved, counted as on the unit's page."""
    filled: Counter[tuple[str, Seat | None]] = Counter()
    for person in serving(snapshot):
        filled.update({(post.unit_id, _seat(post)) for post in snapshot.held_now(person.id)})
    for unit in snapshot.units.values():
        for seat, (label, name) in _SEATS.items():
            allowed = getattr(unit, name)
            n = filled[unit.id, seat]
            if allowed is not None and n > allowed:
                what = f"{label}职数 {allowed} 个，现有 {n} 人，超配 {n - allowed} 人"
                yield Hit("unit", unit.id, unit.name, what)


def _seat(post: Held) -> Seat | None:
    is_subsection = post.level == PostLevel.SUBSECTION.value
    return seat_of(
        post.title, is_leader=bool(post.is_leader), member_kind=post.member_kind, is_subsection=is_subsection
    )


def _all_posts(snapshot: Snapshot) -> Iterator[tuple[Official, Held]]:
    for person in snapshot.people.values():
        for post in snapshot.posts.get(person.id, ()):
            yield person, post


def _about(snapshot: Snapshot, person: Official, what: str, *basis: str | None) -> Hit:
    return Hit("cadre", person.id, snapshot.where(person), what, basis_of(basis))


def _named(snapshot: Snapshot, post: Held) -> str:
    return f"{snapshot.unit_name(post.unit_id)}{post.title}"


def _rank_name(rank: Ranked) -> str:
    return words_of(RankName, rank.name)


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT
_OURS = "本程序"
RULES = (
    Rule("no_post", "在职而没有现任职务", _W, without_post),
    Rule("gone_holding", "不在职而职务未免", _W, gone_but_holding),
    Rule("post_undated", "现任职务没有任职时间", _W, undated_posts),
    Rule("removal_undated", "已免而没有免职时间", _E, undated_removals),
    Rule("before_work", "任职或职级早于参加工作", _W, before_work),
    Rule("two_main_posts", "同时有几个主职务", _W, two_main_posts, source=_OURS),
    Rule("overlap", "主职务时间重叠", _H, overlapping_posts, source=_OURS),
    Rule("two_ranks", "同时有几个职级", _W, two_ranks, source=_OURS),
    Rule("rank_order", "职级先高后低", _W, rank_order, source=_OURS),
    Rule("closed_unit", "现任单位已撤并", _W, in_closed_units, source=_OURS),
    Rule("below_closed", "上级单位已撤并", _W, below_closed_units, source=_OURS),
    Rule("over_posts", "领导职数超配", _W, over_established, source=_OURS),
)
