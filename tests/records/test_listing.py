"""Lists come in the order of their kind: units as a tree, people by unit and level, ledgers newest first."""

import pytest

from cadre_desktop.records import BY_KEY, KINDS, listing
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from tests import examples
from tests.examples import filed

UNIT, CADRE, POST, RANK = BY_KEY["unit"], BY_KEY["cadre"], BY_KEY["post"], BY_KEY["rank"]


def names(db, kind=UNIT, **query):
    found = records.all_rows(db, kind, (kind.field("name"),), ListQuery(**query))
    return [row.values[0] for row in found]


def unit(db, name, number=None, parent=None, code=None):
    values = {"name": name, "kind": UnitKind.TOWNSHIP, "order_number": number, "parent": parent, "code": code}
    return filed(db, "unit", values)


@pytest.fixture
def county(db):
    department = unit(db, "县信访局", 30)
    village = unit(db, "石桥村", 1)
    town = unit(db, "青石镇", 20)
    top = unit(db, "清源县", 10)
    unit(db, "柳湾村", None, town)
    for below, above in ((department, top), (town, top), (village, town)):
        values, version = records.load(db, UNIT, below.id)
        records.change(db, UNIT, below.id, version, {**values, "parent": above})
    return top


def test_units_are_listed_as_a_tree_by_their_numbers(db, county):
    assert names(db) == ["清源县", "青石镇", "石桥村", "柳湾村", "县信访局"]


def test_searched_and_filtered_units_keep_that_order(db, county):
    assert names(db, text="村") == ["石桥村", "柳湾村"]
    assert names(db, filters=(("kind", UnitKind.TOWNSHIP),)) == ["清源县", "青石镇", "石桥村", "柳湾村", "县信访局"]


def test_units_without_numbers_follow_by_code_then_name(db):
    for name, code in (("乙局", "02"), ("甲局", "02"), ("丙局", "01")):
        unit(db, name, code=code)
    unit(db, "丁局", 5, code="99")
    assert names(db) == ["丁局", "丙局", "乙局", "甲局"]


def test_a_unit_whose_number_has_more_digits_comes_later(db):
    unit(db, "十号", 10), unit(db, "二号", 2)
    assert names(db) == ["二号", "十号"]


def test_a_unit_below_one_in_the_bin_is_still_listed(db, county):
    town = next(row.id for row in records.all_rows(db, UNIT, (UNIT.field("name"),)) if row.values[0] == "青石镇")
    with db.work("移入回收站") as session:
        session.get_one(UNIT.model, town).deleted_at = db.now()
    assert names(db) == ["清源县", "石桥村", "柳湾村", "县信访局"]


def test_a_chosen_column_still_decides(db, county):
    assert names(db, sort="name") == sorted(names(db))
    assert names(db, sort="name", descending=True) == sorted(names(db), reverse=True)


def test_pages_follow_each_other_without_a_gap(db, county):
    with db.read() as session:
        fields = (UNIT.field("name"),)
        pages = [listing.page(session, UNIT, fields, ListQuery(), limit=2)]
        while len(pages[-1]) == 2:
            pages.append(listing.page(session, UNIT, fields, ListQuery(), after=pages[-1][-1].id, limit=2))
    assert [row.values[0] for page in pages for row in page] == names(db)


def test_people_are_listed_by_unit_then_level_then_rank(db):
    late, early = unit(db, "县信访局", 30), unit(db, "青石镇", 20)
    for name, where, level, rank in (
        ("何副局长", late, PostLevel.SECTION_DEPUTY, None),
        ("李镇长", early, PostLevel.SECTION_HEAD, None),
        ("王干部", early, PostLevel.OTHER, RankName.CLERK_2),
        ("张主任", early, PostLevel.OTHER, RankName.SENIOR_CLERK_1),
    ):
        who = filed(db, "cadre", {**examples.a_cadre(db), "name": name, "birth_on": PartialDate(1986, 4)})
        post = {"cadre": who, "unit": where, "title": name[1:], "level": level, "appointed_on": PartialDate(2020, 1)}
        records.create(db, POST, {**examples.a_post(db), **post})
        if rank:
            records.create(db, RANK, {"cadre": who, "name": rank, "approved_on": PartialDate(2020, 1)})
    filed(db, "cadre", {**examples.a_cadre(db), "name": "无职务"})
    listed = [name for name in names(db, CADRE) if name != "周文静"]  # the example post's own person
    assert listed == ["李镇长", "张主任", "王干部", "何副局长", "无职务"]


def test_ledgers_are_listed_newest_first(db):
    who = filed(db, "cadre", examples.a_cadre(db))
    made = [filed(db, "family_member", {"cadre": who, "relation": "妻子", "name": name}) for name in ("甲", "乙", "丙")]
    kind = BY_KEY["family_member"]
    assert [row.id for row in records.all_rows(db, kind, (kind.field("name"),))] == [link.id for link in made[::-1]]


def test_lines_of_a_record_stay_in_the_order_they_were_filed(db):
    assert all(not kind.order for kind in KINDS if kind.part_of is not None)
    link = Link(unit(db, "青石镇").id, "青石镇")
    kind = BY_KEY["unit_former_name"]
    for name in ("青石公社", "青石乡"):
        records.create(db, kind, {"unit": link, "name": name})
    at = [f.name for f in kind.form_fields].index("name")
    assert [row.values[at] for row in records.parts(db, kind, link.id)] == ["青石公社", "青石乡"]


def test_units_to_choose_from_come_whole_and_as_a_tree(db, county):
    for number in range(60):
        unit(db, f"{number:02d}号村", number, Link(county.id, "清源县"))
    found = [link.text for link in records.links(db, UNIT.model)]
    assert len(found) == 65
    assert found[0] == "清源县"
    assert found.index("青石镇") + 1 == found.index("石桥村")
    assert [link.text for link in records.links(db, UNIT.model, "石")] == ["青石镇", "石桥村"]
