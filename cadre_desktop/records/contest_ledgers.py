"""Ledgers of open contests of work: boards, challenges, quarterly awards, makers."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
