"""Reading printed pages back, as another program sees them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PdfText = Callable[[bytes], list[str]]


@pytest.fixture
def pages(tmp_path: Path) -> PdfText:
    """Return a function: the text of each page of a PDF."""

    def read(pdf: bytes) -> list[str]:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True).stdout
        return text.decode().split("\f")[:-1]

    return read


@pytest.fixture
def fonts(tmp_path: Path) -> Callable[[bytes], list[list[str]]]:
    """Return a function: the lines of `pdffonts`, one per font, in columns."""

    def read(pdf: bytes) -> list[list[str]]:
        file = tmp_path / "fonts.pdf"
        file.write_bytes(pdf)
        said = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
        return [line.split() for line in said.splitlines()[2:]]

    return read


@pytest.fixture
def info(tmp_path: Path) -> Callable[[bytes], dict[str, str]]:
    """Return a function: the properties that `pdfinfo` tells."""

    def read(pdf: bytes) -> dict[str, str]:
        file = tmp_path / "info.pdf"
        file.write_bytes(pdf)
        said = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
        return {key: value.strip() for key, _, value in (line.partition(":") for line in said.splitlines())}

    return read
