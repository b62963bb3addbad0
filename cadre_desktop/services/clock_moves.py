"""What a correction moved: the clocks of the people and the record concerned, before and after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import clocks
from cadre_desktop.services.clock_reading import Reach
from cadre_desktop.services.due import Due, DueKind
from cadre_desktop.storage.database import Database

FEEDING = frozenset(
    {
        "cadre", "post", "rank", "placement", "rotation", "sanction", "revisit", "adjustment", "reminder", "vetting",
        "tolerance_case", "clearance", "achievement", "supervision_item", "deviation_problem", "problem",
        "talk_problem", "challenge",
    }
)  # fmt: skip
"""The kinds of record whose dates clocks hang from."""
FEEDING_TABLES = tuple(sorted(BY_KEY[key].model.__tablename__ for key in FEEDING))
"""Where they are kept, for whoever reads again when one changed."""
_ONE_EACH = (DueKind.ROTATION, DueKind.RETIREMENT)
_NAMED = 3
Standing = Mapping[tuple[str, ...], Due]


@dataclass(frozen=True, slots=True)
class Move:
    """One clock that another date moved; `before` is None for one that is new, `after` for one that runs no more."""

    kind: DueKind
    whom: str
    before: PartialDate | None
    after: PartialDate | None

    @property
    def words(self) -> str:
        """The move in a few words."""
        what = f"{self.whom}{self.kind.label}"
        if self.before is None:
            return f"{what}新定为 {self.after}"
        return f"{what}不再计算（原为 {self.before}）" if self.after is None else f"{what} {self.before} → {self.after}"


def standing(db: Database, cadre_ids: Iterable[str], record_id: str = "") -> Standing:
    """Return the clocks of some people, and those of a record that names nobody."""
    reaches = [Reach(cadre_id=one) for one in dict.fromkeys(cadre_ids)]
    if record_id:
        reaches.append(Reach(record_id=record_id))
    return {_identity(due): due for reach in reaches for due in clocks.within(db, reach)}


def moves(before: Standing, after: Standing) -> list[Move]:
    """Compare two standings: what has another day first, then what is new, then what is gone."""
    moved = [_move(old, after[key]) for key, old in before.items() if key in after and after[key].due_on != old.due_on]
    new = [_move(None, due) for key, due in after.items() if key not in before]
    gone = [_move(due, None) for key, due in before.items() if key not in after]
    return [*moved, *new, *gone]


def in_words(found: list[Move]) -> str:
    """Say what moved, a few by name; empty when nothing did."""
    if not found:
        return ""
    rest = f"等 {len(found)} 项" if len(found) > _NAMED else ""
    return f"到期日随之变动：{'；'.join(one.words for one in found[:_NAMED])}{rest}"


def _identity(due: Due) -> tuple[str, ...]:
    """Tell clocks apart; of some everybody has one, whichever record it hangs from."""
    if due.kind in _ONE_EACH and due.person is not None:
        return due.kind.value, due.person.id
    return due.kind.value, due.record_id


def _move(before: Due | None, after: Due | None) -> Move:
    due = after or before
    assert due is not None  # one side is always there
    return Move(due.kind, due.whom, before.due_on if before else None, after.due_on if after else None)
