"""The program's pictures for desktops: PNG files in their sizes and a Windows icon, drawn from our own SVG files."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path

from build_spec.bootstrap import ROOT
from build_spec.places import SPEC

PROGRAM_PICTURE = ROOT / "resources" / "icons" / "app.svg"
PACKAGE_PICTURE = SPEC / "package-file.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICO_SIZES = (16, 24, 32, 48, 64, 256)


def draw_png(source: Path, target: Path, size: int) -> None:
    """Draw an SVG as a square PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(png(source, size))


def png(source: Path, size: int) -> bytes:
    """Return an SVG drawn as a square PNG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub wants bytes, Qt takes words
        raise OSError(f"cannot draw {source.name} at {size}")
    return bytes(held.data())


def draw_ico(source: Path, target: Path) -> None:
    """Draw an SVG as a Windows icon of several sizes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(ico([(size, png(source, size)) for size in ICO_SIZES]))


def ico(pictures: Sequence[tuple[int, bytes]]) -> bytes:
    """Put PNG files of some sizes into one icon file."""
    place = 6 + 16 * len(pictures)
    entries, bodies = [], []
    for size, data in pictures:
        edge = size % 256  # 0 means 256
        entries.append(struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(data), place))
        bodies.append(data)
        place += len(data)
    return struct.pack("<HHH", 0, 1, len(pictures)) + b"".join(entries) + b"".join(bodies)
