"""Typing into the portal, as the services know it: what comes next, what changed since, the sheet."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from docx import Document

from dti_desktop import paths
from dti_desktop.engine.model import LevelsRule, quantities
from dti_desktop.engine.portal_values import left_to_enter, next_to_enter, plain_copy, portal_values
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.portal_entry import Reconciled, Reconciliation, reconciliation_paper
from dti_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


class Clock:
    """Goes on a minute with each look, so that steps are told apart."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> datetime:
        self.minute += 1
        return datetime(2026, 11, 22, self.minute // 60 % 24, self.minute % 60, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=Clock(), user="Hoa")
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


def row(found: Reconciliation, code: str) -> Reconciled:
    return next(each for each in found.rows if each.code == code)


@pytest.mark.parametrize(
    ("number", "sign", "copied"),
    [
        ("1197823", ",", "1197823"),
        ("12.50", ",", "12,5"),
        ("12.50", ".", "12.5"),
        ("0.000001", ",", "0,000001"),
        ("700", ",", "700"),
    ],
)
def test_numbers_are_copied_as_forms_take_them(number: str, sign: str, copied: str) -> None:
    assert plain_copy(Decimal(number), sign) == copied


def test_the_next_one_follows_the_catalogue_and_goes_round(workspace: Workspace, made: str) -> None:
    assessment = workspace.load(made)
    codes = list(assessment.catalogue.indicators)
    assert left_to_enter(assessment) == tuple(codes)
    assert next_to_enter(assessment) == codes[0]
    assert next_to_enter(assessment, codes[0]) == codes[1]
    assert next_to_enter(assessment, codes[-1]) == codes[0]
    assert next_to_enter(assessment, "gone") == codes[0]
    for code in codes[:-1]:
        workspace.set_entered(made, code, True)
    assert next_to_enter(workspace.load(made), codes[3]) == codes[-1]
    saved = workspace.set_entered(made, codes[-1], True)
    assert next_to_enter(saved.assessment, codes[3]) is None and left_to_enter(saved.assessment) == ()
    # What changed since has to be typed again.
    changed = workspace.explain(made, codes[5], "Vì sao").assessment
    assert left_to_enter(changed) == (codes[5],) and next_to_enter(changed, codes[7]) == codes[5]


def test_values_are_those_of_the_answer_or_the_figures(workspace: Workspace, made: str) -> None:
    assessment = workspace.load(made)
    code, figure = next(
        (code, quantity.profile)
        for code, indicator in assessment.catalogue.indicators.items()
        for _, quantity in quantities(indicator.rule)
        if quantity.profile is not None and quantity.id == "b"
    )
    assert figure is not None
    assert [value.value for value in portal_values(assessment, code)] == [None, None]
    workspace.set_profile(made, {figure: Decimal(775)})
    saved = workspace.replace_answers(made, {code: {"a": Decimal("12.5")}})
    a, b = portal_values(saved.assessment, code)
    assert (a.value, a.is_figure, b.value, b.is_figure) == (Decimal("12.5"), False, Decimal(775), True)
    own = workspace.replace_answers(made, {code: {"a": Decimal("12.5"), "b": Decimal(800)}})
    assert [value.is_figure for value in portal_values(own.assessment, code)] == [False, False]


def test_all_fields_of_every_row_are_there_in_the_order_of_the_rule(workspace: Workspace, made: str) -> None:
    assessment = workspace.load(made)
    for code, indicator in assessment.catalogue.indicators.items():
        values = portal_values(assessment, code)
        assert values and len({value.key for value in values}) == len(values)
        numbers = [key for key, _ in quantities(indicator.rule)]
        assert [value.key for value in values if value.key in numbers] == numbers
        if isinstance(indicator.rule, LevelsRule):
            assert [value.key for value in values] == ["level"]


def test_what_changed_since_is_told_from_the_journal(workspace: Workspace, made: str) -> None:
    workspace.replace_answers(made, {"4.1": {"a": Decimal(700), "b": Decimal(775)}})
    workspace.explain(made, "4.1", "Cũ")
    workspace.set_entered(made, "4.1", True)
    workspace.set_entered(made, "1.1", True)
    workspace.replace_answers(made, {"4.1": {"a": Decimal(710), "b": Decimal(775)}})
    workspace.replace_answers(made, {"4.1": {"a": Decimal(720), "b": Decimal(775)}, "1.2": {}})
    found = workspace.reconciled(made)
    assert [found.count(state) for state in ("entered", "changed")] == [1, 1]
    changed = row(found, "4.1")
    assert changed.is_known and not changed.explanation_differs
    assert [(d.before.value, d.after.value) for d in changed.differences] == [(Decimal(700), Decimal(720))]
    workspace.explain(made, "4.1", "Mới")
    assert row(workspace.reconciled(made), "4.1").explanation_differs
    # Back to what was typed: nothing differs any more.
    workspace.explain(made, "4.1", "Cũ")
    saved = workspace.replace_answers(made, {"4.1": {"a": Decimal(700), "b": Decimal(775)}})
    assert row(workspace.reconciled(made), "4.1").state == "entered"
    assert saved.assessment.entered["4.1"].who == "Hoa"


def test_a_tick_that_undo_put_back_is_still_read_right(workspace: Workspace, made: str) -> None:
    workspace.replace_answers(made, {"1.1": {"level": "head"}})
    workspace.set_entered(made, "1.1", True)
    workspace.replace_answers(made, {"1.1": {"level": "deputy"}})
    workspace.set_entered(made, "1.1", False)
    workspace.undo(made)
    changed = row(workspace.reconciled(made), "1.1")
    assert changed.state == "changed" and changed.is_known
    assert [(d.before.value, d.after.value) for d in changed.differences] == [("head", "deputy")]


@pytest.mark.parametrize("seed", range(25))
def test_any_edits_after_any_ticks_are_told(workspace: Workspace, made: str, seed: int) -> None:
    """What the sheet says was typed is what stood there at the last tick, whatever was done since."""
    die = Random(seed)
    assessment = workspace.load(made)
    rated = [
        code
        for code, indicator in assessment.catalogue.indicators.items()
        if [key for key, _ in quantities(indicator.rule)][:2] == ["a", "b"]
    ][:4]
    figures = sorted(
        {
            quantity.profile
            for code in rated
            for _, quantity in quantities(assessment.catalogue.indicators[code].rule)
            if quantity.profile is not None
        }
    )
    typed: dict[tuple[str, str], tuple[list[object], str]] = {}
    for _ in range(40):
        code, act = die.choice(rated), die.random()
        if act < 0.4:
            fields = {key: Decimal(die.randrange(5)) for key in ("a", "b") if die.random() < 0.7}
            workspace.replace_answers(made, {code: fields})
        elif act < 0.5 and figures:
            workspace.set_profile(made, {die.choice(figures): Decimal(die.randrange(1, 4))})
        elif act < 0.6:
            workspace.explain(made, code, die.choice(["", "một", "hai"]))
        elif act < 0.65:
            workspace.undo(made)
        elif act < 0.95:
            now = workspace.set_entered(made, code, True).assessment
            shown: list[object] = [value.value for value in portal_values(now, code)]
            typed[code, now.entered[code].at_utc] = shown, now.explanations.get(code, "")
        else:
            workspace.set_entered(made, code, False)
    found, now = workspace.reconciled(made), workspace.load(made)
    for code in rated:
        told = row(found, code)
        if code not in now.entered:
            assert told.state == "missing"
            continue
        before = {d.before.key: d.before.value for d in told.differences}
        values = [before.get(value.key, value.value) for value in portal_values(now, code)]
        assert told.is_known
        shown, explanation = typed[code, now.entered[code].at_utc]
        assert values == shown
        assert told.explanation_differs == (explanation != now.explanations.get(code, ""))
        assert (told.state == "changed") == (bool(told.differences) or told.explanation_differs)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_says_what_changed(
    workspace: Workspace, library: Library, made: str, tmp_path: Path, language: str
) -> None:
    workspace.replace_answers(made, {"4.1": {"a": Decimal("1700.5"), "b": Decimal(2775)}})
    for code in ("1.1", "4.1"):
        workspace.set_entered(made, code, True)
    workspace.replace_answers(made, {"4.1": {"a": Decimal(1800), "b": Decimal(2775)}})
    workspace.explain(made, "1.1", "Muộn <b>")
    found = workspace.reconciled(made)
    outlook = look(found.assessment, library.result_book)
    day = date(2026, 11, 22)
    pdf = reconciliation_paper(library, found, outlook, "pdf", language=language, printed_on=day)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    text, texts = " ".join(said.stdout.split()), library.texts(language)  # type: ignore[arg-type]
    assert ("1.700,5" if language == "vi" else "1,700.5") in text
    assert ("1.800" if language == "vi" else "1,800") in text
    assert texts["report.portal.kind"] in text and texts["report.portal.explanation_changed"] in text
    total, missing = len(found.rows), found.count("missing")
    assert missing == total - 2 and str(total) in text and str(missing) in text
    assert "Hoa" in text and "22/11/2026" in text
    assert texts["report.draft_mark"] not in text
    docx = reconciliation_paper(library, found, outlook, "docx", language=language, printed_on=day)
    tables = Document(io.BytesIO(docx)).tables
    cells = [cell.text for table in tables for line in table.rows for cell in line.cells]
    assert all(each.code in cells for each in found.rows)
    assert any(("1.700,5" if language == "vi" else "1,700.5") in cell for cell in cells)
