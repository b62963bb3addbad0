"""People entered twice are found in the store as they would be by comparing everybody with everybody."""

from collections import defaultdict

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.services import data_quality
from tests.county import County

names = st.sampled_from(["周思远", "孙建国"])
births = st.sampled_from(["1980", "1980.01", "1980.01.15", "1980.02", "1981.01"])
numbers = st.sampled_from([None, "11010519491231002X", "430421198001011235"])
people = st.lists(st.tuples(names, births, numbers, st.booleans()), max_size=8)


def compared(filed):
    """Compare everybody with everybody: (words, places of the group) of each finding, in order."""
    by_number, by_name = defaultdict(list), defaultdict(list)
    for at, person in enumerate(filed):
        if person.id_number:
            by_number[person.id_number].append(at)
        by_name[person.name, person.birth_on.month_index].append(at)
    same = [group for group in by_number.values() if len(group) > 1]
    alike = [
        group
        for group in by_name.values()
        if len(group) > 1 and group not in same and len({filed[i].id_number for i in group} - {None}) < len(group)
    ]
    return [tuple(filed[i].id for i in group) for group in (*same, *alike)]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_doubles_are_those_of_comparing_everybody(db, drawn):
    county = County()
    for name, birth, number, binned in drawn:
        county.person(name, birth=birth, id_number=number, deleted_at=db.now() if binned else None)
    with db.work("重来") as session:
        session.connection().exec_driver_sql("DELETE FROM cadre_summary")
        session.connection().exec_driver_sql("DELETE FROM cadre")
    county.file(db)
    with db.read() as session:
        filed = session.scalars(sa.select(Cadre).where(Cadre.deleted_at.is_(None)).order_by(sa.text("rowid"))).all()
        assert [finding.ids for finding in data_quality.doubles(session)] == compared(filed)
