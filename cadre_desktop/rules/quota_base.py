"""Who counts in the number a quota is taken of (应参加考核人数), each person once and with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadre_desktop.rules.eligibility import Eligibility
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.quota_ratio import QuotaPool
from cadre_desktop.rules.settings import RuleBook


class Standing(StrEnum):
    """How somebody stands to the unit's assessment."""

    TAKES_PART = "takes_part"
    UNGRADED = "ungraded"
    LENT_IN = "lent_in"
    ELSEWHERE = "elsewhere"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class BasePerson:
    """One person in one unit's pool; `why` and `record` tell where an unusual standing comes from."""

    person: str
    unit: str
    pool: QuotaPool
    standing: Standing = Standing.TAKES_PART
    why: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """Who is counted, who of them without a grade, and who is not, each with the reason."""

    counted: tuple[str, ...]
    ungraded: tuple[str, ...]
    left_out: tuple[Explained[str], ...]


def standing_of(found: Eligibility, *, lent_in: bool = False) -> Standing:
    """Return how somebody stands to the assessment, from the eligibility found; `lent_in`: borrowed or in a village."""
    if lent_in:
        return Standing.LENT_IN
    if found.host:
        return Standing.ELSEWHERE
    if not found.assessed_here:
        return Standing.NOT_ASSESSED
    return Standing.UNGRADED if found.ungraded else Standing.TAKES_PART


def base(people: Iterable[BasePerson], year: int, book: RuleBook, taken: frozenset[str] = frozenset()) -> Base:
    """Count the people of one pool; nobody twice, and nobody of `taken`, who are counted in another pool or unit."""
    on = date(year, 12, 31)
    counts = {
        Standing.TAKES_PART: True,
        Standing.UNGRADED: book.flag("quota.count_ungraded", on=on),
        Standing.LENT_IN: book.flag("quota.count_lent_in", on=on),
        Standing.ELSEWHERE: False,
        Standing.NOT_ASSESSED: False,
    }
    reasons = {
        Standing.UNGRADED: "不定等次，本县方案不计入",
        Standing.LENT_IN: "借入（驻村），本县方案不计入",
        Standing.ELSEWHERE: "在外单位考核，不计入",
        Standing.NOT_ASSESSED: "不参加考核，不计入",
    }
    counted: dict[str, Standing] = {}
    left_out: list[Explained[str]] = []
    for one in people:
        if one.person in counted or one.person in taken:
            reason = "已在别处计入，不重复计算"
        elif counts[one.standing]:
            counted[one.person] = one.standing
            continue
        else:
            reason = reasons[one.standing]
        told = f"{one.why}：{reason}。" if one.why else f"{reason}。"
        left_out.append(Explained(one.person, "应参加人数", (Input("不计入", reason, one.record),), told))
    ungraded = tuple(person for person, standing in counted.items() if standing is Standing.UNGRADED)
    return Base(tuple(counted), ungraded, tuple(left_out))
