"""What a file of 干部任免审批表 says of one person, whichever of its two formats it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_FILE_BYTES = 20 * 1024 * 1024
"""A form with a photo is some hundred KB; one larger than this is no form."""

TEXT_ELEMENTS = (
    *("XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi", "RuDangShiJian"),
    *("CanJiaGongZuoShiJian", "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu", "ShuXiZhuanYeYouHeZhuanChang"),
    *("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei"),
    *("QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi"),
    *("ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei"),
    *("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi"),
    *("XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "JianLi", "JiangChengQingKuang", "NianDuKaoHeJieGuo"),
    *("RenMianLiYou", "JiaTingChengYuan", "ChengBaoDanWei", "JiSuanNianLingShiJian", "TianBiaoShiJian", "TianBiaoRen"),
    *("ShenFenZheng", "ZhaoPian", "Version"),
)
"""The elements of the form in the order of the official editor (3.2.1.6); JiaTingChengYuan holds the family."""

VERSION = "3.2.1.6"


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One line of 家庭主要成员及重要社会关系, as the form writes it."""

    relation: str
    name: str
    birth: str
    political_status: str
    work: str


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """The form by element name; empty and missing elements are not in `values`.

    `content` are the bytes of an .lrmx it was read from, kept so that it can be written again as it was.
    """

    file_name: str
    values: Mapping[str, str]
    family: tuple[FamilyLine, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    content: bytes = field(default=b"", repr=False)

    def __getitem__(self, element: str) -> str:
        return self.values.get(element, "")
