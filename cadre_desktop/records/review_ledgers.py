"""Assessment ledgers beside the yearly one: indicators, quarterly results, units and what their results decide."""

from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = ()
"""In the order of the menu, lines after the records they belong to."""
