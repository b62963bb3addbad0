"""People, times and files: what each figure counts once, twice or not at all."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cadre_desktop.figures import TABLES
from cadre_desktop.figures.figure import Cell, Figure, FigureTable, united
from cadre_desktop.figures.ground import NO_UNIT, FigureContext
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import AchievementState, Ledger, Strength
from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation, Scheme
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.pledge import Pledge, Stage
from cadre_desktop.records.political_review import Sign
from cadre_desktop.records.post import AppointmentKind
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import (
    AssessmentGrade,
    Dimension,
    FourGrade,
    Polarity,
    PoliticalStatus,
    PostLevel,
    RankName,
    Sex,
)
from cadre_desktop.services import figures as service
from cadre_desktop.services import unit_profile
from cadre_desktop.storage.database import Database
from tests.county import County, month
from tests.reports.sample import fill

LEADER = {"is_leader": True}
DELETED = datetime(2026, 1, 1, 8, 0)


def figures(db: Database, **asked: Any) -> dict[str, Figure]:
    return {figure.key: figure for figure in service.figures(db, **asked)}


def tables(db: Database, **asked: Any) -> dict[str, FigureTable]:
    return {table.key: table for table in service.tables(db, **asked)}


SET_NOT_COUNTED = ("quota_township_percent", "township_pay_above")


def values(db: Database, *keys: str, **asked: Any) -> tuple[Any, ...]:
    found = figures(db, **asked)
    return tuple(found[key].value for key in keys)


def test_every_figure_has_a_key_of_its_own_a_definition_and_a_kind(db: Database) -> None:
    fill(db)
    found = service.figures(db)
    assert len({figure.key for figure in found}) == len(found) > 80
    for figure in found:
        assert len(figure.definition) >= 12, figure.key
        assert figure.kind_key in BY_KEY
        assert figure.population
        lacking = figure.key.endswith("_short")  # people who are not there have no records
        if figure.unit in ("人", "份", "件", "条", "卷") and not lacking:
            assert figure.value == len(set(figure.ids)) == len(figure.ids), figure.key
        if figure.unit == "%" and not figure.key.startswith(SET_NOT_COUNTED):
            assert figure.whole is not None


def test_every_table_adds_up_and_its_totals_open_into_distinct_records(db: Database) -> None:
    fill(db)
    found = service.tables(db)
    assert len({table.key for table in found}) == len(found) == len(TABLES)
    for table in found:
        assert len(table.rows) == len(table.row_ids) == len(table.cells)
        for at, total in enumerate(table.totals):
            assert total.value == len(set(total.ids))
            assert total.value <= sum(row[at].value for row in table.cells)


def test_an_empty_store_has_zeros_and_dashes_and_no_division(db: Database) -> None:
    found = figures(db)
    assert found["serving"].text == "0人"
    assert found["mean_age"].text == "—"
    assert found["section_mean_age_drop"].text == "—"
    assert found["women_share"].in_full == "—（0/0）"


def test_a_union_counts_a_record_once() -> None:
    assert united([Cell(("a", "b")), Cell(("b", "c"))]) == Cell(("a", "b", "c"))


def test_mean_ages_are_of_the_day_by_month_and_people_born_after_it_are_left_out(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("甲", unit, birth="1990.11")
    county.person("乙", unit, birth="1990.12")
    county.person("手误", unit, birth="2030.01")
    county.file(db)
    # By 2026.11 the one is 36, the other still 35; a year before they were 34 on average, in 2025.12 35 both.
    assert values(db, "mean_age", "mean_age_before", "mean_age_drop") == (
        Decimal("35.5"),
        Decimal("35.0"),
        Decimal("-0.5"),
    )
    assert figures(db)["mean_age_drop"].text == "上升0.5岁"


def test_promotions_count_people_once_and_times_each(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    twice = county.person("两次", unit, since="2026.02", post={"appointment_kind": AppointmentKind.PROMOTED})
    county.post(twice, unit, since="2026.09", appointment_kind=AppointmentKind.ADVANCED)
    county.person("平调", unit, since="2026.03", post={"appointment_kind": AppointmentKind.MOVED})
    county.person("去年", unit, since="2025.12.31", post={"appointment_kind": AppointmentKind.PROMOTED})
    county.person("元旦", unit, since="2026.01.01", post={"appointment_kind": AppointmentKind.PROMOTED})
    county.person("未到", unit, since="2026.11.22", post={"appointment_kind": AppointmentKind.PROMOTED})
    county.file(db)
    keys = ("promoted_people", "advanced_people", "promoted_or_advanced_people", "promoted_or_advanced_times")
    assert values(db, *keys) == (2, 1, 2, 3)
    assert values(db, *keys, year=2025) == (1, 0, 1, 1)


def test_the_two_ladders_of_ranks_stay_apart(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    for name, when in (
        (RankName.SENIOR_CLERK_2, "2026.01"),
        (RankName.SENIOR_CLERK_1, "2026.08"),
        (RankName.STAFF_7, "2026.03"),
        (RankName.STAFF_8, "2024.03"),
    ):
        county.add(Rank, cadre_id=who, name=name, approved_on=month(when))
    county.file(db)
    keys = ("civil_ranks_people", "civil_ranks_times", "staff_grades_people", "staff_grades_times")
    assert values(db, *keys) == (1, 2, 1, 1)


def assess(county: County, who: str, year: int, grade: AssessmentGrade | None, **more: Any) -> None:
    county.add(AnnualAssessment, cadre_id=who, year=year, grade=grade, **more)


def test_grades_stay_in_their_own_scheme_and_rates_count_who_should_take_part(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    people = [county.person(f"人{at}", unit) for at in range(6)]
    g = AssessmentGrade
    assess(county, people[0], 2026, g.EXCELLENT)
    assess(county, people[1], 2026, g.COMPETENT)
    assess(county, people[2], 2026, g.UNGRADED, participation=Participation.UNGRADED)
    assess(county, people[3], 2026, None, participation=Participation.NONE)
    assess(county, people[4], 2026, g.EXCELLENT, scheme=Scheme.INSTITUTION)
    assess(county, people[5], 2026, g.COMPETENT, deleted_at=DELETED)
    for year in (2024, 2025):
        assess(county, people[0], year, g.EXCELLENT)
    assess(county, people[0], 2023, g.EXCELLENT)
    county.file(db)
    found = figures(db)
    assert found["excellent_rate_civil"].in_full == "33.3%（1/3）"
    assert found["excellent_rate_institution"].in_full == "100.0%（1/1）"
    assert found["grade_civil_2"].value == 1
    assert found["grade_institution_2B"].value == 0
    assert [found[key].text for key in ("excellent_people", "excellent_times")] == ["2人", "2人次"]
    assert [found[key].text for key in ("excellent_people_3y", "excellent_times_3y")] == ["2人", "4人次"]
    table = tables(db)["grades_by_unit_civil"]
    assert dict(zip(table.columns, (cell.value for cell in table.row(unit)), strict=True))["应参加"] == 3


def test_achievements_leave_drafts_out_and_know_their_strongest_evidence(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    who = county.person("甲", unit)
    county.achievement(who, "硬", evidence=(Strength.SELF, Strength.SITE, Strength.DOCUMENT))
    county.achievement(who, "软", evidence=(Strength.SELF,), state=AchievementState.DECLARED)
    county.achievement(who, "空", Ledger.LATENT, evidence=(), look_back_on=date(2027, 1, 1))
    county.achievement(who, "草稿", state=AchievementState.DRAFT)
    county.achievement(who, "退回", state=AchievementState.RETURNED)
    county.achievement(who, "去年", year=2025)
    county.achievement(who, "已删", deleted_at=DELETED)
    county.file(db)
    found = figures(db)
    assert (found["achievements_visible"].value, found["achievements_latent"].value) == (2, 1)
    assert found["achievements_accepted"].value == 2
    assert found["self_statement_share"].in_full == "66.7%（2/3）"
    table = tables(db)["achievements_by_unit"]
    cells = dict(zip(table.columns, (cell.value for cell in table.row(unit)), strict=True))
    assert (cells["文件"], cells["实地"], cells["自述"], cells["无佐证"], cells["仅凭自述"]) == (1, 0, 1, 1, 2)


def test_deleted_evidence_proves_nothing(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    county.achievement(who, evidence=(Strength.DOCUMENT,))
    for row in next(rows for model, rows in county.rows.items() if model.__tablename__ == "evidence"):
        row["deleted_at"] = DELETED
    county.file(db)
    assert figures(db)["self_statement_share"].part == 1


@pytest.mark.parametrize(("day", "due"), [(date(2026, 11, 21), 1), (date(2026, 11, 22), 0)])
def test_a_look_back_is_due_on_its_day_and_until_it_is_written(db: Database, day: date, due: int) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"))
    county.achievement(who, ledger=Ledger.LATENT, year=2023, look_back_on=day)
    county.achievement(who, ledger=Ledger.LATENT, year=2023, look_back_on=day, look_back_result="仍在发挥作用")
    county.file(db)
    assert values(db, "look_backs_due") == (due,)


def test_political_grades_count_people_by_their_last_decision(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    a, b, c = (county.person(name, unit) for name in "甲乙丙")
    county.review(a, date(2026, 3, 1), grade=FourGrade.AVERAGE, decided_on=date(2026, 4, 1))
    county.review(a, date(2026, 6, 1), grade=FourGrade.GOOD, decided_on=date(2026, 7, 1))
    county.review(a, date(2026, 10, 1))
    county.review(b, date(2026, 3, 1))
    county.review(c, date(2026, 3, 1), grade=FourGrade.POOR, decided_on=date(2026, 12, 1))
    county.review(c, date(2025, 3, 1), grade=FourGrade.FAIR, decided_on=date(2025, 4, 1))
    county.file(db)
    keys = ("political_good", "political_fair", "political_average", "political_poor", "political_undecided")
    assert values(db, *keys) == (1, 0, 0, 0, 2)
    assert values(db, *keys, year=2025) == (0, 1, 0, 0, 0)


def test_signs_count_by_side_and_dimension(db: Database) -> None:
    county = County()
    review = county.review(county.person("甲", county.unit("青石镇")))
    for polarity in (Polarity.POSITIVE, Polarity.POSITIVE, Polarity.NEGATIVE):
        county.add(Sign, review_id=review, dimension=Dimension.DUTY, polarity=polarity, fact="事")
    county.add(Sign, review_id=review, dimension=Dimension.DUTY, polarity=polarity, fact="删", deleted_at=DELETED)
    county.file(db)
    assert values(db, "signs_positive", "signs_negative") == (2, 1)
    table = tables(db)["signs_by_dimension"]
    assert table.numbers()[2] == (2, 1)


def test_talks_count_people_once_and_every_subject_of_a_talk_as_a_time(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    a, b = county.person("甲", unit), county.person("乙", unit)
    for day in (date(2026, 1, 1), date(2026, 11, 21)):
        county.talk([a, b], None, purpose=Purpose.HEART, day=day)
    county.talk([a], None, purpose=Purpose.HEART, day=date(2026, 11, 22))
    county.talk([a], None, purpose=Purpose.HEART, day=date(2025, 12, 31))
    county.file(db)
    found = figures(db)
    assert (found["talks_heart_people"].text, found["talks_heart_times"].text) == ("2人", "4人次")
    assert len(found["talks_heart_times"].ids) == 2


def test_a_talk_finalised_after_the_cut_off_was_not_done_then(db: Database) -> None:
    county = County()
    who = county.person("甲", county.unit("青石镇"), post=LEADER)
    for category in Category:
        county.talk([who], category, day=date(2026, 5, 6), finalised_on=date(2026, 6, 1))
    county.file(db)
    assert values(db, "five_talks_left", as_of=date(2026, 5, 31)) == (1,)
    assert values(db, "five_talks_left", as_of=date(2026, 6, 1)) == (0,)


def test_who_is_due_follows_the_units_own_setting(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("班子", unit, post=LEADER)
    county.person("科级", unit)
    county.person("股级", unit, level=PostLevel.SUBSECTION)
    county.file(db)
    for population, due in (("leaders", 1), ("section", 2), ("all", 3)):
        chosen = unit_profile.TalkPopulation(population)
        unit_profile.save(db, unit_profile.UnitProfile(name="组织部", review_year=2026, talk_population=chosen))
        found = figures(db)
        assert found["five_talks_complete"].whole == due
        assert found["conduct_files_rate"].whole == due
        assert found["pledge_promise_left"].value == due


def test_pledges_name_who_has_not_done_which_stage(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    a, b = (county.person(name, unit, post=LEADER) for name in "甲乙")
    county.add(Pledge, cadre_id=a, year=2026, stage=Stage.PROMISE, content="三项")
    county.add(Pledge, cadre_id=a, year=2026, stage=Stage.PROGRESS, content="进展", held_on=date(2026, 12, 1))
    county.add(Pledge, cadre_id=b, year=2025, stage=Stage.PROMISE, content="去年的")
    county.file(db)
    found = figures(db)
    assert found["pledge_promise_rate"].in_full == "50.0%（1/2）"
    assert found["pledge_promise_left"].ids == (b,)
    assert found["pledge_progress_left"].value == 2


def test_files_are_people_volumes_are_terms(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    who = county.person("甲", unit, post=LEADER)
    for started in ("2020.01", "2024.01"):
        county.add(
            PerformanceTerm, cadre_id=who, unit_id=unit, post_title="镇长", started_on=month(started),
            filed_on=date(2024, 2, 1),
        )  # fmt: skip
    county.file(db)
    found = figures(db)
    assert found["performance_files"].text == "1份"
    assert found["performance_volumes"].text == "2卷"
    assert found["performance_files_rate"].in_full == "100.0%（1/1）"


def test_structure_knows_sexes_parties_bands_and_the_highest_education(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    county.person("甲", unit, sex=Sex.FEMALE, birth="1991.11", full_time_education="大专", in_service_education="大学")
    county.person(
        "乙", unit, birth="1990.10", political_status=PoliticalStatus.MINJIAN, full_time_education="硕士研究生"
    )
    county.person("丙", unit, birth="1966.01", political_status=None)
    county.file(db)
    found = tables(db)
    bands = found["age_bands"]
    assert dict(zip(bands.rows, bands.numbers(), strict=True)) == {
        "35岁及以下": (0, 1), "36–40岁": (1, 0), "41–45岁": (0, 0), "46–50岁": (0, 0), "51–54岁": (0, 0),
        "55–59岁": (0, 0), "60岁及以上": (1, 0),
    }  # fmt: skip
    education = found["education"]
    assert dict(zip(education.columns, education.numbers()[0], strict=True)) | {"大专": 0} == {
        "博士研究生": 0, "硕士研究生": 1, "大学": 1, "大专": 0, "中专、高中": 0, "初中及以下": 0, "未填写": 1,
    }  # fmt: skip
    party = found["party"]
    assert dict(zip(party.columns, party.numbers()[0], strict=True))["民主党派"] == 1
    assert values(db, "university_people", "young_people", "women") == (2, 2, 1)


def test_records_of_deleted_people_and_other_units_do_not_count(db: Database) -> None:
    county = County()
    town, other = county.unit("青石镇"), county.unit("白沙镇")
    gone = county.person("已删", town, deleted_at=DELETED)
    elsewhere = county.person("别处", other)
    for who in (gone, elsewhere):
        county.achievement(who)
        assess(county, who, 2026, AssessmentGrade.EXCELLENT)
        county.talk([who], None, purpose=Purpose.HEART)
    county.file(db)
    keys = ("achievements_visible", "excellent_people", "talks_heart_people")
    assert values(db, *keys) == (1, 1, 1)
    assert values(db, *keys, unit_id=town) == (0, 0, 0)
    assert values(db, *keys, unit_id=other) == (1, 1, 1)


def test_what_has_no_unit_stands_in_a_row_of_its_own(db: Database) -> None:
    county = County()
    who = county.person("无职", work_start_on=month("2010.07"))
    county.achievement(who)
    county.file(db)
    table = tables(db)["achievements_by_unit"]
    assert (table.rows, table.row_ids) == (("未明确单位",), (NO_UNIT,))


def test_the_cut_off_of_the_year_before_is_its_last_day() -> None:
    assert FigureContext(date(2026, 1, 1), 2026).cut_off_before == date(2025, 12, 31)
    assert FigureContext(date(2026, 12, 31), 2026).cut_off_before == date(2025, 12, 31)
