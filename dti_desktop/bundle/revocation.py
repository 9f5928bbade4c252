"""Whether certificates were revoked, as far as given revocation lists (CRLs) say. None is ever fetched.

A list counts only for certificates whose issuer signed it: an issuer on the path or a given root.
Delta lists and indirect lists are refused instead of being half understood.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dti_desktop.bundle import certificates
from dti_desktop.bundle.findings import Finding
from dti_desktop.errors import InputError, Problem
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import (
        Certificate,
        CertificateRevocationList,
        IssuingDistributionPoint,
        RevokedCertificate,
    )

_PEM_LIST = re.compile(rb"-----BEGIN X509 CRL-----\s[A-Za-z0-9+/=\s]+-----END X509 CRL-----")
_MAX_LISTS_PER_FILE = 100
_UNSPECIFIED = "unspecified"
_HOLD = "certificateHold"
_REMOVED = "removeFromCRL"
_HARMLESS_TO_OLD_TIMESTAMPS = {_UNSPECIFIED, "affiliationChanged", "superseded", "cessationOfOperation"}
"""Stated reasons after which RFC 3161 (4) leaves tokens from before the revocation valid."""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """One list that was given, in the file that a person knows as `name`."""

    name: str
    crl: CertificateRevocationList
    scope: IssuingDistributionPoint | None

    @property
    def since_utc(self) -> datetime:
        """The time that it tells of."""
        return self.crl.last_update_utc

    def is_expired(self, now_utc: datetime | None) -> bool:
        """Whether a newer one should be there by now; one that does not say until when counts as expired."""
        until_utc = self.crl.next_update_utc
        return until_utc is None or now_utc is None or until_utc < now_utc


def load_lists(untrusted_by_name: Sequence[tuple[str, bytes]]) -> list[RevocationList]:
    """Return the lists in all given files, PEM (one or more in a file) or DER.

    Raises `InputError` with a problem per file, its name as the place: `crl-unreadable`, `crl-delta`,
    `crl-indirect`, `crl-not-supported` (a critical extension that is not known here).
    """
    found: list[RevocationList] = []
    problems: list[Problem] = []
    for name, untrusted in untrusted_by_name:
        blocks = _PEM_LIST.findall(untrusted) if b"-----BEGIN" in untrusted else [untrusted]
        codes = [] if 1 <= len(blocks) <= _MAX_LISTS_PER_FILE else ["crl-unreadable"]
        for block in [] if codes else blocks:
            loaded = _load(name, block)
            if isinstance(loaded, RevocationList):
                found.append(loaded)
            else:
                codes.append(loaded)
        problems += [Problem(code, name) for code in dict.fromkeys(codes)]
    if problems:
        raise InputError(problems[0].code, problems)
    return found


def _load(name: str, untrusted: bytes) -> RevocationList | str:
    """Return the list, or the code of why it is none."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about habits of issuers
            is_pem = untrusted.startswith(b"-----BEGIN")
            crl = (x509.load_pem_x509_crl if is_pem else x509.load_der_x509_crl)(untrusted)
            _ = crl.issuer, crl.last_update_utc, crl.next_update_utc, crl.signature_algorithm_oid
            extensions = list(crl.extensions)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion,
            x509.UnsupportedGeneralNameType):  # fmt: skip
        return "crl-unreadable"
    scope = None
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.DeltaCRLIndicator):
            return "crl-delta"
        if isinstance(value, x509.IssuingDistributionPoint):
            if value.indirect_crl:
                return "crl-indirect"
            scope = value
        elif extension.critical and isinstance(value, x509.UnrecognizedExtension):
            return "crl-not-supported"
    return RevocationList(name, crl, scope)


class RevocationChecker:
    """Judges paths against the given lists, and knows at the end which lists served for nothing."""

    def __init__(
        self, lists: Sequence[RevocationList], roots: Sequence[Certificate], now_utc: datetime | None
    ) -> None:
        assert now_utc is not None or not lists  # without the time none could be called expired
        self._lists = lists
        self._roots = roots
        self._now_utc = now_utc
        self._signed: dict[tuple[int, Certificate], bool] = {}
        self._used: set[int] = set()
        self._unchecked: set[Certificate] = set()

    @property
    def is_every_signer_checked(self) -> bool:
        """Whether the own certificate of every judged signer was looked up in a list that tells."""
        return bool(self._lists) and not self._unchecked

    def is_checked(self, certificate: Certificate) -> bool:
        """Whether the own certificate of a judged signer was looked up in a list that tells."""
        return bool(self._lists) and certificate not in self._unchecked

    def judge(
        self,
        path: Sequence[Certificate],
        proven_time_utc: datetime | None,
        place: str,
        *,
        is_authority: bool = False,
    ) -> list[Finding]:
        """Return what the lists say of a path, roots left out.

        `certificate-revoked` (block): a revocation counts unless a proven time lies before it. For the
        path of a time-stamp authority the timestamp's own time is proof only where the list states a
        reason that leaves older timestamps valid. `revocation-not-checked` (note): lists were given,
        but none tells of this certificate.
        """
        if not self._lists:
            return []
        found: list[Finding] = []
        for number, certificate in enumerate(path):
            leaf = {certificate} if number == 0 and not is_authority else set()
            if certificate in self._roots or certificates.has_signed(certificate, certificate):
                self._unchecked |= leaf  # nobody's list tells of it
                continue
            description = certificates.describe(certificate)
            facts: dict[str, object] = {"subject": description.subject, "serial": description.serial}
            entry, is_checked = self._look_up(certificate, path, number, proven_time_utc)
            if entry is not None and _counts(entry, proven_time_utc, is_authority):
                revoked = {"revoked_utc": utc_text(_effective_utc(entry)), "reason": _reason(entry)}
                found.append(Finding("certificate-revoked", place, {**facts, **revoked}))
            elif entry is None and not is_checked:
                found.append(Finding("revocation-not-checked", place, facts, "note"))
                self._unchecked |= leaf
        return found

    def findings_about_lists(self) -> list[Finding]:
        """Return notes on the lists themselves, once every path was judged: `crl-expired`, `crl-not-used`."""
        found: list[Finding] = []
        for position, given in enumerate(self._lists):
            if position not in self._used:
                issuer = certificates.shown_subject(given.crl.issuer)
                found.append(Finding("crl-not-used", given.name, {"issuer": issuer}, "note"))
            elif given.is_expired(self._now_utc):
                until_utc = given.crl.next_update_utc
                until = None if until_utc is None else utc_text(until_utc)
                found.append(Finding("crl-expired", given.name, {"next_update_utc": until}, "note"))
        return found

    def _look_up(
        self,
        certificate: Certificate,
        path: Sequence[Certificate],
        number: int,
        proven_time_utc: datetime | None,
    ) -> tuple[RevokedCertificate | None, bool]:
        """Return the entry that revokes a certificate, and whether a list could tell that there is none."""
        issuers = [
            issuer
            for issuer in (*path[number + 1 : number + 2], *self._roots)
            if certificates.is_issued_by(certificate, issuer, certificates_between=number)
        ]
        standing: RevokedCertificate | None = None
        is_checked = False
        for position, given in sorted(enumerate(self._lists), key=lambda row: row[1].since_utc):
            if not any(self._is_signed_by(position, issuer) for issuer in issuers):
                continue
            self._used.add(position)
            entry = _entry(given, certificate.serial_number)
            covers = _covers(given, certificate)
            is_final = standing is not None and _reason(standing) != _HOLD
            if entry is not None and _reason(entry) == _REMOVED:
                standing = None
            elif entry is not None and not is_final:
                standing = entry
            elif entry is None and covers and not is_final:
                standing = None  # a newer list no longer holds it back
            is_late_enough = proven_time_utc is not None and given.since_utc >= proven_time_utc
            is_checked |= covers and (is_late_enough or not given.is_expired(self._now_utc))
        return standing, is_checked

    def _is_signed_by(self, position: int, issuer: Certificate) -> bool:
        key = (position, issuer)
        if key not in self._signed:
            self._signed[key] = _has_signed_list(issuer, self._lists[position].crl)
        return self._signed[key]


def _has_signed_list(issuer: Certificate, crl: CertificateRevocationList) -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import KeyUsage

    usage = certificates.extension(issuer, KeyUsage)
    if crl.issuer != issuer.subject or (usage is not None and not usage.crl_sign):
        return False
    try:
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _entry(given: RevocationList, serial: int) -> RevokedCertificate | None:
    try:
        return given.crl.get_revoked_certificate_by_serial_number(serial)
    except ValueError:  # an entry further on is no entry
        raise InputError("crl-unreadable", [Problem("crl-unreadable", given.name)]) from None


def _covers(given: RevocationList, certificate: Certificate) -> bool:
    """Whether a certificate that is not in this list is said not to be revoked."""
    from cryptography.x509 import BasicConstraints, CRLDistributionPoints

    scope = given.scope
    if scope is None:
        return True
    constraints = certificates.extension(certificate, BasicConstraints)
    is_ca = constraints is not None and constraints.ca
    if scope.only_contains_attribute_certs or scope.only_some_reasons is not None:
        return False
    if (scope.only_contains_user_certs and is_ca) or (scope.only_contains_ca_certs and not is_ca):
        return False
    if scope.full_name is None:
        return scope.relative_name is None
    points = certificates.extension(certificate, CRLDistributionPoints)
    named = [name for point in points or () for name in point.full_name or ()]
    return any(name in named for name in scope.full_name)


def _reason(entry: RevokedCertificate) -> str:
    stated = _stated_reason(entry)
    return _UNSPECIFIED if stated is None else stated


def _stated_reason(entry: RevokedCertificate) -> str | None:
    from cryptography.x509 import CRLReason, DuplicateExtension, ExtensionNotFound

    try:
        return str(entry.extensions.get_extension_for_class(CRLReason).value.reason.value)
    except (ExtensionNotFound, DuplicateExtension, ValueError):
        return None


def _effective_utc(entry: RevokedCertificate) -> datetime:
    """Return since when the key is not to be believed: its invalidity date, where that is the earlier."""
    from cryptography.x509 import DuplicateExtension, ExtensionNotFound, InvalidityDate

    try:
        invalid_utc = entry.extensions.get_extension_for_class(InvalidityDate).value.invalidity_date_utc
    except (ExtensionNotFound, DuplicateExtension, ValueError):
        return entry.revocation_date_utc
    return min(entry.revocation_date_utc, invalid_utc)


def _counts(entry: RevokedCertificate, proven_time_utc: datetime | None, is_authority: bool) -> bool:
    if proven_time_utc is None or _effective_utc(entry) <= proven_time_utc:
        return True
    return is_authority and _stated_reason(entry) not in _HARMLESS_TO_OLD_TIMESTAMPS
