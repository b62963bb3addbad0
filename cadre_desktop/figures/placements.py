"""墩苗、跟班、跟岗、挂职: batches, people and receiving units of the year, each counted once."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, distinct
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.placement import Placement, PlacementGrade, PlacementKind, PlacementState

BATCHES, PEOPLE, HOSTS = "批次", "人数", "接收单位"


class Placed(NamedTuple):
    """One placement begun in the year."""

    id: str
    cadre_id: str
    kind: PlacementKind
    batch: str | None
    to_unit_id: str
    state: PlacementState
    grade: PlacementGrade | None


@kept
def placed(ground: Ground) -> tuple[Placed, ...]:
    """Read the placements begun in the year, of those in view."""
    p = Placement
    query = (
        sa.select(p.id, p.cadre_id, p.kind, p.batch, p.to_unit_id, p.state, p.grade, p.from_unit_id)
        .where(p.deleted_at.is_(None), ground.day_in_year(p.started_on))
        .order_by(p.started_on, p.id)
    )
    return tuple(
        Placed(*row[:7]) for row in ground.rows(query) if ground.place(row.cadre_id, row.from_unit_id) is not None
    )


def batches(rows: Iterable[Placed]) -> tuple[tuple[PlacementKind, str], ...]:
    """Return the distinct batches; those of two kinds are two, and a placement without a batch belongs to none."""
    return tuple(dict.fromkeys((row.kind, row.batch) for row in rows if row.batch))


def placements(ground: Ground) -> Iterator[Figure]:
    """Count the placements of each kind, and of all: batches, people, receiving units."""
    found = placed(ground)
    for kind in (None, *PlacementKind):
        rows = [row for row in found if kind in (None, row.kind)]
        code, name = (kind.value, kind.label) if kind else ("all", "墩苗跟班挂职")
        yield from _counted(ground, f"placement_{code}", name, rows)
    now = [row for row in found if row.state is PlacementState.SERVING]
    appraised = [row.id for row in found if row.state is PlacementState.APPRAISED]
    ended = [row.id for row in found if row.state in (PlacementState.ENDED, PlacementState.APPRAISED)]
    when = f"开始日期在{ground.year_text}之间的墩苗挂职"
    yield ground.counted(
        "placement_serving_people", "墩苗挂职在岗", "人", f"{when}中状态为“在岗”的人数。", (row.cadre_id for row in now)
    )
    yield ground.rate(
        "placement_appraised",
        "墩苗挂职鉴定率",
        f"{when}中，已鉴定的÷已期满的（含已鉴定）。",
        appraised,
        ended,
        "placement",
    )


def _counted(ground: Ground, key: str, name: str, rows: list[Placed]) -> Iterator[Figure]:
    when = f"开始日期在{ground.year_text}之间的{name}"
    ids = [row.id for row in rows]
    n_batches = len(batches(rows))
    yield ground.counted(
        f"{key}_batches",
        f"{name}批次",
        "批次",
        f"{when}的不同批次数，没有填批次的不计。",
        ids,
        "placement",
        value=n_batches,
    )
    yield ground.counted(
        f"{key}_people", name, "人", f"{when}的人数，同一人去过几次只计1人。", (row.cadre_id for row in rows)
    )
    yield ground.counted(f"{key}_times", f"{name}人次", "人次", f"{when}的人次，每去一次计1人次。", ids, "placement")
    hosts = distinct(row.to_unit_id for row in rows)
    yield ground.counted(f"{key}_units", f"{name}接收单位", "个", f"{when}的不同接收单位数。", hosts, "unit")


def by_kind(ground: Ground) -> FigureTable:
    """Break the people down by kind of placement and by receiving unit."""
    found = placed(ground)
    places = [(row.to_unit_id, row.kind.label, row.cadre_id) for row in found]
    return ground.table(
        "placements_by_unit",
        "墩苗跟班挂职按接收单位",
        "人",
        f"开始日期在{ground.year_text}之间的墩苗挂职人数，按接收单位和类型统计，同一人在同一单位同一类型只计1人。",
        "cadre",
        ground.unit_rows(row.to_unit_id for row in found),
        [kind.label for kind in PlacementKind],
        places,
    )
