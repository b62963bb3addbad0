"""年度考核等次备案表 with the proof of its seats, and 考核资格情况: who may be graded how, and why."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import eligibility, quotas
from cadre_desktop.figures.assessment_facts import SYSTEMS, Subject, subjects
from cadre_desktop.figures.ground import NO_UNIT_LABEL
from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports.assessment_summary import year_with_results
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.people_lines import told
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.rules.eligibility import Eligibility
from cadre_desktop.rules.eligibility_facts import System
from cadre_desktop.rules.quota_ratio import QUOTA_POOL_LABELS, in_digits
from cadre_desktop.rules.quota_seats import QuotaInputs, SeatRow

_SYSTEMS = {System.CIVIL: "公务员", System.INSTITUTION: "事业单位"}
_FILED = (
    NUMBER,
    Column("姓名", 9),
    Column("单位", 18, "left"),
    Column("职务", 22, "left"),
    Column("考核办法", 11),
    Column("名额池", 16),
    Column("参加情况", 13),
    Column("考核结果", 11),
    Column("未定等次或不参加原因", 26, "left"),
    Column("文号", 18, "left"),
)
_PROVED = (
    NUMBER,
    Column("单位（合并范围）", 20, "left"),
    Column("名额池", 16),
    Column("计不定\n等次", 9, group="应参加人数"),
    Column("不计不定\n等次", 9, group="应参加人数"),
    Column("采用", 7, group="应参加人数"),
    Column("比例", 7),
    Column("名额", 7),
    Column("已用", 7),
    Column("余", 6),
    Column("超", 6),
    Column("计算说明", 44, "left"),
    Column("依据", 26, "left"),
)
_WHO = (
    NUMBER,
    Column("姓名", 9),
    Column("单位", 18, "left"),
    Column("职务", 22, "left"),
    Column("考核办法", 10),
    Column("结论", 18),
    Column("理由", 40, "left"),
    Column("依据", 28, "left"),
)


def collect_filing(session: Session, options: ReportOptions) -> ReportBook:
    """List the year's grades for filing, and prove that the seats were kept to; a year without results gives way."""
    asked = options.year
    options = replace(options, year=year_with_results(session, asked))
    maker = Maker(session, options)
    for figure in quotas.counts(maker.ground):
        maker.print_figure(figure)
    title = f"{options.year}年度考核等次备案表"
    public = options.level is ExportLevel.MASKED  # nobody is judged in public: the seats alone are told
    sheets = [_proof(maker)] if public else [_filed(maker, title, asked), _proof(maker)]
    return maker.book("assessment_filing", title, sheets)


def _filed(maker: Maker, title: str, asked: int) -> ReportSheet:
    year, rows = maker.options.year, list(_filed_rows(maker))
    notes = [
        "公务员（含参公人员）按等次、事业单位工作人员按档次填写，两种用语不互相折算。",
        "名额按各单位各名额池应参加人数乘优秀比例计算，只舍不入，见“名额计算”。",
    ]
    if year != asked:
        notes.insert(0, f"{asked}年度还没有考核结果，本表为最近一个有结果的{year}年度。")
    maker.print_count("年度考核等次备案", f"{len(rows)}人", f"{year}年度有考核结果记录的人数，同一人只有一条。")
    return maker.table("等次备案", title, _FILED, rows, notes=notes)


def _filed_rows(maker: Maker) -> Iterator[tuple[Any, ...]]:
    ground, mask = maker.ground, maker.mask
    a = AnnualAssessment
    query = sa.select(a.cadre_id, a.unit_id, a.participation, a.grade, a.reason, a.document, a.scheme).where(
        a.deleted_at.is_(None), a.year == ground.year
    )
    people, order = subjects(ground), list(ground.units)
    pools = {one.person: QUOTA_POOL_LABELS[one.pool] for one in quotas.quota_ground(ground).inputs.people}
    found = [(people[row.cadre_id], row) for row in ground.rows(query) if row.cadre_id in people]
    found.sort(key=lambda pair: (_place(order, pair[0].unit_id), not pair[0].team_member, pair[0].name))
    for at, (one, row) in enumerate(found, 1):
        yield (
            at, mask.name(one.name), _unit(maker, one), mask.text(one.post_title), row.scheme.label,
            pools.get(one.id, "不占名额"), row.participation.label,
            row.grade.label if row.grade else "—",
            told(maker, row.reason) if row.participation is not Participation.FULL else "", row.document or "",
        )  # fmt: skip


def _proof(maker: Maker) -> ReportSheet:
    ground = maker.ground
    found, board = quotas.quota_ground(ground), quotas.board(ground)
    rows = [(at, *_proved(found.inputs, row)) for at, row in enumerate(board.rows, 1)]
    sums = [sum(row[place] for row in rows) for place in (3, 4, 5)]
    seats = [sum(row[place] for row in rows) for place in (7, 8, 9, 10)]
    total = ("合计", None, None, *sums, None, *seats, None, None) if rows else None
    notes = [
        "名额＝采用的应参加人数×比例，只舍不入，合并核定的单位按合并后的人数计算一次。",
        "应参加人数含不定等次人员与否由本县方案确定，两种人数都列出；不参加考核、由外单位考核的不计入。",
        "超出名额的应附上级批准文号；比例高于一般规定的，依据栏为本县设置或文号。",
        *found.untold,
    ]
    title = f"{ground.year}年度考核优秀名额计算表"
    return maker.table("名额计算", title, _PROVED, rows, total=total, notes=notes)


def _proved(inputs: QuotaInputs, row: SeatRow) -> tuple[Any, ...]:
    with_ungraded, without = quotas.other_base(inputs, row)
    settings = "；".join(dict.fromkeys(one.text for one in row.proof.inputs if one.label == "比例设置"))
    source = row.proof.source or (f"本县设置{settings}" if settings else "")
    return (
        row.label.partition("·")[0], QUOTA_POOL_LABELS[row.pool], with_ungraded, without, row.n_base,
        f"{in_digits(row.percent)}%", row.seats, len(row.used), row.left, row.over, row.proof.sentence, source,
    )  # fmt: skip


def collect_eligibility(session: Session, options: ReportOptions) -> ReportBook:
    """List whose grade something stands against, with the reasons and the texts they rest on."""
    maker = Maker(session, options)
    for figure in eligibility.counts(maker.ground):
        maker.print_figure(figure)
    title = f"{options.year}年度考核资格情况表"
    found = eligibility.conclusions(maker.ground)
    people, order = subjects(maker.ground), list(maker.ground.units)
    told_of = [(people[whose], one) for whose, one in found.items() if one.reasons or one.host]
    told_of.sort(key=lambda pair: (_place(order, pair[0].unit_id), pair[0].name))
    rows = [(at, *_who(maker, one, result)) for at, (one, result) in enumerate(told_of, 1)]
    notes = [
        "本表按登记的处分处理、诫勉、请假、在外工作、平时考核等情况推算，只作提示；等次由考核机关按规定程序确定。",
        f"只列有情形的人员；其余{len(people) - len(rows)}人没有查到影响考核的情形。",
        "依据栏注明“未核实”的，请对照原文后使用；同时有几种情形的，按影响较重的确定。",
    ]
    if options.level is ExportLevel.MASKED:
        rows, notes = [], [*notes[:1], "对外只提供各种情形的人数，见“数据来源”，不列人员。"]
    sheet = maker.table("考核资格", title, _WHO, rows, notes=notes)
    return maker.book("eligibility", title, [sheet])


def _who(maker: Maker, one: Subject, found: Eligibility) -> tuple[Any, ...]:
    reasons = [*found.reasons, *(row for row in found.rows if found.host and row not in found.reasons)]
    sentences = "\n".join(row.sentence for row in reasons)
    sources = "；".join(dict.fromkeys(row.finding.source for row in reasons if row.finding.source))
    return (
        maker.mask.name(one.name), _unit(maker, one), maker.mask.text(one.post_title), _SYSTEMS[SYSTEMS[one.identity]],
        found.words, told(maker, sentences), sources,
    )  # fmt: skip


def _unit(maker: Maker, one: Subject) -> str:
    unit = maker.ground.units.get(one.unit_id)
    return unit.name if unit else NO_UNIT_LABEL


def _place(order: list[str], unit_id: str) -> int:
    return order.index(unit_id) if unit_id in order else len(order)


FILING = Report("assessment_filing", "年度考核等次备案表", ("year", "as_of", "unit_id", "level"), collect_filing)
ELIGIBILITY = Report("eligibility", "考核资格情况", ("year", "as_of", "unit_id", "level"), collect_eligibility)
