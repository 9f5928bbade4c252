"""The self-evaluation on paper: the draft that may leave the program, and the one inside a bundle."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.errors import Cancelled
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.plan_papers import PaperKind

if TYPE_CHECKING:
    from dti_desktop.bundle.certificates import CertificateDescription
    from dti_desktop.bundle.pades import Stamp
    from dti_desktop.reports.model import ReportData, ThreeTotals
    from dti_desktop.services.forecasting import Forecaster


ReportPaper = Literal["report", "explanations"]

_LOOK_UP_S = 0.05
"""How often who waits for another paper looks whether its own is still wanted."""


_ONE_PAPER = threading.Lock()


@contextmanager
def _one_at_a_time(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Wait while another thread sets a paper: two at once take twice as long and leave the window a third.

    Raises `Cancelled`.
    """
    while not _ONE_PAPER.acquire(timeout=_LOOK_UP_S):
        if cancelled is not None and cancelled():
            raise Cancelled
    try:
        yield
    finally:
        _ONE_PAPER.release()


def report_kind(target: Path) -> PaperKind:
    """Return what a file of this name is to hold: Word where it ends so, else PDF."""
    return "docx" if target.suffix.lower() == ".docx" else "pdf"


def report_pdf(
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    language: str = "vi",
    is_draft: bool = True,
    printed_on: date,
    forecaster: Forecaster | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the self-evaluation as PDF. Raises `Cancelled`.

    Only a draft tells what the office expects: the three totals and, with a `forecaster`, the leader's annex.
    """
    from dti_desktop.reports.self_evaluation import self_evaluation_pdf

    data = report_data(
        library,
        assessment,
        outlook,
        language=language,
        is_draft=is_draft,
        printed_on=printed_on,
        forecaster=forecaster,
        cancelled=cancelled,
    )
    with _one_at_a_time(cancelled):
        return self_evaluation_pdf(data, progress=progress, cancelled=cancelled)


def draft_paper(
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    paper: ReportPaper = "report",
    kind: PaperKind = "pdf",
    language: str = "vi",
    printed_on: date,
    forecaster: Forecaster | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the draft of the report or of its table of explanations, as PDF or Word. Raises `Cancelled`.

    The Word document says what the PDF says.
    """
    from dti_desktop.reports import explanation_table, self_evaluation

    if paper == "explanations":
        data = report_data(library, assessment, outlook, language=language, printed_on=printed_on)
        make = {
            "pdf": explanation_table.explanation_table_pdf,
            "docx": explanation_table.explanation_table_docx,
        }[kind]
        with _one_at_a_time(cancelled):
            return make(data, library.announcing_kinds, cancelled=cancelled)
    data = report_data(
        library,
        assessment,
        outlook,
        language=language,
        printed_on=printed_on,
        forecaster=forecaster,
        cancelled=cancelled,
    )
    with _one_at_a_time(cancelled):
        if kind == "docx":
            return self_evaluation.self_evaluation_docx(data, cancelled=cancelled)
        return self_evaluation.self_evaluation_pdf(data, cancelled=cancelled)


def report_data(
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    language: str,
    is_draft: bool = True,
    printed_on: date,
    forecaster: Forecaster | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReportData:
    """Return what a paper about an assessment is made from. Raises `Cancelled`."""
    from dti_desktop.reports.model import ReportData
    from dti_desktop.services.report_prospect import report_prospect

    prospect = None
    if is_draft and forecaster is not None:
        prospect = report_prospect(forecaster, assessment, outlook, cancelled=cancelled)
    return ReportData(
        assessment=assessment,
        scorecard=outlook.scorecard,
        ranking=outlook.ranking,
        findings=outlook.findings,
        texts=library.texts_for(language, assessment.catalogue.office),
        language="en" if language == "en" else "vi",
        is_draft=is_draft,
        printed_on=printed_on,
        fonts_dir=library.resources_dir / "fonts",
        book=outlook.book,
        totals=_totals(library, assessment, outlook) if is_draft else None,
        prospect=prospect,
    )


def _totals(library: Library, assessment: Assessment, outlook: Outlook) -> ThreeTotals | None:
    """Return the three totals; None while no point is claimed."""
    from dti_desktop.reports.model import ThreeTotals

    held = backing(assessment, outlook.scorecard, library.announcing_kinds)
    if not held.rows:
        return None
    return ThreeTotals(held.claimed_points, held.backed_points, held.at_risk_points)


def signature_stamp(library: Library, assessment: Assessment, language: str) -> Stamp:
    """Return what is seen of a signature on the report: the leader's over their name, others' beside it.

    The time is shown in this machine's time zone.
    """
    from dti_desktop.bundle.pades import Stamp
    from dti_desktop.reports.letterhead import LEADERS_PLACE, OTHERS_PLACE
    from dti_desktop.reports.signature_stamp import signature_stamp_pdf

    def place(signer: CertificateDescription) -> str:
        leader = _as_compared(assessment.signatory.name)
        return LEADERS_PLACE if leader and _as_compared(signer.common_name) == leader else OTHERS_PLACE

    def draw(
        signer: CertificateDescription, signed_utc: datetime, width_points: float, height_points: float
    ) -> bytes:
        return signature_stamp_pdf(
            signer.common_name or signer.subject,
            signed_utc.astimezone(),
            width_points=width_points,
            height_points=height_points,
            texts=library.texts(language),
            fonts_dir=library.resources_dir / "fonts",
        )

    return Stamp(place, draw)


def _as_compared(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def write_report(
    target: Path,
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    paper: ReportPaper = "report",
    language: str = "vi",
    printed_on: date,
    forecaster: Forecaster | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write a draft to `target`, Word or PDF by its ending, whole or not at all.

    Raises as `write_whole`, or `Cancelled`.
    """
    content = draft_paper(
        library,
        assessment,
        outlook,
        paper=paper,
        kind=report_kind(target),
        language=language,
        printed_on=printed_on,
        forecaster=forecaster,
        cancelled=cancelled,
    )
    write_whole(target, content)
