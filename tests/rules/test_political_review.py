"""What a political-quality review must not lack."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.political_review import (
    DIMENSIONS,
    GRADES,
    Sign,
    contradictions,
    grade_shown,
    is_thin,
    review_problems,
    sign_problems,
)


def sign(key="s", dimension="政治担当", positive=True, text="主动领办信访积案", source=""):
    return Sign(key, dimension, positive, text, source)


def test_a_negative_sign_needs_its_source():
    assert sign_problems(sign(positive=True)) == ()
    (problem,) = sign_problems(sign(positive=False))
    assert problem.field == "source"
    assert "必须注明来源" in problem.message
    assert sign_problems(sign(positive=False, source="县委巡察反馈〔2026〕3号")) == ()


@pytest.mark.parametrize("blank", ["", " ", "　\t"])
def test_blanks_are_neither_a_source_nor_a_text(blank):
    fields = [problem.field for problem in sign_problems(sign(positive=False, text=blank, source=blank))]
    assert fields == ["text", "source"]


def test_opposite_signs_in_one_dimension_stand_side_by_side():
    signs = [sign("a"), sign("b", positive=False), sign("c", "政治忠诚"), sign("d", positive=False)]
    (found,) = contradictions(signs)
    assert found.dimension == "政治担当"
    assert [one.id for one in found.positive] == ["a"]
    assert [one.id for one in found.negative] == ["b", "d"]


def test_opposite_signs_in_different_dimensions_do_not_contradict():
    assert contradictions([sign("a"), sign("b", "政治忠诚", positive=False)]) == ()
    assert contradictions([]) == ()


@pytest.mark.parametrize(("n_evidence", "thin"), [(0, True), (2, True), (3, False), (4, False)])
def test_fewer_than_three_pieces_of_evidence_are_thin(n_evidence, thin):
    assert is_thin(n_evidence) is thin
    assert ("材料不足" in grade_shown("好", n_evidence)) is thin


def test_thin_evidence_is_said_beside_the_grade_or_instead_of_it():
    assert grade_shown("较好", 2) == "较好（材料不足）"
    assert grade_shown("", 2) == "材料不足"
    assert grade_shown("较好", 3) == "较好"
    assert grade_shown("", 3) == ""


@pytest.mark.parametrize("grade", [*GRADES, ""])
def test_grades_of_the_set_and_none_yet_pass(grade):
    assert review_problems(grade, []) == ()


@pytest.mark.parametrize("grade", ["优秀", "合格", "很好", "好 "])
def test_a_grade_from_elsewhere_is_refused_with_the_right_ones(grade):
    (problem,) = review_problems(grade, [])
    assert problem.field == "grade"
    assert "好、较好、一般、较差" in problem.message


def test_problems_of_signs_carry_their_id():
    problems = review_problems("好", [sign("a"), sign("b", positive=False)])
    assert [problem.field for problem in problems] == ["b"]


SIGNS = st.builds(
    Sign, st.uuids().map(str), st.sampled_from(DIMENSIONS), st.booleans(), st.just("事例"), st.just("出处")
)


@settings(deadline=None)
@given(st.lists(SIGNS, max_size=20))
def test_contradictions_hold_every_sign_of_their_dimension_and_both_kinds(signs):
    found = contradictions(signs)
    for one in found:
        ids = {item.id for item in (*one.positive, *one.negative)}
        assert ids == {item.id for item in signs if item.dimension == one.dimension}
        assert one.positive
        assert one.negative
    others = {item.dimension for item in signs} - {one.dimension for one in found}
    for dimension in others:
        assert len({item.is_positive for item in signs if item.dimension == dimension}) == 1
