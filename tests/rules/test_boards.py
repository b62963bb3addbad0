"""红黑榜: counting, warning and 让位."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.boards import BoardEntry, BoardState, Colour, Headship, board_counts, board_findings
from tests.rules.rule_book import changed, delivered

RED, BLACK = Colour.RED, Colour.BLACK


def entry(record, on, colour=BLACK, item="优化发展环境", unit="u1", withdrawn=False):
    return BoardEntry(record, unit, item, colour, on, withdrawn)


def black(n, year=2026):
    return [entry(f"b{year}-{k}", date(year, k + 1, 5)) for k in range(n)]


def states(entries, book=None):
    return [found.value.state for found in board_findings(entries, (), book or delivered())]


@pytest.mark.parametrize(
    ("n", "state"),
    [
        (0, []),
        (1, [BoardState.CLEAR]),
        (2, [BoardState.WARNED]),
        (3, [BoardState.GIVE_WAY]),
        (4, [BoardState.GIVE_WAY]),
    ],
)
def test_the_second_warns_and_the_third_asks_the_head_to_give_way(n, state):
    assert states(black(n)) == state


def test_years_items_and_units_are_counted_apart():
    assert states([*black(2, 2025), *black(1, 2026)]) == [BoardState.WARNED, BoardState.CLEAR]
    new_years_eve = [entry("a", date(2025, 12, 31)), entry("b", date(2026, 1, 1)), entry("c", date(2026, 1, 2))]
    assert states(new_years_eve) == [BoardState.CLEAR, BoardState.WARNED]
    assert states([*black(2), entry("x", date(2026, 9, 1), item="民生保障")]) == [BoardState.WARNED, BoardState.CLEAR]
    assert states([*black(2), entry("x", date(2026, 9, 1), unit="u2")]) == [BoardState.WARNED, BoardState.CLEAR]


def test_withdrawn_entries_do_not_count_and_red_ones_take_nothing_back():
    withdrawn = entry("w", date(2026, 9, 1), withdrawn=True)
    assert states([*black(2), withdrawn]) == [BoardState.WARNED]
    assert states([withdrawn]) == []
    reds = [entry(f"r{n}", date(2026, 9, n + 1), RED) for n in range(3)]
    assert states([*black(3), *reds]) == [BoardState.GIVE_WAY]
    assert states(reds) == [BoardState.CLEAR]


def test_an_entry_given_twice_counts_once():
    assert states([*black(2), *black(2)]) == [BoardState.WARNED]


def test_the_hint_is_for_the_head_at_the_publishing_and_not_for_the_present_one():
    posts = [
        Headship("p1", "老局长", "u1", date(2020, 1, 1), date(2026, 3, 5)),
        Headship("p2", "新局长", "u1", date(2026, 3, 5)),
        Headship("p3", "别的局长", "u2", date(2020, 1, 1)),
    ]
    (on_change,) = board_findings(black(3), posts, delivered())
    assert on_change.value.heads == ("新局长",)
    day_before = [*black(2), entry("b3", date(2026, 3, 4)), entry("b4", date(2026, 8, 1))]
    (found,) = board_findings(day_before, posts, delivered())
    assert (found.value.heads, found.value.filled_on) == (("老局长",), date(2026, 3, 4))
    assert found.records == ("b2026-0", "b2026-1", "b3", "b4", "p1")
    assert found.sentence == (
        "2026年“优化发展环境”列入黑榜4次、红榜0次，2026.03.04满3次：请对发布时的主要负责人核实并提出“让位”建议。"
    )


def test_without_a_known_head_the_records_are_asked_for():
    (found,) = board_findings(black(3), (), delivered())
    assert found.value.heads == ()
    assert "未查到发布时的主要负责人" in found.sentence
    assert "红黑榜办法" in found.source


def test_the_warning_says_how_many_are_left():
    (found,) = board_findings(black(2), (), delivered())
    assert found.sentence == "2026年“优化发展环境”列入黑榜2次、红榜0次：预警，再列入1次即提出“让位”建议。"


def test_the_county_sets_the_numbers():
    assert states(black(3), changed("boards.give_way_at", 4)) == [BoardState.WARNED]
    assert states(black(1), changed("boards.warn_at", 1)) == [BoardState.WARNED]


ENTRIES = st.lists(
    st.builds(
        BoardEntry,
        st.uuids().map(str),
        st.sampled_from("ab"),
        st.sampled_from(["环境", "民生"]),
        st.sampled_from(list(Colour)),
        st.dates(date(2025, 11, 1), date(2026, 2, 28)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(ENTRIES, st.randoms())
def test_every_standing_entry_is_counted_once_whatever_the_order(entries, random):
    counts = board_counts(entries)
    assert sum(len(count.red) + len(count.black) for count in counts) == sum(not one.withdrawn for one in entries)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert board_counts(shuffled) == counts
    for found in board_findings(entries, (), delivered()):
        assert (found.value.state is BoardState.GIVE_WAY) == (len(found.value.count.black) >= 3)
