"""The numbers of the rules: dated, sourced, looked up by day and case, edited by the county."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import InvalidInput
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import Constant, NoTextInForce, RuleBook, load
from tests.rules.rule_book import changed, delivered

HEAD = '[subject]\nkey = "demo"\ntitle = "示例"\n'


def entry(**fields):
    known = {"key": "demo.years", "label": "年限", "value": 10, "source": "某规定", "valid_from": date(2020, 1, 1)}
    return {**known, "confidence": "C", **fields}


def book(*entries):
    return load({"demo.toml": {"subject": {"key": "demo", "title": "示例"}, "constant": list(entries)}})


def complaints(*entries):
    with pytest.raises(InvalidInput) as caught:
        book(*entries)
    return [problem.message for problem in caught.value.problems]


def test_the_text_in_force_on_the_day_is_used_from_its_first_day_on():
    made = book(entry(value=12, valid_from=date(2016, 1, 1)), entry(value=18, valid_from=date(2024, 1, 1)))
    assert made.number("demo.years", on=date(2023, 12, 31)) == 12
    assert made.number("demo.years", on=date(2024, 1, 1)) == 18
    with pytest.raises(NoTextInForce, match=r"2015\.12\.31时“年限”尚无规定可依，最早的是某规定（自2016\.01\.01起）"):
        made.number("demo.years", on=date(2015, 12, 31))


def test_the_order_in_the_file_does_not_matter():
    made = book(entry(value=18, valid_from=date(2024, 1, 1)), entry(value=12, valid_from=date(2016, 1, 1)))
    assert made.number("demo.years", on=date(2020, 5, 1)) == 12
    assert [text.value for text in made.versions("demo.years")] == [12, 18]


def test_a_narrower_case_goes_before_the_general_one_and_falls_back_on_it():
    made = book(entry(value=20), entry(value=25, applies_to="township", valid_from=date(2023, 1, 1)))
    day = date(2023, 1, 1)
    assert made.number("demo.years", on=day, applies_to="township") == 25
    assert made.number("demo.years", on=day - timedelta(days=1), applies_to="township") == 20
    assert made.number("demo.years", on=day, applies_to="county") == 20
    assert made.cases("demo.years") == ("", "township")


def test_a_key_or_case_nobody_wrote_is_a_fault_of_the_program():
    made = book(entry(applies_to="township"))
    with pytest.raises(KeyError, match=r"demo\.other"):
        made.number("demo.other", on=date(2026, 1, 1))
    with pytest.raises(KeyError, match=r"demo\.years \[county\]"):
        made.number("demo.years", on=date(2026, 1, 1), applies_to="county")


def test_values_are_read_as_what_they_are_and_nothing_else():
    on = date(2026, 1, 1)
    made = book(
        entry(key="demo.share", value="12.5"),
        entry(key="demo.flag", value=True),
        entry(key="demo.words", value=["甲", "乙"]),
        entry(key="demo.steps", value=[1, 2]),
        entry(key="demo.none", value=[]),
    )
    assert made.decimal("demo.share", on=on) == Decimal("12.5")
    assert made.flag("demo.flag", on=on) is True
    assert made.texts("demo.words", on=on) == ("甲", "乙")
    assert made.numbers("demo.steps", on=on) == (1, 2)
    assert made.texts("demo.none", on=on) == made.numbers("demo.none", on=on) == ()
    assert made.text("demo.share", on=on) == "12.5"
    wrong = [
        (made.number, "demo.flag"),
        (made.number, "demo.share"),
        (made.decimal, "demo.flag"),
        (made.flag, "demo.steps"),
        (made.text, "demo.words"),
        (made.texts, "demo.steps"),
        (made.numbers, "demo.words"),
        (made.texts, "demo.share"),
    ]
    for read, key in wrong:
        with pytest.raises(TypeError, match=key):
            read(key, on=on)
    with pytest.raises(TypeError, match="no number"):
        book(entry(value="许多")).decimal("demo.years", on=on)


def test_everything_wrong_is_told_at_once_with_file_and_entry():
    assert complaints(
        entry(label="", value=1.5),
        entry(key="other.years", confidence="sure"),
        entry(valid_from="2024-01-01", colour="red"),
        entry(value=[1, "二"], least="一", unit=3),
        {"key": "demo.nothing"},
        "oops",
    ) == [
        "demo.toml：第1条“demo.years”：缺少名称 label",
        'demo.toml：第1条“demo.years”：带小数的值请写成文字，如 "0.5"，以免计算走样',
        "demo.toml：第2条“年限”：代码应以“demo.”开头",
        "demo.toml：第2条“年限”：可信度 confidence 应为 C、S、L、R、seed 之一",
        "demo.toml：第3条“年限”：认不出的栏目 colour",
        "demo.toml：第3条“年限”：施行日期 valid_from 应写成 2024-01-01 的样子，不加引号",
        "demo.toml：第4条“年限”：unit 应是文字",
        "demo.toml：第4条“年限”：least 应是整数",
        "demo.toml：第4条“年限”：列表里的值应是同一类",
        "demo.toml：第5条“demo.nothing”：缺少名称 label",
        "demo.toml：第5条“demo.nothing”：缺少依据 source",
        "demo.toml：第5条“demo.nothing”：施行日期 valid_from 应写成 2024-01-01 的样子，不加引号",
        "demo.toml：第5条“demo.nothing”：可信度 confidence 应为 C、S、L、R、seed 之一",
        "demo.toml：第5条“demo.nothing”：缺少值 value",
        "demo.toml：第6条不是规则条目",
    ]


@pytest.mark.parametrize("content", [{}, {"subject": "demo"}, {"subject": {"key": "demo"}}])
def test_a_file_without_its_head_is_refused(content):
    with pytest.raises(InvalidInput, match=r"x\.toml：缺少 \[subject\] 段"):
        load({"x.toml": content})


def test_a_file_whose_entries_are_no_list_is_refused():
    with pytest.raises(InvalidInput, match="逐条列出"):
        load({"x.toml": {"subject": {"key": "demo", "title": "示例"}, "constant": {"key": "demo.years"}}})


def test_the_same_text_twice_and_a_value_out_of_its_bounds_are_refused():
    assert complaints(entry(), entry(value=11)) == ["“年限”（2020.01.01起）：同一施行日期写了两次，请只留一条"]
    assert complaints(entry(value=101, most=100, unit="%")) == ["“年限”（2020.01.01起）：101%超出允许范围（至100）"]
    assert complaints(entry(value=[1, 0], least=1, most=5)) == ["“年限”（2020.01.01起）：0超出允许范围（1至5）"]
    assert book(entry(value=100, least=100, most=100)).number("demo.years", on=date(2026, 1, 1)) == 100


def test_a_county_lays_its_own_text_over_from_its_own_day():
    made = changed("rotation.years", 8, since="2026-01-01", applies_to="unit_head")
    assert made.number("rotation.years", on=date(2025, 12, 31), applies_to="unit_head") == 10
    assert made.number("rotation.years", on=date(2026, 1, 1), applies_to="unit_head") == 8
    assert made.constant("rotation.years", on=date(2026, 1, 1), applies_to="unit_head").citation == (
        "本县文件（自2026.01.01起，地方做法）"
    )
    same_day = changed("rotation.years", 9, since="2006-06-10", applies_to="unit_head")
    assert same_day.number("rotation.years", on=date(2020, 1, 1), applies_to="unit_head") == 9


def test_a_later_text_of_the_law_ends_the_countys_earlier_one():
    made = changed("influence.months", 15, since="2020-01-01", applies_to="party.serious_warning")
    months = [
        made.number("influence.months", on=day, applies_to="party.serious_warning")
        for day in (date(2019, 12, 31), date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert months == [18, 15, 18]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("rotation.yeers", 8, "程序没有这一项规则"),
        ("rotation.years", "八", "值的写法不对，应与“10年”同类"),
        ("rotation.years", 0, "0超出允许范围（1至30）"),
        ("rotation.years", 31, "31超出允许范围（1至30）"),
    ],
)
def test_a_countys_text_that_does_not_fit_is_refused(key, value, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        changed(key, value, applies_to="unit_head")


def test_a_list_may_be_laid_over_an_empty_one():
    made = changed("working_days.holidays", ["2027-10-01"], applies_to="2027")
    assert made.texts("working_days.holidays", on=date(2026, 11, 21), applies_to="2027") == ("2027-10-01",)


def test_the_delivered_files_are_sound_and_say_where_each_number_is_from():
    made = delivered()
    assert {"influence", "retirement", "rotation", "terms", "working_days"} <= made.titles.keys()
    assert all(text.source and text.label for text in made.constants)


def test_what_is_written_out_reads_back_equal():
    made = delivered()
    again = load({f"{subject}.toml": made.plain(subject) for subject in made.titles})
    assert sorted(map(repr, again.constants)) == sorted(map(repr, made.constants))
    assert again.titles == made.titles


def test_a_toml_file_as_people_write_it_is_read():
    text = HEAD + (
        '[[constant]]\nkey = "demo.years"\nlabel = "年限"\nvalue = 10\nunit = "年"\n'
        'source = "某规定"\nvalid_from = 2020-01-01\nconfidence = "R"\n'
    )
    made = load({"demo.toml": tomllib.loads(text)}).constant("demo.years", on=date(2026, 1, 1))
    assert (made.value_text, made.citation) == ("10年", "某规定（自2020.01.01起，未核实，请对照原文）")


def test_values_are_shown_in_the_clerks_words():
    made = Constant("demo.x", "名", True, "某规定", date(2020, 1, 1), "C")
    assert made.value_text == "是"
    assert replace(made, value=("甲", "乙")).value_text == "甲、乙"
    assert replace(made, value=False).value_text == "否"


def test_an_explanation_names_texts_and_records_once():
    text = delivered().constant("rotation.warn_months", on=date(2026, 1, 1))
    found = Explained(
        1, "规则", (Input("甲", "一", "r1"), Input("乙", "二"), Input("丙", "三", "r1")), "句", (text, text)
    )
    assert found.records == ("r1",)
    assert found.source == "工作惯例（自2006.06.10起，工作惯例）"
    assert Explained(1, "规则", (), "句").source == ""


@settings(deadline=None)
@given(st.dictionaries(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 99), min_size=1), st.dates())
def test_on_any_day_the_latest_text_not_later_than_it_holds(texts, day):
    made = RuleBook(book(*(entry(value=value, valid_from=since) for since, value in texts.items())).constants)
    begun = [since for since in texts if since <= day]
    if begun:
        assert made.number("demo.years", on=day) == texts[max(begun)]
    else:
        with pytest.raises(NoTextInForce):
            made.number("demo.years", on=day)
