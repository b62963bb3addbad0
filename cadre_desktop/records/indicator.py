"""考核指标 — what a class of units is assessed by in a year, each indicator kept or stopped with its reason."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class UnitClass(Choice):
    """指标适用的单位类别 — 差异化考核 sets townships and county departments apart."""

    TOWNSHIP = "township", "乡镇（街道）"
    DEPARTMENT = "department", "县（市）直单位"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "国有企业"
    ALL = "all", "全部单位"


class SetState(Choice):
    """指标体系状态."""

    DRAFT = "draft", "草案"
    ISSUED = "issued", "已下达"
    ENDED = "ended", "已停用"


class Share(Choice):
    """共性指标 are asked of everybody, 个性指标 of some."""

    COMMON = "common", "共性"
    OWN = "own", "个性"


class StopReason(Choice):
    """停用原因."""

    REPEATED = "repeated", "重复考核"
    REDUNDANT = "redundant", "流程冗余"
    MERGED = "merged", "并入其他指标"
    FINISHED = "finished", "任务已完成"
    OTHER = "other", "其他"


class IndicatorSet(Record):
    """考核指标体系 — one year, one class of units."""

    __tablename__ = "indicator_set"
    __found_by_name__ = True

    name: Mapped[str] = field("指标体系名称", length=60, width=28, searchable=True)
    year: Mapped[int] = field("年度", width=8, index=True)
    unit_class: Mapped[UnitClass] = field("适用单位", width=14)
    state: Mapped[SetState] = field("状态", default=SetState.DRAFT, width=9)
    issued_on: Mapped[date | None] = field("下达日期")
    document: Mapped[str | None] = field("文号", length=60, width=18)
    base_year: Mapped[int | None] = field("对照年度", width=9, help="精简前的年度，如 2023")
    base_count: Mapped[int | None] = field(
        "对照年度项数", width=12, help="对照年度的指标不在本程序里时填写；在本程序里的按记录计算"
    )
    remark: Mapped[str | None] = field("说明", multiline=True, width=30)

    def __str__(self) -> str:
        return self.name


class Indicator(Record):
    """考核指标 — one line of a set."""

    __tablename__ = "indicator"

    indicator_set_id: Mapped[str] = mapped_column(ForeignKey("indicator_set.id"), index=True)
    indicator_set: Mapped[IndicatorSet] = link("指标体系", width=26)
    number: Mapped[int] = field("序号", width=7)
    name: Mapped[str] = field("指标名称", length=120, width=30, searchable=True)
    share: Mapped[Share] = field("共性或个性", default=Share.COMMON, width=11)
    weight: Mapped[float | None] = field("分值", width=7)
    duty_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    duty_unit: Mapped[Unit | None] = link("责任单位", width=18)
    in_use: Mapped[bool] = field("在用", default=True, width=7)
    stop_reason: Mapped[StopReason | None] = field("停用原因", width=12)
    stop_words: Mapped[str | None] = field("停用说明", length=200, width=24)

    def __str__(self) -> str:
        return self.name


def check(indicators: IndicatorSet, today: date) -> Iterator[Problem]:
    """An issued set is dated; the base year lies before it."""
    if not 2000 <= indicators.year <= today.year + 1:
        yield Problem("year", f"年度应在 2000 到 {today.year + 1} 之间")
    if indicators.state is SetState.ISSUED and indicators.issued_on is None:
        yield Problem("issued_on", "已下达的指标体系请填写下达日期")
    if indicators.issued_on and indicators.issued_on > today:
        yield Problem("issued_on", "下达日期不能晚于今天")
    if indicators.base_year is not None and indicators.base_year >= indicators.year:
        yield Problem("base_year", "对照年度应早于本年度")
    if indicators.base_count is not None and indicators.base_count < 0:
        yield Problem("base_count", "项数不能是负数")
    if indicators.base_count is not None and indicators.base_year is None:
        yield Problem("base_year", "填了对照年度项数，请填写对照年度")


def check_indicator(indicator: Indicator, _today: date) -> Iterator[Problem]:
    """A stopped indicator says why; one in use has no reason to stop."""
    if indicator.weight is not None and indicator.weight < 0:
        yield Problem("weight", "分值不能是负数")
    if not indicator.in_use and indicator.stop_reason is None:
        yield Problem("stop_reason", "停用的指标请选择停用原因")
    if indicator.in_use and indicator.stop_reason is not None:
        yield Problem("stop_reason", "在用的指标不填停用原因；如已停用，请去掉“在用”")
    if indicator.stop_reason is StopReason.OTHER and not indicator.stop_words:
        yield Problem("stop_words", "停用原因选“其他”时，请写明")


S, N = IndicatorSet, Indicator

KIND = RecordKind(
    key="indicator_set",
    title="考核指标体系",
    model=S,
    form=(
        Section("指标体系", S.name, S.year, S.unit_class, S.state, S.issued_on, S.document),
        Section("与以前年度对照", S.base_year, S.base_count, S.remark),
    ),
    table=(S.name, S.year, S.unit_class, S.state, S.issued_on, S.base_year),
    filters=(S.unit_class, S.state),
    check=check,
)

INDICATOR = RecordKind(
    key="indicator",
    title="考核指标",
    model=N,
    form=(
        Section("指标", N.indicator_set, N.number, N.name, N.share, N.weight, N.duty_unit),
        Section("停用", N.in_use, N.stop_reason, N.stop_words),
    ),
    table=(N.indicator_set, N.number, N.name, N.share, N.duty_unit, N.in_use, N.stop_reason),
    filters=(N.share, N.in_use, N.stop_reason),
    part_of=N.indicator_set,
    check=check_indicator,
)
