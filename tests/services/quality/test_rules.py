"""Each rule of the data check speaks where it should and is silent one step before."""

import pytest
import sqlalchemy as sa

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre, CadreState, ManagedBy
from cadre_desktop.records.post import MemberKind, Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.sanction import Sanction, SanctionClass, SanctionName
from cadre_desktop.records.unit import Unit, UnitState
from cadre_desktop.records.vocab import AssessmentGrade, PoliticalStatus, RankName, Sex
from cadre_desktop.rules.id_number import check_digit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import edits
from cadre_desktop.services.data_quality import RULES, quick_findings
from tests.county import County, month

WHOLE = {
    "birth": "1986.04",
    "sex": Sex.FEMALE,
    "ethnic": "汉族",
    "native_place": "福建三明",
    "birth_place": "福建三明",
    "id_number": "350425198604122021",
    "political_status": PoliticalStatus.PARTY_MEMBER,
    "party_joined_on": month("2008.06"),
    "work_start_on": month("2009.08"),
    "managed_by": ManagedBy.COUNTY,
    "resume": "2009.08—2020.05 县委办干部；2020.05— 青石镇副镇长",
}


class Story:
    """One official of whom everything is in order, until a test says otherwise."""

    def __init__(self, **values):
        self.county = County()
        self.unit = self.county.unit("青石镇")
        self.who = self.county.person("周文静", self.unit, **{**WHOLE, **values})
        self.graded = self.county.add(
            AnnualAssessment, cadre_id=self.who, year=2025, grade=AssessmentGrade.COMPETENT, unit_id=self.unit
        )

    def found(self, db):
        self.county.file(db)
        return quick_findings(db)

    def codes(self, db):
        return [finding.code for finding in self.found(db)]


def test_a_complete_official_raises_nothing(db):
    assert Story().found(db) == []


def test_rules_have_names_of_their_own_and_their_thresholds_exist(db):
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.title for rule in RULES}) == len(RULES)


def number_of(birth_day):
    """Give a sound ID number of a woman born on a day."""
    return f"350425{birth_day}202" + check_digit(f"350425{birth_day}202")


ENTRIES = [
    ({"ethnic": None, "managed_by": None}, ["missing"]),
    ({"native_place": "三明"}, ["place_short"]),
    ({"birth_place": "三明"}, ["place_short"]),
    ({"birth_place": None}, []),
    ({"other_party": "民建"}, []),
    ({"political_status": PoliticalStatus.MASSES, "party_joined_on": None, "other_party": "民建"}, ["other_party"]),
    ({"political_status": PoliticalStatus.MASSES}, ["party_date"]),
    ({"political_status": PoliticalStatus.MINJIAN}, []),
    ({"party_joined_on": None}, ["party_date"]),
    ({"birth": "1961.11", "id_number": number_of("19611112")}, []),
    ({"birth": "1960.11", "id_number": number_of("19601112")}, ["age"]),
    ({"work_start_on": month("2002.04"), "resume": None}, []),
    ({"work_start_on": month("2002.03"), "resume": None}, ["work_age"]),
    ({"party_joined_on": month("2004.04")}, []),
    ({"party_joined_on": month("2004.03")}, ["party_age"]),
    ({"id_number": "350425198604122022"}, ["id_number"]),
    ({"id_number": "35042519860412 2021"}, ["id_number"]),
    ({"sex": Sex.MALE}, ["id_sex"]),
    ({"birth": "1986.05"}, ["id_birth"]),
    ({"ethnic": "土家"}, ["ethnic"]),
    ({"resume": "2009年8月参加工作；2020年05月任青石镇副镇长"}, []),
    ({"resume": "2009.08—2020.04 县委办干部；其后任青石镇副镇长"}, ["resume"]),
]


def test_entries_of_a_person(db):
    county, expected = County(), {}
    unit = county.unit("青石镇")
    for values, codes in ENTRIES:
        who = county.person("周文静", unit, **{**WHOLE, **values})
        county.add(AnnualAssessment, cadre_id=who, year=2025, grade=AssessmentGrade.COMPETENT)
        expected[who] = codes
    county.file(db)
    found = {who: [] for who in expected}
    for finding in quick_findings(db):
        if finding.code != "double":  # all of them share a name
            found[finding.ids[0]].append(finding.code)
    assert [(v, found[who]) for who, (v, _) in zip(found, ENTRIES, strict=True)] == ENTRIES


def test_a_name_with_blanks_is_found_and_mended(db):
    story = Story()
    story.county.rows[Cadre][0]["name"] = "周 文静"
    (finding,) = story.found(db)
    assert (finding.code, finding.where) == ("name_blanks", "周 文静（青石镇）")
    assert dict(finding.fix.edits[0].values) == {"name": "周文静"}


def test_mending_every_fixable_entry_leaves_nothing_to_find(db):
    story = Story(ethnic="土家", sex=Sex.MALE, id_number="350425198604122021 ")
    found = story.found(db)
    assert {f.code for f in found} == {"ethnic", "id_sex", "id_number"}
    foreseen = edits.foresee(db, [edit for f in found for edit in f.fix.edits])
    # each alone still clashes with the wrong sex, so sex and number go first
    assert edits.carry_out(db, "修正", [one for one in foreseen if one.fits]) >= 1
    again = quick_findings(db)
    edits.carry_out(db, "修正", edits.foresee(db, [edit for f in again for edit in f.fix.edits]))
    assert quick_findings(db) == []


def test_posts_that_ended_or_never_were(db):
    story = Story()
    story.county.rows[Post][0]["removed_on"] = month("2026.03")
    bare = story.county.person("刘大有", **{**WHOLE, "id_number": "350425198604122048", "resume": None})
    story.county.add(AnnualAssessment, cadre_id=bare, year=2025, grade=AssessmentGrade.COMPETENT)
    found = {f.ids[0]: f.what for f in story.found(db) if f.code == "no_post"}
    assert found == {
        story.who: "在职，职务已全部免去（最后一个：青石镇副镇长，2026.03 免），请补填现任职务或改管理状态",
        bare: "在职，没有任职经历",
    }


def test_who_left_no_longer_holds_a_post(db):
    story = Story(state=CadreState.RETIRED)
    (finding,) = story.found(db)
    assert (finding.code, finding.kind_key) == ("gone_holding", "post")


@pytest.mark.parametrize(
    ("post", "codes"),
    [
        ({"appointed_on": None}, ["post_undated"]),
        ({"removed_on": month("2027.01")}, []),
        ({"removal_document": "青委〔2026〕3号"}, ["removal_undated"]),
        ({"appointed_on": month("2009.07")}, ["before_work", "resume"]),
        ({"appointed_on": month("2009.08")}, []),
    ],
)
def test_the_dates_of_a_post(db, post, codes):
    story = Story()
    story.county.rows[Post][0].update(post)
    assert sorted(story.codes(db)) == codes


def test_two_main_posts_end_one_with_the_other(db):
    story = Story(resume=None)
    later = story.county.post(story.who, story.unit, "镇长", since="2024.02")
    (finding,) = story.found(db)
    assert (finding.code, finding.ids) == ("two_main_posts", (story.who,))
    (edit,) = finding.fix.edits
    assert edit.record_id != later
    assert dict(edit.values) == {"removed_on": PartialDate(2024, 2)}
    assert edits.carry_out(db, "补填免职时间", edits.foresee(db, finding.fix.edits)) == 1
    assert quick_findings(db) == []


def test_two_main_posts_of_one_month_are_for_people_to_tell_apart(db):
    story = Story(resume=None)
    story.county.post(story.who, story.unit, "镇长", since="2020.05")
    (finding,) = story.found(db)
    assert finding.fix is None


@pytest.mark.parametrize(("until", "codes"), [("2020.05", []), ("2020.06", ["overlap"])])
def test_main_posts_of_the_past_overlap_by_months(db, until, codes):
    story = Story()
    story.county.post(story.who, story.unit, "党政办主任", since="2015.01", until=until)
    assert story.codes(db) == codes


def test_ranks_follow_each_other(db):
    story = Story()
    ranks = [(RankName.CLERK_1, "2010.05"), (RankName.SENIOR_CLERK_4, "2014.05")]
    for name, since in ranks:
        story.county.add(Rank, cadre_id=story.who, name=name, approved_on=month(since))
    (finding,) = story.found(db)
    assert finding.what == "同时有 2 个职级：一级科员、四级主任科员"
    edits.carry_out(db, "补填终止时间", edits.foresee(db, finding.fix.edits))
    assert quick_findings(db) == []


@pytest.mark.parametrize(("punished", "codes"), [(False, ["rank_order"]), (True, [])])
def test_a_lower_rank_later_needs_a_sanction_between(db, punished, codes):
    story = Story()
    for name, since, until in ((RankName.SENIOR_CLERK_4, "2014.05", "2018.05"), (RankName.CLERK_1, "2018.05", None)):
        story.county.add(Rank, cadre_id=story.who, name=name, approved_on=month(since), ended_on=month(until))
    if punished:
        story.county.add(Sanction, cadre_id=story.who, sanction_class=SanctionClass.STATE,
                         name=SanctionName.DOWNGRADE, decided_on=month("2018.04"))  # fmt: skip
    assert story.codes(db) == codes


def test_closed_units_with_people_and_units_below(db):
    story = Story()
    story.county.rows[Unit][0].update(state=UnitState.CLOSED, closed_on=month("2026.01"))
    below = story.county.unit("青石镇财政所", parent_id=story.unit)
    found = story.found(db)
    assert [(f.code, f.ids) for f in found] == [("closed_unit", (story.who,)), ("below_closed", (below,))]


@pytest.mark.parametrize(("allowed", "codes"), [(1, []), (0, ["over_posts"]), (None, [])])
def test_more_deputies_than_posts(db, allowed, codes):
    story = Story()
    story.county.rows[Unit][0]["deputy_posts"] = allowed
    story.county.rows[Post][0].update(member_kind=MemberKind.DEPUTY, is_leader=True)
    assert story.codes(db) == codes


def test_last_year_is_missing_only_once_results_are_due(db, clock):
    story = Story()
    story.county.rows[AnnualAssessment].clear()
    assert story.codes(db) == ["no_annual"]
    clock.time = clock().replace(month=3)
    assert quick_findings(db) == []


def test_one_year_has_one_result_and_none_too_good_for_its_sanctions(db):
    story = Story()
    story.county.rows[AnnualAssessment][0]["grade"] = AssessmentGrade.EXCELLENT
    story.county.add(AnnualAssessment, cadre_id=story.who, year=2025, grade=AssessmentGrade.COMPETENT)
    story.county.add(Sanction, cadre_id=story.who, sanction_class=SanctionClass.PARTY,
                     name=SanctionName.PARTY_WARNING, decided_on=month("2025.11"))  # fmt: skip
    found = story.found(db)
    assert {f.code: f.ids for f in found}["grade_sanction"] == (story.graded,)
    assert sorted(f.code for f in found) == ["annual_twice", "grade_sanction"]


def test_an_age_that_grows_is_the_same_finding_still(db, clock):
    story = Story(birth="1955.01", id_number=None)
    (first,) = [f for f in story.found(db) if f.code == "age"]
    clock.time = clock().replace(year=2027)
    (later,) = [f for f in quick_findings(db) if f.code == "age"]
    assert first.what != later.what
    assert (first.place, first.mark) == (later.place, later.mark)


def test_ten_times_the_people_take_no_more_queries(db):
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_: counted.append(1))
    Story().county.file(db)
    counted.clear()
    quick_findings(db)
    few = len(counted)
    story = Story()
    for _ in range(30):
        story.county.person("张三", story.unit, birth="1990.01")
    story.county.file(db)
    counted.clear()
    assert len(quick_findings(db)) > 30
    assert len(counted) <= few + 2


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, ["alike"]),
        ({"birth": "1988.04"}, ["alike"]),
        ({"birth": "1988.05"}, []),
        ({"sex": Sex.MALE}, []),
        ({"id_number": number_of("19860413")}, []),
    ],
)
def test_names_that_sound_alike_in_one_unit(db, values, codes):
    story = Story()
    story.county.person("周文婧", story.unit, **{"birth": "1986.04", "sex": Sex.FEMALE, **values})
    assert [f.code for f in story.found(db) if f.code == "alike"] == codes
