"""外观与锁定: text size, list columns, and when the screen locks."""

from PySide6.QtWidgets import QCheckBox

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Spin
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.settings import IDLE_MINUTES

_LOCKING = "锁定时数据随即收好并关闭，屏幕上不留任何内容；没有保存的内容存为草稿，下次打开时可以恢复。"


class ComfortPage(Page):
    """Every change holds at once."""

    title = "外观与锁定"

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__()
        self.desk, self.house = desk, house
        self.large = QCheckBox("大字显示（Ctrl+= 打开，Ctrl+- 关闭）")
        self.large.clicked.connect(lambda on: self._change(large_font=on))
        self.reset_button = button("恢复所有列表的默认列", self._reset_layouts, icon="columns")
        self.minutes = Spin(name="自动锁定分钟数")
        self.minutes.setRange(*IDLE_MINUTES)
        self.minutes.setSuffix(" 分钟")
        self.minutes.valueChanged.connect(lambda n: self._change(idle_minutes=n))
        self.lock_button = button("立即锁定", house.lock, icon="lock", tip="Ctrl+L")
        waiting = row(label("无人操作超过", "field"), self.minutes, label("自动锁定", "field"), None)
        sheet = column(
            SectionBox("外观", self.large, row(self.reset_button, None)),
            SectionBox("锁定", waiting, label(_LOCKING, "soft", wrap=True), row(self.lock_button, None)),
            None,
            gap=12,
        )
        self.page_layout().addWidget(scrolled(boxed(sheet), name=self.title), 1)
        self.refresh()

    def refresh(self) -> None:
        settings = self.house.settings
        self.large.setChecked(settings.large_font)
        self.minutes.blockSignals(True)
        self.minutes.setValue(settings.idle_minutes)
        self.minutes.blockSignals(False)

    def arrive(self, **_hints: object) -> None:
        self.refresh()

    def _change(self, **values: object) -> None:
        with errors_shown(self):
            self.house.change_settings(**values)

    def _reset_layouts(self) -> None:
        with errors_shown(self):
            self.house.reset_layouts()
            self.desk.tell("已恢复，下次打开程序时生效")
