"""正负面清单 by version."""

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.checklist import ChecklistState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Dimension, Polarity
from cadre_desktop.services import checklists, records
from cadre_desktop.storage.database import Database
from tests.services.people import change, filed, held


def seeded(db: Database) -> str:
    found = checklists.seed(db)
    assert found is not None
    return found


def test_a_new_store_gets_the_shipped_list_in_force(db: Database) -> None:
    found = seeded(db)
    assert checklists.in_force(db) == Link(found, "干部政治素质正负面清单（2026版）")
    lines = checklists.items(db, found)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for dimension in Dimension:
        mine = [line.polarity for line in lines if line.dimension is dimension]
        assert mine.count(Polarity.POSITIVE) == 3
        assert mine.count(Polarity.NEGATIVE) >= 3
    assert len({line.text for line in lines}) == len(lines)


def test_a_store_with_a_list_keeps_its_own(db: Database) -> None:
    own = filed(db, "checklist", name="清源县清单", year=2025)
    assert checklists.seed(db) is None
    assert [row.id for row in records.all_rows(db, BY_KEY["checklist"], BY_KEY["checklist"].table_fields)] == [own.id]


def test_items_in_force_stand_until_copied_to_a_new_version(db: Database) -> None:
    old = seeded(db)
    first = Link(checklists.items(db, old)[0].id, "")
    with pytest.raises(InvalidInput, match="请复制为新版本后修改"):
        change(db, "checklist_item", first, text="改")
    new = checklists.copy(db, old, year=2027)
    assert [i.text for i in checklists.items(db, new)] == [i.text for i in checklists.items(db, old)]
    change(db, "checklist_item", Link(checklists.items(db, new)[0].id, ""), text="本县增补的条目")
    assert checklists.items(db, old)[0].text != "本县增补的条目"
    assert held(db, "checklist", Link(new, ""), "state") is ChecklistState.DRAFT


def test_a_version_is_copied_once_under_one_name(db: Database) -> None:
    old = seeded(db)
    with pytest.raises(InvalidInput, match="已有《干部政治素质正负面清单》2026年版"):
        checklists.copy(db, old, year=2026)
    checklists.copy(db, old, year=2026, name="清源县清单")
    with pytest.raises(InvalidInput, match="版本年度应在 2000 到 2027 之间"):
        checklists.copy(db, old, year=2028)


def test_activating_ends_the_list_before(db: Database) -> None:
    old = seeded(db)
    new = checklists.copy(db, old, year=2027)
    checklists.activate(db, new)
    assert held(db, "checklist", Link(old, ""), "state") is ChecklistState.ENDED
    assert checklists.in_force(db) == Link(new, "干部政治素质正负面清单（2027版）")
    with pytest.raises(NotAllowed, match="现在是“生效”"):
        checklists.activate(db, new)


def test_a_list_without_every_dimension_is_not_put_in_force(db: Database) -> None:
    own = filed(db, "checklist", name="清源县清单", year=2026)
    given = {"polarity": Polarity.POSITIVE, "text": "甲"}
    for number, dimension in enumerate(list(Dimension)[:4], start=1):
        filed(db, "checklist_item", checklist=own, number=number, dimension=dimension, **given)
    with pytest.raises(NotAllowed, match="还没有“政治自律”方面的条目"):
        checklists.activate(db, own.id)
    filed(db, "checklist_item", checklist=own, number=5, dimension=Dimension.DISCIPLINE, **given)
    checklists.activate(db, own.id)
    assert checklists.in_force(db) == own
