"""政治素质评价汇总表 and 测评统计表: the year's reviews person by person, with votes and signs but never a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import political
from cadre_desktop.figures.figure import share_of
from cadre_desktop.formats.report_sheet import Chart, Column, ReportBook, ReportSheet
from cadre_desktop.records.political_review import BALLOT_COLUMNS, Ballot, BallotRow, PoliticalReview, Sign
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity
from cadre_desktop.reports.maker import GRADE_NOT_PUBLIC, NUMBER, ROUNDED, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.rules import political_review as rules

_NO_SCORE = "只列正负面印证条数和票数，不计总分；等次由党委（党组）集体研究确定。"
_NAMES = (NUMBER, Column("单位", 16, "left"), Column("姓名", 9), Column("职务", 16, "left"))


@dataclass(frozen=True, slots=True)
class Line:
    """One review with its person's place, its votes and its signs."""

    review: Any
    unit: str
    name: str
    post: str
    votes: dict[BallotRow, tuple[int, ...]]
    signs: dict[tuple[Dimension, Polarity], int]
    n_sourced: int


def lines(maker: Maker) -> list[Line]:
    """Read the year's last review of each person in view, in the order of units and names."""
    ground, session = maker.ground, maker.session
    wanted = set(maker.options.cadre_ids)
    latest = {c: row.id for c, row in political.latest_reviews(ground).items() if not wanted or c in wanted}
    ids = list(latest.values())
    reviews = {row.id: row for row in _in_chunks(session, PoliticalReview, PoliticalReview.id, ids)}
    votes: dict[str, dict[BallotRow, tuple[int, ...]]] = {}
    for b in _in_chunks(session, Ballot, Ballot.review_id, ids):
        votes.setdefault(b.review_id, {})[b.row] = (b.n_first, b.n_second, b.n_third, b.n_fourth)
    signs: dict[str, dict[tuple[Dimension, Polarity], int]] = {}
    sourced: dict[str, int] = {}
    for s in _in_chunks(session, Sign, Sign.review_id, ids):
        counts = signs.setdefault(s.review_id, {})
        counts[s.dimension, s.polarity] = counts.get((s.dimension, s.polarity), 0) + 1
        sourced[s.review_id] = sourced.get(s.review_id, 0) + (s.source_kind is not None)
    names = _names(maker, list(latest))
    found = []
    for cadre_id, review_id in latest.items():
        place = ground.place(cadre_id, reviews[review_id].unit_id)
        unit = ground.units[place].name if place else ""
        person = ground.by_id.get(cadre_id)
        found.append(
            Line(
                reviews[review_id],
                unit,
                names[cadre_id],
                person.post_title if person else "",
                votes.get(review_id, {}),
                signs.get(review_id, {}),
                sourced.get(review_id, 0),
            )
        )
    order = {unit.name: at for at, unit in enumerate(ground.units.values())}
    return sorted(found, key=lambda line: (order.get(line.unit, len(order)), line.name, line.review.id))


def _in_chunks(session: Session, model: Any, key: Any, ids: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(ids), 500):
        query = sa.select(model.__table__).where(key.in_(ids[start : start + 500]), model.deleted_at.is_(None))
        yield from session.connection().execute(query)


def _names(maker: Maker, ids: Sequence[str]) -> dict[str, str]:
    everybody = {row.id: row.name for row in maker.ground.histories.people}
    return {i: everybody[i] for i in ids}


def collect_summary(session: Session, options: ReportOptions) -> ReportBook:
    """Set every person's signs, votes and grade in one line; grades by unit on a second sheet."""
    maker = Maker(session, options)
    title = f"{options.year}年度干部政治素质评价汇总表"
    for compute in (political.grades, political.signs):
        for figure in compute(maker.ground):
            maker.print_figure(figure)
    columns = [
        *_NAMES,
        *(Column("正/负", 7, group=dimension.label) for dimension in Dimension),
        *(Column(f"{grade.label}（票）", 7, group="总体评价") for grade in FourGrade),
        Column("好票率", 8, group="总体评价"),
        Column("建议等次", 8),
        Column("鉴定等次", 12),
        Column("本人意见", 9),
    ]
    if maker.is_public:
        return maker.book("political_summary", title, [_grades_sheet(maker)])
    found = lines(maker)
    rows = [(at, *_summary_row(maker, line)) for at, line in enumerate(found, 1)]
    notes = [
        _NO_SCORE,
        f"“正/负”为该维度正面、负面印证条数；有来源的印证少于{rules.ENOUGH_EVIDENCE}条的，等次后注“{rules.THIN}”。",
        "好票率＝总体评价“好”票数÷总体评价票数。",
        ROUNDED,
    ]
    sheet = maker.table("评价汇总", title, columns, rows, notes=notes)
    return maker.book("political_summary", title, [sheet, _grades_sheet(maker)])


def _summary_row(maker: Maker, line: Line) -> tuple[Any, ...]:
    votes = line.votes.get(BallotRow.OVERALL)
    review = line.review
    sides = [
        f"{line.signs.get((d, Polarity.POSITIVE), 0)}/{line.signs.get((d, Polarity.NEGATIVE), 0)}" for d in Dimension
    ]
    grade = rules.grade_shown(review.grade.label if review.grade else "", line.n_sourced)
    return (
        line.unit,
        maker.mask.name(line.name),
        line.post,
        *sides,
        *(votes or (None,) * 4),
        share_of(votes[0], sum(votes)) if votes else share_of(0, 0),
        review.suggested_grade.label if review.suggested_grade else "",
        grade,
        "有" if review.reply else "",
    )


def _grades_sheet(maker: Maker) -> ReportSheet:
    table = maker.print_table(political.grades_by_unit(maker.ground))
    columns = [
        NUMBER,
        Column("单位", 20, "left"),
        *(Column(f"{c}（人）", 12) for c in table.columns),
        Column("合计", 8),
    ]
    kept = [
        (name, [cell.value for cell in cells])
        for name, cells in zip(table.rows, table.cells, strict=True)
        if not maker.is_public or sum(cell.value for cell in cells) >= maker.options.small_group
    ]
    rows = [(at, name, *counts, sum(counts)) for at, (name, counts) in enumerate(kept, 1)]
    totals = [sum(counts[at] for _, counts in kept) for at in range(len(table.columns))]
    notes = [table.definition]
    if left_out := len(table.rows) - len(rows):
        notes.append(f"另有{left_out}个单位不足{maker.options.small_group}人，为免指明是谁，不列也不计入合计。")
    chart = Chart("bar", "鉴定等次（人）", table.columns, (("人数", tuple(float(n) for n in totals)),))
    return maker.table(
        "等次统计",
        f"{maker.options.year}年度政治素质鉴定等次统计表",
        columns,
        rows,
        total=("合计", None, *totals, sum(totals)),
        notes=notes,
        charts=(chart,) if rows else (),
    )


def collect_ballots(session: Session, options: ReportOptions) -> ReportBook:
    """Print the counted papers: the overall row person by person, then the positive and the reverse rows."""
    maker = Maker(session, options)
    title = f"{options.year}年度政治素质专项测评统计表"
    found = [line for line in lines(maker) if line.votes]
    shown_lines = [line for line in found if (line.review.n_valid or 0) >= options.small_group]
    if maker.is_public:
        found = shown_lines = []
    maker.print_count(
        "测评人数",
        f"{len(shown_lines)}人",
        f"{options.year}年度有测评票数、有效票不少于{options.small_group}份的人数；每人取最后一次考察。",
    )
    sheets = [_overall_sheet(maker, title, shown_lines, len(found) - len(shown_lines))]
    for letter, name in (("p", "正向测评"), ("r", "反向测评")):
        sheets.append(_rows_sheet(maker, shown_lines, letter, name))
    return maker.book("ballot_statistics", title, sheets)


def _overall_sheet(maker: Maker, title: str, found: Sequence[Line], left_out: int) -> ReportSheet:
    columns = [
        *_NAMES,
        *(Column(label, 7, group="票数") for label in ("发出", "收回", "有效")),
        *(Column(word, 7, group="总体评价") for word in BALLOT_COLUMNS["o"]),
        Column("好票率", 9, group="总体评价"),
        Column("核对", 16, "left"),
    ]
    rows = []
    for at, line in enumerate(found, 1):
        votes = line.votes.get(BallotRow.OVERALL)
        papers = (line.review.n_issued, line.review.n_returned, line.review.n_valid)
        rate = share_of(votes[0], sum(votes)) if votes else share_of(0, 0)
        name = maker.mask.name(line.name)
        rows.append((at, line.unit, name, line.post, *papers, *(votes or (None,) * 4), rate, _mark(line)))
    notes = [
        "好票率＝“好”票数÷总体评价票数。",
        "核对栏写明合计与有效份数不符的项目，请对照原票更正。",
        _NO_SCORE,
        ROUNDED,
    ]
    if maker.is_public:
        notes.append(GRADE_NOT_PUBLIC.strip("（）") + "。")
    if left_out:
        notes.append(f"另有{left_out}人有效票不足{maker.options.small_group}份，为保护测评人不单列。")
    return maker.table("总体评价", title, columns, rows, notes=notes)


def _mark(line: Line) -> str:
    valid = line.review.n_valid
    wrong = [f"{row.label}{sum(votes)}票" for row, votes in line.votes.items() if sum(votes) != valid]
    return "、".join(wrong) or "相符"


def _rows_sheet(maker: Maker, found: Sequence[Line], letter: str, name: str) -> ReportSheet:
    """Print one kind of row, a line for every person and item."""
    words = BALLOT_COLUMNS[letter]
    columns = [*_NAMES, Column("测评项目", 16), *(Column(f"{word}（票）", 11) for word in words), Column("合计", 7)]
    rows: list[tuple[Any, ...]] = []
    for number, line in enumerate(found, 1):
        for row in BallotRow:
            if row.value.startswith(letter) and row in line.votes:
                votes = line.votes[row]
                who = (number, line.unit, maker.mask.name(line.name), line.post)
                rows.append((*who, row.label, *votes, sum(votes)))
    return maker.table(name, f"政治素质{name}统计表", columns, rows, notes=["每行只能划一个档次，合计应等于有效份数。"])


SUMMARY = Report(
    "political_summary",
    "政治素质评价汇总表",
    ("year", "as_of", "unit_id", "cadre_ids", "level"),
    collect_summary,
)
BALLOTS = Report(
    "ballot_statistics",
    "政治素质测评统计表",
    ("year", "as_of", "unit_id", "cadre_ids", "level"),
    collect_ballots,
)
