"""What 工作情况数据表 counts of its own: merits, heroes, surveys, visits, lists, papers, tasks, ratios."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cadre_desktop.figures.figure import Figure
from cadre_desktop.records.achievement import AchievementState, Basis, Group, Ledger, Paper
from cadre_desktop.records.annual_answer import Standing
from cadre_desktop.records.checklist import ChecklistState
from cadre_desktop.records.honour import HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.liaison import LiaisonKind
from cadre_desktop.records.performance_term import Responsibility
from cadre_desktop.records.problem import ProblemSource, ProblemState, Route
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import Dimension, Polarity
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import figures as service
from cadre_desktop.services import records, rule_book
from cadre_desktop.storage.database import Database
from tests import examples
from tests.services.people import cadre, filed, post, unit


def figures(db: Database, **asked: Any) -> dict[str, Figure]:
    return {one.key: one for one in service.figures(db, **asked)}


@pytest.fixture
def town(db: Database) -> Link:
    return unit(db)


@pytest.fixture
def somebody(db: Database, town: Link) -> Link:
    who = cadre(db, "周思远")
    post(db, who, town)
    return who


def honour(db: Database, who: Link, kind: HonourKind, **more: Any) -> Link:
    told = {"to": HonourTo.PERSON, "cadre": who, "name": kind.label, "kind": kind, "level": HonourLevel.COUNTY}
    return filed(db, "honour", **{**told, "awarded_on": PartialDate(2026, 3), "state": HonourState.ISSUED, **more})


def test_a_hero_was_sanctioned_before_unless_the_sanction_was_withdrawn(db: Database, somebody: Link) -> None:
    told = {"sanction_class": SanctionClass.PARTY, "name": SanctionName.PARTY_WARNING, "authority": "县纪委"}
    honour(db, somebody, HonourKind.HERO)
    assert figures(db)["honour_hero_sanctioned"].value == 0
    gone = {"withdrawn_on": PartialDate(2021, 5), "withdrawn_document": "纪〔2021〕2号"}
    filed(db, "sanction", cadre=somebody, decided_on=PartialDate(2020, 6), **told, **gone)
    assert figures(db)["honour_hero_sanctioned"].value == 0
    filed(db, "sanction", cadre=somebody, decided_on=PartialDate(2019, 6), **told)
    assert figures(db)["honour_hero_sanctioned"].value == 1


def test_merits_count_people_and_third_class_apart(db: Database, somebody: Link) -> None:
    for kind in (HonourKind.MERIT_3, HonourKind.MERIT_3, HonourKind.MERIT_2, HonourKind.COMMENDED):
        honour(db, somebody, kind, awarded_on=PartialDate(2026, 3))
    found = figures(db)
    assert (found["merit_people"].value, found["merit_third_people"].value) == (1, 1)
    assert found["merit_city_staff"].value == 0


def test_surveys_count_each_village_and_the_township_it_belongs_to_once(
    db: Database, town: Link, somebody: Link
) -> None:
    villages = [filed(db, "unit", name=f"{name}村", kind=UnitKind.VILLAGE, parent=town) for name in ("东", "西")]
    for point in (*villages, villages[0]):
        filed(db, "liaison", kind=LiaisonKind.STUDY, cadre=somebody, point=point, started_on=date(2026, 3, 2))
    filed(db, "liaison", kind=LiaisonKind.STUDY, cadre=somebody, point=villages[1], started_on=date(2025, 12, 31))
    filed(db, "liaison", kind=LiaisonKind.TOWNSHIP, cadre=somebody, point=town, started_on=date(2026, 3, 2))
    found = figures(db)
    assert (found["survey_villages"].value, found["survey_places"].value) == (2, 1)


def test_visits_count_who_went_else_whose_point_it_is(db: Database, somebody: Link, town: Link) -> None:
    other = cadre(db, "何佳慧")
    post(db, other, town)
    point = filed(
        db, "liaison", kind=LiaisonKind.HOUSEHOLD, cadre=somebody, point_name="东组1号", started_on=date(2026, 1, 5)
    )
    for who, day in ((other, date(2026, 2, 1)), (other, date(2026, 3, 1)), (None, date(2026, 4, 1))):
        filed(db, "liaison_visit", liaison=point, visited_on=day, content="看望。", **({"cadre": who} if who else {}))
    assert set(figures(db)["visit_people"].ids) == {somebody.id, other.id}
    assert figures(db, as_of=date(2026, 3, 31))["visit_people"].ids == (other.id,)


def test_items_of_lists_count_while_their_list_is_in_force(db: Database) -> None:
    made = filed(db, "checklist", name="政绩观检视清单", year=2026, state=ChecklistState.DRAFT)
    for number, polarity in enumerate((Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEGATIVE), 1):
        told = {"checklist": made, "number": number, "dimension": Dimension.DUTY, "text": f"条目{number}"}
        filed(db, "checklist_item", polarity=polarity, **told)
    assert [figures(db)[f"checklist_{side}"].value for side in ("positive", "negative")] == [0, 0]
    kind = examples.BY_KEY["checklist"]
    values, version = records.load(db, kind, made.id)
    records.change(db, kind, made.id, version, {**values, "state": ChecklistState.IN_FORCE})
    assert [figures(db)[f"checklist_{side}"].value for side in ("positive", "negative")] == [1, 2]


def test_somebody_with_two_negative_signs_is_one(db: Database, somebody: Link) -> None:
    review = filed(db, "political_review", cadre=somebody, year=2026, started_on=date(2026, 9, 1))
    for fact in ("推进迟缓", "回避矛盾"):
        sign = {**examples.a_sign(db), "review": review, "fact": fact}
        filed(db, "sign", **sign)
    found = figures(db)
    assert (found["signs_negative"].value, found["signs_negative_people"].value) == (2, 1)
    assert figures(db, year=2025)["signs_negative_people"].value == 0


def test_achievements_count_by_paper_but_not_as_drafts(db: Database, somebody: Link, town: Link) -> None:
    told = {"cadre": somebody, "unit": town, "year": 2026, "ledger": Ledger.VISIBLE, "basis": Basis.KEY_TASK}
    told |= {"group": Group.SPECIAL, "own_role": Responsibility.CHIEF, "result": "已建成。"}
    made = [filed(db, "achievement", title=f"事项{n}", paper=Paper.PARTY, **told) for n in range(2)]
    assert figures(db)["achievements_paper_party"].value == 0
    with db.work("申报") as session:
        session.get_one(examples.BY_KEY["achievement"].model, made[0].id).state = AchievementState.DECLARED
    found = figures(db)
    assert found["achievements_paper_party"].ids == (made[0].id,)
    assert found["achievements_paper_conduct"].value == 0


def test_a_task_is_done_by_the_year_whose_answer_says_so(db: Database) -> None:
    task = examples.one(db, "term_task")
    second = {**examples.a_task(db), "number": 2, "name": "另一任务"}
    filed(db, "term_task", **second)
    answer = examples.one(db, "annual_answer")  # of 2022
    filed(db, "answer_line", answer=answer, task=task, standing=Standing.DONE, result="已建成。")
    found = figures(db)["term_tasks_done"]
    assert (found.value, found.part, found.whole) == (Decimal("50.0"), 1, 2)
    assert figures(db, year=2021, as_of=date(2021, 12, 31))["term_tasks_done"].part == 0


def test_the_ratio_of_townships_is_the_county_s_own_for_the_year_else_that_of_the_rules(db: Database) -> None:
    before = figures(db)["quota_township_percent"].value
    filed(
        db,
        "quota_setting",
        year=2026,
        pool=Pool.CIVIL,
        unit_kind=UnitKind.TOWNSHIP,
        percent=25,
        reason="倾斜",
        document="1号",
    )
    found = figures(db)
    assert (found["quota_township_percent"].value, len(found["quota_township_percent"].ids)) == (25, 1)
    assert found["quota_township_percent_before"].value == before
    assert figures(db, year=2027, as_of=date(2026, 11, 21))["quota_township_percent_before"].value == 25


def test_the_townships_pay_is_what_the_county_has_set_or_nothing(db: Database) -> None:
    assert figures(db)["township_pay_above"].text == "—"
    (shipped,) = rule_book.rule_book(db).versions("unit_results.township_pay_above", "")
    ours = replace(shipped, value=13, source="县委〔2025〕3号", valid_from=date(2025, 1, 1))
    rule_book.set_text(db, ours, reason="填写本县口径")
    assert figures(db)["township_pay_above"].text == "13%"
    assert figures(db, year=2024)["township_pay_above"].value is None


def test_measures_add_up_and_the_days_of_what_was_solved_are_averaged(db: Database, town: Link) -> None:
    assert figures(db)["problem_solving_days"].value is None
    told = {"text": "水渠没有清淤。", "source": ProblemSource.FIELD_STUDY, "village": town, "unit": town}
    told |= {"route": Route.CLAIMED, "taken_on": date(2026, 4, 8), "due_on": date(2026, 9, 8), "measures": "清淤。"}
    for day, more in (
        (
            date(2026, 4, 6),
            {"n_measures": 5, "state": ProblemState.SOLVED, "solved_on": date(2026, 6, 5), "result": "已清。"},
        ),
        (
            date(2026, 4, 7),
            {"n_measures": 2, "state": ProblemState.SOLVED, "solved_on": date(2026, 5, 8), "result": "已清。"},
        ),
        (date(2026, 4, 8), {"state": ProblemState.HANDLING}),
    ):
        filed(db, "problem", reported_on=day, **told, **more)
    found = figures(db)
    assert (found["problem_measures"].value, len(found["problem_measures"].ids)) == (7, 2)
    assert found["problem_solving_days"].text == "45.5天"
    assert figures(db, as_of=date(2026, 5, 31))["problem_solving_days"].text == "31.0天"
