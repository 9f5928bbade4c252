"""What one process has once: the look and the language of its windows, whichever folders' tests run in it.

A second `Language` would leave its translator installed under the first's, and texts would be found there
that the first does not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtWidgets import QApplication

from dti_desktop import paths
from dti_desktop.ui import accessible_roles, theme
from dti_desktop.ui.language import Language


@dataclass(frozen=True)
class Dress:
    """The look and the language that every window of this process has."""

    look: theme.Theme
    language: Language


@cache
def dress(app: QApplication) -> Dress:
    """Dress the application as the program does, at the first call; light, in Vietnamese."""
    accessible_roles.install()
    look = theme.install(app, paths.resources_dir(), "light")
    return Dress(look, Language(paths.translations_dir(), "vi", app))
