"""What the office says of itself: name, level, who fills in and who reviews, and how its reviews are counted."""

from dataclasses import asdict, dataclass, fields
from typing import Any

import orjson
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.rules.small_groups import SMALLEST
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Choice

_NAME = "profile"
FIRST_YEAR = 2000
"""No review is older; a clock that has lost its time must not keep an office from setting itself up."""
_LENGTHS = {"name": 60, "filler": 40, "reviewer": 40, "phone": 30, "export_prefix": 12}


class OfficeLevel(Choice):
    """层级 — whose people are kept here: one township's own, or those of a whole county."""

    TOWNSHIP = "township", "乡镇（街道）"
    COUNTY = "county", "县级组织部门"


class TalkPopulation(Choice):
    """五必谈对象 — whose talks are due each year."""

    LEADERS = "leaders", "班子成员"
    SECTION = "section", "乡科级及以上"
    ALL = "all", "全部在职干部"


@dataclass(frozen=True, slots=True)
class UnitProfile:
    """The office's own settings; they travel with the data.

    `small_group` is the smallest number of interviewees a printed count may stand for.
    `export_prefix` begins the number of every export, such as 清组.
    """

    name: str = ""
    level: OfficeLevel = OfficeLevel.TOWNSHIP
    filler: str = ""
    reviewer: str = ""
    phone: str = ""
    review_year: int = 0
    talk_population: TalkPopulation = TalkPopulation.LEADERS
    small_group: int = SMALLEST
    export_prefix: str = ""


def load(db: Database) -> UnitProfile:
    """Read the profile; a store without one has an empty name and this year as the year under review."""
    with db.read() as session:
        return read(session, db.now().year)


def read(session: Session, this_year: int) -> UnitProfile:
    """Read the profile within a session already open."""
    row = session.get(UnitSetting, _NAME)
    said: dict[str, Any] = orjson.loads(row.body) if row else {}
    known = {f.name: said[f.name] for f in fields(UnitProfile) if f.name in said}
    known |= {name: kind(known[name]) for name, kind in _CHOICES.items() if name in known}
    return UnitProfile(**{"review_year": max(this_year, FIRST_YEAR), **known})


def save(db: Database, profile: UnitProfile) -> None:
    """Keep the profile; raise InvalidInput naming the field that is wrong."""
    kept = load(db)
    problems = list(_problems(profile, max(db.now().year + 1, kept.review_year)))
    if problems:
        raise InvalidInput(problems)
    with db.work("修改单位设置") as session:
        before = asdict(kept)
        after = asdict(profile)
        row = session.get(UnitSetting, _NAME) or UnitSetting(name=_NAME)
        row.body = orjson.dumps(after).decode()
        session.add(row)
        changed = {name: str(value) for name, value in after.items() if before[name] != value and name != "phone"}
        audit.note(session, "settings", UnitSetting.__tablename__, **changed)
        session.info["trail"].touched.add((UnitSetting.__tablename__, _NAME))


_CHOICES: dict[str, Any] = {"level": OfficeLevel, "talk_population": TalkPopulation}


def _problems(profile: UnitProfile, last_year: int) -> list[Problem]:
    found = []
    if not profile.name.strip():
        found.append(Problem("name", "请填写单位名称，报表的填报单位用它"))
    for name, longest in _LENGTHS.items():
        if len(getattr(profile, name)) > longest:
            found.append(Problem(name, f"最多 {longest} 字"))
    if not FIRST_YEAR <= profile.review_year <= last_year:
        found.append(Problem("review_year", f"考察年度应在 {FIRST_YEAR} 到 {last_year} 之间"))
    if not 2 <= profile.small_group <= 20:
        found.append(Problem("small_group", "最小统计人数应在 2 到 20 之间：少于 2 人的统计会指明是谁"))
    return found
