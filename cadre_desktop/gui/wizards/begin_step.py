"""Step 4 of the first run: what to begin with, and where second copies of the backups go."""

from pathlib import Path

from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.choice_cards import ChoiceCard, ChoiceCards
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.wizards.step import WizardStep

IMPORT, SAMPLE, EMPTY = "import", "sample", "empty"
_WHY = "哪一种都可以随时再来：导入可以整批撤回，示例数据可以一键移除。"
_CARDS = (
    ChoiceCard(IMPORT, "导入花名册", "从 WPS 或 Excel 的干部花名册开始，自动识别列，先检查再导入。"),
    ChoiceCard(
        SAMPLE, "先看示例数据", "放入虚构的一个县 148 名干部，每个页面都有内容可看；看完一键移除，不会混进报表。"
    ),
    ChoiceCard(EMPTY, "空白开始", "从一张空表开始，逐人录入。"),
)
_SECOND_WHY = "程序每天自动备份到数据文件夹。再指定一个U盘、移动硬盘或另一块硬盘，电脑损坏时数据也不会丢。"
_NONE = "没有指定（以后可以在“设置与备份”里指定）"


class BeginStep(WizardStep):
    """Import, sample data or an empty book; the second backup place is optional."""

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs
        self.second_place: Path | None = None
        self.choice = ChoiceCards(_CARDS, IMPORT, name="从哪里开始")
        self.place_label = ElidedLabel(_NONE)
        self.pick_button = button("选择…", self.pick, icon="folder")
        self.drop_button = button("不指定", lambda: self.set_second_place(None), kind="link")
        line = row(self.place_label, self.drop_button, self.pick_button)
        line.setStretch(0, 1)
        second = column(label("第二备份位置（可选）", "field"), label(_SECOND_WHY, "soft", wrap=True), line, gap=4)
        super().__init__("从哪里开始？", _WHY, self.choice, second)
        self.setFocusProxy(self.choice)
        self.set_second_place(None)

    def pick(self) -> None:
        """Ask for the second place."""
        with errors_shown(self):
            folder = self._dialogs.pick_folder(self, "选择第二备份位置")
            if folder is not None:
                self.set_second_place(folder)

    def set_second_place(self, folder: Path | None) -> None:
        """Take a folder, or none."""
        self.second_place = folder
        self.place_label.setText(str(folder) if folder else _NONE)
        self.drop_button.setVisible(folder is not None)
