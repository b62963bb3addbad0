"""Values as words and back: the same text on the screen, in the sheet and from the sheet."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from cadre_desktop.rules.cell_text import cleaned, quoted, squeezed
from cadre_desktop.rules.clerk_dates import parse_date, parse_end, parse_moment
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice, Field

_YES = frozenset({"是", "有", "√", "✓", "y", "yes", "true", "1", "对"})
_NO = frozenset({"否", "无", "×", "x", "n", "no", "false", "0", "不是"})
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_MEASURE_WORD = re.compile(r"[人名个份件次项岁分年%]$")
_TOO_LONG_FOR_A_NUMBER = 1e15
# Endings clerks add or leave out: 汉 for 汉族, 优秀等次 for 优秀.
_LOOSE_ENDINGS = ("族", "性", "等次")
# Everyday words for the labels of the closed lists.
_EVERYDAY = {
    "党员": "中共党员",
    "正式党员": "中共党员",
    "中共正式党员": "中共党员",
    "中共预备党员": "预备党员",
    "团员": "共青团员",
    "正处": "县处级正职",
    "正处级": "县处级正职",
    "副处": "县处级副职",
    "副处级": "县处级副职",
    "正科": "乡科级正职",
    "正科级": "乡科级正职",
    "副科": "乡科级副职",
    "副科级": "乡科级副职",
}


def shown(value: Any) -> str:
    """Return the words for a value: 是/否, 2026.01.31, a choice's label, 3 for 3.0, several joined by 、."""
    if value is None:
        return ""
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y.%m.%d %H:%M") if (value.hour or value.minute) else value.strftime("%Y.%m.%d")
    if isinstance(value, date):
        return value.strftime("%Y.%m.%d")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _TOO_LONG_FOR_A_NUMBER else repr(value)
    if isinstance(value, tuple | list | frozenset):
        return "、".join(shown(one) for one in value)
    return str(value)


def parsed(field: Field, cell: Any) -> Any:
    """Return the value a cell stands for in that field, None when it is empty.

    Links come back as their text, several links as a tuple of texts: who they are is for a
    service to find.  Raises ValueError, in the clerk's words, when the cell stands for none.
    """
    text = shown(cell).strip()
    if not text:
        return () if field.is_links else None
    if field.is_links:
        return tuple(part for one in _SEPARATORS.split(text) if (part := one.strip()))
    if field.is_link:
        return _text(field, cell)
    if field.choices:
        return _choice(field, text)
    for kind, reader in _READERS:
        if issubclass(field.type, kind):
            return reader(field, cell)
    raise TypeError(f"no way to read {field.type.__name__} from a cell")


def _text(field: Field, cell: Any) -> str:
    """Long digits typed as a number have lost their last places, and nobody can tell which."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _TOO_LONG_FOR_A_NUMBER:
        raise ValueError(f"{field.label}{quoted(cell)}被存成了数字，末几位已经丢失，请把单元格改为文本格式后重新填写")
    return shown(cell).strip()


def _choice(field: Field, text: str) -> Choice:
    wanted = squeezed(text)
    wanted = _EVERYDAY.get(wanted, wanted) if wanted not in {squeezed(c.label) for c in field.choices} else wanted
    for choice in field.choices:
        if wanted in (squeezed(choice.label), choice.value):
            return choice
    for choice in field.choices:
        if _stem(wanted) == _stem(squeezed(choice.label)):
            return choice
    words = "、".join(c.label for c in field.choices)
    raise ValueError(f"{quoted(text)}不是有效的{field.label}，应为：{words}")


def _stem(word: str) -> str:
    for ending in _LOOSE_ENDINGS:
        if len(word) > len(ending) and word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _yes_or_no(field: Field, cell: Any) -> bool:
    word = squeezed(shown(cell)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"{field.label}{quoted(cell)}看不出是或否，请填“是”或“否”")


def _whole_number(field: Field, cell: Any) -> int:
    number = _decimal(field, cell)
    if number != number.to_integral_value():
        raise ValueError(f"{field.label}{quoted(cell)}应为整数")
    return int(number)


def _decimal(field: Field, cell: Any) -> Decimal:
    """Read 1,234.5, 85.7% (0.857) or 12人; a percent sign means hundredths, other measure words nothing."""
    written = squeezed(shown(cell)).replace(",", "")
    try:
        number = Decimal(_MEASURE_WORD.sub("", written))
    except InvalidOperation as error:
        raise ValueError(f"{field.label}{quoted(cell)}不是数字，请填阿拉伯数字") from error
    if not number.is_finite():
        raise ValueError(f"{field.label}{quoted(cell)}不是数字，请填阿拉伯数字")
    return number / 100 if written.endswith("%") else number


def _float(field: Field, cell: Any) -> float:
    number = float(_decimal(field, cell))
    if not math.isfinite(number):
        raise ValueError(f"{field.label}{quoted(cell)}太大了，请核对")
    return number


def _partial_date(field: Field, cell: Any) -> PartialDate | None:
    """Excel has no months: a month typed into a date cell is kept as its first day, so no day is made of that."""
    found = parse_date(cell) if field.required else parse_end(cell)
    if isinstance(cell, date) and found is not None and found.day == 1:
        return found.cut("month")
    return found


def _day(field: Field, cell: Any) -> date:
    found = parse_date(cell)
    if found.precision != "day":
        raise ValueError(f"{field.label}{quoted(cell)}应写到日，如 2026.01.31")
    return found.first_day()


def _moment(field: Field, cell: Any) -> datetime:
    if isinstance(cell, datetime):
        return cell
    try:
        return parse_moment(shown(cell))
    except ValueError:
        if ":" in cleaned(shown(cell)).replace("：", ":"):
            raise
        return datetime.combine(_day(field, cell), datetime.min.time())


# In this order: a bool is an int, a datetime is a date.
_READERS: tuple[tuple[type, Callable[[Field, Any], Any]], ...] = (
    (bool, _yes_or_no),
    (int, _whole_number),
    (Decimal, _decimal),
    (float, _float),
    (PartialDate, _partial_date),
    (datetime, _moment),
    (date, _day),
    (str, _text),
)
