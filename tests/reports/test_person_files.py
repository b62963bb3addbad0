"""The files of one person: nine acts, an exit sheet line by line, both sides of every dimension; never a score."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet
from cadre_desktop.records.achievement import Strength
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Category
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.political_review import Ballot, BallotRow, Sign, SourceKind
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity
from cadre_desktop.reports.identification_form import MOST_FORMS
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.county import County, month
from tests.reports.sample import Sample

DELETED = datetime(2026, 1, 1, 8, 0)


def book(db: Database, key: str, *cadre_ids: str, **asked: Any) -> ReportBook:
    return exports.preview(db, key, replace(exports.options_of(db, **asked), cadre_ids=cadre_ids))


def sheet(found: ReportBook, name: str) -> ReportSheet:
    match = next(s for s in found.sheets if s.name.startswith(name))
    assert isinstance(match, ReportSheet)
    return match


def form(found: ReportBook, name: str) -> dict[tuple[int, int], str]:
    match = next(s for s in found.sheets if s.name.startswith(name))
    assert isinstance(match, FormSheet)
    return {(cell.row, cell.column): cell.text for cell in match.cells}


def test_the_cover_says_whose_file_it_is(county: tuple[Database, Sample]) -> None:
    db, sample = county
    cells = form(book(db, "performance_file", sample.hero), "封面")
    said = {cells[row, 1].replace("\u3000", ""): cells[row, 2] for row in range(2, 10)}
    assert said == {
        "姓名": "朱志强",
        "单位职务": "青石镇党委书记",
        "任职时间": "2024.03",
        "档案编号": "清实〔2024〕001",
        "建档日期": "2024.03.20",
        "建档单位": "中共清源县委组织部",
        "档案状态": "已交账",
        "卷数": "1卷",
    }


def test_the_three_moments_have_nine_acts_each_with_what_is_on_file(county: tuple[Database, Sample]) -> None:
    db, sample = county
    cells = form(book(db, "performance_file", sample.hero), "三个环节")
    acts = [cells[row, column] for row in (2, 4, 6) for column in (2, 3, 4)]
    assert acts == ["交任务", "压担子", "列清单", "晒答卷", "比排名", "听口碑", "看成效", "比业绩", "交账单"]
    assert "5/17" in cells[5, 3]
    assert "2/17" in cells[5, 3]
    assert cells[7, 4] == "2026.10.30交账：完成3项、结转1项。"


def test_the_exit_sheet_answers_every_line_of_the_signed_list(county: tuple[Database, Sample]) -> None:
    db, sample = county
    found = book(db, "performance_file", sample.hero)
    tasks, closed = sheet(found, "上任清单"), sheet(found, "交账单")
    assert [row[2] for row in tasks.rows] == [row[1] for row in closed.rows]
    assert [row[3] for row in closed.rows] == ["完成", "完成", "完成", "结转"]
    assert "签收后不再改动" in "".join(tasks.notes)
    assert "接任人：许静" in closed.notes[-1]


def test_every_year_has_its_answer_with_rank_and_reputation(county: tuple[Database, Sample]) -> None:
    db, sample = county
    found = book(db, "performance_file", sample.hero)
    assert [s.name for s in found.sheets if s.name.endswith("答卷")] == ["2024年答卷", "2025年答卷"]
    notes = "".join(sheet(found, "2025年答卷").notes)
    assert "比排名：2/17（全县乡镇党政正职）" in notes
    assert "听口碑：满意率95.5%（有效票120）" in notes


def test_achievements_on_the_persons_own_word_alone_say_so(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    county.achievement(who, "硬", evidence=(Strength.DOCUMENT, Strength.SELF))
    county.achievement(who, "软", evidence=(Strength.SELF,))
    county.achievement(who, "空", evidence=())
    county.achievement(who, "已删", deleted_at=DELETED)
    county.file(db)
    found = sheet(book(db, "performance_file", who), "实绩条目")
    marks = {row[2]: "【仅自述】" in row[5] for row in found.rows}
    assert marks == {"硬": False, "软": True, "空": True}
    assert "共3件，其中仅凭自述2件，占66.7%" in found.notes[-1]


def test_two_terms_are_two_volumes_and_a_deleted_one_is_none(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    who = county.person("甲", unit)
    for started, deleted in (("2018.01", None), ("2021.01", DELETED), ("2024.01", None)):
        county.add(
            PerformanceTerm,
            cadre_id=who,
            unit_id=unit,
            post_title="镇长",
            started_on=month(started),
            filed_on=date(2024, 2, 1),
            deleted_at=deleted,
        )
    county.file(db)
    found = book(db, "performance_file", who)
    assert [s.name for s in found.sheets if s.name.startswith("三个环节")] == ["三个环节（1）", "三个环节（2）"]
    assert form(found, "封面")[9, 2] == "2卷"
    assert form(found, "封面")[4, 2] == "2024.01"


def test_somebody_deleted_has_no_file_to_print(db: Database) -> None:
    county = County()
    gone = county.person("甲", county.unit("青石镇"), deleted_at=DELETED)
    county.file(db)
    for key in ("performance_file", "political_file"):
        with pytest.raises(NotAllowed, match="没有可以生成"):
            book(db, key, gone)


@pytest.fixture
def reviewed(db: Database) -> str:
    """A review with both sides in one dimension, a talk as source, papers that do not add up."""
    county = County()
    who = county.person("甲", county.unit("青石镇"), title="镇长")
    talk = county.talk([who], Category.HEAD, day=date(2026, 5, 20))
    review = county.review(
        who, n_issued=30, n_returned=30, n_valid=28,
        grade=FourGrade.GOOD, decided_by="县委", decided_on=date(2026, 9, 1),
        reply="无意见", leader_comment="敢担当", leader_name="周明", suggested_grade=FourGrade.GOOD,
    )  # fmt: skip
    for polarity, kind, more in (
        (Polarity.POSITIVE, SourceKind.INTERVIEW, {"interview_id": talk}),
        (Polarity.NEGATIVE, SourceKind.DOCUMENT, {"source_document": "通报7号", "reply": "已整改"}),
        (Polarity.POSITIVE, None, {}),
    ):
        dimension = Dimension.DUTY if kind else Dimension.LOYALTY
        county.add(
            Sign, review_id=review, dimension=dimension, polarity=polarity, fact=f"{polarity.label}的事",
            source_kind=kind, **more,
        )  # fmt: skip
    county.add(Ballot, review_id=review, row=BallotRow.OVERALL, n_first=20, n_second=8)
    county.add(Ballot, review_id=review, row=BallotRow.LOYALTY, n_first=20, n_second=9)
    county.add(Ballot, review_id=review, row=BallotRow.LACK_DUTY, n_first=28)
    county.file(db)
    return who


def test_opposite_signs_of_one_dimension_stand_side_by_side_with_their_sources(db: Database, reviewed: str) -> None:
    rows = {row[0]: row for row in sheet(book(db, "political_file", reviewed), "2026年画像").rows}
    duty = rows["政治担当"]
    assert (duty[2], duty[4], duty[5]) == (1, 1, "正负面都有，请对照研判")
    assert "【谈话：2026.05】" in duty[1]
    assert "【文件材料：通报7号】；本人说明：已整改" in duty[3]
    assert rows["政治忠诚"][5] == ""
    assert "【未注明来源】" in rows["政治忠诚"][1]
    assert rows["政治能力"][5] == "材料不足"


def test_a_talk_as_source_never_tells_its_day_or_who_spoke(db: Database, reviewed: str) -> None:
    for level in ExportLevel:
        found = sheet(book(db, "political_file", reviewed, level=level), "2026年画像")
        text = "".join(str(row) for row in found.rows)
        assert "2026.05.20" not in text
        assert "一把手" not in text


def test_the_file_has_grade_reply_and_thin_evidence_but_no_score(db: Database, reviewed: str) -> None:
    found = book(db, "political_file", reviewed)
    cells = "".join(form(found, "2026年档案").values())
    assert "好（材料不足）" in cells
    assert "无意见" in cells
    assert "发出30份，收回30份，有效28份" in cells
    everything = str(found)
    assert "总分：" not in everything
    assert "得分" not in everything
    assert "不计总分" in everything


@pytest.mark.parametrize("key", ["political_file", "identification_form"])
def test_comments_and_facts_are_not_printed_in_public(db: Database, reviewed: str, key: str) -> None:
    said = ["敢担当", *(["面的事", "已整改", "无意见", "通报7号"] if key == "political_file" else [])]
    upward, public = (str(book(db, key, reviewed, level=level)) for level in (ExportLevel.UPWARD, ExportLevel.MASKED))
    for words in said:
        assert words in upward
        assert words not in public
    assert "发出" in upward
    assert "发出" not in public
    assert "不公开" in public


def test_the_summary_prints_signs_votes_and_grade_in_one_line(db: Database, reviewed: str) -> None:
    row = sheet(book(db, "political_summary"), "评价汇总").rows[0]
    assert row == (
        1, "青石镇", "甲", "镇长", "1/0", "0/0", "1/1", "0/0", "0/0", 20, 8, 0, 0, "71.4%",
        "好", "好（材料不足）", "有",
    )  # fmt: skip
    grades = sheet(book(db, "political_summary"), "等次统计")
    assert grades.total == ("合计", None, 1, 0, 0, 0, 0, 1)


def test_ballots_that_do_not_add_up_are_named(db: Database, reviewed: str) -> None:
    found = book(db, "ballot_statistics")
    assert sheet(found, "总体评价").rows[0][-1] == "政治忠诚29票"
    assert sheet(found, "正向测评").rows[0][4:] == ("政治忠诚", 20, 9, 0, 0, 29)
    assert sheet(found, "反向测评").rows[0][4:] == ("担当不足", 28, 0, 0, 0, 28)


def test_papers_of_fewer_than_three_voters_are_not_printed(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    review = county.review(who, n_issued=2, n_returned=2, n_valid=2)
    county.add(Ballot, review_id=review, row=BallotRow.OVERALL, n_first=1, n_fourth=1)
    county.file(db)
    found = sheet(book(db, "ballot_statistics"), "总体评价")
    assert found.rows == []
    assert "另有1人有效票不足3份" in found.notes[-1]
    cells = form(book(db, "identification_form"), "甲")
    assert "票数不列" in cells[5, 2]


def test_the_identification_form_is_the_paper_form(db: Database, reviewed: str) -> None:
    cells = form(book(db, "identification_form"), "甲")
    assert (cells[1, 1], cells[2, 1]) == ("干部政治素质鉴定表", "（2026年度）")
    assert (cells[3, 2], cells[3, 4]) == ("甲", "青石镇镇长")
    assert cells[5, 2] == "发出 30 份，收回 30 份，有效 28 份；\n好 20 票，较好 8 票，一般 0 票，较差 0 票。"
    assert "建议鉴定为“好”等次" in cells[6, 2]
    assert "签名：周明" in cells[6, 2]
    assert "经研究，鉴定为“好”等次" in cells[7, 2]
    assert "2026年9月1日" in cells[7, 2]


def test_more_forms_than_a_workbook_can_hold_are_refused_in_words(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    people = [county.person(f"人{at}", unit) for at in range(MOST_FORMS + 1)]
    for who in people:
        county.review(who)
    county.file(db)
    with pytest.raises(NotAllowed, match=f"有{MOST_FORMS + 1}人"):
        book(db, "identification_form")
    assert len(book(db, "identification_form", *people[:2]).sheets) == 2


def test_an_undecided_form_leaves_room_to_write(db: Database) -> None:
    county = County()
    who = county.person("乙", county.unit("青石镇"))
    county.review(who)
    county.file(db)
    cells = form(book(db, "identification_form"), "乙")
    assert "鉴定为“　　”等次" in cells[7, 2]
    assert "年　月　日" in cells[7, 2]
    assert cells[5, 2].startswith("发出 　　 份")


def test_the_public_level_covers_names_and_leaves_out_what_was_observed(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    who, other = county.person("欧阳建国", unit), county.person("陈海燕", unit)
    county.observation(who, conduct="与陈海燕一起值守", observer="许静")
    county.file(db)
    assert other
    row = sheet(book(db, "political_file", who, level=ExportLevel.MASKED), "表现纪实").rows[0]
    assert (row[3], row[4], row[6], row[7]) == (None, None, None, "许*")
    row = sheet(book(db, "political_file", who, level=ExportLevel.UPWARD), "表现纪实").rows[0]
    assert (row[4], row[7]) == ("与陈海燕一起值守", "许静")
    title = book(db, "political_file", who, level=ExportLevel.MASKED).title
    assert title == "干部政治素质档案（欧***）"
