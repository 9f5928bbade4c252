"""The words of reports and charts: both languages complete, and nothing asked for that is not there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import report_samples as samples

from dti_desktop.engine.checks import SEVERITIES
from dti_desktop.reports.wording import shortened

OWN = ("report.", "chart.")
SOURCES = sorted((samples.ROOT / "dti_desktop" / "reports").glob("*.py"))


def own_keys(language: str) -> dict[str, str]:
    return {k: v for k, v in samples.texts(language).items() if k.startswith(OWN)}  # type: ignore[arg-type]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    vietnamese, english = own_keys("vi"), own_keys("en")
    assert vietnamese.keys() == english.keys()
    assert {k: places(v) for k, v in vietnamese.items()} == {k: places(v) for k, v in english.items()}


def test_every_key_in_the_code_has_words() -> None:
    known = samples.texts("vi").keys()
    for source in SOURCES:
        for key in re.findall(r'(?<!f)"((?:report|chart)\.[a-z_.\-]+)"', source.read_text("utf-8")):
            assert key in known, (source.name, key)


def test_no_words_are_left_over() -> None:
    code = "".join(source.read_text("utf-8") for source in SOURCES)
    built = (
        "report.column.",
        "report.annex.",
        "report.mark.",
        f"report.severity.({'|'.join(SEVERITIES)})$",
        r"chart\.fan\.(end|year|forecast)\.(rank|value)$",
        r"chart\.standing\.(published|claimed)$",
        "report.plan.(column|measure|annex|note|goal|reason).",
        "report.plan.uncertain.(ministry|partly|recollected)$",
        r"report\.portal\.section\.(changed|all)$",
        r"report\.portal\.state\.(entered|changed|missing)$",
        r"report\.prospect\.source\.(all|evidence|ministry|rivals)$",
    )
    for own in own_keys("vi"):
        key = own.removesuffix(".of_unit")  # said in its place of sets that assess no provinces
        assert key in own_keys("vi")
        assert f'"{key}"' in code or f"'{key}'" in code or any(re.match(begin, key) for begin in built), key


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_sentence_in_the_code(source: Path) -> None:
    literals = re.findall(r'(?<!")"([^"\n]*)"(?!")', re.sub(r'"""[\s\S]*?"""', "", source.read_text("utf-8")))
    vietnamese = [
        text for text in literals if re.search(r"[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]", text.lower())
    ]
    assert vietnamese == []


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("ngắn", 10, "ngắn"),
        ("một  hai\nba", 20, "một hai ba"),
        ("một hai ba bốn", 10, "một hai…"),
        ("motmotmotmotmot", 6, "motmo…"),
        ("một hai, ba bốn", 11, "một hai…"),
    ],
)
def test_shortened_at_a_word(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short
    assert len(shortened(text, most)) <= most
