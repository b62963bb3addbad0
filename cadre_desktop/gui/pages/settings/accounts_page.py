"""用户与口令: who can open the data, one's own passphrase, and the recovery key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.settings.account_dialogs import AddUserDialog, NewKeyDialog, PassphraseDialog
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services import accounts, unit_profile
from cadre_desktop.storage.key_slots import calibrate

_COLUMNS = (
    TableColumn("name", "姓名", 140, stretch=1),
    TableColumn("role", "权限", 200, stretch=1),
    TableColumn("me", "说明", 160, stretch=1),
)
_USERS = "每人用自己的口令打开，操作记录里写明是谁做的。有“谈话管理”权限的人才能查看谈话对象和原始记录。"
_RECOVERY = "恢复密钥是忘记口令时唯一的办法。打印件丢失、被别人看到，或经手的人调离时，请生成新的，核对后旧的随即作废。"
_REMOVE_HINT = "他的口令随即失效。他以前拷走的旧备份仍能用旧口令打开，请一并收回。"


class AccountsPage(Page):
    """Everything here is noted in the trail; no passphrase ever is."""

    title = "用户与口令"

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__()
        self.desk, self.house = desk, house
        self.model = PlainTableModel(_COLUMNS)
        self.table = ShortTable(self.model, name="用户", most_rows=8)
        self.table.chosen.connect(self._wake)
        self.table.opened.connect(self._change)
        self.add_button = button("添加用户…", self.add, icon="add-user")
        self.reset_button = button("重设口令…", self.reset, icon="key")
        self.remove_button = button("删除用户…", self.remove, kind="danger")
        self.own_button = button("修改我的口令…", self.change_own, icon="key")
        self.renew_button = button("生成新的恢复密钥…", self.renew, icon="shield")
        users = SectionBox("用户", label(_USERS, "soft", wrap=True), self.table)
        users.add(row(self.add_button, self.reset_button, self.remove_button, None))
        mine = SectionBox("我的口令", row(self.own_button, None))
        key = SectionBox("恢复密钥", label(_RECOVERY, "soft", wrap=True), row(self.renew_button, None))
        self.page_layout().addWidget(scrolled(boxed(column(users, mine, key, None, gap=12)), name=self.title), 1)
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            found = accounts.listed(self.house.store)
            self.model.set_rows(_row(account) for account in found)
            self._mine = next((a for a in found if a.is_me), None)
            self._wake()

    def arrive(self, **_hints: object) -> None:
        self.refresh()

    def _chosen(self) -> str:
        return next(iter(self.table.selected_ids()), "")

    def _wake(self) -> None:
        why_not = "" if self._chosen() else "请先选一名用户"
        if self._is_me(self._chosen()):
            why_not = "这是您自己，请用“修改我的口令”"
        set_usable(self.reset_button, why_not)
        set_usable(self.remove_button, why_not)
        self.own_button.setEnabled(self._mine is not None)

    def _is_me(self, name: str) -> bool:
        return self._mine is not None and name == self._mine.name

    # users

    def _change(self, name: str) -> None:
        """Give a user of the list another passphrase: one's own by the old one."""
        if self._is_me(name):
            self.change_own()
        else:
            self.reset()

    def add(self) -> None:
        """Ask for a new user."""

        def do(name: str, passphrase: str, talks: bool) -> None:
            cost = calibrate()
            accounts.add(self.desk.db, self.house.store, name, passphrase, again=passphrase, talks=talks, cost=cost)

        may_talk = self.house.store.ring.talk_key is not None
        dialog = AddUserDialog(self.desk.tasks, self.window(), do, may_talk=may_talk)
        self._open(dialog, lambda: self._done(f"已添加用户“{dialog.name.text()}”"))

    def reset(self) -> None:
        """Give the chosen user a new passphrase."""
        name = self._chosen()
        if not name:
            return

        def do(_old: str, new: str) -> None:
            accounts.set_passphrase(self.desk.db, self.house.store, name, new, again=new, cost=calibrate())

        words = f"为“{name}”设置新口令，并请他本人尽快修改。"
        dialog = PassphraseDialog(self.desk.tasks, self.window(), "重设口令", do, words=words, ask_old=False)
        self._open(dialog, lambda: self._done(f"“{name}”的口令已重设"))

    def remove(self) -> None:
        """Take the chosen user's passphrase away, after asking."""
        with errors_shown(self):
            name = self._chosen()
            if not name:
                return
            if self.desk.dialogs.confirm(self, f"删除用户“{name}”？", _REMOVE_HINT, yes="删除", danger=True):
                accounts.remove(self.desk.db, self.house.store, name)
                self._done(f"已删除用户“{name}”")

    # one's own

    def change_own(self) -> None:
        """Ask for one's old and new passphrase."""

        def do(old: str, new: str) -> None:
            db, store = self.desk.db, self.house.store
            accounts.change_own_passphrase(db, store, old, new, again=new, cost=calibrate())

        dialog = PassphraseDialog(self.desk.tasks, self.window(), "修改口令", do, ask_old=True)
        self._open(dialog, lambda: self._done("口令已修改，下次用新口令打开"))

    def renew(self) -> None:
        """Make a new recovery key, after asking, and have it typed back."""
        with errors_shown(self):
            question, hint = "生成新的恢复密钥？", "原来打印的恢复密钥随即作废，请销毁。"
            if not self.desk.dialogs.confirm(self, question, hint, yes="生成"):
                return
            db, store = self.desk.db, self.house.store
            self.desk.tasks.run(
                self.window(),
                "正在生成恢复密钥",
                lambda _p: accounts.renew_recovery_key(db, store, cost=calibrate()),
                self._show_key,
            )

    def _show_key(self, key: str) -> None:
        unit = unit_profile.load(self.desk.db).name
        sheet = RecoverySheet(unit, self.house.store.ring.user, key, self.desk.db.now())
        dialog = NewKeyDialog(self.desk.dialogs, self.window(), sheet)
        self._open(dialog, lambda: self._void_old_keys(key))

    def _void_old_keys(self, key: str) -> None:
        """The new key was typed back: only now the one printed before goes."""
        db, store = self.desk.db, self.house.store
        self.desk.tasks.run(
            self.window(),
            "正在核对恢复密钥",
            lambda _p: accounts.prove_recovery_key(db, store, key),
            lambda _proved: self._done("恢复密钥已更换，请销毁旧的打印件"),
        )

    def _open(self, dialog: QDialog, done: Callable[[], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(done)
        dialog.open()

    def _done(self, words: str) -> None:
        self.refresh()
        self.desk.tell(words)


def _row(account: accounts.Account) -> PlainRow:
    role = Cell("谈话管理", "primary", badge=True) if account.talks else Cell("一般", "neutral", badge=True)
    return PlainRow(account.name, (account.name, role, "正在使用" if account.is_me else ""))
