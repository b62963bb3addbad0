"""New units: their kind by the ending of the name, and when a name is only another way of writing one."""

import pytest

from cadre_desktop.rules.new_units import kind_of, may_be


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("清源县", "county"),
        ("青石镇", "township"),
        ("龙潭乡", "township"),
        ("青石镇人民政府", "township"),
        ("东河街道", "street"),
        ("东河街道办事处", "street"),
        ("石塘村", "village"),
        ("城南社区", "village"),
        ("县农业农村局", "department"),
        ("县委组织部", "department"),
        ("县委办公室", "department"),
        ("县发展改革委", "department"),
        ("县总工会", "department"),
        ("县人民法院", "department"),
        ("县人民检察院", "department"),
        ("县妇联", "department"),
        ("县委党校", "department"),
        ("县政务服务中心", "institution"),
        ("县人民医院", "institution"),
        ("青石镇卫生院", "institution"),
        ("清源一中", "institution"),
        ("城关财政所", "institution"),
        ("县城投公司", "enterprise"),
        ("县农商银行", "enterprise"),
        ("梅溪", ""),
        ("青石鎮", "township"),
        ("縣農業農村局", "department"),
        ("清源一号", ""),
        ("镇", ""),
    ],
)
def test_the_ending_of_a_name_tells_the_kind(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("梅溪", "梅溪镇"),
        ("清源县青石镇", "青石镇"),
        ("青石镇", "清源县青石镇"),
        ("中共青石镇", "青石镇"),
        ("青石镇人民政府", "青石镇"),
        ("青石镇党委", "青石镇"),
        ("东河街道", "东河街道办事处"),
        ("县信访局机关", "县信访局"),
        ("信访局", "县信访局"),
        ("青 石 镇 政府", "青石镇"),
        ("青石鎮", "青石镇"),
        ("青石镇", "青石鎮"),
        ("東河街道辦事處", "东河街道"),
        ("縣信訪局", "县信访局"),
        ("縣信訪局", "清源县信访局"),
        ("中共清源县委组织部", "县委组织部"),
        ("中共青石镇委员会", "青石镇"),
        ("青石镇党委", "青石镇人民政府"),
        ("清源县青石镇人民政府", "青石镇"),
    ],
)
def test_another_way_of_writing_a_unit_is_seen(name, known):
    assert may_be(name, [known, "云台乡"]) == [known]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("青石镇", "青石镇"),
        ("青石 镇", "青石镇"),
        ("青石鎮衛生院", "青石镇"),
        ("大石村", "石村"),
        ("县委", "县委组织部"),
        ("县委", "县政府"),
        ("县发展改革委", "县发展改革局"),
        ("市政协", "县政协"),
        ("县委组织部", "县委"),
        ("县农业农村局机关服务中心", "县农业农村局"),
        ("青石桥镇", "青石镇"),
        ("青石镇卫生院", "青石镇"),
        ("白沙镇", "青石镇"),
    ],
)
def test_units_of_their_own_are_let_be(name, known):
    assert may_be(name, [known]) == []
