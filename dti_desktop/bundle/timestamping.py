"""Timestamps for signatures that stand in a bundle: asked for and put in as files, with no network."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.bundle import certificates, chain, cms, profile, timestamp_authority, timestamp_token
from dti_desktop.bundle.cms import CmsFault, VerifiedSignature
from dti_desktop.bundle.container import CancelCheck, Progress
from dti_desktop.bundle.revocation import RevocationChecker
from dti_desktop.bundle.rewriting import read_judged, refuse_unless_accepted, rewrite
from dti_desktop.bundle.timestamp_authority import VerifiedTimestamp
from dti_desktop.bundle.timestamp_exchange import check_answers, read_reply, read_request, write_request
from dti_desktop.bundle.timestamp_token import VerifiedToken
from dti_desktop.bundle.verify import Judged
from dti_desktop.bundle.writer import WrittenBundle
from dti_desktop.errors import BlockedError, InputError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@dataclass(frozen=True, slots=True)
class TimestampRequest:
    """A request for one signature of a bundle, to be carried to an authority."""

    number: int
    signer: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TimestampedBundle:
    """A bundle that is in place with one timestamp more, and what that timestamp is."""

    written: WrittenBundle
    number: int
    signer: str
    timestamp: VerifiedTimestamp


def request_timestamp(
    source: Path,
    number: int | None = None,
    *,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> TimestampRequest:
    """Return a request for signature `number`; by default for the first that has no timestamp.

    Raises as `rewriting.rewrite` for a bundle that does not verify, and `InputError`:
    `signature-number-unknown`, `already-timestamped`.
    """
    judged = read_judged(source, progress, cancelled)
    refuse_unless_accepted(judged)
    held = judged.signatures.held
    if number is None:
        number = next((n for n, one in held.items() if one.untrusted_token_der is None), max(held))
    found = _without_timestamp(held, number)
    return TimestampRequest(number, _subject(found), write_request(found.value))


def add_timestamp(
    source: Path,
    target: Path,
    untrusted_reply: bytes,
    number: int | None = None,
    *,
    untrusted_request: bytes | None = None,
    trust_roots_pem: Sequence[bytes] = (),
    known_catalogue_digests: Collection[str] = (),
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> TimestampedBundle:
    """Write `target` as `source` with the timestamp of a reply; no signed byte changes.

    The signature is `number`, by default the one that the reply is about. With `untrusted_request` the
    reply must answer that request. With roots (PEM or DER) one of them must know the authority;
    without, nobody vouches for it yet.

    Raises as `rewriting.rewrite`, and `InputError`: `trust-unreadable`, `timestamp-reply-unreadable`,
    `timestamp-request-unreadable`, `timestamp-refused`, `timestamp-nonce-differs`,
    `timestamp-policy-differs`, `signature-number-unknown`, `already-timestamped`, each code of
    `timestamp_token.normalised` and `timestamp_authority.unfit_findings`; `BlockedError`:
    `timestamp-authority-unknown`, `timestamp-path-invalid`.
    """
    roots = chain.load_roots(trust_roots_pem)
    token_ber = read_reply(untrusted_reply)
    request = None if untrusted_request is None else read_request(untrusted_request)
    found: list[tuple[int, VerifiedSignature, VerifiedTimestamp]] = []

    def change(judged: Judged) -> Mapping[str, bytes]:
        stamped, token = _stamped(judged, token_ber, number)
        if request is not None:
            check_answers(request, token.statement)
        signature = _without_timestamp(judged.signatures.held, stamped)
        found.append((stamped, signature, _fit(token, roots)))
        place = profile.signature_name(stamped)
        content = cms.with_timestamp(judged.contents.kept[place], token.der)
        if len(content) > profile.MAX_SIGNATURE_BYTES:
            raise InputError("timestamp-too-large")
        return {place: content}

    written = rewrite(
        source,
        target,
        change,
        known_catalogue_digests=known_catalogue_digests,
        progress=progress,
        cancelled=cancelled,
    )
    ((stamped, signature, timestamp),) = found
    return TimestampedBundle(written, stamped, _subject(signature), timestamp)


def _without_timestamp(held: Mapping[int, VerifiedSignature], number: int) -> VerifiedSignature:
    if number not in held:
        raise InputError("signature-number-unknown", number=number, signatures=len(held))
    if held[number].untrusted_token_der is not None:
        raise InputError("already-timestamped", number=number, subject=_subject(held[number]))
    return held[number]


def _stamped(judged: Judged, token_ber: bytes, number: int | None) -> tuple[int, VerifiedToken]:
    """Return which signature the token is about, and the token in its lawful form."""
    held = judged.signatures.held
    if number is not None and number not in held:
        raise InputError("signature-number-unknown", number=number, signatures=len(held))
    code = "timestamp-other-signature"
    for candidate in held if number is None else (number,):
        try:
            return candidate, timestamp_token.normalised(token_ber, held[candidate].value)
        except CmsFault as fault:
            code = fault.code
            if code != "timestamp-other-signature":
                break
    raise InputError(code)


def _fit(token: VerifiedToken, roots: Sequence[Certificate]) -> VerifiedTimestamp:
    """Return what the token comes to; refuse one that would be of no use."""
    timestamp, findings = timestamp_authority.judge(token, roots, RevocationChecker((), roots, None), "")
    problems = [finding.to_problem() for finding in findings]
    if any(f.severity == "block" for f in findings):
        raise InputError(problems[0].code, problems)
    if roots and timestamp.chain != "trusted":
        raise BlockedError(problems[0].code, problems)
    return timestamp


def _subject(signature: VerifiedSignature) -> str:
    return certificates.describe(signature.path[0]).subject
