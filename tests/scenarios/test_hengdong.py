"""衡东: the county paper's figures come out of import sheets full of traps, the same on the screen and in the reports.

纪实档案483份，政治素质档案189份；职级晋升106名，职员等级晋升284名；优秀单位20家，主要负责人记个人三等功20名；
乡镇公务员优秀比例15%→25%；“下”3名；约谈7个单位负责人；孵化基地5、示范片5、示范基地56、创客948名；跟班6批次71名；
墩苗367名到17个乡镇；科级干部平均年龄较上年度下降2.3岁；提拔重用87后51人；县直党政部门增配年轻干部10人。
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from cadre_desktop.figures.figure import Figure
from cadre_desktop.formats.report_sheet import ReportBook, ReportSheet
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import exports, figures, records, roster
from cadre_desktop.storage.database import Database
from tests.scenarios.people import born, numbered
from tests.scenarios.sheets import Row, bring_in

YEAR_END = date(2025, 12, 31)
N_STAYING, N_LEAVING, N_PROMOTED_IN, N_MOVED_IN, N_BELOW = 600, 80, 45, 37, 200
TOWNS = [f"{name}镇" for name in "东西南北中上下前后左右山水林田湖草"]
OFFICES = [f"县{name}局" for name in ("财政", "教育", "民政", "水利", "住建", "文旅", "审计", "统计", "医保")]
HEAD, DEPUTY, SUBSECTION = "乡科级正职", "乡科级副职", "股级"
PROMOTED, ADVANCED, MOVED = "新提拔", "进一步使用", "平级交流"


class Hengdong:
    """Collects the county's sheets: the roster, the posts, and the ledgers that hang from them."""

    def __init__(self) -> None:
        self.people: list[Row] = []
        self.posts: list[Row] = []
        self.updates = 0
        self.staying = [self._staying(at) for at in range(N_STAYING)]
        self.leaving = [self._leaving(at) for at in range(N_LEAVING)]
        self.coming = [self._promoted_in(at) for at in range(N_PROMOTED_IN)]
        self.coming += [self._moved_in(at) for at in range(N_MOVED_IN)]
        self.below = [self._person(f"股级{numbered(at)}", _town(at), "1992.03", SUBSECTION) for at in range(N_BELOW)]
        self.gone = self._young_below()
        self.discarded = self._never_counted()
        self._heads()

    def _person(self, name: str, unit: str, birth: str, level: str = DEPUTY, since: str = "2020.05") -> Row:
        """Put a line into the roster: the present post with it."""
        at = len(self.people)
        row = {"姓名": name, "工作单位": unit, "现任职务": "干部", "职务层次": level, **born(birth, at)}
        self.people.append({**row, "身份类别": "公务员", "任现职时间": since})
        return {"干部姓名": name, "公民身份号码": row["公民身份号码"]}

    def _held(self, who: Row, unit: str, since: str, **more: str) -> None:
        """Say more of the post the roster brought in: how somebody came to it, or when it ended."""
        row = {**who, "任职单位": unit, "职务": "干部", "任职时间": since, "班子成员": "否", "主职务": "是"}
        self.posts.append({**row, "任现职连续计算": "否", **more})
        self.updates += 1

    def _other(self, who: Row, unit: str, since: str, level: str, **more: str) -> None:
        """Add a post of another time."""
        row = {**who, "任职单位": unit, "职务": "另任职务", "职务层次": level, "任职时间": since, "班子成员": "否"}
        self.posts.append({**row, "主职务": "是", "任现职连续计算": "否", **more})

    def _staying(self, at: int) -> Row:
        """Ages lie evenly around 42 at the end of 2024; five of the youngest were born in 1986.12 and promoted."""
        away = at // 2 % 5
        year = 1982 - away if at % 2 else 1982 + away
        month = "12" if year == 1986 and at < 50 else "06"
        level, unit = HEAD if at % 3 == 0 else DEPUTY, _place(at)
        who = self._person(f"留任{numbered(at)}", unit, f"{year}.{month}", level, "2021.04")
        if month == "12":
            self._other(who, unit, "2025.05", level, 选用类型=ADVANCED)
        return who

    def _leaving(self, at: int) -> Row:
        who = self._person(f"离开{numbered(at)}", _town(at), "1967.06")
        self._held(who, _town(at), "2020.05", 免职时间="2025.06")
        return who

    def _promoted_in(self, at: int) -> Row:
        """Was below the level last year; five were promoted and then advanced again within the year."""
        who = self._person(f"提任{numbered(at)}", _town(at), "1995.06", DEPUTY, "2025.03")
        self._held(who, _town(at), "2025.03", 选用类型=PROMOTED if at % 4 else ADVANCED)
        self._other(who, _town(at), "2019.07", SUBSECTION, 免职时间="2025.03")
        if at < 5:
            self._other(who, _town(at + 1), "2025.10", DEPUTY, 选用类型=ADVANCED)
        return who

    def _moved_in(self, at: int) -> Row:
        """Came from another county at the same level, young, but not promoted here; ten into teams of departments."""
        unit = OFFICES[at % len(OFFICES)] if at < 10 else _town(at)
        who = self._person(f"调入{numbered(at)}", unit, "1995.06", DEPUTY, "2025.08")
        self._held(who, unit, "2025.08", 选用类型=MOVED, 班子成员="是" if at < 10 else "否")
        return who

    def _young_below(self) -> Row:
        """Six more of the 51 stand below the level: one born in 1987.01, one already gone again by the year's end."""
        for at, birth in enumerate(("1987.01", "1988.02", "1990.07", "1993.11", "1996.05")):
            who = self._person(f"重用{numbered(at)}", _town(at), birth, SUBSECTION, "2025.07")
            self._held(who, _town(at), "2025.07", 选用类型=ADVANCED)
            self._other(who, _town(at), "2020.05", SUBSECTION, 免职时间="2025.07")
        gone = self._person("提拔后调出", TOWNS[1], "1991.01", SUBSECTION, "2025.04")
        self._held(gone, TOWNS[1], "2025.04", 选用类型=ADVANCED, 免职时间="2025.11")
        return gone

    def _never_counted(self) -> Row:
        """Promotions outside the year, and of somebody who will be in the recycle bin."""
        for at in range(8):
            for since in ("2024.12", "2026.01"):
                who = self._person(
                    f"{'前' if since < '2025' else '后'}年提拔{at}", _town(at), "1992.01", SUBSECTION, since
                )
                self._held(who, _town(at), since, 选用类型=PROMOTED)
        wrong = self._person("误登人员", TOWNS[0], "1993.01", DEPUTY, "2025.02")
        self._held(wrong, TOWNS[0], "2025.02", 选用类型=PROMOTED)
        return wrong

    def _heads(self) -> None:
        """The first of those who stay head a unit each."""
        for at, who in enumerate(self.staying[: len(TOWNS + OFFICES)]):
            self._held(who, _place(at), "2021.04", 班子成员="是", 成员类别="正职")

    def observations(self) -> Iterator[Row]:
        """483 people in office have a file; some of them twice, and what else there is does not count."""
        owners = self.staying[:380] + self.coming[:63] + self.below[:40]
        assert len(owners) == 483
        for at, who in enumerate(owners):
            yield _observed(who, "2025.06.01")
            if at % 20 == 0:
                yield _observed(who, "2025.06.02")
        for who in self.leaving[:10]:
            yield _observed(who, "2025.02.01")
        for who in self.staying[410:417]:
            yield _observed(who, "2026.03.01")
        yield _observed(self.discarded, "2025.03.01")

    def reviews(self) -> Iterator[Row]:
        owners = self.staying[:150] + self.coming[:39]
        assert len(owners) == 189
        days = [(who, "2025.04.01") for who in (*owners, *self.leaving[:3])]
        days += [(who, "2025.10.01") for who in owners[::10]] + [(who, "2026.04.01") for who in self.staying[310:314]]
        for who, day in days:
            yield {**who, "考察年度": day[:4], "考察日期": day}

    def ranks(self) -> Iterator[Row]:
        """106 and 284 people; four and two of them twice, nine in the year before."""
        for at, who in enumerate(self.staying[:106] + self.staying[:4]):
            yield {**who, "职级": "三级主任科员", "批准时间": "2025.12" if at >= 106 else "2025.03"}
        for at, who in enumerate(self.staying[200:484] + self.staying[200:202]):
            yield {**who, "职级": "七级职员" if at >= 284 else "八级职员", "批准时间": "2025.11"}
        for who in self.staying[500:509]:
            yield {**who, "职级": "三级主任科员", "批准时间": "2024.11"}

    def honours(self) -> Iterator[Row]:
        """The heads of the 20 best units, and people whose unit or post earns it not."""
        for who in self.staying[:23]:
            row = {"对象类型": "个人", **who, "名称": "个人三等功", "类别": "记三等功", "级别": "县级"}
            yield {**row, "授予时间": "2026.03", "状态": "已发文"}
        yield {**row, **self.staying[30], "授予时间": "2026.03"}

    def style_reviews(self) -> Iterator[Row]:
        """Seven heads were talked with, one of them twice; one unit was found good."""
        for n in range(8):
            row = {
                "评议活动": "百企评百岗",
                "评议日期": f"2025.09.0{n + 1}",
                "被评单位": _place(n % 7),
                "等次": "基本满意",
            }
            head = self.staying[n % 7]
            yield {
                **row,
                "单位负责人": head["干部姓名"],
                "公民身份号码": head["公民身份号码"],
                "约谈日期": "2025.10.10",
            }
        yield {**row, "被评单位": _place(10), "等次": "满意", "单位负责人": "", "公民身份号码": "", "约谈日期": ""}

    def placements(self) -> Iterator[Row]:
        """71 people in 6 batches, two of them in two batches; 367 people at 17 townships, three of them twice."""
        for n in range(73):
            yield _placed(self.below[n % 71], "上派跟班", f"第{n % 6 + 1}批", OFFICES[n % len(OFFICES)], n // 71)
        for n in range(370):
            yield _placed(self.staying[n % 367], "下派墩苗", "首批", _town(n), n // 367)

    def adjustments(self) -> Iterator[Row]:
        for n in range(3):
            row = {**self.staying[520 + n], "情形": "2022规定第3项 担当和斗争精神不强", "事实依据": "推进不力。"}
            yield {**row, "发现日期": "2025.03.01", "状态": "组织决定", "调整方式": "免职", "决定日期": "2025.05.10"}


def _town(at: int) -> str:
    return TOWNS[at % len(TOWNS)]


def _place(at: int) -> str:
    return (TOWNS + OFFICES)[at % len(TOWNS + OFFICES)]


def _observed(who: Row, day: str) -> Row:
    row = {**who, "场景": "重大突发事件", "日期": day, "事项": "防汛转移群众", "具体表现": "连夜转移。"}
    return {**row, "正负面": "正面", "记录人": "黄立群"}


def _placed(who: Row, kind: str, batch: str, to: str, again: int) -> Row:
    day = "2025.09.05" if again else "2025.03.05"
    return {**who, "类型": kind, "批次": batch, "接收单位": to, "开始日期": day, "状态": "在岗"}


def _units() -> Iterator[Row]:
    for name in TOWNS + OFFICES:
        yield {"单位名称": name, "单位类别": "乡镇" if name in TOWNS else "县直党政部门", "状态": "有效"}


def _results() -> Iterator[Row]:
    for at, name in enumerate(TOWNS + OFFICES):
        row = {"单位": name, "年度": "2025", "绩效等次": "优秀" if at < 20 else "良好"}
        yield {**row, "确定日期": "2026.02.12", "文号": "考〔2026〕1号"}


def _quotas() -> Iterator[Row]:
    for year, percent in (("2024", "15"), ("2025", "25")):
        row = {"年度": year, "名额池": "公务员（含参公）", "单位类别": "乡镇", "比例（%）": percent, "合并核定": "否"}
        yield {**row, "依据": "向基层倾斜", "批准文号": f"组〔{year}〕9号"}


def _bases() -> Iterator[Row]:
    """5, 5 and 56 bases; one more is closed again, one came after the year."""
    kinds = ["孵化基地"] * 5 + ["示范片"] * 5 + ["示范基地"] * 58
    for n, kind in enumerate(kinds):
        since, until = ("2026.02", "") if n == 67 else ("2024.05", "2025.06") if n == 66 else ("2024.05", "")
        row = {"基地名称": f"基地{numbered(n)}", "基地类型": kind, "所在乡镇": _town(n)}
        yield {**row, "建立时间": since, "撤销时间": until}


def _talents() -> Iterator[Row]:
    for n in range(950):
        row = {"姓名": f"创客{numbered(n)}", "类别": "电商", "乡镇或村": _town(n), "党员": "是"}
        yield {**row, "入选时间": "2026.01" if n == 949 else "2025.03", "退出时间": "2025.09" if n == 948 else ""}


@pytest.fixture(scope="module")
def hengdong(county_db: Database) -> Database:
    """The county, brought in sheet by sheet; then some people leave office, and one goes to the recycle bin."""
    db, county = county_db, Hengdong()
    situation = {"依据版本": "2022规定", "序号": "3", "情形": "担当和斗争精神不强", "有效": "是"}
    bring_in(db, "unit", list(_units()))
    bring_in(db, "cadre", county.people)
    bring_in(db, "post", county.posts, updates=county.updates)
    for key, rows in (
        ("observation", county.observations()),
        ("political_review", county.reviews()),
        ("rank", county.ranks()),
        ("unit_assessment", _results()),
        ("honour", county.honours()),
        ("quota_setting", _quotas()),
        ("adjustment_situation", iter([situation])),
        ("adjustment", county.adjustments()),
        ("style_review", county.style_reviews()),
        ("maker_base", _bases()),
        ("maker_talent", _talents()),
        ("placement", county.placements()),
    ):
        bring_in(db, key, list(rows))
    for who in county.leaving[:10]:
        _leaves(db, who, CadreState.RETIRED)
    _leaves(db, county.gone, CadreState.TRANSFERRED)
    records.discard(db, BY_KEY["cadre"], _id(db, county.discarded))
    return db


def _id(db: Database, who: Row) -> str:
    (found,) = roster.ids(db, ListQuery(text=who["干部姓名"]))
    return found


def _leaves(db: Database, who: Row, state: CadreState) -> None:
    """Set the state as the person's form does."""
    kind, person = BY_KEY["cadre"], _id(db, who)
    records.change(db, kind, person, records.load(db, kind, person)[1], {"state": state})


Figures = Callable[[int], Mapping[str, Figure]]


@pytest.fixture(scope="module")
def of(hengdong: Database) -> Figures:
    """Every figure of a year, reckoned once: nobody changes the county."""
    return cache(lambda year: {one.key: one for one in figures.figures(hengdong, year=year)})


def printed(book: ReportBook, name: str) -> str:
    """Everything a sheet says, as one text."""
    sheet = next(s for s in book.sheets if isinstance(s, ReportSheet) and s.name == name)
    return "\n".join(" ".join(str(cell) for cell in row) for row in sheet.rows) + "\n".join(sheet.notes)


PAPER = {
    "conduct_files": "483份",
    "political_files": "189份",
    "civil_ranks_people": "106人",
    "staff_grades_people": "284人",
    "unit_result_excellent": "20家",
    "excellent_heads_merit": "20人",
    "quota_township_percent_before": "15%",
    "quota_township_percent": "25%",
    "adjusted_people": "3人",
    "style_heads_talked": "7人",
    "maker_incubator": "5个",
    "maker_area": "5个",
    "maker_site": "56个",
    "maker_talents": "948名",
    "placement_shadowing_batches": "6批次",
    "placement_shadowing_people": "71人",
    "placement_rooting_people": "367人",
    "placement_rooting_units": "17个",
    "section_mean_age_drop": "下降2.3岁",
    "young_promoted_people": "51人",
    "young_into_departments": "10人",
}
BESIDE = {
    "civil_ranks_times": "110人次",
    "staff_grades_times": "286人次",
    "merit_third_people": "0人",
    "placement_rooting_times": "370人次",
    "style_units_talked": "7家",
}


def test_every_number_the_paper_prints_comes_out_of_import_sheets(of: Figures) -> None:
    found = of(2025)
    assert {key: found[key].text for key in PAPER} == PAPER
    assert {key: found[key].text for key in BESIDE} == BESIDE
    files = found["conduct_files"]
    assert len(set(files.ids)) == 483


def test_files_filed_after_the_cut_off_count_from_their_own_day(of: Figures) -> None:
    assert of(2026)["conduct_files"].value == 483 + 7
    assert of(2026)["political_files"].value == 189 + 4


def test_the_mean_age_fell_by_2_3_years_each_cut_off_with_its_own_people(of: Figures) -> None:
    now, before = of(2025)["section_mean_age"], of(2025)["section_mean_age_before"]
    assert len(before.ids) == N_STAYING + N_LEAVING
    assert len(now.ids) == N_STAYING + N_PROMOTED_IN + N_MOVED_IN
    assert (before.value, now.value) == (Decimal("43.8"), Decimal("41.4"))
    # Rounded first it would be 2.4: the difference is taken before anything is rounded.
    assert of(2025)["section_mean_age_drop"].value == Decimal("2.3")


def test_born_in_1986_12_is_too_old_and_in_1987_01_just_young_enough(hengdong: Database, of: Figures) -> None:
    young = set(of(2025)["young_promoted_people"].ids)
    everybody = of(2025)["promoted_or_advanced_people"]
    assert len(young) == 51 < everybody.value
    assert of(2025)["promoted_or_advanced_times"].value == everybody.value + 5
    with hengdong.read() as session:
        births = {str(session.get_one(Cadre, i).birth_on): i in young for i in everybody.ids}
    assert births["1987.01"] is True
    assert births["1986.12"] is False


def test_the_reports_print_the_same_figures(hengdong: Database) -> None:
    options = exports.options_of(hengdong, year=2025)
    assert options.as_of == YEAR_END
    files = printed(exports.preview(hengdong, "files_built", options), "建档情况")
    assert "纪实档案483份" in files
    assert "政治素质档案189份" in files
    structure = exports.preview(hengdong, "structure", options)
    assert "科级干部平均年龄较上年变化 下降2.3岁" in printed(structure, "主要指标")
    assert "科级干部平均年龄 41.4岁" in printed(structure, "主要指标")
    drop = next(note for note in structure.sources if note.label == "科级干部平均年龄较上年变化")
    assert drop.value == "下降2.3岁"
    assert "680人" in drop.definition
    assert "682人" in drop.definition
    assert len(drop.records) == 501
    assert drop.records[-1] == "……另182条，可在程序内点开该数字查看"


def test_the_work_report_says_the_paper_s_sentences(hengdong: Database) -> None:
    work = printed(exports.preview(hengdong, "work_data", exports.options_of(hengdong, year=2025)), "按材料")
    for sentence in (
        "建立干部表现纪实档案483份",
        "建立政治素质档案189份",
        "晋升公务员职级106名、事业管理岗职员等级284名",
        "评定绩效优秀单位20家，给予优秀单位主要负责人记个人三等功20名",
        "乡镇公务员优秀比例由15%调整为25%",
        "选派6批次71名乡镇干部到县直单位跟班，选派367名县直干部到17个乡镇墩苗",
        "建成创客孵化基地5个、示范片5个、示范基地56个，培育创客948名",
        "全县科级干部平均年龄较上年度下降2.3岁",
    ):
        assert sentence in work
