"""How many people have a file: 纪实档案, 政治素质档案, 实绩档案 (one person, one file), and who has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.people import unit_of
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.political_review import PoliticalReview


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: what it is called, the records that make it, and the day they count from."""

    key: str
    label: str
    model: Any
    day: Any
    made_by: str


FILE_KINDS = (
    FileKind("conduct_files", "纪实档案", Observation, Observation.observed_on, "表现纪实"),
    FileKind("political_files", "政治素质档案", PoliticalReview, PoliticalReview.started_on, "政治素质考察"),
    FileKind("performance_files", "实绩档案", PerformanceTerm, PerformanceTerm.filed_on, "实绩档案（卷）"),
)


def files(ground: Ground) -> Iterator[Figure]:
    """Count the files of people on the books, and how many of those due have one."""
    due = [p.id for p in ground.due]
    for kind in FILE_KINDS:
        owners = owners_of(ground, kind)
        yield ground.counted(
            kind.key,
            kind.label,
            "份",
            f"{ground.everybody}中，至{dotted(ground.as_of)}至少有1条{kind.made_by}的人数；一人一份，不按条数，"
            "已删除的不计，已调出、退休人员的不计。",
            owners,
        )
        built = set(owners)
        yield ground.rate(
            f"{kind.key}_rate",
            f"{kind.label}建档率",
            f"{ground.due_words}，已建{kind.label}的人数÷应建人数。",
            [i for i in due if i in built],
            due,
            population=ground.due_words,
        )
        yield ground.counted(
            f"{kind.key}_missing",
            f"{kind.label}未建",
            "人",
            f"{ground.due_words}，还没有{kind.label}的人数。",
            [i for i in due if i not in built],
            population=ground.due_words,
        )
    yield volumes(ground)


def volumes(ground: Ground) -> Figure:
    """Count the volumes of the performance files: one person, one term, one volume."""
    t = PerformanceTerm
    query = sa.select(t.id, t.cadre_id).where(t.deleted_at.is_(None), t.filed_on <= ground.as_of).order_by(t.filed_on)
    ids = [row.id for row in ground.rows(query) if row.cadre_id in ground.by_id]
    return ground.counted(
        "performance_volumes",
        "实绩档案卷数",
        "卷",
        f"{ground.everybody}的实绩档案卷数；一人一任期一卷。",
        ids,
        "performance_term",
    )


def owners_of(ground: Ground, kind: FileKind) -> list[str]:
    """Return the people on the books with a file, in the order of the population."""
    filed = sa.exists().where(
        kind.model.cadre_id == Cadre.id, kind.model.deleted_at.is_(None), kind.day <= ground.as_of
    )  # asked for each person: one record is enough, however many there are
    owners = {cadre_id for (cadre_id,) in ground.stored(sa.select(Cadre.id).where(filed))}
    return [person.id for person in ground.people() if person.id in owners]


def files_by_unit(ground: Ground) -> FigureTable:
    """Break down by unit who is due, and who has and has not each file."""
    places = [(unit_of(ground, p), "应建", p.id) for p in ground.due]
    for kind in FILE_KINDS:
        built = set(owners_of(ground, kind))
        places += [(unit_of(ground, p), f"{kind.label}{'已建' if p.id in built else '未建'}", p.id) for p in ground.due]
    columns = ["应建", *(f"{kind.label}{word}" for kind in FILE_KINDS for word in ("已建", "未建"))]
    return ground.table(
        "files_by_unit",
        "建档情况",
        "人",
        f"{ground.due_words}为应建档人员，按现任单位统计；一人一份。",
        "cadre",
        ground.unit_rows(place[0] for place in places),
        columns,
        places,
        population=ground.due_words,
    )
