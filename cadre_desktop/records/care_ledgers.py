"""Ledgers of fair treatment and encouragement: tolerance, clearance, care, honours, incentives."""

from cadre_desktop.records import care_record, clearance, honour, incentive, tolerance_case
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    tolerance_case.KIND,
    clearance.KIND,
    honour.KIND,
    care_record.KIND,
    incentive.KIND,
    incentive.USE,
)
"""In the order of the menu, lines after the records they belong to."""
