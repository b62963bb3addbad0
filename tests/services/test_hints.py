"""Hints: told with their reasons while a record is filled in, and put in the trail when it is saved against them."""

from datetime import date
from typing import Any

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import SanctionName
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import TeamGrade, UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.services import hints, history, records
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty

ANNUAL = BY_KEY["annual_assessment"]


def annual(db: Database, whose: str, grade: AssessmentGrade | None, **values: Any) -> list[Hint]:
    given = {
        "cadre": Link(whose, "某人"),
        "year": YEAR,
        "scheme": Scheme.CIVIL,
        "participation": Participation.FULL,
        "grade": grade,
        **values,
    }
    return hints.hints(db, ANNUAL, given)


def told(found: list[Hint]) -> list[tuple[str, bool]]:
    return [(hint.rule, hint.asks) for hint in found]


def test_a_kind_without_rules_has_no_hints(db: Database) -> None:
    assert hints.hints(db, BY_KEY["cadre"], {"name": "某人"}) == []
    assert hints.watched(BY_KEY["cadre"]) == ()
    assert "grade" in hints.watched(ANNUAL)


def test_an_unfinished_form_has_no_hints(db: Database) -> None:
    assert hints.hints(db, ANNUAL, {"cadre": None, "year": None, "grade": AssessmentGrade.EXCELLENT}) == []


def test_excellent_against_an_admonition_asks_and_competent_is_only_told(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 10)
    record = county.admonition(people[0], date(2025, 4, 3))
    county.file(db)
    asked = annual(db, people[0], AssessmentGrade.EXCELLENT)
    assert told(asked) == [("处分处理", True)]
    assert asked[0].records == (record,)
    assert asked[0].source.startswith("关于组织人事部门")
    assert told(annual(db, people[0], AssessmentGrade.COMPETENT)) == [("处分处理", False)]
    assert annual(db, people[1], AssessmentGrade.EXCELLENT) == []


def test_a_grade_for_somebody_to_be_left_without_one_asks(db: Database) -> None:
    county = AssessedCounty()
    (whose,) = county.staff(county.bureau, 1)
    county.sanction(whose, SanctionName.DEMERIT, "2025.03.05")
    county.file(db)
    assert told(annual(db, whose, AssessmentGrade.COMPETENT)) == [("处分处理", True)]
    ungraded = {"participation": Participation.UNGRADED}
    assert told(annual(db, whose, AssessmentGrade.UNGRADED, **ungraded)) == [("处分处理", False)]


def test_the_first_person_over_the_seats_is_told_with_the_sum(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 10)
    county.excellent(people[:1])
    county.file(db)
    assert annual(db, people[1], AssessmentGrade.EXCELLENT) == []
    county.excellent(people[1:2])
    county.file(db)
    (hint,) = annual(db, people[2], AssessmentGrade.EXCELLENT)
    assert (hint.rule, hint.asks) == ("优秀名额", True)
    assert "10人×20%＝2，只舍不入，2名；已用3名，超1名" in hint.sentence
    assert annual(db, people[1], AssessmentGrade.EXCELLENT) == []


def test_the_head_of_a_unit_that_merely_passed_is_not_to_be_excellent(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.town, 10)
    head = county.person("镇长", county.town, title="镇长", post={"is_leader": True, "member_kind": MemberKind.HEAD})
    deputy = county.person("副镇长", county.town, post={"is_leader": True, "member_kind": MemberKind.DEPUTY})
    for number in range(8):
        county.person(f"班子{number}", county.town, post={"is_leader": True})
    county.unit_result(county.town, UnitGrade.PASSED)
    county.file(db)
    (hint,) = annual(db, head, AssessmentGrade.EXCELLENT)
    assert (hint.rule, "主要负责人不评先评优" in hint.sentence) == ("主要负责人评先评优", True)
    assert annual(db, deputy, AssessmentGrade.EXCELLENT) == []


def unit(db: Database, county: AssessedCounty, record: str | None = None, **values: Any) -> list[Hint]:
    given = {"unit": Link(county.town, "青石镇"), "year": YEAR, "grade": UnitGrade.GOOD, **values}
    return hints.hints(db, BY_KEY["unit_assessment"], given, record)


def test_a_team_is_not_excellent_in_a_unit_that_is_not(db: Database) -> None:
    county = AssessedCounty()
    county.file(db)
    assert told(unit(db, county)) == [("班子评优", False)]
    assert told(unit(db, county, team_grade=TeamGrade.EXCELLENT)) == [("班子评优", True)]
    excused = {"team_grade": TeamGrade.EXCELLENT, "team_reason": "抗洪立功，县委研究同意"}
    assert told(unit(db, county, **excused)) == [("班子评优", False)]
    assert ("班子评优", True) not in told(unit(db, county, grade=UnitGrade.EXCELLENT, team_grade=TeamGrade.EXCELLENT))


def test_a_unit_is_told_which_of_the_four_links_are_missing(db: Database) -> None:
    county = AssessedCounty()
    record = county.unit_result(county.town, UnitGrade.EXCELLENT, {UseKind.BONUS: 120000.0, UseKind.FUNDS: None})
    county.file(db)
    found = unit(db, county, record, grade=UnitGrade.EXCELLENT)
    gaps = next(hint for hint in found if hint.rule == "四挂钩")
    assert not gaps.asks
    assert "选拔任用和职级晋升是否挂钩未填写" in gaps.sentence
    assert "乡镇奖励性公用经费" not in gaps.sentence
    assert ("主要负责人记功", False) in told(found)


@pytest.mark.parametrize(
    ("percent", "document", "part"),
    [
        (20, "", ""),
        (25, "清组发〔2025〕9号", ""),
        (25, "", "请填写同意的文号"),
        (30, "清组发〔2025〕9号", "超过规定的最高比例25%"),
    ],
)
def test_a_ratio_above_the_usual_wants_its_paper(db: Database, percent: int, document: str, part: str) -> None:
    values = {"year": YEAR, "pool": Pool.CIVIL, "unit_kind": UnitKind.TOWNSHIP, "percent": percent}
    found = hints.hints(db, BY_KEY["quota_setting"], {**values, "document": document})
    assert [part in hint.sentence for hint in found] == ([True] if part else [])


def test_the_hint_about_the_quarter_rounds_like_everything_else(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 22)
    for number, whose in enumerate(people):
        county.quarter(whose, Period.Q1, FourGrade.GOOD if number < 8 else FourGrade.FAIR)
    county.file(db)

    def asked(whose: str, grade: FourGrade) -> list[Hint]:
        values = {"cadre": Link(whose, "某人"), "year": YEAR, "period": Period.Q1, "grade": grade}
        return hints.hints(db, BY_KEY["regular_assessment"], values)

    assert asked(people[7], FourGrade.GOOD) == []
    (hint,) = asked(people[8], FourGrade.GOOD)
    assert "22人×40%＝8.8，只舍不入，8名；已用9名" in hint.sentence
    assert asked(people[8], FourGrade.FAIR) == []


def test_the_reason_goes_into_the_trail_and_none_is_none(db: Database) -> None:
    county = AssessedCounty()
    record = county.result(county.staff(county.bureau, 1)[0])
    county.file(db)
    against = [Hint("优秀名额", "超1名。"), Hint("处分处理", "受诫勉。")]
    hints.note_reason(db, ANNUAL, record, against, "县委研究同意")
    hints.note_reason(db, ANNUAL, record, against, " ")
    latest, before = history.acts(db)[:2]
    assert (latest.title, latest.action, latest.kind_title) == ("年度考核：提示后保存", "提示后保存", "年度考核")
    assert "县委研究同意" in before.facts
    assert "受诫勉。" in before.facts
    assert hints.NO_REASON in latest.facts
    assert records.load(db, ANNUAL, record)[1] == 1
