"""Which part of an .xlsx holds which sheet, and that every part asked for lies inside the file."""

import posixpath
import zipfile
from collections.abc import Mapping
from pyexpat import ExpatError, ParserCreate

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.limits import LIMITS
from cadre_desktop.formats.foreign.zip_limits import DAMAGED, refused

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def sheet_parts(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return sheet name -> part name, in workbook order; call only after the parts were scanned."""
    targets = {relation["Id"]: _inside(archive, relation) for relation in _collect(archive, _RELATIONS, "Relationship")}
    sheets = _collect(archive, _WORKBOOK, "sheet")
    if not sheets:
        raise BadFile("文件里没有工作表，请核对是否选错。")
    if len(sheets) > LIMITS.sheets:
        raise refused(f"工作表超过 {LIMITS.sheets} 个")
    parts: dict[str, str] = {}
    for sheet in sheets:
        part = targets.get(sheet["id"])
        if part is None:
            raise BadFile(DAMAGED)
        parts[sheet["name"]] = part
    return parts


def _inside(archive: zipfile.ZipFile, relation: Mapping[str, str]) -> str:
    """Return the part a relation of the workbook leads to; a sheet outside the package is refused."""
    target = relation["Target"]
    if relation.get("TargetMode", "Internal") != "Internal":
        raise refused("工作簿引用了文件之外的内容")
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    if part.startswith("..") or ":" in part:
        raise refused("工作簿引用了文件之外的内容")
    if relation.get("Type", "").endswith("/worksheet") and part not in archive.namelist():
        raise BadFile(DAMAGED)
    return part


def _collect(archive: zipfile.ZipFile, part: str, element: str) -> list[dict[str, str]]:
    """Return the attributes, without name-space prefixes, of every such element of a small part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    parser = ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(archive.read(part), True)
    except ExpatError as error:
        raise BadFile(DAMAGED) from error
    wanted = {"Relationship": {"Id", "Target"}, "sheet": {"name", "id"}}[element]
    if any(not wanted <= attributes.keys() for attributes in found):
        raise BadFile(DAMAGED)
    return found
