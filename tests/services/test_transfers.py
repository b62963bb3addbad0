"""People on the move, and people entered twice."""

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import CadreState
from cadre_desktop.records.post import AppointmentKind, RemovalReason
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitState
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records, roster, transfers, undo, units
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, filed, held, is_binned, last_work, post, unit

ON = PartialDate(2026, 9)


def new_post(where: Link, **values: object) -> dict[str, object]:
    return {
        "unit": where,
        "title": "党委书记",
        "level": PostLevel.SECTION_HEAD,
        "is_leader": True,
        "appointed_on": ON,
        "appointment_kind": AppointmentKind.ADVANCED,
        **values,
    }


def shown(db: Database, who: Link) -> tuple[object, ...]:
    return roster.rows(db, [who.id], ("unit", "post_title", "post_since"))[0].values


def test_a_transfer_ends_the_old_post_and_begins_the_new_one(db: Database) -> None:
    who, here, there = cadre(db), unit(db, "青石镇"), unit(db, "龙潭镇")
    old = post(db, who, here)
    side = post(db, who, here, title="人大主席", is_main=False)
    new = transfers.transfer(db, who.id, new_post(there), document="清委干〔2026〕9号")
    for record in (old, side):
        assert held(db, "post", record, "removed_on") == ON
        assert held(db, "post", record, "removal_reason") is RemovalReason.EXCHANGE
        assert held(db, "post", record, "removal_document") == "清委干〔2026〕9号"
    assert held(db, "post", Link(new, ""), "appointment_document") == "清委干〔2026〕9号"
    assert shown(db, who) == ("龙潭镇", "党委书记", ON)


def test_a_post_that_is_kept_goes_on(db: Database) -> None:
    who, here = cadre(db), unit(db)
    post(db, who, here)
    side = post(db, who, here, title="人大主席", is_main=False)
    transfers.transfer(db, who.id, new_post(here), keep=[side.id])
    assert held(db, "post", side, "removed_on") is None
    assert shown(db, who)[1] == "党委书记、人大主席"


def test_a_transfer_is_one_step_and_undone_as_one(db: Database) -> None:
    who, here, there = cadre(db), unit(db, "青石镇"), unit(db, "龙潭镇")
    old = post(db, who, here)
    new = transfers.transfer(db, who.id, new_post(there))
    assert undo.undo(db, last_work(db)).n_back == 2
    assert held(db, "post", old, "removed_on") is None
    assert is_binned(db, "post", Link(new, ""))
    assert shown(db, who)[0] == "青石镇"


def test_a_transfer_before_the_old_post_began_changes_nothing(db: Database) -> None:
    who, here = cadre(db), unit(db)
    old = post(db, who, here, appointed_on=PartialDate(2026, 10))
    with pytest.raises(InvalidInput, match="“青石镇镇长”：免职时间不能早于任职时间"):
        transfers.transfer(db, who.id, new_post(here))
    with pytest.raises(InvalidInput, match="请填写新职务的任职时间"):
        transfers.transfer(db, who.id, new_post(here, appointed_on=None))
    assert held(db, "post", old, "removed_on") is None
    assert len(records.parts(db, BY_KEY["post"], who.id)) == 1


@pytest.mark.parametrize(
    ("state", "reason", "rank_ends"),
    [
        (CadreState.RETIRED, RemovalReason.RETIREMENT, True),
        (CadreState.TRANSFERRED, RemovalReason.EXCHANGE, False),
        (CadreState.DECEASED, RemovalReason.DEATH, True),
        (CadreState.OTHER, RemovalReason.OTHER, True),
    ],
)
def test_leaving_ends_posts_and_the_rank_unless_one_only_moves(
    db: Database, state: CadreState, reason: RemovalReason, rank_ends: bool
) -> None:
    who = cadre(db)
    old = post(db, who, unit(db))
    rank = filed(db, "rank", cadre=who, name=RankName.SENIOR_CLERK_1, approved_on=PartialDate(2022, 3))
    transfers.leave(db, who.id, state, ON)
    assert held(db, "cadre", who, "state") is state
    assert (held(db, "post", old, "removed_on"), held(db, "post", old, "removal_reason")) == (ON, reason)
    assert held(db, "rank", rank, "ended_on") == (ON if rank_ends else None)
    with pytest.raises(NotAllowed):
        transfers.leave(db, who.id, state, ON)
    with pytest.raises(NotAllowed, match="不能调整任职"):
        transfers.transfer(db, who.id, new_post(unit(db, "龙潭镇")))


def test_nobody_leaves_tomorrow(db: Database) -> None:
    who = cadre(db)
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        transfers.leave(db, who.id, CadreState.RETIRED, PartialDate(2026, 12))
    with pytest.raises(ValueError, match="在职"):
        transfers.leave(db, who.id, CadreState.SERVING, ON)
    assert held(db, "cadre", who, "state") is CadreState.SERVING


# Entered twice


NUMBER, OTHER = "350425198604122021", "350425198604122013"


def test_the_same_id_number_is_the_same_person(db: Database) -> None:
    who = cadre(db, id_number=NUMBER)
    post(db, who, unit(db))
    (found,) = transfers.look_alikes(db, "周文净", PartialDate(1986, 5), NUMBER)
    assert (found.person, found.unit, found.why, found.certain) == (who, "青石镇", "身份证号相同", True)


def test_two_different_id_numbers_are_never_one_person(db: Database) -> None:
    cadre(db, id_number=NUMBER)
    assert transfers.look_alikes(db, "周文静", PartialDate(1986, 4), OTHER) == []


@pytest.mark.parametrize(
    ("born", "why"),
    [
        (PartialDate(1986, 4), "姓名和出生年月相同"),
        (PartialDate(1986, 4, 12), "姓名和出生年月相同"),
        (PartialDate(1986), "姓名和出生年月相同"),
        (None, "姓名相同"),
        (PartialDate(1986, 5), ""),
        (PartialDate(1987, 4), ""),
    ],
)
def test_name_and_birth_are_weighed_together(db: Database, born: PartialDate | None, why: str) -> None:
    who = cadre(db)
    found = transfers.look_alikes(db, "周文静", born)
    assert [one.why for one in found] == ([why] if why else [])
    assert transfers.look_alikes(db, "周文静", born, but=who.id) == []


def test_the_certain_come_first_and_the_binned_never(db: Database) -> None:
    cadre(db)
    certain, gone = cadre(db, "周文婧", id_number=NUMBER), cadre(db)
    records.discard(db, BY_KEY["cadre"], gone.id)
    found = transfers.look_alikes(db, "周文静", PartialDate(1986, 4), NUMBER)
    assert [one.certain for one in found] == [True, False]
    assert found[0].person == certain


# Units


def test_units_are_a_tree_with_their_people(db: Database) -> None:
    county = unit(db, "清源县", order_number=1)
    second = unit(db, "龙潭镇", parent=county, order_number=2)
    first = unit(db, "青石镇", parent=county, order_number=1)
    village = unit(db, "桥头村", parent=second)
    post(db, cadre(db, "甲"), first)
    post(db, cadre(db, "乙"), second, is_leader=False)
    post(db, cadre(db, "丙"), village, is_leader=False)
    retired = cadre(db, "丁")
    post(db, retired, second)
    change(db, "cadre", retired, state=CadreState.RETIRED)
    found = [(u.unit.text, u.depth, u.n_people, u.n_leaders, u.n_below) for u in units.with_counts(db)]
    assert found == [
        ("清源县", 0, 0, 0, 3),
        ("青石镇", 1, 1, 1, 1),
        ("龙潭镇", 1, 1, 0, 2),
        ("桥头村", 2, 1, 0, 1),
    ]


def test_closed_units_are_shown_on_demand_and_hide_nobody_below(db: Database) -> None:
    closed = unit(db, "旧镇", state=UnitState.CLOSED, closed_on=PartialDate(2020))
    unit(db, "桥头村", parent=closed)
    assert [(u.unit.text, u.depth) for u in units.with_counts(db)] == [("桥头村", 0)]
    assert [(u.unit.text, u.depth) for u in units.with_counts(db, closed=True)] == [("旧镇", 0), ("桥头村", 1)]
