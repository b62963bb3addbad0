"""The roster finds people the way clerks type, and what is derived of them follows every change."""

from datetime import date

import pytest

from cadre_desktop.records import BY_KEY, roster
from cadre_desktop.records.cadre import CadreState
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.vocab import PostLevel, RankName, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from tests import examples
from tests.examples import TODAY, filed

CADRE, POST, RANK = BY_KEY["cadre"], BY_KEY["post"], BY_KEY["rank"]


def listed(db, columns=("name",), **query):
    with db.read() as session:
        ids = roster.ids(session, ListQuery(**query), TODAY)
        assert roster.count(session, ListQuery(**query), TODAY) == len(ids)
        return [r.values if len(columns) > 1 else r.values[0] for r in roster.rows(session, ids, columns, TODAY)]


def person(db, name, birth=PartialDate(1986, 4), **more):
    return filed(db, "cadre", {**examples.a_cadre(db), "name": name, "birth_on": birth, **more})


@pytest.fixture
def people(db):
    unit = filed(db, "unit", {"name": "青石镇", "short_name": "青石"})
    other = filed(db, "unit", {"name": "县信访局"})
    shan = person(db, "单小明", sex=Sex.FEMALE, id_number="11010519491231002X", birth=PartialDate(1949, 12),
                  work_start_on=None, party_joined_on=None)  # fmt: skip
    zhou = person(db, "周文静")
    for cadre, where, title, since in ((shan, unit, "镇长", 2014), (zhou, other, "副局长", 2024)):
        values = {**examples.a_post(db), "cadre": cadre, "unit": where, "title": title}
        records.create(db, POST, {**values, "appointed_on": PartialDate(since, 3)})
    return {"unit": unit, "单小明": shan, "周文静": zhou}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小明", ["单小明"]),
        ("sxm", ["单小明"]),
        ("dxm", ["单小明"]),
        ("SX", ["单小明"]),
        ("xm", []),
        ("青石", ["单小明"]),
        ("信访", ["周文静"]),
        ("副局", ["周文静"]),
        ("002X", ["单小明"]),
        ("002x", ["单小明"]),
        ("31002", []),
        ("青石 镇长", ["单小明"]),
        ("青石 局长", []),
        ("%", []),
        ("_", []),
    ],
)
def test_people_are_found_by_name_pinyin_unit_post_and_id_tail(db, people, text, names):
    assert listed(db, text=text) == names


def test_discarded_and_departed_people_are_not_on_the_roster(db, people):
    records.discard(db, CADRE, people["周文静"].id)
    _, version = records.load(db, CADRE, people["单小明"].id)
    records.change(db, CADRE, people["单小明"].id, version, {"state": CadreState.TRANSFERRED})
    assert listed(db) == []
    assert listed(db, filters=(("state", CadreState.TRANSFERRED),)) == ["单小明"]
    assert listed(db, deleted=True) == ["周文静"]


def test_a_list_of_ids_shows_exactly_those(db, people):
    assert listed(db, ids=(people["周文静"].id,)) == ["周文静"]
    assert listed(db, ids=()) == []


@pytest.mark.parametrize("column", [c.name for c in roster.COLUMNS])
def test_every_column_sorts_both_ways_and_empty_values_come_last(db, people, column):
    nobody = person(db, "无名氏")
    for descending in (False, True):
        rows = listed(db, (column, "name"), sort=column, descending=descending)
        values = [value for value, _ in rows]
        filled = [v for v in values if v is not None]
        assert values[: len(filled)] == filled
        assert sorted(name for _, name in rows) == sorted(["单小明", "周文静", nobody.text])


def test_older_people_come_first_when_sorted_by_age_downwards(db, people):
    assert listed(db, ("name", "age"), sort="age", descending=True)[0] == ("单小明", 76)
    assert listed(db, ("name", "age"), sort="age")[0] == ("周文静", 40)


@pytest.mark.parametrize(("birth", "inside"), [(PartialDate(1990, 11), False), (PartialDate(1990, 12), True)])
def test_35_and_under_means_not_yet_36_by_month(db, birth, inside):
    person(db, "王小年", birth=birth)
    assert (listed(db, filters=(("age_at_most", 35),)) == ["王小年"]) is inside


@pytest.mark.parametrize(("since", "inside"), [(PartialDate(2016, 11), True), (PartialDate(2016, 12), False)])
def test_ten_years_in_post_is_reached_in_the_month(db, since, inside):
    filed(db, "cadre", examples.a_cadre(db))
    records.create(db, POST, {**examples.a_post(db), "appointed_on": since})
    assert bool(listed(db, filters=(("post_years", 10),))) is inside


def test_the_present_post_follows_a_new_post_and_its_end(db, people):
    columns = ("post_title", "unit", "post_since", "level")
    assert listed(db, columns, text="单小明") == [("镇长", "青石镇", PartialDate(2014, 3), PostLevel.SECTION_HEAD)]
    (row,) = [r for r in _posts(db) if r[1] == "镇长"]
    version = records.load(db, POST, row[0])[1]
    records.change(db, POST, row[0], version, {"removed_on": PartialDate(2025, 1)})
    assert listed(db, columns, ids=(people["单小明"].id,)) == [(None, None, None, None)]
    values = {**examples.a_post(db), "cadre": people["单小明"], "unit": people["unit"], "title": "党委书记"}
    records.create(db, POST, {**values, "appointed_on": PartialDate(2025, 2)})
    assert listed(db, columns, text="单小明") == [("党委书记", "青石镇", PartialDate(2025, 2), PostLevel.SECTION_HEAD)]


def _posts(db):
    return [(r.id, r.values[2]) for r in records.all_rows(db, POST, POST.table_fields)]


def test_the_three_since_dates_are_three_different_things(db):
    cadre = filed(db, "cadre", examples.a_cadre(db))
    post = {**examples.a_post(db), "cadre": cadre}
    records.create(
        db, POST, {**post, "title": "乡长", "appointed_on": PartialDate(2016, 5), "removed_on": PartialDate(2021, 5)}
    )
    records.create(db, POST, {**post, "title": "党委书记", "appointed_on": PartialDate(2021, 5)})
    records.create(db, RANK, {"cadre": cadre, "name": RankName.SENIOR_CLERK_1, "approved_on": PartialDate(2019, 6)})
    assert listed(db, ("post_since", "level_since", "same_level_since", "rank_since")) == [
        (PartialDate(2021, 5), PartialDate(2016, 5), PartialDate(2016, 5), PartialDate(2019, 6))
    ]


def test_counts_and_grades_follow_their_records(db):
    cadre = filed(db, "cadre", examples.a_cadre(db))
    columns = ("last_grade", "political_grade", "n_achievements", "n_interviews", "last_talk_on")
    assert listed(db, columns) == [(None, None, 0, 0, None)]
    filed(db, "annual_assessment", examples.an_assessment(db))
    achievement = filed(db, "achievement", examples.an_achievement(db))
    talk = filed(db, "interview", {**examples.an_interview(db), "signed": False})
    row = listed(db, columns)[0]
    assert (row[0].label, row[2], row[3]) == ("优秀", 1, 1)
    records.discard(db, BY_KEY["achievement"], achievement.id)
    version = records.load(db, BY_KEY["interview"], talk.id)[1]
    other = person(db, "别人")
    records.change(db, BY_KEY["interview"], talk.id, version, {"subjects": (other,)})
    assert listed(db, columns, ids=(cadre.id,))[0][2:4] == (0, 0)
    assert listed(db, columns, ids=(other.id,))[0][3] == 1


def test_what_a_file_lacks_is_named_and_shrinks_as_it_is_filled(db):
    filed(db, "cadre", {"name": "王新", "sex": Sex.MALE, "birth_on": PartialDate(1990)})
    (missing, before) = listed(db, ("missing", "completeness"))[0]
    assert {"照片", "身份证号", "民族", "现任职务"} <= set(missing.split("、"))
    cadre = listed(db, ("name",)) and records.all_rows(db, CADRE, CADRE.table_fields)[0].id
    records.change(db, CADRE, cadre, 1, {"ethnic": "汉族"})
    (missing, after) = listed(db, ("missing", "completeness"))[0]
    assert "民族" not in missing.split("、")
    assert after > before


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 2, 28), date(2026, 4, 30), date(2026, 1, 31)])
@pytest.mark.parametrize(("name", "value"), [("post_years", 10), ("age_at_most", 35), ("not_talked_months", 6)])
def test_filters_by_time_work_on_every_day_of_the_calendar(db, people, today, name, value):
    with db.read() as session:
        assert roster.count(session, ListQuery(filters=((name, value),)), today) >= 0
        assert roster.count(session, ListQuery(), today) == 2
