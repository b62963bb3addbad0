"""The citizen's identity number of 18 digits, after GB 11643-1999.

The first six digits are never held against anybody: districts are abolished and renumbered, and the
number a person was given stays.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Literal

from cadre_desktop.rules.cell_text import quoted, squeezed
from cadre_desktop.rules.partial_date import PartialDate

Sex = Literal["男", "女"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)
_SOUND = re.compile(r"\d{17}[\dX]", re.ASCII)
_CHECK_DIGITS = "10X98765432"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")
_LOST_DIGITS = "Excel 把身份证号{found}变成了科学计数，末尾几位已经丢失，请把该列设为“文本”格式后重新录入"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number that passed every check, with what it says about the person."""

    text: str
    birth: date
    sex: Sex

    @property
    def region(self) -> str:
        """The six digits of the district that issued it, perhaps long abolished."""
        return self.text[:6]


class OldIdNumber(ValueError):
    """A sound number of 15 digits, given until 1999; `suggestion` is what it became."""

    def __init__(self, text: str, suggestion: str) -> None:
        super().__init__(f"“{text}”是15位旧身份证号，升位后应为 {suggestion}，请与档案核对后改写")
        self.suggestion = suggestion


def normalise(cell: object) -> str:
    """Return the number half-width, without blanks or invisible characters, the check letter as X.

    Raises ValueError for numbers Excel has already damaged: it keeps 15 digits and drops the rest.
    """
    if isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= 10**15):
        raise ValueError(_LOST_DIGITS.format(found=quoted(cell)))
    text = squeezed("" if cell is None else str(cell)).lstrip("'").upper()
    if _SCIENTIFIC.fullmatch(text):
        raise ValueError(_LOST_DIGITS.format(found=quoted(text)))
    return text


def check_digit(first_seventeen: str) -> str:
    """Compute the eighteenth character of the first seventeen digits."""
    if not re.fullmatch(r"\d{17}", first_seventeen, re.ASCII):
        raise ValueError(f"校验位须由17位数字算出，现为{quoted(first_seventeen)}")
    return _checked_by(first_seventeen)


def _checked_by(digits: str) -> str:
    return _CHECK_DIGITS[(sum(map(mul, digits.encode(), _WEIGHTS)) - _ZEROS) % 11]


def parse_id(cell: object, *, today: date | None = None) -> IdNumber:
    """Read and check an identity number; a birth date after `today` is refused when it is given.

    Raises ValueError with a sentence for the clerk; OldIdNumber for a sound number of 15 digits,
    which is suggested in its new form and never rewritten.
    """
    if isinstance(cell, str) and _SOUND.fullmatch(cell):
        text = cell
    else:
        text = normalise(cell)
        _check_shape(text)
    birth = _birth_of(text[6:14])
    if today is not None and birth > today:
        raise ValueError(f"身份证号中的出生日期 {PartialDate.of(birth)} 晚于今天，请核对")
    if _checked_by(text[:17]) != text[17]:
        raise ValueError("身份证号校验位不符，可能有一位抄错或两位颠倒，请逐位核对")
    return IdNumber(text, birth, "男" if int(text[16]) % 2 else "女")


def _check_shape(text: str) -> None:
    if not text:
        raise ValueError("没有填写身份证号")
    if re.fullmatch(r"\d{15}", text, re.ASCII):
        raise OldIdNumber(text, upgraded(text))
    if len(text) != 18:
        slip = "漏位" if len(text) < 18 else "多位"
        raise ValueError(f"身份证号应为18位，现为{len(text)}位，请核对是否{slip}")
    if not _SOUND.fullmatch(text):
        _check_characters(text)


def _check_characters(text: str) -> None:
    for place, character in enumerate(text, start=1):
        if character in "0123456789" or (place == 18 and character == "X"):
            continue
        raise ValueError(f"身份证号第{place}位是“{character}”，应为数字（只有末位可以是X）")


def _birth_of(eight: str) -> date:
    year, month, day = int(eight[:4]), int(eight[4:6]), int(eight[6:])
    try:
        if year < 1900:
            raise ValueError(f"年份{year}过早")
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"身份证号中的出生日期“{eight}”不存在，请核对第7到14位") from error


def upgraded(fifteen: str) -> str:
    """Return the 18-digit form of a 15-digit number: 19 before the year, the check digit behind.

    Raises ValueError when the digits or the birth date are wrong.
    """
    if not re.fullmatch(r"\d{15}", fifteen, re.ASCII):
        raise ValueError(f"旧身份证号应为15位数字，现为{quoted(fifteen)}")
    first = f"{fifteen[:6]}19{fifteen[6:]}"
    _birth_of(first[6:14])
    return first + check_digit(first)


def mask(text: str) -> str:
    """Return the number for lists and exports: the first six and the last four characters, stars between."""
    if len(text) <= 10:
        return "*" * len(text)
    return text[:6] + "*" * (len(text) - 10) + text[-4:]


def _may_be(day: date, birth: PartialDate) -> bool:
    return (day.year, birth.month and day.month, birth.day and day.day) == (birth.year, birth.month, birth.day)


def disagreements(number: IdNumber, birth: PartialDate | None, sex: str = "") -> tuple[str, ...]:
    """Say where the number differs from the archive's birth date and sex.

    The archive's date stands (干部档案 “三龄” 以档案认定为准): these are warnings, never refusals.
    """
    found = []
    if birth is not None and not _may_be(number.birth, birth):
        found.append(
            f"档案出生日期 {birth} 与身份证号中的 {PartialDate.of(number.birth)} 不一致，以档案认定为准，请核对"
        )
    if sex and sex != number.sex:
        found.append(f"性别“{sex}”与身份证号所示“{number.sex}”不一致，请核对")
    return tuple(found)
