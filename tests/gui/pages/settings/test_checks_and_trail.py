"""What is doubtful is found and opened; what was done is read and taken back."""

import pytest

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.checks_page import ChecksPage
from cadre_desktop.gui.pages.settings.trail_page import LINES, TrailPage, stays_text
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import history, integrity, records
from cadre_desktop.services.data_quality import Severity
from cadre_desktop.services.undo import Stays, TakenBack
from tests import examples
from tests.gui.conftest import settle

UNIT, CADRE = BY_KEY["unit"], BY_KEY["cadre"]


def finish(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=30_000)
    settle()


# checks


@pytest.fixture
def checks(qtbot, desk, house) -> ChecksPage:
    made = ChecksPage(desk, house)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_sound_empty_store_has_nothing_wrong(qtbot, desk, checks):
    assert checks.empty.what_label.text() == "还没有检查"
    checks.start_button.click()
    finish(qtbot, desk)
    assert checks.report.ok
    assert checks.empty.what_label.text() == "没有发现问题"
    assert checks.total_label.text() == "错误 0 个，警告 0 个，提示 0 个；已保留 0 个"


def test_findings_open_their_record_or_the_list_of_them(qtbot, desk, checks):
    first = examples.filed(desk.db, "cadre", examples.a_cadre(desk.db))
    checks.start()
    finish(qtbot, desk)
    checks.open(str(next(i for i, f in enumerate(checks._shown()) if f.ids == (first.id,))))
    dialog = checks.window().findChild(RecordDialog)
    assert dialog.form.record_id == first.id
    dialog.close()
    settle()
    second = records.create(desk.db, CADRE, {**examples.a_cadre(desk.db), "id_number": None})
    checks.start()
    finish(qtbot, desk)
    checks.open(str(next(i for i, f in enumerate(checks._shown()) if set(f.ids) == {first.id, second})))
    key, hints = desk.went[-1]
    assert (key, set(hints["ids"])) == ("roster", {first.id, second})


def test_findings_can_be_narrowed_to_one_level(qtbot, desk, checks):
    examples.filed(desk.db, "cadre", examples.a_cadre(desk.db))
    checks.start()
    finish(qtbot, desk)
    n_all = len(checks.model.rows)
    assert n_all == len(checks.report.findings) > 0
    checks.levels.setCurrentText(Severity.ERROR.label)
    checks._show()
    assert len(checks.model.rows) == len(checks.report.of(Severity.ERROR)) < n_all


# the trail


@pytest.fixture
def unit(desk, clock):
    """A unit filed and then renamed."""
    made = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    clock.forward(minutes=1)
    records.change(desk.db, UNIT, made.id, 1, {"name": "青石乡"})
    return made


@pytest.fixture
def trail(qtbot, desk, house, unit) -> TrailPage:
    made = TrailPage(desk, house.store)
    qtbot.addWidget(made)
    made.show()
    return made


def choose_step(page, title):
    page.step_table.select_id(next(s.work_id for s in page._steps.values() if s.title == title))


def test_steps_are_listed_newest_first_with_what_they_did(trail):
    assert [row.cells[2] for row in trail.steps.rows[:2]] == ["修改单位", "新增单位"]
    assert not trail.undo_button.isEnabled()
    choose_step(trail, "修改单位")
    assert trail.detail_title.text() == "修改单位：1 条记录"
    kind, name, field, change = trail.details.rows[0].cells
    assert (kind, name.text, field, change.text) == ("修改单位", "青石乡", "单位名称", "青石镇 → 青石乡")


@pytest.mark.parametrize("yes", [True, False])
def test_a_step_is_taken_back_after_asking(qtbot, desk, dialogs, trail, unit, yes):
    choose_step(trail, "修改单位")
    dialogs.yes = yes
    trail.undo_button.click()
    finish(qtbot, desk)
    assert dialogs.asked == ["撤销“修改单位”？1 条记录会退回到这一步之前。"]
    assert records.load(desk.db, UNIT, unit.id)[0]["name"] == ("青石镇" if yes else "青石乡")
    if yes:
        assert desk.told[-1][0] == "已撤销 1 条记录。"
        choose_step(trail, "修改单位")
        assert not trail.undo_button.isEnabled()
        assert trail.steps.rows[0].cells[2] == "撤销：修改单位"


def test_search_and_actor_narrow_both_lists(trail):
    trail.search.setText("修改")
    trail.refresh()
    assert [row.cells[2] for row in trail.steps.rows] == ["修改单位"]
    trail.modes.setCurrentText(LINES)
    trail.refresh()
    assert trail.line_table.isVisible()
    assert not trail.undo_button.isVisible()
    assert {row.cells[2] for row in trail.lines.rows} == {"修改单位", "修改单位设置"}
    trail.search.setText("没有这种操作")
    trail.refresh()
    assert trail.lines.rows == []


def test_older_lines_are_read_on_demand(desk, trail, monkeypatch):
    monkeypatch.setattr("cadre_desktop.gui.pages.settings.trail_page._PAGE", 2)
    trail.modes.setCurrentText(LINES)
    trail.refresh()
    assert len(trail.lines.rows) == 2
    assert trail.more_button.isVisible()
    while trail.more_button.isVisible():
        trail.show_older()
    seqs = [int(row.id) for row in trail.lines.rows]
    assert seqs == sorted(seqs, reverse=True)
    assert len(seqs) == len(history.acts(desk.db, limit=10_000))


def test_what_stays_is_named_with_its_reason():
    stays = tuple(Stays("unit", str(i), "单位", f"单位{i}", "后来又改过") for i in range(7))
    text = stays_text(TakenBack(1, stays))
    assert text.splitlines()[0] == "下面 7 处保留现状："
    assert "· 单位 单位0：后来又改过" in text
    assert text.splitlines()[-1] == "……还有 2 处"
    assert "再撤回来" in stays_text(TakenBack(1, ()))


def test_above_the_trail_stands_when_it_was_proved_last(desk, trail):
    assert "还没有核对过" in trail.integrity.quiet_label.text()
    integrity.prove(desk.db)
    trail.refresh()
    assert trail.integrity.quiet_label.text().endswith("一致")
