"""Signing with real tokens in SoftHSM2: choosing, the one PIN, what it leaves behind, what comes out."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import making
import pytest
from certificates import DAY, SIGNING_TIME_UTC, Family, certificate, family, new_key
from softhsm import PIN, WRONG_PIN, SoftHsm

from dti_desktop.bundle import token_library
from dti_desktop.bundle.token_description import TokenCertificate, TokenDescription
from dti_desktop.bundle.token_signing import TokenSigner, token_signer, tokens
from dti_desktop.errors import DtiError, EnvironmentFault, InputError

ID = "a1b2c3"
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def now_utc() -> datetime:
    return SIGNING_TIME_UTC


@pytest.fixture
def hsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    return SoftHsm(tmp_path / "hsm", monkeypatch)


class Person:
    """Who types the PIN, and remembers what was shown before."""

    def __init__(self, pin: str = PIN) -> None:
        self._pin = pin
        self.shown: list[tuple[TokenDescription, TokenCertificate | None]] = []

    def __call__(self, token: TokenDescription, certificate: TokenCertificate | None) -> str:
        self.shown.append((token, certificate))
        return self._pin


def opened(
    hsm: SoftHsm,
    person: Callable[[TokenDescription, TokenCertificate | None], str] | None = None,
    *,
    token: str | None = None,
    certificate_id: str | None = None,
    driver: Path | None = None,
    now: Callable[[], datetime] = now_utc,
) -> Any:
    return token_signer(
        driver or hsm.driver,
        token=token,
        certificate_id=certificate_id,
        ask_pin=person or Person(),
        now_utc=now,
    )


def refused(hsm: SoftHsm, person: Person | None = None, **options: Any) -> DtiError:
    with pytest.raises(DtiError) as caught, opened(hsm, person, **options):
        pytest.fail("this must not open")
    return caught.value


def one_token(hsm: SoftHsm, kind: str = "ec", label: str = "USB Hoa") -> Family:
    members = family(kind)
    hsm.add_token(label)
    hsm.put(label, members.signer, ID, issuers=[members.intermediate, members.root])
    return members


def pin_state(hsm: SoftHsm, label: str = "USB Hoa") -> Any:
    return next(one for one in tokens(hsm.driver, now_utc=now_utc) if one.label == label).pin


def is_logged_out(hsm: SoftHsm) -> bool:
    """Whether a new session sees no private key, as it would while anybody is logged in."""
    from pkcs11 import Attribute, ObjectClass

    with token_library.opened(hsm.driver) as driver:
        found = []
        for token in driver.get_tokens(token_label="USB Hoa"):
            session = token.open()
            found += list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
            session.close()
    return not found


# -- what is seen without a PIN ------------------------------------------------------------------------


def test_a_token_is_described_without_a_pin(hsm: SoftHsm) -> None:
    members = one_token(hsm)
    (described,) = [one for one in tokens(hsm.driver, now_utc=now_utc) if one.is_initialised]
    assert (described.label, described.manufacturer) == ("USB Hoa", "SoftHSM project")
    assert described.serial and described.needs_login and not described.hides_certificates
    assert described.pin.to_json() == {
        "set": True,
        "count_low": False,
        "final_try": False,
        "locked": False,
        "on_keypad": False,
    }
    (found,) = described.certificates  # those of the authorities are no signer's
    assert (found.id_hex, found.label, found.unfit) == (ID, "chứng thư", ())
    assert found.description.common_name == "Nguyễn Văn Đức"
    assert found.description.serial == f"{members.signer.certificate.serial_number:X}".zfill(
        len(found.description.serial)
    )
    assert found.path_der == (members.signer.der, members.intermediate.der)
    assert found.to_json()["not_after_utc"] == "2023-12-27T08:42:07Z"


def test_why_a_certificate_may_not_sign_is_told(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    hsm.put("USB Hoa", family().signer, ID)
    late = tokens(hsm.driver, now_utc=lambda: FAR)[0].certificates[0]
    assert [problem.code for problem in late.unfit] == ["certificate-expired"]
    assert late.to_json()["may_sign"] is False


def test_a_token_without_anything_on_it(hsm: SoftHsm) -> None:
    hsm.add_token("trống")
    described = next(one for one in tokens(hsm.driver, now_utc=now_utc) if one.label == "trống")
    assert described.certificates == () and described.hides_certificates
    blank = next(one for one in tokens(hsm.driver, now_utc=now_utc) if not one.is_initialised)
    assert not blank.pin.is_set and not blank.hides_certificates


def test_what_is_no_certificate_is_passed_over(hsm: SoftHsm) -> None:
    from pkcs11 import Attribute

    one_token(hsm)
    with hsm.session("USB Hoa") as session:
        session.create_object(
            {
                Attribute.CLASS: 1,
                Attribute.CERTIFICATE_TYPE: 0,
                Attribute.TOKEN: True,
                Attribute.SUBJECT: b"x",
                Attribute.VALUE: b"not a certificate",
            }
        )
    assert len(tokens(hsm.driver, now_utc=now_utc)[0].certificates) == 1


# -- signing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_a_bundle_signed_with_a_token_is_accepted_by_strangers(
    kind: str, hsm: SoftHsm, tmp_path: Path
) -> None:
    members = one_token(hsm, kind)
    person = Person()
    written = making.write(tmp_path / "b.asice", signer=opened(hsm, person))
    assert written.verification.is_accepted
    assert making.judge((tmp_path / "b.asice").read_bytes(), [members.root]).chain == "trusted"
    assert len(person.shown) == 1
    (tmp_path / "CA.pem").write_bytes(members.root.pem)
    with zipfile.ZipFile(tmp_path / "b.asice") as archive:
        for name in ("ASiCManifest001.xml", "signature001.p7s"):
            (tmp_path / name).write_bytes(archive.read(f"META-INF/{name}"))
    options = ["-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER"]
    at = ["-attime", str(int(SIGNING_TIME_UTC.timestamp()))]
    files = ["-in", "signature001.p7s", "-content", "ASiCManifest001.xml", "-CAfile", "CA.pem"]
    said = subprocess.run(
        ["openssl", "cms", *options, *at, *files, "-out", os.devnull],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0 and "CAdES Verification successful" in said.stderr, said.stderr


def test_the_person_sees_token_and_certificate_before_the_pin(hsm: SoftHsm) -> None:
    one_token(hsm)
    person = Person()
    with opened(hsm, person) as signer:
        assert isinstance(signer, TokenSigner)
        assert signer.description.common_name == "Nguyễn Văn Đức"
        signer.sign_attributes(b"one")
        signer.sign_attributes(b"two")
    ((token, shown),) = person.shown
    assert token.label == "USB Hoa" and shown is not None and shown.id_hex == ID


def test_the_key_is_found_by_its_id_whatever_the_labels_say(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    first, second = (certificate(f"Người {n}", new_key("rsa", 30 + n)) for n in (1, 2))
    hsm.put("USB Hoa", first, "01", key_label="Người 2")
    hsm.put("USB Hoa", second, "02", key_label="Người 1")
    with opened(hsm, certificate_id="02") as signer:
        assert signer.description.common_name == "Người 2"
        signer.sign_attributes(b"checked with the certificate's own key")


def test_a_key_that_asks_for_its_pin_each_time_gets_it(hsm: SoftHsm) -> None:
    members = family("rsa")
    hsm.add_token("USB Hoa")
    hsm.put("USB Hoa", members.signer, ID, always_authenticate=True)
    person = Person()
    with opened(hsm, person) as signer:
        signer.sign_attributes(b"one")
        signer.sign_attributes(b"two")
        assert PIN not in repr(signer)
    assert len(person.shown) == 1 and signer._pin.text == ""


def test_certificates_that_only_show_after_the_login(hsm: SoftHsm) -> None:
    members = family()
    hsm.add_token("USB Hoa")
    hsm.put("USB Hoa", members.signer, ID, is_private=True)
    assert tokens(hsm.driver, now_utc=now_utc)[0].hides_certificates
    person = Person()
    with opened(hsm, person) as signer:
        signer.sign_attributes(b"x")
    ((_, shown),) = person.shown
    assert shown is None


# -- choosing ------------------------------------------------------------------------------------------


def test_two_tokens(hsm: SoftHsm) -> None:
    one_token(hsm, "ec", "USB Hoa")
    one_token(hsm, "rsa", "USB Lâu")
    several = refused(hsm)
    assert isinstance(several, InputError) and several.code == "token-several"
    assert {problem.facts["label"] for problem in several.problems} == {"USB Hoa", "USB Lâu"}
    described = {one.label: one for one in tokens(hsm.driver, now_utc=now_utc)}["USB Lâu"]
    for name in ("USB Lâu", described.serial, str(described.slot)):
        with opened(hsm, token=name) as signer:
            assert len(signer.sign_attributes(b"x")) == 256
    absent = refused(hsm, token="USB Lan")
    assert isinstance(absent, EnvironmentFault) and absent.code == "token-absent"
    assert sorted(absent.facts["present"]) == ["USB Hoa", "USB Lâu"]  # type: ignore[call-overload]


def test_no_token_at_all(hsm: SoftHsm) -> None:
    fault = refused(hsm)
    assert isinstance(fault, EnvironmentFault) and fault.code == "token-absent"


def test_a_token_without_a_certificate(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    fault = refused(hsm)
    assert isinstance(fault, EnvironmentFault) and fault.code == "token-certificate-missing"


def test_several_certificates(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    for number in (1, 2):
        hsm.put("USB Hoa", certificate(f"Người {number}", new_key("ec", 40 + number)), f"0{number}")
    person = Person()
    several = refused(hsm, person)
    assert (several.code, len(several.problems)) == ("token-certificates-several", 2)
    unknown = refused(hsm, person, certificate_id="ff")
    assert (unknown.code, len(unknown.problems)) == ("token-certificate-unknown", 2)
    assert {problem.facts["id"] for problem in unknown.problems} == {"01", "02"}
    assert person.shown == []  # no PIN was asked for in vain
    with opened(hsm, certificate_id="0:1") as signer:
        assert signer.description.common_name == "Người 1"


def test_of_several_the_one_that_may_sign_is_taken(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    old = certificate("Cũ", new_key("ec", 45), not_after_utc=SIGNING_TIME_UTC - DAY)
    hsm.put("USB Hoa", old, "01")
    hsm.put("USB Hoa", certificate("Mới", new_key("ec", 46)), "02")
    with opened(hsm) as signer:
        assert signer.description.common_name == "Mới"
    person = Person()
    assert refused(hsm, person, certificate_id="01").code == "certificate-expired"
    assert person.shown == []


def test_a_renewed_certificate_with_the_same_key_and_id(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    key = new_key("rsa", 47)
    hsm.put("USB Hoa", certificate("Cũ", key, not_after_utc=SIGNING_TIME_UTC - DAY), ID)
    hsm.put("USB Hoa", certificate("Mới", key), ID, with_key=False)
    with opened(hsm, certificate_id=ID) as signer:
        assert signer.description.common_name == "Mới"
        signer.sign_attributes(b"x")


def test_a_certificate_without_its_key(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    hsm.put("USB Hoa", family().signer, ID, with_key=False)
    fault = refused(hsm)
    assert isinstance(fault, InputError) and fault.code == "token-key-missing"
    assert is_logged_out(hsm)


def test_a_token_whose_key_is_another_one(hsm: SoftHsm) -> None:
    hsm.add_token("USB Hoa")
    hsm.put("USB Hoa", family("rsa").signer, "01", key=new_key("rsa", 50))
    hsm.put("USB Hoa", family("ec").signer, "02", key=new_key("ec", 51))
    assert refused(hsm, certificate_id="01").code == "token-key-missing"  # its numbers do not fit
    with opened(hsm, certificate_id="02") as signer, pytest.raises(EnvironmentFault) as caught:
        signer.sign_attributes(b"x")
    assert caught.value.code == "token-signature-wrong"


# -- the PIN -------------------------------------------------------------------------------------------


def test_a_wrong_pin_is_given_once_and_told(hsm: SoftHsm) -> None:
    one_token(hsm)
    person = Person(WRONG_PIN)
    fault = refused(hsm, person)
    assert isinstance(fault, InputError) and fault.code == "token-pin-wrong"
    assert fault.problems[0].facts == {"count_low": True, "final_try": False, "locked": False}
    assert len(person.shown) == 1 and pin_state(hsm).is_count_low
    with opened(hsm, person := Person()):
        pass
    assert person.shown[0][0].pin.is_count_low  # shown before the next try
    assert not pin_state(hsm).is_count_low


def test_an_empty_pin_is_not_tried(hsm: SoftHsm) -> None:
    one_token(hsm)
    assert refused(hsm, Person("")).code == "token-pin-empty"
    assert not pin_state(hsm).is_count_low


def test_a_pin_that_is_no_text_is_not_tried(hsm: SoftHsm) -> None:
    one_token(hsm)
    fault = refused(hsm, Person("12\udcff34"))
    assert fault.code == "token-pin-not-text"
    assert "12" not in repr(fault) and not pin_state(hsm).is_count_low


def test_whoever_is_asked_may_refuse(hsm: SoftHsm) -> None:
    one_token(hsm)

    def closed(*_: object) -> str:
        raise InputError("pin-needed")

    with pytest.raises(InputError) as caught, opened(hsm, closed):
        pytest.fail("this must not open")
    assert caught.value.code == "pin-needed"
    assert len(tokens(hsm.driver, now_utc=now_utc)) == 2  # the driver is free again


def test_the_token_is_logged_out_on_every_way_out(hsm: SoftHsm) -> None:
    one_token(hsm)
    with opened(hsm) as signer:
        pass
    assert is_logged_out(hsm)
    with pytest.raises(ZeroDivisionError), opened(hsm):
        raise ZeroDivisionError
    assert is_logged_out(hsm)
    with pytest.raises(EnvironmentFault) as caught:  # a signer that is used when it should not be
        signer.sign_attributes(b"x")
    assert caught.value.code in ("token-removed", "token-fault")


def reaches(root: object, secret: str) -> bool:
    """Whether a text can be reached from an object through exceptions, frames, their locals, attributes."""
    seen: set[int] = set()
    waiting = [root]
    kinds = (BaseException, TracebackType, dict, list, tuple, set)
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, str) and secret in thing:
            return True
        if isinstance(thing, bytes) and secret.encode() in thing:
            return True
        if isinstance(thing, TracebackType):
            waiting += [thing.tb_next, dict(thing.tb_frame.f_locals)]
        if isinstance(thing, BaseException):
            waiting += [thing.__cause__, thing.__context__, thing.__traceback__, thing.args, vars(thing)]
        if isinstance(thing, kinds) or type(thing).__module__.startswith("dti_desktop"):
            waiting += gc.get_referents(thing)
    return False


@pytest.mark.parametrize("way", ["wrong", "wrong-each-time", "key-missing", "signing"])
def test_no_exception_leads_to_the_pin(way: str, hsm: SoftHsm, caplog: pytest.LogCaptureFixture) -> None:
    members = family("rsa")
    hsm.add_token("USB Hoa")
    hsm.put(
        "USB Hoa",
        members.signer,
        ID,
        with_key=way != "key-missing",
        always_authenticate=way == "wrong-each-time",
    )
    typed = {"wrong": WRONG_PIN}.get(way, PIN)
    caught: BaseException | None = None
    try:
        with opened(hsm, lambda *_: "".join(typed)) as signer:
            if way == "wrong-each-time":
                signer._pin.text = WRONG_PIN  # the login went well; the second asking does not
                typed = WRONG_PIN
            if way == "signing":
                signer._mechanism = 0xFFFF
            signer.sign_attributes(b"x")
    except Exception as error:
        caught = error
    assert caught is not None
    frames = caught.__traceback__
    assert frames is not None
    caught.__traceback__ = frames.tb_next  # the first frame is this test, which knows the PIN
    assert not reaches(caught, typed)
    assert typed not in caplog.text
    assert is_logged_out(hsm)


def test_the_search_for_the_pin_would_find_it() -> None:
    def typed() -> None:
        pin = PIN[:]
        raise ValueError(len(pin))

    try:
        typed()
    except ValueError as error:
        assert error.__traceback__ is not None
        error.__traceback__ = error.__traceback__.tb_next
        assert reaches(error, PIN)


# -- drivers -------------------------------------------------------------------------------------------


def test_a_driver_that_is_not_there(tmp_path: Path, hsm: SoftHsm) -> None:
    with pytest.raises(InputError) as caught:
        tokens(tmp_path / "không có.so", now_utc=now_utc)
    assert (caught.value.code, caught.value.facts["name"]) == ("token-driver-not-found", "không có.so")


@pytest.mark.parametrize("what", ["libc", "text", "folder", "pipe"])
def test_what_is_no_driver(what: str, tmp_path: Path, hsm: SoftHsm) -> None:
    path = tmp_path / "driver.so"
    match what:
        case "libc":
            import ctypes.util

            name = ctypes.util.find_library("c")
            path = next(Path("/lib").glob(f"*/{name}"))
        case "text":
            path.write_text("no library")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
    with pytest.raises(EnvironmentFault) as caught:
        tokens(path, now_utc=now_utc)
    assert caught.value.code == "token-driver-not-loadable"
    assert str(tmp_path) not in repr(caught.value.facts)
    assert tokens(hsm.driver, now_utc=now_utc)  # the next one works


@pytest.mark.parametrize("name", ["trình điều khiển.so", "thư mục có dấu/tệp thư viện.so"])
def test_a_driver_at_a_vietnamese_path(
    name: str, tmp_path: Path, hsm: SoftHsm, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_token(hsm)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(hsm.driver, path)
    monkeypatch.chdir(tmp_path)
    for driver in (path, Path(name)):
        with opened(hsm, driver=driver) as signer:
            signer.sign_attributes(b"x")


def test_the_same_driver_under_two_names(tmp_path: Path, hsm: SoftHsm) -> None:
    one_token(hsm)
    link = tmp_path / "link.so"
    link.symlink_to(hsm.driver)
    assert (
        tokens(link, now_utc=now_utc) == tokens(hsm.driver, now_utc=now_utc) == tokens(link, now_utc=now_utc)
    )


def test_a_driver_that_something_else_has_initialised(hsm: SoftHsm) -> None:
    from pkcs11 import _pkcs11

    one_token(hsm)
    made: Any = _pkcs11.lib
    other = made.__new__(made, str(hsm.driver.resolve()))
    other.initialize()
    try:
        with opened(hsm) as signer:
            signer.sign_attributes(b"x")
        assert other.get_slots()  # it was not ended under the other's feet
    finally:
        other.finalize()
    assert len(tokens(hsm.driver, now_utc=now_utc)) == 2


def test_a_driver_in_use_is_waited_for_and_then_told(hsm: SoftHsm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_library, "_WAIT_SECONDS", 0.01)
    with token_library.opened(hsm.driver), pytest.raises(EnvironmentFault) as caught:
        tokens(hsm.driver, now_utc=now_utc)
    assert caught.value.code == "token-busy"
    assert tokens(hsm.driver, now_utc=now_utc)
