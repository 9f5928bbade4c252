"""The few pieces of DER that a signature needs: write any value, take a value apart.

What is read here is never trusted for being read: the caller builds the whole structure anew from
the parts it found and compares every byte. `read_ber` takes the looser form apart in which some
time-stamp authorities answer; what is kept of it is written anew in DER.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
NULL = 0x05
OBJECT_IDENTIFIER = 0x06
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31
CONTEXT_0 = 0xA0
CONTEXT_1 = 0xA1
CONTEXT_4 = 0xA4

_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_UNIVERSAL_TAGS = 0x40
"""Tags below this one have a type that is known without a schema."""
_OF_UNKNOWN_LENGTH = 0x80
_END_OF_CONTENTS = b"\0\0"
_MAX_LENGTH_BYTES = 4
_MAX_DEPTH = 24


class DerFault(ValueError):
    """Bytes that are not the expected DER."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its tag, its content, and both together as they stood (`raw`)."""

    tag: int
    content: bytes
    raw: bytes
    is_ber: bool = False

    def children(self, tag: int) -> list[Value]:
        """Return the values inside, after checking this value's own tag."""
        if self.tag != tag:
            raise DerFault
        found: list[Value] = []
        position = 0
        while position < len(self.content):
            child, position = _read(self.content, position, self.is_ber)
            found.append(child)
        return found

    def octets(self) -> bytes:
        """Return the content of an OCTET STRING, in BER also of one that comes in pieces."""
        if self.is_ber and self.tag == OCTET_STRING | _CONSTRUCTED:
            pieces = self.children(self.tag)
            if any(piece.tag != OCTET_STRING for piece in pieces):
                raise DerFault
            return b"".join(piece.content for piece in pieces)
        if self.tag != OCTET_STRING:
            raise DerFault
        return self.content


def read(untrusted: bytes) -> Value:
    """Return the one value that fills `untrusted`; raise `DerFault` for anything else."""
    return _only(untrusted, is_ber=False)


def read_ber(untrusted: bytes) -> Value:
    """Return the one value that fills `untrusted`, with BER's lengths allowed in it; raise `DerFault`."""
    return _only(untrusted, is_ber=True)


def _only(untrusted: bytes, is_ber: bool) -> Value:
    value, end = _read(untrusted, 0, is_ber)
    if end != len(untrusted):
        raise DerFault
    return value


def _read(untrusted: bytes, start: int, is_ber: bool, depth: int = 0) -> tuple[Value, int]:
    if len(untrusted) - start < 2:
        raise DerFault
    length = untrusted[start + 1]
    content_start = start + 2
    if is_ber and length == _OF_UNKNOWN_LENGTH:
        content_end, end = _find_end(untrusted, start, depth)
        content = untrusted[content_start:content_end]
        return Value(untrusted[start], content, untrusted[start:end], is_ber), end
    if length & 0x80:
        length_bytes = length & 0x7F
        content_start += length_bytes
        if not 1 <= length_bytes <= _MAX_LENGTH_BYTES or content_start > len(untrusted):
            raise DerFault
        length = int.from_bytes(untrusted[start + 2 : content_start], "big")
    end = content_start + length
    if end > len(untrusted):
        raise DerFault
    return Value(untrusted[start], untrusted[content_start:end], untrusted[start:end], is_ber), end


def _find_end(untrusted: bytes, start: int, depth: int) -> tuple[int, int]:
    """Return where the contents of a value of unknown length end, and where the value does."""
    if not untrusted[start] & _CONSTRUCTED or depth >= _MAX_DEPTH:
        raise DerFault
    position = start + 2
    while untrusted[position : position + 2] != _END_OF_CONTENTS:
        _, position = _read(untrusted, position, True, depth + 1)
    return position, position + 2


def is_der(untrusted: bytes) -> bool:
    """Whether this is one value in DER, as far as that can be told without its schema.

    Every length in its shortest form; integers, truth values, bit strings, object identifiers and
    absent values in their one form; members of a SET in order. What a context tag holds is judged
    where it is constructed.
    """
    try:
        return _is_der(read(untrusted), 0)
    except DerFault:
        return False


def _is_der(value: Value, depth: int) -> bool:
    tag, content = value.tag, value.content
    if tag & _LONG_TAG == _LONG_TAG or depth > _MAX_DEPTH or write(tag, content) != value.raw:
        return False
    if tag & _CONSTRUCTED:
        members = value.children(tag)
        if tag < _UNIVERSAL_TAGS and tag not in (SEQUENCE, SET):
            return False
        if tag == SET and [m.raw for m in members] != sorted(m.raw for m in members):
            return False
        return all(_is_der(member, depth + 1) for member in members)
    if tag in (SEQUENCE & ~_CONSTRUCTED, SET & ~_CONSTRUCTED):
        return False
    if tag == BOOLEAN:
        return content in (b"\0", b"\xff")
    if tag == INTEGER:
        return _is_shortest_integer(content)
    if tag == BIT_STRING:
        return _is_bit_string(content)
    if tag == NULL:
        return not content
    if tag == OBJECT_IDENTIFIER:
        return _is_object_identifier(content)
    return True


def _is_shortest_integer(content: bytes) -> bool:
    if len(content) < 2:
        return len(content) == 1
    return not (content[0] == 0 and content[1] < 0x80) and not (content[0] == 0xFF and content[1] >= 0x80)


def _is_bit_string(content: bytes) -> bool:
    if not content or content[0] > 7:
        return False
    if len(content) == 1:
        return content[0] == 0
    return content[-1] & ((1 << content[0]) - 1) == 0


def _is_object_identifier(content: bytes) -> bool:
    if not content or content[-1] & 0x80:
        return False
    begins = [0, *(i + 1 for i, octet in enumerate(content[:-1]) if not octet & 0x80)]
    return all(content[begin] != 0x80 for begin in begins)


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
