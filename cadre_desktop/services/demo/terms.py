"""Files of terms of office: the tasks given, the yearly answers to them, and the sheets on leaving."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cadre_desktop.records.annual_answer import Standing
from cadre_desktop.records.performance_term import PerformanceTerm, Responsibility, TaskKind, TermState, TermTask
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.answers import Answer, AnswerWriter, Task
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career, Held
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.people import Person
from cadre_desktop.services.demo.words import Matter, Theme, draw_matter, themes, words

_N_WITHOUT_FILE = 12
_OWING_PERCENT = 8
_CARRIED = Outcome.CARRIED


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

    def __init__(self, book: Book, careers: Sequence[Career]) -> None:
        self.book, self.matters = book, Matters(book)
        self.heads = {c.present.seat.office.id: c.person.name for c in careers if c.present.seat.is_head}
        self._holders = {c.present.seat: c for c in careers}
        self.answers = AnswerWriter(book, [c.present.seat for c in careers])
        term, dice = words("assessments")["term"], book.dice
        self.expectations = {name: Deck(dice, texts) for name, texts in term["expectations"].items()}
        self.exits = {name: Deck(dice, texts) for name, texts in term["exit"].items()}
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
                terms.append(self._term(career.person, career.present, state)[0])
        return tuple(terms)

    def _former(self, career: Career) -> list[Term]:
        """Leaders whose last post ended in the last six years have handed over a settled file."""
        if len(career.posts) < 2:
            return []
        held = career.posts[-2]
        if not held.seat.is_leader or held.until is None or held.until.year < self.book.today.year - 6:
            return []
        state = self.book.dice.weighted((TermState.SEALED, TermState.SETTLED), (7, 3))
        term, answers = self._term(career.person, held, state)
        self._settle(term, held.until, answers)
        return [term]

    def _term(self, person: Person, held: Held, state: TermState) -> tuple[Term, tuple[Answer, ...]]:
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
            expectation=self.expectations[_kind_of(held)].deal(),
            signed_on=signed,
            state=state,
            ended_on=held.until,
        )
        wanted = 5 if held.seat.is_chief else dice.randint(3, 4)
        tasks = tuple(
            self._task(key, held, number, matter) for number, matter in enumerate(self.matters.deal(held, wanted), 1)
        )
        term = Term(key, person, held, state, tasks)
        years = self._answered(term) if state is not TermState.OPEN else range(0)
        return term, self.answers.write(key, held, tasks, years)

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

    def _answered(self, term: Term) -> range:
        """Return the years answered: every full year of the term; now and then the last answer is still owing."""
        last = term.held.until.year - 1 if term.held.until else self.book.today.year - 1
        owing = term.held.until is None and self.book.dice.chance(_OWING_PERCENT)
        return range(term.held.since.year, last + (0 if owing else 1))

    # On leaving

    def _settle(self, term: Term, ended: PartialDate, answers: Sequence[Answer]) -> None:
        """File the sheet on leaving; it says of every task what the last answer leads to."""
        book, dice = self.book, self.book.dice
        settled = book.not_later(dice.day_between(ended.first_day(), ended.first_day() + timedelta(days=26)))
        sealed = term.state is TermState.SEALED
        outcomes = [self._outcome(answers[-1].standings[at] if answers else None) for at in range(len(term.tasks))]
        carried = [
            t.matter.text("task", ended.year) for t, o in zip(term.tasks, outcomes, strict=True) if o is _CARRIED
        ]
        done = outcomes.count(Outcome.DONE)
        share = "all" if done == len(outcomes) else "most" if 2 * done >= len(outcomes) else "few"
        key = book.add(
            TermSettlement,
            term_id=term.id,
            settled_on=settled,
            effect=self.exits[share].deal().format(total=len(outcomes), done=done),
            comparison=_comparison(answers),
            left_problems=f"“{'”“'.join(carried)}”结转下任，已列明计划交接。" if carried else None,
            audit_finding=self.exits["audits"].deal() if term.held.seat.is_chief else None,
            reply="对交账内容无异议，愿意配合接任人完成结转事项。" if carried else "对交账内容无异议。",
            successor=self._successor(term, ended),
            successor_signed_on=book.not_later(settled + timedelta(days=dice.randint(1, 6))) if sealed else None,
        )
        for task, outcome in zip(term.tasks, outcomes, strict=True):
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

    def _outcome(self, last: Standing | None) -> Outcome:
        """Draw what becomes of a task in the months after its last answer."""
        dice = self.book.dice
        if last is Standing.DONE:
            return Outcome.DONE
        if last is Standing.NOT_DONE:
            return dice.weighted((Outcome.NOT_DONE, Outcome.CARRIED), (6, 4))
        weights = (75, 25, 0) if last is Standing.NEARLY else (26, 48, 26)
        return dice.weighted((Outcome.DONE, Outcome.CARRIED, Outcome.NOT_DONE), weights)

    def _successor(self, term: Term, ended: PartialDate) -> str | None:
        """Name who holds the seat now, if since about then; the office signs where nobody has followed yet."""
        holder = self._holders.get(term.held.seat)
        if holder is not None and holder.present.since >= ended and holder.person is not term.person:
            return holder.person.name
        return f"{term.held.seat.office.name}（暂未到任，由单位代收）"


def _kind_of(held: Held) -> str:
    return "chief" if held.seat.is_chief else "leader" if held.seat.is_leader else "staff"


def _comparison(answers: Sequence[Answer]) -> str:
    """Put the first and the last ranked year side by side, as the answers say."""
    ranked = [answer for answer in answers if answer.place is not None]
    if not ranked:
        return "任期内没有参加排名和口碑测评。"
    first, last = ranked[0], ranked[-1]
    if first is last:
        return f"{last.year}年在{last.scope}{last.total}人中排第{last.place}位，口碑满意率{last.percent}%。"
    return (
        f"在{last.scope}{last.total}人中，{first.year}年排第{first.place}位，{last.year}年排第{last.place}位；"
        f"口碑满意率{first.year}年{first.percent}%，{last.year}年{last.percent}%。"
    )
