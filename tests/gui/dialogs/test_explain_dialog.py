"""推算依据 shows what a rule found, opens its records, and can be copied."""

from datetime import date

import pytest

from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.dialogs.explain_dialog import explain, in_words
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records.rule_files import shipped
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.retirement import Birth, retirement
from tests.services.people import cadre


@pytest.fixture
def leaving(db):
    who = cadre(db, birth_on=PartialDate(1968, 11))
    return who, retirement(Birth(PartialDate(1968, 11), who.id), 60, shipped())


@pytest.fixture
def dialog(qtbot, desk, leaving):
    made = explain(desk, None, "周文静退休时间", leaving[1])
    qtbot.addWidget(made)
    return made


def test_sentence_inputs_and_texts_with_their_versions_are_shown(dialog):
    assert "2029.11达到法定退休年龄（61岁）" in dialog.sentence.text()
    assert [row.cells[0] for row in dialog.inputs.rows] == ["出生年月", "改革前退休年龄"]
    assert dialog.inputs.rows[0].cells[2].text == "干部：周文静"
    sources = [row.cells[2].text for row in dialog.texts.rows]
    assert any("渐进式延迟法定退休年龄" in source for source in sources)
    assert all(row.cells[3].count(".") == 2 for row in dialog.texts.rows)


def test_enter_on_a_line_opens_its_record(dialog, leaving):
    assert not dialog.open_button.isEnabled()
    dialog.input_table.select_id("0")
    assert dialog.open_button.isEnabled()
    dialog.open_button.click()
    opened = dialog.findChild(RecordDialog)
    assert opened.form.record_id == leaving[0].id
    opened.close()


def test_a_record_gone_since_is_said_to_be_deleted_and_not_opened(qtbot, desk):
    found = Explained(1, "规则", (Input("职务", "镇长", "f" * 32), Input("计算时间", "2026.11")), "结论")
    made = explain(desk, None, "任现职", found)
    qtbot.addWidget(made)
    assert [row.cells[2].text for row in made.inputs.rows] == ["已删除", "—"]
    made.input_table.select_id("0")
    assert not made.open_button.isEnabled()
    made.input_table.opened.emit("0")
    assert made.findChild(RecordDialog) is None


def test_the_explanation_is_copied_as_lines(dialog, desk):
    dialog.copy_button.click()
    assert desk.told[-1][0] == "推算依据已复制"
    lines = in_words("周文静退休时间", dialog.found).splitlines()
    assert lines[0].startswith("周文静退休时间：2029.11")
    assert "出生年月：1968.11" in lines
    assert lines[-1].startswith("依据：")
    brief().clear()


def test_the_texts_are_those_in_force_when_reckoned(leaving):
    assert all(text.valid_from <= date(2029, 11, 1) for text in leaving[1].texts)
