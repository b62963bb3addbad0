"""Which share of 优秀 a pool of a unit has in a year: by law, by the county's settings, by the unit's own result.

The narrower wins: a setting for the unit, then for its kind, then for all; where none speaks, the text in force on
the last day of the year.  The unit's result of the year (绩效) raises or lowers what is not set for it by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import Constant, RuleBook

EXCELLENT_RESULT, FAILED_RESULT = "excellent", "failed"


class QuotaPool(StrEnum):
    """Who competes for the same seats; pools are never mixed."""

    CIVIL = "civil"
    REFERENCE = "reference"
    INSTITUTION = "institution"
    TEAM = "team"
    COUNTY = "county"
    REGULAR = "regular"


QUOTA_POOL_LABELS = {
    QuotaPool.CIVIL: "公务员",
    QuotaPool.REFERENCE: "参公人员",
    QuotaPool.INSTITUTION: "事业单位工作人员",
    QuotaPool.TEAM: "领导班子成员",
    QuotaPool.COUNTY: "县管干部",
    QuotaPool.REGULAR: "平时考核“好”等次",
}


@dataclass(frozen=True, slots=True)
class QuotaUnit:
    """A unit as quotas see it: `kind` is the code of 单位类别, `result` that of its 绩效等次 in the year."""

    id: str
    label: str
    kind: str = ""
    result: str = ""
    result_record: str = ""


@dataclass(frozen=True, slots=True)
class RatioSetting:
    """What the county set for a year and a pool: for one unit, for a kind of units, or for all.

    `pool_name` joins the units so named into one reckoning (合并核定); `seats` is a number given from above.
    """

    record: str
    year: int
    pool: QuotaPool
    percent: int | Decimal
    unit: str = ""
    unit_kind: str = ""
    document: str = ""
    pool_name: str = ""
    seats: int | None = None

    def __post_init__(self) -> None:
        """Refuse shares that cannot be, above all inexact ones."""
        if isinstance(self.percent, float):
            raise TypeError("a share given as a float cannot be exact")
        if not 0 <= self.percent <= 100 or (self.seats is not None and self.seats < 0):
            raise ValueError("比例应在0到100之间，核定名额不能为负数")


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share for one pool of one unit, with what is to be minded about it."""

    percent: int | Decimal
    needs_document: bool = False
    over_most: bool = False
    pool_name: str = ""
    seats: int | None = None


def pool_of(identity: str, *, team_member: bool, county_managed: bool, book: RuleBook, year: int) -> QuotaPool | None:
    """Return the pool somebody is graded in; None for those these rules do not grade (企业、村社区).

    `identity` is the code of 身份类别; 机关工勤 follow the institutions (2023 text, article 47).
    """
    on = date(year, 12, 31)
    if identity not in ("civil", "reference", "institution", "worker"):
        return None
    if county_managed:
        return QuotaPool.COUNTY
    if team_member and book.flag("quota.split_team", on=on):
        return QuotaPool.TEAM
    if identity == "reference" and not book.flag("quota.join_reference", on=on):
        return QuotaPool.REFERENCE
    return QuotaPool.CIVIL if identity in ("civil", "reference") else QuotaPool.INSTITUTION


def ratio(
    pool: QuotaPool, unit: QuotaUnit, year: int, book: RuleBook, settings: Sequence[RatioSetting] = ()
) -> Explained[Ratio]:
    """Return the share for a pool of a unit in a year and how it came about.

    Raises NoTextInForce for a year for which neither a setting nor a text speaks.
    """
    on = date(year, 12, 31)
    setting = _setting_for(pool, unit, year, settings)
    if setting is not None and setting.unit:
        return _explained(pool, unit, setting, setting.percent, (), book, on)
    usual = None if setting is not None else _usual(pool, unit, book, on)
    start = setting.percent if setting is not None else Decimal(str(usual.value)) if usual is not None else Decimal(0)
    texts = () if usual is None else (usual,)
    percent, adjusting = _by_result(pool, unit, start, book, on)
    return _explained(pool, unit, setting, percent, (*texts, *adjusting), book, on)


def _setting_for(pool: QuotaPool, unit: QuotaUnit, year: int, settings: Sequence[RatioSetting]) -> RatioSetting | None:
    """Return the narrowest setting; of two alike the one put last."""
    fitting = [
        one
        for one in settings
        if one.pool is pool and one.year == year and one.unit in ("", unit.id) and one.unit_kind in ("", unit.kind)
    ]
    ranked = sorted(fitting, key=lambda one: (bool(one.unit), bool(one.unit_kind)))
    return ranked[-1] if ranked else None


def _usual(pool: QuotaPool, unit: QuotaUnit, book: RuleBook, on: date) -> Constant:
    narrow = f"{pool.value}.{unit.kind}"
    if any(text.valid_from <= on for text in book.versions("quota.percent", narrow)):
        return book.constant("quota.percent", on=on, applies_to=narrow)
    return book.constant("quota.percent", on=on, applies_to=pool.value)


def _by_result(
    pool: QuotaPool, unit: QuotaUnit, percent: int | Decimal, book: RuleBook, on: date
) -> tuple[int | Decimal, tuple[Constant, ...]]:
    """Raise or lower the share by the unit's result; a result never turns a share the other way."""
    key = {EXCELLENT_RESULT: "quota.good_result", FAILED_RESULT: "quota.poor_result"}.get(unit.result)
    text = None if key is None else _text(book, key, pool, on)
    if key is None or text is None:
        return percent, ()
    share = Decimal(str(text.value))
    moved = max(percent, share) if key == "quota.good_result" else min(percent, share)
    return (moved, (text,)) if moved != percent else (percent, ())


def _text(book: RuleBook, key: str, pool: QuotaPool, on: date) -> Constant | None:
    """Return the pool's text in force, None when there is none: not every pool has each of the texts."""
    known = any(text.valid_from <= on for text in book.versions(key, pool.value))
    return book.constant(key, on=on, applies_to=pool.value) if known else None


def _explained(
    pool: QuotaPool,
    unit: QuotaUnit,
    setting: RatioSetting | None,
    percent: int | Decimal,
    texts: tuple[Constant, ...],
    book: RuleBook,
    on: date,
) -> Explained[Ratio]:
    most, usual = _text(book, "quota.most", pool, on), _text(book, "quota.percent", pool, on)
    over_most = most is not None and percent > Decimal(str(most.value))
    above_usual = usual is not None and percent > Decimal(str(usual.value))
    document = setting.document.strip() if setting is not None else ""
    needs_document = above_usual and not document
    inputs = [Input("单位绩效等次", unit.result, unit.result_record)] if unit.result else []
    words = [f"{unit.label}{QUOTA_POOL_LABELS[pool]}比例{in_digits(percent)}%"]
    if setting is not None:
        inputs.append(Input("比例设置", f"{in_digits(setting.percent)}% {document}".strip(), setting.record))
        words.append(f"本县设置{in_digits(setting.percent)}%" + (f"（{document}）" if document else ""))
    words += [f"{text.label}{text.value_text}" for text in texts]
    if over_most and most is not None:
        words.append(f"超过规定的最高比例{most.value_text}，请核对批准文件")
    elif needs_document:
        words.append("高于一般比例，请填写同意的文号")
    found = Ratio(
        percent,
        needs_document,
        over_most,
        setting.pool_name if setting is not None else "",
        setting.seats if setting is not None else None,
    )
    return Explained(found, "优秀比例", tuple(inputs), "：".join((words[0], "；".join(words[1:]))) + "。", texts)


def in_digits(number: int | Decimal) -> str:
    """Write an exact number without trailing zeros: 20, 12.5."""
    plain = f"{Decimal(number):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
