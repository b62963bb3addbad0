"""Dates of a person's file that may be right but ask for a second look: said, never refused.

After the warnings of the official information tool (4.4): under age at work or in the party, a post before work
began, an identity number with another birth date.  Archives hold all of these, some of them true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules import id_number as id_rules
from cadre_desktop.rules.partial_date import PartialDate

LEAST_AGE_AT_WORK = 16
LEAST_AGE_IN_PARTY = 18
USUAL_AGES_IN_SERVICE = range(18, 66)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: the field by its name on the person's record or on the roster, and a sentence."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one person, as far as they are known; `id_number` is a sound one."""

    birth: PartialDate
    id_number: id_rules.IdNumber | None = None
    work: PartialDate | None = None
    party: PartialDate | None = None
    post: PartialDate | None = None
    rank: PartialDate | None = None


def doubts(dates: Dates, today: date) -> Iterator[Doubt]:
    """Yield what looks doubtful, in the order of the roster's columns."""
    years = (today.year * 12 + today.month - 1 - dates.birth.month_index) // 12
    if years not in USUAL_AGES_IN_SERVICE:
        yield Doubt("birth_on", f"按出生年月 {dates.birth} 现年 {years} 岁，请核对")
    if dates.id_number:
        for sentence in id_rules.disagreements(dates.id_number, dates.birth):
            yield Doubt("id_number", sentence)
    if dates.work and _years(dates.birth, dates.work) < LEAST_AGE_AT_WORK:
        yield Doubt("work_start_on", f"参加工作时间 {dates.work} 时不满 {LEAST_AGE_AT_WORK} 岁，请核对")
    if dates.party and _years(dates.birth, dates.party) < LEAST_AGE_IN_PARTY:
        yield Doubt("party_joined_on", f"入党时间 {dates.party} 时不满 {LEAST_AGE_IN_PARTY} 岁，请核对")
    for field, label, when in (("post_since", "任现职时间", dates.post), ("rank_since", "任现职级时间", dates.rank)):
        if dates.work and when and when.month_index < dates.work.month_index:
            yield Doubt(field, f"{label} {when} 早于参加工作时间 {dates.work}，请核对")


def _years(birth: PartialDate, when: PartialDate) -> int:
    return (when.month_index - birth.month_index) // 12
