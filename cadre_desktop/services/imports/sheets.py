"""The sheets an import gives out: the blank template, and the clerk's own sheet with its problems marked."""

from pathlib import Path

from cadre_desktop.formats.error_sheet import mark_problems, mark_sheet
from cadre_desktop.formats.import_template import TemplateColumn, write_template
from cadre_desktop.records import cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.imports.planning import columns_of
from cadre_desktop.services.imports.shape import ImportPlan
from cadre_desktop.storage.fields import Field

_NOTES = (
    "带 * 的列必须填写；列的顺序可以调整，不用的列可以删除。",
    "日期写到月即可，如 1986.04；身份证号、电话等列已设为文本格式，请不要改成数字。",
    "再次导入同一张表时，空白的单元格不会清除已有内容。",
)
_NAMESAKES = "；同名干部写成 王芳（石塘乡） 或 王芳（尾号0212）"
_ROSTER_NOTES = (
    "一人一行；现任职务写全称，几个职务用顿号隔开。",
    "职务层次不填时按职务名称推定，导入前会列出推定的人数，请核对。",
)


def template(kind: RecordKind, path: Path) -> None:
    """Write the blank import sheet of a kind; raises NotAllowed, or StorageTrouble when it cannot be written."""
    notes = (*_NOTES, *_ROSTER_NOTES) if kind is cadre.KIND else _NOTES
    write_template(path, f"{kind.title}导入表", [_template_column(f) for f in columns_of(kind)], notes)


def save_marked(plan: ImportPlan, target: Path) -> None:
    """Write a copy of the clerk's file with the faulty cells red and the reasons beside them.

    Raises BadFile when the file is no longer there, StorageTrouble when the copy cannot be written.
    """
    source = plan.source
    problems = [(row, problem.index, problem.message) for row, problem in plan.problems]
    if source.made:
        mark_sheet(source.sheet, target, problems, source.table.header_rows[-1])
        return
    mark_problems(source.path, target, source.sheet.name, problems, source.table.header_rows[-1])


def _template_column(f: Field) -> TemplateColumn:
    return TemplateColumn(
        f.label, f.required, f.spec.width, _how_to_write(f), tuple(choice.label for choice in f.choices)
    )


def _how_to_write(f: Field) -> str:
    if f.spec.help:
        return f.spec.help
    if f.is_links:
        return f"可填几个，用顿号隔开{_NAMESAKES if f.type is cadre.Cadre else ''}"
    if f.is_link and f.type is cadre.Cadre:
        return _NAMESAKES.removeprefix("；")
    if f.type is PartialDate:
        return "如 1986.04"
    if f.type is bool:
        return "是 或 否"
    if f.type.__name__ == "date":
        return "如 2026.01.31"
    if issubclass(f.type, int | float):
        return "填阿拉伯数字"
    return f"不超过 {f.max_length} 字" if f.max_length else ""
