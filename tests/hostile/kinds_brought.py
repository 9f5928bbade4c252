"""Files that are brought to what is there: timestamp replies, revocation lists, evidence, locked backups."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import mutate_bytes
from kind import ACCEPTED, FILE_NAME, ROOT, Kind, told

PASSPHRASE = "bốn con trâu cày ruộng"
_SIGNED_VALUE = b"the value of a signature"


# --- Replies of a time-stamp authority ------------------------------------------------------------


@cache
def _replies() -> tuple[bytes, ...]:
    from authority import authority

    from dti_desktop.bundle.timestamp_exchange import write_request

    request = write_request(_SIGNED_VALUE)
    return tuple(authority(kind).reply(request) for kind in ("ec", "rsa"))


@cache
def _lawful_statements() -> list[tuple[object, object]]:
    """What the lawful replies state, and who does. A reply may be changed where neither shows."""
    from dti_desktop.bundle.timestamp_exchange import read_reply
    from dti_desktop.bundle.timestamp_token import normalised

    tokens = [normalised(read_reply(reply), _SIGNED_VALUE) for reply in _replies()]
    return [(token.statement, token.path[0]) for token in tokens]


def _judge_reply(content: bytes, folder: Path) -> str:
    from dti_desktop.bundle import timestamp_token
    from dti_desktop.bundle.cms import CmsFault
    from dti_desktop.bundle.timestamp_exchange import read_reply, read_request
    from dti_desktop.errors import InputError

    try:
        read_request(content)
    except InputError as error:
        told(error)
    try:
        token = timestamp_token.normalised(read_reply(content), _SIGNED_VALUE)
    except InputError as error:
        return told(error)
    except CmsFault as fault:
        return fault.code
    if (token.statement, token.path[0]) not in _lawful_statements():
        raise AssertionError("a token that no authority made")
    return ACCEPTED


# --- Revocation lists -----------------------------------------------------------------------------


@cache
def _lists() -> tuple[bytes, ...]:
    import certificates
    import revoking
    from cryptography.hazmat.primitives.serialization import Encoding

    family = certificates.family()
    made = revoking.revocation_list(family.intermediate, revoking.revoked(family.signer))
    pem = made if made.startswith(b"-----") else None
    if pem is None:
        from cryptography.x509 import load_der_x509_crl

        pem = load_der_x509_crl(made).public_bytes(Encoding.PEM)
    return made, pem + pem


def _judge_list(content: bytes, folder: Path) -> str:
    import certificates

    from dti_desktop.bundle.revocation import RevocationChecker, load_lists
    from dti_desktop.errors import InputError

    family = certificates.family()
    try:
        lists = load_lists([(FILE_NAME, content)])
    except InputError as error:
        return told(error)
    checker = RevocationChecker(lists, [family.root.certificate], certificates.SIGNING_TIME_UTC)
    path = [family.signer.certificate, family.intermediate.certificate]
    for finding in (*checker.judge(path, None, "place"), *checker.findings_about_lists()):
        finding.to_json()
    return ACCEPTED


# --- Evidence -------------------------------------------------------------------------------------


@cache
def _evidence() -> tuple[bytes, ...]:
    import made_files as made

    line = "QUYẾT ĐỊNH về chuyển đổi số"
    return (
        made.pdf(line), made.docx(line), made.xlsx(line), made.pptx(line), made.odt(line), made.doc(line),
        made.xls(), made.scan(), f"{{\\rtf1 {line}}}".encode("cp1258", "replace"), line.encode(),
    )  # fmt: skip


_ENDINGS = ("pdf", "docx", "xlsx", "pptx", "odt", "doc", "xls", "png", "rtf", "txt", "zip", "html", "exe", "")


@cache
def _rules() -> object:
    from dti_desktop.intake.rules import IntakeRules

    folder = ROOT / "resources" / "intake"
    return IntakeRules.parse(*((folder / n).read_bytes() for n in ("kinds.json", "secrecy_marks.json")))


def _judge_evidence(content: bytes, folder: Path) -> str:
    from dti_desktop.intake.examine import examine

    refusals = []
    for ending in _ENDINGS[len(content) % 3 :: 3]:
        refusals.append(examine(folder / FILE_NAME, f"a.{ending}", _rules()).refusal)  # type: ignore[arg-type]
    return next((refusal for refusal in refusals if refusal), ACCEPTED)


# --- Backups under a passphrase -------------------------------------------------------------------


@cache
def _locked() -> tuple[bytes, ...]:
    import backups_made

    from dti_desktop.passphrase_file import LockingWriter

    found = []
    for content in (backups_made.small(), b"", bytes(70_000)):
        buffer = io.BytesIO()
        with LockingWriter(buffer, PASSPHRASE, work_factor=4) as writer:
            writer.write(content)
        found.append(buffer.getvalue())
    return tuple(found)


def _change_locked(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    if die.random() < 0.3:
        factor = die.choice((b"0", b"1", b"12", b"21", b"30", b"63", b"64", b"-1", b"04", b"9" * 30, b""))
        return "work-factor", original.replace(b" 4\n", b" " + factor + b"\n", 1)
    return mutate_bytes.changed(die, original, originals)


def _judge_locked(content: bytes, folder: Path) -> str:
    from dti_desktop.errors import DtiError
    from dti_desktop.store import backup_file

    try:
        with backup_file.opened(folder / FILE_NAME, PASSPHRASE) as found:
            problems = found.rehash(lambda _: None)
    except DtiError as error:
        return told(error)
    return problems[0].code if problems else ACCEPTED


# --- Department files -----------------------------------------------------------------------------


@cache
def _parts() -> tuple[bytes, ...]:
    import tempfile

    import part_files

    from dti_desktop.exchange.part_file import write_part

    found = []
    with tempfile.TemporaryDirectory(prefix="hostile-made-") as folder:
        evidence = part_files.evidence_folder(Path(folder) / "evidence")
        for seed in (1, 2, 5, 8):
            part = part_files.random_part_file(Random(seed))
            for passphrase in (None, PASSPHRASE):
                target = Path(folder) / "part"
                write_part(target, part, lambda s: evidence / s, passphrase=passphrase, work_factor=4)
                found.append(target.read_bytes())
    return tuple(found)


def _judge_part(content: bytes, folder: Path) -> str:
    from dti_desktop.errors import DtiError
    from dti_desktop.exchange.part_file import opened

    try:
        with opened(folder / FILE_NAME, PASSPHRASE) as found:
            for sha256 in found.part.evidence_bytes:
                found.copy_evidence(sha256, io.BytesIO())
    except DtiError as error:
        return told(error)
    return ACCEPTED


def _change_part(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """Change bytes anywhere, or one JSON member in a container that is sound again."""
    if original.startswith(b"PK") and die.random() < 0.5:
        return _rewritten(die, original)
    return mutate_bytes.changed(die, original, originals)


def _rewritten(die: Random, original: bytes) -> tuple[str, bytes]:
    import hashlib
    import json
    import zipfile

    import mutate_json

    from dti_desktop.exchange.part_container import HEADER_NAME, Member, write

    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    chosen = die.choice([name for name in members if name.endswith(".json") and name != "catalogue.json"])
    how, members[chosen] = mutate_json.changed(die, members[chosen])
    try:
        top = json.loads(members.pop(HEADER_NAME))
    except ValueError:
        return "header", original
    if isinstance(top, dict) and chosen != HEADER_NAME:
        sizes = [Member(name, len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in members.items()]
        top["members"] = [member.to_json() for member in sizes]
        if chosen == "baseline.json" and isinstance(top.get("part"), dict):
            top["part"]["baseline_sha256"] = hashlib.sha256(members[chosen]).hexdigest()
    listed = [Member(name, len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in members.items()]
    contents = ((m, io.BytesIO(raw)) for m, raw in zip(listed, members.values(), strict=True))
    target = io.BytesIO()
    write(target, json.dumps(top).encode("utf-8", "surrogatepass"), contents, lambda _: None)
    return f"inside {chosen}: {how}", target.getvalue()


KINDS = (
    Kind("reply", _replies, mutate_bytes.changed, _judge_reply, True),
    Kind("revocation-list", _lists, mutate_bytes.changed, _judge_list, True),
    Kind("evidence", _evidence, mutate_bytes.changed, _judge_evidence, True),
    Kind("locked", _locked, _change_locked, _judge_locked, True),
    Kind("part", _parts, _change_part, _judge_part, True, lambda path: ["part", "open", str(path)]),
)
