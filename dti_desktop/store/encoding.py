"""Values as the text that the store keeps: JSON in one canonical form, so that equal values are equal texts.

Types survive: a number is `{"number":"12.5"}` (never a binary float), a level or choice id a JSON
string, a yes/no `true` or `false`.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dti_desktop.engine.numbers import number_text

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import FieldValue

# Made once: `json.dumps` makes another one for every value.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(value: object) -> str:
    """Return `value` as canonical JSON: sorted keys, no spaces, readable letters.

    A file name that no encoding could read holds lone surrogates; they are written as `\\udcXX`,
    so that the text is always valid UTF-8 and comes back exactly.
    """
    text = _CANONICAL.encode(value)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def from_json_text(text: str) -> Any:
    """Return the value of a text written by `json_text`."""
    return json.loads(text)


def field_text(value: FieldValue) -> str:
    """Return an answer's field as the store keeps it. Raises `TypeError` for any other type."""
    if isinstance(value, bool | str):
        return json_text(value)
    if isinstance(value, Decimal):
        return json_text({"number": number_text(value)})
    raise TypeError(type(value).__name__)


def field_value(text: str) -> FieldValue:
    """Return the field that `field_text` wrote."""
    value = from_json_text(text)
    if isinstance(value, dict):
        return Decimal(value["number"])
    assert isinstance(value, bool | str)
    return value


def is_number_text(text: str | None) -> bool:
    """Whether the text is that of a number."""
    return text is not None and text.startswith('{"number":')
