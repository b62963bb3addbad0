"""The 148 people of the sample county: made-up names, ages that suit their posts, valid made-up ID numbers."""

from dataclasses import dataclass
from typing import Any

from cadre_desktop.records.cadre import Cadre, CadreState, FamilyMember, Identity, ManagedBy
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, Sex
from cadre_desktop.rules.id_number import check_digit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.county import Seat
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import words

KNOWN = "周思远"
"""The person the manual and the first screens show: everything of his is there, and a little is still to do."""

# The ages people of a level have, dealt to men and women apart so that either side of the pyramid is filled.
_AGES = {
    PostLevel.COUNTY_DEPUTY: (48, 50),
    PostLevel.SECTION_HEAD: (38, 41, 43, 45, 46, 48, 50, 51, 53, 55, 57),
    PostLevel.SECTION_DEPUTY: (30, 32, 33, 34, 35, 36, 37, 38, 40, 42, 44, 46, 48, 51, 54),
    PostLevel.SUBSECTION: (29, 31, 34, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59),
    PostLevel.OTHER: (24, 26, 27, 28, 29, 31, 32, 34, 36, 38, 41, 44, 48, 52, 56),
}
# People who appear by name in talks and on the first screens: (unit, seat) → name, sex, age.
_NAMED = {
    ("青石镇", 0): ("胡卫东", Sex.MALE, 51),
    ("青石镇", 1): (KNOWN, Sex.MALE, 40),
    ("县委组织部", 2): ("杨立新", Sex.MALE, 44),
    ("县委组织部", 4): ("陈海燕", Sex.FEMALE, 38),
}
# Two people of one name, as every county has: whoever looks for one must be shown both.
_NAMESAKES = {("梅溪镇", 7): ("刘春生", Sex.MALE, 47), ("石门镇", 6): ("刘春生", Sex.MALE, 34)}
# Made-up numbers under districts that do not exist in the county code table.
_REGIONS = ("433190", "433191", "433192", "431296", "433197")
_N_WOMEN_LEADERS, _N_WOMEN_OTHERS = 13, 32
_OF_WELL_KNOWN = frozenset({"李克勤", "孔德厚", "周润生", "郭德厚", "王建国", "李先锋"})


@dataclass(frozen=True, slots=True)
class Person:
    """One official as the later steps need to know him: seat, age, and when work began."""

    id: str
    name: str
    sex: Sex
    birth: PartialDate
    work_start: PartialDate
    seat: Seat
    party_member: bool

    @property
    def is_known(self) -> bool:
        """Whether this is the person the manual shows."""
        return self.name == KNOWN

    def age_in(self, year: int) -> int:
        """Full years at the end of a year."""
        return year - self.birth.year


class _Names:
    """Deals names nobody has yet, and ages."""

    def __init__(self, book: Book) -> None:
        self.book, self.facts = book, words("people")
        self.given = {Sex.MALE: Deck(book.dice, self.facts["male"]), Sex.FEMALE: Deck(book.dice, self.facts["female"])}
        self.ages = {(level, sex): Deck(book.dice, ages) for level, ages in _AGES.items() for sex in Sex}
        self.used = {name for name, _sex, _age in (*_NAMED.values(), *_NAMESAKES.values())} | _OF_WELL_KNOWN

    def draw(self, sex: Sex) -> tuple[str, str]:
        """Draw a name nobody has yet, and the ethnic group it goes with."""
        ethnic = self.book.dice.weighted(("汉族", "苗族", "土家族", "侗族"), (68, 16, 14, 2))
        pool = self.facts[{"苗族": "miao_surnames", "土家族": "tujia_surnames"}.get(ethnic, "surnames")]
        while True:
            name = self.book.dice.choice(pool) + self.given[sex].deal()
            if name not in self.used:
                self.used.add(name)
                return name, ethnic


def add_people(book: Book, seats: tuple[Seat, ...]) -> tuple[Person, ...]:
    """Fill every seat; about three of ten are women."""
    names = _Names(book)
    women = _seats_of_women(book, seats)
    lacking = book.dice.sample([s for s in seats if not _named(s)], 5)
    taken: set[str] = set()
    return tuple(_add_person(book, names, seat, seat in women, seat not in lacking, taken) for seat in seats)


def _named(seat: Seat) -> tuple[str, Sex, int] | None:
    key = (seat.office.name, seat.number)
    return _NAMED.get(key) or _NAMESAKES.get(key)


def _seats_of_women(book: Book, seats: tuple[Seat, ...]) -> set[Seat]:
    free = [seat for seat in seats if not _named(seat)]
    women = {seat for seat in seats if (known := _named(seat)) and known[1] is Sex.FEMALE}
    for leaders, wanted in ((True, _N_WOMEN_LEADERS), (False, _N_WOMEN_OTHERS)):
        so_far = sum(seat.is_leader is leaders for seat in women)
        women |= set(book.dice.sample([seat for seat in free if seat.is_leader is leaders], wanted - so_far))
    return women


def _add_person(book: Book, names: _Names, seat: Seat, is_woman: bool, with_id: bool, taken: set[str]) -> Person:
    dice, facts = book.dice, words("people")
    known = _named(seat)
    sex = Sex.FEMALE if is_woman else Sex.MALE
    name, ethnic = (known[0], "汉族") if known else names.draw(sex)
    age = known[2] if known else names.ages[seat.level, sex].deal()
    birth = PartialDate(book.today.year - age, 4 if name == KNOWN else dice.randint(1, 12))
    degree, study_years = dice.weighted(
        ((("大学、学士"), 22), ("大专", 21), ("研究生、硕士", 25), ("中专", 19)),
        (58, 20, 12, 10) if age > 35 else (70, 6, 24, 0),
    )
    work_start = PartialDate(min(birth.year + study_years, book.today.year - 1), dice.choice((7, 8, 9, 11)))
    status, joined = _politics(book, seat, birth, work_start)
    home = dice.weighted(facts["counties"], facts["county_weights"])
    studied_later = (age > 32 and degree in ("大专", "中专")) or (degree == "大学、学士" and dice.chance(18))
    later = dice.choice(("大学", "省委党校研究生") if degree in ("大专", "中专") else ("省委党校研究生",))
    values: dict[str, Any] = {
        "name": name,
        "sex": sex,
        "birth_on": birth,
        "ethnic": ethnic,
        "native_place": home,
        "birth_place": home,
        "id_number": _id_number(book, birth, sex, taken) if with_id else None,
        "political_status": status,
        "party_joined_on": joined,
        "other_party": "民建" if joined and dice.chance(2) else None,
        "work_start_on": work_start,
        "health": dice.weighted(("健康", "良好"), (85, 15)),
        "full_time_education": degree,
        "full_time_school": f"{dice.choice(facts['schools'][degree])}{dice.choice(facts['majors'])}专业",
        "in_service_education": later if studied_later else None,
        "in_service_school": dice.choice(facts["later_schools"][later]) if studied_later else None,
        "technical_title": dice.choice(facts["titles"]) if seat.identity is Identity.INSTITUTION else None,
        "speciality": dice.choice(facts["specialities"]) if dice.chance(45) else None,
        "identity": seat.identity,
        "managed_by": _manager(seat),
        "state": CadreState.SERVING,
        "retirement_base": _age_limit(sex, age) if age >= 50 else None,
        "phone": f"199{dice.randint(0, 99_999_999):08d}",
        "rewards": _rewards(book, age),
        "remark": dice.choice(facts["remarks"]) or None,
    }
    person = Person(book.add(Cadre, **values), name, sex, birth, work_start, seat, joined is not None)
    _add_family(book, person, home)
    return person


def _politics(
    book: Book, seat: Seat, birth: PartialDate, work_start: PartialDate
) -> tuple[PoliticalStatus, PartialDate | None]:
    dice, today = book.dice, book.today
    outside = 0 if "党" in seat.title or seat.is_chief else 16 if seat.is_leader else 30
    if dice.chance(outside):
        young = today.year - birth.year < 28
        others = (PoliticalStatus.MASSES, PoliticalStatus.MINJIAN, PoliticalStatus.MINMENG, PoliticalStatus.JIUSAN)
        return (PoliticalStatus.YOUTH_LEAGUE if young else dice.weighted(others, (70, 10, 10, 10))), None
    year = min(birth.year + dice.randint(20, 32), today.year - 2)
    if not seat.is_leader and work_start.year >= today.year - 3 and dice.chance(40):
        return PoliticalStatus.PROBATIONARY, PartialDate(today.year - 1, dice.randint(6, 12))
    return PoliticalStatus.PARTY_MEMBER, PartialDate(year, dice.choice((5, 6, 7, 11, 12)))


def _age_limit(sex: Sex, age: int) -> int:
    """Return 改革前任职年龄界限; women who serve beyond 55 were settled at 60 by the office."""
    return 60 if sex is Sex.MALE or age >= 55 else 55


def _manager(seat: Seat) -> ManagedBy:
    if seat.level is PostLevel.COUNTY_DEPUTY:
        return ManagedBy.PREFECTURE
    return ManagedBy.COUNTY if seat.is_leader else ManagedBy.OTHER


def _id_number(book: Book, birth: PartialDate, sex: Sex, taken: set[str]) -> str:
    """Make a number that passes its checks and is nobody's: its district does not exist."""
    while True:
        order = book.dice.randrange(100, 900) // 2 * 2 + (1 if sex is Sex.MALE else 0)
        first = f"{book.dice.choice(_REGIONS)}{birth.year}{birth.month:02d}{book.dice.randint(1, 28):02d}{order:03d}"
        number = first + check_digit(first)
        if number not in taken:
            taken.add(number)
            return number


def _rewards(book: Book, age: int) -> str | None:
    if age < 28 or not book.dice.chance(40):
        return None
    years = sorted(book.dice.sample(range(book.today.year - 8, book.today.year), book.dice.randint(1, 2)))
    texts = book.dice.sample(words("people")["rewards"], len(years))
    return "".join(text.format(year=year) for text, year in zip(texts, years, strict=True))


_OLDEST_STUDENT, _YOUNGEST_MEMBER = 23, 15


def _add_family(book: Book, person: Person, home: str) -> None:
    """Give the person a family: parents for the young, a spouse and a child for the rest."""
    dice, facts, age = book.dice, words("people"), person.age_in(book.today.year)
    surname = person.name[0]
    members: list[tuple[str, str, int, str]] = []
    if age >= 28:
        wife = person.sex is Sex.MALE
        spouse = dice.choice(facts["surnames"]) + dice.choice(facts["female" if wife else "male"])
        members.append(("妻子" if wife else "丈夫", spouse, person.birth.year + dice.randint(-3, 3), "work_places"))
    if age >= 30:
        born = min(person.birth.year + dice.randint(25, 32), book.today.year - 1)
        child, kind = ("儿子", "male") if dice.chance(52) else ("女儿", "female")
        father = surname if person.sex is Sex.MALE else members[0][1][0]
        members.append((child, father + dice.choice(facts[kind]), born, "student_places"))
    if dice.chance(60):
        members.append(("父亲", surname + dice.choice(facts["male"]), person.birth.year - 26, "old_places"))
    if dice.chance(60) or not members:
        mother = dice.choice(facts["surnames"]) + dice.choice(facts["female"])
        members.append(("母亲", mother, person.birth.year - 24, "old_places"))
    for relation, name, born, places in members:
        years = book.today.year - born
        work = dice.choice(facts["work_places" if years > _OLDEST_STUDENT and places == "student_places" else places])
        born_on = PartialDate(born, dice.randint(1, 12))
        status = dice.weighted((PoliticalStatus.MASSES, PoliticalStatus.PARTY_MEMBER), (75, 25))
        if years <= _OLDEST_STUDENT:
            work = next(place for oldest, place in facts["places_by_age"] if years <= oldest)
            status = PoliticalStatus.YOUTH_LEAGUE if years >= _YOUNGEST_MEMBER else PoliticalStatus.MASSES
        book.add(
            FamilyMember,
            cadre_id=person.id,
            relation=relation,
            name=name,
            birth_on=born_on,
            political_status=status,
            work=work.format(county=home),
        )
