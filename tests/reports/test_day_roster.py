"""The roster, the posts filled and the figures of any day, rebuilt from dated histories."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.reports import day_roster
from cadre_desktop.reports.roster import HEADCOUNT
from cadre_desktop.services import exports
from tests.county import County, month


@pytest.fixture
def people(db):
    """One who rose and changed unit in May 2023, one who left in 2024, one who came in 2025."""
    county = County()
    town = county.unit("青石镇", 1, head_posts=1, deputy_posts=1)
    office = county.unit("县政府办", 2, head_posts=1)
    leader = {"is_leader": True, "member_kind": MemberKind.DEPUTY}
    risen = county.person("周文静", town, birth="1986.04", since="2019.03", until="2023.05", post=leader)
    head = {"is_leader": True, "member_kind": MemberKind.HEAD}
    county.post(risen, office, "主任", level=PostLevel.SECTION_HEAD, since="2023.05", **head)
    county.add(Rank, cadre_id=risen, name=RankName.CLERK_1, approved_on=month("2015.01"), ended_on=month("2022.06"))
    county.add(Rank, cadre_id=risen, name=RankName.SENIOR_CLERK_4, approved_on=month("2022.06"))
    left = county.person("刘大有", town, since="2018.01", until="2024.06", post=leader)
    come = county.person("孙立", town, since="2025.02", post=leader)
    county.file(db)
    return {"risen": risen, "left": left, "come": come}


def sheets_on(db, day, **more):
    book = exports.preview(db, "day_roster", exports.options_of(db, as_of=day, **more))
    return book, {sheet.name: sheet for sheet in book.sheets}


def line(sheet, name):
    titles = [column.title.replace("\n", "") for column in sheet.columns]
    return next(dict(zip(titles, row, strict=True)) for row in sheet.rows if row[1] == name)


def test_everybody_stands_as_he_or_she_was_that_day(db, people):
    then = line(sheets_on(db, date(2023, 4, 30))[1]["干部名册"], "周文静")
    assert (then["单位"], then["职务"], then["职务层次"], then["年龄"]) == ("青石镇", "副镇长", "乡科级副职", 37)
    assert (then["任现职时间"], then["职级"], then["任现职级时间"]) == ("2019.03", "四级主任科员", "2022.06")
    later = line(sheets_on(db, date(2023, 5, 1))[1]["干部名册"], "周文静")
    assert (later["单位"], later["职务层次"], later["任现职时间"]) == ("县政府办", "乡科级正职", "2023.05")
    assert line(sheets_on(db, date(2022, 5, 31))[1]["干部名册"], "周文静")["职级"] == "一级科员"


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2024, 5, 31), {"周文静", "刘大有"}),
        (date(2025, 1, 31), {"周文静", "刘大有"}),  # in service and waiting for a post
        (date(2018, 6, 1), {"刘大有"}),
    ],
)
def test_who_was_on_the_books(db, people, day, names):
    found = {row[1] for row in sheets_on(db, day)[1]["干部名册"].rows}
    assert names <= found
    assert ("周文静" in found) == ("周文静" in names)


def test_the_sources_name_the_people_in_the_order_of_the_lines(db, people):
    book, sheets = sheets_on(db, date(2025, 3, 1))
    (source,) = [one for one in book.sources if one.label == HEADCOUNT]
    by_name = {"周文静": people["risen"], "刘大有": people["left"], "孙立": people["come"]}
    assert list(source.ids) == [by_name[row[1]] for row in sheets["干部名册"].rows]


def test_posts_filled_stand_beside_those_approved(db, people):
    def cells(day):
        return {row[1]: (*row[2:6], row[-1]) for row in sheets_on(db, day)[1]["职数"].rows}

    assert cells(date(2023, 4, 30)) == {"青石镇": (1, 0, 1, 2, "正职缺配1、副职超配1")}
    assert cells(date(2023, 5, 1)) == {
        "青石镇": (1, 0, 1, 1, "正职缺配1"),
        "县政府办": (1, 1, None, 0, ""),
    }


def test_one_unit_alone(db, people):
    with db.read() as session:
        town = session.execute(sa.text("SELECT id FROM unit WHERE name = '青石镇'")).scalar()
    _, sheets = sheets_on(db, date(2024, 1, 1), unit_id=town)
    assert [row[1] for row in sheets["干部名册"].rows] == ["刘大有"]
    assert [row[1] for row in sheets["职数"].rows] == ["青石镇"]


def test_more_people_take_no_more_queries(db, people):
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_: counted.append(1))
    sheets_on(db, date(2025, 3, 1))
    few, county = len(counted), County()
    town = county.unit("龙潭镇")
    for n in range(40):
        county.person(f"张{n}", town)
    county.file(db)
    counted.clear()
    assert len(sheets_on(db, date(2025, 3, 1))[1]["干部名册"].rows) == 43
    assert len(counted) <= few + 1


def test_the_usual_columns_are_those_of_the_day(db, people):
    sheet = sheets_on(db, date(2025, 3, 1))[1]["干部名册"]
    assert len(sheet.columns) == 1 + len(day_roster.COLUMNS)
