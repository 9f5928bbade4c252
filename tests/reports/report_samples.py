"""Assessments as offices leave them: answered, half answered, empty; with citations, files, explanations."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from dti_desktop.engine.assessment import (
    Assessment,
    Citation,
    Document,
    EvidenceLink,
    FieldValue,
    Signatory,
    StoredFile,
)
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.checks import check
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.ranking import rank
from dti_desktop.engine.results import ResultBook, parse_provinces, parse_results
from dti_desktop.engine.scoring import score
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.self_evaluation import self_evaluation_pdf
from dti_desktop.reports.wording import Language

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
FONTS = RESOURCES / "fonts"
REAL = parse_catalogue((RESOURCES / "catalogues" / "dti-province-2022.json").read_bytes())
SMALL = parse_catalogue((ROOT / "tests" / "data" / "catalogues" / "small.json").read_bytes())
BOOK = ResultBook(
    parse_provinces((RESOURCES / "reference" / "provinces.csv").read_text("utf-8")),
    parse_results((RESOURCES / "reference" / "results.csv").read_text("utf-8")),
)
PRINTED_ON = date(2026, 11, 22)
PROVINCE = "Sóc Trăng"


def texts(language: Language) -> dict[str, str]:
    """Return the keyed messages as the program ships them."""
    return json.loads((ROOT / "translations" / f"messages.{language}.json").read_text("utf-8"))


def answer(rule: Rule, random: Random, prefix: str = "") -> dict[str, FieldValue]:
    """Return a plausible answer to `rule`."""
    match rule:
        case LevelsRule():
            return {f"{prefix}level": random.choice(rule.levels).id}
        case RatioRule():
            whole = Decimal(random.choice((10, 775, 1200)))
            part = (whole * random.randint(30, 100) / 100).quantize(Decimal(1))
            return {prefix + rule.numerator.id: part, prefix + rule.denominator.id: whole}
        case RateRule():
            whole = Decimal(random.randint(10_000, 1_200_000))
            return {
                prefix + rule.numerator.id: Decimal(random.randint(1, 900)),
                prefix + rule.denominator.id: whole,
            }
        case CountRule():
            return {prefix + rule.value.id: Decimal(random.randint(1, 12))}
        case PartsRule():
            fields: dict[str, FieldValue] = {}
            for part in rule.parts:
                fields |= answer(part.rule, random, f"{prefix}{part.id}.")
            return fields
        case InfoRule():
            return {f"{prefix}{f.id}": True if f.type == "bool" else f.choices[0].id for f in rule.fields}


def documents() -> dict[str, Document]:
    """Return a dozen cited documents, one of them without a file, and a file without a citation."""
    cited = {
        f"d{n}": Document(
            f"d{n}",
            Citation(
                f"{740 + n}/QĐ-UBND",
                date(2022, 1 + n % 12, 3),
                "UBND tỉnh Sóc Trăng",
                "Ban hành Kế hoạch chuyển đổi số tỉnh giai đoạn 2022–2025, định hướng đến năm 2030",
            ),
            None if n == 4 else StoredFile(f"{n:064x}", 20_000 * n, "application/pdf", f"QĐ {740 + n}.pdf"),
            "2022-11-22T08:42:07Z",
        )
        for n in range(1, 13)
    }
    name = "Bang_tong_hop_so_lieu_To_cong_nghe_so_cong_dong_2022_ban_cuoi_cung_da_ky.xlsx"
    plain = Document("plain", Citation(), StoredFile("ab" * 32, 1_250_000, "x", name), "2022-11-22T08:42:07Z")
    return {**cited, plain.id: plain}


def empty(catalogue: Catalogue = REAL, province: str = PROVINCE) -> Assessment:
    """Return an assessment in which nothing has been done yet."""
    year = 2022 if 2022 in catalogue.issued_for_years else catalogue.issued_for_years[0]
    return Assessment("test", province, year, catalogue)


def answered(catalogue: Catalogue = REAL, province: str = PROVINCE, seed: int = 7) -> Assessment:
    """Return an assessment with every answer given, most of them proven, some explained."""
    random = Random(seed)
    papers = documents()
    codes = list(catalogue.indicators)
    links = {
        code: tuple(EvidenceLink(key, random.choice(("", "3-5"))) for key in random.sample(list(papers), 2))
        for code in codes
        if random.random() < 0.75
    }
    return replace(
        empty(catalogue, province),
        answers={code: answer(row.rule, random) for code, row in catalogue.indicators.items()},
        explanations={code: f"Giải trình của chỉ số {code}." for code in codes[::5]},
        documents=papers,
        links=links,
        signatory=Signatory("Trần Văn Lâu", "Chủ tịch"),
    )


def half(catalogue: Catalogue = REAL) -> Assessment:
    """Return an assessment with every second answer, one contradictory and one incomplete."""
    whole = answered(catalogue)
    answers = {code: fields for n, (code, fields) in enumerate(whole.answers.items()) if n % 2}
    ratios = [row.code for row in catalogue.indicators.values() if isinstance(row.rule, RatioRule)]
    answers[ratios[0]] = {"a": Decimal(900), "b": Decimal(100)}
    answers[ratios[1]] = {"a": Decimal(900)}
    return replace(whole, answers=answers, signatory=Signatory())


def report_of(
    assessment: Assessment,
    *,
    language: Language = "vi",
    is_draft: bool = True,
    against: int | None = 2022,
) -> ReportData:
    """Return what the services hand to the report."""
    card = score(assessment.catalogue, assessment.answers, assessment.profile)
    ranking = None
    if against is not None:
        ranking = rank(assessment.catalogue, card, assessment.province, BOOK, against)
    return ReportData(
        assessment=assessment,
        scorecard=card,
        ranking=ranking,
        findings=check(assessment, card),
        texts=texts(language),
        language=language,
        is_draft=is_draft,
        printed_on=PRINTED_ON,
        fonts_dir=FONTS,
        book=BOOK if ranking is not None else None,
    )


@cache
def printed(kind: str = "answered", language: Language = "vi", is_draft: bool = True) -> bytes:
    """Return the report of an answered, half answered or empty assessment, printed once for all tests."""
    assessment = {"answered": answered, "half": half, "empty": empty}[kind]()
    return self_evaluation_pdf(report_of(assessment, language=language, is_draft=is_draft))
