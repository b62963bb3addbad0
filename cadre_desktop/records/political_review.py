"""政治素质考察 — one official, one period: sourced signs, counted ballots, a grade people decide; never a score."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.checklist import Checklist, ChecklistItem
from cadre_desktop.records.interview import Interview
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.stored import changed_names, stored
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class ReviewState(Choice):
    """政治素质档案状态."""

    OPEN = "open", "建档"
    REVIEWING = "reviewing", "考察"
    DECIDED = "decided", "评定"
    FILED = "filed", "入档"


class SourceKind(Choice):
    """印证来源."""

    INTERVIEW = "interview", "谈话"
    OBSERVATION = "observation", "表现纪实"
    ASSESSMENT = "assessment", "考核"
    SANCTION = "sanction", "处分处理"
    DOCUMENT = "document", "文件材料"


class BallotRow(Choice):
    """测评项目 — five positive rows, six reverse rows, one overall row (政治素质专项测评表)."""

    LOYALTY = "p1", "政治忠诚"
    RESOLVE = "p2", "政治定力"
    DUTY = "p3", "政治担当"
    ABILITY = "p4", "政治能力"
    DISCIPLINE = "p5", "政治自律"
    LACK_LOYALTY = "r1", "忠诚不足"
    LACK_RESOLVE = "r2", "定力不足"
    LACK_DUTY = "r3", "担当不足"
    LACK_ABILITY = "r4", "能力不足"
    BAD_CONDUCT = "r5", "品行不端"
    BREACH = "r6", "违反组织纪律"
    OVERALL = "o", "总体评价"


# The four columns of each kind of row, in the order of Ballot.n_first … n_fourth.
BALLOT_COLUMNS = {
    "p": ("优秀", "合格", "基本合格", "不合格"),
    "r": ("无反映", "偶尔有反映", "反映较多", "问题严重"),
    "o": ("好", "较好", "一般", "较差"),
}


class PoliticalReview(Record):
    """政治素质档案 — the file of one review."""

    __tablename__ = "political_review"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("时任单位", width=20)
    year: Mapped[int] = field("考察年度", width=9, index=True)
    started_on: Mapped[date] = field("考察日期")
    checklist_id: Mapped[str | None] = mapped_column(ForeignKey("checklist.id"))
    checklist: Mapped[Checklist | None] = link("对照清单", width=26)
    self_check: Mapped[str | None] = field("自查自评情况", multiline=True, width=40, searchable=True)
    n_issued: Mapped[int | None] = field("测评发出（份）", width=12)
    n_returned: Mapped[int | None] = field("收回（份）", width=10)
    n_valid: Mapped[int | None] = field("有效（份）", width=10)
    leader_comment: Mapped[str | None] = field("主要领导评语", multiline=True, width=40, searchable=True)
    leader_name: Mapped[str | None] = field("评语人", length=40)
    suggested_grade: Mapped[FourGrade | None] = field("建议等次")
    analysis: Mapped[str | None] = field("分析研判意见", multiline=True, width=40, searchable=True)
    grade: Mapped[FourGrade | None] = field("鉴定等次", help="由党委（党组）集体研究确定；程序不打总分")
    decided_by: Mapped[str | None] = field("鉴定单位", length=60, width=20)
    decided_on: Mapped[date | None] = field("鉴定日期")
    reply: Mapped[str | None] = field("本人意见", multiline=True, width=30)
    state: Mapped[ReviewState] = field("状态", default=ReviewState.OPEN, read_only=True)

    def __str__(self) -> str:
        return f"{self.cadre} {self.year}年度"


class Sign(Record):
    """清单印证 — one positive or negative sign in one dimension, with where it comes from."""

    __tablename__ = "sign"

    review_id: Mapped[str] = mapped_column(ForeignKey("political_review.id"), index=True)
    review: Mapped[PoliticalReview] = link("政治素质档案", width=18)
    dimension: Mapped[Dimension] = field("维度", width=10)
    polarity: Mapped[Polarity] = field("正负面", width=8)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("checklist_item.id"))
    item: Mapped[ChecklistItem | None] = link("清单条目", width=40)
    fact: Mapped[str] = field("具体表现", multiline=True, width=44, searchable=True)
    happened_on: Mapped[date | None] = field("发生日期")
    source_kind: Mapped[SourceKind | None] = field("印证来源", width=12)
    interview_id: Mapped[str | None] = mapped_column(ForeignKey("interview.id"), index=True)
    interview: Mapped[Interview | None] = link("来源谈话", width=24)
    observation_id: Mapped[str | None] = mapped_column(ForeignKey("observation.id"), index=True)
    observation: Mapped[Observation | None] = link("来源纪实", width=24)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("annual_assessment.id"), index=True)
    assessment: Mapped[AnnualAssessment | None] = link("来源考核", width=18)
    source_document: Mapped[str | None] = field(
        "文件名称或文号", length=200, width=26, help="来源是处分处理或文件材料的填这里"
    )
    reply: Mapped[str | None] = field("本人说明", multiline=True, width=30)

    def __str__(self) -> str:
        return self.fact


class Ballot(Record):
    """测评票数 — the counts of one row of the ballot; who voted is never kept."""

    __tablename__ = "ballot"

    review_id: Mapped[str] = mapped_column(ForeignKey("political_review.id"), index=True)
    review: Mapped[PoliticalReview] = link("政治素质档案", width=18)
    row: Mapped[BallotRow] = field("测评项目", width=14)
    n_first: Mapped[int] = field("第一档（票）", default=0, width=10, help="正向：优秀　反向：无反映　总体：好")
    n_second: Mapped[int] = field("第二档（票）", default=0, width=10, help="正向：合格　反向：偶尔有反映　总体：较好")
    n_third: Mapped[int] = field("第三档（票）", default=0, width=10, help="正向：基本合格　反向：反映较多　总体：一般")
    n_fourth: Mapped[int] = field("第四档（票）", default=0, width=10, help="正向：不合格　反向：问题严重　总体：较差")

    def __str__(self) -> str:
        return self.row.label

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four columns, best first."""
        return (self.n_first or 0, self.n_second or 0, self.n_third or 0, self.n_fourth or 0)


def check(review: PoliticalReview, today: date) -> Iterator[Problem]:
    """Issued >= returned >= valid; a grade is decided by somebody, on a day."""
    if not 2000 <= review.year <= today.year:
        yield Problem("year", f"考察年度应在 2000 到 {today.year} 之间")
    if review.started_on > today:
        yield Problem("started_on", "考察日期不能晚于今天")
    yield from _paper_problems(review)
    if review.grade is not None and not (review.decided_by and review.decided_on):
        yield Problem("decided_by", "鉴定等次由党委（党组）确定，请同时填写鉴定单位和鉴定日期")
    if review.decided_on and review.decided_on < review.started_on:
        yield Problem("decided_on", "鉴定日期不能早于考察日期")
    if review.deleted_at is not None and review.state in (ReviewState.DECIDED, ReviewState.FILED):
        yield Problem("", "已评定的政治素质档案不能删除")
    if stored(review, "state") is ReviewState.FILED and changed_names(review):
        yield Problem("", "政治素质档案已入档，不能再修改")


def _paper_problems(review: PoliticalReview) -> Iterator[Problem]:
    """Check the numbers of papers against each other."""
    issued, returned, valid = review.n_issued, review.n_returned, review.n_valid
    for name in ("n_issued", "n_returned", "n_valid"):
        if (getattr(review, name) or 0) < 0:
            yield Problem(name, "份数不能是负数")
    if returned is not None and issued is not None and returned > issued:
        yield Problem("n_returned", f"收回 {returned} 份多于发出 {issued} 份，请核对")
    if valid is not None and returned is not None and valid > returned:
        yield Problem("n_valid", f"有效 {valid} 份多于收回 {returned} 份，请核对")


_SOURCE_LINKS = {
    SourceKind.INTERVIEW: ("interview", "请选择来源谈话"),
    SourceKind.OBSERVATION: ("observation", "请选择来源纪实"),
    SourceKind.ASSESSMENT: ("assessment", "请选择来源考核"),
    SourceKind.SANCTION: ("source_document", "请填写处分处理文件名称或文号"),
    SourceKind.DOCUMENT: ("source_document", "请填写文件名称或文号"),
}


def check_sign(sign: Sign, today: date) -> Iterator[Problem]:
    """No negative sign without its source, and the source must be there and speak of this person."""
    if sign.happened_on and sign.happened_on > today:
        yield Problem("happened_on", "发生日期不能晚于今天")
    if sign.review and sign.review.state is ReviewState.FILED:
        yield Problem("", "政治素质档案已入档，不能再改清单印证")
    if sign.source_kind is None:
        if sign.polarity is Polarity.NEGATIVE:
            yield Problem("source_kind", "负面表现必须有来源，请选择印证来源")
        return
    name, message = _SOURCE_LINKS[sign.source_kind]
    if not getattr(sign, name):
        yield Problem(name, message)
    whose = sign.review.cadre_id if sign.review else None
    if sign.observation and whose and sign.observation.cadre_id != whose:
        yield Problem("observation", "所选表现纪实不是这名干部的")
    if sign.assessment and whose and sign.assessment.cadre_id != whose:
        yield Problem("assessment", "所选考核不是这名干部的")
    if sign.interview and whose and whose not in {c.id for c in sign.interview.subjects}:
        yield Problem("interview", "所选谈话没有谈到这名干部")
    if sign.item and sign.item.polarity is not sign.polarity:
        yield Problem("item", "清单条目的正负面与所选不一致")


def check_ballot(ballot: Ballot, _today: date) -> Iterator[Problem]:
    """A row adds up to the valid papers; a difference is named, not hidden."""
    if any(n < 0 for n in ballot.counts):
        yield Problem("n_first", "票数不能是负数")
        return
    if ballot.review and ballot.review.state is ReviewState.FILED:
        yield Problem("", "政治素质档案已入档，不能再改测评票数")
    valid = ballot.review.n_valid if ballot.review else None
    total = sum(ballot.counts)
    if valid is not None and total != valid:
        yield Problem(
            "n_first", f"“{ballot.row.label}”各档合计 {total} 票，与有效 {valid} 份相差 {abs(total - valid)}，请核对"
        )


R = PoliticalReview

KIND = RecordKind(
    key="political_review",
    title="政治素质档案",
    model=R,
    moments=(R.started_on,),
    form=(
        Section("考察", R.cadre, R.unit, R.year, R.started_on, R.checklist, R.self_check),
        Section("专项测评", R.n_issued, R.n_returned, R.n_valid),
        Section(
            "评定",
            R.leader_comment,
            R.leader_name,
            R.suggested_grade,
            R.analysis,
            R.grade,
            R.decided_by,
            R.decided_on,
            R.reply,
            R.state,
        ),
    ),
    table=(R.cadre, R.unit, R.year, R.started_on, R.suggested_grade, R.grade, R.state),
    filters=(R.unit, R.grade, R.state),
    check=check,
)

S = Sign

SIGN = RecordKind(
    key="sign",
    title="清单印证",
    model=S,
    form=(
        Section("表现", S.review, S.polarity, S.dimension, S.item, S.fact, S.happened_on),
        Section("来源", S.source_kind, S.interview, S.observation, S.assessment, S.source_document, S.reply),
    ),
    table=(S.review, S.polarity, S.dimension, S.fact, S.source_kind, S.happened_on),
    filters=(S.polarity, S.dimension, S.source_kind),
    part_of=S.review,
    check=check_sign,
)

B = Ballot

BALLOT = RecordKind(
    key="ballot",
    title="测评票数",
    model=B,
    form=(Section("票数", B.review, B.row, B.n_first, B.n_second, B.n_third, B.n_fourth),),
    table=(B.review, B.row, B.n_first, B.n_second, B.n_third, B.n_fourth),
    part_of=B.review,
    check=check_ballot,
)
