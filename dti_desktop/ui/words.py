"""The keyed words in the language that the window speaks at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.ui.main_window import Surroundings
    from dti_desktop.ui.navigation import Context


def words(context: Context | Surroundings) -> Words:
    """Return the words of findings, errors, states and verdicts. Ask again after a change of language."""
    from dti_desktop.services.words import Words

    language = context.language.current
    return Words(context.library.texts(language), language)
