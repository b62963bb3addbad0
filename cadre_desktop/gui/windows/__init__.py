"""Record windows of kinds that can do more than be edited: one module a kind, listed here."""

from cadre_desktop.gui.windows.achievement_window import AchievementWindow
from cadre_desktop.gui.windows.interview_window import InterviewWindow
from cadre_desktop.gui.windows.review_window import ReviewWindow
from cadre_desktop.gui.windows.term_window import TermWindow

WINDOWS = {
    "achievement": AchievementWindow,
    "performance_term": TermWindow,
    "political_review": ReviewWindow,
    "interview": InterviewWindow,
}
