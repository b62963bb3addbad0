"""工作情况数据表: every figure the county papers print, by paper and by system, and the draft of their sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from cadre_desktop import figures
from cadre_desktop.figures.figure import Figure
from cadre_desktop.formats.report_sheet import Chapter, Column, Draft, ReportBook, ReportSheet, Run
from cadre_desktop.reports.maker import NUMBER, ROUNDED, Maker, long_day
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.work_sentences import CHAPTERS, PAPERS, SENTENCES, SYSTEMS, Sentence

_TITLE = "工作情况数据表"
_PLACE = re.compile(r"\{([a-z_0-9]+)(:\*)?(?:\|([^}]+))?\}")
_NOT_PUBLIC = ("political_good", "signs_")
_NOTHING = "无"
_ROUGH_FROM = 100
_ROUND_DOWN = 10
_UNITS_NOT_ROUGH = ("%", "岁", "元", "天")


@dataclass(frozen=True, slots=True)
class Place:
    """One number of a sentence: the figures it stands for, none when there is none, and the measure word wanted."""

    key: str
    found: tuple[Figure, ...]
    measure: str = ""
    named: bool = False


def places(sentence: Sentence, known: Mapping[str, Figure]) -> Iterator[str | Place]:
    """Yield the words of a sentence and, between them, its numbers."""
    end = 0
    for match in _PLACE.finditer(sentence.text):
        if words := sentence.text[end : match.start()]:
            yield words
        key, several, measure = match.group(1), match.group(2), match.group(3) or ""
        if several:
            found = tuple(figure for name, figure in known.items() if name.startswith(f"{key}:"))
        else:
            found = (known[key],) if key in known else ()
        yield Place(key, found, measure, named=bool(several))
        end = match.end()
    if end < len(sentence.text):
        yield sentence.text[end:]


def in_words(place: Place, *, roughly: bool = False) -> Run:
    """Return a number as the sentence prints it; one that is not to be had is marked, with the reason."""
    if not place.found:
        if place.named:
            return Run(_NOTHING)
        return Run("〔缺：没有这项数据〕", missing=True)
    if any(figure.value is None for figure in place.found):
        return Run(f"〔缺：{place.found[0].label}〕", missing=True)
    told = [_number(figure, place.measure, roughly=roughly) for figure in place.found]
    if place.named:
        told = [f"{figure.label}{words}" for figure, words in zip(place.found, told, strict=True)]
    return Run("、".join(told))


def _number(figure: Figure, measure: str, *, roughly: bool) -> str:
    """Return the exact number, or that of 2394 as 2390余: floored to tens, and only where something was cut off."""
    value = figure.value
    rough = roughly and isinstance(value, int) and value >= _ROUGH_FROM and figure.unit not in _UNITS_NOT_ROUGH
    if rough and isinstance(value, int) and value % _ROUND_DOWN:
        return f"{value // _ROUND_DOWN * _ROUND_DOWN}余{measure or figure.unit}"
    return f"{value}{measure}" if measure else figure.text


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Print every figure of the papers with its definition, and keep the sentences as a draft."""
    maker = Maker(session, options)
    known = {one.key: one for compute in figures.FIGURES for one in compute(maker.ground)}
    told = [one for one in SENTENCES if not (maker.is_public and any(key in one.text for key in _NOT_PUBLIC))]
    sheets = [_by_paper(maker, told, known), _by_system(maker, told, known)]
    book = maker.book("work_data", f"{options.year}年{_TITLE}", sheets)
    return replace(book, draft=draft(maker, told, known))


def _numbers(sentence: Sentence, known: Mapping[str, Figure]) -> Iterator[Place]:
    return (part for part in places(sentence, known) if isinstance(part, Place))


def _by_paper(maker: Maker, told: Sequence[Sentence], known: Mapping[str, Figure]) -> ReportSheet:
    """Print the sentences paper by paper, each number in a row of its own."""
    printed = dict.fromkeys(figure for one in told for place in _numbers(one, known) for figure in place.found)
    for figure in printed:
        maker.print_figure(figure)
    rows: list[tuple[object, ...]] = []
    for sentence in told:
        head = (PAPERS[sentence.paper], SYSTEMS[sentence.system], plain(sentence, known))
        for label, value, definition in _cells(sentence, known):
            rows.append((len(rows) + 1, *head, label, value, definition))
            head = ("", "", "")
    columns = (
        NUMBER, Column("表述参照", 10), Column("工作机制", 20, "left"), Column("工作情况", 40, "left"),
        Column("指标", 26, "left"), Column("数值", 14), Column("口径", 54, "left"),
    )  # fmt: skip
    notes = ["“表述参照”为采用其表述的材料；各数按本单位的记录计算。", ROUNDED]
    return maker.table("按材料", _title(maker), columns, rows, notes=notes)


def _cells(sentence: Sentence, known: Mapping[str, Figure]) -> Iterator[tuple[str, str, str]]:
    for place in _numbers(sentence, known):
        for figure in place.found:
            yield figure.label, figure.in_full, figure.definition


def _by_system(maker: Maker, told: Sequence[Sentence], known: Mapping[str, Figure]) -> ReportSheet:
    """Print each system's figures once, with the papers that print them."""
    rows: list[tuple[object, ...]] = []
    for number, name in SYSTEMS.items():
        papers: dict[Figure, list[str]] = {}
        for sentence in (one for one in told if one.system == number):
            for figure in (figure for place in _numbers(sentence, known) for figure in place.found):
                papers.setdefault(figure, []).append(PAPERS[sentence.paper])
        for figure, where in papers.items():
            rows.append((len(rows) + 1, name, figure.label, figure.in_full, "、".join(dict.fromkeys(where))))
            name = ""
    columns = (
        NUMBER, Column("工作机制", 24, "left"), Column("指标", 34, "left"), Column("数值", 18),
        Column("表述参照", 26, "left"),
    )  # fmt: skip
    return maker.table("按工作机制", f"{_title(maker)}（按工作机制）", columns, rows, notes=[ROUNDED])


def _title(maker: Maker) -> str:
    return f"{maker.options.year}年{_TITLE}"


def plain(sentence: Sentence, known: Mapping[str, Figure], *, roughly: bool = False) -> str:
    """Return a sentence with its numbers in it, as plain text."""
    return "".join(run.text for run in runs(sentence, known, roughly=roughly))


def runs(sentence: Sentence, known: Mapping[str, Figure], *, roughly: bool = False) -> Iterator[Run]:
    """Yield a sentence's pieces, what is missing marked as such."""
    for part in places(sentence, known):
        yield Run(part) if isinstance(part, str) else in_words(part, roughly=roughly)


def draft(maker: Maker, told: Iterable[Sentence], known: Mapping[str, Figure]) -> Draft:
    """Arrange the sentences in chapters: none says its numbers again; what has no data is named last."""
    options = maker.options
    chapters: list[Chapter] = []
    empty: list[str] = []
    said: set[str] = set()
    left = list(told)
    for title, systems in CHAPTERS:
        paragraphs = []
        for number in systems:
            sentence_runs: list[Run] = []
            for one in (one for one in left if one.system == number):
                keys = {figure.key for place in _numbers(one, known) for figure in place.found}
                if keys and keys <= said:
                    continue
                if not _says_something(one, known):
                    continue
                said |= keys
                pieces = runs(one, known, roughly=options.roughly)
                sentence_runs += [*(replace(run, text=maker.mask.text(run.text)) for run in pieces), Run("；")]
            if sentence_runs:
                paragraphs.append((*sentence_runs[:-1], Run("。")))
            elif any(one.system == number for one in left):
                empty.append(SYSTEMS[number])
        if paragraphs:
            chapters.append(Chapter(title, tuple(paragraphs)))
    note = f"以下事项本期没有数据：{'、'.join(empty)}。" if empty else ""
    head = f"截至{long_day(options.as_of)}，{options.year}年干部工作情况如下。"
    return Draft(
        f"{options.year}年干部工作情况",
        head,
        tuple(chapters),
        note,
        options.letterhead.unit_name,
        long_day(options.made_on),
    )


def _says_something(sentence: Sentence, known: Mapping[str, Figure]) -> bool:
    """Whether a sentence has a number other than 0, or lacks one that somebody has to fill in."""
    return any(figure.value != 0 for place in _numbers(sentence, known) for figure in place.found)


REPORT = Report("work_data", _TITLE, ("year", "as_of", "unit_id", "level", "roughly"), collect, word=True)
