"""The files of the sample county: terms, achievements, observations, assessments, reviews and talks in every state."""

from collections import Counter

import sqlalchemy as sa

from cadre_desktop.records.achievement import Achievement, AchievementState, Evidence, Ledger, Strength
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, InterviewState, InterviewSupplement, Purpose, TalkProblem
from cadre_desktop.records.observation import Observation, Scene, Way
from cadre_desktop.records.performance_term import PerformanceTerm, TermState
from cadre_desktop.records.pledge import Pledge, Stage
from cadre_desktop.records.political_review import Ballot, BallotRow, PoliticalReview, ReviewState, Sign, SourceKind
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, Polarity
from cadre_desktop.storage import blobs
from cadre_desktop.storage.database import Database
from tests.services.demo.conftest import TODAY


def test_terms_stand_in_every_state_and_settled_ones_have_their_sheet(county: Database) -> None:
    with county.read() as session:
        terms = {term.id: term for term in session.scalars(sa.select(PerformanceTerm))}
        settled = set(session.scalars(sa.select(TermSettlement.term_id)))
        assert {term.state for term in terms.values()} == set(TermState)
        present = {term.cadre_id for term in terms.values() if term.ended_on is None}
        assert len(present) == 136
        for key, term in terms.items():
            assert (key in settled) == (term.state in (TermState.SETTLED, TermState.SEALED))
            assert (term.signed_on is None) == (term.state is TermState.OPEN)
        assert set(session.scalars(sa.select(SettlementLine.outcome))) == set(Outcome)


def test_answers_take_up_every_task_of_their_term(county: Database) -> None:
    with county.read() as session:
        assert set(session.scalars(sa.select(AnswerLine.standing))) == set(Standing)
        answer = session.scalars(sa.select(AnnualAnswer).where(AnnualAnswer.rank_place.is_not(None))).first()
        assert answer is not None
        lines = list(session.scalars(sa.select(AnswerLine).where(AnswerLine.answer_id == answer.id)))
        assert len(lines) >= 3
        assert {line.task.term_id for line in lines} == {answer.term_id}


def test_achievements_stand_in_every_state_with_evidence_of_every_strength(county: Database) -> None:
    with county.read() as session:
        entries = list(session.scalars(sa.select(Achievement)))
        assert {entry.state for entry in entries} == set(AchievementState)
        assert {entry.year for entry in entries} == {2024, 2025, 2026}
        assert set(session.scalars(sa.select(Evidence.strength))) == set(Strength)
        proved = set(session.scalars(sa.select(Evidence.achievement_id)))
    for entry in entries:
        judged = entry.state in (AchievementState.CONFIRMED, AchievementState.FILED)
        assert (entry.completion is not None) == judged
        assert not judged or entry.id in proved
        assert (entry.state is AchievementState.RETURNED) <= bool(entry.opinion and entry.reply)


def test_the_known_example_has_two_level_ledgers(county: Database) -> None:
    with county.read() as session:
        whose = session.scalar(sa.select(Cadre.id).where(Cadre.name == "周思远"))
        ledgers = Counter(session.scalars(sa.select(Achievement.ledger).where(Achievement.cadre_id == whose)))
        person = session.get_one(Cadre, whose)
        assert str(person.birth_on) == "1986.04"
        last = sa.select(AnnualAssessment.grade).where(
            AnnualAssessment.cadre_id == whose, AnnualAssessment.year == 2025
        )
        assert session.scalar(last) is AssessmentGrade.EXCELLENT
    assert ledgers == {Ledger.VISIBLE: 4, Ledger.LATENT: 4}


def test_look_backs_are_due_done_and_to_come(county: Database) -> None:
    with county.read() as session:
        latent = list(session.scalars(sa.select(Achievement).where(Achievement.ledger == Ledger.LATENT)))
    assert sum(entry.look_back_result is not None for entry in latent) >= 5
    waiting = [entry.look_back_on for entry in latent if entry.look_back_result is None and entry.look_back_on]
    assert sum(day <= TODAY for day in waiting) >= 3
    assert sum(day > TODAY for day in waiting) >= 10


def test_pledges_run_through_the_stages_and_votes_add_up(county: Database) -> None:
    with county.read() as session:
        pledges = list(session.scalars(sa.select(Pledge)))
    stages = Counter((pledge.year, pledge.stage) for pledge in pledges)
    assert stages[2026, Stage.PROMISE] > stages[2026, Stage.PROGRESS] > 20
    assert stages[2026, Stage.RESULT] == 0  # not before the year's end
    for pledge in pledges:
        if pledge.stage is Stage.RESULT:
            votes = (pledge.n_good, pledge.n_fair, pledge.n_average, pledge.n_poor)
            assert sum(vote or 0 for vote in votes) == pledge.n_voters


def test_observations_are_mostly_good_and_faults_have_source_and_reply(county: Database) -> None:
    with county.read() as session:
        seen = list(session.scalars(sa.select(Observation)))
    faults = [one for one in seen if one.polarity is Polarity.NEGATIVE]
    assert 4 <= len(faults) <= 8
    assert all(one.source and one.reply for one in faults)
    assert {one.scene for one in seen} == set(Scene)
    assert {one.way for one in seen} == set(Way)


def test_assessments_show_all_grades(county: Database) -> None:
    with county.read() as session:
        rows = session.execute(
            sa.select(Unit.name, AnnualAssessment.scheme, AnnualAssessment.grade, AnnualAssessment.participation)
            .join(Unit, Unit.id == AnnualAssessment.unit_id)
            .where(AnnualAssessment.year == 2025)
        ).all()
    grades = {row.grade for row in rows}
    assert grades >= {
        AssessmentGrade.EXCELLENT,
        AssessmentGrade.COMPETENT,
        AssessmentGrade.BASICALLY_COMPETENT,
        AssessmentGrade.INCOMPETENT,
        AssessmentGrade.QUALIFIED,
        AssessmentGrade.UNGRADED,
    }
    assert any(row.participation is Participation.NONE for row in rows)


def test_reviews_stand_in_every_state_and_grade(county: Database) -> None:
    with county.read() as session:
        reviews = list(session.scalars(sa.select(PoliticalReview)))
    assert {review.state for review in reviews} == set(ReviewState)
    assert {review.grade for review in reviews} >= set(FourGrade)
    assert {review.year for review in reviews} == {2024, 2025, 2026}
    for review in reviews:
        assert (review.grade is not None) == (review.state in (ReviewState.DECIDED, ReviewState.FILED))


def test_signs_rest_on_sources_and_some_stand_against_each_other(county: Database) -> None:
    with county.read() as session:
        signs = list(session.scalars(sa.select(Sign)))
        assert all(sign.source_kind for sign in signs if sign.polarity is Polarity.NEGATIVE)
        kinds = {sign.source_kind for sign in signs}
        assert kinds >= {SourceKind.INTERVIEW, SourceKind.OBSERVATION, SourceKind.ASSESSMENT, SourceKind.DOCUMENT}
        assert sum(sign.item_id is not None for sign in signs) > len(signs) / 2
    places: dict[tuple[str, str], set[Polarity]] = {}
    for sign in signs:
        places.setdefault((sign.review_id, sign.dimension.value), set()).add(sign.polarity)
    assert sum(len(polarities) == 2 for polarities in places.values()) >= 8


def test_every_ballot_has_twelve_rows_that_add_up(county: Database) -> None:
    with county.read() as session:
        valid = {review.id: review.n_valid for review in session.scalars(sa.select(PoliticalReview))}
        rows: dict[str, dict[BallotRow, int]] = {}
        for ballot in session.scalars(sa.select(Ballot)):
            rows.setdefault(ballot.review_id, {})[ballot.row] = sum(ballot.counts)
            assert min(ballot.counts) >= 0
    assert len(rows) > 60
    for review_id, sums in rows.items():
        assert set(sums) == set(BallotRow)
        assert set(sums.values()) == {valid[review_id]}


def test_talks_of_every_purpose_with_supplements_and_problems(county: Database) -> None:
    with county.read() as session:
        talks = list(session.scalars(sa.select(Interview)))
        assert {talk.purpose for talk in talks} == set(Purpose)
        assert {talk.state for talk in talks} == set(InterviewState)
        assert any(not talk.signed for talk in talks)
        assert sum(len(talk.subjects) > 1 for talk in talks) > 20
        assert session.scalar(sa.select(sa.func.count()).select_from(InterviewSupplement)) == 12
        problems = list(session.scalars(sa.select(TalkProblem)))
    assert len(problems) == 64
    closed = [one for one in problems if one.closed_on]
    overdue = [one for one in problems if not one.closed_on and one.due_on and one.due_on < TODAY]
    assert 20 <= len(closed) <= 55
    assert overdue
    assert any(one.unit_id is None for one in problems)


def test_attachments_hold_what_they_say(county: Database) -> None:
    with county.read() as session:
        attached = list(session.scalars(sa.select(Attachment)))
        assert {one.name.rsplit(".", 1)[1] for one in attached} == {"png", "txt"}
        for one in attached:
            data = blobs.get(session, one.sha256)
            assert len(data) == one.size
            assert data.startswith(b"\x89PNG") == one.name.endswith(".png")
        portraits = set(session.scalars(sa.select(Cadre.photo_sha256).where(Cadre.photo_sha256.is_not(None))))
        assert all(blobs.get(session, digest).startswith(b"\x89PNG") for digest in portraits)
