"""What waits in choosing and bringing officials on; both sides of each edge."""

from datetime import date
from typing import Any

from cadre_desktop.records.mentoring import Mentoring
from cadre_desktop.records.placement import Placement, PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState
from cadre_desktop.records.training import ClassKind, ClassState, Trainee, TrainingClass
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vetting import Vetting, VettingState
from cadre_desktop.services import todo
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from tests.county import County, month

HEAD: dict[str, Any] = {"is_leader": True, "member_kind": MemberKind.HEAD}


def lines(db: Database) -> dict[str, TodoLine]:
    return {line.key: line for line in todo.todo(db)}


def test_those_due_to_move_are_overdue_those_put_off_are_not_and_those_soon_due_can_wait(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    soon = county.person("快到", unit, since="2017.11", post=HEAD)
    county.file(db)
    assert lines(db)["rotation_soon"].ids == (soon,)
    county = County()
    unit = county.unit("白沙镇")
    due = county.person("到期", unit, since="2016.11", post=HEAD)
    stays = county.person("暂缓", unit, since="2015.01", post=HEAD)
    county.add(
        Rotation, cadre_id=stays, state=RotationState.DELAYED, reason=RotationReason.TEN_YEARS,
        delay_reason="项目", delay_until=month("2026.12"),
    )  # fmt: skip
    county.file(db)
    found = lines(db)
    assert "rotation_soon" not in found
    assert found["rotation_due"].ids == (due,)
    assert found["rotation_due"].urgency is Urgency.OVERDUE
    assert "另有 1 人即将到期" in found["rotation_due"].text


def test_open_vettings_with_gaps_wait_refused_ones_do_not(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    common = {"cadre_id": who, "proposed_post": "镇长", "started_on": date(2026, 3, 1)}
    waiting = county.add(Vetting, state=VettingState.OPEN, **common)
    county.add(Vetting, state=VettingState.REFUSED, **common)
    county.add(Vetting, state=VettingState.DECIDED, **common)
    county.file(db)
    assert lines(db)["vetting_incomplete"].ids == (waiting,)


def placed(county: County, unit: str, name: str, state: PlacementState, **dates: Any) -> str:
    values = {"kind": PlacementKind.ROOTING, "to_unit_id": unit, "started_on": date(2026, 1, 5), **dates}
    return county.add(Placement, cadre_id=county.person(name, unit), state=state, **values)


def test_placements_past_their_day_and_ended_ones_without_appraisal_wait(db: Database) -> None:
    county = County()
    unit = county.unit("白沙镇")
    over = placed(county, unit, "过期", PlacementState.SERVING, planned_end_on=date(2026, 11, 20))
    placed(county, unit, "今天到期", PlacementState.SERVING, planned_end_on=date(2026, 11, 21))
    ended = placed(county, unit, "期满", PlacementState.ENDED, ended_on=date(2026, 11, 6))
    placed(county, unit, "已鉴定", PlacementState.APPRAISED, grade=PlacementGrade.GOOD, ended_on=date(2026, 2, 1))
    county.file(db)
    found = lines(db)
    assert found["placement_over"].ids == (over,)
    assert found["placement_unappraised"].ids == (ended,)
    assert found["placement_unappraised"].urgency is Urgency.DUE


def test_an_appraisal_is_overdue_after_fifteen_days(db: Database) -> None:
    county = County()
    unit = county.unit("白沙镇")
    placed(county, unit, "期满", PlacementState.ENDED, ended_on=date(2026, 11, 5))
    county.file(db)
    assert lines(db)["placement_unappraised"].urgency is Urgency.OVERDUE


def test_mentors_with_too_few_wait_once_somebody_has_enough(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    full, short = county.person("够", unit), county.person("少", unit)
    for at in range(2):
        mentee = county.person(f"青年{at}", unit, level=None, title="干部")
        county.add(Mentoring, mentor_id=full, cadre_id=mentee, started_on=date(2026, 1, 1))
    county.file(db)
    assert lines(db)["mentoring_short"].ids == (short,)


def test_without_any_pair_the_ledger_is_not_kept_and_nobody_is_asked(db: Database) -> None:
    county = County()
    county.person("无", county.unit("青石镇"))
    county.file(db)
    assert "mentoring_short" not in lines(db)


def test_indicators_are_short_only_where_there_is_somebody_to_look_at(db: Database) -> None:
    county = County()
    town = county.unit("青石镇", kind=UnitKind.TOWNSHIP)
    county.file(db)
    assert "young_short" not in lines(db)
    county = County()
    who = county.person("老书记", town, birth="1970.01", title="党委书记", post=HEAD)
    county.file(db)
    assert lines(db)["young_short"].ids == (who,)


def test_an_ended_class_of_the_year_without_list_and_number_waits(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))

    def held(name: str, day: date = date(2026, 4, 1), **given: Any) -> str:
        return county.add(TrainingClass, name=name, kind=ClassKind.OTHER, started_on=day, **given)

    without, listed = held("无名单"), held("有名单")
    held("有人数", n_people=40)
    held("在办", state=ClassState.RUNNING)
    held("去年", date(2025, 12, 31))
    county.add(Trainee, training_class_id=listed, cadre_id=who)
    county.file(db)
    assert lines(db)["class_unattended"].ids == (without,)
