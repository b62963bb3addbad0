"""Files of terms of office: the tasks given, the yearly answers to them, and the sheets on leaving."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.performance_term import PerformanceTerm, Responsibility, TaskKind, TermState, TermTask
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career, Held
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.people import Person
from cadre_desktop.services.demo.words import Matter, Theme, draw_matter, themes, words

_N_WITHOUT_FILE = 12
_OWING_PERCENT = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list, and the matter it is about."""

    id: str
    matter: Matter


@dataclass(frozen=True, slots=True)
class Term:
    """A file of a term of office."""

    id: str
    person: Person
    held: Held
    state: TermState
    tasks: tuple[Task, ...]


class Matters:
    """Deals matters to people so that colleagues seldom claim the same one."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._used: Counter[tuple[str, str]] = Counter()

    def deal(self, held: Held, wanted: int, without: Sequence[Matter] = ()) -> list[Matter]:
        """Draw up to so many other matters of somebody's lines of work, those least used in the unit first."""
        dice, office = self._book.dice, held.seat.office
        taken = [matter.theme for matter in without]
        pool = [theme for theme in themes() if set(theme.lines) & set(held.seat.lines) and theme not in taken]
        pool = dice.sample(pool, len(pool))
        pool.sort(key=lambda theme: self._used[office.id, theme.texts["task"]])
        chosen = pool[:wanted]
        for theme in chosen:
            self._used[office.id, theme.texts["task"]] += 1
        return [self._draw(theme, held) for theme in chosen]

    def _draw(self, theme: Theme, held: Held) -> Matter:
        return draw_matter(self._book.dice, theme, held.seat.office.name, held.seat.office.places)


class TermWriter:
    """Writes the files; keeps the decks of sentences."""

    def __init__(self, book: Book, heads: dict[str, str]) -> None:
        self.book, self.heads, self.matters = book, heads, Matters(book)
        term, dice = words("assessments")["term"], book.dice
        self.texts = {name: Deck(dice, term[name]) for name in term}
        self.count = 0

    def write(self, careers: Sequence[Career]) -> tuple[Term, ...]:
        """File the present terms of most people, and the former ones of those who moved lately."""
        newest = sorted(careers, key=lambda career: career.present.since, reverse=True)
        without = {
            career.person.id for career in newest if not career.person.is_known and not career.present.seat.is_head
        }
        without = set([c.person.id for c in newest if c.person.id in without][:_N_WITHOUT_FILE])
        unsigned = {c.person.id for c in [c for c in newest if c.person.id not in without][:9]}
        terms: list[Term] = []
        for career in careers:
            terms += self._former(career)
            if career.person.id not in without:
                state = TermState.OPEN if career.person.id in unsigned else TermState.FROZEN
                terms.append(self._term(career.person, career.present, state))
        return tuple(terms)

    def _former(self, career: Career) -> list[Term]:
        """Leaders whose last post ended in the last six years have handed over a settled file."""
        if len(career.posts) < 2:
            return []
        held = career.posts[-2]
        if not held.seat.is_leader or held.until is None or held.until.year < self.book.today.year - 6:
            return []
        state = self.book.dice.weighted((TermState.SEALED, TermState.SETTLED), (7, 3))
        term = self._term(career.person, held, state)
        self._settle(term, held.until)
        return [term]

    def _term(self, person: Person, held: Held, state: TermState) -> Term:
        book, dice, self.count = self.book, self.book.dice, self.count + 1
        filed = book.not_later(held.since.first_day() + timedelta(days=dice.randint(28, 58)))
        assigned = max(held.since.first_day(), book.not_later(filed - timedelta(days=dice.randint(1, 12))))
        signed = book.not_later(filed + timedelta(days=dice.randint(1, 9))) if state is not TermState.OPEN else None
        head = self.heads[held.seat.office.id]
        key = book.add(
            PerformanceTerm,
            cadre_id=person.id,
            unit_id=held.seat.office.id,
            post_title=held.seat.title,
            number=f"QYSJ-{held.since.year}-{self.count:03d}",
            started_on=held.since,
            filed_on=filed,
            filed_by="县委组织部干部股",
            assigned_by="县委组织部" if held.seat.is_leader or person.name == head else head,
            assigned_on=assigned,
            expectation=self.texts["expectations"].deal(),
            signed_on=signed,
            state=state,
            ended_on=held.until,
        )
        wanted = 5 if held.seat.is_chief else dice.randint(3, 4)
        tasks = tuple(
            self._task(key, held, number, matter) for number, matter in enumerate(self.matters.deal(held, wanted), 1)
        )
        term = Term(key, person, held, state, tasks)
        if state is not TermState.OPEN:
            self._answers(term)
        return term

    def _task(self, term_id: str, held: Held, number: int, matter: Matter) -> Task:
        kinds = (TaskKind.TASK, TaskKind.BURDEN, TaskKind.LIST)
        chief = held.seat.is_leader or self.book.dice.chance(55)
        shared = self.book.dice.weighted((Responsibility.SHARED, Responsibility.ASSISTING), (6, 4))
        key = self.book.add(
            TermTask,
            term_id=term_id,
            number=number,
            kind=kinds[(number - 1) % 3],
            name=matter.text("task", held.since.year),
            target=matter.text("target", held.since.year),
            due_on=PartialDate(held.since.year + 2 + number % 3, 12),
            responsibility=Responsibility.CHIEF if chief else shared,
        )
        return Task(key, matter)

    # Every year

    def _answers(self, term: Term) -> None:
        """Answer every full year of the term; now and then the last answer is still owing."""
        last = term.held.until.year - 1 if term.held.until else self.book.today.year - 1
        owing = term.held.until is None and self.book.dice.chance(_OWING_PERCENT)
        for year in range(term.held.since.year, last + (0 if owing else 1)):
            self._answer(term, year, last)

    def _answer(self, term: Term, year: int, last: int) -> None:
        book, dice = self.book, self.book.dice
        chief = term.held.seat.is_chief
        total, scope = (24, "全县党政正职") if chief else (dice.randint(9, 17), f"{term.held.seat.office.name}")
        ranked = term.held.seat.is_leader or dice.chance(40)
        key = book.add(
            AnnualAnswer,
            term_id=term.id,
            year=year,
            presented_on=book.not_later(dice.day_between(date(year + 1, 1, 5), date(year + 1, 1, 29))),
            summary=self.texts["summaries"].deal(),
            rank_place=dice.randint(1, total) if ranked else None,
            rank_total=total if ranked else None,
            rank_scope=scope if ranked else None,
            reputation_percent=round(dice.triangular(72, 99.5, 94), 1) if ranked else None,
            reputation_ballots=dice.randint(21, 64) if ranked else None,
        )
        for task in term.tasks:
            late = year == last
            standing = dice.weighted(tuple(Standing), (56, 22, 18, 4) if late else (20, 26, 48, 6))
            done = standing in (Standing.DONE, Standing.NEARLY)
            obstacle = self.texts["obstacles"].deal() if standing is Standing.NOT_DONE else ""
            book.add(
                AnswerLine,
                answer_id=key,
                task_id=task.id,
                standing=standing,
                result=obstacle or task.matter.text("result" if done else "under_way", year),
                figures=task.matter.text("target", year) if done else None,
                own_role=task.matter.text("own", year),
            )

    # On leaving

    def _settle(self, term: Term, ended: PartialDate) -> None:
        book, dice = self.book, self.book.dice
        settled = book.not_later(dice.day_between(ended.first_day(), ended.first_day() + timedelta(days=26)))
        sealed = term.state is TermState.SEALED
        place = dice.choice(term.held.seat.office.places)
        key = book.add(
            TermSettlement,
            term_id=term.id,
            settled_on=settled,
            effect=self.texts["effects"].deal(),
            comparison=self.texts["comparisons"].deal(),
            left_problems=self.texts["left"].deal().format(place=place) or None,
            audit_finding=self.texts["audits"].deal() if term.held.seat.is_chief else None,
            reply=self.texts["exit_replies"].deal(),
            successor=None if term.held.seat.number > 5 else "继任" + term.held.seat.title[-2:],
            successor_signed_on=book.not_later(settled + timedelta(days=dice.randint(1, 6))) if sealed else None,
        )
        for task in term.tasks:
            outcome = dice.weighted((Outcome.DONE, Outcome.NOT_DONE, Outcome.CARRIED), (72, 8, 20))
            result = task.matter.text("result" if outcome is Outcome.DONE else "under_way", ended.year)
            proof = task.matter.proofs(ended.year)[0]
            book.add(
                SettlementLine,
                settlement_id=key,
                task_id=task.id,
                outcome=outcome,
                result=result,
                evidence=f"{proof[1]}（{proof[2]}）" if proof[2] else proof[1],
                confirmed_by=self.heads[term.held.seat.office.id] if sealed else None,
                confirmed_on=settled if sealed else None,
            )
