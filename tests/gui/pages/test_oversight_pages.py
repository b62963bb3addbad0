"""The pages of influence and of unit lists: lines, reckoning, what a double click opens, what they follow."""

from datetime import date

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.standing.oversight_pages import InfluencePage, UnitListPage
from cadre_desktop.records.unit_checklist import UnitListKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import sanctions, unit_lists
from tests.gui.conftest import settle
from tests.gui.pages.test_standing_pages import choose, seated, shown, texts  # noqa: F401  # a fixture
from tests.services.people import unit
from tests.services.test_sanctions_and_revisits import sanction


def test_the_influence_page_lists_what_ends_first_with_its_reckoning_below(desk, shown):  # noqa: F811
    later = sanction(desk.db, seated(desk.db), PartialDate(2026, 6, 12))
    soon = sanction(desk.db, seated(desk.db, name="罗志强"), PartialDate(2025, 12, 1))
    sanction(desk.db, seated(desk.db, name="陈立新"), PartialDate(2020, 12, 1))
    page = shown(InfluencePage)
    assert [row.id for row in page.model.rows] == [soon.id, later.id]
    assert texts(page)[0][-3:] == ["2025.12.01", "2026.12.01", "10 天"]
    assert page.said.text().startswith("2 人在影响期内，共 2 项")
    choose(page, later.id)
    assert "2027.06.12" in page.detail.text()
    assert "依据：" in page.detail.text()
    page.open(later.id)
    settle()
    (window,) = page.findChildren(RecordDialog)
    assert window.form.record_id == later.id
    window.close()
    sanctions.withdraw(desk.db, soon.id, withdrawn_on=PartialDate(2026, 9), withdrawn_document="清纪复1号")
    settle()
    assert [row.id for row in page.model.rows] == [later.id]


def test_the_table_of_lists_shows_days_and_opens_a_new_list_of_the_chosen_unit(desk, shown):  # noqa: F811
    town, bureau = unit(desk.db), unit(desk.db, "县水利局")
    unit_lists.set_built(desk.db, town, UnitListKind.TOLERANCE, built_on=date(2026, 1, 20))
    page = shown(UnitListPage)
    rows = {row[0]: row[1:] for row in texts(page)}
    assert rows["青石镇"] == ["2026.01.20", "未建", "未建", "未建", "1"]
    assert "容错正面清单 1 家" in page.said.text()
    choose(page, bureau.id)
    page.add()
    settle()
    (window,) = page.findChildren(RecordDialog)
    assert window.form.editors["unit"].value() == bureau
    window.dirty = False
    window.close()
