"""Mending one row: offers, a field to type into, units to choose."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.widgets.combo import SearchableCombo
from cadre_desktop.gui.wizards.importing.row_panel import RowPanel
from cadre_desktop.gui.wizards.importing.rows_model import RowsModel
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records
from cadre_desktop.services.imports import Difference, Suggestion
from tests.gui.conftest import settle
from tests.gui.wizards.importing.plans import RememberingRun, plan_of, planned, problem, rows_by_number, source_row

RAW = rows_by_number(source_row(4, "周文静", "青石", "1986-13"))


@pytest.fixture
def panel(qtbot, desk):
    model = RowsModel()
    run = RememberingRun(plan_of(planned(4)), RAW)
    made = RowPanel(desk, run, model)
    made.model, made.run = model, run
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    yield made
    made.close()


def show(panel, state="problem", **more):
    row = planned(4, state, **more)
    panel.model.set_plan(plan_of(row), RAW)
    panel.show_row(row)
    settle()
    return row


def words(panel):
    return [each.text() for each in panel.findChildren(QLabel) if each.text()]


def press(panel, text):
    next(b for b in panel.findChildren(QPushButton) if b.text() == text).click()


def test_without_a_row_the_panel_says_what_it_is_for(panel):
    panel.show_row(None)
    settle()
    assert any("在左边选一行" in text for text in words(panel))


def test_the_title_names_the_row_the_person_and_the_state(panel):
    show(panel, problems=(problem(),))
    assert panel.title_label.text() == "第 4 行　周文静　有问题"


def test_a_value_is_typed_and_checked_by_return_or_button(qtbot, panel):
    show(panel, problems=(problem(message="月份“13”不对"),))
    assert "月份“13”不对" in words(panel)
    edit = panel.inputs["birth_on"]
    assert edit.text() == "1986-13"
    assert edit.accessibleName() == "出生年月的正确内容"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert panel.run.asked == [], "nothing was changed"
    edit.setText("1986.12")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    press(panel, "改正")
    assert panel.run.asked == [("fix", 4, "birth_on", "1986.12")] * 2


def test_an_offered_reading_is_taken_as_the_value(panel):
    show(panel, problems=(problem(suggestions=(Suggestion("1980.01", "1980.01"), Suggestion("1980.10", "1980.10"))),))
    press(panel, "1980.10")
    assert panel.run.asked == [("fix", 4, "birth_on", "1980.10")]


def test_a_person_is_chosen_by_id(panel):
    offers = (Suggestion("周文静（1986.04，青石镇）", "id-1"), Suggestion("都不是，单独建档", ""))
    show(panel, problems=(problem("name", "有2名同名", about="person", suggestions=offers),))
    press(panel, "都不是，单独建档")
    press(panel, "周文静（1986.04，青石镇）")
    assert panel.run.asked == [("person", 4, ""), ("person", 4, "id-1")]


def test_a_unit_is_chosen_from_the_offers_or_made(panel):
    offer = Suggestion("青石镇", "unit-1")
    show(panel, problems=(problem("unit", "可能就是“青石镇”", about="unit", suggestions=(offer,)),))
    press(panel, "青石镇")
    press(panel, "新建单位“青石”")
    assert panel.run.asked == [("unit", 4, "unit", "unit-1"), ("make", 4, "unit")]
    assert panel.inputs == {}
    assert panel.findChildren(SearchableCombo) == [], "there is no unit on file to choose"


def test_a_unit_of_no_telling_name_is_made_of_a_kind_and_not_without(panel):
    offers = tuple(
        Suggestion(f"新建为{words}", f"new/{kind}:清源一号")
        for kind, words in (("township", "乡镇"), ("village", "村"))
    )
    show(panel, problems=(problem("unit", "看不出类别", about="unit", suggestions=offers),))
    assert [b.text() for b in panel.findChildren(QPushButton) if "新建" in b.text()] == ["新建为乡镇", "新建为村"]
    press(panel, "新建为村")
    assert panel.run.asked == [("unit", 4, "unit", "new/village:清源一号")]


def test_a_unit_is_chosen_among_all_on_file(panel, desk):
    kind = BY_KEY["unit"].field("kind").choices[0]
    unit_id = records.create(desk.db, BY_KEY["unit"], {"name": "白沙镇", "kind": kind})
    show(panel, problems=(problem("unit", "不存在", about="unit"),))
    (combo,) = panel.findChildren(SearchableCombo)
    assert combo.currentIndex() == -1
    combo.activated.emit(0)
    assert panel.run.asked == [("unit", 4, "unit", unit_id)]


def test_a_problem_of_no_column_has_nothing_to_type_into(panel):
    show(panel, problems=(problem("phone", "缺少一列"),))
    assert panel.inputs == {}
    assert "× 整行" in words(panel)


def test_changes_and_warnings_are_listed(panel):
    show(panel, "update", differences=(Difference("籍贯", "湘阴", "长沙"),), warnings=("民族请核对",))
    assert "籍贯：湘阴 → 长沙" in words(panel)
    assert "! 民族请核对" in words(panel)


def test_a_change_can_be_refused_and_taken_after_all(panel):
    changes = (Difference("出生年月", "1986.04", "1986.05", "birth_on"), Difference("其他", "甲", "乙", "not_there"))
    show(panel, "update", differences=changes)
    assert [b.accessibleName() for b in panel.findChildren(QPushButton) if b.text() == "不改"] == [
        "出生年月不改，保留系统中的内容"
    ]
    press(panel, "不改")
    assert panel.run.asked == [("refuse", 4, "birth_on", True)]
    options = replace(panel.run.plan.options, refused={4: frozenset({"birth_on"})})
    panel.run.plan = replace(panel.run.plan, options=options)
    show(panel, "same")
    assert "出生年月：保留系统中的内容" in words(panel)
    press(panel, "改为表中的")
    assert panel.run.asked[-1] == ("refuse", 4, "birth_on", False)


@pytest.mark.parametrize(("state", "said"), [("new", "新增"), ("same", "一致"), ("skip", "跳过"), ("update", "更新")])
def test_a_row_without_faults_says_what_will_become_of_it(panel, state, said):
    show(panel, state)
    assert said in words(panel)[-1]


def test_several_problems_stand_one_below_the_other(panel):
    show(panel, problems=(problem(), problem("name", "不能为空")))
    assert list(panel.inputs) == ["birth_on", "name"]
    panel.focus_input()
    assert panel.inputs["birth_on"].selectedText() == "1986-13"


def test_the_next_problem_is_asked_for(qtbot, panel):
    with qtbot.waitSignal(panel.next_asked):
        panel.next_button.click()
