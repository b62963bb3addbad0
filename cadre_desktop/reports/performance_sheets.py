"""The tables inside a performance file: tasks, a year's answer, the exit sheet, achievements with evidence."""

from collections.abc import Mapping, Sequence

from cadre_desktop.formats.report_sheet import Column, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records.achievement import Achievement, Evidence
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine
from cadre_desktop.records.performance_term import PerformanceTerm, TermTask
from cadre_desktop.records.term_settlement import SettlementLine, TermSettlement
from cadre_desktop.reports.maker import NOT_PUBLIC, NUMBER, Maker
from cadre_desktop.rules.achievement_states import SELF_STATEMENT, rests_on_self_statement
from cadre_desktop.rules.percent import Rate

_TASK_COLUMNS = (
    NUMBER,
    Column("类型", 9),
    Column("任务", 34, "left"),
    Column("目标值", 28, "left"),
    Column("完成时限", 11),
    Column("责任程度", 11),
)
_ANSWER_COLUMNS = (
    NUMBER,
    Column("任务", 26, "left"),
    Column("完成情况", 10),
    Column("进展与成效", 40, "left"),
    Column("关键数据", 22, "left"),
    Column("本人作用", 20, "left"),
)
_EXIT_COLUMNS = (
    NUMBER,
    Column("任务", 24, "left"),
    Column("目标值", 18, "left"),
    Column("结果", 8),
    Column("成效", 32, "left"),
    Column("佐证", 24, "left"),
    Column("确认人", 9),
    Column("确认日期", 11),
)
_ITEM_COLUMNS = (
    NUMBER,
    Column("年度、账目\n维度、类别", 13),
    Column("实绩事项", 20, "left"),
    Column("目标、起点、过程、成效", 42, "left"),
    Column("本人责任\n和作用", 18, "left"),
    Column("佐证", 24, "left"),
    Column("四维审核", 9),
    Column("状态", 7),
)


def rank_words(answer: AnnualAnswer) -> str:
    """Return the place as “3/17（全县乡镇党政正职）”."""
    scope = f"（{answer.rank_scope}）" if answer.rank_scope else ""
    return f"{answer.rank_place}/{answer.rank_total}{scope}"


def voice_words(answer: AnnualAnswer) -> str:
    """Return the reputation as “满意率96.5%（有效票120）”."""
    ballots = f"（有效票{answer.reputation_ballots}）" if answer.reputation_ballots else ""
    return f"满意率{shown(answer.reputation_percent)}%{ballots}"


def task_sheet(maker: Maker, term: PerformanceTerm, tasks: Sequence[TermTask], name: str) -> ReportSheet:
    """List the tasks as they were signed."""
    text = maker.mask.text
    rows = [
        (
            task.number,
            task.kind.label,
            text(task.name),
            text(task.target or ""),
            shown(task.due_on),
            task.responsibility.label,
        )
        for task in tasks
    ]
    signed = (
        f"本人于{shown(term.signed_on)}签收，签收后不再改动。" if term.signed_on else "本人尚未签收，清单还可以修改。"
    )
    by = f"交办人：{maker.mask.names(term.assigned_by or '')}　交任务日期：{shown(term.assigned_on)}"
    notes = [by, signed]
    if term.expectation:
        notes.append(f"组织要求：{text(term.expectation)}")
    return maker.table(name, f"任期任务清单（{term.started_on}起）", _TASK_COLUMNS, rows, notes=notes)


def answer_sheet(
    maker: Maker, term: PerformanceTerm, answer: AnnualAnswer, lines: Sequence[AnswerLine], mark: str
) -> ReportSheet:
    """Print one year's answer to every task, its rank and its reputation."""
    text = maker.mask.text
    rows = [
        (
            line.task.number,
            text(line.task.name),
            line.standing.label,
            text(line.result or ""),
            text(line.figures or ""),
            text(line.own_role or ""),
        )
        for line in lines
    ]
    notes = [
        f"比排名：{rank_words(answer) if answer.rank_place is not None else '未填'}",
        f"听口碑：{voice_words(answer) if answer.reputation_percent is not None else '未填'}",
        f"晒答卷日期：{shown(answer.presented_on) or '未晒'}",
    ]
    if answer.summary:
        notes.append(f"年度总结：{text(answer.summary)}")
    return maker.table(f"{answer.year}年答卷{mark}", f"{answer.year}年度实绩答卷", _ANSWER_COLUMNS, rows, notes=notes)


def settlement_sheet(maker: Maker, sheet: TermSettlement, lines: Sequence[SettlementLine], name: str) -> ReportSheet:
    """Print the exit sheet: every task with its end, evidence and who confirmed it."""
    text = maker.mask.text
    rows = [
        (
            line.task.number,
            text(line.task.name),
            text(line.task.target or ""),
            line.outcome.label,
            text(line.result or ""),
            text(line.evidence or ""),
            maker.mask.names(line.confirmed_by or ""),
            shown(line.confirmed_on),
        )
        for line in lines
    ]
    said = (
        ("看成效", sheet.effect),
        ("比业绩", sheet.comparison),
        ("遗留问题", sheet.left_problems),
        ("审计、巡察结论", sheet.audit_finding),
        ("本人说明", sheet.reply),
    )
    notes = [f"{label}：{text(words) if words else '无'}" for label, words in said]
    if maker.is_public:
        notes = [*notes[:2], NOT_PUBLIC.strip("（）") + "。"]
    successor = maker.mask.names(sheet.successor or "") or "未填"
    notes.append(
        f"交账日期：{shown(sheet.settled_on)}　接任人：{successor}　签收日期：{shown(sheet.successor_signed_on)}"
    )
    return maker.table(name, "任期交账单", _EXIT_COLUMNS, rows, notes=notes)


def item_sheet(maker: Maker, items: Sequence[Achievement], evidence: Mapping[str, Sequence[Evidence]]) -> ReportSheet:
    """List the achievements with what they rest on; those on the person's own word alone say so."""
    rows = [(at, *_item_row(maker, item, evidence.get(item.id, ()))) for at, item in enumerate(items, 1)]
    own_word = sum(_own_word(evidence.get(item.id, ())) for item in items)
    notes = ["“仅自述”＝没有自述以外的佐证，只作线索；四维审核：完成度、真实度、难易度、贡献度。"]
    if items:
        share = Rate(own_word, len(items)).text()
        notes.append(f"共{len(items)}件，其中仅凭自述{own_word}件，占{share}。")
    return maker.table("实绩条目", "实绩条目", _ITEM_COLUMNS, rows, notes=notes)


def _own_word(evidence: Sequence[Evidence]) -> bool:
    return rests_on_self_statement([_kind(piece) for piece in evidence])


def _kind(piece: Evidence) -> str:
    return SELF_STATEMENT if piece.strength.value == "self" else piece.strength.value


def _item_row(maker: Maker, item: Achievement, evidence: Sequence[Evidence]) -> tuple[object, ...]:
    text = maker.mask.text
    story: tuple[tuple[str, str | None], ...] = (
        ("目标", item.goal),
        ("起点", item.baseline),
        ("过程", item.process),
        ("成效", item.result),
    )
    proofs = [text(f"{piece}{f'（{piece.reference}）' if piece.reference else ''}") for piece in evidence]
    if _own_word(evidence):
        proofs.append("【仅自述】")
    looked = f"{shown(item.look_back_on)}：{item.look_back_result or '未回看'}" if item.look_back_on else ""
    if not maker.is_public:
        story = (*story, ("回看", looked), ("审核意见", item.opinion), ("本人说明", item.reply))
    axes = (("完成", item.completion), ("真实", item.truth), ("难易", item.difficulty), ("贡献", item.contribution))
    return (
        f"{item.year}年 {item.ledger.label}\n{item.paper.label}\n{item.group.label}",
        text(item.title),
        text("\n".join(f"{label}：{words}" for label, words in story if words)),
        text("\n".join(part for part in (item.own_role.label, item.own_part) if part)),
        "\n".join(proofs),
        "\n".join(f"{axis}{level.label}" for axis, level in axes if level) if not maker.is_public else "",
        item.state.label,
    )
