"""The recycle bin over all kinds."""

from datetime import timedelta

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.progress import Cancelled
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.performance_term import TaskKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records, recycle
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import run_outside
from tests.conftest import FrozenClock
from tests.services.people import cadre, filed, is_binned, post, talk, unit


@pytest.fixture(autouse=True)
def _foreign_keys(db: Database) -> None:
    """The store on the disk enforces its links; so must the one in memory here."""
    run_outside(db.engine, "PRAGMA foreign_keys=ON")


def binned(db: Database, key: str, record_id: str) -> None:
    records.discard(db, BY_KEY[key], record_id)


def exists(db: Database, key: str, record_id: str) -> bool:
    with db.read() as session:
        return session.get(BY_KEY[key].model, record_id) is not None


def test_the_bin_lists_all_kinds_the_latest_first(db: Database, clock: FrozenClock) -> None:
    who, where = cadre(db), unit(db)
    binned(db, "unit", where.id)
    clock.forward(minutes=1)
    binned(db, "cadre", who.id)
    lines = recycle.listed(db)
    assert [(line.kind_title, line.text, line.deleted_by) for line in lines] == [
        ("干部", "周文静", "陈海燕"),
        ("单位", "青石镇", "陈海燕"),
    ]
    assert lines[0].deleted_at == clock()
    assert recycle.count(db) == 2
    assert [line.id for line in recycle.listed(db, kind_key="unit")] == [where.id]
    assert [line.id for line in recycle.listed(db, text="文静")] == [who.id]
    assert len(recycle.listed(db, limit=1)) == 1


def test_days_left_count_down_to_nothing(db: Database, clock: FrozenClock) -> None:
    binned(db, "cadre", cadre(db).id)
    (line,) = recycle.listed(db)
    assert line.days_left(clock()) == 30
    assert line.days_left(clock() + timedelta(days=1)) == 29
    assert line.days_left(clock() + timedelta(days=99)) == 0


def test_a_record_comes_back(db: Database) -> None:
    who = cadre(db)
    binned(db, "cadre", who.id)
    recycle.restore(db, "cadre", who.id)
    assert not is_binned(db, "cadre", who)
    assert recycle.count(db) == 0


def test_a_line_does_not_come_back_before_its_owner(db: Database) -> None:
    who = cadre(db)
    record = post(db, who, unit(db))
    binned(db, "post", record.id)
    binned(db, "cadre", who.id)
    with pytest.raises(NotAllowed, match="“周文静”也在回收站中"):
        recycle.restore(db, "post", record.id)
    assert recycle.restore_many(db, recycle.listed(db)) == []
    assert not is_binned(db, "post", record)


def test_rules_hold_for_what_comes_back(db: Database) -> None:
    number = "350425198604122021"
    who = cadre(db, id_number=number)
    binned(db, "cadre", who.id)
    cadre(db, "周文婧", id_number=number)
    with pytest.raises(InvalidInput, match="重复"):
        recycle.restore(db, "cadre", who.id)
    ((line, reason),) = recycle.restore_many(db, recycle.listed(db))
    assert line.id == who.id
    assert "重复" in reason


def test_only_what_lies_in_the_bin_is_erased(db: Database) -> None:
    who = cadre(db)
    with pytest.raises(NotAllowed, match="请先删除到回收站"):
        recycle.erase(db, "cadre", who.id)
    binned(db, "cadre", who.id)
    recycle.erase(db, "cadre", who.id)
    assert not exists(db, "cadre", who.id)


def test_what_others_need_is_not_erased_and_they_are_named(db: Database) -> None:
    who = cadre(db)
    record = talk(db, who, cadre(db, "刘大有"))
    binned(db, "cadre", who.id)
    with pytest.raises(NotAllowed, match="用到这条干部，不能彻底删除"):
        recycle.erase(db, "cadre", who.id)
    binned(db, "interview", record.id)
    recycle.erase(db, "interview", record.id)
    recycle.erase(db, "cadre", who.id)
    assert not exists(db, "cadre", who.id)


def test_emptying_takes_what_has_lain_thirty_days_and_leaves_the_rest(db: Database, clock: FrozenClock) -> None:
    old, new = cadre(db, "周文静"), cadre(db, "刘大有")
    binned(db, "cadre", old.id)
    clock.forward(days=1)
    binned(db, "cadre", new.id)
    clock.forward(days=29)
    result = recycle.empty(db)
    assert (result.n_erased, result.stays) == (1, ())
    assert not exists(db, "cadre", old.id)
    assert exists(db, "cadre", new.id)
    assert recycle.empty(db, older_than_days=0).n_erased == 1


def test_emptying_takes_lines_before_their_owners(db: Database) -> None:
    who = cadre(db)
    term = filed(
        db,
        "performance_term",
        cadre=who,
        unit=unit(db),
        post_title="镇长",
        started_on=PartialDate(2023, 5),
        filed_on=db.now().date(),
    )
    task = filed(db, "term_task", term=term, number=1, kind=TaskKind.TASK, name="任务")
    for key, record in (("cadre", who), ("performance_term", term), ("term_task", task)):
        binned(db, key, record.id)
    assert recycle.empty(db, older_than_days=0).n_erased == 3


def test_what_is_needed_stays_and_is_named(db: Database) -> None:
    who = cadre(db)
    talk(db, who, cadre(db, "刘大有"))
    binned(db, "cadre", who.id)
    result = recycle.empty(db, older_than_days=0)
    assert result.n_erased == 0
    ((line, reason),) = result.stays
    assert line.text == "周文静"
    assert "不能彻底删除" in reason


def test_a_cancelled_emptying_erases_nothing(db: Database) -> None:
    for name in ("周文静", "刘大有"):
        binned(db, "cadre", cadre(db, name).id)

    def cancel(done: int, total: int, what: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        recycle.empty(db, older_than_days=0, progress=cancel)
    assert recycle.count(db) == 2
