"""Two files of one person become one, and two again when the work is taken back."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import EditConflict, NotAllowed
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, InterviewState
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.vocab import AssessmentGrade, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import attachments, edits, history, integrity, interviews, person_merge, records, undo
from cadre_desktop.storage.base import Base
from tests.services.people import cadre, change, filed, held, is_binned, post, talk, unit

NUMBER = "350425198604122021"


def dumped(db):
    """Everything on file but versions and times."""
    found = {}
    with db.engine.connect() as connection:
        for kind in KINDS:
            table = kind.model.__table__
            columns = [c for c in table.columns if c.name not in ("version", "updated_at")]
            found[table.name] = sorted(map(repr, connection.execute(sa.select(*columns))))
        for name in ("interview_subject",):
            found[name] = sorted(map(repr, connection.execute(sa.select(Base.metadata.tables[name]))))
        columns = list(CadreSummary.__table__.columns)
        found["summary"] = sorted(map(repr, connection.execute(sa.select(*columns))))
    return found


def final_talk(db, *subjects):
    made = talk(db, *subjects, agreed_text="工作扎实")
    for step in (interviews.to_checking, interviews.sign, interviews.finalise):
        step(db, made.id)
    return made


@pytest.fixture
def where(db):
    return unit(db)


@pytest.fixture
def ours(db, where):
    """The file to keep: no number, one post."""
    who = cadre(db, ethnic="汉族")
    post(db, who, where)
    filed(db, "annual_assessment", cadre=who, year=2024, grade=AssessmentGrade.COMPETENT)
    return who


@pytest.fixture
def theirs(db, where, ours, tmp_path):
    """The second file: the number, the same post and another, a final talk, and another result for 2024."""
    who = cadre(db, "周文婧", id_number=NUMBER, phone="13800000000", remark="导入")
    post(db, who, where)
    post(db, who, where, "副镇长", appointed_on=PartialDate(2018, 3), removed_on=PartialDate(2021, 5))
    filed(db, "annual_assessment", cadre=who, year=2024, grade=AssessmentGrade.EXCELLENT)
    paper = tmp_path / "登记表.pdf"
    paper.write_bytes(b"%PDF")
    attachments.attach(db, BY_KEY["cadre"], who.id, paper)
    return who


def merged(db, ours, theirs, take=("id_number", "phone")):
    return person_merge.merge(db, person_merge.compare(db, ours.id, theirs.id), take)


def about(db, key, who):
    kind = BY_KEY[key]
    with db.read() as session:
        query = sa.select(kind.model).where(kind.model.cadre_id == who.id, kind.model.deleted_at.is_(None))
        return sorted(str(record) for record in session.scalars(query))


def test_two_files_are_compared_entry_by_entry(db, ours, theirs):
    found = person_merge.compare(db, ours.id, theirs.id)
    entries = {e.label: e for e in found.entries}
    assert (entries["姓名"].ours, entries["姓名"].theirs, entries["姓名"].differs) == ("周文静", "周文婧", True)
    assert entries["公民身份号码"].theirs_first
    assert not entries["性别"].differs
    assert (dict(found.moves), found.n_same) == ({"任职经历": 1, "年度考核": 1}, 1)
    assert found.warnings == ("年度考核“2024年度优秀”：该干部 2024 年度已有考核结果，请修改原记录",)
    assert about(db, "annual_assessment", theirs) == ["2024年度优秀"]


def test_histories_are_joined_and_what_was_said_twice_stays_once(db, ours, theirs):
    merged(db, ours, theirs)
    assert about(db, "post", ours) == ["青石镇副镇长", "青石镇镇长"]
    assert about(db, "annual_assessment", ours) == ["2024年度优秀", "2024年度称职"]
    assert held(db, "cadre", ours, "id_number") == NUMBER
    assert held(db, "cadre", ours, "name") == "周文静"
    with db.read() as session:
        assert session.scalar(sa.select(Attachment.owner_id)) == ours.id


def test_the_second_file_lies_in_the_bin_and_says_where_to_look(db, ours, theirs):
    merged(db, ours, theirs)
    assert is_binned(db, "cadre", theirs)
    assert held(db, "cadre", theirs, "remark") == (
        "导入\n2026.11.21 与“周文静”（出生年月 1986.04）合并，档案见该同志名下"
    )
    note = next(a for a in history.acts(db) if a.action == "合并人员")
    assert note.title == "合并干部：周文静"


def test_a_final_talk_follows_and_names_nobody_twice(db, ours, theirs):
    alone, both = final_talk(db, theirs), final_talk(db, ours, theirs)
    merged(db, ours, theirs)
    with db.read() as session:
        for one in (alone, both):
            assert [who.id for who in session.get_one(Interview, one.id).subjects] == [ours.id]
            assert session.get_one(Interview, one.id).state is InterviewState.FINAL


def test_taking_it_back_gives_two_whole_files_again(db, ours, theirs):
    final_talk(db, theirs)
    final_talk(db, ours, theirs)
    before = dumped(db)
    work_id = merged(db, ours, theirs, take=("name", "id_number", "phone"))
    assert dumped(db) != before
    assert undo.preview(db, work_id).stays == ()
    assert undo.undo(db, work_id).stays == ()
    assert dumped(db) == before
    assert list(integrity.Proof(db, None).findings()) == []


def test_whom_a_final_talk_is_about_changes_in_no_other_way(db, ours, theirs):
    talked = final_talk(db, theirs)
    foreseen = edits.foresee(db, [edits.Edit("interview", talked.id, {"subjects": (ours,)})])
    assert "已定稿" in foreseen[0].state


def test_what_was_saved_since_the_comparison_stops_it(db, ours, theirs):
    found = person_merge.compare(db, ours.id, theirs.id)
    change(db, "cadre", theirs, ethnic="苗族")
    with pytest.raises(EditConflict):
        person_merge.merge(db, found, ())
    assert not is_binned(db, "cadre", theirs)


def test_one_file_or_a_binned_one_is_not_joined(db, ours):
    with pytest.raises(NotAllowed, match="同一份"):
        person_merge.compare(db, ours.id, ours.id)
    gone = cadre(db, "刘大有", sex=Sex.MALE)
    records.discard(db, BY_KEY["cadre"], gone.id)
    with pytest.raises(NotAllowed, match="已在回收站"):
        person_merge.compare(db, ours.id, gone.id)


def test_every_key_that_leads_to_a_person_is_followed():
    followed = set()
    for kind, relation in person_merge.links_to_people():
        table = relation.secondary if relation.secondary is not None else kind.model.__table__
        followed |= {(table.name, c.name) for c in (relation.remote_side | relation.local_columns) if c.table is table}
    keys = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table is Cadre.__table__ for key in column.foreign_keys)
    }
    assert keys - followed == {("cadre_summary", "cadre_id")}


def test_the_day_of_the_merge_is_that_of_the_clock(db, clock, ours, theirs):
    clock.time = clock().replace(year=2027)
    merged(db, ours, theirs)
    assert str(held(db, "cadre", theirs, "remark")).startswith("导入\n2027.11.21")
    assert db.now().date() == date(2027, 11, 21)
