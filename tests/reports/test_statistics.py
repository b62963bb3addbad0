"""The statistical tables: files built, achievements, assessments, structure; their totals are the figures."""

from dataclasses import replace
from typing import Any

from cadre_desktop.formats.report_sheet import ReportBook, ReportSheet
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import exports
from cadre_desktop.services import figures as figure_service
from cadre_desktop.storage.database import Database
from tests.county import County
from tests.reports.sample import Sample

LEADER = {"is_leader": True}


def book(db: Database, key: str, **asked: Any) -> ReportBook:
    return exports.preview(db, key, exports.options_of(db, **asked))


def sheet(found: ReportBook, name: str) -> ReportSheet:
    match = next(s for s in found.sheets if s.name == name)
    assert isinstance(match, ReportSheet)
    return match


def under(found: ReportSheet, group: str, title: str) -> Any:
    """The 合计 below a head."""
    assert found.total is not None
    places = [at for at, c in enumerate(found.columns) if (c.group, c.title.replace("\n", "")) == (group, title)]
    return found.total[places[0]]


def test_files_built_ties_to_the_figures(county: tuple[Database, Sample]) -> None:
    db, _ = county
    figures = {figure.key: figure for figure in figure_service.figures(db)}
    found = book(db, "files_built")
    table = sheet(found, "建档情况")
    assert under(table, "纪实档案", "已建") == figures["conduct_files_rate"].part
    assert under(table, "政治素质档案", "已建") == figures["political_files_rate"].part
    assert under(table, "", "应建人数") == figures["conduct_files_rate"].whole == 70
    assert figures["conduct_files"].text in "".join(table.notes)
    missing = sheet(found, "未建人员名单")
    assert sum(row[5] == "未建" for row in missing.rows) == figures["political_files_missing"].value


def test_files_built_lists_names_in_small_units_and_a_count_in_large_ones(db: Database) -> None:
    county = County()
    small, large = county.unit("小镇", 1), county.unit("大镇", 2)
    for at in range(2):
        county.person(f"小{at}", small, post=LEADER)
    for at in range(13):
        county.person(f"大{at}", large, post=LEADER)
    county.file(db)
    rows = sheet(book(db, "files_built"), "建档情况").rows
    assert rows[0][5] in ("小0、小1", "小1、小0")
    assert rows[1][5] == "13人，见未建人员名单"
    masked = book(db, "files_built", level=ExportLevel.MASKED)
    assert sheet(masked, "建档情况").rows[0][5] == "2人"
    assert [s.name for s in masked.sheets] == ["建档情况"]


def test_the_achievement_table_ties_to_the_figures(county: tuple[Database, Sample]) -> None:
    db, _ = county
    figures = {figure.key: figure for figure in figure_service.figures(db)}
    table = sheet(book(db, "achievement_summary"), "实绩汇总")
    assert under(table, "件数", "显绩") == figures["achievements_visible"].value
    assert under(table, "件数", "潜绩") == figures["achievements_latent"].value
    assert under(table, "", "仅凭自述占比") == figures["self_statement_share"].text
    every = under(table, "件数", "合计")
    for group in ("试卷维度", "最强佐证"):
        places = [at for at, column in enumerate(table.columns) if column.group == group]
        assert table.total is not None
        assert sum(table.total[at] for at in places) == every


def test_the_assessment_table_keeps_both_vocabularies_apart(db: Database) -> None:
    county = County()
    town, office = county.unit("青石镇", 1), county.unit("县文旅广体局", 2)
    a, b, c = (county.person(name, town) for name in "甲乙丙")
    g = AssessmentGrade
    for who, unit, scheme, grade in (
        (a, town, Scheme.CIVIL, g.EXCELLENT),
        (b, town, Scheme.CIVIL, g.COMPETENT),
        (c, office, Scheme.INSTITUTION, g.QUALIFIED),
    ):
        county.add(AnnualAssessment, cadre_id=who, unit_id=unit, year=2026, scheme=scheme, grade=grade)
    county.file(db)
    table = sheet(book(db, "assessment_summary"), "考核结果汇总")
    assert table.rows == [
        (1, "青石镇", 2, 1, 1, 0, 0, 0, 0, "50.0%", 0, 0, 0, 0, 0, 0, 0, "—"),
        (2, "县文旅广体局", 0, 0, 0, 0, 0, 0, 0, "—", 1, 0, 1, 0, 0, 0, 0, "0.0%"),
    ]
    assert under(table, "公务员考核", "称职") == 1
    assert under(table, "事业单位考核", "合格") == 1
    assert "不互相折算" in "".join(table.notes)


def test_many_units_are_charted_ten_at_a_time(county: tuple[Database, Sample]) -> None:
    db, _ = county
    charts = sheet(book(db, "assessment_summary"), "考核结果汇总").charts
    assert [len(chart.categories) for chart in charts if chart.title.startswith("公务员")] == [10, 4]


def test_structure_breaks_everybody_down_completely(county: tuple[Database, Sample]) -> None:
    db, _ = county
    found = book(db, "structure")
    everybody = next(f.value for f in figure_service.figures(db) if f.key == "serving")
    assert under(sheet(found, "年龄结构"), "", "合计（人）") == everybody
    assert under(sheet(found, "职务层次"), "", "合计") == everybody
    for name in ("学历结构", "政治面貌", "性别结构"):
        table = sheet(found, name)
        assert table.total is not None
        assert table.total[2] == everybody
        counts = [at for at, column in enumerate(table.columns) if column.group and column.title == "人数"]
        assert sum(table.total[at] for at in counts) == everybody


def test_structure_draws_a_pyramid_and_stacked_shares(county: tuple[Database, Sample]) -> None:
    db, _ = county
    found = book(db, "structure")
    (pyramid,) = sheet(found, "年龄结构").charts
    assert pyramid.kind == "pyramid"
    assert [name for name, _ in pyramid.series] == ["男", "女"]
    assert pyramid.categories[0] == "60岁及以上"
    assert sheet(found, "学历结构").charts[0].kind == "stacked"


def test_columns_nobody_stands_in_are_left_out(db: Database) -> None:
    county = County()
    county.person("甲", county.unit("青石镇"), full_time_education="大学")
    county.file(db)
    groups = [column.group for column in sheet(book(db, "structure"), "学历结构").columns if column.group]
    assert groups == ["大学", "大学"]


def test_a_report_of_one_unit_says_so_in_its_definitions(county: tuple[Database, Sample]) -> None:
    db, sample = county
    options = replace(exports.options_of(db), unit_id=sample.units["白沙镇"])
    found = exports.preview(db, "structure", options)
    assert sheet(found, "职务层次").total[-1] == 7  # type: ignore[index]
    assert "白沙镇（含下级）" in found.sources[0].definition


def test_percents_carry_the_caution_about_rounding(county: tuple[Database, Sample]) -> None:
    db, _ = county
    for key in ("structure", "files_built", "achievement_summary", "assessment_summary", "talk_coverage"):
        notes = [note for s in book(db, key).sheets if isinstance(s, ReportSheet) for note in s.notes]
        assert any("四舍五入" in note for note in notes), key
