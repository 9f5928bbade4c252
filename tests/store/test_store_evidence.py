"""Evidence: copied and hashed in one pass, named by its content, all files of one act or none."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest

from dti_desktop import durable
from dti_desktop.engine.assessment import Citation, EvidenceLink
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.store import evidence_files
from dti_desktop.store.evidence_files import EvidenceFolder

ID = "soc-trang-2022"
LIMIT = 10_000_000


def _file(folder: Path, name: str, content: bytes = b"%PDF-1.4\n...") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def _attach(store, *paths: Path, code: str = "1.1", limit_bytes: int = LIMIT, **more):
    return store.evidence.attach(ID, code, paths, limit_bytes=limit_bytes, **more)


def _problems(store, *paths: Path, **more) -> list[tuple[str, str]]:
    """The refusal's problems; and nothing was changed by it."""
    evidence = store.folder / "evidence"
    before, head = sorted(evidence.rglob("*")), store.journal.head(ID)
    with pytest.raises(InputError) as caught:
        _attach(store, *paths, **more)
    assert sorted(evidence.rglob("*")) == before
    assert store.journal.head(ID) == head
    return [(p.code, p.place) for p in caught.value.problems]


def test_a_file_becomes_a_document_with_its_citation(store, tmp_path):
    content = b"%PDF-1.7\n" + os.urandom(3_000_000)
    path = _file(tmp_path, "Quyết định số 749 – ký.pdf", content)
    change, (document_id,) = _attach(store, path, citation=Citation("749/QĐ-UBND"), pages="3-5")
    assert change.codes == {"1.1"} and change.kinds == {"document", "link"}
    assessment = store.assessments.load(ID)
    document = assessment.documents[document_id]
    assert document.file.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.file.size_bytes, document.file.media_type) == (len(content), "application/pdf")
    assert document.file.original_name == "Quyết định số 749 – ký.pdf"
    assert document.citation == Citation("749/QĐ-UBND")
    assert document.added_utc == "2026-11-22T08:42:07Z"
    assert assessment.links == {"1.1": (EvidenceLink(document_id, "3-5"),)}
    assert assessment.evidence_bytes == len(content)
    stored = store.evidence.path_of(document.file.sha256)
    assert stored.read_bytes() == content
    assert stored.relative_to(store.folder).as_posix() == (
        f"evidence/{document.file.sha256[:2]}/{document.file.sha256}"
    )
    assert list((store.folder / "evidence" / "tmp").iterdir()) == []
    assert store.verify() == []


@pytest.mark.parametrize("raw", [b"Quy\xe1\xba\xbft.pdf", "Quyết".encode() + b".pdf", b"\xff\xfe\x80 la.pdf"])
def test_names_are_kept_byte_for_byte(store, tmp_path, raw):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
    path.write_bytes(b"x")
    _, (document_id,) = _attach(store, path)
    name = store.assessments.load(ID).documents[document_id].file.original_name
    assert os.fsencode(name) == raw
    store.edits.undo(ID)
    store.edits.redo(ID)
    name = store.assessments.load(ID).documents[document_id].file.original_name
    assert os.fsencode(name) == raw
    assert store.verify() == []


def test_several_files_are_one_step(store, tmp_path):
    paths = [_file(tmp_path, f"{number}.txt", str(number).encode()) for number in range(3)]
    _, document_ids = _attach(store, *paths)
    assert len(set(document_ids)) == 3
    assert [link.document_id for link in store.assessments.load(ID).links["1.1"]] == list(document_ids)
    store.edits.undo(ID)
    assert store.assessments.load(ID).documents == {}
    assert len(store.evidence.all_files()) == 3
    assert store.verify() == []
    store.edits.redo(ID)
    assert [link.document_id for link in store.assessments.load(ID).links["1.1"]] == list(document_ids)


def test_the_same_content_is_the_same_document(store, tmp_path, catalogue_bytes):
    first = _file(tmp_path, "a.pdf")
    _, (document_id,) = _attach(store, first, citation=Citation("1/QĐ"), pages="2")
    change, again = _attach(store, _file(tmp_path, "b.pdf"), code="1.2", pages="9")
    assert again == (document_id,) and change.codes == {"1.2"}
    assessment = store.assessments.load(ID)
    assert len(assessment.documents) == 1
    assert assessment.documents[document_id].file.original_name == "a.pdf"
    assert assessment.documents[document_id].citation == Citation("1/QĐ")
    change, _ = _attach(store, first)
    assert change.is_empty
    assert store.assessments.load(ID).links["1.1"] == (EvidenceLink(document_id, "2"),)
    _attach(store, first, citation=Citation("2/QĐ"))
    assert store.assessments.load(ID).documents[document_id].citation == Citation("2/QĐ")
    _, twice = _attach(store, first, _file(tmp_path, "c.pdf"), code="1.3")
    assert twice == (document_id, document_id)
    # Another assessment gets a document of its own, over the same file.
    store.assessments.create("b", province="Cần Thơ", year=2022, catalogue_bytes=catalogue_bytes)
    _, (other,) = store.evidence.attach("b", "1.1", [first], limit_bytes=LIMIT)
    assert other != document_id
    assert len(store.evidence.all_files()) == 1
    assert store.verify() == []


def test_the_limit_counts_distinct_files_of_the_assessment(store, tmp_path):
    one = _file(tmp_path, "one", b"1" * 600)
    _attach(store, one, limit_bytes=1000)
    with pytest.raises(InputError) as caught:
        _attach(store, _file(tmp_path, "two", b"2" * 401), limit_bytes=1000)
    assert caught.value.code == "evidence-limit"
    assert caught.value.facts == {"room_bytes": 400, "size_bytes": 401}
    # The same size as a held file may be a held file, so it is looked at; it is none.
    assert _problems(store, _file(tmp_path, "three", b"3" * 600), limit_bytes=1000) == [
        ("evidence-limit", "")
    ]
    _attach(store, one, code="1.2", limit_bytes=1000)
    _attach(store, _file(tmp_path, "four", b"4" * 400), limit_bytes=1000)
    assert store.assessments.load(ID).evidence_bytes == 1000
    assert _problems(store, _file(tmp_path, "five", b"5"), limit_bytes=10) == [
        ("evidence-limit", ""),
        ("evidence-no-room", "/files/0"),
    ]


def test_what_is_known_not_to_fit_is_not_even_copied(store, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "_copy", None)
    good, big = _file(tmp_path, "good", b"g"), _file(tmp_path, "big", b"x" * 2000)
    assert _problems(store, good, tmp_path, big, limit_bytes=1999) == [("file-is-folder", "/files/1")]
    assert _problems(store, good, big, limit_bytes=1999) == [
        ("evidence-limit", ""),
        ("evidence-no-room", "/files/0"),
        ("evidence-no-room", "/files/1"),
    ]
    with pytest.raises(InputError) as caught:
        store.files.stage([good, tmp_path, big], room_bytes=1999, partly=True)
    assert [problem.facts for problem in caught.value.problems] == [
        {"room_bytes": 1999, "size_bytes": 2001},
        {"name": tmp_path.name},
        {"name": "good", "size_bytes": 1},
        {"name": "big", "size_bytes": 2000},
    ]


def test_every_refused_file_is_listed_and_none_is_taken(store, tmp_path):
    good = _file(tmp_path, "good.txt", b"good")
    link = tmp_path / "link"
    link.symlink_to(good)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    os.mknod(tmp_path / "sock", stat.S_IFSOCK | 0o600)  # no socket is opened, not even in tests
    problems = _problems(
        store, good, tmp_path / "nothing", link, tmp_path, pipe, tmp_path / "sock", Path("/dev/null")
    )
    assert problems == [
        ("file-not-found", "/files/1"),
        ("file-is-link", "/files/2"),
        ("file-is-folder", "/files/3"),
        ("file-not-regular", "/files/4"),
        ("file-not-regular", "/files/5"),
        ("file-not-regular", "/files/6"),
    ]


def test_an_unknown_assessment_is_refused_before_anything_is_copied(store, tmp_path):
    with pytest.raises(InputError) as caught:
        store.evidence.attach("x", "1.1", [_file(tmp_path, "a")], limit_bytes=LIMIT)
    assert caught.value.code == "assessment-unknown"
    assert [path.name for path in (store.folder / "evidence").rglob("*")] == ["tmp"]


def test_a_file_that_changes_while_it_is_read_is_refused(store, tmp_path):
    good = _file(tmp_path, "good", b"g" * 10)
    grows = _file(tmp_path, "grows", b"x" * 3_000_000)
    shrinks = _file(tmp_path, "shrinks", b"y" * 3_000_000)
    touched = _file(tmp_path, "touched", b"z" * 3_000_000)
    times = 0

    def meanwhile(done: int, total: int) -> None:
        nonlocal times
        times += 1
        if times == 2:
            with grows.open("ab") as file:
                file.write(b"more")
        if times == 6:
            os.truncate(shrinks, 10)
        os.utime(touched, ns=(times, times))

    assert _problems(store, good, grows, shrinks, touched, progress=meanwhile) == [
        ("file-changed-while-read", "/files/1"),
        ("file-changed-while-read", "/files/2"),
        ("file-changed-while-read", "/files/3"),
    ]


def test_a_file_put_in_anothers_place_is_refused(store, tmp_path, monkeypatch):
    path, other = _file(tmp_path, "a", b"a"), _file(tmp_path, "b", b"b")
    look = evidence_files._look_at

    def swapped(paths):
        found = look(paths)
        path.unlink()
        path.symlink_to(other)
        return found

    monkeypatch.setattr(evidence_files, "_look_at", swapped)
    assert _problems(store, path) == [("file-unreadable", "/files/0")]

    def swapped_for_a_file(paths):
        found = look(paths)
        path.unlink()
        other.rename(path)
        return found

    path.unlink()
    _file(tmp_path, "a", b"a")
    monkeypatch.setattr(evidence_files, "_look_at", swapped_for_a_file)
    assert _problems(store, path) == [("file-changed-while-read", "/files/0")]


def test_progress_counts_bytes_and_cancelling_leaves_nothing(store, tmp_path, fingerprint):
    paths = [_file(tmp_path / "in", str(n), bytes([n]) * 2_500_000) for n in range(2)]
    told: list[tuple[int, int]] = []
    before = fingerprint(store.folder / "evidence")
    with pytest.raises(Cancelled):
        _attach(
            store,
            *paths,
            progress=lambda d, t: told.append((d, t)),
            cancelled=lambda: bool(told) and told[-1][0] > 4e6,
        )
    assert fingerprint(store.folder / "evidence") == before
    assert store.assessments.load(ID).documents == {}
    told.clear()
    _attach(store, *paths, progress=lambda d, t: told.append((d, t)))
    assert told == sorted(told) and told[-1] == (5_000_000, 5_000_000)


def test_a_full_disk_leaves_nothing(store, tmp_path, monkeypatch):
    paths = [_file(tmp_path, "a", b"a"), _file(tmp_path, "b", b"b")]
    plain, calls = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(errno.ENOSPC, "full")
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        _attach(store, *paths)
    monkeypatch.undo()
    assert caught.value.code == "disk-full"
    assert [path.name for path in (store.folder / "evidence").rglob("*")] == ["tmp"]
    assert store.assessments.load(ID).documents == {}


@pytest.mark.parametrize("size_bytes", [100_000, 5_000_000])
def test_a_disk_that_fills_on_the_way_leaves_nothing(store, tmp_path, monkeypatch, size_bytes):
    path = _file(tmp_path, "a", os.urandom(size_bytes))

    def full(_flush: object, _end: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(durable.EarlyFlush, "written", full)
    with pytest.raises(EnvironmentFault) as caught:
        _attach(store, path)
    monkeypatch.undo()
    assert caught.value.code == "disk-full"
    assert [path.name for path in (store.folder / "evidence").rglob("*")] == ["tmp"]
    _attach(store, path)
    assert store.verify() == []


@pytest.mark.parametrize("size_bytes", [0, 1, 524_287, 524_288, 2_097_152, 2_097_153, 7_000_001])
def test_a_file_of_any_length_comes_in_as_it_is(store, tmp_path, size_bytes):
    """Below, at and above where a second thread computes the digest."""
    content = os.urandom(size_bytes)
    with store.files.stage([_file(tmp_path, "a", content)]) as staged:
        (file,), (copy,) = staged.files, staged.copies
        assert (file.sha256, file.size_bytes) == (hashlib.sha256(content).hexdigest(), size_bytes)
        assert copy.read_bytes() == content
        staged.publish()
    assert store.files.fault_of(file.sha256, size_bytes) is None
    with store.files.path_of(file.sha256).open("r+b") as there:
        there.write(b"\0" if content[:1] != b"\0" else b"\1")
    assert store.files.fault_of(file.sha256, size_bytes) == "evidence-damaged"


def test_staging_may_run_in_another_thread(store, tmp_path):
    path = _file(tmp_path, "a.txt", b"hello")
    staged = []
    thread = threading.Thread(target=lambda: staged.append(store.files.stage([path])))
    thread.start()
    thread.join()
    with staged[0] as files:
        assert files.files[0].media_type == "text/plain"
        store.evidence.record(ID, "1.1", files, limit_bytes=LIMIT)
    assert store.verify() == []


def test_partly_takes_the_good_ones_and_lists_the_others(store, tmp_path):
    good, other = _file(tmp_path, "good", b"g"), _file(tmp_path, "other", b"o")
    link = tmp_path / "link"
    link.symlink_to(good)
    with store.files.stage([link, good, tmp_path, other], partly=True) as staged:
        assert [(p.code, p.place) for p in staged.refused] == [
            ("file-is-link", "/files/0"),
            ("file-is-folder", "/files/2"),
        ]
        assert staged.places == (1, 3)
        assert [copy.read_bytes() for copy in staged.copies] == [b"g", b"o"]
        gone = staged.copies[0]
        staged.drop({1})
        assert not gone.exists()
        assert staged.places == (3,)
        _, (document_id,) = store.evidence.record(ID, "1.1", staged, limit_bytes=LIMIT)
    assert store.assessments.load(ID).documents[document_id].file.original_name == "other"
    assert list((store.folder / "evidence" / "tmp").iterdir()) == []


def test_staged_files_that_are_not_recorded_are_discarded(store, tmp_path):
    with store.files.stage([_file(tmp_path, "a")]):
        assert len(list((store.folder / "evidence" / "tmp").iterdir())) == 1
    assert [path.name for path in (store.folder / "evidence").rglob("*")] == ["tmp"]


def test_damage_is_found_by_rehashing_and_mended_by_attaching_again(store, tmp_path):
    paths = [_file(tmp_path, str(n), bytes([n]) * 100) for n in range(4)]
    _attach(store, *paths)
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    flipped, longer, missing, _whole = map(store.evidence.path_of, digests)
    flipped.write_bytes(bytes([9]) + flipped.read_bytes()[1:])
    longer.write_bytes(longer.read_bytes() + b"x")
    missing.unlink()
    _file(store.folder / "evidence" / "ab", "ab" + "0" * 62)
    report = store.evidence.verify_all()
    assert report.checked == 4
    assert {(p.code, p.place) for p in report.problems} == {
        ("evidence-damaged", digests[0]),
        ("evidence-damaged", digests[1]),
        ("evidence-missing", digests[2]),
    }
    assert report.unreferenced == ("ab" + "0" * 62,)
    _attach(store, *paths, code="1.2")
    assert store.evidence.verify_all().problems == ()


def test_a_published_file_is_on_the_disk_before_its_row(store, tmp_path, monkeypatch):
    """The order that makes a power cut harmless: content, name, folder, and only then the commit."""
    events: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor: int) -> None:
        at = Path(f"/proc/self/fd/{descriptor}").readlink()
        events.append("sync " + at.relative_to(store.folder).parts[-1][:2])
        fsync(descriptor)

    def watched_replace(self: Path, target: Path) -> Path:
        events.append(f"rename to {target.parent.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    store.connection.raw.set_trace_callback(lambda sql: events.append(sql.split()[0]))
    content = b"evidence"
    name = hashlib.sha256(content).hexdigest()[:2]
    _attach(store, _file(tmp_path, "a", content))
    store.connection.raw.set_trace_callback(None)
    first_insert = events.index("INSERT")
    steps = [event for event in events[:first_insert] if event.startswith(("sync", "rename"))]
    temporary = steps[0]
    assert steps == [temporary, "sync ev", f"rename to {name}", f"sync {name}", "sync ev"]
    assert events[first_insert:].count("COMMIT") == 1


@pytest.mark.parametrize("name", ["", "..", "a" * 63, "A" * 64, "../" + "a" * 61, "a" * 65])
def test_only_a_digest_has_a_path(tmp_path, name):
    with pytest.raises(ValueError, match="SHA-256"):
        EvidenceFolder(tmp_path).path_of(name)
