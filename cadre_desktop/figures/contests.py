"""争先创优: the red and black boards with their warnings, the quarters' awards, makers and their bases."""

from collections.abc import Iterator

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, dotted
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.records.board_entry import BoardColour, BoardEntry
from cadre_desktop.records.board_entry import BoardState as EntryState
from cadre_desktop.records.challenge import RaceAward, RaceAwardKind
from cadre_desktop.records.makers import BaseKind, MakerBase, MakerTalent
from cadre_desktop.rules import boards as rules
from cadre_desktop.rules.boards import BoardFinding, BoardState
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate


@kept
def board_entries(ground: Ground) -> tuple[rules.BoardEntry, ...]:
    """Return what was published in the year of the units in view; withdrawn entries are marked."""
    b = BoardEntry
    query = sa.select(b.id, b.unit_id, b.item, b.colour, b.published_on, b.state).where(
        b.deleted_at.is_(None),
        ground.day_in_year(b.published_on),
        b.state.in_((EntryState.PUBLISHED, EntryState.WITHDRAWN)),
    )
    return tuple(
        rules.BoardEntry(
            row.id,
            row.unit_id,
            row.item,
            rules.Colour(row.colour.value),
            row.published_on,
            row.state is EntryState.WITHDRAWN,
        )
        for row in ground.rows(query.order_by(b.published_on, b.id))
        if in_view(ground, None, row.unit_id)
    )


@kept
def board_findings(ground: Ground) -> tuple[Explained[BoardFinding], ...]:
    """Return what the year's entries come to, per unit and item."""
    return rules.board_findings(board_entries(ground), (), ground.book)


def boards(ground: Ground) -> Iterator[Figure]:
    """Count the year's red and black entries, and the units that are warned or should see their head give way."""
    when, where = f"发布日期在{ground.year_text}之间", f"{ground.where}的上榜记录"
    standing = [entry for entry in board_entries(ground) if not entry.withdrawn]
    for colour in BoardColour:
        words = f"{when}的{colour.label}上榜次数，已撤销的不计。"
        ids = (entry.record for entry in standing if entry.colour.value == colour.value)
        yield ground.counted(f"board_{colour.value}", colour.label, "次", words, ids, "board_entry", where)
    for state, label in ((BoardState.WARNED, "黑榜预警单位"), (BoardState.GIVE_WAY, "建议“让位”单位")):
        limit = "boards.warn_at" if state is BoardState.WARNED else "boards.give_way_at"
        n_times = ground.book.number(limit, on=ground.as_of)
        ids = (one.value.count.unit for one in board_findings(ground) if one.value.state is state)
        more = "未达到“让位”次数的" if state is BoardState.WARNED else ""
        words = f"{when}、同一单项工作列入黑榜满{n_times}次{more}单位，同一单位只计1家；已撤销的不计。"
        yield ground.counted(f"board_{state.value}", label, "家", words, ids, "unit", where)


def awards(ground: Ground) -> Iterator[Figure]:
    """Count the year's 奔跑奖 and 蜗牛奖."""
    a = RaceAward
    query = sa.select(a.id, a.kind, a.cadre_id, a.unit_id).where(a.deleted_at.is_(None), a.year == ground.year)
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    for kind in RaceAwardKind:
        words = f"{ground.year}年各季度的{kind.label}，给一人或一个单位一次计1次。"
        ids = (row.id for row in rows if row.kind is kind)
        yield ground.counted(f"race_{kind.value}", kind.label, "次", words, ids, "race_award", ground.where)


def makers(ground: Ground) -> Iterator[Figure]:
    """Count the bases of each kind that stand on the day, and the makers who had not left by then."""
    b, t, day = MakerBase, MakerTalent, PartialDate.of(ground.as_of)
    query = sa.select(b.id, b.kind, b.unit_id, b.built_on, b.closed_on).where(b.deleted_at.is_(None))
    bases = [
        row
        for row in ground.rows(query)
        if in_view(ground, None, row.unit_id) and row.built_on <= day and (row.closed_on is None or row.closed_on > day)
    ]
    when = f"截至{dotted(ground.as_of)}"
    for kind in BaseKind:
        ids = (row.id for row in bases if row.kind is kind)
        words = f"{when}已建立、没有撤销的{kind.label}。"
        yield ground.counted(f"maker_{kind.value}", f"创客{kind.label}", "个", words, ids, "maker_base", ground.where)
    talents = sa.select(t.id, t.unit_id, t.began_on, t.left_on).where(t.deleted_at.is_(None))
    people = [
        row.id
        for row in ground.rows(talents)
        if in_view(ground, None, row.unit_id) and row.began_on <= day and (row.left_on is None or row.left_on > day)
    ]
    words = f"{when}已入选、没有退出的创客人才。"
    yield ground.counted("maker_talents", "创客人才", "名", words, people, "maker_talent", ground.where)
