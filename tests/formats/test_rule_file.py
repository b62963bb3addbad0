"""Rule files of other offices: read as plain values, refused in plain words."""

import json
from datetime import date
from pathlib import Path

import pytest

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.rule_file import json_text, read_rule_file, split_subjects, toml_text

SUBJECT = {
    "subject": {"key": "quota", "title": "优秀名额"},
    "constant": [
        {
            "key": "quota.percent",
            "label": '引号"、反斜线\\、换行\n、删除\x7f',
            "value": ["一般", "较差"],
            "valid_from": date(2026, 1, 1),
            "on": True,
            "number": -3,
        }
    ],
}


def written(tmp_path: Path, text: str, name: str = "规则.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("write", "name"), [(toml_text, "规则.toml"), (json_text, "规则.json")])
def test_subjects_written_are_read_back_one_by_one(tmp_path: Path, write: object, name: str) -> None:
    text = write([SUBJECT, {**SUBJECT, "subject": {"key": "x", "title": "另一类"}}], title="本县", key="k")  # type: ignore[operator]
    found = split_subjects(name, read_rule_file(written(tmp_path, text, name)))
    assert list(found) == [f"{name}“优秀名额”", f"{name}“另一类”"]
    assert dict(found[f"{name}“优秀名额”"]) == SUBJECT


def test_a_file_of_one_subject_stays_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, '[subject]\nkey = "quota"\ntitle = "名额"\n')
    content = read_rule_file(path)
    assert split_subjects(path.name, content) == {"规则.toml": {"subject": {"key": "quota", "title": "名额"}}}


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    path.write_bytes("\ufeff[subject]\n".encode())
    assert read_rule_file(path) == {"subject": {}}


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("[subject]\nkey = ", "规则.toml", "文件末尾"),
        ("[subject]\nkey = 1 2\n", "规则.toml", "第2行"),
        ('{"subject": ', "规则.json", "第1行"),
        ("[1, 2]", "规则.json", "不像是规则文件"),
        ("n = " + "9" * 5000, "规则.toml", "不像是规则文件"),
        ("n = 1000000001", "规则.toml", "超出范围"),
        ('{"n": [-1000000001]}', "规则.json", "超出范围"),
        ("[" * 100_000, "规则.json", "不像是规则文件"),
        ("n = " + "[" * 100_000, "规则.toml", "不像是规则文件"),
    ],
)
def test_what_is_no_rule_file_is_refused_with_a_sentence(tmp_path: Path, text: str, name: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_rule_file(written(tmp_path, text, name))


def test_a_billion_is_still_a_number(tmp_path: Path) -> None:
    assert read_rule_file(written(tmp_path, "n = 1000000000\nyes = true")) == {"n": 1_000_000_000, "yes": True}


def test_a_missing_a_large_and_a_foreign_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="打不开"):
        read_rule_file(tmp_path / "没有.toml")
    with pytest.raises(BadFile, match="太大"):
        read_rule_file(written(tmp_path, "#" * 1_000_001))
    gbk = tmp_path / "规则.toml"
    gbk.write_bytes("标题".encode("gbk"))
    with pytest.raises(BadFile, match="UTF-8"):
        read_rule_file(gbk)


def test_only_the_day_of_validity_becomes_a_day(tmp_path: Path) -> None:
    said = {"a": {"valid_from": "2026-01-01", "source": "2026-01-01"}, "b": {"valid_from": "明年"}}
    found = read_rule_file(written(tmp_path, json.dumps(said, ensure_ascii=False), "规则.json"))
    assert found == {
        "a": {"valid_from": date(2026, 1, 1), "source": "2026-01-01"},
        "b": {"valid_from": "明年"},
    }


def test_a_segment_that_is_no_subject_is_refused() -> None:
    with pytest.raises(BadFile, match="第2段"):
        split_subjects("规则.json", {"subject": [{"key": "quota", "title": "名额"}, 3]})
