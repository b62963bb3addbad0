"""Examples of the kinds of bringing officials on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.placement import PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.talent_pool import MemberState
from cadre_desktop.records.training import ClassForm, ClassKind, ClassState, FiveStudy, StudyForm
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_placement(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "kind": PlacementKind.ROOTING,
        "batch": "2026年第一批",
        "to_unit": examples.one(db, "unit"),
        "position": "驻村工作队员",
        "work_field": "乡村振兴",
        "started_on": date(2026, 3, 1),
        "planned_end_on": date(2026, 8, 31),
        "ended_on": date(2026, 8, 31),
        "state": PlacementState.APPRAISED,
        "tasks": "参与集镇污水管网项目。",
        "summary": "熟悉了群众工作。",
        "mentor_words": "肯吃苦，进步快。",
        "grade": PlacementGrade.EXCELLENT,
        "appraisal": "表现优秀。",
        "office_opinion": "同意鉴定意见。",
    }


def a_mentoring(db: Database) -> Values:
    return {
        "mentor": examples.one(db, "cadre"),
        "cadre": examples.a_second_cadre(db),
        "started_on": date(2026, 1, 12),
        "plan": "每月谈心一次，每季带办一件实事。",
        "record": "3月带办土地流转纠纷调解。",
        "result": "能独立主持村民会议。",
    }


def a_talent_pool(_db: Database) -> Values:
    return {
        "name": "90后年轻干部人才库",
        "purpose": "1990年以后出生、表现优秀的干部。",
        "target": 100,
        "opened_on": date(2025, 3, 1),
        "open": True,
    }


def a_pool_member(db: Database) -> Values:
    return {
        "pool": examples.one(db, "talent_pool"),
        "cadre": examples.one(db, "cadre"),
        "batch": "首批",
        "entered_on": date(2025, 4, 1),
        "state": MemberState.TRAINING,
        "measures": "到项目一线历练半年。",
    }


def a_training_class(db: Database) -> Values:
    return {
        "name": "树立和践行正确政绩观专题培训班",
        "term_number": 1,
        "kind": ClassKind.IN_SERVICE,
        "form": ClassForm.LECTURE,
        "started_on": date(2026, 4, 7),
        "ended_on": date(2026, 4, 11),
        "host": examples.one(db, "unit"),
        "teacher": "县委党校教师",
        "on_achievement_view": True,
        "hours": 40,
        "n_people": 86,
        "state": ClassState.ENDED,
        "content": "政绩观案例研讨。",
    }


def a_trainee(db: Database) -> Values:
    return {
        "training_class": examples.one(db, "training_class"),
        "cadre": examples.one(db, "cadre"),
        "attended": True,
        "hours": 40,
        "result": "优秀学员",
    }


def a_study_activity(db: Database) -> Values:
    return {
        "unit": examples.one(db, "unit"),
        "held_on": date(2026, 5, 20),
        "form": StudyForm.CENTRE_GROUP,
        "five": FiveStudy.CENTRE_GROUP,
        "topic": "树立和践行正确政绩观",
        "on_achievement_view": True,
        "n_people": 12,
        "speaker": "党委书记",
        "done": True,
        "content": "结合本镇项目建设交流研讨。",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "placement": a_placement,
    "mentoring": a_mentoring,
    "talent_pool": a_talent_pool,
    "pool_member": a_pool_member,
    "training_class": a_training_class,
    "trainee": a_trainee,
    "study_activity": a_study_activity,
}
