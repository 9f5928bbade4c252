"""What a library writes past Python does not reach the answer, not even when it is flushed at the end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = """
import ctypes, os, sys
from dti_desktop.cli.stray_output import unheard

library = ctypes.CDLL(None)
with unheard():
    library.printf(b"stray, and kept in the library's own buffer\\n")
    os.write(1, b"stray, at once\\n")
print("the answer")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="another C library there")
def test_only_the_answer_is_heard() -> None:
    # With this variable Python lets the C library keep nothing back.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    run = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60, env=around
    )
    assert run.stdout == "the answer\n"
