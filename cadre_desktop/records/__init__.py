"""What the program keeps: one module a kind, listed here in menu order."""

from cadre_desktop.records import (
    achievement,
    annual_answer,
    annual_assessment,
    attachment,
    cadre,
    care_ledgers,
    checklist,
    contest_ledgers,
    desk,
    export_entry,
    frontline_ledgers,
    growth_ledgers,
    import_batch,
    interview,
    observation,
    oversight_ledgers,
    performance_term,
    pledge,
    political_review,
    post,
    rank,
    review_ledgers,
    selection_ledgers,
    summary,
    term_settlement,
    unit,
)
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.storage.fields import describe

KINDS: tuple[RecordKind, ...] = (
    unit.KIND,
    unit.FORMER_NAME,
    unit.ALIAS,
    cadre.KIND,
    post.KIND,
    rank.KIND,
    cadre.FAMILY,
    performance_term.KIND,
    performance_term.TASK,
    annual_answer.KIND,
    annual_answer.LINE,
    term_settlement.KIND,
    term_settlement.LINE,
    achievement.KIND,
    achievement.EVIDENCE,
    pledge.KIND,
    observation.KIND,
    checklist.KIND,
    checklist.ITEM,
    political_review.KIND,
    political_review.SIGN,
    political_review.BALLOT,
    interview.KIND,
    interview.SUPPLEMENT,
    interview.PROBLEM,
    annual_assessment.KIND,
    *review_ledgers.KINDS,
    *selection_ledgers.KINDS,
    *growth_ledgers.KINDS,
    *oversight_ledgers.KINDS,
    *care_ledgers.KINDS,
    *frontline_ledgers.KINDS,
    *contest_ledgers.KINDS,
    attachment.KIND,
    export_entry.KIND,
    import_batch.KIND,
)

BY_KEY = {kind.key: kind for kind in KINDS}
BY_TABLE = {kind.model.__tablename__: kind for kind in KINDS}


def parts_of(kind: RecordKind) -> tuple[RecordKind, ...]:
    """List the kinds whose records are lines of a record of this kind."""
    return tuple(k for k in KINDS if k.part_of is not None and describe(k.part_of).type is kind.model)


__all__ = ["BY_KEY", "BY_TABLE", "KINDS", "RecordKind", "desk", "parts_of", "summary"]
