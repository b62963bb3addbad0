"""The record a picture is taken of has the most to show, and is always the same."""

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category
from cadre_desktop.services import records
from cadre_desktop.services.fullest import fullest
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, post, talk, unit

CADRE, INTERVIEW = BY_KEY["cadre"], BY_KEY["interview"]


def test_a_store_without_records_has_none(db: Database) -> None:
    assert fullest(db, CADRE) is None


def test_many_kinds_of_records_count_more_than_many_records(db: Database) -> None:
    where = unit(db)
    many, varied = cadre(db, "周文静"), cadre(db, "林晓")
    for year in ("2014", "2016", "2018"):
        post(db, many, where, title=f"副镇长{year}")
    post(db, varied, where)
    talk(db, varied)
    assert fullest(db, CADRE) == varied.id


def test_among_those_with_the_same_kinds_the_one_with_more_records_is_taken(db: Database) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "林晓")
    for who, n in ((first, 1), (second, 2)):
        for category in list(Category)[:n]:
            talk(db, who, category=category)
    assert fullest(db, CADRE) == second.id


def test_what_hangs_from_the_records_counts_too(db: Database) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "林晓")
    plain, full = talk(db, first), talk(db, second)
    filed(db, "talk_problem", interview=full, text="办事大厅午间无人")
    assert fullest(db, INTERVIEW) == full.id
    records.discard(db, INTERVIEW, full.id)
    assert fullest(db, INTERVIEW) == plain.id


def test_nothing_in_the_recycle_bin_counts(db: Database) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "林晓")
    kept, gone = talk(db, first), [talk(db, second, category=c) for c in list(Category)[:3]]
    for each in gone:
        records.discard(db, INTERVIEW, each.id)
    assert fullest(db, CADRE) == first.id
    assert fullest(db, INTERVIEW) == kept.id


def test_among_equals_the_better_filled_is_taken_and_then_the_same_every_time(db: Database) -> None:
    bare = [cadre(db, name) for name in ("周文静", "林晓", "陈立")]
    assert fullest(db, CADRE) == min(link.id for link in bare)
    full = cadre(db, "贺思源", native_place="清源")
    assert fullest(db, CADRE) == full.id
