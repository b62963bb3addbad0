"""处分和回访: periods with their rule, what has run out stays, visits are due while the influence runs."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding
from cadre_desktop.records.revisit import Proposal, RevisitGrade, RevisitWay
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import revisits, sanctions
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, link_of, post, unit


def serving(db: Database, name: str = "周文静") -> Link:
    who = cadre(db, name)
    post(db, who, unit(db, f"{name}的单位"))
    return who


def sanction(db: Database, who: Link, on: PartialDate = PartialDate(2026, 6, 12), **values: object) -> Link:
    given = {"sanction_class": SanctionClass.PARTY, "name": SanctionName.PARTY_WARNING, "decided_on": on}
    return filed(db, "sanction", cadre=who, **{**given, **values})


def test_a_party_warning_counts_twelve_months_from_the_approval_with_its_source(db: Database) -> None:
    view = sanctions.view(db, sanction(db, serving(db)).id)
    assert view.words == sanctions.RUNS
    assert view.period.value is not None
    assert view.period.value.last_day == date(2027, 6, 12)
    assert view.period.source
    assert view.person is not None
    assert view.person.value.last_day == date(2027, 6, 12)


def test_the_last_day_still_counts_and_the_day_after_it_has_run_out_but_stays(db: Database) -> None:
    who = serving(db)
    runs, expired = sanction(db, who, PartialDate(2025, 11, 21)), sanction(db, who, PartialDate(2025, 11, 20))
    assert sanctions.view(db, runs.id).words == sanctions.RUNS
    assert sanctions.view(db, expired.id).words == sanctions.EXPIRED
    standing = sanctions.standing_of(db, who.id)
    assert standing is not None
    assert [len(standing.value.in_force), len(standing.value.expired)] == [1, 1]


def test_one_taken_back_counts_no_more_and_is_not_taken_back_twice(db: Database) -> None:
    one = sanction(db, serving(db))
    with pytest.raises(InvalidInput, match="文号"):
        sanctions.withdraw(db, one.id, withdrawn_on=PartialDate(2026, 9, 1), withdrawn_document="")
    sanctions.withdraw(db, one.id, withdrawn_on=PartialDate(2026, 9, 1), withdrawn_document="清纪复〔2026〕2号")
    assert sanctions.view(db, one.id).words == sanctions.WITHDRAWN
    assert sanctions.view(db, one.id).person is None
    with pytest.raises(NotAllowed, match=r"已于2026\.09\.01撤销"):
        sanctions.release(db, one.id, released_on=PartialDate(2026, 10, 1))


def test_one_lifted_early_runs_until_the_day_before(db: Database) -> None:
    one = sanction(db, serving(db))
    sanctions.release(db, one.id, released_on=PartialDate(2026, 11, 21))
    assert sanctions.view(db, one.id).words == sanctions.RELEASED


def test_a_cleared_one_says_so_and_counts_no_more(db: Database) -> None:
    who = serving(db)
    one = sanction(db, who)
    filed(
        db,
        "clearance",
        cadre=who,
        matter="反映其优亲厚友。",
        finding=Finding.UNTRUE,
        found_on=date(2026, 8, 1),
        sanction=one,
        consented=True,
        state=ClearanceState.DONE,
        way=ClearanceWay.FACE,
        scope="本单位",
        cleared_on=date(2026, 9, 1),
    )
    view = sanctions.view(db, one.id)
    assert view.words == sanctions.CLEARED
    assert view.person is not None
    assert not view.person.value.under_influence


def test_later_words_of_the_person_are_added(db: Database) -> None:
    one = sanction(db, serving(db), statement="接受处理。")
    sanctions.state_statement(db, one.id, text="已整改。")
    assert held(db, "sanction", one, "statement") == "接受处理。\n2026.11.21 已整改。"


def test_a_visit_is_due_while_the_influence_runs_and_nobody_visited(db: Database) -> None:
    who = serving(db)
    late = sanction(db, serving(db, "罗志强"))
    soon = sanction(db, who, PartialDate(2025, 12, 1))
    sanction(db, who, PartialDate(2020, 5, 6))
    assert [one.sanction.id for one in revisits.due(db)] == [soon.id, late.id]
    line = revisits.due(db)[0]
    assert (line.person, line.last_day, line.days_left) == (who, date(2026, 12, 1), 10)
    revisits.begin(db, soon.id, visited_on=date(2026, 11, 1), visitors="陈海燕、刘正", way=RevisitWay.ALONE)
    assert [one.sanction.id for one in revisits.due(db)] == [late.id]


def test_two_people_visit(db: Database) -> None:
    one = sanction(db, serving(db))
    with pytest.raises(InvalidInput, match="两人以上"):
        revisits.begin(db, one.id, visited_on=date(2026, 11, 1), visitors="陈海燕", way=RevisitWay.ALONE)


def test_a_new_use_follows_a_visit_that_proposed_it_and_names_the_persons_own_post(db: Database) -> None:
    who, other = serving(db), serving(db, "罗志强")
    visit_id = revisits.begin(
        db, sanction(db, who).id, visited_on=date(2026, 8, 3), visitors="陈海燕、刘正", way=RevisitWay.MEETING
    )
    with pytest.raises(NotAllowed, match="没有建议重新使用"):
        revisits.reuse(db, visit_id, reused_on=date(2026, 10, 1))
    revisits.appraise(db, visit_id, grade=RevisitGrade.GOOD, proposal=Proposal.REUSE, conduct="牵头集镇改造。")
    foreign = post(db, other, unit(db, "白沙镇"), "副镇长", appointed_on=PartialDate(2026, 10, 1))
    own = post(db, who, unit(db, "和平镇"), "副镇长", appointed_on=PartialDate(2026, 10, 1))
    assert revisits.posts_of(db, visit_id) == [own]
    with pytest.raises(InvalidInput, match="不是这名干部的"):
        revisits.reuse(db, visit_id, reused_on=date(2026, 10, 1), post=foreign)
    revisits.reuse(db, visit_id, reused_on=date(2026, 10, 1), post=own)
    visit = link_of(db, "revisit", visit_id)
    assert held(db, "revisit", visit, "post_id") == own.id
