"""What a step of a plan does, in the words of the window."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.rule_steps import Target
from dti_desktop.engine.step_targets import part_label, present_level, whole_of
from dti_desktop.engine.steps import Step
from dti_desktop.ui import format as formats


def step_text(assessment: Assessment, step: Step, language: str) -> str:
    """Return what is to be done, short: `Đạt 98/109 xã`."""
    if not step.targets:
        return QCoreApplication.translate("Plan", "Bổ sung minh chứng")
    return "; ".join(_target(assessment, step.code, target, language) for target in step.targets)


def step_hint(assessment: Assessment, step: Step, language: str) -> str:
    """Return the same with where it begins and what counts as evidence, a line each."""
    lines = [_from_where(assessment, step.code, target, language) for target in step.targets]
    evidence = assessment.catalogue.indicators[step.code].evidence.in_language(language)
    lines.append(QCoreApplication.translate("Plan", "Minh chứng: {evidence}").format(evidence=evidence))
    return "\n".join(lines)


def _target(assessment: Assessment, code: str, target: Target, language: str) -> str:
    if target.number is None:
        level = target.label.in_language(language)
        said = QCoreApplication.translate("Plan", "Nâng lên mức “{level}”").format(level=level)
    else:
        said = QCoreApplication.translate("Plan", "Đạt {number}").format(
            number=_counted(assessment, code, target, language)
        )
    part = part_label(assessment, code, target)
    return said if part is None else f"{part.in_language(language)}: {said}"


def _counted(assessment: Assessment, code: str, target: Target, language: str) -> str:
    form = formats.current()
    number, whole = form.number(target.number or 0), whole_of(assessment, code, target)
    if whole is not None:
        number = f"{number}/{form.number(whole)}"
    unit = "" if target.unit is None else target.unit.in_language(language)
    return f"{number} {unit}".strip()


def _from_where(assessment: Assessment, code: str, target: Target, language: str) -> str:
    """Return the target once more, with the full name of what is counted and its present state."""
    said = _target(assessment, code, target, language)
    if target.number is None:
        level = present_level(assessment.catalogue.indicators[code].rule, target)
        now = "" if level is None else f"“{level.in_language(language)}”"
    else:
        said = f"{target.label.in_language(language)}: {said}"
        now = formats.current().number(target.present) if isinstance(target.present, Decimal) else ""
    if not now:
        return said
    return QCoreApplication.translate("Plan", "{what} (hiện nay: {now})").format(what=said, now=now)
