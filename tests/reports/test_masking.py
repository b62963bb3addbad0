"""What each level covers: names, identity numbers, telephones, and names inside free text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.records import KINDS
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports.masking import NAME_FIELDS, Mask

NAMES = ("陈海燕", "杨立新", "欧阳建国", "周敏", "阿卜杜拉·买买提")


def masked(**more: bool) -> Mask:
    return Mask(ExportLevel.MASKED, NAMES, **more)


def test_names_are_covered_at_the_masked_level_alone() -> None:
    assert masked().name("陈海燕") == "陈**"
    for level in (ExportLevel.INTERNAL, ExportLevel.UPWARD):
        assert Mask(level, NAMES).name("陈海燕") == "陈海燕"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("陈海燕、杨立新", "陈**、杨**"),
        ("王五，外人", "王*，外*"),
        ("周敏", "周*"),
        ("", ""),
    ],
)
def test_lists_of_names_are_covered_one_by_one(text: str, shown: str) -> None:
    assert masked().names(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("由陈海燕带队，杨立新配合。", "由陈**带队，杨**配合。"),
        ("欧阳建国和周敏", "欧***和周*"),
        ("阿卜杜拉·买买提到会", "阿*******到会"),
        ("建国以来", "建国以来"),
    ],
)
def test_names_of_the_store_are_covered_inside_free_text(text: str, shown: str) -> None:
    assert masked().text(text) == shown


def test_free_text_stays_as_it_is_where_names_may_be_shown() -> None:
    assert Mask(ExportLevel.UPWARD, NAMES).text("由陈海燕带队") == "由陈海燕带队"


def test_an_identity_number_is_whole_only_inside_and_only_when_asked_for() -> None:
    number = "350425198001020012"
    covered = Mask(ExportLevel.INTERNAL).id_number(number)
    assert covered != number
    assert covered.endswith(number[-4:])
    assert Mask(ExportLevel.INTERNAL, id_numbers=True).id_number(number) == number
    assert Mask(ExportLevel.UPWARD, id_numbers=True).id_number(number) == covered
    assert masked(id_numbers=True).id_number(number) == covered


def test_telephones_stay_inside_the_office() -> None:
    assert Mask(ExportLevel.INTERNAL).phone("13800001234") == "13800001234"
    assert Mask(ExportLevel.UPWARD).phone("13800001234") == "138****1234"
    assert masked().phone("13800001234") == "138****1234"


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NAMES, "防汛", "，", "值守三天", "燕", "新"]), max_size=12).map("".join))
def test_no_name_of_the_store_survives_in_any_text(text: str) -> None:
    found = masked().text(text)
    assert not any(name in found for name in NAMES)
    assert len(found) == len(text)


def test_the_fields_of_other_peoples_names_exist() -> None:
    fields = {field.name for kind in KINDS for field in kind.form_fields}
    assert fields >= NAME_FIELDS
