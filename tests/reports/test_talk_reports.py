"""五必谈 tables, the list of who is left, and 谈话情况登记表: counts without people, texts without speakers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Category, InterviewState, Purpose, Stance
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.services import exports, talk_coverage
from cadre_desktop.services import figures as figure_service
from cadre_desktop.storage.database import Database
from tests.county import County
from tests.reports.sample import fill

LEADER = {"is_leader": True}
TEXT = "本人表示将继续抓好二期建设"


def book(db: Database, key: str, **asked: Any) -> ReportBook:
    record_ids = asked.pop("record_ids", ())
    return exports.preview(db, key, replace(exports.options_of(db, **asked), record_ids=record_ids))


def table(found: ReportBook, at: int = 0) -> ReportSheet:
    sheet = found.sheets[at]
    assert isinstance(sheet, ReportSheet)
    return sheet


def form(found: ReportBook) -> dict[tuple[int, int], str]:
    sheet = found.sheets[0]
    assert isinstance(sheet, FormSheet)
    return {(cell.row, cell.column): cell.text for cell in sheet.cells}


@pytest.fixture
def towns(db: Database) -> dict[str, str]:
    """One town of four leaders, one office of two: too few to be printed outside."""
    county = County()
    town, office, club = county.unit("青石镇", 1), county.unit("县信访局", 2), county.unit("县老干部局", 3)
    people = {f"镇{at}": county.person(f"镇{at}", town, post=LEADER) for at in range(4)}
    people |= {f"局{at}": county.person(f"局{at}", office, post=LEADER) for at in range(2)}
    people["独"] = county.person("独", club, post=LEADER)
    for category in Category:
        county.talk([people["镇0"]], category, stance=Stance.POSITIVE)
        county.talk([people["镇0"]], category, stance=Stance.POSITIVE, day=date(2025, 5, 6))
    county.talk([people["镇1"], people["局0"]], Category.STAFF, stance=Stance.NEGATIVE, day=date(2025, 5, 7))
    county.talk([people["镇1"]], Category.STAFF, stance=Stance.POSITIVE, day=date(2025, 5, 8))
    county.talk([people["镇1"], people["局0"]], Category.STAFF, stance=Stance.NEGATIVE)
    county.talk([people["镇1"]], Category.STAFF, stance=Stance.POSITIVE)
    county.talk([people["镇2"]], Category.HEAD, done=False)
    county.talk([people["镇3"]], Category.HEAD, day=date(2025, 5, 5))
    county.file(db)
    return people


def test_the_table_counts_people_once_a_kind_and_only_final_signed_talks_of_the_year(
    db: Database, towns: dict[str, str]
) -> None:
    sheet = table(book(db, "talk_coverage"))
    assert sheet.rows[0] == (1, "青石镇", 4, 2, 1, 1, 1, 1, "30.0%", "")
    assert sheet.rows[1] == (2, "县信访局", 2, 1, 0, 0, 0, 0, "10.0%", "")
    assert sheet.total == ("合计", None, 7, 3, 1, 1, 1, 1, "20.0%", None)


def test_units_of_fewer_than_three_are_joined_when_the_table_leaves(db: Database, towns: dict[str, str]) -> None:
    for level in (ExportLevel.UPWARD, ExportLevel.MASKED):
        sheet = table(book(db, "talk_coverage", level=level))
        assert [(row[1], row[2], row[9]) for row in sheet.rows] == [
            ("青石镇", 4, ""),
            ("县信访局、县老干部局", 3, "2个单位合并"),
        ]
        assert sheet.total is not None
        assert sheet.total[2] == 7
        assert any("不足3人的单位合并统计" in note for note in sheet.notes)


def test_a_table_over_too_few_people_is_not_printed_outside_at_all(db: Database) -> None:
    county = County()
    county.person("独", county.unit("县老干部局"), post=LEADER)
    county.file(db)
    sheet = table(book(db, "talk_coverage", level=ExportLevel.UPWARD))
    assert (sheet.rows, sheet.total) == ([], None)
    assert "没有可以公布的数据" in sheet.notes[-1]


def test_what_interviewees_said_on_the_whole_never_stands_for_fewer_than_three(
    db: Database, towns: dict[str, str]
) -> None:
    found = book(db, "talk_coverage", year=2025)
    sheet = table(found, 1)
    cells = [value for row in sheet.rows for value in row[2:]]
    assert all(value == 0 or value >= 3 for value in cells)
    assert sheet.total is not None
    assert sheet.total[-1] == 7
    assert "反映问题为主" not in [column.title for column in sheet.columns]


def stance_counts(db: Database, **asked: Any) -> dict[str, tuple[Any, ...]] | None:
    """Return the rows of the sheet of stances, if there is one."""
    sheets = book(db, "talk_coverage", **asked).sheets
    return {row[1]: row[2:] for row in table(book(db, "talk_coverage", **asked), 1).rows} if len(sheets) > 1 else None


def test_no_two_tables_of_stances_can_be_subtracted_to_find_one_speaker(db: Database, towns: dict[str, str]) -> None:
    days = [date(2025, 5, 6), date(2025, 5, 7), date(2025, 12, 31), date(2026, 11, 21)]
    with db.read() as session:
        units = list(session.scalars(sa.select(Unit.id)))
    for level in ExportLevel:
        whole = [stance_counts(db, year=2025, as_of=day, level=level) for day in days]
        assert whole[0]
        assert all(counts == whole[0] for counts in whole)
        for unit in units:
            assert stance_counts(db, year=2025, unit_id=unit, level=level) is None
    notes = table(book(db, "talk_coverage", year=2025, unit_id=units[0])).notes
    assert any("限定了单位" in note for note in notes)


def test_a_talk_settled_after_the_years_end_changes_no_stance(db: Database, towns: dict[str, str]) -> None:
    before = stance_counts(db, year=2025)
    county = County()
    late = {"day": date(2025, 12, 30), "finalised_on": date(2026, 1, 4)}
    county.talk([towns["镇1"]], Category.HEAD, stance=Stance.NEGATIVE, **late)
    county.file(db)
    assert stance_counts(db, year=2025) == before


@pytest.mark.parametrize("level", list(ExportLevel))
def test_stances_wait_for_the_end_of_the_year(db: Database, towns: dict[str, str], level: ExportLevel) -> None:
    found = book(db, "talk_coverage", level=level)
    assert len(found.sheets) == 1
    assert any("2026年度结束后统计" in note for note in table(found).notes)


def test_the_table_names_nobody_not_even_among_its_sources(db: Database, towns: dict[str, str]) -> None:
    found = book(db, "talk_coverage")
    assert {note.records for note in found.sources} == {("只列人数，不列名单",)}
    assert not any("镇0" in str(row) for sheet in found.sheets for row in table(found).rows)


def test_the_table_the_list_and_the_screen_agree(db: Database) -> None:
    fill(db)
    screen = talk_coverage.coverage(db)
    figures = {figure.key: figure for figure in figure_service.figures(db)}
    assert set(figures["five_talks_left"].ids) == {line.person.id for line in screen.left}
    assert figures["five_talks_complete"].part == screen.complete.part
    assert (figures["five_talks_rate"].part, figures["five_talks_rate"].whole) == (
        screen.talks.part,
        screen.talks.whole,
    )
    total = table(book(db, "talk_coverage")).total
    assert total is not None
    assert list(total[3:8]) == [rate.part for rate in screen.by_category]
    assert len(table(book(db, "talks_due")).rows) == len(screen.left)


def test_the_list_of_who_is_left_says_what_is_missing(db: Database, towns: dict[str, str]) -> None:
    sheet = table(book(db, "talks_due"))
    found = {row[2]: row[4:] for row in sheet.rows}
    assert "镇0" not in found
    assert found["镇1"] == ("√", "未谈", "未谈", "未谈", "未谈", 4)
    assert found["镇2"] == ("未谈", "未谈", "已谈未签", "未谈", "未谈", 5)
    masked = table(book(db, "talks_due", level=ExportLevel.MASKED))
    assert {row[2] for row in masked.rows} == {"镇*", "局*", "独"}


@pytest.fixture
def one_talk(db: Database) -> Any:
    """File one talk and give its form at a level."""

    def make(level: ExportLevel = ExportLevel.INTERNAL, **values: Any) -> dict[tuple[int, int], str]:
        county = County()
        who = county.person("朱志强", county.unit("青石镇"), title="党委书记")
        values = {"category": None, "purpose": Purpose.HEART, "agreed_text": TEXT, "opinion": "同意", **values}
        talk_id = county.talk([who], values.pop("category"), place="谈话室", recorder="许静", **values)
        county.file(db)
        return form(book(db, "talk_register", level=level, record_ids=(talk_id,)))

    return make


def test_the_form_has_the_fields_of_the_paper(one_talk: Any) -> None:
    cells = one_talk(talked_at="09:30")
    assert cells[1, 1] == "谈心谈话登记表"
    assert (cells[2, 2], cells[2, 4]) == ("2026.05.06 09:30", "谈话室")
    assert (cells[3, 2], cells[3, 4]) == ("陈立、许静", "许静")
    assert (cells[4, 2], cells[4, 4]) == ("朱志强", "青石镇党委书记")
    assert (cells[5, 2], cells[6, 2]) == (TEXT, "同意")


def test_only_agreed_text_is_printed(one_talk: Any) -> None:
    cells = one_talk(done=False, state=InterviewState.CHECKING)
    assert TEXT not in cells[5, 2]
    assert "尚未定稿" in cells[5, 2]
    assert cells[6, 2] == ""


@pytest.mark.parametrize("level", [ExportLevel.UPWARD, ExportLevel.MASKED])
def test_what_was_said_in_a_review_stays_inside(one_talk: Any, level: ExportLevel) -> None:
    cells = one_talk(level, purpose=Purpose.REVIEW, category=Category.HEAD)
    assert TEXT not in "".join(cells.values())
    assert "一把手" not in "".join(cells.values())
    assert cells[6, 2] == ""


@pytest.mark.parametrize("level", [ExportLevel.UPWARD, ExportLevel.MASKED])
def test_nothing_on_a_reviews_form_tells_outside_who_was_heard_when(one_talk: Any, level: ExportLevel) -> None:
    cells = one_talk(level, purpose=Purpose.REVIEW, category=Category.HEAD, talked_at="09:30")
    assert cells[2, 2] == "2026.05"
    assert (cells[2, 4], cells[3, 2], cells[3, 4]) == ("", "", "")
    assert one_talk(purpose=Purpose.REVIEW, category=Category.HEAD, talked_at="09:30")[2, 2] == "2026.05.06 09:30"


@pytest.mark.parametrize("level", [ExportLevel.UPWARD, ExportLevel.MASKED])
def test_a_work_secret_leaves_as_neither_form_nor_line(one_talk: Any, db: Database, level: ExportLevel) -> None:
    assert one_talk(secrecy=Secrecy.WORK_SECRET)[5, 2] == TEXT
    with pytest.raises(NotAllowed, match="工作秘密只供内部使用"):
        one_talk(level, secrecy=Secrecy.WORK_SECRET)
    assert len(table(book(db, "talk_register")).rows) == 2
    assert table(book(db, "talk_register", level=level)).rows == []


def test_a_heart_to_heart_talk_may_be_shown_to_the_upper_level_but_not_in_public(one_talk: Any) -> None:
    assert one_talk(ExportLevel.UPWARD)[5, 2] == TEXT


def test_the_public_level_shows_neither_text_nor_names(one_talk: Any) -> None:
    cells = one_talk(ExportLevel.MASKED)
    assert TEXT not in cells[5, 2]
    assert (cells[3, 2], cells[4, 2]) == ("陈*、许*", "朱**")


def test_the_list_of_talks_has_no_content_and_months_alone_for_reviews_outside(
    db: Database, towns: dict[str, str]
) -> None:
    inside, outside = (
        table(book(db, "talk_register", level=level)) for level in (ExportLevel.INTERNAL, ExportLevel.UPWARD)
    )
    assert len(inside.rows) == len(outside.rows) == 8
    assert {row[1] for row in inside.rows} == {"2026.05.06"}
    assert {row[1] for row in outside.rows} == {"2026.05"}
    assert {row[4] for row in outside.rows} == {""}
    assert {row[6] for row in outside.rows} == {""}
    assert {row[6] for row in inside.rows} == {"陈立、许静"}
