"""显绩 and 潜绩: how many, in which dimensions, on how strong evidence, and what must be looked back at."""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.population import by_code
from cadre_desktop.records.achievement import Achievement, AchievementState, Evidence, Ledger, Paper, Strength
from cadre_desktop.rules.achievement_states import SELF_STATEMENT, rests_on_self_statement

NO_EVIDENCE = "无佐证"
SELF_ONLY = "仅凭自述"
_NOT_COUNTED = (AchievementState.DRAFT, AchievementState.RETURNED)
_ACCEPTED = (AchievementState.CONFIRMED, AchievementState.FILED)
_STEPS = (
    (AchievementState.DRAFT, "录入"),
    (AchievementState.DECLARED, "申报"),
    (AchievementState.REVIEWING, "审核"),
    (AchievementState.CONFIRMED, "认定"),
    (AchievementState.FILED, "入档"),
)
_COUNTED_WORDS = "已申报、审核、认定、入档的，草稿和退回的不计"


class Item(NamedTuple):
    """One achievement that counts, with the unit it counts for and its strongest evidence."""

    id: str
    unit_id: str
    ledger: Ledger
    paper: Paper
    state: AchievementState
    strongest: Strength | None

    @property
    def strength_words(self) -> str:
        """The strongest evidence, by the words of the table."""
        return self.strongest.label if self.strongest else NO_EVIDENCE

    @property
    def self_only(self) -> bool:
        """Whether nothing but the person's own word, or nothing at all, stands behind it."""
        if self.strongest is None:
            return rests_on_self_statement(())
        return rests_on_self_statement((SELF_STATEMENT if self.strongest is Strength.SELF else self.strongest.value,))


@kept
def items(ground: Ground) -> tuple[Item, ...]:
    """Read the year's achievements in view, drafts and returned ones too."""
    a, e = Achievement, Evidence
    place_of = sa.case({strength: at for at, strength in enumerate(Strength)}, value=e.strength)
    strongest = sa.select(sa.func.min(place_of)).where(e.achievement_id == a.id, e.deleted_at.is_(None))
    query = sa.select(
        a.id, a.cadre_id, a.unit_id, a.ledger, a.paper, a.state, strongest.scalar_subquery().label("strongest")
    ).where(a.deleted_at.is_(None), a.year == ground.year)
    strengths, ledgers_of, papers, states = tuple(Strength), by_code(Ledger), by_code(Paper), by_code(AchievementState)
    found = []
    for item_id, cadre_id, unit_id, ledger, paper, state, at in ground.stored(query):
        place = ground.place(cadre_id, unit_id)
        if place is not None:
            best = None if at is None else strengths[at]
            found.append(Item(item_id, place, ledgers_of[ledger], papers[paper], states[state], best))
    return tuple(found)


@kept
def counted_items(ground: Ground) -> tuple[Item, ...]:
    """Leave the drafts and the returned ones out."""
    return tuple(item for item in items(ground) if item.state not in _NOT_COUNTED)


def ledgers(ground: Ground) -> Iterator[Figure]:
    """Count both ledgers, what is accepted of them, and what rests on the person's own word."""
    found = counted_items(ground)
    words = f"{ground.where}{ground.year}年度的实绩条目中"
    for ledger in Ledger:
        yield ground.counted(
            f"achievements_{ledger.value}",
            ledger.label,
            "件",
            f"{words}账目为{ledger.label}、{_COUNTED_WORDS}。",
            (i.id for i in found if i.ledger is ledger),
            "achievement",
        )
    yield ground.counted(
        "achievements_accepted",
        "已认定实绩",
        "件",
        f"{words}状态为认定或入档的。",
        (i.id for i in found if i.state in _ACCEPTED),
        "achievement",
    )
    yield ground.rate(
        "self_statement_share",
        "仅凭自述占比",
        f"{words}没有自述以外佐证的件数÷全部件数（{_COUNTED_WORDS}）。",
        [i.id for i in found if i.self_only],
        [i.id for i in found],
        "achievement",
    )


def by_unit(ground: Ground) -> FigureTable:
    """Break the items down by unit: ledger, paper, strongest evidence, own word only."""
    found = counted_items(ground)
    places = []
    for i in found:
        titles = [i.ledger.label, i.paper.label, i.strength_words] + [SELF_ONLY] * i.self_only
        places += [(i.unit_id, title, i.id) for title in titles]
    columns = [*(w.label for w in Ledger), *(p.label for p in Paper), *(s.label for s in Strength), NO_EVIDENCE]
    return ground.table(
        "achievements_by_unit",
        "实绩汇总",
        "件",
        f"{ground.year}年度实绩条目，{_COUNTED_WORDS}；按时任单位统计，未填的按现任单位；"
        "佐证按最强的一件计，依次为文件、实地、上级通报、第三方数据、自述。",
        "achievement",
        ground.unit_rows(i.unit_id for i in found),
        [*columns, SELF_ONLY],
        places,
    )


def look_backs(ground: Ground) -> Iterator[Figure]:
    """Count the latent achievements whose look-back day has come and whose result is not written."""
    a = Achievement
    query = sa.select(a.id, a.cadre_id, a.unit_id).where(
        a.deleted_at.is_(None),
        a.ledger == Ledger.LATENT,
        a.look_back_on <= ground.as_of,
        sa.func.coalesce(a.look_back_result, "") == "",
        a.state.not_in(_NOT_COUNTED),
    )
    ids = [r.id for r in ground.rows(query.order_by(a.look_back_on)) if ground.place(r.cadre_id, r.unit_id) is not None]
    yield ground.counted(
        "look_backs_due",
        "潜绩待回看",
        "件",
        f"回看日期在{dotted(ground.as_of)}或以前、还没有填写回看结果的潜绩；不限年度，草稿和退回的不计。",
        ids,
        "achievement",
    )


def progress(ground: Ground) -> Iterator[Figure]:
    """Count how far the year's achievements have come; who got further counts for every step before."""
    found = items(ground)
    order = {state: at for at, (state, _) in enumerate(_STEPS)}
    for at, (state, words) in enumerate(_STEPS):
        yield ground.counted(
            f"achievements_step_{state.value}",
            f"实绩{words}",
            "件",
            f"{ground.where}{ground.year}年度的实绩条目中，已到“{words}”这一步的；到了后面步骤的，前面各步都计入，"
            "退回的只计入第一步。",
            (row.id for row in found if order.get(row.state, 0) >= at),
            "achievement",
        )
