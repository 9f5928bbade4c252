"""The earlier year in words: what was answered, what became of a row, in what rows differ."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Document, Fields
from dti_desktop.engine.carrying import split_fields
from dti_desktop.engine.catalogue_map import Difference, RowFate
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.previous import PreviousDocument, PreviousRow
from dti_desktop.ui import format as formats
from dti_desktop.ui.answer_text import answer_lines
from dti_desktop.ui.evidence_text import detail_of, pages_text, title_of

_BETWEEN = " · "
_UNBROKEN = "\N{NO-BREAK SPACE}"


def earlier_lines(row: PreviousRow, indicator: Indicator | None, language: str) -> list[str]:
    """Return what a row answered then, by the indicator whose rule can tell; as it is where none can."""
    fields: Fields = row.fields
    said: list[str] = []
    if indicator is not None:
        fitting, fields = split_fields(indicator.rule, row.fields)
        said = answer_lines(indicator.rule, fitting, language)
    if fields:
        said += [f"{name}: {_plain(value)}" for name, value in fields.items()]
    return said


def earlier_summary(row: PreviousRow, indicator: Indicator | None, language: str) -> str:
    """Return answer, points and what came with them, on one line."""
    answer = "; ".join(earlier_lines(row, indicator, language))
    answer = answer or QCoreApplication.translate("Earlier", "chưa trả lời")
    return _BETWEEN.join([answer, *earlier_figures(row)])


def brought_lines(
    caption: str, row: PreviousRow, indicator: Indicator, language: str
) -> list[tuple[str, str]]:
    """Return everything that confirming a row would take over, the first line under `caption`."""
    said = [(caption, earlier_summary(row, indicator, language))]
    said += [
        (QCoreApplication.translate("Earlier", "Minh chứng"), _cited(document)) for document in row.documents
    ]
    if row.explanation:
        said.append((QCoreApplication.translate("Earlier", "Giải trình"), row.explanation))
    return said


def _cited(document: PreviousDocument) -> str:
    shown = Document("", document.citation, document.file, "")
    pieces = (title_of(shown), detail_of(shown), pages_text(document.pages))
    return _BETWEEN.join(piece for piece in pieces if piece)


def earlier_figures(row: PreviousRow) -> list[str]:
    """Return the points of a row and what came with its answer."""
    pieces = []
    if row.max_points:
        pieces.append(points_of(row.points, row.max_points))
    if row.documents:
        pieces.append(
            QCoreApplication.translate("Earlier", "{count} minh chứng").format(count=len(row.documents))
        )
    if row.explanation:
        pieces.append(QCoreApplication.translate("Earlier", "có giải trình"))
    return pieces


def points_of(points: Fraction, max_points: Fraction) -> str:
    """Return points out of their maximum: "7,50/10 điểm"."""
    form = formats.current()
    said = QCoreApplication.translate("Earlier", "{points}/{most} điểm").format(
        points=form.points(points), most=form.number(max_points)
    )
    return said.replace(" ", _UNBROKEN)


def fate_text(fate: RowFate | None, year: int) -> str:
    """Return what became of a row of today; "" where it is the same or nothing is known."""
    match None if fate is None else fate.fate:
        case "new":
            return QCoreApplication.translate("Earlier", "Chỉ số mới, năm {year} chưa có.").format(year=year)
        case "changed":
            assert fate is not None
            return QCoreApplication.translate("Earlier", "Đã thay đổi so với năm {year}: {what}.").format(
                year=year, what=differences_text(fate.differences)
            )
        case "moved":
            assert fate is not None
            said = QCoreApplication.translate("Earlier", "Năm {year} là chỉ số {code}.").format(
                year=year, code=fate.old_code
            )
            if fate.differences:
                more = QCoreApplication.translate("Earlier", "Đã thay đổi: {what}.")
                said += " " + more.format(what=differences_text(fate.differences))
            return said
        case _:
            return ""


def differences_text(differences: Iterable[Difference]) -> str:
    """Return in what two rows differ."""
    words = {
        "kind": QCoreApplication.translate("Earlier", "cách chấm"),
        "fields": QCoreApplication.translate("Earlier", "số liệu hỏi"),
        "levels": QCoreApplication.translate("Earlier", "các mức"),
        "target": QCoreApplication.translate("Earlier", "ngưỡng"),
        "parts": QCoreApplication.translate("Earlier", "các phần"),
        "points": QCoreApplication.translate("Earlier", "điểm tối đa"),
        "wording": QCoreApplication.translate("Earlier", "câu chữ"),
    }
    return ", ".join(words[each] for each in differences)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("Answer", "Có"), QCoreApplication.translate("Answer", "Không")
        return yes if value else no
    return value if isinstance(value, str) else formats.current().number(value)  # type: ignore[arg-type]
