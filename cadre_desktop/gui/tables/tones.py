"""Which tone a state has in lists: a matter of looks, so it is said here and not in the kinds."""

from cadre_desktop.gui.widgets.labels import Tone
from cadre_desktop.records.achievement import AchievementState, Ledger
from cadre_desktop.records.checklist import ChecklistState
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.records.political_review import ReviewState
from cadre_desktop.records.unit import UnitState
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, Polarity
from cadre_desktop.storage.fields import Choice

_TONES: tuple[tuple[Choice, Tone], ...] = (
    (AchievementState.DRAFT, "neutral"),
    (AchievementState.DECLARED, "primary"),
    (AchievementState.REVIEWING, "primary"),
    (AchievementState.CONFIRMED, "ok"),
    (AchievementState.RETURNED, "danger"),
    (AchievementState.FILED, "ok"),
    (Ledger.VISIBLE, "primary"),
    (Ledger.LATENT, "neutral"),
    (InterviewState.DRAFT, "neutral"),
    (InterviewState.CHECKING, "warn"),
    (InterviewState.FINAL, "ok"),
    (TermState.OPEN, "warn"),
    (TermState.FROZEN, "primary"),
    (TermState.SETTLED, "ok"),
    (TermState.SEALED, "neutral"),
    (ReviewState.OPEN, "neutral"),
    (ReviewState.REVIEWING, "primary"),
    (ReviewState.DECIDED, "ok"),
    (ReviewState.FILED, "ok"),
    (ChecklistState.DRAFT, "neutral"),
    (ChecklistState.IN_FORCE, "ok"),
    (ChecklistState.ENDED, "neutral"),
    (UnitState.CLOSED, "neutral"),
    (Polarity.POSITIVE, "primary"),
    (Polarity.NEGATIVE, "warn"),
    (FourGrade.GOOD, "primary"),
    (FourGrade.FAIR, "neutral"),
    (FourGrade.AVERAGE, "warn"),
    (FourGrade.POOR, "danger"),
    (AssessmentGrade.EXCELLENT, "primary"),
    (AssessmentGrade.COMPETENT, "neutral"),
    (AssessmentGrade.QUALIFIED, "neutral"),
    (AssessmentGrade.BASICALLY_COMPETENT, "warn"),
    (AssessmentGrade.BASICALLY_QUALIFIED, "warn"),
    (AssessmentGrade.INCOMPETENT, "danger"),
    (AssessmentGrade.UNQUALIFIED, "danger"),
    (AssessmentGrade.UNGRADED, "neutral"),
    (AssessmentGrade.UNGRADED_INSTITUTION, "neutral"),
    (AssessmentGrade.NOT_ASSESSED, "neutral"),
)
# By type as well: choices of different lists with the same code are equal and would take each other's place.
_BY_TYPE = {(type(choice), choice.value): tone for choice, tone in _TONES}


def tone_of(choice: Choice) -> Tone | None:
    """Return the tone of a state's badge, None for what is plain words."""
    return _BY_TYPE.get((type(choice), choice.value))
