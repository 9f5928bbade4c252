"""Files are judged as the program judges them: by the data that ships with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dti_desktop.intake.examine import Examined, examine
from dti_desktop.intake.rules import IntakeRules

ROOT = Path(__file__).resolve().parents[2]
Judge = Callable[[str, bytes], Examined]


@pytest.fixture(scope="session")
def rules() -> IntakeRules:
    folder = ROOT / "resources" / "intake"
    return IntakeRules.parse(
        (folder / "kinds.json").read_bytes(), (folder / "secrecy_marks.json").read_bytes()
    )


@pytest.fixture(scope="session")
def judge(rules: IntakeRules, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Judge a content under a name; the copy itself is named as in the store."""
    copy = tmp_path_factory.mktemp("staged") / "0123456789abcdef"

    def judge(name: str, content: bytes) -> Examined:
        copy.write_bytes(content)
        return examine(copy, name, rules)

    return judge
