"""Changing signatures by their structure, and signing anew, with asn1crypto instead of the program's code."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

SIGNED_UTC = datetime(2022, 11, 22, 8, 42, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Forger:
    """Somebody with a key of their own, whom nobody knows."""

    key: ec.EllipticCurvePrivateKey
    certificate_der: bytes


@cache
def forger() -> Forger:
    """Return a forger; another one in each process."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lãnh đạo UBND")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(77).not_valid_before(SIGNED_UTC - timedelta(days=9))
        .not_valid_after(SIGNED_UTC + timedelta(days=9)).sign(key, SHA256())
    )  # fmt: skip
    return Forger(key, certificate.public_bytes(Encoding.DER))


def _sha256() -> algos.DigestAlgorithm:
    algorithm = algos.DigestAlgorithm({"algorithm": "sha256"})
    del algorithm["parameters"]
    return algorithm


def signed(manifest: bytes, by: Forger) -> bytes:
    """Return a lawful signature over the manifest."""
    certificate = asn1_x509.Certificate.load(by.certificate_der)
    names = asn1_x509.GeneralNames([asn1_x509.GeneralName("directory_name", certificate.issuer)])
    certificate_id = tsp.ESSCertIDv2(
        {
            "cert_hash": hashlib.sha256(by.certificate_der).digest(),
            "issuer_serial": {"issuer": names, "serial_number": certificate.serial_number},
        }
    )
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [hashlib.sha256(manifest).digest()]},
            {"type": "signing_time", "values": [cms.Time("utc_time", core.UTCTime(SIGNED_UTC))]},
            {
                "type": "signing_certificate_v2",
                "values": [tsp.SigningCertificateV2({"certs": [certificate_id]})],
            },
        ]
    )
    value = by.key.sign(attributes.untag().dump(), ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(value)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
            ),
            "digest_algorithm": _sha256(),
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": encode_dss_signature(r, min(s, by.key.curve.group_order - s)),
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [_sha256()],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices("certificate", certificate)],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def changed(die: Random, signature: bytes, others: Sequence[bytes]) -> tuple[str, bytes]:
    """Return a signature changed by its structure and what was done."""
    what = die.choice(list(_CHANGES))
    if what == "other":
        return "signature:other", die.choice(others)
    if what == "indefinite":
        return "signature:indefinite", _indefinite(signature)
    content = cms.ContentInfo.load(signature)
    data = content["content"]
    _CHANGES[what](die, data, cms.ContentInfo.load(die.choice(others))["content"])
    return f"signature:{what}", bytes(content.dump())


def _indefinite(signature: bytes) -> bytes:
    """Return the same structure with the outer length left open, as BER allows."""
    header = 2 + (signature[1] & 0x7F if signature[1] & 0x80 else 0)
    return b"\x30\x80" + signature[header:] + b"\0\0"


def _unsigned(die: Random, data: Any, other: Any) -> None:
    attribute = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(die.randbytes(9))]})
    if die.random() < 0.5:  # a signature over the signature, a timestamp: of somebody else's
        told = {"type": "counter_signature", "values": [other["signer_infos"][0]]}
        attribute = cms.CMSAttribute(told)
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])


def _add_certificate(die: Random, data: Any, other: Any) -> None:
    data["certificates"].append(cms.CertificateChoices("certificate", other["certificates"][0].chosen))


def _swap_certificate(die: Random, data: Any, other: Any) -> None:
    data["certificates"][0] = cms.CertificateChoices("certificate", other["certificates"][0].chosen)


def _drop_certificates(die: Random, data: Any, other: Any) -> None:
    data["certificates"] = cms.CertificateSet(list(data["certificates"])[: die.randrange(2)])


def _swap_signer(die: Random, data: Any, other: Any) -> None:
    data["signer_infos"] = other["signer_infos"]


def _double_signer(die: Random, data: Any, other: Any) -> None:
    data["signer_infos"] = cms.SignerInfos(
        [data["signer_infos"][0], die.choice((data, other))["signer_infos"][0]]
    )


def _no_signer(die: Random, data: Any, other: Any) -> None:
    data["signer_infos"] = cms.SignerInfos([])


def _digest(die: Random, data: Any, other: Any) -> None:
    algorithm = algos.DigestAlgorithm({"algorithm": die.choice(("sha1", "md5", "sha512", "sha256"))})
    algorithm["parameters"] = core.Null()
    place = die.choice((data["signer_infos"][0], data))
    if place is data:
        data["digest_algorithms"] = cms.DigestAlgorithms([algorithm])
    else:
        place["digest_algorithm"] = algorithm


def _algorithm(die: Random, data: Any, other: Any) -> None:
    name = die.choice(
        ("sha1_rsa", "sha256_rsa", "rsassa_pkcs1v15", "sha256_ecdsa", "sha512_ecdsa", "md5_rsa")
    )
    data["signer_infos"][0]["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": name})


def _version(die: Random, data: Any, other: Any) -> None:
    die.choice((data, data["signer_infos"][0]))["version"] = die.choice(("v0", "v3", "v5"))


def _key_identifier(die: Random, data: Any, other: Any) -> None:
    data["signer_infos"][0]["sid"] = cms.SignerIdentifier(
        "subject_key_identifier", core.OctetString(bytes(20))
    )


def _content(die: Random, data: Any, other: Any) -> None:
    data["encap_content_info"] = {"content_type": "data", "content": die.randbytes(die.randint(0, 40))}


def _attributes(die: Random, data: Any, other: Any) -> None:
    signer = data["signer_infos"][0]
    attributes = list(signer["signed_attrs"])
    what = die.choice(("drop", "double", "other", "add"))
    at = die.randrange(len(attributes))
    if what == "drop":
        del attributes[at]
    elif what == "double":
        attributes.append(attributes[at])
    elif what == "other":
        attributes[at] = die.choice(list(other["signer_infos"][0]["signed_attrs"]))
    else:
        attributes.append(cms.CMSAttribute({"type": "1.2.3.4", "values": []}))
    signer["signed_attrs"] = cms.CMSAttributes(attributes)


def _time(die: Random, data: Any, other: Any) -> None:
    when = SIGNED_UTC + timedelta(days=die.randint(-20000, 20000))
    time = cms.Time("generalized_time", core.GeneralizedTime(when))
    if 1950 <= when.year < 2050 and die.random() < 0.5:
        time = cms.Time("utc_time", core.UTCTime(when))
    for attribute in data["signer_infos"][0]["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            attribute["values"] = [time]


def _value(die: Random, data: Any, other: Any) -> None:
    signer = data["signer_infos"][0]
    old = signer["signature"].native
    values = [b"", bytes(len(old)), old[:-1], old + b"\0", b"\0" + old, bytes([old[0] ^ 1]) + old[1:]]
    if old[:1] == b"\x30":  # of an elliptic curve: the twin that holds as well, and what is no signature
        r, s = decode_dss_signature(old)
        order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
        values += [encode_dss_signature(r, order - s)] * 3 + [
            encode_dss_signature(1, 1),
            encode_dss_signature(r, 0),
        ]
    signer["signature"] = die.choice(values)


_CHANGES: dict[str, Any] = {
    "unsigned": _unsigned, "add-certificate": _add_certificate, "swap-certificate": _swap_certificate,
    "drop-certificates": _drop_certificates, "swap-signer": _swap_signer, "double-signer": _double_signer,
    "no-signer": _no_signer, "digest": _digest, "algorithm": _algorithm, "version": _version,
    "key-identifier": _key_identifier, "content": _content, "attributes": _attributes, "time": _time,
    "value": _value, "other": None, "indefinite": None,
}  # fmt: skip
