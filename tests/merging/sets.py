"""One random set of department files, taken in through the real reader and into the real store."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from part_files import CATALOGUE, CATALOGUE_BYTES
from random_parts import CONTENTS, edited, limited, random_codes, random_content, random_id

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.merge import OURS
from dti_desktop.engine.part_content import PartContent, Place, Value, content_of, value_json, values_of
from dti_desktop.engine.part_documents import first_keys
from dti_desktop.engine.review import Comment, ReviewMark
from dti_desktop.exchange.part_file import PartFile, Return, write_part
from dti_desktop.services import part_merging, parts
from dti_desktop.services.library import Library
from dti_desktop.services.part_merging import NOT_TAKEN, Preview
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.media_types import media_type_of

MOMENT = datetime(2022, 12, 10, 8, tzinfo=UTC)
NO_LIMIT = 1 << 40


@dataclass
class Counts:
    """What came up, and what did not hold."""

    sets: int = 0
    files: int = 0
    without_conflict: int = 0
    conflicts: int = 0
    values: int = 0
    taken: int = 0
    told: int = 0
    evidence: int = 0
    comments: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class Office:
    """A province's office with its own store, for as many sets as one cares to take in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        library = Library(paths.resources_dir(), paths.translations_dir())
        self.workspace = Workspace.open(folder / "store", library, now_utc=lambda: MOMENT, user="tỉnh")
        self.evidence = folder / "evidence"
        self.evidence.mkdir()
        for content in CONTENTS:
            (self.evidence / hashlib.sha256(content).hexdigest()).write_bytes(content)
        # A backup before each merge is held elsewhere; here it would copy every set before.
        part_merging.before = lambda *_: None  # type: ignore[assignment]

    def close(self) -> None:
        self.workspace.close()

    # -- making a set --------------------------------------------------------------------------------

    def begin(self, assessment_id: str, whole: PartContent) -> None:
        store = self.workspace.store
        store.assessments.create(
            assessment_id, province="Sóc Trăng", year=2022, catalogue_bytes=CATALOGUE_BYTES
        )
        wanted = sorted(whole.file_sizes_bytes)
        with store.files.stage([self.evidence / sha256 for sha256 in wanted]) as staged:
            files = {file.sha256: file for file in staged.files}
            staged.publish()
        with store.transaction(), store.edits.creating():
            store.parts.take_in(assessment_id, values_of(whole), files=files, keeps_order=True)

    def issue(self, assessment_id: str, codes: Sequence[str], department: str, target: Path) -> PartFile:
        """Hand a part out and read the very file again, as the department does."""
        parts.issue(self.workspace, assessment_id, codes, department, target, passphrase=None)
        return parts.read_part((target, None))

    def change(self, assessment_id: str, before: PartContent, after: PartContent) -> None:
        """Let the office itself go on working."""
        held, wanted = values_of(before), values_of(after)
        changes: dict[Place, Value | None] = {p: v for p, v in wanted.items() if held.get(p) != v}
        changes |= {p: None for p in held if p not in wanted and p.kind not in ("citation", "file", "added")}
        sizes = after.file_sizes_bytes.keys() - before.file_sizes_bytes.keys()
        store = self.workspace.store
        with store.files.stage([self.evidence / sha256 for sha256 in sorted(sizes)]) as staged:
            files = {file.sha256: file for file in staged.files}
            staged.publish()
        store.parts.take_in(assessment_id, changes, files=files)

    # -- taking it in --------------------------------------------------------------------------------

    def look(self, assessment_id: str, files: Sequence[Path]) -> Preview:
        return part_merging.preview(
            self.workspace, assessment_id, [parts.read_part((file, None)) for file in files]
        )

    def take(self, assessment_id: str, files: Sequence[Path], choice: int) -> tuple[Preview, Assessment]:
        looked = self.look(assessment_id, files)
        staged = part_merging.stage(
            self.workspace, looked, [(file, None) for file in files], limit_bytes=NO_LIMIT
        )
        choices = {c.place: OURS if c.reason == "approved" else choice for c in looked.conflicts}
        part_merging.accept(self.workspace, looked, choices, staged)
        return looked, self.workspace.load(assessment_id).content


def run_set(office: Office, seed: int) -> Counts:
    """Make the set of that number, take it in in several orders, and tell what does not hold."""
    die = Random(seed)
    counts = Counts(sets=1)
    assessment_id = f"bo-{seed}"
    folder = office.folder / assessment_id
    folder.mkdir()
    try:
        files = _make(office, die, assessment_id, folder)
        counts.files = len(files)
        _hold(office, die, assessment_id, files, counts)
    except AssertionError as error:
        counts.failures.append(f"set {seed}: {error}")
    except Exception as error:
        counts.failures.append(f"set {seed}: {type(error).__name__}: {error}")
    finally:
        shutil.rmtree(folder)
    return counts


def _make(office: Office, die: Random, assessment_id: str, folder: Path) -> list[Path]:
    codes = random_codes(die, CATALOGUE, die.randint(2, 5))
    whole = typed(random_content(die, CATALOGUE, codes))
    office.begin(assessment_id, whole)
    busy = die.choice((0.3, 0.6, 1.0))
    files: list[Path] = []
    for number in range(die.randint(1, 4)):
        mine = die.sample(codes, die.randint(1, len(codes)))
        issued = office.issue(assessment_id, mine, f"Sở {number}", folder / f"giao-{number}.dtipart")
        for copy in range(die.choice((1, 1, 1, 2))):
            content, follows, first = issued.baseline, tuple[str, ...](), dict[str, str]()
            for turn in range(die.choice((1, 1, 1, 2))):
                for _ in range(die.randint(1, 8)):
                    if die.random() < busy:
                        content = edited(die, CATALOGUE, issued.header.codes, content, may_approve=True)
                content = limited(content, CATALOGUE, issued.header.codes, with_notes=True)
                first |= first_keys(content, issued.baseline, first)
                made = Return(random_id(die), follows, "2022-12-09T08:00:00Z", "sở", dict(first))
                part = replace(issued, header=replace(issued.header, returned=made), content=typed(content))
                target = folder / f"tra-{number}-{copy}-{turn}.dtipart"
                write_part(target, part, lambda sha256: office.evidence / sha256, passphrase=None)
                files.append(target)
                follows = (*follows, made.id)
    ours = whole
    for _ in range(die.randint(0, 3)):
        if die.random() < busy:
            after = edited(die, CATALOGUE, codes, ours)
            ours = typed(replace(after, documents={**ours.documents, **after.documents}))
    office.change(assessment_id, whole, ours)
    approved = [code for code in codes if die.random() < 0.1]
    marks = {code: ReviewMark("approved", "", "tỉnh", "2022-12-09T08:00:00Z") for code in approved}
    office.workspace.store.review.set_marks(assessment_id, marks)
    return files


def typed(content: PartContent) -> PartContent:
    """Return content whose files are of the media type that the store would find."""
    found = {}
    for content_bytes in CONTENTS:
        sha256 = hashlib.sha256(content_bytes).hexdigest()
        found[sha256] = media_type_of(content_bytes, content_bytes)
    documents = {
        id_: d if d.file is None else replace(d, file=replace(d.file, media_type=found[d.file.sha256]))
        for id_, d in content.documents.items()
    }
    return replace(content, documents=documents)


def _hold(office: Office, die: Random, assessment_id: str, files: list[Path], counts: Counts) -> None:
    workspace = office.workspace
    before = workspace.load(assessment_id).content
    choice = die.choice((OURS, 0))
    die.shuffle(files)
    looked, after = office.take(assessment_id, files, choice)
    counts.conflicts += len(looked.conflicts)
    counts.taken += len(looked.merged.taken)
    _nothing_lost(office, looked, before, after, counts)
    _one_document_for_one_file(after)
    _, same = office.take(assessment_id, files, choice)
    assert same == after, "merging twice changed something"
    workspace.undo(assessment_id)
    assert workspace.load(assessment_id).content == before, "one undo did not take it back"
    die.shuffle(files)
    _, other = office.take(assessment_id, files, choice)
    assert other == after, "another order, another result"
    if not looked.conflicts:
        counts.without_conflict += 1
        workspace.undo(assessment_id)
        last = {line.return_id for line in looked.files if line.state == "new"}
        one_by_one = [f for f in files if parts.read_part((f, None)).header.returned.id in last]
        die.shuffle(one_by_one)
        for file in one_by_one:
            step, alone = office.take(assessment_id, [file], OURS)
            assert step.conflicts == (), "a conflict that was none"
        assert _values(alone) == _values(after), "one by one, another result"
    for sha256, size_bytes in _sizes(after).items():
        fault = workspace.store.files.fault_of(sha256, size_bytes)
        assert fault is None, f"evidence {fault}"


def _values(assessment: Assessment) -> Assessment:
    """Without the memory of files: of one that a later one replaced it knows only where it was there."""
    kept = {id_: replace(part, baseline_sha256="", merged_utc=None) for id_, part in assessment.parts.items()}
    return replace(assessment, parts=kept)


def _sizes(assessment: Assessment) -> Mapping[str, int]:
    documents = assessment.documents.values()
    return {d.file.sha256: d.file.size_bytes for d in documents if d.file is not None}


def _one_document_for_one_file(assessment: Assessment) -> None:
    held = [d.file.sha256 for d in assessment.documents.values() if d.file is not None]
    assert len(held) == len(set(held)), "the same file twice"


def _nothing_lost(
    office: Office, looked: Preview, before: Assessment, after: Assessment, counts: Counts
) -> None:
    """Hold that every value of every file is in the result, or in the journal."""
    held = values_of(content_of(after, list(CATALOGUE.indicators), with_notes=True, all_documents=True))
    journal = office.workspace.store.journal.entries(after.id, limit=100_000)
    told = {(fact["kind"], fact["key"], value_text)
            for fact in office.workspace.store.parts.events(after.id, NOT_TAKEN)
            for value_text in (_text(fact["value"]), _text(fact["kept"]))}  # fmt: skip
    old = " ".join(_text(json.loads(entry.old)) for entry in journal if entry.old is not None)
    for part in looked.parts:
        returned = looked.merged.live.get(part.header.returned.id)
        if returned is None:
            theirs, base = values_of(part.content), values_of(part.baseline)
        else:
            theirs, base = values_of(returned.theirs), values_of(returned.base)
        for place, value in theirs.items():
            if value == base.get(place) or place.kind == "added":
                continue
            counts.values += 1
            counts.comments += place.kind == "comment"
            counts.evidence += place.kind in ("file", "link")
            if isinstance(value, Comment):
                found = held.get(place)
                assert isinstance(found, Comment) and found.text == value.text, f"remark lost: {place}"
                continue
            if held.get(place) == value:
                continue
            if returned is None and place.kind in ("citation", "file", "file_name", "link"):
                continue  # the ids of a file that was replaced are of that copy; its later file is judged
            counts.told += 1
            key = (place.kind, place.key, value_json(value))
            assert key in told or value_json(value) in old, f"lost: {place} {value}"


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
