"""Changing a bundle as a container: headers whose sums and offsets fit, files added, renamed, repacked."""

from __future__ import annotations

import bz2
import io
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import raw_zip
from invalid_containers import NAMES
from raw_zip import Member, build

_NUMBERS = (0, 1, 2, 8, 10, 20, 21, 45, 0x0314, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)
_LONG_NUMBERS = (*_NUMBERS, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_LONG_FIELDS = {"crc32", "packed", "size", "offset", "attributes", "central_size", "central_offset"}
_EXTRAS = (
    b"xx",
    struct.pack("<HHQQ", 1, 16, 1, 1),
    struct.pack("<HH5sL", 0x7075, 9, b"\1aaaa", 0),
    b"UT\5\0\1\0\0\0\0",
)
_ZIP = shutil.which("zip")


def _value(die: Random, field: str) -> int:
    return die.choice(_LONG_NUMBERS if field in _LONG_FIELDS else _NUMBERS)


def header_fields(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """One to three fields of headers say something else; all the rest fits."""
    titles = []
    end: dict[str, int] = {}
    for _ in range(die.choice((1, 1, 1, 2, 3))):
        at = die.randrange(len(members))
        member = members[at]
        where = die.choice(("fields", "local", "central", "central", "end"))
        if where == "end":
            field = die.choice(raw_zip.END_FIELDS[1:-1])
            end[field] = _value(die, field)
        else:
            names = raw_zip.CENTRAL_FIELDS if where == "central" else raw_zip.LOCAL_FIELDS
            field = die.choice([n for n in names[1:] if where != "fields" or n not in ("name", "extra")])
            told = {**getattr(member, where), field: _value(die, field)}
            members[at] = replace(member, **{where: told})
        titles.append(f"{where}.{field}")
    return "header:" + "+".join(titles), build(members, **end)


def surroundings(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """Extra fields, comments, gaps, data around."""
    noise = die.choice((b"\0", b"evil", b"PK\5\6" + bytes(18), b"PK\1\2", b"PK\3\4", die.randbytes(40)))
    at = die.randrange(len(members))
    what = die.choice(
        ("extra", "comment", "before", "behind", "prefix", "central", "end", "suffix", "archive")
    )
    keywords: dict[str, object] = {}
    if what == "extra":
        sides = die.choice((("local_extra",), ("central_extra",), ("local_extra", "central_extra")))
        members[at] = replace(members[at], **dict.fromkeys(sides, die.choice(_EXTRAS)))
    elif what in ("comment", "before", "behind"):
        members[at] = replace(members[at], **{what: noise})
    elif what == "prefix":
        keywords = {"prefix": noise, "is_prefix_counted": die.random() < 0.5}
    else:
        name = {"central": "before_central", "end": "before_end", "suffix": "suffix", "archive": "comment"}[
            what
        ]
        keywords = {name: noise}
    return f"around:{what}", build(members, **keywords)  # type: ignore[arg-type]


def files(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """Files added, removed, renamed, doubled, moved, with headers that fit."""
    at = die.randrange(len(members))
    what = die.choice(
        ("add", "add-hostile", "remove", "rename", "rename-hostile", "double", "move", "swap", "directory")
    )
    order = None
    lawful = (
        b"evidence/0009-x.pdf",
        b"META-INF/ASiCManifest002.xml",
        b"META-INF/evil.xml",
        b"evil.txt",
        b"a/b",
    )
    hostile = die.choice(list(NAMES.values()))[0]
    if what.startswith("add"):
        name = hostile if what == "add-hostile" else die.choice(lawful)
        members.insert(die.randrange(len(members) + 1), Member(name, die.randbytes(die.randrange(9))))
    elif what == "remove":
        del members[at]
    elif what.startswith("rename"):
        members[at] = replace(members[at], name=hostile if what == "rename-hostile" else die.choice(lawful))
    elif what == "double":
        content = die.choice((members[at].content, b"evil", b""))
        members.insert(die.randrange(len(members) + 1), replace(members[at], content=content))
    elif what == "move":
        members.insert(die.randrange(len(members)), members.pop(at))
    elif what == "swap":
        other = die.randrange(len(members))
        one, two = members[at], members[other]
        members[at], members[other] = replace(one, content=two.content), replace(two, content=one.content)
    else:
        order = die.sample(range(len(members)), len(members))
    return f"files:{what}", build(members, central_order=order)


def contents(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """One content other, its CRC-32 and sizes right."""
    at = die.randrange(len(members))
    old = members[at].content
    position = die.randrange(len(old) + 1)
    new = die.choice((
        b"", old[:-1], old + b"\0", old * 2,
        old.replace(b"\n", b"\r\n"), old[:position] + b"x" + old[position:],
        bytes([old[0] ^ 1]) + old[1:] if old else b"x", b"\xef\xbb\xbf" + old,
    ))  # fmt: skip
    members[at] = replace(members[at], content=new)
    return f"content:{members[at].name.decode('ascii', 'replace')}", build(members)


def packed(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """One or all files compressed, headers right."""
    method = die.choice((8, 8, 12, 9, 93))
    chosen = die.choice(([die.randrange(len(members))], range(len(members))))
    for at in chosen:
        content = members[at].content
        packer = zlib.compressobj(die.randint(0, 9), zlib.DEFLATED, -15)
        smaller = bz2.compress(content) if method == 12 else packer.compress(content) + packer.flush()
        fields = {"method": method, "size": len(content), "crc32": zlib.crc32(content)}
        members[at] = replace(members[at], content=smaller, fields=fields)
    return f"packed:{method}", build(members)


def rezipped(die: Random, members: list[Member]) -> tuple[str, bytes]:
    """Packed anew by another program: Python's zipfile, or `zip` where it is installed."""
    if _ZIP is not None and die.random() < 0.15:
        return _by_zip(die, members)
    buffer = io.BytesIO()
    method = die.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.comment = die.choice((b"", b"", b"evil"))
        for member in members:
            info = zipfile.ZipInfo(member.name.decode())
            info.create_system = die.choice((0, 3))
            info.compress_type = method
            info.external_attr = die.choice((0, 0o100644 << 16, 0o120777 << 16))
            with archive.open(info, "w", force_zip64=die.random() < 0.2) as entry:
                entry.write(member.content)
    return f"zipfile:{method}", buffer.getvalue()


def _by_zip(die: Random, members: Sequence[Member]) -> tuple[str, bytes]:
    assert _ZIP is not None
    with tempfile.TemporaryDirectory(prefix="hostile-zip-") as folder:
        for member in members:
            path = Path(folder) / member.name.decode()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(member.content)
        options = die.choice((["-0", "-X", "-D"], ["-0"], ["-9", "-X"], ["-0", "-X", "-D", "-fz"]))
        names = [member.name.decode() for member in members]
        subprocess.run(
            [_ZIP, "-q", *options, "out.zip", *names], cwd=folder, check=True, stdin=subprocess.DEVNULL
        )
        return f"zip:{''.join(options)}", (Path(folder) / "out.zip").read_bytes()


CHANGES = (header_fields, header_fields, surroundings, files, files, contents, packed, rezipped)


def changed(die: Random, original: bytes) -> tuple[str, bytes]:
    """Return a changed container and what was done."""
    return die.choice(CHANGES)(die, raw_zip.members_of(original))


def canonical(archive: bytes) -> bytes:
    """Return the files of any stored archive in the one form that `changed` takes."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return build([Member(info.filename.encode(), opened.read(info)) for info in opened.infolist()])
