"""The older .lrm file of 任免审批表: one line of quoted fields in GBK, the photo in a .pic beside it."""

from collections.abc import Mapping, Sequence

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.appointment_form import MAX_FILE_BYTES, AppointmentForm, FamilyLine
from cadre_desktop.rules.cell_text import visible

_BETWEEN = '","'
_FIELDS, _FAMILY_LINES = 33, 12
_EDUCATION, _SCHOOLS = 9, 10
# Where the plain fields stand; 12 to 15 are empty, 9 and 10 hold four values each, 20 to 24 the family.
_PLACES = {
    "XingMing": 0, "XingBie": 1, "ChuShengNianYue": 2, "MinZu": 3, "JiGuan": 4, "RuDangShiJian": 5,
    "JianKangZhuangKuang": 6, "ChuShengDi": 7, "CanJiaGongZuoShiJian": 8, "ZhuanYeJiShuZhiWu": 11,
    "ShuXiZhuanYeYouHeZhuanChang": 16, "JianLi": 17, "JiangChengQingKuang": 18, "NianDuKaoHeJieGuo": 19,
    "XianRenZhiWu": 25, "NiRenZhiWu": 26, "NiMianZhiWu": 27, "RenMianLiYou": 28, "ChengBaoDanWei": 29,
    "JiSuanNianLingShiJian": 30, "TianBiaoRen": 31, "TianBiaoShiJian": 32,
}  # fmt: skip
_FAMILY_PLACES = (20, 21, 22, 23, 24)
_FOUR = ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei")
_LINES_IN_CELL = ("JianLi", "JiangChengQingKuang", "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "RenMianLiYou")


def read_lrm(content: bytes, file_name: str, photo: bytes = b"") -> AppointmentForm:
    """Read an older form and the photo that lay beside it; raise BadFile when it is none."""
    fields = _fields(content, file_name)
    values = {name: _lines(fields[at]) if name in _LINES_IN_CELL else fields[at] for name, at in _PLACES.items()}
    values |= dict(zip(_FOUR, _four(fields[_EDUCATION]), strict=True))
    values |= {f"{n}_BiYeYuanXiaoXi": t for n, t in zip(_FOUR, _four(fields[_SCHOOLS]), strict=True)}
    if not visible(values["XingMing"]):
        raise BadFile(f"《{file_name}》里没有姓名，不是任免审批表文件。")
    told = {name: visible(text) for name, text in values.items() if visible(text)}
    return AppointmentForm(file_name, told, _family([fields[at] for at in _FAMILY_PLACES]), photo)


def write_lrm(values: Mapping[str, str], family: Sequence[FamilyLine]) -> bytes:
    """Write an older form; the quotes and marks that divide its fields are left out of the texts."""
    fields = [""] * _FIELDS
    for name, at in _PLACES.items():
        fields[at] = _plain(values.get(name, "")).replace("\r\n", "\n").replace("\n", "#")
    for at, tail in ((_EDUCATION, ""), (_SCHOOLS, "_BiYeYuanXiaoXi")):
        four = [_plain(values.get(name + tail, "")).replace("\n", "") for name in _FOUR]
        fields[at] = f"{four[0]}#{four[1]}@{four[2]}#{four[3]}"
    columns = zip(*(_of_family(line) for line in family[:_FAMILY_LINES]), strict=True) if family else [()] * 5
    for at, column in zip(_FAMILY_PLACES, columns, strict=True):
        fields[at] = "@".join([*column, *[""] * (_FAMILY_LINES - len(family[:_FAMILY_LINES]))])
    return f'"{_BETWEEN.join(fields)}"\r\n'.encode("gb18030")


def _fields(content: bytes, file_name: str) -> list[str]:
    if len(content) > MAX_FILE_BYTES:
        raise BadFile(f"《{file_name}》太大，不像任免审批表文件，没有读取。")
    try:
        text = content.decode("gb18030").strip("\ufeff\r\n\t ")
    except UnicodeDecodeError as error:
        raise BadFile(f"《{file_name}》不是任免审批表文件，或者文字编码已损坏。", hint="请重新拷贝一份。") from error
    if not (text.startswith('"') and text.endswith('"') and len(text) > 1):
        raise BadFile(f"《{file_name}》的格式不是任免审批表（.lrm），没有读取。")
    fields = text[1:-1].split(_BETWEEN)
    if len(fields) < _PLACES["XianRenZhiWu"] + 1:
        raise BadFile(f"《{file_name}》只有 {len(fields)} 项，任免审批表应有 {_FIELDS} 项，文件不完整。")
    return [*fields, *[""] * (_FIELDS - len(fields))]


def _four(field: str) -> list[str]:
    """Split 学历#学位@学历#学位, full time before the sign @ and in service behind it."""
    halves = (*field.split("@", 1), "")[:2]
    return [part.strip() for half in halves for part in (*half.split("#", 1), "")[:2]]


def _family(columns: Sequence[str]) -> tuple[FamilyLine, ...]:
    split = [[visible(part) for part in column.split("@")] for column in columns]
    count = max(map(len, split))
    rows = zip(*(parts + [""] * (count - len(parts)) for parts in split), strict=True)
    return tuple(FamilyLine(*row) for row in rows if any((row[0], row[1], row[4])))


def _of_family(line: FamilyLine) -> tuple[str, ...]:
    parts = (line.relation, line.name, line.birth, line.political_status, line.work)
    return tuple(_plain(part).replace("\n", "") for part in parts)


def _lines(text: str) -> str:
    return text.replace("#", "\n")


def _plain(text: str) -> str:
    return text.replace(_BETWEEN, '"，"').replace("#", "＃").replace("@", "＠")
