"""Timestamps: what a reply must be, the one form in which it stays, and what it proves."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import making
import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp
from authority import FOR_TIMESTAMPS, STAMP_TIME_UTC, Authority, authority, authority_family, openssl_reply
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, family, new_key
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID
from making import KeySigner, codes, judge
from stamping import roots, second_signer, stamp, tiny_bundle

from dti_desktop.bundle import certificates, cms, der, profile, timestamp_token
from dti_desktop.bundle.signature_values import canonical
from dti_desktop.bundle.timestamp_exchange import read_request
from dti_desktop.bundle.timestamping import TimestampedBundle, add_timestamp, request_timestamp
from dti_desktop.bundle.verify import Verification, verify_bundle
from dti_desktop.errors import BlockedError, InputError

TSA = authority_family("ec")
SIGNERS = family("ec")
NOW_UTC = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tiny_bundle(tmp_path / "a.asice")


def add(bundle: Path, reply: bytes, **options: Any) -> TimestampedBundle:
    return add_timestamp(bundle, bundle.with_name("stamped.asice"), reply, **options)


def refusal(bundle: Path, by: Authority, **options: Any) -> InputError:
    """Return why the reply of an authority is not taken; nothing may be written."""
    request = request_timestamp(bundle)
    with pytest.raises(InputError) as refused:
        add(bundle, by.reply(request.content), **options)
    assert not bundle.with_name("stamped.asice").exists()
    return refused.value


def verified(bundle: Path, *trusted: Holder) -> Verification:
    return verify_bundle(bundle, roots(*trusted))


def signature(bundle: Path, number: int = 1) -> bytes:
    with zipfile.ZipFile(bundle) as archive:
        return archive.read(profile.signature_name(number))


def manifest(bundle: Path, number: int = 1) -> bytes:
    with zipfile.ZipFile(bundle) as archive:
        return archive.read(profile.manifest_name(number))


# What is asked for


def test_openssl_reads_the_request(bundle: Path, tmp_path: Path) -> None:
    import hashlib

    request = request_timestamp(bundle)
    (tmp_path / "r.tsq").write_bytes(request.content)
    said = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "r.tsq", "-text"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Hash Algorithm: sha256" in said and "Certificate required: yes" in said
    value = cms.verify(manifest(bundle), signature(bundle)).value
    read = tsp.TimeStampReq.load(request.content, strict=True)
    assert read["message_imprint"]["hashed_message"].native == hashlib.sha256(value).digest()
    assert read["cert_req"].native is True
    assert read.dump(force=True) == request.content == tsp.TimeStampReq.load(request.content).dump()
    assert (request.number, request.signer) == (1, verified(bundle).signers[0].subject)


def test_each_request_has_a_nonce_of_its_own(bundle: Path) -> None:
    nonces = {read_request(request_timestamp(bundle).content).nonce_der for _ in range(20)}
    assert len(nonces) == 20 and None not in nonces


def test_the_first_signature_without_a_timestamp_is_asked_for(tmp_path: Path) -> None:
    two = tiny_bundle(tmp_path / "a.asice", making.signer(), second_signer())
    assert request_timestamp(two).number == 1
    stamp(two, two, number=1)
    assert request_timestamp(two).number == 2
    for number in (0, 3, -1):
        with pytest.raises(InputError, match="signature-number-unknown"):
            request_timestamp(two, number)
    with pytest.raises(InputError, match="already-timestamped"):
        request_timestamp(two, 1)
    stamp(two, two)
    with pytest.raises(InputError, match="already-timestamped"):
        request_timestamp(two)


def test_no_request_for_a_bundle_that_does_not_verify(bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes().replace(b"CA trung", b"CA Trung"))
    with pytest.raises(BlockedError) as refused:
        request_timestamp(bundle)
    assert refused.value.code == "bundle-refused"


# What it proves


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
@pytest.mark.parametrize("hash_name", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("pin", ["v1", "v2", "both"])
def test_a_timestamp_from_a_trusted_authority_proves_the_time(
    tmp_path: Path, kind: str, hash_name: str, pin: str
) -> None:
    bundle = tiny_bundle(tmp_path / "a.asice", making.signer("rsa"))
    stamp(bundle, bundle, authority(kind, hash_name=hash_name, pin=pin))
    found = verified(bundle, family("rsa").root, authority_family(kind).root)
    assert found.is_accepted and not {f.code for f in found.findings} - {"catalogue-unknown"}
    assert (found.time, found.chain) == ("proven", "trusted")
    (signer,) = found.signers
    assert signer.to_json()["proven_time_utc"] == "2022-11-23T08:42:07Z"
    assert signer.to_json()["claimed_time_utc"] == "2022-11-22T08:42:07Z"
    assert signer.timestamp is not None and signer.timestamp.authority_common_name.startswith("Đơn vị cấp")


def test_an_authority_that_nobody_knows_leaves_the_time_claimed(bundle: Path) -> None:
    stamp(bundle, bundle)
    for trusted in ([], [SIGNERS.root]):
        found = verified(bundle, *trusted)
        assert found.is_accepted and found.time == "claimed"
        (noted,) = [f for f in found.findings if f.code == "timestamp-authority-unknown"]
        assert (noted.severity, noted.place) == ("note", "META-INF/signature001.p7s")
        assert found.signers[0].proven_time_utc is None and found.signers[0].timestamp is not None


def test_every_signature_must_be_stamped_for_the_time_to_be_proven(tmp_path: Path) -> None:
    two = tiny_bundle(tmp_path / "a.asice", making.signer(), second_signer())
    stamp(two, two, number=2)
    found = verified(two, SIGNERS.root, TSA.root)
    assert [signer.time for signer in found.signers] == ["claimed", "proven"]
    assert (found.time, found.is_accepted) == ("claimed", True)
    stamp(two, two, number=1)
    assert verified(two, SIGNERS.root, TSA.root).time == "proven"


def test_the_reply_itself_tells_which_signature_it_is_about(tmp_path: Path) -> None:
    two = tiny_bundle(tmp_path / "a.asice", making.signer(), second_signer())
    request = request_timestamp(two, 2)
    reply = authority().reply(request.content)
    with pytest.raises(InputError, match="timestamp-other-signature"):
        add(two, reply, number=1)
    with pytest.raises(InputError, match="signature-number-unknown"):
        add(two, reply, number=3)
    added = add(two, reply, untrusted_request=request.content, trust_roots_pem=roots(TSA.root))
    assert (added.number, added.timestamp.chain) == (2, "trusted")
    with pytest.raises(InputError, match="already-timestamped"):
        add(added.written.path, reply)


def test_certificates_are_judged_at_the_proven_time(tmp_path: Path) -> None:
    """Claimed while the certificate held, but stamped only when it had expired; and the reverse."""
    short = certificate("Ngắn hạn", new_key("ec", 61), SIGNERS.root, not_after_utc=SIGNING_TIME_UTC + DAY / 2)
    late = tiny_bundle(tmp_path / "late.asice", KeySigner(short))
    assert verified(late, SIGNERS.root).is_accepted
    stamp(late, late)
    assert verified(late, SIGNERS.root).is_accepted
    found = verified(late, SIGNERS.root, TSA.root)
    assert "certificate-expired" in codes(found) and not found.is_accepted

    stamped_before_claimed = tiny_bundle(tmp_path / "early.asice")
    stamp(stamped_before_claimed, stamped_before_claimed, authority(time_utc=SIGNING_TIME_UTC - DAY))
    found = verified(stamped_before_claimed, SIGNERS.root, TSA.root)
    (noted,) = [f for f in found.findings if f.code == "claimed-after-proven"]
    assert noted.severity == "note" and found.is_accepted
    assert noted.facts["proven_time_utc"] == "2022-11-21T08:42:07Z"
    assert "claimed-after-proven" not in codes(verified(stamped_before_claimed, SIGNERS.root))


def test_a_fraction_of_a_second_is_kept(bundle: Path) -> None:
    half = STAMP_TIME_UTC + timedelta(milliseconds=520)
    stamp(bundle, bundle, authority(statement={"gen_time": half}))
    assert verified(bundle).signers[0].timestamp.time_utc == half  # type: ignore[union-attr]


# What stays of it


def test_no_signed_byte_changes(tmp_path: Path) -> None:
    two = tiny_bundle(tmp_path / "a.asice", making.signer(), second_signer())
    with zipfile.ZipFile(two) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    value = cms.verify(manifest(two), signature(two))
    stamp(two, two, number=1)
    with zipfile.ZipFile(two) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"META-INF/signature001.p7s"} and after.keys() == before.keys()
    now = cms.verify(manifest(two), signature(two))
    assert (now.value, now.path, now.claimed_time_utc) == (value.value, value.path, value.claimed_time_utc)
    old = asn1_cms.ContentInfo.load(before["META-INF/signature001.p7s"])["content"]["signer_infos"][0]
    new = asn1_cms.ContentInfo.load(after["META-INF/signature001.p7s"])["content"]["signer_infos"][0]
    assert new["signed_attrs"].dump() == old["signed_attrs"].dump()


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_openssl_still_accepts_the_signature_and_the_token(tmp_path: Path, kind: str) -> None:
    bundle = tiny_bundle(tmp_path / "a.asice", making.signer(kind), second_signer(kind))
    requests = [request_timestamp(bundle, number).content for number in (1, 2)]
    for number in (1, 2):
        stamp(bundle, bundle, authority(kind), number)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(unpacked)
    (unpacked / "CA.pem").write_bytes(family(kind).root.pem)
    (unpacked / "TSA.pem").write_bytes(authority_family(kind).root.pem)
    at = str(int(STAMP_TIME_UTC.timestamp()))
    for number in (1, 2):
        said = subprocess.run(
            ["openssl", "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER",
             "-in", profile.signature_name(number), "-content", profile.manifest_name(number),
             "-CAfile", "CA.pem", "-out", "/dev/null", "-attime", at],
            cwd=unpacked, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "CAdES Verification successful" in said.stderr
        found = cms.verify(manifest(bundle, number), signature(bundle, number))
        assert found.untrusted_token_der is not None
        (unpacked / "token.der").write_bytes(found.untrusted_token_der)
        (unpacked / "value").write_bytes(found.value)
        said = subprocess.run(
            ["openssl", "ts", "-verify", "-token_in", "-in", "token.der", "-data", "value",
             "-CAfile", "TSA.pem", "-attime", at],
            cwd=unpacked, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Verification: OK" in said.stdout, said.stderr
    assert len(requests[0]) > 50


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_real_outside_authority(tmp_path: Path, kind: str) -> None:
    """openssl's own authority answers our request, accepts the pair, and so do we."""
    long_ago, far = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
    root = certificate("Root", new_key("rsa", 50), is_ca=True, not_before_utc=long_ago, not_after_utc=far)
    stamping = certificate(
        "TSA", new_key(kind, 51), root, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,),
        not_before_utc=long_ago, not_after_utc=far,
    )  # fmt: skip
    signer = certificate("A", new_key(kind, 52), root, not_before_utc=long_ago, not_after_utc=far)
    bundle = tiny_bundle(tmp_path / "a.asice", KeySigner(signer))
    request = request_timestamp(bundle)
    (tmp_path / "r.tsq").write_bytes(request.content)
    reply = openssl_reply(tmp_path / "tsa", tmp_path / "r.tsq", stamping, root)
    (tmp_path / "CA.pem").write_bytes(root.pem)
    said = subprocess.run(
        ["openssl", "ts", "-verify", "-queryfile", "r.tsq", "-in", reply, "-CAfile", "CA.pem"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in said.stdout, said.stderr
    added = add(bundle, reply.read_bytes(), untrusted_request=request.content, trust_roots_pem=roots(root))
    assert added.timestamp.chain == "trusted"
    found = verified(added.written.path, root)
    assert (found.time, found.is_accepted) == ("proven", True)
    now = datetime.now(UTC)
    assert abs(now - found.signers[0].proven_time_utc) < timedelta(minutes=10)  # type: ignore[operator]


def test_another_librarys_authority(bundle: Path) -> None:
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    members = authority_family("rsa")
    store = SimpleCertificateStore()
    store.register_multiple([Certificate.load(h.der) for h in (members.intermediate, members.root)])
    key = members.authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[union-attr]
    stamper = DummyTimeStamper(
        Certificate.load(members.authority.der), PrivateKeyInfo.load(key), store, fixed_dt=STAMP_TIME_UTC
    )
    request = request_timestamp(bundle)
    reply = stamper.request_tsa_response(tsp.TimeStampReq.load(request.content)).dump()
    added = add(bundle, reply, untrusted_request=request.content)
    found = verified(added.written.path, SIGNERS.root, members.root)
    assert (found.time, found.is_accepted) == ("proven", True)


def token_of(bundle: Path, by: Authority) -> bytes:
    """Return the token as it stays in a bundle."""
    added = add(bundle, by.reply(request_timestamp(bundle).content))
    token = cms.verify(manifest(added.written.path), signature(added.written.path)).untrusted_token_der
    assert token is not None
    return token


def certificates_in(token: bytes) -> list[bytes]:
    found = asn1_cms.ContentInfo.load(token)["content"]["certificates"]
    return [c.chosen.dump() for c in found]


def test_the_whole_path_stays_where_it_closes(bundle: Path) -> None:
    kept = certificates_in(token_of(bundle, authority()))
    assert kept == sorted([TSA.authority.der, TSA.intermediate.der, TSA.root.der])


def test_certificates_that_nothing_covers_are_dropped(bundle: Path) -> None:
    stranger = family("rsa").root
    for others in ([TSA.intermediate], [TSA.root], [stranger], []):
        by = authority(certificates=[TSA.authority, *others])
        assert certificates_in(token_of(bundle, by)) == [TSA.authority.der]
    by = authority(certificates=[stranger, TSA.authority, TSA.root, TSA.intermediate, TSA.root])
    assert len(certificates_in(token_of(bundle, by))) == 3


def test_a_path_that_is_too_long_is_not_kept(bundle: Path) -> None:
    issuers = [certificate("Gốc", new_key("rsa", 50), is_ca=True)]
    for level in range(timestamp_token.MAX_PATH_LENGTH - 1):
        issuers.append(certificate(f"CA {level}", new_key("rsa", 51), issuers[-1], is_ca=True))
    for kept, issuer in ((True, issuers[-2]), (False, issuers[-1])):
        holder = certificate(
            "TSA", new_key("ec", 56), issuer, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,)
        )
        found = certificates_in(token_of(bundle, Authority(holder, issuers)))
        assert len(found) == (timestamp_token.MAX_PATH_LENGTH if kept else 1)


def elliptic_authority(is_smaller: bool) -> Authority:
    """Return an authority below a root on an elliptic curve whose signature is the smaller twin or not."""
    while True:
        root = certificate("Gốc", new_key("ec", 55), is_ca=True)
        value = root.certificate.signature
        if (canonical(root.certificate, value) == value) is is_smaller:
            break
    stamping = certificate(
        "TSA", new_key("ec", 56), root, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,)
    )
    return Authority(stamping, [root])


def test_a_certificate_with_a_twin_is_not_kept(bundle: Path) -> None:
    """Of an ECDSA signature anyone can compute the other twin; the larger s would leave a choice."""
    assert len(certificates_in(token_of(bundle, elliptic_authority(True)))) == 2
    assert len(certificates_in(token_of(bundle, elliptic_authority(False)))) == 1


def test_the_padding_of_a_certificates_signature_is_covered() -> None:
    """A library takes padding that is not zero for the same signature; here it would be a free byte."""
    while True:
        root = certificate("Gốc", new_key("ec", 55), is_ca=True)
        if root.der[-1] % 2 == 0 and certificates.is_covered_by(root.certificate, root.certificate):
            break
    changed = bytearray(root.der)
    changed[-len(root.certificate.signature) - 1] = 1
    loose = certificates.load(bytes(changed))
    assert loose.signature == root.certificate.signature
    assert certificates.has_signed(root.certificate, loose)
    assert not certificates.is_covered_by(root.certificate, loose)


def test_an_authority_whose_path_was_dropped_is_known_by_its_issuer(bundle: Path) -> None:
    by = authority(certificates=[TSA.authority])
    added = add(bundle, by.reply(request_timestamp(bundle).content))
    assert verified(added.written.path, SIGNERS.root, TSA.root).time == "claimed"
    assert verified(added.written.path, SIGNERS.root, TSA.intermediate).time == "proven"


def change_token(change: Callable[[asn1_cms.SignedData], None]) -> Callable[[asn1_cms.ContentInfo], None]:
    return lambda token: change(token["content"])


def with_lists(signed: asn1_cms.SignedData) -> None:
    from revoking import revocation_list

    crl = asn1_cms.RevocationInfoChoices.load(b"\x31" + der.write(0xA1, revocation_list(TSA.root))[1:])
    signed["crls"] = crl


def with_unsigned_attribute(signed: asn1_cms.SignedData) -> None:
    attribute = asn1_cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"hidden")]})
    signed["signer_infos"][0]["unsigned_attrs"] = [attribute]


def other_version(signed: asn1_cms.SignedData) -> None:
    signed["version"] = "v4"


def other_digest_list(signed: asn1_cms.SignedData) -> None:
    signed["digest_algorithms"] = [{"algorithm": "sha1"}, {"algorithm": "sha512"}]


def key_identifier(signed: asn1_cms.SignedData) -> None:
    signed["signer_infos"][0]["version"] = "v3"
    signed["signer_infos"][0]["sid"] = asn1_cms.SignerIdentifier({"subject_key_identifier": b"\1" * 20})


@pytest.mark.parametrize(
    "change", [with_lists, with_unsigned_attribute, other_version, other_digest_list, key_identifier]
)
def test_what_nobody_signed_is_normalised_and_refused_in_a_bundle(
    bundle: Path, change: Callable[[asn1_cms.SignedData], None]
) -> None:
    request = request_timestamp(bundle)
    value = cms.verify(manifest(bundle), signature(bundle)).value
    by = authority("rsa")  # its signatures are the same each time
    plain = by.token(tsp.TimeStampReq.load(request.content)).dump()
    by.change_token = change_token(change)
    changed = by.token(tsp.TimeStampReq.load(request.content)).dump(force=True)
    assert changed != plain
    lawful = timestamp_token.normalised(plain, value).der
    assert timestamp_token.normalised(changed, value).der == lawful
    assert timestamp_token.verify(lawful, value).der == lawful
    with pytest.raises(cms.CmsFault, match="timestamp-not-canonical"):
        timestamp_token.verify(changed, value)
    found = judge(_with_token(bundle, changed))
    assert "timestamp-not-canonical" in codes(found)
    assert (found.signature, found.time, found.is_accepted) == ("broken", "unknown", False)


def _with_token(bundle: Path, token: bytes) -> bytes:
    with zipfile.ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = profile.signature_name(1)
    files[name] = cms.with_timestamp(files[name], token)
    return making.pack(files)


def protection(digest: bytes, algorithm: bytes) -> asn1_cms.CMSAttribute:
    oid = bytes.fromhex("06092a864886f70d010934")
    value = der.write(der.SEQUENCE, digest, algorithm)
    return asn1_cms.CMSAttribute.load(der.write(der.SEQUENCE, oid, der.write(der.SET, value)))


def test_the_protected_algorithms_stay_as_they_were_signed(bundle: Path) -> None:
    """With an algorithm-protection attribute the identifiers are signed, so they are not rewritten."""
    for end in (b"", der.write(der.NULL)):
        digest = der.write(der.SEQUENCE, bytes.fromhex("0609608648016503040201"), end)
        algorithm = der.write(der.CONTEXT_1, bytes.fromhex("06092a864886f70d010101"), der.write(der.NULL))
        by = authority("rsa", more_attributes=[protection(digest, algorithm)])
        token = token_of(bundle, by)
        info = asn1_cms.ContentInfo.load(token)["content"]["signer_infos"][0]
        assert info["digest_algorithm"].dump() == digest
        assert info["signature_algorithm"].dump() == b"\x30" + algorithm[1:]


def test_a_protected_algorithm_that_was_not_used_is_refused(bundle: Path) -> None:
    digest = der.write(der.SEQUENCE, bytes.fromhex("0609608648016503040203"))
    algorithm = der.write(der.CONTEXT_1, bytes.fromhex("06092a864886f70d010101"), der.write(der.NULL))
    by = authority("rsa", more_attributes=[protection(digest, algorithm)])
    assert refusal(bundle, by).code == "timestamp-not-supported"


def in_ber(value: bytes, depth: int) -> bytes:
    """Return a value with unknown lengths down to that depth, strings in two pieces, as BER allows."""
    read = der.read(value)
    if not read.tag & 0x20 or depth == 0:
        return value
    members = read.children(read.tag)
    inner = b"".join(in_ber(member.raw, depth - 1) for member in members)
    return bytes((read.tag, 0x80)) + inner + b"\0\0"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_reply_in_ber_comes_to_the_same(bundle: Path, depth: int) -> None:
    request = request_timestamp(bundle)
    reply = authority("rsa").reply(request.content)
    status, token = der.read(reply).children(der.SEQUENCE)
    value = cms.verify(manifest(bundle), signature(bundle)).value
    lawful = timestamp_token.normalised(token.raw, value).der
    loose = in_ber(token.raw, depth)
    assert loose != token.raw
    assert timestamp_token.normalised(loose, value).der == lawful
    added = add(bundle, der.write(der.SEQUENCE, status.raw, loose))
    assert verified(added.written.path, SIGNERS.root, authority_family("rsa").root).time == "proven"


def test_a_statement_in_pieces_is_put_together(bundle: Path) -> None:
    request = request_timestamp(bundle)
    token = authority("rsa").token(tsp.TimeStampReq.load(request.content)).dump()
    value = cms.verify(manifest(bundle), signature(bundle)).value
    statement = asn1_cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"]
    whole = der.write(der.CONTEXT_0, der.write(der.OCTET_STRING, statement.contents))
    pieces = [der.write(der.OCTET_STRING, part) for part in (statement.contents[:9], statement.contents[9:])]
    loose = in_ber(token, 4).replace(whole, b"\xa0\x80\x24\x80" + b"".join(pieces) + b"\0\0" * 2)
    assert loose != in_ber(token, 4)
    lawful = timestamp_token.normalised(token, value).der
    assert timestamp_token.normalised(loose, value).der == lawful


# What is refused


def statement_with(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    def changed(statement: bytes) -> bytes:
        fields = [field.raw for field in der.read(statement).children(der.SEQUENCE)]
        return der.write(der.SEQUENCE, *change(fields))

    return changed


FALSE = der.write(der.BOOLEAN, b"\0")
LOOSE_TRUE = der.write(der.BOOLEAN, b"\1")
NOT_DER = {
    "default written out": statement_with(lambda fields: [*fields[:5], FALSE, *fields[5:]]),
    "loose truth": statement_with(lambda fields: [*fields[:5], LOOSE_TRUE, *fields[5:]]),
    "loose time": statement_with(
        lambda fields: [*fields[:4], der.write(der.GENERALIZED_TIME, b"20221123084207.50Z"), *fields[5:]]
    ),
    "local time": statement_with(
        lambda fields: [*fields[:4], der.write(der.GENERALIZED_TIME, b"20221123084207+0700"), *fields[5:]]
    ),
    "no such day": statement_with(
        lambda fields: [*fields[:4], der.write(der.GENERALIZED_TIME, b"20220230084207Z"), *fields[5:]]
    ),
    "long integer": statement_with(lambda fields: [*fields[:3], b"\x02\x02\x00\x07", *fields[4:]]),
    "long length": lambda statement: (
        b"\x30\x83\x00" + len(der.read(statement).content).to_bytes(2, "big") + der.read(statement).content
    ),
    "another order": statement_with(lambda fields: [*fields[:3], fields[4], fields[3], *fields[5:]]),
    "trailing bytes": lambda statement: statement + b"\0",
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_DER)
def test_a_statement_that_is_not_der_is_refused(bundle: Path, name: str) -> None:
    assert refusal(bundle, authority(change_statement=NOT_DER[name])).code == "timestamp-not-der"


def test_signed_attributes_that_are_not_der_are_refused(bundle: Path) -> None:
    def reversed_order(attributes: bytes) -> bytes:
        members = [member.raw for member in der.read(attributes).children(der.SET)]
        return der.write(der.SET, *sorted(members, reverse=True))

    assert refusal(bundle, authority(change_attributes=reversed_order)).code == "timestamp-not-der"


def attribute_dropped(oid_hex: str) -> Callable[[bytes], bytes]:
    def dropped(attributes: bytes) -> bytes:
        members = [member.raw for member in der.read(attributes).children(der.SET)]
        return der.write_set([raw for raw in members if bytes.fromhex(oid_hex) not in raw])

    return dropped


def attribute_doubled(attributes: bytes) -> bytes:
    members = [member.raw for member in der.read(attributes).children(der.SET)]
    return der.write_set([*members, members[0]])


def empty(_: bytes) -> bytes:
    return der.write(der.SET)


def other_imprint(statement: bytes) -> bytes:
    info = tsp.TSTInfo.load(statement)
    hashed = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"\1" * 32}
    info["message_imprint"] = tsp.MessageImprint(hashed)
    return info.dump()


def imprint_of_another_kind(statement: bytes) -> bytes:
    info = tsp.TSTInfo.load(statement)
    hashed = {"hash_algorithm": {"algorithm": "sha512"}, "hashed_message": b"\1" * 64}
    info["message_imprint"] = tsp.MessageImprint(hashed)
    return info.dump()


def critical_extension(statement: bytes) -> bytes:
    extension = der.write(
        der.SEQUENCE,
        bytes.fromhex("06032a0304"),
        der.write(der.BOOLEAN, b"\xff"),
        der.write(der.OCTET_STRING, b""),
    )
    fields = [field.raw for field in der.read(statement).children(der.SEQUENCE)]
    return der.write(der.SEQUENCE, *fields, der.write(der.CONTEXT_1, extension))


def other_nonce(statement: bytes) -> bytes:
    info = tsp.TSTInfo.load(statement)
    info["nonce"] = 42
    return info.dump()


def of_usage(*usages: Any, critical: bool = True, **options: Any) -> Authority:
    """Return an authority with these extended key usages, none at all for no usages."""
    extensions = ((ExtendedKeyUsage(list(usages)), critical),) if usages else ()
    holder = certificate(
        "TSA", new_key("ec", 57), TSA.intermediate,
        **{"usages": ("digital_signature",), "extensions": extensions, **options},
    )  # fmt: skip
    return Authority(holder, (TSA.intermediate, TSA.root))


STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
REFUSALS: dict[str, tuple[Callable[[], Authority], str]] = {
    "refused": (lambda: authority(status=2, said="quota"), "timestamp-refused"),
    "waiting": (lambda: authority(status=3), "timestamp-refused"),
    "other imprint": (lambda: authority(change_statement=other_imprint), "timestamp-other-signature"),
    "other hash": (lambda: authority(change_statement=imprint_of_another_kind), "timestamp-not-supported"),
    "critical extension": (lambda: authority(change_statement=critical_extension), "timestamp-not-supported"),
    "no pin": (lambda: authority(pin="none"), "timestamp-certificate-missing"),
    "no certificate": (lambda: authority(certificates=[]), "timestamp-certificate-missing"),
    "other certificate": (lambda: authority(certificates=[TSA.root]), "timestamp-certificate-missing"),
    "digest missing": (
        lambda: authority(change_attributes=attribute_dropped("06092a864886f70d010904")), "timestamp-wrong"),
    "type missing": (
        lambda: authority(change_attributes=attribute_dropped("06092a864886f70d010903")), "timestamp-wrong"),
    "attribute doubled": (lambda: authority(change_attributes=attribute_doubled), "timestamp-not-canonical"),
    "no attributes": (lambda: authority(change_attributes=empty), "timestamp-certificate-missing"),
    "unknown key": (
        lambda: authority(change_token=lambda t: t["content"]["signer_infos"][0].__setitem__(
            "signature_algorithm", {"algorithm": "sha256_dsa"})), "timestamp-not-supported"),
    "old hash": (
        lambda: authority(change_token=lambda t: t["content"]["signer_infos"][0].__setitem__(
            "digest_algorithm", {"algorithm": "sha1"})), "timestamp-not-supported"),
    "no usage": (lambda: of_usage(), "timestamp-certificate-usage"),
    "usage not critical": (lambda: of_usage(STAMPING, critical=False), "timestamp-certificate-usage"),
    "usage not alone": (
        lambda: of_usage(STAMPING, ExtendedKeyUsageOID.CODE_SIGNING), "timestamp-certificate-usage"),
    "usage for all": (
        lambda: of_usage(ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE), "timestamp-certificate-usage"),
    "key not for signing": (
        lambda: of_usage(STAMPING, usages=("key_encipherment",)), "timestamp-certificate-usage"),
    "expired": (
        lambda: of_usage(STAMPING, not_after_utc=STAMP_TIME_UTC - DAY), "timestamp-certificate-expired"),
    "not yet valid": (
        lambda: of_usage(STAMPING, not_before_utc=STAMP_TIME_UTC + DAY),
        "timestamp-certificate-not-yet-valid"),
    "weak": (
        lambda: Authority(
            certificate("TSA", new_key("weak-rsa", 58), TSA.root, usages=("digital_signature",),
                        extensions=(FOR_TIMESTAMPS,))), "timestamp-certificate-weak"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_a_reply_that_does_not_hold_is_refused(bundle: Path, name: str) -> None:
    make, code = REFUSALS[name]
    assert refusal(bundle, make()).code == code


def test_what_the_authority_says_of_its_refusal_is_told(bundle: Path) -> None:
    said = refusal(bundle, authority(status=2, said="Hết hạn mức\x1b[31m")).problems[0].facts
    assert said == {"status": 2, "said": "Hết hạn mức [31m"}


@pytest.mark.parametrize(
    "unfit",
    [
        lambda: of_usage(STAMPING, critical=False),
        lambda: of_usage(STAMPING, not_after_utc=STAMP_TIME_UTC - DAY),
        lambda: of_usage(STAMPING, not_before_utc=STAMP_TIME_UTC + DAY),
    ],
)
def test_the_verifier_refuses_an_unfit_authority_too(bundle: Path, unfit: Callable[[], Authority]) -> None:
    """A bundle may come from a program that put such a token in."""
    by = unfit()
    value = cms.verify(manifest(bundle), signature(bundle)).value
    token = by.token(tsp.TimeStampReq.load(request_timestamp(bundle).content)).dump()
    content = _with_token(bundle, timestamp_token.normalised(token, value).der)
    found = judge(content, [SIGNERS.root, TSA.root])
    assert not found.is_accepted and found.time == "claimed"
    assert (found.signature, found.chain) == ("ok", "trusted")
    blocking = {f.code for f in found.findings if f.severity == "block"}
    assert len(blocking) == 1 and blocking.pop().startswith("timestamp-certificate-")


def test_the_reply_must_answer_the_request_that_was_sent(bundle: Path) -> None:
    sent, other = request_timestamp(bundle).content, request_timestamp(bundle).content
    reply = authority().reply(sent)
    with pytest.raises(InputError) as refused:
        add(bundle, reply, untrusted_request=other)
    assert [p.code for p in refused.value.problems] == ["timestamp-nonce-differs"]
    with pytest.raises(InputError, match="timestamp-nonce-differs"):
        add(bundle, authority(change_statement=other_nonce).reply(sent), untrusted_request=sent)
    with pytest.raises(InputError, match="timestamp-request-unreadable"):
        add(bundle, reply, untrusted_request=b"nothing")
    stranger = tiny_bundle(bundle.with_name("other.asice"), making.signer("rsa"))
    with pytest.raises(InputError) as refused:
        add(bundle, reply, untrusted_request=request_timestamp(stranger).content)
    assert refused.value.code == "timestamp-other-signature"
    assert add(bundle, reply, untrusted_request=sent).number == 1


def test_the_policy_must_be_the_one_that_was_asked_for(bundle: Path) -> None:
    request = tsp.TimeStampReq.load(request_timestamp(bundle).content)
    request["req_policy"] = "1.2.3.4"
    asked = request.dump(force=True)
    with pytest.raises(InputError, match="timestamp-policy-differs"):
        add(bundle, authority().reply(asked), untrusted_request=asked)
    add(bundle, authority(statement={"policy": "1.2.3.4"}).reply(asked), untrusted_request=asked)


def test_a_given_root_must_know_the_authority(bundle: Path) -> None:
    reply = authority().reply(request_timestamp(bundle).content)
    with pytest.raises(BlockedError) as refused:
        add(bundle, reply, trust_roots_pem=roots(SIGNERS.root))
    assert refused.value.code == "timestamp-authority-unknown"
    with pytest.raises(InputError, match="trust-unreadable"):
        add(bundle, reply, trust_roots_pem=[b"nothing"])
    assert add(bundle, reply, trust_roots_pem=roots(SIGNERS.root, TSA.root)).timestamp.chain == "trusted"


def test_a_path_against_the_rules_proves_nothing(bundle: Path) -> None:
    from cryptography.x509 import DirectoryName, NameConstraints

    elsewhere = NameConstraints([DirectoryName(family("rsa").signer.certificate.subject)], None)
    root = certificate("Gốc", new_key("rsa", 50), is_ca=True)
    narrow = certificate("CA hẹp", new_key("rsa", 51), root, is_ca=True, extensions=((elsewhere, True),))
    stamping = certificate(
        "TSA", new_key("ec", 56), narrow, usages=("digital_signature",), extensions=(FOR_TIMESTAMPS,)
    )
    by = Authority(stamping, (narrow, root))
    with pytest.raises(BlockedError, match="timestamp-path-invalid"):
        add(bundle, by.reply(request_timestamp(bundle).content), trust_roots_pem=roots(root))
    stamp(bundle, bundle, by)
    found = verified(bundle, SIGNERS.root, root)
    assert found.time == "claimed" and found.is_accepted
    (noted,) = [f for f in found.findings if f.code == "timestamp-path-invalid"]
    assert noted.severity == "note"


def test_a_token_that_is_too_large_is_refused(bundle: Path) -> None:
    big = asn1_cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(bytes(60_000))]})
    assert refusal(bundle, authority(more_attributes=[big])).code == "timestamp-too-large"


@pytest.mark.parametrize(
    "reply",
    [b"", b"\0", b"\x30\0", b"\x30\x80", b"<html>", b"\x30\x80" * 9000, b"\x24\x80" * 9000, bytes(70_000)],
)
def test_what_is_no_reply_at_all(bundle: Path, reply: bytes) -> None:
    with pytest.raises(InputError, match="timestamp-reply-unreadable"):
        add(bundle, reply)


def test_a_granted_reply_without_a_token_is_none(bundle: Path) -> None:
    granted = der.write(der.SEQUENCE, der.write(der.SEQUENCE, der.write_integer(0)))
    with pytest.raises(InputError, match="timestamp-reply-unreadable"):
        add(bundle, granted)


def test_a_token_of_another_bundle_is_not_taken_over(bundle: Path, tmp_path: Path) -> None:
    other = tiny_bundle(tmp_path / "b.asice", making.signer("rsa"))
    token = token_of(other, authority())
    found = judge(_with_token(bundle, token), [SIGNERS.root, TSA.root])
    assert "timestamp-other-signature" in codes(found) and not found.is_accepted
