"""How complete a file is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.completeness import Part, completeness

PARTS = st.lists(st.builds(Part, st.text(), st.text(), st.booleans(), st.integers(1, 9)), min_size=1, max_size=20)


def test_the_missing_are_named_heaviest_first():
    found = completeness(
        [
            Part("photo", "照片", False),
            Part("birth", "出生年月", True, 3),
            Part("talks", "五必谈", False, 4),
            Part("resume", "简历", False),
        ]
    )
    assert found.percent == 33
    assert found.missing == ("五必谈", "照片", "简历")


def test_one_light_part_missing_of_many_is_not_yet_a_hundred():
    parts = [Part(str(n), "", True, 9) for n in range(50)]
    assert completeness(parts).percent == 100
    assert completeness([*parts, Part("last", "照片", False)]).percent == 99


def test_no_parts_and_no_weight_are_refused():
    with pytest.raises(ValueError, match="至少要有一项"):
        completeness([])
    with pytest.raises(ValueError, match="权重至少为1"):
        completeness([Part("a", "a", True, 0)])


@settings(deadline=None)
@given(PARTS)
def test_a_hundred_is_said_exactly_when_nothing_is_missing(parts):
    found = completeness(parts)
    assert (found.percent == 100) == (found.missing == ())
    assert (found.percent == 100) == all(part.present for part in parts)
    assert len(found.missing) == sum(not part.present for part in parts)
    assert 0 <= found.percent <= 100
