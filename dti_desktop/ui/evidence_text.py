"""A piece of evidence in words, as it stands on a card and in a list."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Document
from dti_desktop.ui import format as formats

PDF = "application/pdf"
_PAGE = re.compile(r"[0-9]{1,6}", re.ASCII)
_SHEETS = ("spreadsheet", "excel", "csv")
_SURROGATE = re.compile("[\ud800-\udfff]")


def title_of(document: Document) -> str:
    """Return what a document is called: its number, else its subject, else the name of its file."""
    citation = document.citation
    return citation.number or citation.title or file_name_of(document) or _untitled()


def file_name_of(document: Document) -> str:
    """Return the original file name as it can be shown, or "" where there is no file."""
    return "" if document.file is None else _SURROGATE.sub("\ufffd", document.file.original_name)


def pages_text(pages: str) -> str:
    """Return the cited pages as they stand in a citation, or "" where none are."""
    return QCoreApplication.translate("Evidence", "trang {pages}").format(pages=pages) if pages else ""


def detail_of(document: Document) -> str:
    """Return date and issuer; where little was cited yet, what is known of the file."""
    citation = document.citation
    parts = []
    if citation.issued_on is not None:
        parts.append(formats.current().date(citation.issued_on))
    if citation.issuer:
        parts.append(citation.issuer)
    if citation.number and citation.title and not parts:
        parts.append(citation.title)
    if document.file is not None and len(parts) < 2:
        parts.append(formats.current().size(document.file.size_bytes))
    return " · ".join(parts)


def is_uncited(document: Document) -> bool:
    """Whether neither a number nor a subject says which document this is."""
    return not (document.citation.number or document.citation.title)


def icon_of(document: Document) -> str:
    """Return the icon that tells what kind of document this is."""
    if document.file is None:
        return "book-open"
    kind = document.file.media_type
    if kind.startswith("image/"):
        return "image"
    if any(word in kind for word in _SHEETS) or _ends_as_sheet(document.file.original_name):
        return "file-spreadsheet"
    if kind == PDF or "word" in kind or "text" in kind or "rtf" in kind:
        return "file-text"
    return "file"


def first_page(pages: str) -> int:
    """Return the first page, counted from 1, that a citation such as "3-5" names; 1 where it names none."""
    found = _PAGE.search(pages)
    return max(1, int(found.group())) if found else 1


def _ends_as_sheet(name: str) -> bool:
    return name.lower().endswith((".xls", ".xlsx", ".ods", ".csv"))


def _untitled() -> str:
    return QCoreApplication.translate("Evidence", "Tài liệu chưa ghi số, ký hiệu")
