"""Ledgers of fair treatment and encouragement: tolerance, clearance, care, honours, incentives."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
