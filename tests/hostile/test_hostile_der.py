"""DER, BER and PEM made to take long: nested, endless, many; and what must hold for all inputs."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable

import certificates
import pytest
import revoking
from hypothesis import given
from hypothesis import strategies as st
from watch import MEMORY_LIMIT_BYTES, watched

from dti_desktop.bundle import certificates as bundle_certificates
from dti_desktop.bundle import chain, cms, der, names, profile, timestamp_token
from dti_desktop.bundle.certificates import CertificateFault
from dti_desktop.bundle.container_headers import read_container
from dti_desktop.bundle.revocation import load_lists
from dti_desktop.bundle.timestamp_exchange import read_reply, read_request
from dti_desktop.errors import InputError

MARKS = "\u0f73\u0f75" * 40_000
REFUSED_REPLY = der.write(
    der.SEQUENCE,
    der.write(der.SEQUENCE, der.write_integer(2), der.write(der.SEQUENCE, der.write(0x0C, MARKS.encode()))),
)
DER_BOMBS = {
    "nested": b"\x30\x80" * 100_000,
    "nested, closed": b"\x30\x80" * 60_000 + b"\0\0" * 60_000,
    "nested octets": b"\x24\x80" * 60_000 + b"\x04\x01a" + b"\0\0" * 60_000,
    "nested, exact": b"".join(b"\x30\x83" + (250_000 - 5 * n).to_bytes(3, "big") for n in range(1, 49_000)),
    "many octets": b"\x24\x80" + b"\x04\x01a" * 80_000 + b"\0\0",
    "many empty": b"\x30\x83\x03\x00\x00" + b"\x05\x00" * 98_304,
    "many sets": b"\x31\x83\x03\x00\x00" + b"\x31\x00" * 98_304,
    "long length": b"\x30\x84\xff\xff\xff\xff" + bytes(200_000),
    "long tag": b"\x3f" + b"\xff" * 200_000,
    "long number": der.write(der.SEQUENCE, der.write(der.INTEGER, b"\x7f" * 240_000)),
    "long identifier": der.write(der.SEQUENCE, der.write(der.OBJECT_IDENTIFIER, b"\xff" * 240_000)),
    "refused with a row of marks": REFUSED_REPLY,
}


def _readers() -> dict[str, Callable[[bytes], object]]:
    return {
        "signature": lambda content: cms.verify(b"m", content),
        "certificate": bundle_certificates.load,
        "token": lambda content: timestamp_token.normalised(content, b"m"),
        "reply": read_reply,
        "request": read_request,
        "roots": lambda content: chain.load_roots([content]),
        "lists": lambda content: load_lists([("n", content)]),
    }


@pytest.fixture(scope="module", autouse=True)
def _libraries_are_loaded() -> None:
    bundle_certificates.load(certificates.family().root.der)


@pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")
@pytest.mark.parametrize("bomb", DER_BOMBS)
@pytest.mark.parametrize("reader", _readers())
def test_small_der_is_refused_in_time(reader: str, bomb: str) -> None:
    with watched() as seen, pytest.raises((InputError, cms.CmsFault, CertificateFault)):
        _readers()[reader](DER_BOMBS[bomb])
    assert seen.is_in_time, seen.cpu_s
    assert seen.peak_bytes < MEMORY_LIMIT_BYTES


def _pem(kind: str, content: bytes) -> bytes:
    return f"-----BEGIN {kind}-----\n{base64.encodebytes(content).decode()}-----END {kind}-----\n".encode()


PEM_BOMBS = {
    "many beginnings": b"-----BEGIN CERTIFICATE-----\n" * 36_000,
    "many list beginnings": b"-----BEGIN X509 CRL-----\n" * 40_000,
    "a beginning without end": b"-----BEGIN X509 CRL-----\n" + b"A" * 1_000_000,
    "spaces": b"-----BEGIN X509 CRL-----\n" + b" " * 1_000_000,
    "many certificates": certificates.family().root.pem * 1400,
    "many broken certificates": _pem("CERTIFICATE", b"\x30\x00") * 14_000,
    "many lists": revoking.revocation_list(certificates.family().root, pem=True) * 1500,
    "headers": b"-----BEGIN CERTIFICATE-----\n" + b"a: b\n" * 200_000,
    "no letters": bytes(1_000_000),
}


@pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")
@pytest.mark.parametrize("bomb", PEM_BOMBS)
def test_small_pem_is_judged_in_time(bomb: str) -> None:
    for reader in ("roots", "lists"):
        with watched() as seen:
            try:
                _readers()[reader](PEM_BOMBS[bomb])
            except InputError as error:
                assert error.problems
        assert seen.is_in_time, seen.cpu_s
        assert seen.peak_bytes < MEMORY_LIMIT_BYTES


def test_as_many_roots_of_one_name_as_fit_are_tried_in_time() -> None:
    """Each of them could have issued the signer, by its name."""
    family = certificates.family()
    namesakes = [
        certificates.certificate("CA trung gian thử nghiệm", certificates.new_key("ec", 9), is_ca=True)
        for _ in range(300)
    ]
    roots = chain.load_roots([b"".join(one.pem for one in namesakes)])
    with watched() as seen:
        verdict, _ = chain.judge([family.signer.certificate], roots * 5, certificates.SIGNING_TIME_UTC, "p")
    assert verdict == "untrusted"
    assert seen.is_in_time, seen.cpu_s


# --- What must hold for all inputs ----------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_as_pem_or_der_are_read_or_refused(untrusted: bytes) -> None:
    for content in (untrusted, _pem("CERTIFICATE", untrusted), _pem("X509 CRL", untrusted)):
        for reader in ("roots", "lists", "reply", "request"):
            try:
                _readers()[reader](content)
            except InputError as error:
                assert error.problems


@given(st.integers(0, 255), st.lists(st.binary(max_size=300), max_size=4))
def test_what_is_written_as_der_reads_back(tag: int, contents: list[bytes]) -> None:
    if tag & 0x1F == 0x1F:
        return
    written = der.write(tag, *contents)
    value = der.read(written)
    assert (value.tag, value.content, value.raw) == (tag, b"".join(contents), written)


NAMES = st.one_of(
    st.binary(max_size=140),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(st.sampled_from(["..", ".", "a", "CON", "/", "\\", ":", "C", " ", "\u202e", "ă", "nul.txt", ""]))
    .map("".join).map(str.encode),
)  # fmt: skip


@given(NAMES)
def test_a_name_is_lawful_or_has_its_reason_and_can_be_shown(name: bytes) -> None:
    reason = names.fault(name)
    is_lawful = name.isascii() and profile.is_safe_name(name.decode("ascii"))
    assert (reason is None) == is_lawful
    assert reason is None or reason in names.REASONS
    shown = names.shown(name)
    assert shown.isprintable()
    assert len(shown) <= 201 * 10
    assert not is_lawful or shown.encode() == name


@given(NAMES, NAMES)
def test_twins_are_what_some_system_would_take_for_one(one: bytes, other: bytes) -> None:
    if one.isascii() and other.isascii() and one.lower() == other.lower():
        assert names.twin_key(one) == names.twin_key(other)
    assert names.twin_reason(one, other) in ("case", "unicode")


@given(st.data())
def test_any_headers_are_judged(data: st.DataObject) -> None:
    """Whatever a header says, of a few entries or many: findings, never an error."""
    import io

    import raw_zip

    numbers = st.sampled_from([0, 1, 8, 20, 99, 0x7FFF, 0xFFFF])
    fields = st.dictionaries(st.sampled_from(raw_zip.LOCAL_FIELDS[1:]), numbers, max_size=3)
    end = st.dictionaries(st.sampled_from(raw_zip.END_FIELDS[1:-1]), numbers, max_size=2)
    members = [
        raw_zip.Member(data.draw(NAMES), data.draw(st.binary(max_size=9)), local=data.draw(fields))
        for _ in range(data.draw(st.integers(0, 4)))
    ]
    content = raw_zip.build(members, prefix=data.draw(st.binary(max_size=5)), **data.draw(end))
    found = read_container(io.BytesIO(content), len(content))
    end_of_last = 0
    for entry in found.entries:
        assert end_of_last <= entry.data_offset <= entry.end_offset <= len(content)
        end_of_last = entry.end_offset
