"""实绩档案（一人一档）: cover, the nine acts of the three moments, task list, yearly answers, exit sheet, items."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import Ground
from cadre_desktop.formats.report_sheet import FormCell, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.records.achievement import Achievement, Evidence
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.performance_term import PerformanceTerm, TaskKind, TermTask
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.reports import performance_sheets as sheets
from cadre_desktop.reports.maker import IN_FORMS, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import by_key, live, owners, the_person

_TITLE = "干部实绩档案"
NOTHING_YET = "（未填）"


@dataclass(frozen=True, slots=True)
class Volume:
    """One term with everything filed under it."""

    term: PerformanceTerm
    tasks: list[TermTask]
    answers: list[AnnualAnswer]
    answer_lines: dict[str, list[AnswerLine]]
    settlement: TermSettlement | None
    settlement_lines: list[SettlementLine]


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Bind one person's volumes and achievements; raise NotAllowed when nobody was chosen."""
    cadre = the_person(session, options)
    maker = Maker(session, options)
    volumes = [_volume(session, term) for term in _terms(session, cadre)]
    items = live(session, Achievement, Achievement.cadre_id == cadre.id, Achievement.year, Achievement.created_at)
    evidence = by_key(
        live(session, Evidence, Evidence.achievement_id.in_([item.id for item in items]), Evidence.created_at),
        "achievement_id",
    )
    pages: list[ReportSheet | FormSheet] = [_cover(maker, cadre, volumes)]
    for at, volume in enumerate(volumes, 1):
        mark = f"（{at}）" if len(volumes) > 1 else ""
        pages.append(_moments(maker, volume, f"三个环节{mark}"))
        pages.append(sheets.task_sheet(maker, volume.term, volume.tasks, f"上任清单{mark}"))
        pages += [
            sheets.answer_sheet(maker, volume.term, answer, volume.answer_lines.get(answer.id, []), mark)
            for answer in volume.answers
        ]
        if volume.settlement is not None:
            pages.append(sheets.settlement_sheet(maker, volume.settlement, volume.settlement_lines, f"交账单{mark}"))
    pages.append(sheets.item_sheet(maker, items, evidence))
    maker.print_count("实绩档案", f"{len(volumes)}卷", "本人的实绩档案卷数，一人一任期一卷；已删除的不计。", IN_FORMS)
    maker.print_count("实绩条目", f"{len(items)}件", "本人全部实绩条目，各状态都列，状态见表；已删除的不计。", IN_FORMS)
    return maker.book("performance_file", f"{_TITLE}（{maker.mask.name(cadre.name)}）", pages)


def _terms(session: Session, cadre: Cadre) -> list[PerformanceTerm]:
    return live(session, PerformanceTerm, PerformanceTerm.cadre_id == cadre.id, PerformanceTerm.started_on)


def _volume(session: Session, term: PerformanceTerm) -> Volume:
    answers = live(session, AnnualAnswer, AnnualAnswer.term_id == term.id, AnnualAnswer.year)
    settlements = live(session, TermSettlement, TermSettlement.term_id == term.id, TermSettlement.settled_on.desc())
    settlement = settlements[0] if settlements else None
    tasks = live(session, TermTask, TermTask.term_id == term.id, TermTask.number, TermTask.created_at)
    order = {task.id: at for at, task in enumerate(tasks)}
    lines = live(session, AnswerLine, AnswerLine.answer_id.in_([answer.id for answer in answers]))
    closed = (
        live(session, SettlementLine, SettlementLine.settlement_id == settlement.id) if settlement is not None else []
    )
    lines.sort(key=lambda line: order.get(line.task_id, len(order)))
    closed.sort(key=lambda line: order.get(line.task_id, len(order)))
    return Volume(term, tasks, answers, by_key(lines, "answer_id"), settlement, closed)


def _cover(maker: Maker, cadre: Cadre, volumes: list[Volume]) -> FormSheet:
    """封面: 姓名, 单位职务, 任职时间, 建档日期, 编号, 建档单位 (domain 3.8)."""
    last = volumes[-1].term if volumes else None
    facts = (
        ("姓　　名", maker.mask.name(cadre.name)),
        ("单位职务", maker.mask.text(f"{last.unit}{last.post_title}") if last else NOTHING_YET),
        ("任职时间", str(last.started_on) if last else NOTHING_YET),
        ("档案编号", (last.number if last else None) or NOTHING_YET),
        ("建档日期", shown(last.filed_on) if last else NOTHING_YET),
        ("建档单位", (last.filed_by if last else None) or maker.options.letterhead.unit_name),
        ("档案状态", last.state.label if last else "未建卷"),
        ("卷　　数", f"{len(volumes)}卷"),
    )
    cells = [FormCell(1, 1, _TITLE, 1, 2, "title", 60)]
    for row, (label, value) in enumerate(facts, 2):
        cells += [FormCell(row, 1, label, style="label", height_mm=15), FormCell(row, 2, value)]
    return FormSheet("封面", _TITLE, (45, 110), tuple(cells), margins_mm=(30, 25, 28, 26))


def _moments(maker: Maker, volume: Volume, name: str) -> FormSheet:
    """Lay the three moments out, three acts each, with what there is on file for every act."""
    text = maker.mask.text
    heads = (
        ("上任", ("交任务", "压担子", "列清单"), _entry(volume)),
        ("每年度", ("晒答卷", "比排名", "听口碑"), _yearly(volume)),
        ("调任前", ("看成效", "比业绩", "交账单"), _exit(volume)),
    )
    cells = [FormCell(1, 1, "实绩档案“三个环节九件事”", 1, 4, "title", 18)]
    for at, (moment, acts, said) in enumerate(heads):
        row = 2 + at * 2
        cells.append(FormCell(row, 1, moment, 2, 1, "label"))
        for column, (act, words) in enumerate(zip(acts, said, strict=True), 2):
            cells.append(FormCell(row, column, act, style="label", height_mm=10))
            cells.append(FormCell(row + 1, column, text(words or NOTHING_YET), style="left", height_mm=58))
    term = volume.term
    note = f"{maker.mask.name(term.cadre.name)}　{term.unit}{term.post_title}　{term.started_on}起"
    return FormSheet(name, _TITLE, (20, 49, 49, 49), tuple(cells), margins_mm=(20, 18, 20, 20), notes=(note,))


def _entry(volume: Volume) -> tuple[str, str, str]:
    term = volume.term
    n = {kind: sum(task.kind is kind for task in volume.tasks) for kind in TaskKind}
    by = f"{term.assigned_by or ''}{shown(term.assigned_on)}交办，" if term.assigned_by or term.assigned_on else ""
    tasks = f"{by}任务{n[TaskKind.TASK]}项。" if n[TaskKind.TASK] else ""
    burden = "\n".join(
        p for p in (f"压担子{n[TaskKind.BURDEN]}项。" if n[TaskKind.BURDEN] else "", term.expectation) if p
    )
    signed = f"本人{shown(term.signed_on)}签收。" if term.signed_on else "本人尚未签收。"
    return tasks, burden, f"清单共{len(volume.tasks)}项，{signed}" if volume.tasks else ""


def _yearly(volume: Volume) -> tuple[str, str, str]:
    answers = volume.answers
    shown_years = [f"{a.year}年：{shown(a.presented_on) or '未晒'}" for a in answers]
    ranks = [f"{a.year}年：{sheets.rank_words(a)}" for a in answers if a.rank_place is not None]
    voices = [f"{a.year}年：{sheets.voice_words(a)}" for a in answers if a.reputation_percent is not None]
    return "\n".join(shown_years), "\n".join(ranks), "\n".join(voices)


def _exit(volume: Volume) -> tuple[str, str, str]:
    sheet = volume.settlement
    if sheet is None:
        return "", "", ""
    counts = [f"{o.label}{n}项" for o in Outcome if (n := sum(line.outcome is o for line in volume.settlement_lines))]
    return sheet.effect or "", sheet.comparison or "", f"{shown(sheet.settled_on)}交账：{'、'.join(counts)}。"


def people(session: Session, options: ReportOptions) -> tuple[str, ...]:
    """Find everybody on the books with a volume or an achievement."""
    having = owners(session, PerformanceTerm) | owners(session, Achievement, Achievement.year <= options.year)
    return tuple(person.id for person in Ground(session, options.context).people() if person.id in having)


REPORT = Report("performance_file", "实绩档案（一人一档）", ("cadre_ids", "unit_id", "level"), collect, people)
