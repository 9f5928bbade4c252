"""Hostile files: whatever they hold, they are judged; nothing is unpacked, read or thought without an end."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import made_files as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_intake_kinds import ACCEPTED, REFUSED

from dti_desktop.intake import examine as examining
from dti_desktop.intake import pdf_look
from dti_desktop.intake.bounds import BoundedReader, OverBounds, thinking_time
from dti_desktop.intake.examine import Examined
from dti_desktop.intake.xml_text import WORD, XmlRefused, lines_of
from dti_desktop.intake.zip_directory import content, read_directory

CORPUS = [(name, raw) for name, raw, _ in (*ACCEPTED.values(), *REFUSED.values()) if len(raw) < 20_000]
STARTS = [raw[:size] for _, raw in CORPUS for size in (2, 4, 8, 16, 64, 512)]


def check(found: Examined) -> None:
    """A judgement is a code with facts that can be written, or none; never anything else."""
    assert found.refusal is None or (found.refusal.startswith("evidence-") and found.refusal.isascii())
    for fact in found.facts.values():
        assert isinstance(fact, str)
        fact.encode()


@settings(max_examples=300)
@given(st.sampled_from(CORPUS), st.randoms(use_true_random=False))
def test_any_damage_is_judged(judge: Any, sample: tuple[str, bytes], chance: random.Random) -> None:
    name, raw = sample
    damaged = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        if not damaged:
            break
        at = chance.randrange(len(damaged))
        way = chance.randrange(5)
        if way == 0:
            damaged[at] = chance.randrange(256)
        elif way == 1:
            del damaged[at : at + chance.randint(1, 200)]
        elif way == 2:
            damaged[at:at] = chance.randbytes(chance.randint(1, 60))
        elif way == 3:
            damaged[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
        else:
            damaged = damaged[:at]
    check(judge(name, bytes(damaged)))


@settings(max_examples=200)
@given(
    st.sampled_from(STARTS),
    st.binary(max_size=3000),
    st.sampled_from(["a.pdf", "a.docx", "a.doc", "a", "a.zip"]),
)
def test_any_bytes_after_any_beginning_are_judged(judge: Any, start: bytes, rest: bytes, name: str) -> None:
    check(judge(name, start + rest))


@pytest.mark.parametrize("sample", range(0, len(CORPUS), 3))
def test_every_truncation_is_judged(sample: int, judge: Any) -> None:
    name, raw = CORPUS[sample]
    steps = {*range(min(len(raw), 40)), *range(0, len(raw), max(1, len(raw) // 60))}
    for size in sorted(steps):
        check(judge(name, raw[:size]))


# -- XML ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE w:document [<!ENTITY a 'x'>]><w:document>&a;</w:document>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<a>" * 300,
        "<a>&nothing;</a>",
        "<a><b></a></b>",
        "<a>\x00</a>",
    ],
)
def test_xml_that_declares_or_nests_without_end_is_not_read(xml: str, judge: Any) -> None:
    with pytest.raises(XmlRefused):
        lines_of([xml.encode()], WORD, max_characters=100)
    found = judge("a.docx", made.docx(more={"word/document.xml": xml}))
    assert found.refusal is None
    assert found.notes == ("first-page-not-read",)


def test_a_page_that_unpacks_to_gigabytes_is_read_for_its_first_letters_only(judge: Any) -> None:
    head = f"<w:document xmlns:w='{made.W}'><w:body>{made.paragraph('MẬT')}".encode()
    bomb = made.docx(more={"word/document.xml": head + b"<w:p><w:r><w:t>" + b"x" * (40 << 20)})
    assert len(bomb) < 60_000
    assert judge("a.docx", bomb).mark.mark == "MẬT"


# -- zip ---------------------------------------------------------------------------------------------


def in_memory(raw: bytes, budget_bytes: int = 1 << 20) -> BoundedReader:
    return BoundedReader(io.BytesIO(raw), len(raw), budget_bytes)


def test_a_bomb_is_unpacked_no_further_than_wanted() -> None:
    raw = made.zipped({"a": b"\0" * (30 << 20)})
    reader = in_memory(raw)
    directory = read_directory(reader, max_entries=10)
    assert directory is not None
    taken = sum(map(len, content(reader, directory.entries[0], limit_bytes=100_000)))
    assert taken == 100_000


@pytest.mark.parametrize(
    ("field", "at", "form", "number"),
    [
        ("count", 10, "<H", 0xFFFE),
        ("size", 12, "<L", 0x7FFFFFFF),
        ("size", 12, "<L", 3),
        ("offset", 16, "<L", 0x7FFFFFFF),
        ("offset", 16, "<L", 0xFFFFFFFF),
        ("comment", 20, "<H", 0xFFFF),
    ],
)
def test_a_list_of_names_that_lies_is_no_list(
    field: str, at: int, form: str, number: int, judge: Any
) -> None:
    raw = bytearray(made.zipped({"a.txt": b"x", "b.txt": b"y"}))
    struct.pack_into(form, raw, raw.rfind(b"PK\x05\x06") + at, number)
    assert judge("a.zip", bytes(raw)).refusal in ("evidence-broken", "evidence-archive-too-large")


def test_a_zip64_list_is_read(judge: Any) -> None:
    raw = made.zipped({"a.exe": b"x"})
    end = raw.rfind(b"PK\x05\x06")
    *_, size, offset, _ = struct.unpack("<4s4H2LH", raw[end:])
    far = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    far += struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert judge("a.zip", raw[:end] + far + last).refusal == "evidence-holds-program"
    far = far.replace(struct.pack("<Q", 1) * 2, struct.pack("<Q", 1 << 60) * 2)
    assert judge("a.zip", raw[:end] + far + last).refusal == "evidence-archive-too-large"


# -- OLE ---------------------------------------------------------------------------------------------


def test_chains_that_loop_end(judge: Any) -> None:
    raw = bytearray(made.doc("x" * 3000))
    fat_at = (struct.unpack_from("<L", raw, 76)[0] + 1) * 512
    for sector in range(20):
        struct.pack_into("<L", raw, fat_at + 4 * sector, 0)
    assert judge("a.doc", bytes(raw)).refusal == "evidence-broken"
    looped = bytearray(made.doc("x" * 3000))
    struct.pack_into(
        "<2L", looped, 68, 0, 0xFFFFFFFF
    )  # the list of lists begins at sector 0 and leads on and on
    check(judge("a.doc", bytes(looped)))


# -- PDF ---------------------------------------------------------------------------------------------


def flated(stream: bytes) -> str:
    packed = zlib.compress(stream).decode("latin-1")
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"


NASTY_PDF = {
    "pages in a ring": made.raw_pdf("").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "a page that is its own parent": made.raw_pdf("", page="/Parent 3 0 R"),
    "an action that follows itself": made.raw_pdf("/OpenAction 4 0 R", "<< /S /URI /Next 4 0 R >>"),
    "fields in a ring": made.raw_pdf("/AcroForm << /Fields [4 0 R] >>", "<< /Kids [4 0 R] >>"),
    "names in a ring": made.raw_pdf("/Names << /EmbeddedFiles 4 0 R >>", "<< /Kids [4 0 R] >>"),
    "a reference to itself": made.raw_pdf("/OpenAction 4 0 R", "4 0 R"),
    "deep arrays": made.raw_pdf(f"/OpenAction {'[' * 3000}{']' * 3000}"),
    "deep dictionaries": made.raw_pdf(f"/OpenAction {'<</Next' * 3000}{'>>' * 3000}"),
    "a stream that unpacks to 300 MB": made.raw_pdf("", flated(b" " * (300 << 20)), page="/Contents 4 0 R"),
    "a page of a million words": made.raw_pdf(
        "",
        flated(b"BT /F 1 Tf " + b"(x) Tj 1 0 Td " * 1_000_000 + b"ET"),
        page="/Contents 4 0 R /Resources << /Font << /F << /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
    ),
    "forms within forms": made.raw_pdf(
        "",
        flated(b"/X Do " * 50),
        "<< /Subtype /Form /Resources << /XObject << /X 5 0 R >> >> /Length 12 >>\nstream\n/X Do /X Do \nendstream",
        page="/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>",
    ),
    "a table of objects that promises millions": made.raw_pdf("").replace(b"xref\n0 4", b"xref\n0 99999999"),
    "a trailer that points to itself": made.raw_pdf("").replace(b"/Root", b"/Prev 9 /Root"),
    "no table": made.raw_pdf("").replace(b"xref", b"xxxx"),
    "a length that is not there": made.raw_pdf("", "<< /Length 99999999 >>\nstream\nx\nendstream", page="/Contents 4 0 R"),
    "only a beginning": b"%PDF-1.7\n" + b"1 0 obj <<" * 5000,
    "a thousand tables": b"%PDF-1.7\n" + b"xref\n0 1\n0000000000 65535 f \ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF\n" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("kind", NASTY_PDF)
def test_a_nasty_pdf_is_judged(kind: str, judge: Any) -> None:
    found = judge("a.pdf", NASTY_PDF[kind])
    check(found)
    assert found.refusal is None


def test_of_a_very_long_page_what_is_drawn_first_and_last_is_read(
    judge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_look, "_TEXT_S", 60.0)  # a busy machine is no fault of the reader
    words = b"BT /F 1 Tf (x) Tj ET " * 400_000
    font = "/Resources << /Font << /F << /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for stream in (b"BT /F 12 Tf (DO KHAN) Tj ET " + words, words + b" BT /F 12 Tf 9 9 Td (DO KHAN) Tj ET"):
        long = made.raw_pdf("", flated(stream), page=f"/Contents 4 0 R {font}")
        seen = pdf_look.look(in_memory(long, 8 << 20), max_characters=1_000_000)
        assert seen.lines is not None and any("DO KHAN" in line for line in seen.lines)
        assert not seen.is_page_whole
    assert judge("a.pdf", long).notes == ("first-page-partly-read",)


def test_the_log_of_the_parser_stays_silent(judge: Any, caplog: pytest.LogCaptureFixture) -> None:
    for raw in NASTY_PDF.values():
        judge("a.pdf", raw[:100_000])
    assert caplog.records == []


# -- bounds ------------------------------------------------------------------------------------------


def test_a_reader_gives_no_more_than_its_share() -> None:
    reader = in_memory(b"0123456789", budget_bytes=6)
    assert reader.at(2, 4) == b"2345"
    assert reader.at(8, 100) == b"89"
    with pytest.raises(OverBounds):
        reader.at(0, 1)
    assert in_memory(b"0123456789", 10).at(11, 5) == b""
    assert in_memory(b"0123456789", 10).at(-1, 5) == b""
    with pytest.raises(OverBounds):
        in_memory(b"0123456789", 9).read()


def test_a_reader_of_a_large_file_does_not_hold_it(judge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "MAX_READ_BYTES", 3 << 20)
    found = judge("a.pdf", b"%PDF-1.7\n" + bytes(16 << 20))
    assert (found.refusal, found.notes) == (None, ("first-page-not-read",))


def test_thinking_stops_when_the_time_is_up() -> None:
    now_s = 0.0

    def step() -> None:
        nonlocal now_s
        now_s += 1

    with thinking_time(5, clock_s=lambda: now_s):
        for _ in range(4):
            step()
    now_s = 0.0
    steps = 0
    with pytest.raises(OverBounds), thinking_time(5, clock_s=lambda: now_s):
        while True:
            try:
                step()
                steps += 1
            except Exception:  # a parser that swallows what goes wrong does not swallow this
                continue
    assert 5 <= steps < 200
    step()
