"""实绩档案 from the signed list to the sealed file."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import Paper, Strength
from cadre_desktop.records.annual_answer import Standing
from cadre_desktop.records.performance_term import TaskKind, TermState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.term_settlement import Outcome
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import performance_terms, records, term_overview, undo
from cadre_desktop.services.term_overview import TermOverview
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, filed, held, last_work, unit

TASK, LINE, EXIT_LINE = BY_KEY["term_task"], BY_KEY["answer_line"], BY_KEY["settlement_line"]


def a_term(db: Database, *, n_tasks: int = 3, started: int = 2023) -> Link:
    term = filed(
        db,
        "performance_term",
        cadre=cadre(db),
        unit=unit(db),
        post_title="镇长",
        started_on=PartialDate(started, 5),
        filed_on=date(started, 6, 1),
        assigned_by="县委书记",
        assigned_on=date(started, 5, 20),
        expectation="三年内完成集镇污水管网改造。",
    )
    for number in range(1, n_tasks + 1):
        kind = TaskKind.BURDEN if number == 2 else TaskKind.TASK
        filed(db, "term_task", term=term, number=number, kind=kind, name=f"任务{number}", target="12公里")
    return term


def signed(db: Database, **given: int) -> Link:
    term = a_term(db, **given)
    performance_terms.sign(db, term.id, date(2023, 6, 10))
    return term


def line_ids(db: Database, kind_key: str, owner_id: str) -> list[str]:
    return [row.id for row in records.parts(db, BY_KEY[kind_key], owner_id)]


def fill(db: Database, answer_id: str, *values: dict[str, object]) -> None:
    """Fill the lines of an answer in the order of the tasks."""
    for line_id, given in zip(line_ids(db, "answer_line", answer_id), values, strict=False):
        change(db, "answer_line", Link(line_id, ""), **given)


def confirmed(db: Database, sheet_id: str) -> None:
    for line_id in line_ids(db, "settlement_line", sheet_id):
        change(db, "settlement_line", Link(line_id, ""), confirmed_by="李主任", outcome=Outcome.CARRIED)


def texts(db: Database, kind_key: str, owner_id: str, name: str) -> list[object]:
    kind = BY_KEY[kind_key]
    return [held(db, kind_key, Link(i, ""), name) for i in line_ids(db, kind.key, owner_id)]


def test_an_empty_list_is_not_signed(db: Database) -> None:
    term = a_term(db, n_tasks=0)
    with pytest.raises(NotAllowed, match="任务清单还是空的"):
        performance_terms.sign(db, term.id, date(2023, 6, 10))
    assert held(db, "performance_term", term, "state") is TermState.OPEN


def test_a_signed_list_takes_no_task_more_no_change_and_loses_none(db: Database) -> None:
    term = signed(db)
    assert held(db, "performance_term", term, "signed_on") == date(2023, 6, 10)
    task = performance_terms.tasks(db, term.id)[0]
    with pytest.raises(InvalidInput, match="已由本人签收"):
        filed(db, "term_task", term=term, number=9, kind=TaskKind.TASK, name="后加的任务")
    with pytest.raises(InvalidInput, match="已由本人签收"):
        change(db, "term_task", Link(task.id, ""), target="1公里")
    with pytest.raises(InvalidInput, match="已由本人签收"):
        records.discard(db, TASK, task.id)
    assert [t.target for t in performance_terms.tasks(db, term.id)] == ["12公里"] * 3


def test_signing_twice_too_early_or_too_late_is_refused(db: Database) -> None:
    term = a_term(db)
    with pytest.raises(InvalidInput, match="签收日期不能晚于今天"):
        performance_terms.sign(db, term.id, date(2026, 11, 22))
    with pytest.raises(InvalidInput, match="不能早于任职时间"):
        performance_terms.sign(db, term.id, date(2023, 4, 30))
    performance_terms.sign(db, term.id, date(2026, 11, 21))
    with pytest.raises(NotAllowed, match="现在是“已签收”"):
        performance_terms.sign(db, term.id, date(2026, 11, 21))


def test_signing_is_not_taken_back_by_undo(db: Database) -> None:
    term = signed(db)
    result = undo.undo(db, last_work(db))
    assert result.n_back == 0
    assert "不能退回" in result.stays[0].reason
    assert held(db, "performance_term", term, "state") is TermState.FROZEN


def test_a_year_s_answer_has_one_line_for_every_task(db: Database) -> None:
    term = signed(db)
    answer = performance_terms.answer_year(db, term.id, 2023)
    assert texts(db, "answer_line", answer, "standing") == [Standing.UNDER_WAY] * 3
    tasks = [t.id for t in performance_terms.tasks(db, term.id)]
    assert texts(db, "answer_line", answer, "task_id") == tasks


def test_a_second_answer_for_the_year_is_refused(db: Database) -> None:
    term = signed(db)
    performance_terms.answer_year(db, term.id, 2023)
    with pytest.raises(NotAllowed, match="2023年度答卷已经建立"):
        performance_terms.answer_year(db, term.id, 2023)
    assert len(line_ids(db, "annual_answer", term.id)) == 1


@pytest.mark.parametrize(("year", "words"), [(2022, "不能早于任职的年份"), (2027, "2000 到 2026")])
def test_an_answer_for_a_year_outside_the_term_leaves_nothing_behind(db: Database, year: int, words: str) -> None:
    term = signed(db)
    with pytest.raises(InvalidInput, match=words):
        performance_terms.answer_year(db, term.id, year)
    assert line_ids(db, "annual_answer", term.id) == []


def test_an_unsigned_list_has_no_answers(db: Database) -> None:
    term = a_term(db)
    with pytest.raises(NotAllowed, match="还没有签收"):
        performance_terms.answer_year(db, term.id, 2023)


def test_a_task_done_in_an_earlier_year_starts_as_done(db: Database) -> None:
    term = signed(db)
    first = performance_terms.answer_year(db, term.id, 2023)
    fill(db, first, {"standing": Standing.DONE, "result": "建成12公里", "figures": "投资3000万元"}, {"result": "过半"})
    second = performance_terms.answer_year(db, term.id, 2024)
    assert texts(db, "answer_line", second, "standing") == [Standing.DONE, Standing.UNDER_WAY, Standing.UNDER_WAY]
    assert texts(db, "answer_line", second, "result") == ["建成12公里", None, None]
    assert texts(db, "answer_line", second, "figures")[0] == "投资3000万元"


def test_the_exit_sheet_carries_every_entry_line_with_what_is_on_file(db: Database) -> None:
    term = signed(db)
    tasks = performance_terms.tasks(db, term.id)
    answer = performance_terms.answer_year(db, term.id, 2023)
    fill(
        db,
        answer,
        {"standing": Standing.DONE, "result": "建成12公里", "figures": "投资3000万元"},
        {"standing": Standing.NOT_DONE, "result": "资金未到位"},
    )
    change(
        db,
        "annual_answer",
        Link(answer, ""),
        presented_on=date(2023, 12, 20),
        summary="管网改造完工",
        rank_place=3,
        rank_total=17,
        rank_scope="全县乡镇党政正职",
        reputation_percent=95.5,
        reputation_ballots=40,
    )
    item = filed(
        db,
        "achievement",
        cadre=records.load(db, BY_KEY["performance_term"], term.id)[0]["cadre"],
        year=2023,
        paper=Paper.DEVELOPMENT,
        title="污水管网通水",
        result="惠及三个村",
        term=term,
        task=Link(tasks[0].id, ""),
    )
    filed(
        db,
        "evidence",
        achievement=item,
        strength=Strength.DOCUMENT,
        title="竣工验收报告",
        reference="清住建〔2023〕8号",
    )
    sheet = performance_terms.settle(db, term.id, date(2024, 3, 1))
    assert texts(db, "settlement_line", sheet, "task_id") == [t.id for t in tasks]
    assert texts(db, "settlement_line", sheet, "outcome") == [Outcome.DONE, Outcome.NOT_DONE, Outcome.CARRIED]
    assert texts(db, "settlement_line", sheet, "result") == [
        "建成12公里（投资3000万元）；污水管网通水：惠及三个村",
        "资金未到位",
        None,
    ]
    assert texts(db, "settlement_line", sheet, "evidence")[0] == "文件：竣工验收报告（清住建〔2023〕8号）"
    exit_sheet = Link(sheet, "")
    comparison = "2023年：全县乡镇党政正职第3名，共17名；满意率95.5%（有效票40张）"
    assert held(db, "term_settlement", exit_sheet, "comparison") == comparison
    assert held(db, "term_settlement", exit_sheet, "effect") == "2023年：管网改造完工"
    assert held(db, "performance_term", term, "state") is TermState.SETTLED


def test_the_newest_answer_counts(db: Database) -> None:
    term = signed(db, n_tasks=1)
    fill(db, performance_terms.answer_year(db, term.id, 2023), {"standing": Standing.NOT_DONE, "result": "旧"})
    fill(db, performance_terms.answer_year(db, term.id, 2024), {"standing": Standing.DONE, "result": "新"})
    sheet = performance_terms.settle(db, term.id, date(2025, 1, 5))
    assert texts(db, "settlement_line", sheet, "result") == ["新"]
    assert texts(db, "settlement_line", sheet, "outcome") == [Outcome.DONE]


def test_done_without_a_word_of_result_is_not_taken_for_done(db: Database) -> None:
    term = signed(db, n_tasks=1)
    fill(db, performance_terms.answer_year(db, term.id, 2023), {"standing": Standing.DONE})
    sheet = performance_terms.settle(db, term.id, date(2024, 1, 5))
    assert texts(db, "settlement_line", sheet, "outcome") == [Outcome.CARRIED]


def test_long_evidence_is_cut_to_its_field(db: Database) -> None:
    term = signed(db, n_tasks=1)
    task = performance_terms.tasks(db, term.id)[0]
    who = records.load(db, BY_KEY["performance_term"], term.id)[0]["cadre"]
    item = filed(
        db, "achievement", cadre=who, year=2023, paper=Paper.PARTY, title="甲", term=term, task=Link(task.id, "")
    )
    for n in range(4):
        filed(db, "evidence", achievement=item, strength=Strength.SITE, title=f"{n}" + "佐" * 99)
    sheet = performance_terms.settle(db, term.id, date(2024, 1, 5))
    (text,) = texts(db, "settlement_line", sheet, "evidence")
    assert isinstance(text, str)
    assert len(text) == 300
    assert text.endswith("…")


def test_settling_needs_a_signed_list_and_happens_once(db: Database) -> None:
    term = a_term(db)
    with pytest.raises(NotAllowed, match="交账要在“已签收”时进行"):
        performance_terms.settle(db, term.id, date(2024, 1, 5))
    performance_terms.sign(db, term.id, date(2023, 6, 10))
    with pytest.raises(InvalidInput, match="不能早于任务清单签收日期"):
        performance_terms.settle(db, term.id, date(2023, 6, 9))
    performance_terms.settle(db, term.id, date(2024, 1, 5))
    with pytest.raises(NotAllowed):
        performance_terms.settle(db, term.id, date(2024, 1, 5))
    assert len(line_ids(db, "term_settlement", term.id)) == 1


def test_sealing_names_the_lines_nobody_confirmed(db: Database) -> None:
    term = signed(db)
    sheet = performance_terms.settle(db, term.id, date(2024, 1, 5))
    first = line_ids(db, "settlement_line", sheet)[0]
    change(db, "settlement_line", Link(first, ""), confirmed_by="李主任")
    with pytest.raises(InvalidInput, match="第2、3项还没有确认人"):
        performance_terms.seal(db, term.id, PartialDate(2024, 2))
    confirmed(db, sheet)
    performance_terms.seal(db, term.id, PartialDate(2024, 2))
    assert held(db, "performance_term", term, "state") is TermState.SEALED
    assert held(db, "performance_term", term, "ended_on") == PartialDate(2024, 2)


def test_the_end_lies_between_the_beginning_and_today(db: Database) -> None:
    term = signed(db)
    confirmed(db, performance_terms.settle(db, term.id, date(2024, 1, 5)))
    with pytest.raises(InvalidInput, match="不能早于任职时间"):
        performance_terms.seal(db, term.id, PartialDate(2023, 4))
    with pytest.raises(InvalidInput, match="离任时间不能晚于今天"):
        performance_terms.seal(db, term.id, PartialDate(2026, 12))
    performance_terms.seal(db, term.id, PartialDate(2023))


def test_a_sealed_file_stands(db: Database) -> None:
    term = signed(db)
    answer = performance_terms.answer_year(db, term.id, 2023)
    sheet = performance_terms.settle(db, term.id, date(2024, 1, 5))
    confirmed(db, sheet)
    performance_terms.seal(db, term.id, PartialDate(2024, 2))
    line = Link(line_ids(db, "settlement_line", sheet)[0], "")
    for key, record, values in (
        ("performance_term", term, {"number": "改"}),
        ("annual_answer", Link(answer, ""), {"summary": "改"}),
        ("term_settlement", Link(sheet, ""), {"effect": "改"}),
        ("settlement_line", line, {"result": "改"}),
    ):
        with pytest.raises(InvalidInput, match="已封存"):
            change(db, key, record, **values)
    with pytest.raises(InvalidInput, match="已封存"):
        performance_terms.answer_year(db, term.id, 2024)
    assert undo.undo(db, last_work(db)).n_back == 0


def test_a_removed_term_is_not_worked_on(db: Database) -> None:
    term = a_term(db)
    records.discard(db, BY_KEY["performance_term"], term.id)
    with pytest.raises(NotAllowed, match="已被删除"):
        performance_terms.sign(db, term.id, date(2023, 6, 10))


# The overview


def nine(view: TermOverview) -> dict[str, bool]:
    return {cell.title: cell.done for moment in view.moments for cell in moment.cells}


def test_a_new_file_has_nothing_done(db: Database) -> None:
    term = filed(
        db,
        "performance_term",
        cadre=cadre(db),
        unit=unit(db),
        post_title="镇长",
        started_on=PartialDate(2026, 5),
        filed_on=date(2026, 6, 1),
    )
    view = term_overview.overview(db, term.id)
    assert [m.title for m in view.moments] == ["上任", "每年度", "调任前"]
    assert len(nine(view)) == 9
    assert view.n_done == 0
    assert view.moments[1].cells[0].text == "还没有到年度答卷的时候"


def test_the_nine_cells_follow_the_records(db: Database) -> None:
    term = signed(db)
    view = term_overview.overview(db, term.id)
    assert nine(view) == {
        **dict.fromkeys(("交任务", "压担子", "列清单"), True),
        **dict.fromkeys(("晒答卷", "比排名", "听口碑", "看成效", "比业绩", "交账单"), False),
    }
    first, second, third = view.moments[0].cells
    assert (first.on, first.text) == (date(2023, 5, 20), "县委书记交办，任务2项")
    assert second.text == "压担子1项；三年内完成集镇污水管网改造。"
    assert (third.on, third.text) == (date(2023, 6, 10), "清单共3项，本人已签收")
    assert view.moments[1].cells[0].text == "缺2023、2024、2025年"


def test_a_year_missing_is_named_and_keeps_the_cell_open(db: Database) -> None:
    term = signed(db)
    for year in (2023, 2025):
        answer = performance_terms.answer_year(db, term.id, year)
        change(db, "annual_answer", Link(answer, ""), presented_on=date(year, 12, 20), rank_place=3, rank_total=17)
    ranks = term_overview.overview(db, term.id).moments[1].cells[1]
    assert not ranks.done
    assert ranks.text == "2023年第3名，共17名；2025年第3名，共17名；缺2024年"
    answer = performance_terms.answer_year(db, term.id, 2024)
    change(db, "annual_answer", Link(answer, ""), presented_on=date(2024, 12, 20), rank_place=1, rank_total=17)
    assert term_overview.overview(db, term.id).moments[1].cells[1].done
    assert term_overview.overview(db, term.id).moments[1].cells[0].on == date(2025, 12, 20)


def test_the_exit_cell_waits_for_every_confirmation(db: Database) -> None:
    term = signed(db)
    sheet = performance_terms.settle(db, term.id, date(2024, 1, 5))
    cell = term_overview.overview(db, term.id).moments[2].cells[2]
    assert (cell.done, cell.on, cell.text) == (False, date(2024, 1, 5), "结转3项，待确认3项")
    confirmed(db, sheet)
    cell = term_overview.overview(db, term.id).moments[2].cells[2]
    assert (cell.done, cell.text) == (True, "结转3项，已全部确认")


def test_every_task_is_followed_from_the_list_to_the_exit(db: Database) -> None:
    term = signed(db)
    for year in (2023, 2024):
        fill(db, performance_terms.answer_year(db, term.id, year), {"result": f"{year}年进展"})
    confirmed(db, performance_terms.settle(db, term.id, date(2025, 1, 5)))
    view = term_overview.overview(db, term.id)
    assert [t.number for t in view.tasks] == [1, 2, 3]
    assert [(y.year, y.result) for y in view.tasks[0].years] == [(2023, "2023年进展"), (2024, "2024年进展")]
    assert [t.outcome for t in view.tasks] == [Outcome.CARRIED] * 3
    assert {t.confirmed_by for t in view.tasks} == {"李主任"}


def test_a_finished_term_asks_for_no_year_after_its_end(db: Database) -> None:
    term = signed(db)
    answer = performance_terms.answer_year(db, term.id, 2023)
    change(db, "annual_answer", Link(answer, ""), presented_on=date(2023, 12, 20))
    confirmed(db, performance_terms.settle(db, term.id, date(2023, 12, 30)))
    performance_terms.seal(db, term.id, PartialDate(2023, 12))
    assert term_overview.overview(db, term.id).moments[1].cells[0].done
