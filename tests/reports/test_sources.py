"""数据来源: every kind of record has a label that finds it and tells nothing that is sealed."""

from datetime import date

import pytest

from cadre_desktop.figures import FIGURES, TABLES
from cadre_desktop.figures.ground import FigureContext, Ground
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports.maker import Maker, numbered
from cadre_desktop.reports.report import Letterhead
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


def test_labels_find_a_record_and_talks_are_named_by_month_alone(county: tuple[Database, Sample]) -> None:
    db, sample = county
    with db.read() as session:
        ground = Ground(session, FigureContext(date(2026, 11, 21), 2026))
        assert labels_of(ground, "cadre", [sample.hero]) == ("朱志强（青石镇）",)
        assert labels_of(ground, "performance_term", sample.terms) == ("朱志强 党委书记",)
        talks = labels_of(ground, "interview", sample.talks)
        assert {label[7:] for label in talks} == {"考察谈话（五必谈）", "谈心谈话"}
        assert all(label[:5] == "2026." and label[5:7].isdigit() for label in talks)


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
