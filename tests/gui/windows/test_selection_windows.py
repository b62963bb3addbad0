"""Windows of vetting, stepping down, rotation, contests, placements, classes and pools: the steps a clerk takes."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from cadre_desktop.gui.dialogs.attendance_dialog import AttendanceDialog
from cadre_desktop.gui.dialogs.score_dialog import ScoreDialog
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.adjustment import AdjustmentState, AdjustmentWay
from cadre_desktop.records.contest import ContestState, EntryResult
from cadre_desktop.records.placement import PlacementGrade, PlacementState
from cadre_desktop.records.rotation import RotationState
from cadre_desktop.records.talent_pool import MemberState
from cadre_desktop.records.training import ClassState
from cadre_desktop.records.vetting import VettingState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import contests, records, trainings
from tests import examples
from tests.gui.conftest import settle
from tests.gui.windows.test_windows import press, words


@pytest.fixture
def opened(qtbot, desk):
    def window(key, **values):
        given = {**examples.EXAMPLES[key](desk.db), **values}
        link = examples.filed(desk.db, key, given)
        made = open_record(desk, None, BY_KEY[key], link.id)
        qtbot.addWidget(made)
        settle()
        return made

    return window


def value(window, name):
    return records.load(window.desk.db, window.kind, window.form.record_id)[0][name]


def answer(window, **values):
    """Fill in and accept the small window a step has opened."""
    (dialog,) = [d for d in window.findChildren(StepDialog) if d.isVisible()]
    for name, given in values.items():
        dialog.editors[name].set_value(given)
    dialog.accept()
    settle()
    return dialog


OPEN = {"state": VettingState.OPEN, "decided_on": None, "notice_from": None, "notice_to": None}


def test_a_vetting_shows_a_card_for_each_check_and_asks_for_a_reason_against_a_gap(opened):
    window = opened("vetting", **OPEN, archive_by=None)
    cards = {box.title_label.text(): box.accessibleName() for box in window.box.findChildren(SectionBox)}
    assert cards["干部档案必审"] == "干部档案必审：未完成"
    assert cards["信访举报必查"] == "信访举报必查：已完成"
    assert len(cards) == 6
    assert not window.form.editors["state"].input.isEnabled()
    press(window, "标为可上会…")
    dialog = answer(window)
    assert dialog.isVisible(), "without a reason the step is not taken"
    assert value(window, "state") is VettingState.OPEN
    answer(window, reason="档案室补签")
    assert value(window, "state") is VettingState.COMPLETE
    assert words(window) == ["登记讨论决定…", "退回审核中", "开始公示…", "否决…"]
    window.close()


def test_a_complete_vetting_goes_to_the_meeting_with_one_click_then_to_the_notice_and_the_decision(opened):
    window = opened("vetting", **OPEN)
    press(window, "标为可上会")
    press(window, "开始公示…")
    answer(window, first_day=date(2026, 11, 9))
    assert value(window, "notice_to") == date(2026, 11, 13)
    press(window, "登记讨论决定…")
    answer(window, decided_on=date(2026, 11, 20))
    assert value(window, "state") is VettingState.DECIDED
    window.close()


def test_a_refused_vetting_can_only_be_read(opened):
    window = opened("vetting", **OPEN)
    press(window, "否决…")
    answer(window, reason="年龄存疑")
    assert value(window, "state") is VettingState.REFUSED
    assert words(window) == []
    assert not window.save_button.isVisible()
    window.close()


def test_a_new_vetting_has_no_cards_yet(qtbot, desk):
    window = open_record(desk, None, BY_KEY["vetting"])
    qtbot.addWidget(window)
    assert not window.box.isVisible()
    window.close()


def test_an_adjustment_is_led_to_its_follow_up_and_shows_how_long_it_counts(opened):
    plain = dict.fromkeys(("way", "decided_on", "document", "talked_on", "destination", "new_post", "influence_months"))
    window = opened("adjustment", **{**plain, "state": AdjustmentState.FOUND})
    assert window.influence.text_label.text() == ""
    press(window, "核实认定")
    press(window, "提出建议…")
    answer(window, opinion="建议免职")
    press(window, "登记组织决定…")
    answer(window, way=AdjustmentWay.REMOVED, decided_on=date(2026, 8, 1))
    assert "2026.08.01" in window.influence.text_label.text()
    press(window, "登记谈话…")
    answer(window, talked_on=date(2026, 8, 2), statement="服从决定")
    press(window, "办理手续…")
    answer(window)
    press(window, "登记跟踪…")
    answer(window, followed_on=date(2026, 11, 1), text="工作主动")
    assert value(window, "state") is AdjustmentState.FOLLOWED
    assert value(window, "statement") == "服从决定"
    window.close()


def test_a_rotation_is_planned_put_off_and_made(opened, desk):
    window = opened("rotation", state=RotationState.DUE, moved_on=None, to_unit=None, planned_on=None)
    press(window, "列入计划…")
    answer(window, planned_on=PartialDate(2026, 12))
    press(window, "暂缓…")
    answer(window, reason="项目未完", until=PartialDate(2027, 6))
    assert value(window, "delay_reason") == "项目未完"
    press(window, "登记已交流…")
    answer(window, to_unit=examples.one(desk.db, "unit"), moved_on=PartialDate(2026, 11))
    assert value(window, "state") is RotationState.MOVED
    assert words(window) == []
    window.close()


def test_a_placement_is_ended_and_appraised(opened):
    plain = dict.fromkeys(("ended_on", "grade", "appraisal", "mentor_words", "summary"))
    window = opened("placement", **{**plain, "state": PlacementState.SERVING})
    press(window, "登记期满…")
    answer(window)
    assert value(window, "ended_on") == date(2026, 8, 31)
    press(window, "鉴定…")
    answer(window, grade=PlacementGrade.GOOD, appraisal="表现良好")
    assert value(window, "state") is PlacementState.APPRAISED
    window.close()


def test_a_member_of_a_pool_is_used_and_taken_out(opened):
    window = opened("pool_member")
    press(window, "登记使用…")
    answer(window, used_on=date(2026, 6, 1), used_as="副镇长")
    press(window, "出库…")
    answer(window, left_on=date(2026, 7, 1), reason="已提拔")
    assert value(window, "state") is MemberState.LEFT
    window.close()


def test_people_are_put_into_a_pool_together(opened, desk):
    window = opened("talent_pool")
    people = (examples.one(desk.db, "cadre"), examples.a_second_cadre(desk.db))
    press(window, "批量入库…")
    answer(window, people=people, batch="首批", entered_on=date(2026, 3, 1))
    assert len(records.parts(desk.db, BY_KEY["pool_member"], window.form.record_id)) == 2
    window.close()


def test_a_class_is_filled_at_once_and_its_attendance_kept_in_one_grid(opened, desk):
    window = opened("training_class", state=ClassState.RUNNING)
    people = (examples.one(desk.db, "cadre"), examples.a_second_cadre(desk.db))
    press(window, "批量报名…")
    answer(window, people=people)
    press(window, "考勤表…")
    (grid,) = window.findChildren(AttendanceDialog)
    grid.ticks[0].setChecked(False)
    assert grid.count.text() == "应到 2 人，实到 1 人"
    grid.save()
    assert "请写明原因" in grid.notice.text_label.text()
    grid.reasons[0].setText("防汛值班")
    grid.save()
    lines = trainings.attendance(desk.db, window.form.record_id)
    assert [(line.attended, line.hours) for line in lines] == [(False, 0), (True, 40)]
    press(window, "结业")
    assert value(window, "state") is ClassState.ENDED
    window.close()


def test_the_score_grid_adds_up_ranks_and_refuses_more_chosen_than_seats(opened, desk, qtbot):
    window = opened("contest", state=ContestState.NOTICE, seats=1)
    people = (examples.one(desk.db, "cadre"), examples.a_second_cadre(desk.db))
    press(window, "成绩表…")
    (grid,) = window.findChildren(ScoreDialog)
    grid._add({"people": people})
    for cell in grid.scores[0]:
        cell.setText("90")
    grid.totals[1].setText("541")
    grid._rank()
    assert grid.totals[0].text() == "540"
    assert grid.totals[0].isReadOnly()
    assert [place.text() for place in grid.places] == ["第2", "第1"]
    for combo in grid.results:
        combo.setCurrentIndex(1 + list(EntryResult).index(EntryResult.CHOSEN))
    grid.save()
    assert "多于职数1个" in grid.notice.text_label.text()
    grid.results[0].setCurrentIndex(1 + list(EntryResult).index(EntryResult.NOT_CHOSEN))
    grid.save()
    assert [line.place for line in contests.grid(desk.db, window.form.record_id)] == [1, 2]
    press(window, "完成比选")
    assert value(window, "state") is ContestState.DONE
    assert QApplication.activeModalWidget() is not grid
    window.close()
