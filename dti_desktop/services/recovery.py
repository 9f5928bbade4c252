"""The recovery sheet of a locked backup: what it says comes from the backup itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dti_desktop.passphrase_file import groups_of
from dti_desktop.services.library import Library
from dti_desktop.services.words import Words
from dti_desktop.utc_times import from_utc_text

if TYPE_CHECKING:
    from dti_desktop.store.backup import BackupContent, BackupReport


def recovery_sheet_pdf(
    library: Library,
    report: BackupReport,
    content: BackupContent,
    passphrase: str,
    *,
    is_printed: bool,
    language: str,
    printed_on: date,
) -> bytes:
    """Return the sheet as PDF: with the passphrase where `is_printed`, else with room to write it by hand."""
    from dti_desktop.reports.recovery_sheet import RecoverySheet
    from dti_desktop.reports.recovery_sheet import recovery_sheet_pdf as sheet_pdf

    words = Words(library.texts(language), language)
    contents = [
        words.text("recovery.content", province=s.province, year=s.year, filled=s.filled_indicators)
        for s in content.assessments
        if not s.is_sample
    ]
    contents.append(words.text("recovery.content_evidence", count=content.evidence_files))
    return sheet_pdf(
        RecoverySheet(
            file_name=report.path.name,
            made=from_utc_text(content.created_utc),
            size_bytes=report.size_bytes,
            sha256=report.sha256,
            contents=contents,
            passphrase=passphrase if is_printed else None,
            groups=groups_of(passphrase),
            texts=library.texts(language),
            language="en" if language == "en" else "vi",
            printed_on=printed_on,
            fonts_dir=library.resources_dir / "fonts",
        )
    )
