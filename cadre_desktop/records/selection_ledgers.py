"""Ledgers of choosing and moving officials: vetting, stepping down, rotation, contests, recruits."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
