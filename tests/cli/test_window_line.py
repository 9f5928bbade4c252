"""The plain command lines of the window are read as the whole command line reads them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.cli import WindowRequest, run
from dti_desktop.services.library import Library
from dti_desktop.window_line import window_asked

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
DEFAULT = Path("where-it-usually-is")

words = st.sampled_from(
    [
        "--store",
        "--open",
        "--language",
        "--json",
        "en",
        "list",
        "sample-2022",
        "Kho dữ liệu",
        "",
        "-x",
        "--store=a",
    ]
) | st.text(max_size=6)


@given(st.lists(words, max_size=5))
def test_what_it_tells_the_whole_command_line_tells_too(arguments: list[str]) -> None:
    found = window_asked(arguments, lambda: DEFAULT)
    if found is None:
        return
    out = io.StringIO()
    asked = run(arguments, LIBRARY, lambda: DEFAULT, out=out, messages=out)
    assert isinstance(asked, WindowRequest), out.getvalue()
    assert (asked.store_dir, asked.assessment_id) == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], (DEFAULT, None)),
        (["--store", "Kho dữ liệu"], (Path("Kho dữ liệu"), None)),
        (["--open", "soc-trang-2022"], (DEFAULT, "soc-trang-2022")),
        (["--open", "a", "--store", "b"], (Path("b"), "a")),
    ],
)
def test_lines_that_people_type_are_plain(arguments: list[str], found: tuple[Path, str | None]) -> None:
    assert window_asked(arguments, lambda: DEFAULT) == found


@pytest.mark.parametrize(
    "arguments", [["list"], ["--store"], ["--store", ""], ["--store", "--open"], ["--help"]]
)
def test_the_rest_is_left_to_the_whole_command_line(arguments: list[str]) -> None:
    assert window_asked(arguments, lambda: DEFAULT) is None
