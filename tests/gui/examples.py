"""Invented data for charts and pictures."""

from cadre_desktop.gui.charts.chart_view import ChartData
from cadre_desktop.gui.charts.coverage import CoverageCell, CoverageMatrix, CoverageRow, State
from cadre_desktop.gui.charts.grade_bars import GradeBars, GradeRow
from cadre_desktop.gui.charts.heat_table import HeatCell, HeatRow, HeatTable
from cadre_desktop.gui.charts.month_grid import Month, MonthGrid
from cadre_desktop.gui.charts.pyramid import Pyramid, PyramidRow
from cadre_desktop.gui.charts.radar import Radar, RadarAxis
from cadre_desktop.gui.charts.step_bars import Step, StepBars
from cadre_desktop.gui.charts.timeline import Timeline, TimelineEvent

TOWNS = ("青石镇", "白沙镇", "梅溪镇", "龙潭乡", "大桥镇", "东河街道", "云台乡", "石门镇")
_STATES: dict[str, State] = {"d": "done", "p": "partial", "m": "missing", "n": "none"}

COVERAGE = CoverageMatrix(
    ("干部职工", "班子成员", "一把手", "分管领导", "村干部群众"),
    tuple(
        CoverageRow(name, tuple(CoverageCell(_STATES[s], (name, i)) for i, s in enumerate(states)))
        for name, states in zip(
            TOWNS, ("pmddp", "dddpd", "pmpdp", "ddddd", "ddppm", "ddddd", "pdddp", "mmmdd"), strict=True
        )
    ),
    words=("✓", "缺签字", "× 未谈"),
    legend=("已谈并签字", "已谈缺签字", "未谈"),
)
GRADES = GradeBars(
    ("优秀", "称职", "基本称职", "不称职"),
    tuple(
        GradeRow(name, counts, tuple((name, g) for g in range(4)))
        for name, counts in zip(
            TOWNS,
            ((4, 15, 2, 1), (4, 12, 1, 0), (4, 13, 2, 1), (3, 13, 1, 0), (4, 11, 0, 0), (4, 10, 2, 0), (2, 14, 2, 0),
             (3, 9, 1, 1)),
            strict=True,
        )
    ),
)  # fmt: skip
PYRAMID = Pyramid(
    tuple(
        PyramidRow(name, left, right, (name, "男"), (name, "女"))
        for name, left, right in (
            ("56岁以上", 9, 2), ("51—55岁", 18, 6), ("46—50岁", 21, 8), ("41—45岁", 17, 10), ("36—40岁", 13, 11),
            ("31—35岁", 9, 10), ("30岁以下", 6, 8),
        )
    )
)  # fmt: skip
RADAR = Radar(
    (
        RadarAxis("政治忠诚", 3.7, 3.1, "好", "loyalty"),
        RadarAxis("政治定力", 3.5, 3.2, "好", "poise"),
        RadarAxis("政治担当", 2.9, 2.7, "较好", "duty"),
        RadarAxis("政治能力", 2.8, 2.5, "较好", "skill"),
        RadarAxis("政治自律", 3.8, 3.3, "好", "restraint"),
        RadarAxis("群众公认", 3.2, 2.6, "好", "regard"),
    ),
    other_name="同职级平均",
)
RADAR_THIN = Radar(
    (
        RadarAxis("政治忠诚", 3.0),
        RadarAxis("政治定力", None),
        RadarAxis("政治担当", 2.0),
        RadarAxis("政治能力", None),
        RadarAxis("政治自律", 3.0),
    ),
    enough=False,
)
TIMELINE = Timeline(
    tuple(
        TimelineEvent(year * 12 + month - 1, text, above, text)
        for year, month, text, above in (
            (2024, 5, "青年干部“墩苗”结对帮带机制", False),
            (2024, 12, "年度绩效考核乡镇组第 2 名", True),
            (2025, 4, "高标准农田管护机制建立并运行", False),
            (2025, 8, "信访积案化解 12 件，越级访下降四成", True),
            (2025, 11, "镇级隐性债务化解 480 万元", False),
            (2026, 3, "引进食用菌加工项目，投资 3200 万元", True),
            (2026, 6, "“三资”清理遗留问题销号 37 件", False),
            (2026, 9, "青石河综合治理一期通过验收", True),
        )
    )
)
STEPS = StepBars(
    (
        Step("发现登记", 64, 1),
        Step("交办", 61, 2),
        Step("整改中", 48, 3),
        Step("已办结", 41, 4),
        Step("核验销号", 36, 5),
    )
)
HEAT = HeatTable(
    ("2021", "2022", "2023", "2024", "2025"),
    tuple(
        HeatRow(name, tuple(HeatCell(v, over=v is not None and v > 25, target=(name, v)) for v in values))
        for name, values in (
            ("青石镇", (19.8, 13.3, 12.1, 24.2, 23.7)), ("白沙镇", (9.5, 8.3, 19.4, 22.1, 18.5)),
            ("梅溪镇", (12.2, 14.9, 12.6, 24.1, 18.1)), ("龙潭乡", (25.7, 14.2, 17.2, None, 9.3)),
            ("大桥镇", (25.3, 24.5, 19.5, 11.1, 17.8)), ("东河街道", (25.8, 17.8, 9.7, 10.6, 9.8)),
        )
    ),
)  # fmt: skip
MONTHS = MonthGrid(
    tuple(
        Month(f"{2026 + (11 + i) // 12}.{(11 + i) % 12 + 1:02d}", count, i)
        for i, count in enumerate((3, 1, 0, 5, 2, 4, 1, 0, 2, 6, 1, 2))
    )
)
CHARTS: dict[str, ChartData] = {
    "政治画像": RADAR,
    "实绩时间线": TIMELINE,
    "年度优秀率": HEAT,
    "年龄结构": PYRAMID,
    "五必谈覆盖": COVERAGE,
    "问题整改闭环": STEPS,
    "轮岗到期": MONTHS,
    "考核等次": GRADES,
    "政治画像（材料不足）": RADAR_THIN,
}
