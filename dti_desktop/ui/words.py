"""The keyed words in the language that the window speaks at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.ui.navigation import Context

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.ui.main_window import Surroundings


def words(context: Context | Surroundings) -> Words:
    """Return the words of findings, errors, states and verdicts. Ask again after a change of language."""
    from dti_desktop.engine.model import OF_PROVINCES
    from dti_desktop.services.words import Words

    language = context.language.current
    # Before the store is open nothing is assessed.
    assessment = context.session.assessment if isinstance(context, Context) else None
    office = OF_PROVINCES if assessment is None else assessment.catalogue.office
    return Words(context.library.texts_for(language, office), language)
