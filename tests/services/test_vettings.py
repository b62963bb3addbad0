"""任前审核: what is missing is named, saying 可上会 is for people, and against gaps only with a reason on record."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.vetting import Conclusion, PrivateMatters, VettingState
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import vettings
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.database import Database
from tests.examples import EXAMPLES
from tests.services.people import change, filed, held

OPEN = {"state": VettingState.OPEN, "decided_on": None, "notice_from": None, "notice_to": None, "talk_on": None}


def sheet(db: Database, **values: object) -> Link:
    return filed(db, "vetting", **{**EXAMPLES["vetting"](db), **OPEN, **values})


def state(db: Database, record: Link) -> object:
    return held(db, "vetting", record, "state")


def hints(db: Database) -> list[AuditEntry]:
    with db.read() as session:
        return session.query(AuditEntry).filter(AuditEntry.action == "hint").all()


def test_a_complete_sheet_goes_to_the_meeting_without_a_reason_and_leaves_no_hint(db: Database) -> None:
    record = sheet(db)
    vettings.mark_ready(db, record.id)
    assert state(db, record) is VettingState.COMPLETE
    assert hints(db) == []


def test_each_check_has_a_card_that_says_what_it_lacks(db: Database) -> None:
    record = sheet(db, archive_by=None, matters_result=None, secretary_on=None)
    seen = vettings.view(db, record.id)
    by_title = {card.title: card for card in seen.cards}
    assert list(by_title) == [
        "干部档案必审", "个人有关事项报告必核", "纪检监察机关意见必听", "信访举报必查", "双签字", "公示和廉政谈话",
    ]  # fmt: skip
    assert by_title["干部档案必审"].lacking == ("缺经办人",)
    assert by_title["个人有关事项报告必核"].lacking == ("缺结论",)
    assert by_title["双签字"].lacking == ("缺书记签字日期",)
    assert by_title["纪检监察机关意见必听"].done
    assert not by_title["纪检监察机关意见必听"].lacking
    assert by_title["公示和廉政谈话"].lacking == ("缺起止日期", "任前廉政谈话未进行")


def test_the_integrity_words_belong_to_the_card_of_the_signatures(db: Database) -> None:
    record = sheet(db, integrity_words=None)
    card = next(card for card in vettings.view(db, record.id).cards if card.title == "双签字")
    assert card.lacking == ("未填写",)


def test_with_a_gap_the_meeting_wants_a_reason_that_is_kept_in_the_trail(db: Database) -> None:
    record = sheet(db, discipline_document=None)
    with pytest.raises(InvalidInput, match="纪检监察机关意见必听：缺文号"):
        vettings.mark_ready(db, record.id)
    assert state(db, record) is VettingState.OPEN
    vettings.mark_ready(db, record.id, reason="纪委电话答复，文书随后送达")
    assert state(db, record) is VettingState.COMPLETE
    (entry,) = hints(db)
    assert entry.changes["reason"][1] == "纪委电话答复，文书随后送达"
    assert "缺文号" in entry.changes["hint_1"][1]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"archive_result": Conclusion.FAILED}, "干部档案必审"),
        ({"matters_result": PrivateMatters.CONCEALED}, "瞒报"),
        ({"discipline_secretary": "县委书记"}, "应由书记和纪委书记分别签字"),
    ],
)
def test_what_is_there_and_does_not_fit_wants_a_reason_as_well(
    db: Database, values: dict[str, object], words: str
) -> None:
    record = sheet(db, **values)
    with pytest.raises(InvalidInput, match=words):
        vettings.mark_ready(db, record.id)


def test_a_nearly_consistent_report_is_no_doubt(db: Database) -> None:
    record = sheet(db, matters_result=PrivateMatters.NEARLY)
    vettings.mark_ready(db, record.id)
    assert state(db, record) is VettingState.COMPLETE


def test_what_counts_against_the_person_wants_a_reason_and_ends_with_its_period(db: Database) -> None:
    record = sheet(db)
    with db.read() as session:
        who = Link(session.get_one(BY_KEY["vetting"].model, record.id).cadre_id, "")  # type: ignore[attr-defined]
    common = {"cadre": who, "sanction_class": SanctionClass.STATE, "name": SanctionName.DEMERIT}
    filed(db, "sanction", **common, decided_on=PartialDate(2024, 1, 10))
    assert vettings.view(db, record.id).against == ()
    filed(db, "sanction", **common, decided_on=PartialDate(2026, 1, 10))
    (hint,) = vettings.view(db, record.id).against
    assert hint.asks
    with pytest.raises(InvalidInput, match="记过"):
        vettings.mark_ready(db, record.id)
    vettings.mark_ready(db, record.id, reason="影响期内，不提拔，仅平职调整")
    assert len(hints(db)) == 1


def test_a_weak_grade_of_last_year_stands_against_it_one_of_the_year_before_does_not(db: Database) -> None:
    record = sheet(db)
    with db.read() as session:
        who = Link(session.get_one(BY_KEY["vetting"].model, record.id).cadre_id, "")  # type: ignore[attr-defined]
    weak = {"cadre": who, "scheme": Scheme.CIVIL, "grade": AssessmentGrade.BASICALLY_COMPETENT}
    filed(db, "annual_assessment", **weak, year=2024)
    assert vettings.view(db, record.id).against == ()
    filed(db, "annual_assessment", **weak, year=2025)
    (hint,) = vettings.view(db, record.id).against
    assert "2025年度考核“基本称职”" in hint.sentence


def test_a_notice_is_up_for_five_working_days_and_the_first_counts(db: Database) -> None:
    record = sheet(db)
    vettings.mark_ready(db, record.id)
    # Monday to Friday; from Friday it runs over the weekend.
    assert vettings.start_notice(db, record.id, date(2026, 11, 9)) == date(2026, 11, 13)
    assert vettings.start_notice(db, record.id, date(2026, 11, 13)) == date(2026, 11, 19)
    assert held(db, "vetting", record, "notice_to") == date(2026, 11, 19)
    gaps = vettings.view(db, record.id).gaps.value
    assert gaps.before_office == ("任前廉政谈话未进行",)
    change(db, "vetting", record, notice_to=date(2026, 11, 18))
    assert "4个工作日，不足5个" in vettings.view(db, record.id).gaps.value.before_office[0]


def test_no_notice_before_the_meeting_may_have_it_and_none_in_the_future(db: Database) -> None:
    record = sheet(db)
    with pytest.raises(NotAllowed, match="审核中"):
        vettings.start_notice(db, record.id, date(2026, 11, 9))
    vettings.mark_ready(db, record.id)
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        vettings.start_notice(db, record.id, date(2026, 11, 22))


def test_the_decision_has_its_day_and_comes_after_the_meeting_was_ready(db: Database) -> None:
    record = sheet(db)
    with pytest.raises(NotAllowed):
        vettings.decide(db, record.id, decided_on=date(2026, 11, 20))
    vettings.mark_ready(db, record.id)
    for wrong in (date(2026, 11, 22), date(2026, 8, 2)):
        with pytest.raises(InvalidInput):
            vettings.decide(db, record.id, decided_on=wrong)
    vettings.decide(db, record.id, decided_on=date(2026, 8, 17))
    assert state(db, record) is VettingState.DECIDED


def test_a_refusal_says_why_and_is_the_end(db: Database) -> None:
    record = sheet(db)
    with pytest.raises(InvalidInput, match="请写明否决原因"):
        vettings.refuse(db, record.id, reason=" ")
    vettings.refuse(db, record.id, reason="档案年龄存疑，未能查清")
    assert held(db, "vetting", record, "refused_reason") == "档案年龄存疑，未能查清"
    with pytest.raises(NotAllowed):
        vettings.mark_ready(db, record.id)


def test_a_ready_sheet_may_go_back_unless_the_decision_is_dated(db: Database) -> None:
    record = sheet(db)
    vettings.mark_ready(db, record.id)
    vettings.reopen(db, record.id)
    assert state(db, record) is VettingState.OPEN
    vettings.mark_ready(db, record.id)
    change(db, "vetting", record, decided_on=date(2026, 8, 17))
    with pytest.raises(NotAllowed, match="讨论决定日期"):
        vettings.reopen(db, record.id)
