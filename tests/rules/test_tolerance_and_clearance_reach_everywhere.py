"""A granted tolerance and a clearance change what every other rule says of the same records."""

from datetime import date

from cadre_desktop.rules.candidate_hints import candidate_hints
from cadre_desktop.rules.clearance import ClearanceFile, cleared_records
from cadre_desktop.rules.eligibility import Effect, eligibility
from cadre_desktop.rules.eligibility_facts import Case, Penalty, PersonYear, System
from cadre_desktop.rules.quota_base import BasePerson, Standing, standing_of
from cadre_desktop.rules.quota_ratio import QuotaPool, QuotaUnit
from cadre_desktop.rules.quota_seats import QuotaInputs, seat_board
from cadre_desktop.rules.reminders import ReminderFile, counts
from cadre_desktop.rules.stepping_down import Finding, SteppingDownFacts, stepping_down_hints
from cadre_desktop.rules.tolerance import CONDITION_LABELS, Answer, ToleranceFile, granted
from tests.rules.rule_book import delivered

ON = date(2026, 12, 31)
PENALTY = Penalty("s1", "state.demerit", "政务记过", date(2026, 3, 1), date(2027, 3, 1))
FACT = Finding("s1", "deviation", date(2026, 3, 1), "盲目上马项目")


def tolerance(result="exempt", met=True):
    answers = dict.fromkeys(CONDITION_LABELS, Answer(met, "有记录"))
    case = ToleranceFile(
        "t1", ON, answers, decided_on=ON, result=result, document="认〔2026〕3号", about=frozenset({"s1"})
    )
    return granted([case], delivered())


def all_rules(tolerated=(), cleared=frozenset()):
    facts = PersonYear("p", 2026, System.CIVIL, penalties=(PENALTY,), tolerated=tolerated, cleared=cleared)
    stepping = SteppingDownFacts("p", findings=(FACT,), tolerated=tolerated, cleared=cleared)
    return (
        eligibility(facts, delivered()).effect,
        len(candidate_hints((), (PENALTY,), delivered(), ON, tolerated=tolerated, cleared=cleared)),
        len(stepping_down_hints(stepping, delivered(), ON).hits),
    )


def test_without_either_the_record_counts_everywhere():
    assert all_rules() == (Effect.COMMENT_ONLY, 1, 1)


def test_an_exemption_takes_it_away_everywhere_and_a_refused_or_baseless_one_nowhere():
    assert all_rules(tolerance()) == (Effect.NONE, 0, 0)
    assert all_rules(tolerance("refused")) == (Effect.COMMENT_ONLY, 1, 1)
    assert all_rules(tolerance(met=False)) == (Effect.COMMENT_ONLY, 1, 1)


def test_a_clearance_takes_it_away_everywhere_and_an_unclear_finding_nowhere():
    def cleared(finding):
        case = ClearanceFile("k1", ON, finding, about=frozenset({"s1"}), cleared_on=ON)
        return cleared_records([case], delivered(), ON)

    assert all_rules(cleared=cleared("untrue")) == (Effect.NONE, 0, 0)
    assert all_rules(cleared=cleared("unclear")) == (Effect.COMMENT_ONLY, 1, 1)
    reminder = ReminderFile("r1", "reminder", "closed", frozenset(), started_by=frozenset({"s1"}))
    assert not counts(reminder, cleared("false_charge"))
    assert counts(reminder, cleared("unclear"))


def test_an_exempted_person_is_graded_and_a_case_alone_leaves_the_number_as_it_was():
    case = (Case("c1", date(2026, 6, 1)),)
    found = eligibility(PersonYear("p0", 2026, System.CIVIL, cases=case), delivered())
    assert standing_of(found) is Standing.UNGRADED
    people = (BasePerson("p0", "u1", QuotaPool.CIVIL, standing_of(found)), *_colleagues(4))
    (row,) = seat_board(QuotaInputs(2026, (QuotaUnit("u1", "青石镇"),), people), delivered()).rows
    assert (row.n_base, row.n_ungraded, row.seats) == (5, 1, 1)


def _colleagues(n):
    return tuple(BasePerson(f"c{k}", "u1", QuotaPool.CIVIL) for k in range(n))
