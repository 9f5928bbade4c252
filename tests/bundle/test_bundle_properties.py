"""What must hold for all inputs: names, containers, manifests, signatures; nothing breaks the reader."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile

import making
import pytest
from certificates import SIGNING_TIME_UTC
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import judge, pack

from dti_desktop.bundle import cms, container, der, manifest, profile

SAFE_NAMES = st.from_regex(profile._NAME, fullmatch=True).filter(profile.is_safe_name)
# Names that differ only in case are twins on some systems, and a container with twins is refused.
FILES = st.lists(
    st.tuples(SAFE_NAMES, st.binary(max_size=200)), max_size=12, unique_by=lambda file: file[0].casefold()
).map(dict)


@given(FILES)
def test_a_container_reads_back_and_other_readers_agree(files: dict[str, bytes]) -> None:
    content = pack(files)
    sizes = [(name, len(data)) for name, data in files.items()]
    assert len(content) == container.container_bytes(sizes)
    read = container.read_container(io.BytesIO(content), len(content))
    assert read.findings == ()
    assert read.names == tuple(files)
    reader = container.ContentReader(io.BytesIO(content), 0, None, None)
    assert {entry.name: reader.content(entry, 1000) for entry in read.entries} == files
    assert {e.name: reader.digest(e) for e in read.entries} == {
        n: (hashlib.sha256(c).hexdigest(), making.crc32(c)) for n, c in files.items()
    }
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == files


@given(FILES, st.data())
def test_no_changed_header_byte_is_canonical(files: dict[str, bytes], data: st.DataObject) -> None:
    content = pack(files)
    position = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[position] ^= data.draw(st.integers(1, 255))
    read = container.read_container(io.BytesIO(bytes(changed)), len(changed))
    in_content = any(e.data_offset <= position < e.end_offset for e in read.entries)
    if read.findings == ():
        reader = container.ContentReader(io.BytesIO(bytes(changed)), 0, None, None)
        crc_holds = all(reader.digest(e)[1] == e.crc32 for e in read.entries)
        assert in_content
        assert not crc_holds


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_are_broken_not_an_error(untrusted: bytes) -> None:
    assert judge(untrusted).integrity == "broken"


@pytest.fixture(scope="module")
def tiny() -> bytes:
    return pack(making.signed_files(making.tiny_files()))


@given(st.data())
def test_spliced_bundles_are_never_accepted_and_never_an_error(tiny: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(tiny)))
    end = data.draw(st.integers(start, len(tiny)))
    middle = data.draw(
        st.one_of(st.binary(max_size=40), st.just(tiny[start:end] * 2), st.just(b"PK\1\2" * 3))
    )
    changed = tiny[:start] + middle + tiny[end:]
    if changed != tiny:
        assert not judge(changed).is_accepted


@given(st.integers(1, profile.MAX_EVIDENCE_FILES), st.text(max_size=300))
def test_any_original_name_gives_a_lawful_name(number: int, original: str) -> None:
    name = profile.evidence_name(number, original)
    assert profile.is_safe_name(name)
    assert profile.evidence_number(name) == number
    assert re.fullmatch(r"evidence/[0-9]{4}-[\x21-\x7e]+", name)


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("Quyết định số 749-QĐ-UBND.pdf", "evidence/0001-Quyet-dinh-so-749-QD-UBND.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.PDF"), "evidence/0001-Quyet-dinh.PDF"),
        ("đường Đ.jpeg", "evidence/0001-duong-D.jpeg"),
        ("báo cáo", "evidence/0001-bao-cao"),
        ("con.pdf", "evidence/0001-con.pdf"),
        ("文書.pdf", "evidence/0001-file.pdf"),
        (".hidden", "evidence/0001-hidden"),
        ("", "evidence/0001-file"),
        ("..", "evidence/0001-file"),
        ("../../etc/passwd", "evidence/0001-passwd"),
        ("C:\\evil\\x.exe", "evidence/0001-x.exe"),
        ("a.b.c.tar.gz", "evidence/0001-a-b-c-tar.gz"),
        ("x" * 200 + ".pdf", f"evidence/0001-{'x' * 60}.pdf"),
        ("a.đuôi-lạ", "evidence/0001-a-duoi-la"),
        ("ﬁle №1.pdf", "evidence/0001-file-No1.pdf"),
    ],
)
def test_names_of_evidence(original: str, expected: str) -> None:
    assert profile.evidence_name(1, original) == expected


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_that_evidence_cannot_have(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        profile.evidence_name(number, "a.pdf")


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/..", "../a", "/a", "a/", "a//b", "a\\b", "a b", "a:b", "C:", "a\0", "ă", "con",
     "a/NUL.txt", "lpt9.x.y", "a.", ".a", "-a", "a" * 121, "a\n"],
)  # fmt: skip
def test_names_that_no_container_may_hold(name: str) -> None:
    assert not profile.is_safe_name(name)


DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.integers(1, 99), st.dictionaries(SAFE_NAMES, DIGESTS, max_size=8))
def test_a_manifest_reads_back(number: int, digests: dict[str, str]) -> None:
    assert manifest.read_manifest(number, manifest.write_manifest(number, digests)) == (digests, True)


@given(st.dictionaries(SAFE_NAMES, DIGESTS, min_size=1, max_size=4), st.data())
def test_a_changed_manifest_is_not_canonical_or_says_something_else(
    digests: dict[str, str], data: st.DataObject
) -> None:
    written = bytearray(manifest.write_manifest(1, digests))
    written[data.draw(st.integers(0, len(written) - 1))] ^= data.draw(st.integers(1, 255))
    found, is_canonical = manifest.read_manifest(1, bytes(written))
    assert not is_canonical or found != digests


@given(st.binary(max_size=300))
def test_any_bytes_are_one_kind_of_fault_as_a_manifest_or_signature(untrusted: bytes) -> None:
    assert not manifest.read_manifest(1, untrusted)[1]
    with pytest.raises(cms.CmsFault):
        cms.verify(b"m", untrusted)


@given(st.data())
def test_a_changed_signature_never_holds(data: st.DataObject) -> None:
    signature = bytearray(SIGNATURE)
    for _ in range(data.draw(st.integers(1, 3))):
        signature[data.draw(st.integers(0, len(signature) - 1))] = data.draw(st.integers(0, 255))
    if bytes(signature) != SIGNATURE:
        with pytest.raises(cms.CmsFault):
            cms.verify(b"m", bytes(signature))


SIGNATURE = cms.sign(b"m", making.signer(), SIGNING_TIME_UTC)


@given(st.binary(max_size=200))
def test_der_is_read_or_refused(untrusted: bytes) -> None:
    try:
        value = der.read(untrusted)
    except der.DerFault:
        return
    assert value.raw == untrusted
    assert untrusted.endswith(value.content)
