"""Invented fields, one of every type an editor exists for."""

from collections.abc import Sequence
from datetime import date, datetime

from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice, Field, FieldSpec


class Colour(Choice):
    """A closed list."""

    RED = "red", "红"
    BLUE = "blue", "蓝"


class Person:
    """Stands for a linked model."""


PEOPLE = (Link("p1", "周思远"), Link("p2", "周明辉"), Link("p3", "何佳慧"), Link("p4", "何佳慧"))


def search_people(_model: type, text: str) -> Sequence[Link]:
    """Find invented people by part of the name."""
    return [p for p in PEOPLE if text in p.text]


def a_field(label: str, kind: type, name: str = "f", *, required: bool = False, length: int | None = None,
            is_link: bool = False, is_links: bool = False, **spec: object) -> Field:  # fmt: skip
    """Make a field as `describe` would."""
    return Field(name, kind, required, length, FieldSpec(label, **spec), is_link=is_link, is_links=is_links)


NAME = a_field("姓名", str, required=True, length=10)
STORY = a_field("事情经过", str, multiline=True, length=20, help="一句话写清")
AIM = a_field("目标", str, "aim", length=300, help="定量的写清数字")
COUNT = a_field("人数", int)
RATE = a_field("得票率", float)
READY = a_field("已公示", bool)
DAY = a_field("谈话日期", date)
MONTH = a_field("任现职时间", PartialDate)
MOMENT = a_field("登记时间", datetime)
PICK = a_field("颜色", Colour)
MUST_PICK = a_field("颜色", Colour, required=True)
LINK = a_field("干部", Person, is_link=True)
LINKS = a_field("谈话人", Person, is_links=True)
NOTES = a_field("原始记录", str, "raw", sealed=True, multiline=True)
EVERY = (NAME, STORY, AIM, COUNT, RATE, READY, DAY, MONTH, MOMENT, PICK, LINK, LINKS, NOTES)
