"""A store in a temporary folder, with a clock that only moves when it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dti_desktop.store.database import Store

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "catalogues" / "dti-province-2022.json"
ID = "soc-trang-2022"


class Clock:
    """A clock for tests."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 42, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kho dữ liệu"


@pytest.fixture(scope="session")
def catalogue_bytes() -> bytes:
    return CATALOGUE.read_bytes()


@pytest.fixture
def open_store(folder: Path, clock: Clock) -> Callable[[], Store]:
    return lambda: Store.open(folder, now_utc=clock, user="Nguyễn Văn An")


@pytest.fixture
def store(open_store: Callable[[], Store], catalogue_bytes: bytes) -> Iterator[Store]:
    """A store with one assessment."""
    with open_store() as opened:
        opened.assessments.create(ID, province="Sóc Trăng", year=2022, catalogue_bytes=catalogue_bytes)
        yield opened


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below the folder with its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(name="fingerprint")
def fingerprint_fixture() -> Callable[[Path], dict[str, str]]:
    return fingerprint
