"""A department's file (`.dtipart`): a part as it went out, or as it comes back; how an untrusted one is read.

| member | what |
|---|---|
| `part.json` | whose part of what it is, and the list of the others with size and SHA-256 |
| `catalogue.json` | the exact bytes of the catalogue |
| `baseline.json` | what the part held when it went out, and what the office asks for |
| `previous.json` | the year before, in a file that goes out, where there is one |
| `content.json` | what it holds now, in a file that comes back |
| `evidence/<sha256>` | the files: of one that comes back only those that did not go out |

The whole may be locked with a passphrase (`passphrase_file`). A file that is not locked says nothing sure of
who wrote it; that it belongs to the part that went out, its baseline tells.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, Literal, TypeVar, cast

from dti_desktop import durable
from dti_desktop.engine import strict_json
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import PartContent
from dti_desktop.engine.part_content_json import content_from_json, content_to_json
from dti_desktop.engine.part_previous_json import previous_from_json, previous_to_json
from dti_desktop.engine.part_reading import MAX_ENTRIES, MAX_LINE_CHARACTERS, SHA256, Reading
from dti_desktop.engine.previous import Previous
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange import part_container
from dti_desktop.exchange.part_container import HEADER_NAME, Member, Step, UntrustedContainer
from dti_desktop.named_files import NotRegularError, check_target, open_regular, shown_name, target_fault
from dti_desktop.passphrase_file import WORK_FACTOR, LockingWriter, UnlockedReader, is_locked

FORMAT = "dti-desktop-part"
VERSION = 1
CATALOGUE, BASELINE, PREVIOUS, CONTENT = "catalogue.json", "baseline.json", "previous.json", "content.json"
MAX_JSON_BYTES = 32 * 1024 * 1024
_EVIDENCE = "evidence/"
_FIRST_KEY = re.compile(r"cited [0-9a-f]{64}", re.ASCII)

_T = TypeVar("_T")

Kind = Literal["issued", "returned"]


@dataclass(frozen=True, slots=True)
class Return:
    """One return of one copy. `follows`: the returns that were made of that copy before.

    `first_keys`: what its new documents without a file were when they were returned first.
    """

    id: str
    follows: tuple[str, ...]
    returned_utc: str
    returned_by: str
    first_keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """What a department's file says of itself. `returned` is None in one that goes out."""

    part_id: str
    assessment_id: str
    province: str
    year: int
    catalogue_id: str
    catalogue_digest: str
    department: str
    due: date | None
    codes: tuple[str, ...]
    baseline_sha256: str
    issued_utc: str
    issued_by: str
    returned: Return | None = None

    @property
    def kind(self) -> Kind:
        """Whether it goes out or comes back."""
        return "issued" if self.returned is None else "returned"


@dataclass(frozen=True)
class PartFile:
    """A whole file but its evidence. `content` is the baseline's in a file that goes out."""

    header: Header
    catalogue: Catalogue
    catalogue_bytes: bytes
    baseline_bytes: bytes
    guidance: str
    baseline: PartContent
    content: PartContent
    previous: Previous | None = None

    @property
    def evidence_bytes(self) -> dict[str, int]:
        """The evidence that the file holds: digest → size in bytes."""
        if self.header.returned is None:
            return self.baseline.file_sizes_bytes
        known = self.baseline.file_sizes_bytes
        return {s: size for s, size in self.content.file_sizes_bytes.items() if s not in known}


def baseline_to_bytes(catalogue: Catalogue, content: PartContent, guidance: str) -> bytes:
    """Return what a part holds when it goes out, in the one form that its digest is made of."""
    document = {"guidance": guidance, "content": content_to_json(catalogue, content)}
    return strict_json.canonical_bytes(document)


def read_baseline(catalogue: Catalogue, codes: tuple[str, ...], untrusted: bytes) -> tuple[str, PartContent]:
    """Return guidance and content of a baseline. Raises `InputError` listing every fault."""
    document = strict_json.read(untrusted, max_bytes=MAX_JSON_BYTES)
    reading = Reading(codes)
    found = reading.record(document, "", ("guidance", "content"))
    guidance = "" if found is None else reading.text(found["guidance"], "/guidance")
    reading.raise_problems()
    assert found is not None
    return guidance, content_from_json(catalogue, codes, found["content"], "/content")


# -- writing ---------------------------------------------------------------------------------------


def write_part(
    target: Path,
    part: PartFile,
    evidence_path: Callable[[str], Path],
    *,
    passphrase: str | None,
    step: Step = lambda _: None,
    work_factor: int = WORK_FACTOR,
) -> None:
    """Write a department's file whole or not at all; what was at `target` stays until it is.

    `evidence_path`: where the file of a digest lies. Raises as `check_target` does, and `InputError`
    `evidence-damaged` with every file that is not there as it should be, `part-too-large`.
    """
    jsons = {CATALOGUE: part.catalogue_bytes, BASELINE: part.baseline_bytes}
    if part.previous is not None and part.header.returned is None:
        jsons[PREVIOUS] = strict_json.canonical_bytes(previous_to_json(part.previous))
    if part.header.returned is not None:
        jsons[CONTENT] = strict_json.canonical_bytes(content_to_json(part.catalogue, part.content))
    members = [Member(name, len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in jsons.items()]
    members += [Member(_EVIDENCE + s, size, s) for s, size in sorted(part.evidence_bytes.items())]
    header = strict_json.canonical_bytes(
        {**_header_to_json(part.header), "members": [member.to_json() for member in members]}
    )
    size_bytes = part_container.total_bytes(len(header), members)
    if size_bytes > part_container.LIMIT_BYTES:
        raise InputError("part-too-large", size_bytes=size_bytes, limit_bytes=part_container.LIMIT_BYTES)
    problems = [
        Problem("evidence-damaged", sha256, {"size_bytes": size})
        for sha256, size in part.evidence_bytes.items()
        if not _is_whole(evidence_path(sha256), sha256, size)
    ]
    if problems:
        raise InputError("evidence-damaged", problems)

    def contents() -> Iterator[tuple[Member, IO[bytes]]]:
        for member in members:
            if member.name in jsons:
                yield member, io.BytesIO(jsons[member.name])
            else:
                with evidence_path(member.sha256).open("rb") as file:
                    yield member, file

    check_target(target)
    try:
        with durable.new_file_beside(target) as (file, half):
            if passphrase is None:
                part_container.write(file, header, contents(), step)
            else:
                with LockingWriter(file, passphrase, work_factor=work_factor) as locking:
                    part_container.write(cast(IO[bytes], locking), header, contents(), step)
            durable.flush(file)
            file.close()  # Windows renames no open file
            durable.rename(half, target)
    except OSError as error:
        raise target_fault(error, target) from error


def _is_whole(path: Path, sha256: str, size_bytes: int) -> bool:
    try:
        with path.open("rb") as file:
            return (
                hashlib.file_digest(file, "sha256").hexdigest() == sha256
                and path.stat().st_size == size_bytes
            )
    except OSError:
        return False


def _header_to_json(header: Header) -> dict[str, object]:
    made = header.returned
    return {
        "format": FORMAT,
        "version": str(VERSION),
        "kind": header.kind,
        "part": {
            "id": header.part_id,
            "department": header.department,
            "due": None if header.due is None else header.due.isoformat(),
            "codes": list(header.codes),
            "baseline_sha256": header.baseline_sha256,
            "issued_utc": header.issued_utc,
            "issued_by": header.issued_by,
        },
        "assessment": {"id": header.assessment_id, "province": header.province, "year": str(header.year)},
        "catalogue": {"id": header.catalogue_id, "digest": header.catalogue_digest},
        "returned": None
        if made is None
        else {
            "id": made.id,
            "follows": list(made.follows),
            "returned_utc": made.returned_utc,
            "returned_by": made.returned_by,
            "first_keys": dict(sorted(made.first_keys.items())),
        },
    }


# -- reading ---------------------------------------------------------------------------------------


class OpenPart:
    """A department's file that was read and judged whole; its evidence can be copied while it is open."""

    def __init__(self, part: PartFile, container: UntrustedContainer) -> None:
        self.part = part
        self._container = container

    def copy_evidence(self, sha256: str, target: IO[bytes], step: Step = lambda _: None) -> None:
        """Copy an evidence file out. Raises `InputError` `part-damaged` where the file changed meanwhile."""
        self._container.copy(_EVIDENCE + sha256, target, step)


def is_locked_part(path: Path) -> bool:
    """Whether a file needs a passphrase; one that cannot be read does not: the reader says what is wrong."""
    try:
        with open_regular(path) as file:
            return is_locked(file)
    except OSError:
        return False


@contextmanager
def opened(path: Path, passphrase: str | None = None, *, step: Step = lambda _: None) -> Iterator[OpenPart]:
    """Read and judge a department's file to its last byte. Nothing is written anywhere.

    Raises `InputError`: `file-not-found`, `file-unreadable`, `part-passphrase-needed`, those of
    `UnlockedReader`, `part-unreadable` (no such file at all), `part-too-new`, `part-damaged` and
    `part-invalid` with every fault, its member and place.
    """
    with ExitStack() as stack:
        try:
            file: IO[bytes] = stack.enter_context(open_regular(path))
            if is_locked(file):
                if passphrase is None:
                    raise InputError("part-passphrase-needed")
                file = cast(IO[bytes], stack.enter_context(UnlockedReader(file, passphrase)))
            container = part_container.judge(file, FORMAT, step)
            part = _judged(container)
        except FileNotFoundError:
            raise InputError("file-not-found", name=shown_name(path)) from None
        except (IsADirectoryError, NotRegularError):
            raise InputError("part-unreadable") from None
        except OSError:
            raise InputError("file-unreadable", name=shown_name(path)) from None
        yield OpenPart(part, container)


def _judged(container: UntrustedContainer) -> PartFile:
    version = container.header.get("version")
    if version != str(VERSION):
        raise InputError("part-too-new", version=str(version)[:20])
    header = _within(HEADER_NAME, lambda: _read_header(container.header))
    names = {CATALOGUE, BASELINE, *((CONTENT,) if header.returned else ())}
    problems = [Problem("entry-missing", name) for name in sorted(names - container.names)]
    allowed = names | ({PREVIOUS} if header.returned is None else set())
    json_names = {name for name in container.names if not name.startswith(_EVIDENCE)}
    problems += [Problem("entry-unexpected", name) for name in sorted(json_names - allowed)]
    if problems:
        raise InputError("part-damaged", problems)
    raw = {name: container.read(name, MAX_JSON_BYTES) for name in json_names}
    catalogue = _within(CATALOGUE, lambda: _catalogue(raw[CATALOGUE]))
    _judge_header(header, catalogue, container.member(BASELINE).sha256)
    codes = header.codes
    guidance, baseline = _within(BASELINE, lambda: read_baseline(catalogue, codes, raw[BASELINE]))
    content, previous = baseline, None
    if header.returned is not None:
        document = _within(CONTENT, lambda: strict_json.read(raw[CONTENT], max_bytes=MAX_JSON_BYTES))
        content = _within(CONTENT, lambda: content_from_json(catalogue, codes, document))
    elif PREVIOUS in raw:
        document = _within(PREVIOUS, lambda: strict_json.read(raw[PREVIOUS], max_bytes=MAX_JSON_BYTES))
        previous = _within(PREVIOUS, lambda: previous_from_json(codes, document))
    part = PartFile(header, catalogue, raw[CATALOGUE], raw[BASELINE], guidance, baseline, content, previous)
    held = {name: container.member(name).size_bytes for name in container.names - json_names}
    told = {_EVIDENCE + sha256: size for sha256, size in part.evidence_bytes.items()}
    problems = [Problem("entry-missing", name) for name in sorted(told.keys() - held.keys())]
    problems += [Problem("entry-unexpected", name) for name in sorted(held.keys() - told.keys())]
    problems += [
        Problem("entry-size", name) for name in sorted(held.keys() & told.keys()) if held[name] != told[name]
    ]
    if problems:
        raise InputError("part-damaged", problems)
    return part


@lru_cache(maxsize=4)
def _catalogue(untrusted: bytes) -> Catalogue:
    """Read a catalogue; it takes a tenth of a second, and the files of one merge have the same."""
    return parse_catalogue(untrusted)


def _within(member: str, read: Callable[[], _T]) -> _T:
    """Do a reading; its faults get the member in front of their place."""
    try:
        return read()
    except InputError as error:
        problems = [Problem(p.code, f"{member}#{p.place}", p.facts) for p in error.problems]
        raise InputError("part-invalid", problems) from None


def _judge_header(header: Header, catalogue: Catalogue, baseline_sha256: str) -> None:
    """Hold what the header says against what the file holds."""
    problems = [
        Problem("unknown-code", f"{HEADER_NAME}#/part/codes", {"code": code})
        for code in header.codes
        if code not in catalogue.indicators
    ]
    if not header.codes or len(set(header.codes)) != len(header.codes):
        problems.append(Problem("value-malformed", f"{HEADER_NAME}#/part/codes"))
    if (header.catalogue_id, header.catalogue_digest) != (catalogue.id, catalogue.digest):
        problems.append(Problem("part-catalogue-differs", f"{HEADER_NAME}#/catalogue"))
    if header.baseline_sha256 != baseline_sha256:
        problems.append(Problem("part-baseline-differs", f"{HEADER_NAME}#/part/baseline_sha256"))
    if problems:
        raise InputError("part-invalid", problems)


def _first_keys(reading: Reading, untrusted: object) -> dict[str, str]:
    place = "/returned/first_keys"
    if not isinstance(untrusted, dict) or len(untrusted) > MAX_ENTRIES:
        reading.fault("object-expected", place)
        return {}
    return {
        reading.identifier(id_, place): reading.matching(key, _FIRST_KEY, place)
        for id_, key in untrusted.items()
    }


def _read_header(untrusted: Mapping[str, object]) -> Header:
    reading = Reading(())
    keys = ("format", "version", "kind", "part", "assessment", "catalogue", "returned", "members")
    top = reading.record(untrusted, "", keys) or {}
    part = reading.record(
        top.get("part"),
        "/part",
        ("id", "department", "due", "codes", "baseline_sha256", "issued_utc", "issued_by"),
    )
    assessment = reading.record(top.get("assessment"), "/assessment", ("id", "province", "year"))
    catalogue = reading.record(top.get("catalogue"), "/catalogue", ("id", "digest"))
    reading.raise_problems()
    assert part is not None and assessment is not None and catalogue is not None

    def line(value: object, place: str) -> str:
        return reading.text(value, place, MAX_LINE_CHARACTERS)

    year = assessment["year"]
    if not (isinstance(year, str) and len(year) == 4 and year.isascii() and year.isdigit()):
        reading.fault("value-malformed", "/assessment/year")
        year = "0"
    returned = None
    if top["returned"] is not None:
        told = ("id", "follows", "returned_utc", "returned_by", "first_keys")
        made = reading.record(top["returned"], "/returned", told)
        if made is not None:
            returned = Return(
                reading.identifier(made["id"], "/returned/id"),
                tuple(
                    reading.identifier(each, at)
                    for each, at in reading.entries(made["follows"], "/returned/follows")
                ),
                reading.moment(made["returned_utc"], "/returned/returned_utc"),
                line(made["returned_by"], "/returned/returned_by"),
                _first_keys(reading, made["first_keys"]),
            )
    if top["kind"] != ("issued" if returned is None else "returned"):
        reading.fault("value-malformed", "/kind")
    header = Header(
        reading.identifier(part["id"], "/part/id"),
        reading.identifier(assessment["id"], "/assessment/id"),
        line(assessment["province"], "/assessment/province"),
        int(year),
        line(catalogue["id"], "/catalogue/id"),
        line(catalogue["digest"], "/catalogue/digest"),
        line(part["department"], "/part/department"),
        reading.day(part["due"], "/part/due"),
        tuple(line(each, at) for each, at in reading.entries(part["codes"], "/part/codes")),
        reading.matching(part["baseline_sha256"], SHA256, "/part/baseline_sha256"),
        reading.moment(part["issued_utc"], "/part/issued_utc"),
        line(part["issued_by"], "/part/issued_by"),
        returned,
    )
    reading.raise_problems()
    return header
