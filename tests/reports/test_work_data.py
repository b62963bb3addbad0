"""工作情况数据表: every number of the papers has its figure; sentences print it or say what is missing."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest

from cadre_desktop.figures.figure import Figure, Measure
from cadre_desktop.formats.report_sheet import Draft, ReportBook, ReportSheet, Run
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports import BY_KEY
from cadre_desktop.reports.work_data import Place, in_words, plain
from cadre_desktop.reports.work_sentences import CHAPTERS, PAPERS, SENTENCES, SYSTEMS, Sentence
from cadre_desktop.services import exports, figures
from cadre_desktop.storage.database import Database
from tests import examples

DYNAMIC = ("pool", "contest_chosen")


def figure(value: int | Decimal | None, unit: Measure = "人", label: str = "培训", key: str = "trained") -> Figure:
    return Figure(key, label, value, unit, "口径。", ("1",), "cadre", "全部", date(2026, 11, 21))


def known(*found: Figure) -> dict[str, Figure]:
    return {one.key: one for one in found}


def made(db: Database, **options: object) -> ReportBook:
    return exports.preview(db, "work_data", exports.options_of(db, **options))  # type: ignore[arg-type]


def draft_of(db: Database, **options: object) -> Draft:
    found = made(db, **options).draft
    assert found is not None
    return found


def text_of(draft: Draft) -> str:
    return "\n".join("".join(run.text for run in runs) for chapter in draft.chapters for runs in chapter.paragraphs)


# the sentences


def test_every_number_of_a_sentence_is_a_figure(db: Database) -> None:
    keys = {one.key for one in figures.figures(db)}
    asked = {key for one in SENTENCES for key in re.findall(r"\{([a-z_0-9]+)(?=[}|])", one.text)}
    assert asked <= keys
    named = {key for one in SENTENCES for key in re.findall(r"\{([a-z_]+):\*\}", one.text)}
    assert named == set(DYNAMIC)


def test_every_system_has_a_sentence_and_a_place_in_the_draft() -> None:
    assert {one.system for one in SENTENCES} == set(SYSTEMS) == set(range(1, 36))
    placed = [number for _title, systems in CHAPTERS for number in systems]
    assert sorted(placed) == sorted(SYSTEMS)
    assert {one.paper for one in SENTENCES} == set(PAPERS)


@pytest.mark.parametrize(
    ("value", "unit", "measure", "exact", "rough"),
    [
        (2394, "人次", "", "2394人次", "2390余人次"),
        (2390, "人次", "", "2390人次", "2390人次"),
        (417, "人", "名", "417名", "410余名"),
        (99, "人", "", "99人", "99人"),
        (100, "人", "", "100人", "100人"),
        (101, "人", "", "101人", "100余人"),
        (2005, "元", "", "2005元", "2005元"),
        (Decimal("80.0"), "%", "", "80.0%", "80.0%"),
        (0, "人", "名", "0名", "0名"),
    ],
)
def test_a_number_is_printed_exactly_or_roughly(
    value: int | Decimal, unit: Measure, measure: str, exact: str, rough: str
) -> None:
    place = Place("trained", (figure(value, unit),), measure)
    assert in_words(place) == Run(exact)
    assert in_words(place, roughly=True) == Run(rough)


def test_what_cannot_be_reckoned_is_marked() -> None:
    nothing = in_words(Place("trained", (figure(None, "%", "结对覆盖率"),)))
    assert nothing == Run("〔缺：结对覆盖率〕", missing=True)
    assert in_words(Place("no_such_figure", ())) == Run("〔缺：没有这项数据〕", missing=True)
    assert in_words(Place("pool", (), named=True)) == Run("无")


def test_figures_named_by_the_county_are_listed_with_their_names() -> None:
    found = known(
        figure(82, label="90后干部库入库", key="pool:90后干部库"),
        figure(56, label="乡村振兴库入库", key="pool:乡村振兴库"),
    )
    sentence = Sentence("X", 27, "入库：{pool:*}")
    assert plain(sentence, found) == "入库：90后干部库入库82人、乡村振兴库入库56人"
    assert plain(sentence, {}) == "入库：无"


# the report


@pytest.fixture
def county(db: Database) -> Database:
    """One record of a few kinds, all of the year."""
    for key in ("post", "observation", "honour", "training_class", "pool_member", "contest_entry", "incentive_measure"):
        examples.one(db, key)
    return db


def test_each_number_stands_in_a_row_with_its_definition_and_each_figure_once_by_system(county: Database) -> None:
    book = made(county)
    papers, systems = book.sheets
    assert isinstance(papers, ReportSheet)
    assert isinstance(systems, ReportSheet)
    row = next(row for row in papers.rows if "建立干部表现纪实档案" in row[3])
    assert row[1:6] == ("衡东县", "表现纪实档案", "建立干部表现纪实档案1份", "纪实档案", "1份")
    assert row[6].startswith("全部单位截至2026.11.21的在册干部中")
    pay = next(row for row in papers.rows if row[4] == "乡镇工作人员收入高于县直同职级")
    assert (pay[3], pay[5]) == ("乡镇工作人员收入高于县直同职级〔缺：乡镇工作人员收入高于县直同职级〕", "—")
    once = [row[2] for row in systems.rows]
    assert len(once) == len(set(once)) == len(book.sources)
    assert next(row for row in systems.rows if row[2] == "落实“下”")[4] == "吉首市、衡东县"
    assert [row[0] for row in papers.rows] == list(range(1, len(papers.rows) + 1))


def test_the_draft_says_a_number_once_and_names_what_has_none(county: Database) -> None:
    draft = draft_of(county)
    text = text_of(draft)
    assert "建立干部表现纪实档案1份。" in text
    assert "分批分类举办培训班1期，培训86人次" in text
    assert "“三百工程”入库1人次：90后年轻干部人才库入库1人。" in text
    assert text.count("落实“下”") == 0
    assert "能上能下" in draft.note
    assert "表现纪实档案" not in draft.note
    assert [chapter.title for chapter in draft.chapters] == [
        title for title, _ in CHAPTERS if title in {chapter.title for chapter in draft.chapters}
    ]
    missing = [run.text for chapter in draft.chapters for runs in chapter.paragraphs for run in runs if run.missing]
    assert "〔缺：乡镇工作人员收入高于县直同职级〕" in missing


def test_in_public_nobody_is_judged(county: Database) -> None:
    inside, public = made(county), made(county, level=ExportLevel.MASKED)
    assert any("政治素质考察评定好" in str(row[3]) for row in inside.sheets[0].rows)  # type: ignore[union-attr]
    assert not any("政治素质考察评定好" in str(row[3]) for row in public.sheets[0].rows)  # type: ignore[union-attr]
    assert all(note.label != "政治素质“好”" for note in public.sources)


def test_it_leaves_as_a_workbook_or_as_a_word_document(county: Database, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert BY_KEY["work_data"].formats == ("xlsx", "docx")
    options = replace(exports.options_of(county), roughly=True)
    done = exports.export(county, "work_data", options, tmp_path / "工作情况.docx")
    paragraphs = [one.text for one in docx.Document(str(done.path)).paragraphs]
    assert done.number in paragraphs[0]
    assert paragraphs[1] == "2026年干部工作情况"
    assert "建立干部表现纪实档案1份。" in paragraphs
    assert done.n_records > 100
