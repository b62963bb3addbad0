"""What a clock of the store says: whom it is about, when it falls due, from which record, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desktop.records.rows import Link
from cadre_desktop.rules.clocks import CLOCK_STATE_LABELS, Clock, ClockState
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice

NO_END = date(2199, 12, 31)
"""Later than anything falls due."""


class DueKind(Choice):
    """The clocks there are, in the order of the filter."""

    ROTATION = "rotation", "交流到期"
    PROBATION = "probation", "试用期满"
    RETIREMENT = "retirement", "到龄退休"
    PLACEMENT = "placement", "挂职期满"
    INFLUENCE = "influence", "影响期满"
    REVISIT = "revisit", "处分回访"
    REPLY = "reply", "函询回复"
    FOLLOW_UP = "follow_up", "诫勉跟踪"
    CORRECTION = "correction", "容错纠错"
    TALKS = "talks", "五必谈"
    INTEGRITY_TALK = "integrity_talk", "廉政谈话"
    NOTICE = "notice", "公示期满"
    LOOK_BACK = "look_back", "潜绩回看"
    SUPERVISION = "supervision", "监督时限"
    DEVIATION = "deviation", "整改时限"
    PROBLEM = "problem", "问题时限"
    TALK_PROBLEM = "talk_problem", "谈话问题"
    CHALLENGE = "challenge", "揭榜时限"


VERBS = {
    DueKind.ROTATION: "安排交流",
    DueKind.PROBATION: "登记转正",
    DueKind.RETIREMENT: "办理退休",
    DueKind.PLACEMENT: "登记期满",
    DueKind.INFLUENCE: "查看",
    DueKind.REVISIT: "安排回访",
    DueKind.REPLY: "催复",
    DueKind.FOLLOW_UP: "跟踪了解",
    DueKind.CORRECTION: "跟踪纠错",
    DueKind.TALKS: "安排谈话",
    DueKind.INTEGRITY_TALK: "登记谈话",
    DueKind.NOTICE: "登记结果",
    DueKind.LOOK_BACK: "回看",
    DueKind.SUPERVISION: "督办",
    DueKind.DEVIATION: "督办",
    DueKind.PROBLEM: "督办",
    DueKind.TALK_PROBLEM: "督办",
    DueKind.CHALLENGE: "督办",
}
"""What is to be done about each, as its button says."""
BRIEF = {
    DueKind.ROTATION: "交流",
    DueKind.PROBATION: "试用",
    DueKind.RETIREMENT: "退休",
    DueKind.PLACEMENT: "挂职",
    DueKind.INFLUENCE: "影响期",
    DueKind.REVISIT: "回访",
    DueKind.REPLY: "函询",
    DueKind.FOLLOW_UP: "诫勉",
    DueKind.CORRECTION: "纠错",
    DueKind.TALKS: "五必谈",
    DueKind.INTEGRITY_TALK: "廉政谈话",
    DueKind.NOTICE: "公示",
    DueKind.LOOK_BACK: "潜绩",
    DueKind.SUPERVISION: "监督",
    DueKind.DEVIATION: "整改",
    DueKind.PROBLEM: "问题",
    DueKind.TALK_PROBLEM: "问题",
    DueKind.CHALLENGE: "揭榜",
}
"""What each is called where there is room for one word."""


@dataclass(frozen=True, slots=True)
class Due:
    """One clock: `record_id`, of the kind `kind_key`, is where its date comes from, `since` that date.

    `what` says in a few words what falls due; `found` explains it.
    """

    kind: DueKind
    what: str
    clock: Clock
    kind_key: str
    record_id: str
    found: Explained[Any]
    person: Link | None = None
    unit: Link | None = None
    since: PartialDate | None = None

    @property
    def key(self) -> str:
        """What tells this clock from all others."""
        return f"{self.kind.value} {self.record_id}"

    @property
    def due_on(self) -> PartialDate:
        """The day, or the month, it falls due."""
        return self.clock.due_on

    @property
    def state(self) -> ClockState:
        """How near it is."""
        return self.clock.state

    @property
    def state_words(self) -> str:
        """How near it is, in words."""
        return CLOCK_STATE_LABELS[self.state]

    @property
    def whom(self) -> str:
        """The person it is about, else the unit."""
        one = self.person or self.unit
        return one.text if one is not None else ""

    @property
    def brief(self) -> str:
        """The line on a day of the calendar: one word and whom."""
        return f"{BRIEF[self.kind]} {self.whom}".rstrip()

    @property
    def verb(self) -> str:
        """What is to be done about it."""
        return VERBS[self.kind]


_PLACES = {kind: place for place, kind in enumerate(DueKind)}


def in_order(dues: list[Due]) -> list[Due]:
    """Sort by the day, what is known to the month before the days of that month, then by kind and whom."""
    return sorted(dues, key=lambda due: (str(due.due_on), _PLACES[due.kind], due.whom, due.record_id))
