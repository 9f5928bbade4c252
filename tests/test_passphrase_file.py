"""Files locked with a passphrase: the age tool and this program open each other's; nothing changed opens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import tracemalloc
import unicodedata
from pathlib import Path

import age_tool
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop import passphrase_file
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.passphrase_file import (
    PIECE_BYTES,
    LockingWriter,
    UnlockedReader,
    chosen,
    is_locked,
    new_passphrase,
    normalised,
)

WORD = "mật khẩu đủ dài 2022"
QUICK = 2
SIZES = (0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 3 * PIECE_BYTES + 7)


def locked(content: bytes, passphrase: str = WORD, work_factor: int = QUICK) -> bytes:
    target = io.BytesIO()
    with LockingWriter(target, passphrase, work_factor=work_factor) as writer:
        writer.write(content)
    return target.getvalue()


def unlocked(untrusted: bytes, passphrase: str = WORD) -> bytes:
    return UnlockedReader(io.BytesIO(untrusted), passphrase).read()


def refusal(untrusted: bytes, passphrase: str = WORD) -> str:
    with pytest.raises(InputError) as caught:
        unlocked(untrusted, passphrase)
    return caught.value.code


def content_of(size_bytes: int) -> bytes:
    return (b"0123456789abcdef" * (size_bytes // 16 + 1))[:size_bytes]


# -- a forge that follows the published format by itself ---------------------------------------------


def b64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return hmac.digest(hmac.digest(salt, key, hashlib.sha256), info + b"\x01", hashlib.sha256)


FILE_KEY, SALT, NONCE = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))


def forged_header(
    *,
    file_key: bytes = FILE_KEY,
    salt: bytes = SALT,
    salt_text: bytes | None = None,
    factor: bytes = b"2",
    extra_argument: bytes = b"",
    more_stanzas: bytes = b"",
    body_end: bytes = b"\n",
    mac_change: bytes = b"",
    body_change: bytes | None = None,
    version: bytes = b"age-encryption.org/v1\n",
) -> bytes:
    number = int(factor) if factor.isdigit() and 0 < int(factor) < 15 else 2
    key = hashlib.scrypt(
        WORD.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << number, r=8, p=1, dklen=32
    )
    body = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt " + (salt_text or b64(salt)) + b" " + factor + extra_argument + b"\n"
    header = version + stanza + (body_change or b64(body)) + body_end + more_stanzas + b"---"
    mac = hmac.digest(hkdf(file_key, bytes(32), b"header"), header + mac_change, hashlib.sha256)
    return header + b" " + b64(mac) + b"\n"


def forged_payload(pieces: list[bytes], *, last: int | None = None) -> bytes:
    seal = ChaCha20Poly1305(hkdf(FILE_KEY, NONCE, b"payload"))
    end = len(pieces) - 1 if last is None else last
    sealed = [
        seal.encrypt(n.to_bytes(11, "big") + bytes([n == end]), piece, None) for n, piece in enumerate(pieces)
    ]
    return NONCE + b"".join(sealed)


def test_a_file_made_from_the_format_alone_is_read():
    """As the published test kit's `scrypt` and `stream_*` files that are to be accepted."""
    assert unlocked(forged_header() + forged_payload([b"age"])) == b"age"
    assert unlocked(forged_header() + forged_payload([b""])) == b""
    whole = [content_of(PIECE_BYTES)] * 2
    assert unlocked(forged_header() + forged_payload([*whole, b"x"])) == b"".join(whole) + b"x"
    assert unlocked(forged_header() + forged_payload(whole)) == b"".join(whole)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (forged_header(mac_change=b"x"), "locked-file-damaged"),
        (forged_header(factor=b"02"), "locked-file-damaged"),
        (forged_header(factor=b"0"), "locked-file-damaged"),
        (forged_header(factor=b"-2"), "locked-file-damaged"),
        (forged_header(factor=b"+2"), "locked-file-damaged"),
        (forged_header(factor=b"0x2"), "locked-file-damaged"),
        (forged_header(factor=b"aaaa"), "locked-file-damaged"),
        (forged_header(factor=b""), "locked-file-damaged"),
        (forged_header(factor=b"100"), "locked-file-damaged"),
        (forged_header(factor=b"19"), "locked-work-factor"),
        (forged_header(factor=b"64"), "locked-work-factor"),
        (forged_header(extra_argument=b" more"), "locked-file-damaged"),
        (forged_header(salt=SALT[:8]), "locked-file-damaged"),
        (forged_header(salt=SALT + b"x"), "locked-file-damaged"),
        (forged_header(salt_text=b64(SALT) + b"=="), "locked-file-damaged"),
        (forged_header(salt_text=b64(SALT)[:-1] + b"x"), "locked-file-damaged"),
        (forged_header(salt_text=b64(SALT)[:-1] + b"_"), "locked-file-damaged"),
        (forged_header(file_key=FILE_KEY + b"long key"), "locked-file-damaged"),
        (forged_header(file_key=FILE_KEY[:8]), "locked-file-damaged"),
        (forged_header(body_change=b"A" * 43), "passphrase-wrong"),
        (forged_header(body_end=b"\n\n"), "locked-file-damaged"),
        (forged_header(body_end=b"\r\n"), "locked-file-damaged"),
        (forged_header(more_stanzas=b"-> X25519 abc\nAAAA\n"), "locked-file-damaged"),
        (forged_header(version=b"age-encryption.org/v1\n-> scrypt AAAA 2\nAAAA\n"), "locked-file-damaged"),
        (forged_header(version=b"age-encryption.org/v2\n"), "locked-file-damaged"),
        (forged_header(version=b"age-encryption.org/v1\r\n"), "locked-file-damaged"),
        (b"age-encryption.org/v1\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n", "locked-otherwise"),
        (b"age-encryption.org/v1\n", "locked-file-damaged"),
        (b"", "locked-file-damaged"),
    ],
)
def test_a_header_that_is_not_exactly_as_it_must_be_is_refused(header, code):
    """As the published test kit's rules for `scrypt_*`, `hmac_*` and `stanza_*`."""
    assert refusal(header + forged_payload([b"age"])) == code


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        NONCE,
        NONCE[:7],
        forged_payload([b"age"])[:-1],
        forged_payload([b"age"]) + b"x",
        forged_payload([b"age", b"age"]),
        forged_payload([content_of(PIECE_BYTES), b""]),
        forged_payload([content_of(PIECE_BYTES), b"x"])[: -1 - 16],
        forged_payload([content_of(PIECE_BYTES), b"x"], last=5),
        forged_payload([content_of(PIECE_BYTES), b"x"], last=0),
        forged_payload([content_of(PIECE_BYTES)], last=5),
        forged_payload([content_of(PIECE_BYTES)]) + b"x" * 16,
    ],
)
def test_a_content_that_was_cut_or_lengthened_is_refused(payload):
    assert refusal(forged_header() + payload) == "locked-file-damaged"


# -- the tool that others wrote ----------------------------------------------------------------------


def test_the_age_tool_opens_what_this_program_locks_and_the_reverse(tmp_path: Path):
    content = content_of(2 * PIECE_BYTES + 5)
    plain, ours, theirs = tmp_path / "plain", tmp_path / "ours.age", tmp_path / "theirs.age"
    plain.write_bytes(content)
    ours.write_bytes(locked(content, work_factor=passphrase_file.WORK_FACTOR))
    age_tool.unlock(ours, tmp_path / "opened", WORD)
    assert (tmp_path / "opened").read_bytes() == content
    age_tool.lock(plain, theirs, WORD)
    with theirs.open("rb") as file:
        assert is_locked(file)
        assert UnlockedReader(file, WORD).read() == content


@pytest.mark.parametrize("size_bytes", SIZES[1:5])  # for nothing at all the tool makes no file
def test_the_age_tool_agrees_where_pieces_end(size_bytes, tmp_path: Path):
    (tmp_path / "a").write_bytes(locked(content_of(size_bytes)))
    age_tool.unlock(tmp_path / "a", tmp_path / "b", WORD)
    assert (tmp_path / "b").read_bytes() == content_of(size_bytes)


def test_the_age_tool_refuses_what_this_program_refuses(tmp_path: Path):
    (tmp_path / "a").write_bytes(locked(content_of(PIECE_BYTES + 5))[:-21])
    status, said = age_tool.run_age(["-d", "-o", str(tmp_path / "b"), str(tmp_path / "a")], WORD)
    assert status != 0 and "error" in said


# -- what must hold for all --------------------------------------------------------------------------


@given(content=st.binary(max_size=400), passphrase=st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_was_locked_comes_out_again(content, passphrase):
    assert unlocked(locked(content, passphrase), passphrase) == content


@pytest.mark.parametrize("size_bytes", SIZES)
def test_every_size_comes_out_again_however_it_was_written(size_bytes):
    content = content_of(size_bytes)
    target = io.BytesIO()
    with LockingWriter(target, WORD, work_factor=QUICK) as writer:
        for start in range(0, size_bytes, 50_001):
            assert writer.write(content[start : start + 50_001]) == len(content[start : start + 50_001])
    assert unlocked(target.getvalue()) == content


@given(st.data())
def test_any_place_can_be_read_alone(data):
    content = hashlib.shake_128(b"x").digest(2 * PIECE_BYTES + 100)
    reader = UnlockedReader(io.BytesIO(locked(content)), WORD)
    assert reader.size_bytes == len(content)
    plain = io.BytesIO(content)
    for _ in range(4):
        at = data.draw(st.integers(0, len(content) + 10))
        size_bytes = data.draw(st.integers(0, len(content)))
        assert reader.seek(at) == plain.seek(at)
        assert reader.read(size_bytes) == plain.read(size_bytes)
        assert reader.tell() == plain.tell()
    assert reader.seek(-5, io.SEEK_END) == len(content) - 5
    assert reader.read() == content[-5:]


@given(st.data())
def test_no_changed_byte_is_given_out(data):
    content = content_of(PIECE_BYTES + 1000)
    whole = bytearray(locked(content))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(InputError):
        unlocked(bytes(whole))


def test_pieces_that_changed_places_are_refused():
    whole = locked(content_of(3 * PIECE_BYTES))
    begin = len(whole) - 3 * (PIECE_BYTES + 16)
    first, second, third = (whole[begin + n * (PIECE_BYTES + 16) :][: PIECE_BYTES + 16] for n in range(3))
    for pieces in ((second, first, third), (first, third), (first, first, third), (first, second), (third,)):
        assert refusal(whole[:begin] + b"".join(pieces)) == "locked-file-damaged"


def test_a_wrong_passphrase_is_told_and_spelling_in_unicode_does_not_matter():
    whole = locked(b"x")
    assert refusal(whole, "mat khau du dai 2022") == "passphrase-wrong"
    decomposed = unicodedata.normalize("NFD", WORD)
    assert normalised(decomposed) == WORD != decomposed
    assert unlocked(whole, f" {decomposed}\n") == b"x"


def test_a_writer_that_was_broken_off_leaves_nothing_that_opens():
    class Stop(Exception):
        pass

    target = io.BytesIO()
    with pytest.raises(Stop), LockingWriter(target, WORD, work_factor=QUICK) as writer:
        writer.write(content_of(3 * PIECE_BYTES))
        raise Stop
    assert refusal(target.getvalue()) == "locked-file-damaged"


def test_a_machine_without_the_memory_is_told(monkeypatch):
    def no_memory(*_: object, **__: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(passphrase_file.hashlib, "scrypt", no_memory)
    with pytest.raises(EnvironmentFault) as caught:
        locked(b"")
    assert caught.value.code == "memory-short"


def test_memory_stays_flat_however_large_the_file(tmp_path: Path):
    """64 MB through both ways takes a few pieces of memory, not the file."""
    block, path = bytes(1024 * 1024), tmp_path / "a"
    tracemalloc.start()
    try:
        with path.open("wb") as target, LockingWriter(target, WORD, work_factor=QUICK) as writer:
            for _ in range(64):
                writer.write(block)
        with path.open("rb") as source:
            reader = UnlockedReader(source, WORD)
            while reader.read(len(block)):
                pass
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 64 * len(block)
    assert peak_bytes < 8 * len(block)


# -- passphrases -------------------------------------------------------------------------------------


def test_a_made_passphrase_is_strong_and_easily_copied():
    made = {new_passphrase() for _ in range(200)}
    assert len(made) == 200
    letters = set("".join(made)) - {"-"}
    assert letters.isdisjoint("aeiouydw01lO") and "".join(letters).islower()
    assert len(letters) ** 24 > 2**110
    for passphrase in made:
        assert [len(group) for group in passphrase.split("-")] == [4] * 6
        assert chosen(passphrase) == passphrase


@pytest.mark.parametrize(
    ("given_text", "code"),
    [
        ("", "passphrase-too-short"),
        ("mười một kt", "passphrase-too-short"),
        (" mười một kt  ", "passphrase-too-short"),
        ("aaaaaaaaaaaaaaa", "passphrase-too-simple"),
        ("mật khẩu\x07 có chuông", "passphrase-characters"),
        ("mật khẩu\nhai dòng", "passphrase-characters"),
    ],
)
def test_a_weak_passphrase_is_refused(given_text, code):
    with pytest.raises(InputError) as caught:
        chosen(given_text)
    assert caught.value.code == code


def test_a_fair_passphrase_is_taken_as_it_will_be_used():
    assert chosen("  mật khẩu đủ dài 2022 ") == WORD
