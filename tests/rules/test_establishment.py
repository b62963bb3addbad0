"""Posts count against the numbers approved; who is there is over, short or just enough."""

import pytest

from cadre_desktop.rules.establishment import Seat, Strength, seat_of


@pytest.mark.parametrize(
    ("title", "is_leader", "member_kind", "is_subsection", "seat"),
    [
        ("党委书记", True, "1", False, Seat.HEAD),
        ("副镇长", True, "2", False, Seat.DEPUTY),
        ("党委委员", True, None, False, Seat.DEPUTY),
        ("党政办主任", False, None, True, Seat.INNER_HEAD),
        ("党政办副主任", False, None, True, Seat.INNER_DEPUTY),
        ("副站长（主持）", False, "1", True, Seat.INNER_HEAD),
        ("站长", False, "2", True, Seat.INNER_DEPUTY),
        ("干部", False, "9", False, None),
    ],
)
def test_a_post_counts_against_one_number(title, is_leader, member_kind, is_subsection, seat):
    assert seat_of(title, is_leader=is_leader, member_kind=member_kind, is_subsection=is_subsection) is seat


def test_a_strength_says_how_it_stands():
    assert Strength("副职", 2, ("a",)).words == "缺配1"
    assert Strength("副职", 1, ("a",)).words == "满配"
    over = Strength("副职", 0, ("a", "b"))
    assert (over.words, over.over, over.present) == ("超配2", 2, 2)
    none = Strength("副职", None, ("a",))
    assert (none.words, none.over) == ("未核定", 0)
