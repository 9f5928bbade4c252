"""A bundle's signed journal head beside the journal of the open assessment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window, soc_trang

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.verify import VerifyPage
from dti_desktop.ui.widgets.journal_match import JournalMatch

ID = "soc-trang-2022"


def some_entries(workspace: Workspace) -> None:
    soc_trang(workspace)
    workspace.explain(ID, "4.1", "Vì sao")
    workspace.explain(ID, "4.2", "Vì sao")


def broken(workspace: Workspace) -> None:
    some_entries(workspace)
    connection = workspace.store.connection
    triggers = connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE journal SET who = 'x' WHERE seq = 2")
    for _, sql in triggers:
        connection.execute(sql)


@pytest.fixture(params=[some_entries])
def real(
    qtbot: QtBot, tmp_path: Path, window_language: Language, request: pytest.FixtureRequest
) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", request.param)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID)
        window.go("verify")
        yield window


def match_on(real: RealWindow) -> JournalMatch:
    """The line, shown as if a file had been judged."""
    page = real.bench.page("verify")
    assert isinstance(page, VerifyPage)
    page._result.show()
    return page.journal


def head_of(real: RealWindow) -> str:
    assessment = real.session.assessment
    assert assessment is not None
    return assessment.journal_head


def test_the_head_of_this_assessment_is_found_at_its_entry(
    real: RealWindow, window_language: Language
) -> None:
    match = match_on(real)
    head = head_of(real)
    real.session.edit_note("1.1", "x")
    real.session.flush()
    real.at_rest()
    match.show_bundle({"assessment": ID, "journal_head": head})
    real.until(match.isVisible)
    assert match.words.text() == "Nhật ký đã ký khớp với hồ sơ trên máy (mục 3)."
    window_language.set("en")
    said = "The signed journal agrees with the assessment on this computer (entry 3)."
    real.until(lambda: match.words.text() == said)


def test_a_head_that_is_not_there_is_said(real: RealWindow) -> None:
    match = match_on(real)
    match.show_bundle({"assessment": ID, "journal_head": "0" * 64})
    real.until(match.isVisible)
    assert match.words.text().startswith("Nhật ký đã ký không có trong hồ sơ đang mở")


@pytest.mark.parametrize("real", [broken], indirect=True)
def test_a_journal_that_is_broken_before_the_head_is_said(real: RealWindow) -> None:
    match = match_on(real)
    match.show_bundle({"assessment": ID, "journal_head": head_of(real)})
    real.until(match.isVisible)
    assert match.words.text() == "Nhật ký trên máy đã đứt trước mục 3, là mục mà tệp này đã ký."


@pytest.mark.parametrize(
    "about", [{}, {"assessment": ID}, {"assessment": "ca-mau-2022", "journal_head": "0" * 64}]
)
def test_nothing_is_said_of_bundles_of_others(real: RealWindow, about: dict[str, str]) -> None:
    match = match_on(real)
    match.show_bundle({"assessment": ID, "journal_head": head_of(real)})
    real.until(match.isVisible)
    match.show_bundle(about)
    real.at_rest()
    assert not match.isVisible()
