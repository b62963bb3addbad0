"""Filters of a list that somebody named."""

import pytest

from cadre_desktop.errors import InvalidInput
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import saved_filters
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, post, unit

UNIT = BY_KEY["unit"]


def built_in(db: Database) -> dict[str, int]:
    return {f.name: f.count for f in saved_filters.listed_for_roster(db) if f.built_in}


def test_the_built_in_filters_count_who_they_leave(db: Database) -> None:
    where = unit(db)
    long, young, plain = cadre(db, "甲"), cadre(db, "乙", birth_on=PartialDate(1990, 11)), cadre(db, "丙")
    post(db, long, where, appointed_on=PartialDate(2016, 11))
    post(db, young, where, appointed_on=PartialDate(2016, 12))
    post(db, plain, where)
    for year in (2024, 2025):
        filed(db, "annual_assessment", cadre=young, year=year, grade=AssessmentGrade.EXCELLENT)
    filed(db, "annual_assessment", cadre=plain, year=2025, grade=AssessmentGrade.EXCELLENT)
    assert built_in(db) == {
        "现职满10年": 1,
        "35岁以下": 0,
        "连续两年优秀": 1,
        "资料不全": 3,
        "近半年未谈话": 3,
    }
    cadre(db, "丁", birth_on=PartialDate(1990, 12))
    assert built_in(db)["35岁以下"] == 1


def test_one_s_own_filter_is_kept_counted_and_dropped(db: Database) -> None:
    where = unit(db)
    post(db, cadre(db), where)
    saved_filters.save(db, saved_filters.ROSTER, " 青石镇的 ", ListQuery(filters=(("unit", where),)))
    own = next(f for f in saved_filters.listed_for_roster(db) if not f.built_in)
    assert (own.name, own.count) == ("青石镇的", 1)
    saved_filters.save(db, saved_filters.ROSTER, "青石镇的", ListQuery(text="无此人"))
    own = next(f for f in saved_filters.listed_for_roster(db) if not f.built_in)
    assert (own.query.text, own.count) == ("无此人", 0)
    saved_filters.drop(db, own.key)
    assert all(f.built_in for f in saved_filters.listed_for_roster(db))
    saved_filters.drop(db, "built-in-0")


def test_filters_of_one_list_are_not_shown_at_another(db: Database) -> None:
    unit(db)
    saved_filters.save(db, UNIT, "青石", ListQuery(text="青石"))
    assert [(f.name, f.count) for f in saved_filters.listed(db, UNIT)] == [("青石", 1)]
    assert saved_filters.listed(db, BY_KEY["interview"]) == []


@pytest.mark.parametrize("name", ["", "  ", "长" * 21])
def test_a_name_has_one_to_twenty_characters(db: Database, name: str) -> None:
    with pytest.raises(InvalidInput, match="1 到 20 个字"):
        saved_filters.save(db, UNIT, name, ListQuery())
    saved_filters.save(db, UNIT, "长" * 20, ListQuery())
