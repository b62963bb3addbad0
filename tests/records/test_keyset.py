"""Page after page shows every record once, whatever a list is sorted by and however many values are empty."""

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.records import BY_KEY, KINDS, keyset, listing
from cadre_desktop.records.keyset import Term
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from tests import examples
from tests.examples import EXAMPLES

TYPED_IN = [kind for kind in KINDS if not kind.kept_by_program]
OBSERVATION = BY_KEY["observation"]
TABLE = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.Integer))
value = st.none() | st.integers(0, 2)


def paged(db, kind, query, limit=2):
    """Read a list page by page as somebody scrolls."""
    found: list[str] = []
    with db.read() as session:
        while page := listing.page(session, kind, (), query, after=found[-1] if found else "", limit=limit):
            found += [row.id for row in page]
    return found


def whole(db, kind, query):
    with db.read() as session:
        return listing.all_ids(session, kind, query)


@settings(deadline=None)
@given(st.lists(st.tuples(value, value), max_size=12), st.booleans(), st.booleans(), st.integers(1, 4))
def test_the_rows_after_each_row_are_those_that_sqlite_lists_after_it(rows, first_down, second_down, size):
    order = (
        Term(TABLE.c.a, first_down),
        Term(TABLE.c.b, second_down),
        Term(sa.literal_column("t.rowid", sa.Integer), descending=True, may_be_empty=False),
    )
    everything = sa.select(*(t.expression for t in order)).select_from(TABLE).order_by(*(t.ordered for t in order))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER, b INTEGER)")
        if rows:
            connection.exec_driver_sql("INSERT INTO t VALUES (?, ?)", rows)
        expected = connection.execute(everything).all()
        found: list[sa.Row] = []
        while True:
            statement = everything.where(keyset.after(order, found[-1])) if found else everything
            page = connection.execute(statement.limit(size)).all()
            if not page:
                break
            found += page
    engine.dispose()
    assert found == expected
    assert len(found) == len(rows)


@pytest.mark.parametrize("kind", TYPED_IN, ids=lambda k: k.key)
def test_every_list_can_be_paged_by_every_column_both_ways(db, kind):
    values = EXAMPLES[kind.key](db)
    texts = [f.name for f in kind.form_fields if f.type is str and not f.spec.sealed and f.name in values]
    for number in range(5):
        changed = {name: None for name in texts if number % 2 and not kind.field(name).required}
        with db.work("建立") as session:
            record = kind.model(**records.defaults(kind))
            session.add(record)
            for name, given_value in {**values, **changed}.items():
                field = kind.field(name)
                if not (field.is_link or field.is_links or field.spec.sealed):
                    setattr(record, name, given_value)
                elif field.is_link and given_value is not None:
                    setattr(record, name, session.get(field.type, given_value.id))
    for query in [ListQuery()] + [
        ListQuery(sort=f.name, descending=down) for f in kind.table_fields for down in (False, True)
    ]:
        expected = whole(db, kind, query)
        assert len(expected) >= 5
        assert paged(db, kind, query) == expected, query.sort


def test_a_search_is_paged_without_a_gap_also_when_sorted_or_in_the_bin(db):
    made = [examples.filed(db, "observation", examples.an_observation(db)).id for _ in range(7)]
    word = records.load(db, OBSERVATION, made[0])[0]["matter"][:2]
    records.discard_many(db, OBSERVATION, made[1:4])
    for query in (ListQuery(text=word), ListQuery(text=word, deleted=True), ListQuery(text=word, sort="observed_on")):
        assert paged(db, OBSERVATION, query) == whole(db, OBSERVATION, query)
    assert paged(db, OBSERVATION, ListQuery(text=word)) == [made[i] for i in (6, 5, 4, 0)]


def test_the_next_page_follows_a_row_that_was_binned_meanwhile(db):
    made = [examples.filed(db, "observation", examples.an_observation(db)).id for _ in range(4)][::-1]
    records.discard(db, OBSERVATION, made[1])
    assert [row.id for row in records.page(db, OBSERVATION, (), ListQuery(), after=made[1])] == made[2:]


def test_nothing_follows_a_row_that_is_gone_for_good(db):
    made = [examples.filed(db, "observation", examples.an_observation(db)).id for _ in range(3)]
    records.discard(db, OBSERVATION, made[2])
    records.erase(db, OBSERVATION, made[2])
    assert records.page(db, OBSERVATION, (), ListQuery(), after=made[2]) == []
    assert records.page(db, OBSERVATION, (), ListQuery(text="走"), after=made[2]) == []


def test_the_place_in_a_ledger_is_found_by_the_index_and_not_by_passing_over_rows(db):
    asked: list[str] = []
    made = [examples.filed(db, "observation", examples.an_observation(db)).id for _ in range(3)]
    sa.event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, text, *_: asked.append(text))
    records.page(db, OBSERVATION, (), ListQuery(), after=made[2])
    (statement,) = [text for text in asked if "ORDER BY" in text]
    with db.read() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (2, 10, 0)).all()
    assert any("USING INTEGER PRIMARY KEY (rowid<?)" in row[3] for row in plan)
