"""Program files know no index: no count, no points, no title, no province. All of that is data."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import ResultBook

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = sorted((ROOT / "dti_desktop").rglob("*.py"))

INDEX_NUMBERS = {98, 63, 1000, 700, 650}
"""Rows, provinces, points of the whole and of the pillars."""

ALLOWED: dict[tuple[str, int], str] = {
    ("dti_desktop/engine/numbers.py", 1000): "digits of a long whole number written at once",
    ("dti_desktop/intake/placed_text.py", 1000): "thousandths, in which fonts count widths",
    ("dti_desktop/services/entered_text.py", 1000): "characters of a line of text",
    ("dti_desktop/ui/session.py", 1000): "milliseconds until a typed text is committed",
    ("dti_desktop/ui/widgets/fields.py", 1000): "milliseconds until a typed text is committed",
    ("dti_desktop/ui/widgets/labels.py", 1000): "steps of an animated number",
}
"""(file, number) → why this number is no index's."""


def numbers_of(source: str) -> Iterator[tuple[int, int]]:
    """Yield (line, number) of each numeric literal, also those written as text ("63")."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
                value = int(value)
            if type(value) in (int, float) and value in INDEX_NUMBERS:
                yield node.lineno, int(value)


def test_the_search_finds_what_it_looks_for() -> None:
    source = "a = 98\nb = ['63', 0]\nc = {'x': 1_000}\nd = f(700.0)\ne = '650 px'\nf = True\n"
    assert sorted(numbers_of(source)) == [(1, 98), (2, 63), (3, 1000), (4, 700)]


def found_numbers() -> dict[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = {}
    for path in PROGRAM:
        for line, number in numbers_of(path.read_text("utf-8")):
            found.setdefault((path.relative_to(ROOT).as_posix(), number), []).append(line)
    return found


def test_no_program_file_knows_a_number_of_the_index() -> None:
    found = found_numbers()
    assert {key: lines for key, lines in found.items() if key not in ALLOWED} == {}
    assert set(ALLOWED) <= set(found), "an exception that nothing needs any more"


def titles(catalogue: Catalogue) -> set[str]:
    """Return all titles in both languages that say something (a title of one word may be a word)."""
    texts = {catalogue.title, catalogue.short_title}
    for group in (catalogue.pillars, catalogue.main_indices, catalogue.indicators.values()):
        for entry in group:
            texts.add(entry.title)
    texts |= {row.short for row in catalogue.indicators.values()}
    texts |= {figure.title for figure in catalogue.profile}
    return {text for both in texts for text in (both.vi, both.en) if len(text) > 8} | {catalogue.decision}


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).casefold())


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of each text in code, docstrings left out: they may name an example."""
    tree = ast.parse(source)
    docstrings = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docstrings |= {id(s.value) for s in body if isinstance(s, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def known_names(real: Catalogue, book: ResultBook) -> re.Pattern[str]:
    """One pattern of all titles, provinces and regions, as whole words."""
    names = {p.name for p in book.provinces} | {p.name_en for p in book.provinces}
    names |= {p.region for p in book.provinces} | {p.merged_into for p in book.provinces}
    alternatives = "|".join(re.escape(folded(name)) for name in sorted(titles(real) | names))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_program_file_knows_a_title_or_a_province(path: Path, known_names: re.Pattern[str]) -> None:
    found = [
        (line, match.group())
        for line, text in texts_of(path.read_text("utf-8"))
        if (match := known_names.search(folded(text)))
    ]
    assert found == []


def test_the_search_finds_a_title(known_names: re.Pattern[str]) -> None:
    source = 'class A:\n    """Nhận thức số."""\n    x = self.tr("nhận  thức số: {n}")\n'
    assert [text for _, text in texts_of(source)] == ["nhận  thức số: {n}"]
    assert known_names.search(folded("nhận  thức số: {n}"))
    assert known_names.search(folded("Tỉnh SÓC TRĂNG, 2022"))
    assert not known_names.search(folded("Nhận thức sống"))


def test_codes_of_indices_are_not_in_the_engine(real: Catalogue) -> None:
    """Pillars' codes too: the engine must work for any index (the window may not name them either)."""
    codes = {pillar.code for pillar in real.pillars}
    for path in PROGRAM:
        known = [(line, text) for line, text in texts_of(path.read_text("utf-8")) if text in codes]
        assert known == [], path.name


def test_the_catalogue_of_the_tests_is_another_one(small: Catalogue, real: Catalogue) -> None:
    """The rules are tried on an index that shares nothing with the real one."""
    assert not titles(small) & titles(real)
    assert json.dumps(sorted(small.indicators)) != json.dumps(sorted(real.indicators))
