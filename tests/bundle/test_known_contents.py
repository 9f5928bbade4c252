"""A CRC-32 that is known by the content's SHA-256 is the one that reading would give."""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from making import pack

from dti_desktop.bundle.container import ContentReader, read_container


@settings(max_examples=150, deadline=None)
@given(
    contents=st.lists(st.binary(max_size=40), min_size=1, max_size=5),
    known=st.sets(st.integers(0, 4)),
    foreign=st.binary(max_size=8),
)
def test_digests_are_the_same_with_and_without(
    contents: list[bytes], known: set[int], foreign: bytes
) -> None:
    packed = pack({f"file{number}": content for number, content in enumerate(contents)})
    crcs = {
        hashlib.sha256(content).hexdigest(): zlib.crc32(content)
        for number, content in enumerate([*contents, foreign])
        if number in known or number == len(contents)
    }
    entries = read_container(BytesIO(packed), len(packed)).entries
    total_bytes = sum(len(content) for content in contents)
    told: list[tuple[int, int]] = []
    plain = ContentReader(BytesIO(packed), total_bytes, None, None)
    knowing = ContentReader(BytesIO(packed), total_bytes, lambda d, t: told.append((d, t)), None, crcs)
    expected = [(hashlib.sha256(content).hexdigest(), zlib.crc32(content)) for content in contents]
    assert [plain.digest(entry) for entry in entries] == expected
    assert [knowing.digest(entry) for entry in entries] == expected
    assert told == sorted(told) and all(done <= total for done, total in told)
    assert [plain.content(entry, 40) for entry in entries] == contents


def test_what_is_known_hides_no_change() -> None:
    """One changed byte of evidence between copying and verifying: the bundle is refused."""
    content = b"as it was signed"
    packed = bytearray(pack({"a": content}))
    packed[packed.index(content)] ^= 1
    crcs = {hashlib.sha256(content).hexdigest(): zlib.crc32(content)}
    (entry,) = read_container(BytesIO(bytes(packed)), len(packed)).entries
    sha256, crc32 = ContentReader(BytesIO(bytes(packed)), len(content), None, None, crcs).digest(entry)
    assert sha256 not in crcs
    assert crc32 != entry.crc32
