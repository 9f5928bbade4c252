"""A command line that runs in this process, on a store of its own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from said import Call, Said

from dti_desktop import paths
from dti_desktop.cli import run
from dti_desktop.services.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def store_dir(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def call(library: Library, store_dir: Path) -> Call:
    def call(*arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        status = run(
            [str(argument) for argument in arguments], library, lambda: store_dir, out=out, messages=messages
        )
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    return call
