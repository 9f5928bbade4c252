"""The self-evaluation on paper: what a director reads and a leader signs, set as a clerk would set it.

As a Word document it is drawn from the same sections, for offices that must edit the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from dti_desktop.errors import Cancelled
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.annexes import annexes
from dti_desktop.reports.letterhead import letterhead, office_lines, signature
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.paper import IsCancelled, Progress, Running
from dti_desktop.reports.prospect_annex import prospect_annex
from dti_desktop.reports.summary import summary
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.word_setter import WordSetter
from dti_desktop.reports.word_story import word_document

_PDF_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def self_evaluation_pdf(
    data: ReportData, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the self-evaluation as PDF: A4, all fonts embedded, the same bytes for the same data.

    `progress` is told (done, total) steps. Raises `Cancelled` soon after `cancelled` says so, KeyError
    where a text is missing, OSError where a font file is.
    """
    ts = Typesetter.of(data)
    story: list[Any] = []
    for piece in _pieces(ts):
        if cancelled is not None and cancelled():
            raise Cancelled
        story += piece
    return paper.build(story, running_of(ts), progress, cancelled)


def self_evaluation_docx(data: ReportData, *, cancelled: IsCancelled | None = None) -> bytes:
    """Return the self-evaluation as DOCX: A4, real styles, charts as pictures, the same bytes again.

    Raises as `self_evaluation_pdf`.
    """
    ts = WordSetter.of(data)
    return word_document(_pieces(ts), running_of(ts), typeface.font_files(data.fonts_dir), cancelled)


def _pieces(ts: Typesetter) -> Iterator[list[Any]]:
    """Yield the document piece by piece, its body first."""
    data, figure_numbers = ts.data, count(1)
    yield [*letterhead(ts), *summary(ts, figure_numbers), signature(ts)]
    yield from annexes(ts)
    if data.is_draft and data.prospect is not None:
        yield from prospect_annex(ts, data.prospect, figure_numbers)


def running_of(ts: Typesetter) -> Running:
    """Return what stands in the margins of each page, and in the properties of the file."""
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
