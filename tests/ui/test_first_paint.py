"""What the program has loaded when its first page is painted: the real process, as people start it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from real_window import ROOT, prepare, soc_trang

sys.path.insert(0, str(ROOT))

from benchmarks.starting import Start, our_program

HEAVY = {
    "pandas", "numpy", "scipy", "matplotlib", "reportlab", "pyhanko", "lxml", "sqlite_utils", "cryptography",
    "asn1crypto", "openpyxl", "docx",
}  # fmt: skip
NOT_YET = {
    "dti_desktop.cli",
    "dti_desktop.engine.scoring",
    "dti_desktop.reports",
    "dti_desktop.store.assessments",
    "dti_desktop.ui.pages.overview",
    "dti_desktop.ui.sidebar",
}
"""Our own, of which a start page needs nothing: each brings a tenth of the whole along."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """One start, until the list of assessments was painted."""
    store: Path = tmp_path_factory.mktemp("store")
    prepare(store, soc_trang)
    return our_program(store).start()


def test_nothing_heavy_is_loaded(start: Start) -> None:
    assert {name.partition(".")[0] for name in start.modules} & HEAVY == set()


def test_of_ours_only_what_is_shown_is_loaded(start: Start) -> None:
    assert "dti_desktop.ui.pages.start" in start.modules
    assert start.modules & NOT_YET == set()
