"""The card at the top: facts that are there, facts that are missing, and the photo."""

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from cadre_desktop.gui.pages.person.head_card import SUMMARY, HeadActions, HeadCard, PhotoButton
from cadre_desktop.records.roster import BY_NAME
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, PoliticalStatus, PostLevel, RankName, Sex
from cadre_desktop.rules.partial_date import PartialDate

TODAY = date(2026, 11, 21)
WHOLE = {
    "name": "周思远",
    "sex": Sex.MALE,
    "birth_on": PartialDate(1986, 4),
    "age": 40,
    "unit": "青石镇",
    "post_title": "镇长",
    "level": PostLevel.SECTION_HEAD,
    "rank": RankName.SENIOR_CLERK_1,
    "post_since": PartialDate(2021, 5),
    "last_grade": AssessmentGrade.EXCELLENT,
    "political_grade": FourGrade.FAIR,
    "completeness": 92,
    "missing": "照片",
    "ethnic": "汉族",
    "political_status": PoliticalStatus.PARTY_MEMBER,
    "party_joined_on": PartialDate(2007, 6),
    "full_time_education": "大学、学士",
    "in_service_education": "研究生",
}
BARE = dict.fromkeys(WHOLE) | {
    "name": "单小明",
    "sex": Sex.FEMALE,
    "birth_on": PartialDate(1990),
    "age": 36,
    "missing": "",
}


@pytest.fixture
def pressed():
    return []


@pytest.fixture
def card(qtbot, pressed):
    names = ("previous", "next", "edit", "history", "set_photo", "remove_photo")
    actions = {name: lambda name=name: pressed.append(name) for name in names}
    made = HeadCard(HeadActions(**actions, exports={"实绩档案": lambda: pressed.append("export")}))
    qtbot.addWidget(made)
    made.resize(1140, 134)
    made.show()
    return made


def facts(card):
    grid = card.facts.layout()
    return [grid.itemAt(i).widget().accessibleName() for i in range(1, grid.count(), 2)]


def badges(card):
    return [card.badges.itemAt(i).widget() for i in range(card.badges.count())]


def png(colour="#336699"):
    image = QImage(78, 104, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")
    return bytes(out.data().data())


def test_the_summary_asks_only_for_columns_the_roster_has():
    assert set(SUMMARY) <= set(BY_NAME)
    assert set(SUMMARY) == set(WHOLE)


def test_a_whole_file_is_told_in_six_facts(card):
    card.show_summary(WHOLE, TODAY)
    assert facts(card) == [
        "出生年月：1986.04（40岁）",
        "入党时间：2007.06",
        "任现职：2021.05（5年6个月）",
        "学历：全日制大学、学士，在职研究生",
        "上年考核：优秀",
        "资料完整度：92%（缺照片）",
    ]
    assert [b.text() for b in badges(card)] == ["乡科级正职", "一级主任科员", "政治素质 较好"]


def test_what_is_not_known_is_a_dash_and_says_nothing_wrong(card):
    card.show_summary(BARE, TODAY)
    assert facts(card)[0] == "出生年月：1990（36岁）"
    assert facts(card)[1:] == ["入党时间：—", "任现职：—", "学历：—", "上年考核：—", "资料完整度：—"]
    assert card.post_label.text() == "没有现任职务"
    assert card.who_label.text() == "女"
    assert [b.text() for b in badges(card)] == ["政治素质未评定"]


def test_another_person_leaves_nothing_of_the_one_before(card):
    card.show_summary(WHOLE, TODAY)
    card.show_summary(BARE, TODAY)
    assert len(badges(card)) == 1
    assert len(facts(card)) == 6


@pytest.mark.parametrize(
    ("number", "total", "previous", "following"),
    [(1, 3, False, True), (2, 3, True, True), (3, 3, True, False), (1, 1, False, False)],
)
def test_only_neighbours_that_are_there_can_be_gone_to(card, number, total, previous, following):
    card.show_place(number, total)
    assert (card.previous_button.isEnabled(), card.next_button.isEnabled()) == (previous, following)
    assert card.place_label.text() == f"第 {number} / {total} 人"


def test_every_button_does_its_own(card, pressed):
    card.show_place(2, 3)
    for each in (card.previous_button, card.next_button, card.edit_button, card.history_button):
        each.click()
    card.export_button.menu().actions()[0].trigger()
    for action in card.photo.menu.actions():
        action.trigger()
    assert pressed == ["previous", "next", "edit", "history", "export", "set_photo", "remove_photo"]


def test_keys_are_told_in_the_tooltips(card):
    assert "Alt+Left" in card.previous_button.toolTip()
    assert "Alt+Right" in card.next_button.toolTip()
    assert card.edit_button.toolTip() == "F2"


def test_the_card_wraps_on_a_narrow_screen(card, theme):
    card.show_summary(WHOLE, TODAY)
    theme.set_large(True)
    assert card.minimumSizeHint().width() <= 900


# the photo


@pytest.fixture
def photo(qtbot):
    made = PhotoButton({"设置照片…": lambda: None})
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_picture_is_painted_and_bytes_that_are_none_count_as_none(photo):
    photo.set_photo(png())
    assert photo.has_photo
    assert photo.accessibleName() == "照片，点击设置"
    centre = photo.grab().toImage().pixelColor(39, 52)
    assert centre.name() == "#336699"
    photo.set_photo(b"not a picture")
    assert not photo.has_photo
    assert photo.accessibleName() == "没有照片，点击设置"


def test_a_picture_keeps_its_proportions(photo):
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#AA0000"))
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")
    photo.set_photo(bytes(out.data().data()))
    shot = photo.grab().toImage()
    assert shot.pixelColor(39, 52).name() == "#aa0000"
    assert shot.pixelColor(39, 10).name() != "#aa0000"


def test_its_size_follows_the_text(photo, theme):
    before = photo.sizeHint()
    theme.set_large(True)
    assert photo.sizeHint().width() > before.width()
    assert photo.sizeHint().height() / photo.sizeHint().width() == pytest.approx(104 / 78, abs=0.02)


def test_a_click_offers_what_can_be_done(photo, qtbot):
    qtbot.mouseClick(photo, Qt.MouseButton.LeftButton)
    assert photo.menu.isVisible()
    photo.menu.close()
