"""提醒、函询、诫勉、约谈: the steps each may take, what may follow from it, who approves, and what its file lacks.

实施细则 (2015): a 函询 is answered in writing, a 诫勉 is approved by the first secretary and looked at again; the
deadlines are in `working_days` and `dated_terms`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook

REMINDER_KIND_LABELS: Mapping[str, str] = MappingProxyType(
    {"reminder": "提醒", "inquiry": "函询", "admonition": "诫勉", "talk": "约谈"}
)
REMINDER_STATE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "draft": "拟定",
        "approved": "已批准",
        "issued": "已发出或已谈话",
        "replied": "已回复",
        "examined": "已核查研判",
        "closed": "了结",
        "turned": "转下一步",
        "followed": "已跟踪归档",
    }
)
NEXT_STEP_LABELS: Mapping[str, str] = MappingProxyType(
    {"close": "了结", "to_inquiry": "转函询", "to_admonition": "转诫勉", "to_measure": "转组织处理"}
)
TURNS_INTO: Mapping[str, str] = MappingProxyType({"to_inquiry": "inquiry", "to_admonition": "admonition"})
_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "draft": ("approved",),
        "approved": ("issued", "draft"),
        "issued": ("replied", "examined"),
        "replied": ("examined",),
        "examined": ("closed", "turned"),
        "closed": ("followed",),
        "turned": ("followed",),
        "followed": (),
    }
)
_FIELD_LABELS = {
    "issued_on": "发出或谈话日期",
    "matter": "事由",
    "document": "文书编号",
    "received_on": "本人收到日期",
    "replied_on": "回复日期",
    "reply": "本人说明",
    "talkers": "谈话人",
    "recorder": "记录人",
    "approved_by": "批准人",
}
_REPLY_FIELDS = frozenset({"received_on", "replied_on", "reply"})


@dataclass(frozen=True, slots=True)
class ReminderFile:
    """One reminder: kind and state by code, which of its fields are filled, and whether what began it was cleared."""

    record: str
    kind: str
    state: str
    filled: frozenset[str]
    approved_by: str = ""
    next_step: str = ""
    started_by: frozenset[str] = frozenset()


def next_states(kind: str, state: str) -> tuple[str, ...]:
    """Return the states that may follow.

    Only a 函询 waits for a reply; one that nobody answers is examined all the same.  Raises ValueError for an
    unknown state.
    """
    if state not in _STEPS:
        raise ValueError(f"没有“{state}”这个状态")
    return _STEPS[state] if state != "issued" or kind == "inquiry" else ("examined",)


def require_state(kind: str, state: str, target: str) -> None:
    """Let a step pass, or raise NotAllowed with what may be done instead."""
    allowed = next_states(kind, state)
    if target not in allowed:
        ways = "、".join(REMINDER_STATE_LABELS[code] for code in allowed) or "不能再变动"
        wanted = REMINDER_STATE_LABELS.get(target, target)
        raise NotAllowed(f"{_kind(kind)}“{REMINDER_STATE_LABELS[state]}”后不能转为“{wanted}”，下一步：{ways}")


def next_steps(kind: str, book: RuleBook, on: date) -> Explained[tuple[str, ...]]:
    """Return what may follow from a reminder of a kind: closing it, a heavier kind, an organisational measure."""
    text = book.constant("reminders.next", on=on, applies_to=kind)
    steps = book.texts("reminders.next", on=on, applies_to=kind)
    words = "、".join(NEXT_STEP_LABELS.get(step, step) for step in steps)
    return Explained(steps, "下一步", (), f"{_kind(kind)}后可以：{words}。", (text,))


def require_next_step(kind: str, step: str, book: RuleBook, on: date) -> None:
    """Let a next step pass, or raise NotAllowed: nothing turns into something lighter or into itself."""
    allowed = next_steps(kind, book, on)
    if step not in allowed.value:
        raise NotAllowed(f"{_kind(kind)}不能{NEXT_STEP_LABELS.get(step, step)}", hint=allowed.sentence)


def reminder_gaps(reminder: ReminderFile, book: RuleBook, on: date) -> Explained[tuple[str, ...]]:
    """Name what the file of a reminder lacks in the state it is in.

    Before it is issued only the approval is asked for; an answer is asked for only once it is said to be there.
    """
    needed: list[str] = []
    if reminder.state != "draft" and not reminder.approved_by.strip():
        needed.append("approved_by")
    texts = [book.constant("reminders.approver", on=on, applies_to=reminder.kind)]
    if reminder.state not in ("draft", "approved"):
        texts.append(book.constant("reminders.needed", on=on, applies_to=reminder.kind))
        fields = book.texts("reminders.needed", on=on, applies_to=reminder.kind)
        waiting = reminder.state == "issued"
        needed += [name for name in fields if name not in reminder.filled and not (waiting and name in _REPLY_FIELDS)]
    gaps = [_FIELD_LABELS.get(name, name) for name in needed]
    if reminder.state in ("closed", "turned", "followed") and not reminder.next_step:
        gaps.append("处理结果")
    approver = f"（应由{texts[0].value}批准）" if "approved_by" in needed else ""
    told = f"还缺：{'、'.join(gaps)}{approver}。" if gaps else "填写完整。"
    inputs = (Input("状态", REMINDER_STATE_LABELS.get(reminder.state, reminder.state), reminder.record),)
    return Explained(tuple(gaps), f"{_kind(reminder.kind)}材料", inputs, f"{_kind(reminder.kind)}{told}", tuple(texts))


def counts(reminder: ReminderFile, cleared: frozenset[str]) -> bool:
    """Say whether a reminder still counts: not when all that began it, or it itself, was cleared as untrue."""
    if reminder.record in cleared:
        return False
    return not reminder.started_by or not reminder.started_by <= cleared


def _kind(kind: str) -> str:
    return REMINDER_KIND_LABELS.get(kind, kind)
