"""Examples of the kinds of fair treatment and encouragement."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.care_record import CareKind
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.honour import HonourField, HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.incentive import MeasureKind
from cadre_desktop.records.tolerance_case import (
    Distinction,
    MatterKind,
    Procedure,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_tolerance_case(db: Database) -> Values:
    return {
        "title": "低效用地盘活先行先试",
        "phase": TolerancePhase.APPLIED_AFTER,
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "matter_kind": MatterKind.INNOVATION,
        "procedure": Procedure.SIMPLE,
        "simple_reason": "时间紧、任务急。",
        "applied_on": date(2026, 3, 1),
        "state": ToleranceState.CLOSED,
        "basis": "县委支持改革创新若干措施",
        "risks": "补偿标准不统一。",
        "collective_record": "党委会〔2026〕5次会议纪要",
        "guidance": "同意按简易程序办理。",
        "mistake": "两户补偿计算有误，多付三千元。",
        "happened_on": date(2026, 2, 3),
        "distinction": Distinction.TRIAL,
        "lawful": YesNo.YES,
        "lawful_reason": "无违纪违法。",
        "reforming": YesNo.YES,
        "reforming_reason": "属改革试点事项。",
        "diligent": YesNo.YES,
        "diligent_reason": "逐户上门核对。",
        "unselfish": YesNo.YES,
        "unselfish_reason": "未谋取私利。",
        "procedural": YesNo.YES,
        "procedural_reason": "集体研究决定。",
        "corrected": YesNo.YES,
        "corrected_reason": "发现后一周内追回。",
        "verified_by": "县纪委、县自然资源局",
        "verified_facts": "情况属实。",
        "deciders": "县纪委、县委组织部",
        "decided_on": date(2026, 4, 10),
        "result": ToleranceResult.EXEMPT,
        "document": "清容〔2026〕2号",
        "told_on": date(2026, 4, 12),
        "correction": "完善补偿复核流程。",
        "follow_up_due_on": date(2026, 7, 10),
        "follow_up": "流程已完善。",
        "followed_on": date(2026, 7, 1),
        "statement": "吸取教训。",
    }


def a_clearance(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "matter": "反映在项目招标中照顾亲属。",
        "clue_number": "清纪信〔2026〕8号",
        "verifier": examples.one(db, "unit"),
        "finding": Finding.UNTRUE,
        "found_on": date(2026, 5, 6),
        "situation": Situation.SELECTION,
        "harm": "影响干部选拔考察。",
        "on_request": True,
        "consented": True,
        "state": ClearanceState.VISITED,
        "approved_by": "县纪委主要负责人",
        "approved_on": date(2026, 5, 10),
        "way": ClearanceWay.MEETING,
        "scope": "本镇干部职工大会",
        "cleared_on": date(2026, 5, 15),
        "place": "镇政府会议室",
        "attendants": "全体干部职工",
        "opinion": "感谢组织澄清。",
        "revisited_on": date(2026, 7, 15),
        "revisit": "工作积极，影响消除。",
    }


def an_honour(db: Database) -> Values:
    return {
        "to": HonourTo.PERSON,
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "name": "重点项目建设先进个人",
        "kind": HonourKind.ADVANCED,
        "level": HonourLevel.COUNTY,
        "honour_field": HonourField.PROJECTS,
        "authority": "清源县委、县政府",
        "awarded_on": PartialDate(2026, 2),
        "state": HonourState.ISSUED,
        "document": "清委〔2026〕6号",
        "grounds": "提前两个月完成集镇污水管网建设。",
    }


def a_care_record(db: Database) -> Values:
    return {
        "kind": CareKind.VISIT,
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "done_on": date(2026, 9, 3),
        "amount": 500,
        "content": "住院期间上门看望。",
        "handler": "陈海燕",
    }


def an_incentive_measure(_db: Database) -> Values:
    return {
        "number": 1,
        "name": "重大任务一线表现突出的优先提拔使用",
        "kind": MeasureKind.SELECTION,
        "content": "经考核认定，在重点项目、防汛救灾一线表现突出的，同等条件优先。",
        "document": "清委发〔2025〕8号",
        "in_force": True,
    }


def an_incentive_use(db: Database) -> Values:
    return {
        "measure": examples.one(db, "incentive_measure"),
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "used_on": date(2026, 7, 1),
        "grounds": "防汛救灾一线表现突出。",
        "result": "提拔为镇党委副书记。",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "tolerance_case": a_tolerance_case,
    "clearance": a_clearance,
    "honour": an_honour,
    "care_record": a_care_record,
    "incentive_measure": an_incentive_measure,
    "incentive_use": an_incentive_use,
}
