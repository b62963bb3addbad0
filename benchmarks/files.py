"""Workbooks to measure with: a large roster laid out like the sample, and the rows of a long list."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import county
from cadre_desktop.formats.long_list import write_long_list
from cadre_desktop.formats.report_sheet import Column, ReportSheet
from cadre_desktop.rules.id_number import check_digit

LIST_COLUMNS = 20
# The columns of the sample roster, with the same two-row head.
_ROSTER = (
    Column("序号", 6),
    Column("姓名", 9),
    Column("工作单位", 16),
    Column("现任职务", 22),
    Column("性别", 6),
    Column("民族", 8),
    Column("籍贯", 10),
    Column("出生年月", 10),
    Column("参加工作时间", 10),
    Column("入党时间", 10),
    Column("学历学位", 12, group="全日制教育"),
    Column("毕业院校及专业", 24, group="全日制教育"),
    Column("学历学位", 12, group="在职教育"),
    Column("毕业院校及专业", 24, group="在职教育"),
    Column("公民身份号码", 20),
    Column("职级", 14),
    Column("任现职时间", 10),
    Column("任现职级时间", 10),
    Column("上年度考核结果", 10),
    Column("备注", 16),
)
_TITLES = ("党委委员、副镇长", "办公室主任", "四级主任科员", "综合股股长", "党政办副主任", "一级科员")
_RANKS = ("四级主任科员", "三级主任科员", "一级科员", "四级调研员")


def write_roster(path: Path, rows: int) -> None:
    """Write a roster of so many people, no two alike."""
    dice = random.Random(11)
    sheet = ReportSheet(
        name="名册",
        title="测量县干部名册",
        unit_line="填报单位：中共测量县委组织部",
        as_of_line="截止时间：2026年11月20日",
        date_line="填报人：测量",
        columns=_ROSTER,
        rows=(),
        total=None,
        notes=(),
    )
    write_long_list(path, sheet, (_roster_row(dice, number) for number in range(rows)))


def _roster_row(dice: random.Random, number: int) -> tuple[Any, ...]:
    birth = date(dice.randint(1968, 2001), dice.randint(1, 12), dice.randint(1, 28))
    male = dice.random() < 0.6
    first = f"4304{number % 80 + 20:02d}{birth:%Y%m%d}{number // 80 % 100:02d}{dice.randrange(5) * 2 + male}"
    work = birth.year + 22
    since = min(2025, work + dice.randint(1, 15))
    return (
        number + 1,
        dice.choice(county.SURNAMES) + "".join(dice.choices(county.GIVEN, k=2)),
        f"第{number % 40 + 1}镇",
        dice.choice(_TITLES),
        "男" if male else "女",
        "汉族",
        "湖南衡东",
        f"{birth:%Y.%m}",
        f"{work}.08",
        f"{work + 2}.07",
        "大学、学士",
        "长沙理工大学土木工程专业",
        "研究生、硕士",
        "湖南省委党校法学专业",
        first + check_digit(first),
        dice.choice(_RANKS),
        f"{since}.03",
        f"{since}.12",
        "优秀" if dice.random() < 0.15 else "称职",
        None,
    )


def list_sheet() -> ReportSheet:
    """Lay out a long list of twenty columns, as a ledger has them."""
    columns = tuple(Column(f"项目{n}", 14, "left" if n % 3 else "center") for n in range(1, LIST_COLUMNS + 1))
    return ReportSheet(
        name="清册",
        title="测量县纪实清册",
        unit_line="填报单位：中共测量县委组织部",
        as_of_line="截止时间：2026年11月20日",
        date_line="2026年11月21日",
        columns=columns,
        rows=(),
        total=None,
        notes=(),
    )


def list_rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Make the rows one at a time: words, sentences, numbers and dates, mixed as in a ledger."""
    dice = random.Random(5)
    sentences = [county.prose(dice, 2) for _ in range(500)]
    for number in range(count):
        words = [sentences[(number * 7 + n) % 500] if n % 6 == 0 else f"第{number % 60 + 1}镇" for n in range(14)]
        yield (number + 1, *words, number % 97, 2026, f"2026.{number % 12 + 1:02d}", date(2026, 3, 1), None)
