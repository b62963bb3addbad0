"""赛马: means, places, and whom an award may be proposed for, on both sides of each edge."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from cadre_desktop.records.rule_files import shipped
from cadre_desktop.rules.races import RaceStanding, RaceTask, mean_of, months_of, printed_mean, quarter_of, standings

ON = date(2026, 9, 28)


def ranked(**rates: Sequence[float | None]) -> dict[str, RaceStanding]:
    tasks = [
        RaceTask(f"{person}{month}", person, month, rate)
        for person, mine in rates.items()
        for month, rate in enumerate(mine, 7)
    ]
    return {one.value.person: one.value for one in standings(tasks, shipped(), ON)}


def test_months_belong_to_quarters() -> None:
    assert [quarter_of(month) for month in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert months_of(4) == (10, 11, 12)


def test_the_mean_leaves_out_what_is_not_filled_and_is_rounded_last() -> None:
    tasks = [RaceTask(str(at), "甲", 7, rate) for at, rate in enumerate((66.7, None, 66.6))]
    assert mean_of(tasks) == Fraction("66.65")
    assert printed_mean(mean_of(tasks)) == "66.7%"
    assert printed_mean(mean_of([])) == "—"


def test_equal_means_share_a_place_and_those_without_a_rate_stand_last_without_one() -> None:
    found = ranked(甲=[90], 乙=[90], 丙=[80], 丁=[None])
    assert list(found) == ["乙", "甲", "丙", "丁"]
    assert [one.place for one in found.values()] == [1, 1, 3, None]
    assert len(found["丁"].missing) == 1


def test_a_runner_reaches_the_rate_stands_in_front_and_filled_everything_in() -> None:
    found = ranked(甲=[100], 乙=[99.9], 丙=[120, None], 丁=[101], 戊=[102], 己=[103], 庚=[104])
    assert {name for name, one in found.items() if one.proposed == "runner"} == {"己", "庚"}, "丙 is first, with a gap"
    assert found["甲"].place == 6


def test_a_snail_is_below_the_rate_and_among_the_last() -> None:
    found = ranked(甲=[79.9], 乙=[80], 丙=[70], 丁=[60], 戊=[50])
    assert {name for name, one in found.items() if one.proposed == "snail"} == {"丙", "丁", "戊"}
    assert ranked(甲=[80])["甲"].proposed == ""
    assert ranked(甲=[79.9])["甲"].proposed == "snail"


def test_the_sentence_names_place_gap_and_the_reason() -> None:
    (one,) = standings([RaceTask("a", "甲", 7, 105), RaceTask("b", "甲", 8, None)], shipped(), ON)
    assert one.sentence == "2项任务平均完成率105.0%，第1名，1项未填完成率。"
    assert one.records == ("a", "b")
    (one,) = standings([RaceTask("a", "甲", 7, 105), RaceTask("a", "甲", 7, 105)], shipped(), ON)
    assert "达到100%且在前3名，可考虑奔跑奖" in one.sentence
