"""Rosters of made-up officials for the scenarios: every name once, every number sound."""

from collections.abc import Sequence
from dataclasses import dataclass

from cadre_desktop.rules.id_number import check_digit
from tests.scenarios.sheets import Row

_DIGITS = "零一二三四五六七八九"


def numbered(at: int) -> str:
    """Return a number in words for the end of a name: 零一二."""
    return "".join(_DIGITS[int(digit)] for digit in f"{at:03d}")


def id_number(birth: str, at: int) -> str:
    """Make a sound number for somebody born on a day yyyymmdd, another for every `at`."""
    first = f"430421{birth}{at % 1000:03d}"
    return first + check_digit(first)


def born(birth: str, at: int) -> Row:
    """Return the cells of a roster that say when somebody was born: `birth` is yyyy.mm.

    People of one month are born on different days, so that nobody shares a number.
    """
    day = at // 1000 + 1
    number = id_number(f"{birth.replace('.', '')}{day:02d}", at)
    return {"出生年月": birth, "公民身份号码": number, "性别": "男" if int(number[16]) % 2 else "女"}


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a roster, in the order in which the scenario speaks of the people."""

    rows: Sequence[Row]

    def name(self, at: int) -> str:
        """Return the name of one official."""
        return self.rows[at]["姓名"]

    def of(self, at: int, title: str = "干部姓名") -> Row:
        """Name one official in a ledger's sheet: the number is what tells people apart."""
        return {title: self.name(at), "公民身份号码": self.rows[at]["公民身份号码"]}
