"""A county's ten thousand at once: the set-wise path says the same as the small one, within its time."""

from collections import Counter

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records
from cadre_desktop.services.imports import ImportOptions
from tests.services.imports.big_roster import write_roster
from tests.services.imports.sheets import CADRE


def test_two_thousand_people_come_in_and_are_all_the_same_again(db, tmp_path):
    path = tmp_path / "大名册.xlsx"
    made = write_roster(path, 2000)
    plan = imports.plan(db, CADRE, path, ImportOptions(create_units=True))
    assert plan.problems == ()
    assert imports.apply(db, CADRE, plan).created == 2000
    assert records.count(db, BY_KEY["annual_assessment"], ListQuery()) == sum(bool(p["grade"]) for p in made)
    stored = {row["id_number"]: row for row in imports.roster_values(db)}
    assert {p["id"]: (p["name"], p["unit"], p["post"], p["level"], p["party"]) for p in made} == {
        number: (row["name"], row["unit"], row["post_title"], row["level"], row["party_joined_on"])
        for number, row in stored.items()
    }
    again = imports.plan(db, CADRE, path, ImportOptions())
    assert Counter(row.state for row in again.rows) == {"same": 2000}
