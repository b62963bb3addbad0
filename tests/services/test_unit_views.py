"""One unit's page: the head, establishment against people, results over years, what is below, counts."""

from datetime import date

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.board_entry import BoardColour, BoardState
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.problem import ProblemSource
from cadre_desktop.records.unit_assessment import UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import life, records, unit_views, units
from tests.services.people import cadre, filed, post, unit


@pytest.fixture
def town(db):
    return unit(db, "青石镇", admin_quota=2, institution_quota=0, head_posts=1, deputy_posts=3, code="QY-01")


@pytest.fixture
def staffed(db, town):
    """A head, a deputy who heads another unit as well, a clerk of an institution, and one who has left."""
    head = cadre(db, "胡书记")
    post(db, head, town, "党委书记", member_kind=MemberKind.HEAD)
    deputy = cadre(db, "唐副")
    post(db, deputy, town, "副镇长", level=PostLevel.SECTION_DEPUTY, member_kind=MemberKind.DEPUTY)
    clerk = cadre(db, "姚干", identity=Identity.INSTITUTION)
    post(db, clerk, town, "政务中心主任", level=PostLevel.SUBSECTION, is_leader=False)
    gone = cadre(db, "已退", state=CadreState.RETIRED)
    post(db, gone, town, "副镇长", member_kind=MemberKind.DEPUTY)
    moved = cadre(db, "已调")
    post(db, moved, town, "副镇长", member_kind=MemberKind.DEPUTY, removed_on=PartialDate(2026, 3))
    return {"head": head, "deputy": deputy, "clerk": clerk}


def test_the_head_names_who_leads_and_how_many_serve(db, town, staffed):
    found = unit_views.head(db, town.id)
    assert (found.unit.text, found.values["code"], found.parent) == ("青石镇", "QY-01", None)
    assert [one.text for one in found.heads] == ["胡书记"]
    assert (found.n_people, found.n_leaders) == (3, 2)
    (line,) = units.with_counts(db)
    assert (line.n_people, line.n_leaders) == (3, 2)


def test_a_unit_in_the_bin_has_no_page(db, town):
    records.discard(db, BY_KEY["unit"], town.id)
    with pytest.raises(NotAllowed):
        unit_views.head(db, town.id)


def test_people_are_held_against_what_was_approved(db, town, staffed):
    found = {one.label: one for one in unit_views.establishment(db, town.id)}
    assert {label: (one.approved, one.present, one.words) for label, one in found.items()} == {
        "行政编制": (2, 2, "满配"),
        "事业编制": (0, 1, "超配1"),
        "正职领导": (1, 1, "满配"),
        "副职领导": (3, 1, "缺配2"),
        "内设正职": (None, 1, "未核定"),
    }
    assert found["副职领导"].people == (staffed["deputy"].id,)


def test_two_posts_of_one_person_count_once_a_line(db, town, staffed):
    post(db, staffed["deputy"], town, "工会主席", level=PostLevel.SECTION_DEPUTY, is_main=False)
    found = {one.label: one for one in unit_views.establishment(db, town.id)}
    assert found["副职领导"].present == 1


def test_people_stand_with_the_leaders_first(db, town, staffed):
    assert unit_views.people_ids(db, town.id) == [staffed[who].id for who in ("head", "deputy", "clerk")]


def test_years_join_the_units_result_and_its_peoples_grades(db, town, staffed):
    filed(db, "unit_assessment", unit=town, year=2025, grade=UnitGrade.GOOD, rank_place=5, rank_total=8)
    given = {"unit": town, "year": 2025}
    filed(db, "annual_assessment", cadre=staffed["head"], grade=AssessmentGrade.EXCELLENT, **given)
    filed(db, "annual_assessment", cadre=staffed["deputy"], grade=AssessmentGrade.COMPETENT, **given)
    filed(db, "annual_assessment", cadre=staffed["clerk"], grade=AssessmentGrade.UNGRADED_INSTITUTION,
          scheme=Scheme.INSTITUTION, reason="新进", **given)  # fmt: skip
    filed(db, "annual_assessment", cadre=staffed["head"], grade=AssessmentGrade.COMPETENT, unit=town, year=2024)
    last, before = unit_views.results(db, town.id)
    assert (last.year, last.result.grade, last.result.rank_place) == (2025, UnitGrade.GOOD, 5)
    assert (last.assessed, last.excellent.in_full(), last.count(2), last.count(3), last.count(0)) == (
        3, "50.0%（1/2）", 1, 0, 1,
    )  # fmt: skip
    assert (before.year, before.result, before.count(2)) == (2024, None, 1)
    assert len(unit_views.result_ids(db, town.id, 2025)) == 3


def test_units_below_and_counts_of_the_year(db, town):
    village = unit(db, "石桥村", parent=town)
    post(db, cadre(db), village, "主任")
    (below,) = unit_views.below(db, town.id)
    assert (below.unit.text, below.n_people, below.n_leaders) == ("石桥村", 1, 1)
    given = {"item": "环境治理", "unit": town, "matter": "工作突出"}
    red = filed(db, "board_entry", colour=BoardColour.RED, published_on=date(2026, 3, 1), **given)
    filed(db, "board_entry", colour=BoardColour.RED, published_on=date(2025, 3, 1), **given)
    filed(db, "board_entry", colour=BoardColour.BLACK, published_on=date(2026, 4, 1), state=BoardState.DRAFTED, **given)
    taken = filed(db, "problem", text="路灯不亮", source=ProblemSource.VISIT, reported_on=date(2026, 5, 1), unit=town)
    found = unit_views.counts(db, town.id)
    assert (found.red, found.black, found.problems, found.problems_open) == ((red.id,), (), (taken.id,), (taken.id,))


def test_coverage_counts_the_unit_and_what_is_below(db, town, staffed):
    found = {one.key: one for one in unit_views.coverage(db, town.id)}
    assert set(found) <= set(unit_views.COVERAGE)
    assert (found["five_talks_complete"].part, found["five_talks_complete"].whole) == (0, 2)
    assert set(found["five_talks_left"].ids) == {staffed["head"].id, staffed["deputy"].id}


def test_a_units_own_life_leaves_out_what_is_about_its_people(db, town, staffed):
    filed(db, "unit_former_name", unit=town, name="青石乡")
    kinds = {event.kind_key for event in life.life_of_unit(db, town.id, with_people=False)}
    assert kinds == {"unit_former_name"}
    assert "post" in {event.kind_key for event in life.life_of_unit(db, town.id)}
