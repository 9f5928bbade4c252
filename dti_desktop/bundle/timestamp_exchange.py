"""What goes to a time-stamp authority and what comes back (RFC 3161), each as a file that is carried."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from dti_desktop.bundle import der, signature_values
from dti_desktop.bundle.signature_values import SHA256
from dti_desktop.bundle.timestamp_token import Statement
from dti_desktop.engine.composed_text import composed
from dti_desktop.errors import InputError, Problem

MAX_REQUEST_BYTES = 16 << 10
MAX_REPLY_BYTES = 256 << 10
_NONCE_BYTES = 8
_VERSION_1 = der.write_integer(1)
_TRUE = der.write(der.BOOLEAN, b"\xff")
_SHA256_WITH_NULL = der.write(der.SEQUENCE, signature_values.DIGEST_OIDS[SHA256], der.write(der.NULL))
_GRANTED = (0, 1)
"""granted, and granted with modifications: what was modified shows in the token."""
_MAX_SHOWN_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Request:
    """What a request asks for: a timestamp over this SHA-256, with this nonce, under this policy."""

    sha256: bytes
    nonce_der: bytes | None
    policy_oid_der: bytes | None


def write_request(stamped_value: bytes) -> bytes:
    """Return a request for a timestamp over these bytes, with a fresh nonce, asking for the certificate."""
    nonce = int.from_bytes(secrets.token_bytes(_NONCE_BYTES), "big")
    imprint = der.write(der.OCTET_STRING, hashlib.sha256(stamped_value).digest())
    return der.write(
        der.SEQUENCE,
        _VERSION_1,
        der.write(der.SEQUENCE, _SHA256_WITH_NULL, imprint),
        der.write_integer(nonce),
        _TRUE,
    )


def read_request(untrusted: bytes) -> Request:
    """Take a request apart, also one that another program made.

    Raises `InputError` `timestamp-request-unreadable`.
    """
    try:
        version, imprint, *rest = der.read_ber(untrusted).children(der.SEQUENCE)
        algorithm, hashed = imprint.children(der.SEQUENCE)
        if (
            version.raw != _VERSION_1
            or algorithm.children(der.SEQUENCE)[0].raw != (signature_values.DIGEST_OIDS[SHA256])
        ):
            raise der.DerFault
        by_tag = {field.tag: field.raw for field in rest}
        return Request(hashed.octets(), by_tag.get(der.INTEGER), by_tag.get(der.OBJECT_IDENTIFIER))
    except (ValueError, IndexError):
        raise InputError("timestamp-request-unreadable") from None


def read_reply(untrusted: bytes) -> bytes:
    """Return the token in a reply, untrusted and in whatever form it came.

    Raises `InputError`: `timestamp-reply-unreadable`, `timestamp-refused` (facts: `status`, `said`).
    """
    try:
        status_info, *token = der.read_ber(untrusted).children(der.SEQUENCE)
        status, *more = status_info.children(der.SEQUENCE)
        if status.tag != der.INTEGER or len(status.content) != 1 or len(token) > 1:
            raise der.DerFault
        number = status.content[0]
        said = [text for field in more if field.tag == der.SEQUENCE for text in field.children(der.SEQUENCE)]
    except ValueError:
        raise InputError("timestamp-reply-unreadable") from None
    if number not in _GRANTED:
        words = composed(" ".join(t.content.decode("utf-8", "replace") for t in said))
        shown = "".join(c if c.isprintable() else " " for c in words)[:_MAX_SHOWN_LENGTH]
        raise InputError("timestamp-refused", status=number, said=shown)
    if not token:
        raise InputError("timestamp-reply-unreadable")
    return token[0].raw


def check_answers(request: Request, statement: Statement) -> None:
    """Refuse a statement that does not answer this request.

    Raises `InputError` with all that apply: `timestamp-other-signature`, `timestamp-nonce-differs`,
    `timestamp-policy-differs`.
    """
    codes = []
    if statement.sha256 != request.sha256:
        codes.append("timestamp-other-signature")
    if statement.nonce_der != request.nonce_der:
        codes.append("timestamp-nonce-differs")
    if request.policy_oid_der not in (None, statement.policy_oid_der):
        codes.append("timestamp-policy-differs")
    if codes:
        raise InputError(codes[0], [Problem(code) for code in codes])
