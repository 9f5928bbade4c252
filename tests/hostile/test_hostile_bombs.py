"""Small files made to take long or hold much: slow keys, deep and wide structures, many of everything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from math import gcd
from pathlib import Path
from unittest.mock import patch

import certificates
import pytest
from certificates import Holder
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from making import KeySigner, pack, signed_files, tiny_files
from raw_zip import Member, build
from watch import MEMORY_LIMIT_BYTES, watched

from dti_desktop.bundle import certificates as bundle_certificates
from dti_desktop.bundle import cms, profile
from dti_desktop.bundle.certificates import CertificateFault, load
from dti_desktop.bundle.verify import verify_bundle
from dti_desktop.engine import strict_json
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.errors import InputError

BUNDLES = Path(__file__).resolve().parents[1] / "data" / "bundles"
SMALL_BYTES = 1 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")


@pytest.fixture(scope="module", autouse=True)
def _libraries_are_loaded() -> None:
    verify_bundle(BUNDLES / "valid/format-1-rsa.asice", [(BUNDLES / "CA-rsa.pem").read_bytes()])


def rsa_with_long_exponent(bits: int) -> rsa.RSAPrivateKey:
    """Return a key whose public exponent is as long as its modulus: a hundred times as slow to use."""
    numbers = rsa.generate_private_key(65537, bits).private_numbers()
    p, q = numbers.p, numbers.q
    d = 65537
    while gcd(d, (p - 1) * (q - 1)) != 1:
        d += 2
    public = rsa.RSAPublicNumbers(pow(d, -1, (p - 1) * (q - 1)), p * q)
    parts = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, *parts, public).private_key()


def path_of(key: certificates.CertificateIssuerPrivateKeyTypes, length: int, **more: object) -> list[Holder]:
    """Return a signer and its issuers, all with one key, so that making them is quick."""
    path: list[Holder] = []
    issuer: Holder | None = None
    for number in range(length + 1):
        is_ca = number < length
        issuer = certificates.certificate(f"{number}", key, issuer, is_ca=is_ca, **more)  # type: ignore[arg-type]
        path.insert(0, issuer)
    return path


def with_most_signatures(path: list[Holder], length: int) -> bytes:
    """Return a bundle with as many signatures as fit into a small one, each of which holds, or would."""
    signer = KeySigner(*path[:length])
    files = signed_files(tiny_files(), [signer])
    size = sum(len(files[n]) for n in (profile.manifest_name(1), profile.signature_name(1))) + 300
    return pack(signed_files(tiny_files(), [signer] * min(profile.MAX_SIGNATURES, SMALL_BYTES // size)))


@cache
def slow_rsa() -> bytes:
    with patch.object(bundle_certificates, "_is_slow", return_value=False):  # our own writer would refuse to
        return with_most_signatures(path_of(rsa_with_long_exponent(3072), cms.MAX_PATH_LENGTH), 5)


@cache
def slow_curve() -> bytes:
    key = ec.generate_private_key(ec.SECP521R1())
    return with_most_signatures(path_of(key, cms.MAX_PATH_LENGTH), cms.MAX_PATH_LENGTH)


@cache
def many_names() -> bytes:
    """Certificates that name thousands of things."""
    names = x509.SubjectAlternativeName([x509.DNSName(f"a{number}.example") for number in range(2500)])
    path = path_of(ec.generate_private_key(ec.SECP256R1()), 1, extensions=((names, False),))
    return with_most_signatures(path, 1)


@cache
def long_name() -> bytes:
    attributes = [
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"{number:060d}") for number in range(150)
    ]
    key = ec.generate_private_key(ec.SECP256R1())
    plain = certificates.certificate("a", key)
    builder = (
        x509.CertificateBuilder().subject_name(x509.Name(attributes)).issuer_name(x509.Name(attributes))
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(plain.certificate.not_valid_before_utc)
        .not_valid_after(plain.certificate.not_valid_after_utc)
    )  # fmt: skip
    return with_most_signatures([Holder(builder.sign(key, certificates.SHA256()), key)], 1)


BUNDLE_BOMBS: dict[str, Callable[[], bytes]] = {
    "RSA with a long exponent": slow_rsa,
    "a slow curve": slow_curve,
    "many names": many_names,
    "a long name": long_name,
}


@pytest.mark.parametrize("bomb", BUNDLE_BOMBS)
def test_a_small_bundle_is_judged_in_time(bomb: str, tmp_path: Path) -> None:
    content = BUNDLE_BOMBS[bomb]()
    assert 200_000 < len(content) <= SMALL_BYTES * 1.05
    path = tmp_path / "b.asice"
    path.write_bytes(content)
    root = (BUNDLES / "CA-ec.pem").read_bytes()
    for roots in ((), (root,)):
        with watched() as seen:
            verify_bundle(path, roots).to_json()
        assert seen.is_in_time, seen.cpu_s
        assert seen.peak_bytes < MEMORY_LIMIT_BYTES


CONTAINER_BOMBS: dict[str, tuple[Callable[[], list[Member]], str]] = {
    "70,000 files": (lambda: [Member(b"evidence/%05d-a.pdf" % n, b"") for n in range(70_000)], "too-many"),
    "10,000 twins": (lambda: [Member(b"A" if n % 2 else b"a", b"") for n in range(10_000)], "case"),
    "10,000 hostile names": (lambda: [Member(b"../" * 30 + b"%d" % n, b"") for n in range(10_000)], "parent"),
    "25 longest names": (lambda: [Member(b"%02d" % n + b"../" * 21_844, b"") for n in range(25)], "parent"),
    "25 rows of marks": (
        lambda: [Member(b"%02d" % n + "\u0f73\u0f75".encode() * 10_922, b"") for n in range(25)], "too-long"
    ),
    "10,000 rows of marks": (
        lambda: [Member(b"%04d" % n + "\u0f73\u0f75".encode() * 19, b"") for n in range(10_000)], "not-ascii"
    ),
    "10,000 overlaps": (
        lambda: [Member(b"%05d" % n, b"", central={"offset": 0}) for n in range(10_000)], "overlap"
    ),
    "10,000 bombs": (
        lambda: [Member(b"%05d" % n, b"", {"method": 8, "size": 1 << 31}) for n in range(10_000)],
        "compressed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", CONTAINER_BOMBS)
def test_a_crowded_container_is_judged_in_time(bomb: str, tmp_path: Path) -> None:
    members, reason = CONTAINER_BOMBS[bomb]
    path = tmp_path / "b.asice"
    path.write_bytes(build(members()))
    with watched() as seen:
        found = verify_bundle(path)
    assert not found.is_accepted
    assert reason in {finding.facts.get("reason") for finding in found.findings}
    assert len(found.findings) <= 200
    assert seen.is_in_time, seen.cpu_s
    assert seen.peak_bytes < MEMORY_LIMIT_BYTES


def test_the_slowest_curve_is_refused() -> None:
    holder = certificates.certificate("a", ec.generate_private_key(ec.BrainpoolP512R1()))
    with pytest.raises(CertificateFault):
        load(holder.der)
    for curve in (ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1(), ec.BrainpoolP256R1(), ec.BrainpoolP384R1()):
        load(certificates.certificate("a", ec.generate_private_key(curve)).der)


def test_an_exponent_longer_than_any_issuer_uses_is_refused() -> None:
    key = rsa_with_long_exponent(2048)
    holder = certificates.certificate("a", key)
    with pytest.raises(CertificateFault):
        load(holder.certificate.public_bytes(Encoding.DER))


JSON_BOMBS = {
    "deep lists": b"[" * 500_000 + b"]" * 500_000,
    "deep objects": b'{"a":' * 150_000 + b"1" + b"}" * 150_000,
    "long number": b"[" + b"9" * 1_000_000 + b"]",
    "long exponent": b"[1e" + b"9" * 1_000_000 + b"]",
    "many lists": b"[" + b"[]," * 300_000 + b"[]]",
    "many objects": b"[" + b"{}," * 300_000 + b"{}]",
    "one key many times": b"{" + b'"a":1,' * 170_000 + b'"a":1}',
    "twins inside twins": b'{"a":' * 35 + b"{" + b'"a":1,' * 150_000 + b'"a":1}' + b"}" * 35,
    "twins of twins": b"{" + b'"a":{"a":1,"a":2},' * 50_000 + b'"a":1}',
    "many keys": b"{" + b",".join(b'"%d":1' % number for number in range(100_000)) + b"}",
    "combining letters": b'["' + "e\u0301".encode() * 300_000 + b'"]',
    "keys to compose": b'{"' + "\u0f73\u0f75".encode() * 160_000 + b'":1}',
    "escapes": b'["' + b"\\u0000" * 170_000 + b'"]',
    "half pairs": b"[" + b'"\\ud800",' * 110_000 + b'""]',
    "open text": b'["' + b"a" * 1_000_000,
    "spaces": b" " * 1_000_000,
    "not UTF-8": b'["' + b"\xff" * 1_000_000,
}


@pytest.mark.parametrize("bomb", JSON_BOMBS)
def test_small_json_is_judged_in_time(bomb: str) -> None:
    for read in (lambda content: strict_json.read(content, max_bytes=2 << 20), parse_catalogue):
        with watched() as seen:
            try:
                read(JSON_BOMBS[bomb])
            except InputError as error:
                told = [problem.to_json() for problem in error.problems]
                assert told
        assert seen.is_in_time, seen.cpu_s
        assert seen.peak_bytes < MEMORY_LIMIT_BYTES
