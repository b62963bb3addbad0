"""政治素质鉴定表: the form of each person reviewed in the year, laid out as it is filled in by hand."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures import political
from cadre_desktop.formats.report_sheet import FormCell, FormSheet, ReportBook
from cadre_desktop.records.political_review import Ballot, BallotRow, PoliticalReview
from cadre_desktop.reports.maker import GRADE_NOT_PUBLIC, IN_FORMS, NOT_PUBLIC, Maker, long_day
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live

_TITLE = "干部政治素质鉴定表"
_BLANK = "　　"
MOST_FORMS = 500
_INDENT = "　" * 10


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Lay out one form a person, all in one workbook to be printed together.

    Raises NotAllowed for more people than a workbook can sensibly have sheets.
    """
    maker = Maker(session, options)
    wanted = set(options.cadre_ids)
    latest = political.latest_reviews(maker.ground)
    ids = [row.id for cadre_id, row in latest.items() if not wanted or cadre_id in wanted]
    if len(ids) > MOST_FORMS:
        words = f"符合条件的有{len(ids)}人，一次最多打印{MOST_FORMS}份鉴定表。"
        raise NotAllowed(words, hint="请按单位或选定人员分批打印。")
    reviews: list[PoliticalReview] = []
    for start in range(0, len(ids), 500):
        reviews += session.scalars(sa.select(PoliticalReview).where(PoliticalReview.id.in_(ids[start : start + 500])))
    order = {unit_id: at for at, unit_id in enumerate(maker.ground.units)}
    places = {r.id: order.get(maker.ground.place(r.cadre_id, r.unit_id) or "", len(order)) for r in reviews}
    reviews.sort(key=lambda r: (places[r.id], r.cadre.name, r.id))
    forms = [_form(maker, review) for review in reviews]
    maker.print_count(
        "鉴定表", f"{len(forms)}份", f"{options.year}年度政治素质考察，每人一份，取最后一次考察。", IN_FORMS
    )
    return maker.book("identification_form", f"{options.year}年度{_TITLE}", forms)


def _form(maker: Maker, review: PoliticalReview) -> FormSheet:
    """姓名、单位及职务 | 自查自评情况 | 专项测评情况 | 主要领导评语 | 党委（党组）鉴定等次意见 (domain 3.6)."""
    mask = maker.mask
    person = maker.ground.by_id.get(review.cadre_id)
    place = maker.ground.place(review.cadre_id, review.unit_id)
    unit = maker.ground.units[place].name if place else ""
    suggested = review.suggested_grade.label if review.suggested_grade else _BLANK
    signature = "\n\n　　　　　　　　　　　　　　　　签名：" + mask.names(review.leader_name or "")
    told = not maker.is_public
    words = mask.text(review.leader_comment or "") if told else NOT_PUBLIC
    comment = f"{words}\n\n建议鉴定为“{suggested}”等次。{signature}" if told else NOT_PUBLIC
    grade = review.grade.label if review.grade else _BLANK
    when = long_day(review.decided_on) if review.decided_on else "　　年　月　日"
    seal = f"{_INDENT}{review.decided_by or ''}（公章）\n{_INDENT}{when}"
    decision = f"经研究，鉴定为“{grade}”等次。\n\n{seal}" if told else GRADE_NOT_PUBLIC
    cells = (
        FormCell(1, 1, _TITLE, 1, 4, "title", 14),
        FormCell(2, 1, f"（{review.year}年度）", 1, 4, "subtitle", 9),
        FormCell(3, 1, "姓　名", style="label", height_mm=13),
        FormCell(3, 2, mask.name(review.cadre.name)),
        FormCell(3, 3, "单位及职务", style="label"),
        FormCell(3, 4, mask.text(f"{unit}{person.post_title if person else ''}")),
        FormCell(4, 1, "自查自评\n情　　况", style="label", height_mm=76),
        FormCell(4, 2, mask.text(review.self_check or "") if told else NOT_PUBLIC, 1, 3, "left"),
        FormCell(5, 1, "专项测评\n情　　况", style="label", height_mm=28),
        FormCell(5, 2, _papers(maker, review) if told else GRADE_NOT_PUBLIC, 1, 3, "left"),
        FormCell(6, 1, "主要领导\n评　　语", style="label", height_mm=60),
        FormCell(6, 2, comment, 1, 3, "left"),
        FormCell(7, 1, "党委\n（党组）\n鉴定等次\n意　　见", style="label", height_mm=52),
        FormCell(7, 2, decision, 1, 3, "left"),
    )
    return FormSheet(mask.name(review.cadre.name), _TITLE, (26, 42, 28, 70), cells, margins_mm=(20, 18, 22, 22))


def _papers(maker: Maker, review: PoliticalReview) -> str:
    """Print the counts; a paper with too few valid votes would give its voters away."""
    if review.n_valid is not None and review.n_valid < maker.options.small_group:
        return f"有效票不足{maker.options.small_group}份，票数不列。"
    overall = live(maker.session, Ballot, sa.and_(Ballot.review_id == review.id, Ballot.row == BallotRow.OVERALL))
    good, fair, average, poor = overall[0].counts if overall else (_BLANK,) * 4
    issued, returned, valid = (_BLANK if n is None else n for n in (review.n_issued, review.n_returned, review.n_valid))
    return (
        f"发出 {issued} 份，收回 {returned} 份，有效 {valid} 份；\n"
        f"好 {good} 票，较好 {fair} 票，一般 {average} 票，较差 {poor} 票。"
    )


REPORT = Report("identification_form", "政治素质鉴定表", ("year", "as_of", "unit_id", "cadre_ids", "level"), collect)
