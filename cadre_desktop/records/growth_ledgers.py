"""Ledgers of bringing officials on: placements, mentoring, pools of talent, classes and study."""

from cadre_desktop.records import mentoring, placement, talent_pool, training
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    placement.KIND,
    mentoring.KIND,
    talent_pool.KIND,
    talent_pool.MEMBER,
    training.CLASS,
    training.TRAINEE,
    training.STUDY,
)
"""In the order of the menu, lines after the records they belong to."""
