"""干部名册: the people of a day in chosen columns, the layout of the usual roster unless others are asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.formats.report_sheet import Align, Column, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records import roster as screen
from cadre_desktop.reports.disclosure import roster_column_leaves
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.masking import Mask
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.roster_facts import RosterLine, lines
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import Since
from cadre_desktop.storage.turns import breathing

Read = Callable[[RosterLine, Mask], Any]


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """One column the roster can print, and how its value is read."""

    name: str
    title: str
    width: float
    read: Read
    align: Align = "center"
    group: str = ""


def _month(value: PartialDate | None) -> str:
    """Rosters print months; a year alone stays a year."""
    return "" if value is None else str(value.cut("month"))


def _since(since: Since | None) -> str:
    return _month(since.date) if since else ""


def _of_cadre(name: str) -> Read:
    def read(line: RosterLine, mask: Mask) -> str:
        return mask.text(shown(getattr(line.cadre, name)))

    return read


def _month_of_cadre(name: str) -> Read:
    return lambda line, _mask: _month(getattr(line.cadre, name))


def _of_today(name: str) -> Read:
    return lambda line, _mask: shown(line.today.get(name))


def _post(line: RosterLine, mask: Mask) -> str:
    """现任职务 as rosters write it: the unit, then the posts."""
    return mask.text(f"{line.unit_name}{line.person.post_title}") or "待安排"


def _party(line: RosterLine, _mask: Mask) -> str:
    return _month(line.cadre.party_joined_on) or line.cadre.other_party or ""


def _level(line: RosterLine, _mask: Mask) -> str:
    return line.person.level.label if line.person.level else ""


def _rank(line: RosterLine, _mask: Mask) -> str:
    return line.person.rank.label if line.person.rank else ""


def _age(line: RosterLine, _mask: Mask) -> int | None:
    return line.age


def _years(since: Since | None, line: RosterLine) -> int | None:
    if since is None:
        return None
    return (PartialDate.of(line.as_of).month_index - since.date.month_index) // 12


_FULL_TIME, _IN_SERVICE = "全日制教育", "在职教育"
COLUMNS: tuple[RosterColumn, ...] = (
    RosterColumn("name", "姓名", 9, lambda line, mask: mask.name(line.person.name)),
    RosterColumn("post", "现任职务", 24, _post, "left"),
    RosterColumn("sex", "性别", 5, lambda line, _mask: line.person.sex.label),
    RosterColumn("ethnic", "民族", 6, _of_cadre("ethnic")),
    RosterColumn("native_place", "籍贯", 9, _of_cadre("native_place")),
    RosterColumn("full_time_education", "学历\n学位", 11, _of_cadre("full_time_education"), "left", _FULL_TIME),
    RosterColumn("full_time_school", "毕业院校\n及专业", 18, _of_cadre("full_time_school"), "left", _FULL_TIME),
    RosterColumn("in_service_education", "学历\n学位", 11, _of_cadre("in_service_education"), "left", _IN_SERVICE),
    RosterColumn("in_service_school", "毕业院校\n及专业", 18, _of_cadre("in_service_school"), "left", _IN_SERVICE),
    RosterColumn("birth_on", "出生\n年月", 8.5, _month_of_cadre("birth_on")),
    RosterColumn("work_start_on", "参加工\n作时间", 8.5, _month_of_cadre("work_start_on")),
    RosterColumn("party_joined_on", "入党\n时间", 8.5, _party),
    RosterColumn("post_since", "任现职\n时间", 8.5, lambda line, _mask: _since(line.since.post)),
    RosterColumn("rank_since", "任现职\n级时间", 8.5, lambda line, _mask: _since(line.since.rank)),
    RosterColumn("remark", "备注", 12, _of_cadre("remark"), "left"),
    RosterColumn("unit", "单位", 16, lambda line, _mask: line.unit_name, "left"),
    RosterColumn("post_title", "职务", 20, lambda line, mask: mask.text(line.person.post_title), "left"),
    RosterColumn("age", "年龄", 6, _age),
    RosterColumn("level", "职务层次", 12, _level),
    RosterColumn("rank", "职级", 13, _rank),
    RosterColumn("post_years", "现职\n年限", 7, lambda line, _mask: _years(line.since.post, line)),
    RosterColumn("level_since", "任现层\n次时间", 8.5, lambda line, _mask: _since(line.since.level)),
    RosterColumn("same_level_since", "任同级职\n务时间", 9, lambda line, _mask: _since(line.since.same_level)),
    RosterColumn("political_status", "政治面貌", 10, _of_cadre("political_status")),
    RosterColumn("identity", "身份类别", 10, _of_cadre("identity")),
    RosterColumn("managed_by", "管理类别", 10, _of_cadre("managed_by")),
    RosterColumn("id_number", "公民身份号码", 21, lambda line, mask: mask.id_number(line.cadre.id_number or "")),
    RosterColumn("phone", "联系电话", 14, lambda line, mask: mask.phone(line.cadre.phone or "")),
    *(
        RosterColumn(c.name, c.label, c.width, _of_today(c.name))
        for c in screen.COLUMNS
        if c.name in ("last_grade", "political_grade", "n_achievements", "completeness", "n_interviews", "last_talk_on")
    ),
    RosterColumn("missing", "所缺资料", 24, _of_today("missing"), "left"),
)
BY_NAME = {column.name: column for column in COLUMNS}
_WIDEST_ON_A4 = 160.0  # characters; beyond this the words of an A4 page shrink below what can be read
HEADCOUNT = "名册人数"
USUAL = tuple(column.name for column in COLUMNS[:15])
_KEPT_TODAY = frozenset(column.name for column in COLUMNS[-7:])


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """List the people on the books on the day, unit by unit; raise KeyError for a column the roster has not."""
    maker = Maker(session, options)
    sheet = people_sheet(maker)
    return maker.book("roster", sheet.title, [sheet])


def people_sheet(maker: Maker) -> ReportSheet:
    """Lay out the people of the day in the columns asked for; the source 名册人数 names them in the same order."""
    options = maker.options
    names = tuple(name for name in options.columns or USUAL if roster_column_leaves(name, options.level))
    columns = [BY_NAME[name] for name in names]
    summarised = tuple(name for name in names if name in _KEPT_TODAY)
    people = lines(maker.ground, options.cadre_ids, summarised, options.made_on)
    maker.print_people(HEADCOUNT, f"{maker.ground.everybody}；按单位、职务层次排列。", [line.person for line in people])
    rows = list(_grouped(people, columns, maker.mask) if options.grouped else _listed(people, columns, maker.mask))
    unit = maker.ground.units.get(options.unit_id or "")
    title = f"{unit.name if unit else options.letterhead.unit_name}干部名册"
    notes = [f"共{len(people)}人。年龄、任职时间按截止时间计算；任现职时间、任现职级时间均按任免文件。"]
    if summarised:
        notes.append("考核、政治素质、实绩、谈话和资料情况为填报当日录入的情况。")
    sheet = maker.table("干部名册", title, [NUMBER, *(_column(c) for c in columns)], rows, notes=notes)
    if sum(column.width for column in sheet.columns) > _WIDEST_ON_A4:
        sheet = replace(sheet, paper="A3")
    return sheet


def _column(column: RosterColumn) -> Column:
    return Column(column.title, column.width, column.align, column.group)


def _listed(people: Sequence[RosterLine], columns: Sequence[RosterColumn], mask: Mask) -> Iterator[tuple[Any, ...]]:
    for number, line in enumerate(breathing(people), 1):
        yield number, *(column.read(line, mask) for column in columns)


def _grouped(people: Sequence[RosterLine], columns: Sequence[RosterColumn], mask: Mask) -> Iterator[tuple[Any, ...]]:
    """Put the unit's name and size above its people; numbers run through."""
    number = 0
    widest = max(range(len(columns)), key=lambda at: (columns[at].name in ("post", "unit"), columns[at].width))
    for unit_name, members in groupby(people, key=lambda line: line.unit_name):
        crowd = list(members)
        head: list[Any] = [None] * (len(columns) + 1)
        head[widest + 1] = f"【{unit_name or '未明确单位'}】{len(crowd)}人"
        yield tuple(head)
        for at, line in enumerate(breathing(crowd), number + 1):
            yield at, *(column.read(line, mask) for column in columns)
        number += len(crowd)


REPORT = Report(
    "roster", "干部名册", ("as_of", "unit_id", "columns", "cadre_ids", "level", "id_numbers", "grouped"), collect
)
