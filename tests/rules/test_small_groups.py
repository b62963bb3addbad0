"""Counts that give nobody away."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.small_groups import SMALLEST, merged_groups, merged_table

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 8), max_size=7)


@st.composite
def tables(draw):
    n_columns = draw(st.integers(1, 4))
    rows = [f"r{n}" for n in range(draw(st.integers(1, 5)))]
    cells = [[draw(st.integers(0, 6)) for _ in range(n_columns)] for _ in rows]
    return rows, [f"c{n}" for n in range(n_columns)], cells


def as_pairs(groups):
    return [(group.label, group.count) for group in groups]


def test_groups_of_three_and_more_stay_as_they_are():
    assert as_pairs(merged_groups({"职工": 12, "班子": 3, "一把手": 4})) == [("职工", 12), ("班子", 3), ("一把手", 4)]


def test_small_groups_are_joined_where_the_first_of_them_stood():
    assert as_pairs(merged_groups({"职工": 12, "一把手": 1, "班子": 5, "上级": 2})) == [
        ("职工", 12),
        ("一把手、上级", 3),
        ("班子", 5),
    ]


def test_a_single_small_group_takes_the_smallest_other_with_it():
    assert as_pairs(merged_groups({"职工": 12, "一把手": 1, "班子": 5})) == [("职工", 12), ("一把手、班子", 6)]


def test_empty_groups_stay_visible():
    assert as_pairs(merged_groups({"职工": 4, "群众": 0})) == [("职工", 4), ("群众", 0)]
    assert as_pairs(merged_groups({"职工": 0})) == [("职工", 0)]
    assert merged_groups({}) == ()


def test_two_people_in_all_are_not_published_and_three_are():
    assert merged_groups({"职工": 1, "班子": 1}) is None
    assert as_pairs(merged_groups({"职工": 2, "班子": 1})) == [("职工、班子", 3)]


def test_the_smallest_size_is_the_callers_choice():
    assert as_pairs(merged_groups({"职工": 4, "班子": 9}, smallest=5)) == [("职工、班子", 13)]
    assert as_pairs(merged_groups({"职工": 1}, smallest=1)) == [("职工", 1)]
    with pytest.raises(ValueError, match="至少为1"):
        merged_groups({"职工": 1}, smallest=0)
    with pytest.raises(ValueError, match="负数"):
        merged_groups({"职工": -1})


def test_neighbouring_grades_are_joined_until_no_cell_is_small():
    table = merged_table(["职工", "班子"], ["好", "较好", "一般", "较差"], [[9, 3, 1, 0], [5, 4, 0, 0]])
    assert table.columns == (("好",), ("较好", "一般", "较差"))
    assert table.cells == ((9, 4), (5, 4))


def test_a_row_of_one_interviewee_vanishes_in_another_row():
    table = merged_table(["一把手", "职工"], ["好", "较差"], [[0, 1], [6, 5]])
    assert table.rows == (("一把手", "职工"),)
    assert table.cells == ((6, 6),)


def test_a_table_of_two_people_is_not_published():
    assert merged_table(["职工"], ["好"], [[2]]) is None
    assert merged_table(["职工"], ["好"], [[3]]).total == 3


def test_a_row_of_one_answer_is_joined_with_the_smallest_other():
    table = merged_table(["职工", "班子", "一把手"], ["好", "较差"], [[9, 5], [4, 3], [6, 0]])
    assert table.rows == (("职工",), ("班子", "一把手"))
    assert table.cells == ((9, 5), (10, 3))


def test_where_all_gave_one_answer_no_answer_is_published():
    table = merged_table(["职工", "班子"], ["好", "一般", "较差"], [[9, 0, 0], [4, 0, 0]])
    assert table.rows == (("职工", "班子"),)
    assert table.columns == (("好", "一般", "较差"),)
    assert table.cells == ((13,),)


def test_an_answer_that_joining_made_the_only_one_is_joined_too():
    table = merged_table(["职工", "班子"], ["好", "一般", "较差"], [[3, 5, 9], [3, 1, 0]])
    assert table.rows == (("职工", "班子"),)
    assert table.columns == (("好", "一般"), ("较差",))
    assert table.cells == ((12, 9),)


@settings(deadline=None)
@given(tables())
def test_no_row_tells_what_everybody_in_it_said(case):
    table = merged_table(*case)
    if table is not None and len(table.columns) > 1:
        assert all(sum(count > 0 for count in line) != 1 for line in table.cells)


@settings(deadline=None)
@given(COUNTS)
def test_no_published_count_nor_any_rest_of_the_total_is_small(counts):
    groups = merged_groups(counts)
    if groups is None:
        assert 0 < sum(counts.values()) < SMALLEST
        return
    published = [group.count for group in groups]
    total = sum(counts.values())
    assert sum(published) == total
    for size in range(len(published) + 1):
        for taken in combinations(published, size):
            assert total - sum(taken) == 0 or total - sum(taken) >= SMALLEST


@settings(deadline=None)
@given(COUNTS)
def test_every_label_appears_once_and_its_people_are_in_its_group(counts):
    groups = merged_groups(counts) or ()
    labels = [label for group in groups for label in group.labels]
    assert sorted(labels) == (sorted(counts) if groups else [])
    assert all(group.count == sum(counts[label] for label in group.labels) for group in groups)


@settings(deadline=None)
@given(COUNTS)
def test_nothing_is_joined_without_need(counts):
    for group in merged_groups(counts) or ():
        small = [label for label in group.labels if counts[label] < SMALLEST]
        assert len(group.labels) == 1 or small
        assert len(group.labels) - len(small) <= 1


@settings(deadline=None)
@given(tables())
def test_no_published_cell_row_or_column_is_small(case):
    rows, columns, cells = case
    table = merged_table(rows, columns, cells)
    total = sum(map(sum, cells))
    if table is None:
        assert 0 < total < SMALLEST
        return
    figures = [count for line in table.cells for count in line]
    figures += [sum(line) for line in table.cells] + [sum(column) for column in zip(*table.cells, strict=True)]
    figures += [total - count for count in figures]
    assert all(count == 0 or count >= SMALLEST for count in figures)
    assert table.total == total


@settings(deadline=None)
@given(tables())
def test_joined_columns_are_neighbours_and_none_is_lost(case):
    rows, columns, cells = case
    table = merged_table(rows, columns, cells)
    if table is not None:
        assert [label for head in table.columns for label in head] == columns
        assert sorted(label for head in table.rows for label in head) == rows
        assert len(table.cells) == len(table.rows)


def labels_together(published):
    """Which labels are told apart from which others."""
    return [set(part) for part in published]


def is_coarser(coarse, fine):
    """Whether every group of the one is made of whole groups of the other."""
    return all(any(group <= whole for whole in coarse) for group in fine)


def test_a_greater_size_leaves_joined_what_a_smaller_one_joined():
    cells = [[4, 2, 5, 9], [8, 8, 8, 8]]
    parts = [merged_table(["职工", "班子"], ["好", "较好", "一般", "较差"], cells, size).columns for size in (3, 5, 6)]
    assert parts == [
        (("好", "较好"), ("一般",), ("较差",)),
        (("好", "较好"), ("一般",), ("较差",)),
        (("好", "较好"), ("一般", "较差")),
    ]


def test_two_sizes_never_cut_the_same_answers_differently():
    # Joined afresh for 5 it would be 好、较好 5 and 一般、较差 5: less 好 3 from the report for 3, 较好 2 and 一般 1.
    three, five = (merged_table(["职工"], ["好", "较好", "一般", "较差"], [[3, 2, 1, 4]], size) for size in (3, 5))
    assert (three.columns, three.cells) == ((("好",), ("较好", "一般"), ("较差",)), ((3, 3, 4),))
    assert (five.columns, five.cells) == ((("好", "较好", "一般", "较差"),), ((10,),))


@settings(deadline=None)
@given(COUNTS, st.integers(1, 9), st.integers(1, 9))
def test_groups_of_two_sizes_lie_within_each_other(counts, one, other):
    fine, coarse = (merged_groups(counts, size) for size in sorted((one, other)))
    if coarse is not None:
        assert fine is not None
        assert is_coarser(*(labels_together(group.labels for group in groups) for groups in (coarse, fine)))


@settings(deadline=None)
@given(tables(), st.integers(1, 9), st.integers(1, 9))
def test_tables_of_two_sizes_lie_within_each_other(case, one, other):
    fine, coarse = (merged_table(*case, size) for size in sorted((one, other)))
    if coarse is None:
        return
    assert fine is not None
    assert is_coarser(labels_together(coarse.rows), labels_together(fine.rows))
    assert is_coarser(labels_together(coarse.columns), labels_together(fine.columns))
    for row, line in zip(coarse.rows, coarse.cells, strict=True):
        for column, count in zip(coarse.columns, line, strict=True):
            parts = [
                fine.cells[r][c]
                for r, names in enumerate(fine.rows)
                for c, heads in enumerate(fine.columns)
                if set(names) <= set(row) and set(heads) <= set(column)
            ]
            assert sum(parts) == count


@settings(deadline=None)
@given(tables(), st.integers(1, 9))
def test_each_size_keeps_its_own_promise(case, smallest):
    table = merged_table(*case, smallest)
    for count in [count for line in table.cells for count in line] if table else ():
        assert count == 0 or count >= smallest
