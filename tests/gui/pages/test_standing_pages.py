"""Pages of how people and units stand: lines, verbs, what a double click opens, what they follow."""

from datetime import date

import pytest

from cadre_desktop.gui.dialogs.explain_dialog import ExplainDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.dictionary_page import DictionaryPage
from cadre_desktop.gui.pages.standing.cover_pages import MentorPage, StudyPage, YoungPage
from cadre_desktop.gui.pages.standing.hits_page import HitsPage
from cadre_desktop.gui.pages.standing.rotation_page import RotationPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.training import FiveStudy, StudyForm
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.services.people import cadre, filed, post, unit


@pytest.fixture
def shown(qtbot, desk):
    def page(kind, *args):
        made = kind(desk, *args)
        qtbot.addWidget(made)
        made.resize(1100, 620)
        made.show()
        settle()
        return made

    return page


def seated(db, since="2015.05", name="周文静", **values):
    who = cadre(db, name)
    given = {"appointed_on": PartialDate.parse_stored(since), "member_kind": MemberKind.HEAD, **values}
    post(db, who, unit(db, f"{name}的镇"), **given)
    return who


def texts(page):
    return [[cell if isinstance(cell, str) else cell.text for cell in row.cells] for row in page.model.rows]


def choose(page, row_id):
    at = [row.id for row in page.model.rows].index(row_id)
    page.table.selectRow(at)
    settle()


def number_of(desk, key):
    return len(records.all_rows(desk.db, BY_KEY[key], BY_KEY[key].table_fields))


def test_the_rotation_page_tells_why_somebody_is_due(desk, shown):
    who = seated(desk.db)
    page = shown(RotationPage)
    assert not page.why_button.isEnabled()
    choose(page, who.id)
    page.why_button.click()
    dialog = page.findChild(ExplainDialog)
    assert "满10年" in dialog.found.sentence
    assert dialog.found.texts
    dialog.close()


def test_the_rotation_page_lists_who_is_due_with_the_reckoning_below(desk, shown):
    who = seated(desk.db)
    page = shown(RotationPage)
    assert texts(page) == [["周文静", "周文静的镇", "镇长", "2015.05", "11年6个月", "2025.05", "已逾期", "未登记"]]
    assert page.said.text().startswith("应交流 1 人，暂缓 0 人")
    assert not page.plan_button.isEnabled()
    choose(page, who.id)
    assert "满10年" in page.detail.text()
    assert page.plan_button.isEnabled()


def test_one_click_makes_the_rotation_and_a_second_opens_the_same(desk, shown):
    who = seated(desk.db)
    page = shown(RotationPage)
    for _ in range(2):
        choose(page, who.id)
        page.plan_button.click()
        settle()
        (window,) = [w for w in page.window().findChildren(RecordDialog) if w.isVisible()]
        window.close()
        settle()
    assert number_of(desk, "rotation") == 1
    assert texts(page)[0][-1] == "应交流"


def test_putting_off_from_the_page_wants_a_reason_and_shows_it(desk, shown):
    who = seated(desk.db)
    page = shown(RotationPage)
    choose(page, who.id)
    page.put_off_button.click()
    (dialog,) = [d for d in page.findChildren(StepDialog) if d.isVisible()]
    dialog.accept()
    assert number_of(desk, "rotation") == 0
    dialog.editors["reason"].set_value("项目未完")
    dialog.editors["until"].set_value(PartialDate(2027, 6))
    dialog.accept()
    settle()
    assert texts(page)[0][-2:] == ["已暂缓", "项目未完至2027.06"]


def test_a_double_click_goes_to_the_person_and_a_todo_shows_only_its_people(desk, shown):
    first, second = seated(desk.db), seated(desk.db, name="胡立")
    page = shown(RotationPage)
    page.open(first.id)
    assert desk.went[-1] == ("person", {"cadre_id": first.id})
    page.arrive(ids=(second.id,))
    assert [row.id for row in page.model.rows] == [second.id]
    assert page.all_button.isVisible()
    page.all_button.click()
    assert len(page.model.rows) == 2


def test_a_hit_is_shown_with_its_evidence_and_taken_up_once(desk, shown):
    who = seated(desk.db)
    page = shown(HitsPage)
    assert page.model.rows == []
    values = {"cadre": who, "year": 2025, "scheme": Scheme.CIVIL, "grade": AssessmentGrade.INCOMPETENT}
    filed(desk.db, "annual_assessment", **values)
    settle()
    assert texts(page)[0][3:] == ["第8种 领导能力不足", "1 条", "2028.12.31", "未登记"]
    choose(page, page.model.rows[0].id)
    assert "程序不作结论" in page.detail.text()
    page.register_button.click()
    settle()
    for window in page.window().findChildren(RecordDialog):
        window.close()
    settle()
    assert number_of(desk, "adjustment") == 1
    assert texts(page)[0][-1] == "已登记"


def test_mentors_who_lack_somebody_come_first_and_a_new_pair_begins_with_the_chosen(desk, shown):
    mentor = seated(desk.db)
    page = shown(MentorPage)
    assert texts(page)[0][-1] == "还差 2"
    choose(page, mentor.id)
    page.add()
    settle()
    (window,) = [w for w in page.window().findChildren(RecordDialog) if w.isVisible()]
    assert window.form.editors["mentor"].value() == mentor
    window.dirty = False
    window.close()


def test_units_show_the_five_of_the_year_and_open_their_meetings(desk, shown):
    seated(desk.db)
    page = shown(StudyPage)
    where = page.model.rows[0].id
    assert texts(page)[0][1:] == ["0", "0", "0", "0", "0", "还缺 5 类"]
    with desk.db.read() as session:
        name = str(session.get_one(BY_KEY["unit"].model, where))
    values = {
        "held_on": date(2026, 3, 1), "form": StudyForm.CENTRE_GROUP, "five": FiveStudy.CENTRE_GROUP, "topic": "政绩观",
    }  # fmt: skip
    link = records.links(desk.db, BY_KEY["unit"].model, name)[0]
    made = filed(desk.db, "study_activity", unit=link, on_achievement_view=True, **values)
    settle()
    assert texts(page)[0][1:] == ["1", "0", "0", "0", "0", "还缺 4 类"]
    page.open(where)
    assert desk.went[-1] == ("study_activity", {"ids": (made.id,), "title": f"{name}五必学"})
    page.year.setCurrentIndex(1)
    page.year.activated.emit(1)
    assert texts(page)[0][1] == "0"


def test_indicators_open_the_people_they_look_at(desk, shown):
    who = seated(desk.db, title="党委书记")
    page = shown(YoungPage)
    heads = next(row for row in page.model.rows if row.id.startswith("1/"))
    assert texts(page)[0][2:] == ["1", "0", "1", "缺 1 人"]
    page.open(heads.id)
    assert desk.went[-1][1]["ids"] == (who.id,)
    page.arrive(ids=("anybody",))
    assert page.model.rows


def test_shipped_items_come_back_into_a_dictionary_once(desk, shown):
    kind = BY_KEY["promotion_ground"]
    page = shown(DictionaryPage, kind)
    for row in records.all_rows(desk.db, kind, kind.table_fields):
        records.discard(desk.db, kind, row.id)
    page.add_shipped()
    assert number_of(desk, "promotion_ground") == 8
    page.add_shipped()
    assert number_of(desk, "promotion_ground") == 8
    assert "没有需要补入" in desk.told[-1][0]
