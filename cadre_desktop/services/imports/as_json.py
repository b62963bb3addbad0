"""An import as the command line reports it (product.md 7), and a kind's columns in the same words."""

from typing import Any

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services.imports.planning import columns_of
from cadre_desktop.services.imports.shape import ImportPlan, ImportResult

_TYPES = {"str": "text", "PartialDate": "partial_date", "date": "date", "bool": "bool", "int": "int", "float": "float"}


def as_json(plan: ImportPlan, result: ImportResult | None) -> dict[str, Any]:
    """Return what an import found and did; without a result, what it would have done is not counted as done."""
    done = result or ImportResult(0, 0, 0, "")
    return {
        "kind": plan.kind_key,
        "file": plan.source.path.name,
        "sheet": plan.source.sheet.name,
        "rows": len(plan.rows),
        "clean": plan.clean,
        "problems": [{"row": row, "column": p.column, "message": p.message} for row, p in plan.problems],
        "warnings": [*plan.warnings, *(f"第{row.row_number}行：{said}" for row in plan.rows for said in row.warnings)],
        "created": done.created,
        "updated": done.updated,
        "skipped": done.skipped,
        "batch": done.batch_id,
    }


def columns_as_json(kind: RecordKind) -> list[dict[str, Any]]:
    """Return the columns of a kind's import template."""
    return [
        {
            "name": f.name,
            "label": f.label,
            "type": _type_of(f.type, is_link=f.is_link, is_links=f.is_links, has_choices=bool(f.choices)),
            "required": f.required,
            "choices": [choice.label for choice in f.choices],
        }
        for f in columns_of(kind)
    ]


def _type_of(kind: type, *, is_link: bool, is_links: bool, has_choices: bool) -> str:
    if is_link or is_links:
        return "links" if is_links else "link"
    return "choice" if has_choices else _TYPES.get(kind.__name__, "text")
