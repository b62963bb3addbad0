"""Examples of the kinds of open contests of work."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.board_entry import BoardColour, BoardState
from cadre_desktop.records.challenge import ChallengeState, RaceAwardKind
from cadre_desktop.records.makers import BaseKind, Trade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_board_entry(db: Database) -> Values:
    return {
        "issue": "第3期",
        "published_on": date(2026, 6, 30),
        "item": "环境污染治理",
        "colour": BoardColour.BLACK,
        "unit": examples.one(db, "unit"),
        "matter": "河道垃圾清理不及时。",
        "head": examples.one(db, "cadre"),
        "state": BoardState.PUBLISHED,
        "handling": "限期整改。",
        "reply": "已组织清理。",
    }


def a_challenge(db: Database) -> Values:
    return {
        "name": "河东工业园招商",
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "posted_on": date(2026, 1, 8),
        "taken_on": date(2026, 1, 15),
        "due_on": date(2026, 12, 31),
        "goal": "引进企业两家。",
        "state": ChallengeState.DONE,
        "done_on": date(2026, 10, 20),
        "result": "引进企业两家，到位资金1.2亿元。",
    }


def a_monthly_task(db: Database) -> Values:
    return {
        "challenge": examples.one(db, "challenge"),
        "cadre": examples.one(db, "cadre"),
        "year": 2026,
        "month": 3,
        "task": "完成客商考察接待",
        "target": "不少于三批",
        "percent": 100,
        "remark": "接待四批。",
    }


def a_race_award(db: Database) -> Values:
    return {
        "year": 2026,
        "quarter": 3,
        "kind": RaceAwardKind.RUNNER,
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "challenge": examples.one(db, "challenge"),
        "matter": "招商任务提前完成。",
        "consequence": "通报表扬。",
    }


def a_maker_base(db: Database) -> Values:
    return {
        "name": "青石电商孵化基地",
        "kind": BaseKind.INCUBATOR,
        "unit": examples.one(db, "unit"),
        "built_on": PartialDate(2025, 9),
        "business": "农产品直播销售。",
    }


def a_maker_talent(db: Database) -> Values:
    return {
        "name": "罗小满",
        "trade": Trade.ONLINE,
        "base": examples.one(db, "maker_base"),
        "unit": examples.one(db, "unit"),
        "party_member": True,
        "began_on": PartialDate(2025, 10),
        "deeds": "带动二十户农户增收。",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "board_entry": a_board_entry,
    "challenge": a_challenge,
    "monthly_task": a_monthly_task,
    "race_award": a_race_award,
    "maker_base": a_maker_base,
    "maker_talent": a_maker_talent,
}
