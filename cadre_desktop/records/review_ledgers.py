"""Assessment ledgers beside the yearly one: indicators, quarterly results, units and what their results decide."""

from cadre_desktop.records import indicator, quota_setting, regular_assessment, unit_assessment
from cadre_desktop.records.kind import RecordKind

KINDS: tuple[RecordKind, ...] = (
    regular_assessment.KIND,
    quota_setting.KIND,
    indicator.KIND,
    indicator.INDICATOR,
    unit_assessment.KIND,
    unit_assessment.USE,
)
"""In the order of the menu, lines after the records they belong to."""
