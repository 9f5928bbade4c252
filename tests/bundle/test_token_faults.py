"""What no SoftHSM does: locked PINs, keypads, tokens pulled out, other mechanisms. A fake stands in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from certificates import SIGNING_TIME_UTC, Holder, family
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from pkcs11 import PROTECTED_AUTH, Attribute, KeyType, Mechanism, ObjectClass, TokenFlag, exceptions

from dti_desktop.bundle import token_library
from dti_desktop.bundle.token_signing import TokenSigner, token_signer, tokens
from dti_desktop.errors import DtiError, EnvironmentFault, InputError

READY = TokenFlag.TOKEN_INITIALIZED | TokenFlag.USER_PIN_INITIALIZED | TokenFlag.LOGIN_REQUIRED
BEST = (Mechanism.SHA256_RSA_PKCS, Mechanism.ECDSA_SHA256)
ID = bytes.fromhex("0a")


class FakeKey:
    """A private key on a token."""

    def __init__(self, token: FakeToken) -> None:
        self._token = token
        self.key_type = KeyType.RSA if token.is_rsa else KeyType.EC

    def __getitem__(self, attribute: Any) -> Any:
        if attribute == Attribute.MODULUS and self._token.is_rsa:
            return self._token.holder.certificate.public_key().public_numbers().n.to_bytes(256, "big")
        if attribute == Attribute.ALWAYS_AUTHENTICATE:
            return self._token.asks_each_time
        raise exceptions.AttributeTypeInvalid

    def sign(self, content: bytes, *, mechanism: Any, pin: str = "") -> bytes:
        token = self._token
        token.signed.append((mechanism, content, pin))
        if token.sign_fault is not None:
            raise token.sign_fault
        key = token.holder.key
        if mechanism == Mechanism.RSA_PKCS:
            assert isinstance(key, rsa.RSAPrivateKey)
            prefix = bytes.fromhex("3031300d060960864801650304020105000420")
            assert content.startswith(prefix)
            return key.sign(content[len(prefix) :], padding.PKCS1v15(), Prehashed(SHA256()))
        if mechanism == Mechanism.SHA256_RSA_PKCS:
            assert isinstance(key, rsa.RSAPrivateKey)
            return key.sign(content, padding.PKCS1v15(), SHA256())
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        algorithm = ec.ECDSA(Prehashed(SHA256()) if mechanism == Mechanism.ECDSA else SHA256())
        r, s = decode_dss_signature(key.sign(content, algorithm))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class FakeToken:
    """A token with one certificate; what goes wrong is set from outside."""

    def __init__(self, holder: Holder, flags: TokenFlag = READY, mechanisms: tuple[Any, ...] = BEST) -> None:
        self.holder, self.flags = holder, flags
        self.label, self.model, self.manufacturer_id = "USB\x07 Hoa\u0301", "M", "Hãng\0"
        self.serial = b"1234\0\0"
        self.mechanisms = set(mechanisms)
        self.logins: list[object] = []
        self.signed: list[tuple[Any, bytes, str]] = []
        self.closed = 0
        self.login_fault: Exception | None = None
        self.sign_fault: Exception | None = None
        self.asks_each_time = False
        self.slot = SimpleNamespace(slot_id=7, get_token=lambda: self, get_mechanisms=lambda: self.mechanisms)

    @property
    def is_rsa(self) -> bool:
        return isinstance(self.holder.key, rsa.RSAPrivateKey)

    def open(self, user_pin: object = None) -> Any:
        if user_pin is not None:
            self.logins.append(user_pin)
            if self.login_fault is not None:
                raise self.login_fault
        return SimpleNamespace(get_objects=self._objects, close=self._close)

    def _close(self) -> None:
        self.closed += 1
        raise exceptions.DeviceRemoved  # a session of a token that is gone cannot be closed properly

    def _objects(self, wanted: dict[Any, Any]) -> Iterator[Any]:
        if wanted[Attribute.CLASS] == ObjectClass.CERTIFICATE:
            values = {Attribute.VALUE: self.holder.der, Attribute.ID: ID, Attribute.LABEL: "c"}
            return iter([values])
        return iter([FakeKey(self)])


class FakeDriver:
    """A driver with these tokens."""

    def __init__(self, *present: FakeToken) -> None:
        self.present = present
        self.finalized = 0

    def initialize(self) -> None:
        pass

    def finalize(self) -> None:
        self.finalized += 1

    def get_slots(self, token_present: bool = False) -> list[Any]:
        return [token.slot for token in self.present]


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    path = tmp_path / "driver.so"
    path.write_bytes(b"x")

    def use(*present: FakeToken) -> tuple[Path, FakeDriver]:
        made = FakeDriver(*present)
        monkeypatch.setattr(token_library, "_load", lambda _: made)
        return path, made

    return use


class Asked:
    """Who is asked for the PIN."""

    def __init__(self, pin: str = "1234") -> None:
        self.times = 0
        self._pin = pin

    def __call__(self, *_: object) -> str:
        self.times += 1
        return self._pin


def opened(path: Path, ask_pin: Any = None) -> Any:
    return token_signer(
        path,
        token=None,
        certificate_id=None,
        ask_pin=ask_pin or Asked(),
        now_utc=lambda: SIGNING_TIME_UTC,
    )


def refused(path: Path, ask_pin: Any = None) -> DtiError:
    with pytest.raises(DtiError) as caught, opened(path, ask_pin):
        pytest.fail("this must not open")
    return caught.value


def signed_with(path: Path) -> bytes:
    with opened(path) as signer:
        return bytes(signer.sign_attributes(b"attributes"))


def test_a_locked_pin_is_refused_before_anybody_is_asked(driver: Any) -> None:
    token = FakeToken(family().signer, READY | TokenFlag.USER_PIN_LOCKED)
    path, _ = driver(token)
    asked = Asked()
    fault = refused(path, asked)
    assert isinstance(fault, EnvironmentFault) and fault.code == "token-pin-locked"
    assert (asked.times, token.logins) == (0, [])
    assert tokens(path, now_utc=lambda: SIGNING_TIME_UTC)[0].pin.is_locked


def test_a_pin_that_was_never_set(driver: Any) -> None:
    path, _ = driver(FakeToken(family().signer, TokenFlag.TOKEN_INITIALIZED | TokenFlag.LOGIN_REQUIRED))
    asked = Asked()
    assert refused(path, asked).code == "token-pin-not-set"
    assert asked.times == 0


def test_the_last_try_is_shown(driver: Any) -> None:
    flags = READY | TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY
    path, _ = driver(FakeToken(family().signer, flags))
    (described,) = tokens(path, now_utc=lambda: SIGNING_TIME_UTC)
    assert described.pin.is_count_low and described.pin.is_final_try and not described.pin.is_locked
    assert (described.label, described.manufacturer) == ("USB\N{REPLACEMENT CHARACTER} Hoá", "Hãng")
    assert (described.serial, described.slot) == ("1234", 7)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (exceptions.PinIncorrect, "token-pin-wrong"),
        (exceptions.PinLenRange, "token-pin-wrong"),
        (exceptions.PinLocked, "token-pin-locked"),
        (exceptions.PinExpired, "token-pin-expired"),
        (exceptions.FunctionCancelled, "token-cancelled-on-device"),
        (exceptions.DeviceRemoved, "token-removed"),
        (exceptions.TokenNotPresent, "token-removed"),
        (exceptions.GeneralError, "token-fault"),
    ],
)
def test_the_token_hears_a_pin_once_whatever_it_says(fault: type[Exception], code: str, driver: Any) -> None:
    token = FakeToken(family().signer)
    token.login_fault = fault()
    path, made = driver(token)
    asked = Asked()
    assert refused(path, asked).code == code
    assert (asked.times, token.logins, made.finalized) == (1, ["1234"], 1)


def test_what_a_wrong_pin_left_is_read_again(driver: Any) -> None:
    token = FakeToken(family().signer)
    token.login_fault = exceptions.PinIncorrect()
    path, _ = driver(token)

    def ask(*_: object) -> str:
        token.flags |= TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY
        return "1234"

    fault = refused(path, ask)
    assert fault.problems[0].facts == {"count_low": True, "final_try": True, "locked": False}


def test_a_pin_that_is_locked_while_somebody_types_is_not_tried(driver: Any) -> None:
    token = FakeToken(family().signer)
    path, _ = driver(token)

    def ask(*_: object) -> str:
        token.flags |= TokenFlag.USER_PIN_LOCKED
        return "1234"

    assert refused(path, ask).code == "token-pin-locked"
    assert token.logins == []


def test_a_pin_is_never_given_to_another_token_than_was_shown(driver: Any) -> None:
    token, other = FakeToken(family().signer), FakeToken(family().signer)
    other.serial = b"9999"
    path, _ = driver(token)

    def ask(*_: object) -> str:
        token.slot.get_token = lambda: other
        return "1234"

    fault = refused(path, ask)
    assert isinstance(fault, EnvironmentFault) and fault.code == "token-removed"
    assert token.logins == other.logins == []


def test_a_keypad_takes_the_pin_itself(driver: Any) -> None:
    flags = READY | TokenFlag.PROTECTED_AUTHENTICATION_PATH
    token = FakeToken(family().signer, flags, (Mechanism.ECDSA,))
    path, _ = driver(token)
    with opened(path, Asked("")) as signer:
        signer.sign_attributes(b"x")
    assert token.logins == [PROTECTED_AUTH]
    assert token.signed[0][2] == ""


def test_a_keypad_that_is_wanted_at_each_signature_is_refused(driver: Any) -> None:
    token = FakeToken(family().signer, READY | TokenFlag.PROTECTED_AUTHENTICATION_PATH, (Mechanism.ECDSA,))
    token.asks_each_time = True
    path, _ = driver(token)
    fault = refused(path, Asked(""))
    assert (fault.code, fault.facts["reason"]) == ("token-key-not-supported", "keypad")


def test_a_wrong_pin_at_a_signature_ends_it(driver: Any) -> None:
    token = FakeToken(family().signer, READY, (Mechanism.ECDSA,))
    token.asks_each_time = True
    token.sign_fault = exceptions.PinIncorrect()
    path, _ = driver(token)
    with pytest.raises(InputError) as caught, opened(path) as signer:
        signer.sign_attributes(b"x")
    assert caught.value.code == "token-pin-wrong"
    assert [pin for _, _, pin in token.signed] == ["1234"]


@pytest.mark.parametrize("fault", [exceptions.DeviceRemoved, exceptions.SessionHandleInvalid])
def test_a_token_pulled_out_while_signing(fault: type[Exception], driver: Any) -> None:
    token = FakeToken(family().signer, READY, (Mechanism.ECDSA,))
    token.sign_fault = fault()
    path, made = driver(token)
    with pytest.raises(EnvironmentFault) as caught, opened(path) as signer:
        signer.sign_attributes(b"x")
    assert caught.value.code == "token-removed"
    assert token.closed >= 1 and made.finalized == 1


@pytest.mark.parametrize(
    ("kind", "offered", "used", "is_digest"),
    [
        ("rsa", (Mechanism.SHA256_RSA_PKCS, Mechanism.RSA_PKCS), Mechanism.SHA256_RSA_PKCS, False),
        ("rsa", (Mechanism.RSA_PKCS,), Mechanism.RSA_PKCS, True),
        ("ec", (Mechanism.ECDSA, Mechanism.ECDSA_SHA256), Mechanism.ECDSA_SHA256, False),
        ("ec", (Mechanism.ECDSA, Mechanism.ECDSA_SHA1, 0x80000001), Mechanism.ECDSA, True),
    ],
)
def test_the_best_mechanism_that_is_offered(
    kind: str, offered: tuple[Any, ...], used: Any, is_digest: bool, driver: Any
) -> None:
    token = FakeToken(family(kind).signer, READY, offered)
    path, _ = driver(token)
    assert signed_with(path)  # checked with the certificate's key before it comes out
    ((mechanism, content, _),) = token.signed
    assert mechanism == used
    assert content.endswith(hashlib.sha256(b"attributes").digest()) if is_digest else content == b"attributes"


@pytest.mark.parametrize(("kind", "offered"), [("rsa", (Mechanism.ECDSA,)), ("ec", (Mechanism.RSA_PKCS,))])
def test_a_token_that_offers_nothing_to_sign_with(kind: str, offered: tuple[Any, ...], driver: Any) -> None:
    token = FakeToken(family(kind).signer, READY, offered)
    path, _ = driver(token)
    asked = Asked()
    fault = refused(path, asked)
    assert (fault.code, fault.facts["reason"]) == ("token-key-not-supported", "mechanism")
    assert (asked.times, token.logins) == (0, [])  # it could be known without the PIN


@pytest.mark.parametrize("value", [b"", b"\0" * 64, b"odd", b"\xff" * 64])
def test_a_value_that_is_no_signature_never_comes_out(
    value: bytes, driver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = FakeToken(family().signer, READY, (Mechanism.ECDSA,))
    path, _ = driver(token)
    monkeypatch.setattr(FakeKey, "sign", lambda *_, **__: value)
    with ExitStack() as stack:
        signer = stack.enter_context(opened(path))
        assert isinstance(signer, TokenSigner)
        with pytest.raises(EnvironmentFault) as caught:
            signer.sign_attributes(b"x")
        assert caught.value.code == "token-signature-wrong"


def test_a_token_that_somebody_else_uses_and_that_then_goes_is_a_plain_fault(driver: Any) -> None:
    token = FakeToken(family().signer)
    path, _ = driver(token)
    token.login_fault = exceptions.UserAlreadyLoggedIn()
    asked = Asked("7319")

    def ask(*facts: object) -> str:
        without_pin = token.open

        def open_as(user_pin: object = None) -> Any:
            if user_pin is None:
                raise exceptions.DeviceRemoved
            return without_pin(user_pin)

        token.open = open_as  # type: ignore[method-assign]
        return asked(*facts)

    fault = refused(path, ask)
    assert fault.code == "token-removed"
    assert fault.__cause__ is None and fault.__context__ is None
