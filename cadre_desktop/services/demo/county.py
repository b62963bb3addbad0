"""The county of Qingyuan: its units, their earlier names, and the seats to be filled."""

from dataclasses import dataclass
from typing import Any

from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.unit import Unit, UnitAlias, UnitFormerName, UnitKind
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.words import choice, words

_STEP = 100
"""From one office's place in the order to the next one's: room for the villages a clerk may put between them."""
LEVELS = {
    "县处副": PostLevel.COUNTY_DEPUTY,
    "正科": PostLevel.SECTION_HEAD,
    "副科": PostLevel.SECTION_DEPUTY,
    "股级": PostLevel.SUBSECTION,
    "其他": PostLevel.OTHER,
}
_CHIEFS = (PostLevel.COUNTY_DEPUTY, PostLevel.SECTION_HEAD)


@dataclass(frozen=True, slots=True)
class Office:
    """A unit and where its people work."""

    id: str
    name: str
    kind: UnitKind
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """One post to be filled: `number` counts within the unit, the head's is 0."""

    office: Office
    number: int
    title: str
    level: PostLevel
    lines: tuple[str, ...]
    identity: Identity

    @property
    def is_leader(self) -> bool:
        """Whether the post belongs to the leading team."""
        return self.level not in (PostLevel.SUBSECTION, PostLevel.OTHER)

    @property
    def is_head(self) -> bool:
        """Whether the post is the unit's first."""
        return self.number == 0

    @property
    def is_chief(self) -> bool:
        """Whether the post heads the party or the government side of the unit."""
        return self.level in _CHIEFS


def add_units(book: Book) -> tuple[Seat, ...]:
    """Put the fourteen offices of the county down and return their 148 seats."""
    seats: list[Seat] = []
    for number, one in enumerate(words("county")["unit"], start=1):
        posts = [_parts(post) for post in one["posts"]]
        office = _add_unit(book, one, number * _STEP, posts)
        seats += [
            Seat(office, place, title, LEVELS[level], tuple(lines.split()), choice(Identity, identity))
            for place, (title, level, lines, identity) in enumerate(posts)
        ]
    return tuple(seats)


def _parts(post: str) -> tuple[str, str, str, str]:
    title, level, lines, identity = (part.strip() for part in post.split("|"))
    return title, level, lines, identity


def _add_unit(book: Book, one: dict[str, Any], order: int, posts: list[tuple[str, str, str, str]]) -> Office:
    name, kind = one["name"], choice(UnitKind, one["kind"])
    admin, reference, institution, heads, deputies = one["quota"]
    levels = [level for _title, level, _lines, _identity in posts]
    chiefs = sum(LEVELS[level] in _CHIEFS for level in levels)
    key = book.add(
        Unit,
        name=name,
        short_name=one["short"],
        code=one["code"],
        kind=kind,
        level="正科级",
        order_number=order,
        admin_quota=admin,
        reference_quota=reference,
        institution_quota=institution,
        head_posts=max(heads + (1 if kind is not UnitKind.DEPARTMENT else 0), chiefs),
        deputy_posts=deputies,
        inner_head_posts=levels.count("股级"),
        founded_on=PartialDate(1984 + order // _STEP % 3, 3 + order // _STEP % 7),
    )
    for former, until, document in one.get("former", ()):
        book.add(
            UnitFormerName, unit_id=key, name=former, used_until=PartialDate.parse_stored(until), document=document
        )
    for alias in one["aliases"]:
        book.add(UnitAlias, unit_id=key, text=alias, source="历年报表")
    return Office(key, name, kind, tuple(one["places"]))
