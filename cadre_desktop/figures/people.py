"""How many officials there are, at which levels, how old: today's people, and last year's people at last year's end."""

from collections.abc import Iterator
from datetime import date

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import NO_UNIT, SECTION_LEVELS, Ground
from cadre_desktop.figures.population import Person
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules import ages
from cadre_desktop.rules.partial_date import PartialDate

NO_LEVEL = "未明确层次"


def serving(ground: Ground) -> Iterator[Figure]:
    """Count the people on the books, and the leaders among them."""
    people = ground.people()
    words = (
        f"{ground.where}在{dotted(ground.as_of)}当天任有职务的干部，以及在职而暂未任职的干部；"
        "已调出、退休、去世的只按任免时间计入。同一人任几个职务计1人。"
    )
    yield ground.counted("serving", "在册干部", "人", words, (p.id for p in people))
    yield ground.counted(
        "leaders", "班子成员", "人", "在册干部中所任职务标明为班子成员的人数。", (p.id for p in people if p.is_leader)
    )
    yield ground.counted(
        "section_people",
        "科级干部",
        "人",
        "在册干部中职务层次为乡科级正职、乡科级副职的人数，按所任最高层次计。",
        (p.id for p in people if p.level in SECTION_LEVELS),
    )


def by_level(ground: Ground) -> FigureTable:
    """Break the people down by unit and level."""
    places = [(unit_of(ground, p), p.level.label if p.level else NO_LEVEL, p.id) for p in ground.people()]
    columns = [*(level.label for level in PostLevel), NO_LEVEL]
    return ground.table(
        "serving_by_level",
        "在册干部职务层次",
        "人",
        "在册干部按所任最高职务层次分布；职级不计入职务层次。",
        "cadre",
        ground.unit_rows(place[0] for place in places),
        columns,
        places,
    )


def unit_of(ground: Ground, person: Person) -> str:
    """Return the id of the row a person stands in."""
    return person.unit_id if person.unit_id in ground.units else NO_UNIT


def mean_ages(ground: Ground) -> Iterator[Figure]:
    """Take the mean age of everybody and of the 科级 officials, now and at last year's end, and the drop."""
    yield from _mean_ages(ground, "", "在册干部", None)
    yield from _mean_ages(ground, "section_", "科级干部", SECTION_LEVELS)


def _mean_ages(ground: Ground, prefix: str, words: str, levels: frozenset[PostLevel] | None) -> Iterator[Figure]:
    now, before = ground.as_of, ground.context.cut_off_before
    later, earlier = aged(ground, now, levels), aged(ground, before, levels)
    means = {now: population(later, now), before: population(earlier, before)}
    for key, label, day, people in (
        (f"{prefix}mean_age", f"{words}平均年龄", now, later),
        (f"{prefix}mean_age_before", f"{words}上年末平均年龄", before, earlier),
    ):
        yield Figure(
            key,
            label,
            ages.printed_mean(means[day].mean),
            "岁",
            f"{ground.where}{dotted(day)}{words}{len(people)}人的周岁平均数：年龄按出生年月计至{day.year}年{day.month}月，"
            "不看日；保留一位小数，四舍五入。",
            tuple(p.id for p in people),
            "cadre",
            f"{ground.where}{dotted(day)}的{words}",
            day,
        )
    drop = ages.mean_age_drop(means[before], means[now])
    yield Figure(
        f"{prefix}mean_age_drop",
        f"{words}平均年龄较上年变化",
        drop,
        "岁",
        f"{dotted(before)}{words}{len(earlier)}人的平均年龄，减去{dotted(now)}{words}{len(later)}人的平均年龄；"
        "两个时点各按当日在册人员计算，先相减再四舍五入；正数为下降，负数为上升。",
        tuple(p.id for p in later),
        "cadre",
        f"{ground.where}两个时点各自的{words}",
        now,
        printed="" if drop is None else ages.change_in_words(drop),
    )


def aged(ground: Ground, day: date, levels: frozenset[PostLevel] | None = None) -> tuple[Person, ...]:
    """Return the people of a day whose age can be told; a birth after the day is a slip of the archive."""
    month = PartialDate.of(day).month_index
    return tuple(
        p for p in ground.people(day) if (levels is None or p.level in levels) and p.birth_on.month_index <= month
    )


def population(people: tuple[Person, ...], day: date) -> ages.Population:
    """Hand some people to the rules of ages."""
    return ages.Population(tuple(p.birth_on for p in people), PartialDate.of(day))
