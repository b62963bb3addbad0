"""Imports from Excel: plan, settle what is unclear, apply in one piece of work, take back whole.

plan = imports.plan(db, kind, path, ImportOptions(create_units=True))
plan = imports.with_fixed(db, kind, plan, 14, {"birth_on": "1975.05"})
result = imports.apply(db, kind, plan, before=copy_of_the_store)
imports.take_back(db, result.batch_id)
"""

from cadre_desktop.services.imports.applying import apply, take_back
from cadre_desktop.services.imports.as_json import as_json, columns_as_json
from cadre_desktop.services.imports.column_maps import load as load_mapping
from cadre_desktop.services.imports.column_maps import save as save_mapping
from cadre_desktop.services.imports.planning import columns_of, plan, replan, with_fixed
from cadre_desktop.services.imports.roster_values import roster_values
from cadre_desktop.services.imports.shape import (
    CellProblem,
    Difference,
    ImportOptions,
    ImportPlan,
    ImportResult,
    NewUnit,
    PlannedRow,
    Suggestion,
)
from cadre_desktop.services.imports.sheets import save_marked, template

__all__ = [
    "CellProblem",
    "Difference",
    "ImportOptions",
    "ImportPlan",
    "ImportResult",
    "NewUnit",
    "PlannedRow",
    "Suggestion",
    "apply",
    "as_json",
    "columns_as_json",
    "columns_of",
    "load_mapping",
    "plan",
    "replan",
    "roster_values",
    "save_mapping",
    "save_marked",
    "take_back",
    "template",
    "with_fixed",
]
