"""任前审核: what each of the four checks says and lacks, both signatures, the notice, and the steps people take.

That somebody may be put to the vote is said by people.  Saying so while something is missing wants a reason, which
goes into the trail with what was missing.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.figures.vettings import gaps_of, sheet_of
from cadre_desktop.records import vetting as kinds
from cadre_desktop.records.rows import link_to
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.vetting import Vetting, VettingState
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.vetting import CHECK_LABELS, VettingGaps, VettingSheet
from cadre_desktop.rules.work_calendar import work_calendar
from cadre_desktop.rules.working_days import deadline
from cadre_desktop.services import vetting_hints
from cadre_desktop.services.hint import Hint
from cadre_desktop.services.steps import fetch, keep_rules, missing, not_later_than, refuse_if, require_state
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = VettingState


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the sheet as it stands: its name, whether it is done and clean, what is there and what is not."""

    title: str
    done: bool
    doubtful: bool
    said: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VettingView:
    """A sheet for the screen: its cards, and what the rules say of all of it."""

    state: VettingState
    cards: tuple[Card, ...]
    gaps: Explained[VettingGaps]
    against: tuple[Hint, ...]

    @property
    def asks(self) -> tuple[str, ...]:
        """What wants a reason before the person is put to the vote: gaps, doubts, and what counts against him."""
        gaps = self.gaps.value
        return (*gaps.before_meeting, *gaps.to_look_at, *(hint.sentence for hint in self.against if hint.asks))


def view(db: Database, vetting_id: str) -> VettingView:
    """Return checks, signatures and notice with what each lacks, and what counts against the person."""
    with db.read() as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        found, sheet = gaps_of(vetting, read_book(session)), sheet_of(vetting)
        state, values = vetting.state, {"cadre": link_to(vetting.cadre), "started_on": vetting.started_on}
    against = tuple(vetting_hints.on_vetting(db, values, vetting_id))
    return VettingView(state, tuple(_cards(sheet, found.value)), found, against)


def _cards(sheet: VettingSheet, gaps: VettingGaps) -> list[Card]:
    cards = []
    for code, title in CHECK_LABELS.items():
        check = sheet.checks[code]
        when = f"{check.done_on:%Y.%m.%d}" if check.done_on else ""
        said = "　".join(part for part in (when, check.by, check.conclusion) if part)
        cards.append(_card(title, said, gaps.before_meeting, title, doubtful=not check.is_clean))
    signed = [one for one in (sheet.secretary, sheet.discipline_secretary) if one.name]
    words = "、".join(f"{one.name} {one.signed_on:%Y.%m.%d}" if one.signed_on else one.name for one in signed)
    about = ("双签字", "廉洁自律结论性意见")
    doubtful = any(line.startswith("双签字") for line in gaps.to_look_at)
    cards.append(_card("双签字", words, gaps.before_meeting, *about, doubtful=doubtful))
    span = f"{sheet.notice_from:%Y.%m.%d}至{sheet.notice_to:%Y.%m.%d}" if sheet.notice_from and sheet.notice_to else ""
    talk = f"廉政谈话{sheet.talked_on:%Y.%m.%d}" if sheet.talked_on else ""
    said = "　".join(part for part in (span, talk) if part)
    cards.append(_card("公示和廉政谈话", said, gaps.before_office, "任前公示", "任前廉政谈话", doubtful=False))
    return cards


def _card(title: str, said: str, lines: tuple[str, ...], *about: str, doubtful: bool) -> Card:
    lacking = tuple(line.partition("：")[2] or line for line in lines if line.startswith(about))
    return Card(title, not lacking, doubtful, said or "还没有登记", lacking)


def mark_ready(db: Database, vetting_id: str, *, reason: str = "") -> None:
    """Say that the person may be put to the vote; with something missing or doubtful, only with a reason.

    Raises InvalidInput naming what is missing while there is no reason.
    """
    lines = view(db, vetting_id).asks
    with db.work("任前审核标为可上会") as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        require_state(KIND, vetting.state, (_S.OPEN,), "标为可上会")
        _log_against(session, vetting, lines, "可上会", reason)
        vetting.state = _S.COMPLETE
        keep_rules(db, KIND, vetting)


def start_notice(db: Database, vetting_id: str, first_day: date) -> date:
    """Put the notice up from a day; return its last day, as many working days later as the settings ask."""
    with db.work("登记任前公示") as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        require_state(KIND, vetting.state, (_S.COMPLETE, _S.DECIDED), "公示")
        refuse_if(not_later_than("notice_from", first_day, db.now().date(), "公示开始日期"))
        book = read_book(session)
        last = deadline("appointment_notice", first_day, work_calendar(book), book, db.now().date()).value.last_day
        vetting.notice_from, vetting.notice_to = first_day, last
        keep_rules(db, KIND, vetting)
        return last


def decide(db: Database, vetting_id: str, *, decided_on: date) -> None:
    """Note that the meeting has decided for the person."""
    with db.work("任前审核登记讨论决定") as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        require_state(KIND, vetting.state, (_S.COMPLETE,), "登记讨论决定")
        today = db.now().date()
        early = decided_on < vetting.started_on
        refuse_if(
            not_later_than("decided_on", decided_on, today, "讨论决定日期"),
            Problem("decided_on", "讨论决定日期不能早于启动日期") if early else None,
        )
        vetting.state, vetting.decided_on = _S.DECIDED, decided_on
        keep_rules(db, KIND, vetting)


def refuse(db: Database, vetting_id: str, *, reason: str) -> None:
    """Note that the person is not put forward any more, and why."""
    with db.work("任前审核否决") as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        require_state(KIND, vetting.state, (_S.OPEN, _S.COMPLETE, _S.DECIDED), "否决")
        refuse_if(missing("refused_reason", reason.strip(), "请写明否决原因"))
        vetting.state, vetting.refused_reason = _S.REFUSED, reason.strip()
        keep_rules(db, KIND, vetting)


def reopen(db: Database, vetting_id: str) -> None:
    """Take a sheet back to be worked on; a decided or refused one stays as it is."""
    with db.work("任前审核退回审核中") as session:
        vetting: Vetting = fetch(session, KIND, vetting_id)
        require_state(KIND, vetting.state, (_S.COMPLETE,), "退回审核")
        if vetting.decided_on is not None:
            raise NotAllowed("这份审核单已登记讨论决定日期，不能退回。", hint="登记有误的，请先清空讨论决定日期。")
        vetting.state = _S.OPEN
        keep_rules(db, KIND, vetting)


def _log_against(session: Session, vetting: Vetting, lines: tuple[str, ...], step: str, reason: str) -> None:
    if not lines:
        return
    if not reason.strip():
        told = "；".join(lines)
        raise InvalidInput([Problem("reason", f"还有没办完或要注意的：{told}。仍要标为“{step}”的，请写明原因")])
    told_lines = {f"hint_{number}": line for number, line in enumerate(lines, 1)}
    table = Vetting.__tablename__
    audit.note(session, "hint", table, record=vetting.id, did=step, reason=reason.strip(), **told_lines)
