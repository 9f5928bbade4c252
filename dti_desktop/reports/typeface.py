"""The faces on paper, and text made safe for them: escaped, NFC, and never a letter that cannot be drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from dti_desktop.reports.legible import UNKNOWN, legible

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "DtiSerif", "DtiSerif-Bold", "DtiSerif-Italic", "DtiSerif-BoldItalic"
SYMBOLS = "DtiSymbols"

_SERIF_FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}
_SYMBOLS_FILE = "DejaVuSans.ttf"

_TOO_SMALL_IN_SERIF = "●◐○▲■"
_WORDS_KEPT = 8_192
_SAME_ON_PAPER = {"\u2011": "-", "\u2010": "-"}


@dataclass(frozen=True)
class Typeface:
    """The registered faces and the letters they can draw."""

    serif_letters: frozenset[int]
    symbol_letters: frozenset[int]

    def markup(self, untrusted_text: str) -> str:
        """Return the text as paragraph markup that shows it as it is; line breaks are kept.

        A letter that only the symbol face has is set in it, one that no face has becomes "□", control
        and direction marks vanish. Nothing in the text is ever read as markup.
        """
        runs = []
        for in_serif, letters in groupby(self._drawable(untrusted_text), self._reads_well_in_serif):
            run = escape("".join(letters)).replace("\n", "<br/>")
            runs.append(run if in_serif else f'<font name="{SYMBOLS}">{run}</font>')
        return "".join(runs)

    def plain(self, untrusted_text: str) -> str:
        """Return the text on one line in letters of the serif face alone, for drawing without markup."""
        letters = self._drawable(" ".join(untrusted_text.split()))
        return "".join(letter if self._is_serif(letter) else UNKNOWN for letter in letters)

    def _reads_well_in_serif(self, letter: str) -> bool:
        return self._is_serif(letter) and letter not in _TOO_SMALL_IN_SERIF

    def _is_serif(self, letter: str) -> bool:
        return letter == "\n" or ord(letter) in self.serif_letters

    def _drawable(self, untrusted_text: str) -> str:
        return "".join(self._drawn_as(letter) for letter in legible(untrusted_text))

    def _drawn_as(self, letter: str) -> str:
        if letter in _SAME_ON_PAPER:
            return _SAME_ON_PAPER[letter]
        if letter == "\n":
            return letter
        if 0xFE00 <= ord(letter) <= 0xFE0F:  # variants of the letter before
            return ""
        if unicodedata.category(letter) == "Zs" and letter != "\u00a0":
            return " "
        if ord(letter) in self.serif_letters or ord(letter) in self.symbol_letters:
            return letter
        return UNKNOWN


@lru_cache(maxsize=4)
def load(fonts_dir: Path) -> Typeface:
    """Register the faces of `fonts_dir` with reportlab and return them. Raises OSError if one is missing."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    class Face(TTFont):  # type: ignore[misc]
        """Measures a word once: a paper says the same words again and again, and each is measured often."""

        stringWidth = lru_cache(maxsize=_WORDS_KEPT)(TTFont.stringWidth)

    letters = []
    for name, file in (*_SERIF_FILES.items(), (SYMBOLS, _SYMBOLS_FILE)):
        path = fonts_dir / file
        path.stat()  # reportlab would look for a missing file elsewhere on the machine
        font = Face(name, str(path))
        pdfmetrics.registerFont(font)
        letters.append(frozenset(font.face.charToGlyph))
    *serif_letters, symbol_letters = letters
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(SYMBOLS, bold, italic, SYMBOLS)
    return Typeface(frozenset.intersection(*serif_letters), symbol_letters)


def font_files(fonts_dir: Path) -> tuple[Path, Path]:
    """Return the regular and the bold file, for charts that shall look like the paper."""
    return fonts_dir / _SERIF_FILES[REGULAR], fonts_dir / _SERIF_FILES[BOLD]
