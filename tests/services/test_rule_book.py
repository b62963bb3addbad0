"""The county's own numbers: laid over the shipped ones, kept with reasons, sent, taken in, taken back."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cadre_desktop.errors import BadFile, InvalidInput, NotAllowed
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.records.rule_files import PREFIX, as_body, shipped
from cadre_desktop.rules.settings import Constant
from cadre_desktop.services import history, rule_book
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.database import Database

YEAR_END = date(2026, 12, 31)
TOWNSHIP = Constant(
    key="quota.percent",
    label="乡镇公务员优秀比例",
    value=25,
    source="清组发〔2026〕3号",
    valid_from=date(2026, 1, 1),
    confidence="L",
    applies_to="civil.township",
    unit="%",
)
TENURE = Constant(
    key="rotation.years",
    label="单位正职应交流年限",
    value=8,
    source="清组发〔2026〕5号",
    valid_from=date(2026, 3, 1),
    confidence="L",
    applies_to="unit_head",
    unit="年",
)


def share(db: Database, kind: str, day: date = YEAR_END) -> int:
    return rule_book.rule_book(db).number("quota.percent", on=day, applies_to=kind)


def test_a_store_without_own_rules_has_the_shipped_ones(db: Database) -> None:
    assert rule_book.rule_book(db) == shipped()
    kept = rule_book.county_rules(db)
    assert (kept.number, kept.book.constants, kept.unfit) == (0, (), ())
    assert rule_book.versions(db) == []


def test_an_own_value_holds_from_its_day_and_leaves_the_others_alone(db: Database) -> None:
    rule_book.set_text(db, TENURE, reason="县委常委会决定")
    book = rule_book.rule_book(db)
    assert book.number("rotation.years", on=date(2026, 2, 28), applies_to="unit_head") == 10
    assert book.number("rotation.years", on=date(2026, 3, 1), applies_to="unit_head") == 8
    assert book.number("rotation.years", on=YEAR_END, applies_to="inner_head") == 5


def test_the_share_of_townships_goes_from_15_to_25_by_setting_alone(db: Database) -> None:
    assert (share(db, "civil", date(2019, 12, 31)), share(db, "civil")) == (15, 20)
    rule_book.set_text(db, TOWNSHIP, reason="向基层倾斜")
    assert share(db, "civil.township") == 25
    assert share(db, "civil") == 20


def test_the_same_case_and_day_again_replaces_the_own_text(db: Database) -> None:
    rule_book.set_text(db, TOWNSHIP, reason="向基层倾斜")
    rule_book.set_text(db, replace(TOWNSHIP, value=22), reason="改正")
    assert [text.value for text in rule_book.county_rules(db).book.constants] == [22]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (replace(TENURE, key="rotation.unknown"), "程序没有这一项规则"),
        (replace(TENURE, value="八"), "值的写法不对"),
        (replace(TENURE, value=-1), "超出允许范围"),
        (replace(TENURE, source=" "), "请填写依据"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(db: Database, text: Constant, part: str) -> None:
    with pytest.raises(InvalidInput, match=part):
        rule_book.set_text(db, text, reason="试")
    assert rule_book.versions(db) == []


@pytest.mark.parametrize("reason", ["", "   ", "因" * 201])
def test_a_change_without_a_reason_is_refused(db: Database, reason: str) -> None:
    with pytest.raises(InvalidInput, match="修改原因"):
        rule_book.set_text(db, TENURE, reason=reason)
    assert rule_book.rule_book(db) == shipped()


def test_keeping_the_same_again_is_no_change(db: Database) -> None:
    rule_book.set_text(db, TENURE, reason="县委常委会决定")
    with pytest.raises(NotAllowed, match="没有需要保存"):
        rule_book.set_text(db, TENURE, reason="再来一次")
    assert [v.number for v in rule_book.versions(db)] == [1]


def test_the_trail_tells_what_changed_from_what_to_what_and_screens_learn_of_it(db: Database) -> None:
    heard: list[Changes] = []
    db.subscribe(heard.append)
    rule_book.set_text(db, TENURE, reason="县委常委会决定")
    rule_book.set_text(db, replace(TENURE, value=9), reason="放宽一年")
    assert heard[-1].touches("unit_setting")
    latest = history.acts(db)[0]
    assert (latest.title, latest.action) == ("修改规则设置", "设置")
    assert "放宽一年" in latest.facts
    assert "修改“单位正职应交流年限”8年→9年（2026.03.01起，清组发〔2026〕5号）" in latest.facts


def test_giving_an_own_text_up_brings_the_shipped_one_back(db: Database) -> None:
    rule_book.set_text(db, TENURE, reason="县委常委会决定")
    rule_book.drop_text(db, rule_book.identity(TENURE), reason="文件废止")
    assert rule_book.rule_book(db) == shipped()
    with pytest.raises(NotAllowed, match="随程序提供"):
        rule_book.drop_text(db, rule_book.identity(TENURE), reason="再取消")


def test_every_keeping_is_history_and_can_be_returned_to(db: Database) -> None:
    rule_book.set_text(db, TENURE, reason="第一次")
    rule_book.set_text(db, TOWNSHIP, reason="第二次")
    rule_book.roll_back(db, 1, reason="第二次有误")
    assert [(v.number, v.reason, v.n_texts) for v in rule_book.versions(db)] == [
        (3, "第二次有误", 1),
        (2, "第二次", 2),
        (1, "第一次", 1),
    ]
    assert rule_book.county_rules(db).book.constants == (TENURE,)
    assert set(rule_book.version_book(db, 2).constants) == {TOWNSHIP, TENURE}
    rule_book.roll_back(db, 0, reason="全部用随程序提供的")
    assert rule_book.rule_book(db) == shipped()
    with pytest.raises(NotAllowed, match="找不到"):
        rule_book.roll_back(db, 99, reason="没有这一次")


def test_differences_name_what_is_new_changed_and_gone() -> None:
    shorter = replace(TENURE, value=6)
    book, other = (rule_book.RuleBook(texts) for texts in ((TENURE,), (shorter, TOWNSHIP)))
    found = {(one.text.key, one.what) for one in rule_book.differences(book, other)}
    assert found == {("rotation.years", "修改"), ("quota.percent", "新增")}
    (gone,) = rule_book.differences(book, rule_book.RuleBook(()))
    assert (gone.what, gone.after) == ("取消", None)
    assert rule_book.differences(book, book) == ()


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_what_is_sent_out_comes_back_equal(db: Database, tmp_path: Path, ending: str) -> None:
    listed = Constant(
        key="eligibility.regular_barring",
        label="平时考核出现即不得优秀",
        value=("较差",),
        source="清组发〔2026〕7号，“好”与“较差”",
        valid_from=date(2026, 1, 1),
        confidence="L",
        remark='含引号"和\\反斜线',
    )
    for text in (TENURE, TOWNSHIP, listed):
        rule_book.set_text(db, text, reason="备送")
    path = tmp_path / f"规则.{ending}"
    assert rule_book.send_files(db, path) == 3
    files = rule_book.read_files(path)
    with pytest.raises(NotAllowed, match="没有需要保存"):
        rule_book.keep_county_rules(db, files, reason="收回自己的文件")
    rule_book.roll_back(db, 0, reason="清空")
    rule_book.keep_county_rules(db, files, reason="接收")
    assert set(rule_book.county_rules(db).book.constants) == {TENURE, TOWNSHIP, listed}


def test_all_rules_can_be_sent_and_each_comes_back(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "全部.toml"
    assert rule_book.send_files(db, path, everything=True) == len(shipped().constants)
    back = rule_book.load(rule_book.read_files(path))
    assert set(back.constants) == set(shipped().constants)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["file"]["key"] == "county_rules"


def test_a_file_can_be_added_to_what_is_there_or_put_in_its_place(db: Database, tmp_path: Path) -> None:
    rule_book.set_text(db, TOWNSHIP, reason="备送")
    path = tmp_path / "规则.toml"
    rule_book.send_files(db, path)
    rule_book.roll_back(db, 0, reason="清空")
    rule_book.set_text(db, TENURE, reason="本县的")
    rule_book.set_text(db, replace(TOWNSHIP, value=22), reason="本县的")
    files = rule_book.read_files(path)
    both = rule_book.merged(db, files)
    assert set(both.constants) == {TENURE, TOWNSHIP}
    rule_book.keep_book(db, both, reason="接收")
    assert share(db, "civil.township") == 25
    rule_book.keep_county_rules(db, files, reason="完全按文件")
    assert rule_book.county_rules(db).book.constants == (TOWNSHIP,)


def test_a_county_without_own_rules_has_nothing_to_send(db: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="没有可以送出"):
        rule_book.send_files(db, tmp_path / "规则.toml")
    assert not (tmp_path / "规则.toml").exists()


def test_sending_is_in_the_trail(db: Database, tmp_path: Path) -> None:
    rule_book.set_text(db, TENURE, reason="备送")
    rule_book.send_files(db, tmp_path / "规则.toml")
    latest = history.acts(db)[0]
    assert (latest.title, latest.action) == ("送出规则设置", "导出")
    assert "规则.toml" in latest.facts


def test_a_file_that_breaks_a_bound_says_which_entry(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    rule_book.set_text(db, TENURE, reason="备送")
    rule_book.send_files(db, path)
    path.write_text(path.read_text(encoding="utf-8").replace("value = 8", "value = 800"), encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"单位正职应交流年限.*超出允许范围"):
        rule_book.read_files(path)


def test_a_file_that_is_no_rule_file_is_refused(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    path.write_text("[subject\nkey = 1", encoding="utf-8")
    with pytest.raises(BadFile, match="写法有误"):
        rule_book.read_files(path)


def test_own_texts_of_rules_the_program_no_longer_has_are_kept_aside(db: Database) -> None:
    gone = replace(TENURE, key="rotation.forgotten")
    files = {str(n): c for n, c in enumerate(rule_book.as_files(rule_book.RuleBook((TOWNSHIP, gone))))}
    with db.work("旧版本留下的设置") as session:
        session.add(
            UnitSetting(name=f"{PREFIX}00001", body=as_body(files, at="2026-01-05T09:00:00", actor="x", reason="旧"))
        )
    kept = rule_book.county_rules(db)
    assert (kept.book.constants, [one.key for one in kept.unfit]) == ((TOWNSHIP,), ["rotation.forgotten"])
    assert share(db, "civil.township") == 25
