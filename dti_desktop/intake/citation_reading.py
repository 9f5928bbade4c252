"""A PDF → the citation that its pages propose. Bounded in time and size; a hostile file proposes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from dti_desktop.intake.bounds import BoundedReader, thinking_time
from dti_desktop.intake.letterhead import ReadCitation, read_head, read_signer
from dti_desktop.intake.letterhead_words import LetterheadWords
from dti_desktop.intake.page_lines import Piece, pieces_of
from dti_desktop.intake.pdf_look import Buffered, bounded, leaves, quiet_pypdf, resolved
from dti_desktop.intake.placed_text import runs_of

_MAX_READ_BYTES: Final = 24 * 1024 * 1024
_OPEN_S: Final = 0.6
_PAGE_S: Final = 1.2
"""Seconds that this thread may compute on one page."""
_MAX_PAGES: Final = 200
_SEARCHED_PAGES: Final = 6
"""For who signs: the last page and the first ones."""
_MAX_SIDE: Final = 5_000.0
_HEAD: Final = b"%PDF-"


def read_citation(path: Path, words: LetterheadWords) -> ReadCitation:
    """Return what a PDF says of itself on its first page and above the name on its last.

    Raises `OSError` where the file cannot be read, else nothing: what cannot be read proposes nothing.
    """
    found = ReadCitation()
    with path.open("rb") as file:
        if _HEAD not in file.read(1024):
            return found
        file.seek(0)
        reader = BoundedReader(file, path.stat().st_size, _MAX_READ_BYTES)
        document: Any = None
        pages: list[Any] = []
        with bounded(), quiet_pypdf() as pypdf, thinking_time(_OPEN_S):
            document = pypdf.PdfReader(Buffered(reader), strict=False)
            if document.is_encrypted and not document.decrypt(""):
                return found
            pages = list(leaves(resolved(document.trailer["/Root"]).get("/Pages"), _MAX_PAGES))
        if not pages:
            return found
        pieces, width = _page(pages[0], document)
        with bounded(), thinking_time(_PAGE_S):
            found = read_head(pieces, width, words)
        if found.citation.is_empty:
            return found
        # Who signs stands at the end, or before the annexes, which are searched from the front.
        signer = _signer(pieces, width, words) if len(pages) == 1 else ""
        for page in (pages[-1:] + pages[: _SEARCHED_PAGES - 1]) if len(pages) > 1 else ():
            signer = signer or _signer(*_page(page, document), words)
        return ReadCitation(found.citation, signer)


def _page(page: Any, document: Any) -> tuple[list[Piece], float]:
    pieces: list[Piece] = []
    width = 0.0
    with bounded(), quiet_pypdf(), thinking_time(_PAGE_S):
        if int(resolved(_inherited(page, "/Rotate")) or 0) % 360 == 0:
            left, _lower, right, _upper = (float(side) for side in resolved(_inherited(page, "/MediaBox")))
            width = min(abs(right - left), _MAX_SIDE)
            pieces = pieces_of(runs_of(page, document))
    return pieces, width


def _inherited(page: Any, key: str) -> Any:
    for _ in range(16):
        if page is None or key in page:
            return None if page is None else page[key]
        page = resolved(page.get("/Parent"))
    return None


def _signer(pieces: list[Piece], width: float, words: LetterheadWords) -> str:
    found: list[str] = []
    with bounded(), thinking_time(_PAGE_S):
        found.append(read_signer(pieces, width, words))
    return "".join(found)
