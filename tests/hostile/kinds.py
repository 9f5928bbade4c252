"""Every kind of file from outside that the program reads: lawful ones, how they change, what judges them.

A new kind is one more entry in `KINDS`.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import kinds_brought
import kinds_forms
import kinds_tables
import mutate_bytes
import mutate_inside
import mutate_json
import mutate_zip
from kind import ACCEPTED, DATA, FILE_NAME, ROOT, Kind, told, words

BUNDLES = DATA / "bundles"


# --- Bundles --------------------------------------------------------------------------------------


@cache
def bundles() -> tuple[bytes, ...]:
    """Return the lawful bundles of every released form, and one with timestamps."""
    import stamping

    kept = [path.read_bytes() for path in sorted((BUNDLES / "valid").glob("*.asice"))]
    with tempfile.TemporaryDirectory(prefix="hostile-made-") as folder:
        plain = stamping.tiny_bundle(Path(folder) / "plain.asice")
        return *kept, stamping.stamp(plain, Path(folder) / "stamped.asice").read_bytes()


@cache
def _roots() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(BUNDLES.glob("CA-*.pem")))


def _change_bundle(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    which = die.random()
    if which < 0.35:
        return mutate_bytes.changed(die, original, originals)
    return (mutate_zip if which < 0.6 else mutate_inside).changed(die, original)


def _judge_bundle(content: bytes, folder: Path) -> str:
    from dti_desktop.bundle.verify import verify_bundle

    path = folder / FILE_NAME
    verdict = ""
    # With roots a forger is refused for being unknown, which would hide what else was not seen.
    for roots in ((), _roots()) if hashlib.sha256(content).digest()[0] % 4 == 0 else ((),):
        found = verify_bundle(path, roots)
        json.dumps(found.to_json())
        for language in words():
            for finding in found.findings:
                language.bundle_finding(finding)
        if found.is_accepted:
            return ACCEPTED
        blocking = [finding.code for finding in found.findings if finding.severity == "block"]
        if not blocking:
            raise AssertionError("refused without a reason")
        verdict = verdict or blocking[0]
    return verdict


# --- JSON -----------------------------------------------------------------------------------------


def _change_json(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    if die.random() < 0.3:
        return mutate_bytes.changed(die, original, originals)
    return mutate_json.changed(die, original)


def _catalogues() -> tuple[bytes, ...]:
    kept = [DATA / "catalogues" / "small.json", *sorted((ROOT / "resources/catalogues").glob("dti-*.json"))]
    return tuple(path.read_bytes() for path in kept)


def _judge_catalogue(content: bytes, folder: Path) -> str:
    from dti_desktop.engine.catalogue import parse_catalogue
    from dti_desktop.engine.scoring import score
    from dti_desktop.errors import InputError

    try:
        index = parse_catalogue(content)
    except InputError as error:
        return told(error)
    score(index, {}, {})
    return ACCEPTED


def _fills() -> tuple[bytes, ...]:
    answers = {
        "A.1": {"level": "most"}, "A.2": {"a": "3", "b": 700}, "B.1": {"a": 1200},
        "A.3": {"plan": {"level": "yes"}, "work": {"scanned": {"a": "7", "b": "9"}}},
    }  # fmt: skip
    whole = {"profile": {"readers": 4321}, "answers": answers}
    return json.dumps(whole).encode(), json.dumps({"answers": {"A.1": None}}).encode()


def _judge_fill(content: bytes, folder: Path) -> str:
    from dti_desktop.engine.answers import answers_to_json, parse_fill
    from dti_desktop.engine.catalogue import parse_catalogue
    from dti_desktop.engine.scoring import score
    from dti_desktop.errors import InputError

    index = parse_catalogue(_catalogues()[0])
    try:
        fill = parse_fill(index, content)
    except InputError as error:
        return told(error)
    score(index, fill.answers, {key: figure for key, figure in fill.profile.items() if figure is not None})
    json.dumps(answers_to_json(index, fill.answers))
    return ACCEPTED


# --- Backups --------------------------------------------------------------------------------------


def _backups() -> tuple[bytes, ...]:
    import backups_made

    return backups_made.of_a_store(), backups_made.small()


def _change_backup(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    if die.random() < 0.5:
        return mutate_bytes.changed(die, original, originals)
    return mutate_zip.changed(die, mutate_zip.canonical(original))


def _judge_backup(content: bytes, folder: Path) -> str:
    import backups_made

    from dti_desktop.errors import DtiError
    from dti_desktop.store.backup import restore

    store = folder / "store"
    try:
        restore(folder / FILE_NAME, store, now_utc=lambda: backups_made.NOW_UTC, user="u")
    except DtiError as error:
        return told(error)
    return ACCEPTED


# --- Keys and certificates ------------------------------------------------------------------------


@cache
def _keys() -> tuple[bytes, ...]:
    import certificates

    members = certificates.family()
    return (certificates.p12(members.signer, members.intermediate, members.root),)


def _judge_key(content: bytes, folder: Path) -> str:
    import certificates

    from dti_desktop.bundle.signing import Pkcs12Signer
    from dti_desktop.errors import DtiError

    try:
        Pkcs12Signer.load(folder / FILE_NAME, certificates.PASSWORD)
    except DtiError as error:
        return told(error)
    return ACCEPTED


def _judge_roots(content: bytes, folder: Path) -> str:
    from dti_desktop.bundle.verify import verify_bundle
    from dti_desktop.errors import InputError

    try:
        found = verify_bundle(BUNDLES / "valid" / "format-1-tiny.asice", [content])
    except InputError as error:
        return told(error)
    return ACCEPTED if found.is_accepted else found.chain


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bundle", bundles, _change_bundle, _judge_bundle, False, lambda path: ["verify", str(path)]),
        Kind("catalogue", _catalogues, _change_json, _judge_catalogue, True),
        Kind("fill", _fills, _change_json, _judge_fill, True),
        Kind("backup", _backups, _change_backup, _judge_backup, True, lambda path: ["restore", str(path)]),
        Kind("key", _keys, mutate_bytes.changed, _judge_key, True),
        Kind(
            "roots", _roots, mutate_bytes.changed, _judge_roots, True,
            lambda path: ["verify", str(BUNDLES / "valid" / "format-1-tiny.asice"), "--trust", str(path)],
        ),
        *kinds_brought.KINDS,
        *kinds_tables.KINDS,
        *kinds_forms.KINDS,
    )
}  # fmt: skip
