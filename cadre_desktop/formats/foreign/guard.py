"""Every check a workbook from outside must pass before any library opens it."""

from cadre_desktop.formats.foreign.sniff import Container, container
from cadre_desktop.formats.foreign.workbook_parts import sheet_parts
from cadre_desktop.formats.foreign.xml_scan import scan_archive
from cadre_desktop.formats.foreign.zip_limits import is_open_document, open_archive


def check(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """Apply every limit before a native reader sees the bytes; return the uncalculated formulas by sheet."""
    if container(content) is Container.OLE:
        return {}
    with open_archive(content) as archive:
        extents = scan_archive(archive)
        if is_open_document(archive):
            return {}
        parts = sheet_parts(archive)
        return {name: extents[part].uncalculated for name, part in parts.items() if part in extents}
