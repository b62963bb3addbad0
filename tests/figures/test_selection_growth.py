"""选拔任用 and 培养锻炼: what counts as 人, 人次, 批次, 单位, 期, 场; each of whom; both sides of each edge."""

from datetime import date
from typing import Any

from cadre_desktop.records.adjustment import (
    Adjustment,
    AdjustmentSituation,
    AdjustmentState,
    AdjustmentWay,
    adjustment_situations,
)
from cadre_desktop.records.contest import Contest, ContestEntry, ContestState, EntryResult
from cadre_desktop.records.mentoring import Mentoring
from cadre_desktop.records.placement import Placement, PlacementKind, PlacementState
from cadre_desktop.records.post import AppointmentKind, MemberKind
from cadre_desktop.records.promotion_ground import PromotionGround
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.recruit import Degree, PlatformLevel, Recruit, RecruitKind
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState
from cadre_desktop.records.talent_pool import MemberState, PoolMember, TalentPool
from cadre_desktop.records.training import (
    ClassKind,
    ClassState,
    FiveStudy,
    StudyActivity,
    StudyForm,
    Trainee,
    TrainingClass,
)
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vetting import Vetting, VettingState
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.services import figures as service
from cadre_desktop.storage.database import Database
from tests.county import County, month
from tests.figures.test_counts import tables, values

DAY = date(2026, 3, 1)


def texts(db: Database, *keys: str, **asked: Any) -> tuple[str, ...]:
    found = {figure.key: figure for figure in service.figures(db, **asked)}
    return tuple(found[key].in_full for key in keys)


def test_a_placement_counts_batches_people_times_and_receiving_units_each_once(db: Database) -> None:
    county = County()
    home, first, second = (county.unit(name) for name in ("县直", "白沙镇", "梅溪镇"))
    people = [county.person(name, home) for name in ("甲", "乙", "丙")]

    def go(who: str, to: str, batch: str | None, day: date = DAY, kind: PlacementKind = PlacementKind.ROOTING) -> None:
        county.add(Placement, cadre_id=who, kind=kind, batch=batch, to_unit_id=to, started_on=day)

    go(people[0], first, "第一批")
    go(people[0], second, "第二批", date(2026, 9, 1))
    go(people[1], first, "第一批")
    go(people[2], first, None)
    go(people[2], first, "第三批", date(2025, 12, 31))
    go(people[2], home, "第一批", kind=PlacementKind.SHADOWING)
    county.file(db)
    keys = ("batches", "people", "times", "units")
    assert values(db, *(f"placement_rooting_{key}" for key in keys)) == (2, 3, 4, 2)
    assert values(db, *(f"placement_shadowing_{key}" for key in keys)) == (1, 1, 1, 1)
    # A batch of one kind is not the batch of another, though they bear the same name.
    assert values(db, *(f"placement_all_{key}" for key in keys)) == (3, 3, 5, 3)
    assert values(db, "placement_rooting_people", year=2025) == (1,)


def test_a_placement_is_appraised_of_those_that_ended(db: Database) -> None:
    county = County()
    unit = county.unit("白沙镇")
    states = (PlacementState.APPRAISED, PlacementState.ENDED, PlacementState.SERVING)
    for at, state in enumerate(states):
        who = county.person(f"甲{at}", unit)
        common = {"kind": PlacementKind.ROOTING, "to_unit_id": unit, "started_on": DAY}
        county.add(Placement, cadre_id=who, state=state, **common)
    county.file(db)
    assert texts(db, "placement_appraised", "placement_serving_people") == ("50.0%（1/2）", "1人")


def test_mentors_are_the_deputy_heads_and_up_and_two_are_asked_of_each(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    full, half, none = (county.person(name, unit) for name in ("够", "一个", "没有"))
    young = [county.person(f"青年{at}", unit, level=PostLevel.OTHER, title="干部", birth="1998.01") for at in range(2)]
    for mentor, mentee, start, end in (
        (full, young[0], DAY, None),
        (full, young[1], DAY, date(2026, 11, 21)),
        (half, young[0], DAY, None),
        (half, young[1], DAY, date(2026, 11, 20)),
        (none, young[0], date(2026, 11, 22), None),
    ):
        county.add(Mentoring, mentor_id=mentor, cadre_id=mentee, started_on=start, ended_on=end)
    county.file(db)
    assert texts(db, "mentoring_coverage", "mentoring_short", "mentees") == ("33.3%（1/3）", "2人", "2人")
    table = tables(db)["mentoring_by_unit"]
    assert table.numbers() == ((3, 1, 2),)
    assert "副科级以上" in table.population


def test_a_pool_counts_who_is_in_it_on_the_day_and_each_person_once_over_all(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    both, one, gone = (county.person(name, unit) for name in ("两库", "一库", "出库"))
    first = county.add(TalentPool, name="90后", opened_on=date(2025, 1, 1))
    second = county.add(TalentPool, name="工业", opened_on=date(2025, 2, 1))
    entered = date(2025, 4, 1)
    county.add(PoolMember, pool_id=first, cadre_id=both, entered_on=entered)
    county.add(PoolMember, pool_id=second, cadre_id=both, entered_on=entered, state=MemberState.USED, used_on=DAY)
    county.add(PoolMember, pool_id=second, cadre_id=one, entered_on=date(2026, 11, 22))
    left = {"state": MemberState.LEFT, "left_on": date(2026, 11, 21), "left_reason": "调离"}
    county.add(PoolMember, pool_id=first, cadre_id=gone, entered_on=entered, **left)
    county.file(db)
    assert values(db, "pool:90后", "pool:工业", "pool_people", "pool_places", "pool_used_people") == (1, 1, 1, 2, 1)
    assert values(db, "pool:90后", as_of=date(2026, 11, 20)) == (2,)
    assert tables(db)["pool_members_by_state"].numbers() == ((2, 1, 0, 0, 1), (1, 1, 0, 1, 0))


def test_a_contest_counts_the_chosen_by_post_once_it_is_done(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    people = [county.person(f"甲{at}", unit) for at in range(4)]

    def held(name: str, post: str, state: ContestState, day: date = DAY) -> str:
        return county.add(Contest, name=name, post_name=post, seats=2, held_on=day, state=state)

    mayors = held("一", "乡镇长", ContestState.DONE)
    running = held("二", "乡镇长", ContestState.COMPARING)
    managers = held("三", "高新区中层", ContestState.DONE)
    chosen = EntryResult.CHOSEN
    for contest, who, result in (
        (mayors, people[0], chosen),
        (mayors, people[1], EntryResult.NOT_CHOSEN),
        (running, people[2], chosen),
        (managers, people[0], chosen),
        (managers, people[3], chosen),
    ):
        county.add(ContestEntry, contest_id=contest, cadre_id=who, result=result)
    county.file(db)
    keys = ("contests", "contest_entrants", "contest_chosen", "contest_chosen:乡镇长", "contest_chosen:高新区中层")
    assert values(db, *keys) == (2, 4, 2, 1, 2)


def test_recruits_are_of_the_year_platforms_of_the_day(db: Database) -> None:
    county = County()
    person = {"kind": RecruitKind.PERSON}
    county.add(Recruit, name="甲", degree=Degree.DOCTOR, came_on=month("2026.01"), **person)
    county.add(Recruit, name="乙", degree=Degree.MASTER, came_on=month("2026.11"), **person)
    county.add(Recruit, name="丙", degree=Degree.MASTER, came_on=month("2025.12"), **person)
    county.add(Recruit, name="丁", degree=Degree.MASTER, came_on=month("2026.12"), **person)
    platform = {"kind": RecruitKind.PLATFORM}
    county.add(Recruit, name="一", platform_level=PlatformLevel.PROVINCE, came_on=month("2020"), **platform)
    county.add(Recruit, name="二", platform_level=PlatformLevel.CITY, came_on=month("2020"), **platform)
    gone = {"came_on": month("2020"), "left_on": month("2026.03")}
    county.add(Recruit, name="三", platform_level=PlatformLevel.NATION, **gone, **platform)
    county.file(db)
    keys = ("recruits", "recruits_doctor", "recruits_master", "platforms", "platforms_province_up")
    assert values(db, *keys) == (2, 1, 1, 2, 1)


def test_a_class_counts_its_list_where_there_is_one_else_what_was_filled_in(db: Database) -> None:
    county = County()
    unit = county.unit("县委党校")
    people = [county.person(f"甲{at}", unit) for at in range(3)]

    def held(name: str, day: date = DAY, **given: Any) -> str:
        return county.add(TrainingClass, name=name, kind=ClassKind.IN_SERVICE, started_on=day, **given)

    listed, second = held("一", n_people=99), held("二", on_achievement_view=True)
    held("三", n_people=80)
    held("四", date(2025, 12, 31), n_people=500)
    held("五", n_people=60, state=ClassState.PLANNED)
    for where, who, there in (
        (listed, people[0], True),
        (listed, people[1], False),
        (second, people[0], True),
        (second, people[2], True),
    ):
        county.add(Trainee, training_class_id=where, cadre_id=who, attended=there, absence=None if there else "病假")
    county.file(db)
    keys = ("training_classes", "training_times", "trained_people", "training_classes_view")
    assert values(db, *keys) == (3, 1 + 2 + 80, 2, 1)


def test_the_five_studies_are_covered_only_by_meetings_on_the_theme_that_were_held(db: Database) -> None:
    county = County()
    whole, lacking = county.unit("青石镇", 1), county.unit("白沙镇", 2)
    county.unit("空单位", 3)
    for unit in (whole, lacking):
        county.person("甲", unit)
        for five in FiveStudy:
            theme = not (unit == lacking and five is FiveStudy.PARTY_DAY)
            given = {"form": StudyForm.CENTRE_GROUP, "topic": "政绩观", "held_on": DAY, "n_people": 10}
            county.add(StudyActivity, unit_id=unit, five=five, on_achievement_view=theme, **given)
    county.add(StudyActivity, unit_id=lacking, five=FiveStudy.PARTY_DAY, form=StudyForm.PARTY_DAY, topic="计划",
               held_on=DAY, on_achievement_view=True, done=False)  # fmt: skip
    county.file(db)
    assert texts(db, "five_studies_units", "study_sessions", "study_times", "study_view_sessions") == (
        "50.0%（1/2）", "10场", "100人次", "9场",
    )  # fmt: skip
    assert values(db, "five_study_party_day") == (1,)
    assert tables(db)["five_studies_by_unit"].numbers() == ((1, 1, 1, 1, 1), (1, 0, 1, 1, 1))


def test_ranks_by_the_positive_list_keep_people_times_and_the_two_ladders_apart(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    item = county.add(PromotionGround, edition="本县", number=2, name="满意公务员")
    for approved, name, given in (
        ("2026.01", RankName.SENIOR_CLERK_2, item),
        ("2026.10", RankName.SENIOR_CLERK_1, item),
        ("2026.05", RankName.STAFF_7, None),
        ("2025.12", RankName.SENIOR_CLERK_3, item),
    ):
        county.add(Rank, cadre_id=who, name=name, approved_on=month(approved), ground_item_id=given)
    county.file(db)
    keys = (
        "civil_ranks_people",
        "civil_ranks_times",
        "staff_grades_times",
        "listed_ranks_people",
        "listed_ranks_times",
    )
    assert values(db, *keys) == (1, 2, 1, 1, 2)
    table = tables(db)["ranks_by_ground"]
    assert table.rows == ("第2项 满意公务员", "未依据正面清单")
    assert table.numbers() == ((2, 0), (0, 1))


def test_appointments_count_times_beside_people_and_stand_by_unit(db: Database) -> None:
    county = County()
    first, second = county.unit("青石镇", 1), county.unit("白沙镇", 2)
    promoted = {"appointment_kind": AppointmentKind.PROMOTED}
    who = county.person("甲", first, since="2026.01", until="2026.06", post=promoted)
    county.post(who, second, since="2026.06", **promoted)
    county.person("乙", second, since="2026.03", post={"appointment_kind": AppointmentKind.MOVED})
    county.file(db)
    assert values(db, "promoted_people", "promoted_times", "moved_people") == (1, 2, 1)
    table = tables(db)["appointments_by_unit"]
    assert table.rows == ("青石镇", "白沙镇")
    assert [cell.value for cell in table.column("新提拔")] == [1, 1]
    assert table.totals[0].value == 1


def test_those_moved_down_count_once_though_two_situations_were_found(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    items = [county.add(AdjustmentSituation, edition="2022规定", number=n, name=f"情形{n}") for n in (3, 8)]
    cases = []
    for at, state in enumerate((AdjustmentState.DONE, AdjustmentState.DECIDED, AdjustmentState.PROPOSED)):
        who = county.person(f"甲{at}", unit)
        decided = {"way": AdjustmentWay.LATERAL, "decided_on": DAY} if at < 2 else {}
        cases.append(county.add(Adjustment, cadre_id=who, facts="事实", found_on=DAY, state=state, **decided))
    county.file(db)
    pairs = [(cases[0], items[0]), (cases[0], items[1]), (cases[1], items[1]), (cases[2], items[0])]
    with db.work("情形") as session:
        rows = [{"adjustment_id": case, "situation_id": item} for case, item in pairs]
        session.connection().execute(adjustment_situations.insert(), rows)
    assert values(db, "adjusted_people", "adjusted_times", "adjusted_lateral_people", "adjusted_removed_people") == (
        2, 2, 2, 0,
    )  # fmt: skip
    table = tables(db)["adjusted_by_situation"]
    assert table.rows == ("2022规定第3项 情形3", "2022规定第8项 情形8")
    assert [cell.value for cell in table.column("人数")] == [1, 2]
    assert table.totals[0].value == 2


def test_vettings_of_the_year_are_counted_as_times_and_people_and_by_how_they_ended(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    for day, state in (
        (DAY, VettingState.REFUSED),
        (date(2026, 11, 21), VettingState.DECIDED),
        (date(2025, 12, 31), VettingState.REFUSED),
    ):
        county.add(Vetting, cadre_id=who, proposed_post="镇长", started_on=day, state=state)
    county.file(db)
    assert values(db, "vetting_times", "vetting_people", "vetting_refused", "vetting_decided") == (2, 1, 1, 1)


def test_due_delayed_and_moved_are_three_numbers(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    head = {"is_leader": True, "member_kind": MemberKind.HEAD}
    due, stays, soon, moved = (
        county.person(name, unit, since=since, post=head)
        for name, since in (("到期", "2016.11"), ("暂缓", "2015.01"), ("快到", "2017.11"), ("动过", "2026.01"))
    )
    reason = {"reason": RotationReason.TEN_YEARS}
    delay = {"delay_reason": "项目未完", "delay_until": month("2026.12")}
    county.add(Rotation, cadre_id=stays, state=RotationState.DELAYED, **reason, **delay)
    county.add(Rotation, cadre_id=moved, state=RotationState.MOVED, moved_on=month("2026.01"), **reason)
    county.add(Rotation, cadre_id=moved, state=RotationState.MOVED, moved_on=month("2025.12"), **reason)
    county.file(db)
    keys = ("rotation_due", "rotation_delayed", "rotation_soon", "rotated_people", "rotated_times")
    assert values(db, *keys) == (1, 1, 1, 1, 1)
    found = {figure.key: figure for figure in service.figures(db)}
    assert found["rotation_due"].ids == (due,)
    assert found["rotation_soon"].ids == (soon,)


def test_the_indicators_look_at_heads_and_teams_of_townships_alone(db: Database) -> None:
    county = County()
    first = county.unit("青石镇", 1, kind=UnitKind.TOWNSHIP)
    county.unit("空乡", 2, kind=UnitKind.TOWNSHIP)
    office = county.unit("县农业农村局", 3, kind=UnitKind.DEPARTMENT)
    leader = {"is_leader": True}
    county.person("书记", first, birth="1980.01", title="党委书记", post=leader)
    county.person("镇长", first, birth="1990.12", title="党委副书记、镇长", post=leader)
    county.person("纪委", first, birth="1996.12", title="党委委员、纪委书记", post=leader)
    county.person("副职", first, birth="1990.11", title="副镇长", post=leader)
    county.person("局长", office, birth="1995.01", title="局长", post=leader, since="2026.03")
    county.file(db)
    # By 2026.11 whoever was born in 1990.12 is 35, in 1990.11 already 36; in 1996.12 still 29.
    assert texts(db, "young_1", "young_3") == ("50.0%（1/2）", "50.0%（2/4）")
    assert texts(db, "young_2", "young_4", "young_2_short", "young_4_short") == ("0人", "1人", "1人", "1人")
    assert values(db, "young_into_departments", "young_into_town_teams") == (1, 0)
