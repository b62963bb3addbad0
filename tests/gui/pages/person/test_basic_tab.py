"""Facts, posts and ranks, the since-dates explained, family and files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.dialogs.explain_dialog import ExplainDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.person.basic_tab import BasicTab
from cadre_desktop.gui.pages.person.facts import HiddenText
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.services.people import filed

CADRE, POST = BY_KEY["cadre"], BY_KEY["post"]


@pytest.fixture
def tab(desk, who, shown):
    return shown(BasicTab(desk), who)


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def column(ledger, key):
    at = [c.column.key for c in ledger._columns].index(key)
    return [ledger.model.index(r, at).data() for r in range(ledger.model.rowCount())]


def test_facts_stand_in_the_groups_of_the_form(tab):
    assert list(tab.groups) == [section.title for section in CADRE.form]
    basic = words(tab.groups["基本情况"])
    assert basic[basic.index("姓名") + 1] == "周思远"
    assert basic[basic.index("籍贯") + 1] == "—"


def test_sensitive_facts_open_on_a_click_and_shut_again(tab, desk, who):
    _values, version = records.load(desk.db, CADRE, who.id)
    records.change(desk.db, CADRE, who.id, version, {"phone": "13973412345"})
    tab.show_person(who)
    hidden = tab.groups["基本情况"].findChild(HiddenText)
    assert "3412" not in hidden.words.text()
    assert hidden.show_button.accessibleName() == "显示联系电话"
    hidden.show_button.click()
    assert hidden.words.text() == "13973412345"
    hidden.show_button.click()
    assert "3412" not in hidden.words.text()


def test_the_since_dates_say_what_they_are_counted_from(tab):
    found = words(tab.since)
    assert found[0:3] == ["任现职", "2021.05（5年6个月）", "从任青石镇党委副书记、镇长起"]
    assert found[-3:] == ["任现职级", "2020.01（6年10个月）", "从批准为一级主任科员起"]


def test_posts_stand_newest_first_with_their_times(tab, desk, office, who):
    values = {"cadre": who, "unit": office.units["白沙镇"], "title": "副镇长", "level": PostLevel.SECTION_DEPUTY}
    dates = {"appointed_on": PartialDate(2016, 9), "removed_on": PartialDate(2021, 5)}
    filed(desk.db, "post", **values, **dates)
    tab.show_person(who)
    assert column(tab.posts, "time") == ["2021.05—", "2016.09—2021.05"]
    assert tab.posts.title_label.text() == "任职经历（2）"


def test_a_new_post_starts_with_the_person_fixed(tab, who):
    tab.posts.add_button.click()
    window = next(w for w in tab.findChildren(RecordDialog) if w.isVisible())
    assert window.kind is POST
    assert window.form.preset["cadre"] == who
    assert "cadre" not in window.form.editors
    window.close()


def test_enter_on_a_post_opens_it_and_its_unit_leads_to_the_roster(tab, desk, office, qtbot):
    assert not tab.unit_button.isEnabled()
    tab.posts.table.selectRow(0)
    assert tab.unit_button.isEnabled()
    tab.unit_button.click()
    assert desk.went[-1] == ("roster", {"unit": office.units["青石镇"]})
    tab.unit_page_button.click()
    assert desk.went[-1] == ("one_unit", {"unit_id": office.units["青石镇"].id})
    qtbot.keyClick(tab.posts.table, Qt.Key.Key_Return)
    window = next(w for w in tab.findChildren(RecordDialog) if w.isVisible())
    assert window.form.record_id in tab.posts.rows
    window.close()


def test_a_post_is_discarded_after_asking_and_comes_back_by_undo(tab, desk, dialogs, who, qtbot):
    tab.posts.table.selectRow(0)
    tab.posts.discard_button.click()
    tab.show_person(who)
    assert dialogs.asked == ["将 1 条任职经历移入回收站？"]
    assert not tab.posts.rows
    assert tab.posts.none_label.isVisible()
    assert not tab.posts.table.isVisible()
    desk.told[-1][1]()
    tab.show_person(who)
    assert len(tab.posts.rows) == 1


def test_family_names_are_no_secret_among_those_who_keep_the_file(tab, desk, who):
    filed(desk.db, "family_member", cadre=who, relation="丈夫", name="陈立", work="县住建局")
    tab.show_person(who)
    assert column(tab.family, "relation") == ["丈夫"]
    assert column(tab.family, "name") == ["陈立"]


def test_a_tab_that_is_not_looked_at_reads_nothing(qtbot, desk, who):
    tab = BasicTab(desk)
    qtbot.addWidget(tab)
    tab.show_person(who)
    assert tab.posts.person is None
    tab.show()
    tab.catch_up()
    settle()
    assert tab.posts.person == who


def test_what_is_due_stands_at_the_head_with_its_verb_and_why(tab, desk, who, db):
    assert tab.dues.dues == ()
    person = records.load(db, CADRE, who.id)
    records.change(db, CADRE, who.id, person[1], {"birth_on": PartialDate(1966, 8), "retirement_base": 60})
    tab.show_person(who)
    (due,) = tab.dues.dues
    assert str(due.due_on) == "2027.01"
    assert tab.dues.title_label.text() == f"到期与待办（{1 + len(tab.dues.waiting)}）"
    buttons = {made.text(): made for made in tab.dues.findChildren(QPushButton)}
    buttons["办理退休"].click()
    assert desk.went[-1] == ("person", {"cadre_id": who.id})
    buttons["在日历中查看"].click()
    assert desk.went[-1] == ("calendar", {"view": "list"})


def test_what_waits_without_a_day_has_its_verb_too(tab, desk, who):
    assert {"talks_missing", "incomplete"} <= {line.key for line in tab.dues.waiting}
    verbs = {made.text(): made for made in tab.dues.findChildren(QPushButton)}
    verbs["安排谈话"].click()
    assert desk.went[-1][0] == "interviews"
    verbs["补资料"].click()
    window = next(w for w in tab.findChildren(RecordDialog) if w.isVisible())
    assert window.form.record_id == who.id
    window.close()


def test_every_result_reckoned_tells_why(tab, desk, who):
    captions = [words(tab.reckoned)[at] for at in range(0, len(words(tab.reckoned)), 2)]
    assert captions[0] == "周岁年龄"
    why = next(b for b in tab.reckoned.findChildren(QPushButton) if b.accessibleName() == "周岁年龄的推算依据")
    why.click()
    dialog = tab.findChild(ExplainDialog)
    assert dialog.found.records == (who.id,)
    dialog.close()
