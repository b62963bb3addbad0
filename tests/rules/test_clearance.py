"""澄清正名: what may be cleared and what then counts no more."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.clearance import (
    ClearanceFile,
    clearance_gaps,
    cleared_records,
    may_be_cleared,
    require_clearable,
)
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
FULL = ClearanceFile(
    "k1",
    ON,
    "untrue",
    frozenset({"verifier", "situation", "consent", "way", "scope", "approved_on"}),
    frozenset({"c1", "s1"}),
    cleared_on=ON,
    revisited_on=ON,
)


@pytest.mark.parametrize(
    ("finding", "may"), [("untrue", True), ("false_charge", True), ("unclear", False), ("true", False), ("", False)]
)
def test_only_what_was_found_untrue_or_a_false_charge_may_be_cleared(finding, may):
    case = replace(FULL, finding=finding)
    assert may_be_cleared(case, delivered()).value is may
    assert cleared_records([case], delivered(), ON) == (FULL.about if may else frozenset())
    if may:
        require_clearable(case, delivered())
    else:
        with pytest.raises(NotAllowed, match="不能澄清，只有查明不实或诬告陷害的才能澄清"):
            require_clearable(case, delivered())


def test_the_reason_names_the_finding_and_the_source():
    found = may_be_cleared(replace(FULL, finding="unclear"), delivered())
    assert found.sentence.startswith("核查结论“无法认定”：不能澄清")
    assert "未查实但不能排除的不属不实" in found.source
    assert found.records == ("k1",)


def test_records_count_no_more_from_the_day_of_clearing():
    assert cleared_records([FULL], delivered(), ON) == {"c1", "s1"}
    assert cleared_records([FULL], delivered(), ON - timedelta(days=1)) == frozenset()
    assert cleared_records([replace(FULL, cleared_on=None)], delivered(), ON) == frozenset()
    other = replace(FULL, record="k2", about=frozenset({"c9"}))
    assert cleared_records([FULL, other], delivered(), ON) == {"c1", "s1", "c9"}


@pytest.mark.parametrize("name", sorted(FULL.filled))
def test_each_missing_field_is_named(name):
    gaps = clearance_gaps(replace(FULL, filled=FULL.filled - {name}), delivered()).value
    assert len(gaps) == 1


def test_a_full_clearance_lacks_nothing_and_a_new_one_asks_for_no_revisit_yet():
    assert clearance_gaps(FULL, delivered()).value == ()
    assert clearance_gaps(FULL, delivered()).sentence == "填写完整。"
    fresh = replace(FULL, cleared_on=None, revisited_on=None)
    assert clearance_gaps(fresh, delivered()).value == ()


def test_afterwards_the_revisit_and_the_false_charge_are_followed():
    assert clearance_gaps(replace(FULL, revisited_on=None), delivered()).value == ("效果回访",)
    book = changed("clearance.revisit", False)
    assert clearance_gaps(replace(FULL, revisited_on=None), book).value == ()
    charged = replace(FULL, finding="false_charge")
    assert clearance_gaps(charged, delivered()).value == ("诬告线索移交",)
    assert clearance_gaps(replace(charged, charge_handed_on=ON), delivered()).value == ()


def test_there_is_no_place_for_whoever_complained():
    names = {field.name for field in fields(ClearanceFile)}
    assert names == {
        "record", "on", "finding", "filled", "about", "cleared_on", "revisited_on", "charge_handed_on",
    }  # fmt: skip
