"""日历: months and list, filters, what a line opens, and what follows a change."""

from datetime import date

import pytest

from cadre_desktop.gui.dialogs.explain_dialog import ExplainDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.calendar.calendar_page import LIST, CalendarPage
from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.supervision_item import SupervisionSource
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.due import DueKind
from tests.gui.conftest import settle
from tests.services.people import cadre, change, filed, post, unit


@pytest.fixture
def county(db):
    """A person to move in this month, one to retire, and a matter with a day, in two units."""
    town, office = unit(db), unit(db, "县财政局")
    given = {"member_kind": MemberKind.HEAD}
    mover = cadre(db, "陈近")
    held = post(db, mover, town, appointed_on=PartialDate(2016, 11), **given)
    leaver = cadre(db, "孙老", birth_on=PartialDate(1966, 8), retirement_base=60)
    post(db, leaver, office, "局长", appointed_on=PartialDate(2024, 3), **given)
    item = filed(db, "supervision_item", matter="项目招投标", source=SupervisionSource.AUDIT, unit=town,
                 found_on=date(2026, 10, 1), problem="程序不规范", due_on=date(2026, 11, 20))  # fmt: skip
    return {"town": town, "office": office, "mover": mover, "held": held, "leaver": leaver, "item": item}


@pytest.fixture
def page(qtbot, county, desk):
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1130, 700)
    made.show()
    wait(qtbot, desk)
    yield made
    made._pause.stop()
    wait(qtbot, desk)


def wait(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=10_000)
    settle()


def kinds(page):
    return [due.kind for due in page.lines.values()]


def choose(page, kind):
    (key,) = [due.key for due in page.lines.values() if due.kind is kind]
    page.table.select_id(key)
    settle()


def test_the_month_shows_what_falls_due_in_it_dated_to_the_day_or_not(page):
    assert page.month_label.text() == "2026年11月"
    assert kinds(page) == [DueKind.ROTATION, DueKind.SUPERVISION]
    written = {day.when: [line.text for line in day.lines] for day in page.month.sheet.days if day.lines}
    assert written == {date(2026, 11, 20): ["监督 青石镇"]}
    page.parts.chosen.emit("undated")
    assert kinds(page) == [DueKind.ROTATION]


def test_a_day_lists_its_own_and_another_month_is_turned_to(page, county):
    page.month.choose(date(2026, 11, 19))
    page.month._go(date(2026, 11, 20))
    assert page.lines_label.text() == "11月20日 星期五（1）"
    page.after_button.click()
    assert page.month_label.text() == "2026年12月"
    assert kinds(page) == [DueKind.TALKS] * 2
    page.parts.chosen.emit("past")
    assert [due.kind for due in page.lines.values()] == [DueKind.SUPERVISION]
    page.today_button.click()
    assert (page.month_label.text(), page.month.chosen_day) == ("2026年11月", date(2026, 11, 21))


def test_the_list_is_narrowed_by_kind_unit_and_state(page, county):
    page.arrive(view=LIST)
    assert DueKind.RETIREMENT in kinds(page)
    assert not page.left.isVisible()
    page.arrive(kind="retirement", view=LIST)
    assert kinds(page) == [DueKind.RETIREMENT]
    page.arrive(unit=county["town"].id, view=LIST)
    assert {due.unit.text for due in page.lines.values()} == {"青石镇"}
    page.arrive(state="overdue", view=LIST)
    assert kinds(page) == [DueKind.SUPERVISION]
    page.clear_button.click()
    assert not page.narrowed
    assert len(page.lines) == len(page.dues)


def test_a_line_tells_why_opens_its_source_and_has_its_verb(page, desk, county):
    assert not page.act_button.isEnabled()
    choose(page, DueKind.ROTATION)
    assert page.act_button.text() == "安排交流"
    assert "满10年" in page.detail.text()
    page.act_button.click()
    assert desk.went[-1] == ("rotation_due", {"ids": (county["mover"].id,)})
    page.table.opened.emit(page.table.current_id())
    opened = page.findChild(RecordDialog)
    assert opened.form.record_id == county["held"].id
    opened.close()
    page.why_button.click()
    why = page.findChild(ExplainDialog)
    assert why.found.records == (county["held"].id,)
    why.close()


def test_a_corrected_date_moves_what_is_shown(page, qtbot, desk, county):
    change(desk.db, "post", county["held"], appointed_on=PartialDate(2017, 2))
    settle()
    assert page._pause.isActive()
    page.refresh()
    wait(qtbot, desk)
    moved = next(due for due in page.dues if due.kind is DueKind.ROTATION)
    assert str(moved.due_on) == "2027.02"
    assert kinds(page) == [DueKind.SUPERVISION]


def test_far_months_are_read_when_gone_to(page, qtbot, desk, county):
    page.go_to(date(2034, 3, 5))
    wait(qtbot, desk)
    page.parts.chosen.emit("whole")
    assert [due.person.text for due in page.lines.values()] == ["孙老"]


def test_who_cannot_be_reckoned_is_told_and_reached(page, qtbot, desk, county):
    assert not page.base_button.isVisible()
    who = cadre(desk.db, "无界限", birth_on=PartialDate(1970, 1))
    page.refresh()
    wait(qtbot, desk)
    assert page.base_label.text().startswith("1 名")
    page.base_button.click()
    assert desk.went[-1][1]["ids"] == (who.id,)
