"""名额测算: seats by pool and unit, with proof."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.quota import limit
from cadre_desktop.rules.quota_base import BasePerson, Standing
from cadre_desktop.rules.quota_ratio import QuotaPool, QuotaUnit, RatioSetting
from cadre_desktop.rules.quota_seats import QuotaInputs, seat_board, seat_moves, what_if
from tests.rules.rule_book import changed, delivered

CIVIL = QuotaPool.CIVIL


def staff(unit, n, pool=CIVIL, start=0):
    return tuple(BasePerson(f"{unit}-{pool.value}-{k}", unit, pool) for k in range(start, start + n))


def town(unit="u1", label="青石镇", result=""):
    return QuotaUnit(unit, label, "township", result, "a1" if result else "")


def inputs(*people, units=(town(),), **more):
    return QuotaInputs(2026, units, sum(people, ()), **more)


def only_row(given_inputs, book=None):
    (row,) = seat_board(given_inputs, book or delivered()).rows
    return row


@pytest.mark.parametrize(("n", "seats"), [(23, 4), (24, 4), (25, 5), (14, 2), (3, 0), (5, 1), (4, 0)])
def test_seats_are_rounded_down(n, seats):
    assert only_row(inputs(staff("u1", n))).seats == seats


def test_twenty_four_at_a_quarter_give_six():
    quarter = RatioSetting("q1", 2026, CIVIL, 25, unit_kind="township", document="清发〔2026〕1号")
    row = only_row(inputs(staff("u1", 24), settings=(quarter,)))
    assert (row.seats, row.percent, row.needs_document) == (6, 25, False)


def test_the_sum_is_written_out():
    row = only_row(inputs(staff("u1", 23), excellent=frozenset({"u1-civil-0", "u1-civil-1"})))
    assert row.proof.sentence == ("青石镇·公务员应参加23人，23人×20%＝4.6，只舍不入，4名；已用2名，余2名。")
    assert (row.left, row.over, row.label) == (2, 0, "青石镇·公务员")
    assert "公务员考核规定（2020修订）" in row.proof.source


def test_one_limit_is_shown_checked_and_printed():
    """A peer system checked 9 of 22 at 40 % as allowed while its message said 8."""
    people = staff("u1", 22)
    eight = frozenset(one.person for one in people[:8])
    row = only_row(inputs(people, regular=True, excellent=eight))
    assert (row.seats, row.percent, row.over, row.left) == (8, 40, 0, 0)
    assert row.proof.sentence.endswith("已用8名，余0名。")
    nine = only_row(inputs(people, regular=True, excellent=eight | {people[8].person}))
    assert (nine.seats, nine.over) == (8, 1)
    assert "参加22人，22人×40%＝8.8，只舍不入，8名；已用9名，超1名，请减少或填写批准文号。" in nine.proof.sentence
    assert only_row(inputs(staff("u1", 2), regular=True)).seats == 0


def test_the_share_comes_from_the_settings_by_kind_and_year_and_is_nowhere_fixed():
    """A peer system has 20 % written into its code."""
    book = changed("quota.percent", 25, since="2024-01-01", applies_to="civil.township")
    department = QuotaUnit("u2", "县发改局", "department")
    both = inputs(staff("u1", 20), staff("u2", 20), units=(town(), department))
    assert [row.seats for row in seat_board(both, book).rows] == [5, 4]
    assert [row.seats for row in seat_board(replace(both, year=2023), book).rows] == [4, 4]
    assert [row.seats for row in seat_board(replace(both, year=2019), book).rows] == [3, 3]


def test_people_are_told_apart_by_their_key_alone():
    """A peer system makes the key from name, sex and birth: namesakes would be one and a corrected birth another."""
    namesakes = (BasePerson("id-1", "u1", CIVIL, why="张伟"), BasePerson("id-2", "u1", CIVIL, why="张伟"))
    assert only_row(inputs(namesakes)).n_base == 2
    twice = (BasePerson("id-1", "u1", CIVIL, why="张伟"), BasePerson("id-1", "u1", CIVIL, why="张玮"))
    assert only_row(inputs(twice)).n_base == 1


def test_nobody_is_counted_in_two_units_or_two_pools():
    both = (BasePerson("a", "u1", CIVIL), BasePerson("a", "u2", CIVIL), BasePerson("a", "u1", QuotaPool.INSTITUTION))
    found = seat_board(inputs(both, units=(town(), town("u2", "白水镇"))), delivered())
    assert sum(row.n_base for row in found.rows) == 1
    assert [row.n_base for row in found.rows if row.units == ("u1",) and row.pool is CIVIL] == [1]
    graded = seat_board(inputs(both, units=(town(), town("u2", "白水镇")), excellent=frozenset({"a"})), delivered())
    assert graded.used == 1


def test_a_unit_listed_twice_is_refused():
    with pytest.raises(ValueError, match="同一单位列了两次"):
        seat_board(inputs(staff("u1", 3), units=(town(), town())), delivered())


def test_pools_are_reckoned_apart():
    found = seat_board(inputs(staff("u1", 9), staff("u1", 9, QuotaPool.INSTITUTION)), delivered())
    assert [(row.pool.value, row.seats) for row in found.rows] == [("civil", 1), ("institution", 1)]
    assert limit(18, 20) == 3
    assert (found.seats, found.used) == (2, 0)


def test_small_units_joined_share_the_seats_of_their_sum():
    units = tuple(QuotaUnit(f"s{n}", f"站所{n}", "institution") for n in range(5))
    people = tuple(one for unit in units for one in staff(unit.id, 3))
    alone = seat_board(inputs(people, units=units), delivered())
    assert [row.seats for row in alone.rows] == [0] * 5
    joined = RatioSetting("q1", 2026, CIVIL, 20, unit_kind="institution", pool_name="县直站所")
    row = only_row(inputs(people, units=units, settings=(joined,)))
    assert (row.label, row.n_base, row.seats) == ("县直站所·公务员", 15, 3)
    assert row.own_seats == tuple((unit.id, 0) for unit in units)
    assert "5个单位合并核定（单独计算为站所0：0名、站所1：0名" in row.proof.sentence


def test_a_joined_unit_with_another_share_is_reckoned_apart():
    units = (QuotaUnit("s1", "甲站", "institution"), QuotaUnit("s2", "乙站", "institution", "excellent", "a2"))
    people = staff("s1", 10, QuotaPool.INSTITUTION) + staff("s2", 10, QuotaPool.INSTITUTION)
    joined = RatioSetting("q1", 2026, QuotaPool.INSTITUTION, 20, unit_kind="institution", pool_name="县直站所")
    found = seat_board(inputs(people, units=units, settings=(joined,)), delivered())
    assert [(row.units, row.percent, row.seats) for row in found.rows] == [(("s1",), 20, 2), (("s2",), 25, 2)]


def test_seats_given_from_above_stand_and_are_told():
    fixed = RatioSetting("q1", 2026, CIVIL, 20, unit="u1", document="清核〔2026〕2号", seats=6)
    row = only_row(inputs(staff("u1", 23), settings=(fixed,)))
    assert row.seats == 6
    assert "只舍不入，4名；上级核定6名" in row.proof.sentence
    assert "q1" in row.proof.records


def test_who_is_excellent_without_being_counted_still_uses_a_seat():
    away = BasePerson("w", "u1", CIVIL, Standing.ELSEWHERE, "挂职到县发改局", "w1")
    row = only_row(inputs(staff("u1", 5), (away,), excellent=frozenset({"w", "u1-civil-0", "nobody"})))
    assert (row.n_base, row.seats, row.used, row.outside, row.over) == (5, 1, ("u1-civil-0", "w"), ("w",), 1)
    assert "（另有1人不计入）" in row.proof.sentence


def test_a_better_result_moves_the_seats_and_nothing_else():
    before = inputs(staff("u1", 23), staff("u2", 40), units=(town(), town("u2", "白水镇")))
    after = what_if(before, results={"u1": "excellent"})
    boards = seat_board(before, delivered()), seat_board(after, delivered())
    (move,) = seat_moves(*boards)
    assert (move.label, move.before, move.after, move.change) == ("青石镇·公务员", 4, 5, 1)
    assert "×25%＝5.75" in move.why
    assert before.units[0].result == ""
    assert seat_moves(boards[1], boards[0])[0].change == -1
    assert seat_moves(boards[0], boards[0]) == ()


def test_a_what_if_setting_wins_over_the_one_it_replaces():
    before = inputs(staff("u1", 20), settings=(RatioSetting("q1", 2026, CIVIL, 20, unit="u1"),))
    after = what_if(
        before, settings=(RatioSetting("", 2026, CIVIL, 10, unit="u1"),), excellent=frozenset({"u1-civil-1"})
    )
    row = only_row(after)
    assert (row.seats, row.used) == (2, ("u1-civil-1",))


def test_joining_shows_the_rows_that_go_and_come():
    units = tuple(QuotaUnit(f"s{n}", f"站所{n}", "institution") for n in range(3))
    people = tuple(one for unit in units for one in staff(unit.id, 6))
    before = inputs(people, units=units)
    joined = RatioSetting("", 2026, CIVIL, 20, unit_kind="institution", pool_name="县直站所")
    after = what_if(before, settings=(joined,))
    moves = seat_moves(seat_board(before, delivered()), seat_board(after, delivered()))
    assert [(move.before, move.after) for move in moves] == [(1, 0), (1, 0), (1, 0), (0, 3)]


SIZES = st.lists(st.integers(0, 60), min_size=1, max_size=6)


@settings(deadline=None, max_examples=50)
@given(SIZES, st.integers(0, 100))
def test_no_row_ever_exceeds_its_share_and_none_gives_a_seat_away(sizes, share):
    units = tuple(QuotaUnit(f"u{n}", f"单位{n}", "department") for n in range(len(sizes)))
    people = tuple(one for unit, n in zip(units, sizes, strict=True) for one in staff(unit.id, n))
    every = RatioSetting("q", 2026, CIVIL, share, document="文")
    for row in seat_board(inputs(people, units=units, settings=(every,)), delivered()).rows:
        assert row.seats * 100 <= row.n_base * share < (row.seats + 1) * 100


@settings(deadline=None, max_examples=50)
@given(SIZES, st.sets(st.integers(0, 59)))
def test_everybody_is_counted_once_and_every_grade_used_once(sizes, picked):
    units = tuple(QuotaUnit(f"u{n}", f"单位{n}", "department") for n in range(len(sizes)))
    people = tuple(one for unit, n in zip(units, sizes, strict=True) for one in staff(unit.id, n))
    excellent = frozenset(one.person for n, one in enumerate(people) if n in picked)
    found = seat_board(inputs(people + people, units=units, excellent=excellent), delivered())
    assert sum(row.n_base for row in found.rows) == len(people)
    assert found.used == len(excellent)
    assert all(row.left == 0 or row.over == 0 for row in found.rows)


@settings(deadline=None, max_examples=50)
@given(SIZES)
def test_joining_never_loses_a_seat(sizes):
    units = tuple(QuotaUnit(f"u{n}", f"单位{n}", "department") for n in range(len(sizes)))
    people = tuple(one for unit, n in zip(units, sizes, strict=True) for one in staff(unit.id, n))
    before = inputs(people, units=units)
    after = what_if(before, settings=(RatioSetting("", 2026, CIVIL, 20, pool_name="合并"),))
    assert seat_board(after, delivered()).seats >= seat_board(before, delivered()).seats
