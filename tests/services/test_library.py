"""The data that ships with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from dti_desktop.engine.catalogue import catalogue_digest
from dti_desktop.errors import InputError
from dti_desktop.services.library import Library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library() -> Library:
    return Library(ROOT / "resources", ROOT / "translations")


def test_a_catalogue_is_read_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (catalogue_id, content), *_ = library.catalogue_bytes.items()
    monkeypatch.setattr("dti_desktop.engine.catalogue.parse_catalogue", lambda _: pytest.fail("read again"))
    assert library.catalogue(catalogue_id).digest == catalogue_digest(content)
    assert library.known_digests == {catalogue_digest(c) for c in library.catalogue_bytes.values()}
    assert library.default_catalogue_id(1990) in library.catalogue_bytes


def test_a_catalogue_that_does_not_ship(library: Library) -> None:
    with pytest.raises(InputError) as caught:
        library.catalogue("nowhere")
    assert caught.value.problems[0].facts["known"] == sorted(library.catalogue_bytes)


def test_the_catalogue_issued_for_the_year_is_taken(tmp_path: Path) -> None:
    catalogues = tmp_path / "catalogues"
    catalogues.mkdir()
    shipped = (ROOT / "resources/catalogues/dti-province-2022.json").read_text(encoding="utf-8")
    for name, years in (("early", "[2022, 2023]"), ("late", "[2024]")):
        text = shipped.replace('"dti-province-2022"', f'"{name}"')
        start = text.index("[", text.index('"issued_for_years"'))
        text = text[:start] + years + text[text.index("]", start) + 1 :]
        (catalogues / f"{name}.json").write_text(text, encoding="utf-8")
    library = Library(tmp_path, ROOT / "translations")
    found = {year: library.default_catalogue_id(year) for year in (2021, 2022, 2023, 2024, 2025)}
    assert found == {2021: "late", 2022: "early", 2023: "early", 2024: "late", 2025: "late"}
