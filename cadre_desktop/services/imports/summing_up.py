"""What is said once for a whole import: everything that was told and not written in the sheet."""

from collections.abc import Sequence

from cadre_desktop.records.cadre import Identity
from cadre_desktop.services.imports.roster_columns import BY_NAME
from cadre_desktop.services.imports.shape import ImportSource, NewUnit, PlannedRow
from cadre_desktop.services.imports.year_titles import year_told

_MOST_NAMED = 20


def roster_warnings(rows: Sequence[PlannedRow], source: ImportSource, year: int) -> list[str]:
    """Say which year the assessment is of, and how many values were told from others."""
    said = []
    if any("last_grade" in row.values for row in rows):
        ground = f"表中截止时间为 {source.as_of}" if source.as_of else "表中没有截止时间，按今天推算"
        if year_told(source) is None:
            said.append(f"上年度考核结果按 {year} 年度登记（{ground}）")
        else:
            said.append(f"考核结果按表头写明的 {year} 年度登记")
    for name, sentence in (
        ("level", "{n} 人的职务层次和班子成员是按职务名称推定的，请核对"),
        ("political_status", "{n} 人没有填写政治面貌，按入党时间登记为中共党员"),
        ("post_title", "{n} 人没有填写现任职务，按职级登记"),
        ("unit", "{n} 人的工作单位取自所在分组的标题"),
    ):
        n = sum(1 for row in rows if name in row.inferred and _files(row, name))
        if n:
            said.append(sentence.format(n=n))
    for identity in Identity:
        told = [r for r in rows if r.state == "new" and "identity" in r.inferred and r.values["identity"] is identity]
        if told:
            said.append(f"{len(told)} 人没有填写身份类别，按“{identity.label}”登记")
    return said


def _files(row: PlannedRow, name: str) -> bool:
    """Tell whether the row would file what was told: of a known person only the post and what goes with it."""
    if row.state == "update" and name != "political_status":
        return any(change.label == BY_NAME["post_title"].label for change in row.differences)
    return row.state == "new"


def unit_warnings(units: Sequence[NewUnit]) -> list[str]:
    """Name the units an import would make, with the kind told from their names."""
    if not units:
        return []
    named = "、".join(f"{u.name}（{u.kind_label}）" for u in units[:_MOST_NAMED])
    more = f"等，共 {len(units)} 个" if len(units) > _MOST_NAMED else ""
    return [f"将新建 {len(units)} 个单位：{named}{more}；单位类别按名称推定，请核对"]


def column_warnings(unmatched: Sequence[str], formulas: int) -> list[str]:
    """Name the columns that will be left out, and cells whose formula carries no result."""
    said = []
    if unmatched:
        named = "、".join(unmatched[:_MOST_NAMED])
        said.append(f"有 {len(unmatched)} 列没有对应的字段，不会导入：{named}")
    if formulas:
        said.append(f"有 {formulas} 个单元格是没有计算结果的公式，按空白处理；请在 WPS 或 Excel 中打开保存后再导入")
    return said
