"""Draw the program's icon from its SVG: PNGs for Linux, one .ico for Windows, one .icns for macOS.

Run from the top of the project after the SVG was changed: `QT_QPA_PLATFORM=offscreen .venv/bin/python
tools/program_icon.py`. Both containers hold PNGs as they are, which every system since 2007 reads.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "program_icon"
NAME = "dti_desktop"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: The kinds of entries of an .icns file that hold PNGs, with their edges in pixels.
ICNS_KINDS = ((b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic13", 256), (b"ic08", 256), (b"ic09", 512))
PNG_SIZES = (16, 32, 48, 128, 256)


def png(svg: bytes, size: int) -> bytes:
    """Return the drawing as a PNG, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of PNGs by their size."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    for size, content in sorted(pictures.items()):
        edge = size % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(content), place)
        place += len(content)
    return head + b"".join(content for _size, content in sorted(pictures.items()))


def icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon of PNGs by their size."""
    entries = b"".join(
        struct.pack(">4sI", kind, 8 + len(pictures[size])) + pictures[size] for kind, size in ICNS_KINDS
    )
    return struct.pack(">4sI", b"icns", 8 + len(entries)) + entries


def main() -> int:
    """Write every file anew."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    svg = (FOLDER / f"{NAME}.svg").read_bytes()
    sizes = {*ICO_SIZES, *PNG_SIZES, *(size for _kind, size in ICNS_KINDS)}
    pictures = {size: png(svg, size) for size in sorted(sizes)}
    for size in PNG_SIZES:
        (FOLDER / f"{NAME}-{size}.png").write_bytes(pictures[size])
    (FOLDER / f"{NAME}.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (FOLDER / f"{NAME}.icns").write_bytes(icns(pictures))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
