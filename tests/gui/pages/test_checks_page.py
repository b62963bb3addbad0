"""Findings are narrowed, mended after a look, and left with a reason."""

import pytest

from cadre_desktop.gui.dialogs.check_rules_dialog import NOT_CHECKED, CheckRulesDialog
from cadre_desktop.gui.dialogs.foreseen_dialog import ForeseenDialog
from cadre_desktop.gui.dialogs.merge_dialog import MergeDialog
from cadre_desktop.gui.pages.checks_page import LEFT, ChecksPage
from cadre_desktop.services.checks import Report
from cadre_desktop.services.data_quality import quick_findings
from cadre_desktop.services.quality import decisions
from tests.gui.conftest import settle
from tests.services.people import cadre, held


@pytest.fixture
def page(qtbot, desk):
    made = ChecksPage(desk, None)
    qtbot.addWidget(made)
    made.show()
    return made


def check(page):
    page._on_checked(Report(tuple(quick_findings(page.desk.db))))


def choose(page, code):
    row = next(i for i, f in enumerate(page._shown()) if f.code == code)
    page.table.select_id(str(row))


def test_a_fix_is_shown_first_and_then_saved(qtbot, desk, page):
    who = cadre(desk.db, ethnic="土家")
    check(page)
    assert not page.fix_button.isEnabled()
    choose(page, "missing")
    assert not page.fix_button.isEnabled()
    choose(page, "ethnic")
    assert page.fix_button.text() == "改为土家族…"
    page.fix_button.click()
    dialog = page.window().findChild(ForeseenDialog)
    assert [getattr(c, "text", c) for c in dialog.model.rows[0].cells] == ["周文静", "民族", "土家", "土家族", "将修改"]
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    assert held(desk.db, "cadre", who, "ethnic") == "土家族"
    assert "ethnic" not in [f.code for f in page._shown()]
    assert desk.told[-1][0] == "数据检查修正：民族名称不规范：已修改 1 条。"


def test_what_is_left_moves_to_the_other_list(desk, dialogs, page):
    cadre(desk.db)
    check(page)
    n_before = len(page.model.rows)
    choose(page, "missing")
    dialogs.text = "档案在市里"
    page.leave_button.click()
    assert len(page.model.rows) == n_before - 1
    assert page.total_label.text().endswith("已保留 1 个")
    page.states.setCurrentText(LEFT)
    page._show()
    assert [row.cells[4].text for row in page.model.rows] == ["已保留：档案在市里"]
    choose(page, "missing")
    page.leave_button.click()
    assert page.model.rows == []
    assert decisions.left_here(desk.db) == {}


def test_findings_of_one_rule_alone(desk, page):
    cadre(desk.db)
    check(page)
    page.rules.setCurrentText("必填项未填")
    page._show()
    assert [f.code for f in page._shown()] == ["missing"]


def test_a_rule_switched_off_finds_nothing_more(qtbot, desk, page):
    cadre(desk.db)
    page.show_rules()
    dialog = page.window().findChild(CheckRulesDialog)
    combo = dialog.combos["missing"]
    combo.setCurrentText(NOT_CHECKED)
    combo.activated.emit(combo.currentIndex())
    dialog.settings_button.click()
    assert desk.went[-1] == ("settings", {"tab": "rules"})
    settle()
    check(page)
    assert "missing" not in [f.code for f in page._shown()]


def test_two_who_may_be_one_are_laid_side_by_side(qtbot, desk, page):
    first, second = cadre(desk.db), cadre(desk.db)
    check(page)
    choose(page, "missing")
    assert not page.merge_button.isEnabled()
    choose(page, "double")
    qtbot.waitUntil(page.merge_button.isEnabled)
    page.merge_button.click()
    qtbot.waitUntil(lambda: page.window().findChild(MergeDialog) is not None)
    dialog = page.window().findChild(MergeDialog)
    assert {dialog.comparison.keep_id, dialog.comparison.lose_id} == {first.id, second.id}
    dialog.reject()
    settle()
