"""The numbers of laws and local rules (比例、年限、月数、放假安排): dated, sourced, and editable by the county.

They live in `resources/rules/<subject>.toml`, one file per subject, and come here as parsed plain mappings:

    [subject]
    key = "rotation"                       # the first part of every key of the file
    title = "干部交流"

    [[constant]]
    key = "rotation.years"
    label = "单位正职应交流年限"
    applies_to = "unit_head"               # optional: a narrower case; "" (left out) is the general one
    value = 10                             # a whole number, a text, true/false, or a list of one of these
    unit = "年"
    source = "党政领导干部交流工作规定"
    valid_from = 2006-06-10                # the text in force from this day; older decisions keep the older text
    confidence = "C"                       # C read in the source, S secondary, L local, R recalled, seed 惯例来源文件
    least = 1                              # optional bounds that hold for every county's own value too
    most = 20
    remark = ""                            # optional, shown to the clerk

Numbers with decimals are written as text ("0.5") and read with `decimal`: a float is never exact.

Use in another rule (pass the book in; never keep one in a module):

    years = book.number("rotation.years", on=day, applies_to="unit_head")     # int
    share = book.decimal("quota.excellent", on=day, applies_to="township")    # falls back to applies_to ""
    words = book.texts("vetting.steps", on=day)                               # tuple of texts
    text = book.constant("rotation.years", on=day, applies_to="unit_head")    # Constant: for `Explained.texts`

A key that no file has is a fault of the program (`KeyError`).  A known key without a text in force on the day
raises `NoTextInForce`, whose sentence can be shown.

A county's file has the same form, holds only what differs, and is laid over with `book.overlaid(load(files))`:
its text holds from its own `valid_from` until the next later text, and wins where both begin on one day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Literal, cast

from cadre_desktop.errors import InvalidInput, Problem

Scalar = int | str | bool
Value = Scalar | tuple[int, ...] | tuple[str, ...] | tuple[bool, ...]
Confidence = Literal["C", "S", "L", "R", "seed"]

CONFIDENCE_LABELS: Mapping[Confidence, str] = MappingProxyType(
    {"C": "已核对原文", "S": "据转述材料", "L": "地方做法", "R": "未核实，请对照原文", "seed": "工作惯例"}
)
_TEXT_FIELDS = ("applies_to", "unit", "remark")
_KNOWN_FIELDS = {"key", "label", "value", "source", "valid_from", "confidence", "least", "most", *_TEXT_FIELDS}


class NoTextInForce(ValueError):
    """A rule was asked for a day on which none of its texts was in force yet."""


@dataclass(frozen=True, slots=True)
class Constant:
    """One value as one text fixes it, from the day the text is in force."""

    key: str
    label: str
    value: Value
    source: str
    valid_from: date
    confidence: Confidence
    applies_to: str = ""
    unit: str = ""
    least: int | None = None
    most: int | None = None
    remark: str = ""

    @property
    def citation(self) -> str:
        """The source with the day from which it holds, and a caution where it was not read in the original."""
        since = f"自{self.valid_from:%Y.%m.%d}起"
        doubt = "" if self.confidence == "C" else f"，{CONFIDENCE_LABELS[self.confidence]}"
        return f"{self.source}（{since}{doubt}）"

    @property
    def value_text(self) -> str:
        """The value as a clerk reads it, with its unit."""
        return f"{_in_words(self.value)}{self.unit}"

    def plain(self) -> dict[str, object]:
        """Return the mapping to write into a file: what `load` reads back equal."""
        found: dict[str, object] = {"key": self.key, "label": self.label}
        if self.applies_to:
            found["applies_to"] = self.applies_to
        found["value"] = list(self.value) if isinstance(self.value, tuple) else self.value
        found |= {"unit": self.unit, "source": self.source, "valid_from": self.valid_from}
        found["confidence"] = self.confidence
        bounds = {"least": self.least, "most": self.most}
        found |= {name: bound for name, bound in bounds.items() if bound is not None}
        return found | ({"remark": self.remark} if self.remark else {})


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All constants of all subjects, looked up by key, case and day."""

    constants: tuple[Constant, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    _by_case: Mapping[tuple[str, str], tuple[Constant, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the texts of every case by the day they begin, the one laid over later last."""
        cases: dict[tuple[str, str], list[Constant]] = {}
        for constant in self.constants:
            cases.setdefault((constant.key, constant.applies_to), []).append(constant)
        ordered = {case: tuple(sorted(texts, key=lambda text: text.valid_from)) for case, texts in cases.items()}
        object.__setattr__(self, "_by_case", ordered)

    def constant(self, key: str, *, on: date, applies_to: str = "") -> Constant:
        """Return the text in force on the day: the narrower case first, else the general one.

        Raises KeyError for a key no file has, NoTextInForce when every text begins later.
        """
        cases = [case for case in dict.fromkeys((applies_to, "")) if (key, case) in self._by_case]
        if not cases:
            raise KeyError(f"{key} [{applies_to}]")
        for case in cases:
            for text in reversed(self._by_case[key, case]):
                if text.valid_from <= on:
                    return text
        first = self._by_case[key, cases[0]][0]
        raise NoTextInForce(
            f"{on:%Y.%m.%d}时“{first.label}”尚无规定可依，最早的是{first.citation}；请人工核定，或在规则设置中补充当时的规定"
        )

    def versions(self, key: str, applies_to: str = "") -> tuple[Constant, ...]:
        """Return every text of one case, the oldest first; empty when there is none."""
        return self._by_case.get((key, applies_to), ())

    def cases(self, key: str) -> tuple[str, ...]:
        """Return the cases (`applies_to`) a key has, in the order of the files; the general one is ""."""
        return tuple(case for known, case in self._by_case if known == key)

    def number(self, key: str, *, on: date, applies_to: str = "") -> int:
        """Return a whole number; TypeError when the key holds something else."""
        value = self.constant(key, on=on, applies_to=applies_to).value
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{key} is no whole number")
        return value

    def decimal(self, key: str, *, on: date, applies_to: str = "") -> Decimal:
        """Return an exact number, written in the file as a whole number or as text; TypeError for anything else."""
        value = self.constant(key, on=on, applies_to=applies_to).value
        if isinstance(value, bool | tuple):
            raise TypeError(f"{key} is no number")
        try:
            return Decimal(value)
        except InvalidOperation as error:
            raise TypeError(f"{key} is no number") from error

    def flag(self, key: str, *, on: date, applies_to: str = "") -> bool:
        """Return a yes or no; TypeError when the key holds something else."""
        value = self.constant(key, on=on, applies_to=applies_to).value
        if not isinstance(value, bool):
            raise TypeError(f"{key} is no yes or no")
        return value

    def text(self, key: str, *, on: date, applies_to: str = "") -> str:
        """Return a text; TypeError when the key holds something else."""
        value = self.constant(key, on=on, applies_to=applies_to).value
        if not isinstance(value, str):
            raise TypeError(f"{key} is no text")
        return value

    def numbers(self, key: str, *, on: date, applies_to: str = "") -> tuple[int, ...]:
        """Return a list of whole numbers; TypeError when the key holds something else."""
        return tuple(item for item in self._list(key, on, applies_to, "whole") if isinstance(item, int))

    def texts(self, key: str, *, on: date, applies_to: str = "") -> tuple[str, ...]:
        """Return a list of texts; TypeError when the key holds something else."""
        return tuple(item for item in self._list(key, on, applies_to, "text") if isinstance(item, str))

    def _list(self, key: str, on: date, applies_to: str, shape: str) -> tuple[Scalar, ...]:
        value = self.constant(key, on=on, applies_to=applies_to).value
        if not isinstance(value, tuple) or (value and _shape(value[0]) != shape):
            raise TypeError(f"{key} is no list of {shape}")
        return value

    def overlaid(self, local: "RuleBook") -> "RuleBook":
        """Lay a county's own texts over these.

        Raises InvalidInput for a key this book does not have, another kind of value, or one out of bounds.
        """
        problems = tuple(problem for text in local.constants for problem in self._unfit(text))
        if problems:
            raise InvalidInput(problems)
        replaced = {_identity(text) for text in local.constants}
        kept = (text for text in self.constants if _identity(text) not in replaced)
        return RuleBook((*kept, *local.constants), {**local.titles, **self.titles})

    def plain(self, subject: str) -> dict[str, object]:
        """Return one subject as the mapping to write into its file."""
        of_subject = [text.plain() for text in self.constants if _subject(text.key) == subject]
        return {"subject": {"key": subject, "title": self.titles.get(subject, subject)}, "constant": of_subject}

    def _unfit(self, text: Constant) -> Iterator[Problem]:
        known = [one for one in self.constants if one.key == text.key]
        if not known:
            yield Problem(text.key, f"{_named(text)}：程序没有这一项规则，请核对代码“{text.key}”")
            return
        if not any(_alike(text.value, one.value) for one in known):
            example = known[-1]
            yield Problem(text.key, f"{_named(text)}：值的写法不对，应与“{example.value_text}”同类")
            return
        closest = [one for one in known if one.applies_to == text.applies_to] or known
        yield from _out_of_bounds(text, closest[-1].least, closest[-1].most)


def load(files: Mapping[str, Mapping[str, object]]) -> RuleBook:
    """Make a book of parsed files, named so that a fault can be found.

    Raises InvalidInput with everything that is wrong, each with file and entry.
    """
    constants: list[Constant] = []
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in files.items():
        problems += (Problem(name, f"{name}：{sentence}") for sentence in _read_file(content, constants, titles))
    problems += _repeated(constants)
    if problems:
        raise InvalidInput(problems)
    return RuleBook(tuple(constants), titles)


def _read_file(content: Mapping[str, object], constants: list[Constant], titles: dict[str, str]) -> Iterator[str]:
    """Collect the constants of one file; yield what is wrong with it."""
    head = content.get("subject")
    key = head.get("key") if isinstance(head, Mapping) else None
    title = head.get("title") if isinstance(head, Mapping) else None
    if not isinstance(key, str) or not isinstance(title, str) or not key or not title:
        yield "缺少 [subject] 段，应写明 key 和 title"
        return
    titles[key] = title
    entries = content.get("constant", [])
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        yield "[[constant]] 应是逐条列出的规则"
        return
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, Mapping):
            yield f"第{number}条不是规则条目"
            continue
        faults = list(_entry_faults(entry, key))
        if not faults:
            constants.append(_constant(entry))
        label = entry.get("label") or entry.get("key") or ""
        yield from (f"第{number}条“{label}”：{fault}" for fault in faults)


def _entry_faults(entry: Mapping[str, object], subject: str) -> Iterator[str]:
    """Yield what is wrong with one entry, in the order of its fields."""
    unknown = sorted(str(name) for name in entry if name not in _KNOWN_FIELDS)
    if unknown:
        yield f"认不出的栏目 {'、'.join(unknown)}"
    for name, word in (("key", "代码 key"), ("label", "名称 label"), ("source", "依据 source")):
        if not isinstance(entry.get(name), str) or not str(entry[name]).strip():
            yield f"缺少{word}"
    if isinstance(entry.get("key"), str) and _subject(str(entry["key"])) != subject:
        yield f"代码应以“{subject}.”开头"
    for name in _TEXT_FIELDS:
        if not isinstance(entry.get(name, ""), str):
            yield f"{name} 应是文字"
    if not _is_day(entry.get("valid_from")):
        yield "施行日期 valid_from 应写成 2024-01-01 的样子，不加引号"
    if entry.get("confidence") not in CONFIDENCE_LABELS:
        yield f"可信度 confidence 应为 {'、'.join(CONFIDENCE_LABELS)} 之一"
    for name in ("least", "most"):
        if name in entry and _shape(entry[name]) != "whole":
            yield f"{name} 应是整数"
    yield from _value_faults(entry)


def _value_faults(entry: Mapping[str, object]) -> Iterator[str]:
    value = entry.get("value")
    if value is None:
        yield "缺少值 value"
        return
    items = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(item, float) for item in items):
        yield '带小数的值请写成文字，如 "0.5"，以免计算走样'
    elif any(_shape(item) not in ("whole", "text", "flag") for item in items):
        yield "值应是整数、文字、true/false，或同类值的列表"
    elif len({_shape(item) for item in items}) > 1:
        yield "列表里的值应是同一类"


def _constant(entry: Mapping[str, object]) -> Constant:
    """Take an entry that has no faults."""
    value = entry["value"]
    return Constant(
        key=str(entry["key"]),
        label=str(entry["label"]),
        value=cast(Value, tuple(value) if isinstance(value, list | tuple) else value),
        source=str(entry["source"]),
        valid_from=cast(date, entry["valid_from"]),
        confidence=cast(Confidence, entry["confidence"]),
        applies_to=str(entry.get("applies_to", "")),
        unit=str(entry.get("unit", "")),
        least=cast(int | None, entry.get("least")),
        most=cast(int | None, entry.get("most")),
        remark=str(entry.get("remark", "")),
    )


def _repeated(constants: Iterable[Constant]) -> Iterator[Problem]:
    """Yield a problem for each entry given twice, and each out of its own bounds."""
    seen: set[tuple[str, str, date]] = set()
    for text in constants:
        if _identity(text) in seen:
            yield Problem(text.key, f"{_named(text)}：同一施行日期写了两次，请只留一条")
        seen.add(_identity(text))
        yield from _out_of_bounds(text, text.least, text.most)


def _out_of_bounds(text: Constant, least: int | None, most: int | None) -> Iterator[Problem]:
    items = text.value if isinstance(text.value, tuple) else (text.value,)
    for item in items:
        if isinstance(item, bool) or not isinstance(item, int):
            continue
        if (least is not None and item < least) or (most is not None and item > most):
            allowed = f"{'' if least is None else least}至{'' if most is None else most}"
            yield Problem(text.key, f"{_named(text)}：{item}{text.unit}超出允许范围（{allowed}）")


def _identity(text: Constant) -> tuple[str, str, date]:
    return text.key, text.applies_to, text.valid_from


def _named(text: Constant) -> str:
    return f"“{text.label}”（{text.valid_from:%Y.%m.%d}起）"


def _subject(key: str) -> str:
    return key.partition(".")[0]


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _shape(value: object) -> str:
    """Tell kinds of value apart; a list is told by what it holds."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int):
        return "whole"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list | tuple):
        return f"list of {_shape(value[0])}" if value else "list"
    return "other"


def _alike(value: Value, other: Value) -> bool:
    """Say whether two values are of one kind; an empty list goes with every list."""
    if isinstance(value, tuple) and isinstance(other, tuple) and not (value and other):
        return True
    return _shape(value) == _shape(other)


def _in_words(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(_in_words(item) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
