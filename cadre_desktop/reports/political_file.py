"""政治素质档案（一人一档）: signs with their sources, opposite ones side by side, ballots, grade; no total score."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import Ground
from cadre_desktop.formats.report_sheet import Chart, Column, FormCell, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.political_review import BALLOT_COLUMNS, Ballot, BallotRow, PoliticalReview, Sign, SourceKind
from cadre_desktop.records.vocab import Dimension, Polarity
from cadre_desktop.reports.disclosure import ON_FILE, is_told
from cadre_desktop.reports.maker import GRADE_NOT_PUBLIC, IN_FORMS, NOT_PUBLIC, NUMBER, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live, owners, the_person
from cadre_desktop.rules import political_review as rules

_TITLE = "干部政治素质档案"
_NO_SCORE = "本档案只列事实和来源，不计总分；等次由党委（党组）集体研究确定。"


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Bind one person's reviews, newest first; raise NotAllowed when nobody was chosen."""
    cadre = the_person(session, options)
    maker = Maker(session, options)
    reviews = live(session, PoliticalReview, PoliticalReview.cadre_id == cadre.id, PoliticalReview.started_on.desc())
    pages: list[ReportSheet | FormSheet] = []
    n_signs = 0
    for review in reviews:
        signs = live(session, Sign, Sign.review_id == review.id, Sign.dimension, Sign.happened_on, Sign.created_at)
        ballots = live(session, Ballot, Ballot.review_id == review.id)
        n_signs += len(signs)
        mark = f"{review.year}年" + (f"（{review.started_on:%m%d}）" if len(reviews) > 1 else "")
        pages += [_cover(maker, review, signs, mark), _sides(maker, review, signs, mark)]
        if ballots and _told(maker):
            pages.append(_ballot_sheet(maker, review, ballots, mark))
    observations = live(session, Observation, Observation.cadre_id == cadre.id, Observation.observed_on)
    pages.append(_observation_sheet(maker, observations))
    maker.print_count("政治素质考察", f"{len(reviews)}次", "本人的政治素质考察次数；已删除的不计。", IN_FORMS)
    told_signs = f"{n_signs}条" if _told(maker) else "不公开"
    maker.print_count("正负面印证", told_signs, "历次考察记录的正负面表现条数，每条计1次，不折算分数。", IN_FORMS)
    maker.print_count("表现纪实", f"{len(observations)}条", "本人全部表现纪实条数；已删除的不计。", IN_FORMS)
    return maker.book("political_file", f"{_TITLE}（{maker.mask.name(cadre.name)}）", pages)


def _cover(maker: Maker, review: PoliticalReview, signs: Sequence[Sign], mark: str) -> FormSheet:
    """Print who, when and what was decided, with the papers counted and the person's own word."""
    mask, told = maker.mask, _told(maker)
    text = mask.text
    post = _post(maker, review)
    sourced = sum(bool(source_words(sign, maker.options.level)) for sign in signs)
    grade = rules.grade_shown(review.grade.label if review.grade else "", sourced) or "未鉴定"
    decided = "　".join(part for part in (grade, review.decided_by or "", shown(review.decided_on)) if part)
    decided = decided if told else GRADE_NOT_PUBLIC
    pairs = (
        (("姓　　名", mask.name(review.cadre.name)), ("考察年度", f"{review.year}年")),
        (("单位及职务", text(post)), ("考察日期", shown(review.started_on))),
    )
    cells = [FormCell(1, 1, _TITLE, 1, 4, "title", 18)]
    for row, line in enumerate(pairs, 2):
        for at, (label, value) in enumerate(line):
            cells += [
                FormCell(row, at * 2 + 1, label, style="label", height_mm=12),
                FormCell(row, at * 2 + 2, value),
            ]
    suggested = review.suggested_grade.label if review.suggested_grade else "未填"
    comment = f"{review.leader_comment or ''}\n建议等次：{suggested}　评语人：{mask.names(review.leader_name or '')}"
    blocks = (
        ("自查自评\n情况", review.self_check if told else NOT_PUBLIC, 40.0),
        ("对照清单", str(review.checklist) if review.checklist else "", 12.0),
        ("专项测评\n情况", _papers(review) if told else GRADE_NOT_PUBLIC, 12.0),
        ("主要领导\n评语", comment if told else NOT_PUBLIC, 34.0),
        ("分析研判\n意见", review.analysis if told else NOT_PUBLIC, 34.0),
        ("鉴定等次", decided, 14.0),
        ("本人意见", review.reply if told else NOT_PUBLIC, 24.0),
    )
    for row, (label, words, height) in enumerate(blocks, 4):
        cells += [
            FormCell(row, 1, label, style="label", height_mm=height),
            FormCell(row, 2, text(words or ""), 1, 3, "left"),
        ]
    return FormSheet(f"{mark}档案", _TITLE, (28, 62, 25, 50), tuple(cells), notes=(_NO_SCORE,))


def _told(maker: Maker) -> bool:
    """Say whether comments and facts are printed: not in public."""
    return maker.options.level is not ExportLevel.MASKED


def _papers(review: PoliticalReview) -> str:
    issued, returned, valid = ("—" if n is None else n for n in (review.n_issued, review.n_returned, review.n_valid))
    return f"发出{issued}份，收回{returned}份，有效{valid}份"


def _post(maker: Maker, review: PoliticalReview) -> str:
    person = maker.ground.by_id.get(review.cadre_id)
    unit = str(review.unit) if review.unit else ""
    if person is None:
        return unit
    current = maker.ground.units.get(person.unit_id or "")
    return f"{unit or (current.name if current else '')}{person.post_title}"


def source_words(sign: Sign, level: ExportLevel) -> str:
    """Name where a sign comes from; a talk is named by its month alone, never by who was heard."""
    if sign.source_kind is None:
        return ""
    linked: Any = {
        SourceKind.INTERVIEW: sign.interview,
        SourceKind.OBSERVATION: sign.observation,
        SourceKind.ASSESSMENT: sign.assessment,
    }.get(sign.source_kind)
    if isinstance(linked, Interview):
        words = f"{linked.talked_on:%Y.%m}" if is_told(linked, level) else ""
    elif level is ExportLevel.MASKED:
        words = ""
    else:
        words = str(linked) if linked is not None else sign.source_document or ""
    return f"{sign.source_kind.label}{f'：{words}' if words else ''}"


def _sides(maker: Maker, review: PoliticalReview, signs: Sequence[Sign], mark: str) -> ReportSheet:
    """Set positive and negative signs of each dimension side by side; where both speak, neither cancels the other."""
    rows: list[tuple[Any, ...]] = []
    for dimension in Dimension:
        mine = [sign for sign in signs if sign.dimension is dimension]
        sides = [[_sign_words(maker, s) for s in mine if s.polarity is side] for side in Polarity]
        both = "正负面都有，请对照研判" if all(sides) else "" if any(sides) else "材料不足"
        if _told(maker):
            good, bad = ("\n".join(side) for side in sides)
            rows.append((dimension.label, good, len(sides[0]), bad, len(sides[1]), both))
        else:
            rows.append((dimension.label, None, None, None, None, None))
    columns = [
        Column("维度", 10),
        Column("正面表现及来源", 46, "left"),
        Column("条数", 6),
        Column("负面表现及来源", 46, "left"),
        Column("条数", 6),
        Column("提示", 14, "left"),
    ]
    n_good, n_bad = (sum(s.polarity is side for s in signs) for side in Polarity)
    categories = tuple(d.label for d in Dimension)
    series = tuple(
        (side.label, tuple(float(sum(s.polarity is side and s.dimension is d for s in signs)) for d in Dimension))
        for side in Polarity
    )
    chart = (Chart("bar", "各维度印证条数", categories, series),) if signs and _told(maker) else ()
    total = (n_good, None, n_bad) if _told(maker) else (None, None, None)
    notes = [_NO_SCORE, "负面表现都应有来源；同一维度正负面都有的，两边照列，互不抵消。"]
    if not _told(maker):
        notes.append(GRADE_NOT_PUBLIC.strip("（）") + "。")
    return maker.table(
        f"{mark}画像",
        f"政治素质画像（{review.year}年度）",
        columns,
        rows,
        total=("合计", None, *total, None),
        notes=notes,
        charts=chart,
    )


def _sign_words(maker: Maker, sign: Sign) -> str:
    source = source_words(sign, maker.options.level)
    if not is_told(sign.interview, maker.options.level):
        return f"· 来源为工作秘密，内容{ON_FILE}【{source}】"
    reply = f"；本人说明：{sign.reply}" if sign.reply else ""
    day = f"{shown(sign.happened_on)} " if sign.happened_on else ""
    item = f"（清单：{sign.item}）" if sign.item else ""
    return maker.mask.text(f"· {day}{sign.fact}{item}【{source or '未注明来源'}】{reply}")


def _ballot_sheet(maker: Maker, review: PoliticalReview, ballots: Sequence[Ballot], mark: str) -> ReportSheet:
    """Print the counts row by row; each kind of row has its own four words."""
    of = {ballot.row: ballot for ballot in ballots}
    rows: list[tuple[Any, ...]] = []
    for row in BallotRow:
        if row in of:
            words = BALLOT_COLUMNS[row.value[0]]
            counts = of[row].counts
            votes = [f"{word} {count}" for word, count in zip(words, counts, strict=True)]
            rows.append((len(rows) + 1, _kind(row), row.label, *votes, sum(counts)))
    columns = [
        NUMBER,
        Column("类别", 10),
        Column("测评项目", 16),
        *(Column(f"第{number}档（票）", 14) for number in "一二三四"),
        Column("合计", 8),
    ]
    notes = [
        f"{_papers(review)}；每行只能划一个档次，各行合计应等于有效份数。",
        "测评不记名，只存票数；不计总分。",
    ]
    return maker.table(f"{mark}测评", f"政治素质专项测评（{review.year}年度）", columns, rows, notes=notes)


def _kind(row: BallotRow) -> str:
    return {"p": "正向", "r": "反向", "o": "总体"}[row.value[0]]


def _observation_sheet(maker: Maker, observations: Sequence[Observation]) -> ReportSheet:
    mask, told = maker.mask, _told(maker)
    columns = [
        NUMBER,
        Column("日期", 11),
        Column("场景", 14),
        Column("事项", 24, "left"),
        Column("具体表现", 44, "left"),
        Column("正负面", 7),
        Column("来源", 20, "left"),
        Column("记录人", 9),
        Column("本人说明", 18, "left"),
    ]
    rows = [
        (
            at,
            shown(one.observed_on),
            one.scene.label,
            mask.text(one.matter) if told else None,
            mask.text(one.conduct) if told else None,
            one.polarity.label if told else None,
            mask.text("、".join(p for p in (one.way.label if one.way else "", one.source or "") if p))
            if told
            else None,
            mask.names(one.observer),
            mask.text(one.reply or "") if told else None,
        )
        for at, one in enumerate(observations, 1)
    ]
    return maker.table("表现纪实", "干部表现纪实", columns, rows, notes=["按日期排列；负面表现附本人说明。"])


def people(session: Session, options: ReportOptions) -> tuple[str, ...]:
    """Find everybody on the books with a review or an observation."""
    having = owners(session, PoliticalReview) | owners(session, Observation)
    return tuple(person.id for person in Ground(session, options.context).people() if person.id in having)


REPORT = Report("political_file", "政治素质档案（一人一档）", ("cadre_ids", "unit_id", "level"), collect, people)
