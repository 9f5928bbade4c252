"""Nothing changed, added, removed or moved is ever accepted, and the verifier says what it was."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace

import certificates
import making
import pytest
from certificates import family
from making import codes, judge, pack

from dti_desktop.bundle import cms, container, manifest, profile
from dti_desktop.bundle.container import Entry
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.submission import NO_SCORE

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def tiny() -> bytes:
    content = pack(making.signed_files(making.tiny_files()))
    assert judge(content).is_accepted
    return content


def test_no_byte_can_be_flipped(tiny: bytes) -> None:
    """Each byte once, each time in another bit, so that all eight bits come up everywhere."""
    accepted = [
        position
        for position in range(len(tiny))
        if judge(
            tiny[:position] + bytes([tiny[position] ^ (1 << position % 8)]) + tiny[position + 1 :]
        ).is_accepted
    ]
    assert accepted == []


def test_no_byte_of_headers_and_signature_can_take_any_other_value(tiny: bytes) -> None:
    """A sample of positions, headers and the signature among them, with many other values."""
    die = random.Random(20221122)
    signature = tiny.index(b"META-INF/signature001.p7s") + len("META-INF/signature001.p7s")
    positions = [
        *range(30),
        *range(len(tiny) - 22, len(tiny)),
        *die.sample(range(signature, signature + 1500), 40),
    ]
    for position in positions:
        for value in die.sample(sorted(set(range(256)) - {tiny[position]}), 8):
            changed = tiny[:position] + bytes([value]) + tiny[position + 1 :]
            assert not judge(changed).is_accepted, (position, value)


def test_no_byte_can_be_dropped_or_put_in(tiny: bytes) -> None:
    die = random.Random(1)
    for position in die.sample(range(len(tiny)), 300):
        assert not judge(tiny[:position] + tiny[position + 1 :]).is_accepted
        assert not judge(tiny[:position] + b"\0" + tiny[position:]).is_accepted


def test_every_shorter_file_is_refused_without_a_traceback(tiny: bytes) -> None:
    for length in range(0, len(tiny), 7):
        assert judge(tiny[:length]).integrity == "broken"


def test_many_bytes_can_be_changed_at_once(tiny: bytes) -> None:
    die = random.Random(2)
    for _ in range(500):
        changed = bytearray(tiny)
        for _ in range(die.randint(2, 12)):
            changed[die.randrange(len(changed))] = die.randrange(256)
        assert bytes(changed) == tiny or not judge(bytes(changed)).is_accepted


def change(name: str, content: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, name: content}


def add(name: str, content: bytes = b"evil") -> Callable[[Files], list[tuple[str, bytes]]]:
    return lambda files: [*files.items(), (name, content)]


def remove(name: str) -> Callable[[Files], Files]:
    return lambda files: {n: c for n, c in files.items() if n != name}


def rename(old: str, new: str) -> Callable[[Files], Files]:
    return lambda files: {new if n == old else n: c for n, c in files.items()}


def swap(one: str, other: str) -> Callable[[Files], list[tuple[str, bytes]]]:
    def swapped(files: Files) -> list[tuple[str, bytes]]:
        names = [{one: other, other: one}.get(name, name) for name in files]
        return [(name, files[name]) for name in names]

    return swapped


EVIDENCE = "evidence/0001-a.pdf"
TAMPERINGS = {
    "evidence changed": (change(EVIDENCE, b"F"), "file-changed", EVIDENCE),
    "report changed": (change("report.pdf", b"S"), "file-changed", "report.pdf"),
    "verify text changed": (change("VERIFY.txt", b"W"), "file-changed", "VERIFY.txt"),
    "sums changed": (change("SHA256SUMS", b""), "file-changed", "SHA256SUMS"),
    "catalogue changed": (change("catalogue.json", b"{}"), "file-changed", "catalogue.json"),
    "mimetype changed": (change("mimetype", b"application/zip"), "mimetype-wrong", "mimetype"),
    "mimetype too long": (change("mimetype", b"a" * 99), "file-too-large", "mimetype"),
    "file added": (add("evil.txt"), "file-added", "evil.txt"),
    "evidence added": (add("evidence/0002-b.pdf"), "file-added", "evidence/0002-b.pdf"),
    "evidence doubled": (add(EVIDENCE, b"E"), "file-doubled", EVIDENCE),
    "mimetype doubled": (add("mimetype", profile.MIMETYPE), "file-doubled", "mimetype"),
    "case twin": (add("Report.pdf", b"R"), "file-added", "Report.pdf"),
    "folder added": (add("META-INF/evil.xml"), "file-added", "META-INF/evil.xml"),
    "climbing": (add("../evil"), "name-not-allowed", "../evil"),
    "absolute": (add("/etc/passwd"), "name-not-allowed", "/etc/passwd"),
    "drive": (add("C:evil"), "name-not-allowed", "C:evil"),
    "backslash": (add("evidence\\evil"), "name-not-allowed", "evidence\\evil"),
    "NUL": (add("report.pdf\0.exe"), "name-not-allowed", "report.pdf\\x00.exe"),
    "device": (add("evidence/con.txt"), "name-not-allowed", "evidence/con.txt"),
    "double slash": (add("evidence//a"), "name-not-allowed", "evidence//a"),
    "endless name": (add("a" * 5000), "name-not-allowed", "a" * 200 + "…"),
    "no name": (add(""), "name-not-allowed", ""),
    "evidence removed": (remove(EVIDENCE), "file-removed", EVIDENCE),
    "report removed": (remove("report.pdf"), "file-removed", "report.pdf"),
    "sums removed": (remove("SHA256SUMS"), "file-missing", "SHA256SUMS"),
    "mimetype removed": (remove("mimetype"), "file-missing", "mimetype"),
    "renamed": (rename(EVIDENCE, "evidence/0001-b.pdf"), "file-removed", EVIDENCE),
    "renumbered": (rename(EVIDENCE, "evidence/0007-a.pdf"), "evidence-numbering", "evidence"),
    "reordered": (swap("report.pdf", "catalogue.json"), "files-reordered", ""),
    "mimetype last": (swap("mimetype", "VERIFY.txt"), "files-reordered", ""),
}


@pytest.mark.parametrize("case", TAMPERINGS)
def test_a_tampered_file_set_is_named(case: str) -> None:
    tamper, code, place = TAMPERINGS[case]
    found = judge(pack(tamper(making.signed_files(making.tiny_files()))))
    assert not found.is_accepted
    assert found.integrity == "broken"
    assert (code, place) in {(finding.code, finding.place) for finding in found.findings}


def test_changing_the_files_around_a_signature_leaves_the_signature_itself_ok() -> None:
    found = judge(pack(change(EVIDENCE, b"F")(making.signed_files(making.tiny_files()))))
    assert (found.integrity, found.signature) == ("broken", "ok")


@pytest.mark.parametrize("half", ["META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"])
def test_half_a_pair_is_broken_and_unsigned(half: str) -> None:
    found = judge(pack(remove(half)(making.signed_files(making.tiny_files()))))
    assert (found.integrity, found.signature) == ("broken", "absent")
    assert {"signature-incomplete", "signature-absent"} <= codes(found)
    assert not found.is_accepted


def test_half_a_second_pair_is_broken_and_unsigned_too() -> None:
    files = making.signed_files(making.tiny_files(), [making.signer(), making.signer("rsa")])
    found = judge(pack(remove("META-INF/signature002.p7s")(files)))
    assert (found.integrity, found.signature) == ("broken", "absent")


def test_no_signature_at_all() -> None:
    files = making.signed_files(making.tiny_files())
    found = judge(pack({n: c for n, c in files.items() if not n.startswith("META-INF")}))
    assert (found.integrity, found.signature) == ("ok", "absent")
    assert not found.is_accepted


def test_two_signers_over_the_same_files() -> None:
    files = making.signed_files(making.tiny_files(), [making.signer(), making.signer("rsa")])
    found = judge(pack(files), [family("ec").root, family("rsa").root])
    assert found.is_accepted
    assert [signer.chain for signer in found.signers] == ["trusted", "trusted"]
    only_one_root = judge(pack(files), [family("ec").root])
    assert only_one_root.chain == "untrusted"
    assert not only_one_root.is_accepted


def test_the_second_signature_is_not_accepted_in_the_first_place() -> None:
    files = making.signed_files(making.tiny_files(), [making.signer(), making.signer("rsa")])
    swapped = {**files, "META-INF/signature001.p7s": files["META-INF/signature002.p7s"]}
    found = judge(pack(swapped))
    assert found.signature == "broken"
    assert "signature-other-manifest" in codes(found)


def test_a_signature_numbered_two_alone() -> None:
    files = making.signed_files(making.tiny_files())
    renumbered = {name.replace("001", "002") if "META" in name else name: c for name, c in files.items()}
    found = judge(pack(renumbered))
    assert found.integrity == "broken"
    assert "signature-numbering" in codes(found)


def test_manifest_must_stand_in_the_lawful_form_even_when_validly_signed() -> None:
    files = making.signed_files(making.tiny_files())
    written = files["META-INF/ASiCManifest001.xml"]
    for other in (
        written.replace(b"\n  <asic:D", b"\n <asic:D", 1),
        written.replace(b'encoding="UTF-8"?>', b'encoding="UTF-8"?><!DOCTYPE a [<!ENTITY b "c">]>'),
        written + b"\n",
        b"\xef\xbb\xbf" + written,
        written.replace(b"application/json", b"text/plain", 1),
        written.replace(b"xmlenc#sha256", b"xmlenc#sha512", 1),
        b"",
    ):
        signature = cms.sign(other, making.signer(), certificates.SIGNING_TIME_UTC)
        changed = {**files, "META-INF/ASiCManifest001.xml": other, "META-INF/signature001.p7s": signature}
        found = judge(pack(changed))
        assert (found.integrity, found.signature) == ("broken", "ok")
        assert "manifest-not-canonical" in codes(found)


def test_manifest_order_is_the_container_order() -> None:
    names = ["catalogue.json", "submission.json", "report.pdf", EVIDENCE, "SHA256SUMS", "VERIFY.txt"]
    found = judge(pack(making.signed_files(making.tiny_files(), order=names)))
    assert found.integrity == "broken"
    assert codes(found) >= {"manifest-order"}


def test_sums_that_do_not_fit_are_found_even_when_validly_signed() -> None:
    files = making.tiny_files()
    whole = making.signed_files(files)
    wrong = whole["SHA256SUMS"].replace(b"  report.pdf", b" *report.pdf")
    digests = {n: hashlib.sha256(c).hexdigest() for n, c in {**whole, "SHA256SUMS": wrong}.items()}
    signed = manifest.write_manifest(1, {n: digests[n] for n in whole if profile.is_signed_name(n)})
    whole |= {
        "SHA256SUMS": wrong,
        "META-INF/ASiCManifest001.xml": signed,
        "META-INF/signature001.p7s": cms.sign(signed, making.signer(), certificates.SIGNING_TIME_UTC),
    }
    found = judge(pack(whole))
    assert codes(found) >= {"sums-differ"}
    assert found.integrity == "broken"


def test_rezipped_by_another_program_is_broken_but_still_judged() -> None:
    files = making.signed_files(making.tiny_files())
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        found = judge(buffer.getvalue())
        assert found.integrity == "broken"
        assert found.signature == ("ok" if method == zipfile.ZIP_STORED else "broken")
        assert ("file-unreadable" in codes(found)) == (method == zipfile.ZIP_DEFLATED)
        assert not found.is_accepted


def test_a_file_added_by_another_program_is_named(tiny: bytes) -> None:
    buffer = io.BytesIO(tiny)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("evil.txt", "evil")
    found = judge(buffer.getvalue())
    assert (found.integrity, found.signature) == ("broken", "ok")
    assert ("file-added", "evil.txt") in {(finding.code, finding.place) for finding in found.findings}


@pytest.mark.parametrize("extra", [b"\0", b"PK\5\6" + bytes(18), b"x" * 70_000, b"tail"])
def test_data_before_or_after_is_found(tiny: bytes, extra: bytes) -> None:
    for content in (extra + tiny, tiny + extra):
        found = judge(content)
        assert found.integrity == "broken"
        assert not found.is_accepted


def test_overlapping_entries_are_not_read_twice() -> None:
    """Every directory record points to the same large file: megabytes out of nothing."""
    size = 1_000_000
    first = Entry("a", 0, size, 0)
    records = [Entry(f"b{number}", 0, size, 0) for number in range(5000)]
    central = container.central_header(first) + b"".join(map(container.central_header, records))
    body = container.local_header(first) + bytes(size)
    content = body + central + container.end_record(5001, len(central), len(body))
    read = container.read_container(io.BytesIO(content), len(content))
    assert [entry.name for entry in read.entries] == ["a"]
    assert judge(content).integrity == "broken"


@pytest.mark.parametrize("behind", ["mimetype", "report.pdf", "VERIFY.txt"])
def test_a_gap_is_found(behind: str) -> None:
    """Bytes that no header speaks of: after the first entry, in the middle, before the central directory."""
    buffer = io.BytesIO()
    entries = []
    for name, content in making.signed_files(making.tiny_files()).items():
        entry = Entry(name, making.crc32(content), len(content), buffer.tell())
        entries.append(entry)
        buffer.write(container.local_header(entry) + content)
        if name == behind:
            buffer.write(b"hidden")
    start = buffer.tell()
    central = b"".join(map(container.central_header, entries))
    buffer.write(central + container.end_record(len(entries), len(central), start))
    found = judge(buffer.getvalue())
    assert (found.integrity, found.signature) == ("broken", "ok")
    assert codes(found) == {"container-not-canonical", "catalogue-unknown"}


def test_crc_wrong_in_both_headers_is_found(tiny: bytes) -> None:
    crc = making.crc32(b"R").to_bytes(4, "little")
    assert tiny.count(crc) == 2
    found = judge(tiny.replace(crc, b"\1\2\3\4"))
    assert [f.to_json() for f in found.findings if f.severity == "block"] == [
        {
            "code": "container-not-canonical",
            "severity": "block",
            "place": "report.pdf",
            "facts": {"part": "crc32"},
        }
    ]


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"%PDF-1.7", bytes(22), b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18]
)
def test_what_is_no_bundle_at_all_is_broken_not_an_error(content: bytes) -> None:
    found = judge(content)
    assert (found.integrity, found.signature) == ("broken", "absent")
    assert not found.is_accepted
    json.dumps(found.to_json())


def test_each_verdict_alone_decides(tiny: bytes) -> None:
    accepted = judge(tiny)
    for change in (
        {"integrity": "broken"},
        {"signature": "broken"},
        {"signature": "absent"},
        {"chain": "untrusted"},
        {"score": NO_SCORE},
        {"findings": (*accepted.findings, Finding("any"))},
    ):
        assert not replace(accepted, **change).is_accepted
    for harmless in ({"chain": "trusted"}, {"time": "unknown"}, {"catalogue": "known"}, {"findings": ()}):
        assert replace(accepted, **harmless).is_accepted
