"""Examples of the kinds of work on the ground."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from cadre_desktop.records.liaison import LiaisonKind, MatterDone
from cadre_desktop.records.outside_voices import Channel, Department, NoteState
from cadre_desktop.records.problem import ProblemSource, ProblemState, Route
from cadre_desktop.records.vocab import Polarity, Satisfaction
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_problem_class(_db: Database) -> Values:
    return {
        "aspect": "产业项目资金分配使用",
        "name": "项目资金拨付不及时",
        "number": 1,
        "in_use": True,
    }


def a_problem(db: Database) -> Values:
    return {
        "number": "2026-001",
        "problem_class": examples.one(db, "problem_class"),
        "text": "合作社冷库补助资金一直没有到账。",
        "source": ProblemSource.SITE_MONDAY,
        "place": "石塘村",
        "village": examples.one(db, "unit"),
        "reported_by": examples.one(db, "cadre"),
        "reported_on": date(2026, 4, 6),
        "reported_at": datetime(2026, 4, 6, 10, 30),
        "first_answer_at": datetime(2026, 4, 7, 9, 0),
        "state": ProblemState.RATED,
        "route": Route.CLAIMED,
        "taken_on": date(2026, 4, 8),
        "unit": examples.one(db, "unit"),
        "handler": examples.one(db, "cadre"),
        "due_on": date(2026, 6, 8),
        "measures": "核对申报材料，协调财政拨付。",
        "n_measures": 2,
        "solved_on": date(2026, 5, 20),
        "result": "补助资金已到账。",
        "satisfaction": Satisfaction.SATISFIED,
        "rated_on": date(2026, 5, 25),
        "rater_kind": "合作社",
        "times_returned": 0,
    }


def a_liaison(db: Database) -> Values:
    return {
        "kind": LiaisonKind.HOUSEHOLD,
        "cadre": examples.one(db, "cadre"),
        "point": examples.one(db, "unit"),
        "point_name": "石塘组12号",
        "topic": "增收致富",
        "started_on": date(2026, 1, 5),
        "result": "发展黄桃种植五亩。",
    }


def a_liaison_visit(db: Database) -> Values:
    return {
        "liaison": examples.one(db, "liaison"),
        "cadre": examples.one(db, "cadre"),
        "visited_on": date(2026, 3, 8),
        "content": "了解春耕备耕情况。",
        "done": MatterDone.REAL_THING,
        "n_done": 1,
        "supervision": "协调水泵一台。",
    }


def a_public_opinion(db: Database) -> Values:
    return {
        "channel": Channel.SURVEY,
        "heard_on": date(2026, 6, 30),
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "satisfaction": Satisfaction.SATISFIED,
        "n_people": 64,
        "content": "办事公道，常到村里来。",
        "reply": "继续努力。",
    }


def a_source_note(db: Database) -> Values:
    return {
        "department": Department.AUDIT,
        "received_on": date(2026, 5, 9),
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "category": "项目审计",
        "polarity": Polarity.POSITIVE,
        "content": "集镇污水项目资金管理规范。",
        "document": "清审〔2026〕9号",
        "state": NoteState.ACCEPTED,
        "verified": "与审计报告核对一致。",
        "reply": "无异议。",
    }


def a_consultation(db: Database) -> Values:
    return {
        "held_on": date(2026, 6, 3),
        "topic": "上半年政绩信息会商",
        "departments": "纪委监委、审计局、信访局",
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "note": examples.one(db, "source_note"),
        "conclusion": "采信审计意见，记入政绩观察。",
        "follow_up": "已记入本人档案。",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "problem_class": a_problem_class,
    "problem": a_problem,
    "liaison": a_liaison,
    "liaison_visit": a_liaison_visit,
    "public_opinion": a_public_opinion,
    "source_note": a_source_note,
    "consultation": a_consultation,
}
