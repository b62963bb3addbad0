"""A person goes into the bin with all that is his or hers and comes back with it; a unit in use does not go."""

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.records.kind import Binning
from cadre_desktop.records.rows import Link
from cadre_desktop.services import binning, checks, history, records, recycle
from cadre_desktop.storage import verify
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import run_outside
from tests import examples
from tests.conftest import FrozenClock
from tests.services.people import cadre, change, filed, is_binned, last_work, post, talk, unit

CADRE, UNIT = BY_KEY["cadre"], BY_KEY["unit"]


@pytest.fixture(autouse=True)
def _foreign_keys(db: Database) -> None:
    run_outside(db.engine, "PRAGMA foreign_keys=ON")


def exists(db: Database, key: str, record: Link) -> bool:
    with db.read() as session:
        return session.get(BY_KEY[key].model, record.id) is not None


@pytest.fixture
def person(db: Database) -> dict[str, Link]:
    """Somebody with a post, an achievement with proof, and a talk."""
    who, where = cadre(db), unit(db)
    entry = filed(db, "achievement", **{**examples.EXAMPLES["achievement"](db), "cadre": who, "unit": where})
    proof = filed(db, "evidence", **{**examples.EXAMPLES["evidence"](db), "achievement": entry})
    held = post(db, who, where)
    return {
        "cadre": who,
        "unit": where,
        "post": held,
        "achievement": entry,
        "evidence": proof,
        "interview": talk(db, who),
    }


THEIRS = ("post", "achievement", "evidence", "interview")


# A person


def test_a_person_takes_all_that_is_his_or_hers_along_as_one_step(db: Database, person: dict[str, Link]) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    assert [is_binned(db, key, person[key]) for key in ("cadre", *THEIRS)] == [True] * 5
    assert not is_binned(db, "unit", person["unit"])
    step = history.recent_steps(db, 1)[0]
    assert (step.title, step.n_records) == ("删除干部", 5)
    assert [f.code for f in checks.check(db).findings if f.code == "binned_link"] == []


def test_the_bin_shows_the_person_alone_and_says_what_went_along(db: Database, person: dict[str, Link]) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    (line,) = recycle.listed(db)
    assert line.text == "周文静"
    assert sorted(line.along.split("、")) == sorted(
        f"{BY_KEY[key].title} 1 条" for key in ("post", "achievement", "evidence", "interview")
    )
    assert recycle.listed(db, kind_key="post") == []
    assert recycle.count(db) == 1


def test_everything_comes_back_with_the_person(db: Database, person: dict[str, Link]) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    recycle.restore(db, "cadre", person["cadre"].id)
    assert [is_binned(db, key, person[key]) for key in ("cadre", *THEIRS)] == [False] * 5
    assert history.recent_steps(db, 1)[0].n_records == 5
    with db.read() as session:
        models = [kind.model for kind in KINDS]
        assert list(verify.state_faults(session.connection(), models, db.chain.state_key)) == []


def test_what_lay_in_the_bin_before_stays_there(db: Database, person: dict[str, Link]) -> None:
    """Also when both went at the very same second: the piece of work tells them apart."""
    records.discard(db, BY_KEY["post"], person["post"].id)
    records.discard(db, CADRE, person["cadre"].id)
    assert {line.text for line in recycle.listed(db)} == {"周文静", "青石镇镇长"}
    recycle.restore(db, "cadre", person["cadre"].id)
    assert is_binned(db, "post", person["post"])
    assert not is_binned(db, "achievement", person["achievement"])


def test_a_step_that_bins_a_person_is_undone_as_one(db: Database, person: dict[str, Link]) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    result = history.undo_step(db, last_work(db))
    assert (result.n_back, result.stays) == (5, ())
    assert [is_binned(db, key, person[key]) for key in ("cadre", *THEIRS)] == [False] * 5


def test_of_two_people_binned_together_each_comes_back_alone(db: Database, clock: FrozenClock) -> None:
    first, second = cadre(db), cadre(db, "刘大有")
    where = unit(db)
    posts = [post(db, who, where) for who in (first, second)]
    both = talk(db, first, second)
    records.discard_many(db, CADRE, [first.id, second.id])
    assert is_binned(db, "interview", both)
    recycle.restore(db, "cadre", second.id)
    assert [is_binned(db, "post", held) for held in posts] == [True, False]
    assert not is_binned(db, "interview", both)
    assert is_binned(db, "cadre", first)


def test_a_talk_with_others_stays_where_it_is(db: Database) -> None:
    who, other = cadre(db), cadre(db, "刘大有")
    both, alone = talk(db, who, other), talk(db, who)
    records.discard(db, CADRE, who.id)
    assert not is_binned(db, "interview", both)
    assert is_binned(db, "interview", alone)


def test_a_person_with_records_that_may_not_go_stays_and_they_are_named(db: Database) -> None:
    who = cadre(db)
    final = talk(db, who)
    change(db, "interview", final, signed=True)
    with db.work("定稿") as session:
        session.get_one(BY_KEY["interview"].model, final.id).state = InterviewState.FINAL
    held = post(db, who, unit(db))
    with pytest.raises(NotAllowed, match="按规定不能删除") as refused:
        records.discard(db, CADRE, who.id)
    assert "谈话" in str(refused.value)
    assert "离任" in refused.value.hint
    assert not is_binned(db, "cadre", who)
    assert not is_binned(db, "post", held)


def test_erasing_a_person_erases_what_went_along(db: Database, person: dict[str, Link]) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    recycle.erase(db, "cadre", person["cadre"].id)
    assert [exists(db, key, person[key]) for key in ("cadre", *THEIRS)] == [False] * 5
    assert exists(db, "unit", person["unit"])


def test_emptying_takes_what_went_along_too(db: Database, person: dict[str, Link], clock: FrozenClock) -> None:
    records.discard(db, CADRE, person["cadre"].id)
    clock.forward(days=30)
    result = recycle.empty(db)
    assert (result.n_erased, result.stays) == (5, ())


def test_an_owner_takes_its_lines_along_without_asking_their_rules(db: Database) -> None:
    checklist = filed(db, "checklist", **examples.EXAMPLES["checklist"](db))
    item = filed(db, "checklist_item", **{**examples.EXAMPLES["checklist_item"](db), "checklist": checklist})
    records.discard(db, BY_KEY["checklist"], checklist.id)
    assert is_binned(db, "checklist_item", item)
    records.restore(db, BY_KEY["checklist"], checklist.id)
    assert not is_binned(db, "checklist_item", item)


def test_the_rules_of_the_person_hold_on_the_way_back(db: Database) -> None:
    who = cadre(db, id_number="350425198604122021")
    held = post(db, who, unit(db))
    records.discard(db, CADRE, who.id)
    cadre(db, "周文婧", id_number="350425198604122021")
    with pytest.raises(InvalidInput, match="重复"):
        recycle.restore(db, "cadre", who.id)
    assert is_binned(db, "post", held)


# A unit


def test_a_unit_in_use_is_refused_with_what_is_in_the_way_and_how_to_go_on(db: Database) -> None:
    where, below = unit(db), None
    below = unit(db, "青石镇河口村", parent=where)
    names = ("周文静", "刘大有", "李国强", "陈海燕")
    for name in names:
        post(db, cadre(db, name), where)
    with pytest.raises(NotAllowed) as refused:
        records.discard(db, UNIT, where.id)
    said = str(refused.value)
    assert said.startswith("“青石镇”还在使用，不能移入回收站：")
    assert "单位 1 条（青石镇河口村）" in said
    assert "任职经历 4 条（" in said
    assert "等）" in said
    assert sum(name in said for name in names) == 3
    assert all(word in refused.value.hint for word in ("撤并", "并入单位", "改名", "调动"))
    assert not is_binned(db, "unit", where)
    records.discard(db, UNIT, below.id)


def test_past_posts_hold_a_unit_as_well(db: Database) -> None:
    where, who = unit(db), cadre(db)
    held = post(db, who, where)
    records.discard(db, BY_KEY["post"], held.id)
    records.discard(db, UNIT, where.id)  # nobody live points at it any more
    with pytest.raises(NotAllowed, match="不能彻底删除"):
        recycle.erase(db, "unit", where.id)


def test_a_unit_goes_with_its_old_names_and_its_units_below_when_chosen_together(db: Database) -> None:
    above, below = unit(db), None
    below = unit(db, "青石镇河口村", parent=above)
    old = filed(db, "unit_alias", unit=above, text="青石")
    records.discard_many(db, UNIT, [above.id, below.id])
    assert [is_binned(db, key, one) for key, one in (("unit", above), ("unit", below), ("unit_alias", old))] == [
        True
    ] * 3
    records.restore(db, UNIT, above.id)
    assert not is_binned(db, "unit_alias", old)
    assert is_binned(db, "unit", below)


def test_many_kinds_of_use_are_cut_short(
    db: Database, monkeypatch: pytest.MonkeyPatch, person: dict[str, Link]
) -> None:
    monkeypatch.setattr(binning, "_MOST_KINDS", 1)
    with pytest.raises(NotAllowed, match="，另有 1 类记录。"):
        records.discard(db, UNIT, person["unit"].id)


# In general


def test_what_is_gone_is_said_to_be(db: Database) -> None:
    with pytest.raises(NotAllowed, match="已经不存在"):
        records.discard_many(db, CADRE, [cadre(db).id, "nobody"])


def test_only_people_take_all_and_only_units_must_be_unused() -> None:
    assert [kind.key for kind in KINDS if kind.binning is Binning.ALL] == ["cadre"]
    assert [kind.key for kind in KINDS if kind.binning is Binning.UNUSED] == ["unit"]
    assert all(kind.instead for kind in KINDS if kind.binning is not Binning.LINES)


def test_the_words_count_each_kind_the_most_first() -> None:
    going = {"cadre": {"a"}, "post": {"b", "c"}, "achievement": {"d"}, "rank": set()}
    assert binning.in_words(going, CADRE) == "任职经历 2 条、实绩条目 1 条"
    assert binning.in_words({"cadre": {"a"}}, CADRE) == ""
