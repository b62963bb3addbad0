"""干部任免审批表: two pages of A4 a person, laid out to the millimetres of the official form."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.formats.lrmx import read_lrmx
from cadre_desktop.formats.report_sheet import FormCell, FormPicture, FormSheet, ReportBook
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.attachment import APPOINTMENT_FORM, Attachment
from cadre_desktop.records.cadre import Cadre, FamilyMember
from cadre_desktop.records.vocab import PoliticalStatus
from cadre_desktop.reports.maker import IN_FORMS, NOT_PUBLIC, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.reports.stored import live, the_person
from cadre_desktop.rules.ages import age
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage import blobs

_TITLE = "干 部 任 免 审 批 表"
_FIRST_MARGINS, _SECOND_MARGINS = (11.1, 12.0, 22.0, 20.0), (28.6, 12.0, 21.0, 21.0)
_FIRST_WIDTHS = (11.0, 13.0, 24.0, 22.0, 25.0, 22.0, 21.0, 30.0)
_SECOND_WIDTHS = (11.0, 18.0, 21.0, 15.0, 23.0, 80.0)
_ROW_MM, _RESUME_MM = 12.5, 125.8
_FAMILY_ROWS, _FAMILY_MM, _YEARS = 7, 11.0, 3
_DEGREES = ("学士", "硕士", "博士")
_MEMBERS = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY)
_DECEASED = re.compile("已?(去世|病故|逝世)")
_DECISION = "\n\n（盖章）\n年　　月　　日"
_SEAL = "\n\n　　　　　　　　　　（盖章）\n　　　　　　　　　　　　年　　月　　日"


def collect(session: Session, options: ReportOptions) -> ReportBook:
    """Lay out one person's form; ages are those of the cut-off month.  Raises NotAllowed when nobody was chosen."""
    cadre = the_person(session, options)
    maker = Maker(session, options)
    name = maker.mask.name(cadre.name)
    told = {} if maker.is_public else _told_in_file(session, cadre)
    maker.print_count(
        "任免审批表",
        "1份",
        f"本人的基本情况、任职、考核和家庭成员；年龄算到{options.as_of.year}年{options.as_of.month}月，"
        "拟任、拟免、任免理由和呈报单位取自导入的任免审批表文件。",
        IN_FORMS,
    )
    return maker.book(
        "appointment_form", f"干部任免审批表（{name}）", (_first(maker, cadre, told), _second(maker, cadre, told))
    )


def _told_in_file(session: Session, cadre: Cadre) -> dict[str, str]:
    """Return what only the file that came in tells: the matter the form is made for."""
    condition = sa.and_(
        Attachment.owner_table == Cadre.__tablename__,
        Attachment.owner_id == cadre.id,
        Attachment.note == APPOINTMENT_FORM,
    )
    kept = live(session, Attachment, condition, Attachment.created_at.desc())
    return dict(read_lrmx(blobs.get(session, kept[0].sha256), kept[0].name).values) if kept else {}


def _first(maker: Maker, cadre: Cadre, told: dict[str, str]) -> FormSheet:
    """Page one: who the person is, schooling, posts, résumé."""
    mask = maker.mask
    full, service = cadre.full_time_education or "", cadre.in_service_education or ""
    person = maker.ground.by_id.get(cadre.id)
    place = maker.ground.place(cadre.id, None)
    unit = maker.ground.units[place].name if place else ""
    post = mask.text(f"{unit}{person.post_title}") if person else ""
    inside = NOT_PUBLIC if maker.is_public else ""
    cells = [
        FormCell(1, 1, _TITLE, 1, 8, "title", 14),
        *_pairs(
            2,
            ("姓　名", mask.name(cadre.name)),
            ("性　别", cadre.sex.label),
            ("出生年月\n（岁）", _birth(maker, cadre)),
        ),
        *_pairs(3, ("民　族", cadre.ethnic), ("籍　贯", cadre.native_place), ("出生地", cadre.birth_place)),
        *_pairs(
            4,
            ("入党\n时间", _party(cadre)),
            ("参加工\n作时间", str(cadre.work_start_on or "")),
            ("健康状况", inside or cadre.health),
        ),
        FormCell(5, 1, "专业技\n术职务", 1, 2, "print_label", _ROW_MM),
        FormCell(5, 3, cadre.technical_title or "", 1, 2, "print"),
        FormCell(5, 5, "熟悉专业\n有何专长", 1, 1, "print_label"),
        FormCell(5, 6, cadre.speciality or "", 1, 2, "print"),
        FormCell(2, 8, "" if cadre.photo_sha256 and not maker.is_public else "照片", 4, 1, "print"),
        FormCell(6, 1, "学历\n学位", 2, 2, "print_label"),
        *_schooling(6, "全日制\n教　育", full, cadre.full_time_school or ""),
        *_schooling(7, "在　职\n教　育", service, cadre.in_service_school or ""),
        *_long(8, "现 任 职 务", post, _ROW_MM),
        *_long(9, "拟 任 职 务", told.get("NiRenZhiWu", ""), _ROW_MM),
        *_long(10, "拟 免 职 务", told.get("NiMianZhiWu", ""), _ROW_MM),
        FormCell(11, 1, "简\n\n\n历", 1, 1, "print_label", _RESUME_MM),
        FormCell(11, 2, inside or mask.text(cadre.resume or ""), 1, 7, "print_left"),
    ]
    pictures: tuple[FormPicture, ...] = ()
    if cadre.photo_sha256 and not maker.is_public:
        pictures = (FormPicture(2, 8, 4, 1, blobs.get(maker.session, cadre.photo_sha256)),)
    return FormSheet("第一页", _TITLE, _FIRST_WIDTHS, tuple(cells), margins_mm=_FIRST_MARGINS, pictures=pictures)


def _pairs(row: int, *pairs: tuple[str, str | None]) -> list[FormCell]:
    """Lay out three labels with their values beside the photo."""
    places = ((1, 2, 3), (4, 1, 5), (6, 1, 7))
    cells = []
    for (column, span, value_column), (label, text) in zip(places, pairs, strict=True):
        cells.append(FormCell(row, column, label, 1, span, "print_label", _ROW_MM))
        cells.append(FormCell(row, value_column, text or "", 1, 1, "print"))
    return cells


def _schooling(row: int, label: str, education: str, school: str) -> list[FormCell]:
    parts = [part for part in re.split("[、，/／; ；\n]+", education) if part]
    degrees = [part for part in parts if part.endswith(_DEGREES)]
    lines = ["、".join(p for p in parts if p not in degrees), "、".join(degrees)]
    return [
        FormCell(row, 3, label, 1, 1, "print_label", _ROW_MM),
        FormCell(row, 4, "\n".join(line for line in lines if line), 1, 2, "print"),
        FormCell(row, 6, "毕业院校\n系及专业", 1, 1, "print_label"),
        FormCell(row, 7, school, 1, 2, "print_left"),
    ]


def _long(row: int, label: str, text: str, height: float) -> list[FormCell]:
    return [
        FormCell(row, 1, label, 1, 3, "print_label", height),
        FormCell(row, 4, text, 1, 5, "print_left"),
    ]


def _birth(maker: Maker, cadre: Cadre) -> str:
    return f"{cadre.birth_on.cut('month')}\n（{age(cadre.birth_on, PartialDate.of(maker.options.as_of))}岁）"


def _party(cadre: Cadre) -> str:
    """Print 2001.08；民建, a party's name alone, or 无党派; nothing for 群众 (the form's own rule)."""
    status, other = cadre.political_status, cadre.other_party or ""
    if not other and status not in (None, PoliticalStatus.MASSES, PoliticalStatus.YOUTH_LEAGUE, *_MEMBERS):
        other = status.label if status else ""
    joined = str(cadre.party_joined_on.cut("month")) if cadre.party_joined_on else ""
    return "；".join(part for part in (joined, other) if part)


def _second(maker: Maker, cadre: Cadre, told: dict[str, str]) -> FormSheet:
    """Page two: awards, assessments, grounds, family, and who decides."""
    mask = maker.mask
    public = maker.is_public
    rewards = NOT_PUBLIC if public else mask.text(cadre.rewards or "无")
    members = [] if public else live(maker.session, FamilyMember, FamilyMember.cadre_id == cadre.id, *_ORDER)
    rows = max(_FAMILY_ROWS, len(members))
    last = 5 + rows
    cells = [
        *_wide(1, "奖惩\n情况", rewards, 25),
        *_wide(2, "年度\n考核\n结果", NOT_PUBLIC if public else _grades(maker, cadre), 18),
        *_wide(3, "任免\n理由", told.get("RenMianLiYou", ""), 24),
        FormCell(4, 1, "家庭\n主要\n成员\n及重\n要社\n会关\n系", rows + 1, 1, "print_label"),
        *(
            FormCell(4, column, title, 1, 1, "print_label", _FAMILY_MM)
            for column, title in enumerate(("称谓", "姓　名", "年龄", "政治\n面貌", "工 作 单 位 及 职 务"), 2)
        ),
        *(cell for at in range(rows) for cell in _member(maker, 5 + at, members[at] if at < len(members) else None)),
        *_wide(last, "呈报\n单位", told.get("ChengBaoDanWei", "") + _SEAL, 32),
        FormCell(last + 1, 1, "审批\n机关\n意见", 1, 1, "print_label", 38),
        FormCell(last + 1, 2, _DECISION, 1, 3, "print"),
        FormCell(last + 1, 5, "行政机关\n任免意见", 1, 1, "print_label"),
        FormCell(last + 1, 6, _DECISION, 1, 1, "print"),
    ]
    filler = told.get("TianBiaoRen") or maker.options.letterhead.filler
    return FormSheet(
        "第二页",
        _TITLE,
        _SECOND_WIDTHS,
        tuple(cells),
        margins_mm=_SECOND_MARGINS,
        notes=(f"填表人：{mask.names(filler)}",),
    )


_ORDER: Sequence[object] = (FamilyMember.created_at, FamilyMember.id)


def _wide(row: int, label: str, text: str, height: float) -> list[FormCell]:
    return [FormCell(row, 1, label, 1, 1, "print_label", height), FormCell(row, 2, text, 1, 5, "print_left")]


def _member(maker: Maker, row: int, member: FamilyMember | None) -> list[FormCell]:
    """Lay out one relative; the age of somebody deceased stays blank (the official editor's rule)."""
    texts = [""] * 5
    if member is not None:
        gone = bool(_DECEASED.search(member.work or ""))
        years = (
            "" if gone or member.birth_on is None else str(age(member.birth_on, PartialDate.of(maker.options.as_of)))
        )
        status = member.political_status.label if member.political_status else ""
        texts = [member.relation, maker.mask.name(member.name), years, status, maker.mask.text(member.work or "")]
    return [
        FormCell(row, column, text, 1, 1, "print_left" if column == 6 else "print", _FAMILY_MM)
        for column, text in enumerate(texts, 2)
    ]


def _grades(maker: Maker, cadre: Cadre) -> str:
    """Print the last three years' assessments: 2023年度称职；2024年度优秀."""
    year = maker.options.as_of.year
    condition = sa.and_(
        AnnualAssessment.cadre_id == cadre.id,
        AnnualAssessment.year.between(year - _YEARS, year),
        AnnualAssessment.grade.is_not(None),
    )
    found = live(maker.session, AnnualAssessment, condition, AnnualAssessment.year)
    return "；".join(f"{one.year}年度{one.grade.label}" for one in found[-_YEARS:] if one.grade)


def _people(session: Session, options: ReportOptions) -> tuple[str, ...]:
    """Return the serving officials of the unit, when nobody is named."""
    return tuple(person.id for person in Maker(session, options).ground.people())


REPORT = Report(
    "appointment_form", "干部任免审批表", ("as_of", "unit_id", "cadre_ids", "level"), collect, people=_people
)
