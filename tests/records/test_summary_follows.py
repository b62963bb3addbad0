"""A person's line follows every field it is made of, and is left alone by all others."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cadre_desktop.records import BY_KEY, summary
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.storage import audit
from tests import examples
from tests.examples import EXAMPLES, TODAY, filed

FOLLOWED = [
    *(BY_KEY[key] for key in ("cadre", "post", "rank", "annual_assessment", "political_review", "achievement")),
    *(BY_KEY[key] for key in ("performance_term", "observation", "interview")),
]


def lines(db):
    with db.read() as session:
        rows = session.execute(sa.text("SELECT * FROM cadre_summary ORDER BY cadre_id"))
        return [dict(row) for row in rows.mappings()]


def lines_made_anew(db):
    with db.work("重算") as session:
        summary.refresh_all(session, TODAY)
    return lines(db)


def other_than(value, field):
    """Return another value of the same kind."""
    if field.choices:
        return next(choice for choice in field.choices if choice is not value)
    if issubclass(field.type, bool):
        return not value
    if issubclass(field.type, PartialDate):
        return PartialDate(value.year - 1, 2) if value else PartialDate(2019, 3)
    if issubclass(field.type, date):
        return (value or TODAY) - timedelta(days=40)
    return (value or 0) + 1 if issubclass(field.type, int | float) else f"{value or ''}改"


def plain_fields(kind):
    return [f for f in kind.form_fields if not (f.is_link or f.is_links or f.spec.sealed)]


@pytest.mark.parametrize("kind", FOLLOWED, ids=lambda k: k.key)
def test_after_any_one_change_the_line_is_as_if_made_anew(db, kind):
    record_id = records.create(db, kind, EXAMPLES[kind.key](db))
    for field in plain_fields(kind):
        with db.work("改一项") as session:
            record = session.get(kind.model, record_id)
            setattr(record, field.name, other_than(getattr(record, field.name), field))
        after = lines(db)
        assert after == lines_made_anew(db), field.name


@pytest.mark.parametrize("kind", [k for k in FOLLOWED if k.key not in ("cadre", "interview")], ids=lambda k: k.key)
def test_a_record_moved_to_another_person_changes_both_lines(db, kind):
    record_id = records.create(db, kind, EXAMPLES[kind.key](db))
    other = filed(db, "cadre", {**examples.a_cadre(db), "name": "毛建国"})
    with db.work("换人") as session:
        session.get(kind.model, record_id).cadre_id = other.id
    moved = {line["cadre_id"]: line for line in lines(db)}[other.id]
    anew = {line["cadre_id"]: line for line in lines_made_anew(db)}[other.id]
    assert moved == anew


def test_a_talk_is_counted_for_whom_it_is_with_now(db):
    one, two = (filed(db, "cadre", {**examples.a_cadre(db), "name": name}) for name in ("周文静", "毛建国"))
    values = {**examples.an_interview(db), "subjects": (one,), "signed": False}
    talk = records.create(db, BY_KEY["interview"], values)
    records.change(db, BY_KEY["interview"], talk, 1, {"subjects": (two,)})
    counted = {line["cadre_id"]: line["n_interviews"] for line in lines(db)}
    assert (counted[one.id], counted[two.id]) == (0, 1)


@pytest.mark.parametrize(
    ("key", "change"), [("achievement", {"result": "新的成效"}), ("cadre", {"phone": "13900000000"})]
)
def test_what_no_line_says_leaves_the_lines_alone(db, key, change):
    record_id = records.create(db, BY_KEY[key], EXAMPLES[key](db))
    with db.work("做记号") as session:
        session.connection().exec_driver_sql("UPDATE cadre_summary SET missing = '记号'")
    version = records.load(db, BY_KEY[key], record_id)[1]
    records.change(db, BY_KEY[key], record_id, version, change)
    assert [line["missing"] for line in lines(db)] == ["记号"]


@pytest.mark.parametrize("kind", [k for k in FOLLOWED if k.key != "cadre"], ids=lambda k: k.key)
def test_a_new_a_binned_and_a_restored_record_rebuild_the_line(db, kind):
    record_id = records.create(db, kind, EXAMPLES[kind.key](db))
    for change in (records.discard, records.restore):
        change(db, kind, record_id)
        after = lines(db)
        assert after == lines_made_anew(db)


def test_the_trail_tells_edits_from_beginnings_and_ends(db):
    kind = BY_KEY["unit"]
    old = records.create(db, kind, {"name": "青石镇"})
    with db.work("一件事") as session:
        trail: audit.Trail = session.info["trail"]
        session.get(kind.model, old).name = "青石桥镇"
        new = records.add(db, session, kind, {"name": "龙潭镇"})
        new.short_name = "龙潭"
        session.flush()
        assert trail.edited == {("unit", old): {"name"}}
        session.get(kind.model, old).short_name = "青石"
        session.flush()
        assert trail.edited == {("unit", old): {"name", "short_name"}}
        session.get(kind.model, old).deleted_at = db.now()
        session.flush()
        assert trail.edited == {}
        assert trail.touched == {("unit", old), ("unit", new.id)}
