"""A roster of any size: the clean rows of the real one over and over, each person with a sound number of their own."""

import json
from pathlib import Path

from xlsxwriter import Workbook

from cadre_desktop.rules.id_number import check_digit

DATA = Path(__file__).resolve().parents[2] / "data"
_TITLES = {
    "name": "姓名", "unit": "工作单位", "post": "现任职务", "sex": "性别", "ethnic": "民族", "native": "籍贯",
    "birth": "出生年月", "work": "参加工作时间", "party": "入党时间", "ft": "全日制学历学位",
    "fts": "全日制毕业院校及专业", "it": "在职学历学位", "its": "在职毕业院校及专业", "id": "公民身份号码",
    "rank": "职级", "post_since": "任现职时间", "rank_since": "任现职级时间", "grade": "上年度考核结果",
}  # fmt: skip


def people(count: int) -> list[dict[str, str]]:
    """Make people out of the expected ones: same facts, new identity numbers that agree with birth and sex."""
    clean = json.loads((DATA / "清源县干部名册.expected.json").read_text(encoding="utf-8"))["clean"]
    made = []
    for number in range(count):
        person = dict(clean[number % len(clean)])
        turn = number // len(clean)
        first = f"{person['id'][:2]}{1000 + turn // 500:04d}{person['id'][6:14]}"
        serial = (turn % 500) * 2 + int(person["id"][16]) % 2
        seventeen = f"{first}{serial:03d}"
        person["id"] = seventeen + check_digit(seventeen)
        person["name"] = person["name"][0] + chr(0x4E00 + number % 2000) + person["name"][-1]
        made.append(person)
    return made


def write_roster(path: Path, count: int) -> list[dict[str, str]]:
    """Write the roster as an .xlsx; return its people."""
    made = people(count)
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ["序号", *_TITLES.values()])
        for number, person in enumerate(made, 1):
            sheet.write_row(number, 0, [number, *(person[key] for key in _TITLES)])
    return made
