"""实绩档案 of a person: the time line, the ledger of achievements, the terms, the pledges and the observations."""

from PySide6.QtCore import QSize

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.charts.timeline import Timeline, TimelineEvent
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.person.achievement_ledger import AchievementLedger
from cadre_desktop.gui.pages.person.ledger import Ledger, LedgerColumn, Values, field_column, made_column
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.pages.person.term_box import TermBox
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, row
from cadre_desktop.records import observation, pledge
from cadre_desktop.records.achievement import Ledger as Account
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate

_ACCOUNTS: dict[str, Account | None] = {"all": None, "visible": Account.VISIBLE, "latent": Account.LATENT}
_P, _O = pledge.KIND, observation.KIND


class AchievementsTab(PersonTab):
    """What the person brought about, was asked for, promised and was seen doing."""

    title = "实绩档案"
    tables = (
        "achievement", "evidence", "performance_term", "term_task", "annual_answer", "answer_line", "term_settlement",
        "settlement_line", "pledge", "observation", "unit",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.count_label = label("", "small")
        self.accounts = ChipRow("", can_save=False)
        self.accounts.set_chips([Chip("all", "全部"), Chip("visible", "显绩账"), Chip("latent", "潜绩账")], "all")
        self.ledger = AchievementLedger(desk)
        self.accounts.chosen.connect(self._choose_account)
        self.ledger.loaded.connect(self._draw)
        self.add_button = button("添加实绩", self.ledger.add_record, kind="primary", icon="add", shortcut="Ctrl+N")
        self.chart = ChartView("实绩时间线", least=QSize(320, 168))
        self.chart.picked.connect(self.ledger.open)
        self.terms = TermBox(desk)
        self.pledges = Ledger(desk, _P, _pledge_columns(), title="亮诺、亮效、亮绩", sort="year")
        self.observations = Ledger(desk, _O, _observation_columns(), title="表现纪实", sort="observed_on")
        head = row(label("实绩时间线", "section"), self.count_label, None, self.accounts, self.add_button)
        for part in (boxed(head), self.chart, self.ledger, self.terms, self.pledges, self.observations):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        for part in (self.ledger, self.terms, self.pledges, self.observations):
            part.show_person(person)

    def _choose_account(self, key: str) -> None:
        with errors_shown(self):
            self.ledger.show_account(_ACCOUNTS[key])

    def _draw(self) -> None:
        """Draw the line from the ledger as it is narrowed now."""
        rows = self.ledger.rows
        up = sum(v["ledger"] is Account.VISIBLE for v in rows.values())
        self.count_label.setText(f"■ 显绩 {up} 件　◇ 潜绩 {len(rows) - up} 件")
        self.chart.setVisible(bool(rows))
        self.chart.set_data(Timeline(tuple(_event(values) for values in rows.values())))


def _event(values: Values) -> TimelineEvent:
    happened: PartialDate = values["happened_on"] or PartialDate(values["year"], 12)
    return TimelineEvent(happened.month_index, str(values["title"]), values["ledger"] is Account.VISIBLE, values["id"])


def _pledge_columns() -> tuple[LedgerColumn, ...]:
    return (
        made_column("year", "年度", 70, lambda values: str(values["year"])),
        field_column(_P, "stage", 70),
        field_column(_P, "content", 320, stretch=3),
        field_column(_P, "held_on", 96),
        field_column(_P, "held_at", 160, stretch=1),
    )


def _observation_columns() -> tuple[LedgerColumn, ...]:
    return (
        field_column(_O, "observed_on", 96),
        field_column(_O, "scene", 116),
        field_column(_O, "matter", 190, stretch=1),
        field_column(_O, "conduct", 260, stretch=2),
        field_column(_O, "polarity", 76),
        field_column(_O, "observer", 84),
    )
