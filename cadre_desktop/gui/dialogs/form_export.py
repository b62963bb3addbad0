"""Takes officials' 任免审批表 out as the official editor's files: one person's .lrmx, many in a zip."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.progress import Progress
from cadre_desktop.services.appointment_files import TITLE, export_forms
from cadre_desktop.services.exports import ExportResult

ONE, MANY = "任免审批表 (*.lrmx)", "压缩包 (*.zip)"
_OLD = step_field("old", bool, "用老格式（.lrm 和 .pic）", required=False, help="对方的任免表编辑器读不出 .lrmx 时用")


def ask_form_export(desk: Desk, parent: QWidget, people: Sequence[str], words: str) -> StepDialog:
    """Ask for level, recipient and place, and write the forms of the people with these ids; `words` names them."""
    many = len(people) > 1

    def write(path: Path, given: Values, progress: Progress) -> ExportResult:
        old, recipient = bool(given.get("old")), given["recipient"]
        level = given["level"]
        return export_forms(desk.db, people, path, old_format=old, level=level, recipient=recipient, progress=progress)

    day = f"{desk.db.now():%Y%m%d}"
    name = file_name(TITLE, day, suffix=".zip") if many else file_name(words, day, suffix=".lrmx")
    said = f"共 {len(people)} 人，每人一个文件，放在一个压缩包里" if many else f"对象：{words}"
    return ask_export(
        desk, parent, TITLE, name, write, words=said, more=(_OLD,) if many else (), kinds=MANY if many else ONE
    )
