"""Comparing two assessments of one store."""

from __future__ import annotations

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.catalogue_map import followed
from dti_desktop.engine.comparison import Comparison, compare
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.scoring import score
from dti_desktop.services.library import Library


def compared(library: Library, this: Assessment, other: Assessment) -> Comparison:
    """Return both side by side, rows matched by the maps between their catalogues; for any thread.

    Raises `InputError` `catalogue-map-invalid` as `Library.catalogue_map` does.
    """
    return compare(
        this,
        score(this.catalogue, this.answers, this.profile),
        other,
        score(other.catalogue, other.answers, other.profile),
        pairs_of(library, this.catalogue, other.catalogue),
    )


def pairs_of(library: Library, this: Catalogue, other: Catalogue) -> dict[str, str]:
    """Return for codes of `this` those of `other` that they follow, or that follow them."""
    known = library.catalogue_map(other, this)
    if known is None:
        forward = library.catalogue_map(this, other)
        if forward is not None:
            return {code: theirs for theirs, code in followed(this, other, forward).items()}
    return followed(other, this, known)
