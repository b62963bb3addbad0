"""list, kinds: records as plain values by the columns of their import sheets."""

from pathlib import Path

import pytest

from cadre_desktop.records import KINDS
from tests.cli.conftest import call

_TYPES = {"text", "partial_date", "date", "bool", "int", "float", "choice", "link", "links"}


def test_kinds_name_every_column_of_every_sheet() -> None:
    kinds = call("kinds", "--json").json
    assert [one["key"] for one in kinds] == [kind.key for kind in KINDS if not kind.kept_by_program]
    for kind in kinds:
        assert set(kind) == {"key", "title", "columns"}
        assert kind["columns"], kind["key"]
        for column in kind["columns"]:
            assert set(column) == {"name", "label", "type", "required", "choices"}
            assert column["type"] in _TYPES
            assert (column["type"] == "choice") == bool(column["choices"])
            assert isinstance(column["required"], bool)


def test_sealed_fields_are_no_columns() -> None:
    talks = next(one for one in call("kinds", "--json").json if one["key"] == "interview")
    names = {column["name"] for column in talks["columns"]}
    assert "agreed_text" in names
    assert not names & {"raw_notes", "interviewee", "state", "finalised_on"}


def test_kinds_in_words_mark_what_is_required() -> None:
    done = call("kinds")
    line = next(one for one in done.out.splitlines() if one.startswith("unit\t"))
    assert "单位名称*" in line
    assert "简称、" in line


def test_people_are_listed_by_the_columns_of_the_roster(demo_store: Path) -> None:
    kinds = call("kinds", "--json").json
    columns = next(one["columns"] for one in kinds if one["key"] == "cadre")
    rows = call("list", "--home", demo_store, "cadre", "--json").json
    assert len(rows) == 148
    assert {tuple(row) for row in rows} == {("id", *(column["name"] for column in columns))}
    known = next(row for row in rows if row["name"] == "周思远")
    assert (known["unit"], known["post_title"], known["sex"]) == ("青石镇", "党委副书记、镇长", "男")


@pytest.mark.parametrize(("text", "names"), [("周思远", {"周思远"}), ("zsy", {"周思远"}), ("没有这个人", set())])
def test_people_are_found_by_name_and_pinyin(demo_store: Path, text: str, names: set[str]) -> None:
    rows = call("list", "--home", demo_store, "cadre", "--filter", text, "--json").json
    assert names <= {row["name"] for row in rows}
    assert len(rows) < 10


def test_every_kind_is_listed_by_its_own_columns(demo_store: Path) -> None:
    columns = {one["key"]: [c["name"] for c in one["columns"]] for one in call("kinds", "--json").json}
    for key in ("unit", "post", "term_task", "achievement", "interview", "political_review", "sign", "ballot"):
        rows = call("list", "--home", demo_store, key, "--json").json
        assert rows, key
        assert list(rows[0]) == ["id", *columns[key]], key
        assert all(isinstance(v, str | int | float | bool) for row in rows for v in row.values()), key


def test_values_are_words_dates_and_numbers(demo_store: Path) -> None:
    posts = call("list", "--home", demo_store, "post", "--filter", "镇长", "--json").json
    post = next(one for one in posts if one["title"].endswith("、镇长"))
    assert post["is_leader"] is True
    assert post["level"] == "乡科级正职"
    assert post["whose_id_number"] == "" or len(post["whose_id_number"]) == 18
    ballot = call("list", "--home", demo_store, "ballot", "--json").json[0]
    assert isinstance(ballot["n_first"], int)
    seen = call("list", "--home", demo_store, "observation", "--json").json[0]
    assert len(seen["observed_on"].split(".")) == 3


def test_words_of_records_are_searched(demo_store: Path) -> None:
    rows = call("list", "--home", demo_store, "achievement", "--filter", "信访积案", "--json").json
    assert rows
    assert all(
        "信访积案" in row["title"] + row["process"] + row["result"] + row["goal"] + row["own_part"] for row in rows
    )


def test_nothing_sealed_is_listed(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "interview", "--json")
    assert "口述" not in done.out
    assert "●●●" not in done.out


def test_a_table_for_eyes_has_one_line_a_record(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "unit")
    lines = done.out.splitlines()
    assert lines[0].startswith("编号\t单位名称\t简称")
    assert len(lines) == 15
    assert "共 14 条。" in done.err
    posts = call("list", "--home", demo_store, "post", "--filter", "镇长").out
    assert "\t是\t" in posts
    assert "True" not in posts


def test_registers_can_be_listed_though_not_imported(demo_copy: Path) -> None:
    done = call("list", "--home", demo_copy, "import_batch", "--json")
    assert done.status == 0
    assert done.json == []


def test_an_unknown_kind_is_wrong_use(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "people")
    assert done.status == 2
    assert "cadre" in done.err
