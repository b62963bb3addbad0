"""Examples of the kinds of choosing and moving officials."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.adjustment import AdjustmentState, AdjustmentWay
from cadre_desktop.records.contest import ContestState, EntryResult
from cadre_desktop.records.recruit import Degree, RecruitKind
from cadre_desktop.records.rotation import RotationReason, RotationState, RotationWay
from cadre_desktop.records.vetting import Conclusion, PrivateMatters, VettingState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_vetting(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "proposed_post": "党委书记",
        "started_on": date(2026, 8, 3),
        "state": VettingState.DECIDED,
        "archive_on": date(2026, 8, 5),
        "archive_by": "档案室",
        "archive_result": Conclusion.PASSED,
        "archive_notes": "三龄两历齐全、一致。",
        "matters_on": date(2026, 8, 10),
        "matters_by": "干部监督股",
        "matters_result": PrivateMatters.CONSISTENT,
        "discipline_document": "清纪函〔2026〕31号",
        "discipline_asked_on": date(2026, 8, 6),
        "discipline_on": date(2026, 8, 12),
        "discipline_result": Conclusion.PASSED,
        "discipline_words": "未发现影响使用的问题。",
        "petitions_on": date(2026, 8, 12),
        "petitions_by": "干部监督股",
        "petitions_result": Conclusion.PASSED,
        "petitions_words": "无。",
        "integrity_words": "廉洁自律方面没有发现问题。",
        "secretary": "县委书记",
        "secretary_on": date(2026, 8, 14),
        "discipline_secretary": "县纪委书记",
        "discipline_secretary_on": date(2026, 8, 14),
        "talk_on": date(2026, 8, 18),
        "notice_from": date(2026, 8, 20),
        "notice_to": date(2026, 8, 27),
        "notice_result": "无反映。",
        "decided_on": date(2026, 8, 17),
    }


def a_promotion_ground(_db: Database) -> Values:
    return {
        "edition": "本县2026年办法",
        "number": 1,
        "name": "获评省部级以上先进工作者",
        "whom": "公务员和参公人员",
        "in_force": True,
    }


def a_situation(_db: Database) -> Values:
    return {
        "edition": "2022规定",
        "number": 3,
        "name": "担当和斗争精神不强",
        "gist": "紧要关头临阵退缩，对重大风险消极逃避或处置不力。",
        "in_force": True,
    }


def an_adjustment(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "old_post": "党委委员",
        "situations": (examples.one(db, "adjustment_situation"),),
        "facts": "防汛期间两次未按要求到岗。",
        "found_on": date(2026, 7, 8),
        "state": AdjustmentState.DONE,
        "unit_opinion": "建议调整。",
        "office_opinion": "同意调整。",
        "way": AdjustmentWay.LATERAL,
        "decided_on": date(2026, 8, 1),
        "document": "清委〔2026〕40号",
        "talked_on": date(2026, 8, 2),
        "destination": examples.one(db, "unit"),
        "new_post": "综合服务中心主任",
        "influence_months": 12,
        "statement": "服从组织决定。",
    }


def a_rotation(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "from_post": examples.one(db, "post"),
        "state": RotationState.MOVED,
        "reason": RotationReason.TEN_YEARS,
        "way": RotationWay.TRANSFER,
        "due_on": PartialDate(2026, 5),
        "planned_on": PartialDate(2026, 6),
        "moved_on": PartialDate(2026, 7),
        "to_unit": examples.one(db, "unit"),
        "to_post": "党委副书记",
        "document": "清组干〔2026〕22号",
    }


def a_contest(db: Database) -> Values:
    return {
        "name": "2026年乡镇长公开比选",
        "post_name": "乡镇长",
        "unit": examples.one(db, "unit"),
        "seats": 4,
        "held_on": date(2026, 5, 16),
        "state": ContestState.DONE,
        "rules": "六项各按百分制计分，加总后按分数从高到低确定人选。",
        "document": "清组发〔2026〕14号",
    }


def a_contest_entry(db: Database) -> Values:
    return {
        "contest": examples.one(db, "contest"),
        "cadre": examples.one(db, "cadre"),
        "politics": 92,
        "ability": 88.5,
        "deeds": 90,
        "duty": 91,
        "style": 89,
        "integrity": 93,
        "total": 543.5,
        "result": EntryResult.CHOSEN,
    }


def a_recruit(db: Database) -> Values:
    return {
        "kind": RecruitKind.PERSON,
        "name": "苏明远",
        "cadre": examples.one(db, "cadre"),
        "degree": Degree.MASTER,
        "unit": examples.one(db, "unit"),
        "came_on": PartialDate(2026, 3),
        "channel": "人才引进计划",
        "speciality": "农业经济管理",
        "document": "清人才〔2026〕3号",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "promotion_ground": a_promotion_ground,
    "vetting": a_vetting,
    "adjustment_situation": a_situation,
    "adjustment": an_adjustment,
    "rotation": a_rotation,
    "contest": a_contest,
    "contest_entry": a_contest_entry,
    "recruit": a_recruit,
}
