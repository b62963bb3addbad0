"""After a saving that moves due dates the person is told which, from when to when."""

import pytest

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.post import MemberKind
from cadre_desktop.rules.partial_date import PartialDate
from tests.services.people import cadre, post, unit


@pytest.fixture
def window(qtbot, desk):
    def make(kind_key, *args):
        made = RecordDialog(desk, None, BY_KEY[kind_key], *args)
        qtbot.addWidget(made)
        made.hints.stop()
        return made

    return make


def test_a_corrected_appointment_tells_the_new_day_of_the_move(desk, window):
    held = post(desk.db, cadre(desk.db), unit(desk.db), appointed_on=PartialDate(2016, 11), member_kind=MemberKind.HEAD)
    dialog = window("post", held.id)
    dialog.form.editors["appointed_on"].set_value(PartialDate(2017, 2))
    dialog.form.changed.emit()
    assert dialog.save()
    assert desk.told[-1][0] == "到期日随之变动：周文静交流到期 2026.11 → 2027.02"


def test_what_feeds_no_clock_tells_nothing(desk, window):
    who = cadre(desk.db, retirement_base=60)
    dialog = window("cadre", who.id)
    dialog.form.editors["health"].set_value("良好")
    dialog.form.changed.emit()
    assert dialog.save()
    other = window("unit", unit(desk.db).id)
    other.form.editors["short_name"].set_value("青石")
    other.form.changed.emit()
    assert other.save()
    assert desk.told == []


def test_a_new_record_tells_the_clock_it_starts(desk, window):
    who = cadre(desk.db)
    dialog = window("post", None, {"cadre": who})
    for name, value in {"unit": unit(desk.db), "title": "镇长", "is_leader": True, "member_kind": MemberKind.HEAD,
                        "appointed_on": PartialDate(2020, 3)}.items():  # fmt: skip
        dialog.form.editors[name].set_value(value)
    dialog.form.changed.emit()
    assert dialog.save()
    assert desk.told[-1][0] == "到期日随之变动：周文静交流到期新定为 2030.03"
