"""One sheet of paper that lies in a safe: what a locked backup is, its passphrase, and how to open it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dti_desktop.format import Format, LanguageCode
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.paper import HAIRLINE, INK, MM, Running
from dti_desktop.reports.typeface import BOLD, REGULAR
from dti_desktop.reports.wording import Wording, shortened

_PDF_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_DIGEST_GROUP, _DIGEST_ENDS = 4, 4
_LONGEST_NAME, _LONGEST_CONTENT = 80, 160
_BOX_MM, _BOX_GAP_MM = 5.4, 3.2


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on the sheet. `passphrase` None: room to write it by hand.

    `groups`: how many letters each group of a passphrase has that the program made, so that there is a box
    for each; empty for one that a person chose. `contents`: what is in the backup, one line each.
    """

    file_name: str
    made: datetime
    size_bytes: int
    sha256: str
    contents: Sequence[str]
    passphrase: str | None
    groups: Sequence[int]
    texts: Mapping[str, str]
    language: LanguageCode
    printed_on: date
    fonts_dir: Path


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """Return the sheet as PDF: one page A4, fonts embedded, the same bytes for the same sheet."""
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    words, face = Wording(sheet.texts, sheet.language), typeface.load(sheet.fonts_dir)
    form, styles = Format(sheet.language), paper.styles()

    def say(style: str, key: str, **facts: object) -> Any:
        escaped = {name: face.markup(str(fact)) for name, fact in facts.items()}
        return Paragraph(words("recovery." + key, **escaped), styles[style])

    def plain(style: str, text: str) -> Any:
        return Paragraph(face.markup(text), styles[style])

    rows = [
        (say("cell", "file"), plain("cell_bold", shortened(sheet.file_name, _LONGEST_NAME))),
        (say("cell", "made"), plain("cell", form.date_time(sheet.made))),
        (say("cell", "contents"), plain("cell", shortened("; ".join(sheet.contents), _LONGEST_CONTENT))),
        (say("cell", "size"), plain("cell", form.size(sheet.size_bytes))),
        (say("cell", "sha256"), plain("cell", _ends_of(sheet.sha256))),
    ]
    facts = Table(
        rows,
        [38 * MM, paper.TEXT_WIDTH - 38 * MM],
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
                ("LINEBELOW", (0, 0), (-1, -2), 0.4, HAIRLINE),
                ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
            ]
        ),
    )
    name = shortened(sheet.file_name, _LONGEST_NAME)
    story: list[Any] = [
        say("title", "title"),
        Spacer(1, 3 * MM),
        say("body", "what"),
        Spacer(1, 1 * MM),
        facts,
        Spacer(1, 4 * MM),
        say("heading", "passphrase"),
        _passphrase(sheet, words, face),
        Spacer(1, 1.5 * MM),
        say("table_note", "passphrase_note"),
        say("heading", "with_program"),
        *(say("item", f"with_program.{step}", number=step, file=name) for step in (1, 2, 3)),
        say("heading", "without_program"),
        say("cell", "without_program.text"),
        Spacer(1, 1.5 * MM),
        *(plain("cell_bold", line) for line in _commands(name)),
        Spacer(1, 1.5 * MM),
        say("cell", "without_program.after"),
        Spacer(1, 3 * MM),
        say("heading", "keep"),
        say("cell", "keep.text"),
        Spacer(1, 5 * MM),
        _signed_for(words, face),
    ]
    running = Running(
        title=face.plain(words("recovery.document_title", file=name)),
        author="",
        subject="",
        language=_PDF_LANGUAGES[sheet.language],
        printed_on=sheet.printed_on,
        marks=(face.plain(words("recovery.mark")),),
        foot_left=face.plain(words("recovery.foot")),
        foot_right=face.plain(words("recovery.printed", day=words.day(sheet.printed_on))),
    )
    return paper.build(story, running)


def _commands(name: str) -> list[str]:
    """The two lines to type; a name with letters that a terminal reads otherwise stands in quotes."""
    quoted = "'" + name.replace("'", "'\\''") + "'"
    return [f"age -d -o backup.zip {quoted}", "unzip backup.zip"]


def _ends_of(sha256: str) -> str:
    groups = [sha256[at : at + _DIGEST_GROUP] for at in range(0, len(sha256), _DIGEST_GROUP)]
    return " ".join([*groups[:_DIGEST_ENDS], "…", *groups[-_DIGEST_ENDS:]])


def _passphrase(sheet: RecoverySheet, words: Wording, face: typeface.Typeface) -> Any:
    """The passphrase large, or room to write it: a box for each letter, or two long lines."""
    from reportlab.platypus import Flowable

    size_pt, line_mm = 17.0, 8.5
    printed = None if sheet.passphrase is None else _lines(sheet.passphrase, face, size_pt)
    if printed is not None and len(printed) > 2:
        size_pt, line_mm = 11.0, 5.5
        printed = _lines(str(sheet.passphrase), face, size_pt)
    groups = list(sheet.groups)

    class Room(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _height: float) -> tuple[float, float]:
            lines = len(printed) if printed is not None else 1 if groups else 2
            return width, (4 + (line_mm if printed is not None else 8.5) * lines) * MM

        def draw(self) -> None:
            canvas = self.canv
            height = self.wrap(paper.TEXT_WIDTH, 0)[1]
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.9)
            canvas.rect(0, 0, paper.TEXT_WIDTH, height)
            canvas.setLineWidth(0.5)
            if printed is not None:
                canvas.setFont(BOLD, size_pt)
                for number, line in enumerate(printed, 1):
                    canvas.drawCentredString(paper.TEXT_WIDTH / 2, height - line_mm * number * MM, line)
            elif groups:
                self._boxes(canvas, height)
            else:
                for number in (1, 2):
                    canvas.line(6 * MM, number * 7 * MM, paper.TEXT_WIDTH - 6 * MM, number * 7 * MM)

        def _boxes(self, canvas: Any, height: float) -> None:
            width = sum(groups) * _BOX_MM + (len(groups) - 1) * _BOX_GAP_MM
            x, y = (paper.TEXT_WIDTH / MM - width) / 2, (height / MM - 7.5) / 2
            for number, letters in enumerate(groups):
                if number:
                    canvas.line((x - 2.3) * MM, (y + 3.75) * MM, (x - 0.9) * MM, (y + 3.75) * MM)
                for _ in range(letters):
                    canvas.rect(x * MM, y * MM, _BOX_MM * MM, 7.5 * MM)
                    x += _BOX_MM
                x += _BOX_GAP_MM

    return Room()


def _lines(passphrase: str, face: typeface.Typeface, size_pt: float) -> list[str]:
    """Break a long passphrase where it is wide; its own blanks stay what they are."""
    line, lines = "", []
    for letter in passphrase:
        if paper.measure(face.plain(line + letter), size_pt, True) > paper.TEXT_WIDTH - 12 * MM:
            lines.append(line)
            line = ""
        line += letter
    return [face.plain(each) for each in (*lines, line)]


def _signed_for(words: Wording, face: typeface.Typeface) -> Any:
    """Two lines: who keeps the sheet, and since when."""
    from reportlab.platypus import Flowable

    class Lines(Flowable):  # type: ignore[misc]
        def wrap(self, width: float, _height: float) -> tuple[float, float]:
            return width, 8 * MM

        def draw(self) -> None:
            canvas = self.canv
            canvas.setFont(REGULAR, paper.TABLE_PT)
            canvas.setLineWidth(0.5)
            for x, key, end in ((0, "keeper", 100 * MM), (106 * MM, "since", paper.TEXT_WIDTH)):
                label = face.plain(words(f"recovery.{key}"))
                canvas.drawString(x, 2 * MM, label)
                canvas.line(x + paper.measure(label, paper.TABLE_PT, False) + 2 * MM, 1.4 * MM, end, 1.4 * MM)

    return Lines()
