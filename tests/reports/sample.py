"""A made-up county with something of everything, so that every report has content to show."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records import summary
from cadre_desktop.records.achievement import AchievementState, Group, Ledger, Paper, Strength
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.annual_assessment import GRADES, AnnualAssessment, Participation, Scheme
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.interview import Category, Interview, InterviewState, Purpose, Stance
from cadre_desktop.records.performance_term import PerformanceTerm, TaskKind, TermState, TermTask
from cadre_desktop.records.pledge import Pledge, Stage
from cadre_desktop.records.political_review import Ballot, BallotRow, ReviewState, Sign, SourceKind
from cadre_desktop.records.post import AppointmentKind
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import Dimension, FourGrade, Level, Polarity, PoliticalStatus, PostLevel, RankName, Sex
from cadre_desktop.services import unit_profile
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import make_engine
from cadre_desktop.storage.vault import Vault
from tests.conftest import NOW, TEST_KEY, subkey
from tests.county import County, month

UNITS = (
    "青石镇", "白沙镇", "梅溪镇", "龙潭乡", "大桥镇", "东河街道", "云台乡", "石门镇",
    "县委组织部", "县农业农村局", "县发展和改革局", "县住建局", "县信访局", "县文旅广体局",
)  # fmt: skip
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = ("建国", "海燕", "志强", "晓梅", "立新", "玉兰", "文博", "思远", "静", "鹏", "国梁", "雨桐")
_TITLES = (
    ("党委书记", PostLevel.SECTION_HEAD),
    ("镇长", PostLevel.SECTION_HEAD),
    ("党委副书记", PostLevel.SECTION_DEPUTY),
    ("党委委员、组织委员", PostLevel.SECTION_DEPUTY),
    ("副镇长", PostLevel.SECTION_DEPUTY),
    ("党政办主任", PostLevel.SUBSECTION),
    ("干部", None),
)
_TASKS = (
    (TaskKind.TASK, "完成高标准农田改造", "1.2万亩，2026年底前通过验收"),
    (TaskKind.TASK, "建成冷链物流园一期", "固定资产投资8000万元"),
    (TaskKind.BURDEN, "化解历史信访积案", "36件，化解率90%以上"),
    (TaskKind.LIST, "村级集体经济收入", "全部村年收入超过15万元"),
)


class Sample:
    """The county and the ids tests ask for by name."""

    def __init__(self) -> None:
        self.county = County(random_ids=False)
        self.random = random.Random(20261121)
        self.units: dict[str, str] = {}
        self.people: list[str] = []
        self.leaders: list[str] = []
        self.hero = ""
        self.talks: list[str] = []
        self.terms: list[str] = []


@contextmanager
def opened(empty: Any) -> Iterator[tuple[Database, Sample]]:
    """Open a copy of the empty store with the sample county in it."""
    engine = make_engine(None, TEST_KEY)
    raw = engine.raw_connection()
    empty.backup(raw.driver_connection)
    raw.close()
    db = Database(
        engine,
        actor="陈海燕",
        subkey=subkey,
        vault=Vault(bytes(range(32))),
        now=lambda: NOW,
        derive=lambda session, touched: summary.refresh(session, touched, NOW.date()),
    )
    yield db, fill(db)
    engine.dispose()


def fill(db: Database) -> Sample:
    """File the sample county; the same every time."""
    sample = Sample()
    for at, name in enumerate(UNITS, 1):
        kind = UnitKind.TOWNSHIP if at <= 8 else UnitKind.DEPARTMENT
        sample.units[name] = sample.county.unit(name, at, kind=kind)
    for name in UNITS:
        _staff(sample, name)
    sample.hero = sample.leaders[0]
    _hero_file(sample)
    for cadre_id in sample.leaders:
        _records(sample, cadre_id)
    _sealed_talk(sample, db)
    sample.county.file(db)
    profile = unit_profile.UnitProfile(
        name="中共清源县委组织部",
        filler="毛翠云",
        reviewer="龙见山",
        phone="0000-0000000",
        review_year=2026,
        export_prefix="清组",
    )
    unit_profile.save(db, profile)
    return sample


RAW_NOTES = "原始记录里的话只能由谈话管理人员看"
INTERVIEWEE = "欧阳知情"


def _sealed_talk(sample: Sample, db: Database) -> None:
    """A talk with sealed notes and a named interviewee, which no report at any level may show."""
    talk_id = sample.county.talk(
        [sample.hero], Category.STAFF, day=date(2026, 7, 7), agreed_text="核对后的考察谈话内容。"
    )
    row = sample.county.rows[Interview][-1]
    row["raw_notes"] = db.vault.seal(RAW_NOTES, f"interview|{talk_id}|raw_notes")
    row["interviewee"] = db.vault.seal(INTERVIEWEE, f"interview|{talk_id}|interviewee")
    sample.talks.append(talk_id)


def _staff(sample: Sample, unit: str) -> None:
    pick = sample.random
    for at, (title, level) in enumerate(_TITLES):
        name = pick.choice(_SURNAMES) + pick.choice(_GIVEN)
        since = f"{pick.randint(2017, 2025)}.{pick.randint(1, 12):02d}"
        kind = pick.choice((None, None, AppointmentKind.PROMOTED, AppointmentKind.ADVANCED))
        if pick.random() < 0.3:
            since = f"2026.{pick.randint(1, 10):02d}"
        born = pick.randint(1967, 1985) if level is PostLevel.SECTION_HEAD else pick.randint(1970, 1998)
        cadre_id = sample.county.person(
            name,
            sample.units[unit],
            birth=f"{born}.{pick.randint(1, 12):02d}",
            sex=pick.choice((Sex.MALE, Sex.MALE, Sex.FEMALE)),
            title=title,
            level=level,
            since=since,
            post={"is_leader": at < 5, "appointment_kind": kind},
            ethnic=pick.choice(("汉族", "汉族", "土家族", "苗族")),
            native_place="湖南衡东",
            political_status=pick.choice((PoliticalStatus.PARTY_MEMBER,) * 6 + (PoliticalStatus.MINJIAN, None)),
            party_joined_on=month(f"{born + 22}.07"),
            work_start_on=month(f"{born + 22}.08"),
            full_time_education=pick.choice(("大学 管理学学士", "大专", "硕士研究生 法学硕士", "大学", None)),
            full_time_school=pick.choice(("湖南农业大学农学专业", "衡阳师范学院汉语言文学专业")),
            in_service_education=pick.choice((None, "省委党校研究生", "大学")),
            in_service_school=pick.choice((None, "湖南省委党校经济管理专业")),
            id_number=f"430424{born}0102{at:03d}X",
            phone="13800001234",
        )
        sample.people.append(cadre_id)
        if pick.random() < 0.7:
            ladder = (RankName.SENIOR_CLERK_1, RankName.SENIOR_CLERK_3, RankName.STAFF_7)
            approved = month(f"{pick.randint(2019, 2026)}.0{pick.randint(1, 9)}")
            sample.county.add(Rank, cadre_id=cadre_id, name=pick.choice(ladder), approved_on=approved)
        if at < 5:
            sample.leaders.append(cadre_id)
        _assessment(sample, cadre_id, unit)


def _assessment(sample: Sample, cadre_id: str, unit: str) -> None:
    pick = sample.random
    for year in (2024, 2025, 2026):
        scheme = Scheme.INSTITUTION if pick.random() < 0.2 else Scheme.CIVIL
        grade = pick.choices(GRADES[scheme], (20, 70, 4, 1, 4, 1))[0]
        part = Participation.UNGRADED if grade in GRADES[scheme][4:] else Participation.FULL
        sample.county.add(
            AnnualAssessment,
            cadre_id=cadre_id,
            unit_id=sample.units[unit],
            year=year,
            scheme=scheme,
            grade=grade,
            participation=part,
            reason="试用期" if part is not Participation.FULL else None,
        )


def _records(sample: Sample, cadre_id: str) -> None:
    pick, county = sample.random, sample.county
    for _ in range(pick.randint(0, 3)):
        latent = pick.random() < 0.3
        county.achievement(
            cadre_id,
            pick.choice(("建成冷链仓库3座", "化解信访积案12件", "推动“最多跑一次”改革", "改造老旧小区4个")),
            Ledger.LATENT if latent else Ledger.VISIBLE,
            paper=pick.choice(list(Paper)),
            state=pick.choice(list(AchievementState)),
            evidence=pick.choice(((Strength.DOCUMENT, Strength.SELF), (Strength.SELF,), (), (Strength.SITE,))),
            look_back_on=date(2026, 10, 1) if latent else None,
        )
    if pick.random() < 0.8:
        county.observation(cadre_id, date(2026, pick.randint(1, 11), 8))
    if cadre_id == sample.hero or pick.random() < 0.7:
        _review(sample, cadre_id)
    for category in Category:
        if pick.random() < 0.85:
            day = date(2026, 3, 1) + timedelta(days=pick.randint(0, 200))
            done = pick.random() < 0.93
            stance = pick.choices(list(Stance), (80, 15, 5))[0]
            sample.talks.append(county.talk([cadre_id], category, day=day, done=done, stance=stance))
    for stage in Stage:
        if pick.random() < 0.7:
            county.add(Pledge, cadre_id=cadre_id, year=2026, stage=stage, content="公开承诺事项三项")


def _review(sample: Sample, cadre_id: str) -> None:
    pick, county = sample.random, sample.county
    decided = pick.random() < 0.8
    grade = pick.choices(list(FourGrade), (50, 40, 8, 2))[0] if decided else None
    review_id = county.review(
        cadre_id,
        n_issued=30,
        n_returned=29,
        n_valid=28,
        suggested_grade=pick.choice(list(FourGrade)[:2]),
        grade=grade,
        decided_by="中共清源县委" if decided else None,
        decided_on=date(2026, 9, 10) if decided else None,
        state=ReviewState.DECIDED if decided else ReviewState.REVIEWING,
        self_check="认真学习贯彻上级部署，带头遵守政治纪律和政治规矩；联系群众的深度还不够。",
        leader_comment="政治立场坚定，敢于担当，群众基础好。",
        leader_name="周明",
    )
    for dimension in Dimension:
        for at in range(2 if cadre_id == sample.hero else pick.randint(0, 2)):
            negative = bool(at) if cadre_id == sample.hero else pick.random() < 0.2
            county.add(
                Sign,
                review_id=review_id,
                dimension=dimension,
                polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
                fact="对上级督办事项拖延半个月才办理" if negative else "防汛期间带队转移群众126人，无一伤亡",
                happened_on=date(2026, 6, 18),
                source_kind=SourceKind.DOCUMENT,
                source_document="清组通报〔2026〕7号",
            )
    for row in BallotRow:
        first = pick.randint(18, 26)
        county.add(Ballot, review_id=review_id, row=row, n_first=first, n_second=28 - first, n_third=0, n_fourth=0)


def _hero_file(sample: Sample) -> None:
    """Give one person a whole term: tasks, two answers, an exit sheet, an agreed talk."""
    county, cadre_id = sample.county, sample.hero
    term_id = county.add(
        PerformanceTerm,
        cadre_id=cadre_id,
        unit_id=sample.units["青石镇"],
        post_title="党委书记",
        number="清实〔2024〕001",
        started_on=month("2024.03"),
        filed_on=date(2024, 3, 20),
        filed_by="中共清源县委组织部",
        assigned_by="周明",
        assigned_on=date(2024, 3, 15),
        expectation="三年内扭转集体经济薄弱局面，守住安全生产和信访稳定底线；带好班子，培养两名以上年轻干部。",
        signed_on=date(2024, 3, 18),
        state=TermState.SETTLED,
    )
    sample.terms.append(term_id)
    tasks = [
        county.add(TermTask, term_id=term_id, number=at, kind=kind, name=name, target=target, due_on=month("2026.12"))
        for at, (kind, name, target) in enumerate(_TASKS, 1)
    ]
    for year, place in ((2024, 5), (2025, 2)):
        answer_id = county.add(
            AnnualAnswer,
            term_id=term_id,
            year=year,
            presented_on=date(year, 12, 28),
            summary="全年各项任务按节点推进，冷链物流园一期主体完工，带动3个村增收。",
            rank_place=place,
            rank_total=17,
            rank_scope="全县乡镇党政正职",
            reputation_percent=95.5,
            reputation_ballots=120,
        )
        for task_id in tasks:
            county.add(
                AnswerLine,
                answer_id=answer_id,
                task_id=task_id,
                standing=Standing.DONE if year == 2025 else Standing.UNDER_WAY,
                result="改造完成8600亩，亩均增产12%；剩余地块已完成勘测设计和招标，进场道路打通。",
                figures="8600亩；增产12%；惠及2300户",
                own_role="包片督导、现场调度36次",
            )
    settlement_id = county.add(
        TermSettlement,
        term_id=term_id,
        settled_on=date(2026, 10, 30),
        effect="任期内集体经济收入由每村平均6.2万元增加到18.4万元，信访积案化解34件。",
        comparison="2024年第5名，2025年第2名；与接手时相比前移3位。",
        left_problems="冷链园二期用地指标尚未落实。",
        successor="许静",
        successor_signed_on=date(2026, 11, 2),
    )
    for at, task_id in enumerate(tasks):
        county.add(
            SettlementLine,
            settlement_id=settlement_id,
            task_id=task_id,
            outcome=Outcome.DONE if at < 3 else Outcome.CARRIED,
            result="通过县级验收" if at < 3 else None,
            evidence="清农验〔2026〕12号" if at < 3 else None,
            confirmed_by="周明" if at < 3 else None,
            confirmed_on=date(2026, 10, 28) if at < 3 else None,
        )
    county.achievement(
        cadre_id,
        "建成清源县首个冷链物流园",
        task_id=tasks[1],
        term_id=term_id,
        group=Group.SPECIAL,
        goal="补齐农产品仓储短板",
        baseline="接手时全镇没有冷库，柑橘损耗率18%",
        process="引进投资8000万元，三个月完成征地，无一起上访",
        result="库容1.2万吨，损耗率降到5%，带动6个村增收",
        own_part="牵头招商、包干征地",
        completion=Level.HIGH,
        truth=Level.HIGH,
        difficulty=Level.MIDDLE,
        contribution=Level.HIGH,
        evidence=(Strength.DOCUMENT, Strength.SITE, Strength.SELF),
    )
    sample.talks.append(
        county.talk(
            [cadre_id],
            None,
            purpose=Purpose.HEART,
            day=date(2026, 8, 12),
            place="县委组织部谈话室",
            talked_at="09:30",
            recorder="许静",
            agreed_text="谈话围绕履职情况展开。本人表示将继续抓好冷链园二期建设，并主动接受群众监督。",
            opinion="同意记录内容。",
            state=InterviewState.FINAL,
        )
    )
    county.add(Cadre, name="欧阳远山", sex=Sex.MALE, birth_on=month("1975.05"), state=CadreState.TRANSFERRED)
