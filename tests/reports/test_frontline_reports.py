"""Reports of work on the ground and of contests: what was entered is printed, and at each level no more than may be."""

from datetime import date
from typing import Any

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet
from cadre_desktop.records.board_entry import BoardColour, BoardState
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.liaison import MatterDone
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.problem import ProblemSource, ProblemState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Satisfaction, Secrecy
from cadre_desktop.reports import care_forms
from cadre_desktop.reports.problem_form import REPORT as FORM
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests import examples
from tests.figures.test_frontline import problem
from tests.services.people import cadre, change, filed, post, talk, unit
from tests.test_every_report import everything

KINDS = (
    "problem", "liaison_visit", "public_opinion", "source_note", "consultation", "board_entry", "monthly_task",
    "race_award", "maker_talent",
)  # fmt: skip
KEYS = (
    "problem_set", "problem_form", "visits", "outside_voices", "boards", "race_awards", "races", "makers",
)  # fmt: skip
MARK = "此话不出门"


def book(db: Database, key: str, level: ExportLevel = ExportLevel.INTERNAL, **more: Any) -> ReportBook:
    return exports.preview(db, key, exports.options_of(db, level=level, **more))


def sheet(made: ReportBook, at: int) -> ReportSheet:
    found = made.sheets[at]
    assert isinstance(found, ReportSheet)
    return found


@pytest.fixture
def town(db: Database) -> Link:
    return unit(db)


def test_problems_are_printed_by_class_and_unit_with_rates_and_their_denominators(db: Database, town: Link) -> None:
    grain = filed(db, "problem_class", aspect="惠农补贴", name="种粮补贴", number=1, in_use=True)
    money = filed(db, "problem_class", aspect="三资", name="资金", number=2, in_use=True)
    problem(db, town, ProblemState.REPORTED, problem_class=grain)
    problem(db, town, ProblemState.RATED, problem_class=grain)
    problem(db, town, ProblemState.RATED, problem_class=money, satisfaction=Satisfaction.FAIRLY)
    problem(db, town, ProblemState.HANDLING, problem_class=money, due_on=date(2026, 5, 1))
    made = book(db, "problem_set")
    first = sheet(made, 0)
    assert [row[1:8] for row in first.rows] == [
        ("惠农补贴：种粮补贴", 2, 1, 0, 0, 0, 1),
        ("三资：资金", 2, 0, 1, 1, 0, 1),
    ]
    assert first.total is not None
    assert first.total[2:11] == (4, 1, 1, 1, 0, 2, "66.7%", "66.7%", "50.0%")
    told = "\n".join(first.notes)
    assert "2方面2大类4件" in told
    assert "办结率66.7%（2/3）：已解决的2个÷已认领或交办且应办结的（未到期未解决的不计）3个。" in told
    assert [row[1] for row in sheet(made, 1).rows] == ["青石镇", "未明确单位"]
    assert len(sheet(made, 2).rows) == 4


def test_a_form_is_printed_for_every_problem_a_unit_has_or_those_named(
    db: Database, town: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = problem(db, town, ProblemState.REPORTED)
    taken = problem(db, town, ProblemState.RATED, n_measures=5, measures="清淤")
    forms = [one for one in book(db, FORM.key).sheets if isinstance(one, FormSheet)]
    (form,) = forms
    text = {cell.text for cell in form.cells}
    assert form.name == "2026-002"
    assert "清淤（5条）" in text
    assert {"青石镇", "认领", "2026.04.08", "2026.06.08"} <= text
    assert any(cell.startswith("满意　2026.05.25") for cell in text)
    both = book(db, FORM.key, record_ids=(waiting.id, taken.id))
    assert len(both.sheets) == 3
    monkeypatch.setattr("cadre_desktop.reports.problem_form.MOST_FORMS", 1)
    assert care_forms.MOST_FORMS > 1
    with pytest.raises(NotAllowed, match="一次最多打印1份"):
        book(db, FORM.key, record_ids=(waiting.id, taken.id))


def test_visits_are_counted_by_kind_and_done_things_by_their_number(db: Database) -> None:
    examples.one(db, "post")
    point = examples.one(db, "liaison")
    given = {"liaison": point, "cadre": examples.one(db, "cadre"), "content": "走访"}
    filed(db, "liaison_visit", **given, visited_on=date(2026, 3, 1), done=MatterDone.REAL_THING, n_done=3)
    filed(db, "liaison_visit", **given, visited_on=date(2026, 4, 1), done=MatterDone.HARD_PROBLEM)
    filed(db, "liaison_visit", **given, visited_on=date(2025, 4, 1))
    made = book(db, "visits")
    assert [row[1:] for row in sheet(made, 0).rows] == [("干部联户", 1, 2, 3, 1)]
    assert sheet(made, 1).rows[0][-1] == 2
    assert len(sheet(made, 2).rows) == 2


def test_the_boards_print_what_the_entries_come_to_and_the_head_of_that_day(db: Database, town: Link) -> None:
    who = cadre(db)
    post(db, who, town, member_kind=MemberKind.HEAD)
    given = {"item": "环境治理", "unit": town, "matter": "末位。", "colour": BoardColour.BLACK, "head": who}
    for month in (3, 6, 9):
        filed(db, "board_entry", **given, published_on=date(2026, month, 20))
    gone = {"state": BoardState.WITHDRAWN, "withdrawn_on": date(2026, 10, 9), "withdrawn_reason": "评分有误"}
    filed(db, "board_entry", **given, published_on=date(2026, 10, 1), **gone)
    made = book(db, "boards")
    ((_at, name, item, red, black, state, filled_on, heads),) = sheet(made, 0).rows
    assert (name, item, red, black, state, filled_on) == ("青石镇", "环境治理", 0, 3, "建议“让位”", "2026.09.20")
    assert heads == "周文静", "by the posts on file"
    listed = sheet(made, 1).rows
    assert len(listed) == 4
    assert listed[-1][8] == "已撤销：评分有误"


def test_races_print_projects_and_everybodys_quarters_but_nobody_in_public(db: Database) -> None:
    examples.one(db, "post")
    examples.one(db, "monthly_task")
    examples.one(db, "race_award")
    made = book(db, "races")
    assert sheet(made, 0).rows[0][7:9] == (1, "100.0%")
    assert sheet(made, 1).rows[0][5:] == ("100.0%", "—", "—", "—", "100.0%")
    public = book(db, "races", ExportLevel.MASKED)
    assert sheet(public, 1).rows == []
    assert sheet(public, 0).rows[0][8] == ""
    assert [row[2:] for row in sheet(book(db, "race_awards"), 0).rows][2] == (1, 0)


def test_makers_are_counted_where_they_are(db: Database) -> None:
    examples.one(db, "maker_talent")
    made = book(db, "makers")
    assert [row[2:] for row in sheet(made, 0).rows] == [(1, 0, 0, 1)]
    assert sheet(made, 1).rows[0][-1] == 1


def test_replies_stay_inside_and_judgements_out_of_public(db: Database) -> None:
    examples.one(db, "post")
    for key in KINDS:
        examples.one(db, key)
    replies = {key: examples.one(db, key) for key in ("public_opinion", "source_note", "board_entry", "race_award")}
    for key, one in replies.items():
        change(db, key, one, reply=MARK)
    inside = "\n".join(everything(book(db, key)) for key in KEYS)
    assert inside.count(MARK) == 3, "opinions are only counted"
    for level in (ExportLevel.UPWARD, ExportLevel.MASKED):
        for key in (*KEYS, *(f"list_{kind}" for kind in replies)):
            assert MARK not in everything(book(db, key, level)), key
    public = "\n".join(everything(book(db, key, ExportLevel.MASKED)) for key in (*KEYS, *(f"list_{k}" for k in KINDS)))
    for secret in (
        "合作社冷库补助",
        "河道垃圾清理",
        "招商任务提前完成",
        "罗小满",
        "集镇污水项目",
        "了解春耕",
    ):
        assert secret not in public, secret


def test_what_a_secret_talk_brought_up_is_not_told_outside(db: Database, town: Link) -> None:
    who = cadre(db)
    post(db, who, town)
    secret = talk(db, who, secrecy=Secrecy.WORK_SECRET)
    raised = filed(db, "talk_problem", interview=secret, text=MARK)
    given = {"source": ProblemSource.TALK, "reported_on": date(2026, 6, 1), "talk_problem": raised, "village": town}
    one = filed(db, "problem", text=MARK, **given)
    for key in ("problem_set", "problem_form"):
        assert MARK in everything(book(db, key, record_ids=(one.id,)))
        assert MARK not in everything(book(db, key, ExportLevel.UPWARD, record_ids=(one.id,))), key
