"""The sample county does not contradict itself: what one record says of a matter, the others say too."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.achievement import Achievement
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, Purpose
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.performance_term import PerformanceTerm, TermTask
from cadre_desktop.records.pledge import Pledge, Stage
from cadre_desktop.records.political_review import PoliticalReview, Sign, SourceKind
from cadre_desktop.records.post import Post
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.records.vocab import FourGrade, Polarity
from cadre_desktop.storage.database import Database

_FINISHED = (Standing.DONE, Standing.NEARLY)
_ORDER = [Standing.NOT_DONE, Standing.UNDER_WAY, Standing.NEARLY, Standing.DONE]


@pytest.fixture(scope="module")
def session(county: Database) -> Any:
    with county.read() as opened:
        yield opened


def _all(session: Session, model: Any) -> list[Any]:
    return list(session.scalars(sa.select(model)))


def test_every_percentage_of_reputation_is_a_share_of_its_ballots(session: Session) -> None:
    answers = [one for one in _all(session, AnnualAnswer) if one.reputation_percent is not None]
    assert len(answers) > 100
    for one in answers:
        content = round(one.reputation_percent * one.reputation_ballots / 100)
        assert round(100 * content / one.reputation_ballots, 1) == one.reputation_percent


def test_nobody_shares_a_place_and_a_ranking_has_one_size(session: Session) -> None:
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    sizes: dict[str, set[int]] = defaultdict(set)
    for one in _all(session, AnnualAnswer):
        if one.rank_place is not None:
            places[one.rank_scope, one.year].append(one.rank_place)
            sizes[one.rank_scope].add(one.rank_total)
    assert all(len(set(found)) == len(found) for found in places.values())
    assert all(len(found) == 1 for found in sizes.values())
    chiefs = session.scalar(
        sa.select(sa.func.count()).select_from(Post).where(Post.removed_on.is_(None), Post.level.in_(("132", "141")))
    )
    assert sizes["全县党政正职"] == {chiefs}


def test_a_task_once_done_stays_done_and_nothing_goes_back(session: Session) -> None:
    years: dict[str, list[tuple[int, Standing, str]]] = defaultdict(list)
    for line in _all(session, AnswerLine):
        years[line.task_id].append((line.answer.year, line.standing, line.result))
    for told in years.values():
        told.sort()
        for (_, before, _), (_, after, _) in pairwise(told):
            if before in _FINISHED:
                assert _ORDER.index(after) >= _ORDER.index(before)
        done = [year for year, standing, _ in told if standing is Standing.DONE]
        for year, standing, result in told:
            if standing is Standing.DONE and year > done[0]:
                assert f"{done[0]}年" in result


def test_a_summary_counts_what_its_lines_say(session: Session) -> None:
    left: dict[str, int] = defaultdict(int)
    for line in _all(session, AnswerLine):
        left[line.answer_id] += line.standing not in _FINISHED
    for answer in _all(session, AnnualAnswer):
        counted = [int(n) for n in re.findall(r"(\d+)项", answer.summary)]
        assert not left[answer.id] or left[answer.id] in counted, answer.summary
        assert ("没有完成" in answer.summary or "推进" in answer.summary or "跨年度" in answer.summary) <= bool(
            left[answer.id]
        )


def test_the_sheet_on_leaving_agrees_with_the_yearly_answers(session: Session) -> None:
    settlements, settled = _all(session, TermSettlement), _all(session, SettlementLine)
    answered, told = _all(session, AnnualAnswer), _all(session, AnswerLine)
    told.sort(key=lambda line: line.answer.year)
    assert len(settlements) >= 5
    for settlement in settlements:
        answers = [a for a in answered if a.term_id == settlement.term_id and a.rank_place]
        answers.sort(key=lambda answer: answer.year)
        for answer in (answers[0], answers[-1]) if answers else ():
            assert f"{answer.year}年" in settlement.comparison
            assert f"第{answer.rank_place}位" in settlement.comparison
            assert f"{answer.reputation_percent}%" in settlement.comparison
        lines = [line for line in settled if line.settlement_id == settlement.id]
        last = {line.task_id: line.standing for line in told if line.answer.term_id == settlement.term_id}
        for line in lines:
            assert last.get(line.task_id) is not Standing.DONE or line.outcome is Outcome.DONE
        carried = [line.task.name for line in lines if line.outcome is Outcome.CARRIED]
        assert bool(settlement.left_problems) == bool(carried)
        assert all(name in settlement.left_problems for name in carried)
        assert ("结转" in settlement.reply) == bool(carried)


def test_pledges_are_kept_where_the_answer_says_so(session: Session) -> None:
    told: dict[tuple[str, int], list[AnswerLine]] = defaultdict(list)
    for line in _all(session, AnswerLine):
        told[line.answer.term.cadre_id, line.answer.year].append(line)
    held = 0
    for pledge in _all(session, Pledge):
        mine = told[pledge.cadre_id, pledge.year]
        line = next((one for one in mine if f"“{one.task.name}”" in pledge.content), None)
        if pledge.stage is Stage.RESULT and line is not None:
            held += 1
            open_still = any(word in pledge.content for word in ("没有完成", "还在推进", "慢于承诺"))
            assert open_still == (line.standing not in _FINISHED), pledge.content
    assert held > 20


def test_pledges_are_made_early_and_judged_late_in_the_year(session: Session) -> None:
    for pledge in _all(session, Pledge):
        assert ("年终" in pledge.held_at) <= (pledge.stage is Stage.RESULT)
        assert ("年初" in pledge.held_at) <= (pledge.stage is Stage.PROMISE)
        assert ("年中" in pledge.held_at or "半年" in pledge.held_at) <= (pledge.stage is Stage.PROGRESS)


def test_achievements_grown_from_a_task_are_of_the_year_it_was_done(session: Session) -> None:
    done: dict[str, int] = {}
    for line in sorted(_all(session, AnswerLine), key=lambda line: -line.answer.year):
        if line.standing is Standing.DONE:
            done[line.task_id] = line.answer.year
    grown = [entry for entry in _all(session, Achievement) if entry.task_id]
    assert len(grown) > 50
    assert all(entry.year == done.get(entry.task_id, 2026) for entry in grown)


def test_no_two_people_say_the_same_of_themselves_in_a_year(session: Session) -> None:
    said: dict[int, list[str]] = defaultdict(list)
    for review in _all(session, PoliticalReview):
        said[review.year].append(review.self_check)
    assert all(len(set(texts)) == len(texts) for texts in said.values())


def test_comments_and_conclusions_fit_grade_and_signs(session: Session) -> None:
    against: dict[str, set[str]] = defaultdict(set)
    for sign in _all(session, Sign):
        if sign.polarity is Polarity.NEGATIVE:
            against[sign.review_id].add(sign.dimension.label)
    praise = ("坚定", "扎实", "善于打硬仗", "处事公道")
    for review in _all(session, PoliticalReview):
        if review.leader_comment:
            praised = any(word in review.leader_comment for word in praise)
            assert praised == (review.suggested_grade is FourGrade.GOOD), review.leader_comment
        if review.analysis:
            assert ("条负面反映" in review.analysis) == bool(against[review.id])
            assert all(dimension in review.analysis for dimension in against[review.id])


def test_a_sign_seen_says_what_was_seen_when_it_was_seen(session: Session) -> None:
    seen = [sign for sign in _all(session, Sign) if sign.source_kind is SourceKind.OBSERVATION]
    assert len(seen) > 20
    for sign in seen:
        assert (sign.fact, sign.happened_on) == (sign.observation.conduct, sign.observation.observed_on)
        assert sign.polarity is sign.observation.polarity


def test_a_sign_stands_under_an_item_of_its_own_dimension(session: Session) -> None:
    signs = [sign for sign in _all(session, Sign) if sign.item_id]
    assert all((sign.item.dimension, sign.item.polarity) == (sign.dimension, sign.polarity) for sign in signs)


def test_weather_comes_in_its_season(session: Session) -> None:
    for one in _all(session, Observation):
        if "冰冻" in one.matter:
            assert one.observed_on.month in (12, 1, 2)
        if "强降雨" in one.matter:
            assert one.observed_on.month in (5, 6, 7, 8)
        if "山头值守" in one.matter:
            assert one.observed_on.month == 4


def test_talks_suit_men_and_women_one_or_several_and_nobody_records_himself(session: Session) -> None:
    for talk in _all(session, Interview):
        assert talk.recorder not in talk.talkers.split("、")
        assert not 11 < int(talk.talked_at[:2]) < 14
        if talk.purpose is Purpose.REVIEW and talk.agreed_text:
            assert "他" not in talk.agreed_text.replace("其他", "")


def test_degrees_are_of_schools_that_give_them(session: Session) -> None:
    for person in _all(session, Cadre):
        if person.full_time_education in ("研究生、硕士", "大学、学士"):
            assert "职业技术" not in person.full_time_school
            assert "专科" not in person.full_time_school
        if person.in_service_education:
            assert ("党校" in person.in_service_school) == ("党校" in person.in_service_education)


def test_what_is_asked_of_somebody_suits_the_post(session: Session) -> None:
    names = {task.term_id for task in _all(session, TermTask)}
    for term in _all(session, PerformanceTerm):
        assert term.id in names
        if "干部" in term.post_title:
            assert "班子" not in term.expectation
