"""问题闭环: each verb has its state, numbers come by themselves, what is no good goes back and is counted."""

from datetime import date, datetime

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.problem import ProblemSource, ProblemState, Route
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import history, interviews, problems, records
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, filed, held, post, talk, unit

_S = ProblemState


def reported(db: Database, **values: object) -> Link:
    given = {"text": "水渠没有清淤。", "source": ProblemSource.FIELD_STUDY, "reported_on": date(2026, 4, 6)}
    return filed(db, "problem", **{**given, **values})


def value(db: Database, one: Link, name: str) -> object:
    return held(db, "problem", one, name)


def solved(db: Database, where: Link) -> Link:
    one = reported(db)
    problems.take(db, one.id, route=Route.CLAIMED, unit=where, taken_on=date(2026, 4, 8), due_on=date(2026, 5, 8))
    problems.handle(db, one.id, measures="组织清淤。", n_measures=2)
    problems.solve(db, one.id, solved_on=date(2026, 4, 30), result="已清淤三公里。")
    return one


def test_numbers_run_by_year_and_what_was_typed_or_binned_is_not_given_again(db: Database) -> None:
    assert value(db, reported(db), "number") == "2026-001"
    assert value(db, reported(db, number="2026-040"), "number") == "2026-040"
    binned = reported(db)
    assert value(db, binned, "number") == "2026-041"
    records.discard(db, BY_KEY["problem"], binned.id)
    assert value(db, reported(db), "number") == "2026-042"
    assert value(db, reported(db, reported_on=date(2025, 12, 31)), "number") == "2025-001"
    assert value(db, reported(db, number="县办7号"), "number") == "县办7号"
    with db.work("两件") as session:
        numbers = [
            records.add(
                db,
                session,
                BY_KEY["problem"],
                {"text": "路灯", "source": ProblemSource.VISIT, "reported_on": date(2026, 5, 1)},
            ).number  # type: ignore[attr-defined]
            for _ in range(2)
        ]
    assert numbers == ["2026-043", "2026-044"]


def test_a_problem_goes_the_whole_way_and_nowhere_else(db: Database) -> None:
    where, who = unit(db), cadre(db)
    one = reported(db)
    with pytest.raises(NotAllowed, match=r"报送.*办理中.*已认领"):
        problems.handle(db, one.id, measures="清淤")
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        problems.take(db, one.id, route=Route.ASSIGNED, unit=where, taken_on=date(2026, 11, 22))
    problems.take(
        db, one.id, route=Route.ASSIGNED, unit=where, taken_on=date(2026, 4, 7), due_on=date(2026, 5, 7), handler=who
    )
    other = unit(db, "县水利局")
    problems.take(db, one.id, route=Route.PASSED_ON, unit=other, taken_on=date(2026, 4, 9), due_on=date(2026, 5, 7))
    assert (value(db, one, "unit_id"), value(db, one, "handler_id")) == (other.id, None)
    with pytest.raises(InvalidInput, match="措施"):
        problems.handle(db, one.id, measures="  ")
    problems.handle(db, one.id, measures="组织清淤。", n_measures=5, handler=who)
    with pytest.raises(InvalidInput, match="结果"):
        problems.solve(db, one.id, solved_on=date(2026, 4, 30), result="")
    problems.solve(db, one.id, solved_on=date(2026, 4, 30), result="已清淤。")
    given = {"satisfaction": Satisfaction.FAIRLY, "rated_on": date(2026, 5, 6), "rater_kind": "村民代表"}
    assert problems.rate(db, one.id, **given) is _S.RATED  # type: ignore[arg-type]
    assert value(db, one, "times_returned") == 0
    with pytest.raises(NotAllowed, match="不能再变动"):
        problems.take(db, one.id, route=Route.CLAIMED, unit=where, taken_on=date(2026, 5, 7))


def test_not_satisfied_returns_it_with_a_count_and_keeps_both_results(db: Database) -> None:
    one = solved(db, unit(db))
    bad = {"satisfaction": Satisfaction.NOT, "rated_on": date(2026, 5, 6)}
    assert problems.rate(db, one.id, **bad, reason="下游还堵") is _S.RETURNED  # type: ignore[arg-type]
    assert (value(db, one, "state"), value(db, one, "times_returned")) == (_S.RETURNED, 1)
    assert value(db, one, "result") == "已清淤三公里。\n2026.05.06 评价为不满意，第1次退回重办：下游还堵"
    assert "退回重办" in {note.action for note in history.acts(db)}
    problems.handle(db, one.id, measures="清下游。")
    problems.solve(db, one.id, solved_on=date(2026, 5, 20), result="下游已清。")
    assert str(value(db, one, "result")).endswith("\n2026.05.20 下游已清。")
    assert (value(db, one, "satisfaction"), value(db, one, "rated_on")) == (None, None), "the new handling is unrated"
    problems.rate(db, one.id, satisfaction=Satisfaction.SATISFIED, rated_on=date(2026, 5, 25))
    assert value(db, one, "state") is _S.RATED


def test_the_first_answer_is_noted_once_and_told_in_hours(db: Database) -> None:
    one = reported(db, reported_at=datetime(2026, 4, 6, 9, 0))
    assert problems.view(db, one.id).response.value is None
    with pytest.raises(InvalidInput, match="不能晚于现在"):
        problems.answer(db, one.id, first_answer_at=datetime(2026, 11, 21, 9, 1))
    problems.answer(db, one.id, first_answer_at=datetime(2026, 4, 7, 9, 0))
    found = problems.view(db, one.id).response
    assert found.value is not None
    assert (found.value.hours, found.value.in_time) == (24, True)
    with pytest.raises(NotAllowed, match=r"2026\.04\.07 09:00"):
        problems.answer(db, one.id, first_answer_at=datetime(2026, 4, 8, 9, 0))


def test_the_days_left_end_with_the_solution(db: Database) -> None:
    where, one = unit(db), reported(db)
    assert problems.view(db, one.id).days_left is None
    problems.take(db, one.id, route=Route.CLAIMED, unit=where, taken_on=date(2026, 11, 1), due_on=date(2026, 11, 20))
    assert problems.view(db, one.id).days_left == -1
    problems.handle(db, one.id, measures="协调。")
    problems.solve(db, one.id, solved_on=date(2026, 11, 21), result="办妥。")
    assert problems.view(db, one.id).days_left is None


def raised(db: Database, where: Link, **values: object) -> Link:
    who = cadre(db)
    post(db, who, where)
    one = talk(db, who)
    return filed(db, "talk_problem", interview=one, text="灌区水费不公开。", unit=where, **values)


def test_what_a_talk_brought_up_is_reported_once_and_both_know_of_it(db: Database) -> None:
    asked = raised(db, unit(db), due_on=date(2026, 12, 20))
    assert problems.of_talk_problem(db, asked.id) is None
    made = problems.report_from_talk(db, asked.id)
    there = problems.of_talk_problem(db, asked.id)
    assert there is not None
    assert there.id == made
    one = Link(made, "")
    assert (value(db, one, "source"), value(db, one, "due_on")) == (ProblemSource.TALK, date(2026, 12, 20))
    assert value(db, one, "reported_by_id") is None, "who raised it is not told"
    with pytest.raises(NotAllowed, match="2026-001"):
        problems.report_from_talk(db, asked.id)


def test_closing_the_one_can_close_the_other(db: Database) -> None:
    where = unit(db)
    asked = raised(db, where, due_on=date(2026, 10, 1))
    made = problems.report_from_talk(db, asked.id)
    assert held(db, "problem", Link(made, ""), "due_on") is None, "a day gone by is not taken over"
    assert not problems.can_solve_along(db, asked.id)
    problems.take(db, made, route=Route.ASSIGNED, unit=where, taken_on=date(2026, 11, 21))
    assert problems.can_solve_along(db, asked.id)
    interviews.close_problem(db, asked.id, "水费已公示。", closed_on=date(2026, 11, 21))
    problems.solve_along(db, asked.id)
    assert held(db, "problem", Link(made, ""), "state") is _S.SOLVED
    assert held(db, "problem", Link(made, ""), "result") == "水费已公示。"
    with pytest.raises(NotAllowed, match="一并办结"):
        problems.close_raised(db, made)


def test_solving_it_can_close_the_talks_problem(db: Database) -> None:
    where = unit(db)
    asked = raised(db, where)
    made = problems.report_from_talk(db, asked.id)
    problems.take(db, made, route=Route.ASSIGNED, unit=where, taken_on=date(2026, 11, 21))
    problems.handle(db, made, measures="公示。")
    problems.solve(db, made, solved_on=date(2026, 11, 21), result="已公示。")
    seen = problems.view(db, made)
    assert (seen.talk_problem, seen.talk_is_open) == (asked, True)
    problems.close_raised(db, made)
    assert held(db, "talk_problem", asked, "outcome") == "已公示。"
    assert not problems.view(db, made).talk_is_open


def test_a_board_entry_names_the_head_of_the_day_it_was_published_and_keeps_what_was_typed(db: Database) -> None:
    where, before, now, mayor = unit(db), cadre(db, "旧书记"), cadre(db, "新书记"), cadre(db, "镇长甲")
    chief = {"title": "党委书记", "member_kind": BY_KEY["post"].field("member_kind").choices[0]}
    post(db, before, where, **chief, appointed_on=PartialDate(2020, 1), removed_on=PartialDate(2026, 6, 10))
    post(db, now, where, **chief, appointed_on=PartialDate(2026, 6, 10))
    post(db, mayor, where, member_kind=chief["member_kind"], appointed_on=PartialDate(2019, 1))
    given = {
        "item": "环境治理",
        "unit": where,
        "matter": "末位",
        "colour": BY_KEY["board_entry"].field("colour").choices[1],
    }
    entries = {
        day: filed(db, "board_entry", published_on=day, **given) for day in (date(2026, 6, 9), date(2026, 6, 10))
    }
    assert [held(db, "board_entry", one, "head_id") for one in entries.values()] == [before.id, now.id]
    typed = filed(db, "board_entry", published_on=date(2026, 6, 20), head=mayor, **given)
    assert held(db, "board_entry", typed, "head_id") == mayor.id
    change(db, "board_entry", typed, head=None)
    assert held(db, "board_entry", typed, "head_id") == now.id
    long_ago = filed(db, "board_entry", published_on=date(2018, 1, 1), **given)
    assert held(db, "board_entry", long_ago, "head_id") is None
