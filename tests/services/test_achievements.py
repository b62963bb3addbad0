"""实绩条目 from declaration to file, and 潜绩 that come back."""

from datetime import date
from typing import Any

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import AchievementState, Ledger, Paper, Strength
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Level
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import achievements, records, undo
from cadre_desktop.services.achievements import Marks
from cadre_desktop.storage.database import Database
from tests.conftest import FrozenClock
from tests.services.people import cadre, change, filed, held, last_work, post, unit

KIND = BY_KEY["achievement"]
ALL_HIGH = Marks(Level.HIGH, Level.HIGH, Level.MIDDLE, Level.HIGH, reviewer="李主任")


def item(db: Database, who: Link | None = None, **values: Any) -> Link:
    given = {"year": 2025, "paper": Paper.DEVELOPMENT, "title": "污水管网通水", **values}
    return filed(db, "achievement", cadre=who or cadre(db), **given)


def latent(db: Database, who: Link, on: date, **values: Any) -> Link:
    return item(db, who, ledger=Ledger.LATENT, look_back_on=on, **values)


def proved(db: Database, record: Link, strength: Strength = Strength.DOCUMENT) -> Link:
    return filed(db, "evidence", achievement=record, strength=strength, title="竣工验收报告")


def reviewing(db: Database, record: Link) -> None:
    achievements.declare(db, record.id)
    achievements.start_review(db, record.id)


def state(db: Database, record: Link) -> AchievementState:
    found = held(db, "achievement", record, "state")
    assert isinstance(found, AchievementState)
    return found


def test_the_whole_way_to_the_file(db: Database) -> None:
    record = item(db)
    proved(db, record)
    reviewing(db, record)
    achievements.confirm(db, record.id, ALL_HIGH)
    assert state(db, record) is AchievementState.CONFIRMED
    assert held(db, "achievement", record, "reviewed_on") == date(2026, 11, 21)
    assert held(db, "achievement", record, "difficulty") is Level.MIDDLE
    achievements.file(db, record.id)
    assert state(db, record) is AchievementState.FILED


def test_no_step_is_skipped(db: Database) -> None:
    record = item(db)
    proved(db, record)
    for step in (achievements.start_review, achievements.file):
        with pytest.raises(NotAllowed, match="“草稿”状态不能转为"):
            step(db, record.id)
    with pytest.raises(NotAllowed, match="下一步：申报"):
        achievements.confirm(db, record.id, ALL_HIGH)
    assert state(db, record) is AchievementState.DRAFT
    assert held(db, "achievement", record, "completion") is None


def test_a_declaration_is_withdrawn_only_before_its_review(db: Database) -> None:
    record = item(db)
    achievements.declare(db, record.id)
    achievements.withdraw(db, record.id)
    assert state(db, record) is AchievementState.DRAFT
    reviewing(db, record)
    with pytest.raises(NotAllowed):
        achievements.withdraw(db, record.id)


def test_confirming_names_every_axis_and_the_reviewer_that_lack(db: Database) -> None:
    record = item(db)
    proved(db, record)
    reviewing(db, record)
    with pytest.raises(InvalidInput) as caught:
        achievements.confirm(db, record.id, Marks(completion=Level.HIGH))
    assert [p.field for p in caught.value.problems] == ["truth", "difficulty", "contribution", "reviewer"]
    assert "认定前请评定“真实度”" in str(caught.value)
    assert held(db, "achievement", record, "completion") is None


def test_marks_already_on_the_form_count(db: Database) -> None:
    record = item(db, completion=Level.HIGH, truth=Level.HIGH, difficulty=Level.LOW, contribution=Level.HIGH)
    proved(db, record)
    reviewing(db, record)
    achievements.confirm(db, record.id, Marks(reviewer="李主任"))
    assert state(db, record) is AchievementState.CONFIRMED


@pytest.mark.parametrize("strengths", [(), (Strength.SELF,), (Strength.SELF, Strength.SELF)])
def test_a_self_statement_confirms_nothing(db: Database, strengths: tuple[Strength, ...]) -> None:
    record = item(db)
    for strength in strengths:
        proved(db, record, strength)
    reviewing(db, record)
    with pytest.raises(NotAllowed, match="只有本人自述，不能认定"):
        achievements.confirm(db, record.id, ALL_HIGH)
    assert state(db, record) is AchievementState.REVIEWING


@pytest.mark.parametrize("strength", [s for s in Strength if s is not Strength.SELF])
def test_any_evidence_above_the_self_statement_is_enough(db: Database, strength: Strength) -> None:
    record = item(db)
    proved(db, record, Strength.SELF)
    proved(db, record, strength)
    reviewing(db, record)
    achievements.confirm(db, record.id, ALL_HIGH)
    assert state(db, record) is AchievementState.CONFIRMED


def test_evidence_in_the_recycle_bin_does_not_count(db: Database) -> None:
    record = item(db)
    records.discard(db, BY_KEY["evidence"], proved(db, record).id)
    reviewing(db, record)
    with pytest.raises(NotAllowed, match="自述"):
        achievements.confirm(db, record.id, ALL_HIGH)


def test_returning_needs_an_opinion_and_keeps_it_beside_the_reply(db: Database) -> None:
    record = item(db)
    reviewing(db, record)
    with pytest.raises(InvalidInput, match="退回必须写明审核意见"):
        achievements.send_back(db, record.id, Marks(opinion="  "))
    achievements.send_back(db, record.id, Marks(reviewer="李主任", opinion="缺少验收文件"))
    assert state(db, record) is AchievementState.RETURNED
    achievements.reply(db, record.id, "验收文件已补")
    proved(db, record)
    reviewing(db, record)
    achievements.confirm(db, record.id, Marks(Level.HIGH, Level.HIGH, Level.HIGH, Level.HIGH, opinion="属实"))
    assert held(db, "achievement", record, "opinion") == "2026.11.21 退回：缺少验收文件\n2026.11.21 认定：属实"
    assert held(db, "achievement", record, "reply") == "2026.11.21 验收文件已补"


def test_an_empty_reply_is_refused(db: Database) -> None:
    record = item(db)
    with pytest.raises(InvalidInput, match="请填写本人说明"):
        achievements.reply(db, record.id, " ")


def test_what_was_confirmed_stands_until_it_is_reviewed_again(db: Database) -> None:
    record = item(db)
    proved(db, record)
    reviewing(db, record)
    achievements.confirm(db, record.id, ALL_HIGH)
    with pytest.raises(InvalidInput, match="实绩已认定，内容不能再修改"):
        change(db, "achievement", record, result="增长两倍")
    with pytest.raises(InvalidInput, match="不能删除"):
        records.discard(db, KIND, record.id)
    achievements.start_review(db, record.id)
    change(db, "achievement", record, result="增长两成")
    assert held(db, "achievement", record, "result") == "增长两成"


def test_what_is_filed_stands_for_good(db: Database) -> None:
    record = item(db)
    proved(db, record)
    reviewing(db, record)
    achievements.confirm(db, record.id, ALL_HIGH)
    achievements.file(db, record.id)
    with pytest.raises(InvalidInput, match="已入档"):
        change(db, "achievement", record, opinion="改口")
    assert "已入档" in undo.undo(db, last_work(db)).stays[0].reason
    with pytest.raises(NotAllowed, match="不能再变动"):
        achievements.start_review(db, record.id)


def test_a_latent_item_comes_back_on_its_day_and_not_before(db: Database, clock: FrozenClock) -> None:
    who = cadre(db)
    post(db, who, unit(db))
    record = latent(db, who, date(2026, 11, 22))
    assert achievements.look_backs_due(db) == []
    assert [d.achievement for d in achievements.look_backs_due(db, months_ahead=1)] == [record]
    clock.forward(days=1)
    (due,) = achievements.look_backs_due(db)
    assert (due.achievement, due.person, due.holder, due.due_on) == (record, who, who, date(2026, 11, 22))
    assert not due.by_somebody_else


def test_it_comes_to_whoever_holds_the_post_now(db: Database) -> None:
    where, other = unit(db, "青石镇"), unit(db, "龙潭镇")
    first, second = cadre(db, "周文静"), cadre(db, "刘大有")
    post(db, first, where, appointed_on=PartialDate(2019, 3), removed_on=PartialDate(2024, 6))
    post(db, first, other, appointed_on=PartialDate(2024, 6))
    post(db, second, where, appointed_on=PartialDate(2024, 7))
    latent(db, first, date(2026, 1, 10), year=2021, unit=where)
    (due,) = achievements.look_backs_due(db)
    assert (due.person, due.holder, due.post_title) == (first, second, "镇长")
    assert due.by_somebody_else


def test_a_vacant_post_has_no_holder(db: Database) -> None:
    who = cadre(db)
    post(db, who, unit(db), appointed_on=PartialDate(2019, 3), removed_on=PartialDate(2024, 6))
    latent(db, who, date(2026, 1, 10), year=2021)
    (due,) = achievements.look_backs_due(db)
    assert due.holder is None
    assert not due.by_somebody_else


def test_without_a_post_on_file_it_stays_with_the_person(db: Database) -> None:
    who = cadre(db)
    latent(db, who, date(2026, 1, 10))
    assert achievements.look_backs_due(db)[0].holder == who


def test_a_look_back_is_written_down_and_leaves_the_list(db: Database) -> None:
    record = latent(db, cadre(db), date(2026, 1, 10))
    with pytest.raises(InvalidInput, match="请填写回看结果"):
        achievements.record_look_back(db, record.id, "")
    achievements.record_look_back(db, record.id, "林地长势良好\n未见返耕")
    assert achievements.look_backs_due(db) == []
    assert held(db, "achievement", record, "look_back_result") == "2026.11.21 林地长势良好\n未见返耕"


def test_a_second_look_comes_round_again(db: Database, clock: FrozenClock) -> None:
    record = latent(db, cadre(db), date(2026, 1, 10))
    with pytest.raises(InvalidInput, match="下次回看日期应晚于今天"):
        achievements.record_look_back(db, record.id, "尚早", next_on=date(2026, 11, 21))
    achievements.record_look_back(db, record.id, "尚早\n明年再看", next_on=date(2027, 11, 21))
    assert achievements.look_backs_due(db) == []
    clock.forward(days=365)
    assert [d.achievement for d in achievements.look_backs_due(db)] == [record]
    achievements.record_look_back(db, record.id, "成林")
    assert achievements.look_backs_due(db) == []


def test_a_result_typed_into_the_form_counts(db: Database) -> None:
    latent(db, cadre(db), date(2026, 1, 10), look_back_result="已看过")
    assert achievements.look_backs_due(db) == []


def test_a_visible_item_is_not_looked_back_at(db: Database) -> None:
    with pytest.raises(NotAllowed, match="只有潜绩需要回看"):
        achievements.record_look_back(db, item(db).id, "看了")


def test_the_share_of_self_statements_names_its_records(db: Database) -> None:
    who = cadre(db)
    none, own, both = item(db, who), item(db, who), item(db, who, year=2024)
    proved(db, own, Strength.SELF)
    proved(db, both, Strength.SELF)
    proved(db, both, Strength.NOTICE)
    share = achievements.self_statement_share(db)
    assert (share.rate.part, share.rate.whole) == (2, 3)
    assert set(share.ids) == {none.id, own.id}
    assert achievements.self_statement_share(db, 2024).rate.part == 0
    records.discard(db, KIND, none.id)
    assert achievements.self_statement_share(db).ids == (own.id,)
