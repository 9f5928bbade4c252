"""Small files that want much: time, memory, or files elsewhere."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import certificates
import making
import pytest
from making import judge, pack, plain_files, signed_files

from dti_desktop.bundle import chain, profile
from dti_desktop.bundle.certificates import CertificateFault, load, unfit_findings
from dti_desktop.bundle.container import Entry, central_header, end_record, local_header
from dti_desktop.bundle.verify import verify_bundle
from dti_desktop.engine.catalogue import catalogue_digest
from dti_desktop.errors import Cancelled

MEMORY_LIMIT_BYTES = 200 << 20
MEASURE = """
import json, re, sys
from pathlib import Path
from dti_desktop.bundle.verify import verify_bundle
found = verify_bundle(Path(sys.argv[1]))
# ru_maxrss would begin with what the test process, large as it is, held when it was forked.
peak = 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps({"peak": peak, "accepted": found.is_accepted, "codes": [f.code for f in found.findings]}))
"""


def many_entries() -> bytes:
    entries, body = [], bytearray()
    for number in range(profile.MAX_ENTRIES):
        entry = Entry(f"evidence/{number:04d}-{'a' * 90}.pdf"[:110], 0, 0, len(body))
        entries.append(entry)
        body += local_header(entry)
    central = b"".join(map(central_header, entries))
    return bytes(body) + central + end_record(len(entries) & 0xFFFF, len(central), len(body))


def full_of(name: str, content: bytes) -> bytes:
    files = plain_files() | {name: content}
    if name == profile.CATALOGUE_NAME:
        document = making.submission_document()
        document["catalogue"]["digest"] = catalogue_digest(content)
        files[profile.SUBMISSION_NAME] = making.as_bytes(document)
    return pack(signed_files(files))


def endless_score() -> bytes:
    document = making.submission_document()
    document["score"] = {"points": "x" * 4_000_000, "value": {"a": "y" * 3_000_000}}
    return pack(signed_files(plain_files(document)))


HOSTILE = {
    "as many entries as can be": many_entries,
    "nested lists": lambda: full_of("submission.json", b"[" * 8_000_000),
    "many lists": lambda: full_of("submission.json", b'{"format":[' + b"[]," * 90_000 + b"[]]}"),
    "many objects": lambda: full_of("submission.json", b'{"format":[' + b'{"":{}},' * 70_000 + b"{}]}"),
    "many keys": lambda: full_of(
        "submission.json", b"{" + b",".join(b'"%d":0' % n for n in range(140_000)) + b"}"
    ),
    "many twins": lambda: full_of("submission.json", b"{" + b'"a":0,' * 140_000 + b'"a":0}'),
    "long numbers": lambda: full_of("submission.json", b'{"format":' + b"9" * 8_000_000 + b"}"),
    "long score": endless_score,
    "catalogue of many lists": lambda: full_of("catalogue.json", b'{"id":[' + b"[]," * 14_000 + b"[]]}"),
    "catalogue of lists": lambda: full_of("catalogue.json", b'{"id":[' + b"[]," * 90_000 + b"[]]}"),
    "catalogue of objects": lambda: full_of(
        "catalogue.json", b'{"indicators":[' + b'{"rule":{}},' * 7_000 + b"{}]}"
    ),
    "end marks": lambda: b"PK\5\6" * 200_000,
    "directory marks": lambda: b"PK\1\2" * 200_000 + end_record(65_535, 800_000, 0),
}


@pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")
@pytest.mark.parametrize("case", HOSTILE)
def test_memory_stays_bounded(case: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.asice"
    path.write_bytes(HOSTILE[case]())
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert not told["accepted"]
    assert told["peak"] < MEMORY_LIMIT_BYTES, told
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.asice"]


def test_verifying_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "b.asice"
    path.write_bytes(pack(signed_files(plain_files())))
    with pytest.raises(Cancelled):
        verify_bundle(path, cancelled=lambda: True)


def test_verifying_tells_progress_up_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "b.asice"
    path.write_bytes(pack(signed_files(plain_files())))
    seen: list[tuple[int, int]] = []
    verify_bundle(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_the_most_files_that_a_bundle_may_hold() -> None:
    evidence = {
        profile.evidence_name(n, "a.txt"): b"%d" % n for n in range(1, profile.MAX_EVIDENCE_FILES + 1)
    }
    found = judge(pack(signed_files(plain_files(evidence=evidence))))
    assert found.is_accepted


def test_damaged_certificates_are_refused_or_judged_without_any_other_error() -> None:
    die = random.Random(9)
    root = certificates.family().root.certificate
    judged = 0
    for _ in range(3000):
        damaged = bytearray(die.choice([certificates.family().signer, certificates.family("rsa").root]).der)
        for _ in range(die.randint(1, 3)):
            damaged[die.randrange(len(damaged))] = die.choice([0, 1, 3, 4, 0x13, 0x18, 0x30, 0x80, 0xFF])
        try:
            certificate = load(bytes(damaged))
        except CertificateFault:
            continue
        judged += 1
        assert unfit_findings([certificate, root], certificates.SIGNING_TIME_UTC, "place")
        assert chain._rfc5280_fault(root, [certificate, certificate], certificates.SIGNING_TIME_UTC)
    assert judged > 100
