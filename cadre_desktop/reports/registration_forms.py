"""年度考核登记表 and 平时考核登记表: the sheets of one person, filled in as far as the store knows, to be signed."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.formats.report_sheet import FormCell, FormSheet, ReportBook
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.cadre import Cadre, Identity
from cadre_desktop.records.post import Post
from cadre_desktop.records.regular_assessment import Period, RegularAssessment
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.training import Trainee, TrainingClass
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.reports.maker import GRADE_NOT_PUBLIC, IN_FORMS, NOT_PUBLIC, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live, the_person

_MARGINS = (25.4, 25.4, 31.8, 31.8)
_ANNUAL_WIDTHS = (26.0, 30.0, 22.0, 20.0, 22.0, 26.0)
_REGULAR_WIDTHS = (30.0, 42.0, 34.0, 40.0)
_REGULAR_MARGINS = (16.0, 12.0, 32.0, 32.0)
QUARTERS = (Period.Q1, Period.Q2, Period.Q3, Period.Q4)
_DATE = "年　月　日"
_SIGNED = f"\n\n　　　　　　　签名：　　　　　{_DATE}"
_ANNUAL_NOTE = "此表一式二份，一份存入本人人事档案，一份由考核单位存档。"
_REGULAR_NOTE = "此表一式两份，一份由组织人事部门留存，一份由所在科室（支部）留存；考核结果反馈本人。"


def collect_annual(session: Session, options: ReportOptions) -> ReportBook:
    """Lay out one person's sheet of the year; raise NotAllowed when nobody was chosen."""
    cadre = the_person(session, options)
    maker = Maker(session, options)
    condition = sa.and_(AnnualAssessment.cadre_id == cadre.id, AnnualAssessment.year == options.year)
    found = live(session, AnnualAssessment, condition)
    form = _annual(maker, cadre, found[0] if found else None)
    told = "，等次和评语取自年度考核记录" if found else "，尚无年度考核记录，等次和评语空着"
    maker.print_count("登记表", "1份", f"{options.year}年度，基本情况取自本人档案{told}。", IN_FORMS)
    name = maker.mask.name(cadre.name)
    return maker.book("annual_form", f"{options.year}年度考核登记表（{name}）", (form,))


def _annual(maker: Maker, cadre: Cadre, assessment: AnnualAssessment | None) -> FormSheet:
    """Fill the 2023 version of the sheet; the institution's has its unit and post in two rows."""
    mask, year = maker.mask, maker.options.year
    institution = assessment is not None and assessment.scheme is Scheme.INSTITUTION
    title = "事业单位工作人员年度考核登记表" if institution else "公务员年度考核登记表"
    summary = maker.session.get(CadreSummary, cadre.id)
    unit, post = _place(maker, cadre)
    rank = summary.rank.label if summary and summary.rank else ""
    cells = [
        FormCell(1, 1, title, 1, 6, "title", 14),
        FormCell(2, 1, f"（ {year} 年度）", 1, 6, "subtitle", 9),
        *_line(
            3,
            13.9,
            ("姓名", mask.name(cadre.name)),
            ("性别", cadre.sex.label),
            ("出生年月", str(cadre.birth_on.cut("month"))),
        ),
        FormCell(4, 1, "政治面貌", 1, 1, "print_label", 12),
        FormCell(4, 2, cadre.political_status.label if cadre.political_status else "", 1, 1, "print"),
        FormCell(4, 3, "任现职时间", 1, 2, "print_label"),
        FormCell(4, 5, str(summary.post_since) if summary and summary.post_since else "", 1, 2, "print"),
    ]
    rows: list[tuple[str, str, float]] = []
    if institution:
        rows += [("单　位", unit, 13.7), ("职务或\n岗位等级", f"{post} {rank}".strip(), 13.7)]
    else:
        rows.append(("单位及职务\n职级", f"{unit}{post} {rank}".strip(), 13.7))
    public = maker.is_public
    comment = NOT_PUBLIC if public else _comment(maker, assessment)
    rows += [
        ("从事或分管\n工作", mask.text(_duties(maker, cadre)), 14.6),
        ("个\n人\n总\n结", _SIGNED, 156.9 + 45.3 if institution else 156.9),
        ("参加脱产\n培训情况", mask.text(_trainings(maker, cadre)), 35.2),
        ("主管领导\n评语和考核\n等次建议", comment, 39.4),
        ("机关负责人\n或考核委员\n会意见", GRADE_NOT_PUBLIC if public else _decision(assessment), 39.4),
        (
            "本人意见",
            NOT_PUBLIC if public else mask.text((assessment.reply if assessment else "") or "") + _SIGNED,
            32.3,
        ),
        ("需要说明的\n情况", GRADE_NOT_PUBLIC if public else _explained(maker, cadre, assessment), 38.5),
    ]
    for at, (label, text, height) in enumerate(rows, 5):
        cells += [FormCell(at, 1, label, 1, 1, "print_label", height), FormCell(at, 2, text, 1, 5, "print_left")]
    return FormSheet(
        mask.name(cadre.name), title, _ANNUAL_WIDTHS, tuple(cells), margins_mm=_MARGINS, notes=(_ANNUAL_NOTE,)
    )


def _line(row: int, height: float, *pairs: tuple[str, str]) -> list[FormCell]:
    cells = []
    for at, (label, text) in enumerate(pairs):
        cells.append(FormCell(row, 2 * at + 1, label, 1, 1, "print_label", height))
        cells.append(FormCell(row, 2 * at + 2, text, 1, 1, "print"))
    return cells


def _place(maker: Maker, cadre: Cadre) -> tuple[str, str]:
    person = maker.ground.by_id.get(cadre.id)
    place = maker.ground.place(cadre.id, None)
    unit = maker.ground.units[place].name if place else ""
    return unit, maker.mask.text(person.post_title if person else "")


def _duties(maker: Maker, cadre: Cadre) -> str:
    condition = sa.and_(Post.cadre_id == cadre.id, Post.removed_on.is_(None), Post.duties.is_not(None))
    return "；".join(post.duties or "" for post in live(maker.session, Post, condition, Post.is_main.desc()))


def _trainings(maker: Maker, cadre: Cadre) -> str:
    """Name the classes of the year the person attended, with their days and hours."""
    year = maker.options.year
    query = (
        sa.select(TrainingClass, Trainee.hours)
        .join(Trainee, Trainee.training_class_id == TrainingClass.id)
        .where(
            Trainee.cadre_id == cadre.id,
            Trainee.attended.is_(True),
            Trainee.deleted_at.is_(None),
            TrainingClass.deleted_at.is_(None),
            sa.func.substr(TrainingClass.started_on, 1, 4) == str(year),
        )
        .order_by(TrainingClass.started_on)
    )
    lines = []
    for held, hours in maker.session.execute(query):
        length = f"，{hours:g}学时" if hours else ""
        lines.append(f"{held.started_on.month}月{held.started_on.day}日　{held.name}{length}")
    return "\n".join(lines) or "无"


def _comment(maker: Maker, assessment: AnnualAssessment | None) -> str:
    words = maker.mask.text((assessment.comment if assessment else "") or "")
    return f"{words}\n建议等次：{_SIGNED}"


def _decision(assessment: AnnualAssessment | None) -> str:
    grade = assessment.grade.label if assessment and assessment.grade else "　　　"
    year = assessment.year if assessment else "　　"
    return f"经研究，{year}年度考核确定为“{grade}”等次。\n　　　　　　　　　（盖章）　　　{_DATE}"


def _explained(maker: Maker, cadre: Cadre, assessment: AnnualAssessment | None) -> str:
    """Print how often each grade of the regular assessment was given in the year, and why there is no grade."""
    year = maker.options.year
    condition = sa.and_(RegularAssessment.cadre_id == cadre.id, RegularAssessment.year == year)
    count = Counter(one.grade for one in live(maker.session, RegularAssessment, condition) if one.grade)
    said = "，".join(f"“{grade.label}”{count[grade]}次" for grade in FourGrade)
    reason = maker.mask.text(assessment.reason) if assessment and assessment.reason else ""
    return f"{year}年度平时考核情况：{said}。" + (f"\n{reason}" if reason else "")


def collect_regular(session: Session, options: ReportOptions) -> ReportBook:
    """Lay out the sheets of one person's regular assessments in the year, one a period.

    Where none is recorded, a blank one of the quarter of the cut-off.  Raises NotAllowed when nobody was chosen.
    """
    cadre = the_person(session, options)
    maker = Maker(session, options)
    found = _regular(session, cadre.id, options.year)
    quarter = QUARTERS[(options.as_of.month - 1) // 3]
    forms = [_regular_form(maker, cadre, one, one.period) for one in found] or [
        _regular_form(maker, cadre, None, quarter)
    ]
    told = "登记的平时考核，一期一份；已删除的不计" if found else "没有登记平时考核，印一份空白的"
    maker.print_count("登记表", f"{len(forms)}份", f"{options.year}年度{told}。", IN_FORMS)
    return maker.book("regular_form", f"{options.year}年度平时考核登记表（{maker.mask.name(cadre.name)}）", forms)


def _regular(session: Session, cadre_id: str, year: int) -> list[RegularAssessment]:
    condition = sa.and_(RegularAssessment.cadre_id == cadre_id, RegularAssessment.year == year)
    return live(session, RegularAssessment, condition, RegularAssessment.period)


def _regular_form(maker: Maker, cadre: Cadre, one: RegularAssessment | None, period: Period) -> FormSheet:
    """Fill one sheet; `one` is None for a blank one."""
    title = "平时考核登记表"
    unit, post = _place(maker, cadre)
    institution = one.scheme is Scheme.INSTITUTION if one else cadre.identity is Identity.INSTITUTION
    cells = [
        FormCell(1, 1, title, 1, 4, "title", 12),
        FormCell(2, 1, f"（{maker.options.year}年{period.label}）", 1, 4, "subtitle", 8),
        FormCell(3, 1, "姓　名", 1, 1, "print_label", 15),
        FormCell(3, 2, maker.mask.name(cadre.name), 1, 1, "print"),
        FormCell(3, 3, "岗　位" if institution else "部门及职务\n（职级）", 1, 1, "print_label"),
        FormCell(3, 4, f"{unit}{post}", 1, 1, "print"),
    ]
    for at, (label, text, height) in enumerate(_regular_rows(maker, cadre, one), 4):
        cells += [FormCell(at, 1, label, 1, 1, "print_label", height), FormCell(at, 2, text, 1, 3, "print_left")]
    return FormSheet(
        period.label, title, _REGULAR_WIDTHS, tuple(cells), margins_mm=_REGULAR_MARGINS, notes=(_REGULAR_NOTE,)
    )


def _regular_rows(maker: Maker, cadre: Cadre, one: RegularAssessment | None) -> Sequence[tuple[str, str, float]]:
    """Return the rows with their least heights in millimetres; what is thought of somebody is not for the public."""

    def said(text: str | None, otherwise: str = "") -> str:
        return NOT_PUBLIC if maker.is_public else maker.mask.text(text or otherwise)

    absent = "旷工{}天　病事假{}天　迟到、早退{}次".format(
        *map(_n, (one.days_absent, one.days_leave, one.times_late) if one else (None,) * 3)
    )
    grade = one.grade.label if one and one.grade else "　　　"
    decided = GRADE_NOT_PUBLIC if maker.is_public else f"审定为“{grade}”等次。　　（盖章）　{_DATE}"
    return (
        ("从事或分管\n工作", said(one.duties if one else None, _duties(maker, cadre)), 16.5),
        ("个\n人\n总\n结", said(one.summary if one else None) + _SIGNED, 92.0),
        ("出　勤", said(absent), 15),
        ("奖惩情况与\n不良行为记录", said(one.conduct if one else None), 20),
        ("主管领导审核\n评价意见和考\n核等次建议", said(one.comment if one else None) + _SIGNED, 40),
        ("机关审定意见", decided, 15),
        ("未确定等次或\n不参加考核\n情况说明", said(one.reason if one else None), 20),
    )


def _n(count: int | None) -> str:
    return "　　" if count is None else str(count)


def _annual_people(session: Session, options: ReportOptions) -> tuple[str, ...]:
    """Return the serving officials of the unit, when nobody is named."""
    return tuple(person.id for person in Maker(session, options).ground.people())


def _regular_people(session: Session, options: ReportOptions) -> tuple[str, ...]:
    """Return those of the unit with a regular assessment in the year."""
    query = sa.select(RegularAssessment.cadre_id).where(
        RegularAssessment.year == options.year, RegularAssessment.deleted_at.is_(None)
    )
    assessed = set(session.scalars(query))
    return tuple(cadre_id for cadre_id in _annual_people(session, options) if cadre_id in assessed)


ANNUAL = Report(
    "annual_form",
    "年度考核登记表",
    ("year", "as_of", "unit_id", "cadre_ids", "level"),
    collect_annual,
    people=_annual_people,
)
REGULAR = Report(
    "regular_form",
    "平时考核登记表",
    ("year", "as_of", "unit_id", "cadre_ids", "level"),
    collect_regular,
    people=_regular_people,
)
