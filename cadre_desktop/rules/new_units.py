"""What a unit's name tells of it when the unit is met for the first time: its kind, and whether it is new at all."""

import re
from collections.abc import Iterable

from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.han_variants import standard_form

# Tried in order: 街道办事处 is a street, not an office; 卫生院 an institution, 法院 a department.
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("street", re.compile(r".+(街道|街道办|街道办事处)")),
    ("county", re.compile(r".{2,}(县|旗)")),
    ("village", re.compile(r".+(村|社区|居委会|村委会)")),
    ("township", re.compile(r".+(镇|乡|镇人民政府|乡人民政府|镇政府|乡政府)")),
    ("enterprise", re.compile(r".+(公司|集团|厂|银行|联社|供销社)")),
    ("department", re.compile(r".+(法院|检察院)")),
    (
        "institution",
        re.compile(r".+(中心|站|所|队|馆|台|医院|卫生院|院|中学|小学|学校|幼儿园|一中|二中|三中|园|场|处|社)"),
    ),
    (
        "department",
        re.compile(r".+(局|委|委员会|办|办公室|部|室|会|联合会|妇联|残联|科协|文联|协会|人大|政协|政府|党校)"),
    ),
)
_PARTY = re.compile(r"^(中共|中国共产党)(?=.{2})")
_PLACE = re.compile(r".*[省市县区旗镇乡]|.*街道")
_OWN_PLACE = re.compile(r"[县市区旗]")
_SAME_OFFICE = re.compile(r"(人民)?政府|(党|工)?委|党工委|委员会|机关|办事处|党政机关")
_SEAT = re.compile(rf"(.+(?:镇|乡|街道))(?:{_SAME_OFFICE.pattern})")


def kind_of(name: str) -> str:
    """Return the code of 单位类别 that the ending of the name tells, "" when it tells none."""
    plain = standard_form(squeezed(name))
    return next((kind for kind, pattern in _ENDINGS if pattern.fullmatch(plain)), "")


def may_be(name: str, known: Iterable[str]) -> list[str]:
    """Return the known units that the name may be another way of writing.

    That is so for a stem without an ending (梅溪 beside 梅溪镇), for a name with or without its county in front
    (清源县青石镇, 青石镇; 清源县信访局, 县信访局), for the office of the same place (中共青石镇委员会), and for
    one written in other forms of the same characters (青石鎮).  A unit under another, as
    县农业农村局机关服务中心 is, has a name of its own.
    """
    plain = squeezed(name)
    core, whole = _core(plain), bool(kind_of(plain))
    return [other for other in known if squeezed(other) != plain and _alike(core, _core(squeezed(other)), whole=whole)]


def _core(name: str) -> str:
    """Return a name in its standard form, without 中共 in front and without the office of a town behind."""
    plain = _PARTY.sub("", standard_form(name))
    seat = _SEAT.fullmatch(plain)
    return seat[1] if seat else plain


def _alike(name: str, other: str, *, whole: bool) -> bool:
    if not name or not other:
        return False
    if name == other:
        return True
    if not whole and (name in other or other in name):
        return True
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    if longer.endswith(shorter):
        in_front = longer.removesuffix(shorter)
        return _PLACE.fullmatch(in_front) is not None or _OWN_PLACE.match(shorter) is not None
    return longer.startswith(shorter) and _SAME_OFFICE.fullmatch(longer.removeprefix(shorter)) is not None
