"""Every fault of a catalogue document, each with its place (docs/catalogue-format.md)."""

from __future__ import annotations

from dti_desktop.errors import Problem

MAX_CATALOGUE_BYTES = 8 * 1024 * 1024
"""The largest catalogue file that is read, in bytes."""

MAX_DEPTH = 40
"""The deepest nesting of lists and objects that is read."""


def faults(untrusted_document: object) -> tuple[Problem, ...]:
    """Return all faults of the document."""
    return () if isinstance(untrusted_document, dict) else (Problem("wrong-type"),)
