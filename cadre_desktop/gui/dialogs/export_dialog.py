"""Asks at which level and for whom a file leaves, and where it goes; then writes it as a task."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.progress import Progress
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.rules.export_levels import LEVELS
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.fields import Field

Write = Callable[[Path, Values, Progress], ExportResult]


def ask_export(
    desk: Desk,
    parent: QWidget,
    title: str,
    suggested: str,
    write: Write,
    *,
    words: str = "",
    more: Sequence[Field] = (),
) -> StepDialog:
    """Open the window; `write` gets the path and the answers: "level", "recipient" and those to the `more` fields.

    It runs as a task; the number under which the file was registered is told afterwards.
    """
    fields = [
        step_field("level", ExportLevel, "级别"),
        step_field("recipient", str, "交给谁", required=False, help="单位或个人，记入导出登记"),
        *more,
    ]

    def go(values: Values) -> bool:
        path = desk.dialogs.pick_save_file(parent, f"导出{title}", suggested)
        if path is None:
            return False
        given = values | {"recipient": values["recipient"] or ""}
        desk.tasks.run(parent, f"正在导出{title}", lambda progress: write(path, given, progress), told)
        return True

    def told(result: ExportResult) -> None:
        desk.tell(f"已导出《{result.path.name}》，共 {result.n_records} 条，编号 {result.number}")

    start: dict[str, Any] = {"level": ExportLevel.INTERNAL}
    about = "\n".join(part for part in (words, "每个导出文件都编号并记入导出登记。", _levels()) if part)
    dialog = StepDialog(parent, "导出", fields, go, words=about, start=start)
    dialog.open()
    return dialog


def _levels() -> str:
    return "；".join(f"{level.label}：{LEVELS[level.value].meaning}" for level in ExportLevel) + "。"
