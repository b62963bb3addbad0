"""规则设置 on screen: what holds and whence, the county's own value, files in and out, and the way back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from cadre_desktop.gui.dialogs.rule_dialogs import ADD, REPLACE, RuleHistoryDialog, TakeRulesDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.settings.rules_page import RulesPage
from cadre_desktop.rules.settings import Constant
from cadre_desktop.services import history, rule_book
from tests.gui.conftest import settle

TENURE = Constant(
    "rotation.years", "单位正职应交流年限", 8, "清组发〔2026〕5号", date(2026, 3, 1), "L", "unit_head", "年"
)
NAME = "单位正职应交流年限"


@pytest.fixture
def page(qtbot, desk):
    made = RulesPage(desk)
    qtbot.addWidget(made)
    made.resize(1170, 660)
    made.show()
    return made


def shown(page):
    return [(row.cells[0].text, row.cells[1].text, row.cells[5].text) for row in page.model.rows]


def look_for(page, words):
    page.search.setText(words)
    page.refresh()
    page.table.select_id(page.model.rows[0].id)
    settle()


def opened(kind):
    settle()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def fill(window, **values):
    for name, value in values.items():
        window.editors[name].set_value(value)
    window.accept()
    settle()


def test_what_holds_today_is_listed_with_its_source(page):
    look_for(page, NAME)
    assert shown(page) == [(NAME, "10年", "随程序")]
    assert "自2006.06.10起" in page.detail.text()
    assert page.drop_button.isHidden()


def test_older_texts_are_listed_only_when_asked_for(page):
    look_for(page, "公务员优秀比例（一般）")
    assert shown(page) == [("公务员优秀比例（一般）", "20%", "随程序")]
    page.which.setCurrentText("全部")
    page.refresh()
    assert [row[1:] for row in shown(page)] == [("20%", "随程序"), ("15%", "不再采用")]


def test_a_subject_narrows_the_list(page):
    page.subjects.setCurrentText("优秀名额")
    page.refresh()
    assert {text.key.partition(".")[0] for text in page._texts.values()} == {"quota"}


def test_texts_not_read_in_the_original_can_be_picked_out(page):
    page.which.setCurrentText("未核对原文的")
    page.refresh()
    assert page._texts
    assert all(text.confidence != "C" for text in page._texts.values())


def test_setting_an_own_value_shows_it_beside_the_shipped_one(desk, page):
    look_for(page, NAME)
    page.edit()
    window = opened(StepDialog)
    fill(window, value="8", since=date(2026, 3, 1), source="清组发〔2026〕5号", reason="县委常委会决定")
    (kept,) = rule_book.county_rules(desk.db).book.constants
    assert (kept.value, kept.applies_to, kept.source, kept.confidence) == (8, "unit_head", "清组发〔2026〕5号", "L")
    assert shown(page) == [(NAME, "8年", "本县")]
    assert "随程序的规定：10年" in page.detail.text()
    assert desk.told[-1][0] == f"“{NAME}”已设为8年，自2026.03.01起"
    assert not page.drop_button.isHidden()


@pytest.mark.parametrize(("value", "said"), [("八", "请填整数"), ("-1", "超出允许范围"), ("", "不能为空")])
def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_kept(desk, page, value, said):
    look_for(page, NAME)
    page.edit()
    window = opened(StepDialog)
    fill(window, value=value, since=date(2026, 3, 1), source="1号", reason="试")
    assert said in window.notes["value"].text()
    assert window.isVisible()
    assert rule_book.versions(desk.db) == []
    window.reject()


def test_giving_the_own_value_up_asks_for_a_reason(desk, page, dialogs):
    rule_book.set_text(desk.db, TENURE, reason="试行")
    settle()
    look_for(page, NAME)
    dialogs.text = None
    page.drop()
    assert shown(page) == [(NAME, "8年", "本县")]
    dialogs.text = "文件废止"
    page.drop()
    settle()
    assert shown(page) == [(NAME, "10年", "随程序")]
    assert "文件废止" in history.acts(desk.db)[0].facts


def test_a_value_to_come_is_marked_as_such(desk, page):
    rule_book.set_text(desk.db, replace(TENURE, valid_from=date(2027, 1, 1)), reason="明年起")
    settle()
    page.search.setText(NAME)
    page.refresh()
    assert shown(page) == [(NAME, "8年", "本县（将施行）"), (NAME, "10年", "随程序")]


def test_rules_are_sent_out_to_a_file(desk, page, dialogs, tmp_path):
    rule_book.set_text(desk.db, TENURE, reason="试行")
    dialogs.choice, dialogs.path = "own", tmp_path / "规则.toml"
    page.send_file()
    assert desk.told[-1][0] == "已送出《规则.toml》，共 1 条"
    assert (tmp_path / "规则.toml").exists()
    dialogs.choice, dialogs.path = "", tmp_path / "别的.toml"
    page.send_file()
    assert not (tmp_path / "别的.toml").exists()


def taking(desk, page, dialogs, tmp_path):
    path = tmp_path / "规则.toml"
    rule_book.set_text(desk.db, TENURE, reason="试行")
    rule_book.send_files(desk.db, path)
    rule_book.roll_back(desk.db, 0, reason="清空")
    rule_book.set_text(desk.db, replace(TENURE, applies_to="unit_deputy", label="单位副职应交流年限"), reason="本县的")
    dialogs.path = path
    page.take_file()
    return opened(TakeRulesDialog)


def test_a_file_is_taken_in_after_a_look_at_the_differences(desk, page, dialogs, tmp_path):
    window = taking(desk, page, dialogs, tmp_path)
    cells = [[getattr(cell, "text", cell) for cell in row.cells[:4]] for row in window.model.rows]
    assert cells == [["新增", NAME, "10年", "8年"]]
    window.accept()
    assert "修改原因" in window.notice.text_label.text()
    window.reason.set_value("上级下发")
    window.accept()
    settle()
    assert len(rule_book.county_rules(desk.db).book.constants) == 2
    assert rule_book.versions(desk.db)[0].reason == "上级下发"


def test_taking_a_file_as_the_whole_shows_what_would_go(desk, page, dialogs, tmp_path):
    window = taking(desk, page, dialogs, tmp_path)
    window.how.setCurrentText(REPLACE)
    window.how.activated.emit(1)
    assert sorted(row.cells[0].text for row in window.model.rows) == ["取消", "新增"]
    window.how.setCurrentText(ADD)
    window.how.activated.emit(0)
    assert [row.cells[0].text for row in window.model.rows] == ["新增"]
    window.reject()


def test_the_history_shows_each_change_and_leads_back(desk, page, dialogs):
    rule_book.set_text(desk.db, TENURE, reason="第一次")
    rule_book.set_text(desk.db, replace(TENURE, value=9), reason="放宽")
    page.show_history()
    window = opened(RuleHistoryDialog)
    assert [row.cells[3].text for row in window.versions.rows] == ["放宽", "第一次"]
    assert not window.back_button.isEnabled()
    window.version_table.select_id("1")
    settle()
    assert window.title_label.text() == "退回到第 1 次，会有 1 处变化"
    dialogs.text = "放宽有误"
    window.back_button.click()
    settle()
    assert rule_book.county_rules(desk.db).book.constants == (TENURE,)
    window.clear_button.click()
    assert rule_book.county_rules(desk.db).book.constants == ()
    assert not window.clear_button.isEnabled()
    window.reject()


def test_without_a_choice_nothing_can_be_set(page):
    page.search.setText("没有这样的规则")
    page.refresh()
    assert not page.edit_button.isEnabled()
    assert page.model.rows == []
