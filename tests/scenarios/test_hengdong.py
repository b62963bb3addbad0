"""衡东: the county paper's figures come out of records full of traps, the same on the screen and in the reports.

纪实档案 483份, 政治素质档案 189份, 科级干部平均年龄较上年度下降2.3岁, 提拔重用87后干部51人.
"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from cadre_desktop.figures.figure import Figure
from cadre_desktop.formats.report_sheet import ReportBook, ReportSheet
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import AppointmentKind
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.services import exports, figures
from cadre_desktop.storage.database import Database
from tests.county import County

YEAR_END = date(2025, 12, 31)
DELETED = datetime(2025, 11, 1, 8, 0)
N_STAYING, N_LEAVING, N_PROMOTED_IN, N_MOVED_IN = 600, 80, 45, 37
_TOWNS = ("石湾", "新塘", "大浦", "霞流", "吴集", "甘溪", "白莲")
HEAD, DEPUTY, SUBSECTION = PostLevel.SECTION_HEAD, PostLevel.SECTION_DEPUTY, PostLevel.SUBSECTION


class Hengdong:
    """Collects the county: who stays, who leaves, who comes, and their files."""

    def __init__(self) -> None:
        self.county = County()
        self.towns = [self.county.unit(f"{name}镇", at) for at, name in enumerate(_TOWNS, 1)]
        self.staying = [self._staying(at) for at in range(N_STAYING)]
        self.leaving = [self._leaving(at) for at in range(N_LEAVING)]
        self.coming = [self._promoted_in(at) for at in range(N_PROMOTED_IN)]
        self.coming += [self._moved_in(at) for at in range(N_MOVED_IN)]
        self.below = [self._below(at) for at in range(200)]
        self._young_below()
        self._never_counted()
        self._conduct_files()
        self._political_files()

    def town(self, at: int) -> str:
        return self.towns[at % len(self.towns)]

    def _staying(self, at: int) -> str:
        """Ages lie evenly around 42 at the end of 2024; five of the youngest were born in 1986.12 and promoted."""
        away = at // 2 % 5
        year = 1982 - away if at % 2 else 1982 + away
        month = "12" if year == 1986 and at < 50 else "06"
        level = HEAD if at % 3 == 0 else DEPUTY
        who = self.county.person(f"留任{at}", self.town(at), birth=f"{year}.{month}", level=level, since="2021.04")
        if month == "12":
            self.county.post(
                who, self.town(at), since="2025.05", level=level, appointment_kind=AppointmentKind.ADVANCED
            )
        return who

    def _leaving(self, at: int) -> str:
        state = CadreState.RETIRED if at % 2 else CadreState.TRANSFERRED
        return self.county.person(f"离开{at}", self.town(at), birth="1967.06", until="2025.06", state=state)

    def _promoted_in(self, at: int) -> str:
        """Was below the level last year; five were promoted and then advanced again within the year."""
        who = self.county.person(
            f"新提拔{at}", self.town(at), birth="1995.06", level=SUBSECTION, since="2019.07", until="2025.03"
        )
        kind = AppointmentKind.PROMOTED if at % 4 else AppointmentKind.ADVANCED
        self.county.post(who, self.town(at), since="2025.03", level=DEPUTY, appointment_kind=kind)
        if at < 5:
            self.county.post(
                who, self.town(at + 1), since="2025.10", level=DEPUTY, appointment_kind=AppointmentKind.ADVANCED
            )
        return who

    def _moved_in(self, at: int) -> str:
        """Came from another county at the same level: young, but not promoted here."""
        return self.county.person(
            f"调入{at}",
            self.town(at),
            birth="1995.06",
            since="2025.08",
            post={"appointment_kind": AppointmentKind.MOVED},
        )

    def _below(self, at: int) -> str:
        return self.county.person(f"股级{at}", self.town(at), birth="1992.03", level=SUBSECTION)

    def _young_below(self) -> None:
        """Six more of the 51 stand below the level: one born in 1987.01, one already gone again by the year's end."""
        advanced = {"appointment_kind": AppointmentKind.ADVANCED}
        for at, birth in enumerate(("1987.01", "1988.02", "1990.07", "1993.11", "1996.05")):
            who = self.county.person(f"重用{at}", self.town(at), birth=birth, level=SUBSECTION, until="2025.07")
            self.county.post(who, self.town(at), level=SUBSECTION, since="2025.07", **advanced)
        gone = self.county.person(
            "提拔后调出", self.town(0), birth="1991.01", level=SUBSECTION, until="2025.04", state=CadreState.TRANSFERRED
        )
        self.county.post(gone, self.town(1), level=SUBSECTION, since="2025.04", until="2025.11", **advanced)

    def _never_counted(self) -> None:
        """Promotions outside the year, by deleted people, and of deleted posts."""
        promoted = {"appointment_kind": AppointmentKind.PROMOTED}
        for at in range(8):
            for since in ("2024.12", "2026.01"):
                self.county.person(
                    f"{since}提拔{at}", self.town(at), birth="1992.01", level=SUBSECTION, since=since, post=promoted
                )
        self.county.person(
            "已删人员", self.town(0), birth="1993.01", since="2025.02", post=promoted, deleted_at=DELETED
        )
        self.county.post(self.below[0], self.town(0), level=HEAD, since="2025.02", deleted_at=DELETED, **promoted)

    def _conduct_files(self) -> None:
        """483 people in office have one; the traps have more than one, none that counts, or are gone."""
        owners = self.staying[:380] + self.coming[:63] + self.below[:40]
        assert len(owners) == 483
        for at, who in enumerate(owners):
            for n in range(1 + at % 3):
                self.county.observation(who, date(2025, 6, 1 + n))
        for who in self.leaving[:10]:
            self.county.observation(who, date(2025, 2, 1))
        for who in self.staying[400:405]:
            self.county.observation(who, date(2025, 3, 1), deleted_at=DELETED)
        for who in self.staying[410:417]:
            self.county.observation(who, date(2026, 3, 1))

    def _political_files(self) -> None:
        owners = self.staying[:150] + self.coming[:39]
        assert len(owners) == 189
        for at, who in enumerate(owners):
            self.county.review(who, date(2025, 4, 1))
            if at % 10 == 0:
                self.county.review(who, date(2025, 10, 1))
        for who in self.leaving[:3]:
            self.county.review(who, date(2025, 3, 1))
        for who in self.staying[300:306]:
            self.county.review(who, date(2025, 4, 1), deleted_at=DELETED)
        for who in self.staying[310:314]:
            self.county.review(who, date(2026, 4, 1))


@pytest.fixture
def hengdong(db: Database) -> Database:
    """The county, filed."""
    Hengdong().county.file(db)
    return db


def figure(db: Database, key: str, **asked: object) -> Figure:
    found = {one.key: one for one in figures.figures(db, **({"year": 2025} | asked))}  # type: ignore[arg-type]
    return found[key]


def printed(book: ReportBook, name: str) -> str:
    """Everything a sheet says, as one text."""
    sheet = next(s for s in book.sheets if isinstance(s, ReportSheet) and s.name == name)
    return "\n".join(" ".join(str(cell) for cell in row) for row in sheet.rows) + "\n".join(sheet.notes)


def test_the_files_are_people_with_a_file_and_not_entries(hengdong: Database) -> None:
    conduct = figure(hengdong, "conduct_files")
    assert conduct.text == "483份"
    assert len(set(conduct.ids)) == 483
    assert figure(hengdong, "political_files").text == "189份"


def test_files_filed_after_the_cut_off_count_from_their_own_day(hengdong: Database) -> None:
    later = figure(hengdong, "conduct_files", year=2026)
    assert later.value == 483 + 7
    assert figure(hengdong, "political_files", year=2026).value == 189 + 4


def test_the_mean_age_fell_by_2_3_years_each_cut_off_with_its_own_people(hengdong: Database) -> None:
    now, before = figure(hengdong, "section_mean_age"), figure(hengdong, "section_mean_age_before")
    drop = figure(hengdong, "section_mean_age_drop")
    assert len(before.ids) == N_STAYING + N_LEAVING
    assert len(now.ids) == N_STAYING + N_PROMOTED_IN + N_MOVED_IN
    assert (before.value, now.value) == (Decimal("43.8"), Decimal("41.4"))
    # Rounded first it would be 2.4: the difference is taken before anything is rounded.
    assert drop.value == Decimal("2.3")
    assert drop.text == "下降2.3岁"


def test_people_born_in_1987_or_later_and_promoted_or_advanced_are_51(hengdong: Database) -> None:
    young = figure(hengdong, "young_promoted_people")
    assert young.text == "51人"
    assert len(set(young.ids)) == 51
    everybody = figure(hengdong, "promoted_or_advanced_people")
    assert everybody.value > 51
    assert figure(hengdong, "promoted_or_advanced_times").value == everybody.value + 5


def test_born_in_1986_12_is_too_old_and_in_1987_01_just_young_enough(hengdong: Database) -> None:
    young = set(figure(hengdong, "young_promoted_people").ids)
    everybody = set(figure(hengdong, "promoted_or_advanced_people").ids)
    with hengdong.read() as session:
        births = {str(session.get_one(Cadre, i).birth_on): i in young for i in everybody}
    assert births["1987.01"] is True
    assert births["1986.12"] is False


def test_the_reports_print_the_same_figures(hengdong: Database) -> None:
    options = exports.options_of(hengdong, year=2025)
    assert options.as_of == YEAR_END
    files = printed(exports.preview(hengdong, "files_built", options), "建档情况")
    assert "纪实档案483份" in files
    assert "政治素质档案189份" in files
    structure = printed(exports.preview(hengdong, "structure", options), "主要指标")
    assert "科级干部平均年龄较上年变化 下降2.3岁" in structure
    assert "科级干部平均年龄 41.4岁" in structure


def test_every_figure_of_the_reports_names_its_records(hengdong: Database) -> None:
    book = exports.preview(hengdong, "structure", exports.options_of(hengdong, year=2025))
    drop = next(note for note in book.sources if note.label == "科级干部平均年龄较上年变化")
    assert drop.value == "下降2.3岁"
    assert "680人" in drop.definition
    assert "682人" in drop.definition
    assert len(drop.records) == 501
    assert drop.records[-1] == "……另182条，可在程序内点开该数字查看"
