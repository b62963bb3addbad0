"""处分和组织处理 — a decision, the day it counts from, and the person's own statement beside it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class SanctionClass(Choice):
    """类别."""

    PARTY = "party", "党纪处分"
    STATE = "state", "政务处分"
    INSTITUTION = "institution", "事业单位处分"
    MEASURE = "measure", "组织处理"


class SanctionName(Choice):
    """种类 — ZB65 for sanctions, 中国共产党组织处理规定 for measures; which may be used depends on the class."""

    PARTY_WARNING = "02250", "党内警告"
    PARTY_SERIOUS_WARNING = "02251", "党内严重警告"
    PARTY_REMOVAL = "02257", "撤销党内职务"
    PARTY_PROBATION = "02258", "留党察看"
    PARTY_EXPULSION = "02259", "开除党籍"
    WARNING = "02110", "警告"
    DEMERIT = "02112", "记过"
    GREAT_DEMERIT = "02113", "记大过"
    DOWNGRADE = "02114", "降级"
    DISMISSAL = "02117", "撤职"
    EXPULSION = "02119", "开除"
    INSTITUTION_WARNING = "02610", "警告（事业）"
    INSTITUTION_DEMERIT = "02612", "记过（事业）"
    INSTITUTION_DOWNGRADE = "02614", "降低岗位等级（事业）"
    INSTITUTION_EXPULSION = "02619", "开除（事业）"
    SUSPENSION = "m1", "停职检查"
    REASSIGNMENT = "m2", "调整职务"
    ORDERED_RESIGNATION = "m3", "责令辞职"
    REMOVAL = "m4", "免职"
    DEMOTION = "m5", "降职"


_N = SanctionName

NAMES = {
    SanctionClass.PARTY: (
        _N.PARTY_WARNING, _N.PARTY_SERIOUS_WARNING, _N.PARTY_REMOVAL, _N.PARTY_PROBATION, _N.PARTY_EXPULSION,
    ),
    SanctionClass.STATE: (_N.WARNING, _N.DEMERIT, _N.GREAT_DEMERIT, _N.DOWNGRADE, _N.DISMISSAL, _N.EXPULSION),
    SanctionClass.INSTITUTION: (
        _N.INSTITUTION_WARNING, _N.INSTITUTION_DEMERIT, _N.INSTITUTION_DOWNGRADE, _N.INSTITUTION_EXPULSION,
    ),
    SanctionClass.MEASURE: (_N.SUSPENSION, _N.REASSIGNMENT, _N.ORDERED_RESIGNATION, _N.REMOVAL, _N.DEMOTION),
}  # fmt: skip


class Sanction(Record):
    """处分处理 — one decision about one official; it stays on record after its period has run out."""

    __tablename__ = "sanction"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    sanction_class: Mapped[SanctionClass] = field("类别", width=11)
    name: Mapped[SanctionName] = field("种类", width=15, aliases=("处分种类",))
    decided_on: Mapped[PartialDate] = field(
        "决定或批准日期", width=13, help="党纪处分从批准之日起算，政务处分从决定作出之日起算", aliases=("生效日期",)
    )
    authority: Mapped[str | None] = field("决定机关", length=80, width=20)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    facts: Mapped[str | None] = field("主要事实", multiline=True, width=36)
    months: Mapped[int | None] = field("影响期（月）", width=11, help="决定书写明期限的填写；留空按当时的规定推算")
    released_on: Mapped[PartialDate | None] = field("提前解除日期", width=12)
    statement: Mapped[str | None] = field("本人说明", multiline=True, width=30, help="本人的认识、申诉和答复")
    withdrawn_on: Mapped[PartialDate | None] = field("撤销日期", help="经复查撤销原决定的，填写撤销日期；此后不再计算")
    withdrawn_document: Mapped[str | None] = field("撤销文号", length=60, width=18)

    def __str__(self) -> str:
        return f"{self.cadre}{self.name.label}（{self.decided_on}）"


def check(sanction: Sanction, today: date) -> Iterator[Problem]:
    """The name belongs to the class; dates run forward."""
    allowed = NAMES[sanction.sanction_class]
    if sanction.name not in allowed:
        words = "、".join(n.label for n in allowed)
        yield Problem("name", f"{sanction.sanction_class.label}的种类应为：{words}")
    if sanction.decided_on.first_day() > today:
        yield Problem("decided_on", "决定或批准日期不能晚于今天")
    if sanction.months is not None and not 0 <= sanction.months <= 60:
        yield Problem("months", "影响期应在 0 到 60 个月之间")
    for name in ("released_on", "withdrawn_on"):
        day = getattr(sanction, name)
        if day and day < sanction.decided_on:
            yield Problem(name, "不能早于决定或批准日期")
        if day and day.first_day() > today:
            yield Problem(name, "日期不能晚于今天")


S = Sanction

KIND = RecordKind(
    key="sanction",
    title="处分处理",
    model=S,
    moments=(S.decided_on,),
    form=(
        Section("决定", S.cadre, S.sanction_class, S.name, S.decided_on, S.authority, S.document, S.facts),
        Section("影响期", S.months, S.released_on, S.withdrawn_on, S.withdrawn_document),
        Section("本人说明", S.statement),
    ),
    table=(S.cadre, S.sanction_class, S.name, S.decided_on, S.months, S.authority, S.released_on),
    filters=(S.sanction_class, S.name),
    check=check,
)
