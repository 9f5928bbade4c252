"""The look of the window: named colours for light and dark, type scale, spacing.

Colours stand in this file only.

`install(app, resources_dir)` once at start; afterwards `current()` gives the theme anywhere in the window.
Everything that paints by hand asks `current().colours` while painting, so a change of mode needs no
bookkeeping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from dti_desktop.ui import fonts, pictures, style_sheet
from dti_desktop.ui.dressing import Dressing

Mode = Literal["system", "light", "dark"]
Size = Literal["small", "body", "title", "number"]

#: Spacing in device-independent pixels: an 8-px grid with a half step.
HALF, GRID = 4, 8
#: A layout's stretch factor beside which the others' hardly count.
TAKES_THE_ROOM = 1 << 10
#: Width in characters beyond which running text is hard to read.
TEXT_COLUMN_CHARACTERS = 72
#: How long a number takes to count to its new value.
MOTION_MS = 150

#: The type scale, in points: four sizes and no fifth.
SIZES_PT: Mapping[Size, float] = {"small": 9.5, "body": 10.5, "title": 14.5, "number": 22.0}

Weight = QFont.Weight


class Colours(NamedTuple):
    """One set of named colours, as `#rrggbb`. Names say the use, not the hue."""

    page: str  # the middle column
    side: str  # side bar and right column
    surface: str  # cards, header, menus
    field: str  # where one types
    sunken: str  # grooves, zebra, pressed
    hover: str  # under the pointer, on page, side and surface alike
    hairline: str  # lines that divide
    border: str  # lines that can be clicked or typed into; at least 3 : 1 on every ground
    text: str
    secondary: str  # running text of second rank
    muted: str  # captions, units, counts
    disabled: str  # not subject to the contrast rule
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str  # behind the selected row
    on_accent: str
    focus: str  # focus rings
    done: str
    done_soft: str
    warn: str
    warn_soft: str
    block: str
    block_soft: str
    context: str  # what a chart compares with
    paper: str  # behind page previews
    shadow: str

    def q(self, name: str) -> QColor:
        """Return the named colour for painting. Raises AttributeError for a name that does not exist."""
        return QColor(getattr(self, name))


LIGHT = Colours(
    page="#f6f7f9",
    side="#fbfcfd",
    surface="#ffffff",
    field="#ffffff",
    sunken="#edf1f5",
    hover="#eff2f6",
    hairline="#e3e6eb",
    border="#838d9a",
    text="#16202e",
    secondary="#46515e",
    muted="#5a6573",
    disabled="#a3acb7",
    accent="#0b5cad",
    accent_hover="#094f96",
    accent_pressed="#07417c",
    accent_soft="#e7f0fa",
    on_accent="#ffffff",
    focus="#0b5cad",
    done="#1b7a4b",
    done_soft="#e6f4ec",
    warn="#8a4b08",
    warn_soft="#fdf3e4",
    block="#b3261e",
    block_soft="#fdeceb",
    context="#838d9a",
    paper="#ffffff",
    shadow="#16202e",
)

DARK = Colours(
    page="#12161c",
    side="#161b22",
    surface="#1a2028",
    field="#12161c",
    sunken="#212934",
    hover="#222a34",
    hairline="#2a323d",
    border="#657386",
    text="#e8ecf1",
    secondary="#b5bec9",
    muted="#98a3b0",
    disabled="#5c6673",
    accent="#6cb0f5",
    accent_hover="#86bff8",
    accent_pressed="#559be2",
    accent_soft="#1d3148",
    on_accent="#0c1622",
    focus="#6cb0f5",
    done="#58bb8b",
    done_soft="#17302a",
    warn="#e5a24b",
    warn_soft="#33281a",
    block="#f28b82",
    block_soft="#3b2224",
    context="#657386",
    paper="#e4e7eb",
    shadow="#000000",
)

#: Every pair (ink, ground) in which text is set. All keep a contrast of at least 4.5 : 1 in both sets.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "secondary", "muted")
      for ground in ("page", "side", "surface", "field", "sunken", "hover", "accent_soft")),
    *(("accent", ground) for ground in ("page", "side", "surface", "field", "hover", "accent_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover")),
    *((ink, ground) for ink in ("done", "warn", "block")
      for ground in ("page", "side", "surface", "field", "hover", "accent_soft", f"{ink}_soft")),
    *(("text", ground) for ground in ("done_soft", "warn_soft", "block_soft")),
)  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Return the contrast of two `#rrggbb` colours as WCAG 2 defines it, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = []
        for start in (1, 3, 5):
            part = int(colour[start : start + 2], 16) / 255
            parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class Theme(QObject):
    """The colours, fonts and style of the running window. `changed` is emitted after they were applied."""

    changed = Signal()

    def __init__(
        self, app: QApplication, resources_dir: Path, mode: Mode = "system", *, has_style: bool = False
    ) -> None:
        super().__init__(app)
        self._app = app
        self.icons_dir = resources_dir / "icons"
        self.family = fonts.load(resources_dir / "fonts")
        self._fonts: dict[tuple[Size, QFont.Weight], QFont] = {}
        self._mode: Mode = mode
        self.colours = LIGHT
        self._applied = False
        self._dressing = Dressing(app)
        if not has_style:
            style = QStyleFactory.create("Fusion")
            app.setStyle(style)
        app.setFont(self.font())
        # Both are kept: PySide takes what it handed out back together with its wrapper.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self.set_mode(mode)

    @property
    def mode(self) -> Mode:
        """What the person chose: follow the system, always light, always dark."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the window is dark now."""
        return self.colours is DARK

    def set_mode(self, mode: Mode) -> None:
        """Choose a mode and apply it at once; title bars and the system's dialogs follow where they can."""
        self._choose(mode)
        self._apply(self._dressing.change_at_once)

    def change_mode(self, mode: Mode) -> None:
        """Choose a mode without holding the window: what is seen follows in its next turns, then the rest."""
        self._choose(mode)
        self._apply(self._dressing.change_by_turns)

    @property
    def is_worn(self) -> bool:
        """Whether the whole window wears the colours of now, what is not seen included."""
        return self._dressing.is_over

    def dress(self, root: QWidget) -> None:
        """Have what is about to be seen wear the colours of now."""
        self._dressing.dress(root)

    def _choose(self, mode: Mode) -> None:
        self._mode = mode
        self._hints.colorSchemeChanged.disconnect(self._follow_system)
        if mode == "system":
            self._hints.unsetColorScheme()
        else:
            self._hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        self._hints.colorSchemeChanged.connect(self._follow_system)

    def font(self, size: Size = "body", weight: QFont.Weight = Weight.Normal) -> QFont:
        """Return the interface font in one of the four sizes, with tabular figures."""
        key = size, weight
        if key not in self._fonts:
            self._fonts[key] = fonts.build(self.family, SIZES_PT[size], weight)
        # Copies share what Qt found out about the font, which takes longer to find than a row to paint.
        return QFont(self._fonts[key])

    @property
    def reduced_motion(self) -> bool:
        """Whether the system asks programs to do without movement."""
        if self._accessibility.motionPreference() == Qt.MotionPreference.ReducedMotion:
            return True
        # Desktops without that setting say it through the length of the style's own animations.
        from PySide6.QtWidgets import QStyle  # it has six hundred names, and no start needs one of them

        style = self._app.style()
        return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    @property
    def motion_ms(self) -> int:
        """How long a movement that explains something may take: 0 when the system asks for none."""
        return 0 if self.reduced_motion else MOTION_MS

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._apply(self._dressing.change_by_turns)

    def _apply(self, dress: Callable[[str, Callable[[], object]], object]) -> None:
        dark = self._mode == "dark"
        if self._mode == "system":
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        colours = DARK if dark else LIGHT
        if self._applied and colours is self.colours:
            return
        self._applied = True
        self.colours = colours
        named = colours._asdict()
        pictures.register(self.icons_dir, named)
        self._app.setPalette(_palette(colours))
        dress(style_sheet.build(named), self.changed.emit)


def _palette(c: Colours) -> QPalette:
    """Return the palette from which Fusion draws whatever the style sheet does not."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in (
        (roles.Window, c.page),
        (roles.WindowText, c.text),
        (roles.Base, c.field),
        (roles.AlternateBase, c.sunken),
        (roles.Text, c.text),
        (roles.PlaceholderText, c.muted),
        (roles.Button, c.surface),
        (roles.ButtonText, c.text),
        (roles.BrightText, c.on_accent),
        (roles.ToolTipBase, c.text),
        (roles.ToolTipText, c.surface),
        (roles.Highlight, c.accent),
        (roles.HighlightedText, c.on_accent),
        (roles.Accent, c.accent),
        (roles.Link, c.accent),
        (roles.LinkVisited, c.accent),
        (roles.Light, c.surface),
        (roles.Midlight, c.hover),
        (roles.Mid, c.border),
        (roles.Dark, c.muted),
        (roles.Shadow, c.shadow),
    ):
        palette.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(c.border))
    return palette


# As QApplication itself, there is one; it goes with the application.
_installed: Theme | None = None


def install(
    app: QApplication, resources_dir: Path, mode: Mode = "system", *, has_style: bool = False
) -> Theme:
    """Give `app` its look from the fonts and icons in `resources_dir`, and return the theme. Call once.

    `has_style`: it was made with the argument `-style fusion`, which spares the names of all styles.
    """
    global _installed
    _installed = Theme(app, resources_dir, mode, has_style=has_style)
    return _installed


def current() -> Theme:
    """Return the installed theme. Raises LookupError before `install`."""
    if _installed is None or not isValid(_installed):
        raise LookupError("theme.install(app, resources_dir) comes first")
    return _installed
