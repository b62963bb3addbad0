"""澄清正名 — a complaint found untrue is cleared where it did harm.

Only 不实 and 诬告 may be cleared; what could not be established is neither proved nor cleared.  There is no field
for whoever complained, and none may be added: who reports is never stored.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.supervision_item import SupervisionItem
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Finding(Choice):
    """核查结论."""

    UNTRUE = "untrue", "不实"
    FALSE_CHARGE = "false_charge", "诬告陷害"
    UNCLEAR = "unclear", "无法认定"


class Situation(Choice):
    """澄清的情形."""

    SELECTION = "selection", "影响选拔任用等"
    LIFE = "life", "影响人身财产或生活"
    REPEATED = "repeated", "被反复反映"
    OTHER = "other", "其他"


class ClearanceWay(Choice):
    """澄清方式."""

    LETTER = "letter", "书面澄清"
    FACE = "face", "当面澄清"
    MEETING = "meeting", "会议澄清"
    NOTICE = "notice", "通报澄清"


class ClearanceState(Choice):
    """状态."""

    VERIFYING = "verifying", "核实"
    DRAFTED = "drafted", "拟定"
    APPROVED = "approved", "审批"
    DONE = "done", "已澄清"
    VISITED = "visited", "已回访"
    NOT_CLEARED = "not_cleared", "不予澄清"


class Clearance(Record):
    """澄清正名 — one matter about one official."""

    __tablename__ = "clearance"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    matter: Mapped[str] = field(
        "反映的问题", multiline=True, width=36, help="只写反映的具体问题；不登记反映人的任何信息"
    )
    clue_number: Mapped[str | None] = field("线索编号", length=60, width=16, help="办理部门的编号，不写反映人")
    verifier_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    verifier: Mapped[Unit | None] = link("核实单位", width=20)
    finding: Mapped[Finding | None] = field("核查结论", width=10)
    found_on: Mapped[date | None] = field("结论日期")
    sanction_id: Mapped[str | None] = mapped_column(ForeignKey("sanction.id"), index=True)
    sanction: Mapped[Sanction | None] = link("所涉处分处理", width=22)
    reminder_id: Mapped[str | None] = mapped_column(ForeignKey("reminder.id"), index=True)
    reminder: Mapped[Reminder | None] = link("所涉提醒诫勉", width=22)
    supervision_item_id: Mapped[str | None] = mapped_column(ForeignKey("supervision_item.id"), index=True)
    supervision_item: Mapped[SupervisionItem | None] = link("所涉监督事项", width=22)
    situation: Mapped[Situation | None] = field("澄清情形", width=16)
    harm: Mapped[str | None] = field("造成的影响", multiline=True, width=30)
    on_request: Mapped[bool] = field("本人申请", default=False, width=9)
    consented: Mapped[bool] = field("本人同意澄清", default=False, width=11)
    state: Mapped[ClearanceState] = field("状态", default=ClearanceState.VERIFYING, width=9)
    approved_by: Mapped[str | None] = field("审批人", length=60, width=14)
    approved_on: Mapped[date | None] = field("审批日期")
    way: Mapped[ClearanceWay | None] = field("澄清方式", width=11)
    scope: Mapped[str | None] = field("澄清范围", length=200, width=24, help="与影响的范围相称")
    cleared_on: Mapped[date | None] = field("澄清日期", index=True)
    place: Mapped[str | None] = field("地点", length=80, width=16)
    attendants: Mapped[str | None] = field("参加人", length=300, width=24)
    opinion: Mapped[str | None] = field("本人意见", multiline=True, width=30)
    revisited_on: Mapped[date | None] = field("回访日期")
    revisit: Mapped[str | None] = field("回访情况", multiline=True, width=30)
    charge_handed_on: Mapped[date | None] = field("诬告线索移交日期", width=15)
    charge_handling: Mapped[str | None] = field(
        "诬告陷害处理情况", multiline=True, width=30, help="只写办理结果，不写当事人"
    )

    def __str__(self) -> str:
        return f"{self.cadre}澄清正名"


_CLEARING = (ClearanceState.APPROVED, ClearanceState.DONE, ClearanceState.VISITED)
_CLEARABLE = (Finding.UNTRUE, Finding.FALSE_CHARGE)


def check(clearance: Clearance, today: date) -> Iterator[Problem]:
    """Only what was found untrue is cleared, with the person's consent, in a way and a scope."""
    if clearance.state in _CLEARING and clearance.finding not in _CLEARABLE:
        yield Problem("finding", "只有查明不实或诬告陷害的才能澄清；无法认定的请改为“不予澄清”")
    if clearance.state in (ClearanceState.DONE, ClearanceState.VISITED):
        for name, words in (("way", "澄清方式"), ("scope", "澄清范围"), ("cleared_on", "澄清日期")):
            if not getattr(clearance, name):
                yield Problem(name, f"已澄清的请填写{words}")
        if not clearance.consented:
            yield Problem("consented", "澄清前应征得本人同意")
    if clearance.state is ClearanceState.VISITED and not (clearance.revisited_on and clearance.revisit):
        yield Problem("revisit", "已回访的请填写回访日期和情况")
    if clearance.charge_handed_on and clearance.finding is not Finding.FALSE_CHARGE:
        yield Problem("charge_handed_on", "结论为诬告陷害的才移交诬告线索")
    for name in ("found_on", "approved_on", "cleared_on", "revisited_on", "charge_handed_on"):
        if (day := getattr(clearance, name)) and day > today:
            yield Problem(name, "日期不能晚于今天")
    for earlier, later in (("found_on", "cleared_on"), ("approved_on", "cleared_on"), ("cleared_on", "revisited_on")):
        first, second = getattr(clearance, earlier), getattr(clearance, later)
        if first and second and second < first:
            yield Problem(later, "日期先后不对，请核对")


C = Clearance

KIND = RecordKind(
    key="clearance",
    title="澄清正名",
    model=C,
    moments=(
        C.cleared_on,
        C.found_on,
    ),
    form=(
        Section(
            "反映和核实",
            C.cadre,
            C.matter,
            C.clue_number,
            C.verifier,
            C.finding,
            C.found_on,
            C.sanction,
            C.reminder,
            C.supervision_item,
        ),
        Section("拟定和审批", C.situation, C.harm, C.on_request, C.consented, C.state, C.approved_by, C.approved_on),
        Section("澄清", C.way, C.scope, C.cleared_on, C.place, C.attendants, C.opinion),
        Section("回访和追责", C.revisited_on, C.revisit, C.charge_handed_on, C.charge_handling),
    ),
    table=(C.cadre, C.finding, C.state, C.way, C.cleared_on, C.revisited_on),
    filters=(C.finding, C.state, C.way),
    check=check,
)
