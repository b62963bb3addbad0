"""Figures and tables as values: their text, their counts, their cells."""

from datetime import date
from decimal import Decimal

import pytest

from cadre_desktop.figures.figure import Cell, Figure, FigureTable, crossed, distinct, share_of, united

DAY = date(2026, 11, 21)


def figure(value: int | Decimal | None, **more: object) -> Figure:
    return Figure("key", "名", value, "份", "口径写在这里。", ("a",), "cadre", "全部", DAY, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"), [(483, "483份"), (0, "0份"), (None, "—"), (Decimal("2.0"), "2.0份"), (Decimal("-0.5"), "-0.5份")]
)
def test_a_figure_prints_with_its_measure_or_a_dash(value: int | Decimal | None, text: str) -> None:
    assert figure(value).text == text


def test_a_rate_prints_its_counts_and_a_count_does_not() -> None:
    assert figure(Decimal("62.5"), part=5, whole=8).in_full == "62.5份（5/8）"
    assert figure(5).in_full == "5份"


def test_ids_are_kept_once_in_their_order() -> None:
    assert distinct(["b", "a", "b", "c", "a"]) == ("b", "a", "c")


def test_triples_are_sorted_into_cells_and_strangers_left_out() -> None:
    places = [
        ("r1", "男", "a"),
        ("r1", "男", "a"),
        ("r1", "女", "b"),
        ("r2", "男", "c"),
        ("r9", "男", "d"),
        ("r1", "？", "e"),
    ]
    cells = crossed(places, ["r1", "r2"], ["男", "女"])
    assert cells == ((Cell(("a",)), Cell(("b",))), (Cell(("c",)), Cell()))


@pytest.fixture
def table() -> FigureTable:
    cells = ((Cell(("a", "b")), Cell()), (Cell(("b", "c")), Cell(("d",))))
    rows, ids, columns = ("青石镇", "白沙镇"), ("u1", "u2"), ("男", "女")
    return FigureTable("key", "表", "人", "口径写在这里。", "cadre", "全部", DAY, rows, ids, columns, cells)


def test_totals_count_a_record_of_two_rows_once(table: FigureTable) -> None:
    assert [cell.value for cell in table.totals] == [3, 1]
    assert table.totals[0] == united(table.column("男")) == Cell(("a", "b", "c"))


def test_rows_and_columns_are_found_by_id_and_title(table: FigureTable) -> None:
    assert [cell.value for cell in table.row("u2")] == [2, 1]
    assert [cell.value for cell in table.column("女")] == [0, 1]
    assert table.numbers() == ((2, 0), (2, 1))
    with pytest.raises(ValueError, match="not in"):
        table.row("u3")


@pytest.mark.parametrize(("part", "whole", "text"), [(1, 3, "33.3%"), (2, 3, "66.7%"), (0, 5, "0.0%"), (0, 0, "—")])
def test_shares_are_rounded_half_up_and_a_dash_over_nothing(part: int, whole: int, text: str) -> None:
    assert share_of(part, whole) == text
