"""A large made-up county on disk: ten thousand people and three hundred thousand records, the same every time."""

import random
from datetime import date, datetime
from pathlib import Path

from cadre_desktop.records import summary
from cadre_desktop.records.achievement import Achievement, Basis, Group, Ledger, Paper
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.observation import Observation, Scene
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.vocab import AssessmentGrade, Polarity, PostLevel, RankName, Sex
from cadre_desktop.rules.id_number import check_digit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage import bulk
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import close_store, make_engine
from cadre_desktop.storage.migrate import upgrade
from cadre_desktop.storage.vault import Vault

NOW = datetime(2026, 11, 21, 9, 0)
KEY = bytes(range(32))
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
_GIVEN = "文静建国明伟丽敏志强秀英华平军洋勇艳杰涛超霞刚玲桂芳斌鹏辉红波宇晨欣怡子涵梓轩浩然"
_PHRASES = (
    "牵头推进集镇污水管网改造", "组织转移低洼处群众", "化解信访积案", "盘活闲置低效用地", "带队招引农产品加工企业", "完成高标准农田建设",
    "推动村集体经济增收", "整治河道采砂", "包案调处山林纠纷", "推行帮办代办服务", "组建青年突击队", "开展安全生产隐患排查",
    "争取上级专项资金", "修通断头路", "建成标准化卫生室", "推进移风易俗", "落实防返贫监测", "压减财政一般性支出",
)  # fmt: skip
_TAILS = (
    "受益群众两千余户",
    "比上年增长百分之十二",
    "提前两个月完成",
    "群众满意率居全县前列",
    "形成可复制的做法",
    "收回欠款三百余万元",
)


def open_county(path: Path, *, create: bool = False) -> Database:
    """Open a store made for measuring, its key known."""
    engine = make_engine(path, KEY, create=create)
    if create:
        upgrade(engine)
    return Database(
        engine,
        actor="测量",
        subkey=lambda label: label.encode().ljust(32, b"-")[:32],
        vault=Vault(KEY),
        now=lambda: NOW,
        derive=lambda session, touched: summary.refresh(session, touched, NOW.date()),
    )


def build(path: Path, people: int = 10_000, records: int = 300_000) -> None:
    """Make the county at `path`; a third of the records are observations, the rest achievements and assessments."""
    dice = random.Random(7)
    db = open_county(path, create=True)
    with db.work("建立测量用数据") as session:
        units = bulk.insert(session, Unit, [_unit(n) for n in range(60)])
        ids = bulk.insert(session, Cadre, [_person(dice, n) for n in range(people)])
        homes = [units[n % len(units)] for n in range(people)]
        bulk.insert(session, Post, [_post(dice, i, u) for i, u in zip(ids, homes, strict=True)])
        bulk.insert(session, Rank, [_rank(dice, i) for i in ids])
    step = 25_000
    for start in range(0, records // 3, step):
        with db.work("建立测量用数据") as session:
            who = [dice.randrange(people) for _ in range(start, min(start + step, records // 3))]
            bulk.insert(session, Observation, [_observation(dice, ids[n], homes[n]) for n in who])
            bulk.insert(session, Achievement, [_achievement(dice, ids[n], homes[n]) for n in who])
    rows = [_assessment(dice, i, u, year) for year in range(2016, 2026) for i, u in zip(ids, homes, strict=True)]
    with db.work("建立测量用数据") as session:
        bulk.insert(session, AnnualAssessment, rows[: records // 3])
    close_store(db.engine)


def _unit(number: int) -> dict[str, object]:
    kind = UnitKind.TOWNSHIP if number < 20 else UnitKind.DEPARTMENT
    name = f"第{number + 1}镇" if number < 20 else f"县第{number + 1}局"
    return {"name": name, "kind": kind, "order_number": number}


def _person(dice: random.Random, number: int) -> dict[str, object]:
    birth = date(dice.randint(1966, 2002), dice.randint(1, 12), dice.randint(1, 28))
    sex = dice.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))
    first = f"430421{birth:%Y%m%d}{number % 50:02d}{dice.randrange(5) * 2 + (1 if sex is Sex.MALE else 0)}"
    name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2, 2))))
    return {
        "name": name,
        "sex": sex,
        "birth_on": PartialDate(birth.year, birth.month),
        "id_number": first + check_digit(first),
        "ethnic": "汉族",
        "native_place": "湖南衡东",
        "work_start_on": PartialDate(birth.year + 22, 8),
        "full_time_education": dice.choice(("大学、学士", "研究生、硕士", "大专")),
    }


def _post(dice: random.Random, cadre: str, unit: str) -> dict[str, object]:
    level, title = dice.choice(
        (
            (PostLevel.SECTION_HEAD, "局长"),
            (PostLevel.SECTION_DEPUTY, "副局长"),
            (PostLevel.SECTION_DEPUTY, "副镇长"),
            (None, "办公室主任"),
        )
    )
    since = PartialDate(dice.randint(2012, 2025), dice.randint(1, 12))
    leader = level is not None
    return {
        "cadre_id": cadre,
        "unit_id": unit,
        "title": title,
        "level": level,
        "is_leader": leader,
        "appointed_on": since,
    }


def _rank(dice: random.Random, cadre: str) -> dict[str, object]:
    name = dice.choice((RankName.SENIOR_CLERK_1, RankName.SENIOR_CLERK_3, RankName.SENIOR_CLERK_4, RankName.CLERK_1))
    return {"cadre_id": cadre, "name": name, "approved_on": PartialDate(dice.randint(2019, 2025), dice.randint(1, 12))}


def prose(dice: random.Random, sentences: int) -> str:
    """Write some sentences of county work."""
    return "".join(f"{dice.choice(_PHRASES)}，{dice.choice(_TAILS)}。" for _ in range(sentences))


def _observation(dice: random.Random, cadre: str, unit: str) -> dict[str, object]:
    return {
        "cadre_id": cadre,
        "unit_id": unit,
        "scene": dice.choice(tuple(Scene)),
        "observed_on": date(dice.randint(2020, 2026), dice.randint(1, 10), dice.randint(1, 28)),
        "matter": dice.choice(_PHRASES) + f"第{dice.randrange(1000)}次",
        "conduct": prose(dice, 3),
        "polarity": Polarity.POSITIVE,
        "observer": "测量",
    }


def _achievement(dice: random.Random, cadre: str, unit: str) -> dict[str, object]:
    return {
        "cadre_id": cadre,
        "unit_id": unit,
        "year": dice.randint(2018, 2026),
        "ledger": Ledger.VISIBLE,
        "basis": Basis.KEY_TASK,
        "paper": dice.choice(tuple(Paper)),
        "group": Group.DUTIES,
        "title": dice.choice(_PHRASES) + f"第{dice.randrange(1000)}期",
        "result": prose(dice, 2),
    }


def _assessment(dice: random.Random, cadre: str, unit: str, year: int) -> dict[str, object]:
    grade = AssessmentGrade.EXCELLENT if dice.random() < 0.18 else AssessmentGrade.COMPETENT
    return {"cadre_id": cadre, "unit_id": unit, "year": year, "scheme": Scheme.CIVIL, "grade": grade}
