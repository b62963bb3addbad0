"""Every condition of the roster has words, and a chooser or a chip."""

import pytest

from cadre_desktop.gui.pages.roster.filter_bar import FilterBar, FilterCombo, MorePanel
from cadre_desktop.gui.pages.roster.filter_words import condition_words, query_words, words_of
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.roster import CONDITIONS
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, RankName, Sex
from cadre_desktop.services.saved_filters import BUILT_IN

QINGSHI, BAISHA = Link("u1", "青石镇"), Link("u2", "白沙镇")


# words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("unit", QINGSHI, "单位=青石镇"),
        ("last_grade", AssessmentGrade.EXCELLENT, "上年考核=优秀"),
        ("post_years", 10, "现职满10年"),
        ("age_at_most", 35, "35岁以下"),
        ("not_talked_months", 6, "近6个月未谈话"),
        ("incomplete", True, "资料不全"),
        ("missing", "照片", "缺照片"),
        ("leaders", True, "班子成员"),
        ("excellent_years", 2, "连续两年优秀"),
        ("excellent_years", 4, "连续4年优秀"),
    ],
)
def test_conditions_are_named_as_clerks_say_them(name, value, words):
    assert condition_words(name, value) == words


def test_every_condition_of_the_roster_has_words_of_its_own():
    for name in CONDITIONS:
        assert not condition_words(name, 1).startswith(f"{name}="), name


def test_a_query_is_told_from_search_to_conditions():
    query = ListQuery("周", (("unit", QINGSHI), ("sex", Sex.MALE)), ids=("a", "b"))
    assert query_words(query, "待办名单") == ["搜索“周”", "待办名单", "单位=青石镇", "性别=男"]
    assert query_words(query)[1] == "指定的 2 人"
    assert query_words(ListQuery()) == []
    assert words_of((("leaders", True),)) == ["班子成员"]


# one chooser


def test_a_chooser_says_nothing_while_it_stands_on_all(qtbot):
    combo = FilterCombo("rank", "全部职级", [(r.label, r) for r in RankName])
    qtbot.addWidget(combo)
    assert combo.value() is None
    assert combo.accessibleName() == "全部职级"
    assert combo.set_value(RankName.CLERK_1)
    assert combo.value() is RankName.CLERK_1
    assert not combo.set_value("没有这个")
    assert combo.value() is None


def test_a_stored_code_chooses_its_member(qtbot):
    combo = FilterCombo("rank", "全部职级", [(r.label, r) for r in RankName])
    qtbot.addWidget(combo)
    assert combo.set_value(RankName.CLERK_1.value)
    assert combo.value() is RankName.CLERK_1


def test_new_options_keep_the_choice_if_it_is_still_there(qtbot):
    combo = FilterCombo("unit", "全部单位", [(u.text, u) for u in (QINGSHI, BAISHA)])
    qtbot.addWidget(combo)
    combo.set_value(BAISHA)
    combo.set_options([("白沙镇（更名）", Link("u2", "白沙镇（更名）"))])
    assert combo.currentText() == "白沙镇（更名）"
    combo.set_options([("青石镇", QINGSHI)])
    assert combo.value() is None


# bar and panel


@pytest.fixture
def bar(qtbot):
    made = FilterBar()
    qtbot.addWidget(made)
    made.set_units([QINGSHI, BAISHA])
    made.resize(1100, 200)
    made.show()
    return made


def pick(combo, words):
    combo.setCurrentText(words)
    combo.activated.emit(combo.currentIndex())


def test_every_condition_has_a_chooser_save_those_of_built_in_chips(bar):
    choosers = {c.condition for c in bar._combos()} | set(bar.more.combos) | set(bar.more.ticks)
    chips = {name for _, query in BUILT_IN for name, _ in query.filters}
    assert set(CONDITIONS) - choosers <= chips


def test_one_act_of_the_person_is_told_once(bar, qtbot):
    with qtbot.waitSignal(bar.changed) as told:
        pick(bar.units, "白沙镇")
    assert told.signal_triggered
    assert bar.filters() == (("unit", BAISHA),)


def test_what_the_bar_shows_is_what_it_gives_back(bar):
    wanted = (("unit", QINGSHI), ("identity", Identity.INSTITUTION), ("post_years", 8), ("without_term", True))
    assert bar.show_filters("周", wanted) == ()
    assert (bar.text, set(bar.filters())) == ("周", set(wanted))
    assert bar.more_button.text() == "更多筛选（3）"


def test_what_no_chooser_stands_for_is_handed_back(bar):
    left = bar.show_filters("", (("excellent_years", 2), ("post_years", 7), ("sex", Sex.FEMALE)))
    assert left == (("excellent_years", 2), ("post_years", 7))
    assert bar.filters() == (("sex", Sex.FEMALE),)


def test_showing_other_conditions_takes_the_former_off_without_a_word(bar):
    pick(bar.grades, "优秀")
    heard = []
    bar.changed.connect(lambda: heard.append(1))
    bar.show_filters("", (("leaders", True),))
    assert bar.filters() == (("leaders", True),)
    assert heard == []


def test_the_panel_is_folded_until_it_is_asked_for(bar):
    assert not bar.more.isVisible()
    bar.more_button.click()
    assert bar.more.isVisible()
    bar.more_button.click()
    assert not bar.more.isVisible()


def test_the_panel_names_what_a_file_may_lack(qtbot):
    panel = MorePanel()
    qtbot.addWidget(panel)
    words = [panel.combos["missing"].itemText(i) for i in range(panel.combos["missing"].count())]
    assert words[:3] == ["所缺资料不限", "缺照片", "缺身份证号"]
    assert "缺政治素质" in words


def test_in_office_is_the_silent_choice_and_not_offered_twice(qtbot):
    panel = MorePanel()
    qtbot.addWidget(panel)
    words = [panel.combos["state"].itemText(i) for i in range(panel.combos["state"].count())]
    assert words == ["在职（默认）", "离退休", "调出", "已去世", "其他"]


def test_the_bar_wraps_instead_of_widening_the_window(bar, theme):
    for large in (False, True):
        theme.set_large(large)
        assert bar.minimumSizeHint().width() <= 700
