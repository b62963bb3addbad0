"""Renders shell, widgets and charts with invented data: python -m tests.gui.gallery out_folder [name ...]."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QFormLayout, QGridLayout, QRadioButton, QTabWidget, QWidget

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.errors import error_report
from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.forms.text_editors import LineEditor
from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.page import Page, PageSpec
from cadre_desktop.gui.shots import SCREEN, grab
from cadre_desktop.gui.style.fonts import load_translations
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import ProgressDialog
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import Card
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.combo import Combo, DateBox, Spin
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import Badge, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, column, flow, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice, ProgressRow, StepStrip
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.gui.widgets.todo_list import Todo, TodoList
from cadre_desktop.records.rows import SEALED
from cadre_desktop.rules.partial_date import PartialDate
from tests.gui import examples, fields

COLUMNS = (
    TableColumn("name", "姓名", 92),
    TableColumn("sex", "性别", 48),
    TableColumn("born", "出生年月", 84),
    TableColumn("age", "年龄", 52, "right"),
    TableColumn("unit", "单位", 122, stretch=1),
    TableColumn("post", "职务", 130, stretch=2),
    TableColumn("level", "职级", 76),
    TableColumn("since", "任现职", 80),
    TableColumn("years", "现职年限", 80),
    TableColumn("grade", "上年考核", 90),
    TableColumn("politics", "政治素质", 88),
    TableColumn("done", "实绩(件)", 78, "right"),
    TableColumn("full", "资料完整", 80, "right"),
)
PEOPLE = """杨立新 男 1985.06 41 县委组织部 副局长 副科级 2013.03 13 称职 好 14 100%
孙建国 男 1973.02 53 云台乡 乡长 正科级 2023.04 3 优秀 较好 2 92%
周明辉 男 1975.10 51 县住建局 一级主任科员 科员级 2020.07 6 称职 较好 7 100%
刘文斌 男 1977.02 49 石门镇 四级主任科员 科员级 2018.05 8 称职 好 4 92%
何佳慧 男 1994.09 32 石门镇 一级科员 科员级 2023.09 3 优秀 好 9 92%
林桂芳 男 1981.10 45 青石镇 党委书记 正科级 2024.02 2 称职 较好 10 92%
何国平 男 1979.12 47 白沙镇 党委书记 正科级 2013.10 13 称职 好 14 70%
仇晓峰 女 1987.12 39 县发展和改革局 副局长 副科级 2014.09 12 称职 好 8 100%
吴小兰 男 1993.01 33 县信访局 党组成员 副科级 2015.04 11 称职 较好 9 100%
黄冬梅 女 1980.07 46 县委组织部 副局长 副科级 2021.06 5 优秀 好 10 85%
罗卫东 男 1983.06 43 大桥镇 武装部长 副科级 2014.09 12 称职 好 8 100%
孙春生 男 1978.05 48 大桥镇 镇长 正科级 2023.01 3 称职 较好 5 85%
吴国平 男 1987.03 39 县信访局 办公室主任 股级 2018.05 8 称职 较好 1 100%""".splitlines()


def people_rows() -> list[PlainRow]:
    """The invented roster, 52 lines."""
    made = []
    for i in range(52):
        words = PEOPLE[i % len(PEOPLE)].split()
        years = int(words[8])
        cells: list[Cell | str] = list(words)
        cells[8] = Cell(f"{years}年 !", "danger") if years >= 10 else f"{years}年"
        cells[9] = Cell(words[9], "primary" if words[9] == "优秀" else "neutral", badge=True)
        cells[10] = Cell(words[10], "primary" if words[10] == "好" else "neutral", badge=True)
        made.append(PlainRow(f"p{i}", tuple(cells)))
    return made


class RosterPage(Page):
    """A list page in the common frame."""

    title = "干部名册"

    def __init__(self, rows: Sequence[PlainRow] | None = None) -> None:
        super().__init__()
        header = PageHeader("干部名册", "清源县 ・ 2026年度")
        header.add_action(button("从 Excel 导入", icon="excel"))
        header.add_action(button("导出", icon="export"))
        header.add_action(button("新增干部", kind="primary", icon="add-user"))
        self.search = SearchBox("搜姓名、拼音首字母（如 zsy）、单位、职务、身份证后四位")
        self.search.setMinimumWidth(300)
        filters: list[QWidget] = [self.search]
        for words in ("全部单位", "全部职级", "全部考核等次"):
            combo = Combo(name=words)
            combo.addItem(words)
            filters.append(combo)
        filters.append(button("更多筛选", icon="filter"))
        bar = row(flow(*filters), button("列设置", icon="columns"))
        bar.setStretch(0, 1)
        chips = ChipRow()
        chips.set_chips(
            [Chip("all", "全部", 148), Chip("ten", "现职满10年", 5), Chip("young", "35岁以下", 41),
             Chip("two", "连续两年优秀", 12), Chip("gaps", "资料不全", 23), Chip("talk", "近半年未谈话", 57)],
            "all",
        )  # fmt: skip
        self.model = PlainTableModel(COLUMNS, people_rows() if rows is None else rows, tickable=True)
        self.model.set_ticked(["p1", "p4"])
        self.table = DataTable(self.model, name="干部名册")
        why = "当前筛选：单位=青石镇，现职满10年。换个条件，或清除筛选。"
        empty = EmptyState("没有符合条件的干部", why, button("清除筛选", kind="primary"), button("新增干部"))
        actions = (button("批量修改"), button("导出所选"), button("打印", icon="print"))
        foot = row(label("已选 2 人", "soft"), *actions, None, label("共 148 人", "soft"))
        page = self.page_layout()
        for part in (header, boxed(bar), chips):
            page.addWidget(part)
        page.addWidget(TableArea(self.table, empty), 1)
        page.addLayout(foot)

    def main_input(self) -> QWidget:
        return self.search


class DashPage(Page):
    """Cards, to-dos and charts."""

    title = "工作台"

    def __init__(self) -> None:
        super().__init__()
        header = PageHeader("工作台", "2026年11月21日 星期六")
        header.add_action(button("补录谈话", icon="add-talk"))
        header.add_action(button("新增干部", kind="primary", icon="add-user"))
        cards = row(
            Card("在册干部", "148", "人", "科级 61 ・ 股级及以下 87", icon="roster"),
            Card("实绩建档率", "92", "%", "136/148 已建档，12 人未建", icon="achievement"),
            Card("五必谈完成率", "71", "%", "8 个乡镇中 3 个未谈全", icon="talk"),
            Card("轮岗到期", "5", "人", "现职满 10 年，3 人超期", icon="rotation"),
            Card("待补资料", "23", "人", "缺照片 18 ・ 缺身份证 5", icon="missing"),
            gap=12,
        )
        todos = SectionBox("今天要办", TodoList([
            Todo("青石镇 3 人谈话记录缺“村干部和群众谈”", "去补录", 1, "紧急", "danger"),
            Todo("年度考核优秀名额：白沙镇超 1 人", "去调整", 2, "紧急", "danger"),
            Todo("5 名干部现职满 10 年，应列入轮岗建议", "去查看", 3, "尽快", "warn"),
            Todo("实绩 12 条待核实，最早已等 18 天", "去核实", 4, "尽快", "warn"),
            Todo("23 人照片缺失", "去补充", 5, "有空"),
        ]))  # fmt: skip
        todos.add_action(button("全部待办（17）", kind="link"))
        body = QWidget()
        coverage = SectionBox(
            "五必谈完成情况（乡镇）", ChartView("五必谈完成情况", examples.COVERAGE, least=QSize(420, 170))
        )
        coverage.add_action(button("明细", kind="link"))
        grades = SectionBox(
            "年度考核等次（2025，人）", ChartView("年度考核等次", examples.GRADES, least=QSize(300, 170))
        )
        ages = SectionBox("年龄结构（人）", ChartView("年龄结构", examples.PYRAMID))
        steps = SectionBox("问题整改闭环", ChartView("问题整改闭环", examples.STEPS))
        second, third = row(todos, coverage, gap=12), row(grades, ages, steps, gap=12)
        for line, stretches in ((second, (4, 6)), (third, (4, 3, 3))):
            for i, stretch in enumerate(stretches):
                line.setStretch(i, stretch)
        body.setLayout(column(cards, second, third, gap=12))
        page = self.page_layout()
        page.addWidget(header)
        page.addWidget(scrolled(body, name="工作台内容"), 1)


def chart_sheet() -> QWidget:
    """All charts on one sheet."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    for i, (name, data) in enumerate(examples.CHARTS.items()):
        grid.addWidget(SectionBox(name, ChartView(name, data)), i // 2, i % 2)
    return sheet


def widget_sheet() -> QWidget:
    """Fields in their states, tabs, notices and progress on one sheet."""
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
    context = EditorContext(fields.search_people, may_unseal=True)
    shown = {
        "姓名": "周思远", "事情经过": "整治青石河，当年见效。", "目标": "年底前行政村生活污水治理率达到九成。",
        "人数": 12, "得票率": 92.5, "已公示": True,
        "谈话日期": date(2026, 10, 12), "任现职时间": PartialDate(2021, 5), "登记时间": datetime(2026, 11, 21, 9),
        "颜色": fields.Colour.BLUE, "干部": fields.PEOPLE[0], "谈话人": fields.PEOPLE[:2], "原始记录": SEALED,
    }  # fmt: skip
    for field in fields.EVERY:
        editor = make_editor(field, context)
        editor.set_value(shown[field.label])
        form.addRow(label(field.label + (" *" if field.required else ""), "field"), editor)
    wrong = make_editor(fields.MONTH)
    assert isinstance(wrong, LineEditor)
    wrong.line.setText("2021.13")
    wrong.set_error(True)
    note = label("× 月份“13”不对，应为1到12", "error")
    form.addRow(label("任现职时间", "field"), boxed(column(wrong, note, gap=2)))
    off = make_editor(fields.NAME)
    off.set_value("只读")
    off.set_read_only(True)
    form.addRow(label("只读", "field"), off)
    tabs = QTabWidget()
    tabs.addTab(boxed(row(label("内容"), None, margins=(14, 10, 14, 10))), "基本信息")
    tabs.addTab(QWidget(), "实绩档案 8")
    tabs.addTab(QWidget(), "谈话记录 4/5")
    running = ProgressRow("实绩档案_青石镇_20261121.docx")
    running.set_progress(38, 61, "正在生成第 38 / 61 人")
    checks = row(
        *[QCheckBox(words) for words in ("干部名册", "谈话统计表")], QRadioButton("A4"), QRadioButton("A3"), None
    )
    for i in (0, 2):
        checks.itemAt(i).widget().setChecked(True)
    buttons = row(
        button("取消", kind="danger"), button("预览"), button("导出 4 份", kind="primary", icon="export"), None
    )
    off_button = button("不能点", kind="primary")
    off_button.setEnabled(False)
    buttons.insertWidget(3, off_button)
    tones: list[tuple[str, Tone]] = [("已核实", "ok"), ("待核实", "warn"), ("未开展", "danger"), ("正科级", "neutral")]
    badges = row(*[Badge(words, tone) for words, tone in tones], None)
    spin = Spin(name="份数")
    spin.setValue(3)
    numbers = row(spin, DateBox(name="日期"), None)
    side = column(
        StepStrip(("选文件", "对应列", "检查", "导入"), 2),
        Notice("五必谈还差 1 类：村干部和群众谈。", "warn", button("现在补录", kind="primary")),
        Notice("备份盘没有插入，已存到本机。", "danger"),
        SectionBox("生成进度", running),
        boxed(checks), boxed(buttons), boxed(badges), numbers, tabs, None,
        gap=12,
    )  # fmt: skip
    sheet = QWidget()
    sheet.setLayout(row(SectionBox("表单", form), side, gap=16, margins=(16, 12, 16, 12)))
    return sheet


def small_windows() -> list[tuple[str, QWidget]]:
    """Dialogs, by name."""
    ask = MessageDialog(
        None, "请确认", "删除 3 条谈话记录？", hint="删除后在回收站保留 30 天，可以恢复。", sort="danger",
        answers=[("yes", "删除", "danger"), ("no", "取消", "plain")],
    )  # fmt: skip
    try:
        raise KeyError("某人")
    except KeyError as error:
        report = error_report(error)
    crash = MessageDialog(
        None, "程序出错", "程序遇到未预料的问题。", hint="可以继续使用。", details=report, sort="danger"
    )
    task = ProgressDialog(None, "正在导入花名册")
    task.show_step(38, 126, "核对身份证号")
    return [("ask", ask), ("crash", crash), ("task", task)]


TREE = [
    ("dash", "", "工作台", "home"),
    ("roster", "干部信息", "干部名册", "roster"), ("deeds", "干部信息", "实绩档案", "achievement"),
    ("politics", "干部信息", "政治素质", "politics"), ("talks", "干部信息", "谈话记录", "talk"),
    ("grades", "考核与使用", "年度考核", "assessment"), ("ledgers", "考核与使用", "工作台账", "ledger"),
    ("reports", "数据", "报表报送", "report"), ("imports", "数据", "数据导入", "import"),
    ("settings", "数据", "设置与备份", "settings"),
]  # fmt: skip


def make_window(theme: Theme, *, empty: bool = False) -> MainWindow:
    """The shell with a dashboard and a roster."""
    makers: dict[str, Callable[[], Page]] = {"dash": DashPage, "roster": lambda: RosterPage([] if empty else None)}
    specs = [PageSpec(k, g, t, i, makers.get(k, Page)) for k, g, t, i in TREE]
    window = MainWindow("干部纪实档案", "清源县委组织部", specs, theme)
    window.set_footer("数据库：本机加密", "上次备份：今天 08:30")
    return window


def main(folder: Path, only: Sequence[str] = ()) -> None:
    """Render all pictures, or the named ones."""
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    load_translations(app)
    theme = Theme(app)
    shots: dict[str, tuple[str, bool, QSize, float, bool]] = {
        "dash": ("dash", False, SCREEN, 1.0, False),
        "roster": ("roster", False, SCREEN, 1.0, False),
        "empty": ("roster", True, SCREEN, 1.0, False),
        "roster125": ("roster", False, QSize(1093, 557), 1.25, False),
        "dash150": ("dash", False, QSize(1280, 650), 1.5, False),
        "rosterbig": ("roster", False, SCREEN, 1.0, True),
    }
    for name, (page, empty, size, scale, large) in shots.items():
        if only and name not in only:
            continue
        window = make_window(theme, empty=empty)
        window.go(page)
        grab(window, folder / f"{name}.png", size=size, scale=scale, large=large)
        window.close()
        window.deleteLater()
    if not only or "widgets" in only:
        grab(widget_sheet(), folder / "widgets.png", size=QSize(1366, 860))
        for name, dialog in small_windows():
            grab(dialog, folder / f"dialog-{name}.png", size=dialog.sizeHint())
            dialog.hide()
    if not only or "charts" in only:
        picture = grab(chart_sheet(), folder / "charts.png", size=QSize(1366, 1500))
        picture.convertToFormat(QImage.Format.Format_Grayscale8).save(str(folder / "charts-gray.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
