"""The time line, the ledger with its steps, and the terms with their nine cells."""

from datetime import date

import pytest
from PySide6.QtWidgets import QFrame

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.person.achievements_tab import AchievementsTab
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import AchievementState, Ledger, Strength
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.services.people import filed, held


@pytest.fixture
def tab(desk, who, shown):
    return shown(AchievementsTab(desk), who)


@pytest.fixture
def term(desk, office, who):
    return filed(
        desk.db, "performance_term", cadre=who, unit=office.units["青石镇"], post_title="党委副书记、镇长",
        started_on=PartialDate(2024, 5), filed_on=date(2024, 6, 1),
        assigned_by="县委主要负责人", assigned_on=date(2024, 5, 20),
    )  # fmt: skip


def titles(tab):
    return [str(v["title"]) for v in tab.ledger.rows.values()]


def cells(tab, key):
    at = [c.column.key for c in tab.ledger._columns].index(key)
    return [tab.ledger.model.index(r, at).data() for r in range(tab.ledger.model.rowCount())]


def choose(tab, title):
    record_id = next(i for i, v in tab.ledger.rows.items() if v["title"] == title)
    assert tab.ledger.table.select_id(record_id)
    return record_id


def window_of(tab):
    return next(w for w in tab.findChildren(RecordDialog) if w.isVisible())


# time line and ledger


def test_both_accounts_stand_on_the_time_line_and_in_the_ledger_newest_first(tab):
    assert titles(tab) == ["青石河综合治理", "高标准农田管护机制"]
    assert cells(tab, "when") == ["2026.09", "2025.04"]
    assert tab.count_label.text() == "■ 显绩 1 件　◇ 潜绩 1 件"
    assert [(e.when, e.above) for e in tab.chart.data.events] == [("2026.09", True), ("2025.04", False)]


def test_an_account_narrows_line_and_ledger(tab):
    tab.accounts._buttons["latent"].click()
    assert titles(tab) == ["高标准农田管护机制"]
    assert len(tab.chart.data.events) == 1
    tab.accounts._buttons["all"].click()
    assert len(titles(tab)) == 2


def test_evidence_is_named_and_a_mere_self_statement_is_marked(tab, desk, who):
    values = {
        "cadre": who,
        "year": 2026,
        "ledger": Ledger.VISIBLE,
        "paper": BY_KEY["achievement"].field("paper").choices[0],
    }
    own = filed(desk.db, "achievement", **values, title="自述的一件")
    filed(desk.db, "evidence", achievement=own, strength=Strength.SELF, title="个人总结")
    filed(desk.db, "achievement", **values, title="没有佐证的一件")
    tab.show_person(who)
    found = dict(zip(titles(tab), cells(tab, "evidence"), strict=True))
    assert found["青石河综合治理"] == "文件材料"
    assert found["自述的一件"] == "! 仅本人自述"
    assert found["没有佐证的一件"] == "没有佐证"


def test_a_mark_on_the_line_opens_its_achievement(tab):
    tab.chart.picked.emit(tab.chart.data.events[0].target)
    window = window_of(tab)
    assert window.form.record_id == tab.chart.data.events[0].target
    window.close()


def test_a_new_achievement_starts_with_person_and_year(tab, who):
    tab.add_button.click()
    window = window_of(tab)
    assert window.form.editors["cadre"].value() == who
    assert window.form.editors["year"].value() == 2026
    window.close()


def test_steps_depend_on_the_state_and_are_taken_at_once(tab, desk, who):
    assert not tab.ledger.step_button.isEnabled()
    record_id = choose(tab, "青石河综合治理")
    assert list(tab.ledger.steps()) == ["入档", "重新审核"]
    tab.ledger.steps()["入档"]()
    assert held(desk.db, "achievement", Link(record_id, ""), "state") is AchievementState.FILED
    assert desk.told[-1][0] == "已入档"
    tab.show_person(who)
    choose(tab, "青石河综合治理")
    assert not tab.ledger.step_button.isEnabled()


def test_a_latent_one_that_was_confirmed_can_be_looked_back_at(tab):
    choose(tab, "高标准农田管护机制")
    assert "登记回看…" in tab.ledger.steps()
    tab.ledger.steps()["登记回看…"]()
    window_of(tab).close()


# terms


def test_without_a_file_the_box_says_how_one_begins(tab):
    assert tab.terms.none_label.isVisible()
    assert not tab.terms.cells.isVisible()
    assert not any(b.isVisible() for b in tab.terms.steps.values())


def test_nine_cells_say_how_far_the_file_has_come(tab, desk, who, term):
    filed(desk.db, "term_task", term=term, number=1, name="集镇污水管网改造")
    tab.show_person(who)
    names = [f.accessibleName() for f in tab.terms.cells.findChildren(QFrame) if f.accessibleName()]
    assert len(names) == 9
    assert names[0] == "上任交任务：已完成，县委主要负责人交办，任务1项"
    assert names[2] == "上任列清单：未完成，清单共1项，本人未签收"
    assert tab.terms.state_badge.text() == "建立　1/9"


def test_only_the_steps_of_the_state_are_offered_from_signing_to_sealing(tab, desk, who, term):
    filed(desk.db, "term_task", term=term, number=1, name="集镇污水管网改造")
    tab.show_person(who)
    assert offered(tab) == ["签收清单"]
    step(tab, "sign", signed_on="2024.06.02")
    assert held(desk.db, "performance_term", term, "state") is TermState.FROZEN
    tab.show_person(who)
    assert offered(tab) == ["生成年度答卷", "生成交账单"]
    step(tab, "answer", year="2025")
    window = window_of(tab)
    assert (window.kind.key, window.form.editors["year"].value()) == ("annual_answer", 2025)
    window.close()
    step(tab, "settle", settled_on="2026.11.01")
    window_of(tab).close()
    tab.show_person(who)
    assert offered(tab) == ["生成年度答卷", "封存"]
    _confirm_all(desk.db)
    step(tab, "seal", ended_on="2026.11")
    tab.show_person(who)
    assert offered(tab) == []
    assert tab.terms.state_badge.text().startswith("已封存")


def test_a_step_that_is_refused_says_why_and_stays_open(tab, who, term):
    tab.show_person(who)
    tab.terms.steps["sign"].click()
    dialog = next(d for d in tab.findChildren(StepDialog) if d.isVisible())
    dialog.editors["signed_on"].line.setText("2027.01.01")
    dialog.ok_button.click()
    assert dialog.isVisible()
    assert dialog.notes["signed_on"].text() == "× 签收日期不能晚于今天"
    dialog.close()
    settle()


def test_with_two_terms_one_chooses_which_is_shown(tab, desk, office, who, term):
    earlier = filed(
        desk.db, "performance_term", cadre=who, unit=office.units["白沙镇"], post_title="副镇长",
        started_on=PartialDate(2018, 3), filed_on=date(2018, 4, 1),
    )  # fmt: skip
    tab.show_person(who)
    assert tab.terms.overview.id == term.id
    tab.terms.terms._buttons[earlier.id].click()
    assert tab.terms.title_label.text() == "任期档案　白沙镇副镇长（2018.03起）"
    tab.show_person(who)
    assert tab.terms.overview.id == earlier.id


def offered(tab):
    return [b.text() for b in tab.terms.steps.values() if b.isVisible()]


def step(tab, name, **values):
    tab.terms.steps[name].click()
    dialog = next(d for d in tab.findChildren(StepDialog) if d.isVisible())
    for field, text in values.items():
        dialog.editors[field].line.setText(text)
    dialog.ok_button.click()
    settle()


def _confirm_all(db):
    kind = BY_KEY["settlement_line"]
    for row in records.all_rows(db, kind, kind.table_fields):
        values = {"confirmed_by": "县住建局", "confirmed_on": date(2026, 11, 2)}
        records.change(db, kind, row.id, records.load(db, kind, row.id)[1], values)
