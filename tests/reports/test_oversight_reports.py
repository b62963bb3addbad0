"""Reports of supervision and care: what was entered is printed, and of a complaint nothing leaves the office."""

from datetime import date

import pytest

from cadre_desktop.formats.report_sheet import FormSheet, ReportBook
from cadre_desktop.records import BY_KEY as KINDS
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.rows import Link
from cadre_desktop.reports import BY_KEY
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests import examples
from tests.services.people import filed
from tests.test_every_report import everything

MARK = "举报内容绝不外传"
OUTSIDE = [ExportLevel.UPWARD, ExportLevel.MASKED]
OVERSIGHT = ("reminder", "sanction", "revisit", "supervision_item", "deviation_problem", "style_review")
CARE = ("tolerance_case", "clearance", "honour", "care_record", "incentive_use", "unit_checklist")
TABLES = ("reminders", "revisits", "supervision", "deviations", "style_reviews", "unit_lists", "tolerance",
          "clearances", "honours", "care")  # fmt: skip
FORMS = ("tolerance_finding", "tolerance_filing", "clearance_notice", "revisit_form")


def book(db: Database, key: str, level: ExportLevel = ExportLevel.INTERNAL, **more: object) -> ReportBook:
    return exports.preview(db, key, exports.options_of(db, level=level, **more))  # type: ignore[arg-type]


def serving(db: Database) -> Link:
    """File the example person with a post, so that the reports find a unit."""
    examples.one(db, "post")
    return examples.one(db, "cadre")


def all_of(db: Database) -> dict[str, Link]:
    serving(db)
    return {key: examples.one(db, key) for key in (*OVERSIGHT, *CARE)}


def marked(db: Database) -> None:
    """A complaint with a mark in everything somebody wrote about it."""
    who = serving(db)
    inner = {name: MARK for name in ("matter", "clue_number", "harm", "attendants", "opinion", "revisit")}
    filed(
        db,
        "clearance",
        cadre=who,
        **inner,
        finding=Finding.FALSE_CHARGE,
        found_on=date(2026, 6, 1),
        situation=Situation.SELECTION,
        consented=True,
        state=ClearanceState.VISITED,
        approved_on=date(2026, 6, 5),
        way=ClearanceWay.MEETING,
        scope="本单位",
        cleared_on=date(2026, 6, 20),
        revisited_on=date(2026, 9, 1),
        charge_handed_on=date(2026, 7, 1),
        charge_handling=MARK,
    )
    values = examples.EXAMPLES["reminder"](db)
    filed(db, "reminder", **{**values, "reply": MARK, "content": MARK, "source": MARK})
    values = examples.EXAMPLES["sanction"](db)
    filed(db, "sanction", **{**values, "statement": MARK})
    values = examples.EXAMPLES["revisit"](db)
    day = {"visited_on": date(2026, 3, 10), "reused_on": date(2026, 9, 1)}
    filed(db, "revisit", **{**values, **day, "understanding": MARK, "wishes": MARK})
    for key in ("supervision_item", "deviation_problem", "style_review"):
        filed(db, key, **{**examples.EXAMPLES[key](db), "reply": MARK})
    filed(db, "tolerance_case", **{**examples.EXAMPLES["tolerance_case"](db), "statement": MARK})


@pytest.mark.parametrize("level", OUTSIDE)
@pytest.mark.parametrize("key", [*TABLES, *FORMS, *(f"list_{kind}" for kind in (*OVERSIGHT, *CARE[:2]))])
def test_nothing_of_a_complaint_and_no_reply_leaves_the_office(db: Database, key: str, level: ExportLevel) -> None:
    marked(db)
    assert MARK not in everything(book(db, key, level))


@pytest.mark.parametrize("key", ["clearances", "clearance_notice", "list_clearance", "reminders", "list_reminder"])
def test_inside_the_office_it_is_there(db: Database, key: str) -> None:
    marked(db)
    assert MARK in everything(book(db, key))


@pytest.mark.parametrize("key", TABLES)
def test_what_the_public_sees_names_nobody_and_gives_no_reason_of_discipline(db: Database, key: str) -> None:
    all_of(db)
    text = everything(book(db, key, ExportLevel.MASKED))
    name = examples.one(db, "cadre").text
    assert name not in text
    for word in ("违规操办", "材料前后不一致", "停工八个月", "变更未及时报批"):
        assert word not in text


@pytest.mark.parametrize("key", [*TABLES, *FORMS])
def test_each_report_prints_what_was_entered_with_its_figures(db: Database, key: str) -> None:
    all_of(db)
    found = book(db, key)
    assert found.title.endswith(BY_KEY[key].title)
    assert found.sources
    assert everything(found)


def test_the_ledger_of_tolerance_prints_the_six_conditions_and_the_joint_finding(db: Database) -> None:
    all_of(db)
    text = everything(book(db, "tolerance"))
    assert "遵纪守法：是" in text
    assert "低效用地盘活先行先试" in text
    assert "容错事项 = 1件" in text or "容错事项1件" in text


def test_the_form_of_a_visit_shows_the_end_of_the_influence_and_is_made_of_the_chosen_record_alone(
    db: Database,
) -> None:
    links = all_of(db)
    values = {**examples.EXAMPLES["revisit"](db), "visited_on": date(2026, 4, 1), "reused_on": None, "post": None}
    filed(db, "revisit", **values)
    found = book(db, "revisit_form", record_ids=(links["revisit"].id,))
    forms = [sheet for sheet in found.sheets if isinstance(sheet, FormSheet)]
    assert len(forms) == 1
    words = [cell.text for cell in forms[0].cells]
    assert "2025.06.12" in words
    assert any("重新使用" in str(text) for text in words)


def test_the_two_forms_of_tolerance_take_the_cases_of_their_own_phase(db: Database) -> None:
    all_of(db)
    assert len(book(db, "tolerance_finding").sheets) == 2
    assert len(book(db, "tolerance_filing").sheets) == 1


def test_the_list_of_visits_prints_whose_influence_runs_and_whose_visit_is_due(db: Database) -> None:
    who = serving(db)
    values = examples.EXAMPLES["sanction"](db)
    filed(db, "sanction", **{**values, "cadre": who, "decided_on": values["decided_on"].of(date(2026, 6, 12))})
    first, running, due = book(db, "revisits").sheets
    assert [row[6] for row in running.rows] == ["2027.06.12"]  # type: ignore[union-attr]
    assert [row[-1] for row in due.rows] == ["2027.06.12"]  # type: ignore[union-attr]
    assert list(first.rows) == []  # type: ignore[union-attr]


def test_a_cleared_reminder_is_on_no_list_of_reminders(db: Database) -> None:
    links = all_of(db)
    before = len(book(db, "reminders").sheets[1].rows)  # type: ignore[union-attr]
    values = examples.EXAMPLES["clearance"](db)
    state = {"state": ClearanceState.DONE, "finding": Finding.UNTRUE, "charge_handed_on": None, "revisited_on": None}
    filed(db, "clearance", **{**values, **state, "charge_handling": None, "reminder": links["reminder"]})
    assert len(book(db, "reminders").sheets[1].rows) == before - 1  # type: ignore[union-attr]


def test_every_kind_of_these_ledgers_has_a_plain_list(db: Database) -> None:
    for key in (*OVERSIGHT, *CARE):
        assert book(db, f"list_{key}").title
        assert KINDS[key].title in book(db, f"list_{key}").title


def test_the_form_of_a_visit_is_made_for_the_chosen_people_alone(db: Database) -> None:
    who = all_of(db)["revisit"]
    values = {**examples.EXAMPLES["revisit"](db), "visited_on": date(2026, 4, 1), "reused_on": None, "post": None}
    filed(db, "revisit", **values)
    assert who
    mine = examples.one(db, "cadre").id
    assert len(book(db, "revisit_form", cadre_ids=(mine,)).sheets) == 2
    assert len(book(db, "revisit_form", cadre_ids=("somebody else",)).sheets) == 1
