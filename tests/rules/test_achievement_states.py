"""The way of an achievement to the file."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.achievement_states import (
    EDITABLE,
    SELF_STATEMENT,
    STATE_LABELS,
    TRANSITIONS,
    next_states,
    require_step,
    rests_on_self_statement,
    self_statement_share,
)

STATES = list(TRANSITIONS)


def test_the_usual_way_leads_from_draft_to_file():
    way = ["draft", "declared", "reviewing", "confirmed", "filed"]
    for state, target in pairwise(way):
        require_step(state, target, ["document"])


def test_a_returned_achievement_is_declared_again():
    assert next_states("reviewing") == ("confirmed", "returned")
    require_step("reviewing", "returned", [])
    require_step("returned", "declared", [])


def test_skipping_the_review_is_refused_with_the_next_step_named():
    with pytest.raises(NotAllowed, match="“草稿”状态不能转为“认定”，下一步：申报"):
        require_step("draft", "confirmed", ["document"])


def test_what_is_filed_stays():
    with pytest.raises(NotAllowed, match="不能再变动"):
        require_step("filed", "draft", ["document"])


@pytest.mark.parametrize("evidence", [[], [SELF_STATEMENT], [SELF_STATEMENT] * 3])
def test_a_self_statement_alone_is_not_confirmed_or_filed(evidence):
    for state, target in (("reviewing", "confirmed"), ("confirmed", "filed")):
        with pytest.raises(NotAllowed, match="只有本人自述") as caught:
            require_step(state, target, evidence)
        assert "佐证" in caught.value.hint


def test_one_piece_of_other_evidence_is_enough():
    require_step("reviewing", "confirmed", [SELF_STATEMENT, "photo"])


def test_an_unknown_state_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="没有“lost”这个状态"):
        next_states("lost")


def test_the_share_on_self_statement_keeps_its_denominator():
    share = self_statement_share([[], [SELF_STATEMENT], [SELF_STATEMENT, "document"], ["data"]])
    assert share.in_full() == "50.0%（2/4）"
    assert self_statement_share([]).text() == "—"


def test_every_state_has_a_label_and_only_known_successors():
    assert set(STATE_LABELS) == set(TRANSITIONS)
    assert {target for targets in TRANSITIONS.values() for target in targets} <= set(TRANSITIONS)
    assert set(TRANSITIONS) >= EDITABLE


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(STATES), max_size=12),
    st.lists(st.sampled_from([SELF_STATEMENT, "document", "data"]), max_size=3),
)
def test_no_sequence_of_steps_confirms_without_review_and_evidence(targets, evidence):
    state, seen = "draft", ["draft"]
    for target in targets:
        try:
            require_step(state, target, evidence)
        except NotAllowed:
            continue
        state = target
        seen.append(state)
    if "confirmed" in seen:
        assert "reviewing" in seen[: seen.index("confirmed")]
        assert not rests_on_self_statement(evidence)
