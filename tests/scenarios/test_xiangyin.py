"""湘阴: the paper's figures come out of the program's own import sheets, filled with a county full of traps.

正向激励20条；容错免责12名；公开比选乡镇长4名、高新区中层8名；担当作为功臣5名，其中1名曾受处分；受处分后重新使用3名；
引进博士2名、硕士14名，省级以上科研平台4个；三百工程首批入库82名、56名、31名。
"""

from collections.abc import Callable, Iterable, Iterator

from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database
from tests.scenarios.people import Roster, born, numbered
from tests.scenarios.sheets import Row, bring_in

YEAR = 2022
N_LEADERS, N_YOUNG = 40, 200
TOWNS = [f"{name}镇" for name in ("青石", "白沙", "石塘", "新桥", "河东")]
OFFICES = ["县发改局", "县农业农村局", "高新区管委会"]
VILLAGES = [f"{name}村" for name in ("东风", "红旗", "团结", "新建", "和平", "光明")]
POOLS = {"90后年轻干部人才库": 82, "乡村振兴人才库": 56, "工业经济人才库": 31}
WHERE = TOWNS + OFFICES
PLATFORMS = (
    ("省级", "2019", ""),
    ("省级", "2022.03", ""),
    ("省级", "2022.05", ""),
    ("国家级", "2022.06", ""),
    ("市级", "2022.06", ""),
    ("省级", "2018", "2021.10"),
    ("省级", "2023.01", ""),
)


def roster() -> Roster:
    """40 deputies and above, who should guide others, then 200 younger people below them."""
    rows = []
    for at in range(N_LEADERS + N_YOUNG):
        leads = at < N_LEADERS
        birth = f"{1972 + at % 12}.{1 + at % 12:02d}" if leads else f"{1991 + at % 6}.{1 + at % 12:02d}"
        row = {"姓名": f"{'领导' if leads else '干部'}{numbered(at)}", "工作单位": WHERE[at % len(WHERE)]}
        row |= {"现任职务": "副职领导" if leads else "干事", "职务层次": "乡科级副职" if leads else "股级"}
        rows.append({**row, **born(birth, at), "身份类别": "公务员", "任现职时间": "2018.03"})
    return Roster(rows)


def units() -> Iterator[Row]:
    for name in TOWNS:
        yield {"单位名称": name, "单位类别": "乡镇", "状态": "有效"}
    for name in OFFICES:
        yield {"单位名称": name, "单位类别": "县直党政部门", "状态": "有效"}
    for at, name in enumerate(VILLAGES):
        yield {"单位名称": name, "单位类别": "村（社区）", "上级单位": TOWNS[at % len(TOWNS)], "状态": "有效"}


def measures() -> Iterator[Row]:
    """Twenty in force, and one that is no longer."""
    for n in range(21):
        row = {"序号": str(n + 1), "措施": f"激励措施{numbered(n)}", "类别": "优先选拔任用"}
        yield {**row, "有效": "否" if n == 20 else "是"}


def tolerance(people: Roster) -> Iterator[Row]:
    """Twelve people were exempted, one of them in two cases; others got off lighter, or are not decided."""
    for n in range(13):
        yield _case(people, 100 + n % 12, f"事项{numbered(n)}", "免责", "2022.05.10")
    yield _case(people, 113, "从轻的事项", "从轻", "2022.05.10")
    yield {**_case(people, 114, "不予容错的事项", "不予容错", "2022.05.10"), "勤勉尽责": "否"}
    yield _case(people, 115, "上年的事项", "免责", "2021.12.31")
    undecided = _case(people, 116, "未裁定的事项", "免责", "2022.05.10")
    for title in ("结论", "裁定日期", "裁定文号", "联合裁定单位"):
        del undecided[title]
    yield {**undecided, "状态": "核实"}


def _case(people: Roster, at: int, title: str, result: str, day: str) -> Row:
    row = {"事项": title, "提起方式": "事后申请", **people.of(at), "事项类型": "重大创新", "适用程序": "一般程序"}
    row |= {"申报日期": "2021.11.08", "失误或错误情况": "先行先试中预估不足。", "发生日期": "2021.10.20"}
    row |= {
        "三个区分开来": "先行先试、缺乏经验的失误",
        "状态": "联合裁定",
        "核实组": "县纪委",
        "核实情况": "情况属实。",
    }
    for condition in ("遵纪守法", "改革创新", "勤勉尽责", "出于公心", "程序正当", "知错就改"):
        row |= {condition: "是", f"{condition}的依据": "经核实。"}
    decided = {"联合裁定单位": "县纪委、县委组织部", "裁定日期": day, "结论": result, "裁定文号": "容〔2022〕3号"}
    return {**row, **decided, "纠错要求": "完善流程。"}


def contests() -> Iterator[Row]:
    base = {"岗位": "乡镇长", "职数": "4", "状态": "已完成"}
    yield {**base, "比选名称": "乡镇长公开比选", "比选日期": "2022.04.16"}
    yield {**base, "比选名称": "高新区中层公开比选", "岗位": "高新区中层", "职数": "8", "比选日期": "2022.08.06"}
    yield {**base, "比选名称": "比选中的乡镇长", "比选日期": "2022.12.01", "状态": "比选中"}
    yield {**base, "比选名称": "上年乡镇长公开比选", "比选日期": "2021.12.01"}


def entries(people: Roster) -> Iterator[Row]:
    """Four and eight were chosen of fifteen and twenty; the contests under way and of the year before count nobody."""
    for name, entered, chosen, start in (
        ("乡镇长公开比选", 15, 4, 0),
        ("高新区中层公开比选", 20, 8, 60),
        ("上年乡镇长公开比选", 6, 3, 20),
    ):
        for n in range(entered):
            row = {"公开比选": name, **people.of(start + n), "总分": f"{580 - n}"}
            yield {**row, "结果": "入选" if n < chosen else "未入选"}
    yield {"公开比选": "比选中的乡镇长", **people.of(30), "结果": "未入选"}


def sanctions(people: Roster) -> Iterator[Row]:
    """Five sanctions: a hero's, of long ago, those of three used again, and one that was withdrawn."""
    base = {"类别": "党纪处分", "种类": "党内警告", "决定机关": "县纪委", "影响期（月）": "12"}
    yield {**people.of(0), **base, "决定或批准日期": "2018.06.12"}
    for n in range(4):
        yield {**people.of(150 + n), **base, "决定或批准日期": "2020.06.12"}
    withdrawn = {"撤销日期": "2020.03", "撤销文号": "纪〔2020〕1号"}
    yield {**people.of(1), **base, "决定或批准日期": "2019.06.12", **withdrawn}


def revisits(people: Roster) -> Iterator[Row]:
    """Three were used again in the year; a fourth only after it."""
    for n in range(4):
        day = "2023.02.01" if n == 3 else "2022.09.01"
        row = {**people.of(150 + n), "原处分处理": f"{people.name(150 + n)}党内警告（2020.06.12）"}
        row |= {"回访日期": "2022.03.10", "方式": "个别谈话", "回访人": "组织部、纪委", "评价": "好"}
        yield {**row, "建议": "重新使用", "重新使用日期": day}


def honours(people: Roster) -> Iterator[Row]:
    """Five heroes, one of them named twice, two of them once sanctioned, but one of these unjustly."""
    for at in range(5):
        yield _honour(people, at, "担当作为功臣", "2022.12")
    yield _honour(people, 4, "担当作为功臣", "2022.06")
    for at in range(10, 17):
        yield _honour(people, at, "狮子型干部", "2022.12")
    for at in range(50, 69):
        yield _honour(people, at, "效能之星", "2022.12")
    yield _honour(people, 9, "担当作为功臣", "2021.12")


def _honour(people: Roster, at: int, kind: str, month: str) -> Row:
    row = {"对象类型": "个人", **people.of(at), "名称": kind, "类别": kind, "级别": "县级", "授予时间": month}
    return {**row, "授予机关": "县委、县政府", "状态": "已发文"}


def pools() -> Iterator[Row]:
    for at, name in enumerate(POOLS):
        yield {"人才库名称": name, "建库日期": f"2022.03.0{at + 1}", "在用": "是"}


def members(people: Roster) -> Iterator[Row]:
    """82, 56 and 31 places: nine people stand in two pools; two have left again, one came a year later."""
    start = 0
    for name, number in POOLS.items():
        for n in range(number):
            at = N_LEADERS + (start + n - (9 if start == 82 and n < 9 else 0)) % N_YOUNG
            yield _member(people, name, at, "2022.04.01")
        start += number
    first = next(iter(POOLS))
    for n in range(2):
        gone = _member(people, first, N_LEADERS + 180 + n, "2022.04.01")
        yield {**gone, "状态": "出库", "出库日期": "2022.10.01", "出库原因": "调离"}
    yield _member(people, first, N_LEADERS + 185, "2023.01.01")


def _member(people: Roster, pool: str, at: int, day: str) -> Row:
    return {"人才库": pool, **people.of(at), "批次": "首批", "入库日期": day, "状态": "培养"}


def recruits() -> Iterator[Row]:
    """Two doctors, 14 masters, and 4 platforms of the province or the nation, of which one stands since 2019."""
    for n, degree in enumerate(["博士"] * 2 + ["硕士"] * 14 + ["本科"] * 5):
        row = {"类别": "引进人才", "姓名或平台名称": f"人才{numbered(n)}", "学历层次": degree, "单位": "高新区管委会"}
        yield {**row, "引进或设立时间": f"2022.{n % 12 + 1:02d}"}
    for n, (level, since, until) in enumerate(PLATFORMS):
        row = {"类别": "科研平台", "姓名或平台名称": f"平台{numbered(n)}", "平台级别": level, "单位": "高新区管委会"}
        yield {**row, "引进或设立时间": since, "离开或撤销时间": until}


def mentoring(people: Roster) -> Iterator[Row]:
    """36 of the 40 who should guide two or more did; two had one, one a second until June only, one nobody."""
    for at in range(39):
        for n in range(2 if at < 37 else 1):
            pair = {**people.of(at, "帮带人"), "年轻干部": people.name(N_LEADERS + at * 2 + n)}
            until = {"结束日期": "2022.06.30"} if (at, n) == (36, 1) else {}
            yield {**pair, "结对日期": "2022.01.12", **until}


def challenges(people: Roster) -> Iterator[Row]:
    for n in range(3):
        row = {
            "项目": f"项目{numbered(n)}",
            **people.of(n, "揭榜人"),
            "张榜日期": "2022.01.08",
            "揭榜日期": "2022.01.15",
        }
        yield {**row, "完成时限": "2022.12.31", "状态": "实施"}


def awards(people: Roster) -> Iterator[Row]:
    for year, quarter, kind, number in (
        (2022, 1, "奔跑奖", 3),
        (2022, 2, "奔跑奖", 2),
        (2022, 2, "蜗牛奖", 1),
        (2021, 4, "奔跑奖", 4),
    ):
        for n in range(number):
            row = {
                "年度": str(year),
                "季度": str(quarter),
                "奖项": kind,
                **people.of(n),
                "事由": "按月任务完成情况评定。",
            }
            yield row


def liaisons(people: Roster) -> Iterator[Row]:
    """Five of six villages have a unit that looks after them, and 30 officials a household each."""
    for n in range(5):
        yield {
            "类型": "单位包村（社区）",
            "联系单位": WHERE[n],
            "联系的乡镇或村": VILLAGES[n],
            "开始日期": "2022.01.05",
        }
    for n in range(30):
        row = {
            "类型": "干部联户",
            **people.of(200 + n),
            "联系点名称": f"东风组{numbered(n)}号",
            "开始日期": "2022.01.05",
        }
        yield row


def visits(people: Roster) -> Iterator[Row]:
    """90 visits by 30 officials: 20 things done, one of them counted as three, and 7 hard problems solved."""
    done = ["兴办实事"] * 20 + ["破解难题"] * 7
    for n in range(91):
        row = {
            "联系点": f"{people.name(200 + n % 30)}联系东风组{numbered(n % 30)}号",
            **people.of(200 + n % 30, "走访干部"),
            "了解内容": "家庭情况。",
        }
        day = "2021.12.30" if n == 90 else f"2022.0{1 + n // 30}.20"
        yield {**row, "日期": day, "办成的事": done[n] if n < 27 else "了解情况", "件数": "3" if n == 0 else ""}


def terms(people: Roster) -> Iterator[Row]:
    """Eleven leaders have a file; one of them two, a second term."""
    for n in range(12):
        at, since = (n, "2021.05") if n < 11 else (0, "2022.09")
        row = {**people.of(at), "任职单位": WHERE[at % len(WHERE)], "职务": "副职领导", "任职时间": since}
        yield {**row, "建档日期": "2022.10.08" if n == 11 else "2021.06.01"}


SHEETS: tuple[tuple[str, Callable[[Roster], Iterable[Row]]], ...] = (
    ("unit", lambda _: units()),
    ("cadre", lambda people: people.rows),
    ("incentive_measure", lambda _: measures()),
    ("tolerance_case", tolerance),
    ("contest", lambda _: contests()),
    ("contest_entry", entries),
    ("sanction", sanctions),
    ("revisit", revisits),
    ("honour", honours),
    ("talent_pool", lambda _: pools()),
    ("pool_member", members),
    ("recruit", lambda _: recruits()),
    ("mentoring", mentoring),
    ("challenge", challenges),
    ("race_award", awards),
    ("liaison", liaisons),
    ("liaison_visit", visits),
    ("performance_term", terms),
)
PAPER = {
    "incentive_measures": "20条",
    "tolerance_exempt_people": "12人",
    "contest_chosen:乡镇长": "4人",
    "contest_chosen:高新区中层": "8人",
    "honour_hero": "5人",
    "honour_hero_sanctioned": "1人",
    "revisit_reused": "3人",
    "recruits_doctor": "2人",
    "recruits_master": "14人",
    "platforms_province_up": "4个",
    "pool:90后年轻干部人才库": "82人",
    "pool:乡村振兴人才库": "56人",
    "pool:工业经济人才库": "31人",
}
BESIDE = {
    "tolerance_exempt_cases": "13件",
    "contest_chosen": "12人",
    "contest_entrants": "35人次",
    "honour_lion": "7人",
    "honour_star": "19人",
    "pool_places": "169人次",
    "pool_people": "160人",
    "mentoring_coverage": "90.0%",
    "mentoring_short": "4人",
    "race_runner": "5次",
    "race_snail": "1次",
    "visit_times": "90人次",
    "visit_people": "30人",
    "visit_real_thing": "22件",
    "visit_hard_problem": "7件",
    "village_coverage": "83.3%",
    "performance_files": "11份",
    "performance_volumes": "12卷",
}


def test_every_number_the_paper_prints_comes_out_of_import_sheets(db: Database) -> None:
    people = roster()
    for key, rows in SHEETS:
        bring_in(db, key, list(rows(people)))
    found = {one.key: one for one in figures.figures(db, year=YEAR)}
    assert {key: found[key].text for key in PAPER} == PAPER
    assert {key: found[key].text for key in BESIDE} == BESIDE
