"""What people enter as text, made one clean form: NFC, no control characters, bounded."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Citation
    from dti_desktop.engine.model import Catalogue

MAX_TEXT_CHARACTERS = 20_000
MAX_LINE_CHARACTERS = 1_000
MAX_NAME_CHARACTERS = 120
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens: "TP. Hồ Chí Minh" → `tp-ho-chi-minh`."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def clean_text(untrusted_text: str) -> str:
    """Return a text of several lines in NFC. Raises `InputError`: `text-too-long`, `text-not-allowed`."""
    text = _clean(untrusted_text.replace("\r\n", "\n").replace("\r", "\n"), MAX_TEXT_CHARACTERS)
    return text if text.strip() else ""


def clean_line(untrusted_text: str, limit: int = MAX_LINE_CHARACTERS) -> str:
    """Return a text of one line in NFC, white space folded. Raises as `clean_text`."""
    return _clean(" ".join(untrusted_text.split()), limit)


def _clean(text: str, limit: int) -> str:
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise InputError("text-too-long", characters=len(text), limit=limit)
    if _CONTROL.search(text) or any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError("text-not-allowed")
    return text


def assessed_unit(catalogue: Catalogue, untrusted_unit: str) -> str:
    """Return the unit of a province that `catalogue` is to assess; "" where it assesses provinces.

    Raises `InputError`: `unit-missing`, `unit-not-wanted`, and as `clean_line`.
    """
    unit = clean_line(untrusted_unit, limit=MAX_NAME_CHARACTERS)
    if catalogue.is_of_provinces and unit:
        raise InputError("unit-not-wanted", catalogue=catalogue.id)
    if not catalogue.is_of_provinces and not slug(unit):
        raise InputError("unit-missing", catalogue=catalogue.id)
    return unit


def clean_citation(citation: Citation) -> Citation:
    """Return a citation whose texts are single clean lines."""
    from dti_desktop.engine.assessment import Citation

    return Citation(
        clean_line(citation.number),
        citation.issued_on,
        clean_line(citation.issuer),
        clean_line(citation.title),
    )


def parse_citation_date(untrusted_text: str) -> date:
    """Return the date written as YYYY-MM-DD. Raises `InputError` `date-malformed`."""
    try:
        if not _DATE.fullmatch(untrusted_text):  # Python reads many other forms too
            raise ValueError
        return date.fromisoformat(untrusted_text)
    except ValueError:
        raise InputError("date-malformed", value=untrusted_text) from None
