"""Careers: every post a person has held, with promotions and moves, the ranks beside them, and the résumé."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.records.cadre import Cadre, Identity
from cadre_desktop.records.post import AppointmentKind, AppointmentWay, MemberKind, Post, RemovalReason
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.county import Seat
from cadre_desktop.services.demo.people import Person

_LADDER = (PostLevel.OTHER, PostLevel.SUBSECTION, PostLevel.SECTION_DEPUTY, PostLevel.SECTION_HEAD)
_RANKS_SINCE = PartialDate(2019, 6)
_CIVIL_RANKS = (
    RankName.CLERK_2, RankName.CLERK_1, RankName.SENIOR_CLERK_4, RankName.SENIOR_CLERK_3, RankName.SENIOR_CLERK_2,
    RankName.SENIOR_CLERK_1, RankName.RESEARCHER_4, RankName.RESEARCHER_3,
)  # fmt: skip
_STAFF_RANKS = (RankName.STAFF_10, RankName.STAFF_9, RankName.STAFF_8, RankName.STAFF_7, RankName.STAFF_6)
# Lowest and highest step of the ladder of ranks by level of the present post.
_CIVIL_SPAN = {
    PostLevel.COUNTY_DEPUTY: (6, 7),
    PostLevel.SECTION_HEAD: (4, 7),
    PostLevel.SECTION_DEPUTY: (2, 5),
    PostLevel.SUBSECTION: (1, 4),
    PostLevel.OTHER: (0, 3),
}
_LONG_IN_POST = 5


@dataclass(frozen=True, slots=True)
class Held:
    """One post of a career, until the month in which the next begins."""

    seat: Seat
    since: PartialDate
    until: PartialDate | None


@dataclass(frozen=True, slots=True)
class Career:
    """A person's posts, the present one last."""

    person: Person
    posts: tuple[Held, ...]

    @property
    def present(self) -> Held:
        """The post held now."""
        return self.posts[-1]


def add_careers(book: Book, people: Sequence[Person]) -> tuple[Career, ...]:
    """Give everybody a past; five leaders have sat in their posts for ten years and more."""
    seats = [person.seat for person in people]
    elder = [p for p in people if p.seat.is_leader and p.age_in(book.today.year) >= 45 and not p.seat.is_head]
    long_seated = {p.id for p in book.dice.sample(elder, _LONG_IN_POST)}
    careers = []
    for person in people:
        career = Career(person, _career(book, person, seats, person.id in long_seated))
        for number, held in enumerate(career.posts):
            _add_post(book, career, number, held)
        _add_ranks(book, person)
        careers.append(career)
    _write_resumes(book, careers)
    return tuple(careers)


def _career(book: Book, person: Person, seats: Sequence[Seat], long_seated: bool) -> tuple[Held, ...]:
    """Climb from the first job to the present post, each level in a seat of its kind somewhere in the county."""
    dice, last_year = book.dice, book.today.year
    steps = [*_steps(book, person, seats), person.seat]
    first = person.work_start.year
    latest = last_year - (dice.randint(10, 12) if long_seated else dice.weighted((0, 1, 2, 3, 4, 5, 6, 7), _SINCE))
    if person.is_known:
        latest = last_year - 5
    latest = max(latest, first + len(steps) - 1)
    while latest > last_year:  # too young for so many posts
        steps.pop(0)
        latest = max(last_year - 1, first + len(steps) - 1)
    years = _spread(book, first, latest, len(steps))
    starts = [person.work_start, *(dice.month_of(year, book.today) for year in years[1:])]
    if person.is_known and len(starts) > 1:
        starts[-1] = PartialDate(latest, 5)
    ends: list[PartialDate | None] = [*starts[1:], None]
    return tuple(Held(seat, start, end) for seat, start, end in zip(steps, starts, ends, strict=True))


# How likely somebody has held the present post for no, one, two … seven years.
_SINCE = (16, 18, 18, 16, 12, 9, 6, 5)


def _spread(book: Book, first: int, latest: int, count: int) -> list[int]:
    """Draw the years in which so many posts begin, about evenly from the first to the latest."""
    if count == 1:
        return [first]
    years = [first]
    for number in range(1, count - 1):
        even = first + round((latest - first) * number / (count - 1)) + book.dice.randint(-1, 1)
        years.append(min(max(even, years[-1] + 1), latest - (count - 1 - number)))
    return [*years, latest]


def _steps(book: Book, person: Person, seats: Sequence[Seat]) -> list[Seat]:
    """List the seats before the present one, lowest first: one a level, sometimes two at the present level."""
    dice, level = book.dice, person.seat.level
    if level is PostLevel.COUNTY_DEPUTY:
        levels = [*_LADDER, PostLevel.SECTION_HEAD]
    else:
        levels = list(_LADDER[: _LADDER.index(level)])
        twice = dice.chance(45) if level is not PostLevel.OTHER else person.age_in(book.today.year) > 30
        levels += [level] if twice else []
    span = book.today.year - person.work_start.year
    levels = levels[-max(0, min(len(levels), span // 3)) :] if span >= 3 else []
    steps = []
    for wanted in levels:
        same = [s for s in seats if s.level is wanted and s.identity is not Identity.WORKER and s != person.seat]
        steps.append(dice.choice(same))
    return steps


def _add_post(book: Book, career: Career, number: int, held: Held) -> None:
    seat, before = held.seat, career.posts[number - 1].seat if number else None
    leader = seat.is_leader
    office = "清委干" if leader else "清组干"
    raised = before is not None and before.level is not seat.level
    book.add(
        Post,
        cadre_id=career.person.id,
        unit_id=seat.office.id,
        title=seat.title,
        level=seat.level,
        is_leader=leader,
        member_kind=_member_kind(seat),
        appointed_on=held.since,
        appointment_document=f"{office}〔{held.since.year}〕{book.dice.randint(3, 96)}号",
        appointment_kind=_appointment(book, seat, before, raised),
        appointment_way=_way(seat),
        confirmed_on=_confirmed(book, seat, held, raised),
        removed_on=held.until,
        removal_document=f"{office}〔{held.until.year}〕{book.dice.randint(3, 96)}号" if held.until else None,
        removal_reason=_removal(career, number) if held.until else None,
        duties="、".join(_DUTIES[line] for line in seat.lines if line in _DUTIES) or None,
    )


_DUTIES = {
    "head": "主持全面工作",
    "dept_head": "主持全面工作",
    "party": "党建、组织人事",
    "discipline": "纪检监察",
    "order": "信访维稳、安全生产",
    "projects": "项目建设、征地拆迁",
    "industry": "产业发展、招商引资",
    "farming": "农业农村、防汛",
    "people": "民生、社会事务",
    "office": "综合协调、后勤",
}


def _member_kind(seat: Seat) -> MemberKind:
    if not seat.is_leader:
        return MemberKind.OTHER
    return MemberKind.HEAD if seat.is_chief else MemberKind.DEPUTY


def _appointment(book: Book, seat: Seat, before: Seat | None, raised: bool) -> AppointmentKind:
    if before is None or not seat.is_leader:
        return AppointmentKind.OTHER
    if raised:
        return AppointmentKind.PROMOTED
    return AppointmentKind.ADVANCED if seat.is_head or book.dice.chance(35) else AppointmentKind.MOVED


def _confirmed(book: Book, seat: Seat, held: Held, raised: bool) -> PartialDate | None:
    """Return when the year on trial ended well; None for who was elected, moved on, or is still on trial."""
    over = held.since.plus_months(12)
    if not raised or not seat.is_leader or _way(seat) is AppointmentWay.ELECTED:
        return None
    until = held.until or PartialDate.of(book.today)
    return over if over.last_day() < until.first_day() else None


def _way(seat: Seat) -> AppointmentWay:
    if seat.title.endswith(("镇长", "乡长", "人大主席")):
        return AppointmentWay.ELECTED
    return AppointmentWay.ENGAGED if seat.identity is Identity.INSTITUTION else AppointmentWay.APPOINTED


def _removal(career: Career, number: int) -> RemovalReason:
    after = career.posts[number + 1].seat
    return RemovalReason.EXCHANGE if after.level is career.posts[number].seat.level else RemovalReason.PROMOTION


def _add_ranks(book: Book, person: Person) -> None:
    """Write the ladder of ranks up to where the post and the years of service have led."""
    if person.seat.identity is Identity.WORKER:
        return
    civil = person.seat.identity is not Identity.INSTITUTION
    ladder = _CIVIL_RANKS if civil else _STAFF_RANKS
    lowest, highest = _CIVIL_SPAN[person.seat.level] if civil else (0, 4 if person.seat.is_leader else 3)
    begun = max(_RANKS_SINCE, person.work_start.plus_months(12))
    steps = _rank_dates(book, begun, 1 + highest - lowest)
    if civil and person.work_start.year < 2017:
        earlier = RankName.DEPUTY_CLERK_OLD if lowest >= 2 else RankName.CLERK_OLD
        _add_rank(book, person, earlier, person.work_start.plus_months(12), begun, None)
    for number, since in enumerate(steps):
        until = steps[number + 1] if number + 1 < len(steps) else None
        _add_rank(book, person, ladder[lowest + number], since, until, _ground(book, number))


def _rank_dates(book: Book, begun: PartialDate, at_most: int) -> list[PartialDate]:
    dates: list[PartialDate] = []
    when = begun
    while len(dates) < at_most and when.first_day() <= book.today:
        dates.append(when)
        when = when.plus_months(book.dice.randint(24, 46))
    return dates


def _ground(book: Book, number: int) -> str | None:
    if number == 0:
        return "职务与职级并行，套转"
    return book.dice.weighted(
        (
            "任职年限届满，年度考核称职以上",
            "获县委、县政府表彰，同等条件优先",
            "驻村帮扶考核优秀，依据正面清单优先晋升",
            None,
        ),
        (55, 12, 8, 25),
    )


def _add_rank(
    book: Book, person: Person, name: RankName, since: PartialDate, until: PartialDate | None, ground: str | None
) -> None:
    document = f"清组职〔{since.year}〕{book.dice.randint(2, 48)}号"
    book.add(Rank, cadre_id=person.id, name=name, approved_on=since, document=document, ended_on=until, ground=ground)


def _write_resumes(book: Book, careers: Sequence[Career]) -> None:
    texts = {career.person.id: _resume(career, book.today) for career in careers}
    for row in book.rows(Cadre):
        row["resume"] = texts[row["id"]]


def _resume(career: Career, today: date) -> str:
    """Write the résumé as archives do: one line a post, months and all."""
    lines = []
    for held in career.posts:
        span = f"{held.since}—{held.until}" if held.until else f"{held.since}—"
        lines.append(f"{span}　{held.seat.office.name}{held.seat.title}")
    if career.person.age_in(today.year) < 26:
        lines.append("（试用期满考核合格）")
    return "\n".join(lines)
