"""监督 of the sample county: each mark with its ground and the person's reply beside it; who complained is nowhere."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records.clearance import Clearance, ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationProblem, DeviationState, FoundBy
from cadre_desktop.records.reminder import NextStep, Organ, Reminder, ReminderKind, ReminderState, SubjectClass
from cadre_desktop.records.revisit import Proposal, Revisit, RevisitGrade, RevisitWay
from cadre_desktop.records.sanction import Sanction, SanctionClass, SanctionName
from cadre_desktop.records.style_review import ReviewActivity, StyleReview
from cadre_desktop.records.supervision_item import SupervisionItem, SupervisionSource, SupervisionState
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    Distinction,
    MatterKind,
    Procedure,
    ToleranceCase,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.records.unit_checklist import UnitChecklist, UnitListKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.work_calendar import WorkCalendar
from cadre_desktop.rules.working_days import after_working_days
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.county import Office
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import choice, words

_OFFICE, _DISCIPLINE = "县委组织部", "县纪委监委"
_REPLY_DAYS = 15
"""Working days to answer a 函询, as `resources/rules/working_days.toml` has it."""
_KINDS = (("reminder", 11), ("inquiry", 6), ("admonition", 3), ("talk", 3))


class OversightWriter:
    """Draws who was reminded, cleared and honoured; the same person is not honoured and sanctioned."""

    def __init__(self, book: Book, careers: Sequence[Career]) -> None:
        self.book, self.dice, self.text = book, book.dice, words("oversight")
        self.year = book.today.year
        self.settled = [c for c in careers if c.present.since.year < self.year and not c.person.is_known]
        self.people = Deck(book.dice, [c for c in self.settled if c.present.seat.is_leader])
        self.staff = Deck(book.dice, [c for c in self.settled if not c.present.seat.is_leader])
        self.heads = {c.present.seat.office.id: c for c in careers if c.present.seat.is_head}
        self.offices: list[Office] = list({c.present.seat.office.id: c.present.seat.office for c in careers}.values())
        officers = [c.person.name for c in careers if c.present.seat.office.name == _OFFICE]
        self.talkers = officers[1:6]
        self.marked: set[str] = set()
        self.calendar = WorkCalendar()
        self.inquiries: list[tuple[str, Career]] = []
        self.admonitions: list[tuple[str, Career]] = []
        self._number = 0

    def _day(self, first: tuple[int, int], last: tuple[int, int], year: int | None = None) -> date:
        """Draw a working day of the year, not after today."""
        of = year or self.year
        return self.dice.day_between(date(of, *first), self.book.not_later(date(of, *last)))

    def _after(self, day: date, low: int, high: int) -> date:
        return self.book.not_later(day + timedelta(days=self.dice.randint(low, high)))

    def _pair(self) -> str:
        return "、".join(self.dice.sample(self.talkers, 2))

    # reminders

    def reminders(self) -> None:
        """Draw the year's reminders and some of the year before, mostly closed; one 函询 is past its time."""
        texts = {one["kind"]: Deck(self.dice, one["texts"]) for one in self.text["reminder"]["matter"]}
        for kind_code, count in _KINDS:
            for at in range(count):
                career = self.people.deal()
                self.marked.add(career.person.id)
                kind = choice(ReminderKind, kind_code)
                year = self.year - 1 if at % 4 == 3 and kind is not ReminderKind.ADMONITION else self.year
                issued = self._day((1, 8), (10, 20), year)
                fresh = at == 0 and kind in (ReminderKind.INQUIRY, ReminderKind.TALK)
                values = self._open(kind, issued) if fresh else self._closed(kind, issued)
                key = self._reminder(career, kind, texts[kind_code].deal(), **values)
                if kind is ReminderKind.INQUIRY and not fresh:
                    self.inquiries.append((key, career))
                if kind is ReminderKind.ADMONITION:
                    self.admonitions.append((key, career))

    def _reminder(self, career: Career, kind: ReminderKind, matter: str, **values: Any) -> str:
        self._number += 1
        seat = career.present.seat
        classes = (SubjectClass.HEAD if seat.is_head else SubjectClass.KEY_POST, SubjectClass.YOUNG, SubjectClass.OTHER)
        return self.book.add(
            Reminder,
            cadre_id=career.person.id,
            unit_id=seat.office.id,
            kind=kind,
            organ=Organ.ORGANISATION,
            subject_class=self.dice.weighted(classes, (6, 2, 2)),
            matter=matter,
            source=self.dice.choice(self.text["reminder"]["sources"]),
            approved_by="县委主要负责同志" if kind is ReminderKind.ADMONITION else "县委组织部部长",
            document=f"清组{kind.label}〔{values['issued_on'].year}〕{self._number}号",
            talkers=self._pair(),
            recorder=self.dice.choice(self.talkers),
            place="县委组织部谈话室",
            **values,
        )

    def _open(self, kind: ReminderKind, _issued: date) -> dict[str, Any]:
        issued = self.book.today - timedelta(days=40)
        values: dict[str, Any] = {"state": ReminderState.ISSUED, "approved_on": issued, "issued_on": issued}
        if kind is ReminderKind.INQUIRY:
            values |= self._received(issued + timedelta(days=1))
        return values

    def _received(self, day: date) -> dict[str, Any]:
        return {"received_on": day, "reply_due_on": after_working_days(day, _REPLY_DAYS, self.calendar.is_workday)}

    def _closed(self, kind: ReminderKind, issued: date) -> dict[str, Any]:
        text = self.text["reminder"]
        values: dict[str, Any] = {
            "state": ReminderState.CLOSED,
            "approved_on": issued - timedelta(days=1),
            "issued_on": issued,
            "reply": self.dice.choice(text["replies"]),
            "replied_on": self._after(issued, 3, 12),
            "finding": self.dice.choice(text["findings"]),
            "next_step": NextStep.CLOSE,
        }
        if kind is ReminderKind.INQUIRY:
            values |= self._received(issued)
        followed = issued + timedelta(days=190)
        if followed <= self.book.today:
            values |= {"state": ReminderState.FOLLOWED, "follow_up_on": followed}
            values["follow_up"] = self.dice.choice(text["follow_ups"])
        return values

    # sanctions and visits

    def sanctions(self) -> None:
        """Three in influence, of whom two were visited and one is used again; two that ran out long ago."""
        party, state = SanctionClass.PARTY, SanctionClass.STATE
        recent = [PartialDate.of(self.book.today - timedelta(days=ago)) for ago in (281, 156, 197)]
        drawn = (
            (party, SanctionName.PARTY_WARNING, recent[0], True),
            (state, SanctionName.WARNING, recent[1], True),
            (party, SanctionName.PARTY_WARNING, recent[2], False),
            (state, SanctionName.DEMERIT, PartialDate(self.year - 5, 3, 9), False),
            (party, SanctionName.PARTY_WARNING, PartialDate(self.year - 4, 7, 1), False),
        )
        for number, (sort, name, decided, visited) in enumerate(drawn, 1):
            career = self.staff.deal()
            self.marked.add(career.person.id)
            key = self.book.add(
                Sanction,
                cadre_id=career.person.id,
                sanction_class=sort,
                name=name,
                decided_on=decided,
                authority=f"清源{_DISCIPLINE}",
                document=f"清纪〔{decided.year}〕{number + 7}号",
                facts=self.dice.choice(self.text["sanction"]["facts"]),
                statement=self.dice.choice(self.text["sanction"]["statements"]),
            )
            if visited:
                self._visit(career, key, reused=number == 1)

    def _visit(self, career: Career, sanction: str, *, reused: bool) -> None:
        text = self.text["sanction"]
        day = self._day((8, 3), (9, 25))
        self.book.add(
            Revisit,
            cadre_id=career.person.id,
            sanction_id=sanction,
            visited_on=day,
            way=self.dice.choice((RevisitWay.ALONE, RevisitWay.MEETING)),
            host="县委组织部部长",
            visitors=self._pair(),
            unit_opinion=self.dice.choice(text["unit_opinions"]),
            understanding=self.dice.choice(text["understandings"]),
            conduct=self.dice.choice(text["conducts"]),
            wishes=self.dice.choice(text["wishes"]),
            grade=RevisitGrade.GOOD,
            proposal=Proposal.REUSE if reused else Proposal.GO_ON,
            reused_on=self._after(day, 20, 45) if reused else None,
        )

    # tolerance and clearance

    def tolerance(self) -> None:
        """One case filed beforehand, one that excuses an admonition, one refused."""
        text, titles = self.text["tolerance"], iter(self.text["tolerance"]["titles"])
        excused, career = self.admonitions[0]
        common = {"basis": text["basis"], "risks": text["risks"], "collective_record": text["record"]}
        filed = self._day((3, 1), (4, 20))
        office = self.offices[0]
        self.book.add(
            ToleranceCase,
            title=next(titles),
            phase=TolerancePhase.FILED_BEFORE,
            unit_id=office.id,
            matter_kind=MatterKind.URGENT,
            procedure=Procedure.SIMPLE,
            simple_reason="时间紧、任务急",
            applied_on=filed,
            filed_on=self._after(filed, 5, 12),
            decided_on=self._after(filed, 12, 13),
            deciders=_DISCIPLINE,
            filing_number=f"清容备〔{self.year}〕1号",
            guidance=f"{_DISCIPLINE}：同意备案。",
            state=ToleranceState.TOLD,
            result=ToleranceResult.FILED,
            **common,
        )
        self._after_the_fact(next(titles), career, ToleranceResult.EXEMPT, reminder_id=excused)
        self._after_the_fact(next(titles), self.people.deal(), ToleranceResult.REFUSED)

    def _after_the_fact(self, title: str, career: Career, result: ToleranceResult, **linked: Any) -> None:
        text = self.text["tolerance"]
        granted = result is ToleranceResult.EXEMPT
        answers: dict[str, Any] = {}
        for name, reason in zip(CONDITIONS, text["reasons"], strict=True):
            met = granted or name != "procedural"
            answers[name] = YesNo.YES if met else YesNo.NO
            answers[f"{name}_reason"] = reason if met else "没有集体研究，会后补记"
        applied = self.book.not_later(date(self.year, 10, 26))
        decided = self._after(applied, 8, 14)
        told = self._after(decided, 1, 4)
        if granted:
            linked |= {"correction": text["correction"], "follow_up_due_on": decided + timedelta(days=40)}
        self.book.add(
            ToleranceCase,
            title=title,
            phase=TolerancePhase.APPLIED_AFTER,
            cadre_id=career.person.id,
            unit_id=career.present.seat.office.id,
            matter_kind=MatterKind.REFORM,
            procedure=Procedure.GENERAL,
            applied_on=applied,
            mistake=self.dice.choice(text["mistakes"]),
            distinction=Distinction.TRIAL,
            verified_by="联合核实组",
            verified_facts=text["facts"],
            deciders=f"{_DISCIPLINE}、{_OFFICE}、县审计局",
            decided_on=decided,
            result=result,
            document=f"清容〔{self.year}〕{2 if granted else 3}号",
            told_on=told,
            state=ToleranceState.TOLD,
            statement="尊重组织结论。",
            **answers,
            **linked,
        )

    def clearances(self) -> None:
        """Three cleared (one over a 函询 that counts no more), one that could not be established."""
        states = (ClearanceState.VISITED, ClearanceState.DONE, ClearanceState.DONE, ClearanceState.NOT_CLEARED)
        text = self.text["clearance"]
        about = self.inquiries[:1]
        for at, state in enumerate(states):
            linked, career = about[at] if at < len(about) else ("", self.people.deal())
            done = state is not ClearanceState.NOT_CLEARED
            found = self._day((4, 1), (6, 20))
            values: dict[str, Any] = {"finding": Finding.UNTRUE if done else Finding.UNCLEAR}
            if done:
                cleared = self._after(found, 15, 30)
                values |= {
                    "situation": self.dice.choice((Situation.SELECTION, Situation.OTHER)),
                    "harm": self.dice.choice(text["harms"]),
                    "consented": True,
                    "on_request": at == 0,
                    "approved_by": "县纪委主要负责同志",
                    "approved_on": self._after(found, 5, 10),
                    "way": self.dice.choice((ClearanceWay.MEETING, ClearanceWay.FACE, ClearanceWay.LETTER)),
                    "scope": "所在单位干部职工",
                    "cleared_on": cleared,
                    "opinion": text["opinions"][0],
                    "reminder_id": linked or None,
                }
                if state is ClearanceState.VISITED:
                    values |= {"revisited_on": self._after(cleared, 60, 90), "revisit": text["visits"][0]}
            self.book.add(
                Clearance,
                cadre_id=career.person.id,
                matter=text["matters"][at],
                clue_number=f"{self.year}-{at + 31:03d}",
                verifier_id=self._office(_OFFICE).id,
                found_on=found,
                state=state,
                **values,
            )

    def _office(self, name: str) -> Office:
        return next(office for office in self.offices if office.name == name)

    # matters

    def supervision(self) -> None:
        """Put six matters and four deviations down, most of them dealt with."""
        sources = (SupervisionSource.INSPECTION, SupervisionSource.AUDIT, SupervisionSource.MEETING)
        for at, (matter, line, problem, risk, handling) in enumerate(self.text["supervision"]["matters"]):
            found, done = self._day((2, 1), (7, 1)), at < 4
            self.book.add(
                SupervisionItem,
                matter=matter,
                field_of_work=line,
                source=sources[at % 3],
                found_on=found,
                unit_id=self.offices[at].id,
                problem=problem,
                risk=risk,
                due_on=found + timedelta(days=90) if done else self.book.today + timedelta(days=20 * at),
                state=SupervisionState.DONE if done else SupervisionState.WEIGHED,
                handling=handling if done else None,
                done_on=self._after(found, 40, 85) if done else None,
                reply="接受监督，已举一反三。" if done else None,
            )
        for at, one in enumerate(self.text["deviation"]["projects"]):
            self._deviation(at, *one)

    def _deviation(
        self, at: int, project: str, code: str, source: str, problem: str, measures: str, result: str
    ) -> None:
        found, closed, kind = self._day((1, 20), (4, 1)), at < 3, choice(DeviationKind, code)
        office = self.offices[at + 1]
        self.book.add(
            DeviationProblem,
            project=f"{office.name}{project}",
            kind=kind,
            found_by=choice(FoundBy, source),
            found_on=found,
            problem=problem,
            unit_id=office.id,
            cadre_id=self.heads[office.id].person.id if office.id in self.heads else None,
            state=DeviationState.CLOSED if closed else DeviationState.CORRECTING,
            assigned_on=self._after(found, 5, 9),
            measures=measures,
            due_on=found + timedelta(days=200) if closed else self.book.today + timedelta(days=40),
            resumed_on=self._after(found, 60, 90) if kind is DeviationKind.HALF_DONE else None,
            closed_on=self._after(found, 120, 180) if closed else None,
            result=result if closed else None,
            reply=self.dice.choice(self.text["deviation"]["replies"]),
        )

    def reviews(self) -> None:
        """Review every office's conduct once, and note which lists it has built."""
        text = self.text["style"]
        talked = Deck(self.dice, text["problems"])
        for at, office in enumerate(self.offices):
            grade = Satisfaction.FAIRLY if at % 5 == 2 else Satisfaction.SATISFIED
            day, head = self._day((6, 1), (9, 1)), self.heads.get(office.id)
            followed = grade is Satisfaction.FAIRLY and at < 10 and head is not None
            self.book.add(
                StyleReview,
                activity=(ReviewActivity.OPEN_REVIEW, ReviewActivity.COMPANIES, ReviewActivity.CONGRESS)[at % 3],
                reviewer="县人大常委会",
                subject="营商环境",
                reviewed_on=day,
                unit_id=office.id,
                grade=grade,
                problems=talked.deal() if grade is Satisfaction.FAIRLY else None,
                head_id=head.person.id if followed and head is not None else None,
                talked_on=self._after(day, 8, 16) if followed else None,
                correction=self.dice.choice(text["corrections"]) if followed else None,
                reply="诚恳接受，立行立改。" if followed else None,
            )
            for kind, chance in ((UnitListKind.TOLERANCE, 70), (UnitListKind.BUSINESS_TIES, 85)):
                built = self.dice.chance(chance)
                self.book.add(
                    UnitChecklist,
                    unit_id=office.id,
                    kind=kind,
                    built=built,
                    built_on=self._day((1, 10), (5, 30)) if built else None,
                    n_items=self.dice.randint(8, 20) if built else None,
                    reason=None if built else "正在征求意见",
                )
