"""What may stand in a bundle: names, their order, media types and limits.

The container, the manifest and the verifier all take these from here, so that exactly one file
layout exists for a given content.
"""

from __future__ import annotations

import re
import unicodedata

MIMETYPE_NAME = "mimetype"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"
SUBMISSION_NAME = "submission.json"
CATALOGUE_NAME = "catalogue.json"
REPORT_NAME = "report.pdf"
EVIDENCE_FOLDER = "evidence/"
SUMS_NAME = "SHA256SUMS"
VERIFY_NAME = "VERIFY.txt"
SIGNATURE_MEDIA_TYPE = "application/pkcs7-signature"

MAX_SIGNATURES = 99
MAX_EVIDENCE_FILES = 9999
MAX_ENTRIES = MAX_EVIDENCE_FILES + 2 * MAX_SIGNATURES + 6
MAX_NAME_BYTES = 120

MAX_MANIFEST_BYTES = 8 << 20
MAX_SIGNATURE_BYTES = 64 << 10
MAX_SUBMISSION_BYTES = 8 << 20
MAX_CATALOGUE_BYTES = 4 << 20
MAX_SUMS_BYTES = 2 << 20
MAX_SUBMISSION_MARKS = 300_000
MAX_CATALOGUE_MARKS = 30_000
"""The most opening brackets, commas and colons in a JSON file: each may cost memory when it is judged."""

_NAME = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)*"
)
_EVIDENCE_NAME = re.compile(r"evidence/([0-9]{4})-[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]{1,10})?")
_PAIR_NAME = re.compile(r"META-INF/(?:ASiCManifest([0-9]{3})\.xml|signature([0-9]{3})\.p7s)")
_WINDOWS_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?:\..*)?")
_MAX_SLUG_LENGTH = 60
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "Đ": "D"})

_MEDIA_TYPES = {
    "json": "application/json",
    "txt": "text/plain",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def manifest_name(number: int) -> str:
    """Return the name of the manifest that the signature `number` (from 1) covers."""
    return f"META-INF/ASiCManifest{number:03d}.xml"


def signature_name(number: int) -> str:
    """Return the name of the signature `number` (from 1)."""
    return f"META-INF/signature{number:03d}.p7s"


def pair_number(name: str) -> int | None:
    """Return which signature a manifest or signature file belongs to, None for any other name."""
    match = _PAIR_NAME.fullmatch(name)
    if not match:
        return None
    return int(match.group(1) or match.group(2)) or None


def evidence_number(name: str) -> int | None:
    """Return the number in an evidence file's name, None where it is not one."""
    match = _EVIDENCE_NAME.fullmatch(name)
    return int(match.group(1)) if match and len(name) <= MAX_NAME_BYTES else None


def evidence_name(number: int, untrusted_original_name: str) -> str:
    """Return the name in the bundle of evidence file `number` (1 to `MAX_EVIDENCE_FILES`).

    The original name becomes a short ASCII slug (đ → d, accents removed) and keeps its extension.
    The number makes it unique and keeps it from being a Windows device; the original name itself
    belongs into the submission's evidence table, as data.
    """
    if not 1 <= number <= MAX_EVIDENCE_FILES:
        raise ValueError(number)
    last_part = re.split(r"[/\\]", untrusted_original_name)[-1]
    decomposed = unicodedata.normalize("NFKD", last_part.translate(_LETTERS_WITHOUT_DECOMPOSITION))
    ascii_only = "".join(c for c in decomposed if not unicodedata.combining(c))
    stem, dot, extension = ascii_only.rpartition(".")
    if not stem or not re.fullmatch(r"[A-Za-z0-9]{1,10}", extension):
        stem, dot, extension = ascii_only, "", ""
    slug = re.sub(r"[^A-Za-z0-9_]+", "-", stem).strip("-_")[:_MAX_SLUG_LENGTH].rstrip("-_")
    return f"{EVIDENCE_FOLDER}{number:04d}-{slug or 'file'}{dot}{extension}"


def is_safe_name(name: str) -> bool:
    """Whether a name can be written on any system: ASCII, relative, no `..`, no device, not too long."""
    return (
        len(name) <= MAX_NAME_BYTES
        and _NAME.fullmatch(name) is not None
        and not any(is_windows_device(part) for part in name.split("/"))
    )


def is_windows_device(part: str) -> bool:
    """Whether Windows takes a part of a path for one of its devices, such as `NUL.txt`."""
    return _WINDOWS_DEVICE.fullmatch(part) is not None


def is_signed_name(name: str) -> bool:
    """Whether a manifest lists this file: every one but `mimetype` and META-INF."""
    return name != MIMETYPE_NAME and not name.startswith("META-INF/")


def is_summed_name(name: str) -> bool:
    """Whether SHA256SUMS lists this file: every signed one but itself."""
    return is_signed_name(name) and name != SUMS_NAME


def expected_order(signatures: int, evidence_names: list[str]) -> list[str]:
    """Return the names of a bundle in their one lawful order; `evidence_names` in order of their number."""
    pairs = [name(number) for number in range(1, signatures + 1) for name in (manifest_name, signature_name)]
    fixed = [SUBMISSION_NAME, CATALOGUE_NAME, REPORT_NAME]
    return [MIMETYPE_NAME, *pairs, *fixed, *evidence_names, SUMS_NAME, VERIFY_NAME]


def media_type(name: str) -> str:
    """Return the media type that the manifest states for a file, from the end of its name."""
    if name == SUMS_NAME:
        return "text/plain"
    return _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
