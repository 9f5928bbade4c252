"""Two assessments side by side in words: short answers, evidence in full, what each assessment is called."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment, Fields
from dti_desktop.engine.comparison import Aspect, Proof, Side
from dti_desktop.engine.model import Catalogue, RateRule, RatioRule, Rule
from dti_desktop.services.workspace import AssessmentSummary
from dti_desktop.ui.answer_text import answer_lines, field_labels, value_text
from dti_desktop.ui.evidence_text import detail_of, pages_text, title_of
from dti_desktop.ui.widgets.line_list import Line

NOTHING = "–"
_BETWEEN = " · "


def name_of(assessment: Assessment | AssessmentSummary) -> str:
    """Return what an assessment is called where two are told apart."""
    name = f"{assessment.province} {assessment.year}"
    if assessment.is_sample:
        return QCoreApplication.translate("Comparison", "{name} (mẫu)").format(name=name)
    return name


def short_answer(rule: Rule, fields: Fields, language: str) -> str:
    """Return an answer as short as a cell is: values without their labels; a dash where there is none."""
    values = [
        value_text(rule, key, fields[key], language)
        for key, _ in field_labels(rule, language)
        if key in fields
    ]
    between = " / " if isinstance(rule, RatioRule | RateRule) else "; "
    return between.join(values) or NOTHING


def side_lines(side: Side | None, catalogue: Catalogue, language: str) -> list[Line]:
    """Return everything that one side says of a row: answer, evidence, explanation."""
    if side is None:
        return [("", QCoreApplication.translate("Comparison", "Hồ sơ này không có chỉ số này."))]
    answer = answer_lines(catalogue.indicators[side.code].rule, side.fields, language)
    none = QCoreApplication.translate("Comparison", "chưa có")
    lines = list(
        _under(
            QCoreApplication.translate("Comparison", "Trả lời"),
            answer or [QCoreApplication.translate("Comparison", "chưa trả lời")],
        )
    )
    proofs = [proof_text(proof) for proof in side.proofs] or [none]
    lines += _under(QCoreApplication.translate("Comparison", "Minh chứng"), proofs)
    if side.explanation:
        lines.append((QCoreApplication.translate("Comparison", "Giải trình"), side.explanation))
    return lines


def proof_text(proof: Proof) -> str:
    """Return a document and the pages that are cited of it, on one line."""
    pieces = (title_of(proof.document), detail_of(proof.document), pages_text(proof.pages))
    return _BETWEEN.join(piece for piece in pieces if piece)


def aspect_text(aspect: Aspect) -> str:
    """Return in what two sides differ."""
    match aspect:
        case "answer":
            return QCoreApplication.translate("Comparison", "câu trả lời")
        case "points":
            return QCoreApplication.translate("Comparison", "điểm")
        case "evidence":
            return QCoreApplication.translate("Comparison", "minh chứng")
        case "explanation":
            return QCoreApplication.translate("Comparison", "giải trình")


def _under(caption: str, lines: list[str]) -> Iterator[Line]:
    """Yield lines of which only the first carries the caption."""
    for place, line in enumerate(lines):
        yield (caption if place == 0 else "\N{NO-BREAK SPACE}", line)
