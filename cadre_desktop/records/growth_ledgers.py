"""Ledgers of bringing officials on: placements, mentoring, pools of talent, classes and study."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
