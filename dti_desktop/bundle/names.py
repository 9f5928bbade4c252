"""Names in a container from anywhere: why one is not lawful, which are twins, and how to show one.

Nothing is ever written under such a name; the reasons are for the person who was sent the file.
"""

from __future__ import annotations

import re
import unicodedata

from dti_desktop.bundle import profile

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_MAX_SHOWN_LENGTH = 200
_SEPARATORS = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")

REASONS = (
    "empty", "nul", "control", "bidi", "invisible", "unc", "drive", "absolute", "parent", "backslash",
    "folder", "too-long", "device", "stream", "not-ascii", "ending", "letters",
)  # fmt: skip
"""All that `fault` may say, in the order in which it looks."""


def fault(untrusted_name: bytes) -> str | None:
    """Return why no bundle may hold a file of this name, one of `REASONS`; None where it may."""
    if untrusted_name.isascii() and profile.is_safe_name(untrusted_name.decode("ascii")):
        return None
    text = _text(untrusted_name)
    categories = {unicodedata.category(character) for character in text}
    parts = _SEPARATORS.split(text)
    if not text:
        return "empty"
    if "\0" in text:
        return "nul"
    if "Cc" in categories:
        return "control"
    if not _BIDI.isdisjoint(text):
        return "bidi"
    if "Cf" in categories:
        return "invisible"
    if len(parts) > 2 and parts[0] == parts[1] == "":
        return "unc"
    if _DRIVE.match(text):
        return "drive"
    if parts[0] == "":
        return "absolute"
    if ".." in parts:
        return "parent"
    if "\\" in text:
        return "backslash"
    if parts[-1] == "":
        return "folder"
    if len(untrusted_name) > profile.MAX_NAME_BYTES:
        return "too-long"
    return _fault_of_parts(text, parts)


def _fault_of_parts(text: str, parts: list[str]) -> str:
    if any(profile.is_windows_device(unicodedata.normalize("NFKC", part).rstrip(" .")) for part in parts):
        return "device"
    if ":" in text:
        return "stream"
    if not text.isascii():
        return "not-ascii"
    if any(part.endswith((".", " ")) for part in parts):
        return "ending"
    return "letters"


def twin_key(untrusted_name: bytes) -> str:
    """Return what two names share that some system would take for one: case, Unicode forms, end dots."""
    if len(untrusted_name) > profile.MAX_NAME_BYTES:  # lawful for none, and long rows of marks take long
        return _text(untrusted_name)
    text = unicodedata.normalize("NFKC", _text(untrusted_name)).casefold()
    return "/".join(part.rstrip(" .") for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)))


def twin_reason(untrusted_name: bytes, untrusted_other: bytes) -> str:
    """Return in what two twins differ: `case`, or `unicode`."""
    return "case" if _text(untrusted_name).lower() == _text(untrusted_other).lower() else "unicode"


def shown(untrusted_name: bytes) -> str:
    """Return a name harmless for showing: bounded, one line, nothing invisible, nothing that turns text.

    Letters of any left-to-right script stay, so that a Vietnamese name can be read.
    """
    text = _text(untrusted_name[: 4 * _MAX_SHOWN_LENGTH])
    safe = "".join(_shown_character(character) for character in unicodedata.normalize("NFC", text))
    return safe if len(safe) <= _MAX_SHOWN_LENGTH else safe[:_MAX_SHOWN_LENGTH] + "…"


def _shown_character(character: str) -> str:
    harmless = (
        character.isprintable()
        and not unicodedata.combining(character)
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
        and (character == " " or unicodedata.category(character)[0] in "LNPS")
    )
    return character if harmless else character.encode("unicode_escape").decode("ascii")


def _text(untrusted_name: bytes) -> str:
    try:
        return untrusted_name.decode("utf-8")
    except UnicodeDecodeError:
        return untrusted_name.decode("cp437")  # as ZIP has it for all other names
