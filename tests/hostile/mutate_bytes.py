"""Changing bytes of any file without knowing what they are: flips, blocks, splices, cuts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

TELLING_BYTES = (0x00, 0x01, 0x7F, 0x80, 0xFF, 0x0A, 0x22, 0x2F, 0x30, 0x50, 0x5C, 0x7B, 0xA0)


def flip_bit(die: Random, content: bytearray) -> None:
    content[die.randrange(len(content))] ^= 1 << die.randrange(8)


def set_bytes(die: Random, content: bytearray) -> None:
    for _ in range(die.randint(1, 12)):
        content[die.randrange(len(content))] = (
            die.choice(TELLING_BYTES) if die.random() < 0.5 else die.randrange(256)
        )


def set_number(die: Random, content: bytearray) -> None:
    size = die.choice((2, 4, 8))
    at = die.randrange(max(1, len(content) - size))
    number = die.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(content)))
    content[at : at + size] = (number & (1 << 8 * size) - 1).to_bytes(size, die.choice(("little", "big")))


def _block(die: Random, content: bytearray) -> slice:
    start = die.randrange(len(content))
    return slice(
        start, min(len(content), start + 1 + int(die.paretovariate(0.5)) % max(1, len(content) // 2))
    )


def delete_block(die: Random, content: bytearray) -> None:
    del content[_block(die, content)]


def double_block(die: Random, content: bytearray) -> None:
    block = _block(die, content)
    content[block.start : block.start] = content[block] * die.choice((1, 1, 2, 30))


def move_block(die: Random, content: bytearray) -> None:
    block = _block(die, content)
    moved = bytes(content[block])
    del content[block]
    at = die.randrange(len(content) + 1)
    content[at:at] = moved


def blank_block(die: Random, content: bytearray) -> None:
    block = _block(die, content)
    content[block] = bytes([die.choice(TELLING_BYTES)]) * len(content[block])


def put_noise(die: Random, content: bytearray) -> None:
    at = die.choice((0, len(content), die.randrange(len(content) + 1)))
    content[at:at] = die.randbytes(die.randint(1, 60))


def cut(die: Random, content: bytearray) -> None:
    at = die.randrange(len(content))
    if die.random() < 0.7:
        del content[at:]
    else:
        del content[:at]


CHANGES = (
    flip_bit, flip_bit, set_bytes, set_bytes, set_number, delete_block, double_block, move_block, blank_block,
    put_noise, cut,
)  # fmt: skip


def changed(die: Random, original: bytes, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """Return a changed copy and what was done: one to three changes, or a splice with another original."""
    if die.random() < 0.1:
        other = die.choice(originals)
        at, there = die.randrange(len(original) + 1), die.randrange(len(other) + 1)
        return "splice", original[:at] + other[there if die.random() < 0.5 else min(at, len(other)) :]
    content = bytearray(original)
    titles = []
    for _ in range(die.choice((1, 1, 1, 2, 3))):
        if content:
            change = die.choice(CHANGES)
            change(die, content)
            titles.append(change.__name__)
    return "+".join(titles), bytes(content)
