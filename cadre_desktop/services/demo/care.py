"""容错关爱 of the sample county: care, honours, incentives; and the ledgers of supervision with them, in one order."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.care_record import CareKind, CareRecord
from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.deviation_problem import DeviationProblem
from cadre_desktop.records.honour import Honour, HonourField, HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.incentive import IncentiveMeasure, IncentiveUse
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.records.revisit import Revisit
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.style_review import StyleReview
from cadre_desktop.records.supervision_item import SupervisionItem
from cadre_desktop.records.tolerance_case import ToleranceCase
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_checklist import UnitChecklist
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.oversight import OversightWriter
from cadre_desktop.storage.base import Record

MODELS: tuple[type[Record], ...] = (
    Reminder, Sanction, Revisit, SupervisionItem, DeviationProblem, StyleReview, UnitChecklist, ToleranceCase,
    Clearance, Honour, CareRecord, IncentiveUse,
)  # fmt: skip


def add_ledgers(book: Book, session: Session, careers: Sequence[Career]) -> None:
    """Put the ledgers of supervision and care down."""
    writer = CareWriter(book, careers)
    writer.reminders()
    writer.sanctions()
    writer.tolerance()
    writer.clearances()
    writer.supervision()
    writer.reviews()
    writer.care()
    writer.honours()
    writer.incentives(list(session.scalars(sa.select(IncentiveMeasure.id).order_by(IncentiveMeasure.number))))


class CareWriter(OversightWriter):
    """Goes on where supervision ends: nobody who was reminded or sanctioned is honoured."""

    def care(self) -> None:
        """Put visits, help, check-ups and the small facilities of townships down."""
        text = self.text["care"]
        for kind, low, high, count in ((CareKind.VISIT, 500, 1000, 8), (CareKind.HARDSHIP, 2000, 5000, 4)):
            for _ in range(count):
                career = self.staff.deal()
                self.book.add(
                    CareRecord,
                    kind=kind,
                    cadre_id=career.person.id,
                    done_on=self._day((1, 12), (10, 30)),
                    amount=float(self.dice.randrange(low, high + 1, 500)),
                    content=self.dice.choice(text["hardship"]),
                    handler=self.dice.choice(self.talkers),
                )
        for office in self.offices:
            self.book.add(
                CareRecord,
                kind=CareKind.CHECK_UP,
                unit_id=office.id,
                done_on=self._day((5, 6), (7, 20)),
                n_people=self.dice.randint(8, 20),
                content="组织干部职工健康体检。",
            )
        for office in [one for one in self.offices if one.kind is UnitKind.TOWNSHIP][:3]:
            self.book.add(
                CareRecord,
                kind=CareKind.FACILITIES,
                unit_id=office.id,
                done_on=self._day((3, 1), (9, 30)),
                amount=float(self.dice.randrange(80_000, 200_001, 10_000)),
                content=self.dice.choice(text["facilities"]),
            )

    def honours(self) -> None:
        """Award eighteen people and seven collectives; nobody who is reminded or sanctioned."""
        text = self.text["honour"]
        free = [c for c in self.settled if c.person.id not in self.marked]
        named = (HonourKind.HERO,) * 3 + (HonourKind.LION,) * 2 + (HonourKind.STAR,) * 2
        fields = tuple(HonourField)
        for at, career in enumerate(self.dice.sample(free, 18)):
            kind = named[at] if at < len(named) else HonourKind.ADVANCED
            name = kind.label if at < len(named) else self.dice.choice(text["persons"])
            level = HonourLevel.CITY if at % 6 == 5 else HonourLevel.COUNTY
            who = {"to": HonourTo.PERSON, "cadre_id": career.person.id, "unit_id": career.present.seat.office.id}
            self._honour(at, name, kind, level, fields[at % len(fields)], who)
        for at, office in enumerate(self.dice.sample(self.offices, 7), 18):
            who = {"to": HonourTo.COLLECTIVE, "unit_id": office.id}
            name, line = self.dice.choice(text["teams"]), fields[at % len(fields)]
            self._honour(at, name, HonourKind.ADVANCED, HonourLevel.COUNTY, line, who)

    def _honour(
        self, at: int, name: str, kind: HonourKind, level: HonourLevel, line: HonourField, who: dict[str, Any]
    ) -> None:
        authority = "清源县委、县政府" if level is HonourLevel.COUNTY else "市委、市政府"
        self.book.add(
            Honour,
            name=f"{self.year}年度{name}",
            kind=kind,
            level=level,
            honour_field=line,
            authority=authority,
            awarded_on=PartialDate(self.year, self.dice.randint(1, max(1, self.book.today.month - 1))),
            state=HonourState.ISSUED,
            document=f"清委〔{self.year}〕{at + 11}号",
            grounds=self.text["honour"]["grounds"],
            **who,
        )

    def incentives(self, measures: Sequence[str]) -> None:
        """Use the first measures of the county's list, those with a priority in front."""
        for measure in measures[:12]:
            career = self.staff.deal()
            if career.person.id in self.marked:
                continue
            self.book.add(
                IncentiveUse,
                measure_id=measure,
                cadre_id=career.person.id,
                unit_id=career.present.seat.office.id,
                used_on=self._day((2, 1), (10, 30)),
                grounds=self.dice.choice(self.text["care"]["grounds"]),
                result="已落实。",
            )
