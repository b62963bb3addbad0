"""The small parts imports are made of, on both sides of their edges."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import object_session

from cadre_desktop.formats.foreign.reader import Merged
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions
from cadre_desktop.services.imports.column_maps import remember, remembered
from cadre_desktop.services.imports.comparing import StandIns, difference, same
from cadre_desktop.services.imports.filed_records import FiledRecords, key_of
from cadre_desktop.services.imports.kind_columns import IDENTITY
from cadre_desktop.services.imports.roster_columns import ROSTER_COLUMNS
from cadre_desktop.services.imports.source import has_titles, header_titles, locate, wanted_titles
from cadre_desktop.services.imports.source_rows import source_rows
from cadre_desktop.services.pace import nothing_collected
from tests import examples
from tests.services.imports.sheets import CADRE, HEADER, id_number, only, person, plan_rows, said, sheet

MONTHS = st.builds(PartialDate, st.integers(1950, 2005), st.integers(1, 12))


@pytest.mark.parametrize(
    ("old", "new", "equal"),
    [
        (PartialDate(2017, 3), PartialDate(2017, 3), True),
        (PartialDate(2017, 3, 15), PartialDate(2017, 3), True),
        (PartialDate(2017, 3, 15), PartialDate(2017), True),
        (PartialDate(2017, 3), PartialDate(2017, 3, 15), False),
        (PartialDate(2017, 3, 15), PartialDate(2017, 4), False),
        (PartialDate(2017), PartialDate(2017, 3), False),
        (None, PartialDate(2017, 3), False),
        (Link("a", "青石镇"), Link("a", "青石镇（原青石公社）"), True),
        (Link("a", "青石镇"), Link("b", "青石镇"), False),
        ("大学", "大学", True),
        (None, "大学", False),
    ],
)
def test_a_sheet_that_adds_nothing_says_the_same(old, new, equal):
    assert same(old, new) is equal


@settings(deadline=None)
@given(MONTHS, st.integers(1, 28), MONTHS)
def test_only_the_same_month_is_the_same_as_a_day_of_it(month, day, other):
    stored = PartialDate(month.year, month.month, day)
    assert same(stored, other) is (month == other)


def test_an_empty_side_of_a_difference_is_said_to_be_empty():
    assert difference("籍贯", None, "湖南衡东").old == "（空）"
    assert difference("籍贯", "湖南衡东", None).new == "（空）"


def test_a_stand_in_reads_like_a_record_and_belongs_to_no_session(db):
    post = StandIns().of(Post, {"title": "镇长", "appointed_on": PartialDate(2020, 1)})
    assert (post.title, post.level, post.cadre) == ("镇长", None, None)
    assert object_session(post) is None
    assert list(BY_KEY["post"].check(post, examples.TODAY)) == []


def test_a_stand_in_holds_the_values_of_one_row_only():
    stand_ins = StandIns()
    stand_ins.of(Post, {"title": "镇长", "level": PostLevel.SECTION_HEAD}).__dict__["cadre"] = object()
    post = stand_ins.of(Post, {"title": "副镇长", "removed_on": PartialDate(2024)}, {"removed_on": None})
    assert (post.title, post.level, post.cadre, post.removed_on) == ("副镇长", None, None, None)
    assert stand_ins.of(Rank, {"name": RankName.CLERK_1}).name is RankName.CLERK_1


def test_the_collector_works_again_after_an_import_and_after_a_failure():
    with nothing_collected():
        assert not gc.isenabled()
        with nothing_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="so"), nothing_collected():
        raise ValueError("so")
    assert gc.isenabled()


def test_every_identity_names_fields_of_its_kind():
    for key, names in IDENTITY.items():
        assert {f.name for f in BY_KEY[key].sheet_fields} >= set(names), key


def test_no_title_means_two_columns_of_the_roster():
    titles = [title for column in ROSTER_COLUMNS for title in (column.label, *column.spec.aliases)]
    doubled = {title for title in titles if titles.count(title) > 1}
    owners = {t: {c.name for c in ROSTER_COLUMNS if t in (c.label, *c.spec.aliases)} for t in doubled}
    assert all(len(names) == 1 for names in owners.values())


def test_titles_mapped_by_hand_come_first_and_ignored_ones_are_not_looked_for():
    wanted = wanted_titles(ROSTER_COLUMNS, {"称呼": "name", "性别": "", "族别": "ethnic"})
    assert wanted["称呼"] == "name"
    assert wanted["族别"] == "ethnic"
    assert "姓名" not in wanted
    assert "民族" not in wanted
    assert "性别" not in wanted
    assert wanted["出生年月"] == "birth_on"


def test_a_header_is_known_again_over_two_rows_but_not_over_three():
    rows = [["姓名", "单位", None], [None, None, "学历"], ["张三", "青石镇", "大学"]]
    assert has_titles([sheet(rows)], ["姓名", "学历"])
    assert has_titles([sheet([["无"]]), sheet(rows)], ["姓 名"[::2], "单位"])
    assert not has_titles([sheet(rows)], ["姓名", "大学"])
    assert not has_titles([sheet([["姓名"], ["甲"], ["学历"]])], ["姓名", "学历"])


def test_a_remembered_mapping_belongs_to_its_kind(db):
    source = locate(Path("名册.xlsx"), [sheet([list(HEADER), person()])], "", ROSTER_COLUMNS, None)
    titles = header_titles(source.sheet, source.table)
    assert titles == tuple(sorted(HEADER))
    for title in ("称呼", "称谓"):
        with db.work("记住列对应") as session:
            remember(session, "cadre", titles, {title: "name"})
    with db.read() as session:
        assert remembered(session, "cadre", [source.sheet]) == {"称谓": "name"}
        assert remembered(session, "post", [source.sheet]) is None


def test_merged_cells_fill_only_their_own_column_and_only_below_the_header():
    rows = [list(HEADER), person(), person("冯志", 工作单位=None), person("范建涛", 工作单位=None)]
    blocks = (Merged(0, 0, 0, 3), Merged(1, 1, 2, 1), Merged(1, 40, 3, 40))
    source = locate(Path("名册.xlsx"), [sheet(rows, merged=blocks)], "", ROSTER_COLUMNS, None)
    units = [row.cells["unit"] for row in source_rows(source, ImportOptions())]
    assert units == ["青石镇", "青石镇", None]


def test_a_correction_wins_over_the_cell_and_over_the_merged_cell():
    rows = [list(HEADER), person(), person("冯志", 工作单位=None)]
    source = locate(Path("名册.xlsx"), [sheet(rows, merged=(Merged(1, 1, 2, 1),))], "", ROSTER_COLUMNS, None)
    first, second = source_rows(source, ImportOptions(fixed={3: {"unit": "白沙镇", "native_place": "湖南衡东"}}))
    assert (first.cells["unit"], second.cells["unit"]) == ("青石镇", "白沙镇")
    assert second.cells["native_place"] == "湖南衡东"


def test_filed_records_are_found_by_links_dates_and_choices(db):
    kind = BY_KEY["annual_assessment"]
    values = examples.an_assessment(db)
    stored = examples.filed(db, kind.key, values)
    with db.read() as session:
        filed = FiledRecords(session, kind, ("cadre", "year", "grade"))
    assert filed.find(key_of(values, ("cadre", "year", "grade"), kind)).id == stored.id
    assert filed.find(key_of({**values, "year": 2024}, ("cadre", "year", "grade"), kind)) is None


def test_a_default_counts_as_what_the_sheet_leaves_out(db):
    kind = BY_KEY["unit"]
    examples.filed(db, "unit", examples.a_unit(db))
    with db.read() as session:
        filed = FiledRecords(session, kind, ("name", "state"))
    assert filed.find(key_of({"name": "青石镇"}, ("name", "state"), kind)) is not None


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(birth=MONTHS, years=st.integers(16, 20), male=st.booleans(), serial=st.integers(0, 499))
def test_any_sound_person_is_read_as_written(db, birth, years, male, serial):
    work = PartialDate(birth.year + years, birth.month)
    number = id_number(f"{birth.year}{birth.month:02d}15", male=male, serial=serial)
    row = person(
        性别="男" if male else "女", 出生年月=str(birth), 公民身份号码=number, 任现职时间="2026.01", 任现职级时间=None
    )
    planned = only(plan_rows(db, [[*row, str(work)]], header=[*HEADER, "参加工作时间"]))
    assert planned.problems == ()
    assert (planned.values["birth_on"], planned.values["work_start_on"]) == (birth, work)
    assert planned.values["id_number"] == number


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 17), shift=st.integers(1, 9))
def test_one_wrong_digit_of_a_number_is_never_taken(db, place, shift):
    number = id_number("19780820")
    digit = "0123456789X".index(number[place])
    wrong = number[:place] + str((digit + shift) % 10) + number[place + 1 :]
    if wrong == number:
        return
    columns = {column for _, column, _ in said(plan_rows(db, [person(公民身份号码=wrong)]))}
    assert columns == {"公民身份号码"}


def test_the_public_names_are_all_there():
    for name in imports.__all__:
        assert getattr(imports, name) is not None
    assert imports.columns_of(CADRE) is ROSTER_COLUMNS
