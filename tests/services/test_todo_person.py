"""What waits about one person: each line has its verb and leads to what it is about."""

from cadre_desktop.records.achievement import AchievementState
from cadre_desktop.records.cadre import CadreState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.todo_line import Urgency
from cadre_desktop.services.todo_person import todo_of_person
from tests.county import County
from tests.services.people import cadre, change, post, unit


def lines(db, cadre_id):
    return {line.key: line for line in todo_of_person(db, cadre_id)}


def test_a_leader_without_talks_papers_and_age_limit_has_a_line_for_each(db):
    who, town = cadre(db, birth_on=PartialDate(1970, 1)), unit(db)
    post(db, who, town)
    found = lines(db, who.id)
    assert set(found) == {"talks_missing", "incomplete", "retirement_base"}
    assert found["talks_missing"].text.startswith("五必谈还缺5类：干部职工、")
    assert (found["talks_missing"].page, found["talks_missing"].hints) == ("coverage", {"unit": town.id})
    assert (found["incomplete"].page, found["incomplete"].ids) == ("cadre", (who.id,))


def test_the_age_limit_is_asked_for_from_fifty_on(db):
    young, old = (cadre(db, birth_on=PartialDate(1976, month)) for month in (12, 11))
    assert "retirement_base" not in lines(db, young.id)
    assert "retirement_base" in lines(db, old.id)


def test_files_that_stand_still_are_named_with_their_records(db):
    county = County()
    who = county.person("周思远", county.unit("青石镇"))
    returned = county.achievement(who, state=AchievementState.RETURNED)
    declared = [county.achievement(who, f"申报{n}", state=AchievementState.DECLARED) for n in range(2)]
    review = county.review(who)
    county.file(db)
    found = lines(db, who)
    assert found["achievements_returned"].ids == (returned,)
    assert set(found["achievements_waiting"].ids) == set(declared)
    assert found["reviews_ungraded"].ids == (review,)
    assert [line.urgency for line in todo_of_person(db, who)][-1] is Urgency.LATER


def test_nothing_waits_about_who_has_left(db):
    who = cadre(db, birth_on=PartialDate(1970, 1))
    change(db, "cadre", who, state=CadreState.RETIRED)
    assert todo_of_person(db, who.id) == []
    assert todo_of_person(db, "0" * 32) == []
