"""What the rules say of a record stands above its form, and each finding can be opened."""

import pytest
from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.dialogs.explain_dialog import ExplainDialog
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.explained import Explained, Input
from tests.services.people import cadre


@pytest.fixture
def form(qtbot, desk):
    made = RecordForm(desk, BY_KEY["cadre"], cadre(desk.db).id)
    qtbot.addWidget(made)
    return made


def test_a_finding_opens_its_explanation(form):
    box = ExplainedBox("推算", form)
    assert not box.isVisibleTo(form)
    found = Explained(3, "影响期", (Input("决定日期", "2026.08.31", form.record_id),), "计至2027.02.28")
    box.show_lines([Said.of(found), Said("提示", "还没有填写批准人")])
    links = [made for made in box.findChildren(QPushButton) if made.text() == "依据"]
    assert [made.accessibleName() for made in links] == ["影响期的推算依据"]
    links[0].click()
    dialog = form.findChild(ExplainDialog) or form.window().findChild(ExplainDialog)
    assert dialog.found is found
    dialog.close()


def test_nothing_to_say_hides_the_box_again(form):
    box = ExplainedBox("推算", form)
    box.show_lines([Said("提示", "还没有填写批准人")])
    assert box.isVisibleTo(form)
    box.show_lines([])
    assert not box.isVisibleTo(form)
