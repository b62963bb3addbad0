"""问题交办单: a form for each problem of the year that was handed to a unit, or for those chosen."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook
from cadre_desktop.records.problem import KIND, Problem
from cadre_desktop.reports.care_forms import MOST_FORMS, laid
from cadre_desktop.reports.disclosure import ON_FILE, withheld
from cadre_desktop.reports.maker import IN_FORMS, Maker
from cadre_desktop.reports.oversight_tables import heads
from cadre_desktop.reports.people_lines import PeopleLines, day, told, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.reports.stored import live

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "record_ids", "level")
_ASIDE = "　　　　"


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """List the problems handed to units in the year, and print a form of each.  Raises NotAllowed for too many."""
    maker = Maker(session, options)
    title = f"{options.year}年问题交办单"
    found = _chosen(maker)
    secret = withheld(session, KIND, options.level)
    people = [key for one in found for key in (one.reported_by_id, one.handler_id) if key]
    who = PeopleLines(maker, people)
    lines = [
        (
            at,
            one.number or "",
            ON_FILE if one.id in secret else told(maker, one.text),
            unit_name(maker, one.unit_id),
            one.route.label if one.route else "",
            day(one.taken_on),
            day(one.due_on),
            one.state.label,
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("编号", 12), ("问题", 52), ("承办单位", 24), ("方式", 8), ("交办日期", 12), ("时限", 12), ("状态", 12)
    )
    definition = "本年报送、已认领或转办交办的问题；指定了问题的，只列所指定的。"
    maker.print_count("问题交办单", f"{len(found)}份", definition, IN_FORMS)
    notes = ["每个问题一份交办单；不登记群众和企业人员的姓名。"]
    first = maker.table("交办情况", f"{title}（汇总）", columns, lines, notes=notes)
    forms = [_form(maker, who, one, withhold=one.id in secret) for one in found]
    return maker.book("problem_form", title, [first, *forms])


def _chosen(maker: Maker) -> list[Problem]:
    """Read the problems named, or those of the year in view that a unit has, the earliest first."""
    p, wanted = Problem, maker.options.record_ids
    which = p.id.in_(wanted) if wanted else sa.and_(maker.ground.day_in_year(p.reported_on), p.route.is_not(None))
    found = [
        one
        for one in live(maker.session, p, which, p.reported_on, p.number, p.id)
        if in_view(maker.ground, None, one.unit_id) or in_view(maker.ground, None, one.village_id)
    ]
    if len(found) > MOST_FORMS:
        words = f"符合条件的有{len(found)}份，一次最多打印{MOST_FORMS}份。"
        raise NotAllowed(words, hint="请按单位或选定的问题分批打印。")
    return found


def _form(maker: Maker, who: PeopleLines, p: Problem, *, withhold: bool) -> FormSheet:
    kind = p.problem_class
    text = ON_FILE if withhold else told(maker, p.text)
    result = ON_FILE if withhold else told(maker, p.result)
    measures = f"（{p.n_measures}条）" if p.n_measures else ""
    reporter = who.name(p.reported_by_id) if p.reported_by_id else ""
    handler = who.name(p.handler_id) if p.handler_id else ""
    place = unit_name(maker, p.village_id) or told(maker, p.place)
    rating = f"{p.satisfaction.label if p.satisfaction else _ASIDE}　{day(p.rated_on)}"
    short = (
        (("编　号", p.number or ""), ("来　源", p.source.label)),
        (("方　面", kind.aspect if kind else ""), ("大　类", kind.name if kind else "")),
        (("报送人", reporter), ("报送日期", day(p.reported_on))),
        (("地　点", place), ("承办方式", p.route.label if p.route else "")),
        (("承办单位", unit_name(maker, p.unit_id)), ("承办人", handler)),
        (("交办日期", day(p.taken_on)), ("办理时限", day(p.due_on))),
    )
    long = (
        ("问　　题", text, 42.0),
        ("措　　施", f"{ON_FILE if withhold else told(maker, p.measures)}{measures}", 42.0),
        ("办理结果", f"{result}\n\n解决日期：{day(p.solved_on) or _ASIDE}", 46.0),
        (
            "满意度评价",
            f"{rating}\n评价主体：{told(maker, p.rater_kind) or _ASIDE}　退回重办：{p.times_returned}次",
            24.0,
        ),
        ("承办单位\n负责人签字", "", 20.0),
    )
    return laid(p.number or "交办单", "问题交办单", short, long)


REPORT = Report("problem_form", "问题交办单", _ASKED, collect)
