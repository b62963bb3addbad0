"""How many may be graded 优秀: a share of those who should take part, always rounded down.

公务员考核规定 and 事业单位工作人员考核规定 (2023) set the share of 应参加年度考核人数 and say nothing of rounding,
so nothing may exceed it: 23 people at 20 % give 4, not 5.  Civil servants, public institutions and leading
teams are separate pools; small units may be reckoned together under the superior unit (合并核定).
Exceeding is warned of and takes the number of the approving document; it is never made impossible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Percent = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Pool:
    """People graded against one quota.

    `should_take_part` leaves out those not assessed at all and includes the `undetermined` (不定等次).
    """

    label: str
    should_take_part: int
    percent: Percent
    undetermined: int = 0

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        if not 0 <= self.undetermined <= self.should_take_part:
            raise ValueError(
                f"{self.label}：不定等次人数{self.undetermined}应在0到应参加人数{self.should_take_part}之间"
            )


@dataclass(frozen=True, slots=True)
class Quota:
    """The outcome for one pool, with the number the other way of counting gives, for the eye."""

    label: str
    base: int
    percent: Percent
    limit: int
    limit_other_way: int

    def over(self, excellent: int) -> int:
        """Return by how many the limit is exceeded."""
        return max(0, excellent - self.limit)

    def left(self, excellent: int) -> int:
        """Return how many more are allowed."""
        return max(0, self.limit - excellent)

    def warning(self, excellent: int, approval: str = "") -> str:
        """Return the sentence for too many 优秀, empty when there are not; an approving document is named in it."""
        excess = self.over(excellent)
        if not excess:
            return ""
        sum_in_words = f"{self.base}人×{self.percent}%，只舍不入"
        found = f"{self.label}优秀{excellent}人，超过限额{self.limit}人（{sum_in_words}），超{excess}人"
        if approval.strip():
            return f"{found}；依据 {approval.strip()}"
        return f"{found}。请减少人数，或填写上级批准文号"


def limit(people: int, percent: Percent) -> int:
    """Return the whole number of people within the share, rounded down without any floating point.

    Raises ValueError for a negative count or a share outside 0 to 100, TypeError for a float.
    """
    if isinstance(percent, float):
        raise TypeError("a share given as a float cannot be exact")
    if people < 0 or not 0 <= percent <= 100:
        raise ValueError("人数不能为负，比例应在0到100之间")
    return int(people * Fraction(percent) // 100)


def quota(pool: Pool, *, count_undetermined: bool = True) -> Quota:
    """Reckon one pool; the local scheme says whether 不定等次 counts in the base (usually it does)."""
    with_them, without = pool.should_take_part, pool.should_take_part - pool.undetermined
    base, other = (with_them, without) if count_undetermined else (without, with_them)
    return Quota(pool.label, base, pool.percent, limit(base, pool.percent), limit(other, pool.percent))


def pooled(label: str, pools: Sequence[Pool]) -> Pool:
    """Join small units into one pool under the superior unit; all must have the same share.

    Raises ValueError for none, or for different shares.
    """
    shares = {Fraction(pool.percent) for pool in pools}
    if len(shares) != 1:
        raise ValueError("合并核定的单位应有相同的优秀比例，请先统一比例")
    return Pool(
        label,
        sum(pool.should_take_part for pool in pools),
        pools[0].percent,
        sum(pool.undetermined for pool in pools),
    )
