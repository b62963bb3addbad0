"""任前审核 as the rules read it: the sheet of a record with its gaps; how many were checked, passed and refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.vetting import Conclusion, PrivateMatters, Vetting, VettingState
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.vetting import Check, Signature, VettingGaps, VettingSheet, vetting_gaps
from cadre_desktop.rules.work_calendar import work_calendar
from cadre_desktop.storage.fields import Choice

UNCLEAN = frozenset({Conclusion.FAILED, PrivateMatters.OMITTED, PrivateMatters.CONCEALED})
"""Conclusions that call for a second look before anybody is put forward."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        VettingState.OPEN: "审核中",
        VettingState.COMPLETE: "审核完成、可以上会",
        VettingState.DECIDED: "审核后讨论决定",
        VettingState.REFUSED: "审核后否决",
    }
)


def sheet_of(vetting: Vetting) -> VettingSheet:
    """Return a stored sheet as the rules read it; what 纪检 answered is known by its document instead of a person."""
    v = vetting
    return VettingSheet(
        record=v.id,
        started_on=v.started_on,
        checks={
            "archive": _check(v.archive_on, v.archive_by, v.archive_result),
            "matters": _check(v.matters_on, v.matters_by, v.matters_result),
            "discipline": _check(v.discipline_on, v.discipline_document, v.discipline_result),
            "petitions": _check(v.petitions_on, v.petitions_by, v.petitions_result),
        },
        integrity_words=v.integrity_words or "",
        secretary=Signature(v.secretary or "", v.secretary_on),
        discipline_secretary=Signature(v.discipline_secretary or "", v.discipline_secretary_on),
        talked_on=v.talk_on,
        notice_from=v.notice_from,
        notice_to=v.notice_to,
        decided_on=v.decided_on,
    )


def _check(done_on: date | None, by: str | None, result: Choice | None) -> Check:
    return Check(done_on, by or "", result.label if result else "", result not in UNCLEAN)


def gaps_of(vetting: Vetting, book: RuleBook) -> Explained[VettingGaps]:
    """Name what a stored sheet lacks, with the days worked as they are known here."""
    return vetting_gaps(sheet_of(vetting), book, work_calendar(book))


def vettings(ground: Ground) -> Iterator[Figure]:
    """Count the sheets begun in the year: times and people, and how they ended."""
    v = Vetting
    query = sa.select(v.id, v.cadre_id, v.unit_id, v.state).where(
        v.deleted_at.is_(None), ground.day_in_year(v.started_on)
    )
    found = [row for row in ground.rows(query) if ground.place(row.cadre_id, row.unit_id) is not None]
    when = f"启动日期在{ground.year_text}之间的任前审核单"
    yield ground.counted(
        "vetting_times",
        "凡提四必审核人次",
        "人次",
        f"{when}份数，一人一次拟任计1人次。",
        (r.id for r in found),
        "vetting",
    )
    yield ground.counted(
        "vetting_people", "凡提四必审核", "人", f"{when}涉及的人数，同一人只计1人。", (r.cadre_id for r in found)
    )
    for state in VettingState:
        rows = [row.id for row in found if row.state is state]
        words = f"{when}中，截至{ground.as_of:%Y.%m.%d}状态为“{state.label}”的份数。"
        yield ground.counted(f"vetting_{state.value}", f"凡提四必{WORDS[state]}", "人次", words, rows, "vetting")
