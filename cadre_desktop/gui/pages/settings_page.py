"""设置与备份: the office, this machine, who may open the data, its copies, its checks and its history."""

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.import_batch_page import ImportBatchPage
from cadre_desktop.gui.pages.settings.about_page import AboutPage
from cadre_desktop.gui.pages.settings.accounts_page import AccountsPage
from cadre_desktop.gui.pages.settings.backup_page import BackupPage
from cadre_desktop.gui.pages.settings.bin_page import BinPage
from cadre_desktop.gui.pages.settings.comfort_page import ComfortPage
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.pages.settings.rules_page import RulesPage
from cadre_desktop.gui.pages.settings.trail_page import TrailPage
from cadre_desktop.gui.pages.settings.unit_page import UnitPage
from cadre_desktop.gui.pages.tabbed_page import Tab, TabbedPage


class SettingsPage(TabbedPage):
    """One tab a subject; `arrive(tab="backup")` goes to a certain one."""

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__(
            "设置与备份",
            (
                Tab("unit", "单位资料", lambda: UnitPage(desk)),
                Tab("rules", "规则设置", lambda: RulesPage(desk)),
                Tab("comfort", "外观与锁定", lambda: ComfortPage(desk, house)),
                Tab("accounts", "用户与口令", lambda: AccountsPage(desk, house)),
                Tab("backup", "备份与恢复", lambda: BackupPage(desk, house)),
                Tab("trail", "操作日志", lambda: TrailPage(desk, house.store)),
                Tab("recycle", "回收站", lambda: BinPage(desk)),
                Tab("imports", "导入批次", lambda: ImportBatchPage(desk)),
                Tab("about", "关于", lambda: AboutPage(house.store)),
            ),
        )
