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


def _vetting(*args: Any) -> Any:
    from cadre_desktop.gui.windows.vetting_window import VettingWindow

    return VettingWindow(*args)


def _adjustment(*args: Any) -> Any:
    from cadre_desktop.gui.windows.adjustment_window import AdjustmentWindow

    return AdjustmentWindow(*args)


def _rotation(*args: Any) -> Any:
    from cadre_desktop.gui.windows.rotation_window import RotationWindow

    return RotationWindow(*args)


def _contest(*args: Any) -> Any:
    from cadre_desktop.gui.windows.contest_window import ContestWindow

    return ContestWindow(*args)


def _placement(*args: Any) -> Any:
    from cadre_desktop.gui.windows.placement_window import PlacementWindow

    return PlacementWindow(*args)


def _talent_pool(*args: Any) -> Any:
    from cadre_desktop.gui.windows.pool_windows import PoolWindow

    return PoolWindow(*args)


def _pool_member(*args: Any) -> Any:
    from cadre_desktop.gui.windows.pool_windows import PoolMemberWindow

    return PoolMemberWindow(*args)


def _training_class(*args: Any) -> Any:
    from cadre_desktop.gui.windows.training_window import TrainingWindow

    return TrainingWindow(*args)


def _reminder(*args: Any) -> Any:
    from cadre_desktop.gui.windows.reminder_window import ReminderWindow

    return ReminderWindow(*args)


def _sanction(*args: Any) -> Any:
    from cadre_desktop.gui.windows.sanction_windows import SanctionWindow

    return SanctionWindow(*args)


def _revisit(*args: Any) -> Any:
    from cadre_desktop.gui.windows.sanction_windows import RevisitWindow

    return RevisitWindow(*args)


def _tolerance_case(*args: Any) -> Any:
    from cadre_desktop.gui.windows.tolerance_window import ToleranceWindow

    return ToleranceWindow(*args)


def _clearance(*args: Any) -> Any:
    from cadre_desktop.gui.windows.clearance_window import ClearanceWindow

    return ClearanceWindow(*args)


def _supervision_item(*args: Any) -> Any:
    from cadre_desktop.gui.windows.supervision_windows import SupervisionWindow

    return SupervisionWindow(*args)


def _deviation_problem(*args: Any) -> Any:
    from cadre_desktop.gui.windows.supervision_windows import DeviationWindow

    return DeviationWindow(*args)


def _style_review(*args: Any) -> Any:
    from cadre_desktop.gui.windows.supervision_windows import StyleReviewWindow

    return StyleReviewWindow(*args)


def _talk_problem(*args: Any) -> Any:
    from cadre_desktop.gui.windows.talk_problem_window import TalkProblemWindow

    return TalkProblemWindow(*args)


def _problem(*args: Any) -> Any:
    from cadre_desktop.gui.windows.problem_window import ProblemWindow

    return ProblemWindow(*args)


def _source_note(*args: Any) -> Any:
    from cadre_desktop.gui.windows.source_note_window import SourceNoteWindow

    return SourceNoteWindow(*args)


def _board_entry(*args: Any) -> Any:
    from cadre_desktop.gui.windows.board_window import BoardWindow

    return BoardWindow(*args)


WINDOWS: Mapping[str, Callable[..., Any]] = {
    "achievement": _achievement,
    "performance_term": _performance_term,
    "political_review": _political_review,
    "interview": _interview,
    "vetting": _vetting,
    "adjustment": _adjustment,
    "rotation": _rotation,
    "contest": _contest,
    "placement": _placement,
    "talent_pool": _talent_pool,
    "pool_member": _pool_member,
    "training_class": _training_class,
    "reminder": _reminder,
    "sanction": _sanction,
    "revisit": _revisit,
    "tolerance_case": _tolerance_case,
    "clearance": _clearance,
    "supervision_item": _supervision_item,
    "deviation_problem": _deviation_problem,
    "style_review": _style_review,
    "talk_problem": _talk_problem,
    "problem": _problem,
    "source_note": _source_note,
    "board_entry": _board_entry,
}
"""By the key of the kind; each is made with what a `RecordDialog` is made with."""
