"""Pictures on a worksheet: openpyxl's own class would want Pillow only to learn their size, which the cells give."""

from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from cadre_desktop.formats.laid_sheet import AnchoredPicture

_PNG = b"\x89PNG"
_MARGIN = 30_000
"""Eight tenths of a millimetre in the drawing's unit, so that the picture leaves the lines above and before it."""


class _Picture(Image):
    """A picture of known place: nothing of the bytes is looked at."""

    def __init__(self, data: bytes, anchor: TwoCellAnchor) -> None:
        self.anchor = anchor
        self.format = "png" if data.startswith(_PNG) else "jpeg"
        self._id = 1
        self._bytes = data

    @property
    def path(self) -> str:
        """The part of the workbook it is kept in."""
        return f"/xl/media/image{self._id}.{self.format}"

    def _data(self) -> bytes:
        return self._bytes


def place(sheet: Any, picture: AnchoredPicture) -> None:
    """Put a picture over its block of cells."""
    (top, left), (bottom, right) = picture.first, picture.end
    start = AnchorMarker(col=left, row=top, colOff=_MARGIN, rowOff=_MARGIN)
    end = AnchorMarker(col=right, row=bottom)
    sheet.add_image(_Picture(picture.data, TwoCellAnchor(editAs="twoCell", _from=start, to=end)))
