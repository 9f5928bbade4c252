"""What is DER and what is only BER."""

from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.bundle import der

DER = [
    "0500", "0101ff", "010100", "020100", "02017f", "02020080", "0201ff", "030100", "03020780", "0400",
    "06032a0304", "0606813402010203", "3000", "3100", "3103020100", "3106020100020101", "a003020100", "8000",
]  # fmt: skip
NOT_DER = [
    "", "05", "050100", "010101", "01020000", "0200", "02020000", "0202ff80", "0300", "030101", "03020701",
    "030208ff", "0600", "06022a80", "06038001ff", "06022a83", "308000", "30800000", "2480040161" "0000",
    "31060201010201" "00", "1000", "1100", "2200", "3f0000", "1f2100", "0500" "00", "04810161", "0482000161",
    "30020500" "0500", "3003020000", "a004020200" "01",
]  # fmt: skip


@pytest.mark.parametrize("text", DER)
def test_der(text: str) -> None:
    assert der.is_der(bytes.fromhex(text))


@pytest.mark.parametrize("text", NOT_DER)
def test_not_der(text: str) -> None:
    assert not der.is_der(bytes.fromhex(text))


def test_nesting_is_bounded() -> None:
    value = b""
    for _ in range(60):
        value = der.write(der.SEQUENCE, value)
    assert not der.is_der(value)
    with pytest.raises(der.DerFault):
        der.read_ber(b"\x30\x80" * 60 + b"\0\0" * 60)
    assert der.read_ber(b"\x30\x80" * 20 + b"\0\0" * 20)


@given(st.integers())
def test_integers_of_another_library_are_der(number: int) -> None:
    assert der.is_der(core.Integer(number).dump())


@given(st.recursive(st.binary(max_size=5), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_ber_reads_the_same_parts_as_der(tree: object) -> None:
    def write(node: object, is_ber: bool) -> bytes:
        if isinstance(node, bytes):
            half = len(node) // 2
            pieces = [der.write(der.OCTET_STRING, part) for part in (node[:half], node[half:])]
            loose = b"\x24\x80" + b"".join(pieces) + b"\0\0"
            return loose if is_ber else der.write(der.OCTET_STRING, node)
        assert isinstance(node, list)
        members = b"".join(write(member, is_ber) for member in node)
        return b"\x30\x80" + members + b"\0\0" if is_ber else der.write(der.SEQUENCE, members)

    def read(value: der.Value) -> object:
        if value.tag & 0x1F == der.OCTET_STRING:
            return value.octets()
        return [read(member) for member in value.children(der.SEQUENCE)]

    strict, loose = write(tree, False), write(tree, True)
    assert der.is_der(strict) and not der.is_der(loose)
    assert read(der.read(strict)) == read(der.read_ber(loose)) == read(der.read_ber(strict)) == tree


@given(st.binary(max_size=80))
def test_noise_is_a_value_or_a_fault(noise: bytes) -> None:
    der.is_der(noise)
    for read in (der.read, der.read_ber):
        try:
            value = read(noise)
        except der.DerFault:
            continue
        assert value.raw == noise
