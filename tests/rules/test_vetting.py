"""任前审核: four checks, two signatures, talk and notice."""

from dataclasses import replace
from datetime import date

import pytest

from cadre_desktop.rules.vetting import CHECK_LABELS, Check, Signature, VettingSheet, vetting_gaps
from cadre_desktop.rules.work_calendar import WorkCalendar
from tests.rules.rule_book import changed, delivered

DAY = date(2026, 11, 2)  # a Monday
PLAIN = WorkCalendar(library=lambda _day: None)


def done(conclusion="通过"):
    return Check(DAY, "张三", conclusion)


FULL = VettingSheet(
    "v1",
    DAY,
    {kind: done() for kind in CHECK_LABELS},
    "未发现影响任用的问题",
    Signature("王书记", date(2026, 11, 3)),
    Signature("李书记", date(2026, 11, 3)),
    talked_on=date(2026, 11, 20),
    notice_from=DAY,
    notice_to=date(2026, 11, 6),
    decided_on=date(2026, 11, 10),
)


def gaps(sheet, book=None):
    return vetting_gaps(sheet, book or delivered(), PLAIN).value


def without(kind):
    return replace(FULL, checks={name: check for name, check in FULL.checks.items() if name != kind})


def with_check(kind, check):
    return replace(FULL, checks={**FULL.checks, kind: check})


def test_a_full_sheet_lacks_nothing():
    found = vetting_gaps(FULL, delivered(), PLAIN)
    assert found.value.complete
    assert found.value.ready_for_meeting
    assert found.value.to_look_at == ()
    assert found.sentence == "凡提四必和双签字齐全，可上会。"
    assert found.records == ("v1",)
    assert "凡提四必" in found.source


@pytest.mark.parametrize("kind", list(CHECK_LABELS))
def test_each_missing_check_is_named_and_keeps_the_sheet_from_the_meeting(kind):
    for sheet in (without(kind), with_check(kind, Check())):
        found = gaps(sheet)
        assert found.before_meeting == (f"{CHECK_LABELS[kind]}：未做",)
        assert not found.ready_for_meeting


def test_a_half_told_check_says_which_half():
    assert gaps(with_check("matters", Check(None, "张三", "一致"))).before_meeting == ("个人有关事项报告必核：缺日期",)
    assert gaps(with_check("matters", Check(DAY, "张三", " "))).before_meeting == ("个人有关事项报告必核：缺结论",)
    assert gaps(with_check("matters", Check(DAY, "", "一致"))).before_meeting == ("个人有关事项报告必核：缺经办人",)
    assert gaps(with_check("discipline", Check(DAY, "", "同意"))).before_meeting == ("纪检监察机关意见必听：缺文号",)


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"integrity_words": " "}, "廉洁自律结论性意见：未填写"),
        ({"secretary": Signature()}, "双签字：缺书记签字"),
        ({"secretary": Signature("王书记")}, "双签字：缺书记签字日期"),
        ({"discipline_secretary": Signature()}, "双签字：缺纪委书记签字"),
        ({"discipline_secretary": Signature("李书记")}, "双签字：缺纪委书记签字日期"),
    ],
)
def test_each_missing_signature_is_named(change, gap):
    assert gaps(replace(FULL, **change)).before_meeting == (gap,)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"talked_on": None}, ("任前廉政谈话未进行",)),
        ({"notice_from": None}, ("任前公示：缺起止日期",)),
        ({"notice_to": None}, ("任前公示：缺起止日期",)),
        ({"notice_to": date(2026, 11, 1)}, ("任前公示：结束日期早于开始日期",)),
        ({"notice_to": DAY}, ("任前公示：1个工作日，不足5个",)),
        ({"notice_to": date(2026, 11, 5)}, ("任前公示：4个工作日，不足5个",)),
        ({"notice_to": date(2026, 11, 6)}, ()),
        ({"notice_from": date(2026, 11, 4), "notice_to": date(2026, 11, 9)}, ("任前公示：4个工作日，不足5个",)),
        ({"notice_from": date(2026, 11, 4), "notice_to": date(2026, 11, 10)}, ()),
    ],
)
def test_talk_and_notice_are_asked_for_before_taking_office(change, missing):
    found = gaps(replace(FULL, **change))
    assert found.before_office == missing
    assert found.ready_for_meeting


def test_what_does_not_fit_is_pointed_out():
    assert gaps(with_check("matters", replace(done("瞒报"), is_clean=False))).to_look_at == (
        "个人有关事项报告必核：结论为“瞒报”，请先处理",
    )
    one_hand = replace(FULL, discipline_secretary=FULL.secretary)
    assert "双签字：两处都是王书记" in gaps(one_hand).to_look_at[0]
    too_early = replace(FULL, discipline_secretary=Signature("李书记", date(2026, 11, 1)))
    assert gaps(too_early).to_look_at == ("双签字：纪委书记签字早于纪检监察机关回复",)
    same_day = replace(FULL, discipline_secretary=Signature("李书记", DAY))
    assert gaps(same_day).to_look_at == ()
    assert gaps(replace(FULL, decided_on=date(2026, 11, 1))).to_look_at == ("讨论决定早于审核完成",)
    assert gaps(replace(FULL, decided_on=DAY)).to_look_at == ()


def test_the_county_may_drop_a_demand():
    unsigned = replace(FULL, secretary=Signature(), talked_on=None)
    assert gaps(unsigned, changed("vetting.two_signatures", False)).before_meeting == ()
    assert gaps(unsigned, changed("vetting.integrity_talk", False)).before_office == ()
    assert gaps(without("archive"), changed("vetting.checks", ["matters"])).before_meeting == ()


def test_all_that_is_missing_is_said_in_one_sentence():
    empty = VettingSheet("v1", DAY, {})
    found = vetting_gaps(empty, delivered(), PLAIN)
    assert len(found.value.before_meeting) == 7
    assert found.sentence.startswith("上会前还缺：干部档案必审：未做；")
    assert found.sentence.endswith("任职前还缺：任前公示：缺起止日期；任前廉政谈话未进行。")
