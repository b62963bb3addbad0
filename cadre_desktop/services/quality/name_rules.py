"""Rules about names: two people of one unit who sound alike may be one, written with another character."""

from collections.abc import Iterator
from itertools import combinations

from cadre_desktop.chinese import sound
from cadre_desktop.services.quality.finding import Severity, basis_of
from cadre_desktop.services.quality.rule import Hit, Rule
from cadre_desktop.services.quality.snapshot import Official, Snapshot, months

_FARTHEST_MONTHS = 24  # births of one person written by two offices seldom lie farther apart


def alike_names(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people of one unit and sex whose names sound the same, born about the same time, not known to be two."""
    groups: dict[tuple[str, str, str], list[Official]] = {}
    for person in snapshot.people.values():
        for unit_id in {post.unit_id for post in snapshot.held_now(person.id)}:
            groups.setdefault((unit_id, person.sex, sound(person.name)), []).append(person)
    seen: set[tuple[str, str]] = set()
    for (unit_id, _, _), people in groups.items():
        for one, other in combinations(people, 2):
            if one.name != other.name and _may_be_one(one, other) and (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                unit = snapshot.unit_name(unit_id)
                what = f"同在{unit}，姓名读音相同、出生年月相近，可能是同一人：{one.name}、{other.name}"
                basis = basis_of((one.name, one.birth_on, one.id_number, other.name, other.birth_on, other.id_number))
                yield Hit("cadre", one.id, "干部", what, basis, None, (other.id,))


def _may_be_one(one: Official, other: Official) -> bool:
    known_two = one.id_number and other.id_number and one.id_number != other.id_number
    return not known_two and abs(months(one.birth_on) - months(other.birth_on)) <= _FARTHEST_MONTHS


RULES = (Rule("alike", "同单位姓名读音相同", Severity.HINT, alike_names, source="本程序"),)
