"""The signature file: only its one lawful form, each certificate covered, each unfitness its own finding."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import making
import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, family, new_key
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import ObjectIdentifier
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose
from making import KeySigner, codes, judge, pack

from dti_desktop.bundle import chain, cms, der
from dti_desktop.bundle.verify import verify_bundle
from dti_desktop.errors import InputError

MANIFEST = b"<manifest/>"


def for_purposes(*purposes: ObjectIdentifier) -> dict:
    """Return the options of a certificate whose extended key usage states these."""
    return {"extensions": ((x509.ExtendedKeyUsage(purposes), False),)}


def sign(*holders: Holder, manifest: bytes = MANIFEST, at_utc: datetime = SIGNING_TIME_UTC) -> bytes:
    return cms.sign(manifest, KeySigner(*holders), at_utc)


def members(kind: str = "ec") -> tuple[Holder, Holder]:
    return family(kind).signer, family(kind).intermediate


def code_of(manifest: bytes, signature: bytes) -> str:
    with pytest.raises(cms.CmsFault) as caught:
        cms.verify(manifest, signature)
    return caught.value.code


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_what_is_signed_verifies(kind: str) -> None:
    signer, intermediate = members(kind)
    verified = cms.verify(MANIFEST, sign(signer, intermediate))
    assert verified.path == (signer.certificate, intermediate.certificate)
    assert verified.claimed_time_utc == SIGNING_TIME_UTC


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_another_library_reads_the_same_parts(kind: str) -> None:
    signer, intermediate = members(kind)
    signed_data = asn1_cms.ContentInfo.load(sign(signer, intermediate), strict=True)["content"]
    (info,) = signed_data["signer_infos"]
    attributes = {row["type"].native: row["values"][0].native for row in info["signed_attrs"]}
    assert issubclass(
        tsp.SigningCertificateV2, core.Sequence
    )  # that module teaches the parser this attribute
    assert set(attributes) == {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
    assert attributes["message_digest"] == hashlib.sha256(MANIFEST).digest()
    assert attributes["signing_time"] == SIGNING_TIME_UTC
    hashes = [row["cert_hash"] for row in attributes["signing_certificate_v2"]["certs"]]
    assert hashes == [hashlib.sha256(holder.der).digest() for holder in (signer, intermediate)]
    assert info["unsigned_attrs"].native is None
    assert signed_data["encap_content_info"]["content"].native is None
    assert {c.chosen.dump() for c in signed_data["certificates"]} == {signer.der, intermediate.der}


@pytest.mark.parametrize(
    "time_utc", [datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)]
)
def test_times_on_both_sides_of_2050(time_utc: datetime) -> None:
    assert cms.verify(MANIFEST, sign(*members(), at_utc=time_utc)).claimed_time_utc == time_utc


def test_a_self_signed_signer_stands_alone() -> None:
    alone = certificate("Một mình", new_key("ec", 9))
    assert cms.verify(MANIFEST, sign(alone)).path == (alone.certificate,)


def test_another_manifest() -> None:
    assert code_of(b"<other/>", sign(*members())) == "signature-other-manifest"


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_another_signature_value(kind: str) -> None:
    signature = sign(*members(kind))
    other = sign(*members(kind), at_utc=SIGNING_TIME_UTC + DAY)
    one_value, other_value = (asn1_value(found) for found in (signature, other))
    if len(one_value) == len(other_value):
        assert code_of(MANIFEST, signature.replace(one_value, other_value)) == "signature-wrong"
    assert code_of(MANIFEST, signature.replace(one_value, bytes(len(one_value)))) == ("signature-wrong")


def asn1_value(signature: bytes) -> bytes:
    return asn1_cms.ContentInfo.load(signature)["content"]["signer_infos"][0]["signature"].native


def rebuilt(change: Callable[[asn1_cms.SignedData], None]) -> bytes:
    """Return a valid signature after `change`, written out again in DER."""
    content = asn1_cms.ContentInfo.load(sign(*members())).copy()
    signed_data = content["content"]
    change(signed_data)
    return asn1_cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump(force=True)


def test_the_rebuilding_itself_changes_nothing() -> None:
    assert cms.verify(MANIFEST, rebuilt(lambda _: None)).path


def add_certificate(signed_data: asn1_cms.SignedData) -> None:
    extra = asn1_cms.CertificateChoices.load(family().root.der)
    signed_data["certificates"] = asn1_cms.CertificateSet([*signed_data["certificates"], extra])


def drop_certificate(signed_data: asn1_cms.SignedData) -> None:
    kept = [c for c in signed_data["certificates"] if c.chosen.dump() == family().signer.der]
    signed_data["certificates"] = asn1_cms.CertificateSet(kept)


def add_unsigned_attribute(signed_data: asn1_cms.SignedData) -> None:
    attribute = asn1_cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"hidden")]})
    signed_data["signer_infos"][0]["unsigned_attrs"] = [attribute]


def add_signed_attribute(signed_data: asn1_cms.SignedData) -> None:
    info = signed_data["signer_infos"][0]
    attribute = asn1_cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"hidden")]})
    info["signed_attrs"] = [*info["signed_attrs"], attribute]


def double_signer(signed_data: asn1_cms.SignedData) -> None:
    info = signed_data["signer_infos"][0]
    signed_data["signer_infos"] = [info, info]


def put_content_in(signed_data: asn1_cms.SignedData) -> None:
    signed_data["encap_content_info"] = {"content_type": "data", "content": MANIFEST}


def other_version(signed_data: asn1_cms.SignedData) -> None:
    signed_data["version"] = "v3"


@pytest.mark.parametrize(
    "change",
    [
        add_certificate,
        drop_certificate,
        add_unsigned_attribute,
        add_signed_attribute,
        double_signer,
        put_content_in,
        other_version,
    ],
)
def test_anything_more_or_less_is_refused(change: Callable[[asn1_cms.SignedData], None]) -> None:
    assert code_of(MANIFEST, rebuilt(change)) == "signature-not-canonical"


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",
        b"\x30\x85\xff\xff\xff\xff\xff",
        b"0" * 5000,
        b"\x30\x00",
        b"\x31" * 60_000,
    ],
)
def test_what_is_no_signature_is_one_fault(untrusted: bytes) -> None:
    assert code_of(MANIFEST, untrusted) == "signature-not-canonical"


def test_ber_lengths_and_trailing_bytes_are_refused() -> None:
    signature = sign(*members())
    assert signature[:2] == b"\x30\x82"
    assert code_of(MANIFEST, signature + b"\0") == "signature-not-canonical"
    assert code_of(MANIFEST, b"\x30\x83\x00" + signature[2:]) == "signature-not-canonical"


def with_value(signature: bytes, value: bytes) -> bytes:
    """Return the same signature file around another signature value."""
    parts = cms._take_apart(signature)
    attributes = cms._attributes(parts.manifest_digest, parts.signing_time_utc, parts.path_der)
    algorithm = cms._signature_algorithm(family().signer.certificate)
    return cms._build(attributes, parts.path_der, algorithm, value)


def test_a_loosely_encoded_elliptic_signature_is_refused() -> None:
    signature = sign(*members())
    value = asn1_value(signature)
    assert with_value(signature, value) == signature
    r_length = value[3]
    loose = b"\x30" + bytes([len(value) - 1, 2, r_length + 1]) + b"\0" + value[4:]
    assert code_of(MANIFEST, with_value(signature, loose)) in {"signature-wrong", "signature-not-canonical"}


@pytest.mark.parametrize("kind", ["ec", "ec-p384"])
def test_the_twin_of_an_elliptic_signature_is_refused(kind: str) -> None:
    """(r, n - s) holds for whoever checks the arithmetic alone; only one of the two is lawful."""
    signer, _ = members(kind)
    for _ in range(8):
        signature = sign(*members(kind))
        value = asn1_value(signature)
        r, s = decode_dss_signature(value)
        order = signer.key.curve.group_order  # type: ignore[union-attr]
        assert s <= order // 2
        twin = encode_dss_signature(r, order - s)
        signer.key.public_key().verify(twin, signed_attributes(signature), ECDSA(SHA256()))  # type: ignore
        assert code_of(MANIFEST, with_value(signature, twin)) == "signature-not-canonical"


def signed_attributes(signature: bytes) -> bytes:
    info = asn1_cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    return info["signed_attrs"].untag().dump()


def test_a_key_of_another_kind_is_refused() -> None:
    odd = certificate("Ed25519", new_key("ed25519"))
    with pytest.raises(cms.CmsFault) as caught:
        cms.sign(MANIFEST, KeySigner(odd), SIGNING_TIME_UTC)
    assert caught.value.code == "signature-key-not-supported"


def bundle_of(*holders: Holder) -> bytes:
    return pack(making.signed_files(making.tiny_files(), [KeySigner(*holders)]))


EXPIRED = {"not_before_utc": SIGNING_TIME_UTC - 20 * DAY, "not_after_utc": SIGNING_TIME_UTC - DAY}
FUTURE = {"not_before_utc": SIGNING_TIME_UTC + DAY, "not_after_utc": SIGNING_TIME_UTC + 20 * DAY}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (EXPIRED, "certificate-expired"),
        (FUTURE, "certificate-not-yet-valid"),
        ({"usages": ("key_encipherment",)}, "certificate-key-usage"),
        (for_purposes(Purpose.SERVER_AUTH), "certificate-key-usage"),
        (for_purposes(Purpose.TIME_STAMPING), "certificate-key-usage"),
        (for_purposes(Purpose.OCSP_SIGNING, Purpose.SERVER_AUTH), "certificate-key-usage"),
    ],
)
def test_an_unfit_signer_is_refused_with_and_without_trust(options: dict, code: str) -> None:
    root = family().root
    signer = certificate("Không hợp", new_key("ec", 5), root, **options)
    without = judge(bundle_of(signer))
    assert (without.integrity, without.signature, without.chain) == ("ok", "ok", "unknown")
    assert code in codes(without)
    assert not without.is_accepted
    assert judge(bundle_of(signer), [root]).chain == "untrusted"


@pytest.mark.parametrize(
    "purposes",
    [
        (Purpose.EMAIL_PROTECTION,),
        (Purpose.CLIENT_AUTH, Purpose.SERVER_AUTH),
        (Purpose.ANY_EXTENDED_KEY_USAGE,),
        (ObjectIdentifier("1.3.6.1.5.5.7.3.36"),),  # signing documents, RFC 9336
    ],
)
def test_each_purpose_that_may_be_a_persons_is_accepted(purposes: tuple[ObjectIdentifier, ...]) -> None:
    signer = certificate("Hợp", new_key("ec", 5), family().root, **for_purposes(*purposes))
    assert judge(bundle_of(signer), [family().root]).is_accepted


@pytest.mark.parametrize("usages", [("digital_signature",), ("content_commitment",), ()])
def test_each_fitting_key_usage_is_accepted(usages: tuple[str, ...]) -> None:
    signer = certificate("Hợp", new_key("ec", 5), family().root, usages=usages)
    assert judge(bundle_of(signer), [family().root]).is_accepted


@pytest.mark.parametrize("kind", ["weak-rsa", "weak-ec"])
def test_a_weak_key_is_refused(kind: str) -> None:
    weak = certificate("Yếu", new_key(kind), family().root)
    assert "certificate-key-weak" in codes(judge(bundle_of(weak)))


def test_an_expired_intermediate_is_refused() -> None:
    root = family().root
    old = certificate("CA cũ", new_key("ec", 6), root, is_ca=True, **EXPIRED)
    signer = certificate("Dưới CA cũ", new_key("ec", 5), old)
    assert "certificate-expired" in codes(judge(bundle_of(signer, old)))


@pytest.mark.parametrize(
    "issuer",
    [
        certificate("Không phải CA", new_key("ec", 7), family().root, usages=("key_cert_sign",)),
        certificate("Không nói gì", new_key("ec", 7), family().root, usages=()),
        certificate("CA thiếu quyền", new_key("ec", 7), family().root, is_ca=True, usages=("crl_sign",)),
    ],
    ids=["no CA", "no usage", "no key_cert_sign"],
)
def test_an_issuer_that_may_not_issue_breaks_the_link(issuer: Holder) -> None:
    signer = certificate("Giả", new_key("ec", 5), issuer)
    found = judge(bundle_of(signer, issuer))
    assert "certificate-link-broken" in codes(found)
    assert not found.is_accepted
    assert judge(bundle_of(signer, issuer), [family().root]).chain == "untrusted"


def test_a_path_longer_than_the_issuer_allows_breaks_the_link() -> None:
    below = certificate("CA quá sâu", new_key("ec", 8), family().intermediate, is_ca=True)
    signer = certificate("Quá sâu", new_key("ec", 5), below)
    assert "certificate-link-broken" in codes(judge(bundle_of(signer, below, family().intermediate)))


def test_a_certificate_that_only_bears_the_issuers_name_breaks_the_link() -> None:
    twin = certificate("CA trung gian thử nghiệm", new_key("ec", 8), family().root, is_ca=True)
    found = judge(bundle_of(family().signer, twin))
    assert "certificate-link-broken" in codes(found)
    assert not found.is_accepted


def test_chain_is_unknown_without_trust_and_untrusted_with_another_root() -> None:
    bundle = bundle_of(*members())
    assert judge(bundle).chain == "unknown"
    assert judge(bundle).is_accepted
    stranger = certificate("Root khác", new_key("ec", 11), is_ca=True)
    same_name = certificate("Root thử nghiệm", new_key("ec", 12), is_ca=True)
    for root in (stranger, same_name):
        found = judge(bundle, [root])
        assert found.chain == "untrusted"
        assert not found.is_accepted
        assert "issuer-unknown" in codes(found)
    assert judge(bundle, [stranger, family().root]).chain == "trusted"


def test_a_path_that_was_not_sent_along_leads_nowhere() -> None:
    found = judge(bundle_of(family().signer), [family().root])
    assert found.chain == "untrusted"


def test_an_intermediate_or_the_signer_itself_may_be_the_trust() -> None:
    assert judge(bundle_of(*members()), [family().intermediate]).chain == "trusted"
    assert judge(bundle_of(*members()), [family().signer]).chain == "trusted"
    alone = certificate("Một mình", new_key("ec", 9))
    assert judge(bundle_of(alone), [alone]).chain == "trusted"
    assert judge(bundle_of(alone), [family().root]).chain == "untrusted"


@pytest.mark.parametrize("is_first", [True, False])
def test_a_renewed_root_beside_the_expired_one_of_the_same_key_is_trust(is_first: bool) -> None:
    key = new_key("ec", 13)
    old_root = certificate("Root gia hạn", key, is_ca=True, **EXPIRED)
    new_root = certificate("Root gia hạn", key, is_ca=True)
    bundle = bundle_of(certificate("Dưới root gia hạn", new_key("ec", 5), old_root))
    found = judge(bundle, [new_root, old_root] if is_first else [old_root, new_root])
    assert found.chain == "trusted" and found.is_accepted


def test_a_root_that_had_expired_is_no_trust() -> None:
    old_root = certificate("Root cũ", new_key("ec", 13), is_ca=True, **EXPIRED)
    signer = certificate("Dưới root cũ", new_key("ec", 5), old_root)
    found = judge(bundle_of(signer), [old_root])
    assert found.chain == "untrusted"
    assert "certificate-root-expired" in codes(found)


def test_name_constraints_of_the_path_hold() -> None:
    allowed = x509.NameConstraints([x509.DirectoryName(x509.Name([]))], None)
    elsewhere = x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "LA")])
    forbidden = x509.NameConstraints([x509.DirectoryName(elsewhere)], None)
    for constraints, expected in ((allowed, "trusted"), (forbidden, "untrusted")):
        ca = certificate(
            "CA hẹp", new_key("ec", 14), family().root, is_ca=True, extensions=((constraints, True),)
        )
        signer = certificate("Trong CA hẹp", new_key("ec", 5), ca)
        assert judge(bundle_of(signer, ca), [family().root]).chain == expected


@pytest.mark.parametrize("country", ["VN", "LA"])
def test_name_constraints_of_the_root_hold_as_well(country: str) -> None:
    """As openssl has it; a root may be an authority that was let in for a few names only."""
    only = x509.NameConstraints(
        [x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, country)]))], None
    )
    policy = x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier("1.2.3.4"), None)])
    root = certificate("Gốc hẹp", new_key("ec", 15), is_ca=True, extensions=((only, True), (policy, False)))
    found = judge(bundle_of(certificate("Dưới gốc hẹp", new_key("ec", 5), root)), [root])
    assert found.chain == ("trusted" if country == "VN" else "untrusted")


def test_an_unknown_critical_extension_is_untrusted() -> None:
    odd = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    signer = certificate("Lạ", new_key("ec", 5), family().root, extensions=((odd, True),))
    assert judge(bundle_of(signer), [family().root]).chain == "untrusted"


def test_trust_files_are_read_or_refused_with_their_position(tmp_path) -> None:
    both = family().root.pem + family("rsa").root.pem
    assert len(chain.load_roots([both, family().root.der])) == 3
    with pytest.raises(InputError) as caught:
        verify_bundle(tmp_path / "missing", [both, b"nonsense", b"-----BEGIN CERTIFICATE-----\n"])
    assert [problem.place for problem in caught.value.problems] == ["/1", "/2"]
    with pytest.raises(InputError) as caught:
        verify_bundle(tmp_path / "missing", [both])
    assert caught.value.code == "bundle-not-found"
    with pytest.raises(InputError) as caught:
        verify_bundle(tmp_path, [both])
    assert caught.value.code == "bundle-not-a-file"


@pytest.mark.parametrize("number", [0, 1, 127, 128, 255, 256, 2**64])
def test_der_integers_read_back(number: int) -> None:
    assert core.Integer.load(der.write_integer(number), strict=True).native == number


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 65_535, 65_536])
def test_der_lengths_read_back(length: int) -> None:
    written = der.write(der.OCTET_STRING, bytes(length))
    assert core.OctetString.load(written, strict=True).native == bytes(length)
    assert der.read(written).content == bytes(length)
