"""What may not leave at a level is in no workbook written at it: in no cell, note, source, property or hidden part."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from cadre_desktop.errors import AppError, InvalidInput
from cadre_desktop.formats.report_sheet import Column, FormCell, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.workbook import write_book
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview, TalkProblem
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.political_review import Ballot, BallotRow, Sign, SourceKind
from cadre_desktop.records.problem import Problem, ProblemSource
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity, Secrecy
from cadre_desktop.reports import BY_KEY as REPORT_BY_KEY
from cadre_desktop.reports import REPORTS, disclosure
from cadre_desktop.reports.disclosure import may_leave, roster_column_leaves
from cadre_desktop.reports.maker import covered
from cadre_desktop.reports.masking import Mask
from cadre_desktop.reports.report import ReportOptions
from cadre_desktop.services import exports, list_exports, records
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field
from tests import examples
from tests.county import County

LEVELS = tuple(ExportLevel)
_MARK = re.compile(r"印\d{4}记")


def planted(db: Database) -> dict[str, tuple[RecordKind, Field]]:
    """File an example of every kind with a mark of its own in every free text; return what each mark stands for."""
    marks: dict[str, tuple[RecordKind, Field]] = {}
    numbers = count()
    for kind in KINDS:
        if kind.key not in examples.EXAMPLES:
            continue
        plain = examples.EXAMPLES[kind.key](db)
        values, mine = dict(plain), {}
        for field in kind.form_fields:
            if field.type is str and not field.spec.read_only:
                mine[field.name] = f"印{next(numbers):04d}记"
                values[field.name] = f"{plain.get(field.name) or ''}{mine[field.name]}"
        for name in _file(db, kind, values, plain):
            mine.pop(name)
        marks |= {mark: (kind, kind.field(name)) for name, mark in mine.items()}
    return marks


def _file(db: Database, kind: RecordKind, values: dict[str, object], plain: dict[str, object]) -> set[str]:
    """File a record with as many marks as its rules allow; return the fields that had to do without."""
    without: set[str] = set()
    while True:
        try:
            records.create(db, kind, values)
        except InvalidInput as error:
            refused = {problem.field for problem in error.problems}
            if not refused - without:
                raise
            without |= refused
            for name in refused:
                values.pop(name, None)
                values |= {name: plain[name]} if name in plain else {}
        else:
            return {name for name in without if kind.field(name).type is str}


def options_for(db: Database, level: ExportLevel) -> dict[str, ReportOptions]:
    """Return what every report is made with at a level, of one person where it is made person by person."""
    options = exports.options_of(db, level=level)
    with db.read() as session:
        one = tuple(session.scalars(Cadre.__table__.select().with_only_columns(Cadre.id)))[:1]
    return {report.key: replace(options, cadre_ids=one) if report.people else options for report in REPORTS}


def collected(db: Database, level: ExportLevel) -> Iterator[ReportBook]:
    """Make every report at a level."""
    for key, options in options_for(db, level).items():
        try:
            yield exports.preview(db, key, options)
        except AppError:  # a report with nobody to write of
            continue


def written_as_one(books: Sequence[ReportBook], path: Path) -> Path:
    """Write all sheets and sources of many reports into one workbook: its parts are made as each one's would be."""
    sheets = tuple(sheet for book in books for sheet in book.sheets)
    sources = tuple(note for book in books for note in book.sources)
    write_book(replace(books[0], title="、".join(book.title for book in books), sheets=sheets, sources=sources), path)
    return path


def everything_in(path: Path) -> str:
    """Read every part of a workbook as text: sheets, shared words, comments, properties, headers."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_what_may_not_leave_at_a_level_is_in_no_workbook_of_it(db: Database, tmp_path: Path) -> None:
    marks = planted(db)
    assert len(marks) > 150
    seen: dict[ExportLevel, set[str]] = {}
    wrong = []
    for level in LEVELS:
        books = list(collected(db, level))
        seen[level] = set(_MARK.findall(everything_in(written_as_one(books, tmp_path / f"{level.value}.xlsx"))))
        for mark in sorted(seen[level]):
            kind, field = marks[mark]
            if not may_leave(kind, field, level):
                where = [book.key for book in books if mark in str(book)]
                wrong.append(f"{level.label}：{kind.key}.{field.name} 在 {where}")
        # every report's words came into that workbook, so that each was searched
        assert seen[level] == set(_MARK.findall(str(books))), level.label
    assert not wrong, "\n".join(wrong)
    # the search finds what does leave, so it would have found the rest
    inside = {mark for mark, (kind, field) in marks.items() if field in kind.sheet_fields}
    assert inside <= seen[ExportLevel.INTERNAL]
    counts = [len(seen[level]) for level in LEVELS]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[1] > counts[2] > 20


@pytest.mark.parametrize("names", [disclosure._INSIDE_ONLY, disclosure._NOT_PUBLIC, disclosure._PUBLIC_ONLY])
def test_every_column_named_there_exists(names: dict[str, frozenset[str]]) -> None:
    for key, columns in names.items():
        for name in columns:
            assert BY_KEY[key].field(name).label


def test_kinds_that_judge_are_not_listed_column_by_column_as_well() -> None:
    assert disclosure._PUBLIC_ONLY.keys() & disclosure._NOT_PUBLIC.keys() == set()


# Signs follow the talk they come from


@pytest.fixture
def signs(db: Database) -> str:
    """A review with a sign from an ordinary talk and one from a secret one; return the person's id."""
    county = County()
    who = county.person("周文静", county.unit("青石镇"))
    review = county.review(who)
    for number, secrecy in enumerate(Secrecy):
        talk = county.talk([who], None, secrecy=secrecy)
        county.add(
            Sign,
            review_id=review,
            dimension=next(iter(Dimension)),
            polarity=Polarity.NEGATIVE,
            fact=f"印000{number}记",
            reply=f"印001{number}记",
            source_kind=SourceKind.INTERVIEW,
            interview_id=talk,
        )
    county.file(db)
    return who


def test_the_words_of_a_sign_go_no_further_than_the_talk_it_comes_from(
    db: Database, signs: str, tmp_path: Path
) -> None:
    told = {
        ExportLevel.INTERNAL: {"印0000记", "印0001记", "印0010记", "印0011记"},
        ExportLevel.UPWARD: {"印0000记", "印0010记"},
        ExportLevel.MASKED: set(),
    }
    kind = BY_KEY["sign"]
    names = [field.name for field in kind.sheet_fields]
    telling: list[str] = []
    for level in LEVELS:
        books = list(collected(db, level))
        assert set(_MARK.findall(str(books))) == told[level], level.label
        telling = telling or [book.key for book in books if _MARK.search(str(book))]
        options = options_for(db, level)
        files = [exports.export(db, key, options[key], tmp_path / f"{level.value}{key}.xlsx").path for key in telling]
        assert set(_MARK.findall("".join(map(everything_in, files)))) == told[level], level.label
        path = tmp_path / f"列表{level.value}.xlsx"
        done = list_exports.export_list(db, kind, names, ListQuery(), path, level=level)
        assert set(_MARK.findall(everything_in(done.path))) == told[level], level.label
        assert done.n_records == 2  # both are counted, whatever is said of them
    assert {"political_file", "list_sign"} <= set(telling)


def test_a_secret_sign_is_counted_and_points_to_the_file(db: Database, signs: str) -> None:
    options = replace(exports.options_of(db, level=ExportLevel.UPWARD), cadre_ids=(signs,))
    text = str(exports.preview(db, "political_file", options))
    assert "来源为工作秘密，内容见存档材料" in text
    (sheet,) = exports.preview(db, "list_sign", options).sheets
    assert "其中1条的来源为工作秘密，只计数，内容见存档材料" in "".join(sheet.notes)
    assert sum("见存档材料" in row for row in sheet.rows) == 1
    summary = exports.preview(db, "political_summary", options).sheets[0].rows[0]
    assert "0/2" in summary


def test_a_talk_is_told_as_far_as_its_secrecy_allows() -> None:
    secret, open_ = Interview(secrecy=Secrecy.WORK_SECRET), Interview(secrecy=Secrecy.INTERNAL)
    assert [disclosure.is_told(secret, level) for level in LEVELS] == [True, False, False]
    assert [disclosure.is_told(open_, level) for level in LEVELS] == [True, True, True]
    assert disclosure.is_told(None, ExportLevel.MASKED)


# What is taken over from a talk, and names where nobody looks for one


def test_a_problem_taken_over_from_a_talk_is_only_counted_in_public(db: Database) -> None:
    county = County()
    who = county.person("周文静", county.unit("青石镇"))
    talk = county.talk([who], None, secrecy=Secrecy.INTERNAL)
    told = county.add(TalkProblem, interview_id=talk, text="印0001记")
    county.add(Problem, text="印0002记", source=ProblemSource.OTHER, talk_problem_id=told, reported_on=date(2026, 3, 2))
    county.add(Problem, text="印0003记", source=ProblemSource.OTHER, reported_on=date(2026, 3, 2))
    county.file(db)
    found = {
        level: set(_MARK.findall(str(exports.preview(db, "list_problem", exports.options_of(db, level=level)).sheets)))
        for level in LEVELS
    }
    assert found[ExportLevel.INTERNAL] == {"印0001记", "印0002记", "印0003记"}
    assert found[ExportLevel.UPWARD] == {"印0002记", "印0003记"}  # the talk itself stays inside
    assert found[ExportLevel.MASKED] == set()
    (sheet,) = exports.preview(db, "list_problem", exports.options_of(db, level=ExportLevel.MASKED)).sheets
    assert "其中1条来自不公开的谈话" in "".join(sheet.notes)


def test_a_name_typed_where_nobody_looks_for_one_is_covered_in_public_too() -> None:
    mask = Mask(ExportLevel.MASKED, ["周文静"])
    form = FormSheet("表", "表", (20.0,), (FormCell(1, 1, "周文静承办〔2026〕3号"),), notes=("周文静填",))
    table = ReportSheet("表", "表", "", "", "", (Column("文号"),), [("周文静承办〔2026〕3号", 7)], total=("周文静", 7))
    for sheet in (covered(form, mask), covered(table, mask)):
        assert "周文静" not in str(sheet)
        assert "承办〔2026〕3号" in str(sheet)
    assert covered(table, mask).rows[0][1] == 7


# The roster


def test_the_roster_judges_nobody_in_public() -> None:
    for name in ("last_grade", "political_grade", "last_talk_on"):
        assert [roster_column_leaves(name, level) for level in LEVELS] == [True, True, False]
    assert roster_column_leaves("post", ExportLevel.MASKED)


def test_grades_and_votes_are_printed_for_nobody_in_public(db: Database, tmp_path: Path) -> None:
    county = County()
    unit = county.unit("青石镇")
    people = [county.person(name, unit) for name in ("周文静", "刘大有")]
    for who in people:
        review = county.review(
            who, n_issued=97, n_returned=96, n_valid=95, grade=FourGrade.POOR, suggested_grade=FourGrade.POOR,
            decided_by="清源县委组织部", decided_on=date(2026, 9, 1),
        )  # fmt: skip
        county.add(Ballot, review_id=review, row=BallotRow.OVERALL, n_first=91, n_second=2, n_third=1, n_fourth=1)
    county.file(db)
    for key in ("political_summary", "ballot_statistics", "identification_form", "political_file"):
        options = [
            replace(exports.options_of(db, level=level), cadre_ids=(people[0],) if REPORT_BY_KEY[key].people else ())
            for level in (ExportLevel.UPWARD, ExportLevel.MASKED)
        ]
        upward, public = (exports.preview(db, key, one) for one in options)
        assert "91" in str(upward.sheets) or "鉴定为“较差”" in str(upward.sheets), key
        assert not any(words in str(public.sheets) for words in ("91", "97", "“较差”", "2026.09.01")), key
        assert not any("周" in str(row) for sheet in public.sheets for row in getattr(sheet, "rows", ())), key
    summary = exports.preview(db, "political_summary", exports.options_of(db, level=ExportLevel.MASKED))
    (grades,) = summary.sheets
    assert grades.rows == []  # two people of one unit are too few to be counted in public
    assert "另有1个单位不足3人" in "".join(grades.notes)


@pytest.mark.parametrize("key", ["political_review", "ballot", "annual_assessment", "sanction", "reminder"])
def test_lists_of_judgements_name_in_public_neither_the_person_nor_the_judgement(key: str) -> None:
    kind = BY_KEY[key]
    public = {f.name for f in kind.sheet_fields if may_leave(kind, f, ExportLevel.MASKED)}
    assert public.isdisjoint({"cadre", "review", "grade", "suggested_grade", "n_first", "n_valid", "name", "facts"})
    assert public < {f.name for f in kind.sheet_fields if may_leave(kind, f, ExportLevel.UPWARD)}
