"""Time-stamp authorities made at test time: one in this process that can also do wrong, and openssl's."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509
from certificates import DAY, SIGNING_TIME_UTC, Holder, certificate, new_key
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID

from dti_desktop.bundle import der

STAMP_TIME_UTC = SIGNING_TIME_UTC + DAY
POLICY = "1.3.6.1.4.1.99999.1"
FOR_TIMESTAMPS = (ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)


@dataclass(frozen=True)
class AuthorityFamily:
    """A root, an intermediate and the authority below it."""

    root: Holder
    intermediate: Holder
    authority: Holder


@cache
def authority_family(kind: str = "ec", number: int = 0) -> AuthorityFamily:
    """Return an authority with keys of `kind`; above it RSA, whose signatures have no twin."""
    root = certificate(f"Gốc dấu thời gian {number}", new_key("rsa", 40 + number), is_ca=True)
    intermediate = certificate("CA dấu thời gian", new_key("rsa", 41 + number), root, is_ca=True)
    key = new_key(kind, 42 + number)
    stamping = certificate(
        "Đơn vị cấp dấu thời gian",
        key,
        intermediate,
        usages=("digital_signature",),
        extensions=(FOR_TIMESTAMPS,),
    )
    return AuthorityFamily(root, intermediate, stamping)


@dataclass
class Authority:
    """Answers requests; each field is what a test may want done otherwise."""

    holder: Holder
    issuers: Sequence[Holder] = ()
    time_utc: datetime = STAMP_TIME_UTC
    hash_name: str = "sha256"
    pin: str = "v2"
    status: int = 0
    said: str | None = None
    statement: dict[str, Any] = field(default_factory=dict)
    change_statement: Callable[[bytes], bytes] = bytes
    more_attributes: Sequence[cms.CMSAttribute] = ()
    change_attributes: Callable[[bytes], bytes] = bytes
    change_token: Callable[[cms.ContentInfo], None] = lambda _: None
    certificates: Sequence[Holder] | None = None

    def reply(self, request_der: bytes) -> bytes:
        """Return the reply to a request, in DER."""
        request = tsp.TimeStampReq.load(request_der, strict=True)
        status: dict[str, Any] = {"status": self.status}
        if self.said is not None:
            status["status_string"] = [self.said]
        if self.status > 1:
            return der.write(der.SEQUENCE, tsp.PKIStatusInfo(status).dump())  # asn1crypto wants a token here
        return tsp.TimeStampResp({"status": status, "time_stamp_token": self.token(request)}).dump()

    def token(self, request: tsp.TimeStampReq) -> cms.ContentInfo:
        statement = self.change_statement(self._statement(request))
        attributes = self.change_attributes(self._attributes(statement))
        signer = x509.Certificate.load(self.holder.der)
        info = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {"issuer": signer.issuer, "serial_number": signer.serial_number}
            },
            "digest_algorithm": {"algorithm": self.hash_name, "parameters": core.Null()},
            "signed_attrs": cms.CMSAttributes.load(attributes),
            "signature_algorithm": self._algorithm(),
            "signature": self._sign(attributes),
        }
        held = [self.holder, *self.issuers] if self.certificates is None else self.certificates
        token = cms.ContentInfo(
            {
                "content_type": "signed_data",
                "content": {
                    "version": "v3",
                    "digest_algorithms": [{"algorithm": self.hash_name, "parameters": core.Null()}],
                    "encap_content_info": {
                        "content_type": "tst_info",
                        "content": core.ParsableOctetString(statement),
                    },
                    "certificates": [x509.Certificate.load(h.der) for h in held],
                    "signer_infos": [info],
                },
            }
        )
        self.change_token(token)
        return token

    def _statement(self, request: tsp.TimeStampReq) -> bytes:
        fields: dict[str, Any] = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": request["message_imprint"],
            "serial_number": 7,
            "gen_time": self.time_utc,
        }
        if request["nonce"].native is not None:
            fields["nonce"] = request["nonce"]
        return tsp.TSTInfo({**fields, **self.statement}).dump()

    def _attributes(self, statement: bytes) -> bytes:
        own = self.holder.der
        attributes = [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute(
                {"type": "message_digest", "values": [hashlib.new(self.hash_name, statement).digest()]}
            ),
            *self.more_attributes,
        ]
        if self.pin in ("v1", "both"):
            first = tsp.ESSCertID({"cert_hash": hashlib.sha1(own).digest()})
            value = tsp.SigningCertificate({"certs": [first]})
            attributes.append(cms.CMSAttribute({"type": "signing_certificate", "values": [value]}))
        if self.pin in ("v2", "both"):
            second = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(own).digest()})
            value_2 = tsp.SigningCertificateV2({"certs": [second]})
            attributes.append(cms.CMSAttribute({"type": "signing_certificate_v2", "values": [value_2]}))
        return cms.CMSAttributes(attributes).dump()

    def _algorithm(self) -> algos.SignedDigestAlgorithm:
        if isinstance(self.holder.key, ec.EllipticCurvePrivateKey):
            return algos.SignedDigestAlgorithm({"algorithm": f"{self.hash_name}_ecdsa"})
        return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15", "parameters": core.Null()})

    def _sign(self, signed_bytes: bytes) -> bytes:
        function = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[
            self.hash_name
        ]()
        key = self.holder.key
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(signed_bytes, ec.ECDSA(function))
        return key.sign(signed_bytes, padding.PKCS1v15(), function)  # type: ignore[union-attr,call-arg,arg-type]


def authority(kind: str = "ec", **changes: Any) -> Authority:
    """Return an authority that sends its whole path along, root included."""
    members = authority_family(kind)
    return Authority(members.authority, **{"issuers": (members.intermediate, members.root), **changes})


def openssl_reply(folder: Path, request: Path, holder: Holder, *issuers: Holder) -> Path:
    """Return the reply of openssl's own authority to a request; its time is the machine's."""
    folder.mkdir(exist_ok=True)
    key = folder / "tsa.key"
    key.write_bytes(
        holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[union-attr]
    )
    (folder / "tsa.pem").write_bytes(holder.pem)
    (folder / "chain.pem").write_bytes(b"".join(issuer.pem for issuer in issuers))
    (folder / "serial").write_text("01\n")
    config = folder / "tsa.cnf"
    config.write_text(
        f"""
[tsa]
default_tsa = made
[made]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {key}
signer_digest = sha256
default_policy = {POLICY}
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
    )
    reply = folder / "reply.tsr"
    subprocess.run(
        ["openssl", "ts", "-reply", "-config", config, "-queryfile", request, "-out", reply],
        check=True,
        capture_output=True,
    )
    key.unlink()
    return reply
