"""Hostile containers: what stands around the files, the end record, what is inside, what was cut off."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import replace

import raw_zip
from invalid_containers import Case
from raw_zip import END, Member, build

NOT_CANONICAL = "container-not-canonical"
UNREADABLE = "container-unreadable"


def surroundings(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """Data where none may be, and more than one end."""
    whole = build(base)
    noise = random.Random(1).randbytes(300)
    yield "leading-byte", Case(build(base, prefix=b"\0"), "a byte before", NOT_CANONICAL, "leading-data")
    stub = b"MZ" + noise
    yield "leading-program", Case(build(base, prefix=stub), "a program before", NOT_CANONICAL, "leading-data")
    counted = build(base, prefix=stub, is_prefix_counted=True)
    yield "leading-program-counted", Case(counted, "a program before, offsets right", NOT_CANONICAL, "gap")
    spanned = build(base, prefix=b"PK\7\x08", is_prefix_counted=True)
    yield "leading-spanning-mark", Case(spanned, "the mark of a split archive", NOT_CANONICAL, "gap")
    yield "leading-bundle", Case(whole + whole, "two bundles in a row", NOT_CANONICAL, "leading-data")
    yield "leading-pdf", Case(b"%PDF-1.7\n" + whole, "a PDF as well", NOT_CANONICAL, "leading-data")
    yield "trailing-byte", Case(whole + b"\0", "a byte behind", NOT_CANONICAL, "trailing-data")
    yield "trailing-noise", Case(whole + noise, "noise behind", NOT_CANONICAL, "trailing-data")
    yield "trailing-far", Case(whole + bytes(66_000), "66 kB behind", UNREADABLE, "no-end")
    yield (
        "trailing-page",
        Case(whole + b"<script>alert(1)</script>", "a page behind", NOT_CANONICAL, "trailing-data"),
    )
    yield "comment", Case(build(base, comment=b"evil"), "a comment", NOT_CANONICAL, "comment")
    yield (
        "comment-longest",
        Case(build(base, comment=b"c" * 65_535), "65,535 bytes", NOT_CANONICAL, "comment"),
    )
    yield "comment-claimed", Case(build(base, comment=b"", suffix=b"").removesuffix(b"\0\0") + b"\x09\0",
                                  "a comment is claimed", NOT_CANONICAL, "comment")  # fmt: skip
    hidden = build([replace(m, content=b"evil") if m.name == b"report.pdf" else m for m in base])
    yield (
        "comment-is-bundle",
        Case(build(base, comment=hidden), "a bundle in it", NOT_CANONICAL, "leading-data"),
    )
    bare_end = END.pack(b"PK\5\6", 0, 0, 0, 0, 0, 0, 0)
    yield "comment-is-end", Case(build(base, comment=bare_end), "an end in it", NOT_CANONICAL, "leading-data")
    count, _, size, offset = END.unpack(whole[-22:])[4], 0, *END.unpack(whole[-22:])[5:7]
    second = END.pack(b"PK\5\6", 0, 0, count, count, size + 22, offset, 0)
    yield "two-ends", Case(whole + second, "the second takes in the first", UNREADABLE, "two-ends")
    same = END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
    yield "two-ends-alike", Case(whole + same, "both alike", NOT_CANONICAL, "leading-data")
    central = whole[offset : offset + size]
    yield "two-directories", Case(build(base, before_central=central), "one unused", NOT_CANONICAL, "gap")
    extra_record = b"PK\6\x08" + struct.pack("<L", 4) + b"evil"
    yield (
        "archive-extra-data",
        Case(build(base, before_central=extra_record), "a record", NOT_CANONICAL, "gap"),
    )
    signed = b"PK\5\5" + struct.pack("<H", 4) + b"evil"
    taken_in = build(base, before_end=signed, central_size=size + len(signed))
    yield "directory-signature", Case(taken_in, "the archive's own signature", UNREADABLE, "no-record")
    yield (
        "gap-before-end",
        Case(build(base, before_end=b"evil"), "data before the end", NOT_CANONICAL, "leading-data"),
    )
    for title, number in (("first", 0), ("middle", 5), ("last", len(base) - 1)):
        for where in ("before", "behind"):
            odd = [replace(m, **{where: b"evil"}) if n == number else m for n, m in enumerate(base)]
            name = f"gap-{where}-{title}"
            yield name, Case(build(odd), f"data {where} the {title} file", NOT_CANONICAL, "gap")


def ends(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """End records and directories that say what is not so."""
    whole = build(base)
    count, size, offset = END.unpack(whole[-22:])[4:7]
    for title, told, code, reason in (
        ("count-less", {"count": count - 1, "count_here": count - 1}, NOT_CANONICAL, "count"),
        ("count-more", {"count": count + 1, "count_here": count + 1}, NOT_CANONICAL, "count"),
        ("count-most", {"count": 0xFFFF, "count_here": 0xFFFF}, NOT_CANONICAL, "count"),
        ("count-zero", {"count": 0, "count_here": 0}, NOT_CANONICAL, "count"),
        ("disk", {"disk": 1}, NOT_CANONICAL, "multi-disk"),
        ("disk-of-directory", {"central_disk": 1}, NOT_CANONICAL, "multi-disk"),
        ("disk-all", {"disk": 0xFFFF, "central_disk": 0xFFFF}, NOT_CANONICAL, "multi-disk"),
        ("count-of-disk", {"count_here": 1}, NOT_CANONICAL, "multi-disk"),
        ("directory-beyond", {"central_offset": 0xFFFFFFF0}, UNREADABLE, "out-of-bounds"),
        ("directory-huge", {"central_size": 0xFFFFFFF0}, UNREADABLE, "out-of-bounds"),
        ("directory-longer", {"central_size": size + 1}, UNREADABLE, "out-of-bounds"),
        ("directory-shorter", {"central_size": size - 1}, UNREADABLE, "no-record"),
        ("directory-at-start", {"central_offset": 0}, NOT_CANONICAL, "leading-data"),
        ("directory-empty", {"central_size": 0, "central_offset": 0}, NOT_CANONICAL, "leading-data"),
    ):
        yield f"end-{title}", Case(build(base, **told), f"{told}", code, reason)
    zip64_end = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    most = {"count": 0xFFFF, "count_here": 0xFFFF, "central_size": 0xFFFFFFFF, "central_offset": 0xFFFFFFFF}
    behind = zip64_end + locator
    yield "zip64-end", Case(build(base, before_end=behind, **most), "sizes in ZIP64", UNREADABLE, "zip64")
    unused = build(base, before_end=behind)
    yield "zip64-end-unused", Case(unused, "a ZIP64 end that is not needed", NOT_CANONICAL, "leading-data")
    taken_in = build(base, before_end=behind, central_size=size + len(behind))
    yield "zip64-end-taken-in", Case(taken_in, "in the directory", UNREADABLE, "zip64")
    order = list(range(len(base)))
    swapped = build(base, central_order=[order[1], order[0], *order[2:]])
    yield "directory-reordered", Case(swapped, "other order than the files", NOT_CANONICAL, "gap")
    yield (
        "directory-backwards",
        Case(build(base, central_order=order[::-1]), "backwards", NOT_CANONICAL, "gap"),
    )
    yield "files-reordered", Case(build([base[1], base[0], *base[2:]]), "mimetype second", "files-reordered")
    report = next(n for n, m in enumerate(base) if m.name == b"report.pdf")
    swallow = [
        replace(m, fields={"packed": 60, "size": 60}) if n == report else m for n, m in enumerate(base)
    ]
    yield "overlap", Case(build(swallow), "report.pdf takes in the next header", "file-unreadable", "overlap")
    last = [replace(m, fields={"packed": 60, "size": 60}) if m is base[-1] else m for m in base]
    yield (
        "overlap-directory",
        Case(build(last), "the last file runs into the directory", "file-unreadable", "outside"),
    )
    inner = [replace(m, central={"offset": 5}) if m is base[-1] else m for m in base]
    yield "offset-wrong", Case(build(inner), "no header there", "file-unreadable", "no-header")
    beyond = [replace(m, central={"offset": 0xFFFFFFFE}) if m is base[-1] else m for m in base]
    yield "offset-beyond", Case(build(beyond), "offset behind the file", "file-unreadable", "outside")
    for title, told in (
        ("name", {"name": 0xFFFF}),
        ("extra", {"extra": 0xFFFF}),
        ("comment", {"comment": 0xFFFF}),
    ):
        odd = [replace(m, central=told) if m is base[-1] else m for m in base]
        yield (
            f"directory-{title}-length",
            Case(build(odd), "longer than the directory", UNREADABLE, "cut-off"),
        )


def cut_off(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """Copied or downloaded half: cut at each structural boundary, from the end and from the start."""
    whole = build(base)
    for title, at in raw_zip.boundaries(whole).items():
        if title.endswith(("-0", "-5", "-8")) or title == "end":
            reason = "too-small" if at < END.size else "no-end"
            yield f"cut-before-{title}", Case(whole[:at], f"cut off before {title}", UNREADABLE, reason)
    yield "cut-in-end", Case(whole[:-1], "the last byte missing", UNREADABLE, "no-end")
    yield "cut-from-start", Case(whole[100:], "the first 100 bytes missing", UNREADABLE, "out-of-bounds")
    yield "only-end", Case(whole[-22:], "nothing but the end", UNREADABLE, "out-of-bounds")
    at = raw_zip.boundaries(whole)["record-0"]
    yield "only-directory", Case(whole[at:], "nothing but the directory", UNREADABLE, "out-of-bounds")
    yield (
        "zeros-in-middle",
        Case(whole[:1000] + bytes(2000) + whole[3000:], "a hole", "file-unreadable", "no-header"),
    )
    yield "empty-file", Case(b"", "no byte at all", UNREADABLE, "too-small")
    yield "empty-archive", Case(END.pack(b"PK\5\6", 0, 0, 0, 0, 0, 0, 0), "no entry", "file-missing")
    yield "pdf", Case(b"%PDF-1.7\n%%EOF\n" * 9, "a PDF", UNREADABLE, "no-end")
    yield (
        "page",
        Case(b"<!DOCTYPE html><title>404 Not Found</title>" * 9, "a page of errors", UNREADABLE, "no-end"),
    )


def _with(base: list[Member], name: bytes, content: bytes) -> bytes:
    return build([replace(m, content=content) if m.name == name else m for m in base])


def insides(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """Lawful containers with hostile files in them; the signature does not cover what was put in."""
    manifest = next(m for m in base if m.name.endswith(b"001.xml")).content
    laughs = b'<!DOCTYPE a [<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    for title, content in {
        "entities": manifest.replace(head, head + laughs + b"]>\n"),
        "outside-entity": manifest.replace(
            head, head + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
        ),
        "outside-dtd": manifest.replace(head, head + b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/evil.dtd">\n'),
        "comment": manifest.replace(b"</asic:ASiCManifest>", b"<!-- evil --></asic:ASiCManifest>"),
        "processing": manifest.replace(head, head + b'<?xml-stylesheet href="http://127.0.0.1:9/"?>\n'),
        "namespace": manifest.replace(b"asic:", b"a:").replace(b"xmlns:asic", b"xmlns:a"),
        "utf-16": manifest.decode().encode("utf-16"),
        "deep": b"<a>" * 50_000,
        "references": manifest.replace(b"</asic:ASiCManifest>", b'<asic:DataObjectReference URI="' * 2_000),
        "empty": b"",
        "other-digest": manifest.replace(b"xmlenc#sha256", b"xmlenc#sha512"),
    }.items():
        content = _with(base, b"META-INF/ASiCManifest001.xml", content)
        yield f"manifest-{title}", Case(content, f"manifest: {title}", "manifest-not-canonical")
    signature = next(m for m in base if m.name.endswith(b"001.p7s")).content
    for title, content in {
        "empty": b"",
        "nested": b"\x30\x80" * 30_000,
        "long-length": b"\x30\x84\xff\xff\xff\xff" + signature,
        "endless-length": b"\x30\xff" + b"\xff" * 127,
        "trailing": signature + b"\0\0",
        "indefinite": b"\x30\x80" + signature[4:] + b"\0\0",
        "many-sets": b"\x31\x00" * 30_000,
        "text": b"-----BEGIN PKCS7-----\n",
        "cut": signature[:-1],
    }.items():
        content = _with(base, b"META-INF/signature001.p7s", content)
        yield f"signature-{title}", Case(content, f"signature: {title}", "signature-not-canonical")
    for title, content, reason in (
        ("deep", b"[" * 100_000, "too-deep"),
        ("deep-objects", b'{"a":' * 20_000, "too-deep"),
        ("too-many", b"[" + b"," * 300_001, "too-large"),
        ("long-number", b'{"format":' + b"9" * 100_000 + b"}", None),
        ("doubled-key", b'{"format":"dti-submission/1","format":"x"}', "duplicate-key"),
        ("half-pair", b'{"format":"\\ud800"}', "not-unicode"),
        ("utf-16", '{"format":"dti-submission/1"}'.encode("utf-16"), "not-utf-8"),
        ("not-json", b"\x00\x01\x02", "not-json"),
        ("empty", b"", "not-json"),
        ("list", b"[]", None),
        ("format-other", b'{"format":"dti-submission/2"}', None),
    ):
        code = "submission-format" if reason is None else "submission-unreadable"
        yield f"submission-{title}", Case(_with(base, b"submission.json", content), title, code, reason)
    submission = next(m for m in base if m.name == b"submission.json").content
    escapes = submission.replace(b'"score":{', b'"score":{"\\u001b[2J\\u202e\\u2028":"\\u001b[31m",')
    content = _with(base, b"submission.json", escapes)
    yield "submission-escapes", Case(content, "letters that rule a terminal", "score-does-not-follow")
    catalogue = _with(base, b"catalogue.json", b"[" * 100_000)
    yield "catalogue-deep", Case(catalogue, "a catalogue of lists", "catalogue-invalid")
    yield "mimetype-other", Case(_with(base, b"mimetype", b"application/zip"), "other type", "mimetype-wrong")
    yield (
        "mimetype-line",
        Case(_with(base, b"mimetype", b"application/vnd.etsi.asic-e+zip\n"), "line", "file-too-large"),
    )
    yield "sums-other", Case(_with(base, b"SHA256SUMS", b"evil"), "other sums", "sums-differ")
    for name in ("submission.json", "catalogue.json", "mimetype", "VERIFY.txt"):
        less = [m for m in base if m.name != name.encode()]
        yield f"missing-{name.partition('.')[0]}", Case(build(less), f"no {name}", "file-missing")
