"""The verdicts on a bundle in words, the same for window and command line: name, word, plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification, VerifiedSigner
    from dti_desktop.services.bundle_journal import Origin
    from dti_desktop.services.words import Words

REVOKED = "certificate-revoked"
_ABOUT_LISTS = {"revocation-not-checked", "crl-expired", "crl-not-used"}


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What is judged (`kind`), the verdict as a code, and both in words with what the verdict means."""

    kind: str
    verdict: str
    name: str
    word: str
    meaning: str = ""


def on_bundle(found: Verification, say: Words) -> list[VerdictWords]:
    """Return what is judged of the file and its signatures: the four verdicts, then revocation."""
    signers = len(found.signers)
    several = "several" if found.signature == "ok" and signers > 1 else ""
    unsigned = "unsigned" if not signers and found.chain == "unknown" else ""
    return [
        _said(say, "integrity", found.integrity),
        _said(say, "signature", found.signature, several, count=signers),
        _said(say, "chain", found.chain, unsigned),
        _time(found, say),
        _revocation(found, say),
    ]


def on_contents(found: Verification, points: str, say: Words) -> list[VerdictWords]:
    """Return what is judged of the contents: whether the score follows and whether the index is known.

    `points` are the signed points as they are to be read.
    """
    score = "matches" if found.score.recomputed else "unreadable" if found.score.points is None else "differs"
    return [_said(say, "score", score, points=points), _said(say, "catalogue", found.catalogue)]


def on_signer(signer: VerifiedSigner, say: Words) -> list[VerdictWords]:
    """Return the verdicts on one signature alone, each in a word."""
    standing = "standing" if signer.revocation == "checked" else signer.revocation
    verdicts = (("chain", signer.chain), ("time", signer.time), ("revocation", standing))
    return [
        VerdictWords(kind, verdict, say.text(f"verdict.{kind}"), say.verdict(kind, verdict))
        for kind, verdict in verdicts
    ]


def on_journal(origin: Origin, say: Words) -> VerdictWords:
    """Return whether the signed journal head stands in the journal of this store."""
    if origin.place is None:
        return _said(say, "journal", "absent")
    verdict = "stands" if origin.place.is_whole else "broken"
    return _said(say, "journal", verdict, seq=origin.place.seq, at_utc=origin.place.at_utc)


def left_to_others(say: Words) -> VerdictWords:
    """Return the verdict on the path of a certificate where nobody here chose roots to trust."""
    return _said(say, "chain", "left")


def _said(say: Words, kind: str, verdict: str, case: str = "", **facts: object) -> VerdictWords:
    """Return a verdict in words; `case` names the sentence where the verdict has more than one."""
    key = f"verdict.{kind}.{verdict}" + (f".{case}" if case else "")
    meaning = say.text(f"{key}.meaning", **facts)
    return VerdictWords(kind, verdict, say.text(f"verdict.{kind}"), say.verdict(kind, verdict), meaning)


def _time(found: Verification, say: Words) -> VerdictWords:
    if found.time != "claimed":
        return _said(say, "time", found.time)
    proven = sum(signer.time == "proven" for signer in found.signers)
    is_stamped = any(signer.timestamp is not None for signer in found.signers)
    case = "mixed" if proven else "stamped" if is_stamped else ""
    return _said(say, "time", "claimed", case, proven=proven, count=len(found.signers))


def _revocation(found: Verification, say: Words) -> VerdictWords:
    codes = {finding.code for finding in found.findings}
    if REVOKED in codes:
        return _said(say, "revocation", "revoked")
    if found.revocation == "checked":
        return _said(say, "revocation", "checked")
    case = "unsigned" if not found.signers else "untold" if codes & _ABOUT_LISTS else ""
    return _said(say, "revocation", "unknown", case)
