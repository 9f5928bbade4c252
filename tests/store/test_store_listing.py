"""What SQLite tells of each assessment for the list is what its catalogue says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.store.database import Store

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    path for path in (ROOT / "resources/catalogues").glob("*.json") if not path.name.endswith(".schema.json")
)
_TITLES = ("short_title_vi", "short_title_en", "title_vi", "title_en")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("left_out", [_TITLES[:0], _TITLES[1:2], _TITLES[:2], _TITLES], ids=str)
def test_count_and_titles_are_those_of_the_catalogue(
    store: Store, path: Path, left_out: tuple[str, ...]
) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    for key in left_out:
        document.pop(key, None)
    content = json.dumps(document, ensure_ascii=False).encode()
    catalogue = parse_catalogue(content)
    store.assessments.create("a", province="P", year=2022, catalogue_bytes=content)
    line = next(each for each in store.summaries() if each.id == "a")
    assert line.indicators_total == len(catalogue.indicators)
    title = catalogue.short_title
    assert line.index_titles == (None if catalogue.is_of_provinces else (title.vi, title.en))
