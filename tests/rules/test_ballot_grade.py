"""What a row of ballots speaks for."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cadre_desktop.rules.ballot_grade import grade_of_row

VOTES = st.lists(st.integers(0, 200), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("votes", "place"),
    [
        ((24, 0, 0, 0), 0),
        ((13, 11, 0, 0), 0),
        ((12, 12, 0, 0), 1),
        ((12, 8, 4, 0), 1),
        ((0, 0, 12, 12), 3),
        ((0, 0, 13, 11), 2),
        ((6, 6, 6, 7), 2),
        ((0, 0, 0, 1), 3),
        ((0, 0, 0, 0), None),
        ((), None),
    ],
)
def test_more_than_half_decide(votes: tuple[int, ...], place: int | None) -> None:
    assert grade_of_row(votes) == place


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        grade_of_row((1, -1, 0, 0))


@settings(deadline=None)
@given(VOTES)
def test_the_grade_is_reached_by_more_than_half_and_the_next_better_is_not(votes: list[int]) -> None:
    place = grade_of_row(votes)
    if place is None:
        assert sum(votes) == 0
    else:
        assert 2 * sum(votes[: place + 1]) > sum(votes)
        assert 2 * sum(votes[:place]) <= sum(votes)


@settings(deadline=None)
@given(VOTES, st.integers(0, 2))
def test_a_vote_moved_to_a_better_column_never_makes_it_worse(votes: list[int], at: int) -> None:
    before = grade_of_row(votes)
    if votes[at + 1]:
        better = [*votes]
        better[at], better[at + 1] = better[at] + 1, better[at + 1] - 1
        after = grade_of_row(better)
        assert before is not None
        assert after is not None
        assert after <= before
