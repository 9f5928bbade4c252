"""PKCS#12 files that would take minutes to open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import certificates
import pytest
from asn1crypto import core, pkcs12
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PBES
from watch import watched

from dti_desktop.bundle import pkcs12_cost
from dti_desktop.bundle.signing import Pkcs12Signer
from dti_desktop.errors import InputError


def lawful() -> Any:
    members = certificates.family()
    return pkcs12.Pfx.load(certificates.p12(members.signer, members.intermediate))


def costly_check(pfx: Any) -> None:
    pfx["mac_data"]["iterations"] = 60_000_000


def costly_certificates(pfx: Any) -> None:
    safe = pfx.authenticated_safe
    part = next(part for part in safe if part["content_type"].native == "encrypted_data")
    algorithm = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
    algorithm["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = 60_000_000
    pfx["auth_safe"]["content"] = core.OctetString(safe.dump())


def costly_key(pfx: Any) -> None:
    safe = pfx.authenticated_safe
    part = next(part for part in safe if part["content_type"].native == "data")
    bags = pkcs12.SafeContents.load(part["content"].native)
    algorithm = bags[0]["bag_value"]["encryption_algorithm"]
    algorithm["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = 60_000_000
    part["content"] = core.OctetString(bags.dump())
    pfx["auth_safe"]["content"] = core.OctetString(safe.dump())


@pytest.mark.parametrize("change", [costly_check, costly_certificates, costly_key])
def test_a_costly_key_file_is_refused_at_once(change: Any, tmp_path: Path) -> None:
    pfx = lawful()
    change(pfx)
    content = pfx.dump()
    assert pkcs12_cost.is_too_costly(content)
    path = tmp_path / "k.p12"
    path.write_bytes(content)
    with watched() as seen, pytest.raises(InputError, match="p12-encryption-not-supported"):
        Pkcs12Signer.load(path, certificates.PASSWORD)
    assert seen.is_in_time, seen.cpu_s


def test_key_files_as_programs_write_them_are_not_costly() -> None:
    members = certificates.family()
    older = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(600_000)
        .key_cert_algorithm(PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(SHA1())
        .build(certificates.PASSWORD.encode())
    )
    assert not pkcs12_cost.is_too_costly(lawful().dump())
    assert not pkcs12_cost.is_too_costly(certificates.p12(members.signer, encryption=older))


@pytest.mark.parametrize("tag", [0x07, 0x09, 0x0D, 0x24, 0x80, 0xBF])
def test_a_number_that_is_none_is_refused_and_breaks_nothing(tag: int, tmp_path: Path) -> None:
    """The library that takes the file apart has kinds of values that it cannot read (found by fuzzing)."""
    content = lawful().dump()
    version, iterations = b"\x02\x01\x03", b"\x02\x02\x08\x00"
    assert content.endswith(iterations)
    path = tmp_path / "k.p12"
    for broken in (
        content.removesuffix(iterations) + bytes((tag,)) + iterations[1:],
        content.replace(version, bytes((tag,)) + version[1:], 1),
    ):
        path.write_bytes(broken)
        with pytest.raises(InputError, match="p12-"):
            Pkcs12Signer.load(path, certificates.PASSWORD)
