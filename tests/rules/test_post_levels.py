"""Levels told from titles: what is certain is told, what offices grade differently is left alone."""

import pytest

from cadre_desktop.rules.post_levels import leading_post

HEAD, DEPUTY = ("乡科级正职", True), ("乡科级副职", False)
COUNTY_HEAD, COUNTY_DEPUTY = ("县处级正职", True), ("县处级副职", False)


def told(title, kind="township", unit="青石镇"):
    post = leading_post(title, kind, unit)
    return (post.level, post.is_head) if post else None


@pytest.mark.parametrize(
    "title",
    [
        "党委书记",
        "镇长",
        "代镇长",
        "人大主席",
        "人大主席团主席",
        "镇党委书记",
        "党委副书记、镇长",
        "党委委员、人大主席",
    ],
)
def test_heads_of_townships_are_section_heads(title):
    assert told(title) == HEAD


@pytest.mark.parametrize(
    "title",
    [
        "党委副书记", "专职副书记、党委副书记", "副镇长", "副乡长", "纪委书记", "武装部长", "人武部长、武装部部长",
        "党委委员",
        "组织委员", "人大副主席", "党委委员、副镇长", "政法委员",
    ],
)  # fmt: skip
def test_the_rest_of_a_township_s_leaders_are_section_deputies(title):
    assert told(title) == DEPUTY


@pytest.mark.parametrize(
    "title",
    ["党政办主任", "农业农村办副主任", "四级主任科员", "一级科员", "副镇长级干部", "镇长助理", "书记员", "", "站长"],
)
def test_posts_inside_an_office_and_ranks_tell_no_level(title):
    assert told(title) is None


def test_streets_have_an_office_director_for_a_mayor():
    assert told("党工委副书记、办事处主任", "street", "东河街道") == HEAD
    assert told("党工委书记", "street", "东河街道") == HEAD
    assert told("办事处副主任", "street", "东河街道") == DEPUTY
    assert told("人大工委主任", "street", "东河街道") == HEAD
    assert told("党工委副书记", "street", "东河街道") == DEPUTY


@pytest.mark.parametrize(
    ("title", "unit", "level"),
    [
        ("局长", "县信访局", HEAD),
        ("党组书记、局长", "县信访局", HEAD),
        ("副局长", "县信访局", DEPUTY),
        ("党组成员", "县信访局", DEPUTY),
        ("党组成员、副局长", "县信访局", DEPUTY),
        ("派驻纪检组组长", "县信访局", DEPUTY),
        ("副部长", "县委组织部", DEPUTY),
        ("主任", "县委办公室", HEAD),
        ("副主任", "县委办公室", DEPUTY),
        ("主席", "县妇联", HEAD),
        ("副书记", "团县委", DEPUTY),
        ("书记", "团县委", HEAD),
        ("部长", "县委组织部", None),
        ("常务副部长", "县委组织部", None),
        ("院长", "县人民法院", None),
        ("主席", "县总工会", None),
        ("主任", "县信访局", None),
        ("办公室主任", "县信访局", None),
        ("办公室主任", "县委办公室", None),
    ],
)
def test_departments_are_told_by_title_and_name(title, unit, level):
    assert told(title, "department", unit) == level


@pytest.mark.parametrize(
    ("title", "unit", "level"),
    [
        ("县委书记", "清源县委", COUNTY_HEAD),
        ("县委副书记、县长", "清源县人民政府", COUNTY_HEAD),
        ("副县长", "清源县人民政府", COUNTY_DEPUTY),
        ("县委常委", "清源县委", COUNTY_DEPUTY),
        ("主任", "清源县人大常委会", COUNTY_HEAD),
        ("副主席", "清源县政协", COUNTY_DEPUTY),
        ("办公室主任", "清源县政协", None),
    ],
)
def test_the_four_bodies_of_a_county_stand_one_step_higher(title, unit, level):
    assert told(title, "department", unit) == level


@pytest.mark.parametrize("kind", ["institution", "enterprise", "village"])
def test_other_units_tell_nothing(kind):
    assert told("书记", kind, "清源县第一中学") is None
    assert told("党委书记", kind, "清源县第一中学") is None


def test_the_unit_s_own_name_before_the_title_does_not_matter():
    assert told("青石镇党委书记") == HEAD
    assert told("青石镇人大副主席") == DEPUTY


def test_blanks_and_separators_do_not_matter():
    assert told(" 党委副书记 ，镇 长 ") == HEAD
    assert told("党委委员兼武装部长") == DEPUTY
