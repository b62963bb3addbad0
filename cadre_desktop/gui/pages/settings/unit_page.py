"""单位资料: what the office says of itself, and taking the sample data out."""

from dataclasses import asdict
from typing import Any

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import UNSAVED
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.fields_form import FieldsForm
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import unit_profile
from cadre_desktop.services.demo.build import is_demo
from cadre_desktop.services.demo.removal import remove_demo
from cadre_desktop.services.unit_profile import OfficeLevel, TalkPopulation, UnitProfile
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.fields import Field, FieldSpec

_OFFICE = (
    Field("name", str, True, 60, FieldSpec("单位名称", help="印在报表的“填报单位”处")),
    Field("level", OfficeLevel, True, None, FieldSpec("级别", help="乡镇只登记本单位的干部，县级登记各单位的干部")),
    Field("filler", str, False, 40, FieldSpec("填报人")),
    Field("reviewer", str, False, 40, FieldSpec("审核人")),
    Field("phone", str, False, 30, FieldSpec("联系电话")),
    Field(
        "export_prefix",
        str,
        False,
        12,
        FieldSpec("导出编号前缀", help="如“清组”，导出的文件编号为 清组2026-0001 的样式"),
    ),
)
_COUNTING = (
    Field("review_year", int, True, None, FieldSpec("考察年度", help="五必谈和考核按这一年统计")),
    Field("talk_population", TalkPopulation, True, None, FieldSpec("五必谈对象")),
    Field(
        "small_group",
        int,
        True,
        None,
        FieldSpec("最小统计人数", help="少于这个人数的谈话统计与其他合并，以免猜出是谁说的；改动记入操作日志"),
    ),
)
_SAMPLE = "现在看到的是虚构的示例数据。开始登记自己的数据以前，请先移除；您自己录入的记录会保留。"


class UnitPage(Page):
    """The form with one 保存; it asks before being left with changes."""

    title = "单位资料"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.dirty = False
        self.office, self.counting = FieldsForm(_OFFICE, columns=3), FieldsForm(_COUNTING, columns=3)
        self.sample = Notice("", "primary", button("移除示例数据", self.remove_sample, kind="primary"))
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        self.state_label = label("", "soft")
        for form in (self.office, self.counting):
            form.changed.connect(self._on_typed)
        sheet = column(
            self.sample,
            SectionBox("单位", self.office),
            SectionBox("统计口径", self.counting),
            None,
            gap=12,
        )
        box = self.page_layout()
        box.addWidget(scrolled(boxed(sheet), name=self.title), 1)
        box.addLayout(row(self.state_label, None, self.save_button))
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            self._show(unit_profile.load(self.desk.db))
            self.sample.set_notice(_SAMPLE if is_demo(self.desk.db) else "", "primary")

    def _show(self, profile: UnitProfile) -> None:
        values = asdict(profile)
        for form in (self.office, self.counting):
            form.show_values(values)
            form.show_problems(())
        self._set_dirty(False)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(UnitSetting.__tablename__) and not self.dirty:
            self.refresh()

    def _on_typed(self) -> None:
        self._set_dirty(True)

    def _set_dirty(self, dirty: bool) -> None:
        self.dirty = dirty
        self.save_button.setEnabled(dirty)
        self.state_label.setText("有未保存的修改" if dirty else "")

    def save(self) -> bool:
        """Keep the profile; False when something is wrong, and then it stands beside its field."""
        with errors_shown(self):
            try:
                values = self._values()
                unit_profile.save(self.desk.db, UnitProfile(**values))
            except InvalidInput as error:
                for form in (self.counting, self.office):
                    form.show_problems(error.problems)
                self.state_label.setText("× 有填写问题，还没有保存")
                return False
            self.refresh()
            self.desk.tell("单位资料已保存")
            return True
        return False

    def _values(self) -> dict[str, Any]:
        values = self.office.values() | self.counting.values()
        return {name: "" if value is None else value for name, value in values.items()}

    def may_leave(self) -> bool:
        if not self.dirty:
            return True
        answer = self.desk.dialogs.choose(self, "单位资料有修改还没有保存。", UNSAVED)
        if answer == "drop":
            self.refresh()
        return answer == "drop" or (answer == "save" and self.save())

    def remove_sample(self) -> None:
        """Take the sample data out, after asking."""
        with errors_shown(self):
            question, hint = "移除全部示例数据？", "虚构的人员和记录会彻底删除；您自己录入的记录会保留。"
            if not self.desk.dialogs.confirm(self, question, hint, yes="移除", danger=True):
                return
            self.desk.tasks.run(
                self.window(), "正在移除示例数据", lambda p: remove_demo(self.desk.db, p), self._on_removed
            )

    def _on_removed(self, n_records: int) -> None:
        self.refresh()
        self.desk.tell(f"示例数据已移除，共 {n_records} 条记录")
