"""What the body of officials is made of: ages, sexes, educations, parties."""

from collections.abc import Callable, Iterator

from cadre_desktop.figures import education
from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.people import aged
from cadre_desktop.figures.population import Person
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, Sex
from cadre_desktop.rules import ages
from cadre_desktop.rules.partial_date import PartialDate

PARTIES = ("中共党员", "民主党派", "无党派", "共青团员", "群众", "未填写")
_PARTY_OF = {
    PoliticalStatus.PARTY_MEMBER: "中共党员",
    PoliticalStatus.PROBATIONARY: "中共党员",
    PoliticalStatus.YOUTH_LEAGUE: "共青团员",
    PoliticalStatus.INDEPENDENT: "无党派",
    PoliticalStatus.MASSES: "群众",
}
# The rows every breakdown has: all levels, the higher ones first.
GROUPS: tuple[tuple[str, Callable[[Person], bool]], ...] = (
    ("合计", lambda person: True),
    *((level.label, lambda person, level=level: person.level is level) for level in PostLevel),
    ("未明确层次", lambda person: person.level is None),
)


def headcounts(ground: Ground) -> Iterator[Figure]:
    """Count women, party members, and those of university education and above."""
    people = ground.people()
    everybody = [p.id for p in people]
    women = [p.id for p in people if p.sex is Sex.FEMALE]
    yield ground.counted("women", "女干部", "人", "在册干部中性别为女的人数。", women)
    yield ground.rate("women_share", "女干部占比", "女干部人数÷在册干部人数。", women, everybody)
    members = [p.id for p in people if party_of(p) == "中共党员"]
    yield ground.counted("party_members", "中共党员", "人", "在册干部中的中共党员，含预备党员。", members)
    educated = [p.id for p in people if education.LEVELS.index(education.highest(p.education)) <= 2]
    yield ground.counted(
        "university_people",
        "大学及以上学历",
        "人",
        "在册干部中最高学历（全日制、在职取高者）为大学及以上的人数。",
        educated,
    )
    young = [p.id for p in people if ages.born_in_or_after(p.birth_on, ground.context.young_since)]
    since = f"{ground.context.young_since % 100:02d}后"
    yield ground.counted(
        "young_people",
        f"{since}干部",
        "人",
        f"在册干部中{ground.context.young_since}年1月及以后出生的人数，按干部人事档案认定的出生年月。",
        young,
    )


def age_bands(ground: Ground) -> FigureTable:
    """Break ages down by band and sex."""
    bands = ages.bands()
    cut_off = PartialDate.of(ground.as_of)
    places = []
    for person in aged(ground, ground.as_of):
        years = ages.age(person.birth_on, cut_off)
        band = next(b for b in bands if b.holds(years))
        places.append((band.label, person.sex.label, person.id))
    labels = [band.label for band in bands]
    return ground.table(
        "age_bands",
        "年龄结构",
        "人",
        f"在册干部按周岁分段，年龄按出生年月计至{ground.as_of.year}年{ground.as_of.month}月。",
        "cadre",
        (labels, labels),
        [sex.label for sex in Sex],
        places,
    )


def educations(ground: Ground) -> FigureTable:
    """Break the highest education down by level of post."""
    return _by_group(
        ground,
        "education",
        "学历结构",
        "在册干部的最高学历，全日制与在职教育取高者；党校学历按同等层次计。",
        education.LEVELS,
        lambda person: education.highest(person.education),
    )


def parties(ground: Ground) -> FigureTable:
    """Break the parties down by level of post."""
    return _by_group(
        ground, "party", "政治面貌", "在册干部的政治面貌；预备党员计入中共党员，八个民主党派合并。", PARTIES, party_of
    )


def sexes(ground: Ground) -> FigureTable:
    """Break the sexes down by level of post."""
    return _by_group(
        ground, "sex", "性别结构", "在册干部的性别。", [sex.label for sex in Sex], lambda person: person.sex.label
    )


def party_of(person: Person) -> str:
    """Return the group of parties a person belongs to."""
    status = person.political_status
    return "未填写" if status is None else _PARTY_OF.get(status, "民主党派")


def _by_group(
    ground: Ground,
    key: str,
    title: str,
    definition: str,
    columns: tuple[str, ...] | list[str],
    column_of: Callable[[Person], str],
) -> FigureTable:
    people = ground.people()
    places = [(label, column_of(p), p.id) for label, belongs in GROUPS for p in people if belongs(p)]
    used = {place[0] for place in places}
    labels = [label for label, _ in GROUPS if label in used or label == "合计"]
    return ground.table(key, title, "人", definition, "cadre", (labels, labels), columns, places)
