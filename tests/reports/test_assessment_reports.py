"""The tables of 考核管理: seats proved to the last person, quarters side by side, links and indicators summed."""

from datetime import date
from typing import Any

import pytest

from cadre_desktop.formats.report_sheet import ReportBook, ReportSheet
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.indicator import Indicator, IndicatorSet, SetState, Share, StopReason, UnitClass
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.unit_assessment import TeamGrade, UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty


def book(db: Database, key: str, **asked: Any) -> ReportBook:
    return exports.preview(db, key, exports.options_of(db, **{"year": YEAR, **asked}))


def sheet(found: ReportBook, name: str) -> ReportSheet:
    return next(one for one in found.sheets if isinstance(one, ReportSheet) and one.name == name)


def column(found: ReportSheet, title: str) -> list[Any]:
    at = [one.title.replace("\n", "") for one in found.columns].index(title)
    return [row[at] for row in found.rows]


@pytest.fixture
def county(db: Database) -> AssessedCounty:
    made = AssessedCounty()
    town = made.staff(made.town, 23, name="镇干部")
    made.excellent(town[:5], document="清组通〔2026〕12号")
    made.result(town[5], AssessmentGrade.UNGRADED, participation=Participation.UNGRADED, reason="涉嫌违纪正在审查")
    made.result(town[6], AssessmentGrade.NOT_ASSESSED, participation=Participation.NONE, reason="全年病假")
    made.managed(made.town, 4)
    made.admonition(town[7], date(2025, 4, 3))
    made.share(Pool.CIVIL, 20, unit_id=made.town, document="清组发〔2025〕9号")
    made.file(db)
    return made


def test_the_seats_are_proved_line_by_line_and_add_up(db: Database, county: AssessedCounty) -> None:
    found = sheet(book(db, "assessment_filing"), "名额计算")
    civil = next(row for row in found.rows if row[2] == "公务员")
    assert civil[1:11] == ("青石镇", "公务员", 22, 21, 22, "20%", 4, 5, 0, 1)
    assert "22人×20%＝4.4，只舍不入，4名；已用5名，超1名" in civil[11]
    assert "清组发〔2025〕9号" in civil[12]
    assert found.total == ("合计", None, None, 26, 25, 26, None, 5, 5, 1, 1, None, None)


def test_everybody_with_a_result_is_filed_with_his_pool_and_reason(db: Database, county: AssessedCounty) -> None:
    found = sheet(book(db, "assessment_filing"), "等次备案")
    assert len(found.rows) == 7
    assert set(column(found, "名额池")) == {"公务员"}
    assert sorted(column(found, "考核结果")) == ["不定等次", "不进行考核", *["优秀"] * 5]
    assert set(column(found, "未定等次或不参加原因")) == {"", "涉嫌违纪正在审查", "全年病假"}


def test_a_year_without_results_gives_way_to_the_last_with_some(db: Database, county: AssessedCounty) -> None:
    found = book(db, "assessment_filing", year=2026)
    assert found.title == "2025年度考核等次备案表"
    assert "2026年度还没有考核结果" in sheet(found, "等次备案").notes[0]


def test_nobody_is_judged_in_public(db: Database, county: AssessedCounty) -> None:
    upward = sheet(book(db, "assessment_filing", level=ExportLevel.UPWARD), "等次备案")
    assert "全年病假" in column(upward, "未定等次或不参加原因")
    public = book(db, "assessment_filing", level=ExportLevel.MASKED)
    assert [one.name for one in public.sheets] == ["名额计算"]
    hidden = sheet(book(db, "eligibility", level=ExportLevel.MASKED), "考核资格")
    assert hidden.rows == []
    assert "不列人员" in hidden.notes[-1]
    quarters = book(db, "regular_summary", level=ExportLevel.MASKED)
    assert [one.name for one in quarters.sheets] == ["平时考核汇总"]


def test_eligibility_lists_those_with_reasons_and_counts_the_rest(db: Database, county: AssessedCounty) -> None:
    found = book(db, "eligibility")
    lines = sheet(found, "考核资格")
    assert [row[1:6] for row in lines.rows] == [("镇干部8", "青石镇", "科员", "公务员", "参加考核，不得确定为优秀")]
    assert "2025.04.03受诫勉" in lines.rows[0][6]
    assert "实施细则（2015）" in lines.rows[0][7]
    assert "其余26人没有查到" in lines.notes[1]
    labels = {note.label: note.value for note in found.sources}
    assert labels["考核资格：不得确定为优秀"] == "1人"


def test_the_quarters_are_summed_with_their_seats(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 22)
    for number, whose in enumerate(people):
        county.quarter(whose, Period.Q1, FourGrade.GOOD if number < 9 else FourGrade.FAIR)
        county.quarter(whose, Period.Q2, FourGrade.GOOD if number < 8 else FourGrade.FAIR)
    county.quarter(people[0], Period.Q3, None, taking_part=False, reason="借调")
    county.result(people[0], AssessmentGrade.EXCELLENT)
    county.file(db)
    found = book(db, "regular_summary")
    first, second = sheet(found, "平时考核汇总").rows[:2]
    assert first[1:14] == ("第一季度", "县民政局", "公务员", 22, 9, 13, 0, 0, 0, "40.9%", "40%", 8, 1)
    assert second[10:14] == ("36.4%", "40%", 8, 0)
    assert sheet(found, "平时考核汇总").total[4:6] == (44, 17)  # type: ignore[index]
    years = sheet(found, "年度评议")
    row = next(one for one in years.rows if one[1] == "干部1")
    assert row[2:] == ("县民政局", "科员", "好", "好", "不参加", 2, "符合", "优秀")
    assert next(one for one in years.rows if one[1] == "干部22")[-2:] == ("不符合", "")


def test_the_links_stand_side_by_side_and_are_summed_by_kind(db: Database) -> None:
    county = AssessedCounty()
    whole = {UseKind.BONUS: 120_000.0, UseKind.GRADES: 6, UseKind.SELECTION: 2, UseKind.FUNDS: 50_000.0}
    county.unit_result(county.town, UnitGrade.EXCELLENT, whole, team_grade=TeamGrade.EXCELLENT)
    county.unit_result(county.bureau, UnitGrade.PASSED, {UseKind.BONUS: 80_000.0, UseKind.GRADES: None})
    county.file(db)
    found = book(db, "result_uses")
    town, bureau = sheet(found, "结果运用").rows
    assert town[1:6] == ("青石镇", "乡镇", "优秀", "优秀", "按办法兑现；120,000元")
    assert town[-1] == "完整"
    assert bureau[5:9] == ("按办法兑现；80,000元", "未挂钩：本年不涉及", "未填写", "不适用")
    assert bureau[-1] == "选拔任用和职级晋升是否挂钩未填写"
    assert [row[1:] for row in sheet(found, "分项汇总").rows] == [
        ("年终绩效奖金", 2, 0, 200_000),
        ("班子和干部年度考核等次、评先评优", 1, 6, 0),
        ("选拔任用和职级晋升", 1, 2, 0),
        ("乡镇奖励性公用经费", 1, 0, 50_000),
    ]


def test_the_cut_of_indicators_is_told_by_set_and_in_all_with_what_was_stopped(db: Database) -> None:
    county = AssessedCounty()
    for unit_class, now, base in ((UnitClass.TOWNSHIP, 30, 150), (UnitClass.DEPARTMENT, 32, 160)):
        owner = county.add(
            IndicatorSet, name=f"2025年{unit_class.label}指标", year=YEAR, unit_class=unit_class,
            state=SetState.ISSUED, base_year=2023, base_count=base,
        )  # fmt: skip
        for number in range(now):
            share = Share.COMMON if number < 10 else Share.OWN
            county.add(Indicator, indicator_set_id=owner, number=number, name=f"指标{number}", share=share)
    county.add(
        Indicator, indicator_set_id=owner, number=99, name="重复报送材料", in_use=False,
        stop_reason=StopReason.REPEATED, stop_words="与督查重复",
    )  # fmt: skip
    county.file(db)
    found = book(db, "indicator_cut")
    first = sheet(found, "精简情况")
    assert [row[3:] for row in first.rows] == [
        (10, 20, 30, 0, "2023", 150, "80.0%"),
        (10, 22, 32, 1, "2023", 160, "80.0%"),
    ]
    assert first.total == ("合计", None, None, 20, 42, 62, 1, None, 310, "80.0%")
    assert "全部指标62项，降幅80.0%（248/310）" in first.notes[0]
    assert [row[2:] for row in sheet(found, "停用指标").rows] == [("重复报送材料", "重复考核", "与督查重复")]
