"""A large made-up county on disk: ten thousand people and three hundred thousand records, the same every time."""

import hashlib
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.measure import OUT
from cadre_desktop.app import create_app
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
from cadre_desktop.storage.migrate import OURS
from cadre_desktop.storage.store import OpenedStore, open_store
from cadre_desktop.storage.vault import Vault

NOW = datetime(2026, 11, 21, 9, 0)
PASSPHRASE = "measure once and then again"
_UNITS = 60
_AT_ONCE = 10_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
GIVEN = "文静建国明伟丽敏志强秀英华平军洋勇艳杰涛超霞刚玲桂芳斌鹏辉红波宇晨欣怡子涵梓轩浩然"
_PHRASES = (
    "牵头推进集镇污水管网改造",
    "组织转移低洼处群众",
    "化解信访积案",
    "盘活闲置低效用地",
    "带队招引农产品加工企业",
    "完成高标准农田建设",
    "推动村集体经济增收",
    "整治河道采砂",
    "包案调处山林纠纷",
    "推行帮办代办服务",
    "组建青年突击队",
    "开展安全生产隐患排查",
    "争取上级专项资金",
    "修通断头路",
    "建成标准化卫生室",
    "推进移风易俗",
    "落实防返贫监测",
    "压减财政一般性支出",
)
_TAILS = (
    "受益群众两千余户",
    "比上年增长百分之十二",
    "提前两个月完成",
    "群众满意率居全县前列",
    "形成可复制的做法",
    "收回欠款三百余万元",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a county is."""

    people: int = 10_000
    records: int = 300_000

    @property
    def words(self) -> str:
        """The size as the table prints it."""
        return f"{self.people:,} people + {self.records:,} records" if self.records else f"{self.people:,} people"


def home_of(size: Size) -> Path:
    """Return the home folder of a county of a size, making it first unless an earlier run has."""
    made_by = hashlib.sha256(Path(__file__).read_bytes())
    for script in sorted(OURS.versions.glob("*.py")):
        made_by.update(script.read_bytes())
    home = OUT / f"county-{size.people}-{size.records}-{made_by.hexdigest()[:8]}"
    if not (home / "backups").exists():
        part = home.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        build(part, size)
        part.rename(home)
    return home


def now() -> datetime:
    """Tell the time of every measurement."""
    return NOW


def database(store: OpenedStore) -> Database:
    """Wire an open store as the program does."""
    return Database(
        store.engine,
        actor=store.ring.user,
        subkey=store.ring.subkey,
        vault=Vault(store.ring.talk_key),
        now=now,
        derive=lambda session, touched: summary.refresh(session, touched, NOW.date()),
    )


@contextmanager
def opened(home: Path) -> Iterator[Database]:
    """Open a county, and close it without the backup the program would make."""
    store = open_store(home, PASSPHRASE)
    try:
        yield database(store)
    finally:
        store.close()


def build(home: Path, size: Size) -> None:
    """Make a county: everybody with a post and a rank; of the records a third each observations, deeds and grades."""
    app, _ = create_app(home, "测量县委组织部", PASSPHRASE, now=now)
    dice = random.Random(7)
    try:
        ids, homes = _people(app.db, dice, size.people)
        for start in range(0, size.records // 3, _AT_ONCE):
            with app.db.work("建立测量用数据") as session:
                count = min(_AT_ONCE, size.records // 3 - start)
                who = [dice.randrange(size.people) for _ in range(count)]
                bulk.insert(session, Observation, [_observation(dice, ids[n], homes[n]) for n in who])
                bulk.insert(session, Achievement, [achievement(dice, ids[n], homes[n]) for n in who])
        with app.db.work("建立测量用数据") as session:
            years = range(2016, 2026)
            rows = [_assessment(dice, i, u, year) for year in years for i, u in zip(ids, homes, strict=True)]
            bulk.insert(session, AnnualAssessment, rows[: size.records // 3])
    finally:
        app.close()  # with a backup, as the program leaves a store


def first_unit(session: Session) -> str:
    """Return the id of some unit."""
    return str(session.scalar(sa.select(Unit.id).limit(1)))


def file_achievements(session: Session, rows: list[dict[str, object]]) -> list[str]:
    """File achievements made up by `achievement`; return their ids."""
    return bulk.insert(session, Achievement, rows)


def _people(db: Database, dice: random.Random, number: int) -> tuple[list[str], list[str]]:
    """File units and people; return the ids of the people and of the unit each belongs to."""
    with db.work("建立测量用数据") as session:
        units = bulk.insert(session, Unit, [_unit(n) for n in range(_UNITS)])
        ids = bulk.insert(session, Cadre, [_person(dice, n) for n in range(number)])
        homes = [units[n % len(units)] for n in range(number)]
        bulk.insert(session, Post, [_post(dice, i, u) for i, u in zip(ids, homes, strict=True)])
        bulk.insert(session, Rank, [_rank(dice, i) for i in ids])
    return ids, homes


def _unit(number: int) -> dict[str, object]:
    kind = UnitKind.TOWNSHIP if number < 20 else UnitKind.DEPARTMENT
    name = f"第{number + 1}镇" if number < 20 else f"县第{number + 1}局"
    return {"name": name, "kind": kind, "order_number": number}


def _person(dice: random.Random, number: int) -> dict[str, object]:
    birth = date(dice.randint(1966, 2002), dice.randint(1, 12), dice.randint(1, 28))
    sex = dice.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))
    first = f"430421{birth:%Y%m%d}{number % 50:02d}{dice.randrange(5) * 2 + (1 if sex is Sex.MALE else 0)}"
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
    return {
        "name": name,
        "sex": sex,
        "birth_on": PartialDate(birth.year, birth.month),
        "id_number": first + check_digit(first),
        "ethnic": "汉族",
        "native_place": "湖南衡东",
        "work_start_on": PartialDate(birth.year + 22, 8),
        "retirement_base": 60 if sex is Sex.MALE else 55,
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


def achievement(dice: random.Random, cadre: str, unit: str) -> dict[str, object]:
    """Make up what somebody achieved."""
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
