"""Ledgers of work on the ground: problems, liaison and visits, what people and departments say."""

from cadre_desktop.records import liaison, outside_voices, problem
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    problem.KIND,
    problem.CLASS,
    liaison.KIND,
    liaison.VISIT,
    outside_voices.OPINION,
    outside_voices.NOTE,
    outside_voices.CONSULTATION,
)
"""In the order of the menu, lines after the records they belong to."""
