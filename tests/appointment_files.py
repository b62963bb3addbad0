"""Made-up files of 任免审批表 for tests."""

from collections.abc import Mapping

from cadre_desktop.formats.appointment_form import FamilyLine
from cadre_desktop.formats.lrmx import write_lrmx

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
FAMILY = (
    FamilyLine("丈夫", "覃立群", "198203", "群众", "清源县第二中学教师"),
    FamilyLine("父亲", "向大顺", "195605", "中共党员", "（已去世）"),
)
VALUES: Mapping[str, str] = {
    "XingMing": "向　琴",
    "XingBie": "女",
    "ChuShengNianYue": "198604",
    "MinZu": "土家族",
    "JiGuan": "湖南吉首",
    "ChuShengDi": "湖南吉首",
    "RuDangShiJian": "200706；民建",
    "CanJiaGongZuoShiJian": "200807",
    "JianKangZhuangKuang": "健康",
    "QuanRiZhiJiaoYu_XueLi": "大学",
    "QuanRiZhiJiaoYu_XueWei": "管理学学士",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "吉首大学公共管理专业",
    "XianRenZhiWu": "青石镇党委副书记、镇长",
    "NiRenZhiWu": "青石镇党委书记",
    "JianLi": "2004.09--2008.07  吉首大学学习\n2008.07--2021.03  清源县民政局工作\n"
    "2021.03--         青石镇党委副书记、镇长",
    "JiangChengQingKuang": "2023年记三等功",
    "NianDuKaoHeJieGuo": "2023年度称职；2024年度优秀；2025年度称职",
    "RenMianLiYou": "工作需要",
    "ShenFenZheng": "43312319860412002X",
    "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限为55岁",
    "ShiYongDanWei": "不认识的一项",
}


def lrmx(**changed: str) -> bytes:
    """Return a whole file, with some elements otherwise."""
    return write_lrmx({**VALUES, **changed}, FAMILY, JPEG)
