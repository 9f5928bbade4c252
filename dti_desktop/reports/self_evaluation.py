"""The self-evaluation on paper: what a director reads and a leader signs, set as a clerk would set it."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from dti_desktop.errors import Cancelled
from dti_desktop.reports import paper
from dti_desktop.reports.annexes import annexes
from dti_desktop.reports.letterhead import letterhead, office_lines, signature
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.paper import IsCancelled, Progress, Running
from dti_desktop.reports.prospect_annex import prospect_annex
from dti_desktop.reports.summary import summary
from dti_desktop.reports.typesetter import Typesetter

_PDF_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def self_evaluation_pdf(
    data: ReportData, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the self-evaluation as PDF: A4, all fonts embedded, the same bytes for the same data.

    `progress` is told (done, total) steps. Raises `Cancelled` soon after `cancelled` says so, KeyError
    where a text is missing, OSError where a font file is.
    """
    ts = Typesetter.of(data)
    figure_numbers = count(1)
    story: list[Any] = [*letterhead(ts), *summary(ts, figure_numbers), *signature(ts)]
    pieces = annexes(ts)
    if data.is_draft and data.prospect is not None:
        pieces = chain(pieces, prospect_annex(ts, data.prospect, figure_numbers))
    for piece in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        story += piece
    return paper.build(story, _running(ts), progress, cancelled)


def _running(ts: Typesetter) -> Running:
    data, words = ts.data, ts.words
    assessment = data.assessment
    marks = []
    if data.is_draft:
        marks.append(words("report.draft_mark"))
    if assessment.is_sample:
        marks.append(words("report.sample.mark"))
    foot_right = (
        words("report.foot.printed", day=words.day(data.printed_on))
        if data.is_draft
        else words("report.foot.valid_with_signature")
    )
    plain = ts.face.plain
    return Running(
        title=plain(words("report.document_title", province=assessment.province, year=assessment.year)),
        author=plain(" ".join(office_lines(words, assessment.province))),
        subject=plain(words.of(assessment.catalogue.title)),
        language=_PDF_LANGUAGES[data.language],
        printed_on=data.printed_on,
        marks=tuple(plain(mark) for mark in marks),
        foot_left=plain(words("report.foot.what", province=assessment.province, year=assessment.year)),
        foot_right=plain(foot_right),
        internal_mark=plain(words("report.prospect.mark")),
    )
