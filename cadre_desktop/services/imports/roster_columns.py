"""The columns of a roster: a row carries the person, the present post and rank, and last year's assessment.

The same names are used by the import template, the roster's plain values and the command line.
"""

from typing import Any

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Field, FieldSpec, describe

C = Cadre


def _own(attribute: Any, *aliases: str, kind: type | None = None, required: bool | None = None) -> Field:
    """Take a column of the person's record, with more of the titles clerks give it."""
    told = describe(attribute)
    spec = FieldSpec(
        told.label, told.spec.help, told.spec.width, told.spec.multiline, aliases=(*told.spec.aliases, *aliases)
    )
    return Field(
        told.name,
        kind or told.type,
        told.required if required is None else required,
        told.max_length if kind is None else None,
        spec,
    )


def _more(
    name: str, label: str, kind: type, *aliases: str, required: bool = False, length: int | None = None, **spec: Any
) -> Field:
    return Field(name, kind, required, length, FieldSpec(label, aliases=aliases, **spec))


ROSTER_COLUMNS: tuple[Field, ...] = (
    _own(C.name, "干部姓名", "名字"),
    _more(
        *("unit", "工作单位", str, "单位", "单位名称", "所在单位", "现工作单位", "任职单位", "部门"),
        required=True, length=60, width=20,
    ),
    _more(
        *("post_title", "现任职务", str, "职务", "现职务", "任职", "职务名称", "现任职务（职级）", "现任职务职级"),
        required=True, length=120, width=22,
    ),
    _more("level", "职务层次", PostLevel, "职务级别", "现任职务层次", help="不填时按职务名称推定，推定结果会列出"),
    _own(C.sex),
    _own(C.ethnic),
    _own(C.native_place),
    _own(C.birth_place),
    _own(C.birth_on, "出生", "生年", "出生年月日", "出生年月（岁）"),
    _own(C.work_start_on, "参加工作", "参加工作年月", "参加工作日期", "工作日期"),
    _more(
        *("party_joined_on", "入党时间", str, "入党年月", "入党日期", "入党（团）时间", "参加党派时间", "党派及时间"),
        width=12, help="中共党员填入党年月；其他填党派或“无党派”“群众”；跨党派的写 2001.08；民建",
    ),
    _own(C.political_status, "政治面目", "党派"),
    _own(C.full_time_education, "全日制学历", "全日制/学历学位", "全日制学历/学位", "学历学位", "学历", "文化程度"),
    _own(
        C.full_time_school,
        *("全日制毕业院校", "全日制/毕业院校及专业", "全日制毕业院校系及专业"),
        *("毕业院校及专业", "毕业院校", "毕业学校及专业"),
    ),
    _own(C.in_service_education, "在职/学历学位", "在职学历/学位"),
    _own(C.in_service_school, "在职毕业院校", "在职/毕业院校及专业", "在职毕业院校系及专业"),
    _own(C.id_number, "身份证", "居民身份证号码", "居民身份证号", "公民身份证号"),
    _more("rank", "职级", RankName, "现任职级", "现职级", "职级（等级）", "职员等级", "职务职级", width=14),
    _more("post_since", "任现职时间", PartialDate, "现职时间", "任现职年月", "任职时间", "任现职务时间", width=12),
    _more("rank_since", "任现职级时间", PartialDate, "现职级时间", "任现职级年月", "职级时间", width=13),
    _more(
        *("last_grade", "上年度考核结果", AssessmentGrade, "上年考核", "上年度考核", "年度考核结果", "考核结果"),
        *("上年考核结果", "近一年考核结果", "上年度考核等次"),
        width=14,
    ),
    _own(C.technical_title, "专业技术职称", "职称", "技术职称"),
    _own(C.speciality, "熟悉专业", "专长"),
    _own(C.identity, "人员身份", "身份", "人员类别", "编制类型", required=False),
    _own(C.managed_by, "管理权限"),
    _own(C.health),
    _own(C.phone, "电话", "手机", "手机号码", "手机号", "联系方式"),
    _own(C.resume, "个人简历", "工作简历", "主要简历"),
    _own(C.rewards, "奖惩", "奖励处分"),
    _own(C.remark, "说明"),
)  # fmt: skip

BY_NAME = {column.name: column for column in ROSTER_COLUMNS}

PERSON_COLUMNS: tuple[str, ...] = tuple(
    column.name
    for column in ROSTER_COLUMNS
    if hasattr(Cadre, column.name) and column.name not in ("party_joined_on", "political_status")
)
"""The columns stored on the person's own record as they stand."""

UNIT_AND_POST = _more("unit_and_post", "工作单位及职务", str, "单位及职务", "工作单位及现任职务", "单位职务")
"""A column some rosters have in place of two; it is never part of the template."""
