"""编制与职数: what is approved for a unit, against who is there."""

from dataclasses import dataclass
from enum import StrEnum

_HEAD, _DEPUTY = "1", "2"  # ZB129 成员类别


class Seat(StrEnum):
    """The kinds of post a unit has numbers approved for."""

    HEAD = "unit_head"
    DEPUTY = "unit_deputy"
    INNER_HEAD = "inner_head"
    INNER_DEPUTY = "inner_deputy"


def seat_of(title: str, *, is_leader: bool, member_kind: str | None, is_subsection: bool) -> Seat | None:
    """Say which number a post counts against; inside a unit a post without 成员类别 goes by its title.

    `member_kind` is the code of 成员类别, `is_subsection` says that the post's level is 股级; other posts have no
    number of their own.
    """
    if is_leader:
        return Seat.HEAD if member_kind == _HEAD else Seat.DEPUTY
    if not is_subsection:
        return None
    if member_kind in (_HEAD, _DEPUTY):
        return Seat.INNER_HEAD if member_kind == _HEAD else Seat.INNER_DEPUTY
    return Seat.INNER_DEPUTY if "副" in title else Seat.INNER_HEAD


@dataclass(frozen=True, slots=True)
class Strength:
    """One number of a unit: what was approved (None: nothing was), and who is there."""

    label: str
    approved: int | None
    people: tuple[str, ...]

    @property
    def present(self) -> int:
        """How many are there."""
        return len(self.people)

    @property
    def over(self) -> int:
        """How many more than approved are there; negative for those missing, 0 where nothing was approved."""
        return 0 if self.approved is None else self.present - self.approved

    @property
    def words(self) -> str:
        """How it stands: 缺配2, 超配1, 满配, 未核定."""
        if self.approved is None:
            return "未核定"
        return f"超配{self.over}" if self.over > 0 else f"缺配{-self.over}" if self.over < 0 else "满配"
