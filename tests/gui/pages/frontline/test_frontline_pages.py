"""The loop, the boards, the races and the sheets: what they say, what a number opens, what the verbs do."""

from datetime import date

from cadre_desktop.gui.dialogs.month_tasks import MonthTasks
from cadre_desktop.gui.dialogs.visit_grid import VisitGrid
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.dictionary_page import DictionaryPage
from cadre_desktop.gui.pages.frontline.boards_page import BoardsPage
from cadre_desktop.gui.pages.frontline.entry_pages import MonthTaskPage, ProblemPage, VisitPage
from cadre_desktop.gui.pages.frontline.loop_page import LoopPage
from cadre_desktop.gui.pages.frontline.race_page import RacePage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.board_entry import BoardColour
from cadre_desktop.records.challenge import RaceAwardKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.problem import ProblemState
from cadre_desktop.services import records
from tests.figures.test_frontline import problem
from tests.gui.conftest import settle
from tests.gui.pages.test_standing_pages import choose, shown, texts  # noqa: F401  # a fixture
from tests.services.people import cadre, unit
from tests.services.test_races_and_visits import entry, filled, point, project


def dialog_of(page, kind):
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


def counted(db, key):
    return records.count(db, BY_KEY[key], ListQuery())


def test_every_number_of_the_loop_opens_its_problems(desk, shown):  # noqa: F811
    town, other = unit(desk.db), unit(desk.db, "白沙镇")
    new = problem(desk.db, town, ProblemState.REPORTED)
    late = problem(desk.db, town, ProblemState.HANDLING, due_on=date(2026, 5, 1), times_returned=1)
    done = problem(desk.db, other, ProblemState.RATED)
    page = shown(LoopPage)
    assert page.said.text().startswith("2026年报送的问题 0 方面 0 大类 3 件")
    rows = {row[0]: row[1:] for row in texts(page)}
    assert rows["青石镇"][:6] == ["1", "0", "1", "1", "1", "0"]
    assert rows["白沙镇"][5:9] == ["1", "100.0%", "100.0%", "100.0%"]
    assert rows["未明确单位"][:2] == ["1", "1"]
    at = [row.id for row in page.model.rows].index(town.id)
    names = [column.key for column in page.model.columns]
    for column, ids in (("late", (late.id,)), ("label", (late.id,)), ("returned", (late.id,))):
        page.table.setCurrentIndex(page.model.index(at, names.index(column)))
        page.open(town.id)
        assert desk.went[-1][1]["ids"] == ids
    n = len(desk.went)
    page.table.setCurrentIndex(page.model.index(at, names.index("done")))
    page.open(town.id)
    assert len(desk.went) == n, "nothing opens behind a nought"
    page.chart.picked.emit(page._board.stages[1])
    assert set(desk.went[-1][1]["ids"]) == {late.id, done.id}
    assert "走到“认领转交办”" in desk.went[-1][1]["title"]
    solved = page._board.rates[1]
    assert (solved.text, solved.missing) == ("50.0%（1/2）", (late.id,))
    assert "已认领或交办且应办结的" in solved.sentence
    page.by.setCurrentIndex(1)
    page._show_lines()
    assert [row[0] for row in texts(page)] == ["未分类"]
    records.discard(desk.db, BY_KEY["problem"], new.id)
    settle()
    assert "2 件" in page.said.text()


def test_the_boards_show_units_by_items_and_take_the_handling(desk, shown):  # noqa: F811
    where, other = unit(desk.db), unit(desk.db, "白沙镇")
    black = [entry(desk.db, where, date(2026, month, 20)) for month in (3, 6, 9)]
    red = entry(desk.db, other, date(2026, 3, 20), colour=BoardColour.RED, item="民生保障")
    entry(desk.db, other, date(2025, 3, 20))
    page = shown(BoardsPage)
    assert page.said.text().startswith("红榜 1 次，黑榜 3 次；预警 0 家，建议“让位” 1 家")
    assert [row[1] for row in texts(page)] == ["青石镇", "白沙镇"]
    assert not page.handle_button.isEnabled()
    choose(page, page.model.rows[0].id)
    assert "满3次" in page.detail.text()
    page.open(page.model.rows[0].id)
    assert desk.went[-1] == ("board_entry", {"ids": tuple(one.id for one in black), "title": desk.went[-1][1]["title"]})
    page.chart.picked.emit(page.model.rows[1].id)
    assert desk.went[-1][1]["ids"] == (red.id,)
    page.handle_button.click()
    dialog = dialog_of(page, StepDialog)
    dialog.editors["handling"].set_value("约谈主要负责人")
    dialog.accept()
    settle()
    assert texts(page)[0][7] == "2026.11.21 约谈主要负责人"
    page.add()
    form = dialog_of(page, RecordDialog).form
    assert form.editors["item"].value() == "环境治理"
    form.window().dirty = False
    form.window().close()
    page.year.setCurrentIndex(4)
    page.refresh()
    assert [row[0] for row in texts(page)] == ["2026", "2026", "2025"]


def test_the_race_proposes_and_people_give(desk, shown):  # noqa: F811
    for name in ("甲", "乙"):
        project(desk.db, cadre(desk.db, name), name)
    filled(desk.db, 9, 甲=105, 乙=60)
    page = shown(RacePage)
    assert page.model.rowCount() == 0, "the present quarter has no task yet"
    page.arrive(year=2026, quarter=3)
    assert [(row[0], row[1], row[9]) for row in texts(page)] == [("1", "甲", "奔跑奖"), ("2", "乙", "蜗牛奖")]
    page.give()
    assert "请先" in desk.told[-1][0]
    choose(page, page.model.rows[1].id)
    page.award_button.click()
    dialog = dialog_of(page, StepDialog)
    assert dialog.editors["kind"].value() is RaceAwardKind.SNAIL
    assert dialog.editors["matter"].value().startswith("1项任务平均完成率60.0%")
    dialog.accept()
    settle()
    assert texts(page)[1][9:] == ["", "蜗牛奖"]
    page.open(page.model.rows[0].id)
    assert desk.went[-1][0] == "monthly_task"
    page.entry_button.click()
    grid = dialog_of(page, MonthTasks)
    assert grid.shown == (2026, 9)
    grid.close()


def test_a_months_sheet_is_filled_saved_and_asks_before_it_is_left(desk, shown, dialogs):  # noqa: F811
    project(desk.db, cadre(desk.db, "甲"))
    page = shown(MonthTaskPage)
    page.open_grid()
    grid = dialog_of(page, MonthTasks)
    (line,) = grid.lines
    line.editors["percent"].set_value(300)
    assert grid.save() is False
    assert "请写明任务" in grid.notice.text_label.text()
    line.editors["task"].set_value("引资")
    line.editors["percent"].set_value(90)
    grid.add_more()
    assert len(grid.lines) == 2
    dialogs.choice = "stay"
    grid.close()
    assert grid.isVisible()
    assert grid.save() is True
    assert counted(desk.db, "monthly_task") == 1
    assert [one.editors["task"].value() for one in grid.lines] == ["引资"]
    grid.close()
    assert not grid.isVisible()


def test_a_page_of_visits_is_saved_at_once_and_a_wrong_line_is_marked(desk, shown):  # noqa: F811
    mine = point(desk.db, cadre(desk.db), "3号户")
    page = shown(VisitPage)
    page.open_grid()
    grid = dialog_of(page, VisitGrid)
    first, second = grid.lines[0].editors, grid.lines[1].editors
    first["content"].set_value("了解春耕")
    first["visited_on"].set_value(date(2026, 3, 8))
    second["content"].set_value("看望")
    assert grid.save() is False
    assert first["liaison"].input.property("error") == "true"
    assert counted(desk.db, "liaison_visit") == 0
    first["liaison"].set_value(mine)
    assert grid.save() is True
    assert counted(desk.db, "liaison_visit") == 2
    assert not grid.is_changed, "the sheet is blank again"
    grid.add_more()
    assert len(grid.lines) == 13
    grid.close()


def test_ticked_problems_get_their_forms(desk, shown):  # noqa: F811
    one = problem(desk.db, unit(desk.db), ProblemState.TAKEN)
    page = shown(ProblemPage)
    assert not page.print_button.isVisible()
    page.model.set_ticked((one.id,))
    assert page.print_button.isVisible()
    page.print_button.click()
    assert desk.went[-1] == ("reports", {"report": "problem_form", "picked": (one.id,)})


def test_the_shipped_classes_of_problems_can_be_put_back(desk, shown):  # noqa: F811
    page = shown(DictionaryPage, BY_KEY["problem_class"])
    page.add_shipped()
    assert desk.told[-1][0] == "已补入 16 条"
    kind = BY_KEY["problem_class"]
    rows = records.all_rows(desk.db, kind, (kind.field("aspect"), kind.field("number")), ListQuery())
    assert len({row.values[0] for row in rows}) == 4
    taken_out = next(row.id for row in rows if row.values[1] == 3)
    records.discard(desk.db, kind, taken_out)
    page.add_shipped()
    assert desk.told[-1][0] == "已补入 1 条"
