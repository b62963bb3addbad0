"""谈话情况登记表: the year's talks as a list, or the form of each chosen one, with the agreed text and no more."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures import talks
from cadre_desktop.formats.report_sheet import Column, FormCell, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview, InterviewState, Purpose
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports.maker import IN_FORMS, NUMBER, Maker
from cadre_desktop.reports.report import Report, ReportOptions

_TITLE = "谈话情况登记表"
_NOT_AGREED = "（谈话记录尚未定稿，内容不导出）"
_NOT_OUTSIDE = "（考察谈话内容只在内部使用，不对外提供）"
_NOT_PUBLIC = "（谈话内容不公开）"


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Print the chosen talks as forms, one sheet a talk, or list those of the year when none is chosen."""
    maker = Maker(session, options)
    if not options.record_ids:
        return maker.book("talk_register", f"{_TITLE}（{options.year}年）", [_list_sheet(maker)])
    found = session.scalars(
        sa.select(Interview).where(Interview.id.in_(options.record_ids), Interview.deleted_at.is_(None))
    )
    chosen = {talk.id: talk for talk in found if _may_leave(talk, options.level)}
    if not chosen and options.level is not ExportLevel.INTERNAL:
        raise NotAllowed(
            "所选的谈话都不能按这个级别导出：工作秘密只供内部使用。", hint="请改选“内部使用”，或另选谈话。"
        )
    forms = [_form(maker, chosen[i]) for i in options.record_ids if i in chosen]
    maker.print_count("谈话记录", f"{len(forms)}份", "所选的谈话记录；受访者姓名和原始记录不导出。", IN_FORMS)
    return maker.book("talk_register", _TITLE, forms)


def refusal(talk: Interview, level: ExportLevel) -> str:
    """Say why a talk's content may not leave at the level; empty when it may.

    Only final text is agreed.  What was said in a review talk would name its only possible speaker (there is one
    一把手), so it stays inside the office.
    """
    if level is ExportLevel.MASKED:
        return _NOT_PUBLIC
    if talk.state is not InterviewState.FINAL:
        return _NOT_AGREED
    if talk.purpose is Purpose.REVIEW and level is not ExportLevel.INTERNAL:
        return _NOT_OUTSIDE
    return ""


def _may_leave(talk: Interview, level: ExportLevel) -> bool:
    """Say whether a talk may be told of at all: a work secret only inside the office."""
    return level is ExportLevel.INTERNAL or talk.secrecy is not Secrecy.WORK_SECRET


def _exact(talk: Interview, level: ExportLevel) -> bool:
    """Say whether day, hour, place and talkers may be told: of a review talk they would tell who was heard."""
    return level is ExportLevel.INTERNAL or talk.purpose is not Purpose.REVIEW


def _subjects(maker: Maker, talk: Interview) -> list[Cadre]:
    return sorted(talk.subjects, key=lambda cadre: (cadre.name, cadre.id))


def _list_sheet(maker: Maker) -> ReportSheet:
    """List the year's talks; reviews show the month alone outside the office, work secrets not at all."""
    for figure in talks.purposes(maker.ground):
        if figure.value:
            maker.print_figure(figure)
    columns = [
        NUMBER,
        Column("谈话时间", 12),
        Column("谈话类型", 18),
        Column("谈话对象", 16, "left"),
        Column("受访者类别", 18, "left"),
        Column("单位", 16, "left"),
        Column("谈话人", 16, "left"),
        Column("地点", 14, "left"),
        Column("状态", 8),
        Column("签字", 6),
    ]
    rows = [(at, *line) for at, line in enumerate(_list_rows(maker), 1)]
    notes = [
        "本表不含谈话内容；受访者姓名和原始记录另行加密保管，任何级别都不导出。",
        f"谈话日期在{maker.ground.year_text}之间，共{len(rows)}次。",
    ]
    if maker.options.level is not ExportLevel.INTERNAL:
        notes.append("考察谈话只列月份；密级为工作秘密的谈话不列入，因此次数可能少于数据来源所列。")
    return maker.table("谈话登记", f"{_TITLE}（{maker.options.year}年）", columns, rows, notes=notes)


def _list_rows(maker: Maker) -> Iterator[tuple[Any, ...]]:
    v = Interview
    query = (
        sa.select(v)
        .where(v.deleted_at.is_(None), maker.ground.day_in_year(v.talked_on))
        .order_by(v.talked_on, v.id)
        .execution_options(yield_per=500)
    )
    mask, level = maker.mask, maker.options.level
    wanted = set(maker.options.cadre_ids)
    for talk in maker.session.scalars(query):
        subjects = [
            cadre
            for cadre in _subjects(maker, talk)
            if maker.ground.place(cadre.id, None) is not None and (not wanted or cadre.id in wanted)
        ]
        if not subjects or not _may_leave(talk, level):
            continue
        exact = _exact(talk, level)
        yield (
            f"{talk.talked_on:%Y.%m.%d}" if exact else f"{talk.talked_on:%Y.%m}",
            talk.purpose.label,
            "、".join(mask.name(cadre.name) for cadre in subjects),
            talk.category.label if talk.category and exact else "",
            str(talk.unit) if talk.unit else "",
            mask.names(talk.talkers) if exact else "",
            mask.text(talk.place or "") if exact else "",
            talk.state.label,
            shown(talk.signed),
        )


def _form(maker: Maker, talk: Interview) -> FormSheet:
    """Lay one talk out: 谈话时间、地点 | 谈话人、记录人 | 谈话对象、职务 | 谈话内容 | 对象意见 | 备注."""
    mask, level = maker.mask, maker.options.level
    kept_back, exact = refusal(talk, level), _exact(talk, level)
    subjects = _subjects(maker, talk)
    people = [maker.ground.by_id.get(cadre.id) for cadre in subjects]
    posts = [
        f"{maker.ground.units[p.unit_id].name if p.unit_id in maker.ground.units else ''}{p.post_title}"
        for p in people
        if p is not None
    ]
    when = f"{talk.talked_on:%Y.%m.%d} {talk.talked_at or ''}".rstrip() if exact else f"{talk.talked_on:%Y.%m}"
    remark = "　".join(
        part
        for part in (
            talk.category.label if talk.category and level is ExportLevel.INTERNAL else "",
            f"密级：{talk.secrecy.label}",
            f"状态：{talk.state.label}",
            "已签字" if talk.signed else "未签字",
        )
        if part
    )
    cells = (
        FormCell(1, 1, f"{talk.purpose.label}登记表" if "谈话" in talk.purpose.label else _TITLE, 1, 4, "title", 16),
        FormCell(2, 1, "谈话时间", style="label", height_mm=11),
        FormCell(2, 2, when),
        FormCell(2, 3, "谈话地点", style="label"),
        FormCell(2, 4, mask.text(talk.place or "") if exact else ""),
        FormCell(3, 1, "谈 话 人", style="label", height_mm=11),
        FormCell(3, 2, mask.names(talk.talkers) if exact else ""),
        FormCell(3, 3, "记 录 人", style="label"),
        FormCell(3, 4, mask.names(talk.recorder or "") if exact else ""),
        FormCell(4, 1, "谈话对象", style="label", height_mm=11),
        FormCell(4, 2, "、".join(mask.name(cadre.name) for cadre in subjects)),
        FormCell(4, 3, "职　　务", style="label"),
        FormCell(4, 4, mask.text("；".join(posts))),
        FormCell(5, 1, "谈\n话\n内\n容", style="label", height_mm=92),
        FormCell(5, 2, kept_back or talk.agreed_text or "", 1, 3, "left"),
        FormCell(6, 1, "谈话对象\n的意见", style="label", height_mm=79),
        FormCell(6, 2, "" if kept_back else talk.opinion or "", 1, 3, "left"),
        FormCell(7, 1, "备　　注", style="label", height_mm=12),
        FormCell(7, 2, remark, 1, 3, "left"),
    )
    name = f"{talk.talked_on:{'%m%d' if exact else '%m'}}{''.join(mask.name(cadre.name) for cadre in subjects[:1])}"
    return FormSheet(
        name, _TITLE, (25, 58, 25, 58), cells, notes=("谈话内容为经核对的文本；原始记录和受访者姓名不导出。",)
    )


REPORT = Report("talk_register", _TITLE, ("year", "as_of", "unit_id", "cadre_ids", "record_ids", "level"), collect)
