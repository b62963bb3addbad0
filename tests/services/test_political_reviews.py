"""政治素质考察: sourced signs, counted ballots, a grade people decide, and the portrait of it all."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.observation import Scene
from cadre_desktop.records.political_review import BallotRow, ReviewState, SourceKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity, PostLevel
from cadre_desktop.services import political_reviews, portraits, records, undo
from cadre_desktop.services.political_reviews import Counts
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, filed, held, last_work, post, talk, unit

POSITIVE, NEGATIVE = Polarity.POSITIVE, Polarity.NEGATIVE
FULL: dict[BallotRow, Counts] = {row: (20, 3, 1, 0) for row in BallotRow}


def review(db: Database, who: Link | None = None, **values: object) -> Link:
    given = {"year": 2026, "started_on": date(2026, 6, 1), "n_issued": 25, "n_returned": 25, "n_valid": 24, **values}
    return filed(db, "political_review", cadre=who or cadre(db), **given)


def sign(db: Database, of: Link, polarity: Polarity, dimension: Dimension, fact: str, **values: object) -> Link:
    return filed(db, "sign", review=of, polarity=polarity, dimension=dimension, fact=fact, **values)


def document(text: str = "清组〔2026〕3号") -> dict[str, object]:
    return {"source_kind": SourceKind.DOCUMENT, "source_document": text}


def decided(db: Database, record: Link, grade: FourGrade = FourGrade.GOOD) -> tuple[str, ...]:
    political_reviews.start(db, record.id)
    return political_reviews.decide(db, record.id, grade, decided_by="县委常委会", decided_on=date(2026, 11, 1))


def n_ballots(db: Database, record: Link) -> int:
    return len(records.parts(db, BY_KEY["ballot"], record.id))


# From opening to file


def test_the_way_from_opening_to_file(db: Database) -> None:
    record = review(db)
    with pytest.raises(NotAllowed, match="评定要在“考察”“评定”时进行"):
        political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by="县委常委会")
    decided(db, record)
    assert held(db, "political_review", record, "grade") is FourGrade.GOOD
    assert held(db, "political_review", record, "state") is ReviewState.DECIDED
    political_reviews.file(db, record.id)
    with pytest.raises(InvalidInput, match="已入档，不能再修改"):
        change(db, "political_review", record, analysis="改")
    with pytest.raises(InvalidInput, match="不能再改清单印证"):
        sign(db, record, POSITIVE, Dimension.DUTY, "抢险在前")
    with pytest.raises(InvalidInput, match="不能再改测评票数"):
        political_reviews.fill_ballots(db, record.id, FULL)
    assert undo.undo(db, last_work(db)).n_back == 0


def test_a_decision_says_who_decided_and_when(db: Database) -> None:
    record = review(db)
    political_reviews.start(db, record.id)
    with pytest.raises(InvalidInput, match="请填写鉴定单位"):
        political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by=" ")
    with pytest.raises(InvalidInput, match="鉴定日期不能晚于今天"):
        political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by="县委常委会", decided_on=date(2026, 11, 22))
    with pytest.raises(InvalidInput, match="不能早于考察日期"):
        political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by="县委常委会", decided_on=date(2026, 5, 31))
    political_reviews.decide(db, record.id, FourGrade.FAIR, decided_by="县委常委会")
    assert held(db, "political_review", record, "decided_on") == date(2026, 11, 21)


def test_a_grade_may_be_decided_anew_until_it_is_filed(db: Database) -> None:
    record = review(db)
    decided(db, record)
    political_reviews.decide(db, record.id, FourGrade.FAIR, decided_by="县委常委会")
    assert held(db, "political_review", record, "grade") is FourGrade.FAIR
    political_reviews.file(db, record.id)
    with pytest.raises(NotAllowed):
        political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by="县委常委会")


def test_a_negative_sign_without_its_source_is_not_saved(db: Database) -> None:
    record = review(db)
    with pytest.raises(InvalidInput, match="负面表现必须有来源"):
        sign(db, record, NEGATIVE, Dimension.DUTY, "久拖不办")
    sign(db, record, NEGATIVE, Dimension.DUTY, "久拖不办", **document())
    sign(db, record, POSITIVE, Dimension.DUTY, "抢险在前")


# Ballots


def test_twelve_rows_are_saved_at_once(db: Database) -> None:
    record = review(db)
    political_reviews.fill_ballots(db, record.id, FULL)
    report = political_reviews.ballot_report(db, record.id)
    assert n_ballots(db, record) == 12
    assert report.consistent
    assert report.counted
    assert report.return_rate.in_full() == "100.0%（25/25）"
    by_row = {line.row: line for line in report.lines}
    assert by_row[BallotRow.LOYALTY].columns == ("优秀", "合格", "基本合格", "不合格")
    assert by_row[BallotRow.BREACH].columns == ("无反映", "偶尔有反映", "反映较多", "问题严重")
    assert by_row[BallotRow.OVERALL].columns == ("好", "较好", "一般", "较差")
    assert by_row[BallotRow.OVERALL].counts == (20, 3, 1, 0)


def test_a_row_that_does_not_add_up_saves_none_and_names_the_difference(db: Database) -> None:
    record = review(db)
    wrong = {**FULL, BallotRow.DUTY: (20, 3, 0, 0), BallotRow.OVERALL: (20, 3, 1, 2), BallotRow.BREACH: (-1, 24, 1, 0)}
    with pytest.raises(InvalidInput) as caught:
        political_reviews.fill_ballots(db, record.id, wrong)
    assert {p.field: p.message for p in caught.value.problems} == {
        "p3": "“政治担当”各档合计 23 票，与有效 24 份相差 1，请核对",
        "r6": "票数不能是负数",
        "o": "“总体评价”各档合计 26 票，与有效 24 份相差 2，请核对",
    }
    assert n_ballots(db, record) == 0


def test_rows_filled_again_replace_the_old_counts(db: Database) -> None:
    record = review(db)
    political_reviews.fill_ballots(db, record.id, FULL)
    political_reviews.fill_ballots(db, record.id, {BallotRow.DUTY: (24, 0, 0, 0)})
    assert n_ballots(db, record) == 12
    by_row = {line.row: line.counts for line in political_reviews.ballot_report(db, record.id).lines}
    assert by_row[BallotRow.DUTY] == (24, 0, 0, 0)
    assert by_row[BallotRow.ABILITY] == (20, 3, 1, 0)


def test_without_the_number_of_valid_papers_nothing_can_be_checked(db: Database) -> None:
    record = review(db, n_valid=None)
    with pytest.raises(NotAllowed, match="还没有填写测评有效份数"):
        political_reviews.fill_ballots(db, record.id, FULL)


def test_papers_changed_later_are_marked_and_do_not_block_the_decision(db: Database) -> None:
    record = review(db)
    political_reviews.fill_ballots(db, record.id, FULL)
    change(db, "political_review", record, n_valid=25)
    marks = decided(db, record)
    assert len(marks) == 12
    assert marks[0] == "“政治忠诚”各栏合计24票，与有效25票不符，少1票，请核对"
    report = political_reviews.ballot_report(db, record.id)
    assert report.marks == marks
    assert not report.consistent


def test_missing_rows_are_named(db: Database) -> None:
    record = review(db)
    assert not political_reviews.ballot_report(db, record.id).counted
    assert political_reviews.ballot_report(db, record.id).marks == ()
    some = {row: counts for row, counts in FULL.items() if row not in (BallotRow.OVERALL, BallotRow.BREACH)}
    political_reviews.fill_ballots(db, record.id, some)
    assert political_reviews.ballot_report(db, record.id).marks == ("测评表缺少“违反组织纪律”“总体评价”",)


# The portrait


def test_every_dimension_shows_its_signs_with_their_sources(db: Database) -> None:
    who = cadre(db)
    record = review(db, who)
    told = talk(db, who)
    seen = filed(
        db,
        "observation",
        cadre=who,
        scene=Scene.EMERGENCY,
        observed_on=date(2026, 7, 2),
        matter="防汛抢险",
        conduct="连续值守三昼夜",
        observer="李正",
    )
    sign(db, record, POSITIVE, Dimension.DUTY, "抢险在前", source_kind=SourceKind.OBSERVATION, observation=seen)
    sign(db, record, POSITIVE, Dimension.LOYALTY, "表里如一", source_kind=SourceKind.INTERVIEW, interview=told)
    sign(db, record, NEGATIVE, Dimension.DUTY, "久拖不办", reply="已整改", **document())
    sign(db, record, POSITIVE, Dimension.ABILITY, "善做群众工作")
    view = portraits.portrait(db, record.id)
    assert [d.dimension for d in view.dimensions] == list(Dimension)
    duty = next(d for d in view.dimensions if d.dimension is Dimension.DUTY)
    assert (duty.positive[0].source_text, duty.positive[0].source_key) == ("表现纪实：防汛抢险", "observation")
    assert duty.positive[0].source == seen
    assert (duty.negative[0].source_text, duty.negative[0].source) == ("文件材料：清组〔2026〕3号", None)
    assert duty.negative[0].reply == "已整改"
    assert duty.n_evidence == 2
    assert [d.dimension for d in view.contradictions] == [Dimension.DUTY]
    assert (view.n_evidence, view.thin) == (3, False)


def test_fewer_than_three_pieces_are_called_thin(db: Database) -> None:
    record = review(db)
    for n in range(2):
        sign(db, record, POSITIVE, Dimension.DUTY, f"事例{n}", **document())
    sign(db, record, POSITIVE, Dimension.DUTY, "没有来源的事例")
    decided(db, record)
    view = portraits.portrait(db, record.id)
    assert (view.n_evidence, view.grade_text) == (2, "好（材料不足）")
    sign(db, record, POSITIVE, Dimension.ABILITY, "第三件", **document())
    assert portraits.portrait(db, record.id).grade_text == "好"
    assert portraits.portrait(db, review(db, cadre(db, "刘大有")).id).grade_text == "材料不足"


def test_each_dimension_s_grade_comes_from_its_own_positive_row(db: Database) -> None:
    record = review(db)
    assert {d.grade for d in portraits.portrait(db, record.id).dimensions} == {None}
    rows: dict[BallotRow, Counts] = {
        BallotRow.LOYALTY: (13, 11, 0, 0),
        BallotRow.RESOLVE: (12, 12, 0, 0),
        BallotRow.DUTY: (0, 12, 12, 0),
        BallotRow.ABILITY: (0, 0, 12, 12),
        BallotRow.LACK_DUTY: (0, 0, 0, 24),
    }
    political_reviews.fill_ballots(db, record.id, rows)
    found = {d.dimension: d.grade for d in portraits.portrait(db, record.id).dimensions}
    assert found == {
        Dimension.LOYALTY: FourGrade.GOOD,
        Dimension.RESOLVE: FourGrade.FAIR,
        Dimension.DUTY: FourGrade.AVERAGE,
        Dimension.ABILITY: FourGrade.POOR,
        Dimension.DISCIPLINE: None,
    }


def test_peers_are_of_the_same_level_and_year_and_not_the_person(db: Database) -> None:
    where = unit(db)
    people = {name: cadre(db, name) for name in ("周文静", "刘大有", "陈立", "王平", "赵亮")}
    for name, who in people.items():
        level = PostLevel.SUBSECTION if name == "王平" else PostLevel.SECTION_HEAD
        post(db, who, where, level=level)
    mine = review(db, people["周文静"])
    decided(db, review(db, people["刘大有"]), FourGrade.FAIR)
    third = review(db, people["陈立"])
    political_reviews.fill_ballots(db, third.id, {BallotRow.DUTY: (24, 0, 0, 0)})
    decided(db, review(db, people["王平"]))
    decided(db, review(db, people["赵亮"], year=2025))
    peers = portraits.portrait(db, mine.id).peers
    assert (peers.level, peers.n_people, dict(peers.grades)) == (PostLevel.SECTION_HEAD, 2, {FourGrade.FAIR: 1})
    assert dict(peers.by_dimension[Dimension.DUTY]) == {FourGrade.GOOD: 1}
    assert dict(peers.by_dimension[Dimension.LOYALTY]) == {}


def test_somebody_without_a_level_has_no_peers(db: Database) -> None:
    review(db, cadre(db, "刘大有"))
    assert portraits.portrait(db, review(db).id).peers.n_people == 0


def test_the_newest_review_of_a_person_is_found(db: Database) -> None:
    who = cadre(db)
    assert portraits.portrait_of(db, who.id) is None
    old, new = review(db, who, year=2025), review(db, who)
    newest, earlier = portraits.portrait_of(db, who.id), portraits.portrait_of(db, who.id, 2025)
    assert newest is not None
    assert earlier is not None
    assert (newest.review_id, earlier.review_id) == (new.id, old.id)
    assert portraits.portrait_of(db, who.id, 2024) is None
