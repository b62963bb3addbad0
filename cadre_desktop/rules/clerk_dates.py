"""Reading the dates clerks write, in forms and in Excel cells, without ever guessing.

The written forms are those met in 干部任免审批表 and the rosters of organisation departments.
The traps are Excel's: 1980.10 typed as a number is kept as 1980.1, and a date shown as 2024年3月
is a count of days since 1900.
"""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from cadre_desktop.rules.cell_text import cleaned, quoted, squeezed
from cadre_desktop.rules.partial_date import PartialDate, Precision

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# A two-digit year above this is 19xx, up to and including it 20xx: nobody in office was born before 1931.
TWO_DIGIT_CUT = 30

_SERIAL_RANGE = range(20000, 60001)
_SERIAL_ZERO = date(1899, 12, 30)
_HOW_TO_WRITE = "请写成 2024.03 或 2024年3月"
_OPEN_ENDS = frozenset({"", "至今", "今", "迄今", "现在", "目前", "-", "--", "/"})

_AGE = re.compile(r"\(\d{1,3}岁?\)$")
_MOMENT = re.compile(r"(?P<day>.+?)[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?", re.ASCII)
_COLONS = str.maketrans({"：": ":", "　": " "})
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_WORDS = re.compile(r"(\d{4}|\d{2})年(?:(\d{1,2})月份?(?:(\d{1,2})[日号])?)?", re.ASCII)
# A slash wants four digits before it: 05/06/24 may be read three ways.
_SIGNS = re.compile(r"(\d{4}(?=[./-])|\d{2}(?=[.-]))[./-](\d{1,2})(?:[./-](\d{1,2}))?\.?", re.ASCII)
_RUN_ON = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?", re.ASCII)
_SAME_SIGN = str.maketrans({"。": ".", "、": ".", "·": ".", **dict.fromkeys("‐‑‒–—―−~", "-")})


class AmbiguousDate(ValueError):
    """The cell may mean more than one date; `readings` lists them for the person to choose from."""

    def __init__(self, message: str, readings: Sequence[PartialDate]) -> None:
        super().__init__(message)
        self.readings = tuple(readings)


def parse_date(cell: object, precision: Precision | None = None) -> PartialDate:
    """Read a cell as the date it means, cut to the precision when one is given.

    Text keeps the precision it was written with; date-typed cells and Excel serial numbers carry a
    day, so a column of months asks for "month".  Nothing finer than what was written is invented.
    Raises ValueError with a sentence for the clerk, AmbiguousDate when a number has two readings.
    """
    found = _read(cell)
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise ValueError(f"日期{quoted(cell)}的年份{found.year}不在{EARLIEST_YEAR}到{LATEST_YEAR}之间，{_HOW_TO_WRITE}")
    return found if precision is None else found.cut(precision)


def parse_moment(text: str) -> datetime:
    """Read a day with its time of day: 2026.4.6 9:30.  Raises ValueError without a time, or when either is wrong."""
    found = _MOMENT.fullmatch(cleaned(text).translate(_COLONS))
    if found is None:
        raise ValueError(f"{quoted(text)}应写到时和分，如 2026.04.06 09:30")
    day = parse_date(found["day"])
    if day.precision != "day":
        raise ValueError(f"{quoted(text)}应写到日，如 2026.04.06 09:30")
    try:
        return datetime.combine(
            day.first_day(), time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        )
    except ValueError as error:
        raise ValueError(f"{quoted(text)}的时间不对，应在 00:00 到 23:59 之间") from error


def parse_end(cell: object, precision: Precision | None = None) -> PartialDate | None:
    """Read the end of a period: None for 至今, a dash or an empty cell, else as `parse_date`."""
    if cell is None or (isinstance(cell, str) and squeezed(cell).translate(_SAME_SIGN) in _OPEN_ENDS):
        return None
    return parse_date(cell, precision)


def _read(cell: object) -> PartialDate:
    if isinstance(cell, datetime):
        return PartialDate.of(cell.date())
    if isinstance(cell, date):
        return PartialDate.of(cell)
    if isinstance(cell, str):
        return _read_text(cell)
    if cell is None:
        raise ValueError(f"没有填写日期，{_HOW_TO_WRITE}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _read_number(cell)
    raise _unreadable(cell)


def _unreadable(cell: object) -> ValueError:
    return ValueError(f"认不出日期{quoted(cell)}，{_HOW_TO_WRITE}")


def _read_text(cell: str) -> PartialDate:
    text = squeezed(_TIME.sub("", cleaned(cell))).translate(_SAME_SIGN)
    text = _AGE.sub("", text)
    if not text:
        raise ValueError(f"没有填写日期，{_HOW_TO_WRITE}")
    for pattern in (_WORDS, _SIGNS, _RUN_ON):
        match = pattern.fullmatch(text)
        if match:
            return _build(cell, *match.groups())
    if re.fullmatch(r"\d{5}", text, re.ASCII):
        raise ValueError(f"日期{quoted(cell)}只有5位数字，可能漏了一位，也可能是 Excel 的日期序号，{_HOW_TO_WRITE}")
    if re.fullmatch(r"\d{1,2}/\d{1,2}(/\d{2,4})?", text, re.ASCII):
        raise ValueError(f"日期{quoted(cell)}分不清年、月、日，年份请写4位，如 2024/3/5")
    raise _unreadable(cell)


def _read_number(cell: int | float) -> PartialDate:
    """Read a number cell: 198008, 19800815, 1980, 1980.08, 76.06 or an Excel serial number (1900 system)."""
    if not math.isfinite(cell):
        raise _unreadable(cell)
    if int(cell) in _SERIAL_RANGE:
        return PartialDate.of(_SERIAL_ZERO + timedelta(days=int(cell)))
    if cell == int(cell):
        match = _RUN_ON.fullmatch(str(int(cell)))
        if match is None:
            raise _unreadable(int(cell))
        return _build(int(cell), *match.groups())
    match = re.fullmatch(r"(\d{4}|\d{2})\.(\d{1,2})", repr(cell), re.ASCII)
    if match is None:
        raise _unreadable(cell)
    year, month = match.groups()
    if month == "1":
        january, october = (_build(cell, year, text) for text in ("01", "10"))
        raise AmbiguousDate(
            f"数字{quoted(cell)}分不清是1月还是10月（Excel 会去掉末尾的0），"
            f"请在单元格前加撇号写成 {january} 或 {october}",
            (january, october),
        )
    return _build(cell, year, month)


def _build(cell: object, year: str, month: str | None = None, day: str | None = None) -> PartialDate:
    try:
        return PartialDate(_full_year(year), int(month) if month else None, int(day) if day else None)
    except ValueError as error:
        raise ValueError(f"日期{quoted(cell)}有误：{error}。{_HOW_TO_WRITE}") from error


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year > TWO_DIGIT_CUT else 2000)
