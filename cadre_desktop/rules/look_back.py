"""潜绩 come back to be looked at: when, and on whose list.

Work whose fruit shows only after years carries a look-back date.  When it comes round, whoever holds the post
then gets it, not the one who did the work and may long have moved on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.clocks import Clock, clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook


@dataclass(frozen=True, slots=True)
class HiddenAchievement:
    """A 潜绩: by whom, in which post, since when, after how many years to be looked at, and whether it was."""

    id: str
    person_id: str
    unit_id: str
    post_title: str
    achieved_on: PartialDate
    after_years: int
    looked_back: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held a post, from when until when."""

    person_id: str
    unit_id: str
    post_title: str
    start: PartialDate
    end: PartialDate | None = None

    def held_on(self, day: date) -> bool:
        """Say whether the post was held on the day."""
        return self.start.first_day() <= day and (self.end is None or self.end.first_day() > day)


@dataclass(frozen=True, slots=True)
class LookBack:
    """One look-back on the work list; `holder_id` is None while the post is vacant."""

    achievement: HiddenAchievement
    due_on: PartialDate
    holder_id: str | None

    @property
    def by_somebody_else(self) -> bool:
        """Whether the holder is not the one who did the work."""
        return self.holder_id is not None and self.holder_id != self.achievement.person_id


def look_back_on(achieved_on: PartialDate, after_years: int) -> PartialDate:
    """Return the look-back date, as precise as the achievement's.  Raises ValueError for less than a year."""
    if after_years < 1:
        raise ValueError("潜绩回看年限至少1年")
    return achieved_on.plus_months(after_years * 12)


def due_look_backs(
    achievements: Iterable[HiddenAchievement], holdings: Iterable[Holding], today: date, *, months_ahead: int = 0
) -> tuple[LookBack, ...]:
    """Return the look-backs due today or within the months ahead, earliest first, each with the post's holder."""
    posts = tuple(holdings)
    horizon = PartialDate.of(today).plus_months(months_ahead).first_day()
    due = []
    for item in achievements:
        due_on = look_back_on(item.achieved_on, item.after_years)
        if not item.looked_back and due_on.first_day() <= horizon:
            due.append(LookBack(item, due_on, present_holder(item, posts, today)))
    return tuple(sorted(due, key=lambda one: (one.due_on, one.achievement.id)))


def present_holder(achievement: HiddenAchievement, holdings: Iterable[Holding], today: date) -> str | None:
    """Return who holds the achievement's post today: the latest appointed; None when it is vacant."""
    held = [
        holding
        for holding in holdings
        if (holding.unit_id, holding.post_title) == (achievement.unit_id, achievement.post_title)
        and holding.held_on(today)
    ]
    latest = max(held, key=lambda holding: (holding.start, holding.person_id), default=None)
    return None if latest is None else latest.person_id


def look_back_clock(achievement: HiddenAchievement, book: RuleBook, today: date) -> Explained[Clock]:
    """Say when an achievement is to be looked at and how near that is, announced as the settings say."""
    warning = book.constant("terms.warn_months", on=today, applies_to="look_back")
    warn_months = book.number("terms.warn_months", on=today, applies_to="look_back")
    due_on = look_back_on(achievement.achieved_on, achievement.after_years)
    found = clock(due_on, today, warn_months=warn_months)
    inputs = (
        Input("取得时间", str(achievement.achieved_on), achievement.id),
        Input("回看年限", f"{achievement.after_years}年", achievement.id),
    )
    nearness = "已经回看" if achievement.looked_back else found.words
    said = f"{achievement.achieved_on}取得，满{achievement.after_years}年于{due_on}回看，{nearness}"
    return Explained(found, "潜绩回看", inputs, said, (warning,))
