"""Contrast: of every pair of named colours that is used, and of what is really drawn on the pages."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from everywhere import Files, make_files, walk_dialogs, walk_pages, window_on_sample
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow

from dti_desktop.ui import style_sheet, theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.chart_view import chart_look

_LOG = logging.getLogger(__name__)

SETS = {"light": theme.LIGHT, "dark": theme.DARK}
GROUNDS = ("page", "side", "surface")


@pytest.mark.parametrize("mode", SETS)
def test_what_is_clicked_or_typed_into_stands_out(mode: str) -> None:
    """3 : 1 where only the shape tells what it is: rings, check boxes, marks of state."""
    colours = SETS[mode]
    for name in ("focus", "muted", "accent", "done", "warn", "block"):
        for ground in (*GROUNDS, "field", "hover", "accent_soft"):
            assert theme.contrast(getattr(colours, name), getattr(colours, ground)) >= 3, (name, ground)


@pytest.mark.parametrize("mode", SETS)
def test_the_edge_of_a_field_stands_out(mode: str) -> None:
    colours = SETS[mode]
    for ground in ("page", "side", "surface", "field"):
        assert theme.contrast(colours.border, getattr(colours, ground)) >= 3, ground


@pytest.mark.parametrize("mode", SETS)
@pytest.mark.parametrize("ground", ["surface", "page"])
def test_charts_can_be_read(mode: str, ground: str) -> None:
    drawn = chart_look(ground, SETS[mode])
    for words in (drawn.ink, drawn.quiet, drawn.accent):
        assert theme.contrast(words, drawn.background) >= 4.5
    for shape in (drawn.context, drawn.accent):
        assert theme.contrast(shape, drawn.background) >= 3


def _rules() -> Iterator[tuple[str, str, str]]:
    """Return (selector, ink, ground) of every rule of the style sheet that names both."""
    named = {name: f"<{name}>" for name in theme.Colours._fields}
    sheet = re.sub(r"/\*.*?\*/", "", style_sheet.build(named), flags=re.S)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        ink = re.search(r"(?<![-a-z])color: <(\w+)>", body)
        ground = re.search(r"background: <(\w+)>", body)
        if ink and ground:
            yield " ".join(selector.split()), ink.group(1), ground.group(1)
        chosen = re.search(r"selection-color: <(\w+)>", body)
        behind = re.search(r"selection-background-color: <(\w+)>", body)
        if chosen and behind:
            yield f"{' '.join(selector.split())} (selected)", chosen.group(1), behind.group(1)


def test_every_pair_of_the_style_sheet_can_be_read() -> None:
    found = [pair for pair in _rules() if pair[1] != "disabled"]
    assert len(found) > 10
    weak = [
        f"{mode}: {selector}: {ink} on {ground}"
        for mode, colours in SETS.items()
        for selector, ink, ground in found
        if theme.contrast(getattr(colours, ink), getattr(colours, ground)) < 4.5
    ]
    assert not weak, "\n".join(weak)


# -- measured ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(tmp_path_factory.mktemp("contrast"))


def _measured(image: QImage, place: QRect) -> float | None:
    """Return the contrast between the commonest colour in a place and the one farthest from it."""
    line = image.bytesPerLine() // 4
    points = memoryview(image.constBits()).cast("I")
    seen: Counter[int] = Counter()
    for y in range(place.top(), place.bottom() + 1):
        seen.update(points[y * line + place.left() : y * line + place.right() + 1].tolist())
    if len(seen) < 3:
        return None
    ground, *inks = (f"#{point & 0xFFFFFF:06x}" for point, count in seen.most_common() if count > 1)
    # Strokes of small letters are blended at their edges: the strongest stroke is the ink.
    return max((theme.contrast(ground, ink) for ink in inks), default=None)


def _words(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.isEnabled():
            text = widget.text().strip()
            # Of a letter or two there is too little ink to measure.
            if (
                len(text) > 2
                and widget.window() is window.window()
                and widget.visibleRegion().boundingRect().height() > 9
            ):
                yield widget, text


@pytest.mark.parametrize("mode", SETS)
def test_what_is_drawn_can_be_read(
    qtbot: QtBot, window_language: Language, look: theme.Theme, files: Files, mode: str
) -> None:
    weak: dict[str, str] = {}
    known: set[tuple[str, str, str]] = set()
    measured = 0

    def measure(place: str, window: QWidget) -> None:
        nonlocal measured
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for widget, text in _words(window):
            looks = str(widget.property("tone") or widget.property("kind"))
            kind = type(widget).__name__, looks, type(widget.parentWidget()).__name__
            if kind in known:
                continue
            room = widget.visibleRegion().boundingRect()
            room.moveTopLeft(widget.mapTo(window, room.topLeft()))
            found = _measured(image, room.intersected(QRect(QPoint(0, 0), window.size())))
            if found is None:
                continue
            known.add(kind)
            measured += 1
            # Anti-aliasing leaves the ink of thin strokes a little paler than it is named.
            if found < 4.0:
                weak.setdefault(f"{kind} “{text[:40]}”: {found:.2f}", place)

    real: RealWindow
    with window_on_sample(qtbot, window_language, files) as real:
        look.set_mode(mode)  # type: ignore[arg-type]
        for place, _page in walk_pages(real):
            measure(place, real.window)
        if os.environ.get("DTI_ACCESS") == "whole":
            for place, dialog in walk_dialogs(real, files):
                measure(place, dialog)
    _LOG.info(f"{mode}: {measured} kinds of words measured")
    assert measured > 60
    assert not weak, "\n".join(f"{place}: {said}" for said, place in weak.items())
