"""数据来源: every kind of record has a label that finds it and tells nothing that is sealed."""

import re
from datetime import date

import pytest

from cadre_desktop.figures import FIGURES, TABLES
from cadre_desktop.figures.ground import FigureContext, Ground
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports import REPORTS
from cadre_desktop.reports.maker import Maker, numbered
from cadre_desktop.reports.report import Letterhead, Report
from cadre_desktop.reports.source_labels import labels_of
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests.county import County
from tests.reports.sample import Sample


def test_every_figure_and_table_can_name_its_records(county: tuple[Database, Sample]) -> None:
    db, _ = county
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        for compute in FIGURES:
            for figure in compute(ground):
                assert len(labels_of(ground, figure.kind_key, figure.ids)) == len(figure.ids), figure.key
        for tabulate in TABLES:
            table = tabulate(ground)
            for cell in table.totals:
                assert len(labels_of(ground, table.kind_key, cell.ids)) == len(cell.ids), table.key


def test_labels_find_a_record_and_tell_talks_apart(county: tuple[Database, Sample]) -> None:
    db, sample = county
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        assert labels_of(ground, "cadre", [sample.hero]) == ("朱志强（青石镇）",)
        assert labels_of(ground, "performance_term", sample.terms) == ("朱志强 党委书记",)
        talks = labels_of(ground, "interview", sample.talks)
        assert len(talks) == len(sample.talks)
        named = re.compile(r"2026\.\d\d\.\d\d( \d\d:\d\d)? (考察谈话（五必谈）|谈心谈话) \S+")
        assert all(named.fullmatch(label) for label in talks)
        assert len(set(talks)) > 0.9 * len(talks), "a person may be talked of twice a day"


@pytest.fixture
def talks(db: Database) -> tuple[Database, list[str]]:
    """File a review talk, another of the same month, one of the heart with two people, and a work secret."""
    county = County()
    first, second = (county.person(name, county.unit("青石镇")) for name in ("陈一", "冯二"))
    ids = [
        county.talk([first], Category.STAFF, day=date(2026, 5, 6)),
        county.talk([first], Category.MEMBER, day=date(2026, 5, 7)),
        county.talk([second, first], None, purpose=Purpose.HEART, day=date(2026, 6, 1)),
        county.talk([second], None, purpose=Purpose.HEART, day=date(2026, 6, 2), secrecy=Secrecy.WORK_SECRET),
    ]
    county.file(db)
    return db, ids


def test_talks_are_told_apart_inside_and_by_the_month_and_subject_outside(talks: tuple[Database, list[str]]) -> None:
    db, ids = talks
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        inside, outside = (
            labels_of(ground, "interview", ids, level) for level in (ExportLevel.INTERNAL, ExportLevel.UPWARD)
        )
    assert inside == (
        "2026.05.06 考察谈话（五必谈） 陈一",
        "2026.05.07 考察谈话（五必谈） 陈一",
        "2026.06.01 谈心谈话 冯二、陈一",
        "2026.06.02 谈心谈话 冯二",
    )
    assert outside == ("2026.05 考察谈话（五必谈） 陈一",) * 2 + ("2026.06.01 谈心谈话 冯二、陈一",)


def test_no_label_says_what_kind_of_interviewee_spoke(talks: tuple[Database, list[str]]) -> None:
    db, ids = talks
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        said = "".join(label for level in ExportLevel for label in labels_of(ground, "interview", ids, level))
    assert not any(category.label in said for category in Category)


def test_the_sheet_of_sources_counts_equal_labels_and_what_stays_inside(talks: tuple[Database, list[str]]) -> None:
    db, _ = talks
    inside, upward, public = (
        {
            note.label: note.records
            for note in exports.preview(db, "talk_register", exports.options_of(db, level=level)).sources
        }
        for level in ExportLevel
    )
    assert len(inside["考察谈话（五必谈）人次"]) == 2
    assert upward["考察谈话（五必谈）人次"] == ("2026.05 考察谈话（五必谈） 陈一（2条）",)
    assert upward["谈心谈话人次"] == ("2026.06.01 谈心谈话 冯二、陈一", "另1条不对外列出")
    assert public["谈心谈话人次"] == ("共2条，名单从略",)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
@pytest.mark.parametrize("level", list(ExportLevel))
def test_no_figure_leaves_the_records_column_blank(
    county: tuple[Database, Sample], report: Report, level: ExportLevel
) -> None:
    db, sample = county
    options = exports.options_of(db, level=level, cadre_ids=(sample.hero,) if report.people else ())
    for note in exports.preview(db, report.key, options).sources:
        assert note.records, note.label
        assert all(note.records), note.label
        assert len(set(note.records)) == len(note.records), note.label


def test_the_coverage_of_talks_says_why_nobody_is_named(county: tuple[Database, Sample]) -> None:
    db, _ = county
    notes = exports.preview(db, "talk_coverage", exports.options_of(db)).sources
    assert {note.records for note in notes} == {("只列人数，不列名单",)}


def test_people_of_one_name_are_told_apart_by_their_units(db: Database) -> None:
    county = County()
    units = [county.unit(name) for name in ("青石镇", "白沙镇")]
    people = [county.person(name, unit) for name, unit in (("陈一", units[0]), ("陈一", units[1]), ("冯二", units[0]))]
    ids = [county.add(AnnualAssessment, cadre_id=who, year=2025) for who in people]
    county.file(db)
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        labels = labels_of(ground, "annual_assessment", ids)
    assert labels == ("陈一（青石镇）（2025年）", "陈一（白沙镇）（2025年）", "冯二（2025年）")


def test_labels_keep_the_order_of_the_ids_and_leave_out_what_is_gone(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    ids = [county.person(f"人{at:03d}", unit) for at in range(600)]
    county.file(db)
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        labels = labels_of(ground, "cadre", [*ids[::-1], "f" * 32])
    assert labels[0] == "人599（青石镇）"
    assert labels[-1] == "人000（青石镇）"
    assert len(labels) == 600


def test_an_unknown_kind_is_a_fault_of_the_caller(db: Database) -> None:
    with db.read() as session, pytest.raises(KeyError):
        labels_of(Ground(session, FigureContext(date(2026, 11, 21), 2026)), "no_such", ["a"])


def test_long_record_lists_end_with_how_many_more_there_are(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    for at in range(503):
        county.person(f"人{at}", unit)
    county.file(db)
    book = exports.preview(db, "structure", exports.options_of(db))
    serving = book.sources[0]
    assert len(serving.records) == 501
    assert serving.records[-1] == "……另3条，可在程序内点开该数字查看"


def test_the_public_level_prints_counts_for_names(county: tuple[Database, Sample]) -> None:
    db, _ = county
    book = exports.preview(db, "structure", exports.options_of(db, level=ExportLevel.MASKED))
    assert book.sources[0].records == ("共98条，名单从略",)
    assert book.level == ""


def test_the_marks_of_the_levels(db: Database) -> None:
    marks = {
        level: exports.preview(db, "structure", exports.options_of(db, level=level)).level for level in ExportLevel
    }
    assert marks == {
        ExportLevel.INTERNAL: "内部资料　注意保密",
        ExportLevel.UPWARD: "报送上级　注意保密",
        ExportLevel.MASKED: "",
    }


@pytest.mark.parametrize(
    ("notes", "printed"),
    [
        ([], ()),
        (["甲"], ("注：甲",)),
        (["甲", "乙"], ("注：1．甲", "　　2．乙")),
    ],
)
def test_notes_are_numbered_when_there_are_several(notes: list[str], printed: tuple[str, ...]) -> None:
    assert numbered(notes) == printed


def test_the_letterhead_has_blanks_where_nothing_is_known(db: Database) -> None:
    assert Letterhead().sign_line == "填报人：    审核人：    联系电话："
    options = exports.options_of(db)
    with db.read() as session:
        maker = Maker(session, options)
        assert maker.table("表", "题", [], []).unit_line == "填报单位（盖章）："
