"""Seats from records: who counts where, by which share, and never one seat more than the rules give."""

from datetime import date
from typing import Any

import pytest

from cadre_desktop.figures import quotas
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.quota_ratio import QuotaPool
from cadre_desktop.rules.quota_seats import SeatRow
from cadre_desktop.rules.settings import Constant
from cadre_desktop.services import figures, rule_book
from cadre_desktop.storage.database import Database
from tests.assessment_county import YEAR, AssessedCounty


def rows(db: Database, year: int = YEAR) -> dict[tuple[str, QuotaPool], SeatRow]:
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=year))
        return {(row.label.partition("·")[0], row.pool): row for row in quotas.board(ground).rows}


def named(db: Database, **asked: Any) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures.figures(db, year=YEAR, **asked)}


@pytest.mark.parametrize(("count", "seats"), [(23, 4), (24, 4), (25, 5), (14, 2), (4, 0), (5, 1)])
def test_seats_are_a_fifth_rounded_down(db: Database, count: int, seats: int) -> None:
    county = AssessedCounty()
    county.staff(county.bureau, count)
    county.file(db)
    assert rows(db)["县民政局", QuotaPool.CIVIL].seats == seats


def test_each_person_counts_in_one_pool_only(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.town, 10)
    county.managed(county.town, 4)
    county.teachers(5)
    county.file(db)
    found = rows(db)
    bases = {(unit, pool): row.n_base for (unit, pool), row in found.items()}
    assert bases == {
        ("青石镇", QuotaPool.CIVIL): 10,
        ("青石镇", QuotaPool.COUNTY): 4,
        ("县第一中学", QuotaPool.INSTITUTION): 5,
    }


def test_no_share_is_built_in_the_countys_setting_by_kind_and_year_decides(db: Database) -> None:
    """Peers had 20 % in the program; here a township goes from 15 to 25 by the county's setting of the year."""
    county = AssessedCounty()
    county.staff(county.town, 20)
    county.staff(county.bureau, 20)
    county.share(Pool.CIVIL, 15)
    county.share(Pool.CIVIL, 25, unit_kind=UnitKind.TOWNSHIP, document="清组发〔2025〕9号")
    county.file(db)
    found = rows(db)
    assert (found["青石镇", QuotaPool.CIVIL].seats, found["县民政局", QuotaPool.CIVIL].seats) == (5, 3)
    assert rows(db, 2024)["青石镇", QuotaPool.CIVIL].seats == 4


def test_a_rule_file_of_the_county_changes_the_usual_share(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.bureau, 20)
    county.file(db)
    text = Constant(
        "quota.percent", "公务员优秀比例", 15, "清组发〔2025〕1号", date(2025, 1, 1), "L", applies_to="civil", unit="%"
    )
    rule_book.set_text(db, text, reason="县里从严")
    row = rows(db)["县民政局", QuotaPool.CIVIL]
    assert (row.seats, "清组发〔2025〕1号" in row.proof.source) == (3, True)
    assert rows(db, 2024)["县民政局", QuotaPool.CIVIL].seats == 4


def test_the_units_own_result_raises_its_share(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.bureau, 20)
    county.unit_result(county.bureau, UnitGrade.EXCELLENT)
    county.file(db)
    assert rows(db)["县民政局", QuotaPool.CIVIL].seats == 5


def test_small_units_joined_share_the_seats_of_their_sum(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.town, 4)
    county.staff(county.bureau, 4)
    for unit in (county.town, county.bureau):
        county.share(Pool.CIVIL, 20, unit_id=unit, pooled=True, pool_name="小单位合并")
    county.file(db)
    (row,) = rows(db).values()
    assert (row.label, row.n_base, row.seats, [n for _, n in row.own_seats]) == ("小单位合并·公务员", 8, 1, [0, 0])


def test_people_not_assessed_are_out_and_people_without_grade_are_in_with_both_numbers_told(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 25)
    county.result(people[0], None, participation=Participation.NONE, reason="全年病假")
    for whose in people[1:6]:
        county.result(whose, AssessmentGrade.UNGRADED, participation=Participation.UNGRADED, reason="立案审查")
    county.file(db)
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=YEAR))
        inputs = quotas.quota_ground(ground).inputs
        (row,) = quotas.board(ground).rows
        assert (row.n_base, row.seats, quotas.other_base(inputs, row)) == (24, 4, (24, 19))
        assert people[0] not in quotas.base_people(inputs, row)
        assert "全年病假" in row.left_out[0].sentence


def test_somebody_assessed_in_another_unit_counts_there_only(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.town, 5)
    county.staff(county.bureau, 4)
    county.result(people[0], unit_id=county.bureau)
    county.file(db)
    found = rows(db)
    assert (found["青石镇", QuotaPool.CIVIL].n_base, found["县民政局", QuotaPool.CIVIL].n_base) == (4, 5)


def test_somebody_seconded_over_half_the_year_leaves_the_base_of_home(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.town, 10)
    county.placed(people[0], county.bureau, date(2025, 2, 1), date(2025, 12, 31))
    county.placed(people[1], county.bureau, date(2025, 2, 1), date(2025, 4, 30))
    county.file(db)
    row = rows(db)["青石镇", QuotaPool.CIVIL]
    assert (row.n_base, row.seats) == (9, 1)
    assert [one.value for one in row.left_out] == [people[0]]


def test_nobody_of_a_company_or_a_village_has_a_seat(db: Database) -> None:
    county = AssessedCounty()
    county.staff(county.town, 9, identity=Identity.ENTERPRISE)
    county.staff(county.town, 9, name="村", identity=Identity.VILLAGE)
    county.file(db)
    assert rows(db) == {}


def test_the_figures_add_the_rows_up_and_open_into_the_people(db: Database) -> None:
    county = AssessedCounty()
    staff, teachers = county.staff(county.bureau, 10), county.teachers(10)
    county.excellent(staff[:3])
    county.excellent(teachers[:1])
    county.file(db)
    found = named(db)
    assert [found[f"quota_{key}"].value for key in ("base", "seats", "used", "over")] == [20, 4, 4, 1]
    assert set(found["quota_used_civil"].ids) == set(staff[:3])
    assert set(found["quota_over"].ids) == set(staff[:3])
    assert set(found["quota_base"].ids) == {*staff, *teachers}


def test_a_year_before_every_text_is_told_and_not_reckoned(db: Database) -> None:
    county = AssessedCounty()
    people = county.staff(county.bureau, 10, since="1999.01")
    county.excellent(people[:1], year=2003)
    county.file(db)
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=2003))
        assert quotas.board(ground).rows == ()
        assert "尚无规定可依" in quotas.quota_ground(ground).untold[0]


def test_the_quarters_share_is_of_those_who_took_part(db: Database) -> None:
    """Peers rounded one limit three ways: 22 people at 40 % are 8, for the check, the message and the figure alike."""
    county = AssessedCounty()
    people = county.staff(county.bureau, 24)
    for number, whose in enumerate(people[:22]):
        county.quarter(whose, Period.Q1, FourGrade.GOOD if number < 9 else FourGrade.FAIR)
    for whose in people[22:]:
        county.quarter(whose, Period.Q1, None, taking_part=False, reason="借调")
    county.file(db)
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=YEAR))
        (row,) = quotas.seat_board(quotas.regular_ground(ground, Period.Q1).inputs, ground.book).rows
    assert (row.n_base, row.seats, len(row.used), row.over) == (22, 8, 9, 1)
    assert "22人×40%＝8.8，只舍不入，8名" in row.proof.sentence
    assert "已用9名，超1名" in row.proof.sentence
