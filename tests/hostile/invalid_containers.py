"""Hostile containers: names, headers and packed entries that no bundle may have, with the finding of each."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import raw_zip
from raw_zip import Member, build


@dataclass(frozen=True)
class Case:
    """A file, what it is, and the finding it must give; `reason` stands in the finding's facts."""

    content: bytes
    what: str
    code: str
    reason: str | None = None


UTF_8_FLAG = 0x800
NAMES: dict[str, tuple[bytes, str]] = {
    "absolute": (b"/etc/cron.d/evil", "absolute"),
    "absolute-backslash": (b"\\Windows\\evil.dll", "absolute"),
    "parent": (b"../../evil.txt", "parent"),
    "parent-inside": (b"evidence/../../evil.txt", "parent"),
    "parent-backslash": (b"..\\..\\evil.txt", "parent"),
    "parent-mixed": (b"evidence/..\\..\\evil.txt", "parent"),
    "parent-alone": (b"..", "parent"),
    "parent-tower": (b"../" * 21845, "parent"),
    "drive": (b"C:\\Windows\\evil.dll", "drive"),
    "drive-slash": (b"c:/evil.dll", "drive"),
    "drive-relative": (b"C:evil.dll", "drive"),
    "unc": (b"\\\\server\\share\\evil.exe", "unc"),
    "unc-slashes": (b"//server/share/evil.exe", "unc"),
    "unc-device": (b"\\\\?\\C:\\evil.exe", "unc"),
    "unc-pipe": (b"\\\\.\\pipe\\evil", "unc"),
    "backslash": (b"evidence\\0002-b.pdf", "backslash"),
    "nul": (b"report.pdf\0.exe", "nul"),
    "nul-first": (b"\0report.pdf", "nul"),
    "control": (b"evil\x1b[2Jok.txt", "control"),
    "newline": (b"VERIFY.txt\nreport.pdf", "control"),
    "delete": (b"evil\x7f.txt", "control"),
    "bidi-override": ("evidence/bao-cao\u202efdp.exe".encode(), "bidi"),
    "bidi-isolate": ("evidence/\u2066gpj.exe".encode(), "bidi"),
    "bidi-mark": ("report\u200f.pdf".encode(), "bidi"),
    "zero-width": ("report\u200b.pdf".encode(), "invisible"),
    "soft-hyphen": ("re\u00adport.pdf".encode(), "invisible"),
    "byte-order-mark": ("\ufeffreport.pdf".encode(), "invisible"),
    "device": (b"CON", "device"),
    "device-ending": (b"evidence/nul.pdf", "device"),
    "device-folder": (b"aux/evil.txt", "device"),
    "device-spaces": (b"COM1 .txt", "letters"),
    "device-dots": (b"PRN...", "device"),
    "device-superscript": ("COM¹.txt".encode(), "device"),
    "device-console": (b"CONIN$", "device"),
    "stream": (b"report.pdf:evil.exe", "stream"),
    "stream-data": (b"report.pdf::$DATA", "stream"),
    "folder": (b"evidence/", "folder"),
    "empty": (b"", "empty"),
    "dot-ending": (b"evil.txt.", "ending"),
    "space-ending": (b"evil.txt ", "ending"),
    "not-ascii": ("Quyết định.pdf".encode(), "not-ascii"),
    "not-utf-8": (b"Quy\xe1\xbat.pdf\xff", "not-ascii"),
    "homoglyph": ("r\u0435port.pdf".encode(), "not-ascii"),
    "full-width": ("\uff0e\uff0e\uff0fevil".encode(), "not-ascii"),
    "markup": (b"<img src=x onerror=alert(1)>.pdf", "letters"),
    "space": (b"evil file.txt", "letters"),
    "shell": (b"$(touch evil).txt", "letters"),
    "option": (b"-rf", "letters"),
    "hidden": (b".htaccess", "letters"),
    "dot": (b".", "ending"),
    "double-slash": (b"evidence//0002-b.pdf", "letters"),
    "long": (b"a" * 121, "too-long"),
    "longest": (b"a" * 65535, "too-long"),
}


def names(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """Files with one more entry, whose name is hostile; headers lawful otherwise."""
    for title, (name, reason) in NAMES.items():
        flags = {"flags": 0 if name.isascii() else UTF_8_FLAG}
        content = build([*base, Member(name, b"evil", flags)])
        yield f"name-{title}", Case(content, f"a file more, named {name[:60]!r}", "name-not-allowed", reason)
    nfc, nfd = (unicodedata.normalize(form, "evidence/Quyết.pdf").encode() for form in ("NFC", "NFD"))
    for title, extra, reason in (
        ("case", [b"Report.pdf"], "case"),
        ("case-folder", [b"EVIDENCE/0001-a.pdf"], "case"),
        ("unicode-form", [nfc, nfd], "unicode"),
        ("full-width", ["\uff52eport.pdf".encode()], "unicode"),
        ("ligature", [b"file.pdf", "\ufb01le.pdf".encode()], "unicode"),
        ("end-dot", [b"report.pdf."], "unicode"),
    ):
        members = [Member(name, b"R", {"flags": 0 if name.isascii() else UTF_8_FLAG}) for name in extra]
        yield f"twin-{title}", Case(build([*base, *members]), f"{title} twins", "file-twin", reason)
    twin = Member(b"report.pdf", b"evil")
    yield "doubled", Case(build([*base, twin]), "report.pdf twice", "file-doubled")
    flagged = twin.with_fields(flags=UTF_8_FLAG)
    yield (
        "doubled-utf-8-flag",
        Case(build([*base, flagged]), "twice, one with the UTF-8 flag", "file-doubled"),
    )


def _changed(base: list[Member], number: int, **changes: object) -> bytes:
    return build([replace(m, **changes) if n == number else m for n, m in enumerate(base)])  # type: ignore[arg-type]


def _field(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def headers(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """One entry's headers say what no lawful one says."""
    report = next(n for n, m in enumerate(base) if m.name == b"report.pdf")
    unicode_path = _field(0x7075, b"\1" + zlib.crc32(b"report.pdf").to_bytes(4, "little") + b"../evil")
    zip64 = _field(0x0001, struct.pack("<QQ", 1, 1))
    in_both: dict[str, tuple[dict[str, object], str]] = {
        "flag-encrypted": ({"fields": {"flags": 1}}, "encrypted"),
        "flag-strong-encryption": ({"fields": {"flags": 0x41}}, "encrypted"),
        "flag-masked-headers": ({"fields": {"flags": 0x2000}}, "encrypted"),
        "flag-utf-8": ({"fields": {"flags": UTF_8_FLAG}}, "flags"),
        "flag-patch": ({"fields": {"flags": 0x20}}, "flags"),
        "flag-reserved": ({"fields": {"flags": 0x8000}}, "flags"),
        "made-by-unix": ({"central": {"made_by": 0x0314}}, "version"),
        "needs-zip64-version": ({"fields": {"needed": 45}}, "version"),
        "dated": ({"fields": {"date": 0x5576, "time": 0x4A00}}, "time"),
        "date-impossible": ({"fields": {"date": 0, "time": 0xFFFF}}, "time"),
        "link": ({"central": {"made_by": 0x0314, "attributes": 0o120777 << 16}}, "link"),
        "attributes-folder": ({"central": {"attributes": 0x10}}, "folder"),
        "attributes-unix-folder": ({"central": {"attributes": 0o40755 << 16}}, "folder"),
        "attributes-pipe": ({"central": {"attributes": 0o10644 << 16}}, "special"),
        "attributes-device": ({"central": {"attributes": 0o20644 << 16}}, "special"),
        "attributes-set-user-id": ({"central": {"attributes": 0o104755 << 16}}, "attributes"),
        "attributes-inner": ({"central": {"inner_attributes": 1}}, "attributes"),
        "comment-of-entry": ({"comment": b"evil"}, "comment"),
        "disk-of-entry": ({"central": {"disk": 1}}, "multi-disk"),
        "extra-central": ({"central_extra": _field(0x5455, b"\1\0\0\0\0")}, "extra-field"),
        "extra-local": ({"local_extra": _field(0x5455, b"\1\0\0\0\0")}, "extra-field"),
        "extra-both": ({"central_extra": b"xx", "local_extra": b"xx"}, "extra-field"),
        "unicode-path-central": ({"central_extra": unicode_path}, "unicode-path"),
        "unicode-path-local": ({"local_extra": unicode_path}, "unicode-path"),
        "unicode-comment": ({"central_extra": _field(0x6375, b"\1evil!")}, "extra-field"),
        "zip64-extra": ({"central_extra": zip64, "local_extra": zip64}, "zip64"),
        "zip64-sizes": (
            {"central_extra": zip64, "local_extra": zip64,
             "fields": {"packed": 0xFFFFFFFF, "size": 0xFFFFFFFF}}, "zip64"),
        "zip64-offset": (
            {"central_extra": _field(1, bytes(8)), "central": {"offset": 0xFFFFFFFF}}, "zip64"),
        "descriptor": (
            {"fields": {"flags": 8}, "local": {"crc32": 0, "packed": 0, "size": 0},
             "behind": b"PK\7\x08" + struct.pack("<LLL", zlib.crc32(b"R"), 1, 1)}, "data-descriptor"),
        "descriptor-unmarked": (
            {"fields": {"flags": 8}, "local": {"crc32": 0, "packed": 0, "size": 0},
             "behind": struct.pack("<LLL", zlib.crc32(b"R"), 1, 1)}, "data-descriptor"),
        "local-name-other": ({"local_name": b"evil.exe.x"}, "name"),
        "local-name-longer": ({"local_name": b"report.pdf.exe"}, "name"),
        "local-name-parent": ({"local_name": b"../../evil"}, "name"),
        "local-crc32-other": ({"local": {"crc32": 1}}, "crc32"),
        "local-size-larger": ({"local": {"packed": 99, "size": 99}}, "sizes"),
        "local-size-zero": ({"local": {"packed": 0, "size": 0}}, "sizes"),
        "local-method-deflate": ({"local": {"method": 8}}, "compressed"),
        "local-encrypted": ({"local": {"flags": 1}}, "encrypted"),
        "central-crc32-other": ({"central": {"crc32": 1}}, "crc32"),
        "central-size-packed-differ": ({"central": {"size": 1 << 30}}, "sizes"),
        "local-mark-wrong": ({"local_name": b"report.pdf", "before": b""}, ""),
    }  # fmt: skip
    in_both.pop("local-mark-wrong")
    for title, (changes, reason) in in_both.items():
        content = _changed(base, report, **changes)
        yield title, Case(content, f"report.pdf: {title}", "container-not-canonical", reason)
    whole = build(base)
    at = raw_zip.boundaries(whole)[f"header-{report}"]
    content = whole[:at] + b"PK\3\5" + whole[at + 4 :]
    yield "local-mark-wrong", Case(content, "no local header there", "file-unreadable", "no-header")


def packed(base: list[Member]) -> Iterator[tuple[str, Case]]:
    """Compressed entries, honest ones and bombs. Nothing of them may ever be unpacked."""
    report = next(n for n, m in enumerate(base) if m.name == b"report.pdf")

    def as_method(method: int, content: bytes, size: int) -> bytes:
        fields = {"method": method, "size": size, "crc32": 0}
        return _changed(base, report, content=content, fields=fields)

    honest = _deflated(b"R" * 500)
    yield "packed-deflate", Case(as_method(8, honest, 500), "deflated", "file-unreadable", "compressed")
    for title, method in (
        ("implode", 6), ("deflate64", 9), ("bzip2", 12), ("lzma", 14), ("zstd", 93), ("xz", 95),
        ("ppmd", 98), ("aes", 99), ("unknown", 0xFFFF),
    ):  # fmt: skip
        yield f"packed-{title}", Case(as_method(method, honest, 500), title, "file-unreadable", "compressed")
    bomb = _deflated(bytes(10_000_000))
    yield "bomb-deflate", Case(as_method(8, bomb, 10_000_000), "10 MB of zeros", "file-unreadable", "ratio")
    claim = as_method(0, b"R", 1 << 31)
    yield "bomb-claimed", Case(claim, "stored, but 2 GiB are claimed", "file-unreadable", "sizes")
    large = _changed(base, report, fields={"packed": 1 << 31, "size": 1 << 31})
    yield "bomb-claimed-twice", Case(large, "2 GiB claimed in all places", "file-unreadable", "outside")
    yield "bomb-overlapping", Case(_quoted_bomb(150), "overlapping deflate", "file-unreadable", "ratio")
    one = Member(b"evidence/0001-a.pdf", bytes(2000))
    offsets = [replace(one, name=b"evidence/%04d-a.pdf" % n, central={"offset": 0}) for n in range(1, 300)]
    central = b"".join(member.central_header(0) for member in offsets)
    body = one.local_header() + one.content
    end = raw_zip.END.pack(b"PK\5\6", 0, 0, 299, 299, len(central), len(body), 0)
    same = Case(body + central + end, "299 names for one file", "file-unreadable", "overlap")
    yield "bomb-same-header", same
    nested = build([Member(b"evidence/0001-a.zip", build([Member(b"b.zip", build([Member(b"c", bomb)]))]))])
    yield "bomb-nested", Case(nested, "ZIP in ZIP in ZIP, which nobody opens", "file-missing")


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _quoted_bomb(count: int) -> bytes:
    """Files that all end in one deflated kernel: each begins by quoting the next one's header."""
    kernel = _deflated(bytes(10_000_000))
    body, unpacked, crc32 = kernel, bytes(10_000_000), zlib.crc32(bytes(10_000_000))
    size = len(unpacked)
    entries: list[tuple[Member, int]] = []
    for number in range(count, 0, -1):
        member = Member(
            b"evidence/%04d-a.pdf" % number,
            b"",
            {"method": 8, "packed": len(body), "size": size, "crc32": crc32},
        )
        header = member.local_header()
        entries.append((member, len(header) + len(body)))
        if number > 1:
            block = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
            body = block + header + body
            size += len(header)
        else:
            body = header + body
    total = len(body)
    central = b"".join(m.central_header(total - behind) for m, behind in reversed(entries))
    return body + central + raw_zip.END.pack(b"PK\5\6", 0, 0, count, count, len(central), total, 0)
