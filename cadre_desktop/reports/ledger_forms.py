"""凡提四必审核单 and 墩苗鉴定表: the list of the year, and a form for each sheet or placement, or for those chosen."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures import placements, vettings
from cadre_desktop.figures.vettings import gaps_of
from cadre_desktop.formats.report_sheet import Column, FormCell, FormSheet, ReportBook
from cadre_desktop.records.placement import Placement, PlacementState
from cadre_desktop.records.vetting import Vetting
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, post_then, told, unit_name
from cadre_desktop.reports.report import Parameter, Report, ReportOptions
from cadre_desktop.reports.stored import live
from cadre_desktop.storage.fields import Choice

_ASKED: tuple[Parameter, ...] = ("year", "as_of", "unit_id", "record_ids", "level")
MOST_FORMS = 200
_FORM_STATES = (PlacementState.ENDED, PlacementState.RECALLED, PlacementState.APPRAISED)


def _chosen(maker: Maker, model: Any, day_column: Any, *conditions: Any) -> list[Any]:
    """Read the records named, or those of the year in view, the earliest first."""
    wanted = maker.options.record_ids
    which = model.id.in_(wanted) if wanted else sa.and_(maker.ground.day_in_year(day_column), *conditions)
    found = [one for one in live(maker.session, model, which) if maker.ground.place(one.cadre_id, None) is not None]
    if len(found) > MOST_FORMS:
        words = f"符合条件的有{len(found)}份，一次最多打印{MOST_FORMS}份。"
        raise NotAllowed(words, hint="请按单位或选定的记录分批打印。")
    return sorted(found, key=lambda one: (getattr(one, day_column.key), one.id))


def collect_vettings(session: Session, options: ReportOptions) -> ReportBook:
    """List the sheets with what each lacks, and print a form for each.  Raises NotAllowed for too many."""
    maker = Maker(session, options)
    title = f"{options.year}年凡提四必审核单"
    for figure in vettings.vettings(maker.ground):
        maker.print_figure(figure)
    found = _chosen(maker, Vetting, Vetting.started_on)
    who = PeopleLines(maker, (one.cadre_id for one in found))
    lines = []
    for at, one in enumerate(found, 1):
        gaps = gaps_of(one, maker.ground.book).value
        lacking = "；".join((*gaps.before_meeting, *gaps.before_office)) or "齐全"
        place = f"{unit_name(maker, one.unit_id)}{one.proposed_post}"
        lines.append(
            (
                at,
                who.name(one.cadre_id),
                place,
                day(one.started_on),
                one.state.label,
                told(maker, lacking),
                day(one.decided_on),
            )
        )
    columns = [
        NUMBER, Column("姓名", 10), Column("拟任单位及职务", 30, "left"), Column("启动日期", 12), Column("状态", 12),
        Column("还缺", 44, "left"), Column("讨论决定日期", 12),
    ]  # fmt: skip
    first = maker.table(
        "审核情况", f"{title}（汇总）", columns, lines, notes=["“还缺”由程序按规则提示，能否上会由组织决定。"]
    )
    forms = [_vetting_form(maker, who, one) for one in found]
    return maker.book("vetting_sheet", title, [first, *forms])


def _vetting_form(maker: Maker, who: PeopleLines, v: Vetting) -> FormSheet:
    told_day = day(v.talk_on)
    notice = f"{day(v.notice_from)} 至 {day(v.notice_to)}" if v.notice_from else ""
    rows: list[tuple[str, str, str, str, str]] = [
        ("必审\n干部档案", day(v.archive_on), maker.mask.names(v.archive_by or ""), _label(maker, v.archive_result),
         told(maker, v.archive_notes)),
        ("必核\n个人有关事项", day(v.matters_on), maker.mask.names(v.matters_by or ""), _label(maker, v.matters_result),
         told(maker, v.matters_notes)),
        ("必听\n纪检监察意见", day(v.discipline_on), told(maker, v.discipline_document),
         _label(maker, v.discipline_result), inside(maker, v.discipline_words)),
        ("必查\n信访举报", day(v.petitions_on), maker.mask.names(v.petitions_by or ""),
         _label(maker, v.petitions_result), inside(maker, v.petitions_words)),
    ]  # fmt: skip
    cells = [
        FormCell(1, 1, "凡提四必审核单", 1, 5, "title", 14),
        FormCell(2, 1, "姓　名", style="label", height_mm=12),
        FormCell(2, 2, who.name(v.cadre_id)),
        FormCell(2, 3, "现任职务", style="label"),
        FormCell(2, 4, maker.mask.text(post_then(maker, v.cadre_id, v.started_on)), 1, 2),
        FormCell(3, 1, "拟任职务", style="label", height_mm=12),
        FormCell(3, 2, f"{unit_name(maker, v.unit_id)}{v.proposed_post}", 1, 2),
        FormCell(3, 4, "启动日期", style="label"),
        FormCell(3, 5, day(v.started_on)),
    ]
    heads = ("审核事项", "完成日期", "经办人或文号", "结论", "情况")
    cells += [FormCell(4, at, head, style="label", height_mm=10) for at, head in enumerate(heads, 1)]
    for at, (label, *values) in enumerate(rows, 5):
        cells.append(FormCell(at, 1, label, style="label", height_mm=22))
        cells += [FormCell(at, n, text) for n, text in enumerate(values[:-1], 2)]
        cells.append(FormCell(at, 5, values[-1], style="left"))
    signatures = (
        f"书记：{maker.mask.names(v.secretary or '')}　{day(v.secretary_on)}\n"
        f"纪委书记：{maker.mask.names(v.discipline_secretary or '')}　{day(v.discipline_secretary_on)}"
    )
    result = (
        told(maker, v.refused_reason) if v.refused_reason else (f"{day(v.decided_on)}讨论决定" if v.decided_on else "")
    )
    cells += [
        FormCell(9, 1, "廉洁自律\n结论性意见", style="label", height_mm=26),
        FormCell(9, 2, told(maker, v.integrity_words), 1, 4, "left"),
        FormCell(10, 1, "双签字", style="label", height_mm=18),
        FormCell(10, 2, signatures, 1, 4, "left"),
        FormCell(11, 1, "任前公示", style="label", height_mm=12),
        FormCell(11, 2, notice, 1, 2),
        FormCell(11, 4, "廉政谈话", style="label"),
        FormCell(11, 5, told_day),
        FormCell(12, 1, "本人说明", style="label", height_mm=22),
        FormCell(12, 2, inside(maker, v.statement), 1, 4, "left"),
        FormCell(13, 1, "审核结果", style="label", height_mm=14),
        FormCell(13, 2, f"{v.state.label}　{result}", 1, 4, "left"),
    ]  # fmt: skip
    return FormSheet(
        who.name(v.cadre_id), "凡提四必审核单", (28, 24, 34, 26, 56), tuple(cells), margins_mm=(20, 18, 20, 20)
    )


def _label(maker: Maker, conclusion: Choice | None) -> str:
    return told(maker, conclusion.label) if conclusion else ""


def collect_placements(session: Session, options: ReportOptions) -> ReportBook:
    """List the placements that have ended, and print the appraisal form of each.  Raises NotAllowed for too many."""
    maker = Maker(session, options)
    title = f"{options.year}年墩苗锻炼鉴定表"
    for figure in placements.placements(maker.ground):
        if figure.key in ("placement_all_people", "placement_appraised"):
            maker.print_figure(figure)
    found = _chosen(maker, Placement, Placement.started_on, Placement.state.in_(_FORM_STATES))
    who = PeopleLines(maker, [*(one.cadre_id for one in found), *(one.mentor_id for one in found if one.mentor_id)])
    lines = [
        (
            at,
            who.name(one.cadre_id),
            one.kind.label,
            unit_name(maker, one.to_unit_id),
            f"{day(one.started_on)}—{day(one.ended_on)}",
            one.state.label,
            told(maker, one.grade.label if one.grade else ""),
        )
        for at, one in enumerate(found, 1)
    ]
    columns = [
        NUMBER, Column("姓名", 10), Column("类型", 12), Column("接收单位", 24, "left"), Column("起止", 24),
        Column("状态", 11), Column("鉴定等次", 14),
    ]  # fmt: skip
    first = maker.table(
        "鉴定情况", f"{title}（汇总）", columns, lines, notes=["已期满和提前结束的列入，每人一份鉴定表。"]
    )
    forms = [_placement_form(maker, who, one) for one in found]
    return maker.book("placement_form", title, [first, *forms])


def _placement_form(maker: Maker, who: PeopleLines, p: Placement) -> FormSheet:
    grade = told(maker, p.grade.label) if p.grade else "　　"
    long_parts = (
        ("任　　务", maker.mask.text(p.tasks or ""), 30),
        ("自我总结", told(maker, p.summary), 46),
        ("带教评语", told(maker, p.mentor_words), 36),
        ("接收单位\n鉴　　定", f"{told(maker, p.appraisal)}\n\n鉴定等次：{grade}", 46),
        ("组织部门\n意　　见", told(maker, p.office_opinion), 32),
    )
    cells = [
        FormCell(1, 1, "墩苗锻炼鉴定表", 1, 4, "title", 14),
        FormCell(2, 1, "姓　名", style="label", height_mm=12),
        FormCell(2, 2, who.name(p.cadre_id)),
        FormCell(2, 3, "类　型", style="label"),
        FormCell(2, 4, f"{p.kind.label}{f'（{p.batch}）' if p.batch else ''}"),
        FormCell(3, 1, "派出单位", style="label", height_mm=12),
        FormCell(3, 2, unit_name(maker, p.from_unit_id)),
        FormCell(3, 3, "接收单位", style="label"),
        FormCell(3, 4, unit_name(maker, p.to_unit_id)),
        FormCell(4, 1, "岗　位", style="label", height_mm=12),
        FormCell(4, 2, p.position or ""),
        FormCell(4, 3, "带教人", style="label"),
        FormCell(4, 4, who.name(p.mentor_id) if p.mentor_id else ""),
        FormCell(5, 1, "起　止", style="label", height_mm=12),
        FormCell(5, 2, f"{day(p.started_on)} 至 {day(p.ended_on or p.planned_end_on)}", 1, 3),
    ]
    for at, (label, text, height) in enumerate(long_parts, 6):
        cells += [FormCell(at, 1, label, style="label", height_mm=height), FormCell(at, 2, text, 1, 3, "left")]
    return FormSheet(
        who.name(p.cadre_id), "墩苗锻炼鉴定表", (28, 54, 28, 56), tuple(cells), margins_mm=(20, 18, 22, 22)
    )


VETTINGS = Report("vetting_sheet", "凡提四必审核单", _ASKED, collect_vettings)
PLACEMENTS = Report("placement_form", "墩苗鉴定表", _ASKED, collect_placements)
