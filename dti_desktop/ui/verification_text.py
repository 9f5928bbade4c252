"""The verdicts on a bundle in the window: the words of `services.verdicts`, each with a shape of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from dti_desktop.services.bundle_catalogue import BundleCatalogue, on_catalogue
from dti_desktop.services.verdicts import (
    VerdictWords,
    left_to_others,
    on_bundle,
    on_contents,
    on_journal,
    on_signer,
)
from dti_desktop.ui import format as formats

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification, VerifiedSigner
    from dti_desktop.services.bundle_journal import Origin
    from dti_desktop.services.words import Words

Mood = Literal["good", "bad", "open", "told", "left"]
"""It holds; it does not; nobody knows yet; it is only said to be so; it is left to others."""

#: What a verdict looks like: a shape and a named colour. Every mood has a shape of its own.
SHAPES: dict[Mood, tuple[str, str]] = {
    "good": ("circle-check", "done"),
    "bad": ("circle-x", "block"),
    "open": ("circle-help", "warn"),
    "told": ("clock", "secondary"),
    "left": ("info", "secondary"),
}

#: What is not named here is bad.
_MOODS: dict[str, dict[str, Mood]] = {
    "integrity": {"ok": "good"},
    "signature": {"ok": "good"},
    "chain": {"trusted": "good", "unknown": "open", "left": "left"},
    "time": {"proven": "good", "claimed": "told", "unknown": "open"},
    "revocation": {"checked": "good", "standing": "good", "unknown": "left"},
    "score": {"matches": "good"},
    "catalogue": {"known": "good", "unknown": "open"},
    "journal": {"stands": "good", "absent": "open"},
}

# Control characters, and those that turn the direction of what is read, have no place in a name.
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?", re.ASCII)
_NAME_PART = re.compile(r"([A-Za-z][A-Za-z0-9.-]*|[0-9.]+)=((?:\\.|[^,+\\])*)(?:[,+]|$)", re.DOTALL)
_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{2}|.)", re.DOTALL)
_USUAL_PARTS = {"CN", "OU", "O", "L", "ST", "C"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict for people: what is judged, its mood, the verdict in a word, and what it means."""

    mood: Mood
    name: str
    word: str
    meaning: str = ""

    @property
    def title(self) -> str:
        """The word as it stands alone, with a capital."""
        return self.word[:1].upper() + self.word[1:]


@dataclass(frozen=True, slots=True)
class NameOnCertificate:
    """Whom a certificate names: the person or authority, where from, and what else tells it apart."""

    name: str
    organisation: str
    more: str

    @classmethod
    def of(cls, untrusted_subject: str, untrusted_common_name: str = "") -> NameOnCertificate:
        """Read a name of the form "CN=…,OU=…,O=…"; one that cannot be read stays as it is."""
        parts = [(key, shown(value)) for key, value in _name_parts(untrusted_subject)]
        common = [value for key, value in parts if key == "CN"]
        name = shown(untrusted_common_name) or ", ".join(common) or shown(untrusted_subject)
        organisation = ", ".join(value for key, value in parts if key in ("OU", "O") and value)
        more = ", ".join(f"{key}={value}" for key, value in parts if key not in _USUAL_PARTS)
        return cls(name, organisation if name != organisation else "", more)

    @property
    def in_one(self) -> str:
        """Name and organisation on one line."""
        return " · ".join(part for part in (self.name, self.organisation) if part)


def _name_parts(untrusted_name: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a name as RFC 4514 writes it."""
    for found in _NAME_PART.finditer(untrusted_name):
        yield found[1].upper(), _ESCAPED.sub(_unescaped, found[2])


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if len(found[1]) == 2 else found[1]


def shown(untrusted_text: str) -> str:
    """Return a text from a bundle as one harmless line."""
    return " ".join(_NOT_SHOWN.sub(" ", untrusted_text).split())


def shown_number(untrusted_text: str | None, *, is_value: bool = False) -> str:
    """Return points (or with `is_value` a value) from a bundle as people write them, a dash where none is."""
    if untrusted_text is None:
        return "–"
    if _PLAIN_NUMBER.fullmatch(untrusted_text) is None:
        return shown(untrusted_text)[:40]
    write = formats.current()
    number = Decimal(untrusted_text)
    return write.value(number) if is_value else write.points(number)


def verdicts(found: Verification, say: Words) -> list[Verdict]:
    """Return what is judged of the file and its signatures: the four verdicts, then revocation."""
    return [_with_mood(said) for said in on_bundle(found, say)]


def verdicts_inside(
    found: Verification, origin: Origin | None, inside: BundleCatalogue | None, say: Words
) -> list[Verdict]:
    """Return what is judged of the contents: the score, the catalogue, and the journal where it is here.

    `inside`: the catalogue in it held against those that are known, once that was looked into.
    """
    judged = on_contents(found, shown_number(found.score.points), say)
    if inside is not None:
        judged[-1] = on_catalogue(inside, say)
    if origin is not None:
        judged.append(on_journal(origin, say))
    return [_with_mood(said) for said in judged]


def own_verdicts(found: Verification, say: Words) -> list[Verdict]:
    """Return the four verdicts on a bundle that was just written here: nobody chose roots to trust for it."""
    integrity, signature, chain, time = verdicts(found, say)[:4]
    if found.chain == "unknown" and found.signers:
        chain = _with_mood(left_to_others(say))
    return [integrity, signature, chain, time]


def signer_verdicts(signer: VerifiedSigner, say: Words) -> list[Verdict]:
    """Return the verdicts on one of the signers alone, without their meaning."""
    return [_with_mood(said) for said in on_signer(signer, say)]


def _with_mood(said: VerdictWords) -> Verdict:
    return Verdict(_MOODS[said.kind].get(said.verdict, "bad"), said.name, said.word, said.meaning)
