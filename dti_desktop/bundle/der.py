"""The few pieces of DER that a signature needs: write any value, take a value apart strictly.

What is read here is never trusted for being read: the caller builds the whole structure anew from
the parts it found and compares every byte.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

INTEGER = 0x02
OCTET_STRING = 0x04
NULL = 0x05
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31
CONTEXT_0 = 0xA0
CONTEXT_4 = 0xA4

_MAX_LENGTH_BYTES = 4


class DerFault(ValueError):
    """Bytes that are not the expected DER."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its tag, its content, and both together as they stood (`raw`)."""

    tag: int
    content: bytes
    raw: bytes

    def children(self, tag: int) -> list[Value]:
        """Return the values inside, after checking this value's own tag."""
        if self.tag != tag:
            raise DerFault
        found: list[Value] = []
        position = 0
        while position < len(self.content):
            child, position = _read(self.content, position)
            found.append(child)
        return found


def read(untrusted: bytes) -> Value:
    """Return the one value that fills `untrusted`; raise `DerFault` for anything else."""
    value, end = _read(untrusted, 0)
    if end != len(untrusted):
        raise DerFault
    return value


def _read(untrusted: bytes, start: int) -> tuple[Value, int]:
    if len(untrusted) - start < 2:
        raise DerFault
    length = untrusted[start + 1]
    content_start = start + 2
    if length & 0x80:
        length_bytes = length & 0x7F
        content_start += length_bytes
        if not 1 <= length_bytes <= _MAX_LENGTH_BYTES or content_start > len(untrusted):
            raise DerFault
        length = int.from_bytes(untrusted[start + 2 : content_start], "big")
    end = content_start + length
    if end > len(untrusted):
        raise DerFault
    return Value(untrusted[start], untrusted[content_start:end], untrusted[start:end]), end


def write(tag: int, *contents: bytes) -> bytes:
    """Return a value of `tag` around the contents, its length in the shortest form."""
    content = b"".join(contents)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    length_octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length_octets))) + length_octets + content


def write_set(members: Iterable[bytes], tag: int = SET) -> bytes:
    """Return a SET OF: its members in ascending order of their encodings, as DER asks."""
    return write(tag, *sorted(members))


def write_integer(number: int) -> bytes:
    """Return a non-negative INTEGER."""
    return write(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))
