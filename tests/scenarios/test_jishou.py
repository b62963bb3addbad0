"""吉首: the paper's figures come out of the program's own import sheets, filled with a county full of traps.

考核指标62项，较2023年降幅80%；晋升职级或职员等级181人次；事业人员州级记功111名；公务员优秀417名；新提拔67人，进一步使用40人，
国企领导调整6人，推优入编5名；落实“下”3名；澄清正名3名；回访15名，重新使用12名；先进集体39个，先进个人98名；
30期培训班2390余人；跟岗、挂职87名；新提拔35岁以下进乡镇（街道）班子3名。
"""

from collections.abc import Callable, Iterable, Iterator

from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database
from tests.scenarios.people import Roster, born, numbered
from tests.scenarios.sheets import Row, bring_in

N_CIVIL, N_STAFF = 480, 140
TOWNS = [f"{name}镇" for name in ("青石", "白沙", "石塘", "新桥", "河东", "洪塘")] + ["城南街道", "城北街道"]
OFFICES = [f"县{name}局" for name in ("财政", "教育", "民政", "农业农村", "水利", "住建", "文旅", "审计")]
ALL = TOWNS + OFFICES
VILLAGES = [f"{name}村" for name in "东西南北上中下前后大小新老高平长红青白黑金银铜"]
COLLECTIVES = ALL + VILLAGES


def roster() -> Roster:
    """The civil servants first, of whom the first 90 hold a post of deputies, then staff of the institutions."""
    rows = []
    for at in range(N_CIVIL + N_STAFF):
        civil, leads = at < N_CIVIL, at < 90
        # Three of the youngest go to a town's team in the year; the next in line, born a month too early, does too.
        birth = f"1990.{1 + at:02d}" if at < 3 else "1989.12" if at == 3 else f"{1968 + at % 20}.{1 + at % 12:02d}"
        # 417 civil servants were excellent, and 20 of the institutions' staff, who are another figure.
        excellent = at < 417 or N_CIVIL <= at < N_CIVIL + 20
        row = {"姓名": f"干部{numbered(at)}", "工作单位": ALL[at % len(ALL)], **born(birth, at)}
        row |= {"现任职务": "副职领导" if leads else "干事", "职务层次": "乡科级副职" if leads else "股级"}
        row |= {"身份类别": "公务员" if civil else "事业人员", "任现职时间": "2021.05"}
        rows.append({**row, "上年度考核结果": "优秀" if excellent else "称职" if civil else "合格"})
    return Roster(rows)


def units() -> Iterator[Row]:
    for name in ALL:
        kind = "街道" if name.endswith("街道") else "乡镇" if name.endswith("镇") else "县直党政部门"
        yield {"单位名称": name, "单位类别": kind, "状态": "有效"}
    yield {"单位名称": "县城投公司", "单位类别": "国有企业", "状态": "有效"}
    for name in VILLAGES:
        yield {"单位名称": name, "单位类别": "村（社区）", "上级单位": "石塘镇", "状态": "有效"}


def indicator_sets() -> Iterator[Row]:
    base = {"年度": "2025", "状态": "已下达", "下达日期": "2025.03.10", "对照年度": "2023"}
    yield {**base, "指标体系名称": "乡镇（街道）指标", "适用单位": "乡镇（街道）", "对照年度项数": "170"}
    yield {**base, "指标体系名称": "市直单位指标", "适用单位": "县（市）直单位", "对照年度项数": "140"}
    yield {**base, "指标体系名称": "下一年指标", "年度": "2026", "状态": "草案", "适用单位": "全部单位"}


def indicators() -> Iterator[Row]:
    """62 in use; twelve more were stopped, and a draft of the next year has nine."""
    for name, in_use, stopped in (("乡镇（街道）指标", 34, 8), ("市直单位指标", 28, 4), ("下一年指标", 9, 0)):
        for at in range(in_use + stopped):
            row = {"指标体系": f"{name}", "序号": str(at + 1), "指标名称": f"指标{at + 1}", "共性或个性": "共性"}
            more = {"在用": "是"} if at < in_use else {"在用": "否", "停用原因": "重复考核"}
            yield {**row, **more}


def posts(people: Roster) -> Iterator[Row]:
    """67 were promoted, two of them twice; 40 advanced; some in other years, who do not count."""
    counts = (("新提拔", 67), ("进一步使用", 40), ("国企领导调整", 6), ("推优入编", 5))
    at = 0
    for kind, number in counts:
        for n in range(number):
            yield _post(people, at, kind, f"2025.{n % 12 + 1:02d}", team=kind == "新提拔" and n < 4)
            at += 1
    for n in range(2):
        yield _post(people, 20 + n, "新提拔", "2025.12", title="副书记")
    for n in range(5):
        yield _post(people, 200 + n, "新提拔", "2024.12")
        yield _post(people, 210 + n, "新提拔", "2026.01")
        yield _post(people, 220 + n, "平级交流", "2025.06")


def _post(people: Roster, at: int, kind: str, since: str, *, team: bool = False, title: str = "党委委员") -> Row:
    unit = {"国企领导调整": "县城投公司", "推优入编": "石塘镇"}.get(kind, TOWNS[at % len(TOWNS)])
    level = "乡科级副职" if kind in ("新提拔", "进一步使用") else "股级"
    return {
        **people.of(at),
        "任职单位": unit,
        "职务": f"{title}（{kind}）",
        "职务层次": level,
        "班子成员": "是" if team else "否",
        "主职务": "否",
        "任职时间": since,
        "选用类型": kind,
        "任现职连续计算": "否",
    }


def ranks(people: Roster) -> Iterator[Row]:
    """181 times 职级 and 职员等级 together, four people twice; seven more the year before."""
    for n in range(100):
        yield {**people.of(n), "职级": "三级主任科员", "批准时间": f"2025.{n % 6 + 1:02d}"}
    for n in range(4):
        yield {**people.of(n), "职级": "二级主任科员", "批准时间": "2025.12"}
    for n in range(77):
        yield {**people.of(N_CIVIL + n), "职级": "八级职员", "批准时间": f"2025.{n % 12 + 1:02d}"}
    for n in range(7):
        yield {**people.of(300 + n), "职级": "三级主任科员", "批准时间": "2024.11"}


def honours(people: Roster) -> Iterator[Row]:
    """39 collectives and 98 people, one of each twice; 111 merits of the prefecture; no drafts."""
    for n in range(39):
        yield _honour({"单位": COLLECTIVES[n]}, "集体", "先进集体")
    yield _honour({"单位": COLLECTIVES[0]}, "集体", "先进集体（另一领域）")
    for n in range(98):
        yield _honour(people.of(n), "个人", "先进个人")
    yield _honour(people.of(0), "个人", "先进个人（另一领域）")
    yield {**_honour(people.of(150), "个人", "先进个人"), "撤销时间": "2025.12"}
    yield {**_honour(people.of(151), "个人", "先进个人"), "状态": "申报"}
    for n in range(111):
        yield {**_honour(people.of(N_CIVIL + n), "个人", "记功奖励"), "类别": "记功", "级别": "市（州）级"}
    yield {**_honour(people.of(7), "个人", "记功奖励"), "类别": "记功", "级别": "市（州）级"}  # a civil servant
    yield {**_honour(people.of(N_CIVIL + 120), "个人", "记功奖励"), "类别": "记功", "级别": "县级"}


def _honour(whose: Row, to: str, name: str) -> Row:
    return {
        "对象类型": to,
        **whose,
        "名称": name,
        "类别": "先进集体（个人）",
        "级别": "县级",
        "授予机关": "市委、市政府",
        "授予时间": "2025.07",
        "状态": "已发文",
    }


def situations() -> Iterator[Row]:
    yield {"依据版本": "2022规定", "序号": "3", "情形": "担当和斗争精神不强", "有效": "是"}
    yield {"依据版本": "2022规定", "序号": "5", "情形": "能力素质较差", "有效": "是"}


def adjustments(people: Roster) -> Iterator[Row]:
    """Three were decided on, one of them for two situations; a fourth case is not that far."""
    third, fifth = "2022规定第3项 担当和斗争精神不强", "2022规定第5项 能力素质较差"
    for n in range(3):
        row = {
            **people.of(230 + n),
            "情形": third if n else f"{third}、{fifth}",
            "事实依据": "推进工作不力。",
            "发现日期": "2025.03.01",
            "状态": "组织决定",
        }
        yield {**row, "调整方式": "免职", "决定日期": f"2025.05.1{n}"}
    yield {**people.of(240), "情形": fifth, "事实依据": "群众反映较多。", "发现日期": "2025.10.01", "状态": "核实认定"}


def clearances(people: Roster) -> Iterator[Row]:
    told = {"反映的问题": "反映收受礼品。", "核实单位": "县审计局", "结论日期": "2025.06.01", "本人申请": "否"}
    done = {"本人同意澄清": "是", "审批人": "县纪委", "审批日期": "2025.06.05", "澄清方式": "会议澄清"}
    done |= {"澄清情形": "影响选拔任用等", "澄清范围": "本单位", "澄清日期": "2025.06.20", "状态": "已澄清"}
    for n in range(3):
        yield {**people.of(250 + n), **told, **done, "核查结论": "诬告陷害" if n else "不实"}
    yield {
        **people.of(250),
        **told,
        **done,
        "反映的问题": "反映另一件事。",
        "核查结论": "不实",
    }  # the same person again
    yield {**people.of(254), **told, "核查结论": "不实", "本人同意澄清": "是", "状态": "拟定"}
    yield {**people.of(255), **told, "核查结论": "无法认定", "本人同意澄清": "是", "状态": "不予澄清"}


def sanctions(people: Roster) -> Iterator[Row]:
    for n in range(20):
        row = {**people.of(260 + n), "类别": "党纪处分", "种类": "党内警告", "决定或批准日期": "2023.06.12"}
        yield {**row, "决定机关": "市纪委", "影响期（月）": "12"}


def revisits(people: Roster) -> Iterator[Row]:
    """15 people, three of them twice; 12 were used again in the year, one more had been before."""
    for n in range(18):
        who = people.of(260 + n % 15)
        name = people.name(260 + n % 15)
        row = {**who, "原处分处理": f"{name}党内警告（2023.06.12）", "方式": "座谈会", "回访人": "组织部、纪委"}
        again = {"建议": "重新使用", "重新使用日期": "2025.11.03"} if n < 12 else {"建议": "继续教育"}
        yield {**row, "回访日期": f"2025.0{1 + n // 15}.{10 + n % 15}", "评价": "好", **again}
    name = people.name(275)
    row = {**people.of(275), "原处分处理": f"{name}党内警告（2023.06.12）", "方式": "座谈会", "回访人": "组织部、纪委"}
    yield {**row, "回访日期": "2024.09.01", "评价": "好", "建议": "重新使用", "重新使用日期": "2024.12.30"}


def classes() -> Iterator[Row]:
    """30 classes of 2394 trainees: 2390余人次; a planned one and one of the year before do not count."""
    for n in range(30):
        yield _training(n, "2025.04.07", "结业", 79 if n < 24 else 83)
    yield _training(40, "2025.12.20", "计划", 90)
    yield _training(41, "2024.12.20", "结业", 90)


def _training(number: int, day: str, state: str, n_people: int) -> Row:
    row = {
        "班名": f"干部能力提升培训班第{number + 1}期",
        "期数": str(number + 1),
        "类别": "在职培训",
        "形式": "集中授课",
    }
    return {**row, "开始日期": day, "结束日期": day, "正确政绩观专题": "否", "参训人数": str(n_people), "状态": state}


def studies() -> Iterator[Row]:
    for n, name in enumerate(ALL):
        row = {"单位": name, "日期": f"2025.03.{n + 1:02d}", "形式": "中心组学习", "五必学": "中心组必学"}
        yield {**row, "主题": "树立和践行正确政绩观", "正确政绩观专题": "是", "参加人数": "20", "已完成": "是"}
    row = {"单位": ALL[0], "日期": "2025.12.01", "形式": "党课", "主题": "党课", "正确政绩观专题": "否"}
    yield {**row, "参加人数": "30", "已完成": "否"}


def placements(people: Roster) -> Iterator[Row]:
    """87 people at work elsewhere, three of them at two posts; towns' own seedlings are another figure."""
    for n in range(90):
        kind = "跟岗学习" if n % 2 else "挂职锻炼"
        yield {**people.of(100 + n % 87), **_placement(kind, n, f"2025.0{1 + n // 87}.05")}
    yield {**people.of(200), **_placement("下派墩苗", 1, "2025.03.05")}
    yield {**people.of(201), **_placement("挂职锻炼", 1, "2024.11.05")}


def _placement(kind: str, n: int, day: str) -> Row:
    return {"类型": kind, "批次": "首批", "接收单位": TOWNS[n % len(TOWNS)], "开始日期": day, "状态": "在岗"}


SHEETS: tuple[tuple[str, Callable[[Roster], Iterable[Row]]], ...] = (
    ("unit", lambda _: units()),
    ("cadre", lambda people: people.rows),
    ("indicator_set", lambda _: indicator_sets()),
    ("indicator", lambda _: indicators()),
    ("post", posts),
    ("rank", ranks),
    ("honour", honours),
    ("adjustment_situation", lambda _: situations()),
    ("adjustment", adjustments),
    ("clearance", clearances),
    ("sanction", sanctions),
    ("revisit", revisits),
    ("training_class", lambda _: classes()),
    ("study_activity", lambda _: studies()),
    ("placement", placements),
)
PAPER = {
    "indicators": "62项",
    "indicator_cut": "80.0%",
    "ranks_given_times": "181人次",
    "merit_city_staff": "111人",
    "grade_civil_1": "417人",
    "promoted_people": "67人",
    "advanced_people": "40人",
    "enterprise_people": "6人",
    "enrolled_people": "5人",
    "adjusted_people": "3人",
    "cleared_people": "3人",
    "revisit_people": "15人",
    "revisit_reused": "12人",
    "commended_collectives": "39个",
    "commended_people": "98人",
    "training_classes": "30期",
    "training_times": "2394人次",
    "placement_at_work_people": "87人",
    "young_into_town_teams": "3人",
}
BESIDE = {
    "ranks_given_people": "177人",
    "promoted_times": "69人次",
    "cleared_cases": "4件",
    "revisit_times": "18人次",
    "honour_persons": "212人次",
    "merit_people": "113人",
    "placement_all_people": "88人",
    "study_sessions": "16场",
    "study_times": "320人次",
    "grade_institution_1": "20人",
}


def test_every_number_the_paper_prints_comes_out_of_import_sheets(db: Database) -> None:
    people = roster()
    for key, rows in SHEETS:
        bring_in(db, key, list(rows(people)))
    found = {one.key: one for one in figures.figures(db, year=2025)}
    assert {key: found[key].text for key in PAPER} == PAPER
    assert {key: found[key].text for key in BESIDE} == BESIDE
    for key in PAPER:
        assert len(set(found[key].ids)) == len(found[key].ids) > 0, key
