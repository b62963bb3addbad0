"""Asks at which level and for whom a file leaves, and where it goes; then writes it as a task."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import EXCEL, file_name
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.widgets.buttons import Kind
from cadre_desktop.progress import Progress
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.rules.export_levels import LEVELS
from cadre_desktop.services import list_exports, unit_profile
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.fields import Field

ID_NUMBERS = step_field("id_numbers", bool, "身份证号写全号", required=False, help="仅“内部使用”有效")
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
    level: ExportLevel = ExportLevel.INTERNAL,
    kinds: str = EXCEL,
    then: Callable[[ExportResult], object] | None = None,
) -> StepDialog:
    """Open the window; `write` gets the path and the answers: "level", "recipient" and those to the `more` fields.

    It runs as a task; the number under which the file was registered is told afterwards, and `then` gets the result.
    A file that cannot be written, because WPS has it open, can be given another name at once.
    """
    fields = [
        step_field("level", ExportLevel, "级别"),
        step_field("recipient", str, "交给谁", required=False, help="单位或个人，记入导出登记"),
        *more,
    ]

    def go(values: Values) -> bool:
        path = desk.dialogs.pick_save_file(parent, f"导出{title}", suggested, kinds)
        if path is None:
            return False
        run(path, values | {"recipient": values["recipient"] or ""})
        return True

    def run(path: Path, given: Values) -> None:
        desk.tasks.run(
            parent,
            f"正在导出{title}",
            lambda progress: write(path, given, progress),
            told,
            on_failed=lambda error: failed(error, path, given),
        )

    def told(result: ExportResult) -> None:
        desk.tell(f"已导出《{result.path.name}》，共 {result.n_records} 条，编号 {result.number}")
        if then:
            then(result)

    def failed(error: BaseException, path: Path, given: Values) -> None:
        if not isinstance(error, StorageTrouble):
            raise error
        answers: list[tuple[str, str, Kind]] = [("other", "另存为…", "primary"), ("no", "取消", "plain")]
        if desk.dialogs.choose(parent, str(error), answers, error.hint) == "other":
            other = desk.dialogs.pick_save_file(parent, f"导出{title}", f"{path.stem}（2）{path.suffix}", kinds)
            if other is not None:
                run(other, given)

    start: dict[str, Any] = {"level": level}
    about = "\n".join(part for part in (words, "每个导出文件都编号并记入导出登记。", _levels()) if part)
    dialog = StepDialog(parent, "导出", fields, go, words=about, start=start)
    dialog.open()
    return dialog


def export_list(
    desk: Desk, parent: QWidget, kind: RecordKind, names: Sequence[str], query: ListQuery, n_rows: int, title: str = ""
) -> StepDialog:
    """Ask, then write the records of `query` in the columns `names`: what a list shows, in its order."""
    words = title or f"{kind.title}一览表"
    has_ids = any(kind.field(name).name == "id_number" for name in names)
    unit = unit_profile.load(desk.db).name

    def write(path: Path, given: Values, progress: Progress) -> ExportResult:
        return list_exports.export_list(
            desk.db,
            kind,
            names,
            query,
            path,
            title=words,
            level=given["level"],
            recipient=given["recipient"],
            whole_id_numbers=bool(given.get("id_numbers")),
            progress=progress,
        )

    return ask_export(
        desk,
        parent,
        words,
        file_name(words, unit, f"{desk.db.now():%Y%m%d}", suffix=".xlsx"),
        write,
        words=f"将导出 {n_rows} 条，列、顺序和范围与列表一致。",
        more=(ID_NUMBERS,) if has_ids else (),
    )


def _levels() -> str:
    return "；".join(f"{level.label}：{LEVELS[level.value].meaning}" for level in ExportLevel) + "。"
