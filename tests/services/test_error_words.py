"""Every error says what happened, what is safe, what to do, and its code; the help knows each of them."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from pathlib import Path

import pytest

from dti_desktop.errors import BlockedError, Cancelled, DtiError, EnvironmentFault, InputError
from dti_desktop.services.help_book import error_codes, errors_in_markdown
from dti_desktop.services.words import Words

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"
FAMILIES = {"InputError": "input", "BlockedError": "blocked", "EnvironmentFault": "environment"}
KINDS: dict[str, type[DtiError]] = {
    "input": InputError,
    "blocked": BlockedError,
    "environment": EnvironmentFault,
}
LANGUAGES = ("vi", "en")
SUBJECTS = ("store", "target")
"""Of whose disk `store/faults.py` speaks."""


def texts_of(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8"))
    return found


def raised() -> dict[str, set[str]]:
    """Return every code that the program gives an error by name, with the families it is given to."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "dti_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            codes = [first, first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for code in codes:
                if name in FAMILIES and isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found[code.value].add(FAMILIES[name])
    return found


def given_in_problems() -> set[str]:
    """Return every code that the program gives a fault by name."""
    found: set[str] = set()
    for path in sorted((ROOT / "dti_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Problem"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


RAISED = raised()
LISTED = error_codes(HELP)


def test_the_list_of_the_help_holds_every_code_that_is_raised_in_its_family() -> None:
    assert len(RAISED) > 100  # the reading of the sources itself works
    missing = {code: sorted(families) for code, families in RAISED.items() if code not in LISTED}
    assert missing == {}
    assert {c: LISTED[c] for c, families in RAISED.items() if LISTED[c] not in families} == {}


def test_the_list_names_no_code_that_is_gone() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "dti_desktop").rglob("*.py"))
    made_of_two = {f"{subject}-{kind}" for subject in SUBJECTS for kind in ("read-only", "unreachable")}
    assert [code for code in LISTED if f'"{code}"' not in source and code not in made_of_two] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_error_says_what_happened_what_is_safe_and_what_to_do(language: str) -> None:
    texts, wrong = texts_of(language), []
    words = Words(texts, language)
    for code, family in LISTED.items():
        error = Cancelled() if code == "cancelled" else KINDS[family](code)
        said = words.error(error)
        own_todo = texts.get(f"error.{code}.todo")
        if said.what in ("", code) or not said.safe or said.code != code or own_todo is None:
            wrong.append(code)
        elif not own_todo and said.todo:
            wrong.append(f"{code}: {said.todo}")
        # Where nothing more is to be said, the first sentence is followed by one that says what to do.
        elif own_todo == "" and code != "cancelled" and said.what.count(".") < 2:
            wrong.append(f"{code}: {said.what}")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fault_has_words(language: str) -> None:
    texts = texts_of(language)
    assert [
        c for c in given_in_problems() if f"problem.{c}" not in texts and f"error.{c}.what" not in texts
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_tells_every_code(language: str) -> None:
    texts = texts_of(language)
    said = errors_in_markdown(HELP, language, texts)
    for code in {*LISTED, *given_in_problems(), *RAISED} - {"internal"}:
        assert f"`{code}`" in said, code
    assert "{" not in said.replace("{…}", "")  # braces that people type into a file of JSON


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_the_program_is_calm_and_complete(language: str) -> None:
    said = Words(texts_of(language), language).error(ZeroDivisionError("secret 12"))
    assert said.what and said.safe and said.todo
    assert "secret" not in f"{said.what}{said.safe}{said.todo}"


def test_both_languages_know_the_same_parts_of_each_error() -> None:
    keys = [{key for key in texts_of(language) if key.startswith("error.")} for language in LANGUAGES]
    assert keys[0] == keys[1]
    empty = [{k for k in keys[0] if not texts_of(language)[k]} for language in LANGUAGES]
    assert empty[0] == empty[1]
