"""Correcting a date moves what depends on it, and what moved can be said."""

from datetime import date

from cadre_desktop.records.post import MemberKind
from cadre_desktop.records.supervision_item import SupervisionSource, SupervisionState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.clock_moves import in_words, moves, standing
from tests.services.people import cadre, change, filed, post, unit


def test_another_birth_moves_the_month_of_retirement(db):
    who = cadre(db, birth_on=PartialDate(1968, 11), retirement_base=60)
    before = standing(db, [who.id])
    change(db, "cadre", who, birth_on=PartialDate(1969, 3))
    found = moves(before, standing(db, [who.id]))
    assert in_words(found) == "到期日随之变动：周文静到龄退休 2029.11 → 2030.04"


def test_a_new_post_moves_the_rotation_though_it_hangs_from_another_record(db):
    who, town = cadre(db), unit(db)
    old = post(db, who, town, appointed_on=PartialDate(2016, 11), member_kind=MemberKind.HEAD)
    before = standing(db, [who.id])
    change(db, "post", old, removed_on=PartialDate(2026, 10))
    post(db, who, town, "党委书记", appointed_on=PartialDate(2026, 10), member_kind=MemberKind.HEAD)
    (found,) = moves(before, standing(db, [who.id]))
    assert (str(found.before), str(found.after)) == ("2026.11", "2036.10")


def test_new_and_ended_clocks_are_said_after_the_moved_ones(db):
    item = filed(db, "supervision_item", matter="项目招投标", source=SupervisionSource.AUDIT, unit=unit(db),
                 found_on=date(2026, 10, 1), problem="程序不规范")  # fmt: skip
    before = standing(db, (), item.id)
    change(db, "supervision_item", item, due_on=date(2026, 12, 1))
    after = standing(db, (), item.id)
    assert in_words(moves(before, after)) == "到期日随之变动：青石镇监督时限新定为 2026.12.01"
    change(db, "supervision_item", item, state=SupervisionState.DONE, done_on=date(2026, 11, 20), handling="已整改")
    ended = moves(after, standing(db, (), item.id))
    assert in_words(ended).endswith("青石镇监督时限不再计算（原为 2026.12.01）")


def test_nothing_moved_is_nothing_said_and_many_are_counted(db):
    who = cadre(db, retirement_base=60)
    same = standing(db, [who.id])
    assert in_words(moves(same, standing(db, [who.id]))) == ""
    (one,) = moves({}, same)
    assert in_words([one] * 5).count("；") == 2
    assert in_words([one] * 5).endswith("等 5 项")
