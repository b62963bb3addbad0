"""The month's tasks, the quarter's standings and awards; many visits at once; entries of the boards step by step."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.board_entry import BoardColour, BoardState
from cadre_desktop.records.challenge import ChallengeState, RaceAwardKind
from cadre_desktop.records.liaison import LiaisonKind, MatterDone
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.outside_voices import Department
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.boards import BoardState as Found
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import boards, liaisons, races, records, source_notes
from cadre_desktop.services.liaisons import VisitDraft
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, link_of, post, unit


def project(db: Database, who: Link, name: str = "招商", **values: object) -> Link:
    given = {"name": name, "cadre": who, "posted_on": date(2026, 1, 5), "taken_on": date(2026, 7, 10)}
    return filed(db, "challenge", **{**given, "state": ChallengeState.RUNNING, **values})


def filled(db: Database, month: int, **rates: float | None) -> int:
    """Fill the month's sheet in by the names of people."""
    lines = [
        races.TaskLine(line.challenge, line.person, line.task_id, "引资", "一批", rates[line.person.text])
        for line in races.sheet(db, 2026, month)
        if line.person.text in rates
    ]
    return races.fill(db, 2026, month, lines)


def test_a_month_lists_running_projects_until_they_have_a_task(db: Database) -> None:
    who = cadre(db, "甲")
    one = project(db, who)
    project(db, who, "已完成的", state=ChallengeState.DONE, done_on=date(2026, 8, 1))
    assert races.sheet(db, 2026, 6) == [], "it was not taken yet"
    (line,) = races.sheet(db, 2026, 7)
    assert (line.challenge, line.person, line.task_id) == (one, who, "")
    assert races.fill(db, 2026, 7, [line]) == 0, "a blank line is left out"
    assert filled(db, 7, 甲=90) == 1
    (line,) = races.sheet(db, 2026, 7)
    assert (line.task, line.percent) == ("引资", 90)
    assert filled(db, 7, 甲=90) == 0, "nothing new"
    assert filled(db, 7, 甲=None) == 1


def test_a_sheet_is_saved_whole_or_not_at_all_and_names_who_is_wrong(db: Database) -> None:
    for name in ("甲", "乙"):
        project(db, cadre(db, name), name)
    with pytest.raises(InvalidInput) as refused:
        filled(db, 8, 甲=90, 乙=300)
    assert [p.message for p in refused.value.problems] == ["乙“乙”：完成率应在 0 到 200 之间"]
    assert all(not line.task_id for line in races.sheet(db, 2026, 8))
    (line, *_) = races.sheet(db, 2026, 8)
    with pytest.raises(InvalidInput, match="请写明任务"):
        races.fill(db, 2026, 8, [races.TaskLine(line.challenge, line.person, percent=50)])


def test_the_quarter_is_ranked_and_an_award_is_given_once(db: Database) -> None:
    where = unit(db)
    for name in ("甲", "乙"):
        who = cadre(db, name)
        post(db, who, where)
        project(db, who, f"{name}的项目")
    filled(db, 8, 甲=105, 乙=60)
    filled(db, 9, 甲=95, 乙=None)
    first, second = races.board(db, 2026, 3)
    assert (first.person.text, first.unit, first.standing.value.proposed) == ("甲", "青石镇", "runner")
    assert [None if one is None else one.percent for one in first.months] == [None, 105, 95]
    assert (second.standing.value.proposed, len(second.standing.value.missing)) == ("snail", 1)
    given = {"year": 2026, "quarter": 3, "kind": RaceAwardKind.RUNNER, "cadre": first.person}
    made = races.give(db, **given, matter="第一名", challenge=first.projects[0])  # type: ignore[arg-type]
    assert held(db, "race_award", Link(made, ""), "unit_id") == where.id
    with pytest.raises(NotAllowed, match="已经登记"):
        races.give(db, **given, matter="又一次")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="事由"):
        races.give(db, **{**given, "quarter": 4}, matter=" ")  # type: ignore[arg-type]
    assert races.board(db, 2026, 3)[0].awards == (RaceAwardKind.RUNNER,)
    assert races.board(db, 2026, 4) == []


def point(db: Database, who: Link | None, name: str) -> Link:
    given = {"kind": LiaisonKind.HOUSEHOLD, "point_name": name, "started_on": date(2026, 1, 5)}
    return filed(db, "liaison", **given, cadre=who, unit=None if who else unit(db, "县水利局"))


def test_visits_take_what_is_left_empty_from_the_line_above(db: Database) -> None:
    who, other = cadre(db, "甲"), cadre(db, "乙")
    mine, theirs = point(db, who, "3号户"), point(db, other, "5号户")
    day = date(2026, 3, 8)
    written = liaisons.add_visits(
        db,
        [
            VisitDraft(mine, None, day, "了解春耕"),
            VisitDraft(),
            VisitDraft(content="修水泵", done=MatterDone.REAL_THING, n_done=1),
            VisitDraft(theirs, content="看望"),
            VisitDraft(cadre=who, visited_on=date(2026, 3, 9), content="再去"),
        ],
    )
    assert written == 4
    kind = BY_KEY["liaison_visit"]
    rows = {row.values[3]: row.values for row in records.all_rows(db, kind, kind.table_fields, ListQuery())}
    assert [rows[text][1].text for text in ("了解春耕", "修水泵", "看望", "再去")] == ["甲", "甲", "乙", "甲"]
    assert rows["修水泵"][2] == day
    assert rows["再去"][0].id == theirs.id


def test_a_wrong_visit_keeps_all_of_them_out_and_says_which_line(db: Database) -> None:
    mine = point(db, cadre(db), "3号户")
    drafts = [
        VisitDraft(content="没有联系点"),
        VisitDraft(mine, None, date(2026, 11, 22), "明天"),
        VisitDraft(mine, None, date(2026, 3, 1), "好的"),
    ]
    with pytest.raises(InvalidInput) as refused:
        liaisons.add_visits(db, drafts)
    assert {p.field for p in refused.value.problems} == {"0.liaison", "0.visited_on", "1.visited_on"}
    assert refused.value.problems[-1].message == "第2行：日期不能晚于今天"
    assert records.count(db, BY_KEY["liaison_visit"], ListQuery()) == 0


def entry(db: Database, where: Link, day: date, **values: object) -> Link:
    given = {"item": "环境治理", "matter": "末位。", "colour": BoardColour.BLACK, "state": BoardState.PUBLISHED}
    return filed(db, "board_entry", unit=where, published_on=day, **{**given, **values})


def test_an_entry_is_approved_published_and_withdrawn_and_counts_only_between(db: Database) -> None:
    where, who = unit(db), cadre(db)
    head = BY_KEY["post"].field("member_kind").choices[0]
    post(db, who, where, member_kind=head, appointed_on=PartialDate(2026, 9))
    one = entry(db, where, date(2026, 8, 1), state=BoardState.DRAFTED)
    assert held(db, "board_entry", one, "head_id") is None, "nobody was in office then"
    with pytest.raises(NotAllowed, match="审定"):
        boards.publish(db, one.id, published_on=date(2026, 10, 1))
    boards.approve(db, one.id)
    assert boards.finding_of(db, one.id) is None
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        boards.publish(db, one.id, published_on=date(2026, 11, 22))
    boards.publish(db, one.id, published_on=date(2026, 10, 1))
    assert held(db, "board_entry", one, "head_id") == who.id
    found = boards.finding_of(db, one.id)
    assert found is not None
    assert (found.state, found.black) == (Found.CLEAR, (one.id,))
    with pytest.raises(InvalidInput, match="撤销原因"):
        boards.withdraw(db, one.id, withdrawn_on=date(2026, 10, 9), reason="")
    boards.withdraw(db, one.id, withdrawn_on=date(2026, 10, 9), reason="评分有误")
    assert boards.lines(db, (2026,)) == []


def test_three_black_entries_name_the_head_of_that_day_and_keep_handling_and_reply(db: Database) -> None:
    where, before, now = unit(db), cadre(db, "前任"), cadre(db, "现任")
    head = BY_KEY["post"].field("member_kind").choices[0]
    post(db, before, where, member_kind=head, appointed_on=PartialDate(2020, 1), removed_on=PartialDate(2026, 10))
    post(db, now, where, member_kind=head, appointed_on=PartialDate(2026, 10))
    months = [entry(db, where, date(2026, month, 20)) for month in (3, 6, 9, 11)]
    entry(db, where, date(2025, 9, 20))
    entry(db, where, date(2026, 9, 20), colour=BoardColour.RED)
    last, earlier = boards.lines(db, (2026, 2025))
    assert (last.state, last.heads, len(last.black), len(last.red)) == (Found.GIVE_WAY, (before,), 4, 1)
    assert last.entry == months[2].id, "the one that filled the number takes the handling"
    assert (earlier.year, earlier.state) == (2025, Found.CLEAR)
    with pytest.raises(InvalidInput, match="处理情况或单位说明"):
        boards.handle(db, last.entry, handled_on=date(2026, 11, 1))
    boards.handle(db, last.entry, handled_on=date(2026, 10, 1), handling="约谈", reply="已整改")
    boards.handle(db, last.entry, handled_on=date(2026, 11, 1), handling="提出让位建议")
    (last,) = boards.lines(db, (2026,))
    assert last.handling == "2026.10.01 约谈\n2026.11.01 提出让位建议"
    assert last.reply == "已整改"


def test_a_note_names_its_source_and_says_when_it_is_not_believed_yet(db: Database) -> None:
    given = {"department": Department.AUDIT, "received_on": date(2026, 5, 9), "content": "好", "unit": unit(db)}
    one = filed(db, "source_note", **given)
    assert one.text == "审计信息（2026.05.09，收到）"
    source_notes.verify(db, one.id, verified="属实")
    source_notes.accept(db, one.id)
    assert link_of(db, "source_note", one.id).text == "审计信息（2026.05.09）"
    with pytest.raises(NotAllowed, match="核实"):
        source_notes.reject(db, one.id, reason="晚了")
