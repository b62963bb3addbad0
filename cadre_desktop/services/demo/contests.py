"""争先创优 of the sample county: the red and black boards, projects taken on month by month, makers and their bases."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records.board_entry import BoardColour, BoardEntry, BoardState
from cadre_desktop.records.challenge import Challenge, ChallengeState, MonthlyTask, RaceAward, RaceAwardKind
from cadre_desktop.records.makers import BaseKind, MakerBase, MakerTalent, Trade
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.county import Office
from cadre_desktop.services.demo.words import choice, words

_N_TALENTS = 36
_ONCE_WITHDRAWN = 2
"""The third item of the first issue: its black entry was taken back."""


class ContestWriter:
    """Draws the contests of one year; in the first three months those of the year before."""

    def __init__(self, book: Book, careers: Sequence[Career]) -> None:
        self.book, self.dice, self.text = book, book.dice, words("frontline")
        self.year = book.today.year if book.today.month > 3 else book.today.year - 1
        self.careers = [c for c in careers if c.present.since.year < self.year]
        self.heads = {c.present.seat.office.id: c for c in careers if c.present.seat.is_head}
        self.offices: list[Office] = list({c.present.seat.office.id: c.present.seat.office for c in careers}.values())

    # boards

    def boards(self) -> None:
        """Publish an issue a quarter: one unit reaches the third black entry of an item, one the second."""
        items = self.text["board"]["items"]
        third, second, *others = self.dice.sample(self.offices, len(self.offices))
        for quarter in range(1, 5):
            published = date(self.year, quarter * 3, 20)
            if published > self.book.today:
                break
            for at, item in enumerate(items):
                black = third if at == 0 and quarter <= 3 else second if at == 1 and quarter <= 2 else others[quarter]
                if at < 2 and quarter > (3, 2)[at]:
                    black = others[quarter + at]
                self._entry(quarter, published, item, BoardColour.BLACK, black, quarter == 1 and at == _ONCE_WITHDRAWN)
                for red in self.dice.sample(others[6:], 2):
                    self._entry(quarter, published, item, BoardColour.RED, red, False)

    def _entry(
        self, quarter: int, day: date, item: str, colour: BoardColour, office: Office, is_withdrawn: bool
    ) -> None:
        text, head = self.text["board"], self.heads.get(office.id)
        is_black = colour is BoardColour.BLACK
        values: dict[str, Any] = {"state": BoardState.PUBLISHED}
        if is_withdrawn:
            withdrawn_on = self.book.not_later(day + timedelta(days=9))
            values = {
                "state": BoardState.WITHDRAWN,
                "withdrawn_on": withdrawn_on,
                "withdrawn_reason": text["withdrawn"],
            }
        elif is_black and quarter > 1 and item == text["items"][0]:
            values["handling"] = text["give_way"] if quarter == 3 else text["warning"]
        self.book.add(
            BoardEntry,
            issue=f"{day.year}年第{quarter}期",
            published_on=day,
            item=item,
            colour=colour,
            unit_id=office.id,
            matter=self.dice.choice(text["black" if is_black else "red"]),
            head_id=head.person.id if head is not None and head.present.since.year < day.year else None,
            reply=self.dice.choice(text["replies"]) if is_black else None,
            **values,
        )

    # races

    def races(self) -> None:
        """Let twelve people take projects on, with a task a month, and give the quarters' awards."""
        done_by: list[tuple[Career, str, list[float]]] = []
        for at, (name, career) in enumerate(
            zip(self.text["race"]["projects"], self.dice.sample(self.careers, 12), strict=True)
        ):
            posted = self.dice.day_between(date(self.year, 1, 6), self.book.not_later(date(self.year, 1, 24)))
            is_done = at % 5 == 4 and self.book.today >= date(self.year, 11, 1)
            key = self.book.add(
                Challenge,
                name=name,
                cadre_id=career.person.id,
                unit_id=career.present.seat.office.id,
                posted_on=posted,
                taken_on=posted + timedelta(days=5),
                due_on=date(self.year, 12, 20),
                goal=self.dice.choice(self.text["race"]["goals"]),
                state=ChallengeState.DONE if is_done else ChallengeState.RUNNING,
                done_on=date(self.year, 10, 28) if is_done else None,
                result=self.text["race"]["result"] if is_done else None,
            )
            done_by.append((career, key, self._months(key, career, at)))
        for quarter in range(1, 5):
            if date(self.year, quarter * 3, 28) <= self.book.today:
                self._awards(quarter, done_by)

    def _months(self, key: str, career: Career, at: int) -> list[float]:
        """Put the tasks of the months gone by and of this one down; return the rates of those gone by."""
        last = 12 if self.book.today.year > self.year else self.book.today.month
        rates: list[float] = []
        for month in range(1, last + 1):
            is_open = month == last and self.book.today.year == self.year
            is_forgotten = at == 3 and month == last - 1
            rate = float(self.dice.randint(60, 115))
            if not is_open:
                rates.append(rate)
            self.book.add(
                MonthlyTask,
                challenge_id=key,
                cadre_id=career.person.id,
                year=self.year,
                month=month,
                task=self.text["race"]["tasks"][(month + at) % len(self.text["race"]["tasks"])],
                target="完成当月任务",
                percent=None if is_open or is_forgotten else rate,
            )
        return rates

    def _awards(self, quarter: int, done_by: Sequence[tuple[Career, str, list[float]]]) -> None:
        text = self.text["race"]
        ranked = sorted(done_by, key=lambda one: -sum(one[2][quarter * 3 - 3 : quarter * 3]))
        for kind, chosen in ((RaceAwardKind.RUNNER, ranked[:2]), (RaceAwardKind.SNAIL, ranked[-1:])):
            is_snail = kind is RaceAwardKind.SNAIL
            for career, key, _rates in chosen:
                self.book.add(
                    RaceAward,
                    year=self.year,
                    quarter=quarter,
                    kind=kind,
                    cadre_id=career.person.id,
                    unit_id=career.present.seat.office.id,
                    challenge_id=key,
                    matter=self.dice.choice(text["snail" if is_snail else "runner"]),
                    consequence=text["penalty" if is_snail else "reward"],
                    reply=text["reply"] if is_snail else None,
                )

    # makers

    def makers(self) -> None:
        """Found the bases of the townships and name the makers at them."""
        text, people = self.text["makers"], words("people")
        townships = [one for one in self.offices if one.kind is not UnitKind.DEPARTMENT]
        bases = [
            self.book.add(
                MakerBase,
                name=name,
                kind=choice(BaseKind, code),
                unit_id=townships[at % len(townships)].id,
                built_on=PartialDate(self.year - 3 + at % 3, at % 12 + 1),
                business=text["business"][at % len(text["business"])],
            )
            for at, (code, name) in enumerate(text["bases"])
        ]
        for at in range(_N_TALENTS):
            self.book.add(
                MakerTalent,
                name=self.dice.choice(people["surnames"]) + self.dice.choice(people["female" if at % 3 else "male"]),
                trade=tuple(Trade)[at % len(Trade)],
                base_id=bases[at % len(bases)],
                unit_id=self.dice.choice(townships).id,
                party_member=at % 3 != 2,
                began_on=PartialDate(self.year - 1, at % 12 + 1),
                deeds=self.dice.choice(text["deeds"]),
            )
