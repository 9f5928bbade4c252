"""The help is whole in both languages, and says nothing about the window that the window does not say."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from dti_desktop.services.help_book import SUFFIX, HelpBook, read_help
from dti_desktop.ui import page_registry

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tools.translations import ENGLISH, messages  # noqa: E402

HELP = ROOT / "resources" / "help"
LANGUAGES = ("vi", "en")
TOPIC_IDS = [
    topic_id
    for group in json.loads((HELP / "topics.json").read_text("utf-8"))["groups"]
    for topic_id in group["topics"]
]
BESIDE_PAGES = {
    "getting-started", "evidence", "departments", "signing", "backup", "next-year", "standing", "errors",
    "shortcuts", "excel", "portal",
}  # fmt: skip


def texts_of(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8"))
    return found


def source(language: str, topic_id: str) -> str:
    return (HELP / language / f"{topic_id}{SUFFIX}").read_text("utf-8")


def window_texts(language: str) -> set[str]:
    """Return every text of the window in a language, on one line each."""
    found = messages(ENGLISH)
    texts = [text for _, text in found] if language == "vi" else list(found.values())
    return {" ".join(text.split()) for text in texts}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(language: str) -> HelpBook:
    return read_help(HELP, language, texts_of(language), "- `F1`")


def test_each_page_and_each_topic_has_its_help_and_no_file_is_left_over() -> None:
    assert sorted(TOPIC_IDS) == sorted({*page_registry.ALL, *BESIDE_PAGES})
    for language in LANGUAGES:
        assert sorted(path.stem for path in (HELP / language).iterdir()) == sorted(TOPIC_IDS)


def test_topics_come_in_the_order_of_the_list(book: HelpBook) -> None:
    assert [topic.id for topic in book.topics] == TOPIC_IDS
    assert all(group.title for group in book.groups)
    titles = [topic.title for topic in book.topics]
    assert len(set(titles)) == len(titles)
    assert book.topic("errors") is not None
    assert book.topic("nothing") is None


@pytest.mark.parametrize("topic_id", TOPIC_IDS)
def test_both_languages_have_the_same_parts(topic_id: str) -> None:
    """The same headings, lists, links and keys in the same order."""

    def form(language: str) -> list[str]:
        found = []
        for line in source(language, topic_id).splitlines():
            mark = re.match(r"(#+|- |\d+\. )", line)
            found.append(mark.group(0) if mark else ("" if line.strip() else " "))
        return found

    assert form("vi") == form("en")
    links = [re.findall(r"\]\(([^)]+)\)", source(language, topic_id)) for language in LANGUAGES]
    assert links[0] == links[1]
    bold = [len(re.findall(r"\*\*(.+?)\*\*", source(language, topic_id))) for language in LANGUAGES]
    assert bold[0] == bold[1]


@pytest.mark.parametrize("topic_id", TOPIC_IDS)
def test_what_is_bold_stands_in_the_window(topic_id: str, language: str) -> None:
    known = window_texts(language)
    bold = re.findall(r"\*\*(.+?)\*\*", source(language, topic_id))
    assert [text for text in bold if text not in known] == []


def test_bold_that_the_window_does_not_say_is_found() -> None:
    assert "Nút không có thật" not in window_texts("vi")


@pytest.mark.parametrize("topic_id", TOPIC_IDS)
def test_links_lead_to_topics_and_nowhere_else(topic_id: str, language: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", source(language, topic_id))
    assert [target for target in targets if target.removesuffix(SUFFIX) not in TOPIC_IDS] == []
    assert "://" not in source(language, topic_id)


def test_each_topic_can_be_reached_by_a_link_or_is_a_beginning(language: str) -> None:
    linked = {
        target
        for topic_id in TOPIC_IDS
        for target in re.findall(r"\]\((.+?)\.md\)", source(language, topic_id))
    }
    pages = set(page_registry.ALL)
    assert {*TOPIC_IDS} - linked - pages - {"getting-started"} == set()


@pytest.mark.parametrize("topic_id", TOPIC_IDS)
def test_the_help_knows_no_index(topic_id: str, language: str) -> None:
    """How many rows, points and provinces there are is decided by the catalogue."""
    assert not re.search(r"\b(98|63|47|34|1000|1\.000)\b", source(language, topic_id))


def test_no_mark_is_left_standing(book: HelpBook) -> None:
    assert [topic.id for topic in book.topics if "{{" in topic.markdown] == []


def test_a_topic_without_a_title_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "one.md").write_text("no title", "utf-8")
    (tmp_path / "topics.json").write_text('{"groups": [{"id": "a", "vi": "A", "topics": ["one"]}]}', "utf-8")
    with pytest.raises(ValueError, match="one"):
        read_help(tmp_path, "vi", {})
