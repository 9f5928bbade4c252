"""JSON from outside, read strictly: numbers stay text, keys given twice are kept as faults.

`read` returns plain dicts, lists, strings, booleans, None and `NumberToken`s, with every fault of
form listed with its place (a JSON pointer).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from dti_desktop.engine.composed_text import composed
from dti_desktop.errors import InputError, Problem


class NumberToken(str):
    """A JSON number as it was written; not yet judged."""

    __slots__ = ()


class _Object(dict[str, object]):
    """An object that remembers which keys came twice, and the values that the later ones replaced."""

    duplicates: tuple[str, ...] = ()
    replaced: tuple[tuple[str, object], ...] = ()


def _collect(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object()
    twice: list[str] = []
    replaced: list[tuple[str, object]] = []
    for raw_key, value in pairs:
        key = composed(raw_key)
        if key in found:
            replaced.append((key, found[key]))
            if key not in twice:
                twice.append(key)
        found[key] = value
    found.duplicates, found.replaced = tuple(twice), tuple(replaced)
    return found


def shown(untrusted_text: str) -> str:
    """Return a text that can be written as UTF-8: half surrogate pairs become `\\udXXX`."""
    return untrusted_text.encode("utf-8", "backslashreplace").decode("utf-8")


def pointer(place: str, key: object) -> str:
    """Return the JSON pointer of `key` below `place` (RFC 6901 escapes), fit to be written as UTF-8."""
    return f"{place}/{shown(str(key)).replace('~', '~0').replace('/', '~1')}"


def read(untrusted_bytes: bytes, *, max_bytes: int, max_depth: int = 40) -> object:
    """Return the document, or raise `InputError` with every fault of form.

    Codes: `too-large`, `not-utf-8`, `not-json`, `too-deep`, `duplicate-key`, `not-unicode`.
    A byte order mark, as Windows' editors write it, is accepted.
    """
    document, problems = examine(untrusted_bytes, max_bytes=max_bytes, max_depth=max_depth)
    if problems:
        raise InputError(summary(problems), problems)
    return document


def examine(
    untrusted_bytes: bytes, *, max_bytes: int, max_depth: int = 40
) -> tuple[object, tuple[Problem, ...]]:
    """Return the document and its faults of form, so that a caller can list those of meaning with them.

    Of a key given twice the document holds the last value. Codes: `too-deep`, `duplicate-key`, `not-unicode`.
    Raises `InputError` where there is no document: `too-large`, `not-utf-8`, `not-json`, `too-deep`.
    """
    if len(untrusted_bytes) > max_bytes:
        raise InputError("too-large", size_bytes=len(untrusted_bytes), limit_bytes=max_bytes)
    try:
        text = untrusted_bytes.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf-8", byte=error.start) from None
    try:
        document = json.loads(
            text,
            object_pairs_hook=_collect,
            parse_int=NumberToken,
            parse_float=NumberToken,
            parse_constant=NumberToken,
        )
    except json.JSONDecodeError as error:
        raise InputError("not-json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise InputError("too-deep", limit=max_depth) from None
    problems: list[Problem] = []
    _find_faults(document, "", 0, max_depth, problems)
    return document, tuple({(problem.code, problem.place): problem for problem in problems}.values())


def _find_faults(node: object, place: str, depth: int, max_depth: int, problems: list[Problem]) -> None:
    if depth > max_depth:
        problems.append(Problem("too-deep", place, {"limit": max_depth}))
    elif isinstance(node, _Object):
        problems.extend(
            Problem("duplicate-key", pointer(place, key), {"key": shown(key)}) for key in node.duplicates
        )
        for key, value in (*node.items(), *node.replaced):
            _find_text_fault(key, pointer(place, key), problems)
            _find_faults(value, pointer(place, key), depth + 1, max_depth, problems)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            _find_faults(value, pointer(place, position), depth + 1, max_depth, problems)
    elif isinstance(node, str) and not isinstance(node, NumberToken):
        _find_text_fault(node, place, problems)


def _find_text_fault(text: str, place: str, problems: list[Problem]) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        problems.append(Problem("not-unicode", place))


def canonical_bytes(document: object) -> bytes:
    """Return a document as UTF-8 JSON in one fixed form: two-space indent, given key order, final newline."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def summary(problems: Sequence[Problem]) -> str:
    """Return the code that stands for a list of faults: their own where all agree, else `malformed`."""
    codes = {problem.code for problem in problems}
    return codes.pop() if len(codes) == 1 else "malformed"
