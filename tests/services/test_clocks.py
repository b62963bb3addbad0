"""Every clock tells whom it is about, when it falls due, from which record and why; what is done runs no more."""

from datetime import date

from cadre_desktop.records.achievement import Ledger, Paper
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.placement import PlacementKind, PlacementState
from cadre_desktop.records.post import AppointmentKind, AppointmentWay, MemberKind
from cadre_desktop.records.reminder import ReminderKind, ReminderState
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.supervision_item import SupervisionSource, SupervisionState
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import clocks, rotations
from cadre_desktop.services.clock_reading import Reach
from cadre_desktop.services.due import VERBS, Due, DueKind
from tests.services.people import cadre, change, filed, post, talk, unit

FAR = date(2040, 1, 1)


def told(db, kind: DueKind, until: date = FAR) -> list[Due]:
    return [due for due in clocks.within(db, Reach(until)) if due.kind is kind]


def one(db, kind: DueKind) -> Due:
    (found,) = told(db, kind)
    return found


def lines(found: list[Due]) -> list[tuple[str, str, ClockState]]:
    return [(due.whom, str(due.due_on), due.state) for due in found]


def seated(db, since: str, name: str = "周文静", **values):
    who = cadre(db, name)
    given = {"appointed_on": PartialDate.parse_stored(since), "member_kind": MemberKind.HEAD, **values}
    return who, post(db, who, unit(db, f"{name}的单位"), **given)


def test_rotation_runs_from_the_post_and_is_told_as_far_ahead_as_asked(db):
    _, held = seated(db, "2020.03", "周远")
    seated(db, "2016.03", "陈近")
    assert lines(told(db, DueKind.ROTATION)) == [
        ("陈近", "2026.03", ClockState.OVERDUE), ("周远", "2030.03", ClockState.LATER),
    ]  # fmt: skip
    assert [due.whom for due in told(db, DueKind.ROTATION, date(2030, 2, 28))] == ["陈近"]
    far = told(db, DueKind.ROTATION)[1]
    assert (far.kind_key, far.record_id, far.since) == ("post", held.id, PartialDate(2020, 3))
    assert "满10年" in far.found.sentence
    assert far.found.texts


def test_a_move_put_off_falls_due_when_the_leave_ends_and_not_before(db):
    who, _ = seated(db, "2015.05")
    rotations.put_off(db, who.id, reason="换届在即", until=PartialDate(2027, 6))
    found = one(db, DueKind.ROTATION)
    assert (str(found.due_on), found.state) == ("2027.06", ClockState.LATER)
    assert "换届在即" in found.what


def test_retirement_follows_the_reform_by_birth_and_age_limit(db):
    known = {("1965.01", 60): "2025.02", ("1968.11", 60): "2029.11", ("1970.01", 55): "2025.02",
             ("1984.11", 50): "2039.11"}  # fmt: skip
    for (birth, base), due_on in known.items():
        cadre(db, f"{birth}生{due_on}退", birth_on=PartialDate.parse_stored(birth), retirement_base=base)
    found = told(db, DueKind.RETIREMENT)
    assert len(found) == len(known)
    assert all(due.whom.endswith(f"生{due.due_on}退") for due in found)


def test_nobody_without_an_age_limit_or_out_of_service_has_a_month_of_retirement(db):
    cadre(db, "无界限", birth_on=PartialDate(1970, 1))
    cadre(db, "已退休", birth_on=PartialDate(1960, 1), retirement_base=60, state=CadreState.RETIRED)
    cadre(db, "只有年份", birth_on=PartialDate(1970), retirement_base=60)
    assert told(db, DueKind.RETIREMENT) == []
    assert len(clocks.without_base(db)) == 1


def test_people_of_one_month_share_the_reckoning_but_each_has_the_own_record(db):
    two = [cadre(db, name, birth_on=PartialDate(1966, 10), retirement_base=60) for name in ("甲", "乙")]
    found = told(db, DueKind.RETIREMENT)
    assert {due.found.records for due in found} == {(who.id,) for who in two}
    assert found[0].state is ClockState.SOON


def test_civil_servants_may_not_stay_on_and_workers_may(db):
    cadre(db, "公务员", birth_on=PartialDate(1970, 1), retirement_base=60)
    cadre(db, "工勤", birth_on=PartialDate(1970, 1), retirement_base=60, identity=Identity.WORKER)
    said = {due.whom: due.found.sentence for due in told(db, DueKind.RETIREMENT)}
    assert "可延迟" in said["工勤"]
    assert "可延迟" not in said["公务员"]


def test_a_promoted_leader_is_on_trial_for_a_year_until_confirmed(db):
    given = {"appointment_kind": AppointmentKind.PROMOTED}
    _, held = seated(db, "2025.12.10", "试用", **given)
    seated(db, "2025.12.10", "当选", **given, appointment_way=AppointmentWay.ELECTED)
    seated(db, "2023.05", "早已", **given)
    assert lines(told(db, DueKind.PROBATION)) == [("试用", "2026.12.10", ClockState.SOON)]
    change(db, "post", held, appointed_on=PartialDate(2025, 10, 8))
    assert one(db, DueKind.PROBATION).state is ClockState.OVERDUE
    change(db, "post", held, confirmed_on=PartialDate(2026, 10, 20))
    assert told(db, DueKind.PROBATION) == []


def test_a_recruit_is_on_trial_until_the_first_rank(db):
    who = cadre(db, "新人", work_start_on=PartialDate(2026, 7))
    assert lines(told(db, DueKind.PROBATION)) == [("新人", "2027.07", ClockState.LATER)]
    filed(db, "rank", cadre=who, name=RankName.CLERK_1, approved_on=PartialDate(2026, 8))
    assert told(db, DueKind.PROBATION) == []


def test_a_placement_ends_as_planned_or_after_the_usual_months(db):
    who, to = cadre(db), unit(db)
    given = {"cadre": who, "to_unit": to, "state": PlacementState.SERVING}
    planned = filed(db, "placement", kind=PlacementKind.SECONDMENT, started_on=date(2026, 1, 5),
                    planned_end_on=date(2026, 12, 31), **given)  # fmt: skip
    filed(db, "placement", kind=PlacementKind.SHADOWING, started_on=date(2026, 4, 1), **given)
    assert [str(due.due_on) for due in told(db, DueKind.PLACEMENT)] == ["2026.10.01", "2026.12.31"]
    change(db, "placement", planned, state=PlacementState.ENDED, ended_on=date(2026, 11, 1))
    assert [due.what for due in told(db, DueKind.PLACEMENT)] == ["上派跟班（青石镇）"]


def test_influence_ends_the_same_day_months_later_and_asks_for_a_visit_before(db):
    who = cadre(db)
    made = filed(db, "sanction", cadre=who, sanction_class=SanctionClass.PARTY, name=SanctionName.PARTY_WARNING,
                 decided_on=PartialDate(2026, 8, 31), fact="违规", organ="县纪委")  # fmt: skip
    ends = one(db, DueKind.INFLUENCE)
    assert (ends.kind_key, ends.record_id, ends.since) == ("sanction", made.id, PartialDate(2026, 8, 31))
    assert str(one(db, DueKind.REVISIT).due_on) == str(ends.due_on)
    filed(
        db, "revisit", cadre=who, sanction=made, visited_on=date(2026, 10, 8), visitors="陈海燕、刘正", talk="思想稳定"
    )
    assert told(db, DueKind.REVISIT) == []
    assert told(db, DueKind.INFLUENCE)


def test_a_reply_counts_working_days_from_receipt_and_a_typed_day_goes_before(db):
    who = cadre(db)
    given = {"cadre": who, "kind": ReminderKind.INQUIRY, "matter": "请说明", "state": ReminderState.ISSUED,
             "approved_by": "县委", "approved_on": date(2026, 11, 2), "issued_on": date(2026, 11, 3)}  # fmt: skip
    made = filed(db, "reminder", **given, received_on=date(2026, 11, 5))
    found = one(db, DueKind.REPLY)
    assert (str(found.due_on), found.since) == ("2026.11.26", PartialDate(2026, 11, 5))
    assert "15天" in found.found.sentence
    change(db, "reminder", made, reply_due_on=date(2026, 12, 1))
    assert str(one(db, DueKind.REPLY).due_on) == "2026.12.01"
    assert "手工填写" in one(db, DueKind.REPLY).what


def test_an_admonition_is_looked_at_again_after_six_months(db):
    made = filed(db, "reminder", cadre=cadre(db), kind=ReminderKind.ADMONITION, matter="履职不力",
                 state=ReminderState.ISSUED, approved_by="县委", approved_on=date(2026, 5, 1),
                 issued_on=date(2026, 5, 30))  # fmt: skip
    found = one(db, DueKind.FOLLOW_UP)
    assert (str(found.due_on), found.record_id) == ("2026.11.30", made.id)
    assert [due.kind for due in clocks.within(db, Reach(FAR)) if due.record_id == made.id] == [
        DueKind.INFLUENCE, DueKind.FOLLOW_UP,
    ]  # fmt: skip


def test_look_backs_come_until_they_are_written_down(db):
    item = filed(db, "achievement", cadre=cadre(db), year=2023, title="治理水库库区", ledger=Ledger.LATENT,
                 paper=Paper.DEVELOPMENT, happened_on=PartialDate(2023, 6),
                 look_back_on=date(2026, 11, 30))  # fmt: skip
    found = one(db, DueKind.LOOK_BACK)
    assert (found.since, found.state) == (PartialDate(2023, 6), ClockState.SOON)
    change(db, "achievement", item, look_back_result="2026.12.01 水质稳定")
    assert told(db, DueKind.LOOK_BACK) == []


def test_deadlines_of_matters_run_until_they_are_done_and_name_unit_or_person(db):
    town = unit(db)
    item = filed(db, "supervision_item", matter="项目招投标", source=SupervisionSource.AUDIT, unit=town,
                 found_on=date(2026, 10, 1), problem="程序不规范", due_on=date(2026, 11, 20))  # fmt: skip
    filed(db, "deviation_problem", project="景观大道", kind=DeviationKind.VANITY, found_by=FoundBy.AUDIT, unit=town,
          found_on=date(2026, 10, 1), problem="超标准", due_on=date(2026, 11, 21), cadre=cadre(db),
          state=DeviationState.ASSIGNED, assigned_on=date(2026, 10, 2))  # fmt: skip
    filed(db, "challenge", name="园区道路", posted_on=date(2026, 9, 1), due_on=date(2026, 12, 20), unit=town)
    found = [due for due in clocks.within(db, Reach(FAR)) if due.kind in (
        DueKind.SUPERVISION, DueKind.DEVIATION, DueKind.CHALLENGE)]  # fmt: skip
    assert lines(found) == [
        ("青石镇", "2026.11.20", ClockState.OVERDUE), ("周文静", "2026.11.21", ClockState.DUE),
        ("青石镇", "2026.12.20", ClockState.LATER),
    ]  # fmt: skip
    change(db, "supervision_item", item, state=SupervisionState.DONE, done_on=date(2026, 11, 20), handling="已整改")
    assert told(db, DueKind.SUPERVISION) == []


def test_a_problem_of_a_talk_names_its_unit_and_nobody(db):
    about = cadre(db)
    spoke = talk(db, about, unit=unit(db))
    filed(db, "talk_problem", interview=spoke, text="村道年久失修", unit=unit(db, "白沙镇"), due_on=date(2026, 12, 1))
    found = one(db, DueKind.TALK_PROBLEM)
    assert (found.person, found.whom, found.since) == (None, "白沙镇", PartialDate(2026, 5, 12))
    assert clocks.clocks_of_person(db, about.id) == []


def test_a_notice_runs_its_working_days_and_the_talk_is_due_with_the_decision(db):
    made = filed(db, "vetting", cadre=cadre(db), proposed_post="副镇长", started_on=date(2026, 11, 1),
                 notice_from=date(2026, 11, 16))  # fmt: skip
    assert str(one(db, DueKind.NOTICE).due_on) == "2026.11.20"
    change(db, "vetting", made, notice_to=date(2026, 11, 24))
    assert str(one(db, DueKind.NOTICE).due_on) == "2026.11.24"
    assert told(db, DueKind.INTEGRITY_TALK) == []


def test_the_five_talks_are_told_unit_by_unit(db):
    seated(db, "2021.05", "周文静")
    found = [due for due in clocks.clocks(db, until=date(2026, 12, 31)) if due.kind is DueKind.TALKS]
    assert [(due.whom, str(due.due_on), due.what) for due in found] == [
        ("周文静的单位", "2026.12.31", "2026年五必谈1人未谈齐"),
    ]  # fmt: skip
    assert "周文静" in found[0].found.sentence


def test_one_persons_clocks_leave_out_everybody_elses(db):
    mine, _ = seated(db, "2016.03", "陈近")
    seated(db, "2016.03", "别人")
    change(db, "cadre", mine, retirement_base=60)
    assert [due.kind for due in clocks.clocks_of_person(db, mine.id)] == [DueKind.ROTATION, DueKind.RETIREMENT]
    assert {due.whom for due in clocks.clocks_of_person(db, mine.id)} == {"陈近"}


def test_every_kind_of_clock_has_a_verb():
    assert set(VERBS) == set(DueKind)
