"""Which sub-indicators a person means by a list of codes."""

from __future__ import annotations

from collections.abc import Iterable

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.strict_json import shown
from dti_desktop.errors import InputError, Problem

_SHOWN_CHARACTERS = 80


def codes_named(catalogue: Catalogue, untrusted_names: Iterable[str]) -> tuple[str, ...]:
    """Return the sub-indicators that are meant, in the catalogue's order; a main index means all of its own.

    Blank names mean nothing. Raises `InputError` `unknown-code` with a problem for each name that is neither.
    """
    wanted: set[str] = set()
    problems = []
    for name in filter(None, (untrusted.strip() for untrusted in untrusted_names)):
        if name in catalogue.index_by_code:
            wanted |= set(catalogue.index_by_code[name].indicators)
        elif name in catalogue.indicators:
            wanted.add(name)
        else:
            problems.append(Problem("unknown-code", "indicators", {"code": shown(name[:_SHOWN_CHARACTERS])}))
    if problems:
        raise InputError("unknown-code", problems)
    return tuple(code for code in catalogue.indicators if code in wanted)
