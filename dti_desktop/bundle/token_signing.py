"""Signing with a PKCS#11 token: one login, one PIN, never tried twice, kept nowhere.

The PIN lives in one holder that is emptied as soon as it has been used. No exception of the driver is
passed on or becomes the cause of another: its frames could still reach the PIN.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dti_desktop.bundle import certificates, signature_values, token_library
from dti_desktop.bundle.certificates import CertificateDescription
from dti_desktop.bundle.token_description import (
    PinState,
    TokenCertificate,
    TokenDescription,
    attribute_of,
    describe,
    harmless,
    pin_state,
    read_certificates,
    serial_of,
)
from dti_desktop.errors import DtiError, EnvironmentFault, InputError, Problem

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")

AskPin = Callable[[TokenDescription, TokenCertificate | None], str]
"""Shows which token and certificate will sign, and returns the PIN. Called once, before the one login.

The certificate is None where the token shows none before the login. Where the token has its own keypad
the answer is not used: the call only tells that the PIN is now wanted there.
"""


def tokens(driver_path: Path, *, now_utc: Callable[[], datetime]) -> tuple[TokenDescription, ...]:
    """Return the tokens that a driver sees, each with its certificates. No PIN is asked for or used.

    Raises as `token_library.opened`.
    """
    with token_library.opened(driver_path) as driver:
        found = _guarded(lambda: [_look_at(token, now_utc()) for token in _present(driver)])
    return tuple(found)


@contextmanager
def token_signer(
    driver_path: Path,
    *,
    token: str | None,
    certificate_id: str | None,
    ask_pin: AskPin,
    now_utc: Callable[[], datetime],
) -> Iterator[TokenSigner]:
    """Give a signer with a key on a token; it is logged out on every way out.

    `token` is the label, serial number or slot number of the token, None where there is one alone;
    `certificate_id` the id in hex, None where one certificate alone may sign now.
    All that can be known without the PIN is judged before it is asked for. Raises
    `InputError`: `token-several`, `token-certificate-unknown`, `token-certificates-several` (problems:
    each of them), `certificate-…` as `certificates.unfit_findings`, `token-pin-empty`,
    `token-pin-not-text`, `token-pin-wrong` (facts: what the token now says of its PIN), `token-key-missing`;
    `EnvironmentFault`: `token-absent`, `token-certificate-missing`, `token-pin-locked`,
    `token-pin-not-set`, `token-key-not-supported`, and as `token_library`. Also whatever `ask_pin` raises.
    """
    with token_library.opened(driver_path) as driver:
        chosen = _guarded(lambda: _choose_token(driver, token))
        described = _guarded(lambda: _look_at(chosen, now_utc()))
        _refuse_pin_state(described.label, described.pin)
        offered = set(_guarded(chosen.slot.get_mechanisms))
        certificate = None
        if not described.hides_certificates:
            certificate = _choose_certificate(described, certificate_id)
            _choose_mechanism(
                certificates.load(certificate.path_der[0]), offered
            )  # else the PIN were in vain
        pin = _Pin()
        session = None
        try:
            pin.text = ask_pin(described, certificate)
            session = _log_in(chosen, described, pin)
            if certificate is None:
                seen = _guarded(lambda: read_certificates(session, now_utc())[0])
                shown = replace(described, certificates=seen, hides_certificates=False)
                certificate = _choose_certificate(shown, certificate_id)
            key = _key_of(certificate, session)
            if not _asks_each_time(key):
                pin.forget()
            elif described.pin.is_on_keypad:
                raise EnvironmentFault("token-key-not-supported", reason="keypad")
            yield TokenSigner(certificate, key, offered, pin)
        finally:
            pin.forget()
            _close(session)


class TokenSigner:
    """Signs with a key on a token while its session is open. Get one from `token_signer`."""

    def __init__(self, certificate: TokenCertificate, key: Any, mechanisms: set[Any], pin: _Pin) -> None:
        self.description: CertificateDescription = certificate.description
        self.path_der: Sequence[bytes] = certificate.path_der
        self._certificate = certificates.load(certificate.path_der[0])
        self._key = key
        self._pin = pin
        self._mechanism, self._is_raw = _choose_mechanism(self._certificate, mechanisms)

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        """Return the signature over these bytes, checked with the certificate's own key.

        Raises `EnvironmentFault`: `token-removed`, `token-signature-wrong`, others as
        `token_library.fault_of`; `InputError` `token-pin-wrong` where the key asks for its PIN again.
        """
        value, fault = _sign(self._key, self._mechanism, self._handed_over(signed_attributes_der), self._pin)
        if fault is not None:
            self._pin.forget()
            raise _login_fault(fault) or token_library.fault_of(fault)
        signature = self._as_der(value)
        if not signature_values.holds(
            self._certificate, signature, signed_attributes_der, signature_values.SHA256
        ):
            raise EnvironmentFault("token-signature-wrong", serial=self.description.serial)
        return signature

    def _handed_over(self, content: bytes) -> bytes:
        """Return what the token is given: the bytes themselves, or their digest where it cannot hash."""
        if not self._is_raw:
            return content
        digest = hashlib.sha256(content).digest()
        return digest if signature_values.is_elliptic(self._certificate) else _SHA256_DIGEST_INFO + digest

    def _as_der(self, value: bytes) -> bytes:
        """Return a signature value as CMS holds it: PKCS#11 gives the two numbers of ECDSA side by side."""
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

        if not signature_values.is_elliptic(self._certificate) or not value or len(value) % 2:
            return value
        half = len(value) // 2
        return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))

    def __repr__(self) -> str:
        return f"TokenSigner({self.description.serial})"


class _Pin:
    """The one place where a PIN is kept, until it is forgotten."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        self.text = ""

    def forget(self) -> None:
        self.text = ""

    @property
    def is_text(self) -> bool:
        """Whether it can be given to a token at all; an environment variable may hold any bytes."""
        return not any("\ud800" <= letter <= "\udfff" for letter in self.text)

    def __repr__(self) -> str:
        return "_Pin()"


# -- choosing ------------------------------------------------------------------------------------------


def _present(driver: Any) -> list[Any]:
    from pkcs11.exceptions import TokenNotPresent, TokenNotRecognised

    found = []
    for slot in driver.get_slots(token_present=True):
        with suppress(TokenNotPresent, TokenNotRecognised):
            found.append(slot.get_token())
    return found


def _look_at(token: Any, at_utc: datetime) -> TokenDescription:
    from pkcs11 import TokenFlag

    if TokenFlag.TOKEN_INITIALIZED not in token.flags:  # an empty one refuses every session
        return describe(token, (), False)
    session = token.open()
    try:
        found, saw_any = read_certificates(session, at_utc)
    finally:
        _close(session)
    return describe(token, found, saw_any)


def _choose_token(driver: Any, wanted: str | None) -> Any:
    from pkcs11 import TokenFlag

    ready = [token for token in _present(driver) if TokenFlag.TOKEN_INITIALIZED in token.flags]
    found = ready
    if wanted is not None:
        name = harmless(wanted)
        for names in (_label, serial_of, _slot):  # a label that looks like a slot number is a label first
            found = [token for token in ready if names(token) == name]
            if found:
                break
    if not found:
        raise EnvironmentFault("token-absent", token=wanted or "", present=[_label(token) for token in ready])
    if len(found) > 1:
        raise InputError("token-several", [_told(token) for token in found])
    return found[0]


def _label(token: Any) -> str:
    return harmless(token.label)


def _slot(token: Any) -> str:
    return str(token.slot.slot_id)


def _told(token: Any) -> Problem:
    facts: dict[str, object] = {"label": _label(token), "serial": serial_of(token), "slot": _slot(token)}
    return Problem("token-several", "", facts)


def _refuse_pin_state(label: str, pin: PinState) -> None:
    if pin.is_locked:
        raise EnvironmentFault("token-pin-locked", label=label)
    if not pin.is_set and not pin.is_on_keypad:
        raise EnvironmentFault("token-pin-not-set", label=label)


def _choose_certificate(described: TokenDescription, id_hex: str | None) -> TokenCertificate:
    present = described.certificates
    if not present:
        raise EnvironmentFault("token-certificate-missing", label=described.label)
    found = [one for one in present if not one.unfit] or list(present)
    if id_hex is not None:
        wanted = re.sub("[^0-9a-f]", "", id_hex.lower())
        found = [one for one in present if wanted and one.id_hex == wanted]
        if not found:
            raise InputError("token-certificate-unknown", _listed("token-certificate-unknown", present))
        # A renewed certificate may share its key, and so its id, with the one it replaces.
        found = [one for one in found if not one.unfit] or found
    if len(found) > 1:
        raise InputError("token-certificates-several", _listed("token-certificates-several", found))
    if found[0].unfit:
        raise InputError(found[0].unfit[0].code, found[0].unfit)
    return found[0]


def _listed(code: str, found: Sequence[TokenCertificate]) -> list[Problem]:
    return [
        Problem(
            code,
            "",
            {
                "id": one.id_hex,
                "subject": one.description.subject,
                "serial": one.description.serial,
                "label": one.label,
            },
        )
        for one in found
    ]


# -- the session ---------------------------------------------------------------------------------------


def _guarded(act: Callable[[], Any]) -> Any:
    """Do something without a PIN; a fault of the driver becomes one of ours."""
    from pkcs11.exceptions import PKCS11Error

    try:
        return act()
    except PKCS11Error as error:
        kind = type(error)
    raise token_library.fault_of(kind)


def _log_in(token: Any, described: TokenDescription, pin: _Pin) -> Any:
    """Return a session that is logged in. The PIN is given to the token at most once."""
    if not described.pin.is_on_keypad:
        if not pin.text:
            raise InputError("token-pin-empty")
        if not pin.is_text:
            raise InputError("token-pin-not-text")
    now = _guarded(token.slot.get_token)  # a person may have taken minutes, and changed the token
    if serial_of(now) != described.serial:
        raise EnvironmentFault("token-removed", reason="replaced")
    _refuse_pin_state(described.label, pin_state(now.flags))
    session, fault = _open(now, pin, described.pin.is_on_keypad)
    if fault is None:
        return session
    pin.forget()
    wrong = _login_fault(fault)
    if wrong is None:
        raise token_library.fault_of(fault)
    left = pin_state(_guarded(token.slot.get_token).flags)
    raise InputError(
        wrong.code, count_low=left.is_count_low, final_try=left.is_final_try, locked=left.is_locked
    )


def _open(token: Any, pin: _Pin, is_on_keypad: bool) -> tuple[Any, type[BaseException] | None]:
    from pkcs11 import PROTECTED_AUTH
    from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn

    try:
        return token.open(user_pin=PROTECTED_AUTH if is_on_keypad else pin.text), None
    except UserAlreadyLoggedIn:  # something else in this process uses the token, and is logged in
        pass
    except PKCS11Error as error:
        return None, type(error)
    return _guarded(token.open), None


def _login_fault(kind: type[BaseException]) -> DtiError | None:
    from pkcs11 import exceptions

    if issubclass(kind, exceptions.PinIncorrect | exceptions.PinInvalid | exceptions.PinLenRange):
        return InputError("token-pin-wrong")
    return None


def _close(session: Any) -> None:
    """Log out and close; a token that is gone has no session any more."""
    from pkcs11.exceptions import PKCS11Error

    if session is not None:
        with suppress(PKCS11Error):
            session.close()


# -- the key -------------------------------------------------------------------------------------------


def _key_of(certificate: TokenCertificate, session: Any) -> Any:
    """Return the private key with the certificate's id whose numbers, where the token tells them, fit."""
    from pkcs11 import Attribute, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: bytes.fromhex(certificate.id_hex)}
    loaded = certificates.load(certificate.path_der[0])
    for key in _guarded(lambda: list(session.get_objects(wanted))):
        if _guarded(lambda key=key: _fits(key, loaded)):  # type: ignore[misc]
            return key
    raise InputError("token-key-missing", id=certificate.id_hex, subject=certificate.description.subject)


def _fits(key: Any, certificate: Certificate) -> bool:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from pkcs11 import Attribute, KeyType

    public = certificate.public_key()
    if not hasattr(key, "sign"):
        return False
    if isinstance(public, RSAPublicKey):
        modulus = attribute_of(key, Attribute.MODULUS)
        fits = modulus is None or int.from_bytes(modulus, "big") == public.public_numbers().n
        return bool(key.key_type is KeyType.RSA and fits)
    return bool(key.key_type is KeyType.EC)


def _asks_each_time(key: Any) -> bool:
    from pkcs11 import Attribute

    return bool(_guarded(lambda: attribute_of(key, Attribute.ALWAYS_AUTHENTICATE)))


def _choose_mechanism(certificate: Certificate, offered: set[Any]) -> tuple[Any, bool]:
    """Return the mechanism to sign with, and whether it takes a digest instead of the bytes themselves."""
    from pkcs11 import Mechanism

    try:
        is_elliptic = signature_values.is_elliptic(certificate)
    except signature_values.KeyNotSupported:
        raise EnvironmentFault("token-key-not-supported", reason="algorithm") from None
    wanted = (Mechanism.SHA256_RSA_PKCS, Mechanism.RSA_PKCS)
    if is_elliptic:
        wanted = (Mechanism.ECDSA_SHA256, Mechanism.ECDSA)
    for mechanism in wanted:
        if mechanism in offered:
            return mechanism, mechanism is wanted[1]
    raise EnvironmentFault("token-key-not-supported", reason="mechanism")


def _sign(key: Any, mechanism: Any, content: bytes, pin: _Pin) -> tuple[bytes, type[BaseException] | None]:
    from pkcs11.exceptions import PKCS11Error

    try:
        return bytes(key.sign(content, mechanism=mechanism, **({"pin": pin.text} if pin.text else {}))), None
    except PKCS11Error as error:
        return b"", type(error)
