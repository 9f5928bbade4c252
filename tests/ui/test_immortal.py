"""Python's constants survive the Qt binding."""

from __future__ import annotations

import os
import subprocess
import sys

# More calls without a result than Python holds references to None, and as many that hand out a bool.
_MANY_CALLS = """
import {imported}
from PySide6.QtCore import QObject, Signal
class Teller(QObject):
    told = Signal(bool)
teller = Teller()
teller.told.connect(lambda on: None)
for _ in range(20_000):
    teller.setObjectName("x")
    teller.told.emit(True)
    teller.told.emit(False)
"""


def test_many_calls_into_qt_do_not_end_the_process() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _MANY_CALLS.format(imported="dti_desktop.ui")],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (run.returncode, run.stderr) == (0, "")
