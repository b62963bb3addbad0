"""The plain list of every kind: its own columns, what is sealed left out, what is sensitive covered."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cadre_desktop.formats.report_sheet import ReportSheet
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import FamilyMember
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Category, InterviewSupplement, Purpose, TalkProblem
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports import REPORTS
from cadre_desktop.reports.kind_list import fields_of, title_of
from cadre_desktop.reports.report import Report
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.county import County
from tests.reports.sample import Sample


def sheet_of(db: Database, kind_key: str, level: ExportLevel = ExportLevel.INTERNAL, **more: Any) -> ReportSheet:
    options = replace(exports.options_of(db, level=level), **more)
    (sheet,) = exports.preview(db, f"list_{kind_key}", options).sheets
    assert isinstance(sheet, ReportSheet)
    return sheet


def column(sheet: ReportSheet, title: str) -> list[Any]:
    return [row[[c.title for c in sheet.columns].index(title)] for row in sheet.rows]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_level_prints_a_sealed_column(db: Database, kind: RecordKind) -> None:
    for level in ExportLevel:
        fields = fields_of(kind, exports.options_of(db, level=level))
        assert not any(field.spec.sealed for field in fields)


def test_a_list_has_the_columns_of_the_sheet_and_the_order_of_its_kind(db: Database) -> None:
    county = County()
    for order, name in enumerate(("甲镇", "乙镇", "丙镇")):
        county.unit(name, order)
    county.file(db)
    sheet = sheet_of(db, "unit")
    assert [c.title for c in sheet.columns] == ["序号", *(f.label for f in BY_KEY["unit"].sheet_fields)]
    assert column(sheet, "单位名称") == ["甲镇", "乙镇", "丙镇"]
    assert column(sheet, "单位类别") == ["乡镇"] * 3
    assert column(sheet, "序号") == [1, 2, 3]


def test_lines_are_numbered_by_another_title_where_records_have_a_number_of_their_own(db: Database) -> None:
    titles = [c.title for c in sheet_of(db, "term_task").columns]
    assert titles[0] == "行号"
    assert titles.count("序号") == 1


def test_people_are_listed_by_unit_and_ledgers_by_the_time_of_filing_and_the_note_says_so(db: Database) -> None:
    county = County()
    late, early = county.unit("县信访局", 20), county.unit("青石镇", 10)
    for name, where in (("甲", late), ("乙", early)):
        county.person(name, where)
    county.file(db)
    people, posts = sheet_of(db, "cadre"), sheet_of(db, "post")
    assert column(people, "姓名") == ["乙", "甲"]
    assert people.notes[0] == "注：共2条，按单位顺序排列。"
    assert column(posts, "干部姓名") == ["甲", "乙"]
    assert posts.notes[0] == "注：共2条，按录入先后排列。"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_title_of_no_list_says_a_word_twice(kind: RecordKind) -> None:
    title = title_of(kind)
    assert title.startswith(kind.title)
    assert title.endswith("表")
    assert not re.search(r"(记录|登记|说明|明细).*明细", title), title


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_no_report_says_a_word_of_its_title_twice(report: Report) -> None:
    assert not re.search(r"(..)\1|明明|表表", report.title), report.title


def test_lists_are_called_as_one_would_say_it() -> None:
    titles = {key: title_of(BY_KEY[key]) for key in ("unit", "answer_line", "settlement_line", "interview", "pledge")}
    assert titles == {
        "unit": "单位明细表",
        "answer_line": "答卷明细表",
        "settlement_line": "交账明细表",
        "interview": "谈话记录表",
        "pledge": "亮绩记录表",
    }


def test_chosen_records_and_columns_alone_are_listed(db: Database) -> None:
    county = County()
    ids = [county.unit(name, order) for order, name in enumerate(("甲镇", "乙镇", "丙镇"))]
    county.file(db)
    sheet = sheet_of(db, "unit", record_ids=(ids[2], ids[0]), columns=("name", "state"))
    assert [c.title for c in sheet.columns] == ["序号", "单位名称", "状态"]
    assert column(sheet, "单位名称") == ["甲镇", "丙镇"]


def test_identity_numbers_phones_and_relatives_are_covered_as_the_level_asks(db: Database) -> None:
    county = County()
    who = county.person("陈海燕", county.unit("青石镇"), id_number="350425198001020012", phone="13800001234")
    county.file(db)
    with db.work("家庭成员") as session:
        session.add(FamilyMember(cadre_id=who, relation="妻子", name="许静"))
    inside, upward, public = (sheet_of(db, "cadre", level) for level in ExportLevel)
    assert column(inside, "公民身份号码")[0].endswith("0012")
    assert "19800102" not in column(inside, "公民身份号码")[0]
    assert column(sheet_of(db, "cadre", id_numbers=True), "公民身份号码") == ["350425198001020012"]
    assert column(sheet_of(db, "cadre", ExportLevel.UPWARD, id_numbers=True), "公民身份号码") == column(
        upward, "公民身份号码"
    )
    assert [column(s, "联系电话")[0] for s in (inside, upward, public)] == ["13800001234", "138****1234", "138****1234"]
    assert [column(s, "姓名")[0] for s in (inside, upward, public)] == ["陈海燕", "陈海燕", "陈**"]
    family = sheet_of(db, "family_member", ExportLevel.MASKED)
    assert (column(family, "干部姓名"), column(family, "成员姓名")) == (["陈**"], ["许*"])


def test_what_was_said_in_talks_is_listed_inside_the_office_only(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    county.talk([who], Category.HEAD, agreed_text="谈话内容", day=date(2026, 5, 6))
    county.file(db)
    assert column(sheet_of(db, "interview"), "核对后文本") == ["谈话内容"]
    for level in (ExportLevel.UPWARD, ExportLevel.MASKED):
        titles = {c.title for c in sheet_of(db, "interview", level).columns}
        assert not titles & {
            "核对后文本",
            "受访者类别",
            "评价倾向",
            "谈话提纲",
            "谈话对象意见",
            "受访者姓名",
            "原始记录",
            "谈话时间",
            "谈话地点",
            "谈话人",
            "记录人",
        }
        assert column(sheet_of(db, "interview", level), "谈话日期") == ["2026.05"]


@pytest.fixture
def two_talks(db: Database) -> None:
    """File an ordinary talk and a secret one, each with a problem it brought up and a word added later."""
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    talks = [county.talk([who], None, purpose=Purpose.HEART, secrecy=secrecy) for secrecy in Secrecy]
    county.file(db)
    with db.work("问题和补充") as session:
        for talk in talks:
            session.add(TalkProblem(interview_id=talk, text="食堂账目不清", outcome="已公开账目"))
            session.add(
                InterviewSupplement(
                    interview_id=talk, added_on=date(2026, 6, 1), added_by="许静", reason="漏记", text="补记一句"
                )
            )


@pytest.mark.parametrize("key", ["interview", "talk_problem", "interview_supplement"])
def test_work_secrets_and_what_hangs_from_them_are_listed_inside_the_office_only(
    db: Database, two_talks: None, key: str
) -> None:
    assert [len(sheet_of(db, key, level).rows) for level in ExportLevel] == [2, 1, 1]


def test_problems_are_told_upwards_without_the_talks_day_and_counted_in_public(db: Database, two_talks: None) -> None:
    inside, upward, public = (sheet_of(db, "talk_problem", level) for level in ExportLevel)
    assert "2026.05.06" in str(inside.rows)
    assert column(upward, "反映的问题") == ["食堂账目不清"]
    assert "2026" not in str(upward.rows)
    assert "食堂" not in str(public.rows)
    assert "账目" not in str(public.rows)


def test_a_word_added_to_a_talk_tells_outside_neither_its_day_nor_who_added_it(db: Database, two_talks: None) -> None:
    for level in (ExportLevel.UPWARD, ExportLevel.MASKED):
        assert sheet_of(db, "interview_supplement", level).rows == [(1,)]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("political_review", ["自查自评", "政治立场坚定"]),
        ("sign", ["转移群众", "拖延半个月", "清组通报"]),
        ("observation", ["值守", "防汛抢险"]),
    ],
)
def test_political_comments_and_facts_are_not_listed_in_public(
    county: tuple[Database, Sample], key: str, said: list[str]
) -> None:
    db, _ = county
    upward, public = (
        "\n".join([*(c.title for c in s.columns), *map(str, s.rows)])
        for s in (sheet_of(db, key, level) for level in (ExportLevel.UPWARD, ExportLevel.MASKED))
    )
    for words in said:
        assert words in upward
        assert words not in public


def test_links_that_carry_a_name_are_covered_in_public(county: tuple[Database, Sample]) -> None:
    db, _ = county
    tasks = sheet_of(db, "term_task", ExportLevel.MASKED)
    assert {text[:3] for text in column(tasks, "实绩档案")} == {"朱**"}


def test_records_in_the_recycle_bin_are_not_listed(db: Database, clock: Any) -> None:
    county = County()
    county.unit("在用镇")
    county.unit("已删镇", deleted_at=clock())
    county.file(db)
    assert column(sheet_of(db, "unit"), "单位名称") == ["在用镇"]
