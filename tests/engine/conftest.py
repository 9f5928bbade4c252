"""The catalogues and the published results that the engine's tests are run on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import ResultBook, parse_provinces, parse_results

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "resources" / "catalogues" / "dti-province-2022.json"
SMALL = ROOT / "tests" / "data" / "catalogues" / "small.json"
REFERENCE = ROOT / "resources" / "reference"


@pytest.fixture(scope="session")
def real_document() -> dict[str, Any]:
    return json.loads(REAL.read_bytes())


@pytest.fixture(scope="session")
def small_document() -> dict[str, Any]:
    return json.loads(SMALL.read_bytes())


@pytest.fixture(scope="session")
def real() -> Catalogue:
    return parse_catalogue(REAL.read_bytes())


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return parse_catalogue(SMALL.read_bytes())


@pytest.fixture(scope="session")
def book() -> ResultBook:
    return ResultBook(
        parse_provinces((REFERENCE / "provinces.csv").read_text("utf-8")),
        parse_results((REFERENCE / "results.csv").read_text("utf-8")),
    )
