"""干部名册: the usual columns, chosen ones, units as sections, any day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cadre_desktop.formats.report_sheet import ReportSheet
from cadre_desktop.records import roster as screen
from cadre_desktop.records.cadre import CadreState
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.reports.roster import BY_NAME, USUAL
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.county import County, month


@pytest.fixture
def town(db: Database) -> dict[str, str]:
    county = County()
    second, first = county.unit("白沙镇", 2), county.unit("青石镇", 1)
    ids = {
        "书记": county.person(
            "甲", first, title="党委书记", level=PostLevel.SECTION_HEAD, since="2024.03.15", birth="1978.08.12",
            id_number="350425197808120012", phone="13800001234", post={"is_leader": True},
        ),
        "副镇长": county.person("乙", first, since="2021.05", birth="1986.01", post={"is_leader": True}),
        "外镇": county.person("丙", second, birth="1990.11"),
        "调出": county.person("丁", second, since="2019.01", until="2026.02", state=CadreState.TRANSFERRED),
    }  # fmt: skip
    county.add(Rank, cadre_id=ids["书记"], name=RankName.SENIOR_CLERK_1, approved_on=month("2023.12"))
    county.file(db)
    return ids


def sheet_of(db: Database, **asked: Any) -> ReportSheet:
    more = {name: asked.pop(name) for name in ("columns", "cadre_ids", "grouped", "id_numbers") if name in asked}
    book = exports.preview(db, "roster", replace(exports.options_of(db, **asked), **more))
    (sheet,) = book.sheets
    assert isinstance(sheet, ReportSheet)
    return sheet


def column(sheet: ReportSheet, title: str) -> list[Any]:
    at = [c.title.replace("\n", "") for c in sheet.columns].index(title)
    return [row[at] for row in sheet.rows]


def test_the_usual_roster_has_the_usual_columns_with_education_under_two_heads(
    db: Database, town: dict[str, str]
) -> None:
    sheet = sheet_of(db)
    titles = [c.title.replace("\n", "") for c in sheet.columns]
    assert titles[:6] == ["序号", "姓名", "现任职务", "性别", "民族", "籍贯"]
    assert titles[-6:] == ["出生年月", "参加工作时间", "入党时间", "任现职时间", "任现职级时间", "备注"]
    assert [c.group for c in sheet.columns if c.group] == ["全日制教育"] * 2 + ["在职教育"] * 2


def test_people_stand_by_unit_and_level_and_dates_by_month(db: Database, town: dict[str, str]) -> None:
    sheet = sheet_of(db)
    assert column(sheet, "姓名") == ["甲", "乙", "丙"]
    assert column(sheet, "现任职务") == ["青石镇党委书记", "青石镇副镇长", "白沙镇副镇长"]
    assert column(sheet, "任现职时间") == ["2024.03", "2021.05", "2020.05"]
    assert column(sheet, "任现职级时间") == ["2023.12", "", ""]
    assert column(sheet, "出生年月")[0] == "1978.08"


def test_the_roster_of_an_earlier_day_has_that_days_people_posts_and_ages(db: Database, town: dict[str, str]) -> None:
    sheet = sheet_of(db, as_of=date(2023, 6, 30), columns=("name", "age", "post_since"))
    found = {row[1]: row[2:] for row in sheet.rows}
    assert found == {"乙": (37, "2021.05"), "丙": (32, "2020.05"), "丁": (43, "2019.01")}
    assert sheet.as_of_line == "截止时间：2023年6月30日"


def test_ages_count_by_month(db: Database, town: dict[str, str]) -> None:
    assert column(sheet_of(db, as_of=date(2026, 10, 31), columns=("name", "age")), "年龄") == [48, 40, 35]
    assert column(sheet_of(db, as_of=date(2026, 11, 1), columns=("name", "age")), "年龄") == [48, 40, 36]


def test_a_unit_narrows_the_roster_and_gives_it_its_name(db: Database, town: dict[str, str]) -> None:
    with db.read() as session:
        unit_id = session.connection().exec_driver_sql("SELECT id FROM unit WHERE name = '白沙镇'").scalar()
    sheet = sheet_of(db, unit_id=unit_id)
    assert column(sheet, "姓名") == ["丙"]
    assert sheet.title == "白沙镇干部名册"


def test_chosen_people_alone_are_listed(db: Database, town: dict[str, str]) -> None:
    assert column(sheet_of(db, cadre_ids=(town["外镇"], town["书记"])), "姓名") == ["甲", "丙"]


def test_units_become_sections_and_numbers_run_through(db: Database, town: dict[str, str]) -> None:
    sheet = sheet_of(db, grouped=True)
    heads = [cell for row in sheet.rows for cell in row if isinstance(cell, str) and cell.startswith("【")]
    assert heads == ["【青石镇】2人", "【白沙镇】1人"]
    assert [row[0] for row in sheet.rows] == [None, 1, 2, None, 3]


def test_the_identity_number_is_covered_until_it_is_asked_for_inside(db: Database, town: dict[str, str]) -> None:
    columns = ("name", "id_number", "phone")
    assert column(sheet_of(db, columns=columns), "公民身份号码")[0] != "350425197808120012"
    assert column(sheet_of(db, columns=columns, id_numbers=True), "公民身份号码")[0] == "350425197808120012"
    upward = sheet_of(db, columns=columns, id_numbers=True, level=ExportLevel.UPWARD)
    assert column(upward, "公民身份号码")[0] != "350425197808120012"
    assert column(upward, "联系电话")[0] == "138****1234"


def test_everything_the_screen_can_show_can_be_printed(db: Database, town: dict[str, str]) -> None:
    names = tuple(c.name for c in screen.COLUMNS)
    assert set(names) <= set(BY_NAME)
    sheet = sheet_of(db, columns=names)
    assert len(sheet.columns) == len(names) + 1
    assert column(sheet, "职务层次") == ["乡科级正职", "乡科级副职", "乡科级副职"]
    assert column(sheet, "职级") == ["一级主任科员", "", ""]
    assert column(sheet, "现职年限") == [2, 5, 6]
    assert all("照片" in missing for missing in column(sheet, "所缺资料"))


def test_somebody_without_a_post_waits_at_the_end(db: Database) -> None:
    county = County()
    county.person("无职", work_start_on=month("2010.07"))
    county.person("有职", county.unit("青石镇"))
    county.file(db)
    sheet = sheet_of(db)
    assert column(sheet, "现任职务") == ["青石镇副镇长", "待安排"]


def test_an_unknown_column_is_a_fault_of_the_caller(db: Database, town: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        sheet_of(db, columns=("no_such",))


def test_the_usual_columns_begin_with_the_name_and_end_with_the_remark() -> None:
    assert (USUAL[0], USUAL[-1], len(USUAL)) == ("name", "remark", 15)


def test_the_usual_columns_are_printed_on_a3_and_a_few_on_a4(db: Database, town: dict[str, str]) -> None:
    assert sheet_of(db).paper_used == "A3"
    assert sheet_of(db, columns=("name", "post", "sex")).paper_used == "A4"
