"""The guides in the repository are what the help says today; their pictures are there and small."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from dti_desktop.ui.language import Language
from tests.ui.real_window import LIBRARY, ROOT

sys.path.insert(0, str(ROOT))
from tools import guide, screenshots

MOST_BYTES = 4 * 1024 * 1024


@pytest.fixture(params=tuple(guide.GUIDES))
def made(window_language: Language, request: pytest.FixtureRequest) -> guide.Guide:
    window_language.set(request.param)
    return guide.GUIDES[request.param]


@pytest.fixture
def text(made: guide.Guide) -> str:
    return guide.guide_text(LIBRARY, made)


def test_the_guide_is_current(made: guide.Guide, text: str) -> None:
    kept = (guide.GUIDE / f"{made.name}.md").read_text("utf-8")
    assert kept == text, "./dev guide makes it anew"


def test_every_topic_is_in_the_guide_once(made: guide.Guide, text: str) -> None:
    titles = [topic.title for topic in guide.read_book(LIBRARY, made).topics]
    assert re.findall(r"^### (.+)$", text, flags=re.MULTILINE) == titles


def test_every_link_of_the_guide_leads_to_a_heading(made: guide.Guide, text: str) -> None:
    places = set(guide.anchors(text, guide.read_book(LIBRARY, made)).values())
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) > 50
    assert set(links) <= places
    assert ".md)" not in text and "{{" not in text


def test_headings_of_the_same_name_have_names_of_their_own(made: guide.Guide) -> None:
    book = guide.read_book(LIBRARY, made)
    title = book.topics[0].title
    places = guide.anchors(f"## {title}\n\n### {title}\n", book)
    assert places[book.topics[0].id].endswith("-1")


def test_every_picture_is_there_and_all_are_small(made: guide.Guide, text: str) -> None:
    wanted = set(re.findall(rf"\({made.pictures.name}/(.+?)\.png\)", text))
    there = {path.stem for path in made.pictures.glob("*.png")}
    assert wanted == there == set(guide.SHOWN.values())
    known = {*screenshots.PAGES, *screenshots.STATES, *screenshots.FORM_STATES, screenshots.PORTAL}
    assert wanted <= known
    assert sum(path.stat().st_size for path in made.pictures.iterdir()) < MOST_BYTES


def test_the_pdf_has_its_fonts_in_it_and_the_pages_in_its_contents(
    made: guide.Guide, text: str, tmp_path: Path
) -> None:
    from PySide6.QtPdf import QPdfDocument

    target = tmp_path / "guide.pdf"
    guide.write_pdf(made, text, target)
    assert b"FontFile2" in target.read_bytes()
    paper = QPdfDocument()
    assert paper.load(str(target)) == QPdfDocument.Error.None_
    pages = [paper.getAllText(number).text() for number in range(paper.pageCount())]
    contents = re.findall(r"^\W*(\S.*?)\s+(\d+)\s*$", pages[0], flags=re.MULTILINE)
    titles = {topic.title for topic in guide.read_book(LIBRARY, made).topics}
    named = {title: int(number) for title, number in contents if title in titles}
    assert len(named) == len(titles)
    for title, number in named.items():
        assert title in pages[number - 1], title
    paper.close()
