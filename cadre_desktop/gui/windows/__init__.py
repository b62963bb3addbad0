"""Record windows of kinds that can do more than be edited: one module a kind, listed here.

The module of a window is imported when the first one is opened, not at the top: starting is measured.
"""

from collections.abc import Callable, Mapping
from typing import Any


def _achievement(*args: Any) -> Any:
    from cadre_desktop.gui.windows.achievement_window import AchievementWindow

    return AchievementWindow(*args)


def _performance_term(*args: Any) -> Any:
    from cadre_desktop.gui.windows.term_window import TermWindow

    return TermWindow(*args)


def _political_review(*args: Any) -> Any:
    from cadre_desktop.gui.windows.review_window import ReviewWindow

    return ReviewWindow(*args)


def _interview(*args: Any) -> Any:
    from cadre_desktop.gui.windows.interview_window import InterviewWindow

    return InterviewWindow(*args)


WINDOWS: Mapping[str, Callable[..., Any]] = {
    "achievement": _achievement,
    "performance_term": _performance_term,
    "political_review": _political_review,
    "interview": _interview,
}
"""By the key of the kind; each is made with what a `RecordDialog` is made with."""
