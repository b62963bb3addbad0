"""提醒、函询、诫勉、约谈 — from the finding of a tendency to the follow-up, the person's reply beside it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, TalkProblem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.problem import Problem as GroundProblem
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class ReminderKind(Choice):
    """方式 — 关于组织人事部门对领导干部进行提醒、函询和诫勉的实施细则 (2015); 约谈 as local practice has it."""

    REMINDER = "reminder", "提醒"
    INQUIRY = "inquiry", "函询"
    ADMONITION = "admonition", "诫勉"
    TALK = "talk", "约谈"


class Organ(Choice):
    """实施机关 — the organisation office and the discipline organ use different channels."""

    ORGANISATION = "organisation", "组织人事部门"
    DISCIPLINE = "discipline", "纪检监察机关"


class SubjectClass(Choice):
    """重点对象."""

    HEAD = "head", "一把手"
    KEY_POST = "key_post", "关键岗位"
    NEWLY_PROMOTED = "newly_promoted", "新提拔"
    YOUNG = "young", "年轻干部"
    OTHER = "other", "其他"


class ReminderState(Choice):
    """状态."""

    DRAFT = "draft", "拟定"
    APPROVED = "approved", "已批准"
    ISSUED = "issued", "已发出或已谈话"
    REPLIED = "replied", "已回复"
    EXAMINED = "examined", "已核查研判"
    CLOSED = "closed", "了结"
    TURNED = "turned", "转下一步"
    FOLLOWED = "followed", "已跟踪归档"


class NextStep(Choice):
    """核查研判的结果."""

    CLOSE = "close", "了结"
    TO_INQUIRY = "to_inquiry", "转函询"
    TO_ADMONITION = "to_admonition", "转诫勉"
    TO_MEASURE = "to_measure", "转组织处理"


class Reminder(Record):
    """提醒函询诫勉 — one measure to one official."""

    __tablename__ = "reminder"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("所在单位", width=20)
    kind: Mapped[ReminderKind] = field("方式", width=8, aliases=("类型",))
    organ: Mapped[Organ] = field("实施机关", default=Organ.ORGANISATION, width=14)
    subject_class: Mapped[SubjectClass | None] = field("对象类别", width=11)
    state: Mapped[ReminderState] = field("状态", default=ReminderState.DRAFT, width=13)
    matter: Mapped[str] = field("事由", multiline=True, width=36, help="苗头性、倾向性问题，或需要本人说明的问题")
    source: Mapped[str | None] = field("问题来源", length=120, width=20, help="如巡察反馈、审计报告；不登记反映人")
    approved_by: Mapped[str | None] = field("批准人", length=60, width=14)
    approved_on: Mapped[date | None] = field("批准日期")
    issued_on: Mapped[date | None] = field("发出或谈话日期", index=True, width=13, aliases=("谈话日期", "日期"))
    document: Mapped[str | None] = field("文书编号", length=60, width=18)
    talkers: Mapped[str | None] = field("谈话人", length=120, width=18)
    recorder: Mapped[str | None] = field("记录人", length=30, width=10)
    place: Mapped[str | None] = field("地点", length=80, width=16)
    content: Mapped[str | None] = field("谈话内容或要求", multiline=True, width=36)
    received_on: Mapped[date | None] = field("本人收到日期", width=12)
    reply_due_on: Mapped[date | None] = field("回复时限", width=12, help="函询为收到后15个工作日，留空由程序推算")
    replied_on: Mapped[date | None] = field("回复日期")
    reply: Mapped[str | None] = field("本人说明", multiline=True, width=36)
    finding: Mapped[str | None] = field("核查研判意见", multiline=True, width=30)
    next_step: Mapped[NextStep | None] = field("处理", width=11)
    came_from_id: Mapped[str | None] = mapped_column(ForeignKey("reminder.id"), index=True)
    came_from: Mapped["Reminder | None"] = link(
        "由此转来", foreign_keys=[came_from_id], remote_side="Reminder.id", width=22
    )
    interview_id: Mapped[str | None] = mapped_column(ForeignKey("interview.id"), index=True)
    interview: Mapped[Interview | None] = link("相关谈话", width=22)
    talk_problem_id: Mapped[str | None] = mapped_column(ForeignKey("talk_problem.id"), index=True)
    talk_problem: Mapped[TalkProblem | None] = link("起因：谈话反映的问题", width=24)
    problem_id: Mapped[str | None] = mapped_column(ForeignKey("problem.id"), index=True)
    problem: Mapped[GroundProblem | None] = link("起因：问题集", width=24)
    influence_months: Mapped[int | None] = field(
        "影响期（月）", width=11, help="诫勉一般为6个月，各地不尽相同；留空按规定推算"
    )
    follow_up_on: Mapped[date | None] = field("跟踪了解日期", width=12)
    follow_up: Mapped[str | None] = field("跟踪了解情况", multiline=True, width=30)

    def __str__(self) -> str:
        when = f"{self.issued_on:%Y.%m.%d}" if self.issued_on else "未发出"
        return f"{self.cadre}{self.kind.label}（{when}）"


_ISSUED = (
    ReminderState.ISSUED,
    ReminderState.REPLIED,
    ReminderState.EXAMINED,
    ReminderState.CLOSED,
    ReminderState.TURNED,
    ReminderState.FOLLOWED,
)


def check(reminder: Reminder, today: date) -> Iterator[Problem]:
    """Dates run in the order of the steps; an inquiry is answered in writing."""
    if reminder.state in _ISSUED and reminder.issued_on is None:
        yield Problem("issued_on", "已发出或已谈话的，请填写日期")
    for name in ("approved_on", "issued_on", "received_on", "replied_on", "follow_up_on"):
        if (day := getattr(reminder, name)) and day > today:
            yield Problem(name, "日期不能晚于今天")
    pairs = (("approved_on", "issued_on"), ("issued_on", "received_on"), ("received_on", "replied_on"))
    for earlier, later in (*pairs, ("issued_on", "follow_up_on"), ("received_on", "reply_due_on")):
        first, second = getattr(reminder, earlier), getattr(reminder, later)
        if first and second and second < first:
            yield Problem(later, "日期先后不对，请核对")
    if reminder.state is ReminderState.REPLIED and not (reminder.replied_on and reminder.reply):
        yield Problem("reply", "已回复的，请填写回复日期和本人说明")
    if reminder.state in (ReminderState.TURNED, ReminderState.CLOSED) and reminder.next_step is None:
        yield Problem("next_step", "请选择处理结果")
    if reminder.influence_months is not None and not 0 <= reminder.influence_months <= 48:
        yield Problem("influence_months", "影响期应在 0 到 48 个月之间")
    if reminder.came_from is not None and reminder.came_from.id == reminder.id:
        yield Problem("came_from", "不能由自己转来")


R = Reminder

KIND = RecordKind(
    key="reminder",
    title="提醒函询诫勉",
    model=R,
    moments=(
        R.issued_on,
        R.approved_on,
    ),
    form=(
        Section(
            "对象和事由",
            R.cadre,
            R.unit,
            R.kind,
            R.organ,
            R.subject_class,
            R.matter,
            R.source,
            R.came_from,
            R.talk_problem,
            R.problem,
        ),
        Section(
            "批准和实施",
            R.state,
            R.approved_by,
            R.approved_on,
            R.issued_on,
            R.document,
            R.talkers,
            R.recorder,
            R.place,
            R.content,
            R.interview,
        ),
        Section("本人说明", R.received_on, R.reply_due_on, R.replied_on, R.reply),
        Section("处理和跟踪", R.finding, R.next_step, R.influence_months, R.follow_up_on, R.follow_up),
    ),
    table=(R.cadre, R.kind, R.state, R.issued_on, R.reply_due_on, R.replied_on, R.next_step),
    filters=(R.unit, R.kind, R.state, R.subject_class),
    check=check,
)
