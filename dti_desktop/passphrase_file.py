"""Files locked with a passphrase, in the format of age (age-encryption.org/v1): the `age` tool opens them.

One recipient, `scrypt`; the content in pieces of 64 KiB, each sealed with ChaCha20-Poly1305 under its
number, the last one marked. So a file of any size is written and read with little memory, any place of
it can be read alone, and a piece that is missing, moved, changed or added is noticed. Why it is written
here and not taken from a library: `docs/decisions/0010-backups.md`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import os
import re
import secrets
import unicodedata
from typing import IO, TYPE_CHECKING

from dti_desktop.errors import EnvironmentFault, InputError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"age-encryption.org/v1\n"
"""What every such file begins with."""

WORK_FACTOR = 17
"""2^17 rounds of scrypt take 128 MB and half a second."""
MAX_WORK_FACTOR = 18
"""What is still tried when reading: what the `age` tool writes (256 MB). A file that asks for more would
hold the machine, not guard it."""

MIN_PASSPHRASE_CHARACTERS = 12

PIECE_BYTES = 64 * 1024
_TAG_BYTES = 16
_SEALED_BYTES = PIECE_BYTES + _TAG_BYTES
_FILE_KEY_BYTES = 16
_SALT_BYTES = 16
_NONCE_BYTES = 16
_MAX_HEADER_BYTES = 1024
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"--- ([A-Za-z0-9+/]{43})\n"
)
_OTHER_RECIPIENT = re.compile(rb"age-encryption\.org/v1\n-> (?!scrypt )[!-~]")
_LABEL = b"age-encryption.org/v1/scrypt"

# No vowels, w or d: Vietnamese input methods leave these alone. No 0, O, 1, l: on paper they look alike.
_LETTERS = "bcfghjkmnpqrstvxz23456789"
_GROUPS, _GROUP_LETTERS = 6, 4


def new_passphrase() -> str:
    """Return a passphrase nobody can guess (111 bits), in groups that are easily copied by hand."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_GROUPS))


def groups_of(passphrase: str) -> tuple[int, ...]:
    """Return how many letters each group of a made passphrase has; none for one that a person chose."""
    groups = passphrase.split("-")
    is_made = [len(group) for group in groups] == [_GROUP_LETTERS] * _GROUPS and set("".join(groups)) <= set(
        _LETTERS
    )
    return (_GROUP_LETTERS,) * _GROUPS if is_made else ()


def normalised(untrusted_passphrase: str) -> str:
    """Return the passphrase as it is used: NFC, without blanks at its ends."""
    return unicodedata.normalize("NFC", untrusted_passphrase).strip()


def chosen(untrusted_passphrase: str) -> str:
    """Return a passphrase that may lock a file.

    Raises `InputError`: `passphrase-too-short` (facts `characters`, `least`), `passphrase-characters`
    (what no keyboard types), `passphrase-too-simple` (few different letters).
    """
    passphrase = normalised(untrusted_passphrase)
    if len(passphrase) < MIN_PASSPHRASE_CHARACTERS:
        raise InputError("passphrase-too-short", characters=len(passphrase), least=MIN_PASSPHRASE_CHARACTERS)
    if not passphrase.isprintable():
        raise InputError("passphrase-characters")
    if len(set(passphrase)) < MIN_PASSPHRASE_CHARACTERS // 2:
        raise InputError("passphrase-too-simple")
    return passphrase


def is_locked(untrusted_file: IO[bytes]) -> bool:
    """Whether a seekable file begins as a locked one does; it is left at its beginning."""
    untrusted_file.seek(0)
    head = untrusted_file.read(len(MAGIC))
    untrusted_file.seek(0)
    return head == MAGIC


class LockingWriter(io.RawIOBase):
    """Writes a locked file into `target`, piece by piece. Without `close` the file is not whole.

    Used in a `with` block it closes itself, but not where the block ends in an error: then what was
    written stays a file that nobody can take for a whole one. `target` stays open. Raises
    `EnvironmentFault` `memory-short`, and the `OSError`s of `target`.
    """

    def __init__(self, target: IO[bytes], passphrase: str, *, work_factor: int = WORK_FACTOR) -> None:
        super().__init__()
        file_key = secrets.token_bytes(_FILE_KEY_BYTES)
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        wrapped = _cipher(_wrap_key(passphrase, salt, work_factor)).encrypt(bytes(12), file_key, None)
        header = b"".join(
            (MAGIC, b"-> scrypt ", _base64(salt), b" %d\n" % work_factor, _base64(wrapped), b"\n---")
        )
        target.write(header + b" " + _base64(_header_mac(file_key, header)) + b"\n" + nonce)
        self._target = target
        self._seal = _cipher(_derived(file_key, nonce, b"payload"))
        self._held = bytearray()
        self._piece = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        view = memoryview(content).cast("B")  # type: ignore[arg-type]
        self._held += view
        whole = (len(self._held) - 1) // PIECE_BYTES  # the last piece is kept back: it is marked as such
        for number in range(max(whole, 0)):
            self._put(bytes(self._held[number * PIECE_BYTES : (number + 1) * PIECE_BYTES]), is_last=False)
        if whole > 0:
            del self._held[: whole * PIECE_BYTES]
        return len(view)

    def close(self) -> None:
        if not self.closed:
            try:
                self._put(bytes(self._held), is_last=True)
            finally:
                super().close()

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.close()
        else:
            self.abandon()

    def abandon(self) -> None:
        """Let go without the last piece: what was written can be opened by nobody."""
        super().close()

    def __del__(self) -> None:
        pass  # a forgotten writer must not mark a file as whole

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._target.write(self._seal.encrypt(_piece_nonce(self._piece, is_last), piece, None))
        self._piece += 1


class UnlockedReader(io.RawIOBase):
    """A locked file as what is in it: any place can be read, nothing of it is written anywhere.

    Raises when made, `InputError`: `passphrase-wrong`, `locked-file-damaged`, `locked-otherwise` (not with
    a passphrase), `locked-work-factor` (facts `work_factor`, `largest`); `EnvironmentFault`
    `memory-short`. When read, `InputError` `locked-file-damaged`: no byte is given out that was not
    checked. `untrusted_file` must be seekable and stays open.
    """

    def __init__(self, untrusted_file: IO[bytes], passphrase: str) -> None:
        super().__init__()
        untrusted_file.seek(0)
        header_bytes, file_key = _opened_header(untrusted_file.read(_MAX_HEADER_BYTES), passphrase)
        untrusted_file.seek(header_bytes)
        nonce = untrusted_file.read(_NONCE_BYTES)
        self._file = untrusted_file
        self._begin = header_bytes + _NONCE_BYTES
        sealed_bytes = untrusted_file.seek(0, os.SEEK_END) - self._begin
        if len(nonce) != _NONCE_BYTES or sealed_bytes < _TAG_BYTES:
            raise InputError("locked-file-damaged")
        self._pieces = -(-sealed_bytes // _SEALED_BYTES)
        self.size_bytes = sealed_bytes - self._pieces * _TAG_BYTES
        self._open = _cipher(_derived(file_key, nonce, b"payload"))
        self._at = 0
        self._held: tuple[int, bytes] | None = None
        last = self._read_piece(self._pieces - 1)  # so the size is known to be the one that was written
        if not last and self._pieces > 1:
            raise InputError("locked-file-damaged")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size_bytes}[whence]
        if start + offset < 0:
            raise OSError("before the beginning of the file")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        wanted = max(min(len(view), self.size_bytes - self._at), 0)
        given = 0
        while given < wanted:
            number, inside = divmod(self._at, PIECE_BYTES)
            part = self._read_piece(number)[inside : inside + wanted - given]
            view[given : given + len(part)] = part
            given += len(part)
            self._at += len(part)
        return given

    def _read_piece(self, number: int) -> bytes:
        if self._held is None or self._held[0] != number:
            self._file.seek(self._begin + number * _SEALED_BYTES)
            self._held = number, self._opened(number, self._file.read(_SEALED_BYTES))
        return self._held[1]

    def _opened(self, number: int, sealed: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        nonce = _piece_nonce(number, number == self._pieces - 1)
        try:
            return self._open.decrypt(nonce, sealed, None)
        except (InvalidTag, ValueError):
            raise InputError("locked-file-damaged") from None


def _opened_header(untrusted_head: bytes, passphrase: str) -> tuple[int, bytes]:
    """Return how many bytes the header takes, and the file key."""
    from cryptography.exceptions import InvalidTag

    found = _HEADER.match(untrusted_head)
    if found is None:
        code = "locked-otherwise" if _OTHER_RECIPIENT.match(untrusted_head) else "locked-file-damaged"
        raise InputError(code)
    work_factor = int(found[2])
    if work_factor > MAX_WORK_FACTOR:
        raise InputError("locked-work-factor", work_factor=work_factor, largest=MAX_WORK_FACTOR)
    salt, wrapped, mac = (_from_base64(found[n]) for n in (1, 3, 4))
    try:
        file_key = _cipher(_wrap_key(passphrase, salt, work_factor)).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        raise InputError("passphrase-wrong") from None
    header = untrusted_head[: found.start(4) - 1]
    if len(file_key) != _FILE_KEY_BYTES or not hmac.compare_digest(_header_mac(file_key, header), mac):
        raise InputError("locked-file-damaged")
    return found.end(), file_key


def _wrap_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    rounds, block = 1 << work_factor, 8
    try:
        return hashlib.scrypt(
            normalised(passphrase).encode("utf-8", "surrogatepass"),
            salt=_LABEL + salt,
            n=rounds,
            r=block,
            p=1,
            maxmem=128 * block * (rounds + 64),
            dklen=32,
        )
    except (ValueError, MemoryError) as error:
        raise EnvironmentFault("memory-short", size_bytes=128 * block * rounds) from error


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) for one block of output."""
    extracted = hmac.digest(salt or bytes(32), file_key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _header_mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")


def _piece_nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _from_base64(text: bytes) -> bytes:
    """Return what `_base64` wrote; any other spelling of the same bytes is refused."""
    content = base64.b64decode(text + b"=" * (-len(text) % 4))
    if _base64(content) != text:
        raise InputError("locked-file-damaged")
    return content
