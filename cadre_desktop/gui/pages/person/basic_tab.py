"""基本信息 of a person: the facts in groups, the posts and ranks in time, the since-dates explained, the family."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.attachment_box import AttachmentBox
from cadre_desktop.gui.pages.calendar.due_box import DueBox
from cadre_desktop.gui.pages.person.facts import Fact, FactGrid
from cadre_desktop.gui.pages.person.head_card import time_since
from cadre_desktop.gui.pages.person.ledger import Ledger, Values, field_column, made_column
from cadre_desktop.gui.pages.person.reckoned_grid import ReckonedGrid
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records import cadre, post, rank
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.export_levels import mask_phone
from cadre_desktop.rules.id_number import mask
from cadre_desktop.services import cadres, clocks, reckonings, records
from cadre_desktop.services.clock_moves import FEEDING_TABLES
from cadre_desktop.services.todo_person import todo_of_person
from cadre_desktop.storage.fields import Field

KIND = cadre.KIND
_WAITING = ("interview", "performance_term", "political_review")
_P, _R, _F = post.KIND, rank.KIND, cadre.FAMILY


class SinceGrid(QWidget):
    """The four since-dates: the value, how long ago, and the post or rank it is counted from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens().px(12))
        self._grid.setVerticalSpacing(tokens().px(4))
        self._grid.setColumnStretch(2, 1)
        self.setLayout(self._grid)

    def show_person(self, person: Link) -> None:
        """Explain another person's dates."""
        clear(self._grid)
        today = self._desk.db.now().date()
        for line, since in enumerate(cadres.since_explained(self._desk.db, person.id)):
            value = f"{since.date}（{time_since(since.date, today)}）" if since.date else "—"
            words = label(value, "strong" if since.date else "body")
            words.setAccessibleName(f"{since.caption}：{value}，{since.source}")
            self._grid.addWidget(label(since.caption, "soft"), line, 0)
            self._grid.addWidget(words, line, 1)
            self._grid.addWidget(ElidedLabel(since.source, "small"), line, 2)


class BasicTab(PersonTab):
    """Facts at the left, the course of the career at the right."""

    title = "基本信息"
    tables = ("cadre", "family_member", "unit", "attachment", "unit_setting", *_WAITING, *FEEDING_TABLES)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.groups = {section.title: FactGrid(2) for section in KIND.form}
        boxes = [SectionBox(title, grid, framed=False) for title, grid in self.groups.items()]
        self.since = SinceGrid(desk)
        self.posts = Ledger(desk, _P, _post_columns(), sort="appointed_on", most_rows=8)
        self.unit_button = button("查看单位同事", self._show_unit, kind="link", tip="在名册中列出所选任职单位的人")
        self.unit_page_button = button("单位页", self._show_unit_page, kind="link", tip="打开所选任职单位的页面")
        self.posts.head.insertWidget(1, self.unit_button)
        self.posts.head.insertWidget(2, self.unit_page_button)
        self.posts.table.chosen.connect(self._show_choice)
        self.posts.loaded.connect(self._show_choice)
        self.ranks = Ledger(desk, _R, _rank_columns(), sort="approved_on", most_rows=4)
        self.family = Ledger(desk, _F, _family_columns(), most_rows=6)
        self.attachments = AttachmentBox(desk, KIND)
        left = column(*boxes, self.attachments, None, gap=16)
        since = SectionBox("任职时间", self.since, framed=False)
        self.dues, self.reckoned = DueBox(desk), ReckonedGrid(desk)
        reckoned = SectionBox("推算结果", self.reckoned, framed=False)
        right = column(self.dues, since, self.posts, self.ranks, reckoned, self.family, None, gap=16)
        both = row(boxed(left), boxed(right), gap=24)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        self.body.addLayout(both)

    def reload(self, person: Link) -> None:
        values, _version = records.load(self.desk.db, KIND, person.id)
        for section in KIND.form:
            self.groups[section.title].set_facts([_fact(f, values[f.name]) for f in _shown(section.fields, values)])
        self.since.show_person(person)
        self.dues.show_lines(clocks.clocks_of_person(self.desk.db, person.id), todo_of_person(self.desk.db, person.id))
        self.reckoned.show_lines(person.text, reckonings.reckonings(self.desk.db, person.id))
        for part in (self.posts, self.ranks, self.family, self.attachments):
            part.show_person(person)

    def _show_choice(self) -> None:
        for each in (self.unit_button, self.unit_page_button):
            each.setEnabled(self._chosen_unit() is not None)

    def _chosen_unit(self) -> Link | None:
        chosen = self.posts.table.selected_ids()
        return self.posts.rows[chosen[0]]["unit"] if len(chosen) == 1 and chosen[0] in self.posts.rows else None

    def _show_unit(self) -> None:
        unit = self._chosen_unit()
        if unit is not None:
            self.desk.go("roster", unit=unit)

    def _show_unit_page(self) -> None:
        unit = self._chosen_unit()
        if unit is not None:
            self.desk.go("one_unit", unit_id=unit.id)


def _shown(fields: Iterable[Field], values: dict[str, Any]) -> list[Field]:
    """Leave out what hardly anybody has, when it is empty."""
    rare = {"other_party", "retirement_base", "technical_title", "speciality", "remark", "birth_place", "rewards"}
    return [f for f in fields if f.name not in rare or values[f.name] not in (None, "")]


def _fact(field: Field, value: Any) -> Fact:
    text = shown(value)
    covered = ""
    if field.spec.covered and text:
        covered = mask_phone(text) if field.name == "phone" else mask(text)
    long = field.spec.multiline or field.spec.width >= 26
    return Fact(field.label, text, wide=long or bool(covered), masked=covered)


def _post_columns() -> tuple[Any, ...]:
    return (
        made_column("time", "起止年月", 146, _span("appointed_on", "removed_on")),
        field_column(_P, "unit", 110, stretch=1),
        made_column("title", "职务", 130, _post_title, stretch=2),
        field_column(_P, "level", 96),
    )


def _rank_columns() -> tuple[Any, ...]:
    return (
        made_column("time", "起止年月", 146, _span("approved_on", "ended_on")),
        field_column(_R, "name", 120),
        field_column(_R, "document", 140, stretch=1),
    )


def _family_columns() -> tuple[Any, ...]:
    return (
        field_column(_F, "relation", 64),
        field_column(_F, "name", 80, title="姓名"),
        field_column(_F, "birth_on", 84),
        field_column(_F, "political_status", 90),
        field_column(_F, "work", 150, stretch=1),
    )


def _span(start: str, end: str) -> Any:
    """Make the cell of a time from one field to another: 2015.03—2018.09, 2021.05—."""

    def cell(values: Values) -> Cell | str:
        if values[start] is None:
            return Cell("时间不详", "muted")
        return f"{values[start]}—{shown(values[end])}"

    return cell


def _post_title(values: Values) -> Cell | str:
    marks = [w for w, on in (("兼", not values["is_main"]), ("连续计算", values["counts_continuous"])) if on]
    return f"{values['title']}（{'、'.join(marks)}）" if marks else str(values["title"])
