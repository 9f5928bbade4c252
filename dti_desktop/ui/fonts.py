"""The window's typeface: Inter, loaded from files that the caller names; else the platform's own font."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")

# Qt counts 72 points to the inch on macOS and 96 elsewhere: the same size in points would look smaller there.
_POINT_FACTOR = 96 / 72 if sys.platform == "darwin" else 1.0


def know_the_systems() -> None:
    """Have Qt learn which fonts the system has; on any thread. Whoever needs a font waits for it otherwise.

    It takes as long as the rest of what `load` does ten times over, and needs nothing of Python.
    """
    # Of what makes Qt look, this lets other threads go on. The font is the platform's own, so that no other
    # one is remembered in its place before `load` has brought it.
    QFont().exactMatch()


def load(fonts_dir: Path) -> str | None:
    """Register Inter's four weights with Qt and return its family name.

    Files that are missing or broken are left out. Returns None when not even the regular weight
    could be read; the platform's interface font is then used.
    """
    families: list[str] = []
    for name in FILES:
        path = fonts_dir / name
        # Qt prints a warning for a file that is not there.
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return FAMILY if FAMILY in families else None


def build(family: str | None, size_pt: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface font: `family` (None: the platform's own) at `size_pt`, with tabular figures.

    Tabular figures keep columns of numbers aligned and stop a counting number from trembling.
    """
    if family is not None:
        font = QFont(family)
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(size_pt * _POINT_FACTOR)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    # Hinting rounds widths to whole pixels, which spaces Inter unevenly at small sizes.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
