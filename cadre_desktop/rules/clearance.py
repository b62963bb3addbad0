"""澄清正名: only what was found untrue or a false charge may be cleared, and what was cleared counts no more.

“未查实但不能排除” is not untrue and must not be cleared.  Who complained is never known here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook

FINDING_LABELS: Mapping[str, str] = MappingProxyType(
    {"untrue": "不实", "false_charge": "诬告陷害", "unclear": "无法认定", "true": "属实"}
)
_FIELD_LABELS = {
    "verifier": "核实单位",
    "situation": "澄清情形",
    "consent": "本人同意",
    "way": "澄清方式",
    "scope": "澄清范围",
    "approved_on": "审批日期",
}


@dataclass(frozen=True, slots=True)
class ClearanceFile:
    """One clearance: the finding by code, which fields are filled, what records it is about, when it was done."""

    record: str
    on: date
    finding: str = ""
    filled: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    cleared_on: date | None = None
    revisited_on: date | None = None
    charge_handed_on: date | None = None


def may_be_cleared(case: ClearanceFile, book: RuleBook) -> Explained[bool]:
    """Say whether the finding allows clearing."""
    text = book.constant("clearance.clearable", on=case.on)
    allowed = case.finding in book.texts("clearance.clearable", on=case.on)
    label = FINDING_LABELS.get(case.finding, case.finding or "未填写")
    verdict = "可以澄清" if allowed else "不能澄清，只有查明不实或诬告陷害的才能澄清"
    return Explained(
        allowed, "澄清条件", (Input("核查结论", label, case.record),), f"核查结论“{label}”：{verdict}。", (text,)
    )


def require_clearable(case: ClearanceFile, book: RuleBook) -> None:
    """Let clearing pass, or raise NotAllowed with the reason."""
    found = may_be_cleared(case, book)
    if not found.value:
        raise NotAllowed(found.sentence.rstrip("。"), hint="请先由核实单位作出结论；无法认定的按“不予澄清”处理")


def clearance_gaps(case: ClearanceFile, book: RuleBook) -> Explained[tuple[str, ...]]:
    """Name what is missing before clearing, and afterwards: the revisit, and handing on a false charge."""
    needed = book.texts("clearance.needed", on=case.on)
    gaps = [_FIELD_LABELS.get(name, name) for name in needed if name not in case.filled]
    if case.cleared_on is not None:
        if case.revisited_on is None and book.flag("clearance.revisit", on=case.on):
            gaps.append("效果回访")
        if case.finding == "false_charge" and case.charge_handed_on is None:
            gaps.append("诬告线索移交")
    told = f"还缺：{'、'.join(gaps)}。" if gaps else "填写完整。"
    texts = tuple(book.constant(f"clearance.{key}", on=case.on) for key in ("needed", "revisit"))
    return Explained(
        tuple(gaps), "澄清正名", (Input("澄清", "已澄清" if case.cleared_on else "未澄清", case.record),), told, texts
    )


def cleared_records(cases: Iterable[ClearanceFile], book: RuleBook, on: date) -> frozenset[str]:
    """Return the records that count no more on a day: those of clearances done by then whose finding allows it."""
    return frozenset(
        record
        for case in cases
        if case.cleared_on is not None and case.cleared_on <= on and may_be_cleared(case, book).value
        for record in case.about
    )
