"""任前审核: whether the four checks (凡提四必), both signatures, the talk and the notice are there, each gap by name.

An incomplete sheet is a hint with its missing items; whether somebody may be put to the vote is decided by people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.work_calendar import WorkCalendar
from cadre_desktop.rules.working_days import notice_period

CHECK_LABELS = {
    "archive": "干部档案必审",
    "matters": "个人有关事项报告必核",
    "discipline": "纪检监察机关意见必听",
    "petitions": "信访举报必查",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One of the four: when it was done, by whom (for 纪检: the document), what came out, and whether that is clean."""

    done_on: date | None = None
    by: str = ""
    conclusion: str = ""
    is_clean: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the 廉洁自律结论性意见, and when."""

    name: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class VettingSheet:
    """Everything a 任前审核单 holds; `checks` by the codes of CHECK_LABELS."""

    record: str
    started_on: date
    checks: Mapping[str, Check]
    integrity_words: str = ""
    secretary: Signature = Signature()
    discipline_secretary: Signature = Signature()
    talked_on: date | None = None
    notice_from: date | None = None
    notice_to: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class VettingGaps:
    """What is missing before the meeting (上会) and before taking office, and what needs a second look."""

    before_meeting: tuple[str, ...]
    before_office: tuple[str, ...]
    to_look_at: tuple[str, ...]

    @property
    def ready_for_meeting(self) -> bool:
        """Whether checks and signatures are complete (可上会)."""
        return not self.before_meeting

    @property
    def complete(self) -> bool:
        """Whether nothing is missing at all."""
        return not self.before_meeting and not self.before_office


def vetting_gaps(sheet: VettingSheet, book: RuleBook, calendar: WorkCalendar) -> Explained[VettingGaps]:
    """Name what a sheet lacks by the rules of the day it was started.

    Raises NoTextInForce for a sheet or a notice older than every text.
    """
    on = sheet.started_on
    texts = [
        book.constant(key, on=on) for key in ("vetting.checks", "vetting.two_signatures", "vetting.integrity_talk")
    ]
    before = [gap for kind in book.texts("vetting.checks", on=on) for gap in _check_gaps(kind, sheet.checks.get(kind))]
    if book.flag("vetting.two_signatures", on=on):
        before += _signature_gaps(sheet)
    after = []
    if sheet.notice_from is None or sheet.notice_to is None:
        after.append("任前公示：缺起止日期")
    elif sheet.notice_to < sheet.notice_from:
        after.append("任前公示：结束日期早于开始日期")
    else:
        notice = notice_period("appointment_notice", sheet.notice_from, sheet.notice_to, calendar, book)
        texts += notice.texts
        if not notice.value.long_enough:
            after.append(f"任前公示：{notice.value.working_days}个工作日，不足{notice.value.required}个")
    if book.flag("vetting.integrity_talk", on=on) and sheet.talked_on is None:
        after.append("任前廉政谈话未进行")
    found = VettingGaps(tuple(before), tuple(after), tuple(_doubts(sheet)))
    inputs = tuple(
        Input(CHECK_LABELS.get(kind, kind), _in_words(check), sheet.record) for kind, check in sheet.checks.items()
    )
    return Explained(found, "凡提四必、双签字、公示", inputs, _sentence(found), tuple(texts))


def _check_gaps(kind: str, check: Check | None) -> Iterator[str]:
    label = CHECK_LABELS.get(kind, kind)
    if check is None or (check.done_on is None and not check.conclusion.strip()):
        yield f"{label}：未做"
        return
    if check.done_on is None:
        yield f"{label}：缺日期"
    if not check.conclusion.strip():
        yield f"{label}：缺结论"
    if not check.by.strip():
        yield f"{label}：缺{'文号' if kind == 'discipline' else '经办人'}"


def _signature_gaps(sheet: VettingSheet) -> Iterator[str]:
    if not sheet.integrity_words.strip():
        yield "廉洁自律结论性意见：未填写"
    for label, signature in (("书记", sheet.secretary), ("纪委书记", sheet.discipline_secretary)):
        if not signature.name.strip():
            yield f"双签字：缺{label}签字"
        elif signature.signed_on is None:
            yield f"双签字：缺{label}签字日期"


def _doubts(sheet: VettingSheet) -> Iterator[str]:
    """Tell what is there and yet does not fit."""
    for kind, check in sheet.checks.items():
        if not check.is_clean:
            yield f"{CHECK_LABELS.get(kind, kind)}：结论为“{check.conclusion}”，请先处理"
    names = sheet.secretary.name.strip(), sheet.discipline_secretary.name.strip()
    if names[0] and names[0] == names[1]:
        yield f"双签字：两处都是{names[0]}，应由书记和纪委书记分别签字"
    heard = sheet.checks.get("discipline", Check()).done_on
    signed = sheet.discipline_secretary.signed_on
    if heard is not None and signed is not None and signed < heard:
        yield "双签字：纪委书记签字早于纪检监察机关回复"
    days = [check.done_on for check in sheet.checks.values() if check.done_on is not None]
    if sheet.decided_on is not None and any(day > sheet.decided_on for day in days):
        yield "讨论决定早于审核完成"


def _in_words(check: Check) -> str:
    day = "未做" if check.done_on is None else f"{check.done_on:%Y.%m.%d}"
    return f"{day} {check.conclusion}".strip()


def _sentence(found: VettingGaps) -> str:
    parts = []
    if found.before_meeting:
        parts.append(f"上会前还缺：{'；'.join(found.before_meeting)}。")
    else:
        parts.append("凡提四必和双签字齐全，可上会。")
    if found.before_office:
        parts.append(f"任职前还缺：{'；'.join(found.before_office)}。")
    if found.to_look_at:
        parts.append(f"请注意：{'；'.join(found.to_look_at)}。")
    return "".join(parts)
