"""A small office for tests of the roster and of one person's page."""

from dataclasses import dataclass
from datetime import date

from cadre_desktop.records.achievement import Ledger
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import ManagedBy
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel, RankName, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import unit_profile
from cadre_desktop.services.unit_profile import OfficeLevel, UnitProfile
from cadre_desktop.storage.database import Database
from tests.county import County, month


@dataclass(frozen=True)
class Office:
    """Two units and five people, by name."""

    units: dict[str, Link]
    people: dict[str, Link]

    def ids(self, *names: str) -> list[str]:
        return [self.people[n].id for n in names]


# name, unit, birth, post, in post since, rank, sex, last year's grade
_PEOPLE = (
    ("周思远", "青石镇", "1986.04", "党委副书记、镇长", "2021.05", RankName.SENIOR_CLERK_1, Sex.MALE, "优秀"),
    ("杨立新", "青石镇", "1985.06", "党委委员、武装部长", "2013.03", RankName.SENIOR_CLERK_4, Sex.MALE, "称职"),
    ("何佳慧", "白沙镇", "1994.09", "党政办主任", "2023.09", RankName.CLERK_1, Sex.FEMALE, "优秀"),
    ("仇晓峰", "白沙镇", "1977.12", "副镇长", "2016.11", RankName.SENIOR_CLERK_1, Sex.FEMALE, "称职"),
    ("孙建国", "白沙镇", "1973.02", "镇长", "2016.12", None, Sex.MALE, ""),
)
_LEADERS = ("周思远", "杨立新", "仇晓峰", "孙建国")


def open_office(db: Database, *, more: int = 0) -> Office:
    """File the office, with `more` people of no name to speak of; ages and years are as of 2026-11-21."""
    county = County()
    units = {name: county.unit(name, order) for order, name in enumerate(("青石镇", "白沙镇"))}
    people = {}
    for name, unit, birth, title, since, rank, sex, grade in _PEOPLE:
        who = county.person(
            name, units[unit], birth=birth, title=title, since=since, sex=sex, level=PostLevel.SECTION_DEPUTY,
            ethnic="汉族", managed_by=ManagedBy.COUNTY if name == "杨立新" else None,
            post={"is_leader": name in _LEADERS},
        )  # fmt: skip
        people[name] = who
        _rank(county, who, rank)
        if grade:
            _grade(county, who, units[unit], grade)
    county.achievement(people["周思远"], "青石河综合治理", happened_on=month("2026.09"))
    county.achievement(
        people["周思远"],
        "高标准农田管护机制",
        Ledger.LATENT,
        happened_on=month("2025.04"),
        look_back_on=date(2028, 1, 1),
    )
    county.talk([people["周思远"]], day=date(2026, 10, 12), agreed_text="肯下村，作风实。")
    for i in range(more):
        county.person(f"干部{i:03d}", units["青石镇"])
    county.file(db)
    unit_profile.save(db, UnitProfile(name="清源县委组织部", level=OfficeLevel.COUNTY, review_year=2026))
    return Office(
        {name: Link(i, name) for name, i in units.items()}, {name: Link(i, name) for name, i in people.items()}
    )


def _rank(county: County, who: str, rank: RankName | None) -> None:
    if rank is not None:
        county.add(Rank, cadre_id=who, name=rank, approved_on=PartialDate(2020, 1))


def _grade(county: County, who: str, unit: str, words: str) -> None:
    grade = next(g for g in AssessmentGrade if g.label == words)
    for year in (2024, 2025):
        county.add(AnnualAssessment, cadre_id=who, unit_id=unit, year=year, grade=grade)
