"""The arithmetic of paper ballots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.ballots import (
    BallotRow,
    BallotSheet,
    count_problems,
    option_rates,
    row_problem,
    sheet_problems,
    summed,
)


def row(good, fair, poor=0, label="政治忠诚", **more):
    return BallotRow(label, {"优秀": good, "合格": fair, "不合格": poor}, **more)


@pytest.mark.parametrize("counts", [(30, 28, 27), (30, 30, 30), (0, 0, 0), (1, 0, 0)])
def test_counts_that_do_not_grow_pass(counts):
    assert count_problems(*counts) == ()


@pytest.mark.parametrize(
    ("counts", "field", "words"),
    [
        ((30, 31, 30), "returned", "收回31票，多于发出的30票，多1票"),
        ((30, 28, 30), "valid", "有效30票，多于收回的28票，多2票"),
        ((-1, -1, -1), "issued", "发出票数不能为负数"),
        ((5, 3, -1), "valid", "有效票数不能为负数，现为-1"),
    ],
)
def test_wrong_counts_are_named_with_the_difference(counts, field, words):
    problem = count_problems(*counts)[0]
    assert problem.field == field
    assert words in problem.message


def test_a_row_has_to_add_up_to_the_valid_ballots():
    assert row_problem(row(20, 7), 27) is None
    assert "合计28票，与有效27票不符，多1票" in row_problem(row(20, 8), 27).message
    assert "合计26票，与有效27票不符，少1票" in row_problem(row(20, 6), 27).message


def test_negative_votes_are_refused_even_when_the_sum_fits():
    problem = row_problem(row(28, 0, -1), 27)
    assert problem.field == "政治忠诚"
    assert "“不合格”票数不能为负数" in problem.message


def test_a_sheet_gathers_all_its_problems():
    sheet = BallotSheet(
        30, 31, 27, (row(20, 7), row(20, 6, label="政治定力"), row(27, 1, label="总体", is_overall=True))
    )
    assert [problem.field for problem in sheet_problems(sheet)] == ["returned", "政治定力", "总体"]


def test_two_overall_rows_are_one_too_many():
    overall = row(27, 0, label="总体评价", is_overall=True)
    assert sheet_problems(BallotSheet(30, 28, 27, (overall,))) == ()
    problems = sheet_problems(BallotSheet(30, 28, 27, (overall, overall)))
    assert [problem.field for problem in problems] == ["rows"]


def test_the_overall_row_is_found_and_stays_out_of_the_sum():
    overall = row(25, 2, label="总体评价", is_overall=True)
    sheet = BallotSheet(30, 28, 27, (row(20, 7), row(21, 6), overall))
    assert sheet.overall is overall
    assert BallotSheet(1, 1, 1).overall is None
    assert dict(summed(sheet.rows).votes) == {"优秀": 41, "合格": 13, "不合格": 0}
    assert summed([]).total == 0


def test_rates_keep_their_denominators():
    sheet = BallotSheet(30, 28, 27)
    assert sheet.return_rate.in_full() == "93.3%（28/30）"
    assert sheet.valid_rate.in_full() == "96.4%（27/28）"
    assert option_rates(row(20, 7))["优秀"].in_full() == "74.1%（20/27）"
    assert option_rates(row(0, 0))["优秀"].text() == "—"


@settings(deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.integers(-60, 60))
def test_a_row_passes_exactly_when_its_votes_equal_the_valid_ones(votes, off):
    made = BallotRow("行", {str(n): count for n, count in enumerate(votes)})
    problem = row_problem(made, made.total - off)
    assert (problem is None) == (off == 0)
    assert problem is None or f"{abs(off)}票，请核对" in problem.message


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_counts_pass_exactly_when_they_do_not_grow(issued, returned, valid):
    assert (count_problems(issued, returned, valid) == ()) == (issued >= returned >= valid)
