"""监督事项, 政绩观偏差, 作风评议 and 单位清单: each state brings its day, a middling grade a talk."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import deviation_problem as deviations
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.reminder import ReminderKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.style_review import ReviewActivity
from cadre_desktop.records.supervision_item import SupervisionSource, SupervisionState
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_checklist import UnitListKind
from cadre_desktop.records.vocab import PostLevel, Satisfaction
from cadre_desktop.services import style_reviews, supervision, unit_lists
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, link_of, post, unit


def item(db: Database) -> Link:
    given = {"source": SupervisionSource.AUDIT, "found_on": date(2026, 4, 2), "problem": "变更未报批。"}
    return filed(db, "supervision_item", matter="集镇道路变更", **given)


def deviation(db: Database) -> Link:
    given = {"kind": DeviationKind.HALF_DONE, "found_by": FoundBy.INSPECTION, "found_on": date(2026, 2, 10)}
    return filed(db, "deviation_problem", project="景观大道", problem="停工。", **given)


def review(db: Database, where: Link, grade: Satisfaction = Satisfaction.FAIRLY) -> Link:
    given = {"activity": ReviewActivity.CONGRESS, "reviewed_on": date(2026, 6, 12), "grade": grade}
    return filed(db, "style_review", unit=where, problems="办理超时。", **given)


def test_a_matter_is_weighed_handled_and_done_in_this_order(db: Database) -> None:
    one = item(db)
    with pytest.raises(NotAllowed, match="处置"):
        supervision.handle(db, one.id, text="约谈项目部。")
    supervision.weigh(db, one.id, risk="超概算。", due_on=date(2026, 6, 30))
    supervision.handle(db, one.id, text="约谈项目部。")
    supervision.handle(db, one.id, text="补办手续。")
    assert held(db, "supervision_item", one, "handling") == "2026.11.21 约谈项目部。\n2026.11.21 补办手续。"
    supervision.finish(db, one.id, done_on=date(2026, 11, 20))
    assert held(db, "supervision_item", one, "state") is SupervisionState.DONE


def test_a_deviation_is_assigned_corrected_resumed_and_struck_off_with_the_reply_beside_it(db: Database) -> None:
    one = deviation(db)
    supervision.assign(db, one.id, assigned_on=date(2026, 2, 20), due_on=date(2026, 8, 31))
    with pytest.raises(InvalidInput, match="整改措施"):
        supervision.correct(db, one.id, measures="")
    supervision.correct(db, one.id, measures="压减规模。")
    supervision.resume(db, one.id, resumed_on=date(2026, 5, 6))
    supervision.answer(db, deviations.KIND, one.id, text="论证不足。")
    supervision.strike_off(db, one.id, closed_on=date(2026, 8, 28), result="已完工。")
    assert held(db, "deviation_problem", one, "state") is DeviationState.CLOSED
    assert held(db, "deviation_problem", one, "reply") == "论证不足。"


def test_a_deviation_is_not_struck_off_before_it_is_being_put_right(db: Database) -> None:
    with pytest.raises(NotAllowed, match="销号"):
        supervision.strike_off(db, deviation(db).id, closed_on=date(2026, 8, 28), result="已完工。")


def test_units_graded_middling_are_listed_for_a_talk_with_the_unit_head_proposed(db: Database) -> None:
    where, good = unit(db, "县住建局"), unit(db, "县水利局")
    deputy, head = cadre(db, "罗志强"), cadre(db, "周文静")
    post(db, deputy, where, "副局长", level=PostLevel.SECTION_DEPUTY)
    post(db, head, where, "局长")
    one = review(db, where)
    review(db, good, Satisfaction.SATISFIED)
    (line,) = style_reviews.to_talk(db)
    assert (line.review, line.unit, line.head) == (one, where, head)


def test_arranging_makes_one_talk_linked_to_the_review(db: Database) -> None:
    where = unit(db)
    head = cadre(db)
    post(db, head, where)
    one = review(db, where)
    made = link_of(db, "reminder", style_reviews.arrange_talk(db, one.id, head=head))
    assert held(db, "reminder", made, "kind") is ReminderKind.TALK
    assert held(db, "reminder", made, "matter") == "人大评议中被评为“基本满意”：办理超时。"
    assert held(db, "style_review", one, "reminder_id") == made.id
    assert style_reviews.to_talk(db) == []
    with pytest.raises(NotAllowed, match="已安排约谈"):
        style_reviews.arrange_talk(db, one.id, head=head)


def test_a_good_grade_needs_no_talk(db: Database) -> None:
    where = unit(db)
    with pytest.raises(NotAllowed, match="不需要约谈"):
        style_reviews.arrange_talk(db, review(db, where, Satisfaction.SATISFIED).id, head=cadre(db))


def test_the_table_of_lists_has_a_line_for_each_unit_but_villages_and_a_day_for_each_list_built(db: Database) -> None:
    town, bureau = unit(db), unit(db, "县水利局", kind=UnitKind.DEPARTMENT)
    unit(db, "青石村", kind=UnitKind.VILLAGE)
    first = unit_lists.set_built(db, town, UnitListKind.TOLERANCE, built_on=date(2026, 1, 20))
    lines = {line.unit: line for line in unit_lists.matrix(db)}
    assert set(lines) == {town, bureau}
    assert lines[town].built == (date(2026, 1, 20), None, None, None)
    assert (lines[town].n_built, lines[bureau].n_built) == (1, 0)
    again = unit_lists.set_built(db, town, UnitListKind.TOLERANCE, built_on=None)
    assert again == first
    assert unit_lists.matrix(db)[0].n_built == 0
