"""Files of 任免审批表 as the sheet a roster import reads: one line a person, and the form kept beside it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.appointment_form import AppointmentForm
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.formats.form_files import FoundForms, read_forms
from cadre_desktop.progress import Progress
from cadre_desktop.records import cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.rules.assessment_prose import told_grades
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.resume_lines import since_in_resume
from cadre_desktop.services.imports.roster_columns import BY_NAME, UNIT_AND_POST

SHEET_NAME, FILE_TITLE = "任免审批表", "文件名"
FIRST_ROW = 2
"""Where the first form stands on the sheet made of them; the header is above."""

# Fields of the roster and the elements they are read from, where an element is taken over as it stands.
_PLAIN = {
    "name": "XingMing",
    "sex": "XingBie",
    "birth_on": "ChuShengNianYue",
    "ethnic": "MinZu",
    "native_place": "JiGuan",
    "birth_place": "ChuShengDi",
    "id_number": "ShenFenZheng",
    "party_joined_on": "RuDangShiJian",
    "political_status": "ZhengZhiMianMao",
    "work_start_on": "CanJiaGongZuoShiJian",
    "health": "JianKangZhuangKuang",
    "technical_title": "ZhuanYeJiShuZhiWu",
    "speciality": "ShuXiZhuanYeYouHeZhuanChang",
    "resume": "JianLi",
    "rewards": "JiangChengQingKuang",
}
_EDUCATION = {
    "full_time_education": ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei"),
    "full_time_school": ("QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi"),
    "in_service_education": ("ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei"),
    "in_service_school": ("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi"),
}
FIELDS = tuple(name for name in (*_PLAIN, *_EDUCATION) if name not in ("party_joined_on", "political_status"))
"""The fields of the person's record that a form says each by itself; party and its date are told together."""
_TITLES = (FILE_TITLE, *(BY_NAME[name].label for name in (*_PLAIN, *_EDUCATION)))
_MORE = (UNIT_AND_POST.label, BY_NAME["post_since"].label, BY_NAME["last_grade"].label)


def found_forms(kind: RecordKind, path: Path, progress: Progress) -> FoundForms:
    """Read the forms of a path; raise BadFile when something else than officials is to be imported from them."""
    if kind is not cadre.KIND:
        raise BadFile(f"任免审批表文件里是干部的资料，不能导入为{kind.title}。", hint="请把“导入什么”选为干部名册。")
    return read_forms(path, progress)


def sheet_of(forms: Sequence[AppointmentForm], today: date) -> Sheet:
    """Lay forms out as a roster's sheet."""
    rows: list[list[Cell]] = [[*_TITLES, *_MORE]]
    rows += [_row(form, today) for form in forms]
    return Sheet(SHEET_NAME, rows)


def told_value(form: AppointmentForm, name: str) -> str:
    """Return what a form says of one field of the person's record, as the sheet has it."""
    if name in _EDUCATION:
        parts = [" ".join(form[element].split()) for element in _EDUCATION[name]]
        return "、".join(dict.fromkeys(part for part in parts if part))
    return form[_PLAIN[name]]


def elements_of(name: str) -> tuple[str, ...]:
    """Return the elements of the form that say a field of the person's record."""
    return _EDUCATION.get(name) or (_PLAIN[name],)


def _row(form: AppointmentForm, today: date) -> list[Cell]:
    post = squeezed(form["XianRenZhiWu"])
    since = since_in_resume(form["JianLi"], post)
    told: list[str | None] = [form.file_name, *(told_value(form, name) for name in (*_PLAIN, *_EDUCATION))]
    told += [post, str(since) if since else None, told_grades(form["NianDuKaoHeJieGuo"]).get(today.year - 1)]
    return [text or None for text in told]
