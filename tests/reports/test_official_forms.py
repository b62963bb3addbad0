"""任免审批表, 年度考核登记表 and 平时考核登记表: what stands where, and that a photo goes along."""

import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cadre_desktop.formats.report_sheet import FormSheet, ReportBook
from cadre_desktop.formats.workbook import write_book
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.attachment import APPOINTMENT_FORM, Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, PoliticalStatus, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import exports, records
from cadre_desktop.storage import blobs
from cadre_desktop.storage.base import new_id
from cadre_desktop.storage.database import Database
from tests.appointment_files import JPEG, lrmx

WHO = {
    "name": "覃川",
    "sex": Sex.MALE,
    "birth_on": PartialDate(1990, 12, 3),
    "political_status": PoliticalStatus.MINJIAN,
    "party_joined_on": PartialDate(2012, 7),
    "other_party": "民建",
    "work_start_on": PartialDate(2012, 7),
    "full_time_education": "大学、农学学士",
    "full_time_school": "某大学农学院",
    "resume": "2012.07--         清源县农业农村局干部",
}


@pytest.fixture
def who(db: Database) -> str:
    return records.create(db, BY_KEY["cadre"], WHO)


def book(db: Database, key: str, who: str, **more: object) -> ReportBook:
    return exports.preview(db, key, replace(exports.options_of(db), cadre_ids=(who,), **more))  # type: ignore[arg-type]


def texts(sheet: object) -> dict[str, str]:
    """Every label with the text of the cell right of it."""
    assert isinstance(sheet, FormSheet)
    cells = sorted(sheet.cells, key=lambda c: (c.row, c.column))
    pairs = pairwise(cells)
    return {"".join(a.text.split()): b.text for a, b in pairs if a.style == "print_label" and a.row == b.row}


def test_ages_party_and_schooling_are_printed_by_the_forms_own_rules(db: Database, who: str) -> None:
    for relation, name, birth, work in (("父亲", "覃大", 1960, "（已去世）"), ("女儿", "覃小", 2015, "小学学生")):
        family = {"cadre": Link(who, "覃川"), "relation": relation, "name": name, "birth_on": PartialDate(birth, 12)}
        records.create(db, BY_KEY["family_member"], {**family, "work": work})
    first, second = book(db, "appointment_form", who).sheets
    said = texts(first)
    assert said["出生年月（岁）"] == "1990.12\n（35岁）", "a month before the birthday"
    assert said["入党时间"] == "2012.07；民建"
    assert said["全日制教育"] == "大学\n农学学士"
    assert said["简历"] == WHO["resume"]
    assert texts(book(db, "appointment_form", who, as_of=date(2026, 12, 1)).sheets[0])["出生年月（岁）"].endswith(
        "36岁）"
    )
    assert isinstance(second, FormSheet)
    rows = {cell.text: [c.text for c in second.cells if c.row == cell.row] for cell in second.cells}
    assert rows["父亲"] == ["父亲", "覃大", "", "", "（已去世）"]
    assert rows["女儿"] == ["女儿", "覃小", "10", "", "小学学生"]
    assert sum(first.column_widths_mm) == 168  # type: ignore[union-attr]  # A4 less 22 and 20
    assert sum(second.column_widths_mm) == 168


def test_the_matter_comes_from_the_file_and_the_photo_goes_along(db: Database, who: str, tmp_path: Path) -> None:
    content = lrmx()
    with db.work("存原文件") as session:
        session.get_one(Cadre, who).photo_sha256 = blobs.put(session, JPEG)
        kept = {"owner_table": "cadre", "owner_id": who, "name": "a.lrmx", "size": 1, "note": APPOINTMENT_FORM}
        session.add(Attachment(id=new_id(), sha256=blobs.put(session, content), **kept))
    made = book(db, "appointment_form", who)
    assert texts(made.sheets[0])["拟任职务"] == "青石镇党委书记"
    assert texts(made.sheets[1])["任免理由"] == "工作需要"
    write_book(made, tmp_path / "表.xlsx")
    with zipfile.ZipFile(tmp_path / "表.xlsx") as archive:
        (media,) = [name for name in archive.namelist() if name.startswith("xl/media/")]
        assert archive.read(media) == JPEG
    public = book(db, "appointment_form", who, level=ExportLevel.MASKED)
    assert public.sheets[0].pictures == ()  # type: ignore[union-attr]
    assert texts(public.sheets[0])["拟任职务"] == ""
    assert WHO["resume"] not in str(public.sheets)


def test_the_years_sheet_counts_the_quarters_and_knows_both_schemes(db: Database, who: str) -> None:
    link = Link(who, "覃川")
    quarter = {"cadre": link, "year": 2025, "taking_part": True, "grade": FourGrade.GOOD}
    for period in (Period.Q1, Period.Q2):
        records.create(db, BY_KEY["regular_assessment"], {**quarter, "period": period})
    records.create(db, BY_KEY["regular_assessment"], {**quarter, "period": Period.Q3, "grade": FourGrade.AVERAGE})
    year = {"cadre": link, "year": 2025, "grade": AssessmentGrade.COMPETENT, "comment": "踏实", "reply": "同意"}
    made = records.create(db, BY_KEY["annual_assessment"], year)
    said = texts(book(db, "annual_form", who, year=2025).sheets[0])
    assert said["需要说明的情况"].startswith("2025年度平时考核情况：“好”2次，“较好”0次，“一般”1次，“较差”0次")
    assert said["主管领导评语和考核等次建议"].startswith("踏实")
    assert "“称职”等次" in said["机关负责人或考核委员会意见"]
    assert said["本人意见"].startswith("同意")
    assert "单位及职务职级" in said
    loaded, version = records.load(db, BY_KEY["annual_assessment"], made)
    institution = {
        "scheme": Scheme.INSTITUTION,
        "grade": AssessmentGrade.QUALIFIED,
        "participation": Participation.FULL,
    }
    records.change(db, BY_KEY["annual_assessment"], made, version, {**loaded, **institution})
    form = book(db, "annual_form", who, year=2025).sheets[0]
    assert form.title == "事业单位工作人员年度考核登记表"
    assert "职务或岗位等级" in texts(form)
    assert "踏实" not in str(book(db, "annual_form", who, year=2025, level=ExportLevel.MASKED).sheets)


def test_a_quarter_is_printed_as_recorded_and_blank_where_nothing_is(db: Database, who: str) -> None:
    blank = book(db, "regular_form", who).sheets
    assert [sheet.name for sheet in blank] == ["第四季度"], "of the cut-off"
    assert texts(blank[0])["出勤"] == "旷工　　天　病事假　　天　迟到、早退　　次"
    quarter = {"cadre": Link(who, "覃川"), "year": 2026, "period": Period.Q2, "grade": FourGrade.GOOD, "days_leave": 3}
    records.create(db, BY_KEY["regular_assessment"], {**quarter, "summary": "完成任务"})
    (form,) = book(db, "regular_form", who).sheets
    assert texts(form)["出勤"] == "旷工　　天　病事假3天　迟到、早退　　次"
    assert texts(form)["个人总结"].startswith("完成任务")
    assert "审定为“好”等次" in texts(form)["机关审定意见"]
