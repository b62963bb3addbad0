"""比选、墩苗、培训、人才库: many people at once, and each step only from the state it starts from."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.contest import ContestState, EntryResult
from cadre_desktop.records.placement import PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.talent_pool import MemberState
from cadre_desktop.records.training import ClassKind, ClassState
from cadre_desktop.services import contests, placements, records, talent_pools, trainings
from cadre_desktop.services.contests import ScoreLine
from cadre_desktop.services.trainings import AttendanceLine
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, post, unit


def number_of(db: Database, key: str) -> int:
    return len(records.all_rows(db, BY_KEY[key], BY_KEY[key].table_fields))


# 公开比选


def contest(db: Database, **values: object) -> Link:
    given = {"name": "2026年乡镇长公开比选", "post_name": "乡镇长", "seats": 1, "held_on": date(2026, 5, 16)}
    return filed(db, "contest", **{**given, **values})


def test_the_grid_adds_up_six_scores_and_ranks_with_shared_places(db: Database) -> None:
    one = contest(db)
    people = [cadre(db, name) for name in ("甲", "乙", "丙", "丁")]
    lines = [
        ScoreLine(people[0], (90, 90, 90, 90, 90, 90)),
        ScoreLine(people[1], (90, 90, 90, 90, 90, 92)),
        ScoreLine(people[2], (90.5, 90.5, 89, 90, 90, 90)),
        ScoreLine(people[3], (90, None, None, None, None, None)),
    ]
    contests.save_grid(db, one.id, lines)
    grid = contests.grid(db, one.id)
    assert [(line.person.text, line.total, line.place) for line in grid] == [
        ("乙", 542, 1), ("丙", 540, 2), ("甲", 540, 2), ("丁", None, None),
    ]  # fmt: skip
    assert held(db, "contest", one, "state") is ContestState.COMPARING


def test_a_weighted_total_stands_where_the_six_are_not_given(db: Database) -> None:
    one, who = contest(db), cadre(db)
    contests.save_grid(db, one.id, [ScoreLine(who, total=88.6)])
    assert contests.grid(db, one.id)[0].total == 88.6


def test_nobody_is_entered_twice_and_no_more_are_chosen_than_seats(db: Database) -> None:
    one, first, second = contest(db), cadre(db, "甲"), cadre(db, "乙")
    with pytest.raises(InvalidInput, match="重复报名"):
        contests.save_grid(db, one.id, [ScoreLine(first), ScoreLine(first)])
    both = [ScoreLine(who, result=EntryResult.CHOSEN) for who in (first, second)]
    with pytest.raises(InvalidInput, match="入选2人，多于职数1个"):
        contests.save_grid(db, one.id, both)
    assert number_of(db, "contest_entry") == 0
    contests.save_grid(db, one.id, both[:1])
    assert number_of(db, "contest_entry") == 1


def test_saving_again_changes_the_entries_there_are(db: Database) -> None:
    one, who = contest(db), cadre(db)
    contests.save_grid(db, one.id, [ScoreLine(who, total=80)])
    contests.save_grid(db, one.id, [ScoreLine(who, total=82)])
    assert number_of(db, "contest_entry") == 1
    assert contests.grid(db, one.id)[0].total == 82


def test_a_contest_ends_when_everybody_has_a_result(db: Database) -> None:
    one, who = contest(db), cadre(db)
    contests.save_grid(db, one.id, [ScoreLine(who, total=80)])
    with pytest.raises(NotAllowed, match="周文静"):
        contests.finish(db, one.id)
    contests.save_grid(db, one.id, [ScoreLine(who, total=80, result=EntryResult.CHOSEN)])
    contests.finish(db, one.id)
    with pytest.raises(NotAllowed):
        contests.save_grid(db, one.id, [ScoreLine(who, total=99)])


# 墩苗挂职


def sent(db: Database, started_on: date = date(2026, 3, 1)) -> list[str]:
    home, away = unit(db, "县委组织部"), unit(db, "白沙镇")
    people = [cadre(db, name) for name in ("甲", "乙")]
    post(db, people[0], home)
    return placements.send(
        db, people, kind=PlacementKind.ROOTING, batch="2026年第一批", to_unit=away, started_on=started_on
    )


def test_a_batch_goes_out_at_once_each_from_the_unit_he_serves_in(db: Database) -> None:
    first, second = (Link(made, "") for made in sent(db))
    assert held(db, "placement", first, "from_unit_id") is not None
    assert held(db, "placement", second, "from_unit_id") is None
    assert held(db, "placement", first, "batch") == held(db, "placement", second, "batch") == "2026年第一批"
    assert held(db, "placement", first, "state") is PlacementState.SERVING


def test_a_batch_that_begins_later_is_only_selected_until_then(db: Database) -> None:
    made = sent(db, date(2026, 12, 1))[0]
    assert held(db, "placement", Link(made, ""), "state") is PlacementState.SELECTED
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        placements.begin(db, made)


def test_a_batch_has_people_and_a_name(db: Database) -> None:
    common = {"kind": PlacementKind.ROOTING, "to_unit": unit(db), "started_on": date(2026, 3, 1)}
    with pytest.raises(InvalidInput, match="至少选择一人"):
        placements.send(db, [], batch="第一批", **common)
    who = cadre(db)
    with pytest.raises(InvalidInput, match="请填写批次"):
        placements.send(db, [who], batch=" ", **common)
    with pytest.raises(InvalidInput, match="重复选择"):
        placements.send(db, [who, who], batch="第一批", **common)


def test_a_placement_ends_and_is_appraised(db: Database) -> None:
    made = sent(db)[0]
    with pytest.raises(NotAllowed):
        placements.appraise(db, made, grade=PlacementGrade.GOOD, appraisal="好")
    placements.end(db, made, ended_on=date(2026, 8, 31), summary="学会了做群众工作")
    with pytest.raises(InvalidInput, match="请填写接收单位鉴定意见"):
        placements.appraise(db, made, grade=PlacementGrade.GOOD, appraisal=" ")
    placements.appraise(db, made, grade=PlacementGrade.GOOD, appraisal="表现良好")
    assert held(db, "placement", Link(made, ""), "state") is PlacementState.APPRAISED
    assert held(db, "placement", Link(made, ""), "summary") == "学会了做群众工作"


def test_somebody_called_back_early_has_the_reason_on_file(db: Database) -> None:
    made = sent(db)[0]
    with pytest.raises(InvalidInput, match="提前结束的原因"):
        placements.recall(db, made, ended_on=date(2026, 5, 1), reason="")
    placements.recall(db, made, ended_on=date(2026, 5, 1), reason="工作需要")
    assert held(db, "placement", Link(made, ""), "office_opinion") == "提前结束：工作需要"


# 培训


def a_class(db: Database, **values: object) -> Link:
    given = {"name": "专题班", "kind": ClassKind.IN_SERVICE, "started_on": date(2026, 4, 7), "hours": 16}
    return filed(db, "training_class", **{**given, "state": ClassState.RUNNING, **values})


def test_many_are_enrolled_at_once_and_nobody_twice(db: Database) -> None:
    one, people = a_class(db), [cadre(db, name) for name in ("甲", "乙", "丙")]
    assert trainings.enrol(db, one.id, people[:2]) == 2
    assert trainings.enrol(db, one.id, [*people, people[0]]) == 1
    lines = trainings.attendance(db, one.id)
    assert len(lines) == 3
    assert all(line.attended and line.hours == 16 for line in lines)


def test_the_attendance_of_a_class_is_saved_at_once_absence_with_its_reason(db: Database) -> None:
    one = a_class(db)
    trainings.enrol(db, one.id, [cadre(db, "甲"), cadre(db, "乙")])
    there, away = trainings.attendance(db, one.id)
    gone = AttendanceLine(away.trainee_id, away.person, False, 16)
    with pytest.raises(InvalidInput, match="没有到班的请写明原因"):
        trainings.save_attendance(db, one.id, [there, gone])
    told = AttendanceLine(away.trainee_id, away.person, False, 16, absence="防汛值班")
    trainings.save_attendance(db, one.id, [there, told])
    saved = {line.trainee_id: line for line in trainings.attendance(db, one.id)}
    assert saved[away.trainee_id].hours == 0
    assert saved[away.trainee_id].absence == "防汛值班"
    assert saved[there.trainee_id].hours == 16


def test_a_class_begins_on_its_day_and_ends_today_when_nobody_said_when(db: Database) -> None:
    early = a_class(db, state=ClassState.PLANNED, started_on=date(2026, 11, 22))
    with pytest.raises(InvalidInput, match="还没有到开始日期"):
        trainings.begin(db, early.id)
    one = a_class(db, name="另一班", state=ClassState.PLANNED, started_on=date(2026, 11, 21))
    trainings.begin(db, one.id)
    trainings.finish(db, one.id)
    assert held(db, "training_class", one, "ended_on") == date(2026, 11, 21)
    assert held(db, "training_class", one, "state") is ClassState.ENDED


# 人才库


def test_people_enter_a_pool_together_and_nobody_is_in_it_twice(db: Database) -> None:
    pool, people = filed(db, "talent_pool", name="三百工程"), [cadre(db, name) for name in ("甲", "乙")]
    assert talent_pools.enter(db, pool.id, people, batch="首批", entered_on=date(2026, 3, 1)) == 2
    with pytest.raises(InvalidInput, match="已在这个库里"):
        talent_pools.enter(db, pool.id, people[:1], batch="第二批", entered_on=date(2026, 6, 1))
    assert number_of(db, "pool_member") == 2


def test_a_member_is_trained_used_and_leaves_with_a_reason(db: Database) -> None:
    pool, who = filed(db, "talent_pool", name="三百工程"), cadre(db)
    talent_pools.enter(db, pool.id, [who], batch="首批", entered_on=date(2026, 3, 1))
    kind = BY_KEY["pool_member"]
    (row,) = records.all_rows(db, kind, kind.table_fields)
    member = Link(row.id, "")
    talent_pools.train(db, row.id, measures="到项目一线")
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        talent_pools.use(db, row.id, used_on=date(2026, 11, 22), used_as="副镇长")
    talent_pools.use(db, row.id, used_on=date(2026, 11, 1), used_as="副镇长")
    assert held(db, "pool_member", member, "state") is MemberState.USED
    with pytest.raises(InvalidInput, match="请写明出库原因"):
        talent_pools.leave(db, row.id, left_on=date(2026, 11, 20), reason="")
    talent_pools.leave(db, row.id, left_on=date(2026, 11, 20), reason="已提拔使用")
    assert held(db, "pool_member", member, "state") is MemberState.LEFT
    with pytest.raises(NotAllowed):
        talent_pools.train(db, row.id, measures="再培养")
