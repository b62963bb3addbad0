"""The quick way through plain rows never sees anything else than the exact way does."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.guard import check
from cadre_desktop.formats.foreign.plain_runs import ROWS, STRINGS, RunPattern, describe_rows
from cadre_desktop.formats.foreign.xml_scan import Extent, PartScan
from tests.formats.foreign import workbooks as w

NEVER = RunPattern(b"<row ", re.compile(rb"(?!)"))
"""A pattern that matches nothing: every byte goes the exact way."""


def scan(xml: str, runs: RunPattern, cuts: Sequence[int] = ()) -> Extent:
    """Scan the part, fed in pieces cut at the given places."""
    part, body = PartScan(runs), xml.encode()
    edges = [0, *sorted({cut % (len(body) + 1) for cut in cuts}), len(body)]
    for start, end in pairwise(edges):
        part.feed(body[start:end])
    part.close()
    return part.extent


def cells(spellings: Sequence[str], row: int) -> str:
    return "".join(spelling.format(r=f"{chr(65 + i)}{row}") for i, spelling in enumerate(spellings))


SPELLINGS = st.sampled_from(
    [
        '<c r="{r}"><v>1</v></c>',
        '<c r="{r}" s="3" t="s"><v>12</v></c>',
        '<c r="{r}" t="inlineStr"><is><t xml:space="preserve"> 甲&amp;乙 </t></is></c>',
        '<c r="{r}" s="1"/>',
        '<c r="{r}" s="1" />',
        '<c r="{r}"></c>',
        "<c r='{r}'><v>1</v></c>",
        '<c\n r="{r}"><v>1</v></c>',
        '<c s="1" r="{r}"><v>1</v></c>',
        '<c r="{r}"><f>1+1</f><v>2</v></c>',
        '<c r="{r}"><f>1+1</f></c>',
        '<c r="{r}"><f>1+1</f><v></v></c>',
        '<c r="{r}"><f>1+1</f><v/></c>',
        '<c r="{r}" t="inlineStr"><is><r><t>甲</t></r></is></c>',
        '<!-- <row r="9"><c r="XFD9"><v>1</v></c></row> -->',
    ]
)
SHEETS = st.lists(st.lists(SPELLINGS, max_size=5), max_size=8)
CUTS = st.lists(st.integers(0, 100_000), max_size=4)


@settings(deadline=None, max_examples=300)
@given(SHEETS, CUTS, st.integers(0, 3))
def test_the_quick_and_the_exact_way_agree(sheet: list[list[str]], cuts: list[int], gap: int) -> None:
    rows = "".join(w.row(i, cells(found, i)) for i, found in enumerate(sheet, 1 + gap))
    xml = w.sheet_xml(rows, after='<mergeCells count="0"/>')
    exact = scan(xml, NEVER)
    assert scan(xml, ROWS) == exact
    assert scan(xml, ROWS, cuts) == exact


@settings(deadline=None)
@given(SHEETS, CUTS)
def test_a_declaration_is_seen_wherever_it_hides(sheet: list[list[str]], cuts: list[int]) -> None:
    rows = "".join(w.row(i, cells(found, i)) for i, found in enumerate(sheet, 1))
    with pytest.raises(BadFile, match="文档类型"):
        scan(w.sheet_xml(rows, prologue="<!DOCTYPE a>"), ROWS, cuts)


def test_plain_rows_are_taken_whole() -> None:
    rows = "".join(w.row(i, cells(['<c r="{r}"><v>1</v></c>'] * 3, i)) for i in range(1, 100)).encode()
    assert ROWS.match(rows, 0) == len(rows)
    run = describe_rows(rows + b'<row r="100"/><row r="101"><c r="A101" s="1"/></row>')
    assert (run.cells, run.last_row, run.last_filled_row, run.empty_rows_at_end) == (297, 101, 99, 2)


def test_blank_rows_alone_have_no_filled_row() -> None:
    run = describe_rows(b'<row r="7"/><row r="9"/>')
    assert (run.cells, run.last_row, run.last_filled_row, run.empty_rows_at_end) == (0, 9, 0, 2)


@pytest.mark.parametrize(
    ("row", "plain"),
    [
        ('<row r="200000"><c r="KN200000"><v>1</v></c></row>', True),
        ('<row r="7" ht="20" ><c r="A7"><v>1</v></c></row>', False),
        ('<row r="7" />', True),
        ('<row r="200001"><c r="A200001"><v>1</v></c></row>', False),
        ('<row r="1"><c r="KO1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="AAA1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A200001"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1"><f>1</f></c></row>', False),
        ('<row r="1"><c r="A1"><v>1</v><!DOCTYPE a></c></row>', False),
        ('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>', False),
        ('<row r="1"><c r="A&#49;"><v>1</v></c></row>', False),
        ('<row><c r="A1"><v>1</v></c></row>', False),
        ('<row r="1"><c><v>1</v></c></row>', False),
        ('<x:row r="1"></x:row>', False),
    ],
)
def test_only_what_lies_within_the_limits_is_plain(row: str, plain: bool) -> None:
    assert (ROWS.match(row.encode(), 0) == len(row)) is plain


def test_cells_without_references_count_on_from_the_rows_before() -> None:
    rows = w.row(5, '<c r="A5"><v>1</v></c>') + "<row><c/><c/><c><f>1</f></c></row>"
    assert scan(w.sheet_xml(rows), ROWS).uncalculated == [(6, 3)]


def test_prefixed_elements_count_like_others() -> None:
    row = '<x:row r="3"><x:c r="B3"><x:v>1</x:v></x:c></x:row>'
    assert scan(f'<x:worksheet xmlns:x="m"><x:sheetData>{row}</x:sheetData></x:worksheet>', ROWS) == Extent(
        rows=3, cells=1
    )


def test_parts_that_are_no_sheets_have_no_cells() -> None:
    xml = '<c:chartSpace xmlns:c="m"><c:row/><c:c r="XFD9999999"><c:f>A1</c:f><c:v>1</c:v></c:c></c:chartSpace>'
    assert scan(xml, ROWS) == Extent()


def test_shared_strings_are_skipped_when_plain_and_walked_when_not() -> None:
    plain = "<si><t>甲</t></si>" * 3 + '<si><t xml:space="preserve"> 乙 </t></si>'
    assert STRINGS.match(plain.encode(), 0) == len(plain.encode())
    assert STRINGS.match(b"<si><r><t>x</t></r></si>", 0) == 0
    scan(f"<sst>{plain}<si><r><t>丙</t></r></si>{plain}</sst>", STRINGS)
    with pytest.raises(BadFile, match="嵌套"):
        scan(f"<sst>{plain}<si>{'<r>' * 70}{'</r>' * 70}</si></sst>", STRINGS)


def test_depth_is_counted_to_its_very_limit() -> None:
    scan(w.sheet_xml("<a>" * 62 + "</a>" * 62), ROWS)
    with pytest.raises(BadFile, match="嵌套超过 64 层"):
        scan(w.sheet_xml("<a>" * 63 + "</a>" * 63), ROWS)


def test_rows_and_columns_are_counted_to_their_very_limits() -> None:
    edge = "<row r='200000'><c r='KN200000'><v>1</v></c></row>"
    assert scan(w.sheet_xml(edge), ROWS).rows == 200_000
    for beyond in ("<row r='200001'><c r='A200001'><v>1</v></c></row>", "<row r='1'><c r='KO1'><v>1</v></c></row>"):
        with pytest.raises(BadFile, match="超过"):
            scan(w.sheet_xml(beyond), ROWS)


def test_the_real_roster_is_plain_from_end_to_end() -> None:
    roster = Path(__file__).parents[1] / "data" / "清源县干部名册.xlsx"
    assert check(roster.read_bytes()) == {"名册": [], "填表说明": []}


# --- plain stretches --------------------------------------------------------------------------------------------


def plain_row(number: int, cells: int, *, end: bytes = b"</row>") -> bytes:
    cell = b'<c r="B%d" s="1"><v>1</v></c>' % number
    return b'<row r="%d" ht="14">' % number + cell * cells + end


@pytest.mark.parametrize("number", [1, 19, 111, 199999])
def test_a_row_that_breaks_its_shape_ends_the_stretch_before_it(number: int) -> None:
    good, broken = plain_row(number, 3), plain_row(number, 2000, end=b"<x/></row>")
    assert ROWS.match(good + broken, 0) == len(good)
    assert ROWS.match(broken, 0) == 0  # and at once: each number is read in one way only
    assert ROWS.match(good + good, 0) == 2 * len(good)


@pytest.mark.parametrize(("number", "length"), [(b"200000", 17), (b"200001", 0), (b"199999", 17), (b"1000000", 0)])
def test_rows_beyond_the_limit_are_no_plain_stretch(number: bytes, length: int) -> None:
    assert ROWS.match(b'<row r="%s"/>' % number, 0) == length


def test_groups_are_not_repeated_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, keeps the beginning of a piece that does not fit."""
    for run in (ROWS, STRINGS):
        assert not re.search(rb"\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>", run.pattern.pattern)
