"""A signed pack: catalogues and published results on their way between offices, without a network.

The container, the manifest and the signature are those of a bundle, and so are the ways to check them
without this program; only what lies inside differs. A pack is small: it is read whole, into memory.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dti_desktop.bundle import certificates, chain, cms, contents, manifest, profile
from dti_desktop.bundle.chain import Chain
from dti_desktop.bundle.container import ContainerWriter, ContentReader, read_container
from dti_desktop.bundle.contents import Contents, FileSet
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.revocation import RevocationChecker, RevocationList
from dti_desktop.bundle.signatures import VerifiedSigner, judge_signatures
from dti_desktop.bundle.signing import Signer, opened
from dti_desktop.engine import strict_json
from dti_desktop.errors import BlockedError, EnvironmentFault, InputError, Problem
from dti_desktop.named_files import read_named, write_whole

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PACK_NAME = "pack.json"
FORMAT = "dti-pack/1"
MAX_PACK_BYTES = 32 << 20
MAX_ITEMS = 99
MAX_TITLE_CHARACTERS = 300

Kind = Literal["catalogue", "results"]

_FOLDERS: dict[Kind, tuple[str, str]] = {"catalogue": ("catalogues", "json"), "results": ("results", "csv")}
_ITEM_NAME = re.compile(r"(?:catalogues/[0-9]{2}\.json|results/[0-9]{2}\.csv)", re.ASCII)
_MAX_HEAD_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a pack: the exact bytes of a catalogue, or a table of published results as CSV."""

    kind: Kind
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack whose container and signature hold. What lies inside is not judged yet.

    `untrusted_items`: each item's name in the pack, its kind and its bytes. `chain` says whether a given
    root knows the signer: unknown where no root was given.
    """

    title: str
    created_utc: str
    untrusted_items: tuple[tuple[str, Item], ...]
    signers: tuple[VerifiedSigner, ...]
    chain: Chain
    findings: tuple[Finding, ...]


def write_pack(
    target: Path,
    items: Sequence[Item],
    *,
    title: str,
    created_utc: str,
    verify_text: bytes,
    signer: Signer | AbstractContextManager[Signer],
    now_utc: Callable[[], datetime],
) -> ReadPack:
    """Write a signed pack, read again before it is in place, and return what was read.

    On any failure nothing is left behind and an existing target is unchanged. Raises `InputError`:
    `pack-empty`, `pack-too-large`, `certificate-…` where the certificate may not sign now, `target-…`;
    `EnvironmentFault`; and what opening the signer raises.
    """
    named = _named(items)
    if not named:
        raise InputError("pack-empty")
    small = {PACK_NAME: _head(title, created_utc, named)}
    small |= {name: item.content for name, item in named}
    sha256 = {name: hashlib.sha256(content).hexdigest() for name, content in small.items()}
    sums = manifest.write_sums({**sha256, profile.VERIFY_NAME: hashlib.sha256(verify_text).hexdigest()})
    small |= {profile.SUMS_NAME: sums, profile.VERIFY_NAME: verify_text}
    sha256 = {name: hashlib.sha256(content).hexdigest() for name, content in small.items()}
    size_bytes = sum(len(content) for content in small.values())
    if size_bytes + profile.MAX_SIGNATURE_BYTES > MAX_PACK_BYTES or len(named) > MAX_ITEMS:
        raise InputError("pack-too-large", size_bytes=size_bytes, limit_bytes=MAX_PACK_BYTES, items=MAX_ITEMS)
    signed_bytes = manifest.write_manifest(1, sha256)
    with opened(signer) as ready:
        signing_time_utc = now_utc().replace(microsecond=0)
        certificates.check_fit(ready.path_der, signing_time_utc)
        signature = cms.sign(signed_bytes, ready, signing_time_utc)
    content = _container(signed_bytes, signature, small)
    try:
        read = judge_pack(content)
    except BlockedError as error:
        raise EnvironmentFault("bundle-not-accepted", error.problems) from error
    write_whole(target, content)
    return read


def read_pack(
    untrusted_path: Path,
    trust_roots_pem: Sequence[bytes] = (),
    *,
    crls: Sequence[RevocationList] = (),
    now_utc: datetime | None = None,
) -> ReadPack:
    """Return what a pack holds, if every byte of it is what its signer signed.

    Only the given roots are trusted, and only the given lists tell of revocation. Raises `InputError`
    `file-not-found`, `too-large` and the like, `trust-unreadable`; `BlockedError` `pack-refused` with every
    reason.
    """
    content = read_named(untrusted_path, max_bytes=MAX_PACK_BYTES, place="")
    roots = chain.load_roots(trust_roots_pem)
    return judge_pack(content, roots, RevocationChecker(crls, roots, now_utc))


def judge_pack(
    untrusted_bytes: bytes,
    roots: Sequence[Certificate] = (),
    revocation: RevocationChecker | None = None,
) -> ReadPack:
    """Return what a pack holds, as `read_pack`. Raises `BlockedError` `pack-refused` with every reason."""
    file = io.BytesIO(untrusted_bytes)
    container = read_container(file, len(untrusted_bytes))
    found = list(container.findings)
    names = container.names
    # The whole pack is no larger than that, so every file is kept.
    read, content_findings = contents.read_contents(
        container, ContentReader(file, 1, None, None), lambda _name: MAX_PACK_BYTES
    )
    found += content_findings
    found += contents.compare_names(names, _names_of_a_pack(names))
    if found:
        raise _refused(found)
    head, untrusted_items = _read_head(read, names)
    found += contents.judge_manifest(1, read.kept[profile.manifest_name(1)], names, read)
    found += contents.judge_sums(names, read)
    signed = judge_signatures(
        FileSet((1,), ()), read, roots, revocation or RevocationChecker((), roots, None)
    )
    found += signed.findings
    if signed.verdict != "ok" or signed.chain == "untrusted" or any(f.severity == "block" for f in found):
        raise _refused(found)
    return ReadPack(
        head["title"],
        head["created_utc"],
        untrusted_items,
        signed.signers,
        signed.chain,
        tuple(found),
    )


def _refused(found: Sequence[Finding]) -> BlockedError:
    return BlockedError("pack-refused", [f.to_problem() for f in found if f.severity == "block"])


def _named(items: Sequence[Item]) -> list[tuple[str, Item]]:
    """Return the items with their names in the pack: catalogues first, each kind numbered from 1."""
    named = []
    for kind, (folder, ending) in _FOLDERS.items():
        of_kind = [item for item in items if item.kind == kind]
        named += [(f"{folder}/{number:02d}.{ending}", item) for number, item in enumerate(of_kind, start=1)]
    return named


def _head(title: str, created_utc: str, named: Sequence[tuple[str, Item]]) -> bytes:
    items = [{"kind": item.kind, "name": name} for name, item in named]
    document = {"format": FORMAT, "title": title, "created_utc": created_utc, "items": items}
    return strict_json.canonical_bytes(document)


def _container(signed_bytes: bytes, signature: bytes, small: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    writer = ContainerWriter(file)
    writer.add_bytes(profile.MIMETYPE_NAME, profile.MIMETYPE)
    writer.add_bytes(profile.manifest_name(1), signed_bytes)
    writer.add_bytes(profile.signature_name(1), signature)
    for name, content in small.items():
        writer.add_bytes(name, content)
    writer.finish()
    return file.getvalue()


def _names_of_a_pack(names: Sequence[str]) -> list[str]:
    """Return the one lawful list of names, in its one lawful order, around the items that are there."""
    pair = [profile.manifest_name(1), profile.signature_name(1)]
    items = [name for name in names if _ITEM_NAME.fullmatch(name)]
    return [profile.MIMETYPE_NAME, *pair, PACK_NAME, *items, profile.SUMS_NAME, profile.VERIFY_NAME]


def _read_head(read: Contents, names: Sequence[str]) -> tuple[dict[str, str], tuple[tuple[str, Item], ...]]:
    """Read `pack.json`, which must be what the writer would write of these items."""
    untrusted = read.kept[PACK_NAME]
    try:
        if len(untrusted) > _MAX_HEAD_BYTES:
            raise ValueError
        document: Any = strict_json.read(untrusted, max_bytes=_MAX_HEAD_BYTES)
        head = {key: str(document[key]) for key in ("title", "created_utc")}
        kinds: dict[str, Kind] = {folder: kind for kind, (folder, _) in _FOLDERS.items()}
        item_names = [name for name in names if _ITEM_NAME.fullmatch(name)]
        items = [(name, Item(kinds[name.partition("/")[0]], read.kept[name])) for name in item_names]
        is_sound = len(head["title"]) <= MAX_TITLE_CHARACTERS and _named([item for _, item in items]) == items
        if not is_sound or untrusted != _head(head["title"], head["created_utc"], items):
            raise ValueError
    except (InputError, KeyError, TypeError, ValueError):
        raise BlockedError("pack-refused", [Problem("pack-head-unreadable", PACK_NAME)]) from None
    return head, tuple(items)
