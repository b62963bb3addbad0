"""Made-up reports for the tests of the writers."""

from datetime import date
from decimal import Decimal
from typing import Any

from cadre_desktop.formats.report_sheet import Chart, Column, FormCell, FormSheet, ReportBook, ReportSheet, SourceNote

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","点我")',
    '=WEBSERVICE("http://example.invalid")',
    '=DDE("cmd";"/C calc";"1")',
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "＝1+1",
    "'=1+1",
    "<r><t>=1+1</t></r>",
)

COLUMNS = (
    Column("序号", 5),
    Column("单位", 14, "left"),
    Column("应谈\n人数", 7),
    Column("干部职工谈", 9, group="已谈人数"),
    Column("班子成员谈", 9, group="已谈人数"),
    Column("完成率", 8, number_format="0.0%"),
    Column("填报日期", 12, number_format="yyyy.mm.dd"),
    Column("备注", 12, "left"),
)


def rows(count: int) -> list[tuple[Any, ...]]:
    return [
        (i + 1, f"青石镇{i}", 10, i % 11, 5, Decimal(i % 11 + 5) / 20, date(2026, 11, 21), None if i % 2 else "无")
        for i in range(count)
    ]


def table(count: int = 3, **changes: Any) -> ReportSheet:
    facts: dict[str, Any] = {
        "name": "五必谈",
        "title": "清源县领导干部“五必谈”谈话情况统计表",
        "unit_line": "填报单位（盖章）：中共清源县委组织部",
        "as_of_line": "截止时间：2026年11月20日",
        "date_line": "填报日期：2026年11月21日",
        "columns": COLUMNS,
        "rows": rows(count),
        "total": ("合　计", None, 30, 3, 15, 0.6, None, None),
        "notes": ("应谈人数为本单位科级及以上领导干部数。", "完成率=已谈人次÷应谈人次。"),
        "sign_line": "填报人：陈海燕    审核人：杨立新    联系电话：0000-0000000",
    }
    return ReportSheet(**(facts | changes))


CHARTS = (
    Chart("radar", "政治画像", ("忠诚", "定力", "担当"), (("本人", (92, 88, 81)), ("平均", (86, 84, 79)))),
    Chart("stacked", "考核等次构成", ("青石镇", "白沙镇"), (("优秀", (4, 5)), ("称职", (15, 12)), ("不称职", (0, 1)))),
    Chart("pyramid", "年龄结构", ("56岁以上", "51—55岁"), (("男", (9, 18)), ("女", (2, 6)))),
    Chart("bar", "谈话人次", ("青石镇", "白沙镇"), (("人次", (12, 9)),)),
)

FORM = FormSheet(
    "登记表",
    "年度考核登记表",
    (20, 40, 20, 60),
    (
        FormCell(1, 1, "年度考核登记表", column_span=4, style="title", height_mm=16),
        FormCell(2, 1, "姓名", style="label", height_mm=10),
        FormCell(2, 2, "毛洋德"),
        FormCell(2, 3, "照片", row_span=2, style="label"),
        FormCell(2, 4, "", row_span=2),
        FormCell(3, 1, "单位", style="label"),
        FormCell(3, 2, "=青石镇"),
        FormCell(4, 1, "个人\n总结", style="label", height_mm=40),
        FormCell(4, 2, "一年来，认真履职。" * 30, column_span=3, style="left"),
    ),
    notes=("注：本表一式两份。",),
)


def book(*sheets: ReportSheet | FormSheet, **changes: Any) -> ReportBook:
    facts: dict[str, Any] = {
        "key": "talks",
        "title": "五必谈统计表",
        "sheets": sheets or (table(),),
        "sources": (
            SourceNote("应谈人数", 30, "本单位科级及以上领导干部数。", tuple(f"干部{i}" for i in range(90))),
            SourceNote("完成率", Decimal("60.0"), "已谈人次÷应谈人次。"),
        ),
        "level": "内部资料　注意保密",
        "number": "2026-017",
    }
    return ReportBook(**(facts | changes))
