"""能上能下: hits are proposals with evidence; each step has its state; the shipped texts are filed once."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.adjustment import AdjustmentSituation, AdjustmentState, AdjustmentWay
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel
from cadre_desktop.services import adjustments, dictionaries, records
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, post, unit


def grade(db: Database, who: Link, year: int, given: AssessmentGrade) -> Link:
    return filed(db, "annual_assessment", cadre=who, year=year, scheme=Scheme.CIVIL, grade=given)


def serving(db: Database, name: str = "周文静") -> Link:
    who = cadre(db, name)
    post(db, who, unit(db, f"{name}的单位"))
    return who


def started(db: Database, **values: object) -> Link:
    dictionaries.seed(db)
    with db.read() as session:
        one = session.scalars(sa.select(AdjustmentSituation).where(AdjustmentSituation.number == 3)).first()
        assert one is not None
        situation = Link(one.id, str(one))
    given = {"cadre": serving(db), "situations": (situation,), "facts": "两次未到岗。", "found_on": date(2026, 7, 8)}
    return filed(db, "adjustment", **{**given, **values})


def state(db: Database, record: Link) -> object:
    return held(db, "adjustment", record, "state")


def test_the_two_shipped_texts_have_fifteen_and_ten_situations_and_come_once(db: Database) -> None:
    assert dictionaries.seed(db) == 25 + 8 + 20 + 16
    assert dictionaries.seed(db) == 0
    with db.read() as session:
        rows = session.execute(
            sa.select(AdjustmentSituation.edition, sa.func.count(), sa.func.max(AdjustmentSituation.number))
            .where(AdjustmentSituation.in_force.is_(True) | AdjustmentSituation.in_force.is_(False))
            .group_by(AdjustmentSituation.edition)
        ).all()
    assert {tuple(row) for row in rows} == {("2022规定", 15, 15), ("2015试行", 10, 10)}


def test_the_shipped_names_are_those_the_rules_speak_of(db: Database) -> None:
    dictionaries.seed(db)
    with db.read() as session:
        fourth = sa.select(AdjustmentSituation.name).where(
            AdjustmentSituation.edition == "2022规定", AdjustmentSituation.number == 4
        )
        assert session.scalar(fourth) == "政绩观存在偏差"


def test_an_item_taken_out_by_the_county_is_put_back_only_when_asked(db: Database) -> None:
    dictionaries.seed(db)
    kind = BY_KEY["promotion_ground"]
    (first, *_) = records.all_rows(db, kind, kind.table_fields)
    records.discard(db, kind, first.id)
    assert dictionaries.seed(db) == 0
    assert dictionaries.add_shipped(db, "promotion_ground") == 1


def test_two_weak_years_running_are_a_hit_with_both_records_as_evidence(db: Database) -> None:
    who = serving(db)
    grade(db, who, 2024, AssessmentGrade.BASICALLY_COMPETENT)
    assert adjustments.hits(db) == []
    second = grade(db, who, 2025, AssessmentGrade.BASICALLY_COMPETENT)
    (hit,) = adjustments.hits(db)
    assert hit.person == who
    assert hit.number == 8
    assert second.id in hit.evidence
    assert len(hit.evidence) == 2
    assert "程序不作结论" in hit.sentence


def test_only_leading_officials_are_looked_at(db: Database) -> None:
    clerk = cadre(db, "办事员")
    staff = {"is_leader": False, "title": "干部"}
    post(db, clerk, unit(db), level=PostLevel.OTHER, **staff)
    grade(db, clerk, 2025, AssessmentGrade.INCOMPETENT)
    assert adjustments.hits(db) == []
    deputy = cadre(db, "非班子副科")
    post(db, deputy, unit(db, "白沙镇"), level=PostLevel.SECTION_DEPUTY, **staff)
    grade(db, deputy, 2025, AssessmentGrade.INCOMPETENT)
    assert [hit.person for hit in adjustments.hits(db)] == [deputy]


def test_a_deviation_is_a_hit_once_it_was_assigned_not_while_it_is_only_reported(db: Database) -> None:
    who = serving(db)
    values = {"project": "景观大道", "kind": DeviationKind.VANITY, "found_by": FoundBy.AUDIT, "problem": "闲置"}
    common = {"cadre": who, "found_on": date(2026, 5, 1)}
    filed(db, "deviation_problem", **values, **common, state=DeviationState.FOUND)
    assert adjustments.hits(db) == []
    filed(db, "deviation_problem", **values, **common, state=DeviationState.ASSIGNED, assigned_on=date(2026, 5, 9))
    (hit,) = adjustments.hits(db)
    assert (hit.number, hit.situation) == (4, "政绩观存在偏差")


def test_taking_a_hit_up_files_what_was_found_and_decides_nothing(db: Database) -> None:
    who = serving(db)
    grade(db, who, 2025, AssessmentGrade.INCOMPETENT)
    (hit,) = adjustments.hits(db)
    made = Link(adjustments.register(db, hit.key), "")
    assert state(db, made) is AdjustmentState.FOUND
    assert held(db, "adjustment", made, "way") is None
    assert held(db, "adjustment", made, "facts") == hit.sentence
    with db.read() as session:
        (situation,) = session.get_one(BY_KEY["adjustment"].model, made.id).situations  # type: ignore[attr-defined]
        assert (situation.edition, situation.number) == ("2022规定", 8)
    (again,) = adjustments.hits(db)
    assert again.taken_up is not None
    with pytest.raises(NotAllowed, match="已有办理中"):
        adjustments.register(db, hit.key)
    with pytest.raises(NotAllowed, match="已不存在"):
        adjustments.register(db, "nobody/1")


def test_the_steps_lead_from_the_finding_to_the_follow_up(db: Database) -> None:
    record = started(db)
    adjustments.verify(db, record.id)
    adjustments.propose(db, record.id, opinion="建议平职调整")
    adjustments.decide(
        db, record.id, way=AdjustmentWay.LATERAL, decided_on=date(2026, 8, 1), document="清委〔2026〕40号"
    )
    adjustments.talk(db, record.id, talked_on=date(2026, 8, 2), statement="服从决定")
    adjustments.carry_out(db, record.id, destination=unit(db, "县档案馆"), new_post="副馆长")
    adjustments.follow(db, record.id, followed_on=date(2026, 11, 1), text="工作主动")
    adjustments.follow(db, record.id, followed_on=date(2026, 11, 20), text="群众反映好")
    assert state(db, record) is AdjustmentState.FOLLOWED
    assert held(db, "adjustment", record, "follow_up") == "2026.11.01 工作主动\n2026.11.20 群众反映好"
    assert held(db, "adjustment", record, "statement") == "服从决定"


def test_steps_are_not_skipped_and_nothing_is_verified_without_a_situation(db: Database) -> None:
    record = started(db, situations=())
    with pytest.raises(NotAllowed, match="现在是“发现”"):
        adjustments.propose(db, record.id, opinion="建议调整")
    with pytest.raises(InvalidInput, match="请选择认定的情形"):
        adjustments.verify(db, record.id)
    assert state(db, record) is AdjustmentState.FOUND


def test_a_decision_is_not_made_tomorrow_and_an_opinion_is_not_empty(db: Database) -> None:
    record = started(db)
    adjustments.verify(db, record.id)
    with pytest.raises(InvalidInput, match="请写明意见"):
        adjustments.propose(db, record.id, opinion=" ")
    adjustments.propose(db, record.id, opinion="建议免职")
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        adjustments.decide(db, record.id, way=AdjustmentWay.REMOVED, decided_on=date(2026, 11, 22))


def test_the_influence_is_shown_once_decided_by_the_way_or_by_the_papers_own_months(db: Database) -> None:
    record = started(db)
    assert adjustments.influence_of(db, record.id) is None
    given = {"state": AdjustmentState.DECIDED, "decided_on": date(2026, 8, 1), "found_on": date(2026, 7, 1)}
    decided = started(db, **given, way=AdjustmentWay.REMOVED, influence_months=18, cadre=serving(db, "胡立"))
    found = adjustments.influence_of(db, decided.id)
    assert found is not None
    assert found.value is not None
    assert found.value.last_day == date(2028, 2, 1)
    assert found.sentence
    assert found.source
