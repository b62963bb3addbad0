"""容错核实认定表, 容错备案表, 澄清告知表 and 回访教育情况登记表: a form for each record of the year or chosen."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures.measures import measure_of
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.formats.report_sheet import Column, FormCell, FormSheet, ReportBook
from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.revisit import Revisit
from cadre_desktop.records.tolerance_case import ToleranceCase, TolerancePhase
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, told, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.reports.stored import live
from cadre_desktop.rules.influence import influence
from cadre_desktop.rules.tolerance import CONDITION_LABELS

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "cadre_ids", "record_ids", "level")
MOST_FORMS = 200
_MARGINS = (20.0, 18.0, 22.0, 22.0)
_WIDTHS = (30.0, 53.0, 30.0, 53.0)
Pair = tuple[str, str]


def _chosen(maker: Maker, model: Any, day_column: Any, *conditions: Any) -> list[Any]:
    """Read the records named, or those of the year in view, the earliest first.  Raises NotAllowed for too many."""
    wanted = maker.options.record_ids
    which = model.id.in_(wanted) if wanted else sa.and_(maker.ground.day_in_year(day_column), *conditions)
    order = (day_column, model.id)
    found = [
        one
        for one in live(maker.session, model, which, *order)
        if in_view(maker.ground, one.cadre_id, getattr(one, "unit_id", None))
        and (not maker.options.cadre_ids or one.cadre_id in maker.options.cadre_ids)
    ]
    if len(found) > MOST_FORMS:
        words = f"符合条件的有{len(found)}份，一次最多打印{MOST_FORMS}份。"
        raise NotAllowed(words, hint="请按单位或选定的记录分批打印。")
    return found


def laid(
    name: str, title: str, short: Sequence[tuple[Pair, Pair]], long: Sequence[tuple[str, str, float]]
) -> FormSheet:
    """Lay a form out: pairs of label and value side by side, then long values each on a line of its own."""
    cells = [FormCell(1, 1, title, 1, 4, "title", 14)]
    for at, (left, right) in enumerate(short, 2):
        cells += [FormCell(at, 1, left[0], style="label", height_mm=11), FormCell(at, 2, left[1])]
        cells += [FormCell(at, 3, right[0], style="label"), FormCell(at, 4, right[1])]
    for at, (label, text, height) in enumerate(long, 2 + len(short)):
        cells += [FormCell(at, 1, label, style="label", height_mm=height), FormCell(at, 2, text, 1, 3, "left")]
    return FormSheet(name, title, _WIDTHS, tuple(cells), margins_mm=_MARGINS)


def _whom(maker: Maker, who: PeopleLines, case: ToleranceCase) -> Pair:
    if case.cadre_id is not None:
        return "申请人", f"{who.name(case.cadre_id)}　{who.unit(case.cadre_id)}{who.post(case.cadre_id)}"
    return "申请单位", unit_name(maker, case.unit_id)


def _finding(maker: Maker, who: PeopleLines, case: ToleranceCase) -> FormSheet:
    conditions = []
    for code, title in CONDITION_LABELS.items():
        answer = getattr(case, code)
        reason = told(maker, getattr(case, f"{code}_reason"))
        conditions.append((title, f"{f'{answer.label}　' if answer else ''}{reason}", 11.0))
    kind = case.distinction.label if case.distinction else ""
    short = [
        (("事　项", maker.mask.text(case.title)), _whom(maker, who, case)),
        (("申报日期", day(case.applied_on)), ("适用程序", case.procedure.label)),
        (("核实组", maker.mask.names(case.verified_by or "")), ("三个区分开来", kind)),
    ]
    decision = f"{case.result.label if case.result else ''}　{day(case.decided_on)}　{case.document or ''}"
    long = [
        ("失误或错误\n情　　况", told(maker, case.mistake), 26.0),
        ("核实情况", told(maker, case.verified_facts), 26.0),
        *conditions,
        ("本人说明", inside(maker, case.statement), 20.0),
        ("联合裁定\n单　　位", f"{case.deciders or ''}\n（盖章）", 18.0),
        ("结　　论", decision, 11.0),
        ("纠错要求", f"{told(maker, case.correction)}　{day(case.follow_up_due_on)}", 16.0),
        ("反馈和跟踪", f"{day(case.told_on)}反馈　{told(maker, case.follow_up)}" if case.told_on else "", 18.0),
    ]
    return laid(_name(who, case), "容错核实认定表", short, long)


def _filing(maker: Maker, who: PeopleLines, case: ToleranceCase) -> FormSheet:
    short = [
        (("事　项", maker.mask.text(case.title)), _whom(maker, who, case)),
        (("事项类型", case.matter_kind.label), ("提起方式", case.phase.label)),
        (("申报日期", day(case.applied_on)), ("适用程序", case.procedure.label)),
        (("备案号", case.filing_number or ""), ("备案日期", day(case.filed_on))),
    ]
    long = [
        ("政策依据", maker.mask.text(case.basis or ""), 34.0),
        ("风险点\n和预警", told(maker, case.risks), 34.0),
        ("集体决策\n记　　录", maker.mask.text(case.collective_record or ""), 22.0),
        ("适用简易\n程序理由", maker.mask.text(case.simple_reason or ""), 16.0),
        ("指导部门\n意　　见", f"{told(maker, case.guidance)}\n（盖章）", 30.0),
        ("实施结果", told(maker, case.follow_up), 34.0),
    ]
    return laid(_name(who, case), "容错备案（预审）表", short, long)


def _name(who: PeopleLines, case: ToleranceCase) -> str:
    return who.name(case.cadre_id) if case.cadre_id else "单位事项"


def _notice(maker: Maker, who: PeopleLines, case: Clearance) -> FormSheet:
    """What the person is told and signs for; of who complained there is nothing to tell."""
    finding = case.finding.label if case.finding else ""
    short = [
        (("对　象", who.name(case.cadre_id)), ("单位职务", f"{who.unit(case.cadre_id)}{who.post(case.cadre_id)}")),
        (
            ("核实单位", unit_name(maker, case.verifier_id)),
            ("核查结论", f"{told(maker, finding)}　{day(case.found_on)}"),
        ),
        (("启动方式", "本人申请" if case.on_request else "组织主动"), ("本人同意", "是" if case.consented else "否")),
        (("澄清方式", case.way.label if case.way else ""), ("澄清范围", told(maker, case.scope))),
        (("审批人", maker.mask.names(case.approved_by or "")), ("审批日期", day(case.approved_on))),
        (("澄清日期", day(case.cleared_on)), ("地　点", told(maker, case.place))),
    ]
    long = [
        ("反映的问题", inside(maker, case.matter), 34.0),
        ("造成的影响", inside(maker, case.harm), 26.0),
        ("参加人", inside(maker, case.attendants), 16.0),
        ("本人意见", f"{inside(maker, case.opinion)}\n\n　　　　　　　　　　签名：　　　　　　年　月　日", 34.0),
        ("效果回访", f"{day(case.revisited_on)}　{inside(maker, case.revisit)}".strip(), 26.0),
    ]
    return laid(who.name(case.cadre_id), "澄清正名告知表", short, long)


def _visit(maker: Maker, who: PeopleLines, visit: Revisit) -> FormSheet:
    sanction, ends = visit.sanction, ""
    if sanction is not None:
        period = influence(measure_of(sanction), maker.ground.book).value
        ends = day(period.last_day) if period is not None else "没有影响期"
    short = [
        (("姓　名", who.name(visit.cadre_id)), ("单位职务", f"{who.unit(visit.cadre_id)}{who.post(visit.cadre_id)}")),
        (
            ("处分种类", told(maker, sanction.name.label if sanction else "")),
            ("文　号", told(maker, sanction.document if sanction else "")),
        ),
        (("决定或批准", day(sanction.decided_on) if sanction else ""), ("影响期截止", ends)),
        (("回访日期", day(visit.visited_on)), ("方　式", visit.way.label)),
        (("主持人", maker.mask.names(visit.host or "")), ("回访人", maker.mask.names(visit.visitors))),
    ]
    grade = told(maker, visit.grade.label if visit.grade else "")
    proposal = told(maker, visit.proposal.label if visit.proposal else "")
    post = maker.mask.text(visit.post.title) if visit.post else ""
    reused = f"{day(visit.reused_on)}　{post}" if visit.reused_on else ""
    long = [
        ("单位意见", told(maker, visit.unit_opinion), 32.0),
        ("本人思想\n认　　识", inside(maker, visit.understanding), 32.0),
        ("现实表现", told(maker, visit.conduct), 36.0),
        ("困难和诉求", inside(maker, visit.wishes), 24.0),
        ("评价和建议", f"评价：{grade}　　建议：{proposal}", 14.0),
        ("重新使用", reused, 14.0),
    ]
    return laid(who.name(visit.cadre_id), "回访教育情况登记表", short, long)


def _collect(key: str, title: str, read: Callable[[Maker], list[Any]], lay: Callable[..., FormSheet]) -> Report:
    def collect(session: Session, options: ReportOptions) -> ReportBook:
        """List the records, and lay out a form for each.  Raises NotAllowed when there are too many."""
        maker = Maker(session, options)
        found = read(maker)
        who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
        maker.print_count(title, f"{len(found)}份", "所选的记录，没有选的为本年度的记录；每条一份。")
        lines = []
        for at, one in enumerate(found, 1):
            unit = who.unit(one.cadre_id) if one.cadre_id else unit_name(maker, one.unit_id)
            lines.append((at, who.name(one.cadre_id) if one.cadre_id else "", unit, day(_when(one))))
        columns = [NUMBER, Column("姓名", 12), Column("单位", 40, "left"), Column("日期", 14)]
        first = maker.table("目录", f"{title}（目录）", columns, lines, notes=[f"共{len(lines)}份，各为一张表。"])
        return maker.book(key, title, [first, *(lay(maker, who, one) for one in found)])

    return Report(key, title, _ASKED, collect)


def _when(record: Any) -> Any:
    """Return the day a record stands under in its list."""
    names = ("applied_on", "visited_on", "cleared_on", "found_on")
    return next((value for name in names if (value := getattr(record, name, None))), None)


_T = ToleranceCase
_AFTER = _T.phase == TolerancePhase.APPLIED_AFTER
FINDINGS = _collect("tolerance_finding", "容错核实认定表", lambda m: _chosen(m, _T, _T.applied_on, _AFTER), _finding)
FILINGS = _collect("tolerance_filing", "容错备案表", lambda m: _chosen(m, _T, _T.applied_on, ~_AFTER), _filing)
NOTICES = _collect("clearance_notice", "澄清正名告知表", lambda m: _chosen(m, Clearance, Clearance.cleared_on), _notice)
VISIT_FORMS = _collect("revisit_form", "回访教育情况登记表", lambda m: _chosen(m, Revisit, Revisit.visited_on), _visit)
