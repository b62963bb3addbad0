"""Ledgers of open contests of work: boards, challenges, quarterly awards, makers."""

from cadre_desktop.records import board_entry, challenge, makers
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    board_entry.KIND,
    challenge.KIND,
    challenge.TASK,
    challenge.AWARD,
    makers.BASE,
    makers.TALENT,
)
"""In the order of the menu, lines after the records they belong to."""
