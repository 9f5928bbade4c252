"""Makes submissions and bundles for the tests, small enough to try every byte of them."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import certificates
from certificates import Holder, family

from dti_desktop.bundle import cms, container, manifest, profile
from dti_desktop.bundle.certificates import describe
from dti_desktop.bundle.signing import Pkcs12Signer
from dti_desktop.bundle.verify import Verification, judge_file
from dti_desktop.bundle.writer import EvidenceEntry, WrittenBundle, write_bundle
from dti_desktop.engine import scoring
from dti_desktop.engine.answers import parse_fill
from dti_desktop.engine.catalogue import catalogue_digest, parse_catalogue
from dti_desktop.engine.scorecard_json import scorecard_to_json

ROOT = Path(__file__).resolve().parents[2]
SMALL_CATALOGUE = (ROOT / "tests" / "data" / "catalogues" / "small.json").read_bytes()
SMALL_ANSWERS = {
    "A.1": {"level": "most"},
    "A.2": {"a": "3", "b": "700"},
    "A.3": {"plan": {"level": "yes"}, "work": {"scanned": {"a": "7", "b": "9"}}},
    "B.1": {"a": "1200"},
}
SMALL_PROFILE = {"readers": "4321"}
VERIFY_TEXT = "Cách kiểm tra: openssl cms -verify …\n".encode()


def tiny_catalogue() -> bytes:
    """Return the least catalogue: one pillar, one main index, one indicator."""
    text = {"title_vi": "T", "title_en": "T"}
    document = {
        "schema_version": 1, "id": "tiny", "version": "1", **text,
        "short_title_vi": "T", "short_title_en": "T", "decision": "D",
        "issued_for_years": [2022], "scale": "3", "own_wording": ["title_en"],
        "groups": [{"id": "g", **text}], "profile": [],
        "pillars": [{"code": "p", **text, "indices": ["1"], "max_points": "3"}],
        "main_indices": [{"code": "1", **text, "group": "g", "max_points": "3", "indicators": 1}],
        "indicators": [{
            "code": "1.1", **text, "short_vi": "T", "short_en": "T", "max_points": "3",
            "rule": {"kind": "levels", "levels": [
                {"id": "y", "label_vi": "Y", "label_en": "Y", "share": "1"},
                {"id": "n", "label_vi": "N", "label_en": "N", "share": "0"}]},
            "evidence_vi": "E", "evidence_en": "E", "measured_by": "province", "confidence": "confirmed"}],
    }  # fmt: skip
    return json.dumps(document, separators=(",", ":")).encode()


TINY_ANSWERS = {"1.1": {"level": "y"}}


def submission_document(
    catalogue: bytes = SMALL_CATALOGUE,
    answers: Mapping[str, Any] = SMALL_ANSWERS,
    profile_figures: Mapping[str, Any] = SMALL_PROFILE,
    evidence: Sequence[EvidenceEntry] = (),
) -> dict[str, Any]:
    """Return a submission whose score follows from its answers."""
    index = parse_catalogue(catalogue)
    fill = parse_fill(index, json.dumps({"answers": answers, "profile": profile_figures}).encode())
    scorecard = scoring.score(index, fill.answers, {k: v for k, v in fill.profile.items() if v is not None})
    return {
        "format": "dti-submission/1",
        "assessment": "thu-nghiem-2030",
        "province": "Thử Nghiệm",
        "year": 2030,
        "catalogue": {"id": index.id, "digest": catalogue_digest(catalogue)},
        "answers": answers,
        "profile": profile_figures,
        "score": scorecard_to_json("thu-nghiem-2030", scorecard),
        "explanations": {},
        "evidence": [
            {
                "name_in_bundle": entry.name_in_bundle,
                "original_name": "Quyết định.pdf",
                "sha256": entry.sha256,
                "size_bytes": entry.size_bytes,
                "citation": {"number": "1/QĐ", "date": None, "issuer": "", "title": ""},
                "indicators": [],
            }
            for entry in evidence
        ],
        "findings": [],
        "journal": {"head": "", "entries": 0},
        "leader": {"name": "Trần Thị B", "title": "Giám đốc"},
        "created_utc": "2022-11-22T08:42:07Z",
        "versions": {"program": "0.1.0"},
    }


def evidence_files(folder: Path, contents: Sequence[bytes]) -> list[EvidenceEntry]:
    """Return entries for files with these contents, written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[EvidenceEntry] = []
    for number, content in enumerate(contents, 1):
        source = folder / f"source-{number}"
        source.write_bytes(content)
        name = profile.evidence_name(number, f"Quyết định số {number}.pdf")
        entries.append(EvidenceEntry(name, source, hashlib.sha256(content).hexdigest(), len(content)))
    return entries


class KeySigner:
    """A signer around a holder made at test time, through the same seam as any other."""

    def __init__(self, holder: Holder, *issuers: Holder) -> None:
        self._key = holder.key
        self.description = describe(holder.certificate)
        self.path_der = tuple(h.der for h in (holder, *issuers))

    def sign_attributes(self, signed_attributes_der: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric import ec, padding
        from cryptography.hazmat.primitives.hashes import SHA256

        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(signed_attributes_der, ec.ECDSA(SHA256()))
        return self._key.sign(signed_attributes_der, padding.PKCS1v15(), SHA256())  # type: ignore[union-attr,call-arg,arg-type]


def signer(kind: str = "ec") -> KeySigner:
    return KeySigner(family(kind).signer, family(kind).intermediate)


def p12_signer(folder: Path, kind: str = "ec") -> Pkcs12Signer:
    members = family(kind)
    path = folder / f"{kind}.p12"
    path.write_bytes(certificates.p12(members.signer, members.intermediate, members.root))
    return Pkcs12Signer.load(path, certificates.PASSWORD)


def as_bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def write(target: Path, **changes: Any) -> WrittenBundle:
    """Write a bundle with the real writer; keywords replace its arguments."""
    evidence = changes.pop("evidence", ())
    catalogue = changes.pop("catalogue", SMALL_CATALOGUE)
    given: dict[str, Any] = {
        "submission": as_bytes(submission_document(catalogue, evidence=evidence))
        if catalogue == SMALL_CATALOGUE
        else b"",
        "report_pdf": b"%PDF-1.7 report",
        "verify_text": VERIFY_TEXT,
        "signer": signer(),
        "now_utc": lambda: certificates.SIGNING_TIME_UTC,
        **changes,
    }
    return write_bundle(target, catalogue=catalogue, evidence=evidence, **given)


def signed_files(
    files: Mapping[str, bytes], signers: Sequence[Any] = (), order: Sequence[str] | None = None
) -> dict[str, bytes]:
    """Return all files of a bundle around these signed ones, in their order, with valid signatures."""
    with_sums = dict(files)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    evidence = sorted(name for name in files if name.startswith("evidence/"))
    names = [n for n in profile.expected_order(0, evidence) if n in files or n == profile.SUMS_NAME]
    with_sums[profile.SUMS_NAME] = manifest.write_sums({n: digests[n] for n in names if n in digests})
    digests[profile.SUMS_NAME] = hashlib.sha256(with_sums[profile.SUMS_NAME]).hexdigest()
    result = {profile.MIMETYPE_NAME: profile.MIMETYPE}
    for number, one in enumerate(signers or [signer()], 1):
        signed = manifest.write_manifest(number, {n: digests[n] for n in order or names})
        result[profile.manifest_name(number)] = signed
        result[profile.signature_name(number)] = cms.sign(signed, one, certificates.SIGNING_TIME_UTC)
    return result | {name: with_sums[name] for name in names}


def pack(files: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """Return a canonical container with these files in this order."""
    pairs = list(files.items()) if isinstance(files, Mapping) else list(files)
    buffer = io.BytesIO()
    writer = container.ContainerWriter(buffer)
    for name, content in pairs:
        writer.add_bytes(name, content)
    writer.finish()
    return buffer.getvalue()


def plain_files(
    document: Mapping[str, Any] | None = None,
    catalogue: bytes = SMALL_CATALOGUE,
    evidence: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Return the signed files of a bundle, by default of one that is valid."""
    entries = [
        EvidenceEntry(name, Path(), hashlib.sha256(content).hexdigest(), len(content))
        for name, content in (evidence or {}).items()
    ]
    if document is None:
        document = submission_document(catalogue, evidence=entries)
    return {
        profile.SUBMISSION_NAME: as_bytes(document),
        profile.CATALOGUE_NAME: catalogue,
        profile.REPORT_NAME: b"%PDF-1.7 report",
        **(evidence or {}),
        profile.VERIFY_NAME: VERIFY_TEXT,
    }


def tiny_files() -> dict[str, bytes]:
    """Return the signed files of the smallest bundle that has everything, one evidence file included."""
    catalogue = tiny_catalogue()
    name = profile.evidence_name(1, "a.pdf")
    entry = EvidenceEntry(name, Path(), hashlib.sha256(b"E").hexdigest(), 1)
    document = submission_document(catalogue, TINY_ANSWERS, {}, [entry])
    return {
        profile.SUBMISSION_NAME: as_bytes(document),
        profile.CATALOGUE_NAME: catalogue,
        profile.REPORT_NAME: b"R",
        name: b"E",
        profile.VERIFY_NAME: b"V",
    }


def judge(content: bytes, roots: Sequence[Holder] = (), known: Sequence[str] = ()) -> Verification:
    """Return the verdicts on a bundle in memory."""
    trusted = [root.certificate for root in roots]
    return judge_file(io.BytesIO(content), len(content), trusted, known, None, None).verification


def codes(verification: Verification) -> set[str]:
    return {finding.code for finding in verification.findings}


def crc32(content: bytes) -> int:
    return zlib.crc32(content)
