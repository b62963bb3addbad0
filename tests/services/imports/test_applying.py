"""Doing an import: one work, whole or not at all, stopped without a trace, taken back also after other edits."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.foreign.reader import read_workbook
from cadre_desktop.progress import Cancelled
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.import_batch import ImportBatch
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.services import history, imports, records, undo
from cadre_desktop.services.imports import ImportOptions, planning
from cadre_desktop.storage import verify
from cadre_desktop.storage.audit import AuditEntry
from tests.services.imports.sheets import CADRE, ROSTER, id_number, person, plan_rows, shown, take_in

UNIT, POST = BY_KEY["unit"], BY_KEY["post"]
EVERYTHING = ("unit", "unit_alias", "cadre", "post", "rank", "annual_assessment", "import_batch")


def counts(db):
    return {key: records.count(db, BY_KEY[key], ListQuery()) for key in EVERYTHING}


def many(n):
    return [person(f"李{chr(0x4E00 + i)}", 公民身份号码=id_number("19780820", serial=i)) for i in range(n)]


def stop_at(word):
    def progress(done, total, what=""):
        if word in what:
            raise Cancelled

    return progress


def test_one_import_is_one_work_with_its_batch(db):
    announced = []
    db.subscribe(announced.append)
    result = take_in(db, many(3))
    (changes,) = announced
    assert changes.title == "导入干部：名册.xlsx"
    with db.read() as session:
        batch = session.get_one(ImportBatch, result.batch_id)
        assert (batch.work_id, batch.made_by, batch.file_name) == (changes.work_id, "陈海燕", "名册.xlsx")
        assert (batch.n_created, batch.n_updated, batch.n_skipped, batch.kind_title) == (3, 0, 0, "干部")
        assert set(session.scalars(sa.select(AuditEntry.work_id))) == {changes.work_id}


def test_trail_seals_index_and_summary_hold_after_an_import(db):
    take_in(db, many(3))
    with db.read() as session:
        connection = session.connection()
        assert list(db.chain.faults(connection)) == []
        assert list(verify.state_faults(connection, [k.model for k in KINDS], db.chain.state_key)) == []
        assert session.scalar(sa.select(sa.func.count()).select_from(CadreSummary)) == 3
    assert records.count(db, POST, ListQuery(text="镇长")) == 3


def test_the_number_is_masked_in_the_trail(db):
    take_in(db, [person()])
    with db.read() as session:
        query = sa.select(AuditEntry).where(AuditEntry.table == "cadre")
        assert session.scalars(query).one().changes["id_number"] == [None, "●●●"]


def test_good_rows_come_in_without_the_faulty_ones(db):
    rows = [*many(2), person(性别=None)]
    with pytest.raises(NotAllowed, match="有 1 行存在问题"):
        imports.apply(db, CADRE, plan_rows(db, rows))
    assert counts(db) == dict.fromkeys(EVERYTHING, 0)
    result = imports.apply(db, CADRE, plan_rows(db, rows), good_rows=True)
    assert (result.created, counts(db)["cadre"]) == (2, 2)


@pytest.mark.parametrize("word", ["正在写入", "正在保存"])
def test_a_cancelled_import_saves_nothing(db, word):
    plan = plan_rows(db, many(5))
    with pytest.raises(Cancelled):
        imports.apply(db, CADRE, plan, progress=stop_at(word))
    assert counts(db) == dict.fromkeys(EVERYTHING, 0)
    assert imports.apply(db, CADRE, plan).created == 5


def test_a_cancelled_update_changes_nothing(db):
    take_in(db, many(2))
    before = shown(db)
    changed = [[*row[:2], "党委书记", *row[3:7], "2026.05", *row[8:]] for row in many(2)]
    with pytest.raises(Cancelled):
        imports.apply(db, CADRE, plan_rows(db, changed), progress=stop_at("正在更新"))
    assert shown(db) == before


def test_what_is_refused_of_a_row_stays_as_it_is_on_file(db):
    take_in(db, many(1))
    (row,) = many(1)
    changed = [*row[:6], "三级调研员", row[7], row[8], "优秀"]
    plan = plan_rows(db, [changed])
    fields = {d.label: d.field for d in plan.rows[0].differences}
    assert fields["2025年度考核结果"] == "last_grade"
    number = plan.rows[0].row_number
    kept = imports.replan(db, CADRE, plan, replace(plan.options, refused={number: frozenset({"last_grade"})}))
    assert "2025年度考核结果" not in {d.label for d in kept.rows[0].differences}
    before = shown(db)
    nothing = replace(plan.options, refused={number: frozenset({"last_grade", "rank", "rank_since"})})
    kept = imports.replan(db, CADRE, plan, nothing)
    assert [r.state for r in kept.rows] == ["same"]
    imports.apply(db, CADRE, kept)
    assert shown(db) == before


@pytest.mark.parametrize("word", ["正在读取表格", "正在读取各行", "正在核对"])
def test_reading_and_checking_can_be_stopped(db, word, monkeypatch):
    monkeypatch.setattr(planning, "read_workbook", read_workbook)  # the child is what is stopped
    with pytest.raises(Cancelled):
        imports.plan(db, CADRE, ROSTER, ImportOptions(create_units=True), stop_at(word))


def test_progress_tells_how_far_it_is(db):
    heard = []
    plan = plan_rows(db, many(3))
    imports.apply(db, CADRE, plan, progress=lambda done, total, what="": heard.append((done, total, what)))
    assert heard[0] == (0, 13, "正在写入")
    assert heard[-1] == (1, 1, "正在保存")
    assert all(done <= total for done, total, _ in heard)


def test_the_store_is_copied_before_anything_is_written(db):
    seen = []
    imports.apply(db, CADRE, plan_rows(db, many(2)), before=lambda: seen.append(counts(db)["cadre"]))
    assert seen == [0]


def test_no_copy_no_import(db):
    def no_room():
        raise NotAllowed("磁盘已满")

    with pytest.raises(NotAllowed, match="磁盘已满"):
        imports.apply(db, CADRE, plan_rows(db, many(2)), before=no_room)
    assert counts(db)["cadre"] == 0


def test_nothing_is_copied_for_an_import_that_is_refused(db):
    seen = []
    with pytest.raises(NotAllowed):
        imports.apply(db, CADRE, plan_rows(db, [person(性别=None)]), before=lambda: seen.append(1))
    assert seen == []


def test_an_import_is_taken_back_whole(db, clock):
    result = take_in(db, many(3))
    clock.forward(hours=1)
    back = imports.take_back(db, result.batch_id)
    assert back.stays == ()
    left = counts(db)
    assert left.pop("import_batch") == 1
    assert set(left.values()) == {0}
    with db.read() as session:
        assert session.get_one(ImportBatch, result.batch_id).undone_at == clock()
    with pytest.raises(NotAllowed, match=r"已于 2026\.11\.21 10:00 撤回"):
        imports.take_back(db, result.batch_id)
    assert take_in(db, many(3)).created == 3


def test_an_update_taken_back_gives_the_old_values_again(db):
    take_in(db, [person()])
    before = shown(db)
    result = take_in(db, [person(现任职务="党委书记", 任现职时间="2026.05", 职级="三级调研员", 任现职级时间="2026.06")])
    assert shown(db)["毛洋德"]["post_title"] == "党委书记"
    imports.take_back(db, result.batch_id)
    assert shown(db) == before


def test_what_was_edited_since_stays_and_is_named(db):
    result = take_in(db, many(2))
    (first, *_) = records.all_rows(db, CADRE, (CADRE.field("name"),))
    (unit,) = records.all_rows(db, UNIT, (UNIT.field("name"),))
    records.create(db, BY_KEY["unit_former_name"], {"unit": records.links(db, UNIT.model)[0], "name": "青石公社"})
    _, version = records.load(db, CADRE, first.id)
    records.change(db, CADRE, first.id, version, {"phone": "13800000000"})
    back = imports.take_back(db, result.batch_id)
    assert [(s.table, s.record_id, s.reason) for s in back.stays] == [("unit", unit.id, "后来的其他记录还用到它")]
    assert counts(db)["cadre"] == 0
    assert counts(db)["unit"] == 1


def test_only_a_real_import_can_be_taken_back(db):
    with pytest.raises(NotAllowed, match="没有找到这次导入"):
        imports.take_back(db, "0" * 32)


def test_an_import_adds_to_what_is_there(db):
    take_in(db, many(2))
    plan = plan_rows(db, many(4))
    assert [row.state for row in plan.rows] == ["same", "same", "new", "new"]
    result = imports.apply(db, CADRE, plan)
    assert (result.created, result.skipped) == (2, 2)
    assert counts(db)["unit"] == 1


def test_an_import_undone_as_a_step_is_marked_and_comes_back_with_the_step(db, clock):
    result = take_in(db, [person("李文"), person("张三", 公民身份号码=id_number("19780820", serial=7))])
    with db.read() as session:
        work_id = session.get_one(ImportBatch, result.batch_id).work_id
    undo.undo(db, work_id)
    with db.read() as session:
        assert session.get_one(ImportBatch, result.batch_id).undone_at == clock()
    with pytest.raises(NotAllowed, match="已于"):
        imports.take_back(db, result.batch_id)
    undoing = next(step for step in history.recent_steps(db) if step.title.startswith("撤销："))
    undo.undo(db, undoing.work_id)
    with db.read() as session:
        assert session.get_one(ImportBatch, result.batch_id).undone_at is None
    assert counts(db)["cadre"] == 2
