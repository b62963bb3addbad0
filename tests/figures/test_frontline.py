"""Figures of work on the ground and of the contests: hand-made small counties, counted on both sides of every edge."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cadre_desktop.figures import Figure
from cadre_desktop.records.board_entry import BoardColour, BoardState
from cadre_desktop.records.challenge import RaceAwardKind
from cadre_desktop.records.liaison import LiaisonKind, MatterDone
from cadre_desktop.records.makers import BaseKind, Trade
from cadre_desktop.records.outside_voices import Channel, Department, NoteState
from cadre_desktop.records.problem import ProblemSource, ProblemState, Route
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import figures as service
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, post, unit


@pytest.fixture
def town(db: Database) -> Link:
    return unit(db)


def figures(db: Database, **asked: Any) -> dict[str, Figure]:
    return {one.key: one for one in service.figures(db, **asked)}


def problem(db: Database, town: Link, state: ProblemState, **values: object) -> Link:
    more: dict[str, object] = {"reported_on": date(2026, 4, 6), "state": state}
    if state is not ProblemState.REPORTED:
        more |= {"unit": town, "route": Route.CLAIMED, "taken_on": date(2026, 4, 8), "due_on": date(2026, 6, 8)}
    if state in (ProblemState.SOLVED, ProblemState.RATED):
        more |= {"solved_on": date(2026, 5, 20), "result": "已办结。"}
    if state is ProblemState.RATED:
        more |= {"rated_on": date(2026, 5, 25), "satisfaction": Satisfaction.SATISFIED}
    told = {"text": "水渠没有清淤。", "source": ProblemSource.FIELD_STUDY, "village": town}
    return filed(db, "problem", **{**told, **more, **values})


def test_problems_are_counted_as_aspects_classes_and_problems(db: Database, town: Link) -> None:
    grain = filed(db, "problem_class", aspect="惠农补贴", name="种粮补贴", number=1, in_use=True)
    tools = filed(db, "problem_class", aspect="惠农补贴", name="农机补贴", number=2, in_use=True)
    money = filed(db, "problem_class", aspect="三资", name="资金", number=3, in_use=True)
    filed(db, "problem_class", aspect="耕地", name="撂荒", number=4, in_use=True)
    for one in (grain, grain, tools, money):
        problem(db, town, ProblemState.REPORTED, problem_class=one)
    problem(db, town, ProblemState.REPORTED)
    problem(db, town, ProblemState.REPORTED, problem_class=money, reported_on=date(2025, 12, 31))
    found = figures(db)
    assert [found[key].value for key in ("problem_aspects", "problem_classes", "problems")] == [2, 3, 5]
    table = next(one for one in service.tables(db) if one.key == "problems_by_class")
    assert table.rows == ("惠农补贴：种粮补贴", "惠农补贴：农机补贴", "三资：资金", "未分类")
    assert [row[0] for row in table.numbers()] == [2, 1, 1, 1]


def test_rates_keep_their_denominators(db: Database, town: Link) -> None:
    problem(db, town, ProblemState.REPORTED)
    problem(db, town, ProblemState.TAKEN)
    problem(db, town, ProblemState.HANDLING, due_on=date(2026, 12, 8))
    problem(db, town, ProblemState.RATED)
    problem(db, town, ProblemState.RATED, solved_on=date(2026, 6, 9), rated_on=date(2026, 6, 9))
    problem(db, town, ProblemState.RATED, satisfaction=Satisfaction.FAIRLY)
    found = figures(db)
    counts = {key: (found[f"problem_{key}_rate"].part, found[f"problem_{key}_rate"].whole) for key in
              ("taken", "solved", "on_time", "satisfied")}  # fmt: skip
    assert counts == {"taken": (5, 6), "solved": (3, 4), "on_time": (2, 4), "satisfied": (2, 3)}
    assert "未到期未解决的不计" in found["problem_solved_rate"].definition
    assert found["problem_satisfied_rate"].definition.endswith("分母3，分子2。")
    table = next(one for one in service.tables(db) if one.key == "problems_by_unit")
    assert table.rows == ("青石镇", "未明确单位")


def test_without_problems_a_rate_is_a_dash(db: Database) -> None:
    found = figures(db)
    assert found["problem_solved_rate"].text == "—"
    assert found["problem_response_days"].text == "—"


def test_response_days_are_a_mean_of_the_answered(db: Database, town: Link) -> None:
    problem(db, town, ProblemState.REPORTED)
    moments = {"reported_at": datetime(2026, 4, 6, 9), "first_answer_at": datetime(2026, 4, 7, 9)}
    problem(db, town, ProblemState.TAKEN, **moments)
    problem(db, town, ProblemState.TAKEN)
    found = figures(db)["problem_response_days"]
    assert (found.value, found.text, len(found.ids)) == (Decimal("1.5"), "1.5天", 2)


def entry(db: Database, where: Link, day: date, colour: BoardColour = BoardColour.BLACK, **values: object) -> None:
    more = {"item": "优化发展环境", "matter": "末位。", "state": BoardState.PUBLISHED, **values}
    filed(db, "board_entry", unit=where, published_on=day, colour=colour, **more)


def test_boards_warn_at_two_and_ask_at_three_without_what_was_withdrawn(db: Database, town: Link) -> None:
    other = unit(db, "白沙镇")
    for month in (3, 6, 9):
        entry(db, town, date(2026, month, 20))
    entry(db, other, date(2026, 3, 20))
    entry(db, other, date(2026, 6, 20))
    gone = {"state": BoardState.WITHDRAWN, "withdrawn_on": date(2026, 10, 1), "withdrawn_reason": "评分有误"}
    entry(db, other, date(2026, 9, 20), **gone)
    entry(db, other, date(2026, 9, 20), state=BoardState.DRAFTED)
    entry(db, other, date(2026, 9, 20), item="环境治理")
    entry(db, other, date(2026, 9, 20), BoardColour.RED)
    entry(db, other, date(2025, 9, 20))
    found = figures(db)
    assert (found["board_black"].value, found["board_red"].value) == (6, 1)
    assert found["board_give_way"].ids == (town.id,)
    assert found["board_warned"].ids == (other.id,)


def test_awards_count_in_their_year(db: Database, town: Link) -> None:
    who = cadre(db)
    post(db, who, town)
    for year, quarter, kind in (
        (2026, 1, RaceAwardKind.RUNNER),
        (2026, 2, RaceAwardKind.RUNNER),
        (2026, 2, RaceAwardKind.SNAIL),
        (2025, 4, RaceAwardKind.SNAIL),
    ):
        filed(db, "race_award", year=year, quarter=quarter, kind=kind, cadre=who, matter="进度。")
    found = figures(db)
    assert (found["race_runner"].value, found["race_snail"].value) == (2, 1)


def test_visits_are_times_and_matters_pieces_and_villages_are_covered(db: Database, town: Link) -> None:
    who = cadre(db)
    post(db, who, town)
    near, far = (unit(db, name, kind=UnitKind.VILLAGE) for name in ("石桥村", "柳湾村"))
    begun = {"kind": LiaisonKind.VILLAGE, "unit": town, "started_on": date(2026, 1, 5)}
    point = filed(db, "liaison", point=near, **begun)
    filed(db, "liaison", point=far, ended_on=date(2026, 6, 1), **begun)
    for done, number in ((MatterDone.NONE, None), (MatterDone.REAL_THING, 3), (MatterDone.REAL_THING, None)):
        visit = {"liaison": point, "cadre": who, "visited_on": date(2026, 5, 6), "content": "了解春耕。"}
        filed(db, "liaison_visit", done=done, n_done=number, **visit)
    found = figures(db)
    assert [found[k].value for k in ("visit_times", "visit_real_thing", "visit_hard_problem")] == [3, 4, 0]
    assert (found["village_coverage"].part, found["village_coverage"].whole) == (1, 2)


def test_voices_and_notes_are_told_by_what_they_came_to(db: Database, town: Link) -> None:
    for grade in (Satisfaction.SATISFIED, Satisfaction.NOT, None):
        heard = {"channel": Channel.SURVEY, "heard_on": date(2026, 5, 6), "unit": town, "content": "评价。"}
        filed(db, "public_opinion", satisfaction=grade, **heard)
    note = {"department": Department.AUDIT, "received_on": date(2026, 5, 6), "unit": town, "content": "资料不全。"}
    filed(db, "source_note", state=NoteState.ACCEPTED, verified="属实。", **note)
    filed(db, "source_note", state=NoteState.RECEIVED, **note)
    found = figures(db)
    assert (found["opinion_satisfied_rate"].part, found["opinion_satisfied_rate"].whole) == (1, 2)
    counts = [found[f"source_notes_{state.value}"].value for state in NoteState]
    assert counts == [1, 0, 1, 0]


def test_makers_and_bases_count_while_they_are_there(db: Database, town: Link) -> None:
    built = {"unit": town, "built_on": PartialDate(2023, 5)}
    base = filed(db, "maker_base", name="孵化中心", kind=BaseKind.INCUBATOR, **built)
    filed(db, "maker_base", name="旧园区", kind=BaseKind.AREA, closed_on=PartialDate(2026, 1), **built)
    for name, left in (("田秀英", None), ("向大山", PartialDate(2026, 3))):
        talent = {"name": name, "trade": Trade.COOKING, "base": base, "unit": town}
        filed(db, "maker_talent", began_on=PartialDate(2024, 1), left_on=left, **talent)
    found = figures(db)
    keys = ("maker_incubator", "maker_area", "maker_site", "maker_talents")
    assert [found[key].value for key in keys] == [1, 0, 0, 1]
