"""Editors: what goes in comes out, what is nonsense is refused in words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.gui.forms.date_editors import DateEditor
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.editors import EDITORS, SENTENCE, make_editor
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.forms.link_editors import LinkEditor, LinksEditor
from cadre_desktop.gui.forms.sealed_editor import SealedEditor
from cadre_desktop.gui.forms.text_editors import (
    ChoiceEditor,
    LineEditor,
    SentenceEditor,
    TextEditor,
    YesNoEditor,
    plain_number,
)
from cadre_desktop.records.rows import SEALED, Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice, Field
from tests.gui import fields
from tests.gui.conftest import settle
from tests.gui.fields import Colour
from tests.gui.test_tasks import open_messages
from tests.gui.widgets.test_inputs import compose, wheel

CONTEXT = EditorContext(fields.search_people, may_unseal=True, unseal=lambda name: f"{name}的内容")

VALUES = [
    (fields.NAME, "周思远"), (fields.STORY, "一\n二"), (fields.AIM, "治理率达到九成"),
    (fields.COUNT, 0), (fields.COUNT, -12), (fields.RATE, 92.5),
    (fields.RATE, 0.0), (fields.READY, True), (fields.READY, False), (fields.DAY, date(2026, 10, 12)),
    (fields.MONTH, PartialDate(1978)), (fields.MONTH, PartialDate(2021, 5)), (fields.MONTH, PartialDate(2021, 5, 6)),
    (fields.MOMENT, datetime(2026, 11, 21, 9, 0)), (fields.PICK, Colour.BLUE), (fields.MUST_PICK, Colour.RED),
    (fields.LINK, fields.PEOPLE[0]), (fields.LINKS, fields.PEOPLE[:2]), (fields.NOTES, SEALED),
]  # fmt: skip
EMPTY = [
    (fields.NAME, None), (fields.STORY, None), (fields.AIM, None), (fields.COUNT, None), (fields.RATE, None),
    (fields.READY, False),
    (fields.DAY, None), (fields.MONTH, None), (fields.MOMENT, None), (fields.PICK, None), (fields.MUST_PICK, None),
    (fields.LINK, None), (fields.LINKS, ()), (fields.NOTES, None),
]  # fmt: skip


@pytest.fixture
def make(qtbot: QtBot) -> Any:
    def make(field: Field, context: EditorContext = CONTEXT) -> Any:
        editor = make_editor(field, context)
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return make


def typed(qtbot: QtBot, editor: LineEditor, text: str) -> None:
    """Type over what stands there and leave the field."""
    editor.line.selectAll()
    compose(editor.line, "", text)
    editor.line.editingFinished.emit()


def message(editor: Editor) -> str:
    """Return the sentence a value is refused with."""
    with pytest.raises(InvalidInput) as refused:
        editor.value()
    (problem,) = refused.value.problems
    assert problem.field == editor.field.name
    return problem.message


@pytest.mark.parametrize(("field", "value"), VALUES)
def test_a_value_comes_out_as_it_went_in(make: Any, field: Field, value: Any) -> None:
    editor = make(field)
    editor.set_value(value)
    assert editor.value() == value
    assert type(editor.value()) is type(value)


@pytest.mark.parametrize(("field", "empty"), EMPTY)
def test_an_editor_begins_empty_and_can_be_emptied(make: Any, field: Field, empty: Any) -> None:
    editor = make(field)
    assert editor.value() == empty
    filled = next(v for f, v in VALUES if f is field)
    editor.set_value(filled)
    editor.set_value(None)
    assert editor.value() == empty


@pytest.mark.parametrize(("field", "value"), VALUES)
def test_setting_a_value_by_program_is_silent(qtbot: QtBot, make: Any, field: Field, value: Any) -> None:
    editor = make(field)
    with qtbot.assertNotEmitted(editor.changed):
        editor.set_value(value)


@pytest.mark.parametrize("field", fields.EVERY)
def test_every_editor_names_its_field_to_readers(make: Any, field: Field) -> None:
    editor = make(field)
    assert editor.input.accessibleName() == field.label
    assert editor.focusProxy() is not None


@pytest.mark.parametrize("field", fields.EVERY)
def test_every_editor_can_show_an_error_and_take_it_back(make: Any, field: Field) -> None:
    editor = make(field)
    editor.set_error(True)
    assert editor.input.property("error") == "true"
    editor.set_error(False)
    assert editor.input.property("error") == "false"


@pytest.mark.parametrize("field", fields.EVERY)
def test_a_read_only_field_takes_no_typing(qtbot: QtBot, make: Any, field: Field) -> None:
    editor = make(field)
    before = editor.value()
    editor.set_read_only(True)
    target = editor.input
    if target.isEnabled() and target.isVisible():
        qtbot.keyClicks(target, "12")
    assert editor.value() == before


def test_a_field_declared_read_only_is_so_from_the_start(make: Any) -> None:
    editor = make(fields.a_field("状态", str, read_only=True))
    assert editor.line.isReadOnly()


def test_what_is_written_in_sentences_wraps_and_what_is_a_name_does_not(make: Any) -> None:
    assert isinstance(make(fields.AIM), SentenceEditor)
    assert isinstance(make(fields.a_field("任务", str, length=SENTENCE)), SentenceEditor)
    assert isinstance(make(fields.a_field("职务", str, length=SENTENCE - 1)), TextEditor)
    assert isinstance(make(fields.a_field("备注", str)), TextEditor)


def test_a_sentence_grows_from_two_lines_to_six(make: Any) -> None:
    editor = make(fields.AIM)
    box = editor.box
    one = box.fontMetrics().lineSpacing()
    least = box.sizeHint().height()
    assert 2 * one < least < 4 * one
    editor.setFixedWidth(200)
    box.setPlainText("治理率达到九成，" * 60)
    most = box.sizeHint().height()
    assert 6 * one < most < 8 * one
    box.setPlainText("治理率达到九成，" * 200)
    assert box.sizeHint().height() == most


@pytest.mark.parametrize("text", ["一行", "达到九成" * 12, "达到九成" * 20])
def test_a_sentence_that_fits_shows_no_bar_to_scroll_it(qtbot: QtBot, make: Any, text: str) -> None:
    editor = make(fields.AIM)
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    box.addWidget(editor)
    box.addStretch(1)
    page.resize(300, 400)
    page.show()
    editor.box.setPlainText(text)
    settle()
    assert editor.box.document().size().height() <= 6
    assert editor.box.verticalScrollBar().maximum() == 0


def test_a_sentence_takes_no_line_breaks(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.AIM)
    qtbot.keyClick(editor.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.box.toPlainText() == ""
    pasted = QMimeData()
    pasted.setText("年底前建成\r\n并投入使用\n")
    editor.box.insertFromMimeData(pasted)
    assert editor.value() == "年底前建成 并投入使用"


def test_a_sentence_that_is_too_long_says_by_how_much(make: Any) -> None:
    editor = make(fields.AIM)
    editor.box.setPlainText("达" * 301)
    assert message(editor) == "目标最多 300 字，现有 301 字，请删减"


def test_every_plain_type_has_an_editor_and_bytes_have_none() -> None:
    assert set(EDITORS) == {Choice, PartialDate, datetime, date, bool, int, float, str}
    with pytest.raises(TypeError, match="photo"):
        make_editor(fields.a_field("照片", bytes, "photo"))


# words and numbers


def test_blanks_around_words_are_dropped_and_blanks_alone_are_nothing(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.NAME)
    typed(qtbot, editor, "  周思远 ")
    assert (editor.value(), editor.line.text()) == ("周思远", "周思远")
    typed(qtbot, editor, "   ")
    assert editor.value() is None


def test_a_line_takes_no_more_than_its_field(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.NAME)
    typed(qtbot, editor, "一二三四五六七八九十十一")
    assert editor.value() == "一二三四五六七八九十"


def test_too_long_a_story_is_refused_with_both_counts(make: Any) -> None:
    editor = make(fields.STORY)
    editor.box.setPlainText("字" * 20)
    assert editor.value() == "字" * 20
    editor.box.setPlainText("字" * 21)
    assert message(editor) == "事情经过最多 20 字，现有 21 字，请删减"


def test_tab_leaves_a_story(make: Any) -> None:
    assert make(fields.STORY).box.tabChangesFocus()


def test_a_story_box_grows_with_its_story(make: Any) -> None:
    editor = make(fields.STORY)
    small = editor.box.sizeHint().height()
    editor.box.setPlainText("\n".join("一二三四五六"))
    assert editor.box.sizeHint().height() > small
    editor.box.setPlainText("\n" * 200)
    assert editor.box.sizeHint().height() < 400


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("１２", 12), ("1,200", 1200), (" 7 ", 7), ("-3", -3), ("1 000", 1000)]
)
def test_whole_numbers_are_understood_as_clerks_write_them(qtbot: QtBot, make: Any, text: str, number: int) -> None:
    editor = make(fields.COUNT)
    typed(qtbot, editor, text)
    assert editor.value() == number
    assert editor.line.text() == str(number)


@pytest.mark.parametrize("text", ["十二", "1.5", "12人", "--"])
def test_no_whole_number_is_refused_and_left_standing(qtbot: QtBot, make: Any, text: str) -> None:
    editor = make(fields.COUNT)
    typed(qtbot, editor, text)
    assert message(editor) == f"人数应填整数，现为“{text}”"
    assert editor.line.text() == text


@pytest.mark.parametrize(
    ("text", "number", "shown"), [("92.50", 92.5, "92.5"), ("８５％", 85.0, "85"), ("1,000.25", 1000.25, "1000.25")]
)
def test_rates_may_carry_a_percent_sign(qtbot: QtBot, make: Any, text: str, number: float, shown: str) -> None:
    editor = make(fields.RATE)
    typed(qtbot, editor, text)
    assert editor.value() == number
    assert editor.line.text() == shown


@pytest.mark.parametrize("text", ["nan", "inf", "九成", "1e400"])
def test_no_number_is_refused(qtbot: QtBot, make: Any, text: str) -> None:
    editor = make(fields.RATE)
    typed(qtbot, editor, text)
    assert message(editor).startswith("得票率应填数字，现为")


def test_plain_numbers_lose_width_commas_and_blanks() -> None:
    assert plain_number("　１，２３４．５ ") == "1234.5"


def test_typing_tells_that_the_value_changed(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.NAME)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.line, "z")
    story = make(fields.STORY)
    with qtbot.waitSignal(story.changed):
        qtbot.keyClicks(story.box, "z")


# dates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("202403", "2024.03"),
        ("2024年3月", "2024.03"),
        ("2024-3", "2024.03"),
        ("20240315", "2024.03.15"),
        ("1978", "1978"),
    ],
)
def test_leaving_a_date_shows_what_was_understood(qtbot: QtBot, make: Any, text: str, shown: str) -> None:
    editor = make(fields.MONTH)
    typed(qtbot, editor, text)
    assert editor.line.text() == shown
    assert str(editor.value()) == shown


def test_a_thirteenth_month_is_refused_and_left_standing(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.MONTH)
    typed(qtbot, editor, "2021.13")
    assert message(editor).startswith("任现职时间：")
    assert editor.line.text() == "2021.13"


def test_a_full_date_wants_its_day(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.DAY)
    typed(qtbot, editor, "2024年3月")
    assert "要写到日" in message(editor)
    typed(qtbot, editor, "2024年3月5日")
    assert editor.value() == date(2024, 3, 5)
    assert editor.line.text() == "2024.03.05"
    typed(qtbot, editor, "瞎写")
    assert message(editor).startswith("谈话日期：")


def test_a_day_can_be_picked_from_the_calendar(qtbot: QtBot, make: Any) -> None:
    editor: DateEditor = make(fields.DAY)
    editor.set_value(date(2024, 3, 5))
    editor.pick.trigger()
    calendar = editor._calendar
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2024, 3, 5)
    with qtbot.waitSignal(editor.changed):
        calendar.clicked.emit(QDate(2024, 3, 8))
    assert editor.value() == date(2024, 3, 8)
    assert not calendar.isVisible()
    editor.set_read_only(True)
    assert not editor.pick.isEnabled()


def test_a_moment_is_typed_with_its_time_and_keeps_its_seconds_while_it_stays(qtbot: QtBot, make: Any) -> None:
    editor = make(fields.MOMENT)
    editor.set_value(datetime(2026, 11, 21, 9, 5, 37))
    assert editor.line.text() == "2026.11.21 09:05"
    assert editor.value() == datetime(2026, 11, 21, 9, 5, 37)
    editor.line.setText("2026-4-6 9：30")
    assert editor.value() == datetime(2026, 4, 6, 9, 30)
    editor.line.setText("2026.04.06")
    with pytest.raises(InvalidInput, match="应写到时和分"):
        editor.value()
    editor.line.setText("")
    assert editor.value() is None
    editor.set_read_only(True)
    assert editor.line.isReadOnly()


# yes or no, closed lists


def test_ticking_tells_and_the_wheel_changes_no_choice(qtbot: QtBot, make: Any) -> None:
    box: YesNoEditor = make(fields.READY)
    with qtbot.waitSignal(box.changed):
        box.box.click()
    assert box.value() is True
    pick: ChoiceEditor = make(fields.PICK)
    pick.set_value(Colour.RED)
    pick.combo.clearFocus()
    wheel(pick.combo)
    assert pick.value() is Colour.RED


def test_an_optional_choice_can_be_emptied_and_a_required_one_cannot(qtbot: QtBot, make: Any) -> None:
    optional, required = make(fields.PICK), make(fields.MUST_PICK)
    assert [optional.combo.itemText(i) for i in range(optional.combo.count())] == ["（不填）", "红", "蓝"]
    assert [required.combo.itemText(i) for i in range(required.combo.count())] == ["红", "蓝"]
    optional.set_value(Colour.BLUE)
    with qtbot.waitSignal(optional.changed):
        optional.combo.setCurrentIndex(0)
        optional.combo.activated.emit(0)
    assert optional.value() is None


# links


def test_a_name_typed_in_full_is_taken_when_only_one_bears_it(qtbot: QtBot, make: Any) -> None:
    editor: LinkEditor = make(fields.LINK)
    typed(qtbot, editor, "周明辉")  # type: ignore[arg-type]
    assert editor.value() == Link("p2", "周明辉")


@pytest.mark.parametrize("text", ["周", "何佳慧", "没有此人"])
def test_a_name_that_is_not_one_record_is_refused(qtbot: QtBot, make: Any, text: str) -> None:
    editor: LinkEditor = make(fields.LINK)
    typed(qtbot, editor, text)  # type: ignore[arg-type]
    assert message(editor) == f"没有找到“{text}”，或有不止一个，请从列表中选取干部"


def test_typing_offers_records_after_a_pause(qtbot: QtBot, make: Any) -> None:
    asked: list[str] = []

    def search(model: type, text: str) -> Sequence[Link]:
        asked.append(text)
        return fields.search_people(model, text)

    editor: LinkEditor = make(fields.LINK, EditorContext(search))
    compose(editor.line, "", "周")
    editor.line.textEdited.emit("周")
    assert asked == []
    qtbot.waitUntil(lambda: editor.line._found.rowCount() == 2, timeout=3000)
    popup = editor.line.completer().popup()
    assert popup.isVisible()
    with qtbot.waitSignal(editor.changed):
        editor.line.completer().activated[QModelIndex].emit(editor.line.completer().completionModel().index(1, 0))
    assert editor.value() == Link("p2", "周明辉")
    popup.hide()


def test_of_two_people_with_one_name_the_picked_one_is_kept(qtbot: QtBot, make: Any) -> None:
    editor: LinkEditor = make(fields.LINK)
    editor.line.picked.emit(Link("p4", "何佳慧"))
    assert editor.value() == Link("p4", "何佳慧")
    editor.line.editingFinished.emit()
    assert editor.value() == Link("p4", "何佳慧")


def test_editing_the_name_lets_the_link_go(qtbot: QtBot, make: Any) -> None:
    editor: LinkEditor = make(fields.LINK)
    editor.set_value(fields.PEOPLE[0])
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.line, "x")
    assert "没有找到" in message(editor)
    editor.line.clear()
    assert editor.value() is None


def test_nothing_is_offered_while_an_input_method_composes(make: Any) -> None:
    editor: LinkEditor = make(fields.LINK)
    compose(editor.line, "zhou")
    editor.line.offer()
    assert editor.line._found.rowCount() == 0


def test_links_are_added_once_and_taken_off_by_their_chip(qtbot: QtBot, make: Any) -> None:
    editor: LinksEditor = make(fields.LINKS)
    for link in (fields.PEOPLE[0], fields.PEOPLE[1], fields.PEOPLE[0]):
        editor.line.picked.emit(link)
    assert editor.value() == fields.PEOPLE[:2]
    chip = next(b for b in editor.findChildren(QPushButton) if b.accessibleName() == "去掉 周思远")
    with qtbot.waitSignal(editor.changed):
        chip.click()
    assert editor.value() == (fields.PEOPLE[1],)


def test_a_name_begun_but_not_picked_is_not_lost_silently(make: Any) -> None:
    editor: LinksEditor = make(fields.LINKS)
    editor.line.setText("周")
    assert message(editor) == "“周”还没有选定，请从列表中选取，或清除"


def test_read_only_links_are_shown_without_crosses(make: Any) -> None:
    editor: LinksEditor = make(fields.LINKS)
    editor.set_value(fields.PEOPLE[:1])
    editor.set_read_only(True)
    settle()
    (chip,) = [b for b in editor.findChildren(QPushButton) if b.isVisible()]
    assert chip.text() == "周思远"
    assert not chip.isEnabled()
    assert not editor.line.isVisible()


# sealed


def test_a_sealed_value_is_a_mark_until_it_is_opened(qtbot: QtBot, make: Any) -> None:
    editor: SealedEditor = make(fields.NOTES)
    editor.set_value(SEALED)
    assert editor.mark.text() == "●●●"
    assert not editor.box.isVisible()
    assert editor.value() == SEALED
    editor.show_button.click()
    assert editor.box.toPlainText() == "raw的内容"
    assert editor.value() == "raw的内容"
    assert not editor.show_button.isVisible()


def test_who_may_not_open_it_sees_only_that_there_is_one(make: Any) -> None:
    editor: SealedEditor = make(fields.NOTES, EditorContext())
    editor.set_value(SEALED)
    assert not editor.show_button.isVisible()
    assert editor.why.text() == "仅谈话管理人员可见"
    assert editor.value() == SEALED
    editor.set_value(None)
    assert editor.mark.text() == "（没有内容）"
    assert not editor.box.isVisible()
    assert editor.value() is None


def test_who_may_writes_into_an_empty_one_at_once(qtbot: QtBot, make: Any) -> None:
    editor: SealedEditor = make(fields.NOTES)
    assert editor.box.isVisible()
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.box, "abc")
    assert editor.value() == "abc"


def test_a_refusal_to_open_is_shown_and_it_stays_shut(qtbot: QtBot, make: Any) -> None:
    def refuse(name: str) -> str:
        raise NotAllowed("没有谈话管理权限。")

    editor: SealedEditor = make(fields.NOTES, EditorContext(may_unseal=True, unseal=refuse))
    editor.set_value(SEALED)
    editor.show_button.click()
    (shown,) = open_messages()
    shown.close()
    assert editor.value() == SEALED
    assert not editor.box.isVisible()


# Enter


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    lines = QVBoxLayout(page)
    page.parts = [QLineEdit(), QComboBox(), QPlainTextEdit(), QLineEdit(), QPushButton("保存并新增")]  # type: ignore[attr-defined]
    for part in page.parts:  # type: ignore[attr-defined]
        lines.addWidget(part)
    lines.addLayout(QHBoxLayout())
    EnterMovesOn(page)
    page.show()
    page.parts[0].setFocus()  # type: ignore[attr-defined]
    return page


def test_enter_goes_to_the_next_field(qtbot: QtBot, form: Any) -> None:
    qtbot.keyClick(form.parts[0], Qt.Key.Key_Return)
    assert form.focusWidget() is form.parts[1]
    qtbot.keyClick(form.parts[1], Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert form.focusWidget() is form.parts[2]


def test_enter_in_a_story_is_a_line_break(qtbot: QtBot, form: Any) -> None:
    form.parts[2].setFocus()
    qtbot.keyClick(form.parts[2], Qt.Key.Key_Return)
    assert form.focusWidget() is form.parts[2]
    assert form.parts[2].toPlainText() == "\n"


def test_enter_in_the_last_field_reaches_the_button_without_pressing_it(qtbot: QtBot, form: Any) -> None:
    pressed: list[int] = []
    form.parts[4].clicked.connect(lambda: pressed.append(1))
    form.parts[3].setFocus()
    qtbot.keyClick(form.parts[3], Qt.Key.Key_Return)
    assert form.focusWidget() is form.parts[4]
    assert pressed == []


def test_ctrl_enter_is_left_to_the_form(qtbot: QtBot, form: Any) -> None:
    qtbot.keyClick(form.parts[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.focusWidget() is form.parts[0]


def test_a_field_added_later_can_be_watched_too(qtbot: QtBot, form: Any) -> None:
    late = QLineEdit()
    form.layout().insertWidget(0, late)
    form.findChild(EnterMovesOn).watch(late)
    late.setFocus()
    qtbot.keyClick(late, Qt.Key.Key_Return)
    assert form.focusWidget() is not late
