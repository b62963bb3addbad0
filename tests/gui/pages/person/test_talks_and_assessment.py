"""五必谈 of one person with what is missing, and the yearly grades in the words of their scheme."""

import pytest
from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.person.assessment_tab import AssessmentTab
from cadre_desktop.gui.pages.person.talks_tab import TalksTab, state_cell
from cadre_desktop.gui.widgets.labels import Badge
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Participation, Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.interview import Category, InterviewState, Purpose
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import records
from tests.services.people import filed, talk


def column(ledger, key):
    at = [c.column.key for c in ledger._columns].index(key)
    return [ledger.model.index(r, at).data() for r in range(ledger.model.rowCount())]


def window_of(tab):
    return next(w for w in tab.findChildren(RecordDialog) if w.isVisible())


# talks


@pytest.fixture
def talks(desk, who, shown):
    return shown(TalksTab(desk), who)


def test_the_notice_names_what_is_missing_and_the_badges_tell_each_kind(talks):
    assert talks.notice.text_label.text() == (
        "! 五必谈还差 4 类：班子成员、一把手、上级分管（联系）领导、村（社区）干部和基层群众。"
    )
    said = [b.text() for b in talks.findChildren(Badge)]
    assert said[0] == "✓ 干部职工"
    assert said[1] == "× 班子成员（未谈）"


def test_a_talk_without_signature_counts_as_half_done(talks, desk, who):
    talk(desk.db, who, category=Category.HEAD)
    talks.show_person(who)
    assert "! 一把手（待签字定稿）" in [b.text() for b in talks.findChildren(Badge)]


def test_the_list_shows_talks_then_a_line_for_each_missing_kind_and_never_who_was_heard(talks, desk, who):
    talk(desk.db, who, category=Category.HEAD, interviewee="王某某", agreed_text="抓项目有办法。")
    talks.show_person(who)
    assert column(talks.ledger, "kind")[:2] == ["干部职工", "一把手"]
    assert column(talks.ledger, "gist")[1] == "抓项目有办法。"
    assert column(talks.ledger, "state")[-1] == "× 未开展"
    assert talks.ledger.title_label.text() == "谈话记录（2）"
    shown = [talks.ledger.model.index(r, c).data() for r in range(5) for c in range(6)]
    assert not any("王某某" in str(words) for words in shown)


def test_a_missing_line_begins_a_talk_of_its_kind(talks, who):
    talks.ledger.table.opened.emit("missing:head")
    window = window_of(talks)
    assert window.form.editors["category"].value() is Category.HEAD
    assert window.form.editors["purpose"].value() is Purpose.REVIEW
    assert window.form.editors["subjects"].value() == (who,)
    assert window.form.editors["year"].value() == 2026
    window.close()


def test_the_button_opens_what_only_waits_for_a_signature(talks, desk, who):
    waiting = talk(desk.db, who, category=Category.MEMBER)
    talks.show_person(who)
    talks.now_button.click()
    window = window_of(talks)
    assert window.form.record_id == waiting.id
    window.close()


def test_a_missing_line_cannot_be_discarded(talks, dialogs):
    talks.ledger.discard(["missing:head"])
    assert dialogs.asked == []


def test_when_all_five_are_done_the_notice_is_gone(talks, desk, who):
    for category in Category:
        made = talk(desk.db, who, category=category)
        with desk.db.work("定稿") as session:
            record = session.get_one(BY_KEY["interview"].model, made.id)
            record.signed, record.state = True, InterviewState.FINAL
    talks.show_person(who)
    assert not talks.notice.isVisible()
    assert len(talks.ledger.model.rows) == len(talks.ledger.rows)


# somebody whose talks nobody expects


@pytest.fixture
def outside(desk, office, shown):
    """何佳慧 heads an office and is no member of a leading body."""
    return shown(TalksTab(desk), office.people["何佳慧"])


def test_somebody_outside_the_range_is_told_so_with_the_definition_and_nothing_counts_as_missing(outside):
    assert outside.scope_notice.text_label.text() == (
        "不在2026年度五必谈范围：现任职务“党政办主任”未登记为班子成员。"
        "应谈范围为“班子成员”；谈话可以照常登记，但不计入完成率。"
    )
    assert not outside.notice.isVisible()
    assert [b.text() for b in outside.findChildren(Badge)] == ["不在应谈范围"]
    assert outside.ledger.model.rowCount() == 0


def test_what_was_heard_all_the_same_is_shown(outside, desk, office):
    talk(desk.db, office.people["何佳慧"], category=Category.HEAD)
    outside.show_person(office.people["何佳慧"])
    assert [b.text() for b in outside.findChildren(Badge)] == ["不在应谈范围", "! 一把手（待签字定稿）"]
    assert outside.ledger.model.rowCount() == 1


def test_from_there_one_adds_a_talk_or_goes_to_the_people_due_or_to_the_setting(outside, desk, office):
    outside.scope_notice.findChild(QPushButton).click()
    window = window_of(outside)
    assert window.form.editors["subjects"].value() == (office.people["何佳慧"],)
    window.close()
    outside.due_button.click()
    outside.scope_button.click()
    assert desk.went == [("coverage", {}), ("settings", {"tab": "unit"})]


def test_somebody_who_is_due_sees_no_word_of_the_range(talks):
    assert not talks.scope_notice.isVisible()
    assert not talks.scope_button.isVisible()


@pytest.mark.parametrize(
    ("state", "signed", "words"),
    [
        (InterviewState.DRAFT, False, "草稿"),
        (InterviewState.CHECKING, False, "! 待签字"),
        (InterviewState.CHECKING, True, "! 待定稿"),
        (InterviewState.FINAL, True, "✓ 定稿"),
    ],
)
def test_states_are_told_by_sign_and_words(state, signed, words):
    assert state_cell({"state": state, "signed": signed}).shown == words


# assessment


@pytest.fixture
def grades(desk, who, shown):
    return shown(AssessmentTab(desk), who)


def test_years_stand_newest_first_and_the_trend_runs_the_other_way(grades):
    assert column(grades.ledger, "year") == ["2025", "2024"]
    assert [p.year for p in grades.chart.data.points] == [2024, 2025]
    assert grades.chart.data.levels == ("不称职", "基本称职", "称职", "优秀")
    assert grades.chart.data.points[-1].level == 3


def test_both_vocabularies_stand_side_by_side_when_both_applied(grades, desk, who):
    filed(
        desk.db, "annual_assessment", cadre=who, year=2023, scheme=Scheme.INSTITUTION, grade=AssessmentGrade.QUALIFIED
    )
    grades.show_person(who)
    assert column(grades.ledger, "grade") == ["优秀", "优秀", "合格"]
    assert grades.chart.data.levels[2] == "称职（合格）"
    assert "分别用各自的等次" in grades.words_label.text()


def test_a_year_without_a_grade_has_no_level(grades, desk, who):
    filed(desk.db, "annual_assessment", cadre=who, year=2023, participation=Participation.NONE, reason="病假半年以上")
    grades.show_person(who)
    first = grades.chart.data.points[0]
    assert (first.year, first.level, first.words) == (2023, None, "不参加")


@pytest.mark.parametrize(
    ("identity", "scheme"), [(Identity.CIVIL_SERVANT, Scheme.CIVIL), (Identity.INSTITUTION, Scheme.INSTITUTION)]
)
def test_a_new_result_starts_with_last_year_and_the_persons_scheme(grades, desk, who, identity, scheme):
    kind = BY_KEY["cadre"]
    records.change(desk.db, kind, who.id, records.load(desk.db, kind, who.id)[1], {"identity": identity})
    grades.ledger.add_button.click()
    window = window_of(grades)
    assert window.form.editors["scheme"].value() is scheme
    assert window.form.editors["year"].value() == 2025
    window.close()


def test_a_point_opens_its_year(grades):
    grades.chart.picked.emit(grades.chart.data.points[0].target)
    window = window_of(grades)
    assert window.form.editors["year"].value() == 2024
    window.close()


def test_without_any_result_there_is_no_picture(desk, office, shown):
    tab = shown(AssessmentTab(desk), office.people["孙建国"])
    assert not tab.trend.isVisible()
    assert tab.ledger.none_label.isVisible()
