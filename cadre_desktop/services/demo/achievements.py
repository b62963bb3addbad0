"""Achievements in every state: visible and latent, with evidence of every strength, and look-backs that come due."""

from collections.abc import Sequence
from datetime import date, timedelta

from cadre_desktop.records.achievement import Achievement, AchievementState, Basis, Evidence, Ledger, Strength
from cadre_desktop.records.performance_term import Responsibility, TermState
from cadre_desktop.records.vocab import Level
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.answers import Task
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.terms import Term, TermWriter
from cadre_desktop.services.demo.words import Matter

_S = AchievementState
_STATES_NOW = ((_S.DRAFT, _S.DECLARED, _S.REVIEWING, _S.CONFIRMED, _S.RETURNED, _S.FILED), (22, 18, 14, 34, 7, 5))
_STATES_LAST = ((_S.REVIEWING, _S.CONFIRMED, _S.RETURNED, _S.FILED), (3, 34, 3, 60))
_JUDGED = (_S.CONFIRMED, _S.FILED)
_OPINIONS = (
    "材料齐全，佐证与成效一致，同意认定。",
    "经实地查看和比对数据，情况属实，同意认定。",
    "成效明显，本人作用清楚，同意认定；建议继续跟踪。",
    "与有关部门核对一致，同意认定。",
)
_RETURNS = (
    ("成效数字的统计口径没有写清，请补充说明后重报。", "已与统计部门核对口径，补齐后重新申报。"),
    ("本人作用写得过大，与班子其他成员申报重复，请核实责任程度。", "同意改为共同责任，已与分管同志商定表述。"),
    ("部分前期工作由前任完成，请把本人任期内的成效分开写。", "经核对属实，愿意删去前任完成的内容。"),
)
_LOOKED_BACK = (
    "回看时机制仍在运行，群众评价较好，效果没有回弹。",
    "现场查看，成果保持完好，受益面比当年扩大。",
    "有一处设施损坏未及时维修，已要求整改，总体效果保持。",
)


class AchievementWriter:
    """Writes the entries of everybody; most grow out of the tasks of a term."""

    def __init__(self, book: Book, terms: TermWriter, reviewers: Sequence[str]) -> None:
        self.book, self.matters, self.reviewers = book, terms.matters, Deck(book.dice, reviewers)
        self.answers = terms.answers
        self.opinions, self.returns = Deck(book.dice, _OPINIONS), Deck(book.dice, _RETURNS)
        self.looked_back = Deck(book.dice, _LOOKED_BACK)

    def write(self, careers: Sequence[Career], terms: Sequence[Term]) -> None:
        """Give everybody but the newest a few entries."""
        present = {term.person.id: term for term in terms if term.held.until is None}
        for career in careers:
            term = present.get(career.person.id)
            wanted = self._wanted(career)
            given = term.tasks if term and term.state is not TermState.OPEN else ()
            first = self._first_year(career)
            tasks: list[Task | None] = [task for task in given if self.answers.done_in.get(task.id, first) >= first]
            tasks = self.book.dice.sample(tasks, min(len(tasks), wanted))
            matters = [task.matter for task in tasks if task]
            matters += self.matters.deal(career.present, wanted - len(tasks), matters)
            tasks += [None] * (len(matters) - len(tasks))
            for number, (matter, task) in enumerate(zip(matters, tasks, strict=True)):
                self._entry(career, term, task, matter, number)

    def _wanted(self, career: Career) -> int:
        if career.person.is_known:
            return 8
        if career.person.work_start.year >= self.book.today.year - 1:
            return 0
        return self.book.dice.randint(3, 6) if career.present.seat.is_leader else self.book.dice.randint(1, 3)

    def _entry(self, career: Career, term: Term | None, task: Task | None, matter: Matter, number: int) -> None:
        book, dice = self.book, self.book.dice
        year = self._year(task, self._first_year(career), number)
        state = self._state(year)
        happened = self._happened(career, year)
        declared = _declared_day(book, happened)
        reviewed = book.not_later(declared + timedelta(days=dice.randint(9, 40)))
        judged, returned = state in _JUDGED, state is _S.RETURNED
        axes = self._axes() if judged else (None, None, None, None)
        opinion, reply = self.returns.deal() if returned else (self.opinions.deal() if judged else None, None)
        ledger = matter.theme.ledger
        # Every other entry of the well-known example is latent, so that his two ledgers are level.
        if career.person.is_known:
            ledger = Ledger.LATENT if number % 2 else Ledger.VISIBLE
        look_back, looked = self._look_back(ledger, happened, judged)
        key = book.add(
            Achievement,
            cadre_id=career.person.id,
            unit_id=career.present.seat.office.id,
            year=year,
            ledger=ledger,
            basis=dice.weighted((Basis.KEY_TASK, Basis.INDICATOR), (64, 36)),
            paper=matter.theme.paper,
            group=matter.theme.group,
            title=matter.text("title", year),
            term_id=term.id if term and task else None,
            task_id=task.id if task else None,
            goal=matter.text("target", year),
            baseline=matter.text("baseline", year),
            process=matter.text("process", year) + "。",
            result=matter.text("result", year) + "。" if state is not _S.DRAFT or dice.chance(50) else None,
            own_role=Responsibility.CHIEF if career.present.seat.is_leader else Responsibility.SHARED,
            own_part=matter.text("own", year),
            happened_on=happened,
            completion=axes[0],
            truth=axes[1],
            difficulty=axes[2],
            contribution=axes[3],
            reviewer=self.reviewers.deal() if judged or returned else None,
            reviewed_on=reviewed if judged or returned else None,
            opinion=opinion,
            reply=reply,
            state=state,
            look_back_on=look_back,
            look_back_result=self.looked_back.deal() if looked else None,
        )
        self._evidence(key, matter, year, state, happened)

    def _first_year(self, career: Career) -> int:
        """Return the first year entries are of: not before the present post."""
        return max(career.present.since.year, self.book.years[0])

    def _year(self, task: Task | None, first: int, number: int) -> int:
        """Draw the year of an entry; one that grew out of a task is of the year whose answer says it was done."""
        this_year = self.book.today.year
        if task is None:
            return max(first, this_year - number % 3)
        return self.answers.done_in.get(task.id, this_year)

    def _state(self, year: int) -> AchievementState:
        if year == self.book.today.year:
            return self.book.dice.weighted(*_STATES_NOW)
        return self.book.dice.weighted(*_STATES_LAST) if year == self.book.years[1] else _S.FILED

    def _happened(self, career: Career, year: int) -> PartialDate:
        """Draw a month of the year within the present post."""
        drawn = self.book.dice.month_of(year, self.book.today)
        return max(drawn, career.present.since) if career.present.since.year == year else drawn

    def _axes(self) -> tuple[Level, Level, Level, Level]:
        draw = self.book.dice.weighted
        levels = (Level.HIGH, Level.MIDDLE, Level.LOW)
        return (
            draw(levels, (68, 32, 0)),
            draw(levels, (83, 17, 0)),
            draw(levels, (34, 54, 12)),
            draw(levels, (48, 44, 8)),
        )

    def _look_back(self, ledger: Ledger, happened: PartialDate, judged: bool) -> tuple[date | None, bool]:
        """A latent entry is looked at again a year or two later; some that are due have not been."""
        if ledger is Ledger.VISIBLE:
            return None, False
        months = 12 if self.book.dice.chance(70) else 24
        day = happened.plus_months(months).first_day() + timedelta(days=self.book.dice.randint(0, 26))
        return day, judged and day <= self.book.today and self.book.dice.chance(62)

    def _evidence(self, key: str, matter: Matter, year: int, state: AchievementState, happened: PartialDate) -> None:
        proofs = matter.proofs(year)
        if state is _S.DRAFT:
            proofs = proofs[:1] if self.book.dice.chance(40) else []
        elif self.book.dice.chance(9) and state not in _JUDGED:
            proofs = [(Strength.SELF, "本人工作总结", "")]
        elif self.book.dice.chance(30):
            proofs = [*proofs, (Strength.SELF, "本人撰写的工作小结", "")]
        for strength, title, source in proofs:
            self.book.add(
                Evidence,
                achievement_id=key,
                strength=strength,
                title=title,
                reference=source or None,
                dated_on=happened,
            )


def _declared_day(book: Book, happened: PartialDate) -> date:
    return book.not_later(happened.last_day() + timedelta(days=book.dice.randint(2, 20)))
