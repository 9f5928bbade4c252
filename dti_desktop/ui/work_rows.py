"""The findings of an assessment as rows to work through: by weight, then by what they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.model import PartsRule, RateRule, RatioRule, Rule
from dti_desktop.services.words import Words
from dti_desktop.ui.answer_text import field_labels
from dti_desktop.ui.navigation import Place

Category = Literal["block", "explain", "missing", "note"]
CATEGORIES: tuple[Category, ...] = ("block", "explain", "missing", "note")

#: What last year answered and nobody has confirmed yet; listed in place of "not answered".
CARRIED = "carried-unconfirmed"

#: Shape and colour of each category, as everywhere in the window.
SHAPES: Mapping[Category, tuple[str, str]] = {
    "block": ("octagon-alert", "block"),
    "explain": ("triangle-alert", "warn"),
    "missing": ("circle", "muted"),
    "note": ("info", "muted"),
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the list: a category, a group that folds (`key`), or one thing to do at `place`."""

    kind: Literal["category", "group", "work"]
    title: str
    key: str = ""
    code: str = ""
    detail: str = ""
    remark: str = ""
    action: str = ""
    count: int = 0
    shape: tuple[str, str] | None = None
    is_open: bool = True
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    finding: Finding
    group: str
    group_title: str
    title: str
    detail: str
    action: str


def group_keys(finding_code: str, rows: Sequence[WorkRow]) -> list[str]:
    """Return the keys of the groups in `rows` that hold findings of this code."""
    return [
        row.key for row in rows if row.kind == "group" and row.key.split("-", 1)[1].startswith(finding_code)
    ]


def category_of(finding: Finding) -> Category:
    """Return where a finding is listed: what was not answered stands by itself, although it is a note."""
    return "missing" if finding.code in ("answer-missing", CARRIED) else finding.severity


def category_title(category: Category) -> str:
    """Return the name of a category."""
    match category:
        case "block":
            return QCoreApplication.translate("WorkRows", "Chặn nộp")
        case "explain":
            return QCoreApplication.translate("WorkRows", "Cần giải trình")
        case "missing":
            return QCoreApplication.translate("WorkRows", "Chưa trả lời")
        case "note":
            return QCoreApplication.translate("WorkRows", "Ghi chú")


def category_meaning(category: Category) -> str:
    """Return what the category means for her."""
    match category:
        case "block":
            return QCoreApplication.translate("WorkRows", "phải sửa thì mới nộp được")
        case "explain":
            return QCoreApplication.translate("WorkRows", "nên bổ sung hoặc giải trình trước khi nộp")
        case "missing":
            return QCoreApplication.translate("WorkRows", "vẫn nộp được, tính 0 điểm")
        case "note":
            return QCoreApplication.translate("WorkRows", "để biết, không bắt buộc")


def selected(
    findings: Sequence[Finding], assessment: Assessment, category: Category | None, index: str | None
) -> list[Finding]:
    """Return the findings of one category and one main index; None takes all. Nothing is listed twice."""
    carried = {finding.indicator for finding in findings if finding.code == CARRIED}
    return [
        finding
        for finding in findings
        if not (finding.code == "answer-missing" and finding.indicator in carried)
        and (category is None or category_of(finding) == category)
        and (index is None or _index_of(finding, assessment) == index)
    ]


def counts(findings: Sequence[Finding]) -> Mapping[Category, int]:
    """Return how many findings each category holds."""
    found = dict.fromkeys(CATEGORIES, 0)
    for finding in findings:
        found[category_of(finding)] += 1
    return found


def work_rows(
    findings: Sequence[Finding], assessment: Assessment, words: Words, opened: Mapping[str, bool]
) -> list[WorkRow]:
    """Return the rows. `opened` holds what she folded or unfolded; notes are folded until then."""
    rows: list[WorkRow] = []
    for category in CATEGORIES:
        groups: dict[str, list[_Work]] = {}
        for finding in findings:
            if category_of(finding) == category:
                work = _work(finding, assessment, words)
                groups.setdefault(work.group, []).append(work)
        if not groups:
            continue
        rows.append(
            WorkRow(
                "category",
                category_title(category),
                key=category,
                detail=category_meaning(category),
                count=sum(len(group) for group in groups.values()),
                shape=SHAPES[category],
            )
        )
        for key, group in groups.items():
            rows += _group_rows(key, group, category, assessment, words, opened)
    return rows


def place_of(finding: Finding, assessment: Assessment) -> Place | None:
    """Return the field where a finding can be mended; None where it concerns no field."""
    if finding.code.startswith("journal-"):
        return Place("journal")
    if finding.code == "review-open":
        return Place("review")
    code = finding.indicator
    if code is None:
        return None
    if finding.code == "evidence-missing":
        return Place("indicator", code, "evidence")
    if finding.code == "evidence-date-outside-year":
        return Place("indicator", code, "explanation")
    field = finding.facts.get("field")
    if isinstance(field, str):
        return Place("indicator", code, field)
    faults = finding.facts.get("faults")
    if isinstance(faults, list) and faults:
        return Place(
            "indicator", code, _field_at_fault(assessment.catalogue.indicators[code].rule, faults[0])
        )
    return Place("indicator", code)


def _field_at_fault(rule: Rule, fault: Mapping[str, str]) -> str | None:
    prefix = ""
    for part_id in filter(None, fault["part"].split(".")):
        assert isinstance(rule, PartsRule)
        rule = next(part.rule for part in rule.parts if part.id == part_id)
        prefix += f"{part_id}."
    if isinstance(rule, RatioRule | RateRule) and fault["reason"].startswith("denominator"):
        return prefix + rule.denominator.id
    return next((key for key, _ in field_labels(rule, "vi", prefix)), None)


def _work(finding: Finding, assessment: Assessment, words: Words) -> _Work:
    said = words.finding(finding, assessment)
    language = words.language
    if finding.indicator is None:
        return _Work(finding, finding.code, said.title, said.title, said.detail, said.action)
    indicator = assessment.catalogue.indicators[finding.indicator]
    title = indicator.short.in_language(language)
    if finding.code == CARRIED:
        return _Work(finding, f"missing-{CARRIED}", said.title, title, said.detail, said.action)
    if category_of(finding) == "missing":
        index = assessment.catalogue.index_by_code[indicator.index]
        group_title = f"{index.code}  {index.title.in_language(language)}"
        return _Work(finding, f"missing-{index.code}", group_title, title, "", said.action)
    # How far a row can be trusted is said once for all rows alike.
    key = f"{finding.severity}-{finding.code}-{finding.facts.get('confidence', '')}"
    return _Work(finding, key, said.title, title, said.detail, said.action)


def _group_rows(
    key: str,
    group: Sequence[_Work],
    category: Category,
    assessment: Assessment,
    words: Words,
    opened: Mapping[str, bool],
) -> list[WorkRow]:
    if group[0].finding.indicator is None:
        return [
            WorkRow(
                "work",
                work.title,
                detail=work.detail,
                action=work.action,
                shape=SHAPES[category],
                place=place_of(work.finding, assessment),
            )
            for work in group
        ]
    is_open = opened.get(key, category != "note")
    # What is said of all alike is said once.
    shared = group[0].detail if len({work.detail for work in group}) == 1 else ""
    rows = [WorkRow("group", group[0].group_title, key=key, detail=shared, count=len(group), is_open=is_open)]
    if not is_open:
        return rows
    for work in group:
        indicator = assessment.catalogue.indicators[work.finding.indicator or ""]
        if category == "missing":
            remark = QCoreApplication.translate("WorkRows", "{points} điểm").format(
                points=words.format.number(indicator.max_points, 2)
            )
            remark = remark if indicator.max_points else ""
        else:
            index = assessment.catalogue.index_by_code[indicator.index]
            remark = index.title.in_language(words.language)
        rows.append(
            WorkRow(
                "work",
                work.title,
                code=indicator.code,
                detail="" if shared else work.detail,
                remark=remark,
                action=work.action,
                shape=SHAPES[category],
                place=place_of(work.finding, assessment),
            )
        )
    return rows


def _index_of(finding: Finding, assessment: Assessment) -> str | None:
    return None if finding.indicator is None else assessment.catalogue.indicators[finding.indicator].index
