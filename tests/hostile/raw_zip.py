"""ZIP files byte by byte, lawful or not, without the program's own writer, whose errors no test may share."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

LOCAL = struct.Struct("<4sHHHHHLLLHH")
CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")

LOCAL_FIELDS = (
    "mark",
    "needed",
    "flags",
    "method",
    "time",
    "date",
    "crc32",
    "packed",
    "size",
    "name",
    "extra",
)
CENTRAL_FIELDS = (
    "mark", "made_by", "needed", "flags", "method", "time", "date", "crc32", "packed", "size", "name",
    "extra", "comment", "disk", "inner_attributes", "attributes", "offset",
)  # fmt: skip
END_FIELDS = (
    "mark",
    "disk",
    "central_disk",
    "count_here",
    "count",
    "central_size",
    "central_offset",
    "comment",
)

_LAWFUL = {"made_by": 20, "needed": 20, "time": 0, "date": 33}


@dataclass(frozen=True)
class Member:
    """One entry. `fields` goes into both headers, `local` and `central` into one; they beat the computed."""

    name: bytes
    content: bytes
    fields: Mapping[str, int] = field(default_factory=dict)
    local: Mapping[str, int] = field(default_factory=dict)
    central: Mapping[str, int] = field(default_factory=dict)
    local_name: bytes | None = None
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    before: bytes = b""
    behind: bytes = b""

    def with_fields(self, **fields: int) -> Member:
        return replace(self, fields={**self.fields, **fields})

    def computed(self) -> dict[str, int]:
        sizes = {"packed": len(self.content), "size": len(self.content), "crc32": zlib.crc32(self.content)}
        return {**_LAWFUL, "flags": 0, "method": 0, **sizes, **self.fields}

    def local_header(self) -> bytes:
        name = self.name if self.local_name is None else self.local_name
        told = {**self.computed(), "name": len(name), "extra": len(self.local_extra), **self.local}
        return LOCAL.pack(b"PK\3\4", *(told[key] for key in LOCAL_FIELDS[1:])) + name + self.local_extra

    def central_header(self, offset: int) -> bytes:
        told = {
            **self.computed(), "name": len(self.name), "extra": len(self.central_extra),
            "comment": len(self.comment), "disk": 0, "inner_attributes": 0, "attributes": 0, "offset": offset,
            **self.central,
        }  # fmt: skip
        fixed = CENTRAL.pack(b"PK\1\2", *(told[key] for key in CENTRAL_FIELDS[1:]))
        return fixed + self.name + self.central_extra + self.comment


def build(
    members: Sequence[Member],
    *,
    prefix: bytes = b"",
    is_prefix_counted: bool = False,
    before_central: bytes = b"",
    before_end: bytes = b"",
    comment: bytes = b"",
    suffix: bytes = b"",
    central_order: Sequence[int] | None = None,
    **end: int,
) -> bytes:
    """Return a ZIP; without keywords and odd members it is what the program calls canonical."""
    body = bytearray(prefix)
    offsets: list[int] = []
    for member in members:
        body += member.before
        offsets.append(len(body) - (0 if is_prefix_counted else len(prefix)))
        body += member.local_header() + member.content + member.behind
    body += before_central
    order = range(len(members)) if central_order is None else central_order
    central = b"".join(members[number].central_header(offsets[number]) for number in order)
    count = min(len(members), 0xFFFF)
    told = {
        "disk": 0, "central_disk": 0, "count_here": count, "count": count,
        "central_size": len(central), "comment": len(comment),
        "central_offset": len(body) - (0 if is_prefix_counted else len(prefix)), **end,
    }  # fmt: skip
    end_record = END.pack(b"PK\5\6", *(told[key] for key in END_FIELDS[1:]))
    return bytes(body) + central + before_end + end_record + comment + suffix


def members_of(container: bytes) -> list[Member]:
    """Take a canonical container apart."""
    count, _, offset = END.unpack(container[-END.size :])[4:7]
    found: list[Member] = []
    for _ in range(count):
        record = dict(zip(CENTRAL_FIELDS, CENTRAL.unpack_from(container, offset), strict=True))
        name = container[offset + CENTRAL.size : offset + CENTRAL.size + record["name"]]
        start = record["offset"] + LOCAL.size + len(name)
        found.append(Member(name, container[start : start + record["size"]]))
        offset += CENTRAL.size + len(name)
    return found


def boundaries(container: bytes) -> dict[str, int]:
    """Return where each structure of a canonical container begins, by a name for it."""
    found: dict[str, int] = {}
    position = 0
    members = members_of(container)
    for number, member in enumerate(members):
        for part, size in (
            ("header", LOCAL.size),
            ("name", len(member.name)),
            ("content", len(member.content)),
        ):
            found[f"{part}-{number}"] = position
            position += size
    for number, member in enumerate(members):
        found[f"record-{number}"] = position
        position += CENTRAL.size + len(member.name)
    found["end"] = position
    return found
