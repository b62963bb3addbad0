"""Facts in columns, and the ledger every tab lists its records with."""

import pytest
from PySide6.QtWidgets import QLabel

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.person.facts import Fact, FactGrid, HiddenText
from cadre_desktop.gui.pages.person.ledger import Ledger, field_column, made_column
from cadre_desktop.gui.widgets.cells import CELL
from cadre_desktop.gui.widgets.table_model import PlainRow
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.pledge import Stage
from cadre_desktop.services import records
from tests.gui.conftest import settle
from tests.services.people import filed

PLEDGE = BY_KEY["pledge"]


# facts


@pytest.fixture
def grid(qtbot):
    made = FactGrid(2)
    qtbot.addWidget(made)
    return made


def places(grid):
    layout = grid.layout()
    found = {}
    for i in range(layout.count()):
        widget = layout.itemAt(i).widget()
        line, column, _, span = layout.getItemPosition(i)
        if isinstance(widget, QLabel) and not widget.accessibleName():
            found[widget.text()] = (line, column)
        else:
            found[widget.accessibleName() or type(widget).__name__] = (line, column, span)
    return found


def test_facts_go_from_left_to_right_and_a_long_one_takes_its_own_line(grid):
    grid.set_facts([Fact("姓名", "周思远"), Fact("简历", "很长", wide=True), Fact("性别", "男"), Fact("民族", "汉族")])
    found = places(grid)
    assert found["姓名"] == (0, 0)
    assert found["简历"] == (1, 0)
    assert found["简历：很长"] == (1, 1, 3)
    assert (found["性别"], found["民族"]) == ((2, 0), (2, 2))


def test_an_empty_fact_is_a_dash_for_eyes_and_readers_alike(grid):
    grid.set_facts([Fact("籍贯", "")])
    assert "籍贯：—" in places(grid)


def test_other_facts_replace_the_former(grid):
    grid.set_facts([Fact("甲", "1"), Fact("乙", "2")])
    grid.set_facts([Fact("丙", "3")])
    settle()
    assert [label.text() for label in grid.findChildren(QLabel)] == ["丙", "3"]


def test_a_masked_fact_does_not_read_itself_out(qtbot):
    text = HiddenText(Fact("联系电话", "13973412345", masked="139****2345"))
    qtbot.addWidget(text)
    assert text.words.text() == "139****2345"
    assert "13973412345" not in text.words.accessibleName()
    text.show_button.click()
    assert text.show_button.text() == "隐藏"
    assert text.show_button.accessibleName() == "隐藏联系电话"


# ledger


def columns():
    return (
        made_column("year", "年度", 70, lambda values: str(values["year"])),
        field_column(PLEDGE, "stage", 80),
        field_column(PLEDGE, "content", 200, stretch=1),
        field_column(PLEDGE, "n_good", 70),
    )


@pytest.fixture
def pledges(desk, who):
    made = {}
    for year, stage in ((2025, Stage.PROMISE), (2026, Stage.PROMISE), (2024, Stage.PROMISE)):
        made[year] = filed(desk.db, "pledge", cadre=who, year=year, stage=stage, content=f"{year}年承诺")
    return made


@pytest.fixture
def ledger(qtbot, desk, who, pledges):
    made = Ledger(desk, PLEDGE, columns(), sort="year", most_rows=2)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.show_person(who)
    return made


def years(ledger):
    return [ledger.model.index(r, 0).data() for r in range(ledger.model.rowCount())]


def test_records_of_the_person_stand_newest_first_and_are_counted(ledger):
    assert years(ledger) == ["2026", "2025", "2024"]
    assert ledger.title_label.text() == "亮绩记录（3）"


def test_records_of_others_are_not_listed(ledger, office):
    ledger.show_person(office.people["何佳慧"])
    assert years(ledger) == []
    assert ledger.none_label.text() == "还没有亮绩记录。"
    assert ledger.none_label.isVisible()


def test_numbers_stand_to_the_right(ledger):
    assert ledger.model.index(0, 3).data(CELL).align == "right"
    assert ledger.model.columns[3].align == "right"


def test_the_chosen_line_stays_chosen_when_it_reads_again(ledger, desk, pledges, who):
    ledger.table.select_id(pledges[2025].id)
    filed(desk.db, "pledge", cadre=who, year=2023, stage=Stage.PROMISE, content="更早的承诺")
    ledger.reload()
    assert ledger.table.current_id() == pledges[2025].id
    assert len(years(ledger)) == 4


def test_several_lines_are_discarded_together_after_one_question(ledger, desk, dialogs, pledges):
    ledger.discard([pledges[2024].id, pledges[2025].id])
    ledger.reload()
    assert dialogs.asked == ["将 2 条亮绩记录移入回收站？"]
    assert years(ledger) == ["2026"]
    desk.told[-1][1]()
    ledger.reload()
    assert len(years(ledger)) == 3


def test_saying_no_discards_nothing(ledger, dialogs, pledges):
    dialogs.yes = False
    ledger.discard([pledges[2024].id])
    ledger.reload()
    assert len(years(ledger)) == 3


def test_delete_wakes_up_with_a_choice(ledger, pledges):
    ledger.table.clearSelection()
    assert not ledger.discard_button.isEnabled()
    ledger.table.select_id(pledges[2026].id)
    assert ledger.discard_button.isEnabled()


def test_a_new_record_of_the_person_is_saved_and_listed(ledger, desk, who):
    ledger.add_button.click()
    window = next(w for w in ledger.findChildren(RecordDialog) if w.isVisible())
    assert window.form.editors["cadre"].value() == who
    window.form.editors["year"].set_value(2022)
    window.form.editors["stage"].set_value(Stage.PROGRESS)
    window.form.editors["content"].set_value("年中进展")
    assert window.save()
    ledger.reload()
    assert "2022" in years(ledger)
    for left in ledger.findChildren(RecordDialog):
        left.close()


def test_registers_the_program_keeps_offer_no_adding(qtbot, desk):
    kind = BY_KEY["export_entry"]
    ledger = Ledger(desk, kind, (field_column(kind, "number", 120),))
    qtbot.addWidget(ledger)
    ledger.show()
    assert not ledger.add_button.isVisibleTo(ledger)


class Choosy(Ledger):
    """Lists only promises from 2025 on, oldest first, with a line for next year."""

    def shows(self, values):
        return values["year"] >= 2025

    def place(self, values):
        return values["year"]

    def more_rows(self):
        return [PlainRow("next", ("2027", "亮诺", "还没有填写", ""))]


def test_a_ledger_of_ones_own_may_choose_order_and_add_lines(qtbot, desk, who, pledges, dialogs):
    ledger = Choosy(desk, PLEDGE, columns(), sort="year")
    qtbot.addWidget(ledger)
    ledger.show()
    ledger.show_person(who)
    assert years(ledger) == ["2025", "2026", "2027"]
    assert ledger.title_label.text() == "亮绩记录（2）"
    ledger.table.select_id("next")
    assert not ledger.discard_button.isEnabled()
    ledger.discard(["next"])
    assert dialogs.asked == []


def test_what_was_erased_meanwhile_is_gone_after_reading_again(ledger, desk, pledges):
    records.discard(desk.db, PLEDGE, pledges[2026].id)
    ledger.reload()
    assert years(ledger) == ["2025", "2024"]
