"""Every report the program can make, in menu order; the plain lists of all kinds come last."""

from cadre_desktop.reports import (
    achievement_summary,
    assessment_summary,
    files_built,
    growth_tables,
    identification_form,
    kind_list,
    ledger_forms,
    performance_file,
    political_file,
    political_tables,
    roster,
    selection_tables,
    structure,
    talk_register,
    talks,
)
from cadre_desktop.reports.report import Letterhead, Report, ReportOptions

REPORTS: tuple[Report, ...] = (
    roster.REPORT,
    structure.REPORT,
    files_built.REPORT,
    performance_file.REPORT,
    achievement_summary.REPORT,
    political_file.REPORT,
    political_tables.SUMMARY,
    political_tables.BALLOTS,
    identification_form.REPORT,
    talks.COVERAGE,
    talks.DUE,
    talk_register.REPORT,
    assessment_summary.REPORT,
    selection_tables.APPOINTMENTS,
    selection_tables.RANKS,
    ledger_forms.VETTINGS,
    selection_tables.ADJUSTMENTS,
    selection_tables.ROTATION,
    selection_tables.CONTESTS,
    selection_tables.RECRUITS,
    growth_tables.PLACEMENTS,
    ledger_forms.PLACEMENTS,
    growth_tables.MENTORING,
    growth_tables.POOLS,
    growth_tables.TRAININGS,
    growth_tables.STUDIES,
    growth_tables.YOUNG,
    *kind_list.REPORTS,
)
BY_KEY = {report.key: report for report in REPORTS}

__all__ = ["BY_KEY", "REPORTS", "Letterhead", "Report", "ReportOptions"]
