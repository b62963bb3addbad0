"""争先创优: the red and black boards, awards of the quarters, projects and races, makers and their bases as tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import contests
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.board_entry import BoardEntry, BoardState
from cadre_desktop.records.challenge import Challenge, ChallengeState, MonthlyTask, RaceAward, RaceAwardKind
from cadre_desktop.records.headships import headships
from cadre_desktop.records.makers import BaseKind, MakerBase, MakerTalent
from cadre_desktop.reports.frontline_tables import numbered_rows
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.oversight_tables import ASKED, counted, heads
from cadre_desktop.reports.people_lines import PeopleLines, day, inside, told, unit_name
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live
from cadre_desktop.rules import boards as rules
from cadre_desktop.rules.boards import BOARD_STATE_LABELS
from cadre_desktop.rules.races import RaceTask, mean_of, printed_mean, quarter_of

_QUARTERS = (1, 2, 3, 4)


def collect_boards(session: Session, options: ReportOptions) -> ReportBook:
    """Print what the year's entries come to by unit and item, and list the entries with handling and reply."""
    maker = Maker(session, options)
    title = f"{options.year}年红黑榜通报"
    words = counted(maker, contests.boards(maker.ground))
    entries = contests.board_entries(maker.ground)
    found = rules.board_findings(entries, headships(session, {one.unit for one in entries}), maker.ground.book)
    order = list(rules.BoardState)
    ranked = sorted(found, key=lambda one: (-order.index(one.value.state), -len(one.value.count.black)))
    who = PeopleLines(maker, (person for one in found for person in one.value.heads))
    rows: list[tuple[Any, ...]] = [
        (
            unit_name(maker, one.value.count.unit),
            one.value.count.item,
            len(one.value.count.red),
            len(one.value.count.black),
            BOARD_STATE_LABELS[one.value.state],
            day(one.value.filled_on),
            "、".join(filter(None, map(who.name_inside, one.value.heads))),
        )
        for one in ranked
    ]
    total = ("合计", None, None, *(sum(row[at] for row in rows) for at in (2, 3)), None, None, None) if rows else None
    columns = heads(
        ("单位", 24), ("单项工作", 24), ("红榜（次）", 11), ("黑榜（次）", 11), ("累计结果", 14), ("达到次数日期", 14),
        ("发布时主要负责人", 18),
    )  # fmt: skip
    notes = [words, "按单位、单项工作和自然年累计，已撤销的不计；“让位”为提示，由组织研究决定。"]
    first = maker.table("累计情况", title, columns, numbered_rows(rows), total=total, notes=notes)
    return maker.book("boards", title, [first, _entries(maker, [one.record for one in entries])])


def _entries(maker: Maker, ids: Sequence[str]) -> ReportSheet:
    found = live(maker.session, BoardEntry, BoardEntry.id.in_(ids), BoardEntry.published_on, BoardEntry.id)
    who = PeopleLines(maker, (one.head_id for one in found if one.head_id))
    rows = [
        (
            one.issue or "",
            day(one.published_on),
            one.colour.label,
            one.item,
            unit_name(maker, one.unit_id),
            told(maker, one.matter),
            who.name_inside(one.head_id) if one.head_id else "",
            f"{one.state.label}：{told(maker, one.withdrawn_reason)}"
            if one.state is BoardState.WITHDRAWN
            else one.state.label,
            told(maker, one.handling),
            inside(maker, one.reply),
        )
        for one in found
    ]
    columns = heads(
        ("期次", 14), ("发布日期", 12), ("红黑榜", 8), ("单项工作", 18), ("单位", 20), ("事由", 32),
        ("当时主要负责人", 14), ("状态", 18), ("处理情况", 28), ("单位说明", 26),
    )  # fmt: skip
    title = f"{maker.options.year}年红黑榜上榜名单"
    notes = [f"共{len(rows)}条，含已撤销的；单位说明只在内部使用。"]
    return maker.table("上榜名单", title, columns, numbered_rows(rows), notes=notes)


def collect_awards(session: Session, options: ReportOptions) -> ReportBook:
    """Count the year's 奔跑奖 and 蜗牛奖 by quarter, and list them."""
    maker = Maker(session, options)
    title = f"{options.year}年奔跑奖蜗牛奖情况表"
    figures = list(contests.awards(maker.ground))
    words = counted(maker, figures)
    ids = [key for figure in figures for key in figure.ids]
    found = live(session, RaceAward, RaceAward.id.in_(ids), RaceAward.quarter, RaceAward.kind, RaceAward.id)
    counts: list[tuple[Any, ...]] = [
        (f"第{quarter}季度", *(sum(a.quarter == quarter and a.kind is kind for a in found) for kind in RaceAwardKind))
        for quarter in _QUARTERS
    ]
    total = ("合计", None, *(sum(row[at] for row in counts) for at in (1, 2)))
    columns = [NUMBER, Column("季度", 24, "left"), *(Column(f"{kind.label}（次）", 24) for kind in RaceAwardKind)]
    first = maker.table("按季度", title, columns, numbered_rows(counts), total=total, notes=[words])
    who = PeopleLines(maker, (one.cadre_id for one in found if one.cadre_id))
    rows = [
        (
            f"第{one.quarter}季度",
            one.kind.label,
            who.name(one.cadre_id) if one.cadre_id else "",
            unit_name(maker, one.unit_id) or (who.unit(one.cadre_id) if one.cadre_id else ""),
            one.challenge.name if one.challenge else "",
            told(maker, one.matter),
            told(maker, one.consequence),
            inside(maker, one.reply),
        )
        for one in found
    ]
    titles = heads(
        ("季度", 10), ("奖项", 10), ("干部姓名", 10), ("单位", 20), ("揭榜项目", 26), ("事由", 36), ("奖惩", 24),
        ("本人说明", 26),
    )  # fmt: skip
    notes = [f"共{len(rows)}次；本人说明只在内部使用。"]
    second = maker.table("获奖名单", f"{options.year}年奔跑奖蜗牛奖名单", titles, numbered_rows(rows), notes=notes)
    return maker.book("race_awards", title, [first, second])


def collect_races(session: Session, options: ReportOptions) -> ReportBook:
    """List the projects with how their tasks went in the year, and everybody's means by quarter."""
    maker = Maker(session, options)
    title = f"{options.year}年揭榜赛马情况表"
    c, t = Challenge, MonthlyTask
    posted = c.posted_on <= options.as_of
    projects = [
        one
        for one in live(session, c, posted, c.posted_on, c.id)
        if in_view(maker.ground, one.cadre_id, one.unit_id)
        and (one.done_on is None or one.done_on.year >= options.year)
    ]
    query = sa.select(t.id, t.challenge_id, t.cadre_id, t.month, t.percent).where(
        t.deleted_at.is_(None), t.year == options.year, t.challenge_id.in_([one.id for one in projects])
    )
    tasks = maker.ground.rows(query.order_by(t.month, t.id))
    taken = sum(one.state is not ChallengeState.OPEN for one in projects)
    definition = f"截至{options.as_of:%Y.%m.%d}已张榜、本年以前没有完成的项目。"
    maker.print_count("揭榜项目", f"{len(projects)}个", definition)
    filled = sum(row.percent is not None for row in tasks)
    maker.print_count("月任务", f"{len(tasks)}项", f"{options.year}年的月任务，其中{filled}项已填完成率。")
    counted(maker, contests.awards(maker.ground))
    words = f"项目{len(projects)}个，已揭榜{taken}个；月任务{len(tasks)}项，已填完成率{filled}项。"
    sheets = [_projects(maker, title, projects, tasks, words), _standings(maker, tasks)]
    return maker.book("races", title, sheets)


def _race_tasks(rows: Sequence[Any]) -> list[RaceTask]:
    return [RaceTask(row.id, row.cadre_id, row.month, row.percent) for row in rows]


def _projects(maker: Maker, title: str, projects: Sequence[Challenge], tasks: Sequence[Any], words: str) -> ReportSheet:
    who = PeopleLines(maker, (one.cadre_id for one in projects if one.cadre_id))
    rows = []
    for one in projects:
        mine = [row for row in tasks if row.challenge_id == one.id]
        mean = printed_mean(mean_of(_race_tasks(mine)))
        rows.append(
            (
                one.name,
                who.name(one.cadre_id) if one.cadre_id else "",
                unit_name(maker, one.unit_id),
                day(one.posted_on),
                day(one.due_on),
                maker.mask.text(one.goal or ""),
                len(mine),
                "" if maker.is_public else mean,
                one.state.label,
                day(one.done_on),
                told(maker, one.result),
            )
        )
    columns = heads(
        ("项目", 28), ("揭榜人", 10), ("单位", 20), ("张榜", 12), ("时限", 12), ("目标", 28), ("月任务", 8),
        ("平均\n完成率", 10), ("状态", 9), ("完成", 12), ("结果", 26),
    )  # fmt: skip
    notes = [words, "平均完成率按已填完成率的月任务计算，保留一位小数。"]
    return maker.table("揭榜项目", title, columns, numbered_rows(rows), notes=notes)


def _standings(maker: Maker, tasks: Sequence[Any]) -> ReportSheet:
    """Give everybody's mean of each quarter and of the year, the best year first; nobody in public."""
    by_person: dict[str, list[RaceTask]] = {}
    for task in () if maker.is_public else _race_tasks(tasks):
        by_person.setdefault(task.person, []).append(task)
    means = {person: mean_of(mine) for person, mine in by_person.items()}
    who = PeopleLines(maker, by_person)
    order = sorted(by_person, key=lambda person: (means[person] is None, -(means[person] or 0), person))
    rows = [
        (
            who.name(person),
            who.unit(person),
            len(by_person[person]),
            sum(one.percent is None for one in by_person[person]),
            *(
                printed_mean(mean_of(one for one in by_person[person] if quarter_of(one.month) == quarter))
                for quarter in _QUARTERS
            ),
            printed_mean(means[person]),
        )
        for person in order
    ]
    columns = heads(
        ("姓名", 12), ("单位", 26), ("月任务", 10), ("未填", 10), *((f"第{quarter}季度", 14) for quarter in _QUARTERS),
        ("全年平均", 14),
    )  # fmt: skip
    notes = ["按全年平均完成率排列；未填完成率的不计入平均。奖项由人评定。"]
    if maker.is_public:
        notes = ["个人完成率不公开。"]
    return maker.table("赛马情况", f"{maker.options.year}年赛马完成率", columns, numbered_rows(rows), notes=notes)


def collect_makers(session: Session, options: ReportOptions) -> ReportBook:
    """Count bases and makers by township, and list both as they stand on the day."""
    maker = Maker(session, options)
    title = "创客基地和人才情况表"
    figures = {one.key: one for one in contests.makers(maker.ground)}
    words = counted(maker, figures.values())
    b, t = MakerBase, MakerTalent
    base_ids = [key for kind in BaseKind for key in figures[f"maker_{kind.value}"].ids]
    bases = live(session, b, b.id.in_(base_ids), b.built_on, b.id)
    bases.sort(key=lambda one: list(BaseKind).index(one.kind))
    talents = live(session, t, t.id.in_(figures["maker_talents"].ids), t.trade, t.began_on, t.id)
    homes = [*(one.unit_id or "" for one in bases), *(one.unit_id or "" for one in talents)]
    ids, names = maker.ground.unit_rows(homes)
    rows: list[tuple[Any, ...]] = [
        (
            name,
            *(sum((one.unit_id or "") == key and one.kind is kind for one in bases) for kind in BaseKind),
            sum((one.unit_id or "") == key for one in talents),
        )
        for key, name in zip(ids, names, strict=True)
    ]
    total = ("合计", None, *(sum(row[at] for row in rows) for at in range(1, 5))) if rows else None
    columns = [
        NUMBER, Column("乡镇或村", 28, "left"), *(Column(f"{kind.label}（个）", 18) for kind in BaseKind),
        Column("创客人才（名）", 18),
    ]  # fmt: skip
    first = maker.table("按乡镇", title, columns, numbered_rows(rows), total=total, notes=[words])
    return maker.book("makers", title, [first, _bases(maker, bases, talents), _talents(maker, talents)])


def _bases(maker: Maker, bases: Sequence[MakerBase], talents: Sequence[MakerTalent]) -> ReportSheet:
    rows = [
        (
            one.name,
            one.kind.label,
            unit_name(maker, one.unit_id),
            day(one.built_on),
            maker.mask.text(one.business or ""),
            sum(talent.base_id == one.id for talent in talents),
        )
        for one in bases
    ]
    columns = heads(
        ("基地名称", 32), ("类型", 12), ("所在乡镇", 22), ("建立时间", 12), ("经营内容", 40), ("创客（名）", 11)
    )
    return maker.table("基地名单", "创客基地名单", columns, numbered_rows(rows), notes=[f"共{len(rows)}个。"])


def _talents(maker: Maker, talents: Sequence[MakerTalent]) -> ReportSheet:
    rows = [
        (
            maker.mask.name(one.name),
            one.trade.label,
            one.base.name if one.base else "",
            unit_name(maker, one.unit_id),
            "是" if one.party_member else "",
            day(one.began_on),
            told(maker, one.deeds),
        )
        for one in talents
    ]
    columns = heads(
        ("姓名", 10), ("类别", 10), ("创客基地", 28), ("乡镇或村", 20), ("党员", 8), ("入选时间", 12), ("带动情况", 40)
    )
    return maker.table("人才名单", "创客人才名单", columns, numbered_rows(rows), notes=[f"共{len(rows)}名。"])


BOARDS = Report("boards", "红黑榜通报", ASKED, collect_boards)
AWARDS = Report("race_awards", "奔跑奖蜗牛奖情况表", ASKED, collect_awards)
RACES = Report("races", "揭榜赛马情况表", ASKED, collect_races)
MAKERS = Report("makers", "创客基地和人才情况表", ("as_of", "unit_id", "level"), collect_makers)
