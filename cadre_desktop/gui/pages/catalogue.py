"""The pages of the program in the order of the navigation, and where each kind of record is listed.

The module of a page is imported when the page is first gone to, not at the top: starting is measured.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.page import Page, PageSpec
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.pages.tabbed_page import Tab, TabbedPage
from cadre_desktop.records import (
    BY_KEY,
    KINDS,
    care_ledgers,
    contest_ledgers,
    frontline_ledgers,
    growth_ledgers,
    oversight_ledgers,
    review_ledgers,
    selection_ledgers,
)
from cadre_desktop.records.kind import RecordKind


def _keys(kinds: tuple[RecordKind, ...]) -> tuple[str, ...]:
    return tuple(kind.key for kind in kinds)


# page -> its tabs, each a kind's key or one of `_OWN_TABS`
TABS: Mapping[str, tuple[str, ...]] = {
    "achievements": (
        "performance_term",
        "achievement",
        "pledge",
        "observation",
        "term_task",
        "annual_answer",
        "answer_line",
        "term_settlement",
        "settlement_line",
        "evidence",
    ),
    "political": ("political_review", "sign", "checklist", "checklist_item", "ballot"),
    "interviews": ("interview", "coverage", "talk_problem", "interview_supplement"),
    "assessments": ("annual_assessment", "quota", "eligibility", *_keys(review_ledgers.KINDS)),
    "selection": ("post", "rank", "rotation_due", "stepping_hits", *_keys(selection_ledgers.KINDS)),
    "growth": (*_keys(growth_ledgers.KINDS), "mentoring_coverage", "study_coverage", "young_indicators"),
    "oversight": (*_keys(oversight_ledgers.KINDS), "influence_now", "unit_lists"),
    "care": _keys(care_ledgers.KINDS),
    "frontline": ("problem", "problem_loop", *_keys(frontline_ledgers.KINDS[1:])),
    "contests": ("board_entry", "boards", "challenge", "race_stand", *_keys(contest_ledgers.KINDS[2:])),
    "ledgers": (
        "unit",
        "unit_former_name",
        "unit_alias",
        "family_member",
        "attachment",
        "export_entry",
        "import_batch",
    ),
}
_SINGLE = {"cadre": "roster"}
_ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "coverage": ("interviews", "coverage"),
    "look_backs": ("achievements", "achievement"),
    "backups": ("settings", "backup"),
    "backup": ("settings", "backup"),
    "recycle": ("settings", "recycle"),
    "trail": ("settings", "trail"),
    "accounts": ("settings", "accounts"),
}
"""Names other pages and services use for a tab."""


def place_of(key: str, hints: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Turn what somebody asks to see (a page, a kind's list, a name such as "backups") into a page and its hints."""
    tab = hints.get("tab")
    if tab and key in TABS and tab not in TABS[key]:  # a kind looked for on the wrong page
        return place_of(tab, {name: value for name, value in hints.items() if name != "tab"})
    if key in _ELSEWHERE:
        page, name = _ELSEWHERE[key]
        return page, {**hints, "tab": name}
    if key in _SINGLE:
        return _SINGLE[key], dict(hints)
    for page, tabs in TABS.items():
        if key in tabs:
            return page, {**hints, "tab": key}
    return key, dict(hints)


def page_specs(desk: Desk, house: House) -> list[PageSpec]:
    """List every page; none is made yet."""
    people, review, duty, data = "干部信息", "考核与使用", "监督与激励", "数据"

    def tabbed(key: str, title: str) -> Callable[[], Page]:
        return lambda: TabbedPage(title, [Tab(name, _title(name), _tab(desk, name)) for name in TABS[key]])

    pages = [
        PageSpec("home", "", "工作台", "home", lambda: _home(desk, house)),
        PageSpec("calendar", "", "日历", "calendar", lambda: _calendar(desk)),
        PageSpec("roster", people, "干部名册", "roster", lambda: _roster(desk)),
        PageSpec("day_roster", people, "任意日期名册", "calendar", lambda: _day_roster(desk), under="roster"),
        PageSpec("person", people, "干部", "user", lambda: _person(desk), under="roster"),
        PageSpec("achievements", people, "实绩档案", "achievement", tabbed("achievements", "实绩档案")),
        PageSpec("political", people, "政治素质", "politics", tabbed("political", "政治素质")),
        PageSpec("interviews", people, "谈话记录", "talk", tabbed("interviews", "谈话记录")),
        PageSpec("assessments", review, "考核管理", "assessment", tabbed("assessments", "考核管理")),
        PageSpec("selection", review, "选拔任用", "rotation", tabbed("selection", "选拔任用")),
        PageSpec("growth", review, "培养锻炼", "training", tabbed("growth", "培养锻炼")),
        PageSpec("oversight", duty, "监督提醒", "warning", tabbed("oversight", "监督提醒")),
        PageSpec("care", duty, "容错关爱", "tolerance", tabbed("care", "容错关爱")),
        PageSpec("frontline", duty, "一线纪实", "flag", tabbed("frontline", "一线纪实")),
        PageSpec("contests", duty, "争先创优", "commend", tabbed("contests", "争先创优")),
        PageSpec("ledgers", data, "单位与登记", "ledger", tabbed("ledgers", "单位与登记")),
        PageSpec("one_unit", data, "单位", "unit", lambda: _one_unit(desk), under="ledgers"),
        PageSpec("reports", data, "报表报送", "report", lambda: _reports(desk)),
        PageSpec("import", data, "数据导入", "import", lambda: _import(desk)),
        PageSpec("checks", data, "数据检查", "check", lambda: _checks(desk, house)),
        PageSpec("settings", data, "设置与备份", "settings", lambda: _settings(desk, house)),
    ]
    return [page for page in pages if TABS.get(page.key, page.key)]  # a page without a tab has nothing to show


def listed_kinds() -> set[str]:
    """Name the kinds that have a list somewhere."""
    return {kind.key for kind in KINDS if place_of(kind.key, {})[0] != kind.key}


OWN_TITLES = {
    "coverage": "五必谈",
    "quota": "名额测算",
    "eligibility": "考核资格",
    "rotation_due": "交流到期",
    "stepping_hits": "能下提示",
    "mentoring_coverage": "结对覆盖",
    "study_coverage": "五必学覆盖",
    "young_indicators": "青年指标",
    "influence_now": "影响期",
    "unit_lists": "清单对照",
    "problem_loop": "问题闭环",
    "boards": "红黑榜总览",
    "race_stand": "赛马台",
}
"""Of the tabs that are no kind's list."""


def _title(name: str) -> str:
    return OWN_TITLES[name] if name in OWN_TITLES else BY_KEY[name].title


def _tab(desk: Desk, name: str) -> Callable[[], Page]:
    own: dict[str, Callable[[Desk], Page]] = {
        "coverage": _coverage,
        "quota": _quota,
        "eligibility": _eligibility,
        "regular_assessment": _regular,
        "import_batch": _import_batches,
        "unit": _units,
        "rotation_due": _rotation_due,
        "stepping_hits": _stepping_hits,
        "mentoring_coverage": _mentor_cover,
        "study_coverage": _study_cover,
        "young_indicators": _young,
        "adjustment_situation": lambda desk: _dictionary(desk, "adjustment_situation"),
        "promotion_ground": lambda desk: _dictionary(desk, "promotion_ground"),
        "incentive_measure": lambda desk: _dictionary(desk, "incentive_measure"),
        "problem_class": lambda desk: _dictionary(desk, "problem_class"),
        "influence_now": _influence_now,
        "unit_lists": _unit_lists,
        "problem_loop": _problem_loop,
        "boards": _boards,
        "problem": _problems,
        "liaison_visit": _visits,
        "monthly_task": _month_tasks,
        "race_stand": _race_stand,
    }
    make = own.get(name)
    return (lambda: make(desk)) if make else (lambda: _records(desk, name))


def _records(desk: Desk, kind_key: str) -> Page:
    from cadre_desktop.gui.pages.record_page import RecordPage

    return RecordPage(desk, BY_KEY[kind_key])


def _home(desk: Desk, house: House) -> Page:
    from cadre_desktop.gui.pages.home_page import HomePage

    return HomePage(desk, house.store)


def _calendar(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.calendar.calendar_page import CalendarPage

    return CalendarPage(desk)


def _roster(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.roster_page import RosterPage

    return RosterPage(desk)


def _day_roster(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.roster.day_page import DayRosterPage

    return DayRosterPage(desk)


def _person(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.person_page import PersonPage

    return PersonPage(desk)


def _coverage(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.coverage_page import CoveragePage

    return CoveragePage(desk)


def _rotation_due(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.rotation_page import RotationPage

    return RotationPage(desk)


def _stepping_hits(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.hits_page import HitsPage

    return HitsPage(desk)


def _mentor_cover(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.cover_pages import MentorPage

    return MentorPage(desk)


def _study_cover(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.cover_pages import StudyPage

    return StudyPage(desk)


def _young(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.cover_pages import YoungPage

    return YoungPage(desk)


def _influence_now(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.oversight_pages import InfluencePage

    return InfluencePage(desk)


def _unit_lists(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.standing.oversight_pages import UnitListPage

    return UnitListPage(desk)


def _problem_loop(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.loop_page import LoopPage

    return LoopPage(desk)


def _boards(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.boards_page import BoardsPage

    return BoardsPage(desk)


def _race_stand(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.race_page import RacePage

    return RacePage(desk)


def _problems(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.entry_pages import ProblemPage

    return ProblemPage(desk)


def _visits(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.entry_pages import VisitPage

    return VisitPage(desk)


def _month_tasks(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.frontline.entry_pages import MonthTaskPage

    return MonthTaskPage(desk)


def _dictionary(desk: Desk, kind_key: str) -> Page:
    from cadre_desktop.gui.pages.dictionary_page import DictionaryPage

    return DictionaryPage(desk, BY_KEY[kind_key])


def _reports(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.reports_page import ReportsPage

    return ReportsPage(desk)


def _import(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.import_page import ImportPage

    return ImportPage(desk)


def _units(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.unit_page import UnitPage

    return UnitPage(desk)


def _one_unit(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.unit.one_unit_page import OneUnitPage

    return OneUnitPage(desk)


def _quota(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.assessment.quota_page import QuotaPage

    return QuotaPage(desk)


def _eligibility(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.assessment.eligibility_page import EligibilityPage

    return EligibilityPage(desk)


def _regular(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.assessment.regular_page import RegularPage

    return RegularPage(desk)


def _import_batches(desk: Desk) -> Page:
    from cadre_desktop.gui.pages.import_batch_page import ImportBatchPage

    return ImportBatchPage(desk)


def _checks(desk: Desk, house: House) -> Page:
    from cadre_desktop.gui.pages.checks_page import ChecksPage

    return ChecksPage(desk, house)


def _settings(desk: Desk, house: House) -> Page:
    from cadre_desktop.gui.pages.settings_page import SettingsPage

    return SettingsPage(desk, house)
