"""Yearly answers of the sample county that fit one another: progress never goes back, places are held by one each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Held
from cadre_desktop.services.demo.county import Seat
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import Matter, words

_S = Standing
FINISHED = frozenset({_S.DONE, _S.NEARLY})
# How a task may stand a year later, by how it stands now: done stays done.
_NEXT = {
    None: ((_S.DONE, _S.NEARLY, _S.UNDER_WAY, _S.NOT_DONE), (10, 15, 66, 9)),
    _S.UNDER_WAY: ((_S.DONE, _S.NEARLY, _S.UNDER_WAY, _S.NOT_DONE), (32, 24, 32, 12)),
    _S.NOT_DONE: ((_S.DONE, _S.NEARLY, _S.UNDER_WAY), (30, 25, 45)),
    _S.NEARLY: ((_S.DONE, _S.NEARLY), (82, 18)),
    _S.DONE: ((_S.DONE,), (1,)),
}
_RANKED_OF_OTHERS = 40
_COUNTY_SCOPE = "全县党政正职"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list, and the matter it is about."""

    id: str
    matter: Matter


@dataclass(frozen=True, slots=True)
class Answer:
    """A year's answer, as later years and the sheet on leaving refer to it."""

    year: int
    standings: tuple[Standing, ...]
    place: int | None = None
    total: int | None = None
    scope: str = ""
    ballots: int | None = None
    percent: float | None = None


class _Places:
    """Deals the places of a ranking, each to one person a year; the heads of all offices are ranked together."""

    def __init__(self, book: Book, seats: Sequence[Seat]) -> None:
        self._book, self._left = book, dict[tuple[str, int], list[int]]()
        self._sizes = {_COUNTY_SCOPE: sum(seat.is_chief for seat in seats)}
        for seat in seats:
            if not seat.is_chief:
                self._sizes[seat.office.name] = self._sizes.get(seat.office.name, 0) + 1

    def deal(self, seat: Seat, year: int) -> tuple[int, int, str] | None:
        """Draw a free place with how many are ranked and among whom; None when all places are taken."""
        scope = _COUNTY_SCOPE if seat.is_chief else seat.office.name
        size = self._sizes[scope]
        left = self._left.setdefault((scope, year), self._book.dice.sample(range(1, size + 1), size))
        return (left.pop(), size, scope) if left else None


class AnswerWriter:
    """Writes the answers of terms, year by year; remembers how every task stood."""

    def __init__(self, book: Book, seats: Sequence[Seat]) -> None:
        self.book, self._places = book, _Places(book, seats)
        term, dice = words("assessments")["term"], book.dice
        self._texts: dict[str, Deck[str]] = {name: Deck(dice, texts) for name, texts in term["answer"].items()}
        self.standings: dict[tuple[str, int], Standing] = {}
        self.done_in: dict[str, int] = {}

    def write(self, term_id: str, held: Held, tasks: Sequence[Task], years: Sequence[int]) -> tuple[Answer, ...]:
        """File the answers of some years of a term, the oldest first."""
        answers: list[Answer] = []
        for year in years:
            before = answers[-1] if answers else None
            answer = self._answer(held, tasks, year, before)
            answers.append(answer)
            self._file(term_id, tasks, answer, before)
        return tuple(answers)

    def _answer(self, held: Held, tasks: Sequence[Task], year: int, before: Answer | None) -> Answer:
        dice = self.book.dice
        last = before.standings if before else (None,) * len(tasks)
        standings = tuple(dice.weighted(*_NEXT[one]) for one in last)
        for task, standing in zip(tasks, standings, strict=True):
            self.standings[task.id, year] = standing
            if standing is _S.DONE:
                self.done_in.setdefault(task.id, year)
        ranked = held.seat.is_leader or dice.chance(_RANKED_OF_OTHERS)
        place = self._places.deal(held.seat, year) if ranked else None
        if place is None:
            return Answer(year, standings)
        ballots = dice.randint(21, 64)
        content = round(ballots * dice.triangular(0.72, 0.995, 0.94))
        return Answer(year, standings, *place, ballots, round(100 * content / ballots, 1))

    def _file(self, term_id: str, tasks: Sequence[Task], answer: Answer, before: Answer | None) -> None:
        book, dice, year = self.book, self.book.dice, answer.year
        key = book.add(
            AnnualAnswer,
            term_id=term_id,
            year=year,
            presented_on=book.not_later(dice.day_between(date(year + 1, 1, 5), date(year + 1, 1, 29))),
            summary=self._summary(answer, before),
            rank_place=answer.place,
            rank_total=answer.total,
            rank_scope=answer.scope or None,
            reputation_percent=answer.percent,
            reputation_ballots=answer.ballots,
        )
        for task, standing in zip(tasks, answer.standings, strict=True):
            fresh = standing is _S.DONE and self.done_in[task.id] == year
            book.add(
                AnswerLine,
                answer_id=key,
                task_id=task.id,
                standing=standing,
                result=self._result(task, standing, year),
                figures=task.matter.text("target", year) if fresh else None,
                own_role=task.matter.text("own", year),
            )

    def _summary(self, answer: Answer, before: Answer | None) -> str:
        """Sum a year up as its lines say, and the reputation beside last year's."""
        total, left = len(answer.standings), sum(one not in FINISHED for one in answer.standings)
        kind = "all" if not left else "most" if 2 * left <= total else "few"
        said = self._texts[kind].deal().format(total=total, left=left)
        if answer.percent is None or before is None or before.percent is None or answer.percent == before.percent:
            return said
        way = "提高" if answer.percent > before.percent else "下降"
        return f"{said}口碑满意率比上年{way}{abs(answer.percent - before.percent):.1f}个百分点。"

    def _result(self, task: Task, standing: Standing, year: int) -> str:
        if standing is _S.NOT_DONE:
            return self._texts["obstacles"].deal()
        if standing is _S.UNDER_WAY:
            return task.matter.text("under_way", year)
        if standing is _S.NEARLY:
            return self._texts["nearly"].deal().format(next=year + 1)
        done = self.done_in[task.id]
        return task.matter.text("result", year) if done == year else self._texts["kept"].deal().format(done=done)
