"""政治素质 of a person: the portrait beside its evidence, ballots, and the person's own word; never a total score."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.charts.radar import Radar, RadarAxis
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ballot_dialog import BallotDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.person.sign_tables import Contradictions, SignTable
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import boxed, column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import political_review
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.political_review import BallotRow, ReviewState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Dimension, FourGrade
from cadre_desktop.services import portraits, records
from cadre_desktop.services.political_reviews import BallotReport
from cadre_desktop.services.portraits import DimensionView, Peers, Portrait

KIND, SIGN = political_review.KIND, political_review.SIGN
_GRADES = tuple(FourGrade)
_COUNTING = (ReviewState.OPEN, ReviewState.REVIEWING)
"""While a review stands so, votes may be typed in."""
_BALLOT_COLUMNS = (
    TableColumn("row", "测评项目", 110),
    *(TableColumn(f"n{i}", f"第{'一二三四'[i]}档", 122) for i in range(4)),
    TableColumn("total", "合计（票）", 92, "right"),
    TableColumn("mark", "核对", 180, stretch=1),
)


class PoliticalTab(PersonTab):
    """One review at a time, at first the newest that has begun; `portrait` is what is shown, None without any."""

    title = "政治素质"
    tables = (
        "political_review", "sign", "ballot", "interview", "observation", "annual_assessment", "checklist_item",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.portrait: Portrait | None = None
        self.years = ChipRow("考察年度：", can_save=False)
        self.years.chosen.connect(self.show_review)
        self.grade_badge, self.state_badge = Badge(""), Badge("")
        self.open_button = button("打开考察档案", self.open_review, kind="link", tip="自查、测评、评语、评定和入档")
        self.new_button = button("＋ 新建考察", self.add_review, kind="link")
        self.thin_notice = Notice("", "warn")
        self.sheet = self._sheet()
        start = button("新建政治素质考察", self.add_review, kind="primary")
        self.nothing = EmptyState("还没有政治素质考察", "建档后登记正反两面的表现和测评票数，形成政治画像。", start)
        head = row(self.years, None, self.open_button, self.new_button)
        for part in (boxed(head), self.thin_notice, self.sheet, self.nothing):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _sheet(self) -> QWidget:
        self.chart = ChartView("政治画像", least=QSize(300, 330))
        self.chart.picked.connect(self._show_dimension)
        picture = SectionBox("政治画像", self.chart, framed=False)
        picture.add_action(self.state_badge)
        picture.add_action(self.grade_badge)
        self.positive, self.negative = SignTable("正面表现"), SignTable("反面表现", negative=True)
        self.sign_button = button("＋ 登记表现", self.add_sign, kind="link")
        self.positive.add_action(self.sign_button)
        for table in (self.positive, self.negative):
            table.opened.connect(self._open_sign)
        evidence = column(self.positive, self.negative, None, gap=12)
        top = row(picture, boxed(evidence), gap=20)
        top.setStretch(0, 5)
        top.setStretch(1, 7)
        self.contradictions = Contradictions()
        self.ballot_model = PlainTableModel(_BALLOT_COLUMNS)
        self.ballot_table = ShortTable(self.ballot_model, name="专项测评", most_rows=12)
        self.ballot_table.opened.connect(self.open_ballots)
        self.ballot_words = label("", "small")
        self.ballot_notice = Notice("", "danger")
        self.ballots = SectionBox("专项测评", self.ballot_notice, self.ballot_table, framed=False)
        self.ballot_button = button("录入票数", self.open_ballots, kind="link")
        self.ballots.add_action(self.ballot_words)
        self.ballots.add_action(self.ballot_button)
        self.reply_label = label("", wrap=True)
        reply = SectionBox("本人意见", self.reply_label, framed=False)
        return boxed(column(boxed(top), self.contradictions, self.ballots, reply, gap=14))

    # reading

    def reload(self, person: Link) -> None:
        query = ListQuery(filters=(("cadre", person.id),), sort="started_on", descending=True)
        fields = tuple(KIND.field(name) for name in ("year", "started_on", "state"))
        found = records.all_rows(self.desk.db, KIND, fields, query)
        before = self.portrait.review_id if self.portrait else ""
        begun = [r for r in found if r.values[2] is not ReviewState.OPEN] or found
        chosen = before if any(r.id == before for r in found) else (begun[0].id if begun else "")
        self.years.set_chips([Chip(r.id, f"{r.values[0]}年（{r.values[1]:%m.%d}）") for r in found], chosen)
        self.show_review(chosen)

    def show_review(self, review_id: str) -> None:
        """Show one of the person's reviews."""
        with errors_shown(self):
            self.portrait = portraits.portrait(self.desk.db, review_id) if review_id else None
            there = self.portrait is not None
            for part in (self.years, self.sheet, self.open_button, self.new_button):
                part.setVisible(there)
            self.nothing.setVisible(not there)
            self.thin_notice.set_notice("")
            if self.portrait is not None:
                self._show(self.portrait)

    def _show(self, portrait: Portrait) -> None:
        if portrait.thin:
            n = portrait.n_evidence
            self.thin_notice.set_notice(f"材料不足：有来源的表现只有 {n} 条，画像以虚线表示，仅供参考。", "warn")
        grade = portrait.grade
        tone = (tone_of(grade) if grade else None) or "neutral"
        self.grade_badge.set_badge(f"鉴定等次 {portrait.grade_text}" if grade else "未评定", tone, sign=False)
        self.state_badge.set_badge(portrait.state.label, tone_of(portrait.state) or "neutral", sign=False)
        self.sign_button.setVisible(portrait.state is not ReviewState.FILED)
        self.ballot_button.setVisible(portrait.state in _COUNTING)
        self.chart.set_data(radar_of(portrait))
        self.positive.show_dimensions(portrait.dimensions)
        self.negative.show_dimensions(portrait.dimensions)
        self.contradictions.show_dimensions(portrait.contradictions)
        self._show_ballots(portrait.ballots)
        values, _version = records.load(self.desk.db, KIND, portrait.review_id)
        self.reply_label.setText(shown(values["reply"]) or "没有填写。")

    def _show_ballots(self, report: BallotReport) -> None:
        self.ballot_notice.set_notice("；".join(report.marks), "danger")
        papers = (("发出", report.issued), ("收回", report.returned), ("有效", report.valid))
        self.ballot_words.setText("，".join(f"{w} {n} 份" for w, n in papers if n is not None) or "没有测评")
        rows = []
        for line in report.lines:
            if line.counts is None:
                continue
            votes = tuple(f"{name} {n}" for name, n in zip(line.columns, line.counts, strict=True))
            mark = Cell(line.mark, "danger") if line.mark else Cell("✓ 与有效份数一致", "ok")
            rows.append(PlainRow(line.row.value, (line.row.label, *votes, str(line.total), mark)))
        self.ballot_model.set_rows(rows)
        self.ballot_table.setVisible(bool(rows))

    def _show_dimension(self, dimension: object) -> None:
        """Go to the first sign of the axis that was clicked."""
        if self.portrait is None or not isinstance(dimension, Dimension):
            return
        view = next(d for d in self.portrait.dimensions if d.dimension is dimension)
        for table, signs in ((self.positive, view.positive), (self.negative, view.negative)):
            if signs and table.table.select_id(signs[0].id):
                table.table.setFocus()
                return
        self.desk.tell(f"{dimension.label}还没有登记表现")

    # acting

    def open_review(self) -> None:
        """Open the window of the review shown."""
        with errors_shown(self):
            if self.portrait is not None:
                open_record(self.desk, self.window(), KIND, self.portrait.review_id)

    def open_ballots(self, row: str = "") -> None:
        """Open the grid of counts at a row; where none can be typed in, the review they belong to."""
        with errors_shown(self):
            if self.portrait is None:
                return
            if self.portrait.state not in _COUNTING or self.portrait.ballots.valid is None:
                self.open_review()  # decided already, or it has still to be said how many papers were valid
                return
            at = next((of for of in BallotRow if of.value == row), None)
            dialog = BallotDialog(self.desk, self.window(), self.portrait.review_id, at)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def add_review(self) -> None:
        """Open the window of a new review of this person."""
        with errors_shown(self):
            today = self.desk.db.now().date()
            open_record(
                self.desk, self.window(), KIND, None, {"cadre": self.person, "year": today.year, "started_on": today}
            )

    def add_sign(self) -> None:
        """Open the window of a new sign of the review shown."""
        with errors_shown(self):
            if self.portrait is not None:
                review = Link(self.portrait.review_id, f"{self.portrait.person} {self.portrait.year}年度")
                open_record(self.desk, self.window(), SIGN, None, {"review": review})

    def _open_sign(self, sign_id: str) -> None:
        with errors_shown(self):
            open_record(self.desk, self.window(), SIGN, sign_id)


def radar_of(portrait: Portrait) -> Radar:
    """Draw the dimensions by the grade most votes reach, beside the mean of people of the same level."""
    axes = tuple(_axis(view, portrait.peers) for view in portrait.dimensions)
    comparable = portrait.peers.n_people > 0 and all(axis.other is not None for axis in axes)
    name = f"同层次平均（{portrait.peers.n_people}人）" if comparable else ""
    return Radar(axes, other_name=name, enough=not portrait.thin)


def _axis(view: DimensionView, peers: Peers) -> RadarAxis:
    value = float(ring(view.grade)) if view.grade else None
    note = view.grade.label if view.grade else ""
    return RadarAxis(view.dimension.label, value, _mean(peers.by_dimension[view.dimension]), note, view.dimension)


def ring(grade: FourGrade) -> int:
    """Return the ring of a grade, counted from the middle: 较差 is the first, 好 the fourth."""
    return len(_GRADES) - _GRADES.index(grade)


def _mean(counts: Mapping[FourGrade, int]) -> float | None:
    n = sum(counts.values())
    return sum(ring(grade) * k for grade, k in counts.items()) / n if n else None
