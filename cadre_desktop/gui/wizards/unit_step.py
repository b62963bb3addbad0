"""Step 1 of the first run: which office this is, and who sits here."""

from cadre_desktop.gui.widgets.choice_cards import ChoiceCard, ChoiceCards
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.gui.wizards.step import NamedLine, WizardStep
from cadre_desktop.services.unit_profile import OfficeLevel

_WHY = "单位名称会印在报表的“填报单位”处；这里填的以后都可以在“设置与备份”里修改。"
_LEVELS = (
    ChoiceCard(OfficeLevel.TOWNSHIP.value, OfficeLevel.TOWNSHIP.label, "只登记本单位的干部；程序会先把本单位建好。"),
    ChoiceCard(OfficeLevel.COUNTY.value, OfficeLevel.COUNTY.label, "登记全县各单位的干部；单位可以随花名册一起导入。"),
)


class UnitStep(WizardStep):
    """Name, level, and the name under which what is done here goes into the trail."""

    def __init__(self) -> None:
        self.name = NamedLine("单位名称", hint="如：清源县委组织部、龙潭镇党委")
        self.level = ChoiceCards(_LEVELS, OfficeLevel.TOWNSHIP.value, name="单位级别")
        self.person = NamedLine("您的姓名", hint="用作登录的用户，操作记录里会写明是谁做的", longest=40)
        super().__init__(
            "您是哪个单位？", _WHY, self.name, column(label("级别", "field"), self.level, gap=4), self.person
        )
        for line in (self.name.line, self.person.line):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.name.line.returnPressed.connect(self.level.setFocus)
        self.person.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.name)

    @property
    def is_ready(self) -> bool:
        return bool(self.name.text() and self.person.text())

    @property
    def office_level(self) -> OfficeLevel:
        """The chosen level."""
        return next(level for level in OfficeLevel if level.value == self.level.key)
