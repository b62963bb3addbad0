"""考核 of the sample county: seats kept to, shares set, units' results with their links, indicators, the quarters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation, Scheme
from cadre_desktop.records.cadre import Cadre, Identity, ManagedBy
from cadre_desktop.records.indicator import Indicator, IndicatorSet, SetState, Share, StopReason, UnitClass
from cadre_desktop.records.quota_setting import Pool, QuotaSetting
from cadre_desktop.records.regular_assessment import Period, RegularAssessment, RegularState
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import ResultUse, TeamGrade, UnitAssessment, UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.quota import limit
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.county import Office
from cadre_desktop.services.demo.deeds import Seen
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import choice, words
from cadre_desktop.storage.base import Record

MODELS: tuple[type[Record], ...] = (
    QuotaSetting, IndicatorSet, Indicator, UnitAssessment, ResultUse, RegularAssessment,
)  # fmt: skip
"""What is written set-wise once it has been put down, owners first."""
OVER_QUOTA = "白沙镇"
"""The one unit with an 优秀 too many, so that the warning can be seen."""
_NO_LINKS, _LATE = "龙潭乡", "县信访局"
_TOWNS = (UnitKind.TOWNSHIP, UnitKind.STREET)
_QUARTERS = (Period.Q1, Period.Q2, Period.Q3, Period.Q4)
_COUNTY_PERCENT, _TOWN_PERCENT, _PERCENT, _GOOD = 25, 25, 20, 40
_BASE_YEAR = 2023
_BASE_COUNTS = {UnitClass.TOWNSHIP: 150, UnitClass.DEPARTMENT: 160}
_G = AssessmentGrade


@dataclass(frozen=True, slots=True)
class _Group:
    """People who compete for the same seats in the sample county, and how many they are."""

    pool: Pool
    offices: tuple[Office, ...]
    people: tuple[Career, ...]
    percent: int


def keep_to_seats(book: Book, careers: Sequence[Career], seen: Sequence[Seen]) -> None:
    """Deal the 优秀 of both years out anew, pool by pool: as many as there are seats, in one unit one more."""
    at_fault = {one.person_id for one in seen if not one.positive}
    comments = words("assessments")["comment"]
    for year in book.years:
        results = {row["cadre_id"]: row for row in book.rows(AnnualAssessment) if row["year"] == year}
        for group in _groups(book, careers, year):
            over = year == book.years[1] and [o.name for o in group.offices] == [OVER_QUOTA]
            graded = [results[c.person.id] for c in group.people if c.person.id in results]
            taking_part = sum(row["participation"] is not Participation.NONE for row in graded)
            wanted = limit(taking_part, group.percent) + (1 if over and group.pool is Pool.CIVIL else 0)
            _deal(graded, wanted, at_fault, comments)


def _deal(graded: list[dict[str, Any]], wanted: int, at_fault: set[str], comments: dict[str, list[str]]) -> None:
    """Give and take 优秀 until there are as many as wanted; people at fault never get one."""
    have = [row for row in graded if row["grade"] is _G.EXCELLENT]
    for row in have[wanted:]:
        row["grade"] = _G.COMPETENT if row["scheme"] is Scheme.CIVIL else _G.QUALIFIED
        row["comment"] = comments["competent"][len(row["cadre_id"]) % len(comments["competent"])]
    worthy = [
        row
        for row in graded
        if row["grade"] in (_G.COMPETENT, _G.QUALIFIED)
        and row["participation"] is Participation.FULL
        and row["cadre_id"] not in at_fault
        and row not in have
    ]
    step = max(1, len(worthy) // max(1, wanted - len(have)))
    for number, row in enumerate(worthy[::step][: max(0, wanted - len(have))]):
        row["grade"] = _G.EXCELLENT
        row["comment"] = comments["excellent"][number % len(comments["excellent"])]


def _groups(book: Book, careers: Sequence[Career], year: int) -> list[_Group]:
    """Sort everybody in service that year into the pools the settings make."""
    managed = {row["id"] for row in book.rows(Cadre) if row.get("managed_by") is ManagedBy.COUNTY}
    serving = [c for c in careers if c.person.work_start.year <= year]
    offices = tuple(dict.fromkeys(c.present.seat.office for c in careers))
    towns = tuple(office for office in offices if office.kind in _TOWNS)
    county = tuple(c for c in serving if c.person.id in managed)
    higher = (ManagedBy.PREFECTURE, ManagedBy.PROVINCE)
    above = {row["id"] for row in book.rows(Cadre) if row.get("managed_by") in higher}
    rest = [c for c in serving if c.person.id not in managed | above]
    staff = tuple(c for c in rest if _is_institution(c))
    groups = [_Group(Pool.COUNTY, offices, county, _COUNTY_PERCENT)]
    for inside in (towns, tuple(office for office in offices if office not in towns)):
        mine = tuple(c for c in staff if c.present.seat.office in inside)
        groups.append(_Group(Pool.INSTITUTION, inside, mine, _PERCENT))
    civil = [c for c in rest if not _is_institution(c)]
    for office in towns:
        mine = tuple(c for c in civil if c.present.seat.office == office)
        groups.append(_Group(Pool.CIVIL, (office,), mine, _TOWN_PERCENT))
    others = tuple(office for office in offices if office not in towns)
    mine = tuple(c for c in civil if c.present.seat.office in others)
    groups.append(_Group(Pool.CIVIL, others, mine, _PERCENT))
    return [group for group in groups if group.people]


def _is_institution(career: Career) -> bool:
    return career.person.seat.identity in (Identity.INSTITUTION, Identity.WORKER)


def add_reviews(book: Book, careers: Sequence[Career], seen: Sequence[Seen]) -> None:
    """Put down the assessment ledgers of the last full years, and this year's quarters so far."""
    offices = tuple(dict.fromkeys(c.present.seat.office for c in careers))
    for year in book.years:
        _shares(book, offices, year)
        _unit_results(book, careers, offices, year)
    for year in (book.years[1], book.today.year):
        _indicators(book, year)
        _quarters(book, careers, seen, year)


def _shares(book: Book, offices: Sequence[Office], year: int) -> None:
    """Set the shares as the groups above have them; what is above the usual names its paper."""
    document = f"清组发〔{year}〕31号"
    for kind in _TOWNS:
        book.add(
            QuotaSetting, year=year, pool=Pool.CIVIL, unit_kind=kind, unit_id=None, percent=_TOWN_PERCENT,
            pooled=False, reason="向基层一线倾斜", document=document,
        )  # fmt: skip
    for office in offices:
        towns = office.kind in _TOWNS
        _joined(book, office, year, Pool.COUNTY, _COUNTY_PERCENT, "全县县管干部")
        _joined(book, office, year, Pool.INSTITUTION, _PERCENT, "乡镇事业人员" if towns else "县直事业人员")
        if not towns:
            _joined(book, office, year, Pool.CIVIL, _PERCENT, "县直机关公务员")


def _joined(book: Book, office: Office, year: int, pool: Pool, percent: int, name: str) -> None:
    book.add(
        QuotaSetting, year=year, pool=pool, unit_kind=None, unit_id=office.id, percent=percent, pooled=True,
        pool_name=name, reason="人数少，合并核定", document=f"清组发〔{year}〕31号",
    )  # fmt: skip


# ---- units and their four links


def _unit_results(book: Book, careers: Sequence[Career], offices: Sequence[Office], year: int) -> None:
    """Rank townships and departments apart: about a quarter is 优秀, and one merely 合格."""
    sizes = {office.id: sum(c.present.seat.office == office for c in careers) for office in offices}
    for towns in (True, False):
        ranked = [office for office in offices if (office.kind in _TOWNS) is towns]
        book.dice.shuffle(ranked)
        n_excellent = max(1, len(ranked) // 4 + 1)
        for place, office in enumerate(ranked, 1):
            grade = UnitGrade.EXCELLENT if place <= n_excellent else UnitGrade.GOOD
            grade = UnitGrade.PASSED if place == len(ranked) else grade
            team = {UnitGrade.EXCELLENT: TeamGrade.EXCELLENT, UnitGrade.GOOD: TeamGrade.GOOD}.get(grade)
            key = book.add(
                UnitAssessment, unit_id=office.id, year=year, grade=grade, score=round(98.5 - place * 1.3, 1),
                rank_place=place, rank_total=len(ranked), team_grade=team or TeamGrade.AVERAGE,
                decided_on=book.not_later(date(year + 1, 1, 18)), document=f"清绩考〔{year + 1}〕1号",
            )  # fmt: skip
            if not (office.name == _NO_LINKS and year == book.years[1]):
                _links(book, key, office, grade, sizes[office.id])


def _links(book: Book, key: str, office: Office, grade: UnitGrade, size: int) -> None:
    texts = words("reviews")["use"]
    at = {UnitGrade.EXCELLENT: 0, UnitGrade.GOOD: 1}.get(grade, 2)
    made: list[tuple[UseKind, dict[str, Any]]] = [
        (UseKind.BONUS, {"content": texts["bonus"][at], "amount": float(size * (23_000, 20_000, 18_000)[at])}),
        (UseKind.GRADES, {"content": texts["grades"][at], "n_people": max(1, size // 4) if at < 2 else 1}),
    ]
    if book.dice.chance(80):
        made.append((UseKind.SELECTION, {"content": texts["selection"][at], "n_people": (3, 1, 1)[at]}))
    else:
        made.append((UseKind.SELECTION, {"linked": False, "reason": texts["not_linked"]}))
    if office.kind in _TOWNS:
        made.append((UseKind.FUNDS, {"content": texts["funds"][at], "amount": (120_000.0, 80_000.0, 60_000.0)[at]}))
    for kind, values in made:
        book.add(ResultUse, assessment_id=key, kind=kind, **{"linked": True, **values})


# ---- indicators


def _indicators(book: Book, year: int) -> None:
    """Issue the year's sets; last year's are held against 2023, this year's against last year's on file."""
    said = words("reviews")
    names = {UnitClass.TOWNSHIP: said["indicator"]["town"], UnitClass.DEPARTMENT: said["indicator"]["department"]}
    first, issued = year == book.years[1], date(year, 3, 12) <= book.today
    for unit_class, texts in names.items():
        base = {"base_year": _BASE_YEAR, "base_count": _BASE_COUNTS[unit_class]} if first else {"base_year": year - 1}
        key = book.add(
            IndicatorSet, name=f"{year}年{unit_class.label}考核指标", year=year, unit_class=unit_class,
            state=SetState.ENDED if first else SetState.ISSUED if issued else SetState.DRAFT,
            issued_on=date(year, 3, 12) if issued else None,
            document=f"清绩考〔{year}〕3号" if issued else None, **base,
        )  # fmt: skip
        kept = texts if first else texts[:-2]
        for number, name in enumerate(kept, 1):
            share = Share.COMMON if number <= 12 else Share.OWN
            weight = 5.0 if number <= 6 else 3.0
            book.add(Indicator, indicator_set_id=key, number=number, name=name, share=share, weight=weight, in_use=True)
        stopped = (
            [(one["name"], choice(StopReason, one["reason"]), one["words"]) for one in said["stopped"]] if first else []
        )
        stopped += [(name, StopReason.MERGED, "并入群众满意度测评") for name in texts[-2:]] if not first else []
        for number, (name, reason, why) in enumerate(stopped, len(kept) + 1):
            book.add(
                Indicator, indicator_set_id=key, number=number, name=name, share=Share.COMMON, in_use=False,
                stop_reason=reason, stop_words=why,
            )  # fmt: skip


# ---- the quarters


def _quarters(book: Book, careers: Sequence[Career], seen: Sequence[Seen], year: int) -> None:
    """Fill every quarter that is over; the latest is still open in one unit."""
    said = words("reviews")["quarter"]
    decks = {name: Deck(book.dice, said[name]) for name in ("duties", "summaries", "comments")}
    writer = _QuarterWriter(book, year, decks, said)
    over = [period for number, period in enumerate(_QUARTERS, 1) if date(year, number * 3, 28) < book.today]
    by_pool = list(_by_unit_and_pool(book, careers, year))
    at_fault = {one.person_id for one in seen if not one.positive}
    for number, period in enumerate(over):
        for members in by_pool:
            late = period is over[-1] and year == book.today.year and members[0].present.seat.office.name == _LATE
            writer.write(period, number, members, at_fault, settled=not late)


def _by_unit_and_pool(book: Book, careers: Sequence[Career], year: int) -> Iterator[tuple[Career, ...]]:
    """Group the people as the seats of 好 are reckoned: unit by unit, each pool by itself."""
    for group in _groups(book, careers, year):
        for office in group.offices:
            mine = tuple(c for c in group.people if c.present.seat.office == office)
            if mine:
                yield mine


class _QuarterWriter:
    """Writes one period of one unit's pool: 好 within the limit, first to those whose year was 优秀."""

    def __init__(self, book: Book, year: int, decks: dict[str, Deck[str]], said: dict[str, Any]) -> None:
        self.book, self.year, self.decks, self.said = book, year, decks, said
        results = {row["cadre_id"]: row for row in book.rows(AnnualAssessment) if row["year"] == year}
        self.excellent = {whose for whose, row in results.items() if row["grade"] is _G.EXCELLENT}
        self.ill = {whose for whose, row in results.items() if row["participation"] is Participation.NONE}

    def write(
        self, period: Period, number: int, members: Sequence[Career], at_fault: set[str], *, settled: bool
    ) -> None:
        """Put the period down for the members of one pool of one unit."""
        graded = [c for c in members if not self._is_new(c) and c.person.id not in self.ill]
        taking = sum(c.person.id not in self.ill for c in members)
        good = set(self._good(graded, limit(taking, _GOOD), number, at_fault))
        for career in members:
            whose = career.person.id
            grade: FourGrade | None = FourGrade.GOOD if whose in good else FourGrade.FAIR
            if whose in at_fault and number == 1:
                grade = FourGrade.AVERAGE
            self._add(period, career, grade if career in graded else None, settled=settled)

    def _is_new(self, career: Career) -> bool:
        return career.person.work_start.year == self.year

    def _good(self, graded: Sequence[Career], seats: int, number: int, at_fault: set[str]) -> Iterable[str]:
        """Choose who is 好: those of the year's 优秀 first, the others in turn."""
        worthy = [c.person.id for c in graded if c.person.id not in at_fault]
        first = [whose for whose in worthy if whose in self.excellent]
        others = [whose for whose in worthy if whose not in self.excellent]
        turned = others[number % len(others) :] + others[: number % len(others)] if others else []
        return [*first, *turned][:seats]

    def _add(self, period: Period, career: Career, grade: FourGrade | None, *, settled: bool) -> None:
        whose = career.person.id
        ill = whose in self.ill
        reason = None if grade is not None else self.said["ill"] if ill else self.said["new"]
        told = date(self.year, 3 * (_QUARTERS.index(period) + 1), 28) if settled else None
        self.book.add(
            RegularAssessment,
            cadre_id=whose,
            unit_id=career.present.seat.office.id,
            year=self.year,
            period=period,
            scheme=Scheme.INSTITUTION if _is_institution(career) else Scheme.CIVIL,
            state=RegularState.TOLD if settled else RegularState.REVIEWED,
            taking_part=not ill,
            grade=grade,
            duties=self.decks["duties"].deal(),
            summary=None if ill else self.decks["summaries"].deal(),
            days_leave=62 if ill else self.book.dice.weighted((None, 1, 2, 3), (80, 8, 7, 5)),
            comment=self.decks["comments"].deal() if grade is not None else None,
            reason=reason,
            told_on=told,
        )
