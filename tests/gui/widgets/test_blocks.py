"""Cards, chips, to-dos, empty states, toasts, notices and layouts."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.widgets.busy import busy
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import Card
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.flow_layout import FlowLayout
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice, ProgressRow, StepStrip
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.toast import SECONDS, Toast
from cadre_desktop.gui.widgets.todo_list import Todo, TodoList


@pytest.fixture
def card(qtbot: QtBot) -> Card:
    made = Card("轮岗到期", "5", "人", "现职满 10 年", icon="rotation")
    qtbot.addWidget(made)
    made.resize(220, 100)
    made.show()
    return made


def test_a_card_opens_by_mouse_and_by_keyboard(qtbot: QtBot, card: Card) -> None:
    for act in (
        lambda: qtbot.mouseClick(card, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(card, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(card, Qt.Key.Key_Space),
    ):
        with qtbot.waitSignal(card.opened, timeout=500):
            act()


def test_a_card_lets_a_mouse_that_moved_away_go(qtbot: QtBot, card: Card) -> None:
    with qtbot.assertNotEmitted(card.opened):
        qtbot.mousePress(card, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))


def test_a_card_says_its_figure_to_readers(card: Card) -> None:
    assert card.accessibleName() == "轮岗到期 5人"
    card.set_figure("6", "人", "3 人超期")
    assert (card.accessibleName(), card.accessibleDescription()) == ("轮岗到期 6人", "3 人超期")


def test_a_card_that_only_shows_takes_no_focus(qtbot: QtBot) -> None:
    made = Card("读到", "126", "行", clickable=False)
    qtbot.addWidget(made)
    with qtbot.assertNotEmitted(made.opened):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_chips_tell_which_filter_was_chosen(qtbot: QtBot) -> None:
    chips = ChipRow()
    qtbot.addWidget(chips)
    chips.set_chips(
        [Chip("all", "全部", 148), Chip("ten", "现职满10年", 5), Chip("own", "自定", removable=True)], "all"
    )
    buttons = {b.text(): b for b in chips.findChildren(QPushButton)}
    assert set(buttons) == {"全部（148）", "现职满10年（5）", "自定", "存为常用"}
    assert chips.chosen_key() == "all"
    with qtbot.waitSignal(chips.chosen) as got:
        buttons["现职满10年（5）"].click()
    assert got.args == ["ten"]
    assert chips.chosen_key() == "ten"
    with qtbot.waitSignal(chips.remove_asked) as got:
        buttons["自定"].actions()[0].trigger()
    assert got.args == ["own"]
    with qtbot.waitSignal(chips.save_asked):
        buttons["存为常用"].click()


def test_choosing_a_chip_by_program_is_silent(qtbot: QtBot) -> None:
    chips = ChipRow()
    qtbot.addWidget(chips)
    chips.set_chips([Chip("a", "甲", 0), Chip("b", "乙")])
    with qtbot.assertNotEmitted(chips.chosen):
        chips.choose("b")
        chips.choose("unknown")
    assert chips.chosen_key() == "b"
    assert Chip("a", "甲", 0).words == "甲（0）"


def test_setting_chips_again_replaces_them(qtbot: QtBot) -> None:
    chips = ChipRow(can_save=False)
    qtbot.addWidget(chips)
    chips.set_chips([Chip("a", "甲")], "a")
    chips.set_chips([Chip("b", "乙")])
    assert chips.chosen_key() == ""
    assert [b.text() for b in chips.findChildren(QPushButton) if b.isVisibleTo(chips)] == ["乙"]


def test_a_todo_leads_to_its_target(qtbot: QtBot) -> None:
    todos = TodoList([Todo("青石镇缺签字", "去补录", ("talks", "t1"), "紧急", "danger"), Todo("照片缺失", "去补充", 2)])
    qtbot.addWidget(todos)
    verbs = {b.text(): b for b in todos.findChildren(QPushButton)}
    assert verbs["去补录"].accessibleName() == "去补录：青石镇缺签字"
    with qtbot.waitSignal(todos.asked) as got:
        verbs["去补录"].click()
    assert got.args == [("talks", "t1")]
    assert [b.text() for b in todos.findChildren(Badge)] == ["× 紧急"]


def test_an_empty_todo_list_says_so(qtbot: QtBot) -> None:
    todos = TodoList(nothing="没有要办的事。")
    qtbot.addWidget(todos)
    todos.set_todos([Todo("甲", "去看")])
    todos.set_todos([])
    assert not [b for b in todos.findChildren(QPushButton) if b.isVisibleTo(todos)]


def test_an_empty_state_says_what_why_and_offers_help(qtbot: QtBot) -> None:
    empty = EmptyState("没有符合条件的干部", "当前筛选：单位=青石镇", button("清除筛选", kind="primary"))
    qtbot.addWidget(empty)
    empty.set_words("还没有干部", "先从 Excel 导入花名册。")
    assert (empty.what_label.text(), empty.why_label.text()) == ("还没有干部", "先从 Excel 导入花名册。")
    assert [b.text() for b in empty.findChildren(QPushButton)] == ["清除筛选"]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    line = QLineEdit(made)
    made.resize(800, 600)
    made.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return made


def test_a_toast_stays_ten_seconds_and_takes_back_on_demand(qtbot: QtBot, host: QWidget) -> None:
    undone: list[int] = []
    toast = Toast(host)
    toast.tell("已删除 1 条", lambda: undone.append(1))
    assert toast.isVisible()
    assert toast.timer.interval() == SECONDS * 1000 == 10_000
    assert host.rect().contains(toast.geometry())
    assert toast.geometry().bottom() <= host.height() - 60, "the buttons of a page's foot stay free"
    toast.undo_button.click()
    assert undone == [1]
    assert not toast.isVisible()
    assert not toast.timer.isActive()


def test_a_toast_goes_by_itself_and_its_undo_with_it(qtbot: QtBot, host: QWidget) -> None:
    undone: list[int] = []
    toast = Toast(host)
    toast.tell("已删除 1 条", lambda: undone.append(1), seconds=0.01)
    qtbot.waitUntil(lambda: not toast.isVisible())
    assert undone == []


def test_a_toast_without_undo_has_no_such_button(host: QWidget) -> None:
    toast = Toast(host)
    toast.tell("已保存")
    assert not toast.undo_button.isVisible()
    toast.close_button.click()
    assert not toast.isVisible()


def test_a_toast_follows_its_host(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host)
    toast.tell("已导出 4 份")
    host.resize(500, 300)
    qtbot.waitUntil(lambda: host.rect().contains(toast.geometry()))
    toast.dismiss()


def test_a_toast_waits_while_its_button_has_the_focus(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host)
    toast.tell("已删除", lambda: None, seconds=0.01)
    toast.undo_button.setFocus()
    qtbot.waitUntil(toast.undo_button.hasFocus)
    qtbot.waitUntil(lambda: toast.timer.interval() == 1000)
    assert toast.isVisible()
    toast.dismiss()


def test_a_notice_without_words_hides(qtbot: QtBot, host: QWidget) -> None:
    notice = Notice("五必谈还差 1 类", "warn", button("现在补录"))
    host.setLayout(column(notice))
    assert notice.text_label.text() == "! 五必谈还差 1 类"
    notice.set_notice("")
    assert not notice.isVisible()
    notice.set_notice("已齐全", "ok")
    assert notice.isVisible()
    assert notice.text_label.text() == "✓ 已齐全"


def test_steps_are_marked_done_current_and_to_come(qtbot: QtBot) -> None:
    strip = StepStrip(("选文件", "对应列", "检查"), 1)
    qtbot.addWidget(strip)
    assert [b.text() for b in strip.findChildren(Badge)] == ["✓ 选文件", "2 对应列", "3 检查"]
    assert strip.accessibleName() == "第 2 步，共 3 步：对应列"


def test_a_progress_row_shows_how_far_it_is(qtbot: QtBot) -> None:
    line = ProgressRow("名册.xlsx")
    qtbot.addWidget(line)
    line.set_progress(38, 61, "正在生成第 38 / 61 人")
    assert (line.bar.value(), line.bar.maximum(), line.state_label.text()) == (38, 61, "正在生成第 38 / 61 人")


def test_the_busy_cursor_goes_whatever_happens(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="x"), busy():
        assert QApplication.overrideCursor() is not None
        raise ValueError("x")
    assert QApplication.overrideCursor() is None


def test_a_header_puts_its_actions_at_the_right(qtbot: QtBot) -> None:
    header = PageHeader("干部名册", "清源县")
    qtbot.addWidget(header)
    first = header.add_action(button("导出"))
    last = header.add_action(button("新增干部", kind="primary"))
    header.resize(900, 40)
    header.show()
    x = [w.mapTo(header, QPoint()).x() for w in (header.title_label, first, last)]
    assert x[0] < x[1] < x[2]
    assert x[2] + last.width() == 900
    header.set_title("干部名册 › 周思远")
    assert header.title_label.text() == "干部名册 › 周思远"


def test_a_section_heads_its_content(qtbot: QtBot) -> None:
    inner = QVBoxLayout()
    inner.addWidget(label("下"))
    section = SectionBox("今天要办", label("上"), inner)
    qtbot.addWidget(section)
    section.add_action(button("全部", kind="link"))
    section.set_title("今天要办（5）")
    assert section.title_label.text() == "今天要办（5）"
    assert section.body.count() == 2


def _row_tops(parts: list[QWidget]) -> list[int]:
    return sorted({p.y() for p in parts})


def test_a_flow_wraps_where_the_width_ends(qtbot: QtBot) -> None:
    parts: list[QWidget] = [button(f"按钮{i}") for i in range(6)]
    holder = flow(*parts, gap=8)
    qtbot.addWidget(holder)
    holder.resize(2000, 100)
    holder.show()
    assert len(_row_tops(parts)) == 1
    holder.resize(parts[0].sizeHint().width() * 2 + 20, 300)
    qtbot.waitUntil(lambda: len(_row_tops(parts)) == 3)
    assert all(p.geometry().right() <= holder.width() for p in parts)


def test_a_flow_is_as_high_as_its_lines_and_skips_what_is_hidden(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(holder, 10)
    parts = [button("一二三四") for _ in range(4)]
    for part in parts:
        layout.addWidget(part)
    width, height = parts[0].sizeHint().width(), parts[0].sizeHint().height()
    assert layout.heightForWidth(width * 4 + 30) == height
    assert layout.heightForWidth(width * 2 + 10) == 2 * height + 10
    assert layout.heightForWidth(width * 2 + 9) == 4 * height + 30
    holder.show()
    parts[0].hide()
    parts[1].hide()
    assert layout.heightForWidth(width * 2 + 10) == height
    assert layout.minimumSize().width() == width


def test_a_flow_hands_out_its_items_as_qt_expects(qtbot: QtBot) -> None:
    holder = flow(button("甲"), button("乙"))
    qtbot.addWidget(holder)
    layout = holder.layout()
    assert layout.count() == 2
    assert layout.itemAt(2) is None
    assert layout.itemAt(-1) is None
    assert layout.takeAt(5) is None
    clear(layout)
    assert layout.count() == 0


def test_clearing_takes_nested_layouts_too(qtbot: QtBot) -> None:
    inner = label("里")
    outer = column(row(inner), label("外"))
    holder = boxed(outer)
    qtbot.addWidget(holder)
    clear(outer)
    assert outer.count() == 0
    assert inner.parent() is None


def test_scrolled_content_does_not_dictate_the_height(qtbot: QtBot) -> None:
    tall = QWidget()
    tall.setMinimumHeight(3000)
    area = scrolled(tall, name="内容")
    qtbot.addWidget(area)
    assert area.minimumSizeHint().height() < 200
    assert area.accessibleName() == "内容"


def test_a_button_keeps_its_shortcut_when_its_words_change(qtbot: QtBot) -> None:
    made = button("下一步", shortcut="Ctrl+Return")
    qtbot.addWidget(made)
    made.setText("完成")
    assert made.shortcut().toString() == "Ctrl+Return"
