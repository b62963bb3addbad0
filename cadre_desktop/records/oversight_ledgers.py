"""Ledgers of supervision: reminders, sanctions, return visits, supervision items, reviews of conduct."""

from cadre_desktop.records import (
    deviation_problem,
    reminder,
    revisit,
    sanction,
    style_review,
    supervision_item,
    unit_checklist,
)
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    reminder.KIND,
    sanction.KIND,
    revisit.KIND,
    supervision_item.KIND,
    deviation_problem.KIND,
    style_review.KIND,
    unit_checklist.KIND,
)
"""In the order of the menu, lines after the records they belong to."""
