"""The top of a person's page: who it is at a glance, and the way to the previous and the next person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.pages.person.facts import Fact, FactGrid
from cadre_desktop.gui.style.icons import paint_icon
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.gui.widgets.buttons import button, make_menu, menu_button
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.partial_date import PartialDate

PHOTO = QSize(78, 104)  # the 3:4 of the photo on a 任免审批表
SUMMARY = (
    "name", "sex", "birth_on", "age", "unit", "post_title", "level", "rank", "post_since", "last_grade",
    "political_grade", "completeness", "missing", "ethnic", "political_status", "party_joined_on",
    "full_time_education", "in_service_education",
)  # fmt: skip


class PhotoButton(QAbstractButton):
    """Shows the photo, or who is missing one; a click, Enter or Space opens the menu."""

    def __init__(self, entries: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self._photo: QPixmap | None = None
        self.menu = make_menu(self, entries)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self.set_photo(None)

    @property
    def has_photo(self) -> bool:
        """Tell whether a photo is shown."""
        return self._photo is not None

    def set_photo(self, data: bytes | None) -> None:
        """Show a photo; bytes that are no picture count as none."""
        picture = QPixmap()
        self._photo = picture if data and picture.loadFromData(data) else None
        words = "照片" if self._photo else "没有照片"
        self.setAccessibleName(f"{words}，点击设置")
        self.setToolTip("点击设置或去掉照片")
        self.update()

    def sizeHint(self) -> QSize:
        t = tokens()
        return QSize(t.px(PHOTO.width()), t.px(PHOTO.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        painter.fillRect(frame, QColor(t.header))
        if self._photo:
            size = QSize(self._photo.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(frame.center())
            painter.drawPixmap(place, self._photo, QRectF(self._photo.rect()))
        else:
            side = t.px(48)
            icon = QRectF(0, 0, side, side)
            icon.moveCenter(frame.center())
            paint_icon(painter, "user", t.field, icon)
        pen = QPen(QColor(t.primary), 2) if self.hasFocus() else QPen(QColor(t.strong), 1)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        painter.drawRect(frame.adjusted(inset, inset, -inset, -inset))


@dataclass(frozen=True, slots=True)
class HeadActions:
    """What the buttons of the card do."""

    previous: Callable[[], object]
    next: Callable[[], object]
    edit: Callable[[], object]
    exports: dict[str, Callable[[], object]]
    history: Callable[[], object]
    set_photo: Callable[[], object]
    remove_photo: Callable[[], object]


class HeadCard(QFrame):
    """Photo, name, badges and facts at the left, actions at the right."""

    def __init__(self, actions: HeadActions) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.photo = PhotoButton({"设置照片…": actions.set_photo, "去掉照片": actions.remove_photo})
        self.name_label, self.who_label = label("", "title"), label("", "soft")
        self.badges: QHBoxLayout = row(gap=8)
        self.post_label = ElidedLabel()
        self.facts = FactGrid(3, ragged=True)
        head = flow(self.name_label, self.who_label, boxed(self.badges), gap=10)
        middle = column(head, self.post_label, self.facts, None, gap=5)
        line = row(self.photo, middle, boxed(self._actions(actions)), gap=16, margins=(14, 12, 14, 12))
        line.setStretch(1, 1)
        line.setAlignment(self.photo, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def _actions(self, actions: HeadActions) -> Any:
        self.previous_button = button(
            "上一人", actions.previous, kind="icon", icon="chevron-left", shortcut="Alt+Left", tip="上一人"
        )
        self.next_button = button(
            "下一人", actions.next, kind="icon", icon="chevron-right", shortcut="Alt+Right", tip="下一人"
        )
        self.place_label = label("", "small")
        self.export_button = menu_button("导出", actions.exports, icon="export")
        self.export_button.setToolTip("导出一人一档")
        self.history_button = button("历史", actions.history, icon="history", tip="谁在何时改过什么")
        self.edit_button = button("编辑（F2）", actions.edit, kind="primary", icon="edit", shortcut="F2")
        steps = row(self.previous_button, self.next_button, self.place_label, None, gap=8)
        files = row(self.export_button, self.history_button, gap=8)
        return column(boxed(steps), boxed(files), self.edit_button, None, gap=6)

    def show_place(self, number: int, total: int) -> None:
        """Say which of how many people this is; 1 of 1 has no neighbours."""
        self.place_label.setText(f"第 {number} / {total} 人")
        self.previous_button.setEnabled(number > 1)
        self.next_button.setEnabled(number < total)

    def show_summary(self, values: dict[str, Any], today: date) -> None:
        """Show the derived line of a person, by the names in SUMMARY."""
        self.name_label.setText(values["name"])
        who = [shown(values[n]) for n in ("sex", "ethnic", "political_status")]
        self.who_label.setText(" ・ ".join(word for word in who if word))
        self._show_badges(values)
        place = [shown(values["unit"]), shown(values["post_title"])]
        self.post_label.setText(" ".join(word for word in place if word) or "没有现任职务")
        self.facts.set_facts(_facts(values, today))

    def _show_badges(self, values: dict[str, Any]) -> None:
        clear(self.badges)
        for choice in (values["level"], values["rank"]):
            if choice is not None:
                self.badges.addWidget(Badge(choice.label))
        grade: FourGrade | None = values["political_grade"]
        tone = (tone_of(grade) if grade else None) or "neutral"
        self.badges.addWidget(Badge(f"政治素质 {grade.label}" if grade else "政治素质未评定", tone, sign=False))


def _facts(values: dict[str, Any], today: date) -> list[Fact]:
    grade: AssessmentGrade | None = values["last_grade"]
    lacking = f"（缺{values['missing']}）" if values["missing"] else ""
    age = f"（{values['age']}岁）" if values["age"] is not None else ""
    since: PartialDate | None = values["post_since"]
    return [
        Fact("出生年月", f"{shown(values['birth_on'])}{age}"),
        Fact("入党时间", shown(values["party_joined_on"])),
        Fact("任现职", f"{since}（{time_since(since, today)}）" if since else ""),
        Fact("学历", _education(values)),
        Fact("上年考核", grade.label if grade else ""),
        Fact("资料完整度", f"{values['completeness']}%{lacking}" if values["completeness"] is not None else ""),
    ]


def _education(values: dict[str, Any]) -> str:
    ways = (("全日制", values["full_time_education"]), ("在职", values["in_service_education"]))
    return "，".join(f"{way}{what}" for way, what in ways if what)


def time_since(start: PartialDate, today: date) -> str:
    """Return how long it has been, counted by month: 5年6个月, 8个月; a year alone gives years."""
    if start.month is None:
        return f"{today.year - start.year}年"
    years, months = divmod(max(0, PartialDate(today.year, today.month).month_index - start.month_index), 12)
    return (f"{years}年" if years else "") + (f"{months}个月" if months or not years else "")
