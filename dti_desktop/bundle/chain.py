"""Whether a signer's path leads to a trust root that was handed in. Never the operating system's store."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dti_desktop.bundle import certificates
from dti_desktop.bundle.findings import Finding
from dti_desktop.errors import InputError, Problem

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Chain = Literal["trusted", "untrusted", "unknown"]
T = TypeVar("T")


def load_roots(trust_roots_pem: Sequence[bytes]) -> list[Certificate]:
    """Return the certificates of all given PEM (or DER) files.

    Raises `InputError` `trust-unreadable` with the position of each file that holds no certificate.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    roots: list[Certificate] = []
    problems: list[Problem] = []
    for position, untrusted in enumerate(trust_roots_pem):
        try:
            if b"-----BEGIN" in untrusted:
                ders = [c.public_bytes(Encoding.DER) for c in x509.load_pem_x509_certificates(untrusted)]
            else:
                ders = [untrusted]
            roots += [certificates.load(found) for found in ders]
        except (ValueError, x509.InvalidVersion):
            problems.append(Problem("trust-unreadable", f"/{position}"))
    if problems:
        raise InputError("trust-unreadable", problems)
    return roots


def judge(
    path: Sequence[Certificate], roots: Sequence[Certificate], at_utc: datetime, place: str
) -> tuple[Chain, list[Finding]]:
    """Return whether `path` leads to one of `roots`, judged at that time, and why not.

    Without roots it is `unknown`. Codes: `issuer-unknown`, `certificate-root-expired`,
    `certificate-path-invalid` (a rule of RFC 5280 is broken; the reason stands in the facts).
    """
    if not roots:
        return "unknown", []
    why_not: list[Finding] = []
    for anchor, below in _anchors(path, roots):
        fault = _fault(anchor, below, at_utc, place)
        if fault is None:
            return "trusted", []
        why_not = why_not or [fault]
    issuer = certificates.describe(path[-1]).issuer
    return "untrusted", why_not or [Finding("issuer-unknown", place, {"issuer": issuer})]


def _anchors(
    path: Sequence[Certificate], roots: Sequence[Certificate]
) -> Iterator[tuple[Certificate, Sequence[Certificate]]]:
    """Give each root that the path leads to, with the certificates below it.

    A certificate of the path may itself be a root. Of a root that was renewed with its old key there are two.
    """
    for number, certificate in enumerate(path):
        if certificate in roots:
            yield certificate, path[:number]
    for root in roots:
        if certificates.is_issued_by(path[-1], root, certificates_between=len(path) - 1):
            yield root, path


def _fault(anchor: Certificate, below: Sequence[Certificate], at_utc: datetime, place: str) -> Finding | None:
    description = certificates.describe(anchor)
    if not description.not_before_utc <= at_utc <= description.not_after_utc:
        return Finding("certificate-root-expired", place, {"subject": description.subject})
    reason = _rfc5280_fault(anchor, below, at_utc)
    return None if reason is None else Finding("certificate-path-invalid", place, {"reason": reason})


def _rfc5280_fault(anchor: Certificate, below: Sequence[Certificate], at_utc: datetime) -> str | None:
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko_certvalidator.context import ValidationContext
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.validate import async_validate_path

    if not below:
        return None
    try:
        root, *intermediates, leaf = (
            Asn1Certificate.load(c.public_bytes(Encoding.DER)) for c in (anchor, *reversed(below))
        )
        anchor_with_limits = _with_its_limits(root)
        context = ValidationContext(
            trust_roots=[anchor_with_limits], moment=at_utc, allow_fetching=False, revocation_mode="soft-fail"
        )
        _run(async_validate_path(context, ValidationPath(anchor_with_limits, intermediates, leaf)))
    except Exception as error:  # noqa: BLE001  hostile certificates break that library in many ways: not trusted
        return type(error).__name__
    return None


def _with_its_limits(root: Any) -> Any:
    """Return a root as a trust anchor whose own name constraints bind; its policies ask nothing of a path."""
    from pyhanko_certvalidator.authority import CertTrustAnchor, TrustQualifiers, derive_quals_from_cert

    stated = derive_quals_from_cert(root).standard_parameters
    if stated is None:
        return CertTrustAnchor(root)
    names_only = replace(
        stated, user_initial_policy_set=frozenset({"any_policy"}), initial_explicit_policy=False
    )
    return CertTrustAnchor(root, TrustQualifiers(standard_parameters=names_only))


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits. An event loop would open sockets; this program opens none."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value  # type: ignore[no-any-return]
    coroutine.close()
    raise RuntimeError("the path validation waited for something")
