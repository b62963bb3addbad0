"""交流到期: who is on the list and why, one click makes the record, a delay wants a reason and an end."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records.placement import PlacementKind, PlacementState
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.rotation import RotationReason, RotationState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import rotations
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, post, unit


def seated(db: Database, since: str, name: str = "周文静", **values: object) -> Link:
    who = cadre(db, name)
    given = {"appointed_on": PartialDate.parse_stored(since), "member_kind": MemberKind.HEAD, **values}
    post(db, who, unit(db, f"{name}的单位"), **given)
    return who


def test_ten_years_in_one_post_are_due_on_the_day_and_announced_a_year_before(db: Database) -> None:
    seated(db, "2016.11.21", "到期")
    seated(db, "2016.11.20", "过期")
    seated(db, "2017.11.21", "预警")
    seated(db, "2017.11.22", "还早")
    lines = {line.person.text: line for line in rotations.due(db)}
    assert {name: line.state for name, line in lines.items()} == {
        "过期": ClockState.OVERDUE,
        "到期": ClockState.DUE,
        "预警": ClockState.SOON,
    }
    assert lines["到期"].due_on == PartialDate(2026, 11, 21)
    assert lines["到期"].service == "10年"
    assert [line.words for line in rotations.due(db)] == ["已逾期", "到期", "即将到期"]


def test_posts_inside_a_unit_are_due_after_five_years_those_without_a_rule_never(db: Database) -> None:
    inner = {"level": PostLevel.SUBSECTION, "is_leader": False, "member_kind": None}
    seated(db, "2021.05", "党政办主任", **inner, title="党政办主任")
    seated(db, "2021.05", "副主任", **inner, title="党政办副主任")
    seated(db, "2005.05", "干部", level=PostLevel.OTHER, is_leader=False, member_kind=None)
    lines = {line.person.text: line for line in rotations.due(db)}
    assert set(lines) == {"党政办主任", "副主任"}
    assert "内设机构正职" in lines["党政办主任"].rule
    assert "内设机构副职" in lines["副主任"].rule


def test_time_away_on_a_placement_breaks_the_service(db: Database) -> None:
    who = seated(db, "2010.05")
    assert len(rotations.due(db)) == 1
    filed(
        db, "placement", cadre=who, kind=PlacementKind.SECONDMENT, to_unit=unit(db, "省直单位"),
        started_on=date(2018, 3, 1), ended_on=date(2019, 3, 1), state=PlacementState.ENDED,
    )  # fmt: skip
    assert rotations.due(db) == []


def test_one_click_makes_the_record_with_post_reason_and_due_day_and_only_once(db: Database) -> None:
    who = seated(db, "2015.05")
    made = Link(rotations.plan(db, who.id), "")
    assert held(db, "rotation", made, "state") is RotationState.DUE
    assert held(db, "rotation", made, "reason") is RotationReason.TEN_YEARS
    assert held(db, "rotation", made, "due_on") == PartialDate(2025, 5)
    (line,) = rotations.due(db)
    assert line.under_way is not None
    assert line.under_way.id == made.id
    with pytest.raises(NotAllowed, match="已有办理中"):
        rotations.plan(db, who.id)


def test_nobody_off_the_list_gets_a_record(db: Database) -> None:
    who = seated(db, "2024.05")
    with pytest.raises(NotAllowed, match="不在交流名单里"):
        rotations.plan(db, who.id)


def test_a_delay_has_a_reason_and_an_end_after_today_and_shows_on_the_list(db: Database) -> None:
    who = seated(db, "2015.05")
    with pytest.raises(InvalidInput, match="请写明暂缓理由"):
        rotations.put_off(db, who.id, reason=" ", until=PartialDate(2027, 6))
    with pytest.raises(InvalidInput, match="今天以后"):
        rotations.put_off(db, who.id, reason="项目未完", until=PartialDate(2026, 11, 21))
    rotations.put_off(db, who.id, reason="项目未完", until=PartialDate(2026, 11))
    (line,) = rotations.due(db)
    assert line.words == "已暂缓"
    assert line.delay == "项目未完至2026.11"


def test_a_planned_move_is_put_off_in_the_same_record(db: Database) -> None:
    who = seated(db, "2015.05")
    made = rotations.plan(db, who.id)
    assert rotations.put_off(db, who.id, reason="接任人选未定", until=PartialDate(2027, 3)) == made
    assert held(db, "rotation", Link(made, ""), "state") is RotationState.DELAYED


def test_planned_then_moved_and_then_no_more(db: Database) -> None:
    made = rotations.plan(db, seated(db, "2015.05").id)
    rotations.schedule(db, made, planned_on=PartialDate(2026, 12))
    there = unit(db, "白沙镇")
    rotations.move(db, made, moved_on=PartialDate(2026, 11, 20), to_unit=there, to_post="镇长")
    assert held(db, "rotation", Link(made, ""), "state") is RotationState.MOVED
    assert held(db, "rotation", Link(made, ""), "to_unit_id") == there.id
    with pytest.raises(NotAllowed):
        rotations.delay(db, made, reason="晚了", until=PartialDate(2027))


def test_a_move_does_not_lie_in_the_future(db: Database) -> None:
    made = rotations.plan(db, seated(db, "2015.05").id)
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        rotations.move(db, made, moved_on=PartialDate(2026, 12), to_unit=unit(db, "白沙镇"))
    assert held(db, "rotation", Link(made, ""), "state") is RotationState.DUE


def test_the_usual_reasons_come_from_the_settings(db: Database) -> None:
    assert "健康原因" in rotations.delay_reasons(db)
