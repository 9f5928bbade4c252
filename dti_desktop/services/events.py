"""Events of the journal: what happened to an assessment without changing it, as a code with small facts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from dti_desktop.engine.strict_json import canonical_bytes, shown
from dti_desktop.errors import InputError

MAX_EVENT_BYTES = 8_192
"""What the facts of one event may take as JSON: the journal keeps them for ever."""

MAX_EVENT_CHARACTERS = 64

NO_FACTS: Mapping[str, object] = MappingProxyType({})

_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)


def clean_event(event: str) -> str:
    """Return the code of an event. Raises `ValueError` where it is not kebab-case, or too long."""
    if len(event) > MAX_EVENT_CHARACTERS or not _KEBAB.fullmatch(event):
        raise ValueError(event)
    return event


def clean_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts as plain JSON values, every text in NFC and writable as UTF-8.

    Raises `InputError` `event-too-large`; `TypeError` for what JSON has no exact form of.
    """
    cleaned = {_text(key): _value(value) for key, value in facts.items()}
    size_bytes = len(canonical_bytes(cleaned))
    if size_bytes > MAX_EVENT_BYTES:
        raise InputError("event-too-large", size_bytes=size_bytes, limit_bytes=MAX_EVENT_BYTES)
    return cleaned


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    if isinstance(value, Mapping):
        return {_text(key): _value(each) for key, each in value.items()}
    raise TypeError(type(value).__name__)


def _text(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(type(text).__name__)
    return shown(unicodedata.normalize("NFC", text))
