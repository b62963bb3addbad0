"""Ledgers of supervision: reminders, sanctions, return visits, supervision items, reviews of conduct."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
