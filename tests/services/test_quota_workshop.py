"""名额测算: trying moves seats and stores nothing; locking writes the shares as one work; the trail tells the rest."""

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.unit_assessment import UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.quota_ratio import QuotaPool
from cadre_desktop.services import hints, history, quota_workshop, records, seat_history, undo
from cadre_desktop.services.hint import Hint
from cadre_desktop.services.quota_workshop import Draft, Share, Workshop, WorkshopRow
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty

SETTING, ANNUAL = BY_KEY["quota_setting"], BY_KEY["annual_assessment"]
CIVIL = QuotaPool.CIVIL


@pytest.fixture
def county(db: Database) -> AssessedCounty:
    made = AssessedCounty()
    made.excellent(made.staff(made.town, 20)[:5])
    made.staff(made.bureau, 10)
    made.file(db)
    return made


def row(rows: tuple[WorkshopRow, ...], unit: str) -> WorkshopRow:
    return next(one for one in rows if one.unit_label == unit)


def settings(db: Database) -> list[dict[str, object]]:
    fields = SETTING.form_fields
    return [
        dict(zip((f.name for f in fields), one.values, strict=True)) for one in records.all_rows(db, SETTING, fields)
    ]


def opened(db: Database) -> Workshop:
    return quota_workshop.open_workshop(db, YEAR)


def test_a_line_tells_base_share_seats_used_and_what_is_wrong(db: Database, county: AssessedCounty) -> None:
    town = row(opened(db).tried(Draft()).rows, "青石镇")
    assert (town.base, town.percent, town.seats, town.used, town.left, town.over) == (20, "20", 4, 5, 0, 1)
    assert (town.with_ungraded, town.without_ungraded, town.moved, town.warning) == (20, 20, 0, "超1名")
    assert "20人×20%＝4，只舍不入，4名" in town.proof
    assert "公务员考核规定" in town.source
    assert (len(town.base_people), len(town.used_people)) == (20, 5)


def test_another_result_of_the_unit_moves_the_seats_and_nothing_is_written(
    db: Database, county: AssessedCounty
) -> None:
    before = len(history.acts(db))
    trial = opened(db).tried(Draft().with_result(county.town, "excellent"))
    town = row(trial.rows, "青石镇")
    assert (town.percent, town.seats, town.before, town.moved, town.over) == ("25", 5, 4, 1, 0)
    assert [(move.label, move.change) for move in trial.moves] == [("青石镇·公务员", 1)]
    assert len(history.acts(db)) == before


def test_another_share_and_joining_units_move_the_seats(db: Database, county: AssessedCounty) -> None:
    shop = opened(db)
    lower = Draft().with_share([(county.town, CIVIL)], Share(14))
    assert row(shop.tried(lower).rows, "青石镇").seats == 2
    joined = Draft().with_share([(county.town, CIVIL), (county.bureau, CIVIL)], Share(15, "两家合并"))
    (line,) = shop.tried(joined).rows
    assert (line.unit_label, line.base, line.seats, line.own_seats) == (
        "两家合并",
        30,
        4,
        (("青石镇", 3), ("县民政局", 1)),
    )


def test_locking_writes_every_units_share_as_one_work_that_can_be_undone(db: Database, county: AssessedCounty) -> None:
    shop = opened(db)
    draft = Draft().with_share([(county.town, CIVIL)], Share(25))
    assert quota_workshop.lock(db, shop, draft, reason="向基层倾斜", document="清组发〔2025〕9号") == 2
    found = {str(one["unit"].text): one for one in settings(db)}  # type: ignore[attr-defined]
    assert {unit: one["percent"] for unit, one in found.items()} == {"青石镇": 25, "县民政局": 20}
    assert {(one["reason"], one["document"], one["pool"]) for one in found.values()} == {
        ("向基层倾斜", "清组发〔2025〕9号", Pool.CIVIL)
    }
    step = history.recent_steps(db, 1)[0]
    assert (step.title, step.n_records) == ("锁定2025年优秀名额", 2)
    undo.undo(db, step.work_id)
    assert settings(db) == []


def test_a_locked_share_is_no_longer_moved_by_results(db: Database, county: AssessedCounty) -> None:
    quota_workshop.lock(db, opened(db), Draft(), reason="定稿")
    tried = opened(db).tried(Draft().with_result(county.town, "excellent"))
    assert row(tried.rows, "青石镇").percent == "20"
    assert tried.moves == ()


def test_locking_again_changes_the_settings_instead_of_adding_to_them(db: Database, county: AssessedCounty) -> None:
    quota_workshop.lock(db, opened(db), Draft(), reason="定稿", document="清组发〔2025〕9号")
    again = Draft().with_share([(county.bureau, CIVIL)], Share(10))
    quota_workshop.lock(db, opened(db), again, reason="调减")
    found = {str(one["unit"].text): one for one in settings(db)}  # type: ignore[attr-defined]
    assert len(settings(db)) == 2
    assert (found["县民政局"]["percent"], found["县民政局"]["document"]) == (10, "清组发〔2025〕9号")


def test_joined_units_stay_joined_when_locked(db: Database, county: AssessedCounty) -> None:
    joined = Draft().with_share([(county.town, CIVIL), (county.bureau, CIVIL)], Share(15, "两家合并"))
    quota_workshop.lock(db, opened(db), joined, reason="小单位合并")
    (line,) = opened(db).tried(Draft()).rows
    assert (line.unit_label, line.seats) == ("两家合并", 4)
    quota_workshop.lock(db, opened(db), Draft(), reason="再锁一次")
    assert len(opened(db).tried(Draft()).rows) == 1


def test_locking_needs_a_reason_and_results_that_are_on_file(db: Database, county: AssessedCounty) -> None:
    with pytest.raises(InvalidInput, match="理由"):
        quota_workshop.lock(db, opened(db), Draft(), reason=" ")
    tried = Draft().with_result(county.town, "excellent")
    with pytest.raises(NotAllowed, match="绩效等次"):
        quota_workshop.lock(db, opened(db), tried, reason="定稿")
    assert settings(db) == []


def test_seats_given_from_above_need_their_paper_and_go_before_the_sum(db: Database, county: AssessedCounty) -> None:
    draft = Draft().with_share([(county.town, CIVIL)], Share(20, seats=6))
    with pytest.raises(InvalidInput, match="批准文号"):
        quota_workshop.lock(db, opened(db), draft, reason="上级核定")
    quota_workshop.lock(db, opened(db), draft, reason="上级核定", document="州组函〔2025〕3号")
    town = row(opened(db).tried(Draft()).rows, "青石镇")
    assert (town.seats, town.over, "上级核定6名" in town.proof) == (6, 0, True)
    assert town.source == "本县设置20% 州组函〔2025〕3号"


def test_a_share_above_the_usual_is_minded_and_not_refused(db: Database, county: AssessedCounty) -> None:
    trial = opened(db).tried(Draft().with_share([(county.bureau, CIVIL)], Share(25)))
    assert row(trial.rows, "县民政局").warning == "缺批准文号"
    trial = opened(db).tried(Draft().with_share([(county.bureau, CIVIL)], Share(40)))
    assert row(trial.rows, "县民政局").warning == "超过最高比例"
    assert (
        quota_workshop.lock(db, opened(db), Draft().with_share([(county.bureau, CIVIL)], Share(40)), reason="试") == 2
    )


def test_the_quarters_are_tried_with_their_own_share(db: Database) -> None:
    county = AssessedCounty()
    for number, whose in enumerate(county.staff(county.town, 22)):
        county.quarter(whose, Period.Q1, FourGrade.GOOD if number < 9 else FourGrade.FAIR)
    county.file(db)
    shop = quota_workshop.open_workshop(db, YEAR, Period.Q1)
    (line,) = shop.tried(Draft()).rows
    assert (line.percent, line.seats, line.used, line.warning) == ("40", 8, 9, "超1名")
    quota_workshop.lock(
        db, shop, Draft().with_share([(county.town, CIVIL)], Share(45)), reason="县里同意", document="1号"
    )
    assert [(one["pool"], one["percent"]) for one in settings(db)] == [(Pool.REGULAR, 45)]
    again = quota_workshop.open_workshop(db, YEAR, Period.Q1)
    assert again.tried(Draft()).rows[0].seats == 9


def test_who_was_given_or_lost_a_seat_by_whom_and_why(db: Database, county: AssessedCounty) -> None:
    fields = (ANNUAL.field("cadre"), ANNUAL.field("grade"))
    held = records.all_rows(db, ANNUAL, fields)
    lost, gone = held[0], held[1]
    _, version = records.load(db, ANNUAL, lost.id)
    records.change(db, ANNUAL, lost.id, version, {"grade": AssessmentGrade.COMPETENT})
    hints.note_reason(db, ANNUAL, lost.id, [Hint("优秀名额", "超1名。")], "民主测评靠后")
    records.discard(db, ANNUAL, gone.id)
    quota_workshop.lock(db, opened(db), Draft(), reason="定稿", document="清组发〔2025〕9号")
    found = seat_history.seat_history(db, YEAR)
    told = [(event.kind_key, event.what, event.why, event.actor) for event in found]
    assert told[:2] == [("quota_setting", "比例20%", "定稿，清组发〔2025〕9号", "陈海燕")] * 2
    assert told[2] == ("annual_assessment", "取消优秀（记录删除）", "", "陈海燕")
    assert told[3] == ("annual_assessment", "不再是优秀，改为称职", "民主测评靠后", "陈海燕")
    assert [one[1] for one in told[4:]] == ["评为优秀"] * 5
    assert found[3].whom == lost.values[0].text
    assert seat_history.seat_history(db, 2024) == []


def test_the_reason_of_a_later_change_is_not_given_to_an_earlier_one(db: Database, county: AssessedCounty) -> None:
    record = records.all_rows(db, ANNUAL, (ANNUAL.field("cadre"),))[0].id
    for grade, reason in ((AssessmentGrade.COMPETENT, ""), (AssessmentGrade.EXCELLENT, "复议后恢复")):
        records.change(db, ANNUAL, record, records.load(db, ANNUAL, record)[1], {"grade": grade})
        if reason:
            hints.note_reason(db, ANNUAL, record, [Hint("优秀名额", "超1名。")], reason)
    mine = [event for event in seat_history.seat_history(db, YEAR) if event.record_id == record]
    assert [(event.what, event.why) for event in mine] == [
        ("评为优秀", "复议后恢复"),
        ("不再是优秀，改为称职", ""),
        ("评为优秀", ""),
    ]


def test_a_units_changed_result_is_part_of_the_story(db: Database, county: AssessedCounty) -> None:
    kind = BY_KEY["unit_assessment"]
    town = next(link for link in records.links(db, BY_KEY["unit"].model) if link.text == "青石镇")
    record = records.create(db, kind, {"unit": town, "year": YEAR, "grade": UnitGrade.GOOD})
    records.change(db, kind, record, records.load(db, kind, record)[1], {"grade": UnitGrade.EXCELLENT})
    told = [event.what for event in seat_history.seat_history(db, YEAR) if event.kind_key == "unit_assessment"]
    assert told == ["单位绩效良好→优秀", "单位绩效良好"]
