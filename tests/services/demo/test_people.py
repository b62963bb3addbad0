"""The people of the sample county and their careers: plausible, varied and made up."""

from collections import Counter
from itertools import pairwise

import sqlalchemy as sa

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre, FamilyMember, Identity
from cadre_desktop.records.post import AppointmentKind, Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit, UnitAlias, UnitFormerName, UnitKind
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, RankName, Sex
from cadre_desktop.rules.id_number import parse_id
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records, units
from cadre_desktop.storage.database import Database
from tests.services.demo.conftest import TODAY

_UNITS = [
    *("青石镇", "白沙镇", "梅溪镇", "龙潭乡", "大桥镇", "东河街道", "云台乡", "石门镇", "县委组织部", "县农业农村局"),
    *("县发展和改革局", "县住房和城乡建设局", "县信访局", "县文化旅游广电体育局"),
]


def test_units_are_those_of_the_county_in_their_order(county: Database) -> None:
    with county.read() as session:
        units = list(session.scalars(sa.select(Unit).order_by(Unit.order_number)))
        assert [unit.name for unit in units] == _UNITS
        kinds = Counter(unit.kind for unit in units)
        assert kinds == {UnitKind.TOWNSHIP: 7, UnitKind.STREET: 1, UnitKind.DEPARTMENT: 6}
        assert session.scalar(sa.select(UnitFormerName.name).where(UnitFormerName.name == "柳塘乡"))
        assert session.scalar(sa.select(sa.func.count()).select_from(UnitAlias)) >= 14


def test_the_units_are_listed_in_their_order_with_their_people(county: Database) -> None:
    lines = units.with_counts(county)
    assert [line.unit.text for line in lines] == _UNITS
    assert sum(line.n_below for line in lines) == 148
    kind = BY_KEY["unit"]
    listed = [row.id for row in records.all_rows(county, kind, (kind.field("name"),))]
    assert listed == [line.unit.id for line in lines]


def test_every_unit_has_people_a_head_and_a_team(county: Database) -> None:
    with county.read() as session:
        lines = session.execute(sa.select(CadreSummary.unit_id, CadreSummary.is_leader, CadreSummary.level)).all()
    sizes, leaders = Counter(line.unit_id for line in lines), Counter(x.unit_id for x in lines if x.is_leader)
    assert len(sizes) == 14
    assert min(sizes.values()) >= 6
    assert min(leaders.values()) >= 3
    levels = Counter(line.level for line in lines)
    assert levels[PostLevel.SECTION_HEAD] + levels[PostLevel.SECTION_DEPUTY] == 61


def test_three_of_ten_are_women_and_minorities_and_other_parties_are_there(county: Database) -> None:
    with county.read() as session:
        people = list(session.scalars(sa.select(Cadre)))
    assert sum(person.sex is Sex.FEMALE for person in people) == 45
    groups = Counter(person.ethnic for person in people)
    assert groups["苗族"] >= 10
    assert groups["土家族"] >= 10
    statuses = Counter(person.political_status for person in people)
    assert statuses[PoliticalStatus.PARTY_MEMBER] >= 110
    assert statuses[PoliticalStatus.MASSES] >= 3
    identities = {person.identity for person in people}
    assert identities >= {Identity.CIVIL_SERVANT, Identity.INSTITUTION, Identity.REFERENCE, Identity.WORKER}


def test_id_numbers_are_valid_unique_and_agree_with_birth_and_sex(county: Database) -> None:
    with county.read() as session:
        people = list(session.scalars(sa.select(Cadre)))
    numbers = [person.id_number for person in people if person.id_number]
    assert len(numbers) == len(set(numbers)) == 143
    for person in people:
        if person.id_number:
            read = parse_id(person.id_number, today=TODAY)
            assert read.sex == person.sex.label
            assert PartialDate.of(read.birth, "month") == person.birth_on


def test_ages_fill_the_pyramid_on_both_sides(county: Database) -> None:
    with county.read() as session:
        rows = session.execute(sa.select(Cadre.sex, Cadre.birth_on)).all()
    bands = Counter((sex, min((TODAY.year - birth.year) // 5, 11)) for sex, birth in rows)
    for sex in Sex:
        for band in range(5, 11):
            assert bands[sex, band], f"{sex.label} {band * 5}"
    ages = [TODAY.year - birth.year for _, birth in rows]
    assert min(ages) >= 22
    assert max(ages) <= 60


def test_names_are_unique_but_for_two_namesakes(county: Database) -> None:
    with county.read() as session:
        names = Counter(session.scalars(sa.select(Cadre.name)))
    assert [name for name, count in names.items() if count > 1] == ["刘春生"]


def test_twenty_three_people_lack_a_portrait_or_a_number(county: Database) -> None:
    with county.read() as session:
        missing = Counter(part for one in session.scalars(sa.select(CadreSummary.missing)) for part in one.split("、"))
    assert missing["照片"] == 18
    assert missing["身份证号"] == 5


def test_posts_follow_one_another_without_gaps_and_only_upwards(county: Database) -> None:
    order = {PostLevel.OTHER: 0, PostLevel.SUBSECTION: 1, PostLevel.SECTION_DEPUTY: 2}
    order |= {PostLevel.SECTION_HEAD: 3, PostLevel.COUNTY_DEPUTY: 4}
    with county.read() as session:
        careers: dict[str, list[Post]] = {}
        for post in session.scalars(sa.select(Post).order_by(Post.appointed_on)):
            careers.setdefault(post.cadre_id, []).append(post)
    assert len(careers) == 148
    assert sum(len(posts) > 2 for posts in careers.values()) > 80
    for posts in careers.values():
        for before, after in pairwise(posts):
            assert before.removed_on == after.appointed_on
            assert order[before.level or PostLevel.OTHER] <= order[after.level or PostLevel.OTHER]
        assert posts[-1].removed_on is None


def test_some_born_after_1987_were_promoted_and_some_sit_ten_years(county: Database) -> None:
    promoted = sa.select(sa.func.count()).where(
        Post.appointment_kind == AppointmentKind.PROMOTED, Post.cadre_id == Cadre.id, Cadre.birth_on >= "1987"
    )
    long_seated = sa.select(sa.func.count()).where(
        CadreSummary.is_leader, CadreSummary.post_since <= str(PartialDate(TODAY.year - 10, TODAY.month))
    )
    with county.read() as session:
        assert (session.scalar(promoted) or 0) >= 10
        assert 4 <= (session.scalar(long_seated) or 0) <= 7


def test_ranks_climb_their_own_ladder(county: Database) -> None:
    with county.read() as session:
        ranks = list(session.scalars(sa.select(Rank).order_by(Rank.approved_on)))
    assert {rank.name for rank in ranks} >= {RankName.RESEARCHER_4, RankName.SENIOR_CLERK_1, RankName.STAFF_8}
    held = Counter(rank.cadre_id for rank in ranks if rank.ended_on is None)
    assert set(held.values()) == {1}
    assert len(held) == 147  # the driver has none


def test_families_fit_their_people(county: Database) -> None:
    with county.read() as session:
        members = list(session.scalars(sa.select(FamilyMember)))
        assert {member.relation for member in members} == {"妻子", "丈夫", "儿子", "女儿", "父亲", "母亲"}
        for member in members:
            born, whose = member.birth_on.year if member.birth_on else 0, member.cadre.birth_on.year
            if member.relation in ("儿子", "女儿"):
                assert born >= whose + 24
                assert born < TODAY.year
            elif member.relation in ("父亲", "母亲"):
                assert born <= whose - 20
            assert (member.relation == "妻子") <= (member.cadre.sex is Sex.MALE)
