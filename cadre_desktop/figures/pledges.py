"""亮诺、亮效、亮绩: how many did each stage of the year, and who did not."""

from collections.abc import Iterator

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.pledge import Pledge, Stage


def stages(ground: Ground) -> Iterator[Figure]:
    """Give each stage's rate and the people who have not done it."""
    p = Pledge
    query = sa.select(p.cadre_id, p.stage).where(
        p.deleted_at.is_(None), p.year == ground.year, sa.or_(p.held_on.is_(None), p.held_on <= ground.as_of)
    )
    done: dict[str, set[str]] = {stage.value: set() for stage in Stage}
    for cadre_id, code in ground.stored(query):
        done[code].add(cadre_id)
    due = [person.id for person in ground.due]
    for stage in Stage:
        yield ground.rate(
            f"pledge_{stage.value}_rate",
            f"{stage.label}完成率",
            f"{ground.due_words}，{ground.year}年已{stage.label}的人数÷应{stage.label}人数。",
            [i for i in due if i in done[stage.value]],
            due,
            population=ground.due_words,
        )
        yield ground.counted(
            f"pledge_{stage.value}_left",
            f"未{stage.label}",
            "人",
            f"{ground.due_words}，{ground.year}年还没有{stage.label}的人数。",
            [i for i in due if i not in done[stage.value]],
            population=ground.due_words,
        )
