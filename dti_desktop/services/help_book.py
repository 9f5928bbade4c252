"""The help that ships with the program: topics in Markdown, in one language, and what is made from data.

`resources/help/topics.json` names the topics in their order; each is a file in `vi/` and in `en/`. Two
marks stand for what no file holds: `{{errors}}`, the list of all error codes, made of the same texts as
the messages themselves, and `{{shortcuts}}`, which the window gives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: How the topics are named in links: `[…](evidence.md)`.
SUFFIX = ".md"
_ERRORS, _SHORTCUTS = "{{errors}}", "{{shortcuts}}"
_NOT_KNOWN_YET = "…"
_SPECIAL = re.compile(r"([*_`<>|\[\]#])")
_TITLE = re.compile(r"# +(.+)")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its id, the id of its group, its title, its text with the title in front."""

    id: str
    group: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Group:
    """Topics that stand together, and what they are called together."""

    id: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class HelpBook:
    """All topics in one language, in the order of the list."""

    language: str
    groups: tuple[Group, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in order."""
        return tuple(topic for group in self.groups for topic in group.topics)

    def topic(self, topic_id: str) -> Topic | None:
        """Return a topic; None for an id that is none."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)


def read_help(help_dir: Path, language: str, texts: Mapping[str, str], shortcuts: str = "") -> HelpBook:
    """Read all topics. `texts` are the keyed messages of that language, `shortcuts` a list in Markdown.

    Raises OSError and ValueError for files that are missing or malformed: they ship with the program.
    """
    groups = []
    for group in json.loads((help_dir / "topics.json").read_text(encoding="utf-8"))["groups"]:
        topics = []
        for topic_id in group["topics"]:
            text = (help_dir / language / f"{topic_id}{SUFFIX}").read_text(encoding="utf-8")
            title = _TITLE.match(text)
            if title is None:
                raise ValueError(f"{topic_id}: no title")
            if _ERRORS in text:
                text = text.replace(_ERRORS, errors_in_markdown(help_dir, language, texts))
            text = text.replace(_SHORTCUTS, shortcuts)
            topics.append(Topic(topic_id, group["id"], title.group(1).strip(), text))
        groups.append(Group(group["id"], group[language], tuple(topics)))
    return HelpBook(language, tuple(groups))


def error_codes(help_dir: Path) -> dict[str, str]:
    """Return every code that is shown with an error, and its family: "input", "blocked", "environment"."""
    document = json.loads((help_dir / "errors.json").read_text(encoding="utf-8"))
    return {code: family for group in document["groups"] for code, family in group["codes"].items()}


def errors_in_markdown(help_dir: Path, language: str, texts: Mapping[str, str]) -> str:
    """Return all errors in words, by kind: what happened, what is safe, what to do, under the code."""
    document = json.loads((help_dir / "errors.json").read_text(encoding="utf-8"))
    lines: list[str] = []
    for group in document["groups"]:
        lines += [f"## {group[language]}", ""]
        for code, family in group["codes"].items():
            said = " ".join(_plain(text) for text in _three(code, family, texts) if text)
            lines += [f"#### `{code}`", "", said, ""]
    lines += [f"## {texts['error.said.details']}", ""]
    lines += [f"- `{code}`: {_plain(text)}" for code, text in _details(texts, error_codes(help_dir))]
    return "\n".join(lines)


def _three(code: str, family: str, texts: Mapping[str, str]) -> Sequence[str]:
    what = texts.get(f"error.{code}.what") or texts.get(f"problem.{code}", "")
    safe = texts.get(f"error.{code}.safe", texts[f"error.safe.{family}"])
    return what, safe, texts.get(f"error.{code}.todo", texts[f"error.todo.{family}"])


def _details(texts: Mapping[str, str], said_before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the faults that an error lists with their places."""
    for key, text in texts.items():
        kind, _, code = key.partition(".")
        if (
            kind == "problem"
            and "." not in code
            and code not in said_before
            and code not in ("at", "internal")
        ):
            yield code, text


class _Open(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return _NOT_KNOWN_YET


def _plain(text: str) -> str:
    """Return a message without its facts, as running text of Markdown."""
    filled = text.format_map(_Open()).replace(f"{_NOT_KNOWN_YET}.", _NOT_KNOWN_YET)
    return _SPECIAL.sub(r"\\\1", filled)
