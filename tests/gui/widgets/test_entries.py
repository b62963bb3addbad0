"""Passphrases, cards to choose from, small forms and stacks of pages."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.forms.fields_form import FieldsForm
from cadre_desktop.gui.forms.new_passphrase import NewPassphrase, strength
from cadre_desktop.gui.widgets.choice_cards import ChoiceCard, ChoiceCards
from cadre_desktop.gui.widgets.combo import Combo, wide
from cadre_desktop.gui.widgets.fitted_stack import FittedStack
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.passphrase import LONGEST, PassphraseBox
from cadre_desktop.storage.fields import Field, FieldSpec

# passphrases


@pytest.mark.parametrize(
    ("text", "tone", "words"),
    [
        ("", "danger", "至少要有 10 个字符"),
        ("abc def gh", "ok", "较强"),
        ("abcdefghi", "danger", "至少要有 10 个字符"),
        ("abcdefghij", "danger", "过于简单"),
        ("qingshizhe", "warn", "可用"),
        ("qingshizhen77", "ok", "较强"),
        ("qingshizhenyuan", "ok", "较强"),
        ("qingshizhenyu77", "ok", "很强"),
        ("qingshizhenyuandejia", "ok", "很强"),
    ],
)
def test_strength_is_told_in_words(text, tone, words):
    told, found = strength(text)
    assert found == tone
    assert words in told


@pytest.fixture
def new(qtbot) -> NewPassphrase:
    made = NewPassphrase()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_new_passphrase_comes_out_only_when_both_lines_agree(new):
    new.first.line.setText("qingshizhen77")
    assert new.badge.isVisible()
    with pytest.raises(InvalidInput, match="不一样"):
        new.passphrase()
    assert new.again.note.text() == "× 两次输入的不一样"
    new.again.line.setText("qingshizhen77")
    assert new.is_ready
    assert new.passphrase() == "qingshizhen77"
    new.clear()
    assert not new.is_ready
    assert not new.badge.isVisible()


def test_the_second_line_complains_only_once_it_can_be_wrong(new):
    new.first.line.setText("qingshizhen77")
    new.again.line.setText("qing")
    assert not new.again.note.isVisible()
    new.again.line.setText("qint")
    assert new.again.note.isVisible()


def test_a_poor_one_is_never_ready(new):
    for line in (new.first.line, new.again.line):
        line.setText("1234567890")
    assert not new.is_ready
    with pytest.raises(InvalidInput, match="过于简单"):
        new.passphrase()


def test_enter_goes_from_line_to_line(qtbot, new):
    new.activateWindow()
    with qtbot.waitSignal(new.entered):
        qtbot.keyClick(new.again.line, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(new.entered):
        qtbot.keyClick(new.first.line, Qt.Key.Key_Return)


def test_a_passphrase_is_hidden_not_composed_and_not_endless(qtbot):
    box = PassphraseBox()
    qtbot.addWidget(box)
    assert box.line.echoMode() == QLineEdit.EchoMode.Password
    assert not box.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    box.line.setText("x" * (LONGEST + 5))
    assert len(box.text()) == LONGEST
    box.set_shown(True)
    box.set_error("不对")
    box.clear()
    assert box.line.echoMode() == QLineEdit.EchoMode.Password
    assert box.note.text() == ""


# cards

CARDS = (ChoiceCard("a", "甲", "第一种"), ChoiceCard("b", "乙", "第二种"), ChoiceCard("c", "丙"))


@pytest.fixture
def cards(qtbot) -> ChoiceCards:
    made = ChoiceCards(CARDS, "b", name="哪一种")
    qtbot.addWidget(made)
    made.resize(300, 240)
    made.show()
    return made


def test_one_card_is_chosen_and_its_meaning_read_aloud(cards):
    assert cards.key == "b"
    assert cards.radios["a"].accessibleDescription() == "第一种"
    cards.choose("c")
    assert cards.key == "c"
    assert not cards.radios["b"].isChecked()


def test_a_click_anywhere_on_a_card_chooses_it(qtbot, cards):
    card = cards.radios["a"].parentWidget()
    with qtbot.waitSignal(cards.chosen) as got:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 5, card.height() - 5))
    assert got.args == ["a"]
    assert cards.key == "a"


def test_cards_without_a_first_choice_have_none(qtbot):
    made = ChoiceCards(CARDS, name="哪一种")
    qtbot.addWidget(made)
    assert made.key == ""


# small forms

NAME = Field("name", str, True, 10, FieldSpec("名称", help="印在表头"))
COUNT = Field("count", int, False, None, FieldSpec("人数"))


@pytest.fixture
def form(qtbot) -> FieldsForm:
    made = FieldsForm((NAME, COUNT))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_form_gives_back_what_it_was_shown(form):
    form.show_values({"name": "青石镇", "count": 3})
    assert form.values() == {"name": "青石镇", "count": 3}


def test_every_problem_is_found_at_once_and_stands_beside_its_field(qtbot, form):
    form.editors["count"].line.setText("三个")
    with pytest.raises(InvalidInput) as caught:
        form.values()
    assert [p.field for p in caught.value.problems] == ["name", "count"]
    form.show_problems(caught.value.problems)
    assert form.notes["name"].text() == "× “名称”不能为空"
    assert form.notes["count"].isVisible()
    form.show_problems([Problem("count", "太多")])
    assert not form.notes["name"].isVisible()
    assert form.notes["count"].text() == "× 太多"
    form.show_problems(())
    assert not form.notes["count"].isVisible()


def test_typing_is_told_and_showing_is_not(qtbot, form):
    with qtbot.assertNotEmitted(form.changed):
        form.show_values({"name": "青石镇", "count": None})
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.editors["count"].input, "4")


def test_help_is_read_below_its_field(form):
    assert "印在表头" in [words.text() for words in form.findChildren(QLabel)]


# stacks


def test_a_stack_is_as_large_as_the_page_that_is_shown(qtbot):
    stack = FittedStack()
    qtbot.addWidget(stack)
    small, large = label("短"), label("长\n" * 20)
    stack.addWidget(small)
    stack.addWidget(large)
    assert stack.sizeHint().height() == small.sizeHint().height()
    stack.setCurrentWidget(large)
    assert stack.sizeHint().height() == large.sizeHint().height()
    assert stack.minimumSizeHint().height() == large.minimumSizeHint().height()


def test_a_wide_list_takes_the_width_there_is(qtbot):
    combo = wide(Combo(name="用户"))
    qtbot.addWidget(combo)
    assert combo.sizePolicy().horizontalPolicy() == combo.sizePolicy().Policy.Expanding
