"""The self-evaluation on paper: the draft that may leave the program, and the one inside a bundle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook


def report_pdf(
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    language: str = "vi",
    is_draft: bool = True,
    printed_on: date,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the self-evaluation as PDF. Raises `Cancelled`."""
    from dti_desktop.reports.model import ReportData
    from dti_desktop.reports.self_evaluation import self_evaluation_pdf

    data = ReportData(
        assessment=assessment,
        scorecard=outlook.scorecard,
        ranking=outlook.ranking,
        findings=outlook.findings,
        texts=library.texts(language),
        language="en" if language == "en" else "vi",
        is_draft=is_draft,
        printed_on=printed_on,
        fonts_dir=library.resources_dir / "fonts",
        book=library.result_book,
    )
    return self_evaluation_pdf(data, progress=progress, cancelled=cancelled)


def write_report(
    target: Path,
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    language: str = "vi",
    printed_on: date,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the draft report to `target`, whole or not at all. Raises as `write_whole`, or `Cancelled`."""
    content = report_pdf(
        library,
        assessment,
        outlook,
        language=language,
        printed_on=printed_on,
        progress=progress,
        cancelled=cancelled,
    )
    write_whole(target, content)
