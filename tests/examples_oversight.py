"""Examples of the kinds of supervision."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.reminder import NextStep, Organ, ReminderKind, ReminderState, SubjectClass
from cadre_desktop.records.revisit import Proposal, RevisitGrade, RevisitWay
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.style_review import ReviewActivity
from cadre_desktop.records.supervision_item import SupervisionSource, SupervisionState
from cadre_desktop.records.unit_checklist import UnitListKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_reminder(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "kind": ReminderKind.INQUIRY,
        "organ": Organ.ORGANISATION,
        "subject_class": SubjectClass.HEAD,
        "matter": "项目进度材料前后不一致，需要本人说明。",
        "source": "年度审计报告",
        "state": ReminderState.FOLLOWED,
        "approved_by": "县委组织部",
        "approved_on": date(2026, 3, 2),
        "issued_on": date(2026, 3, 3),
        "document": "清组函询〔2026〕5号",
        "talkers": "陈海燕、刘建国",
        "recorder": "刘建国",
        "place": "县委组织部",
        "content": "请书面说明项目进度材料的情况。",
        "received_on": date(2026, 3, 4),
        "reply_due_on": date(2026, 3, 25),
        "replied_on": date(2026, 3, 18),
        "reply": "两次统计口径不同，已更正并说明。",
        "finding": "说明属实，予以了结。",
        "next_step": NextStep.CLOSE,
        "follow_up_on": date(2026, 9, 4),
        "follow_up": "材料报送规范，未再出现类似情况。",
    }


def a_sanction(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "sanction_class": SanctionClass.PARTY,
        "name": SanctionName.PARTY_WARNING,
        "decided_on": PartialDate(2024, 6, 12),
        "authority": "清源县纪委",
        "document": "清纪〔2024〕17号",
        "facts": "违规操办婚庆事宜。",
        "months": 12,
        "statement": "认识到错误，接受处理。",
    }


def a_revisit(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "sanction": examples.one(db, "sanction"),
        "visited_on": date(2025, 3, 10),
        "way": RevisitWay.MEETING,
        "host": "县委书记",
        "visitors": "陈海燕、刘建国",
        "unit_opinion": "工作积极主动。",
        "understanding": "认识深刻。",
        "conduct": "牵头完成集镇改造。",
        "wishes": "无。",
        "grade": RevisitGrade.GOOD,
        "proposal": Proposal.REUSE,
        "reused_on": date(2025, 9, 1),
        "post": examples.one(db, "post"),
    }


def a_supervision_item(db: Database) -> Values:
    return {
        "matter": "集镇道路项目变更较多",
        "field_of_work": "项目建设",
        "source": SupervisionSource.AUDIT,
        "found_on": date(2026, 4, 2),
        "unit": examples.one(db, "unit"),
        "cadre": examples.one(db, "cadre"),
        "problem": "设计变更未及时报批。",
        "risk": "超概算风险。",
        "due_on": date(2026, 6, 30),
        "state": SupervisionState.DONE,
        "handling": "补办报批手续，健全变更审查。",
        "done_on": date(2026, 6, 20),
        "reply": "已整改到位。",
    }


def a_deviation_problem(db: Database) -> Values:
    return {
        "project": "镇区景观大道",
        "kind": DeviationKind.HALF_DONE,
        "found_by": FoundBy.INSPECTION,
        "found_on": date(2026, 2, 10),
        "problem": "停工八个月，未制定复工计划。",
        "unit": examples.one(db, "unit"),
        "cadre": examples.one(db, "cadre"),
        "state": DeviationState.CLOSED,
        "assigned_on": date(2026, 2, 20),
        "measures": "压减规模，落实资金后复工。",
        "due_on": date(2026, 8, 31),
        "resumed_on": date(2026, 5, 6),
        "closed_on": date(2026, 8, 28),
        "result": "主体完工，群众满意。",
        "reply": "前期论证不足，今后先算账再立项。",
    }


def a_style_review(db: Database) -> Values:
    return {
        "activity": ReviewActivity.CONGRESS,
        "reviewer": "县人大常委会",
        "subject": "营商环境",
        "reviewed_on": date(2026, 6, 12),
        "unit": examples.one(db, "unit"),
        "reviewed_post": "便民服务中心",
        "grade": Satisfaction.FAIRLY,
        "problems": "个别事项办理超时。",
        "head": examples.one(db, "cadre"),
        "talked_on": date(2026, 6, 25),
        "reminder": examples.one(db, "reminder"),
        "correction": "增设帮办窗口。",
        "reply": "诚恳接受，立行立改。",
    }


def a_unit_checklist(db: Database) -> Values:
    return {
        "unit": examples.one(db, "unit"),
        "kind": UnitListKind.TOLERANCE,
        "built": True,
        "built_on": date(2026, 1, 20),
        "n_items": 12,
        "content": "招商引资先行先试等12项。",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "reminder": a_reminder,
    "sanction": a_sanction,
    "revisit": a_revisit,
    "supervision_item": a_supervision_item,
    "deviation_problem": a_deviation_problem,
    "style_review": a_style_review,
    "unit_checklist": a_unit_checklist,
}
