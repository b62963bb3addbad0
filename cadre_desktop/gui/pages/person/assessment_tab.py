"""年度考核 of a person: the trend over the years and every result, in the words of the scheme that applied."""

from typing import Any

from PySide6.QtCore import QSize

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.charts.grade_trend import GradePoint, GradeTrend
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.person.ledger import Ledger, Values, field_column, made_column
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records import annual_assessment, cadre
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import records

KIND = annual_assessment.KIND
_G = AssessmentGrade
# The two schemes have words of their own for the same three lower steps; neither is turned into the other.
_LEVELS = {
    _G.INCOMPETENT: 0,
    _G.UNQUALIFIED: 0,
    _G.BASICALLY_COMPETENT: 1,
    _G.BASICALLY_QUALIFIED: 1,
    _G.COMPETENT: 2,
    _G.QUALIFIED: 2,
    _G.EXCELLENT: 3,
}
_WORDS = {
    Scheme.CIVIL: ("不称职", "基本称职", "称职", "优秀"),
    Scheme.INSTITUTION: ("不合格", "基本合格", "合格", "优秀"),
}
_BOTH = ("不称职（不合格）", "基本称职（基本合格）", "称职（合格）", "优秀")
_INSTITUTIONAL = (Identity.INSTITUTION,)


class AssessmentLedger(Ledger):
    """All results, newest first; a new one starts with the scheme of the person's identity."""

    def __init__(self, desk: Desk) -> None:
        columns = (
            made_column("year", "年度", 76, lambda values: str(values["year"])),
            field_column(KIND, "grade", 110, title="等次"),
            field_column(KIND, "scheme", 130),
            field_column(KIND, "participation", 120),
            field_column(KIND, "unit", 150, stretch=1),
            field_column(KIND, "document", 150),
            field_column(KIND, "comment", 220, stretch=2),
        )
        super().__init__(desk, KIND, columns, sort="year", most_rows=12)

    def preset(self) -> dict[str, Any]:
        year = self.desk.db.now().year - 1
        return {"cadre": self.person, "year": year, "scheme": self._scheme()}

    def _scheme(self) -> Scheme:
        values, _version = records.load(self.desk.db, cadre.KIND, self.person.id if self.person else "")
        return Scheme.INSTITUTION if values["identity"] in _INSTITUTIONAL else Scheme.CIVIL


class AssessmentTab(PersonTab):
    """Trend above, table below."""

    title = "年度考核"
    tables = ("annual_assessment", "unit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ledger = AssessmentLedger(desk)
        self.ledger.loaded.connect(self._draw)
        self.chart = ChartView("历年考核", least=QSize(320, 150))
        self.chart.picked.connect(self.ledger.open)
        self.words_label = label("", "small")
        self.trend = SectionBox("历年走势", self.chart, framed=False)
        self.trend.add_action(self.words_label)
        self.body.addWidget(self.trend)
        self.body.addWidget(self.ledger)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        self.ledger.show_person(person)

    def _draw(self) -> None:
        rows = sorted(self.ledger.rows.values(), key=lambda v: v["year"])
        schemes = {v["scheme"] for v in rows}
        levels = _WORDS[next(iter(schemes))] if len(schemes) == 1 else _BOTH
        self.trend.setVisible(bool(rows))
        self.words_label.setText("公务员考核与事业单位考核分别用各自的等次" if len(schemes) > 1 else "")
        self.chart.set_data(GradeTrend(tuple(map(_point, rows)), levels))


def _point(values: Values) -> GradePoint:
    grade: AssessmentGrade | None = values["grade"]
    words = grade.label if grade else values["participation"].label
    return GradePoint(values["year"], words, _LEVELS.get(grade) if grade else None, values["id"])
