"""Ledgers of work on the ground: problems, liaison and visits, what people and departments say."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
