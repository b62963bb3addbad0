"""The ledgers that name a person, and the one line of life across all of them."""

import pytest

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.person.ledgers_tab import LEDGERS, LedgersTab
from cadre_desktop.gui.pages.person.life_tab import LifeTab
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records
from tests import examples
from tests.gui.conftest import settle
from tests.gui.reach import unnamed


@pytest.fixture
def person(desk):
    return examples.one(desk.db, "cadre")


def shown(qtbot, desk, tab, person):
    made = tab(desk)
    qtbot.addWidget(made)
    made.resize(1000, 540)
    made.show()
    made.show_person(person)
    settle()
    return made


def test_without_ledgers_the_tab_says_how_to_begin(qtbot, desk, person):
    tab = shown(qtbot, desk, LedgersTab, person)
    assert tab.none.isVisible()
    assert tab.ledgers == {}
    assert [a.text() for a in tab.add_button.menu().actions()] == [kind.title for kind in LEDGERS]


def test_each_ledger_with_records_is_opened_out_without_a_column_for_the_person(qtbot, desk, person):
    for key in ("honour", "placement", "mentoring"):
        examples.filed(desk.db, key, examples.EXAMPLES[key](desk.db))
    tab = shown(qtbot, desk, LedgersTab, person)
    assert list(tab.ledgers) == [("placement", "cadre"), ("mentoring", "mentor"), ("honour", "cadre")]
    titles = {key: [c.title for c in ledger.model.columns] for key, ledger in tab.ledgers.items()}
    assert "干部姓名" not in titles["honour", "cadre"]
    assert "帮带人" not in titles["mentoring", "mentor"]
    assert "年轻干部" in titles["mentoring", "mentor"]
    assert all(len(ledger.model.rows) == 1 for ledger in tab.ledgers.values())
    assert "3 类台账，共 3 条" in tab.words_label.text()
    assert unnamed(tab) == []


def test_a_ledger_that_empties_goes_and_a_new_one_comes(qtbot, desk, person):
    made = examples.filed(desk.db, "honour", examples.EXAMPLES["honour"](desk.db))
    tab = shown(qtbot, desk, LedgersTab, person)
    records.discard(desk.db, BY_KEY["honour"], made.id)
    examples.filed(desk.db, "care_record", examples.EXAMPLES["care_record"](desk.db))
    tab.reload(person)
    assert list(tab.ledgers) == [("care_record", "cadre")]


@pytest.mark.parametrize("kind", LEDGERS, ids=lambda k: k.key)
def test_a_new_record_of_every_ledger_starts_with_the_person(qtbot, desk, person, kind):
    tab = shown(qtbot, desk, LedgersTab, person)
    tab.add_record(kind.key)
    dialog = tab.findChild(RecordDialog)
    values = dialog.form.values()
    held = [v for v in values.values() if v == person or v == (person,)]
    assert held, values
    dialog.form.forget() if hasattr(dialog.form, "forget") else None
    dialog.close()


def test_the_line_of_life_runs_through_all_ledgers_and_narrows_to_one(qtbot, desk, person):
    for key in ("post", "honour", "sanction", "annual_assessment"):
        examples.filed(desk.db, key, examples.EXAMPLES[key](desk.db))
    tab = shown(qtbot, desk, LifeTab, person)
    kinds = [row.cells[1] for row in tab.model.rows]
    assert len(kinds) == 4
    assert set(kinds) == {"任职经历", "表彰奖励", "处分处理", "年度考核"}
    assert [row.cells[0] for row in tab.model.rows] == sorted((row.cells[0] for row in tab.model.rows), reverse=True)
    tab.show_kind("sanction")
    assert [row.cells[1] for row in tab.model.rows] == ["处分处理"]
    tab.open(tab.model.rows[0].id)
    dialog = tab.findChild(RecordDialog)
    assert dialog.form.values()["facts"] == "违规操办婚庆事宜。"
    dialog.close()


def test_a_kind_narrowed_to_stays_chosen_while_it_has_records(qtbot, desk, person):
    for key in ("honour", "sanction"):
        examples.filed(desk.db, key, examples.EXAMPLES[key](desk.db))
    tab = shown(qtbot, desk, LifeTab, person)
    tab.chips.choose("honour")
    tab.reload(person)
    assert [row.cells[1] for row in tab.model.rows] == ["表彰奖励"]
    honour = next(e for e in tab.events if e.kind_key == "honour")
    records.discard(desk.db, BY_KEY["honour"], honour.record_id)
    tab.reload(person)
    assert [row.cells[1] for row in tab.model.rows] == ["处分处理"]
    assert tab.chips.chosen_key() == ""
