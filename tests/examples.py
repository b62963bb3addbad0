"""One filled-in example of every kind that people type in.  A kind without one fails `test_every_kind`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import Basis, Group, Ledger, Paper, Strength
from cadre_desktop.records.annual_answer import Standing
from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.checklist import ChecklistState
from cadre_desktop.records.interview import Category, InterviewState, Purpose
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.observation import Scene, Way
from cadre_desktop.records.performance_term import Responsibility, TaskKind, TermState
from cadre_desktop.records.pledge import Stage
from cadre_desktop.records.political_review import BallotRow, SourceKind
from cadre_desktop.records.post import AppointmentKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.term_settlement import Outcome
from cadre_desktop.records.unit import UnitKind, UnitState
from cadre_desktop.records.vocab import (
    AssessmentGrade,
    Dimension,
    FourGrade,
    Polarity,
    PoliticalStatus,
    PostLevel,
    RankName,
    Secrecy,
    Sex,
)
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database

Values = dict[str, Any]
TODAY = date(2026, 11, 21)


def filed(db: Database, key: str, values: Values) -> Link:
    """File a record of a kind and return the link to it, as a form would hold it."""
    kind = BY_KEY[key]
    record_id = records.create(db, kind, values)
    with db.read() as session:
        return Link(record_id, str(session.get_one(kind.model, record_id)))


def one(db: Database, key: str) -> Link:
    """Return the first record of a kind, filing the example when there is none."""
    rows = records.all_rows(db, BY_KEY[key], BY_KEY[key].table_fields)
    if not rows:
        return filed(db, key, EXAMPLES[key](db))
    with db.read() as session:
        return Link(rows[-1].id, str(session.get_one(BY_KEY[key].model, rows[-1].id)))


def a_unit(_db: Database) -> Values:
    return {
        "name": "青石镇",
        "short_name": "青石",
        "kind": UnitKind.TOWNSHIP,
        "head_posts": 2,
        "state": UnitState.ACTIVE,
    }


def a_former_name(db: Database) -> Values:
    return {
        "unit": one(db, "unit"),
        "name": "青石公社",
        "used_until": PartialDate(1984, 6),
        "document": "清政发〔1984〕6号",
    }


def an_alias(db: Database) -> Values:
    return {"unit": one(db, "unit"), "text": "青石", "source": "2026年名册"}


def a_cadre(_db: Database) -> Values:
    return {
        "name": "周文静",
        "sex": Sex.FEMALE,
        "birth_on": PartialDate(1986, 4),
        "ethnic": "汉族",
        "native_place": "湖南衡东",
        "political_status": PoliticalStatus.PARTY_MEMBER,
        "party_joined_on": PartialDate(2007, 6),
        "work_start_on": PartialDate(2008, 8),
        "full_time_education": "大学、学士",
        "full_time_school": "湘潭大学行政管理专业",
        "identity": Identity.CIVIL_SERVANT,
        "state": CadreState.SERVING,
    }


def a_second_cadre(db: Database) -> Link:
    """Return somebody else than the example official."""
    one(db, "cadre")
    kind = BY_KEY["cadre"]
    query = ListQuery(text="韩小川")
    found = records.all_rows(db, kind, kind.table_fields, query)
    values = {**a_cadre(db), "name": "韩小川", "birth_on": PartialDate(1996, 9)}
    return Link(found[0].id, "韩小川") if found else filed(db, "cadre", values)


def a_post(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "title": "党委副书记、镇长",
        "level": PostLevel.SECTION_HEAD,
        "is_leader": True,
        "is_main": True,
        "appointed_on": PartialDate(2021, 5),
        "appointment_kind": AppointmentKind.PROMOTED,
        "counts_continuous": False,
    }


def a_rank(db: Database) -> Values:
    return {"cadre": one(db, "cadre"), "name": RankName.SENIOR_CLERK_1, "approved_on": PartialDate(2022, 3)}


def a_family_member(db: Database) -> Values:
    return {"cadre": one(db, "cadre"), "relation": "丈夫", "name": "陈立", "birth_on": PartialDate(1985, 2)}


def a_term(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "post_title": "党委副书记、镇长",
        "started_on": PartialDate(2021, 5),
        "filed_on": date(2021, 6, 1),
        "filed_by": "县委组织部",
        "assigned_by": "县委主要负责人",
        "assigned_on": date(2021, 5, 20),
        "expectation": "三年内完成集镇污水管网改造。",
    }


def a_task(db: Database) -> Values:
    return {
        "term": one(db, "performance_term"),
        "number": 1,
        "kind": TaskKind.TASK,
        "name": "集镇污水管网改造",
        "target": "新建管网12公里",
        "due_on": PartialDate(2023, 12),
        "responsibility": Responsibility.CHIEF,
    }


def an_answer(db: Database) -> Values:
    return {
        "term": one(db, "performance_term"),
        "year": 2022,
        "presented_on": date(2022, 12, 20),
        "summary": "管网改造完成过半。",
        "rank_place": 3,
        "rank_total": 8,
        "rank_scope": "全县乡镇街道",
        "reputation_percent": 96.5,
        "reputation_ballots": 60,
    }


def an_answer_line(db: Database) -> Values:
    task = one(db, "term_task")
    return {
        "answer": one(db, "annual_answer"),
        "task": task,
        "standing": Standing.UNDER_WAY,
        "result": "完成6.8公里",
        "figures": "6.8公里",
    }


def a_settlement(db: Database) -> Values:
    term = one(db, "performance_term")
    _sign(db, term.id)
    return {"term": term, "settled_on": date(2026, 3, 1), "effect": "管网贯通。", "successor": "毛建国"}


def _sign(db: Database, term_id: str) -> None:
    with db.work("签收任务清单") as session:
        term = session.get_one(BY_KEY["performance_term"].model, term_id)
        term.state, term.signed_on = TermState.FROZEN, date(2021, 6, 2)


def a_settlement_line(db: Database) -> Values:
    task = one(db, "term_task")
    return {
        "settlement": one(db, "term_settlement"),
        "task": task,
        "outcome": Outcome.DONE,
        "result": "12公里全部建成",
        "evidence": "竣工验收报告",
        "confirmed_by": "县住建局",
        "confirmed_on": date(2026, 2, 20),
    }


def an_achievement(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "year": 2025,
        "ledger": Ledger.LATENT,
        "basis": Basis.KEY_TASK,
        "paper": Paper.LIVELIHOOD,
        "group": Group.SPECIAL,
        "title": "集镇污水管网改造",
        "result": "受益2100户",
        "own_role": Responsibility.CHIEF,
        "look_back_on": date(2028, 12, 1),
    }


def an_evidence(db: Database) -> Values:
    return {
        "achievement": one(db, "achievement"),
        "strength": Strength.DOCUMENT,
        "title": "竣工验收报告",
        "reference": "清住建验〔2025〕8号",
        "dated_on": PartialDate(2025, 11, 3),
    }


def a_pledge(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "year": 2026,
        "stage": Stage.RESULT,
        "content": "管网改造全线贯通",
        "held_on": date(2026, 1, 15),
        "n_good": 50,
        "n_fair": 8,
        "n_average": 2,
        "n_poor": 0,
        "n_voters": 60,
    }


def an_observation(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "scene": Scene.EMERGENCY,
        "observed_on": date(2026, 6, 28),
        "matter": "6·28洪水转移群众",
        "conduct": "连夜转移低洼处群众210人。",
        "polarity": Polarity.POSITIVE,
        "way": Way.DIRECT,
        "observer": "黄立群",
        "source": "现场查看",
    }


def a_checklist(_db: Database) -> Values:
    return {"name": "政治素质正负面清单", "year": 2026, "issued_by": "县委组织部", "state": ChecklistState.DRAFT}


def a_checklist_item(db: Database) -> Values:
    return {
        "checklist": one(db, "checklist"),
        "number": 1,
        "polarity": Polarity.NEGATIVE,
        "dimension": Dimension.DUTY,
        "text": "遇到急难任务推诿躲避",
    }


def a_review(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "year": 2026,
        "started_on": date(2026, 9, 1),
        "self_check": "能够对照清单自查。",
        "n_issued": 62,
        "n_returned": 61,
        "n_valid": 60,
        "suggested_grade": FourGrade.GOOD,
    }


def a_sign(db: Database) -> Values:
    review = one(db, "political_review")
    return {
        "review": review,
        "dimension": Dimension.DUTY,
        "polarity": Polarity.NEGATIVE,
        "fact": "对积案化解推进迟缓",
        "happened_on": date(2026, 5, 1),
        "source_kind": SourceKind.DOCUMENT,
        "source_document": "清信联〔2026〕5号",
        "reply": "已制定化解方案。",
    }


def a_ballot(db: Database) -> Values:
    return {
        "review": one(db, "political_review"),
        "row": BallotRow.LOYALTY,
        "n_first": 50,
        "n_second": 8,
        "n_third": 2,
        "n_fourth": 0,
    }


def an_interview(db: Database) -> Values:
    return {
        "purpose": Purpose.REVIEW,
        "subjects": (one(db, "cadre"),),
        "year": 2026,
        "category": Category.STAFF,
        "unit": one(db, "unit"),
        "talked_on": date(2026, 9, 10),
        "talked_at": "09:30",
        "place": "镇政府三楼会议室",
        "talkers": "黄立群、罗敏",
        "recorder": "罗敏",
        "agreed_text": "作风扎实，敢于直面矛盾。",
        "secrecy": Secrecy.INTERNAL,
        "signed": True,
    }


def a_supplement(db: Database) -> Values:
    talk = one(db, "interview")
    with db.work("定稿谈话记录") as session:
        session.get_one(BY_KEY["interview"].model, talk.id).state = InterviewState.FINAL
    return {
        "interview": talk,
        "added_on": date(2026, 9, 20),
        "added_by": "黄立群",
        "reason": "时间有误",
        "text": "谈话时间应为10时。",
    }


def a_talk_problem(db: Database) -> Values:
    return {
        "interview": one(db, "interview"),
        "text": "村级报账流程过长",
        "unit": one(db, "unit"),
        "due_on": date(2026, 12, 1),
    }


def an_assessment(db: Database) -> Values:
    return {
        "cadre": one(db, "cadre"),
        "unit": one(db, "unit"),
        "year": 2025,
        "scheme": Scheme.CIVIL,
        "participation": Participation.FULL,
        "grade": AssessmentGrade.EXCELLENT,
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "unit": a_unit,
    "unit_former_name": a_former_name,
    "unit_alias": an_alias,
    "cadre": a_cadre,
    "post": a_post,
    "rank": a_rank,
    "family_member": a_family_member,
    "performance_term": a_term,
    "term_task": a_task,
    "annual_answer": an_answer,
    "answer_line": an_answer_line,
    "term_settlement": a_settlement,
    "settlement_line": a_settlement_line,
    "achievement": an_achievement,
    "evidence": an_evidence,
    "pledge": a_pledge,
    "observation": an_observation,
    "checklist": a_checklist,
    "checklist_item": a_checklist_item,
    "political_review": a_review,
    "sign": a_sign,
    "ballot": a_ballot,
    "interview": an_interview,
    "interview_supplement": a_supplement,
    "talk_problem": a_talk_problem,
    "annual_assessment": an_assessment,
}

# The ledgers' examples stand beside, one module a page of the menu.
from tests import (  # noqa: E402 - they ask this module for the records they link to
    examples_care,
    examples_contest,
    examples_frontline,
    examples_growth,
    examples_oversight,
    examples_review,
    examples_selection,
)

for _ledgers in (
    examples_review,
    examples_selection,
    examples_growth,
    examples_oversight,
    examples_care,
    examples_frontline,
    examples_contest,
):
    EXAMPLES |= _ledgers.EXAMPLES
