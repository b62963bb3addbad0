"""实绩条目 — one thing an official brought about, 显绩 or 潜绩, with its evidence and its review."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.performance_term import PerformanceTerm, Responsibility, TermTask
from cadre_desktop.records.stored import changed_names, stored
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Level
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Ledger(Choice):
    """两本账 — 显绩 shows now; 潜绩 shows later and is looked at again."""

    VISIBLE = "visible", "显绩"
    LATENT = "latent", "潜绩"


class Basis(Choice):
    """依据 — where the item comes from."""

    INDICATOR = "indicator", "关键指标"
    KEY_TASK = "key_task", "重点任务"


class Paper(Choice):
    """五张试卷 — the five dimensions of assessment."""

    POLITICAL = "political", "政治建设"
    DEVELOPMENT = "development", "高质量发展"
    CONDUCT = "conduct", "作风建设"
    PARTY = "party", "党建工作"
    LIVELIHOOD = "livelihood", "民生保障"


class Group(Choice):
    """内容类别 — the eight groups of an achievement file."""

    POLITICAL = "political", "政治表现"
    DUTIES = "duties", "主管或分管工作"
    SPECIAL = "special", "重点或专项工作"
    INNOVATION = "innovation", "创新工作"
    AD_HOC = "ad_hoc", "临时任务"
    VOICES = "voices", "各方评价"
    HONOURS = "honours", "奖惩"
    OTHER = "other", "其他"


class AchievementState(Choice):
    """实绩条目状态."""

    DRAFT = "draft", "草稿"
    DECLARED = "declared", "申报"
    REVIEWING = "reviewing", "审核"
    CONFIRMED = "confirmed", "认定"
    RETURNED = "returned", "退回"
    FILED = "filed", "入档"


class Strength(Choice):
    """佐证强度 — strongest first; a self-statement alone proves nothing."""

    DOCUMENT = "document", "文件"
    SITE = "site", "实地"
    NOTICE = "notice", "上级通报"
    THIRD_PARTY = "third_party", "第三方数据"
    SELF = "self", "自述"


class Achievement(Record):
    """实绩条目."""

    __tablename__ = "achievement"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("时任单位", width=20)
    year: Mapped[int] = field("年度", width=8, index=True)
    ledger: Mapped[Ledger] = field("账目", default=Ledger.VISIBLE, width=8, aliases=("显绩潜绩", "类别"))
    basis: Mapped[Basis] = field("依据", default=Basis.KEY_TASK, aliases=("关键指标或重点任务",))
    paper: Mapped[Paper] = field("试卷维度", width=12, aliases=("五张试卷",))
    group: Mapped[Group] = field("内容类别", default=Group.DUTIES, width=16)
    title: Mapped[str] = field("实绩事项", length=200, width=34, searchable=True)
    term_id: Mapped[str | None] = mapped_column(ForeignKey("performance_term.id"), index=True)
    term: Mapped[PerformanceTerm | None] = link("实绩档案", width=24)
    task_id: Mapped[str | None] = mapped_column(ForeignKey("term_task.id"), index=True)
    task: Mapped[TermTask | None] = link("对应任务", width=24)
    goal: Mapped[str | None] = field("目标", length=300, width=24, searchable=True)
    baseline: Mapped[str | None] = field("起点", length=300, width=24, help="接手时是什么样")
    process: Mapped[str | None] = field("过程", multiline=True, width=36, searchable=True)
    result: Mapped[str | None] = field(
        "成效", multiline=True, width=36, searchable=True, help="用数据说话：增长多少、解决几件"
    )
    own_role: Mapped[Responsibility] = field("本人责任", default=Responsibility.CHIEF)
    own_part: Mapped[str | None] = field("本人作用", length=300, width=28, searchable=True, help="本人具体做了什么")
    happened_on: Mapped[PartialDate | None] = field("完成时间")
    completion: Mapped[Level | None] = field("完成度", width=8)
    truth: Mapped[Level | None] = field("真实度", width=8)
    difficulty: Mapped[Level | None] = field("难易度", width=8)
    contribution: Mapped[Level | None] = field("贡献度", width=8)
    reviewer: Mapped[str | None] = field("审核人", length=40)
    reviewed_on: Mapped[date | None] = field("审核日期", read_only=True)
    opinion: Mapped[str | None] = field("审核意见", multiline=True, width=30)
    reply: Mapped[str | None] = field(
        "本人说明", multiline=True, width=30, help="对退回或审核意见的说明，与意见一并保存"
    )
    state: Mapped[AchievementState] = field("状态", default=AchievementState.DRAFT, read_only=True, index=True)
    look_back_on: Mapped[date | None] = field("回看日期", index=True, help="潜绩到期自动回到待办，由当时在岗的人回看")
    look_back_result: Mapped[str | None] = field("回看结果", multiline=True, width=30)

    def __str__(self) -> str:
        return self.title


class Evidence(Record):
    """佐证 — what an achievement rests on, and how strong that is."""

    __tablename__ = "evidence"

    achievement_id: Mapped[str] = mapped_column(ForeignKey("achievement.id"), index=True)
    achievement: Mapped[Achievement] = link("实绩事项", width=30)
    strength: Mapped[Strength] = field("佐证类型", width=12)
    title: Mapped[str] = field("佐证内容", length=200, width=34, searchable=True)
    reference: Mapped[str | None] = field("文号或出处", length=120, width=22)
    dated_on: Mapped[PartialDate | None] = field("日期")

    def __str__(self) -> str:
        return f"{self.strength.label}：{self.title}"


_LOOKING_BACK = frozenset({"look_back_on", "look_back_result"})
_REVIEW = frozenset(
    {"completion", "truth", "difficulty", "contribution", "reviewer", "reviewed_on", "opinion", "reply", "state"}
)


def check(item: Achievement, today: date) -> Iterator[Problem]:
    """A 潜绩 item needs a day to look back; a task belongs to the term; what was confirmed stands."""
    if not 2000 <= item.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    if item.ledger is Ledger.LATENT and item.look_back_on is None:
        yield Problem("look_back_on", "潜绩请填写回看日期")
    if item.ledger is Ledger.VISIBLE and item.look_back_on is not None:
        yield Problem("look_back_on", "显绩不需要回看日期；如需回看，请把账目改为潜绩")
    if item.look_back_on and item.look_back_on.year < item.year:
        yield Problem("look_back_on", "回看日期不能早于实绩年度")
    if item.task and item.term and item.task.term_id != item.term.id:
        yield Problem("task", "所选任务不属于这份实绩档案")
    if item.term and item.cadre and item.term.cadre_id != item.cadre.id:
        yield Problem("term", "所选实绩档案不是这名干部的")
    if item.deleted_at is not None and item.state is AchievementState.CONFIRMED:
        yield Problem("", "已认定的实绩不能删除；确有错误请先打开它，退回重新审核")
    if item.deleted_at is not None and item.state is AchievementState.FILED:
        yield Problem("", "已入档的实绩不能删除")
    before = stored(item, "state")
    if before is AchievementState.FILED and changed_names(item) - _LOOKING_BACK:
        yield Problem("", "实绩已入档，除潜绩回看外不能再修改")
    elif before is AchievementState.CONFIRMED and changed_names(item) - _LOOKING_BACK - _REVIEW:
        yield Problem("", "实绩已认定，内容不能再修改；确有错误请先退回重新审核")


A = Achievement

KIND = RecordKind(
    key="achievement",
    title="实绩条目",
    model=A,
    moments=(
        A.happened_on,
        A.year,
    ),
    form=(
        Section("事项", A.cadre, A.unit, A.year, A.ledger, A.basis, A.paper, A.group, A.title, A.term, A.task),
        Section("起点、过程、成效", A.goal, A.baseline, A.process, A.result, A.own_role, A.own_part, A.happened_on),
        Section(
            "四维审核",
            A.completion,
            A.truth,
            A.difficulty,
            A.contribution,
            A.reviewer,
            A.reviewed_on,
            A.opinion,
            A.reply,
            A.state,
        ),
        Section("潜绩回看", A.look_back_on, A.look_back_result),
    ),
    table=(A.cadre, A.unit, A.year, A.ledger, A.paper, A.title, A.state, A.look_back_on),
    filters=(A.unit, A.ledger, A.paper, A.state),
    spare=(A.paper, A.unit),
    check=check,
)

E = Evidence

EVIDENCE = RecordKind(
    key="evidence",
    title="佐证",
    model=E,
    form=(Section("佐证", E.achievement, E.strength, E.title, E.reference, E.dated_on),),
    table=(E.achievement, E.strength, E.title, E.reference, E.dated_on),
    part_of=E.achievement,
)
