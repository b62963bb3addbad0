"""One thing to be done, as the list of what waits shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cadre_desktop.storage.fields import Choice


class Urgency(Choice):
    """How pressing a line is, the most pressing first."""

    OVERDUE = "overdue", "逾期"
    DUE = "due", "待办"
    LATER = "later", "可补"


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One thing to be done: its words, the verb to click, the page it leads to and the ids it is about.

    `page` is a kind's key for its list, or the key of a page of its own (coverage, roster, look_backs, backups);
    `hints` say what that page is to show.
    """

    key: str
    urgency: Urgency
    text: str
    verb: str
    page: str
    ids: tuple[str, ...] = ()
    hints: Mapping[str, Any] = field(default_factory=dict)
