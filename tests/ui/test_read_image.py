"""Pictures are read beside the window, whatever kind they are, and never so that both wait for each other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QColor, QImage

from dti_desktop.ui.widgets.document_preview import MAX_IMAGE_EDGE, read_image

ROOT = Path(__file__).resolve().parents[2]

#: Objects that hear a signal come and go here, while others read pictures: what blocks both blocks for ever.
BOTH_AT_WORK = """
import os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from dti_desktop.ui.widgets.document_preview import read_image

application = QGuiApplication([])

class Sender(QObject):
    said = Signal()

class Hearer:
    def hear(self):
        pass

def read():
    while True:
        assert not read_image(Path(sys.argv[1]), "image/png").isNull()

for _ in range(2):
    threading.Thread(target=read, daemon=True).start()
senders = [Sender() for _ in range(400)]
until_s = time.monotonic() + 3
while time.monotonic() < until_s:
    for sender in senders:
        sender.said.connect(Hearer().hear)
print("both went on", flush=True)
os._exit(0)
"""


def picture(path: Path, form: str, width: int = 40) -> Path:
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#1259b3"))
    assert image.save(str(path), form)
    return path


@pytest.mark.parametrize("name", ["png", "jpeg", "bmp", "tiff", "webp"])
def test_each_kind_is_read_by_its_media_type(name: str, tmp_path: Path) -> None:
    image = read_image(picture(tmp_path / "no ending", name), f"image/{name}")
    assert (image.width(), image.height()) == (40, 20)
    assert abs(image.pixelColor(20, 10).blue() - 0xB3) < 6


def test_a_large_one_is_made_smaller(tmp_path: Path) -> None:
    assert read_image(picture(tmp_path / "a", "png", 5_000), "image/png").width() == MAX_IMAGE_EDGE


def test_what_is_no_picture_of_that_kind_is_null(tmp_path: Path) -> None:
    drawing = tmp_path / "a"
    drawing.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    for media_type in ("image/png", "image/heic", "text/plain", ""):
        assert read_image(drawing, media_type).isNull()


@pytest.mark.parametrize("name", ["png", "jpeg", "gif", "tiff", "webp"])
def test_one_that_is_gone_is_null_and_qt_says_nothing(name: str, tmp_path: Path) -> None:
    said: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, message: said.append(message))
    try:
        assert read_image(tmp_path / "gone", f"image/{name}").isNull()
    finally:
        qInstallMessageHandler(before)
    assert said == []


def test_reading_pictures_and_letting_go_of_connections_go_side_by_side(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BOTH_AT_WORK, str(picture(tmp_path / "a", "png"))]
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60, encoding="utf-8"
    )
    assert done.stdout == "both went on\n", done.stderr
