"""关于: the version, where things lie, which typefaces are missing, and whose work the program rests on."""

import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtGui import QFontDatabase

from cadre_desktop import __version__, paths
from cadre_desktop.gui.outside import open_outside
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.storage.store import OpenedStore

# What statutory forms ask for (GB/T 9704); each line names typefaces that look alike, the first is the one written.
FORM_FACES = (
    ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong"),
    ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi"),
    ("黑体", "SimHei"),
)
LIBRARIES = (
    ("PySide6-Essentials", "Qt 界面", "LGPL-3.0"),
    ("SQLAlchemy", "数据存取", "MIT"),
    ("sqlcipher3", "加密数据库", "zlib / BSD-3-Clause"),
    ("cryptography", "加密算法", "Apache-2.0 / BSD-3-Clause"),
    ("alembic", "数据升级", "MIT"),
    ("openpyxl", "写 Excel 表格", "MIT"),
    ("XlsxWriter", "写长表", "BSD-2-Clause"),
    ("python-calamine", "读 Excel 表格", "MIT"),
    ("defusedxml", "安全读取 XML", "PSF-2.0"),
    ("pypinyin", "拼音", "MIT"),
    ("chinesecalendar", "工作日", "MIT"),
    ("python-docx", "写 Word 文档", "MIT"),
    ("pyrage", "数据包加密", "MIT"),
    ("segno", "二维码", "BSD-3-Clause"),
    ("orjson", "JSON", "Apache-2.0 / MIT"),
    ("platformdirs", "系统文件夹", "MIT"),
)
_COLUMNS = (
    TableColumn("name", "组件", 160, stretch=1),
    TableColumn("use", "用途", 130, stretch=1),
    TableColumn("version", "版本", 100),
    TableColumn("licence", "许可", 190, stretch=1),
)
_LICENCE = (
    "本程序按 Apache-2.0 许可发布。它使用下列开源组件，许可证全文随程序一起安装；Qt 以动态库方式使用，可以自行替换。"
)


class AboutPage(Page):
    """Nothing to change here."""

    title = "关于"

    def __init__(self, store: OpenedStore) -> None:
        super().__init__()
        self._store = store
        facts = column(
            label(f"干部纪实档案 {__version__}", "section"),
            label("干部实绩、政治素质和谈话的纪实登记，数据只在本机，不联网。", "soft", wrap=True),
            label(f"数据文件夹：{store.home}", wrap=True),
            label(f"日志文件夹：{paths.log_folder()}（只记程序运行情况，不含干部信息）", wrap=True),
            label(f"运行环境：Python {platform.python_version()}，{platform.system()} {platform.release()}", "soft"),
            gap=4,
        )
        self.logs_button = button("打开日志文件夹", self._open_logs, icon="folder")
        self.fonts = Notice(missing_faces_words(), "warn")
        self.model = PlainTableModel(_COLUMNS, carried_libraries())
        table = ShortTable(self.model, name="开源组件", most_rows=len(self.model.rows))
        sheet = column(
            SectionBox("版本", facts, row(self.logs_button, None)),
            self.fonts,
            SectionBox("开源许可", label(_LICENCE, "soft", wrap=True), table),
            None,
            gap=12,
        )
        self.page_layout().addWidget(scrolled(boxed(sheet), name=self.title), 1)

    def _open_logs(self) -> None:
        open_outside(self, paths.log_folder())


def missing_faces(installed: set[str] | None = None) -> list[str]:
    """Name the typefaces of statutory forms that this computer has under none of their names."""
    known = set(QFontDatabase.families()) if installed is None else installed
    return [names[0] for names in FORM_FACES if not known.intersection(names)]


def missing_faces_words() -> str:
    """Say which are missing and what that means; empty when none is."""
    missing = missing_faces()
    if not missing:
        return ""
    return (
        f"本机没有公文字体：{'、'.join(missing)}。导出的表格里写的仍是这些字体，在装有它们的电脑上显示正常；"
        "本机预览和打印会用相近的字体代替。"
    )


def carried_libraries() -> list[PlainRow]:
    """List the libraries that are here: a packed program carries only those it imports."""
    rows = []
    for name, use, licence in LIBRARIES:
        with suppress(PackageNotFoundError):
            rows.append(PlainRow(name, (name, use, version(name), licence)))
    return rows
