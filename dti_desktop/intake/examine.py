"""The judgement on one file: why it is not let in, which mark of secrecy it carries, what could not be seen.

| refused | why |
|---|---|
| `evidence-empty` | nothing in it |
| `evidence-executable` | a program, an installer, compiled help, a shortcut, by content or ending |
| `evidence-script` | a text that a system would run, by content or ending |
| `evidence-web-page` | a saved web page or drawing that runs scripts in a browser |
| `evidence-disk-image` | an image of a disk |
| `evidence-macro` | an office document with macros, whatever its name |
| `evidence-pdf-active` | a PDF that runs a script by itself or starts a program |
| `evidence-holds-program` | a program, script or macro document inside it |
| `evidence-archive-closed` | an archive that cannot be looked into |
| `evidence-archive-nested` | an archive in an archive |
| `evidence-archive-too-large` | unpacks to far more than it is, or holds too many files |
| `evidence-encrypted` | nobody can open it without a password |
| `evidence-broken` | what it holds cannot be listed: harmed, or not whole |
| `evidence-type-differs` | its content is not what its ending says |
| `evidence-two-kinds` | a document or picture at its beginning and an archive at its end |

| noted | what |
|---|---|
| `first-page-not-read` | a scan, a picture, an old format: nobody looked for marks |
| `first-page-partly-read` | only a part of it could be read |
| `archive-not-opened` | only the names in an archive were looked at |
| `form-scripts` | a PDF form with scripts in its fields |
| `content-not-recognised` | the content is not of the kind that its ending says, nor of another: harmed? |
| `type-unknown` | neither content nor ending say what it is |
"""

from __future__ import annotations

import codecs
import re
import struct
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dti_desktop.intake import in_zip, old_office, pdf_look
from dti_desktop.intake.bounds import BoundedReader, OverBounds
from dti_desktop.intake.kinds import HEAD_BYTES, as_ascii, content_of
from dti_desktop.intake.ole_directory import OleBroken, OleFile
from dti_desktop.intake.rules import IntakeRules, ending_of
from dti_desktop.intake.secrecy_marks import FoundMark
from dti_desktop.intake.zip_directory import ZipBroken, ZipTooLarge, read_directory

MAX_READ_BYTES: Final = 24 * 1024 * 1024
"""What is read of one file altogether, parts that are looked at twice counted twice."""

_PAGE_CHARACTERS: Final = 6_000
_RTF_BYTES: Final = 4 * 1024 * 1024
_REFUSED_CONTENT: Final[dict[str, str]] = {
    "program": "evidence-executable",
    "shortcut": "evidence-executable",
    "script": "evidence-script",
    "web": "evidence-web-page",
    "disk_image": "evidence-disk-image",
    "closed_archive": "evidence-archive-closed",
    "empty": "evidence-empty",
}
_SAYS_NOTHING: Final = frozenset({"text", "xml", "unknown"})
"""Contents that any harmed or made-up file may have: no proof that it is something else than it says."""
_ACTIVE_XML: Final = re.compile(
    rb"macrosPresent=\"yes\"|<script:module|ms-office\.vbaProject|<w:docOleData", re.IGNORECASE
)
_RTF_PACKAGE: Final = re.compile(rb"\\objclass\s+Package|\\objupdate|\\objautlink", re.IGNORECASE)
_BY_NUMBERS: Final = (struct.error, ValueError, IndexError, OverflowError, RecursionError, MemoryError)
"""What lying numbers in a file could lead to where no reader foresaw it: the file stays out."""

_READABLE_SHARE: Final = 0.8
_LATIN: Final = ("cp1258", "latin_1")


@dataclass
class Examined:
    """What was found. `refusal`: a code, with `facts`; None where the file may come in.

    `mark`: what says that it is a state secret, `mark_where` "name" or "first-page".
    """

    refusal: str | None = None
    facts: dict[str, object] = field(default_factory=dict)
    mark: FoundMark | None = None
    mark_where: str = ""
    notes: tuple[str, ...] = ()


def examine(path: Path, untrusted_name: str, rules: IntakeRules) -> Examined:
    """Judge a file that nobody changes meanwhile. Raises `OSError` where it cannot be read, else nothing."""
    with path.open("rb") as file:
        reader = BoundedReader(file, path.stat().st_size, MAX_READ_BYTES)
        examined = _Examination(reader, untrusted_name, rules).result()
    if examined.refusal is None:
        mark = rules.marks.in_name(untrusted_name)
        if mark is not None:
            examined.mark, examined.mark_where = mark, "name"
    return examined


class _Examination:
    def __init__(self, reader: BoundedReader, untrusted_name: str, rules: IntakeRules) -> None:
        self._reader = reader
        self._ending = ending_of(untrusted_name)
        self._rules = rules
        self._found = Examined()
        self._lines: tuple[str, ...] | None = None
        self._notes: list[str] = []

    def result(self) -> Examined:
        try:
            content: str = content_of(self._reader)
            kind = self._judge(content)
        except (ZipBroken, OleBroken, OverBounds, *_BY_NUMBERS):
            self._refuse("evidence-broken")
            return self._found
        except ZipTooLarge:
            self._refuse("evidence-archive-too-large")
            return self._found
        self._judge_name(kind)
        self._look_for_marks(kind)
        self._found.notes = tuple(self._notes)
        return self._found

    def _refuse(self, code: str, **facts: object) -> None:
        if self._found.refusal is None:
            self._found.refusal, self._found.facts = code, facts

    # -- content -------------------------------------------------------------------------------------

    def _judge(self, content: str) -> str:
        """Refuse what is dangerous for itself; return the kind of document."""
        if content in _REFUSED_CONTENT:
            self._refuse(_REFUSED_CONTENT[content])
        elif content == "zip":
            return self._zip()
        elif content == "ole":
            self._ole()
        elif content == "pdf":
            self._pdf()
        elif content == "rtf":
            self._rtf()
        elif content in ("text", "xml"):
            self._text()
        if content not in ("zip", "ole", "empty") and content not in _REFUSED_CONTENT:
            self._refuse_second_nature()
        return content

    def _refuse_second_nature(self) -> None:
        """Refuse a file that is an archive at its end and something else at its beginning."""
        try:
            directory = read_directory(self._reader, max_entries=self._rules.archive_entries_limit)
        except (ZipBroken, ZipTooLarge, OverBounds):
            return
        if directory is not None and directory.entries:
            self._refuse("evidence-two-kinds")

    def _zip(self) -> str:
        directory = read_directory(self._reader, max_entries=self._rules.archive_entries_limit)
        if directory is None:
            raise ZipBroken
        seen = in_zip.look(self._reader, directory, self._rules, max_characters=_PAGE_CHARACTERS)
        if seen.has_macros:
            self._refuse("evidence-macro")
        if seen.untrusted_inner_program is not None:
            self._refuse("evidence-holds-program", inner=seen.untrusted_inner_program)
        if seen.is_encrypted:
            self._refuse("evidence-encrypted")
        if seen.untrusted_inner_archive is not None:
            self._refuse("evidence-archive-nested", inner=seen.untrusted_inner_archive)
        if seen.is_too_large:
            self._refuse("evidence-archive-too-large")
        self._lines = seen.lines
        if seen.content == "zip":
            self._notes.append("archive-not-opened")
            for name in seen.untrusted_names:
                self._take_name(name)
        return seen.content

    def _take_name(self, untrusted_name: str) -> None:
        mark = self._rules.marks.in_name(untrusted_name.rpartition("/")[2])
        if mark is not None and self._found.mark is None:
            self._found.mark, self._found.mark_where = mark, "name"

    def _ole(self) -> None:
        seen = old_office.look(OleFile(self._reader), max_characters=_PAGE_CHARACTERS)
        if seen.is_installer:
            self._refuse("evidence-executable")
        if seen.has_macros:
            self._refuse("evidence-macro")
        inner = next((name for name in seen.untrusted_inner_names if self._rules.would_run(name)), None)
        if inner is not None or seen.holds_program:
            self._refuse("evidence-holds-program", inner=inner or "")
        if seen.is_encrypted:
            self._refuse("evidence-encrypted")
        self._lines = seen.lines

    def _pdf(self) -> None:
        seen = pdf_look.look(self._reader, max_characters=_PAGE_CHARACTERS)
        if seen.has_script or seen.launches:
            self._refuse("evidence-pdf-active")
        inner = next((name for name in seen.untrusted_inner_names if self._rules.would_run(name)), None)
        if inner is not None:
            self._refuse("evidence-holds-program", inner=inner)
        if seen.is_encrypted:
            self._refuse("evidence-encrypted")
        if seen.has_form_script:
            self._notes.append("form-scripts")
        self._lines = seen.lines
        if seen.lines is not None and not seen.is_page_whole:
            self._notes.append("first-page-partly-read")

    def _rtf(self) -> None:
        before = b""
        for at in range(0, _RTF_BYTES, 2 * HEAD_BYTES):
            piece = before + self._reader.at(at, 2 * HEAD_BYTES)
            if _RTF_PACKAGE.search(piece):
                self._refuse("evidence-holds-program", inner="")
            before = piece[-64:]
        self._lines = _rtf_lines(self._reader.at(0, 4 * HEAD_BYTES))
        self._notes.append("first-page-partly-read")

    def _text(self) -> None:
        head = self._reader.at(0, HEAD_BYTES)
        if _ACTIVE_XML.search(as_ascii(head) or b""):
            self._refuse("evidence-macro")
        self._lines = _text_lines(head)

    # -- name ----------------------------------------------------------------------------------------

    def _judge_name(self, kind: str) -> None:
        rules, ending = self._rules, self._ending
        for endings, code in (
            (rules.program_endings, "evidence-executable"),
            (rules.script_endings, "evidence-script"),
            (rules.web_endings, "evidence-web-page"),
            (rules.disk_image_endings, "evidence-disk-image"),
            (rules.macro_endings, "evidence-macro"),
            (rules.closed_archive_endings, "evidence-archive-closed"),
        ):
            if ending in endings:
                self._refuse(code)
        allowed = rules.contents.get(ending)
        if allowed is not None and kind not in allowed:
            if kind in _SAYS_NOTHING:
                self._found.facts = {"ending": f".{ending}", **self._found.facts}
                self._notes.append("content-not-recognised")
            else:
                self._refuse("evidence-type-differs", ending=f".{ending}", found=kind)
        if kind == "unknown" and allowed is None:
            self._notes.append("type-unknown")

    # -- marks ---------------------------------------------------------------------------------------

    def _look_for_marks(self, kind: str) -> None:
        lines = self._lines
        if lines is None or not _is_text(lines):
            if "archive-not-opened" not in self._notes and kind != "video":  # a film has no first page
                self._notes = [note for note in self._notes if note != "first-page-partly-read"]
                self._notes.insert(0, "first-page-not-read")
            return
        mark = self._rules.marks.in_lines(lines)
        if mark is not None:
            self._found.mark, self._found.mark_where = mark, "first-page"


def _is_text(lines: tuple[str, ...]) -> bool:
    """Whether somebody could read these lines; a font that keeps its letters to itself gives other signs."""
    letters = "".join("".join(line.split()) for line in lines)
    known = sum(unicodedata.category(letter)[0] in "LMNPS" for letter in letters)
    return bool(letters) and known >= _READABLE_SHARE * len(letters)


def _text_lines(head: bytes) -> tuple[str, ...]:
    """Return the lines of a text in every writing that it may have."""
    texts: list[str] = []
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf_16_le"), (codecs.BOM_UTF16_BE, "utf_16_be")):
        if head.startswith(mark):
            texts.append(head[len(mark) :].decode(encoding, "replace"))
    if not texts:
        try:
            texts.append(head[: 4 * _PAGE_CHARACTERS].decode("utf_8_sig"))
        except UnicodeDecodeError:
            texts += [head[: 4 * _PAGE_CHARACTERS].decode(encoding, "replace") for encoding in _LATIN]
            texts.append(head[: 4 * _PAGE_CHARACTERS].decode("utf-8", "ignore"))
    return tuple(line for text in texts for line in text[:_PAGE_CHARACTERS].splitlines())


def _rtf_lines(head: bytes) -> tuple[str, ...]:
    """Return what may be text in an RTF file: control words away, lines broken where it breaks them."""
    text = head.decode("latin_1")
    text = re.sub(r"\\u(-?[0-9]{1,6})\s?(?:\\'[0-9a-fA-F]{2}|\?)?", _rtf_letter, text)
    text = re.sub(r"\\'([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]).decode("cp1258", "replace"), text)
    text = re.sub(r"\\(?:par|line|cell|row|sect|page)\b ?", "\n", text)
    text = re.sub(r"\\tab\b ?", "\t", text)
    text = re.sub(r"\\[a-zA-Z]+-?[0-9]* ?|\\\*|[{}]|\r|(?<!\n)\n(?=\\)", "", text)
    return tuple(line for line in text[: 4 * _PAGE_CHARACTERS].split("\n") if line.strip())


def _rtf_letter(match: re.Match[str]) -> str:
    number = int(match[1]) & 0xFFFF
    return "" if 0xD800 <= number < 0xE000 else chr(number)
