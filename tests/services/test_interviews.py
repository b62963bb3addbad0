"""谈话记录 from draft to final, and what may still be added."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import InterviewState, Purpose
from cadre_desktop.records.rows import Link
from cadre_desktop.services import interviews, records, undo
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, held, last_work, talk, unit

KIND, SUPPLEMENT, PROBLEM = BY_KEY["interview"], BY_KEY["interview_supplement"], BY_KEY["talk_problem"]


def a_talk(db: Database, **values: object) -> Link:
    return talk(db, cadre(db), **{"agreed_text": "该同志政治立场坚定。", **values})


def final(db: Database, **values: object) -> Link:
    record = a_talk(db, **values)
    interviews.to_checking(db, record.id)
    interviews.sign(db, record.id)
    interviews.finalise(db, record.id)
    return record


def state(db: Database, record: Link) -> object:
    return held(db, "interview", record, "state")


def test_the_way_to_the_final_record(db: Database) -> None:
    record = a_talk(db)
    interviews.to_checking(db, record.id)
    assert state(db, record) is InterviewState.CHECKING
    interviews.sign(db, record.id)
    interviews.finalise(db, record.id)
    assert state(db, record) is InterviewState.FINAL
    assert held(db, "interview", record, "finalised_on") == date(2026, 11, 21)


def test_without_an_agreed_text_nothing_goes_to_checking(db: Database) -> None:
    record = a_talk(db, agreed_text="  ")
    with pytest.raises(InvalidInput, match="请先整理出供本人核对的文本"):
        interviews.to_checking(db, record.id)
    assert state(db, record) is InterviewState.DRAFT


def test_an_agreed_text_taken_out_again_stops_the_finalising(db: Database) -> None:
    record = a_talk(db)
    interviews.to_checking(db, record.id)
    change(db, "interview", record, agreed_text=None)
    with pytest.raises(InvalidInput, match="没有核对后文本"):
        interviews.finalise(db, record.id)


def test_a_review_talk_is_signed_first_a_heart_talk_need_not_be(db: Database) -> None:
    review, heart = a_talk(db), a_talk(db, purpose=Purpose.HEART, category=None)
    for record in (review, heart):
        interviews.to_checking(db, record.id)
    with pytest.raises(InvalidInput, match="核对签字后才能定稿"):
        interviews.finalise(db, review.id)
    interviews.finalise(db, heart.id)
    assert state(db, heart) is InterviewState.FINAL
    assert state(db, review) is InterviewState.CHECKING


def test_steps_are_taken_in_order(db: Database) -> None:
    record = a_talk(db)
    for step in (interviews.sign, interviews.finalise, interviews.back_to_draft):
        with pytest.raises(NotAllowed, match="现在是“草稿”"):
            step(db, record.id)
    interviews.to_checking(db, record.id)
    with pytest.raises(NotAllowed, match="现在是“核对”"):
        interviews.to_checking(db, record.id)


def test_going_back_to_draft_lets_the_signature_lapse(db: Database) -> None:
    record = a_talk(db)
    interviews.to_checking(db, record.id)
    interviews.sign(db, record.id)
    interviews.back_to_draft(db, record.id)
    assert state(db, record) is InterviewState.DRAFT
    assert held(db, "interview", record, "signed") is False


@pytest.mark.parametrize(
    "values",
    [
        {"agreed_text": "改"},
        {"talkers": "陈海燕、王某"},
        {"signed": False},
        {"raw_notes": "补记"},
        {"interviewee": "王某"},
        {"talked_on": date(2026, 5, 13)},
        {"subjects": ()},
    ],
)
def test_a_final_record_refuses_every_change(db: Database, values: dict[str, object]) -> None:
    record = final(db)
    if "subjects" in values:
        values = {"subjects": (cadre(db, "刘大有"),)}
    with pytest.raises(InvalidInput, match="已定稿，不能再修改；需要更正的，请添加补充说明"):
        change(db, "interview", record, **values)


def test_saving_a_final_record_unchanged_is_no_change(db: Database) -> None:
    record = final(db, raw_notes="原话")
    values, version = records.load(db, KIND, record.id)
    records.change(db, KIND, record.id, version, values)
    assert state(db, record) is InterviewState.FINAL


def test_a_final_record_is_not_deleted_nor_undone(db: Database) -> None:
    record = final(db)
    finalising = last_work(db)
    with pytest.raises(InvalidInput, match="不能删除"):
        records.discard(db, KIND, record.id)
    assert undo.undo(db, finalising).n_back == 0
    assert state(db, record) is InterviewState.FINAL


def test_a_final_record_is_corrected_by_adding(db: Database) -> None:
    record = final(db)
    supplement = interviews.add_supplement(db, record.id, reason="笔误", text="“青石村”应为“青石镇”。")
    link = Link(supplement, "")
    assert held(db, "interview_supplement", link, "added_by") == "陈海燕"
    assert held(db, "interview_supplement", link, "added_on") == date(2026, 11, 21)
    with pytest.raises(InvalidInput, match="补充说明不能修改"):
        change(db, "interview_supplement", link, text="再改")
    with pytest.raises(InvalidInput, match="补充说明不能删除"):
        records.discard(db, SUPPLEMENT, supplement)
    assert undo.undo(db, last_work(db)).stays[0].reason == "补充说明不能删除，可再补充一条"


def test_a_draft_is_edited_not_supplemented(db: Database) -> None:
    record = a_talk(db)
    with pytest.raises(InvalidInput, match="还没有定稿，请直接修改记录"):
        interviews.add_supplement(db, record.id, reason="笔误", text="更正")
    with pytest.raises(InvalidInput, match="“补充原因”不能为空"):
        interviews.add_supplement(db, final(db).id, reason="", text="更正")


def test_a_problem_is_raised_in_a_final_talk_and_closed_once(db: Database) -> None:
    record, where = final(db), unit(db)
    problem = interviews.raise_problem(db, record.id, "村级账目公开不及时", unit=where, due_on=date(2026, 12, 31))
    (open_one,) = interviews.open_problems(db)
    assert (open_one.text, open_one.unit, open_one.overdue) == ("村级账目公开不及时", where, False)
    with pytest.raises(InvalidInput, match="请写明办理结果"):
        interviews.close_problem(db, problem, "  ")
    interviews.close_problem(db, problem, "已按季公开")
    assert interviews.open_problems(db) == []
    assert held(db, "talk_problem", Link(problem, ""), "closed_on") == date(2026, 11, 21)
    with pytest.raises(NotAllowed, match="已于2026"):
        interviews.close_problem(db, problem, "再办")
    with pytest.raises(InvalidInput, match="办结日期不能晚于今天"):
        again = interviews.raise_problem(db, record.id, "另一件")
        interviews.close_problem(db, again, "已办", closed_on=date(2026, 11, 22))


def test_open_problems_stand_in_the_order_of_their_days(db: Database) -> None:
    record = a_talk(db)
    for text, due in (("无期限", None), ("已过期", date(2026, 11, 20)), ("今天到期", date(2026, 11, 21))):
        interviews.raise_problem(db, record.id, text, due_on=due)
    assert [(p.text, p.overdue) for p in interviews.open_problems(db)] == [
        ("已过期", True),
        ("今天到期", False),
        ("无期限", False),
    ]
    assert [p.text for p in interviews.open_problems(db, overdue_only=True)] == ["已过期"]


def test_problems_of_a_deleted_talk_wait_for_nobody(db: Database) -> None:
    record = a_talk(db)
    interviews.raise_problem(db, record.id, "甲")
    records.discard(db, KIND, record.id)
    assert interviews.open_problems(db) == []
    with pytest.raises(NotAllowed, match="已被删除"):
        interviews.raise_problem(db, record.id, "乙")
