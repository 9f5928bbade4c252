"""What a token tells without any PIN: its name, the state of its PIN, its certificates."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dti_desktop.bundle import certificates
from dti_desktop.bundle.certificates import CertificateDescription
from dti_desktop.bundle.signing import path_without_root
from dti_desktop.errors import Problem
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MAX_TEXT_LENGTH = 100
_MAX_CERTIFICATES = 200
_MAX_CERTIFICATE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class PinState:
    """What the token says of the PIN of its user."""

    is_set: bool
    is_count_low: bool
    """A wrong PIN has been given since the last right one."""
    is_final_try: bool
    """One more wrong PIN locks the token."""
    is_locked: bool
    is_on_keypad: bool
    """The PIN is given on the device itself, never to a program."""

    def to_json(self) -> dict[str, object]:
        """Return the form of `tokens --json`."""
        return {
            "set": self.is_set,
            "count_low": self.is_count_low,
            "final_try": self.is_final_try,
            "locked": self.is_locked,
            "on_keypad": self.is_on_keypad,
        }


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token. `id_hex` leads to its private key; `unfit` says why it may not sign now."""

    id_hex: str
    label: str
    description: CertificateDescription
    unfit: tuple[Problem, ...]
    path_der: tuple[bytes, ...]
    """This certificate, then the issuers that lie on the token, without a self-signed root; DER."""

    def to_json(self) -> dict[str, object]:
        """Return the form of `tokens --json`."""
        told = self.description
        return {
            "id": self.id_hex,
            "label": self.label,
            "subject": told.subject,
            "issuer": told.issuer,
            "serial": told.serial,
            "not_before_utc": utc_text(told.not_before_utc),
            "not_after_utc": utc_text(told.not_after_utc),
            "may_sign": not self.unfit,
            "unfit": [problem.to_json() for problem in self.unfit],
        }


@dataclass(frozen=True, slots=True)
class TokenDescription:
    """One token in one slot. Texts are the token's own, made harmless for showing.

    `certificates` are those that can be signers (certificates of authorities are left out) and that
    the token shows without a PIN; `hides_certificates` where it shows none at all before a login.
    """

    slot: int
    label: str
    manufacturer: str
    model: str
    serial: str
    is_initialised: bool
    needs_login: bool
    pin: PinState
    certificates: tuple[TokenCertificate, ...]
    hides_certificates: bool

    def to_json(self) -> dict[str, object]:
        """Return the form of `tokens --json`."""
        return {
            "slot": self.slot,
            "label": self.label,
            "manufacturer": self.manufacturer,
            "model": self.model,
            "serial": self.serial,
            "initialised": self.is_initialised,
            "needs_login": self.needs_login,
            "pin": self.pin.to_json(),
            "certificates": [certificate.to_json() for certificate in self.certificates],
            "hides_certificates": self.hides_certificates,
        }


def describe(token: Any, found: Sequence[TokenCertificate], saw_any: bool) -> TokenDescription:
    """Return the description of a python-pkcs11 token with these certificates."""
    from pkcs11 import TokenFlag

    flags = token.flags
    needs_login = TokenFlag.LOGIN_REQUIRED in flags
    is_initialised = TokenFlag.TOKEN_INITIALIZED in flags
    return TokenDescription(
        slot=token.slot.slot_id,
        label=harmless(token.label),
        manufacturer=harmless(token.manufacturer_id),
        model=harmless(token.model),
        serial=serial_of(token),
        is_initialised=is_initialised,
        needs_login=needs_login,
        pin=pin_state(flags),
        certificates=tuple(found),
        hides_certificates=is_initialised and needs_login and not saw_any,
    )


def pin_state(flags: Any) -> PinState:
    """Return what the flags of a token say of its PIN."""
    from pkcs11 import TokenFlag

    return PinState(
        is_set=TokenFlag.USER_PIN_INITIALIZED in flags,
        is_count_low=TokenFlag.USER_PIN_COUNT_LOW in flags,
        is_final_try=TokenFlag.USER_PIN_FINAL_TRY in flags,
        is_locked=TokenFlag.USER_PIN_LOCKED in flags,
        is_on_keypad=TokenFlag.PROTECTED_AUTHENTICATION_PATH in flags,
    )


def read_certificates(session: Any, at_utc: datetime) -> tuple[tuple[TokenCertificate, ...], bool]:
    """Return the signers' certificates that a session shows, and whether it shows any at all.

    Objects that are no well-formed certificate are passed over. Raises `PKCS11Error`.
    """
    from pkcs11 import Attribute, CertificateType, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509}
    rows: list[tuple[str, str, Certificate]] = []
    for thing in list(session.get_objects(wanted))[:_MAX_CERTIFICATES]:
        untrusted_der = bytes(attribute_of(thing, Attribute.VALUE) or b"")
        if not 0 < len(untrusted_der) <= _MAX_CERTIFICATE_BYTES:
            continue
        try:
            certificate = certificates.load(untrusted_der)
        except certificates.CertificateFault:
            continue
        id_hex = bytes(attribute_of(thing, Attribute.ID) or b"").hex()
        label = harmless(str(attribute_of(thing, Attribute.LABEL) or ""))
        rows.append((id_hex, label, certificate))
    every = [certificate for _, _, certificate in rows]
    found = [
        _described(id_hex, label, certificate, every, at_utc)
        for id_hex, label, certificate in rows
        if not _is_authority(certificate)
    ]
    return tuple(sorted(found, key=lambda one: (one.description.not_after_utc, one.id_hex))), bool(rows)


def _described(
    id_hex: str, label: str, certificate: Certificate, every: Sequence[Certificate], at_utc: datetime
) -> TokenCertificate:
    from cryptography.hazmat.primitives.serialization import Encoding

    path = path_without_root(certificate, every)
    unfit = certificates.unfit_findings(path, at_utc, "signer")
    return TokenCertificate(
        id_hex,
        label,
        certificates.describe(certificate),
        tuple(finding.to_problem() for finding in unfit),
        tuple(one.public_bytes(Encoding.DER) for one in path),
    )


def _is_authority(certificate: Certificate) -> bool:
    from cryptography.x509 import BasicConstraints, ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False


def attribute_of(thing: Any, attribute: Any) -> Any:
    """Return an attribute of an object on the token, None where the token does not give it."""
    from pkcs11.exceptions import AttributeSensitive, AttributeTypeInvalid, FunctionFailed

    try:
        return thing[attribute]
    except (AttributeTypeInvalid, AttributeSensitive, FunctionFailed):
        return None


def serial_of(token: Any) -> str:
    """Return the serial number of a python-pkcs11 token as it may be shown."""
    return harmless(token.serial.rstrip(b"\0 ").decode("utf-8", "replace"))


def harmless(untrusted_text: str) -> str:
    """Return a token's text as it may be shown: NFC, printable, bounded."""
    text = unicodedata.normalize("NFC", untrusted_text).strip(" \0")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:_MAX_TEXT_LENGTH]
