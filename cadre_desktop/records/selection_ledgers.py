"""Ledgers of choosing and moving officials: vetting, stepping down, rotation, contests, recruits."""

from cadre_desktop.records import adjustment, contest, promotion_ground, recruit, rotation, vetting
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    vetting.KIND,
    adjustment.KIND,
    adjustment.SITUATION,
    rotation.KIND,
    contest.KIND,
    contest.ENTRY,
    recruit.KIND,
    promotion_ground.KIND,
)
"""In the order of the menu, lines after the records they belong to."""
