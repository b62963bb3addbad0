"""The five numbers at the top of the home page, each opening into the people behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cadre_desktop.figures.figure import Figure
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.widgets.card import Card
from cadre_desktop.rules.percent import NOTHING
from cadre_desktop.services.home import Home

_MOST_LACKING = 2


@dataclass(frozen=True, slots=True)
class CardFace:
    """What a card shows, whom a click opens, and what their list is called."""

    figure: str
    unit: str
    line: str
    ids: tuple[str, ...]
    list_title: str
    tip: str


SPECS: tuple[tuple[str, str, str], ...] = (
    ("serving", "在册干部", "roster"),
    ("files", "实绩建档率", "achievement"),
    ("talks", "五必谈完成率", "talk"),
    ("long", "现职满10年", "rotation"),
    ("lacking", "待补资料", "missing"),
)


def faces(home: Home) -> dict[str, CardFace]:
    """Put the figures on the cards."""
    f = home.figures
    section, everybody = f["section_people"], f["serving"]
    built, missing = f["performance_files_rate"], f["performance_files_missing"]
    talks, left = f["five_talks_rate"], f["five_talks_left"]
    long, leaders = f["long_in_post"], f["long_in_post_leaders"]
    lacking = " ・ ".join(f"缺{word} {n}" for word, n in home.lacking[:_MOST_LACKING])
    rest = len(everybody.ids) - len(section.ids)
    return {
        "serving": _face(everybody, f"科级 {section.value} ・ 股级及其他 {rest}"),
        "files": _face(built, f"{built.part}/{built.whole} 已建档，{missing.value} 人未建", missing),
        "talks": _face(talks, f"应谈 {talks.whole} 项已谈 {talks.part} 项，{left.value} 人未谈全", left),
        "long": _face(long, f"其中班子成员 {leaders.value} 人"),
        "lacking": _face(f["incomplete_people"], lacking or "资料都齐了"),
    }


def _face(figure: Figure, line: str, opens: Figure | None = None) -> CardFace:
    """Show a figure; a rate opens into the people still missing from it, named by `opens`."""
    behind = opens or figure
    number = NOTHING if figure.value is None else _short(figure.value)
    unit = "" if figure.value is None else figure.unit
    return CardFace(number, unit, line, behind.ids, behind.label, f"{figure.label}：{figure.definition}")


def _short(value: int | Decimal) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


class CardRow:
    """The cards by key; a click goes to the roster of exactly those people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._faces: Mapping[str, CardFace] = {}
        self.cards = {key: Card(title, icon=icon) for key, title, icon in SPECS}
        for key, card in self.cards.items():
            card.opened.connect(lambda key=key: self.open(key))

    def show(self, home: Home) -> None:
        """Show other numbers."""
        self._faces = faces(home)
        for key, face in self._faces.items():
            self.cards[key].set_figure(face.figure, face.unit, face.line)
            self.cards[key].setToolTip(face.tip)

    def open(self, key: str) -> None:
        """Open the people behind a card; before the numbers are there nothing happens."""
        face = self._faces.get(key)
        if face is not None:
            self._desk.go("roster", ids=face.ids, title=face.list_title)
