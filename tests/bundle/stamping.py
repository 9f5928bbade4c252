"""Bundles with timestamps for the tests, through the real functions."""

from __future__ import annotations

from pathlib import Path

import making
from authority import Authority, authority
from certificates import Holder, certificate, family, new_key
from making import KeySigner

from dti_desktop.bundle.timestamping import add_timestamp, request_timestamp


def second_signer(kind: str = "ec") -> KeySigner:
    return KeySigner(certificate("Trưởng phòng", new_key(kind, 60), family(kind).root))


def tiny_bundle(path: Path, *signers: KeySigner) -> Path:
    """Write the smallest bundle that has everything, by default with one signer."""
    path.write_bytes(making.pack(making.signed_files(making.tiny_files(), signers or [making.signer("ec")])))
    return path


def stamp(source: Path, target: Path, by: Authority | None = None, number: int | None = None) -> Path:
    """Give one signature a timestamp."""
    request = request_timestamp(source, number)
    add_timestamp(source, target, (by or authority()).reply(request.content), number)
    return target


def roots(*holders: Holder) -> list[bytes]:
    return [holder.pem for holder in holders]
