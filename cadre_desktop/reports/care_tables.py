"""容错关爱: tolerance, clearance, honours and care as tables.

Of a complaint nothing but that it was cleared leaves the office: neither what it said nor its number.
"""

from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures import care
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.formats.report_sheet import ReportBook
from cadre_desktop.records.care_record import CareRecord
from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.honour import Honour
from cadre_desktop.records.incentive import IncentiveUse
from cadre_desktop.records.tolerance_case import ToleranceCase
from cadre_desktop.reports.maker import Maker
from cadre_desktop.reports.oversight_tables import ASKED, counted, heads, table_sheet
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, told, unit_name
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live
from cadre_desktop.rules.tolerance import CONDITION_LABELS


def met_words(case: ToleranceCase) -> str:
    """Say of each of the six conditions whether it is met."""
    answers = ((title, getattr(case, code)) for code, title in CONDITION_LABELS.items())
    return "；".join(f"{title}：{one.label if one else '未认定'}" for title, one in answers)


def collect_tolerance(session: Session, options: ReportOptions) -> ReportBook:
    """Count the year's cases by phase and result, and list them."""
    maker = Maker(session, options)
    title = f"{options.year}年容错纠错台账"
    words = counted(maker, care.tolerance(maker.ground))
    first = table_sheet(maker, "统计", f"{title}（统计）", "提起方式", care.tolerance_by_phase(maker.ground), [words])
    t = ToleranceCase
    found = live(session, t, t.id.in_([one.id for one in care.cases_decided(maker.ground)]), t.decided_on, t.id)
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = [
        (
            at,
            maker.mask.text(one.title),
            one.phase.label,
            one.procedure.label,
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id) or (who.unit(one.cadre_id) if one.cadre_id else ""),
            told(maker, one.mistake),
            told(maker, met_words(one)),
            one.deciders or "",
            day(one.decided_on),
            one.result.label if one.result else "",
            one.document or one.filing_number or "",
            told(maker, one.follow_up),
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("事项", 24), ("提起方式", 11), ("程序", 11), ("干部", 10), ("单位", 18), ("失误或错误情况", 26),
        ("六个条件", 30), ("联合裁定单位", 20), ("裁定", 12), ("结论", 10), ("文号", 20), ("跟踪纠错", 24),
    )  # fmt: skip
    notes = ["六个条件都符合才能容错；裁定免责的，考核、提拔、评先评优不受影响。"]
    second = maker.table("台账", title, columns, lines, notes=notes)
    return maker.book("tolerance", title, [first, second])


def collect_clearances(session: Session, options: ReportOptions) -> ReportBook:
    """List who was cleared in the year, how and how widely; what had been said only inside the office."""
    maker = Maker(session, options)
    title = f"{options.year}年澄清正名台账"
    figures = {one.key: one for one in care.clearances(maker.ground)}
    words = counted(maker, figures.values())
    c = Clearance
    found = live(session, c, c.id.in_(figures["cleared_cases"].ids), c.cleared_on, c.id)
    who = PeopleLines(maker, (one.cadre_id for one in found))
    lines = [
        (
            at,
            who.name(one.cadre_id),
            who.unit(one.cadre_id),
            inside(maker, one.matter),
            unit_name(maker, one.verifier_id),
            told(maker, one.finding.label if one.finding else ""),
            one.way.label if one.way else "",
            told(maker, one.scope),
            day(one.cleared_on),
            inside(maker, one.opinion),
            day(one.revisited_on),
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("姓名", 10), ("单位", 20), ("反映的问题", 34), ("核实单位", 18), ("核查结论", 12), ("澄清方式", 11),
        ("澄清范围", 22), ("澄清日期", 12), ("本人意见", 24), ("回访日期", 12),
    )  # fmt: skip
    notes = [words, "只列查明不实或诬告陷害并已澄清的；不登记反映人。反映的问题只在内部使用。"]
    return maker.book("clearances", title, [maker.table("澄清正名", title, columns, lines, notes=notes)])


def collect_honours(session: Session, options: ReportOptions) -> ReportBook:
    """Count the year's honours by level and kind, and list them."""
    maker = Maker(session, options)
    title = f"{options.year}年表彰奖励情况表"
    words = counted(maker, care.honours(maker.ground))
    first = table_sheet(maker, "按级别", title, "级别", care.honours_by_level(maker.ground), [words])
    second = table_sheet(maker, "按类别", title, "类别", care.honours_by_kind(maker.ground), [])
    h = Honour
    ids = [row.id for row in care.honours_given(maker.ground)]
    found = live(session, h, h.id.in_(ids), h.awarded_on, h.id)
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = [
        (
            at,
            one.to.label,
            who.name(one.cadre_id) if one.cadre_id else unit_name(maker, one.unit_id),
            who.unit(one.cadre_id) if one.cadre_id else "",
            maker.mask.text(one.name),
            one.kind.label,
            one.level.label,
            one.honour_field.label if one.honour_field else "",
            one.authority or "",
            day(one.awarded_on),
            one.document or "",
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("对象", 8), ("干部或集体", 20), ("单位", 20), ("名称", 26), ("类别", 16), ("级别", 12), ("领域", 14),
        ("授予机关", 22), ("授予时间", 12), ("文号", 20),
    )  # fmt: skip
    notes = [f"共{len(lines)}项；已撤销的不列。"]
    third = maker.table("名单", f"{options.year}年表彰奖励名单", columns, lines, notes=notes)
    return maker.book("honours", title, [first, second, third])


def collect_care(session: Session, options: ReportOptions) -> ReportBook:
    """List the year's acts of care and the incentives used."""
    maker = Maker(session, options)
    title = f"{options.year}年关心关爱情况表"
    words = counted(maker, care.care(maker.ground))
    rows = care.care_given(maker.ground)
    found = live(session, CareRecord, CareRecord.id.in_([r.id for r in rows]), CareRecord.done_on, CareRecord.id)
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = [
        (
            at,
            one.kind.label,
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id) or (who.unit(one.cadre_id) if one.cadre_id else ""),
            day(one.done_on),
            care.times(one),
            one.amount,
            one.days,
            inside(maker, one.content),
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("类型", 14), ("干部", 10), ("单位", 22), ("日期", 12), ("人次", 8), ("金额（元）", 12), ("天数", 8),
        ("内容", 40),
    )  # fmt: skip
    money = sum(one.amount or 0 for one in found)
    total = ("合计", None, None, None, None, sum(care.times(one) for one in found), money or None, None, None)
    first = maker.table("关心关爱", title, columns, lines, total=total if lines else None, notes=[words])
    return maker.book("care", title, [first, _incentives(maker)])


def _incentives(maker: Maker) -> Any:
    figures = list(care.incentives(maker.ground))
    words = counted(maker, figures)
    u = IncentiveUse
    found = [
        one
        for one in live(maker.session, u, maker.ground.day_in_year(u.used_on), u.used_on, u.id)
        if in_view(maker.ground, one.cadre_id, one.unit_id)
    ]
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    lines = [
        (
            at,
            maker.mask.text(one.measure.name),
            one.measure.kind.label,
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id) or (who.unit(one.cadre_id) if one.cadre_id else ""),
            day(one.used_on),
            told(maker, one.grounds),
            told(maker, one.result),
        )
        for at, one in enumerate(found, 1)
    ]
    columns = heads(
        ("措施", 28), ("类别", 16), ("干部", 10), ("单位", 20), ("日期", 12), ("依据", 30), ("落实情况", 26),
    )  # fmt: skip
    return maker.table("激励运用", f"{maker.options.year}年正向激励措施运用情况", columns, lines, notes=[words])


TOLERANCE = Report("tolerance", "容错纠错台账", ASKED, collect_tolerance)
CLEARANCES = Report("clearances", "澄清正名台账", ASKED, collect_clearances)
HONOURS = Report("honours", "表彰奖励情况表", ASKED, collect_honours)
CARE = Report("care", "关心关爱情况表", ASKED, collect_care)
