"""优秀比例设置 — the ratio for a class of units or one unit in a year, with the paper that allows it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Pool(Choice):
    """名额池 — who competes for the same seats; never mixed."""

    CIVIL = "civil", "公务员（含参公）"
    REFERENCE = "reference", "参公人员（单独核定）"
    INSTITUTION = "institution", "事业单位工作人员"
    TEAM = "team", "领导班子成员"
    COUNTY = "county", "县管干部"
    REGULAR = "regular", "平时考核“好”等次"


class QuotaSetting(Record):
    """优秀比例 — for a year and a pool; the narrower one wins: a unit's own over its class's over the county's."""

    __tablename__ = "quota_setting"

    year: Mapped[int] = field("年度", width=8, index=True)
    pool: Mapped[Pool] = field("名额池", width=18)
    unit_kind: Mapped[UnitKind | None] = field("单位类别", width=14, help="不填为全部类别")
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20, help="只给一个单位调整时填写")
    percent: Mapped[int] = field("比例（%）", width=10)
    pooled: Mapped[bool] = field("合并核定", default=False, width=10, help="人数少的单位合在一起计算名额")
    pool_name: Mapped[str | None] = field("合并范围", length=60, width=20, help="合并核定时，同名的单位一起计算")
    seats_override: Mapped[int | None] = field("核定名额", width=10, help="上级直接核定名额的填写，并写明文号")
    reason: Mapped[str | None] = field("依据", length=200, width=28)
    document: Mapped[str | None] = field("批准文号", length=60, width=18)

    def __str__(self) -> str:
        whom = self.unit or (self.unit_kind.label if self.unit_kind else "全部单位")
        return f"{self.year}年{whom}{self.pool.label}{self.percent}%"


def check(setting: QuotaSetting, today: date) -> Iterator[Problem]:
    """A unit and a class exclude each other; seats given from above name their paper.

    Which ratio is usual, and which needs a paper, stands in the rules (quota_ratio): a hint, no wall.
    """
    if not 2000 <= setting.year <= today.year + 1:
        yield Problem("year", f"年度应在 2000 到 {today.year + 1} 之间")
    if not 0 <= setting.percent <= 100:
        yield Problem("percent", "比例应在 0 到 100 之间")
    if setting.unit and setting.unit_kind:
        yield Problem("unit_kind", "单位类别和单位只填一个")
    if setting.seats_override is not None:
        if setting.seats_override < 0:
            yield Problem("seats_override", "名额不能是负数")
        if not setting.document:
            yield Problem("document", "直接核定名额的，请填写批准文号")
    if setting.pooled and not setting.pool_name:
        yield Problem("pool_name", "合并核定的请写明合并范围")


Q = QuotaSetting

KIND = RecordKind(
    key="quota_setting",
    title="优秀比例设置",
    model=Q,
    moments=(Q.year,),
    form=(
        Section("范围", Q.year, Q.pool, Q.unit_kind, Q.unit),
        Section("比例", Q.percent, Q.pooled, Q.pool_name, Q.seats_override, Q.reason, Q.document),
    ),
    table=(Q.year, Q.pool, Q.unit_kind, Q.unit, Q.percent, Q.pooled, Q.document),
    filters=(Q.pool, Q.unit_kind, Q.unit),
    check=check,
)
