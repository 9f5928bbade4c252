"""The ASiC manifest (ETSI EN 319 162-1) and SHA256SUMS: written in one form, read back by that form.

No XML parser ever sees a manifest from outside. The reader takes the references out with a narrow
pattern, writes the manifest anew and accepts it only if every byte is the same.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from dti_desktop.bundle import profile

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"'
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n'
    '  <asic:SigReference URI="{signature}" MimeType="{media_type}"/>\n'
)
_REFERENCE = (
    '  <asic:DataObjectReference URI="{name}" MimeType="{media_type}">\n'
    '    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\n'
    "    <ds:DigestValue>{digest}</ds:DigestValue>\n"
    "  </asic:DataObjectReference>\n"
)
_TAIL = "</asic:ASiCManifest>\n"

_UNTRUSTED_REFERENCE = re.compile(
    rb'<asic:DataObjectReference URI="([A-Za-z0-9._/-]{1,120})" MimeType="[!-~]{1,100}">\s{1,8}'
    rb'<ds:DigestMethod Algorithm="[!-~]{1,100}"/>\s{1,8}'
    rb"<ds:DigestValue>([A-Za-z0-9+/=]{1,100})</ds:DigestValue>"
)


def write_manifest(number: int, sha256_by_name: Mapping[str, str]) -> bytes:
    """Return the manifest that signature `number` covers: each file's SHA-256 (hex), in this order."""
    parts = [_HEAD.format(signature=profile.signature_name(number), media_type=profile.SIGNATURE_MEDIA_TYPE)]
    for name, sha256 in sha256_by_name.items():
        digest = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
        parts.append(_REFERENCE.format(name=name, media_type=profile.media_type(name), digest=digest))
    parts.append(_TAIL)
    return "".join(parts).encode("ascii")


def read_manifest(number: int, untrusted_bytes: bytes) -> tuple[dict[str, str], bool]:
    """Return the references that can be made out (name → SHA-256 in hex), and whether the form is canonical.

    The references of a manifest that is not canonical serve only to say more about what is wrong.
    """
    found: dict[str, str] = {}
    for match in _UNTRUSTED_REFERENCE.finditer(untrusted_bytes):
        try:
            digest = base64.b64decode(match.group(2), validate=True)
        except binascii.Error:
            continue
        found[match.group(1).decode("ascii")] = digest.hex()
    return found, write_manifest(number, found) == untrusted_bytes


def write_sums(sha256_by_name: Mapping[str, str]) -> bytes:
    """Return SHA256SUMS for the given files, in the form that `sha256sum -c` reads."""
    return "".join(
        f"{sha256}  {name}\n" for name, sha256 in sha256_by_name.items() if profile.is_summed_name(name)
    ).encode("ascii")
