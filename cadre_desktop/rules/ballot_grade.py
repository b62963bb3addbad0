"""The grade a row of ballots speaks for: the best one that more than half of the votes reach."""

from collections.abc import Sequence


def grade_of_row(votes: Sequence[int]) -> int | None:
    """Return the place (0 is best) of the best grade that more than half of the votes are for, or for a better one.

    So 12 优秀, 8 合格 and 4 基本合格 speak for 合格: only half say 优秀, but 20 of 24 say 合格 or better.  Nothing is
    multiplied or added up across rows: this is no score.  None without votes; a negative count raises ValueError.
    """
    if any(count < 0 for count in votes):
        raise ValueError("票数不能为负数")
    total, reached = sum(votes), 0
    for place, count in enumerate(votes):
        reached += count
        if 2 * reached > total:
            return place
    return None
