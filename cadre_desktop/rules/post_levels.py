"""Which 职务层次 a leading post has, told from its title and the kind of office it belongs to.

After 公务员法 (2018) 第十八条 and the usual establishment of a county: the heads of townships, streets and county
departments are 乡科级正职, the rest of the leading group 乡科级副职, the four bodies of the county itself one step
above.  Titles that offices grade differently (部长, 院长, 检察长, anything 常务) tell nothing, nor do titles inside
an office (办公室主任) or ranks (四级主任科员): they are left to the clerk.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from cadre_desktop.rules.cell_text import squeezed

COUNTY_HEAD, COUNTY_DEPUTY = "县处级正职", "县处级副职"
SECTION_HEAD, SECTION_DEPUTY = "乡科级正职", "乡科级副职"


@dataclass(frozen=True, slots=True)
class LeadingPost:
    """A post of a leading group: its level in words, and whether it is the first post (正职)."""

    level: str
    is_head: bool


_SEPARATORS = re.compile(r"[、,;/]|兼(?:任)?")
_COUNTY_BODY = re.compile(r"(?!.*团[县区旗]委).*[县区旗](委|委员会|政府|人民政府|人大|人大常委会|政协|政协委员会)")
_HEADED_BY_DIRECTOR = re.compile(r".*(委|委员会|办|办公室|中心|管委会)")
_HEADED_BY_CHAIR = re.compile(r".*(妇联|妇女联合会|科协|科学技术协会|文联|残联|残疾人联合会)")
_HEADED_BY_SECRETARY = re.compile(r".*(团县委|团区委|团委|工委|党校)")

_TOWN_HEAD = re.compile(
    r"(党委|党工委)书记|代?理?(镇|乡)长|(街道)?办事处主任|街道办主任|人大主席(团主席)?|人大工委主任"
)
_TOWN_DEPUTY = re.compile(
    r"(党委|党工委)(专职)?副书记|副(镇|乡)长|(街道)?办事处副主任|街道办副主任|(纪委|纪工委|纪检监察工委)书记"
    r"|(人民)?武装部部?长|(党委|党工委)委员|(组织|宣传|统战|政法|纪检|组织统战|组宣|宣传统战)委员"
    r"|人大副主席|人大工委副主任|政法书记"
)
_OFFICE_HEAD = re.compile(r"(党组|党委|党工委)书记|代?理?局长")
_OFFICE_DEPUTY = re.compile(r"(党组|党委|党工委)副书记|(党组|党委)(成员|委员)|副局长|副部长|(派驻)?纪检(监察)?组组?长")
_COUNTY_BODY_HEAD = re.compile(r"(县|区|旗)委书记|书记|代?理?(县|区|旗)长|(人大常委会)?主任|(政协)?主席")
_COUNTY_BODY_DEPUTY = re.compile(
    r"(县|区|旗)?委?(专职)?副书记|副(县|区|旗)长|((县|区|旗)委)?常委|(人大常委会)?副主任|(政协)?副主席"
)


@lru_cache(maxsize=4096)
def leading_post(title: str, unit_kind: str, unit_name: str = "") -> LeadingPost | None:
    """Return the highest leading post a title names, None when it names none for certain.

    `unit_kind` is the code of 单位类别; "党委副书记、镇长" is a head's post, for the higher part counts.
    """
    unit = squeezed(unit_name)
    parts = [_without_unit(part, unit) for part in _SEPARATORS.split(squeezed(title)) if part]
    found = [post for part in parts if (post := _part(part, unit_kind, unit)) is not None]
    return next((post for post in found if post.is_head), found[0] if found else None)


def _without_unit(part: str, unit: str) -> str:
    """Take the unit's own name off a title: 青石镇党委书记 is 党委书记."""
    return part.removeprefix(unit) if unit and part != unit else part


def _part(part: str, unit_kind: str, unit: str) -> LeadingPost | None:
    if _COUNTY_BODY.fullmatch(unit):
        return _matched(part, _COUNTY_BODY_HEAD, _COUNTY_BODY_DEPUTY, COUNTY_HEAD, COUNTY_DEPUTY)
    if unit_kind in ("township", "street"):
        part = re.sub(r"^(镇|乡|街道)(?=党委|党工委|人大|纪委|纪工委|武装部)", "", part)
        return _matched(part, _TOWN_HEAD, _TOWN_DEPUTY, SECTION_HEAD, SECTION_DEPUTY)
    if unit_kind != "department":
        return None
    found = _matched(part, _OFFICE_HEAD, _OFFICE_DEPUTY, SECTION_HEAD, SECTION_DEPUTY)
    return found or _named_after_office(part, unit)


def _matched(part: str, head: re.Pattern[str], deputy: re.Pattern[str], high: str, low: str) -> LeadingPost | None:
    if head.fullmatch(part):
        return LeadingPost(high, is_head=True)
    return LeadingPost(low, is_head=False) if deputy.fullmatch(part) else None


def _named_after_office(part: str, unit: str) -> LeadingPost | None:
    """Read 主任, 主席 and 书记, which head some offices and mean a post inside others."""
    for word, offices in (("主任", _HEADED_BY_DIRECTOR), ("主席", _HEADED_BY_CHAIR), ("书记", _HEADED_BY_SECRETARY)):
        if not offices.fullmatch(unit):
            continue
        if part == word:
            return LeadingPost(SECTION_HEAD, is_head=True)
        if part == f"副{word}":
            return LeadingPost(SECTION_DEPUTY, is_head=False)
    return None
