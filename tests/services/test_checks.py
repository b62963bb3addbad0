"""Is everything as it should be."""

from datetime import date
from pathlib import Path

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import CadreState, ManagedBy
from cadre_desktop.records.observation import Scene
from cadre_desktop.records.performance_term import TaskKind
from cadre_desktop.records.unit import UnitState
from cadre_desktop.records.vocab import AssessmentGrade, Polarity, PoliticalStatus, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import attachments, backups, checks, data_quality, performance_terms
from cadre_desktop.services.data_quality import Finding, Severity
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore
from tests.services.people import cadre, change, filed, post, unit


def altered(db: Database, statement: str) -> None:
    """Change the store behind the program's back."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def found(db: Database, code: str) -> list[Finding]:
    return [f for f in data_quality.findings(db) if f.code == code]


def a_person(db: Database, name: str = "周文静", **values: object) -> object:
    who = cadre(db, name, **values)
    post(db, who, unit(db, f"{name}所在镇"))
    return who


def a_complete_person(db: Database) -> object:
    """Somebody of whom everything is filed that the rules ask for."""
    who = a_person(
        db,
        ethnic="汉族",
        native_place="福建三明",
        id_number="350425198604122021",
        political_status=PoliticalStatus.PARTY_MEMBER,
        party_joined_on=PartialDate(2008, 6),
        work_start_on=PartialDate(2009, 8),
        managed_by=ManagedBy.COUNTY,
    )
    filed(db, "annual_assessment", cadre=who, year=2025, grade=AssessmentGrade.COMPETENT)
    return who


# The store


def test_a_sound_store_has_nothing_to_report(filed_db: Database, store: OpenedStore) -> None:
    a_complete_person(filed_db)
    backups.back_up(filed_db, store)
    report = checks.check(filed_db, store)
    assert report.findings == ()
    assert report.ok


def test_a_row_changed_from_outside_is_found(db: Database) -> None:
    who = cadre(db)
    altered(db, "UPDATE cadre SET name = '改名'")
    (finding,) = [f for f in checks.integrity(db) if f.code == "seal"]
    assert (finding.severity, finding.kind_key, finding.ids) == (Severity.ERROR, "cadre", (who.id,))
    assert not checks.check(db).ok


def test_a_row_taken_out_from_outside_is_found(db: Database) -> None:
    where = unit(db)
    altered(db, "DELETE FROM unit")
    assert [f.ids for f in checks.integrity(db)] == [(where.id,)]


def test_a_changed_line_of_the_trail_is_found(filed_db: Database, store: OpenedStore) -> None:
    cadre(filed_db)
    altered(filed_db, "DROP TRIGGER audit_entry_no_update")
    altered(filed_db, "UPDATE audit_entry SET actor = '别人'")
    assert "操作日志第1条被改动" in [f.what for f in checks.integrity(filed_db)]


def test_a_tail_cut_off_shows_against_the_newest_backup(filed_db: Database, store: OpenedStore) -> None:
    cadre(filed_db)
    cadre(filed_db, "刘大有")
    backups.back_up(filed_db, store)
    altered(filed_db, "DROP TRIGGER audit_entry_no_delete")
    altered(filed_db, "DELETE FROM audit_entry WHERE id = 2")
    altered(filed_db, "DELETE FROM cadre_summary")
    altered(filed_db, "DELETE FROM cadre WHERE name = '刘大有'")
    assert checks.check(filed_db).ok
    codes = [f.code for f in checks.check(filed_db, store).of(Severity.ERROR)]
    assert codes == ["anchor"]


def test_hundreds_of_breaks_are_not_all_listed(db: Database) -> None:
    for n in range(60):
        unit(db, f"第{n}镇")
    altered(db, "DROP TRIGGER audit_entry_no_update")
    altered(db, "UPDATE audit_entry SET actor = '别人'")
    assert len([f for f in checks.integrity(db) if f.code == "trail"]) == 51


def test_altered_attachments_are_found(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF")
    attachments.attach(db, BY_KEY["unit"], unit(db).id, path)
    altered(db, "UPDATE blob SET content = x'00'")
    assert [(f.code, f.where) for f in checks.integrity(db)] == [("attachment", "附件《报告.pdf》")]


# The data


def test_the_same_id_number_twice_is_told_once(db: Database) -> None:
    first, second = cadre(db, id_number="350425198604122021"), cadre(db, "周文婧", birth_on=PartialDate(1986, 5))
    altered(db, f"UPDATE cadre SET id_number = '350425198604122021' WHERE id = '{second.id}'")
    with db.read() as session:
        (double,) = data_quality.doubles(session)
    assert set(double.ids) == {first.id, second.id}
    assert double.what == "身份证号相同：周文静、周文婧" or double.what == "身份证号相同：周文婧、周文静"
    assert {f.ids[0] for f in found(db, "rule")} == {first.id, second.id}


def test_the_same_name_and_birth_may_be_one_person(db: Database) -> None:
    cadre(db)
    cadre(db, birth_on=PartialDate(1986, 4, 12))
    cadre(db, birth_on=PartialDate(1986, 5))
    assert [len(f.ids) for f in found(db, "double")] == [2]


def test_two_different_id_numbers_are_two_people(db: Database) -> None:
    cadre(db, id_number="350425198604122021")
    cadre(db, id_number="350425198604122013", sex=Sex.MALE)
    assert found(db, "double") == []


def test_broken_rules_are_named_with_their_record(db: Database) -> None:
    who = cadre(db)
    seen = filed(
        db,
        "observation",
        cadre=who,
        scene=Scene.PROJECT,
        observed_on=date(2026, 7, 2),
        matter="征迁",
        conduct="推诿",
        observer="李正",
    )
    altered(db, f"UPDATE observation SET polarity = '{Polarity.NEGATIVE.value}'")
    (finding,) = found(db, "rule")
    assert (finding.what, finding.where, finding.ids) == ("负面表现必须写明材料来源", "表现纪实：征迁", (seen.id,))


def test_a_signed_list_is_no_fault(db: Database) -> None:
    term = filed(
        db,
        "performance_term",
        cadre=a_complete_person(db),
        unit=unit(db),
        post_title="镇长",
        started_on=PartialDate(2023, 5),
        filed_on=date(2023, 6, 1),
    )
    filed(db, "term_task", term=term, number=1, kind=TaskKind.TASK, name="任务")
    performance_terms.sign(db, term.id, date(2023, 6, 10))
    assert data_quality.findings(db) == []


def test_people_without_a_post_are_counted_while_they_serve(db: Database) -> None:
    first, second = cadre(db), cadre(db, "刘大有", state=CadreState.RETIRED)
    (finding,) = found(db, "no_post")
    assert finding.ids == (first.id,)
    assert second.id not in finding.ids


def test_two_main_posts_at_once_are_found(db: Database) -> None:
    who = cadre(db)
    post(db, who, unit(db), appointed_on=PartialDate(2019), removed_on=PartialDate(2021, 5))
    second = post(db, who, unit(db, "龙潭镇"))
    assert found(db, "two_main_posts") == []
    third = post(db, who, unit(db, "石桥镇"), title="副镇长")
    assert [f.ids for f in found(db, "two_main_posts")] == [(who.id,)]
    change(db, "post", third, is_main=False)
    assert found(db, "two_main_posts") == []
    assert second.id != third.id


def test_links_into_the_bin_are_found(db: Database) -> None:
    where = unit(db)
    record = post(db, cadre(db), where)
    altered(db, f"UPDATE unit SET deleted_at = '2026-11-20 09:00:00.000000' WHERE id = '{where.id}'")
    (finding,) = found(db, "binned_link")
    assert finding.what == "1 条任职经历的“任职单位”在回收站中，请恢复它或改选"
    assert finding.ids == (record.id,)


def test_people_in_closed_units_are_found(db: Database) -> None:
    who, where = cadre(db), unit(db)
    post(db, who, where)
    assert found(db, "closed_unit") == []
    change(db, "unit", where, state=UnitState.CLOSED, closed_on=PartialDate(2026, 1))
    assert [f.ids for f in found(db, "closed_unit")] == [(who.id,)]
