"""Reports of choosing and bringing officials on: the numbers of their figures, and what may leave at each level."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.mentoring import Mentoring
from cadre_desktop.records.placement import Placement, PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.post import AppointmentKind, MemberKind
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState
from cadre_desktop.records.vetting import Conclusion, Vetting
from cadre_desktop.reports import ledger_forms
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database
from tests import examples
from tests.county import County, month

DAY = date(2026, 3, 1)
SECRET = "信访件反映其在项目招标中打招呼"


def book(db: Database, key: str, level: ExportLevel = ExportLevel.INTERNAL, **asked: Any) -> ReportBook:
    return exports.preview(db, key, replace(exports.options_of(db, level=level), **asked))


def table(found: ReportBook, at: int = 0) -> ReportSheet:
    sheet = found.sheets[at]
    assert isinstance(sheet, ReportSheet)
    return sheet


def text_of(found: ReportBook) -> str:
    parts: list[Any] = []
    for sheet in found.sheets:
        if isinstance(sheet, FormSheet):
            parts += [sheet.name, *(cell.text for cell in sheet.cells)]
        else:
            parts += [*(str(cell) for row in sheet.rows for cell in row), *sheet.notes]
    parts += [line for note in found.sources for line in note.records]
    return "\n".join(parts)


def test_placements_print_batches_people_and_units_and_distinct_totals_are_words(db: Database) -> None:
    county = County()
    home, first, second = (county.unit(name) for name in ("县直", "白沙镇", "梅溪镇"))
    people = [county.person(name, home) for name in ("甲某", "乙某")]
    for who, to, kind in (
        (people[0], first, PlacementKind.ROOTING),
        (people[0], second, PlacementKind.SHADOWING),
        (people[1], first, PlacementKind.ROOTING),
    ):
        county.add(Placement, cadre_id=who, kind=kind, batch="第一批", to_unit_id=to, started_on=DAY, from_unit_id=home)
    county.file(db)
    sheet = table(book(db, "placements"))
    assert [row[1:] for row in sheet.rows] == [("下派墩苗", 1, 2, 2, 1), ("上派跟班", 1, 1, 1, 1)]
    assert sheet.total == ("合计", None, "2", "2", "3", "2")
    assert "“下派墩苗”1批次2人，到1个单位。" in "".join(sheet.notes)
    assert len(table(book(db, "placements"), 1).rows) == 3


def test_mentoring_states_its_population_and_names_who_lacks_whom(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    mentor, young = county.person("帮带人", unit), county.person("青年", unit, level=None, title="干部")
    county.add(Mentoring, mentor_id=mentor, cadre_id=young, started_on=DAY)
    county.file(db)
    found = book(db, "mentoring")
    assert table(found).rows == [(1, "青石镇", 1, 0, 1, "0.0%")]
    assert "副科级以上" in "".join(table(found).notes)
    assert table(found, 1).rows == [(1, "帮带人", "青石镇", "副镇长", 1, 1, "青年")]


def test_rotation_lists_since_when_how_long_and_why_somebody_stays(db: Database) -> None:
    county = County()
    unit = county.unit("青石镇")
    post = {"is_leader": True, "member_kind": MemberKind.HEAD}
    stays = county.person("留任", unit, since="2015.05", post=post)
    county.add(Rotation, cadre_id=stays, state=RotationState.DELAYED, reason=RotationReason.TEN_YEARS,
               delay_reason="项目未完", delay_until=month("2027.06"))  # fmt: skip
    county.file(db)
    (row,) = table(book(db, "rotation_due")).rows
    assert row[1:4] == ("留任", "青石镇", "副镇长")
    assert row[5:] == ("2015.05", "11年6个月", "2025.05", "已暂缓", "项目未完（至2027.06）")
    (masked,) = table(book(db, "rotation_due", ExportLevel.MASKED)).rows
    assert "项目未完" not in masked[-1]
    assert masked[1] != "留任"


def test_appointments_count_people_by_unit_and_list_times(db: Database) -> None:
    county = County()
    first, second = county.unit("青石镇", 1), county.unit("白沙镇", 2)
    given = {"appointment_kind": AppointmentKind.PROMOTED}
    who = county.person("两次", first, since="2026.01", until="2026.06", post=given)
    county.post(who, second, since="2026.06", **given)
    county.file(db)
    found = book(db, "appointments")
    assert [row[1:3] for row in table(found).rows] == [("青石镇", 1), ("白沙镇", 1)]
    assert table(found).total is not None
    assert table(found).total[2] == "1"  # type: ignore[index]  # seen above
    assert len(table(found, 1).rows) == 2


def vetted(db: Database) -> None:
    county = County()
    who = county.person("拟任", county.unit("青石镇"))
    county.add(
        Vetting, cadre_id=who, proposed_post="镇长", started_on=DAY, petitions_on=DAY, petitions_by="干部监督股",
        petitions_result=Conclusion.QUESTION, petitions_words=SECRET, discipline_words=f"纪委：{SECRET}",
        statement=f"本人：{SECRET}", refused_reason="暂缓使用",
    )  # fmt: skip
    county.file(db)


def test_the_vetting_sheet_names_what_is_missing_and_prints_one_form_a_sheet(db: Database) -> None:
    vetted(db)
    found = book(db, "vetting_sheet")
    (row,) = table(found).rows
    assert "干部档案必审：未做" in row[5]
    assert "任前公示：缺起止日期" in row[5]
    form = found.sheets[1]
    assert isinstance(form, FormSheet)
    assert SECRET in text_of(found)


@pytest.mark.parametrize("level", [ExportLevel.UPWARD, ExportLevel.MASKED])
@pytest.mark.parametrize("key", ["vetting_sheet", "list_vetting"])
def test_nothing_of_a_complaint_or_of_the_disciplines_opinion_leaves_the_office(
    db: Database, level: ExportLevel, key: str
) -> None:
    vetted(db)
    assert SECRET not in text_of(book(db, key, level))


def test_in_public_not_even_a_conclusion_is_told(db: Database) -> None:
    vetted(db)
    for key in ("vetting_sheet", "list_vetting"):
        assert Conclusion.QUESTION.label not in text_of(book(db, key, ExportLevel.MASKED)), key
    assert Conclusion.QUESTION.label in text_of(book(db, "vetting_sheet", ExportLevel.UPWARD))


def test_a_persons_word_to_being_moved_down_stays_inside_and_the_facts_are_not_public(db: Database) -> None:
    values = {**examples.EXAMPLES["adjustment"](db), "statement": "本人说明内容", "facts": "两次未到岗"}
    examples.filed(db, "adjustment", values)
    for key in ("adjustments", "list_adjustment"):
        assert "本人说明内容" in text_of(book(db, key))
        assert "本人说明内容" not in text_of(book(db, key, ExportLevel.UPWARD))
        assert "两次未到岗" in text_of(book(db, key, ExportLevel.UPWARD))
        assert "两次未到岗" not in text_of(book(db, key, ExportLevel.MASKED))


def test_a_placement_that_has_ended_gets_its_form_one_that_runs_does_not(db: Database) -> None:
    county = County()
    unit = county.unit("白沙镇")
    for name, state in (("在岗", PlacementState.SERVING), ("期满", PlacementState.APPRAISED)):
        who = county.person(name, unit)
        county.add(
            Placement, cadre_id=who, kind=PlacementKind.ROOTING, to_unit_id=unit, started_on=DAY, state=state,
            grade=PlacementGrade.GOOD, appraisal="肯吃苦",
        )  # fmt: skip
    county.file(db)
    found = book(db, "placement_form")
    assert [sheet.name for sheet in found.sheets[1:]] == ["期满"]
    assert "肯吃苦" in text_of(found)
    assert "肯吃苦" not in text_of(book(db, "placement_form", ExportLevel.MASKED))


def test_only_the_chosen_sheets_are_printed_and_not_hundreds_at_once(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County()
    unit = county.unit("青石镇")
    ids = [
        county.add(Vetting, cadre_id=county.person(f"甲{at}", unit), proposed_post="镇长", started_on=DAY)
        for at in range(3)
    ]
    county.file(db)
    assert len(book(db, "vetting_sheet").sheets) == 4
    assert len(book(db, "vetting_sheet", record_ids=(ids[1],)).sheets) == 2
    monkeypatch.setattr(ledger_forms, "MOST_FORMS", 2)
    with pytest.raises(NotAllowed, match="一次最多打印2份"):
        book(db, "vetting_sheet")


def test_scores_of_a_contest_are_not_public(db: Database) -> None:
    examples.filed(db, "contest_entry", examples.EXAMPLES["contest_entry"](db))
    assert "543.5" in text_of(book(db, "contest_results"))
    for key in ("contest_results", "list_contest_entry"):
        assert "543.5" not in text_of(book(db, key, ExportLevel.MASKED))


def test_classes_add_up_their_attendances(db: Database) -> None:
    examples.filed(db, "training_class", examples.EXAMPLES["training_class"](db))
    sheet = table(book(db, "trainings"))
    assert sheet.rows[0][8] == 86
    assert sheet.total is not None
    assert sheet.total[8] == 86
    assert "1期，86人次" in "".join(sheet.notes)
