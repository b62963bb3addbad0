"""Examples of the assessment ledgers' kinds."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.indicator import SetState, Share, StopReason, UnitClass
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period, RegularState
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import TeamGrade, UnitGrade, UseKind
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.storage.database import Database
from tests import examples

Values = dict[str, Any]


def a_regular_assessment(db: Database) -> Values:
    return {
        "cadre": examples.one(db, "cadre"),
        "unit": examples.one(db, "unit"),
        "year": 2026,
        "period": Period.Q3,
        "scheme": Scheme.CIVIL,
        "state": RegularState.TOLD,
        "taking_part": True,
        "grade": FourGrade.GOOD,
        "duties": "分管集镇建设",
        "summary": "完成主管网二期招标。",
        "days_absent": 0,
        "days_leave": 2,
        "times_late": 0,
        "comment": "工作扎实，任务按期完成。",
        "told_on": date(2026, 10, 15),
        "reply": "同意。",
    }


def a_quota_setting(_db: Database) -> Values:
    return {
        "year": 2026,
        "pool": Pool.CIVIL,
        "unit_kind": UnitKind.TOWNSHIP,
        "percent": 25,
        "pooled": False,
        "reason": "向基层一线倾斜",
        "document": "清组发〔2026〕9号",
    }


def an_indicator_set(_db: Database) -> Values:
    return {
        "name": "2026年乡镇（街道）考核指标",
        "year": 2026,
        "unit_class": UnitClass.TOWNSHIP,
        "state": SetState.ISSUED,
        "issued_on": date(2026, 3, 10),
        "document": "清考发〔2026〕2号",
        "base_year": 2023,
        "base_count": 310,
    }


def an_indicator(db: Database) -> Values:
    return {
        "indicator_set": examples.one(db, "indicator_set"),
        "number": 1,
        "name": "材料报送及时率",
        "share": Share.COMMON,
        "weight": 2.5,
        "duty_unit": examples.one(db, "unit"),
        "in_use": False,
        "stop_reason": StopReason.REPEATED,
        "stop_words": "与督查通报重复",
    }


def a_unit_assessment(db: Database) -> Values:
    return {
        "unit": examples.one(db, "unit"),
        "year": 2025,
        "grade": UnitGrade.EXCELLENT,
        "score": 93.5,
        "rank_place": 2,
        "rank_total": 8,
        "team_grade": TeamGrade.EXCELLENT,
        "decided_on": date(2026, 2, 12),
        "document": "清考发〔2026〕1号",
    }


def a_result_use(db: Database) -> Values:
    return {
        "assessment": examples.one(db, "unit_assessment"),
        "kind": UseKind.BONUS,
        "linked": True,
        "content": "年终绩效奖金按优秀档核定",
        "amount": 186000,
        "n_people": 46,
        "document": "清财发〔2026〕5号",
    }


EXAMPLES: dict[str, Callable[[Database], Values]] = {
    "regular_assessment": a_regular_assessment,
    "quota_setting": a_quota_setting,
    "indicator_set": an_indicator_set,
    "indicator": an_indicator,
    "unit_assessment": a_unit_assessment,
    "result_use": a_result_use,
}
