"""The reports page: what is asked, what is shown, and what leaves."""

import zipfile
from dataclasses import replace

import docx
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, Qt, QUrl
from PySide6.QtWidgets import QPushButton

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.outside import PathDialog
from cadre_desktop.gui.pages.reports.report_list import LISTS, grouped
from cadre_desktop.gui.pages.reports_page import ReportsPage
from cadre_desktop.gui.printing.paper_view import Fit
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.reports import REPORTS
from cadre_desktop.services import exports, records
from tests import examples
from tests.county import County
from tests.gui.conftest import settle


@pytest.fixture
def county(db):
    made = County()
    made.town = made.unit("青石镇", 1, kind=UnitKind.TOWNSHIP)
    made.other = made.unit("白沙镇", 2, kind=UnitKind.TOWNSHIP)
    made.head = made.person("周思远", made.town, post={"is_leader": True})
    made.clerk = made.person("何佳慧", made.other)
    made.file(db)
    return made


@pytest.fixture
def page(qtbot, desk, county):
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1158, 640)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)


@pytest.fixture
def maker(page):
    return page.page(0)


@pytest.fixture
def ready(qtbot, desk, maker):
    """Wait for the preview of what was asked last."""

    def wait():
        qtbot.waitUntil(lambda: not desk.tasks.is_busy and not maker._pause.isActive(), timeout=20_000)
        settle()

    return wait


@pytest.fixture
def show(page, ready):
    def shown(key="roster", **hints):
        page.arrive(report=key, **hints)
        ready()

    return shown


def words(maker):
    picture = maker.pane.paper.picture
    return "，".join(picture.text_of(row) for row in range(len(picture.rows)))


def press(dialog):
    dialog.accept()


# the list


def test_every_report_stands_in_the_list_once():
    keys = [report.key for _, reports in grouped() for report in reports]
    assert sorted(keys) == sorted(report.key for report in REPORTS)
    assert next(title for title, _ in grouped()) == "名册与队伍"
    assert [title for title, _ in grouped()][-1] == LISTS


def test_the_list_is_narrowed_by_typing(maker):
    maker.list._narrow("五必谈")
    assert maker.list.shown_keys() == ["talk_coverage", "talks_due"]
    maker.list.choose("structure")
    assert len(maker.list.shown_keys()) == len(REPORTS)


# the preview


def test_the_first_report_is_shown_at_once(page, maker, ready):
    page.arrive()
    ready()
    assert maker.report.key == "roster"
    assert "周思远" in words(maker)
    assert maker.pane.tabs.tabText(0) == "干部名册"
    assert maker.export_button.isEnabled()


def test_only_what_a_report_takes_is_asked(maker, show):
    show("roster")
    asked = maker.parameters
    assert asked.columns_button.isVisible()
    assert asked.grouped.isVisible()
    assert not asked.year.isVisible()
    show("talk_coverage")
    assert asked.year.isVisible()
    assert not asked.columns_button.isVisible()
    assert asked.options().columns == ()


def test_the_unit_asked_for_narrows_the_preview(maker, show, ready):
    show("roster")
    unit = maker.parameters.unit
    unit.setCurrentText("白沙镇")
    unit.activated.emit(unit.currentIndex())
    ready()
    assert "何佳慧" in words(maker)
    assert "周思远" not in words(maker)
    assert maker.parameters.unit_name == "白沙镇"


def test_a_past_year_is_looked_at_from_its_last_day(maker, show):
    show("talk_coverage")
    year = maker.parameters.year
    year.setCurrentText("2024年")
    year.activated.emit(year.currentIndex())
    options = maker.parameters.options()
    assert (options.year, str(options.as_of)) == (2024, "2024-12-31")
    year.setCurrentIndex(0)
    year.activated.emit(0)
    assert str(maker.parameters.options().as_of) == "2026-11-21"
    maker.parameters.as_of.setDate(QDate(2026, 6, 30))
    assert str(maker.parameters.options().as_of) == "2026-06-30"


def test_the_level_masks_and_takes_whole_numbers_away(maker, show, ready):
    show("roster")
    level = maker.parameters.level
    level.setCurrentText(ExportLevel.MASKED.label)
    level.activated.emit(level.currentIndex())
    ready()
    assert "周思远" not in words(maker)
    assert "周**" in words(maker)
    assert not maker.parameters.id_numbers.isEnabled()


def test_columns_are_chosen_in_an_order(maker, show, ready):
    show("roster")
    dialog = maker.parameters.choose_columns()
    assert dialog.keys()[:2] == ("name", "post")
    assert len(dialog.keys()) == 15
    for i in range(dialog.ticks.list.count()):
        dialog.ticks.list.item(i).setCheckState(Qt.CheckState.Checked if i < 3 else Qt.CheckState.Unchecked)
    dialog.ticks.list.setCurrentRow(2)
    dialog.ticks.move_current(-1)
    assert dialog.count_label.text() == "已选 3 列"
    dialog.accept()
    ready()
    assert maker.parameters.columns == ("name", "sex", "post")
    assert maker.parameters.columns_button.text() == "选择列（3）"
    head = maker.pane.paper.picture.text_of(2)
    assert head == "序号，姓名，性别，现任职务"
    settle()


def test_a_choice_without_columns_is_not_taken(maker, show):
    show("roster")
    dialog = maker.parameters.choose_columns()
    for i in range(dialog.ticks.list.count()):
        dialog.ticks.list.item(i).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.ok_button.isEnabled()
    dialog.reject()
    settle()


def test_people_are_chosen_from_the_roster(maker, show, ready, county):
    show("roster")
    dialog = maker.parameters.choose_people()
    dialog._search("hjh")
    assert dialog.model.rowCount() == 1
    dialog.model.set_ticked([county.clerk])
    assert dialog.count_label.text() == "已选 1 人"
    dialog.accept()
    ready()
    assert maker.parameters.people_button.text() == "选择人员（1）"
    assert "周思远" not in words(maker)
    settle()


def test_the_sources_open_the_records_they_count(maker, show, desk, county):
    show("roster")
    pane = maker.pane
    pane.tabs.setCurrentIndex(pane.tabs.count() - 1)
    assert pane.current_sheet is None
    assert "双击" in pane.cut_notice.text_label.text()
    pane.sources.opened.emit("0")
    page, hints = desk.went[-1]
    assert page == "roster"
    assert set(hints["ids"]) == {county.head, county.clerk}
    assert hints["title"] == "名册人数"


def test_a_report_of_nobody_says_why_and_cannot_leave(maker, show):
    show("performance_file")
    assert "没有可以导出" in maker.pane.empty.what_label.text()
    assert (maker.export_button.isEnabled(), maker.export_button.toolTip()) == (False, "没有内容可以导出")
    assert (maker.print_button.isEnabled(), maker.print_button.toolTip()) == (False, "没有内容可以打印")
    show("roster")
    assert (maker.export_button.isEnabled(), maker.print_button.isEnabled()) == (True, True)


def test_a_preview_follows_the_data(qtbot, desk, maker, show, ready):
    show("roster")
    records.create(desk.db, BY_KEY["cadre"], {**examples.a_cadre(desk.db), "name": "新来的"})
    qtbot.waitUntil(lambda: "新来的" in words(maker), timeout=20_000)
    ready()


def test_a_newer_question_replaces_one_still_being_answered(maker, show, ready, page):
    page.arrive(report="structure")
    maker.make_preview()
    page.arrive(report="talk_coverage")
    maker.make_preview()
    ready()
    assert maker.pane.tabs.tabText(0) == "谈话情况统计"


def test_zooming_is_told_and_ends_where_it_ends(maker, show):
    show("roster")
    pane = maker.pane
    before = pane.paper.zoom
    assert pane.sizes.currentText() == "自动"
    pane.larger_button.click()
    assert pane.paper.zoom > before
    assert pane.zoom_label.text() == f"{pane.paper.zoom:.0%}"
    assert pane.sizes.currentIndex() == -1  # no size of the list
    for _ in range(20):
        pane.larger_button.click()
    assert (pane.larger_button.isEnabled(), pane.larger_button.toolTip()) == (False, "已经最大")
    for _ in range(30):
        pane.smaller_button.click()
    assert (pane.smaller_button.isEnabled(), pane.smaller_button.toolTip()) == (False, "已经最小")
    assert pane.larger_button.isEnabled()


@pytest.mark.parametrize(("words", "zoom"), [("50%", 0.5), ("100%", 1.0), ("200%", 2.0)])
def test_a_size_is_chosen_from_the_list(maker, show, words, zoom):
    show("roster")
    maker.pane.sizes.setCurrentText(words)
    maker.pane.sizes.activated.emit(maker.pane.sizes.currentIndex())
    assert maker.pane.paper.zoom == zoom
    assert maker.pane.zoom_label.text() == words
    assert maker.pane.sizes.currentText() == words


def test_a_wide_report_gets_the_room_of_the_list_and_gives_it_back(maker, show):
    show("roster")
    pane = maker.pane
    pane.paper.set_zoom(Fit.WIDTH)
    settle()
    before = pane.paper.zoom
    pane.room_button.click()
    settle()
    assert not maker.list.isVisible()
    assert pane.paper.zoom > before * 1.15
    pane.room_button.click()
    settle()
    assert maker.list.isVisible()
    assert pane.paper.zoom == pytest.approx(before, rel=0.02)


# leaving


def test_a_report_leaves_numbered_and_registered(page, maker, show, ready, desk, dialogs, tmp_path):
    show("roster")
    dialogs.path = tmp_path / "名册.xlsx"
    dialog = maker.export()
    dialog.editors["recipient"].set_value("市委组织部")
    press(dialog)
    ready()
    assert dialogs.asked[-1] == "干部名册_20261121.xlsx"
    book = load_workbook(tmp_path / "名册.xlsx")
    assert book.sheetnames == ["干部名册", "数据来源"]
    assert maker.result_box.isVisible()
    assert "编号" in maker.result_label.text()
    page.arrive(tab="register")
    register = page.page(1)
    assert register.model.rowCount() == 1
    cells = [register.model.index(0, c).data() for c in range(register.model.columnCount())]
    assert "市委组织部" in cells


def test_a_report_with_a_draft_leaves_as_a_word_document_too(maker, show, ready, dialogs, tmp_path):
    show("roster")
    assert not maker.word_button.isVisible()
    assert not maker.parameters.roughly.isVisible()
    show("work_data")
    assert maker.word_button.isVisible()
    maker.parameters.roughly.setChecked(True)
    assert maker.parameters.options().roughly is True
    ready()
    dialogs.path = tmp_path / "工作情况.docx"
    press(maker.export_word())
    ready()
    assert dialogs.asked[-1] == "工作情况数据表_20261121.docx"
    assert "2026年干部工作情况" in [one.text for one in docx.Document(str(dialogs.path)).paragraphs]


def test_the_exported_file_and_its_folder_open(maker, show, ready, dialogs, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("cadre_desktop.gui.outside.QDesktopServices.openUrl", lambda url: opened.append(url) is None)
    maker.open_file()
    assert opened == []
    show("roster")
    dialogs.path = tmp_path / "名册.xlsx"
    press(maker.export())
    ready()
    maker.open_file()
    maker.open_folder()
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "名册.xlsx")), QUrl.fromLocalFile(str(tmp_path))]
    (tmp_path / "名册.xlsx").unlink()
    maker.open_file()
    told = maker.findChild(PathDialog)
    assert told.line.text() == str(tmp_path / "名册.xlsx")
    told.accept()
    settle()


def test_the_level_of_the_page_is_offered_first_and_the_one_chosen_counts(maker, show, ready, desk, dialogs, tmp_path):
    show("roster")
    maker.parameters.set_level(ExportLevel.UPWARD)
    dialogs.path = tmp_path / "名册.xlsx"
    dialog = maker.export()
    assert dialog.editors["level"].value() is ExportLevel.UPWARD
    dialog.editors["level"].set_value(ExportLevel.MASKED)
    press(dialog)
    ready()
    cells = [v for row in load_workbook(tmp_path / "名册.xlsx").active.iter_rows(values_only=True) for v in row]
    assert "周思远" not in cells
    kind = BY_KEY["export_entry"]
    (entry,) = records.all_rows(desk.db, kind, (kind.field("level"),))
    assert entry.values == (ExportLevel.MASKED,)


def test_a_file_open_in_wps_can_be_saved_under_another_name(maker, show, ready, dialogs, tmp_path, monkeypatch):
    show("roster")
    real, tried = exports.export, []

    def locked(*args, **kwargs):
        tried.append(args[3])
        if len(tried) == 1:
            raise StorageTrouble("文件正被 WPS 或 Excel 打开：《名册.xlsx》。", hint="请关闭后重试。")
        return real(*args, **kwargs)

    monkeypatch.setattr("cadre_desktop.gui.pages.reports.maker_page.exports.export", locked)
    dialogs.path, dialogs.choice = tmp_path / "名册.xlsx", "other"
    press(maker.export())
    ready()
    assert len(tried) == 2
    assert "文件正被 WPS" in " ".join(dialogs.asked)
    assert dialogs.asked[-1] == "名册（2）.xlsx"
    assert (tmp_path / "名册.xlsx").exists()


def test_without_another_name_nothing_leaves(maker, show, ready, desk, dialogs, tmp_path, monkeypatch):
    show("roster")

    def locked(*_args, **_kwargs):
        raise StorageTrouble("磁盘已满。")

    monkeypatch.setattr("cadre_desktop.gui.pages.reports.maker_page.exports.export", locked)
    dialogs.path, dialogs.choice = tmp_path / "名册.xlsx", "no"
    press(maker.export())
    ready()
    assert records.count(desk.db, BY_KEY["export_entry"], ListQuery()) == 0
    assert not maker.result_box.isVisible()


def test_files_of_several_people_leave_as_one_zip(maker, show, ready, desk, dialogs, tmp_path):
    term = examples.filed(desk.db, "performance_term", examples.a_term(desk.db))
    assert term.id
    show("performance_file")
    dialogs.path = tmp_path / "实绩档案.zip"
    press(maker.export())
    ready()
    assert dialogs.asked[-1].endswith(".zip")
    assert len(zipfile.ZipFile(tmp_path / "实绩档案.zip").namelist()) == 1


def test_the_sheet_looked_at_is_printed(maker, show, desk, dialogs):
    show("roster")
    preview = maker.print_shown()
    assert preview is not None
    assert preview.preview.pageCount() == 1
    assert preview.papers.currentText() == "A3"  # the usual roster is wider than A4 shows legibly
    preview.reject()
    settle()
    maker.pane.tabs.setCurrentIndex(maker.pane.tabs.count() - 1)
    assert (maker.print_button.isEnabled(), maker.print_button.toolTip()) == (False, "“数据来源”请导出后打印")
    assert maker.print_shown() is None
    maker.pane.tabs.setCurrentIndex(0)
    assert maker.print_button.toolTip() == "打印正在看的这张表（Ctrl+P）"


def test_a_sheet_shown_only_in_part_is_not_printed_from_here(maker, show):
    show("roster")
    preview = maker.pane.preview
    maker.pane.show_preview(replace(preview, cut={preview.sheets[0].name: 5000}))
    assert not maker.print_button.isEnabled()
    assert "很长" in maker.print_button.toolTip()
    assert maker.export_button.isEnabled()
    assert maker.print_shown() is None


# the page itself


@pytest.mark.parametrize("large", [False, True])
def test_the_page_fits_a_small_screen(theme, page, show, large):
    show("roster")
    theme.set_large(large)
    settle()
    least = page.minimumSizeHint()
    assert least.width() <= 1000
    assert least.height() <= 540


def test_everything_one_can_press_has_a_name(page, maker, show):
    show("roster")
    for each in maker.findChildren(QPushButton):
        assert each.accessibleName()
    asked = maker.parameters
    for field in (
        asked.year,
        asked.as_of,
        asked.unit,
        asked.level,
        maker.list.tree,
        maker.list.search,
        maker.pane.paper,
    ):
        assert field.accessibleName()
