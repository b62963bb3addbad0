"""People judge the rules and leave findings; a decision lasts as long as the values it was made about."""

import pytest

from cadre_desktop.errors import InvalidInput
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import history
from cadre_desktop.services.data_quality import RULES, Severity, quick_findings
from cadre_desktop.services.quality import decisions
from tests.services.people import cadre, change

MISSING = RULES[0]


def found(db, code="missing"):
    return [f for f in quick_findings(db) if f.code == code]


def left(db):
    decided = decisions.left_here(db)
    return [f.what for f in found(db) if decisions.is_left(f, decided)]


def test_a_finding_is_left_with_a_reason_until_its_values_change(db):
    who = cadre(db)
    assert left(db) == []
    assert decisions.leave(db, found(db), "  档案在市里  ") == 1
    (words,) = left(db)
    assert words.startswith("没有填写民族")
    change(db, "cadre", who, remark="不相干的修改")
    assert left(db) == [words]
    change(db, "cadre", who, ethnic="汉族")
    assert len(found(db)) == 1
    assert left(db) == []


def test_leaving_needs_a_reason_and_stands_in_the_trail(db):
    cadre(db)
    with pytest.raises(InvalidInput, match="原因"):
        decisions.leave(db, found(db), "  ")
    assert decisions.left_here(db) == {}
    decisions.leave(db, found(db), "档案在市里")
    (kept,) = decisions.left_here(db).values()
    assert (kept.why, kept.at[:10]) == ("档案在市里", "2026-11-21")
    note = history.acts(db)[0]
    assert note.title == "保留检查结果"
    assert "档案在市里" in str(note)


def test_what_was_left_can_be_taken_up_again(db):
    cadre(db)
    decisions.leave(db, found(db), "档案在市里")
    decisions.take_up(db, found(db))
    assert left(db) == []
    assert decisions.left_here(db) == {}


def test_a_rule_is_judged_another_way_or_not_at_all(db):
    cadre(db, work_start_on=PartialDate(2009, 8))
    assert found(db)[0].severity is Severity.WARNING
    decisions.set_level(db, MISSING, Severity.ERROR)
    assert found(db)[0].severity is Severity.ERROR
    decisions.set_level(db, MISSING, None)
    assert found(db) == []
    decisions.set_level(db, MISSING, MISSING.severity)
    assert decisions.levels_here(db) == {}
    assert [f.severity for f in found(db)] == [Severity.WARNING]
